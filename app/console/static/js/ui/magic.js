/** Asking for a link to sign in with by Telegram. */

import { api } from "../core/api.js";
import { fill, h } from "../core/dom.js";
import { t } from "../core/i18n.js";
import { button, explain } from "./bits.js";

function shownNumber() {
  return /(?:^|;\s*)luma_magic_number=(\d\d)/.exec(document.cookie)?.[1] ?? "";
}

/** A button that asks for a link for the name in `username`, and says what follows, the same for every name. */
export function magicPart(username, signal) {
  const told = h("div", { role: "status" });
  const ask = button(t("console-magic-by"), async () => {
    if (!username.value.trim()) {
      username.focus();
      return;
    }
    ask.disabled = true;
    try {
      await api.post("/api/auth/magic-link", { username: username.value.trim() }, { signal, noRenewal: true });
      fill(told,
        h("p", { class: "small" }, t("console-magic-sent")),
        h("p", { class: "small" }, t("console-magic-sent-number"), " ", h("strong", { class: "mono" }, shownNumber())));
    } catch (error) {
      if (signal.aborted) return;
      fill(told, h("p", { class: "form-error", role: "alert" }, explain(error)));
    }
    ask.disabled = false;
  }, { kind: "quiet" });
  return h("div", { class: "magic" }, ask, told);
}
