/** What several views show of projects, scripts and runs. */

import { h } from "../core/dom.js";
import { duration, timeAgo } from "../core/format.js";
import { t, tValue } from "../core/i18n.js";
import { href } from "../core/router.js";
import { avatar, badge, statusPill } from "../ui/bits.js";

const SHORT_SHA = 8;

export const shortSha = (sha) => String(sha ?? "").slice(0, SHORT_SHA);

/** The branch that a project's head is on, or the short id of a detached one. */
export function headName({ head, default_branch: fallback }) {
  if (!head) return fallback ?? "";
  const name = typeof head === "string" ? head : head.branch ?? head.ref ?? head.name ?? (head.sha ? shortSha(head.sha) : "");
  return name.replace(/^refs\/heads\//, "");
}

/** Badges of what is unusual about a project. */
export function projectBadges(project) {
  return [
    project.is_blocked && badge(t("console-blocked"), "warn", "lock"),
    project.status && project.status !== "active" && badge(tValue("console-project-status-", project.status), "bad", "alert"),
    project.kind && project.kind !== "work_tree" && badge(tValue("console-kind-", project.kind)),
  ];
}

/** A run as a line of a list; `scriptName` where the run does not say it. */
export function runRow(run, scriptName) {
  const title = run.script_name ?? run.script?.name ?? scriptName ?? shortSha(run.script_id);
  const place = run.project_name ?? run.project?.name;
  return h(
    "div",
    { class: "row run", data: { id: run.id } },
    statusPill(run.status),
    h("div", { class: "truncate" }, h("a", { class: "cover", href: href("executions", run.id) }, title), place && h("span", { class: "faint" }, ` · ${place}`)),
    h("span", { class: "faint small" }, run.duration_ms !== null && run.duration_ms !== undefined ? duration(run.duration_ms) : ""),
    h("span", { class: "row-end" }, timeAgo(run.queued_at ?? run.created_at)),
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
