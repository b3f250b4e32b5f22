/** The bell: unread notifications, live, with a panel of the latest. */

import { api, path } from "../core/api.js";
import { h, fill } from "../core/dom.js";
import { number, timeAgo } from "../core/format.js";
import { t } from "../core/i18n.js";
import { href } from "../core/router.js";
import { subscribe } from "../core/socket.js";
import { Store } from "../core/store.js";
import { button, empty, into } from "./bits.js";
import { icon } from "./icons.js";
import { closePopover, togglePopover } from "./popover.js";
import { toast, toastError } from "./toast.js";

/** How many notifications are unread. */
export const unread = new Store(0);
/** Grows whenever notifications changed: views that show them read again. */
export const changes = new Store(0);
const IN_PANEL = 12;
const MOST_SHOWN = 99;

/** The page that a notification is about. */
export function target({ data = {} }) {
  if (data.execution_id) return href("executions", data.execution_id);
  if (data.project_id) return href("projects", data.project_id);
  if (data.script_id) return href("scripts", data.script_id);
  if (data.event_id) return "/sky";
  return "/notifications";
}

export async function countUnread() {
  const answer = await api.get("/api/notifications/unread-count");
  unread.set(answer.count);
}

/** One notification as a line that leads to its subject and counts as read once it was followed. */
export function noteLine(note) {
  const line = h(
    "a",
    { class: note.read_at ? "note" : "note unread", href: target(note), data: { id: note.id } },
    h(
      "div",
      {},
      h("div", { class: "note-title" }, !note.read_at && h("span", { class: "visually-hidden" }, `${t("console-unread")}: `), note.title),
      note.body && h("div", { class: "note-text" }, note.body),
      h("div", { class: "note-time" }, timeAgo(note.created_at)),
    ),
  );
  line.addEventListener("click", () => {
    if (!line.classList.contains("unread")) return;
    line.classList.remove("unread");
    markRead(note.id);
  });
  return line;
}

async function markRead(id) {
  unread.set(Math.max(unread.get() - 1, 0));
  try {
    await api.post(path("notifications", id, "read"), undefined, { empty: true });
  } catch (error) {
    toastError(error);
  }
  refreshCount();
}

export async function markAllRead() {
  try {
    await api.post("/api/notifications/read-all", undefined, { empty: true });
    unread.set(0);
    changes.set(changes.get() + 1);
  } catch (error) {
    toastError(error);
  }
}

// The count is corrected with the next answer of the server; until then the number on the bell may be old.
const refreshCount = () => countUnread().catch((error) => console.warn("unread count", error));

function panel(signal) {
  const body = h("div", { class: "popover-body" });
  into(
    body,
    async () => {
      const { items } = await api.get("/api/notifications", { limit: IN_PANEL }, { signal });
      return items.length ? items.map(noteLine) : empty(t("console-notes-none"), t("console-notes-none-text"));
    },
    signal,
    4,
  );
  return h(
    "div",
    { class: "popover sheet", role: "dialog", "aria-label": t("console-notifications"), data: { name: "notes" } },
    h("div", { class: "popover-head" }, h("h2", {}, t("console-notifications")),
      h("div", { class: "actions" },
        button(t("console-notes-read-all"), async () => {
          await markAllRead();
          closePopover();
        }, { kind: "quiet", icon: "check" }),
        button("", closePopover, { kind: "quiet", icon: "close", label: t("console-close") }))),
    body,
    h("div", { class: "popover-foot" }, h("a", { href: "/notifications" }, t("console-notes-all"))),
  );
}

// What this window has announced, or found unread when it was opened: what turns up beside it was missed. What is older
// than `known` reaches back is left alone.
const known = new Set();
let reach = "";

function announce(note) {
  if (known.has(note.id)) return;
  known.add(note.id);
  // Whoever looks at the very thing sees it without being told.
  if (document.hidden || location.pathname !== target(note)) toast(note.title, { text: note.body, href: target(note) });
}

async function latestUnread(signal) {
  const { items } = await api.get("/api/notifications", { unread: "true", limit: IN_PANEL }, { signal });
  return items.reverse();
}

/** The bell's button; it listens until `signal` aborts. */
export function bell(signal) {
  known.clear();
  reach = "";
  const begun = latestUnread(signal).then(
    (notes) => {
      for (const note of notes) known.add(note.id);
      if (notes.length === IN_PANEL) reach = notes[0].created_at;
    },
    (error) => signal.aborted || console.warn("notifications", error),
  );
  const catchUp = async () => {
    changes.set(changes.get() + 1);
    try {
      await begun;
      for (const note of await latestUnread(signal)) if (note.created_at >= reach) announce(note);
    } catch (error) {
      if (!signal.aborted) console.warn("notifications", error);
    }
  };
  const count = h("span", { class: "count", hidden: true });
  const anchor = h("button", { type: "button", class: "button quiet icon-only", "aria-haspopup": "dialog", "aria-expanded": "false" }, icon("bell"), count);
  const holder = h("div", { class: "bell" }, anchor);
  const show = (value) => {
    count.hidden = value === 0;
    fill(count, value > MOST_SHOWN ? `${number(MOST_SHOWN)}+` : number(value));
    const label = value ? `${t("console-notifications")}, ${t("console-unread")}: ${number(value)}` : t("console-notifications");
    anchor.setAttribute("aria-label", label);
    anchor.title = label;
  };
  anchor.addEventListener("click", () => {
    const closed = new AbortController();
    togglePopover(anchor, panel(closed.signal), () => closed.abort());
  });
  show(unread.get());
  unread.watch(show, signal);
  subscribe(
    "user:me",
    {
      event: (name, data) => {
        if (!name.startsWith("notification")) return;
        if (name === "notification" && data?.title && !data.read_at) {
          if (!known.has(data.id)) unread.set(unread.get() + 1);
          announce(data);
        }
        refreshCount();
        changes.set(changes.get() + 1);
      },
      joined: () => {
        refreshCount();
        catchUp();
      },
    },
    signal,
  );
  return holder;
}
