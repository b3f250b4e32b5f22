/** Making an account for oneself, by an invitation's link or where everybody may. */

import { h } from "../core/dom.js";
import { language, t } from "../core/i18n.js";
import { go } from "../core/router.js";
import { register } from "../core/session.js";
import { field } from "../ui/bits.js";
import { mark } from "../ui/icons.js";
import { formOf, passwordInput } from "./account.js";

export function registerView({ hash, title }) {
  title(t("console-register"));
  const invitation = new URLSearchParams(hash).get("i");
  // What is behind the # lets somebody in: it does not stay in the history of this browser.
  history.replaceState(null, "", location.pathname);
  const name = h("input", { class: "input", required: true, maxlength: 64, autocomplete: "username", autocapitalize: "none", spellcheck: "false" });
  const password = passwordInput("new-password");
  const timezone = Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
  return h("div", { class: "entry-card" },
    h("div", { class: "brand" }, mark(), h("span", {}, "LumaStack")),
    h("h1", {}, t("console-register")),
    formOf([
      field(t("console-username"), name, { name: "username" }),
      field(t("console-password"), password, { name: "password", hint: t("console-password-hint") }),
    ], t("console-register"), async () => {
      await register({ username: name.value.trim(), password: password.value, language: language(), timezone, ...(invitation ? { invitation } : {}) });
      go("/", { replace: true });
    }));
}
