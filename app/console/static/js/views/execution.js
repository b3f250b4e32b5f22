/** One run: how it stands, and its log, live. */

import { api, newKey, path } from "../core/api.js";
import { fill, h } from "../core/dom.js";
import { bytes, duration, fullTime, number, timeAgo } from "../core/format.js";
import { t, tValue } from "../core/i18n.js";
import { go, href } from "../core/router.js";
import { user } from "../core/session.js";
import { resume, subscribe } from "../core/socket.js";
import { LogFeed } from "../log/feed.js";
import { LogStore } from "../log/store.js";
import { button, linkButton, statusPill } from "../ui/bits.js";
import { icon } from "../ui/icons.js";
import { faultWords } from "../ui/job.js";
import { toastError } from "../ui/toast.js";
import { logPanel } from "./log.js";
import { nameOf } from "./names.js";

const ENDED = new Set(["succeeded", "failed", "timed_out", "cancelled", "lost"]);
const TICK_MS = 200;
const ASK_AGAIN_MS = 400;

function facts(run, place) {
  const fact = (key, ...content) => h("span", {}, h("span", { class: "label" }, t(key)), content);
  return h(
    "div",
    { class: "run-facts" },
    statusPill(run.status),
    run.exit_code !== null && run.exit_code !== undefined && fact("console-run-exit", h("span", { class: "mono" }, String(run.exit_code))),
    run.signal && fact("console-run-signal", h("span", { class: "mono" }, String(run.signal))),
    fact("console-run-duration", h("span", { data: { duration: "" } }, length(run))),
    h("span", { title: run.started_at ? fullTime(run.started_at) : "" }, timeAgo(run.started_at ?? run.queued_at)),
    run.log_bytes > 0 && ENDED.has(run.status) && fact("console-run-output", bytes(run.log_bytes)),
    run.queue && fact("console-run-queue", `${number(run.queue.position)} · ${tValue("console-queue-", run.queue.reason)}`),
    run.usage?.cpu_ms > 0 && fact("console-run-cpu", duration(run.usage.cpu_ms)),
    run.usage?.memory_peak_bytes > 0 && fact("console-run-memory", bytes(run.usage.memory_peak_bytes)),
    run.cause && run.cause !== "person" && fact("console-run-cause", tValue("console-cause-", run.cause)),
    run.sandbox?.level && fact("console-run-sandbox", run.sandbox.level),
    place && h("a", { href: href("projects", run.project_id) }, place),
    run.requested_by === user.get()?.id && fact("console-run-by", t("console-run-by-you")),
  );
}

function length(run) {
  if (run.duration_ms !== null && run.duration_ms !== undefined) return duration(run.duration_ms);
  if (!run.started_at) return "—";
  return duration(Math.max((run.finished_at ? new Date(run.finished_at) : Date.now()) - new Date(run.started_at), 0));
}

export async function executionView({ params, hash, signal, title }) {
  const address = path("executions", params.id);
  let run = await api.get(address, null, { signal });
  const script = await nameOf("scripts", run.script_id);
  const place = run.project_id ? await nameOf("projects", run.project_id) : null;
  const name = script ?? t("console-script-gone");
  title(name, [[t("console-runs"), "/executions"], [name]]);

  const head = h("div", {});
  const act = async (what) => {
    try {
      const answer = await api.post(`${address}/${what}`, undefined, { empty: true, key: what === "rerun" ? newKey() : undefined });
      if (what === "rerun") go(href("executions", answer.id));
      else change(answer);
    } catch (error) {
      toastError(error);
    }
  };
  const draw = () => {
    fill(head, h("header", { class: "run-head" },
      h("div", {},
        h("h1", { tabindex: "-1" }, script ? h("a", { href: href("scripts", run.script_id) }, name) : name),
        facts(run, place)),
      h("div", { class: "actions" },
        linkButton(t("console-download"), `${address}/log`, { icon: "download", download: "", target: "_self" }),
        ENDED.has(run.status)
          ? button(t("console-run-again"), () => act("rerun"), { icon: "again" })
          : button(t("console-run-cancel"), () => act("cancel"), { icon: "stop", kind: "danger" }))),
    run.error && h("div", { class: "notice" }, icon("alert"), h("div", {}, faultWords(run.error))),
    run.log_dropped_bytes > 0 && h("div", { class: "notice" }, icon("info"), h("div", {}, t("console-log-dropped"), " ", bytes(run.log_dropped_bytes))));
  };
  const change = (next) => {
    if (!next || (next.id && next.id !== run.id)) return;
    run = { ...run, ...next };
    draw();
    if (ENDED.has(run.status)) ended();
  };

  const store = new LogStore();
  const panel = logPanel(store, { signal, hash, waiting: () => (ENDED.has(run.status) ? t("console-log-empty") : t("console-log-waiting")) });
  let asking = 0;
  const feed = new LogFeed(
    (text) => {
      store.append(text);
      panel.grown();
    },
    () => {
      // A burst of pieces after a gap asks once.
      asking ||= setTimeout(() => {
        asking = 0;
        if (!signal.aborted) resume(room);
      }, ASK_AGAIN_MS);
    },
  );
  const room = `execution:${run.id}`;
  const readAgain = () => api.get(address, null, { signal }).then(change, (error) => signal.aborted || console.warn("run", error));
  const files = h("div", {});
  const showFiles = async () => {
    const { items } = await api.get(`${address}/artifacts`, null, { signal });
    if (items.length === 0) return;
    fill(files, h("section", { class: "form-part spaced" }, h("h2", {}, t("console-run-files")),
      h("div", { class: "rows" }, items.map((file) => h("div", { class: "row plan" },
        h("a", { href: file.url, download: "", target: "_self" }, icon("file"), " ", h("span", { class: "mono" }, file.name)),
        h("span", { class: "faint small" }, bytes(file.size)))))));
  };
  let filesAsked = false;
  const ended = () => {
    if (!filesAsked) {
      filesAsked = true;
      showFiles().catch((error) => signal.aborted || console.warn("files", error));
    }
    if (store.complete || feed.offset < (run.log_bytes ?? 0)) return;
    store.complete = true;
    panel.grown();
  };
  draw();
  subscribe(room, {
    logOffset: () => feed.offset,
    event: (kind, data) => {
      if (kind === "log") {
        feed.accept(data);
        if (ENDED.has(run.status)) ended();
      } else if (kind === "execution") {
        if (data?.status) change(data);
        // The event may carry less than the resource has.
        if (data?.status && ENDED.has(data.status)) readAgain();
      }
    },
    joined: readAgain,
  }, signal);
  const clock = setInterval(() => {
    const place = head.querySelector("[data-duration]");
    if (place && !ENDED.has(run.status)) place.textContent = length(run);
  }, TICK_MS);
  signal.addEventListener("abort", () => clearInterval(clock));
  if (ENDED.has(run.status)) ended();
  return [head, panel.element, files];
}
