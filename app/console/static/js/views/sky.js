/** The sky: the month with its Moon, what comes next, and where everything stands now. */

import { api } from "../core/api.js";
import { fill, h } from "../core/dom.js";
import { clockTime, fullTime, measure, percent, timeAgo } from "../core/format.js";
import { t } from "../core/i18n.js";
import { note } from "../core/router.js";
import { subscribe } from "../core/socket.js";
import { moonDisc } from "../sky/moon.js";
import { dayName, dayOf, daysShown, eventLine, monthName, monthOf, monthTable, spanOf } from "../sky/month.js";
import { feedsPart, remindersPart } from "../sky/personal.js";
import { wheel } from "../sky/wheel.js";
import { button, empty, into, pageHead } from "../ui/bits.js";

const HIGHLIGHTS = ["new_moon", "first_quarter", "full_moon", "last_quarter", "march_equinox", "june_solstice", "september_equinox", "december_solstice", "solar_eclipse", "lunar_eclipse", "conjunction", "opposition", "greatest_elongation_east", "greatest_elongation_west", "meteor_shower"].join(",");
const AHEAD = 8;
const NOW_MS = 60_000;
const WAIT_MS = 1_500;

async function allEvents(query, signal) {
  const items = [];
  let answer = { next_cursor: null, missing_years: [] };
  do {
    answer = await api.get("/api/sky/events", { ...query, limit: 200, cursor: answer.next_cursor }, { signal });
    items.push(...answer.items);
  } while (answer.next_cursor && items.length < 1000);
  return { items, missing: answer.missing_years };
}

