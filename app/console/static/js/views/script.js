/** One script: its text and limits in a form, and its runs; `/scripts/new` makes one. */

import { api, path } from "../core/api.js";
import { h } from "../core/dom.js";
import { t } from "../core/i18n.js";
import { go, guardLeaving, href } from "../core/router.js";
import { isAdmin } from "../core/session.js";
import { badge, button, clearFieldErrors, empty, field, pageHead, showFieldErrors, toggle } from "../ui/bits.js";
import { confirmDialog } from "../ui/dialog.js";
import { pagedList } from "../ui/pager.js";
import { toast, toastError } from "../ui/toast.js";
import { noteName } from "./names.js";
import { runRow } from "./parts.js";
import { plansPart } from "./plans.js";
import { projectChoice, runScript } from "./run.js";
import { secretsPart, versionsPart } from "./scriptparts.js";

const INTERPRETERS = ["bash", "sh", "python3", "node", "ruby", "perl"];
const FRESH = {
  name: "", description: "", type: "global", project_id: null, interpreter: "bash", timeout_seconds: 60, memory_mb: 512, network: false,
  workdir_access: "read", is_enabled: true, terminal: false, network_allowed: true,
  content: "#!/usr/bin/env bash\nset -euo pipefail\n\n",
};
const INDENT = "    ";

/** A text area for code: Tab indents, Escape then Tab leaves it. */
function codeEditor(text) {
  const area = h("textarea", { class: "input code", value: text, rows: 18, spellcheck: "false", autocapitalize: "off", autocomplete: "off", wrap: "off", required: true });
  let leaving = false;
  area.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      // Keyboard users must be able to get out of a field that takes the Tab key.
      leaving = true;
      event.preventDefault();
      return;
    }
    if (event.key !== "Tab" || leaving || event.ctrlKey || event.metaKey || event.altKey) {
      leaving = leaving && ["Tab", "Shift"].includes(event.key);
      return;
    }
    event.preventDefault();
    const { selectionStart: from, selectionEnd: to, value } = area;
    const lineStart = value.lastIndexOf("\n", from - 1) + 1;
    if (!event.shiftKey && from === to) return insert(area, INDENT);
    const lines = value.slice(lineStart, to).split("\n");
    const changed = lines.map((line) => (event.shiftKey ? line.replace(/^(?: {1,4}|\t)/, "") : INDENT + line)).join("\n");
    area.setSelectionRange(lineStart, to);
    insert(area, changed);
    area.setSelectionRange(lineStart, lineStart + changed.length);
  });
  area.addEventListener("blur", () => (leaving = false));
  return area;
}

