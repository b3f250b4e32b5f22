/** The commits of a project, day by day. */

import { api, path } from "../core/api.js";
import { fill, h } from "../core/dom.js";
import { day, dayKey } from "../core/format.js";
import { t } from "../core/i18n.js";
import { href, note } from "../core/router.js";
import { avatar, button, copyButton, empty, linkButton } from "../ui/bits.js";
import { pagedList } from "../ui/pager.js";
import { commitLine, shortSha } from "./parts.js";
import { searchField } from "./projects.js";
import { refChoice } from "./refs.js";

function row(commit, project) {
  const body = (commit.body ?? "").trim();
  const more = body && h("pre", { class: "commit-body", hidden: true }, body);
  const subject = more
    ? h("button", { type: "button", class: "commit-subject above", "aria-expanded": "false", on: { click: () => {
        more.hidden = !more.hidden;
        subject.setAttribute("aria-expanded", String(!more.hidden));
      } } }, commit.subject, " ", h("span", { class: "badge", "aria-hidden": "true" }, "…"))
    : h("span", { class: "commit-subject" }, commit.subject);
  return h(
    "div",
    { class: "row commit", data: { sha: commit.sha } },
    avatar(commit.author),
    h("div", { class: "commit-words" }, subject, h("span", { class: "row-sub" }, commitLine(commit), h("span", { class: "narrow" }, " · ", h("span", { class: "sha" }, shortSha(commit.sha))))),
    h("div", { class: "row-end" },
      h("a", { class: "sha", href: `${href("projects", project.id, "files")}?ref=${encodeURIComponent(commit.sha)}`, title: t("console-files-at") }, shortSha(commit.sha)),
      copyButton(commit.sha, t("console-copy-sha"))),
    more,
  );
}

export function commitsPart(project, signal, { query, events }) {
  const filter = { ref: query.get("ref") ?? "", path: query.get("path") ?? "", author: query.get("author") ?? "", q: query.get("q") ?? "" };
  let lastDay = "";
  const list = pagedList({
    signal,
    className: "commits",
    load: (cursor) => {
      if (!cursor) lastDay = "";
      return api.get(path("projects", project.id, "commits"), { ...filter, cursor }, { signal });
    },
    show: (items, place) => {
      for (const commit of items) {
        const moment = commit.committed_at ?? commit.authored_at;
        const key = dayKey(moment);
        if (key !== lastDay) {
          lastDay = key;
          place.append(h("h2", { class: "day" }, day(moment)), h("div", { class: "rows" }));
        }
        place.lastChild.append(row(commit, project));
      }
    },
    none: () => empty(t("console-commits-none"), Object.values(filter).some(Boolean) ? t("console-nothing-found-text") : ""),
  });
  const change = (changes) => {
    Object.assign(filter, changes);
    note(filter);
    list.reload();
  };
  const fresh = h("div", {});
  events.watch(() => {
    // Whoever reads on far below is not thrown back to the top; the new ones wait behind a button.
    if (window.scrollY < 200 && !list.list.querySelector('[aria-expanded="true"]')) return list.reload();
    fill(fresh, button(t("console-commits-new"), () => {
      fill(fresh);
      window.scrollTo({ top: 0 });
      list.reload();
    }, { icon: "up", kind: "quiet" }));
  }, signal);
  return [
    h("div", { class: "tools" },
      searchField(t("console-commits-search"), filter.q, (q) => change({ q })),
      refChoice(project, filter.ref, (ref) => change({ ref }), signal),
      filter.path && linkButton(filter.path, href("projects", project.id, "commits"), { icon: "close", kind: "quiet" })),
    fresh,
    list.element,
  ];
}
