/** One's own account: profile, password, second factor, API tokens, and where one is signed in.
 *
 * Each part is a function of a signal that answers a section; another area adds its own to PARTS.
 */

import { api, path } from "../core/api.js";
import { fill, h } from "../core/dom.js";
import { day, timeAgo } from "../core/format.js";
import { t } from "../core/i18n.js";
import { changeProfile, readSession, signOut, user } from "../core/session.js";
import { badge, button, clearFieldErrors, copyButton, empty, field, into, pageHead, showFieldErrors } from "../ui/bits.js";
import { confirmDialog, openDialog } from "../ui/dialog.js";
import { pagedList } from "../ui/pager.js";
import { languageChoice, timeZoneChoice } from "../ui/profile.js";
import { toast, toastError } from "../ui/toast.js";

const SCOPES = ["read", "write", "run", "admin"];

export const section = (title, ...content) => h("section", { class: "form-part spaced" }, h("h2", {}, title), content);

/** A form that sends itself: `send()` does it; its errors are shown at their fields. */
export function formOf(content, text, send, kind = "primary") {
  const fault = h("p", { class: "form-error", role: "alert", hidden: true });
  const submit = button(text, null, { type: "submit", kind });
  const form = h("form", { class: "form form-narrow", on: { submit: async (event) => {
    event.preventDefault();
    submit.disabled = true;
    try {
      await send(form);
      clearFieldErrors(form, fault);
    } catch (error) {
      showFieldErrors(form, error, fault);
    }
    submit.disabled = false;
  } } }, content, fault, h("div", { class: "actions" }, submit));
  return form;
}

export const passwordInput = (autocomplete) => h("input", { class: "input", type: "password", autocomplete, required: true, maxlength: 1024 });
const codeInput = () => h("input", { class: "input mono", inputmode: "text", autocomplete: "one-time-code", required: true, maxlength: 60, spellcheck: "false", autocapitalize: "none" });

function profilePart() {
  const person = user.get();
  const name = h("input", { class: "input", value: person.display_name, maxlength: 200, autocomplete: "name" });
  let language = person.language;
  let timezone = person.timezone;
  return section(t("console-account-profile"), formOf([
    field(t("console-display-name"), name, { name: "display_name" }),
    h("div", { class: "form-row" },
      field(t("console-language"), languageChoice(language, (chosen) => { language = chosen; }), { name: "language" }),
      field(t("console-timezone"), timeZoneChoice(timezone, (chosen) => { timezone = chosen; }), { name: "timezone" })),
  ], t("console-save"), async () => {
    await changeProfile({ display_name: name.value.trim(), language, timezone });
    toast(t("console-saved"), { kind: "good" });
  }));
}

function passwordPart() {
  const present = passwordInput("current-password");
  const wanted = passwordInput("new-password");
  return section(t("console-password"), formOf([
    field(t("console-password-current"), present, { name: "current_password" }),
    field(t("console-password-new"), wanted, { name: "new_password", hint: t("console-password-hint") }),
  ], t("console-password-change"), async (form) => {
    await api.post("/api/auth/password", { current_password: present.value, new_password: wanted.value }, { empty: true });
    form.reset();
    toast(t("console-password-changed"), { kind: "good" });
  }));
}

function showCodes(codes) {
  const text = codes.join("\n");
  return openDialog(t("console-factor-codes"), (close) => [
    h("p", {}, t("console-factor-codes-text")),
    h("pre", { class: "secret mono" }, text),
    h("div", { class: "actions end" }, copyButton(text, t("console-copy-text")), button(t("console-factor-codes-kept"), () => close(true), { kind: "primary" })),
  ]);
}

/** Ask for the password, and for a code where there is a second factor; `send(proof)` uses them. */
function proofDialog(title, text, send, withCode) {
  const password = passwordInput("current-password");
  const code = codeInput();
  return openDialog(title, (close) => formOf([
    field(t("console-password-current"), password, { name: "current_password" }),
    withCode && field(t("console-factor-code"), code, { name: "otp", hint: t("console-factor-code-hint") }),
  ].filter(Boolean), text, async () => close(await send({ current_password: password.value, ...(withCode ? { otp: code.value } : {}) }))));
}

function factorPart(signal) {
  const place = h("div", { class: "form form-narrow" });
  const again = () => into(place, async () => draw(await api.get("/api/auth/second-factor", null, { signal })), signal, 1);
  const enrol = async () => {
    const made = await proofDialog(t("console-factor-on"), t("console-factor-begin"), (proof) => api.post("/api/auth/second-factor", proof), false);
    if (!made) return;
    const code = codeInput();
    const done = await openDialog(t("console-factor-on"), (close) => [
      h("p", {}, t("console-factor-scan")),
      h("img", { class: "qr", src: made.qr, alt: t("console-factor-scan"), width: 220, height: 220 }),
      h("p", { class: "secret mono" }, made.secret.replace(/(.{4})/g, "$1 ").trim(), copyButton(made.secret, t("console-copy-text"))),
      formOf([field(t("console-factor-code"), code, { name: "otp" })], t("console-factor-confirm"), async () => close(await api.post("/api/auth/second-factor/confirm", { otp: code.value }))),
    ]);
    if (done) await showCodes(done.recovery_codes);
    await readSession();
    again();
  };
  const renew = async () => {
    const made = await proofDialog(t("console-factor-codes"), t("console-factor-codes-renew"), (proof) => api.post("/api/auth/second-factor/recovery-codes", proof), true);
    if (made) await showCodes(made.recovery_codes);
    again();
  };
  const remove = async () => {
    await proofDialog(t("console-factor-off"), t("console-factor-off"), async (proof) => {
      await api.post("/api/auth/second-factor/remove", proof, { empty: true });
      return true;
    }, true);
    await readSession();
    again();
  };
  const draw = (state) => (state.enabled_at
    ? [h("p", {}, badge(t("console-factor-is-on"), "good", "shield"), " ", day(state.enabled_at), " · ", t("console-factor-codes-left", { count: state.recovery_codes_left })),
      h("div", { class: "actions" }, button(t("console-factor-codes-renew"), renew, { icon: "key" }), button(t("console-factor-off"), remove, { kind: "danger" }))]
    : [h("p", { class: "soft" }, t("console-factor-text")),
      h("div", { class: "actions" }, button(t("console-factor-on"), enrol, { icon: "shield" }))]);
  again();
  return section(t("console-factor"), place);
}

