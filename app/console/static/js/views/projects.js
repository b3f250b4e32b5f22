/** All projects, with their last commit, found by name. */

import { api, path } from "../core/api.js";
import { debounce, h } from "../core/dom.js";
import { timeAgo } from "../core/format.js";
import { t } from "../core/i18n.js";
import { href, note } from "../core/router.js";
import { isAdmin } from "../core/session.js";
import { subscribe } from "../core/socket.js";
import { empty, linkButton, pageHead } from "../ui/bits.js";
import { icon } from "../ui/icons.js";
import { pagedList } from "../ui/pager.js";
import { headName, projectBadges, shortSha } from "./parts.js";

const GATHER_MS = 150;

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
  const filter = { q: query.get("q") ?? "", blocked: query.get("blocked") ?? "" };
  const list = pagedList({
    signal,
    className: "rows",
    rows: 10,
    load: (cursor) => api.get("/api/projects", { ...filter, cursor }, { signal }),
    show: (items, place) => place.append(...items.map(row)),
    none: () => none(filter.q || filter.blocked),
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
  const blocked = h("select", { class: "input", "aria-label": t("console-filter-state"), value: filter.blocked, on: { change: () => change({ blocked: blocked.value }) } },
    h("option", { value: "" }, t("console-filter-all")), h("option", { value: "true" }, t("console-filter-blocked")), h("option", { value: "false" }, t("console-filter-open")));
  return [
    pageHead(t("console-projects"), { actions: isAdmin() ? [linkButton(t("console-scan"), "/scan-roots", { icon: "roots" })] : [] }),
    h("div", { class: "tools" }, searchField(t("console-projects-search"), filter.q, (q) => change({ q })), blocked),
    list.element,
  ];
}
