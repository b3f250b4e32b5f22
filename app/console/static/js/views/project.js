/** One project: commits, files, runs, and what a person wants to be told of it. */

import { api, path } from "../core/api.js";
import { fill, h } from "../core/dom.js";
import { timeAgo } from "../core/format.js";
import { t } from "../core/i18n.js";
import { href } from "../core/router.js";
import { subscribe } from "../core/socket.js";
import { Store } from "../core/store.js";
import { button, copyButton, empty, pageHead } from "../ui/bits.js";
import { icon } from "../ui/icons.js";
import { pagedList } from "../ui/pager.js";
import { commitsPart } from "./commits.js";
import { filesPart } from "./files.js";
import { noteName } from "./names.js";
import { headName, projectBadges, remotePage, runRow } from "./parts.js";
import { blockButton, pullButton, pullsPart, upstreamWords } from "./pulls.js";
import { chooseScript } from "./run.js";
import { membersPart } from "./members.js";
import { subscriptionPart } from "./subscription.js";

const TABS = ["commits", "files", "pulls", "runs"];

function about(project) {
  const page = remotePage(project.remote_url);
  const row = (key, ...content) => [h("dt", {}, t(key)), h("dd", {}, content)];
  return h(
    "section",
    {},
    h("h2", {}, t("console-about")),
    project.description && h("p", { class: "soft" }, project.description),
    h("dl", { class: "facts" },
      row("console-branch", headName(project) || "—"),
      project.remote_url && row("console-remote", page ? h("a", { href: page, rel: "noreferrer noopener", target: "_blank" }, project.remote_url) : project.remote_url),
      project.upstream && row("console-upstream", upstreamWords(project)),
      row("console-polled", timeAgo(project.last_polled_at))),
  );
}

function blockedNotice(project) {
  if (!project.is_blocked) return null;
  return h("div", { class: "notice" }, icon("lock"), h("div", {}, h("strong", {}, t("console-blocked-title")), project.blocked_reason && h("div", {}, project.blocked_reason)));
}

function runsPart(project, signal) {
  const list = pagedList({
    signal,
    className: "rows",
    load: (cursor) => api.get("/api/executions", { project_id: project.id, cursor }, { signal }),
    show: (items, place) => place.append(...items.map(runRow)),
    none: () => empty(t("console-runs-none"), t("console-runs-none-project"), button(t("console-run-script"), () => chooseScript(project), { icon: "play" })),
  });
  return list.element;
}

export async function projectView({ params, query, signal, title }) {
  const tab = TABS.includes(params.tab) ? params.tab : "commits";
  const address = path("projects", params.id);
  const project = await api.get(address, null, { signal });
  noteName("projects", project);
  title(project.name, [[t("console-projects"), "/projects"], [project.name]]);
  const events = new Store(0);
  const head = h("div", {});
  const aside = h("div", {});
  const pulling = pullButton(project, signal);
  const draw = (current) => {
    pulling.renew(current);
    fill(head, pageHead(project.name, {
      below: [h("span", { class: "mono" }, current.path, copyButton(current.path, t("console-copy-path"))), projectBadges(current)],
      actions: [current.upstream && pulling, blockButton(current, () => renew()), button(t("console-run-script"), () => chooseScript(current), { icon: "play", kind: "primary" })],
    }), blockedNotice(current));
    fill(aside, about(current));
  };
  draw(project);
  const renew = async () => {
    events.set(events.get() + 1);
    try {
      draw(await api.get(address, null, { signal }));
    } catch (error) {
      if (!signal.aborted) console.warn("project", params.id, error);
    }
  };
  subscribe(`project:${project.id}`, { event: renew, missed: renew }, signal);
  const link = (name) => h("a", { class: "tab", href: href("projects", project.id, name), "aria-current": name === tab ? "page" : null }, t(`console-tab-${name}`));
  const part = h("div", {});
  const made = { commits: commitsPart, files: filesPart, pulls: pullsPart, runs: runsPart }[tab](project, signal, { query, rest: params.rest ?? "", events, part });
  if (made) part.append(...[made].flat());
  return [
    head,
    h("div", { class: "columns" },
      h("div", {}, h("nav", { class: "tabs", "aria-label": project.name }, TABS.map(link)), part),
      h("div", { class: "aside" }, aside, subscriptionPart(project, signal), membersPart(project, signal))),
  ];
}
