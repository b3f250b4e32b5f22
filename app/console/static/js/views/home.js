/** The home: what wants attention, what runs, what is new; and for a new installation, what to do first. */

import { api } from "../core/api.js";
import { fill, h } from "../core/dom.js";
import { t } from "../core/i18n.js";
import { href } from "../core/router.js";
import { isAdmin, user } from "../core/session.js";
import { subscribe } from "../core/socket.js";
import { changes, noteLine } from "../ui/bell.js";
import { empty, into, linkButton, pageHead } from "../ui/bits.js";
import { icon } from "../ui/icons.js";
import { projectBadges, runRow } from "./parts.js";

const SHOWN = 6;
const UNWELL = ["missing", "broken", "replaced"];
const GATHER_MS = 400;

/** A part of the home: a heading with a way to the whole, and what `load()` answers. Gives {element, renew()}. */
function part(heading, address, load, signal) {
  const body = h("div", {});
  // What is there stays until the new is: grey bars are for the first time alone.
  const renew = () => load().then((content) => signal.aborted || fill(body, content), (error) => signal.aborted || console.warn(heading, error));
  const element = h("section", { class: "home-part" },
    h("div", { class: "part-head" }, h("h2", {}, heading), address && h("a", { href: address, class: "small" }, t("console-see-all"))),
    body);
  into(body, load, signal, 3);
  return { element, renew };
}

function projectLine(project) {
  return h("div", { class: "row" },
    h("div", { class: "project-name" }, h("a", { class: "cover truncate", href: href("projects", project.id) }, project.name), projectBadges(project)),
    project.is_blocked && project.blocked_reason && h("div", { class: "row-sub truncate" }, project.blocked_reason));
}

/** Projects that are blocked or not well. */
async function attention(signal) {
  const asked = [{ blocked: true }, ...UNWELL.map((status) => ({ status }))];
  const answers = await Promise.all(asked.map((filter) => api.get("/api/projects", { ...filter, limit: SHOWN }, { signal })));
  const found = new Map(answers.flatMap(({ items }) => items).map((project) => [project.id, project]));
  if (found.size === 0) return h("p", { class: "card calm" }, icon("check"), t("console-home-all-well"));
  return h("div", { class: "rows" }, [...found.values()].slice(0, SHOWN).map(projectLine));
}

async function runs(signal) {
  const { items } = await api.get("/api/executions", { limit: SHOWN }, { signal });
  if (items.length === 0) return empty(t("console-runs-none"), t("console-runs-none-text"));
  return h("div", { class: "rows" }, items.map(runRow));
}

async function news(signal) {
  const { items } = await api.get("/api/notifications", { unread: true, limit: SHOWN }, { signal });
  if (items.length === 0) return h("p", { class: "card calm" }, icon("check"), t("console-notes-none-unread"));
  return h("div", { class: "rows" }, items.map(noteLine));
}

/** What an administrator does first, with what is done already; null once all of it is. */
async function firstSteps(signal) {
  if (!isAdmin()) return null;
  const [roots, projects, scripts, ran] = await Promise.all(
    ["/api/scan-roots", "/api/projects", "/api/scripts", "/api/executions"].map((address) => api.get(address, { limit: 1 }, { signal })),
  );
  const steps = [
    ["console-first-root", "/scan-roots", roots],
    ["console-first-scan", "/scan-roots", projects],
    ["console-first-script", "/scripts/new", scripts],
    ["console-first-run", "/scripts", ran],
  ].map(([words, address, { items }]) => ({ words, address, done: items.length > 0 }));
  if (steps.every(({ done }) => done)) return null;
  const next = steps.find(({ done }) => !done);
  return h("section", { class: "card first-steps" },
    h("h2", {}, t("console-first")),
    h("ol", {}, steps.map((step) => h("li", { class: step.done ? "done" : "" },
      icon(step.done ? "check" : "right"),
      h("a", { href: step.address }, t(step.words)),
      step.done && h("span", { class: "visually-hidden" }, ` — ${t("console-done")}`)))),
    h("div", { class: "actions" }, linkButton(t("console-first-next"), next.address, { kind: "primary", icon: "right" })));
}

export async function homeView({ signal, title }) {
  title(t("console-home"));
  const person = user.get();
  const steps = await firstSteps(signal);
  const parts = [
    part(t("console-home-attention"), "/projects", () => attention(signal), signal),
    part(t("console-runs"), "/executions", () => runs(signal), signal),
    part(t("console-home-news"), "/notifications", () => news(signal), signal),
  ];
  let timer = 0;
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(() => signal.aborted || parts.forEach(({ renew }) => renew()), GATHER_MS);
  };
  subscribe("projects", { event: soon, missed: soon }, signal);
  changes.watch(soon, signal);
  return [
    pageHead(t("console-home-hello", { name: person.display_name || person.username })),
    steps,
    h("div", { class: "home" }, parts.map(({ element }) => element)),
  ];
}
