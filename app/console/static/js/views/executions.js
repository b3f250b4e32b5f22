/** All runs, the latest first. */

import { api } from "../core/api.js";
import { h } from "../core/dom.js";
import { t } from "../core/i18n.js";
import { note } from "../core/router.js";
import { empty, linkButton, pageHead } from "../ui/bits.js";
import { pagedList } from "../ui/pager.js";
import { runRow } from "./parts.js";

const STATUSES = ["queued", "running", "succeeded", "failed", "timed_out", "cancelled", "lost"];
const LOOK_AGAIN_MS = 5_000;

export function executionsView({ query, signal, title }) {
  title(t("console-runs"));
  const filter = { status: query.get("status") ?? "", script_id: query.get("script_id") ?? "", project_id: query.get("project_id") ?? "" };
  const list = pagedList({
    signal,
    className: "rows",
    rows: 10,
    load: (cursor) => api.get("/api/executions", { ...filter, cursor }, { signal }),
    show: (items, place) => place.append(...items.map(runRow)),
    none: () => filter.status
      ? empty(t("console-nothing-found"), t("console-nothing-found-text"))
      : empty(t("console-runs-none"), t("console-runs-none-text"), linkButton(t("console-scripts"), "/scripts", { icon: "scripts" })),
  });
  // Runs of other people have no room of their own to follow them all by: the first page is looked at now and then.
  const timer = setInterval(async () => {
    if (document.hidden) return;
    try {
      const { items } = await api.get("/api/executions", filter, { signal });
      update(items);
    } catch (error) {
      if (!signal.aborted) console.warn("runs", error);
    }
  }, LOOK_AGAIN_MS);
  signal.addEventListener("abort", () => clearInterval(timer));
  const update = (items) => {
    const firstKnown = list.list.firstElementChild?.dataset.id;
    if (!firstKnown && items.length) return list.reload();
    for (const run of [...items].reverse()) {
      const old = list.list.querySelector(`[data-id="${CSS.escape(run.id)}"]`);
      if (old?.dataset.status === run.status) continue;
      const fresh = runRow(run);
      if (old) old.replaceWith(fresh);
      else list.list.prepend(fresh);
    }
  };
  const status = h("select", { class: "input", "aria-label": t("console-status"), value: filter.status, on: { change: () => {
    filter.status = status.value;
    note({ status: status.value });
    list.reload();
  } } }, h("option", { value: "" }, t("console-filter-any-status")), STATUSES.map((name) => h("option", { value: name }, t(`console-status-${name.replace("_", "-")}`))));
  return [pageHead(t("console-runs")), h("div", { class: "tools" }, status), list.element];
}