function insert(area, text) {
  // The old command is the one way that keeps the browser's own undo.
  if (document.execCommand("insertText", false, text)) return;
  area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

function select(value, values, prefix, onChange) {
  const made = h("select", { class: "input", value, on: { change: () => onChange?.(made.value) } }, values.map((name) => h("option", { value: name }, t(`${prefix}${name}`))));
  return made;
}

function scriptForm(script, project, { onSaved, signal }) {
  const isNew = !script.id;
  const controls = {
    name: h("input", { class: "input", value: script.name, required: true, maxlength: 200, autocomplete: "off" }),
    description: h("input", { class: "input", value: script.description, maxlength: 2000, autocomplete: "off" }),
    interpreter: h("input", { class: "input mono", value: script.interpreter, list: "interpreters", autocomplete: "off", spellcheck: "false" }),
    content: codeEditor(script.content),
    timeout_seconds: h("input", { class: "input", type: "number", min: 1, max: 300, value: script.timeout_seconds, required: true }),
    memory_mb: h("input", { class: "input", type: "number", min: 16, max: 1048576, value: script.memory_mb, required: true }),
  };
  const where = projectChoice(project, t("console-script-project"), { required: true });
  const place = (type) => {
    where.element.hidden = type !== "project";
    where.input.required = type === "project";
  };
  const type = select(script.type, isAdmin() ? ["global", "project"] : ["project"], "console-script-type-", place);
  type.disabled = !isNew;
  where.input.disabled = !isNew;
  place(script.type);
  const access = select(script.workdir_access, ["none", "read", "write"], "console-script-access-");
  const network = toggle(t("console-script-network"), script.network, null, { hint: t("console-script-network-hint"), name: "network" });
  const terminal = toggle(t("console-script-terminal"), script.terminal, null, { hint: t("console-script-terminal-hint"), name: "terminal" });
  const enabled = toggle(t("console-script-enabled"), script.is_enabled, null, { hint: t("console-script-enabled-hint"), name: "is_enabled" });
  const fault = h("p", { class: "form-error", role: "alert", hidden: true });
  const submit = button(isNew ? t("console-script-create") : t("console-save"), null, { kind: "primary", type: "submit" });
  let dirty = false;
  guardLeaving(() => !dirty || window.confirm(t("console-unsaved")), signal);
  window.addEventListener("beforeunload", (event) => dirty && event.preventDefault(), { signal });

  const gathered = () => {
    const body = {
      name: controls.name.value.trim(),
      description: controls.description.value.trim(),
      interpreter: controls.interpreter.value.trim(),
      content: controls.content.value,
      timeout_seconds: Number(controls.timeout_seconds.value),
      memory_mb: Number(controls.memory_mb.value),
      network: network.input.checked,
      terminal: terminal.input.checked,
      workdir_access: access.value,
      is_enabled: enabled.input.checked,
    };
    if (isNew) {
      body.type = type.value;
      if (type.value === "project") body.project_id = where.value()?.id ?? null;
    }
    return body;
  };

  const form = h("form", { class: "form", on: {
    input: () => (dirty = true),
    change: () => (dirty = true),
    submit: async (event) => {
      event.preventDefault();
      submit.disabled = true;
      try {
        const saved = isNew ? await api.post("/api/scripts", gathered()) : await api.patch(path("scripts", script.id), gathered());
        dirty = false;
        clearFieldErrors(form, fault);
        onSaved(saved);
      } catch (error) {
        showFieldErrors(form, error, fault);
      } finally {
        submit.disabled = false;
      }
    },
    keydown: (event) => {
      if ((event.ctrlKey || event.metaKey) && event.key === "s") {
        event.preventDefault();
        form.requestSubmit();
      }
    },
  } },
    h("div", { class: "form-row" },
      field(t("console-script-name"), controls.name, { name: "name" }),
      field(t("console-script-type"), type, { name: "type" }),
      field(t("console-script-interpreter"), controls.interpreter, { name: "interpreter", hint: t("console-script-interpreter-hint") })),
    where.element,
    field(t("console-script-description"), controls.description, { name: "description" }),
    h("datalist", { id: "interpreters" }, INTERPRETERS.map((name) => h("option", { value: name }))),
    field(t("console-script-content"), controls.content, { name: "content", hint: t("console-script-content-hint") }),
    h("div", { class: "form-part" },
      h("h2", {}, t("console-script-limits")),
      h("div", { class: "form-row" },
        field(t("console-script-timeout"), controls.timeout_seconds, { name: "timeout_seconds", hint: t("console-script-timeout-hint") }),
        field(t("console-script-memory"), controls.memory_mb, { name: "memory_mb", hint: t("console-script-memory-hint") }),
        field(t("console-script-access"), access, { name: "workdir_access", hint: t("console-script-access-hint") })),
      network,
      script.network && !script.network_allowed && h("p", { class: "notice" }, t("console-script-network-waiting")),
      terminal,
      enabled),
    fault,
    h("div", { class: "actions" }, submit));
  return form;
}

function runs(script, signal) {
  return pagedList({
    signal,
    className: "rows",
    rows: 3,
    load: (cursor) => api.get("/api/executions", { script_id: script.id, limit: 20, cursor }, { signal }),
    show: (items, place) => place.append(...items.map(runRow)),
    none: () => empty(t("console-runs-none"), t("console-runs-none-script")),
  }).element;
}

async function remove(script) {
  if (!(await confirmDialog(t("console-script-delete-title"), `${script.name}. ${t("console-script-delete-text")}`, t("console-delete")))) return;
  try {
    await api.delete(path("scripts", script.id));
    toast(t("console-deleted"), { kind: "good" });
    go("/scripts");
  } catch (error) {
    toastError(error);
  }
}

async function newScript(query, signal, title) {
  title(t("console-script-new"), [[t("console-scripts"), "/scripts"], [t("console-script-new")]]);
  const wanted = query.get("project");
  const project = wanted ? await api.get(path("projects", wanted), null, { signal }) : null;
  const script = { ...FRESH, type: project || !isAdmin() ? "project" : "global", project_id: project?.id ?? null };
  return [pageHead(t("console-script-new")), scriptForm(script, project, { signal, onSaved: (saved) => go(href("scripts", saved.id), { replace: true }) })];
}

export async function scriptView({ params, query, signal, title }) {
  if (params.id === "new") return newScript(query, signal, title);
  let script = await api.get(path("scripts", params.id), null, { signal });
  noteName("scripts", script);
  const project = script.project_id ? await api.get(path("projects", script.project_id), null, { signal }).catch(() => null) : null;
  title(script.name, [[t("console-scripts"), "/scripts"], [script.name]]);
  const versions = versionsPart(script, signal);
  const form = scriptForm(script, project, { signal, onSaved: (saved) => {
    if (saved.version !== script.version) versions.reload();
    script = saved;
    noteName("scripts", saved);
    toast(t("console-saved"), { kind: "good" });
  } });
  return [
    pageHead(script.name, {
      below: [badge(t(`console-script-type-${script.type}`)), project && h("a", { href: href("projects", project.id) }, project.name)],
      actions: [button(t("console-delete"), () => remove(script), { icon: "trash", kind: "danger" }), button(t("console-run"), () => runScript(script, null), { icon: "play", kind: "primary" })],
    }),
    form,
    plansPart(script, project, signal),
    secretsPart(script, signal),
    versions,
    h("div", { class: "form-part spaced" }, h("h2", {}, t("console-runs")), runs(script, signal)),
  ];
}
