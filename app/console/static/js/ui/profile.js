/** The menu of the person signed in: language, time zone, colours, leaving. */

import { fill, h } from "../core/dom.js";
import { languages, t } from "../core/i18n.js";
import { changeProfile, signOut, user } from "../core/session.js";
import { avatar, field } from "./bits.js";
import { icon } from "./icons.js";
import { pagesOf } from "./places.js";
import { closePopover, togglePopover } from "./popover.js";
import { toast, toastError } from "./toast.js";

const THEMES = [["system", "system"], ["light", "sun"], ["dark", "moon"]];

/** Three buttons that choose the colours. */
export function themeChoice() {
  const holder = h("div", { class: "segments", role: "group", "aria-label": t("console-theme") });
  const draw = () => {
    const present = document.documentElement.dataset.themeChoice;
    fill(holder, THEMES.map(([choice, name]) => h(
      "button",
      { type: "button", "aria-pressed": String(choice === present), on: { click: () => choose(choice) } },
      icon(name), t(`console-theme-${choice}`),
    )));
  };
  const choose = (choice) => {
    window.lumaTheme(choice);
    draw();
    holder.querySelector('[aria-pressed="true"]')?.focus();
  };
  draw();
  return holder;
}

/** A choice of the ten languages, each by its own name. */
export function languageChoice(present, onChange) {
  const select = h(
    "select",
    { class: "input", "aria-label": t("console-language"), value: present, on: { change: () => onChange(select.value) } },
    languages().map(({ code, name }) => h("option", { value: code, lang: code }, name)),
  );
  return select;
}

async function change(changes) {
  try {
    await changeProfile(changes);
    toast(t("console-saved"), { kind: "good" });
  } catch (error) {
    toastError(error);
  }
}

/** A choice of the time zones that this browser knows. */
export function timeZoneChoice(present, onChange = (timezone) => change({ timezone })) {
  const names = Intl.supportedValuesOf?.("timeZone") ?? [];
  const browsers = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const all = [...new Set([present, "UTC", browsers, ...names])].filter(Boolean);
  const select = h("select", { class: "input", value: present, on: { change: () => onChange(select.value) } }, all.map((name) => h("option", { value: name }, name.replaceAll("_", " "))));
  return select;
}

async function leave(everywhere) {
  closePopover();
  try {
    await signOut(everywhere);
  } catch (error) {
    toastError(error);
  }
}

function menu() {
  const person = user.get();
  const name = person.display_name || person.username;
  return h(
    "div",
    { class: "popover menu", role: "dialog", "aria-label": t("console-profile"), data: { name: "profile" } },
    h("div", { class: "menu-person" }, avatar(name),
      h("div", {}, h("div", { class: "strong truncate" }, name),
        h("div", { class: "faint small truncate" }, person.username, " · ", t(`console-role-${person.role}`)))),
    h("div", { class: "menu-part" },
      field(t("console-language"), languageChoice(person.language, (language) => {
        closePopover();
        change({ language });
      })),
      field(t("console-timezone"), timeZoneChoice(person.timezone)),
      h("div", { class: "field" }, h("span", { class: "small strong" }, t("console-theme")), themeChoice())),
    h("div", { class: "menu-part" },
      h("div", {},
        pagesOf("person").map(({ at, icon: sign, name: key }) => h("a", { class: "menu-item", href: at }, icon(sign), t(key))),
        h("button", { type: "button", class: "menu-item", on: { click: () => leave(false) } }, icon("leave"), t("console-sign-out")),
        h("button", { type: "button", class: "menu-item", on: { click: () => leave(true) } }, icon("lock"), t("console-sign-out-everywhere")))),
  );
}

/** The button of the menu. */
export function profileButton() {
  const person = user.get();
  const anchor = h(
    "button",
    { type: "button", class: "button quiet icon-only", "aria-haspopup": "dialog", "aria-expanded": "false", "aria-label": t("console-profile"), title: person.username, on: { click: () => togglePopover(anchor, menu()) } },
    avatar(person.display_name || person.username),
  );
  return anchor;
}
