/** The page that a link to sign in with opens: it says who, asks, and spends nothing before the answer. */

import { api } from "../core/api.js";
import { fill, h } from "../core/dom.js";
import { t } from "../core/i18n.js";
import { go } from "../core/router.js";
import { signInByLink } from "../core/session.js";
import { button, explain, field, linkButton } from "../ui/bits.js";
import { mark } from "../ui/icons.js";

const brand = () => h("div", { class: "brand" }, mark(), h("span", {}, "LumaStack"));

function gone() {
  return h("div", { class: "entry-card" }, brand(),
    h("h1", {}, t("console-magic-gone")),
    h("p", {}, t("console-magic-gone-text")),
    linkButton(t("console-sign-in"), "/", { kind: "primary" }));
}

export async function magicView({ hash, signal, title }) {
  title(t("console-sign-in"));
  const token = new URLSearchParams(hash).get("t") ?? "";
  // What is behind the # is a key: it does not stay in the address, and so not in the history of this browser.
  history.replaceState(null, "", location.pathname);
  let shown = null;
  try {
    shown = token ? await api.post("/api/auth/magic-link/look", { token }, { signal, noRenewal: true }) : null;
  } catch (error) {
    if (error?.status !== 410 && error?.status !== 422) throw error;
  }
  if (!shown) return gone();

  const card = h("div", { class: "entry-card" });
  const fault = h("p", { class: "form-error", role: "alert", hidden: true });
  const digits = (label, hint, most) => {
    const input = h("input", { class: "input", inputmode: "numeric", autocomplete: "one-time-code", maxlength: most, required: true });
    return { input, row: field(label, input, { hint }) };
  };
  const number = digits(t("console-magic-number"), t("console-magic-number-hint"), 2);
  const otp = digits(t("console-magic-otp"), null, 20);
  number.row.hidden = number.input.disabled = !shown.needs_number;
  otp.row.hidden = otp.input.disabled = true;
  const yes = button(t("console-sign-in"), null, { kind: "primary", type: "submit" });
  const submit = async (event) => {
    event.preventDefault();
    fault.hidden = true;
    yes.disabled = true;
    try {
      const body = { token };
      if (shown.needs_number) body.number = Number(number.input.value);
      if (!otp.row.hidden) body.otp = otp.input.value.trim();
      await signInByLink(body);
      go("/projects", { replace: true });
    } catch (error) {
      if (signal.aborted) return;
      yes.disabled = false;
      if (error?.status === 410) {
        fill(card.parentElement, gone());
        return;
      }
      const first = error?.code === "second_factor_required" && otp.row.hidden;
      if (error?.code === "second_factor_required") {
        otp.row.hidden = otp.input.disabled = false;
        otp.input.focus();
      }
      fault.textContent = explain(error);
      fault.hidden = first;
    }
  };
  fill(card, brand(),
    h("h1", {}, t("console-magic-title", { name: shown.display_name || shown.username })),
    h("p", {}, t("console-magic-text")),
    h("form", { on: { submit } }, number.row, otp.row, fault, yes));
  return card;
}
