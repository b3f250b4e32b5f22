/** All projects, with their last commit, found by name. */

import { api, path } from "../core/api.js";
import { debounce, h } from "../core/dom.js";
import { timeAgo } from "../core/format.js";
import { t, tValue } from "../core/i18n.js";
import { href, note } from "../core/router.js";
import { isAdmin } from "../core/session.js";
import { subscribe } from "../core/socket.js";
import { empty, linkButton, pageHead } from "../ui/bits.js";
import { icon } from "../ui/icons.js";
import { pagedList } from "../ui/pager.js";
import { headName, projectBadges, shortSha } from "./parts.js";

const GATHER_MS = 150;
const UNUSUAL = ["missing", "broken", "refused", "unsupported", "replaced"];

function row(project) {
  const commit = project.last_commit;
  return h(
    "div",
    { class: "row project", data: { id: project.id } },
    h("div", { class: "project-name" }, h("a", { class: "cover truncate", href: href("projects", project.id) }, project.name), projectBadges(project)),
    h("div", { class: "row-sub truncate" },
      commit
        ? [h("span", { class: "sha" }, shortSha(commit.sha)), " ", h("span", { title: commit.subject }, commit.subject), h("span", { class: "faint" }, " · ", commit.author)]
        : h("span", { class: "faint" }, t("console-no-commits"))),
    h("span", { class: "project-branch" }, icon("branch"), h("span", { class: "truncate" }, headName(project) || "—")),
    h("span", { class: "row-end" }, commit && timeAgo(commit.committed_at ?? commit.authored_at)),
  );
}

/** A search field that calls `onSearch(text)` once typing pauses. */
export function searchField(label, value, onSearch) {
  const later = debounce((text) => onSearch(text.trim()), 200);
  const input = h("input", { class: "input", type: "search", value, placeholder: label, "aria-label": label, autocomplete: "off", spellcheck: "false", data: { search: "" }, on: { input: () => later(input.value) } });
  return h("div", { class: "search", role: "search" }, icon("search"), input, h("kbd", { "aria-hidden": "true" }, "/"));
}

function none(filtered) {
  if (filtered) return empty(t("console-nothing-found"), t("console-nothing-found-text"));
  if (isAdmin()) return empty(t("console-projects-none"), t("console-projects-none-admin"), linkButton(t("console-roots-open"), "/scan-roots", { kind: "primary", icon: "roots" }));
  return empty(t("console-projects-none"), t("console-projects-none-user"));
}

export function projectsView({ query, signal, title }) {
  title(t("console-projects"));
  const filter = { q: query.get("q") ?? "", blocked: query.get("blocked") ?? "", status: query.get("status") ?? "" };
  const list = pagedList({
    signal,
    className: "rows",
    rows: 10,
    load: (cursor) => api.get("/api/projects", { ...filter, cursor }, { signal }),
    show: (items, place) => place.append(...items.map(row)),
    none: () => none(filter.q || filter.blocked || filter.status),
  });
  const change = (changes) => {
    Object.assign(filter, changes);
    note(filter);
    list.reload();
  };
  const renew = async (id) => {
    const old = list.list.querySelector(`[data-id="${CSS.escape(id)}"]`);
    if (!old) return;
    try {
      const fresh = row(await api.get(path("projects", id), null, { signal }));
      fresh.classList.add("fresh");
      old.replaceWith(fresh);
    } catch (error) {
      if (!signal.aborted) console.warn("project", id, error);
    }
  };
  const waiting = new Set();
  const later = (id) => {
    if (waiting.has(id)) return;
    waiting.add(id);
    setTimeout(() => {
      waiting.delete(id);
      if (!signal.aborted) renew(id);
    }, GATHER_MS);
  };
  subscribe("projects", {
    event: (_, data) => {
      // One change may come as several events, which all lead to the same read.
      if (data?.project_id) later(data.project_id);
    },
    missed: () => list.reload(),
  }, signal);
  const STATES = [
    [{ blocked: "", status: "" }, t("console-filter-all")],
    [{ blocked: "true", status: "" }, t("console-filter-blocked")],
    [{ blocked: "false", status: "" }, t("console-filter-open")],
    ...UNUSUAL.map((status) => [{ blocked: "", status }, tValue("console-project-status-", status)]),
  ];
  const present = STATES.findIndex(([state]) => state.blocked === filter.blocked && state.status === filter.status);
  const state = h("select", { class: "input", "aria-label": t("console-filter-state"), value: String(Math.max(present, 0)), on: { change: () => change(STATES[state.value][0]) } },
    STATES.map(([, words], index) => h("option", { value: String(index) }, words)));
  return [
    pageHead(t("console-projects"), { actions: isAdmin() ? [linkButton(t("console-scan"), "/scan-roots", { icon: "roots" })] : [] }),
    h("div", { class: "tools" }, searchField(t("console-projects-search"), filter.q, (q) => change({ q })), state),
    list.element,
  ];
}
