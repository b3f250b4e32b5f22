/** What starts a script by itself: its schedules and triggers, each with a form to add one. */

import { api, path } from "../core/api.js";
import { fill, h } from "../core/dom.js";
import { fullTime, relative } from "../core/format.js";
import { t } from "../core/i18n.js";
import { href } from "../core/router.js";
import { user } from "../core/session.js";
import { badge, button, clearFieldErrors, empty, field, into, showFieldErrors, toggle } from "../ui/bits.js";
import { icon } from "../ui/icons.js";
import { toastError } from "../ui/toast.js";
import { nameOf } from "./names.js";
import { projectChoice } from "./run.js";

const patterns = (text) => text.split(",").map((part) => part.trim()).filter(Boolean);

function options(values) {
  return values.map(([value, words]) => h("option", { value }, words));
}

/** A form that opens below its summary, sends what `gather()` gives, and closes when that was taken. */
function adding(summary, parts, gather, address, reload) {
  const fault = h("p", { class: "form-error", role: "alert", hidden: true });
  const submit = button(summary, null, { kind: "primary", type: "submit" });
  const box = h("details", { class: "adding" }, h("summary", {}, icon("plus"), summary));
  const form = h("form", { class: "form", on: { submit: async (event) => {
    event.preventDefault();
    submit.disabled = true;
    try {
      await api.post(address, gather());
      clearFieldErrors(form, fault);
      form.reset();
      box.open = false;
      reload();
    } catch (error) {
      showFieldErrors(form, error, fault);
    } finally {
      submit.disabled = false;
    }
  } } }, parts, fault, h("div", { class: "actions" }, submit));
  box.append(form);
  return box;
}

function planRow({ plan, kind, words, below, reload }) {
  const address = path(kind, plan.id);
  const change = (work) => async () => {
    try {
      await work();
      reload();
    } catch (error) {
      toastError(error);
    }
  };
  return h("div", { class: "row plan" },
    h("div", {},
      h("div", {}, words, !plan.is_enabled && badge(t("console-plan-off"))),
      h("div", { class: "faint small" }, below),
      plan.last_error && h("div", { class: "small bad" }, t("console-plan-error"), " ", h("span", { class: "mono" }, plan.last_error))),
    h("div", { class: "actions" },
      button(plan.is_enabled ? t("console-plan-switch-off") : t("console-plan-switch-on"), change(() => api.patch(address, { is_enabled: !plan.is_enabled })), { kind: "quiet" }),
      button("", change(() => api.delete(address)), { icon: "trash", kind: "quiet", label: t("console-delete") })));
}

function scheduleRow(plan, reload) {
  const next = plan.next_runs.map((moment) => h("li", {}, fullTime(moment)));
  return planRow({
    plan, reload, kind: "schedules",
    words: [icon("clock"), " ", h("span", { class: "mono" }, plan.cron), " ", plan.timezone],
    below: next.length > 0 && h("details", {}, h("summary", {}, t("console-schedule-next"), " ", relative(plan.next_runs[0])), h("ul", { class: "next-times" }, next)),
  });
}

async function triggerRow(plan, reload) {
  const other = plan.after_script_id ? await nameOf("scripts", plan.after_script_id) : null;
  const project = plan.project_id ? await nameOf("projects", plan.project_id) : null;
  const words = [icon({ commit: "commit", pull: "down", script: "scripts" }[plan.on]), " ", t(`console-trigger-on-${plan.on}`)];
  if (other) words.push(" ", h("a", { href: href("scripts", plan.after_script_id) }, other), " · ", t(`console-trigger-after-${plan.after}`));
  if (project) words.push(" · ", h("a", { href: href("projects", plan.project_id) }, project));
  const filters = [...plan.branches, ...plan.paths].join(", ");
  return planRow({ plan, reload, kind: "triggers", words, below: filters && h("span", { class: "mono" }, filters) });
}

