/** The bots, for administrators: whether they hear, and adding others. */

import { api, path } from "../core/api.js";
import { fill, h } from "../core/dom.js";
import { timeAgo } from "../core/format.js";
import { has, t } from "../core/i18n.js";
import { button, clearFieldErrors, empty, field, pageHead, showFieldErrors } from "../ui/bits.js";
import { confirmDialog, openDialog } from "../ui/dialog.js";
import { toastError } from "../ui/toast.js";

const CHECK_EVERY_MS = 1500;

function state(bot) {
  const key = `console-bots-status-${bot.status.replaceAll("_", "-")}`;
  const kind = bot.status === "ok" ? "good" : bot.status === "checking" ? "live" : "bad";
  return h("span", { class: `badge ${kind}`, title: bot.description }, has(key) ? t(key) : bot.status);
}

function line(bot, names, reload) {
  const remove = async () => {
    if (!(await confirmDialog(`@${bot.username || bot.id}`, t("console-bots-remove-ask"), t("console-delete")))) return;
    await api.delete(path("telegram", "bots", bot.id)).catch(toastError);
    reload();
  };
  return h("div", { class: "delivery" },
    h("div", { class: "delivery-main" },
      h("div", { class: "strong truncate" }, bot.username ? `@${bot.username}` : bot.id),
      h("div", { class: "faint small truncate" },
        bot.from_settings ? t("console-bots-settings") : bot.project_id ? names.get(bot.project_id) ?? t("console-bots-project") : t("console-bots-all"),
        bot.description && ` · ${bot.description}`)),
    state(bot),
    bot.polled_at && h("span", { class: "faint small" }, t("console-bots-heard"), " ", timeAgo(bot.polled_at)),
    !bot.from_settings && button("", remove, { icon: "trash", kind: "quiet", label: t("console-delete") }));
}

function addDialog(projects) {
  return openDialog(t("console-bots-add"), (close) => {
    const token = h("input", { class: "input mono", type: "password", autocomplete: "off", required: true, autofocus: true });
    const project = h("select", { class: "input" }, h("option", { value: "" }, t("console-bots-all")), projects.map(({ id, name }) => h("option", { value: id }, name)));
    const summary = h("p", { class: "form-error", role: "alert", hidden: true });
    const form = h("form", { on: { submit: async (event) => {
      event.preventDefault();
      clearFieldErrors(form, summary);
      try {
        await api.post("/api/telegram/bots", { token: token.value.trim(), ...(project.value ? { project_id: project.value } : {}) });
        close(true);
      } catch (error) {
        showFieldErrors(form, error, summary);
      }
    } } },
      field(t("console-bots-token"), token, { name: "token", hint: t("console-bots-token-hint") }),
      field(t("console-bots-project"), project, { name: "project_id" }),
      summary,
      h("div", { class: "actions end" }, button(t("console-cancel"), () => close()), button(t("console-bots-add"), null, { kind: "primary", type: "submit" })));
    return form;
  });
}

export async function botsView({ signal, title }) {
  title(t("console-bots"));
  const projects = (await api.get("/api/projects", { limit: 200 }, { signal })).items;
  const names = new Map(projects.map(({ id, name }) => [id, name]));
  const place = h("div", { class: "rows" });
  const draw = async () => {
    const { items } = await api.get("/api/telegram/bots", null, { signal });
    fill(place, items.length ? items.map((bot) => line(bot, names, draw)) : empty(t("console-bots-none"), t("console-bots-none-text")));
    if (items.some((bot) => bot.status === "checking") && !signal.aborted) setTimeout(() => signal.aborted || draw().catch(toastError), CHECK_EVERY_MS);
  };
  await draw();
  return [
    pageHead(t("console-bots"), { actions: [button(t("console-bots-add"), async () => (await addDialog(projects)) && draw().catch(toastError), { icon: "plus", kind: "primary" })] }),
    place,
  ];
}
