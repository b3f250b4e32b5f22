/** What several views show of projects, scripts and runs. */

import { h } from "../core/dom.js";
import { duration, timeAgo } from "../core/format.js";
import { t, tValue } from "../core/i18n.js";
import { href } from "../core/router.js";
import { avatar, badge, statusPill } from "../ui/bits.js";
import { nameOf } from "./names.js";

const SHORT_SHA = 8;

export const shortSha = (sha) => String(sha ?? "").slice(0, SHORT_SHA);

/** The branch that a project's head is on, or the short id of a detached one. */
export function headName({ branch, head, default_branch: fallback }) {
  return branch ?? (head ? shortSha(head) : fallback ?? "");
}

/** Badges of what is unusual about a project. */
export function projectBadges(project) {
  return [
    project.is_blocked && badge(t("console-blocked"), "warn", "lock"),
    project.status && project.status !== "active" && badge(tValue("console-project-status-", project.status), "bad", "alert"),
    project.kind && project.kind !== "work_tree" && badge(tValue("console-kind-", project.kind)),
  ];
}

/** A run as a line of a list; the names of its script and project come when they are known. */
export function runRow(run) {
  const title = h("a", { class: "cover", href: href("executions", run.id) }, "…");
  const place = h("span", { class: "faint" });
  nameOf("scripts", run.script_id).then((name) => (title.textContent = name ?? t("console-script-gone")));
  if (run.project_id) nameOf("projects", run.project_id).then((name) => (place.textContent = name ? ` · ${name}` : ""));
  return h(
    "div",
    { class: "row run", data: { id: run.id, status: run.status } },
    statusPill(run.status),
    h("div", { class: "truncate" }, title, place),
    h("span", { class: "faint small" }, run.duration_ms === null ? "" : duration(run.duration_ms)),
    h("span", { class: "row-end" }, timeAgo(run.queued_at)),
  );
}

/** Who wrote a commit and when. */
export function commitLine(commit) {
  return [h("span", {}, commit.author), " · ", timeAgo(commit.committed_at ?? commit.authored_at)];
}

export const commitAvatar = (commit) => avatar(commit.author);

/** An address that a browser may open for a remote; null where there is none. */
export function remotePage(remote) {
  const found = /^(?:https?:\/\/(?:[^@/]*@)?|ssh:\/\/(?:[^@/]*@)?|[^@/:]+@)([^/:]+)(?::\d+)?[/:](.+?)(?:\.git)?\/?$/.exec(remote ?? "");
  return found ? `https://${found[1]}/${found[2]}` : null;
}
