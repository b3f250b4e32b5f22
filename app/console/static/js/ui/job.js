/** Work that a worker does: its progress, live, and what came of it. */

import { api, path } from "../core/api.js";
import { fill, h } from "../core/dom.js";
import { number, percent } from "../core/format.js";
import { has, t, tValue } from "../core/i18n.js";
import { subscribe } from "../core/socket.js";
import { statusPill } from "./bits.js";

/** The words for a code that says why a job or a run failed; what is no such code is given as it came. */
export function faultWords(error) {
  const [code] = /^[a-z_]+/.exec(error) ?? [""];
  const key = `console-fault-${code.replaceAll("_", "-")}`;
  return has(key) ? t(key) : error;
}

/** How a job may end. */
export const ENDED = new Set(["succeeded", "failed", "cancelled", "lost"]);

/** What a job counted, as words and numbers. */
export function resultLines(result) {
  return Object.entries(result ?? {})
    .filter(([, value]) => typeof value === "number")
    .map(([name, value]) => h("span", {}, h("span", { class: "label" }, tValue("console-scan-", name)), number(value)));
}

/** A card that follows a job, by its room, until it ends; then `onEnd(job)` is called. */
export function jobCard(first, signal, onEnd) {
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
      job.error && h("p", { class: "field-error" }, faultWords(job.error)),
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