function scheduleForm(script, reload) {
  const cron = h("input", { class: "input mono", required: true, maxlength: 200, autocomplete: "off", spellcheck: "false", placeholder: "30 6 * * 1-5" });
  const zone = h("input", { class: "input", required: true, maxlength: 64, value: user.get()?.timezone ?? "UTC", autocomplete: "off" });
  const missed = toggle(t("console-schedule-missed"), false, null, { hint: t("console-schedule-missed-hint"), name: "missed" });
  return adding(t("console-schedule-add"), [
    h("div", { class: "form-row" },
      field(t("console-schedule-cron"), cron, { name: "cron", hint: t("console-schedule-cron-hint") }),
      field(t("console-schedule-zone"), zone, { name: "timezone" })),
    missed,
  ], () => ({ script_id: script.id, cron: cron.value.trim(), timezone: zone.value.trim(), missed: missed.input.checked ? "run_once" : "skip" }), "/api/schedules", reload);
}

function triggerForm(script, project, scripts, reload) {
  const on = h("select", { class: "input", value: "commit", on: { change: () => shape() } },
    options(["commit", "pull", "script"].map((name) => [name, t(`console-trigger-on-${name}`)])));
  const branches = h("input", { class: "input mono", autocomplete: "off", spellcheck: "false" });
  const paths = h("input", { class: "input mono", autocomplete: "off", spellcheck: "false" });
  const other = h("select", { class: "input" }, options(scripts.map((one) => [one.id, one.name])));
  const after = h("select", { class: "input", value: "succeeded" }, options(["succeeded", "failed", "ended"].map((name) => [name, t(`console-trigger-after-${name}`)])));
  const where = projectChoice(project, t("console-script-project"), { required: false });
  where.input.disabled = Boolean(project);
  const ofProject = h("div", { class: "form-row" },
    field(t("console-trigger-branches"), branches, { name: "branches", hint: t("console-trigger-patterns-hint") }),
    field(t("console-trigger-paths"), paths, { name: "paths", hint: t("console-trigger-patterns-hint") }));
  const ofScript = h("div", { class: "form-row" },
    field(t("console-trigger-on-script"), other, { name: "after_script_id" }),
    field(t("console-trigger-when"), after, { name: "after" }));
  const shape = () => {
    ofProject.hidden = on.value === "script";
    ofScript.hidden = on.value !== "script";
  };
  shape();
  return adding(t("console-trigger-add"), [field(t("console-trigger-on"), on, { name: "on" }), where.element, ofProject, ofScript], () => {
    const body = { script_id: script.id, on: on.value };
    const place = where.value();
    if (place) body.project_id = place.id;
    if (on.value === "script") Object.assign(body, { after_script_id: other.value, after: after.value });
    else Object.assign(body, { branches: patterns(branches.value), paths: patterns(paths.value) });
    return body;
  }, "/api/triggers", reload);
}

/** The part of a script's page about what starts it by itself. */
export function plansPart(script, project, signal) {
  const list = h("div", { class: "rows" });
  const forms = h("div", { class: "form-part" });
  const load = async () => {
    const [schedules, triggers] = await Promise.all(["schedules", "triggers"].map((kind) => api.get(`/api/${kind}`, { script_id: script.id, limit: 100 }, { signal })));
    const rows = [...schedules.items.map((one) => scheduleRow(one, show)), ...(await Promise.all(triggers.items.map((one) => triggerRow(one, show))))];
    return rows.length > 0 ? rows : [empty(t("console-plans-none"), t("console-plans-none-text"))];
  };
  const show = () => into(list, load, signal, 2);
  api.get("/api/scripts", { limit: 200 }, { signal })
    .then(({ items }) => fill(forms, scheduleForm(script, show), triggerForm(script, project, items.filter((one) => one.id !== script.id), show)))
    .catch((error) => signal.aborted || toastError(error));
  show();
  return h("section", { class: "form-part spaced" }, h("h2", {}, t("console-plans")), list, forms);
}
