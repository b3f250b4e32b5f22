/** The words of the console, in the reader's language: made from Fluent on the server, fetched as one table. */

import { known, standIn } from "./cldr.js";

let words = {};
let current = { language: "en", locale: "en" };
let all = [];
let plurals = new Intl.PluralRules("en");
let made = Intl;
let numbers = new Intl.NumberFormat("en");

/** Fetch the words of `language`; throws where the server cannot give them. */
export async function loadLanguage(language) {
  const answer = await fetch(`/console/messages/${encodeURIComponent(language)}.json`, { credentials: "same-origin" });
  if (!answer.ok) throw new Error(`no words for ${language}: ${answer.status}`);
  const table = await answer.json();
  words = table.messages;
  current = { language: table.language, locale: table.locale };
  all = table.languages;
  plurals = new Intl.PluralRules(table.locale);
  made = known(table.locale) ? Intl : standIn(table.locale, table.formats);
  numbers = new made.NumberFormat(table.locale);
  document.documentElement.lang = table.locale;
  document.documentElement.dir = table.direction;
}

/** A message as app.i18n.portable gives it, with its parameters put in; a parameter that is missing stands in braces. */
function format(message, parameters) {
  if (typeof message === "string") return message;
  if (Array.isArray(message)) return message.map((part) => format(part, parameters)).join("");
  const value = parameters[message.select ?? message.name];
  if (message.name) return typeof value === "number" ? numbers.format(value) : String(value ?? `{${message.name}}`);
  const category = typeof value === "number" ? plurals.select(value) : undefined;
  return format(message.variants[value] ?? message.variants[category] ?? message.variants[message.default], parameters);
}

/**
 * The words for `key`, numbers among the parameters as the locale writes them; the key itself where there are no words, so
 * that a slip is seen and nothing breaks.
 */
export function t(key, parameters = {}) {
  return key in words ? format(words[key], parameters) : key;
}

/** Whether there are words for `key`: for keys made from a value of the server, as a status. */
export function has(key) {
  return key in words;
}

/** The words for a value of the server (`console-status-` + `timed_out`), else the value as it came. */
export function tValue(prefix, value) {
  const key = `${prefix}${String(value).replaceAll("_", "-")}`;
  return words[key] ?? String(value);
}

export function language() {
  return current.language;
}

/** The BCP 47 tag of the present language. */
export function locale() {
  return current.locale;
}

/** The present language's `Intl`: the browser's, or what stands in for it. Use it in the place of the global one. */
export function intl() {
  return made;
}

/** The ten languages, each as {code, name}. */
export function languages() {
  return all;
}
