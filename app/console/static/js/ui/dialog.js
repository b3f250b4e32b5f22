/** Dialogs, on the browser's own `<dialog>`: focus stays inside, Escape closes. */

import { h, newId } from "../core/dom.js";
import { t } from "../core/i18n.js";
import { button } from "./bits.js";

/** Open a dialog. `build(close)` gives its content; the promise gives what `close(value)` was called with, else null. */
export function openDialog(title, build, { wide = false } = {}) {
  return new Promise((resolve) => {
    const id = newId("dialog");
    let answer = null;
    const close = (value = null) => {
      answer = value;
      dialog.close();
    };
    const dialog = h("dialog", { class: wide ? "dialog wide" : "dialog", "aria-labelledby": id });
    dialog.append(
      h("header", { class: "dialog-head" }, h("h2", { id }, title), button("", () => close(), { icon: "close", kind: "quiet", label: t("console-close") })),
      h("div", { class: "dialog-body" }, build(close)),
    );
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(answer);
    });
    dialog.addEventListener("pointerdown", (event) => {
      if (event.target === dialog) close();
    });
    window.addEventListener("popstate", () => dialog.open && close(), { once: true });
    document.body.append(dialog);
    dialog.showModal();
    (dialog.querySelector("[autofocus]") ?? dialog.querySelector(".dialog-body input, .dialog-body select, .dialog-body button"))?.focus();
  });
}

/** Ask before something that cannot be taken back; the promise gives true or false. */
export async function confirmDialog(title, text, yes, { danger = true } = {}) {
  const answer = await openDialog(title, (close) => [
    h("p", {}, text),
    h("div", { class: "actions end" }, button(t("console-cancel"), () => close(false), { autofocus: true }), button(yes, () => close(true), { kind: danger ? "danger" : "primary" })),
  ]);
  return answer === true;
}
