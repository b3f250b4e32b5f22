/** The directories in which repositories are looked for, for administrators, and scans with their progress. */

import { api, newKey, path } from "../core/api.js";
import { fill, h } from "../core/dom.js";
import { timeAgo } from "../core/format.js";
import { t } from "../core/i18n.js";
import { button, clearFieldErrors, empty, field, into, pageHead, showFieldErrors, statusPill } from "../ui/bits.js";
import { confirmDialog } from "../ui/dialog.js";
import { ENDED, faultWords, jobCard, resultLines } from "../ui/job.js";
import { pagedList } from "../ui/pager.js";
import { toast, toastError } from "../ui/toast.js";

const RECENT = 6;

/** A scan that has ended, as a line. */
function scanRow(job) {
  const lines = resultLines(job.result);
  return h("div", { class: "row scan" },
    statusPill(job.status),
    h("div", { class: "run-facts" }, job.error ? faultWords(job.error) : lines),
    h("span", { class: "row-end" }, timeAgo(job.finished_at ?? job.created_at)));
}

/** A scan root as a line, with what the last scan could not enter. */
function rootRow(root, remove) {
  return h("div", { class: "row root" },
    h("div", {},
      h("div", { class: "mono strong path" }, root.path),
      h("div", { class: "row-sub" }, root.last_scanned_at ? [t("console-roots-scanned"), " ", timeAgo(root.last_scanned_at)] : t("console-roots-never")),
      root.unreadable?.length > 0 && h("details", { class: "row-more" },
        h("summary", {}, t("console-roots-unreadable", { count: root.unreadable.length })),
        h("ul", { class: "mono small" }, root.unreadable.map((one) => h("li", { class: "path" }, one.path))))),
    h("div", { class: "row-end" }, button("", () => remove(root), { icon: "trash", kind: "quiet", label: t("console-delete") })));
}

export function rootsView({ signal, title }) {
  title(t("console-roots"));
  const place = h("div", {});
  const recent = h("section", {});
  const list = pagedList({
    signal,
    className: "rows",
    rows: 3,
    load: (cursor) => api.get("/api/scan-roots", { cursor }, { signal }),
    show: (items, where) => where.append(...items.map((root) => rootRow(root, remove))),
    none: () => empty(t("console-roots-none"), t("console-roots-none-text")),
  });
  const remove = async (root) => {
    if (!(await confirmDialog(t("console-roots-delete-title"), `${root.path}. ${t("console-roots-delete-text")}`, t("console-delete")))) return;
    try {
      await api.delete(path("scan-roots", root.id));
      list.reload();
    } catch (error) {
      toastError(error);
    }
  };

  const follow = (job) => {
    start.disabled = true;
    fill(place, jobCard(job, signal, (ended) => {
      start.disabled = false;
      list.reload();
      showRecent(ended.id);
      const good = ended.status === "succeeded";
      toast(t(good ? "console-scan-done" : "console-scan-failed"), { kind: good ? "good" : "bad", href: "/projects" });
    }));
  };
  /** The scans before; one that is under way, whoever began it, is followed. `shown` has a card of its own already. */
  const showRecent = (shown = null) => into(recent, async () => {
    const { items } = await api.get("/api/jobs", { kind: "scan", limit: RECENT }, { signal });
    const present = items.find(({ status }) => !ENDED.has(status));
    if (present && !start.disabled) follow(present);
    const ended = items.filter(({ id, status }) => ENDED.has(status) && id !== shown);
    return ended.length > 0 && [h("h2", { class: "part-title" }, t("console-scans-recent")), h("div", { class: "rows" }, ended.map(scanRow))];
  }, signal, 2);
  const scan = async () => {
    start.disabled = true;
    try {
      follow(await api.post("/api/projects/scan", {}, { key: newKey() }));
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
  showRecent();
  return [pageHead(t("console-roots"), { actions: [start] }), place, form, list.element, recent];
}
