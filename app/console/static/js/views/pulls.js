/** Pulling a project, its pulls so far, and blocking it. */

import { api, newKey, path } from "../core/api.js";
import { h } from "../core/dom.js";
import { number, timeAgo } from "../core/format.js";
import { has, t, tValue } from "../core/i18n.js";
import { isAdmin } from "../core/session.js";
import { subscribe } from "../core/socket.js";
import { badge, button, empty, field, toggle } from "../ui/bits.js";
import { confirmDialog, openDialog } from "../ui/dialog.js";
import { pagedList } from "../ui/pager.js";
import { toast, toastError } from "../ui/toast.js";
import { shortSha } from "./parts.js";

const DONE = new Set(["succeeded", "failed", "cancelled", "lost"]);

/** Words for how a pull ended; those that failed name their reason as the API does. */
function outcome(status) {
  const key = `console-pull-status-${status.replaceAll("_", "-")}`;
  return has(key) ? t(key) : t("console-pull-failed", { reason: status });
}

/** Follow a job until it ends: its progress is told to `say`. */
function follow(job, say, signal) {
  return new Promise((resolve) => {
    const ends = new AbortController();
    signal.addEventListener("abort", () => ends.abort(), { once: true });
    const hear = (current) => {
      if (ends.signal.aborted) return;
      say(current);
      if (!DONE.has(current.status)) return;
      ends.abort();
      resolve(current);
    };
    const read = async () => {
      try {
        hear(await api.get(path("jobs", job.id), null, { signal: ends.signal }));
      } catch {
        // The next event, or the next reading, tells.
      }
    };
    subscribe(`job:${job.id}`, { event: (_, data) => hear(data), lost: read }, ends.signal);
    const again = setInterval(read, 2000);
    ends.signal.addEventListener("abort", () => clearInterval(again), { once: true });
    read();
  });
}

/** The button that pulls, with the progress of what it started. */
export function pullButton(project, signal) {
  const words = h("span", {}, t("console-pull"));
  let busy = false;
  let blocked = project.is_blocked;
  const made = button("", async () => {
    busy = made.disabled = true;
    words.textContent = t("console-pulling");
    try {
      const job = await api.post(path("projects", project.id, "pull"), undefined, { key: newKey(), empty: true });
      const ended = await follow(job, ({ progress }) => {
        if (progress?.total) words.textContent = `${t("console-pulling")} ${Math.floor((100 * progress.done) / progress.total)} %`;
      }, signal);
      toast(outcome(ended.result?.status ?? ended.status), { kind: ended.status === "succeeded" ? "good" : "bad" });
    } catch (error) {
      if (!signal.aborted) toastError(error);
    }
    busy = false;
    made.disabled = blocked;
    words.textContent = t("console-pull");
  }, { icon: "down" });
  made.classList.remove("icon-only");
  made.append(words);
  made.disabled = blocked;
  /** Take over what the project is now, without losing the progress of a pull that runs. */
  made.renew = (current) => {
    blocked = current.is_blocked;
    made.disabled = busy || blocked;
  };
  return made;
}

/** The button that blocks, or lifts the block. */
export function blockButton(project, renew) {
  const address = path("projects", project.id);
  const send = async (changes) => {
    try {
      await api.patch(address, changes);
      renew();
      return true;
    } catch (error) {
      toastError(error);
      return false;
    }
  };
  if (project.is_blocked) return button(t("console-unblock"), () => send({ is_blocked: false }), { icon: "lock" });
  return button(t("console-block"), () => openDialog(t("console-block"), (close) => {
    const reason = h("input", { class: "input", maxlength: "500", autofocus: true });
    const until = h("input", { class: "input", type: "datetime-local" });
    const shells = toggle(t("console-block-enforce"), project.block_enforced, null, { hint: t("console-block-enforce-hint") });
    return h("form", { on: { submit: async (event) => {
      event.preventDefault();
      const changes = { is_blocked: true, blocked_reason: reason.value.trim() || null };
      if (until.value) changes.blocked_until = new Date(until.value).toISOString();
      if (isAdmin() && shells.input.checked !== project.block_enforced) changes.block_enforced = shells.input.checked;
      if (await send(changes)) close(true);
    } } },
    field(t("console-block-reason"), reason), field(t("console-block-until"), until), isAdmin() && shells,
    h("div", { class: "actions end" }, button(t("console-cancel"), () => close(false)), h("button", { type: "submit", class: "button primary" }, t("console-block"))));
  }), { icon: "lock" });
}

/** How a project stands to its upstream, in a few words. */
export function upstreamWords(project) {
  const upstream = project.upstream;
  if (!upstream) return null;
  const counts = [upstream.ahead > 0 && `↑${number(upstream.ahead)}`, upstream.behind > 0 && `↓${number(upstream.behind)}`].filter(Boolean).join(" ");
  const kind = { unreachable: "bad", gone: "bad", diverged: "warn", behind: "warn" }[upstream.state] ?? "";
  return h("span", { title: upstream.error ?? upstream.branch }, badge(tValue("console-upstream-", upstream.state), kind), counts && h("span", { class: "small" }, ` ${counts}`));
}

function row(pull, project, last, signal, again) {
  const moved = pull.old && pull.new;
  const canUndo = last && pull.status === "fast_forwarded" && !pull.undone_at && pull.new === project.head && !project.is_blocked;
  const undo = canUndo && button(t("console-pull-undo"), async () => {
    if (!(await confirmDialog(t("console-pull-undo"), t("console-pull-undo-text", { sha: shortSha(pull.old) }), t("console-pull-undo")))) return;
    try {
      const job = await api.post(path("projects", project.id, "pulls", pull.id, "undo"), undefined, { key: newKey(), empty: true });
      const ended = await follow(job, () => {}, signal);
      toast(outcome(ended.result?.status ?? ended.status), { kind: ended.status === "succeeded" ? "good" : "bad" });
      again();
    } catch (error) {
      if (!signal.aborted) toastError(error);
    }
  }, { kind: "quiet" });
  return h("div", { class: "row pull" },
    h("div", { class: "truncate" }, outcome(pull.status), pull.branch && h("span", { class: "faint" }, ` · ${pull.branch}`),
      h("div", { class: "row-sub" }, moved && [h("span", { class: "sha" }, `${shortSha(pull.old)} → ${shortSha(pull.new)}`), " · "], pull.source === "shell" ? t("console-pull-in-shell") : "LumaStack")),
    h("span", { class: "row-end" }, undo, timeAgo(pull.at)));
}

export function pullsPart(project, signal, { events }) {
  let count = 0;
  const list = pagedList({
    signal,
    className: "rows",
    load: (cursor) => {
      if (!cursor) count = 0;
      return api.get(path("projects", project.id, "pulls"), { cursor }, { signal });
    },
    show: (items, place) => place.append(...items.map((pull) => row(pull, project, count++ === 0, signal, () => list.reload()))),
    none: () => empty(t("console-pulls-none"), ""),
  });
  events.watch(async () => {
    try {
      Object.assign(project, await api.get(path("projects", project.id), null, { signal }));
    } catch {
      // The list itself says what is wrong.
    }
    if (!signal.aborted) list.reload();
  }, signal);
  return list.element;
}
