/** All scripts. */

import { api } from "../core/api.js";
import { h } from "../core/dom.js";
import { duration, number } from "../core/format.js";
import { t } from "../core/i18n.js";
import { href, note } from "../core/router.js";
import { badge, button, empty, linkButton, pageHead } from "../ui/bits.js";
import { pagedList } from "../ui/pager.js";
import { searchField } from "./projects.js";
import { runScript } from "./run.js";


function row(script) {
  return h(
    "div",
    { class: "row script" },
    h("div", {},
      h("div", { class: "project-name" },
        h("a", { class: "cover truncate", href: href("scripts", script.id) }, script.name),
        badge(t(`console-script-type-${script.type}`), script.type === "global" ? "accent" : ""),
        script.network && badge(t("console-script-network-on")),
        script.is_enabled === false && badge(t("console-script-disabled"), "warn")),
      h("div", { class: "row-sub truncate" }, script.description && `${script.description} · `, script.interpreter && h("span", { class: "mono" }, `${script.interpreter} · `), h("span", { class: "faint" }, `${duration(script.timeout_seconds * 1000)} · ${number(script.memory_mb)} ${t("console-script-memory-hint")}`))),
    h("div", { class: "row-end" }, button(t("console-run"), () => runScript(script), { icon: "play", disabled: script.is_enabled === false })),
  );
}

export function scriptsView({ query, signal, title }) {
  title(t("console-scripts"));
  const filter = { q: query.get("q") ?? "" };
  const list = pagedList({
    signal,
    className: "rows",
    load: (cursor) => api.get("/api/scripts", { ...filter, cursor }, { signal }),
    show: (items, place) => place.append(...items.map(row)),
    none: () => filter.q
      ? empty(t("console-nothing-found"), t("console-nothing-found-text"))
      : empty(t("console-scripts-none"), t("console-scripts-none-text"), linkButton(t("console-script-new"), "/scripts/new", { kind: "primary", icon: "plus" })),
  });
  return [
    pageHead(t("console-scripts"), { actions: [linkButton(t("console-script-new"), "/scripts/new", { icon: "plus", kind: "primary" })] }),
    h("div", { class: "tools" }, searchField(t("console-scripts-search"), filter.q, (q) => {
      filter.q = q;
      note(filter);
      list.reload();
    })),
    list.element,
  ];
}
