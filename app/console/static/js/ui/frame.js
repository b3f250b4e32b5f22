/** The frame around every view: navigation, the way here, the bell, the person, the state of the connection. */

import { fill, h, newId } from "../core/dom.js";
import { t } from "../core/i18n.js";
import { shortcut } from "../core/keys.js";
import { go } from "../core/router.js";
import { isAdmin } from "../core/session.js";
import { connection, reconnect } from "../core/socket.js";
import { bell, unread } from "./bell.js";
import { button } from "./bits.js";
import { openDialog } from "./dialog.js";
import { icon, mark } from "./icons.js";
import { GROUPS, pagesOf } from "./places.js";
import { closePopover } from "./popover.js";
import { profileButton } from "./profile.js";
import { number } from "../core/format.js";

const OFFLINE_AFTER_MS = 1_500;
const BAR_PLACES = 3;

/** The groups that this person sees, each with its pages. */
const groups = () =>
  GROUPS.filter(({ id }) => id !== "admin" || isAdmin())
    .map((group) => ({ ...group, pages: pagesOf(group.id) }))
    .filter(({ pages }) => pages.length > 0);

const brand = () => h("a", { class: "brand", href: "/", "aria-label": "LumaStack" }, mark(), h("span", {}, "LumaStack"));

function navLink({ at, icon: sign, name, counts }, signal) {
  const link = h("a", { class: "nav-link", href: at, data: { at } }, icon(sign), h("span", {}, t(name)));
  if (counts) {
    const count = h("span", { class: "count" });
    const show = (value) => {
      count.hidden = value === 0;
      count.textContent = number(value);
    };
    show(unread.get());
    unread.watch(show, signal);
    link.append(count);
  }
  return link;
}

function helpDialog() {
  const keys = [
    ...groups().flatMap(({ pages }) => pages).filter(({ keys: pressed }) => pressed).map(({ keys: pressed, name }) => [pressed, t(name)]),
    ["/", t("console-keys-search")],
    ["f", t("console-keys-follow")],
    ["Esc", t("console-keys-leave")],
    ["?", t("console-keys-help")],
  ];
  openDialog(t("console-keys"), () =>
    h("dl", { class: "keys" }, keys.map(([pressed, text]) => [
      h("dt", {}, pressed.split(" ").map((key) => [h("kbd", {}, key), " "])),
      h("dd", {}, text),
    ])));
}

function connectionState(signal) {
  const text = h("span", {});
  const element = h("div", { class: "connection", role: "status" }, h("span", { class: "dot" }), text);
  const show = (state) => {
    element.className = `connection ${state}`;
    text.textContent = t(`console-connection-${state}`);
  };
  show(connection.get());
  connection.watch(show, signal);
  return element;
}

function offlineBar(signal) {
  const element = h("div", { class: "offline-bar", role: "alert", hidden: true }, icon("alert"), h("span", {}, t("console-offline")), button(t("console-try-again"), reconnect, { kind: "quiet" }));
  let timer = 0;
  connection.watch((state) => {
    clearTimeout(timer);
    // A short break is not worth a word.
    if (state === "offline") timer = setTimeout(() => (element.hidden = false), OFFLINE_AFTER_MS);
    else if (state !== "connecting") element.hidden = true;
  }, signal);
  return element;
}

/** The groups as lists of links, each under its title. */
function navGroups(signal, { person }) {
  return groups().filter(({ id }) => person || id !== "person").map(({ name, pages }) => {
    const id = newId("group");
    const links = h("ul", { "aria-labelledby": name && id }, pages.map((page) => h("li", {}, navLink(page, signal))));
    return [name && h("div", { class: "side-title", id }, t(name)), links];
  });
}

function foot(signal) {
  return h("div", { class: "side-foot" },
    h("a", { class: "nav-link", href: "/api/docs", target: "_self" }, icon("docs"), h("span", {}, t("console-api"))),
    h("button", { type: "button", class: "nav-link menu-item", on: { click: helpDialog } }, icon("keyboard"), h("span", {}, t("console-keys"))),
    connectionState(signal));
}

/** On a phone: everything that the bar has no room for. */
function moreDialog() {
  const over = new AbortController();
  openDialog(t("console-navigation"), (close) => {
    const nav = h("nav", { class: "nav-sheet", "aria-label": t("console-navigation") }, navGroups(over.signal, { person: true }), foot(over.signal));
    markPlace(nav, location.pathname);
    nav.addEventListener("click", (event) => event.target instanceof Element && event.target.closest("a, button") && close());
    return nav;
  }).then(() => over.abort());
}

function markPlace(element, path) {
  for (const link of element.querySelectorAll("[data-at]")) {
    const { at } = link.dataset;
    if (path === at || (at !== "/" && path.startsWith(`${at}/`))) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

/** Build the frame; answers {element, place, setCrumbs(list), setPlace(path)}. */
export function frame(signal) {
  const crumbs = h("ol", { class: "crumbs" });
  const place = h("main", { class: "view", id: "view" });
  const all = groups().flatMap(({ pages }) => pages);
  const side = h(
    "aside",
    { class: "side" },
    brand(),
    h("nav", { "aria-label": t("console-navigation") }, navGroups(signal, { person: false })),
    foot(signal),
  );
  const bottom = h("nav", { class: "bottom", "aria-label": t("console-navigation") },
    all.filter(({ bar }) => bar).slice(0, BAR_PLACES).map(({ at, icon: sign, name }) => h("a", { href: at, data: { at } }, icon(sign), h("span", {}, t(name)))),
    h("button", { type: "button", "aria-haspopup": "dialog", on: { click: moreDialog } }, icon("menu"), h("span", {}, t("console-menu"))));
  const element = h(
    "div",
    { class: "frame" },
    side,
    h("div", { class: "main" },
      h("header", { class: "top" }, brand(), h("nav", { class: "crumbs", "aria-label": t("console-way") }, crumbs), h("div", { class: "top-actions" }, bell(signal), profileButton())),
      offlineBar(signal),
      place),
    bottom,
  );
  for (const { keys, at } of all) if (keys) shortcut(keys, () => go(at), signal);
  shortcut("?", helpDialog, signal);
  shortcut("Escape", closePopover, signal);
  shortcut("/", () => element.querySelector("[data-search]")?.focus(), signal);

  const setPlace = (path) => markPlace(element, path);
  const setCrumbs = (list) => {
    fill(crumbs, list.map(([text, address], index) => h(
      "li",
      {},
      index > 0 && icon("right"),
      address && index < list.length - 1 ? h("a", { href: address, class: "truncate" }, text) : h("span", { class: "truncate" }, text),
    )));
  };
  return { element, place, setCrumbs, setPlace };
}
