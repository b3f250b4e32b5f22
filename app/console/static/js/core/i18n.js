/** The words of the console, in the reader's language: made from Fluent on the server, fetched as one table. */

let words = {};
let current = { language: "en", locale: "en" };
let all = [];

/** Fetch the words of `language`; throws where the server cannot give them. */
export async function loadLanguage(language) {
  const answer = await fetch(`/console/messages/${encodeURIComponent(language)}.json`, { credentials: "same-origin" });
  if (!answer.ok) throw new Error(`no words for ${language}: ${answer.status}`);
  const table = await answer.json();
  words = table.messages;
  current = { language: table.language, locale: table.locale };
  all = table.languages;
  document.documentElement.lang = table.locale;
}

/** The words for `key`; the key itself where there are none, so that a slip is seen and nothing breaks. */
export function t(key) {
  return words[key] ?? key;
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

/** A BCP 47 tag for Intl. */
export function locale() {
  return current.locale;
}

/** The ten languages, each as {code, name}. */
export function languages() {
  return all;
}
