/** The audit log, for administrators. */

import { api } from "../core/api.js";
import { h } from "../core/dom.js";
import { clockTime, day, dayKey } from "../core/format.js";
import { t } from "../core/i18n.js";
import { note } from "../core/router.js";
import { badge, empty, pageHead } from "../ui/bits.js";
import { pagedList } from "../ui/pager.js";

/** What an entry says of its object and more, as names and values: programs' words, the same in every language. */
const facts = (entry) => [
  entry.object_kind && `${entry.object_kind} ${entry.object_id ?? ""}`.trim(),
  entry.via,
  entry.address,
  ...Object.entries(entry.detail ?? {}).map(([name, value]) => `${name}=${typeof value === "string" ? value : JSON.stringify(value)}`),
].filter(Boolean).join(" · ");

export function auditView({ query, signal, title }) {
  title(t("console-audit"));
  const asked = { action: query.get("action") ?? "", outcome: query.get("outcome") ?? "" };
  let lastDay = "";
  const list = pagedList({
    signal,
    load: (cursor) => {
      if (!cursor) lastDay = "";
      return api.get("/api/audit", { ...asked, cursor }, { signal });
    },
    show: (items, place) => {
      for (const entry of items) {
        const key = dayKey(entry.at);
        if (key !== lastDay) {
          lastDay = key;
          place.append(h("h2", { class: "day" }, day(entry.at)), h("div", { class: "rows" }));
        }
        place.lastChild.append(h("div", { class: "row root" },
          h("div", {},
            h("div", {}, h("span", { class: "strong mono" }, entry.action), " ", entry.outcome !== "ok" && badge(entry.outcome, "bad"), " ", h("span", { class: "soft" }, entry.actor_name ?? "—")),
            h("div", { class: "row-sub mono small wrap-any" }, facts(entry))),
          h("div", { class: "row-end" }, h("span", { class: "faint small" }, entry.position ? `${entry.position} · ` : "", clockTime(entry.at)))));
      }
    },
    none: () => empty(t("console-nothing-found"), t("console-nothing-found-text")),
  });
  const filter = (name, label) => {
    const input = h("input", { class: "input mono", value: asked[name], placeholder: label, "aria-label": label, spellcheck: "false", on: { change: () => {
      asked[name] = input.value.trim();
      note(asked);
      list.reload();
    } } });
    return h("div", { class: "filter-field" }, input);
  };
  return [
    pageHead(t("console-audit"), { below: t("console-audit-text") }),
    h("div", { class: "tools" }, filter("action", t("console-audit-action")), filter("outcome", t("console-audit-outcome"))),
    list.element,
  ];
}
