/** Times, sizes and numbers as the reader's language and time zone write them. */

import { h } from "./dom.js";
import { intl, locale, t } from "./i18n.js";

let zone;
const formatters = new Map();

/** Use the IANA time zone `name` from now on; one that the browser does not know leaves the browser's own. */
export function setTimeZone(name) {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    zone = name;
  } catch {
    zone = undefined;
  }
  formatters.clear();
}

function formatter(kind, options, type) {
  const key = `${locale()} ${kind}`;
  let made = formatters.get(key);
  if (!made) {
    made = new (intl()[type])(locale(), options);
    formatters.set(key, made);
  }
  return made;
}

const dates = (kind, options) => formatter(kind, { ...options, timeZone: zone }, "DateTimeFormat");

export function number(value) {
  return formatter("number", {}, "NumberFormat").format(value);
}

export function percent(share) {
  return formatter("percent", { style: "percent" }, "NumberFormat").format(share);
}

/** A moment in full: date, time, zone. */
export function fullTime(iso) {
  return dates("full", { dateStyle: "medium", timeStyle: "long" }).format(new Date(iso));
}

export function clockTime(iso) {
  return dates("clock", { timeStyle: "short" }).format(new Date(iso));
}

/** A day as a heading. */
export function day(iso) {
  return dates("day", { weekday: "short", year: "numeric", month: "short", day: "numeric" }).format(new Date(iso));
}

/** A text that is the same for moments on the same day in the reader's zone. */
export function dayKey(iso) {
  return dates("day-key", { year: "numeric", month: "2-digit", day: "2-digit" }).format(new Date(iso));
}

const STEPS = [
  ["year", 31_557_600],
  ["month", 2_629_800],
  ["week", 604_800],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

/** How long ago, or until, in words. */
export function relative(iso, now = Date.now()) {
  const seconds = (new Date(iso).getTime() - now) / 1000;
  const words = formatter("relative", { numeric: "auto", style: "short" }, "RelativeTimeFormat");
  for (const [unit, size] of STEPS) {
    if (Math.abs(seconds) >= size) return words.format(Math.round(seconds / size), unit);
  }
  return Math.abs(seconds) < 5 ? t("console-now") : words.format(Math.round(seconds), "second");
}

/** A `<time>` in words that stays true while the page is open; the full time is its tooltip. */
export function timeAgo(iso) {
  if (!iso) return h("span", { class: "faint" }, "—");
  return h("time", { datetime: iso, title: fullTime(iso), data: { relative: "" } }, relative(iso));
}

/** Keep every `<time>` of the page true. */
export function startClock() {
  setInterval(() => {
    if (document.hidden) return;
    const now = Date.now();
    for (const element of document.querySelectorAll("time[data-relative]")) {
      const text = relative(element.dateTime, now);
      if (element.textContent !== text) element.textContent = text;
    }
  }, 10_000);
}

/** A date or time by the options of Intl.DateTimeFormat, in the reader's language and time zone unless they name one. */
export function dateTime(moment, options) {
  return formatter(JSON.stringify(options), { timeZone: zone, ...options }, "DateTimeFormat").format(new Date(moment));
}

/** A number with a unit by the names of CLDR, as `degree`, `kilometer`. */
export function measure(value, name, digits = 0) {
  return unit(name, digits).format(value);
}

const unit = (name, digits) =>
  formatter(
    `${name}${digits}`,
    { style: "unit", unit: name, unitDisplay: "short", maximumFractionDigits: digits, minimumFractionDigits: digits },
    "NumberFormat",
  );

const both = (large, many, small, few) => (few ? `${unit(large, 0).format(many)} ${unit(small, 0).format(few)}` : unit(large, 0).format(many));

/** A span of milliseconds: `84 ms`, `3.2 sec`, `4 min 5 sec`, `5 min`. */
export function duration(milliseconds) {
  if (milliseconds === null || milliseconds === undefined) return "—";
  if (milliseconds < 1000) return unit("millisecond", 0).format(Math.round(milliseconds));
  if (milliseconds < 59_950) return unit("second", 1).format(milliseconds / 1000);
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 3600) return both("minute", Math.floor(seconds / 60), "second", seconds % 60);
  const minutes = Math.round(seconds / 60);
  return both("hour", Math.floor(minutes / 60), "minute", minutes % 60);
}

/** A size of bytes in powers of a thousand. */
export function bytes(count) {
  if (count === null || count === undefined) return "—";
  if (count < 1000) return unit("byte", 0).format(count);
  if (count < 999_500) return unit("kilobyte", count < 99_500 ? 1 : 0).format(count / 1e3);
  if (count < 999_500_000) return unit("megabyte", 1).format(count / 1e6);
  return unit("gigabyte", 1).format(count / 1e9);
}
