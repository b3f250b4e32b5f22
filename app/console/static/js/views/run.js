/** Starting a run: which script, in which project, with which parameters. */

import { api, newKey, path } from "../core/api.js";
import { debounce, fill, h } from "../core/dom.js";
import { t } from "../core/i18n.js";
import { go, href } from "../core/router.js";
import { badge, button, empty, field, into, linkButton, showFieldErrors, toggle } from "../ui/bits.js";
import { openDialog } from "../ui/dialog.js";
import { toastError } from "../ui/toast.js";

const watcher = new AbortController().signal;

/** Start a run and go to its log. */
async function begin(script, body, key) {
  const run = await api.post(path("scripts", script.id, "executions"), body, { key });
  go(href("executions", run.id));
}

/** The field of one typed parameter. */
function parameterField(parameter, values) {
  const name = parameter.name;
  const label = parameter.label || name;
  const hint = parameter.label ? name : null;
  const start = parameter.default ?? (parameter.type === "boolean" ? false : "");
  if (start !== "") values[name] = start;
  const take = (text) => {
    if (text === "" && !parameter.required) delete values[name];
    else values[name] = parameter.type === "number" && text !== "" ? Number(text) : text;
  };
  if (parameter.type === "boolean") return toggle(label, Boolean(start), (on) => (values[name] = on), { hint, name: `parameters.${name}` });
  if (parameter.type === "file") {
    const chosen = h("input", { class: "input", type: "file", required: Boolean(parameter.required), on: { change: async () => {
      delete values[name];
      const file = chosen.files[0];
      if (!file) return;
      try {
        const kept = await api.send(`/api/uploads?name=${encodeURIComponent(file.name.slice(0, 200))}`, file);
        values[name] = kept.id;
      } catch (error) {
        chosen.value = "";
        toastError(error);
      }
    } } });
    return field(label, chosen, { hint, name: `parameters.${name}` });
  }
  const choices = parameter.choices ?? [];
  const control = parameter.type === "choice"
    ? h("select", { class: "input", value: String(start), required: parameter.required, on: { change: () => take(control.value) } }, !parameter.required && h("option", { value: "" }, "—"), choices.map((choice) => h("option", { value: choice }, choice)))
    : h("input", { class: "input", type: parameter.type === "number" ? "number" : "text", step: parameter.type === "number" ? "any" : null, value: String(start), required: Boolean(parameter.required), on: { input: () => take(control.value) } });
  if (control.tagName === "SELECT" && control.value !== "") take(control.value);
  return field(label, control, { hint, name: `parameters.${name}` });
}

/** A choice of a project by typing a part of its name; answers an element with `value()`. */
export function projectChoice(present, label, { required = false } = {}) {
  let chosen = present ?? null;
  // Names may be there twice; paths are not.
  const known = new Map(present ? [[present.path, present]] : []);
  const options = h("datalist", { id: `projects-${Math.random().toString(36).slice(2)}` });
  const input = h("input", { class: "input", value: present?.path ?? "", list: options.id, autocomplete: "off", required, placeholder: t("console-projects-search") });
  const suggest = debounce(async () => {
    try {
      const { items } = await api.get("/api/projects", { q: input.value.trim(), limit: 20 });
      for (const project of items) known.set(project.path, project);
      fill(options, items.map((project) => h("option", { value: project.path }, project.name)));
      chosen = known.get(input.value.trim()) ?? null;
    } catch (error) {
      toastError(error);
    }
  }, 150);
  input.addEventListener("input", () => {
    chosen = known.get(input.value.trim()) ?? null;
    suggest();
  });
  input.addEventListener("focus", suggest, { once: true });
  const element = h("div", {}, field(label, input, { name: "project_id", hint: required ? null : t("console-run-project-hint") }), options);
  return { element, value: () => chosen, isEmpty: () => input.value.trim() === "", input };
}

/** Ask what a script needs, if anything, and run it. */
export function runScript(script, project = null) {
  const parameters = Array.isArray(script.parameters) ? script.parameters : [];
  const own = script.type === "project";
  if (parameters.length === 0 && (own || project)) {
    begin(script, project && !own ? { project_id: project.id } : {}, newKey()).catch(toastError);
    return;
  }
  const key = newKey();
  openDialog(`${t("console-run")} ${script.name}`, (close) => {
    const values = {};
    const where = own ? null : projectChoice(project, t("console-run-project"));
    const fault = h("p", { class: "form-error", role: "alert", hidden: true });
    const submit = button(t("console-run"), null, { kind: "primary", icon: "play", type: "submit" });
    const form = h("form", { class: "form", on: { submit: async (event) => {
      event.preventDefault();
      if (where && !where.isEmpty() && !where.value()) {
        fault.textContent = t("console-run-project-unknown");
        fault.hidden = false;
        return;
      }
      submit.disabled = true;
      const body = {};
      if (parameters.length) body.parameters = values;
      if (where?.value()) body.project_id = where.value().id;
      try {
        await begin(script, body, key);
        close();
      } catch (error) {
        submit.disabled = false;
        showFieldErrors(form, error, fault);
      }
    } } },
      parameters.map((parameter) => parameterField(parameter, values)),
      where?.element,
      fault,
      h("div", { class: "actions end" }, button(t("console-cancel"), () => close()), submit));
    return form;
  });
}

/** Choose a script for a project, then run it there. */
export function chooseScript(project) {
  openDialog(t("console-run-choose"), (close) => {
    const body = h("div", {});
    into(body, async () => {
      const { items } = await api.get("/api/scripts", { limit: 200 });
      const fitting = items.filter((script) => script.is_enabled !== false && (script.type !== "project" || script.project_id === project.id));
      if (!fitting.length) return empty(t("console-scripts-none"), t("console-scripts-none-text"), linkButton(t("console-script-new"), `/scripts/new?project=${encodeURIComponent(project.id)}`, { kind: "primary", icon: "plus", on: { click: () => close() } }));
      return h("div", { class: "rows" }, fitting.map((script) => h("div", { class: "row script" },
        h("div", { class: "truncate" }, h("span", { class: "strong" }, script.name), " ", h("span", { class: "faint mono small" }, script.interpreter)),
        h("div", { class: "row-end" }, script.type === "project" && badge(t("console-script-type-project")), button(t("console-run"), () => {
          close();
          runScript(script, project);
        }, { icon: "play" })))));
    }, watcher, 4);
    return body;
  });
}