function tokensPart(signal) {
  const list = pagedList({
    signal,
    className: "rows",
    rows: 2,
    load: (cursor) => api.get("/api/auth/tokens", { cursor }, { signal }),
    show: (items, place) => place.append(...items.map(row)),
    none: () => empty(t("console-tokens-none"), t("console-tokens-none-text")),
  });
  const row = (token) => h("div", { class: "row root" },
    h("div", {}, h("div", { class: "strong" }, token.name, " ", h("span", { class: "faint mono small" }, `luma_pat_${token.hint}…`)),
      h("div", { class: "row-sub" }, token.scopes.map((scope) => t(`console-scope-${scope}`)).join(", "), " · ",
        token.last_used_at ? [t("console-tokens-used"), " ", timeAgo(token.last_used_at)] : t("console-tokens-unused"),
        token.expires_at && [" · ", t("console-tokens-expires"), " ", day(token.expires_at)])),
    h("div", { class: "row-end" }, button("", () => revoke(token), { icon: "trash", kind: "quiet", label: t("console-tokens-revoke") })));
  const revoke = async (token) => {
    if (!(await confirmDialog(t("console-tokens-revoke"), token.name, t("console-tokens-revoke")))) return;
    try {
      await api.delete(path("auth", "tokens", token.id));
      list.reload();
    } catch (error) {
      toastError(error);
    }
  };
  const make = async () => {
    const name = h("input", { class: "input", required: true, maxlength: 100, autocomplete: "off" });
    const until = h("input", { class: "input", type: "date", min: new Date(Date.now() + 864e5).toISOString().slice(0, 10) });
    const boxes = SCOPES.filter((scope) => scope !== "admin" || user.get().role === "admin").map((scope) => {
      const box = h("input", { type: "checkbox", checked: scope === "read", value: scope });
      return { box, line: h("label", { class: "check" }, box, h("span", {}, t(`console-scope-${scope}`))) };
    });
    const made = await openDialog(t("console-tokens-new"), (close) => formOf([
      field(t("console-script-name"), name, { name: "name" }),
      h("fieldset", { class: "field plain", data: { field: "scopes" } }, h("legend", { class: "small strong" }, t("console-tokens-may")), boxes.map(({ line }) => line), h("p", { class: "field-error", hidden: true })),
      field(t("console-tokens-until"), until, { name: "expires_at" }),
    ], t("console-tokens-make"), async () => close(await api.post("/api/auth/tokens", {
      name: name.value.trim(),
      scopes: boxes.filter(({ box }) => box.checked).map(({ box }) => box.value),
      ...(until.value ? { expires_at: `${until.value}T23:59:59Z` } : {}),
    }))));
    if (!made) return;
    list.reload();
    await openDialog(made.name, (close) => [
      h("p", {}, t("console-tokens-once")),
      h("p", { class: "secret mono" }, made.token, copyButton(made.token, t("console-copy-text"))),
      h("div", { class: "actions end" }, button(t("console-close"), () => close(true), { kind: "primary" })),
    ]);
  };
  return section(t("console-tokens"), h("div", { class: "actions" }, button(t("console-tokens-new"), make, { icon: "plus" })), list.element);
}

function sessionsPart(signal) {
  const list = pagedList({
    signal,
    className: "rows",
    rows: 2,
    load: (cursor) => api.get("/api/auth/sessions", { cursor }, { signal }),
    show: (items, place) => place.append(...items.map(row)),
    none: () => empty(t("console-nothing-found")),
  });
  const row = (one) => h("div", { class: "row root" },
    h("div", {}, h("div", { class: "strong truncate" }, one.user_agent || "—", " ", one.is_current && badge(t("console-sessions-this"), "good")),
      h("div", { class: "row-sub" }, h("span", { class: "mono" }, one.address ?? "—"), " · ", timeAgo(one.last_used_at))),
    h("div", { class: "row-end" }, !one.is_current && button("", () => end(one), { icon: "leave", kind: "quiet", label: t("console-sessions-end") })));
  const end = async (one) => {
    try {
      await api.delete(path("auth", "sessions", one.id));
      list.reload();
    } catch (error) {
      toastError(error);
    }
  };
  const everywhere = async () => {
    try {
      await signOut(true);
    } catch (error) {
      toastError(error);
    }
  };
  return section(t("console-sessions"), list.element, h("div", { class: "actions" }, button(t("console-sign-out-everywhere"), everywhere, { icon: "lock", kind: "danger" })));
}

/** The parts of the page, in order. */
export const PARTS = [profilePart, passwordPart, factorPart, tokensPart, sessionsPart];

export function accountView({ signal, title }) {
  title(t("console-account"));
  return [pageHead(t("console-account"), { below: user.get().username }), ...PARTS.map((part) => part(signal))];
}
