/** Small parts that many views are made of. */

import { fill, h, newId } from "../core/dom.js";
import { has, t, tValue } from "../core/i18n.js";
import { connection } from "../core/socket.js";
import { icon } from "./icons.js";

/** A button. `options`: icon, kind (`primary`, `danger`, `quiet`), label for an icon alone, and attributes. */
export function button(text, onClick, { icon: name, kind = "", label, ...attributes } = {}) {
  return h(
    "button",
    { type: "button", class: ["button", kind, !text && "icon-only"], "aria-label": label, title: label, on: { click: onClick }, ...attributes },
    name && icon(name),
    text && h("span", {}, text),
  );
}

export function linkButton(text, address, { icon: name, kind = "", ...attributes } = {}) {
  return h("a", { class: ["button", kind, !text && "icon-only"], href: address, ...attributes }, name && icon(name), text && h("span", {}, text));
}

export function badge(text, kind = "", name = "") {
  return h("span", { class: `badge ${kind}` }, name && icon(name), text);
}

const STATUS_KIND = {
  queued: "muted", running: "live", succeeded: "good", failed: "bad", timed_out: "warn", cancelled: "muted", lost: "warn",
};

/** The status of a run or a job: a dot and its name. */
export function statusPill(status) {
  return h("span", { class: `status ${STATUS_KIND[status] ?? "muted"}` }, h("span", { class: "dot" }), tValue("console-status-", status));
}

/** A field with its label, hint and place for its error; the control gets an id and is described by both. */
export function field(label, control, { hint, name } = {}) {
  const id = newId("field");
  control.id = id;
  const error = h("p", { class: "field-error", id: `${id}-error`, hidden: true });
  const help = hint ? h("p", { class: "field-hint", id: `${id}-hint` }, hint) : null;
  control.setAttribute("aria-describedby", [help && `${id}-hint`, `${id}-error`].filter(Boolean).join(" "));
  return h("div", { class: "field", data: { field: name ?? "" } }, h("label", { for: id }, label), control, help, error);
}

/** A switch with its label. */
export function toggle(label, checked, onChange, { hint, name } = {}) {
  const id = newId("switch");
  const input = h("input", { type: "checkbox", role: "switch", class: "switch", id, checked, on: { change: () => onChange?.(input.checked, input) } });
  const words = h("span", { class: "switch-text" }, h("label", { for: id }, label), hint && h("span", { class: "field-hint" }, hint));
  const element = h("div", { class: "switch-row", data: { field: name ?? "" } }, input, words);
  return Object.assign(element, { input });
}

/** Take the errors from a form. */
export function clearFieldErrors(form, summary) {
  for (const place of form.querySelectorAll(".field-error")) place.hidden = true;
  for (const control of form.querySelectorAll("[aria-invalid]")) control.removeAttribute("aria-invalid");
  summary.hidden = true;
}

/** Show the errors of an ApiError at their fields; what belongs to no field goes to `summary`. */
export function showFieldErrors(form, error, summary) {
  clearFieldErrors(form, summary);
  const left = [];
  let firstControl = null;
  for (const { field: name, message } of error.errors ?? []) {
    const short = String(name).split(".").at(-1);
    const holder = form.querySelector(`[data-field="${CSS.escape(String(name))}"]`) ?? form.querySelector(`[data-field="${CSS.escape(short)}"]`);
    const place = holder?.querySelector(".field-error");
    if (!place) {
      left.push(name ? `${name}: ${message}` : message);
      continue;
    }
    place.textContent = message;
    place.hidden = false;
    const control = holder.querySelector("input, textarea, select");
    control?.setAttribute("aria-invalid", "true");
    firstControl ??= control;
  }
  const nothingShown = firstControl === null && left.length === 0;
  summary.textContent = nothingShown ? explain(error) : left.join(" ");
  summary.hidden = !summary.textContent;
  firstControl?.focus();
}

/** One line for people about any error. */
export function explain(error) {
  if (error?.detail) return error.detail;
  if (error?.title) return error.title;
  const key = `console-error-${error?.code ?? "unexpected"}`;
  return has(key) ? t(key) : t("console-error-unexpected");
}

/** What a list shows when it is empty. */
export function empty(title, text, ...actions) {
  return h("div", { class: "empty" }, h("p", { class: "empty-title" }, title), text && h("p", { class: "empty-text" }, text), actions.length > 0 && h("div", { class: "actions" }, actions));
}

/** Grey bars where content will be. */
export function skeleton(rows = 6) {
  return h("div", { class: "skeleton", "aria-busy": "true", "aria-label": t("console-loading") }, Array.from({ length: rows }, () => h("div", { class: "bone" })));
}

/** An error in the place of content, with another try: by button, or by itself when the connection is back. */
export function failure(error, again, signal) {
  const tries = new AbortController();
  const retry = () => {
    tries.abort();
    again();
  };
  signal?.addEventListener("abort", () => tries.abort(), { once: true });
  if (error?.status === 0 || error?.status >= 500) {
    connection.watch((state) => state === "online" && retry(), tries.signal);
  }
  return h(
    "div",
    { class: "empty", role: "alert" },
    icon("alert", "big"),
    h("p", { class: "empty-title" }, error?.title || t("console-error-unexpected")),
    h("p", { class: "empty-text" }, explain(error)),
    error?.requestId && h("p", { class: "faint mono small" }, error.requestId),
    error?.status !== 404 && error?.status !== 403 && h("div", { class: "actions" }, button(t("console-try-again"), retry, { icon: "again" })),
  );
}

/** Put into `place` what `load()` answers as elements, grey bars before, the error instead where it fails. */
export async function into(place, load, signal, rows = 6) {
  fill(place, skeleton(rows));
  try {
    const content = await load();
    if (!signal.aborted) fill(place, content);
  } catch (error) {
    if (signal.aborted) return;
    if (!error?.code) console.error(error);
    fill(place, failure(error, () => into(place, load, signal, rows), signal));
  }
}

/** The initials of a person on a colour of their own. */
export function avatar(name) {
  const words = String(name || "?").trim().split(/[\s._-]+/).filter(Boolean);
  const initials = words.length > 1 ? [...words[0]][0] + [...words.at(-1)][0] : [...(words[0] ?? "?")].slice(0, 2).join("");
  let hash = 0;
  for (const character of String(name)) hash = (hash * 31 + character.codePointAt(0)) >>> 0;
  return h("span", { class: "avatar", "aria-hidden": "true", style: { "--hue": String(hash % 360) } }, initials.toUpperCase());
}

/** A button that copies `text`. */
export function copyButton(text, label) {
  const made = button("", async () => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Without https there is no clipboard to write to; the old way still works there.
      const area = h("textarea", { value: text, class: "off-screen" });
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    made.classList.add("done");
    fill(made, icon("check"));
    setTimeout(() => {
      made.classList.remove("done");
      fill(made, icon("copy"));
    }, 1400);
  }, { icon: "copy", kind: "quiet", label });
  return made;
}

/** A page's heading: title, line below, actions on the right. */
export function pageHead(title, { below, actions = [], before } = {}) {
  return h(
    "header",
    { class: "page-head" },
    h("div", { class: "page-title" }, before, h("h1", { tabindex: "-1" }, title), below && h("div", { class: "page-below" }, below)),
    actions.length > 0 && h("div", { class: "actions" }, actions),
  );
}
