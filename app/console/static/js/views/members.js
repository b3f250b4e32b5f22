/** Who is in a project, and what everybody else is in it. */

import { api, path } from "../core/api.js";
import { h } from "../core/dom.js";
import { t } from "../core/i18n.js";
import { user } from "../core/session.js";
import { avatar, button, empty, field } from "../ui/bits.js";
import { openDialog } from "../ui/dialog.js";
import { pagedList } from "../ui/pager.js";
import { toastError } from "../ui/toast.js";
import { formOf } from "./account.js";

const ROLES = ["viewer", "maintainer", "owner"];
const VISIBILITIES = ["team", "internal", "private"];

const roleChoice = (present, onChange) => {
  const select = h("select", { class: "input", value: present, "aria-label": t("console-users-role"), on: { change: () => onChange?.(select.value) } },
    ROLES.map((role) => h("option", { value: role }, t(`console-member-${role}`))));
  return select;
};

/** The part of a project's page; owners change it. */
export function membersPart(project, signal) {
  const mayChange = project.my_role === "owner";
  const list = pagedList({
    signal,
    rows: 2,
    className: "member-list",
    load: (cursor) => api.get(path("projects", project.id, "members"), { cursor }, { signal }),
    show: (items, place) => place.append(...items.map(row)),
    none: () => empty("", t("console-members-none")),
  });
  const act = async (work) => {
    try {
      await work();
    } catch (error) {
      toastError(error);
    }
    list.reload();
  };
  const row = (member) => {
    const name = member.display_name || member.username;
    const address = path("projects", project.id, "members", member.user_id);
    return h("div", { class: "member" }, avatar(name), h("span", { class: "truncate", title: member.username }, name),
      mayChange ? roleChoice(member.role, (role) => act(() => api.put(address, { role }))) : h("span", { class: "faint small" }, t(`console-member-${member.role}`)),
      (mayChange || member.user_id === user.get().id) && button("", () => act(() => api.delete(address)), { icon: "close", kind: "quiet", label: `${t("console-members-remove")}: ${name}` }));
  };
  const add = async () => {
    const people = h("datalist", { id: "people-found" });
    const name = h("input", { class: "input", required: true, list: "people-found", autocomplete: "off", spellcheck: "false", on: { input: async () => {
      try {
        const found = await api.get("/api/people", { q: name.value.trim(), limit: 10 }, { signal });
        people.replaceChildren(...found.items.map((one) => h("option", { value: one.username }, one.display_name)));
      } catch (error) {
        if (!signal.aborted) console.warn("people", error);
      }
    } } });
    const role = roleChoice("maintainer");
    await openDialog(t("console-members-add"), (close) => formOf([
      field(t("console-username"), name, { name: "user_id" }),
      people,
      field(t("console-users-role"), role, { name: "role" }),
    ], t("console-members-add"), async () => {
      const { items } = await api.get("/api/people", { q: name.value.trim(), limit: 200 });
      const one = items.find(({ username }) => username.toLowerCase() === name.value.trim().toLowerCase());
      if (!one) throw Object.assign(new Error(), { errors: [{ field: "user_id", message: t("console-members-unknown") }] });
      await api.put(path("projects", project.id, "members", one.id), { role: role.value });
      close(true);
    }));
    list.reload();
  };
  const visibility = h("select", { class: "input", value: project.visibility, on: { change: async () => {
    try {
      await api.patch(path("projects", project.id), { visibility: visibility.value });
      project.visibility = visibility.value;
    } catch (error) {
      visibility.value = project.visibility;
      toastError(error);
    }
  } } }, VISIBILITIES.map((one) => h("option", { value: one }, t(`console-visibility-${one}`))));
  visibility.disabled = !mayChange;
  return h("section", {}, h("h2", {}, t("console-members")),
    field(t("console-visibility"), visibility, { hint: t("console-visibility-hint") }),
    list.element,
    mayChange && h("div", { class: "actions" }, button(t("console-members-add"), add, { icon: "plus" })));
}