export function skyView({ query, signal, title }) {
  title(t("console-sky"));
  let everything = query.get("show") === "all";
  const today = dayOf(Date.now());
  let month = /^\d{4}-\d{2}$/.test(query.get("month") ?? "") ? query.get("month") : monthOf(today);
  let chosen = month === monthOf(today) ? today : `${month}-01`;
  const grid = h("div", {});
  const dayPart = h("div", { "aria-live": "polite" });
  const nextPart = h("div", {});
  const nowPart = h("div", {});
  const heading = h("h2", { "aria-live": "polite" });
  const later = (work, delay) => {
    const timer = setTimeout(() => signal.aborted || work(), delay);
    signal.addEventListener("abort", () => clearTimeout(timer), { once: true });
  };
  const types = () => (everything ? "" : HIGHLIGHTS);
  const kept = () => note({ month: month === monthOf(today) ? "" : month, show: everything ? "all" : "" });

  const drawMonth = () => into(grid, async () => {
    heading.textContent = monthName(month);
    const days = daysShown(month);
    const [from, to] = spanOf(days);
    const [events, moons] = await Promise.all([
      allEvents({ from, to, type: types() }, signal),
      api.get("/api/sky/moon/days", { from: `${days[0]}T12:00:00Z`, to: `${days.at(-1)}T13:00:00Z` }, { signal }),
    ]);
    if (events.missing.length > 0) later(drawMonth, WAIT_MS);
    const show = (day) => {
      chosen = day;
      for (const made of grid.querySelectorAll("[data-day]")) made.setAttribute("aria-pressed", String(made.dataset.day === day));
      const found = events.items.filter(({ at }) => dayOf(at) === day);
      fill(dayPart, h("h3", { class: "day" }, dayName(day)), found.length > 0
        ? h("ul", { class: "sky-list" }, found.map((event) => eventLine(event, h("time", { datetime: event.at, title: fullTime(event.at) }, clockTime(event.at)))))
        : h("p", { class: "faint" }, t("console-sky-day-none")));
    };
    show(chosen);
    return [events.missing.length > 0 && h("p", { class: "faint", role: "status" }, t("console-sky-computing")), monthTable({ month, events: events.items, moons: moons.items, today, chosen, onDay: show })];
  }, signal, 6);

  const go = (by) => {
    month = by === 0 ? monthOf(today) : monthOf(`${month}-01`, by);
    chosen = month === monthOf(today) ? today : `${month}-01`;
    kept();
    drawMonth();
  };

  const drawNext = () => into(nextPart, async () => {
    // Whole minutes, so that everybody asks the same and the answer can be kept.
    const from = new Date(Math.floor(Date.now() / NOW_MS) * NOW_MS).toISOString();
    const { items, missing_years: missing } = await api.get("/api/sky/events", { from, type: types(), limit: AHEAD }, { signal });
    if (missing.length > 0) later(drawNext, WAIT_MS);
    if (items.length === 0) return missing.length > 0 ? h("p", { class: "faint" }, t("console-sky-computing")) : empty(t("console-sky-next-none"));
    const ahead = items.filter(({ at }) => new Date(at) > Date.now());
    return [countdown(ahead[0], signal, () => later(drawNext, WAIT_MS)), h("ul", { class: "sky-list" }, items.map((event) => eventLine(event, timeAgo(event.at))))];
  }, signal, 4);

  const drawNow = async () => {
    try {
      const [moon, positions] = await Promise.all([api.get("/api/sky/moon", null, { signal }), api.get("/api/sky/positions", null, { signal })]);
      const lit = t("console-sky-lit", { percent: percent(moon.illuminated_fraction) });
      fill(nowPart,
        h("section", { class: "sky-part" }, h("h2", {}, t("console-sky-moon")),
          h("div", { class: "sky-moon" }, moonDisc(moon.phase_longitude_degrees, moon.illuminated_fraction, { size: 76, label: lit }),
            h("div", {}, h("div", { class: "sky-title" }, lit), h("div", { class: "faint" }, t("console-sky-age", { days: Math.floor(moon.age_days) })),
              h("ul", { class: "sky-phases" }, moon.next_phases.map((phase) => h("li", {}, h("span", {}, phase.title), timeAgo(phase.at))))))),
        h("section", { class: "sky-part" }, h("h2", {}, t("console-sky-wheel")), wheel(positions.items)));
    } catch (error) {
      if (!signal.aborted && !nowPart.firstChild) fill(nowPart, empty(error.title ?? t("console-error-unexpected"), error.detail));
    }
    later(drawNow, NOW_MS);
  };

  const choose = (value, text) => {
    const made = h("button", { type: "button", "aria-pressed": String(everything === value), on: { click: () => {
      everything = value;
      for (const other of made.parentElement.children) other.setAttribute("aria-pressed", String(other === made));
      kept();
      drawMonth();
      drawNext();
    } } }, text);
    return made;
  };

  subscribe("sky", () => later(drawNext, WAIT_MS), signal);
  drawMonth();
  drawNext();
  drawNow();
  return [
    pageHead(t("console-sky"), { actions: [h("div", { class: "segments", role: "group", "aria-label": t("console-sky-filter") }, choose(false, t("console-sky-highlights")), choose(true, t("console-sky-everything")))] }),
    h("div", { class: "sky-columns" },
      h("div", {},
        h("div", { class: "sky-tools" }, heading, h("div", { class: "actions" },
          button("", () => go(-1), { icon: "left", kind: "quiet", label: t("console-sky-previous") }),
          button(t("console-sky-today"), () => go(0), { kind: "quiet" }),
          button("", () => go(1), { icon: "right", kind: "quiet", label: t("console-sky-following") }))),
        grid, dayPart,
        h("section", { class: "sky-part" }, h("h2", {}, t("console-sky-next")), nextPart)),
      h("div", {}, nowPart, remindersPart(signal), feedsPart(signal))),
  ];
}

/** How long until an event, to the second. */
function countdown(event, signal, whenOver) {
  if (!event) return null;
  const clock = h("span", { class: "sky-clock" });
  const tick = () => {
    const seconds = Math.max(0, Math.round((new Date(event.at) - Date.now()) / 1000));
    const days = Math.floor(seconds / 86_400);
    const parts = [Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60, seconds % 60].map((part) => String(part).padStart(2, "0"));
    clock.textContent = `${days > 0 ? `${measure(days, "day")} ` : ""}${parts.join(":")}`;
    if (seconds === 0) {
      clearInterval(timer);
      whenOver();
    }
  };
  const timer = setInterval(tick, 1000);
  signal.addEventListener("abort", () => clearInterval(timer), { once: true });
  tick();
  return h("div", { class: "sky-countdown" }, clock, h("div", {}, h("div", { class: "sky-title" }, event.title), h("div", { class: "faint small" }, fullTime(event.at))));
}
