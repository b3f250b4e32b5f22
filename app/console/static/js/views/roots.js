/** The directories in which repositories are looked for, for administrators, and scans with their progress. */

import { api, newKey, path } from "../core/api.js";
import { fill, h } from "../core/dom.js";
import { number, percent, timeAgo } from "../core/format.js";
import { t, tValue } from "../core/i18n.js";
import { subscribe } from "../core/socket.js";
import { button, clearFieldErrors, empty, field, pageHead, showFieldErrors, statusPill } from "../ui/bits.js";
import { confirmDialog } from "../ui/dialog.js";
import { pagedList } from "../ui/pager.js";
import { toast, toastError } from "../ui/toast.js";

const ENDED = new Set(["succeeded", "failed", "cancelled", "lost"]);

function resultLines(result) {
  return Object.entries(result ?? {})
    .filter(([, value]) => typeof value === "number")
    .map(([name, value]) => h("span", {}, h("span", { class: "label" }, tValue("console-scan-", name)), number(value)));
}

/** A card that follows a job until it ends; `onEnd(job)`. */
function jobCard(first, signal, onEnd) {
  const card = h("section", { class: "card job", "aria-live": "polite" });
  const over = new AbortController();
  signal.addEventListener("abort", () => over.abort());
  let job = first;
  const draw = () => {
    const { done = 0, total = null, message = "" } = job.progress ?? {};
    const share = total ? Math.min(done / total, 1) : null;
    const finished = ENDED.has(job.status);
    const bar = h("div", { style: { width: finished ? "100%" : share === null ? "30%" : `${share * 100}%` } });
    fill(card,
      h("div", { class: "job-line" }, statusPill(job.status), h("span", {}, done > 0 ? number(done) : "", total ? ` / ${number(total)} · ${percent(share)}` : "")),
      !finished && h("div", { class: share === null ? "progress unknown" : "progress", role: "progressbar", "aria-label": t("console-scan"), "aria-valuenow": share === null ? null : Math.round(share * 100), "aria-valuemin": 0, "aria-valuemax": 100 }, bar),
      message && !finished && h("div", { class: "faint small mono truncate" }, message),
      job.error && h("p", { class: "field-error" }, job.error),
      finished && resultLines(job.result).length > 0 && h("div", { class: "run-facts" }, resultLines(job.result)));
  };
  const change = (next) => {
    if (!next || over.signal.aborted) return;
    job = { ...job, ...next };
    draw();
    if (ENDED.has(job.status)) {
      over.abort();
      onEnd(job);
    }
  };
  const read = () => api.get(path("jobs", job.id), null, { signal: over.signal }).then(change, (error) => over.signal.aborted || console.warn("job", error));
  draw();
  subscribe(`job:${job.id}`, {
    event: (name, data) => {
      change(data);
      // Progress comes by event; how it ended is in the resource.
      if (ENDED.has(data?.status)) read();
    },
    joined: read,
  }, over.signal);
  return card;
}

export function rootsView({ signal, title }) {
  title(t("console-roots"));
  const place = h("div", {});
  const list = pagedList({
    signal,
    className: "rows",
    rows: 3,
    load: (cursor) => api.get("/api/scan-roots", { cursor }, { signal }),
    show: (items, where) => where.append(...items.map(row)),
    none: () => empty(t("console-roots-none"), t("console-roots-none-text")),
  });
  const row = (root) => h("div", { class: "row root" },
    h("div", {}, h("div", { class: "mono strong" }, root.path),
      h("div", { class: "row-sub" }, root.last_scanned_at ? [t("console-roots-scanned"), " ", timeAgo(root.last_scanned_at)] : t("console-roots-never"))),
    h("div", { class: "row-end" }, button("", () => remove(root), { icon: "trash", kind: "quiet", label: t("console-delete") })));
  const remove = async (root) => {
    if (!(await confirmDialog(t("console-roots-delete-title"), `${root.path}. ${t("console-roots-delete-text")}`, t("console-delete")))) return;
    try {
      await api.delete(path("scan-roots", root.id));
      list.reload();
    } catch (error) {
      toastError(error);
    }
  };
  const scan = async () => {
    start.disabled = true;
    try {
      const job = await api.post("/api/projects/scan", {}, { key: newKey() });
      fill(place, jobCard(job, signal, (ended) => {
        start.disabled = false;
        list.reload();
        toast(t(ended.status === "succeeded" ? "console-scan-done" : "console-scan-failed"), { kind: ended.status === "succeeded" ? "good" : "bad", href: "/projects" });
      }));
    } catch (error) {
      start.disabled = false;
      toastError(error);
    }
  };
  const start = button(t("console-scan-start"), scan, { icon: "play", kind: "primary" });
  const input = h("input", { class: "input mono", placeholder: "/srv/git", required: true, autocomplete: "off", spellcheck: "false" });
  const fault = h("p", { class: "form-error", role: "alert", hidden: true });
  const form = h("form", { class: "card job", on: { submit: async (event) => {
    event.preventDefault();
    try {
      await api.post("/api/scan-roots", { path: input.value.trim() });
      input.value = "";
      clearFieldErrors(form, fault);
      list.reload();
    } catch (error) {
      showFieldErrors(form, error, fault);
    }
  } } },
    field(t("console-roots-path"), input, { name: "path", hint: t("console-roots-path-hint") }),
    fault,
    h("div", { class: "actions" }, button(t("console-roots-add"), null, { type: "submit", icon: "plus" })));
  return [pageHead(t("console-roots"), { actions: [start] }), place, form, list.element];
}
