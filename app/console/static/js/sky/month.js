/** A month: each day with its Moon and what happens, in the reader's time zone. */

import { h } from "../core/dom.js";
import { dateTime, number } from "../core/format.js";
import { locale, t, tValue } from "../core/i18n.js";
import { user } from "../core/session.js";
import { moonDisc } from "./moon.js";

const DAY_MS = 86_400_000;
const MOST_MARKS = 3;
const PHASES = new Set(["new_moon", "first_quarter", "full_moon", "last_quarter"]);

const keys = new Map();

/** The day of a moment in the reader's zone, as `2026-11-25`. */
export function dayOf(moment) {
  const zone = user.get()?.timezone ?? "UTC";
  if (!keys.has(zone)) keys.set(zone, new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" }));
  return keys.get(zone).format(new Date(moment));
}

/** The month of a day, as `2026-11`, moved by `by` months. */
export function monthOf(day, by = 0) {
  const [year, month] = day.split("-").map(Number);
  return new Date(Date.UTC(year, month - 1 + by, 1)).toISOString().slice(0, 7);
}

const noon = (day) => new Date(`${day}T12:00:00Z`);
const plain = (moment, options) => dateTime(moment, { ...options, timeZone: "UTC" });

export const monthName = (month) => plain(noon(`${month}-15`), { month: "long", year: "numeric" });
export const dayName = (day) => plain(noon(day), { weekday: "short", year: "numeric", month: "short", day: "numeric" });

function firstDayOfWeek() {
  try {
    const known = new Intl.Locale(locale());
    return (known.getWeekInfo?.() ?? known.weekInfo)?.firstDay ?? 1;
  } catch {
    return 1;
  }
}

/** The days that a page of `month` shows: whole weeks, six of them at most. */
export function daysShown(month) {
  const first = noon(`${month}-01`);
  const before = (first.getUTCDay() - (firstDayOfWeek() % 7) + 7) % 7;
  const days = [];
  for (let time = first.getTime() - before * DAY_MS; ; time += DAY_MS) {
    const day = new Date(time).toISOString().slice(0, 10);
    if (days.length >= 28 && days.length % 7 === 0 && day.slice(0, 7) !== month) return days;
    days.push(day);
  }
}

/** The moments between which all of these days lie, whatever the time zone. */
export function spanOf(days) {
  return [noon(days[0]).getTime() - DAY_MS, noon(days.at(-1)).getTime() + DAY_MS].map((time) => new Date(time).toISOString().slice(0, 10));
}

/** The month as a table. `events` and `moons` (one a day) are the API's; `onDay(day)` is called for the day chosen. */
export function monthTable({ month, events, moons, today, chosen, onDay }) {
  const days = daysShown(month);
  const byDay = Map.groupBy ? Map.groupBy(events, ({ at }) => dayOf(at)) : group(events);
  const lights = new Map(moons.map((moon) => [moon.at.slice(0, 10), moon]));
  const cell = (day) => {
    const found = byDay.get(day) ?? [];
    const moon = lights.get(day);
    const phase = found.find(({ type }) => PHASES.has(type));
    const marks = found.filter(({ type }) => !PHASES.has(type));
    const words = found.map(({ title }) => title).join(", ");
    const button = h("button", {
      type: "button",
      class: ["sky-day", day.slice(0, 7) !== month && "other", day === today && "today", phase && "phase"],
      "aria-pressed": String(day === chosen),
      "aria-label": words ? `${dayName(day)}: ${words}` : dayName(day),
      data: { day },
      on: { click: () => onDay(day) },
    },
    h("span", { class: "sky-number" }, number(Number(day.slice(8)))),
    moon && moonDisc(moon.phase_longitude_degrees, moon.illuminated_fraction, { size: 18 }),
    h("span", { class: "sky-marks" },
      phase && h("span", { class: "sky-mark phase" }, phase.title),
      marks.slice(0, MOST_MARKS).map((event) => h("span", { class: `sky-mark ${event.type}` }, event.title)),
      marks.length > MOST_MARKS && h("span", { class: "sky-more" }, `+${number(marks.length - MOST_MARKS)}`)));
    return h("td", {}, button);
  };
  const weeks = Array.from({ length: days.length / 7 }, (_, number) => days.slice(7 * number, 7 * number + 7));
  return h("table", { class: "sky-month", "aria-label": `${t("console-sky-month")}: ${monthName(month)}` },
    h("thead", {}, h("tr", {}, days.slice(0, 7).map((day) => h("th", { scope: "col" }, plain(noon(day), { weekday: "short" }))))),
    h("tbody", {}, weeks.map((week) => h("tr", {}, week.map(cell)))));
}

function group(events) {
  const found = new Map();
  for (const event of events) {
    const day = dayOf(event.at);
    found.set(day, [...(found.get(day) ?? []), event]);
  }
  return found;
}

/** One event as a line: when, what, and what it means. */
export function eventLine(event, when) {
  return h("li", { class: "sky-event", data: { id: event.id } },
    h("div", { class: "sky-when" }, when),
    h("div", {},
      h("div", { class: "sky-title" }, h("span", { class: `sky-dot ${event.type}`, title: tValue("console-sky-type-", event.type) }), event.title),
      h("div", { class: "sky-text" }, event.description)));
}
