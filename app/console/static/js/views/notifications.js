/** All notifications of the person signed in. */

import { api } from "../core/api.js";
import { h } from "../core/dom.js";
import { day, dayKey } from "../core/format.js";
import { t } from "../core/i18n.js";
import { note } from "../core/router.js";
import { changes, markAllRead, noteLine } from "../ui/bell.js";
import { button, empty, pageHead } from "../ui/bits.js";
import { pagedList } from "../ui/pager.js";

export function notificationsView({ query, signal, title }) {
  title(t("console-notifications"));
  let unread = query.get("unread") === "true";
  let lastDay = "";
  const list = pagedList({
    signal,
    load: (cursor) => {
      if (!cursor) lastDay = "";
      return api.get("/api/notifications", { unread: unread ? "true" : "", cursor }, { signal });
    },
    show: (items, place) => {
      for (const item of items) {
        const key = dayKey(item.created_at);
        if (key !== lastDay) {
          lastDay = key;
          place.append(h("h2", { class: "day" }, day(item.created_at)), h("div", { class: "rows" }));
        }
        place.lastChild.append(noteLine(item));
      }
    },
    none: () => empty(unread ? t("console-notes-none-unread") : t("console-notes-none"), t("console-notes-none-text")),
  });
  changes.watch(() => list.reload(), signal);
  const only = (value, text) => {
    const made = h("button", { type: "button", "aria-pressed": String(unread === value), on: { click: () => {
      unread = value;
      for (const other of made.parentElement.children) other.setAttribute("aria-pressed", String(other === made));
      note({ unread: value ? "true" : "" });
      list.reload();
    } } }, text);
    return made;
  };
  return [
    pageHead(t("console-notifications"), { actions: [button(t("console-notes-read-all"), markAllRead, { icon: "check" })] }),
    h("div", { class: "tools" }, h("div", { class: "segments", role: "group", "aria-label": t("console-filter-state") }, only(false, t("console-notes-everything")), only(true, t("console-notes-unread")))),
    list.element,
  ];
}
