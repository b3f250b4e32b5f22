/** Further parts of a script's page: its secrets, and what it said before. */

import { api, path } from "../core/api.js";
import { fill, h } from "../core/dom.js";
import { timeAgo } from "../core/format.js";
import { t } from "../core/i18n.js";
import { button, clearFieldErrors, empty, field, into, showFieldErrors } from "../ui/bits.js";
import { icon } from "../ui/icons.js";
import { pagedList } from "../ui/pager.js";
import { toast, toastError } from "../ui/toast.js";

/** The names of the script's own secrets, and a form to set one; nothing at all for who may not. */
export function secretsPart(script, signal) {
  const address = path("scripts", script.id, "variables");
  const part = h("section", { class: "form-part spaced", hidden: true });
  const list = h("div", { class: "rows" });
  const name = h("input", { class: "input mono", required: true, maxlength: 100, autocomplete: "off", spellcheck: "false", autocapitalize: "characters" });
  const value = h("input", { class: "input mono", type: "password", required: true, maxlength: 65536, autocomplete: "new-password" });
  const fault = h("p", { class: "form-error", role: "alert", hidden: true });
  const remove = async (one) => {
    try {
      await api.delete(path("scripts", script.id, "variables", one.name));
      show();
    } catch (error) {
      toastError(error);
    }
  };
  const draw = ({ items }) => items.length === 0
    ? [empty(t("console-secrets-none"), t("console-secrets-hint"))]
    : items.map((one) => h("div", { class: "row plan" }, h("span", {}, icon("key"), " ", h("span", { class: "mono" }, one.name), " ", h("span", { class: "faint small" }, timeAgo(one.updated_at))), button("", () => remove(one), { icon: "trash", kind: "quiet", label: t("console-delete") })));
  const show = () => into(list, async () => draw(await api.get(address, null, { signal })), signal, 1);
  const form = h("form", { class: "form", on: { submit: async (event) => {
    event.preventDefault();
    try {
      const kept = await api.put(path("scripts", script.id, "variables", name.value.trim()), { value: value.value });
      clearFieldErrors(form, fault);
      form.reset();
      toast(kept.is_short ? t("console-secret-short") : t("console-saved"), { kind: kept.is_short ? "warn" : "good" });
      show();
    } catch (error) {
      showFieldErrors(form, error, fault);
    }
  } } }, h("div", { class: "form-row" }, field(t("console-secret-name"), name, { name: "name" }), field(t("console-secret-value"), value, { name: "value" })), fault,
  h("div", { class: "actions" }, button(t("console-secret-add"), null, { kind: "primary", type: "submit" })));
  // Who may not see secrets is not offered any.
  api.get(address, null, { signal }).then((answer) => {
    fill(list, draw(answer));
    fill(part, h("h2", {}, t("console-secrets")), list, h("details", { class: "adding" }, h("summary", {}, icon("plus"), t("console-secret-add")), form));
    part.hidden = false;
  }, (error) => signal.aborted || error?.status === 403 || toastError(error));
  return part;
}

/** Each line of a unified diff in its colour. */
function diffLines(text) {
  const kind = (line) => (/^(---|\+\+\+|@@)/.test(line) ? "faint" : line.startsWith("+") ? "diff-add" : line.startsWith("-") ? "diff-del" : "");
  return h("pre", { class: "version-diff mono" }, text.split("\n").map((line) => h("span", { class: kind(line) }, `${line}\n`)));
}

/** What the script has said, newest first, each with what changed from the one before. */
export function versionsPart(script, signal) {
  const row = (version) => {
    const place = h("div", {});
    const box = h("details", { class: "version", on: { toggle: () => {
      if (!box.open || place.childElementCount) return;
      if (version.number === 1) fill(place, diffLines(version.content));
      else into(place, async () => diffLines((await api.get(path("scripts", script.id, "diff"), { old: version.number - 1, new: version.number }, { signal })).diff), signal, 3);
    } } }, h("summary", {}, t("console-version", { number: version.number }), " ", h("span", { class: "faint small" }, timeAgo(version.created_at))), place);
    return box;
  };
  const versions = pagedList({
    signal, rows: 1,
    load: (cursor) => api.get(path("scripts", script.id, "versions"), { limit: 10, cursor }, { signal }),
    show: (items, list) => list.append(...items.map(row)),
    none: () => empty(t("console-versions")),
  });
  return Object.assign(h("section", { class: "form-part spaced" }, h("h2", {}, t("console-versions")), versions.element), { reload: versions.reload });
}
