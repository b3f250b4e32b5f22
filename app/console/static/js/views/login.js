/** Signing in. */

import { h } from "../core/dom.js";
import { number } from "../core/format.js";
import { language, loadLanguage, t } from "../core/i18n.js";
import { signIn } from "../core/session.js";
import { button, explain, field } from "../ui/bits.js";
import { mark } from "../ui/icons.js";
import { magicPart } from "../ui/magic.js";
import { languageChoice } from "../ui/profile.js";

/** The page of somebody who is not signed in; `again()` draws it anew in another language. */
export function loginView({ signal, again }) {
  const username = h("input", { class: "input", type: "text", name: "username", autocomplete: "username", autocapitalize: "none", spellcheck: "false", required: true });
  const password = h("input", { class: "input", type: "password", name: "password", autocomplete: "current-password", required: true });
  const otp = h("input", { class: "input mono", name: "otp", autocomplete: "one-time-code", maxlength: 60, autocapitalize: "none", spellcheck: "false" });
  const otpField = field(t("console-factor-code"), otp, { hint: t("console-factor-code-hint") });
  otpField.hidden = true;
  const fault = h("p", { class: "form-error", role: "alert", hidden: true });
  const submit = button(t("console-sign-in"), null, { kind: "primary", type: "submit" });

  const wait = (seconds, words) => {
    // Too many attempts: count down, so that nobody wastes another one.
    let left = Math.ceil(seconds);
    const tick = () => {
      if (signal.aborted) return;
      submit.disabled = left > 0;
      submit.lastChild.textContent = left > 0 ? `${t("console-sign-in-wait")} ${number(left)}` : t("console-sign-in");
      fault.textContent = words;
      fault.hidden = left <= 0;
      left -= 1;
      if (left >= 0) setTimeout(tick, 1000);
    };
    tick();
  };

  const form = h(
    "form",
    {
      on: {
        submit: async (event) => {
          event.preventDefault();
          fault.hidden = true;
          submit.disabled = true;
          try {
            await signIn(username.value.trim(), password.value, otp.value.trim());
          } catch (error) {
            if (signal.aborted) return;
            submit.disabled = false;
            if (error.code === "second_factor_required") {
              otpField.hidden = false;
              otp.required = true;
              otp.focus();
              return;
            }
            if (error.retryAfter) return wait(error.retryAfter, explain(error));
            fault.textContent = explain(error);
            fault.hidden = false;
            (error.code === "invalid_otp" ? otp : password).select();
          }
        },
      },
    },
    field(t("console-username"), username),
    field(t("console-password"), password),
    otpField,
    fault,
    submit,
  );
  return h(
    "main",
    { class: "entry", id: "view" },
    h(
      "div",
      { class: "entry-card" },
      h("div", { class: "brand" }, mark(), h("span", {}, "LumaStack")),
      h("h1", {}, t("console-sign-in-title")),
      form,
      magicPart(username, signal),
      h("div", { class: "entry-foot" },
        languageChoice(language(), async (code) => {
          await loadLanguage(code);
          again();
        }),
        h("a", { href: "/api/docs", target: "_self" }, t("console-api"))),
    ),
  );
}
