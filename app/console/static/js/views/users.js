/** People of this installation, and invitations, for administrators. */

import { api, path } from "../core/api.js";
import { h } from "../core/dom.js";
import { day, timeAgo } from "../core/format.js";
import { t } from "../core/i18n.js";
import { user } from "../core/session.js";
import { avatar, badge, button, copyButton, empty, field, pageHead } from "../ui/bits.js";
import { confirmDialog, openDialog } from "../ui/dialog.js";
import { icon } from "../ui/icons.js";
import { pagedList } from "../ui/pager.js";
import { toast, toastError } from "../ui/toast.js";
import { formOf, passwordInput, section } from "./account.js";

const roleChoice = (present = "user") => h("select", { class: "input", value: present }, ["user", "admin"].map((role) => h("option", { value: role }, t(`console-role-${role}`))));

/** Do it, say so, and show the list anew. */
async function change(work, list) {
  try {
    await work();
    toast(t("console-saved"), { kind: "good" });
    list.reload();
  } catch (error) {
    toastError(error);
  }
}

function personDialog(person, list) {
  const address = path("users", person.id);
  const own = person.id === user.get().id;
  const role = roleChoice(person.role);
  const password = passwordInput("new-password");
  const ask = async (title, work) => {
    if (await confirmDialog(title, person.username, title)) await change(work, list);
  };
  return openDialog(person.display_name || person.username, (close) => [
    formOf([field(t("console-users-role"), role, { name: "role" })], t("console-save"), async () => {
      await api.patch(address, { role: role.value });
      close(true);
      list.reload();
    }),
    h("div", { class: "form-part" }, formOf([field(t("console-password-new"), password, { name: "password", hint: t("console-password-hint") })], t("console-users-password"), async () => {
      await api.patch(address, { password: password.value });
      close(true);
      toast(t("console-password-changed"), { kind: "good" });
    }, "")),
    h("div", { class: "form-part" }, h("div", { class: "actions" },
      button(t("console-users-sessions"), () => { close(); ask(t("console-users-sessions"), () => api.delete(path("users", person.id, "sessions"))); }, { icon: "leave" }),
      person.has_second_factor && button(t("console-factor-off"), () => { close(); ask(t("console-factor-off"), () => api.delete(path("users", person.id, "second-factor"))); }, { icon: "shield" }),
      !own && button(t(person.is_active ? "console-users-deactivate" : "console-users-activate"), () => {
        close();
        ask(t(person.is_active ? "console-users-deactivate" : "console-users-activate"), () => api.patch(address, { is_active: !person.is_active }));
      }, { kind: person.is_active ? "danger" : "" }))),
  ]);
}

function invitations(signal) {
  const list = pagedList({
    signal,
    className: "rows",
    rows: 1,
    load: (cursor) => api.get("/api/invitations", { cursor }, { signal }),
    show: (items, place) => place.append(...items.map(row)),
    none: () => empty(t("console-invite-none")),
  });
  const state = (one) => (one.used_at ? badge(t("console-invite-used"), "good") : new Date(one.expires_at) < new Date() ? badge(t("console-invite-late")) : badge(t("console-invite-open"), "accent"));
  const row = (one) => h("div", { class: "row root" },
    h("div", {}, h("div", { class: "strong" }, one.note || t(`console-role-${one.role}`), " ", state(one)), h("div", { class: "row-sub" }, t(`console-role-${one.role}`), " · ", day(one.expires_at))),
    h("div", { class: "row-end" }, button("", () => change(() => api.delete(path("invitations", one.id)), list), { icon: "trash", kind: "quiet", label: t("console-delete") })));
  const invite = async () => {
    const role = roleChoice();
    const about = h("input", { class: "input", maxlength: 200 });
    const made = await openDialog(t("console-invite"), (close) => formOf([
      field(t("console-users-role"), role, { name: "role" }),
      field(t("console-invite-note"), about, { name: "note" }),
    ], t("console-invite"), async () => close(await api.post("/api/invitations", { role: role.value, note: about.value.trim() }))));
    if (!made) return;
    list.reload();
    await openDialog(t("console-invite"), (close) => [
      h("p", {}, t("console-invite-once")),
      h("p", { class: "secret mono" }, made.url, copyButton(made.url, t("console-copy-text"))),
      h("div", { class: "actions end" }, button(t("console-close"), () => close(true), { kind: "primary" })),
    ]);
  };
  return section(t("console-invitations"), h("div", { class: "actions" }, button(t("console-invite"), invite, { icon: "plus" })), list.element);
}

export function usersView({ signal, title }) {
  title(t("console-users"));
  let wanted = "";
  const list = pagedList({
    signal,
    className: "rows",
    load: (cursor) => api.get("/api/users", { q: wanted, cursor }, { signal }),
    show: (items, place) => place.append(...items.map(row)),
    none: () => empty(t("console-nothing-found"), t("console-nothing-found-text")),
  });
  const row = (person) => {
    const name = person.display_name || person.username;
    return h("div", { class: "row root" },
      h("div", { class: "person-line" }, avatar(name), h("div", {},
        h("div", {}, h("span", { class: "strong" }, name), " ", person.role === "admin" && badge(t("console-role-admin"), "accent"), " ",
          !person.is_active && badge(t("console-users-inactive"), "warn"), " ", person.has_second_factor && badge(t("console-factor"), "good", "shield")),
        h("div", { class: "row-sub" }, person.username, " · ", timeAgo(person.created_at)))),
      h("div", { class: "row-end" }, button("", () => personDialog(person, list), { icon: "edit", kind: "quiet", label: `${t("console-users-change")}: ${name}` })));
  };
  let timer = 0;
  const search = h("input", { class: "input", type: "search", placeholder: t("console-users-search"), "aria-label": t("console-users-search"), on: { input: () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      wanted = search.value.trim();
      list.reload();
    }, 250);
  } } });
  const add = async () => {
    const name = h("input", { class: "input", required: true, maxlength: 64, autocomplete: "off", autocapitalize: "none", spellcheck: "false" });
    const password = passwordInput("new-password");
    const role = roleChoice();
    const made = await openDialog(t("console-users-add"), (close) => formOf([
      field(t("console-username"), name, { name: "username" }),
      field(t("console-password"), password, { name: "password", hint: t("console-password-hint") }),
      field(t("console-users-role"), role, { name: "role" }),
    ], t("console-users-add"), async () => close(await api.post("/api/users", { username: name.value.trim(), password: password.value, role: role.value }))));
    if (made) list.reload();
  };
  return [
    pageHead(t("console-users"), { actions: [button(t("console-users-add"), add, { icon: "plus", kind: "primary" })] }),
    h("div", { class: "tools" }, h("div", { class: "search" }, icon("search"), search)),
    list.element,
    invitations(signal),
  ];
}
