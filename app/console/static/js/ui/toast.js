/** Short messages in a corner, read out by screen readers. */

import { h } from "../core/dom.js";
import { t } from "../core/i18n.js";
import { button, explain } from "./bits.js";

const SHOWN_MS = 7_000;
const MOST = 4;
const corner = h("div", { class: "toasts", role: "status", "aria-live": "polite", "aria-relevant": "additions" });

/** Put the corner into the page. */
export function mountToasts() {
  document.body.append(corner);
}

/** Show a message; it goes by itself, but stays while somebody points at it. */
export function toast(title, { text, kind = "", href } = {}) {
  let timer = 0;
  const gone = () => element.remove();
  const wait = () => {
    timer = setTimeout(gone, SHOWN_MS);
  };
  const words = [h("strong", {}, title), text && h("span", {}, text)];
  const element = h(
    "div",
    { class: `toast ${kind}`, on: { pointerenter: () => clearTimeout(timer), pointerleave: wait, focusin: () => clearTimeout(timer) } },
    href ? h("a", { class: "toast-words", href, on: { click: gone } }, words) : h("div", { class: "toast-words" }, words),
    button("", gone, { icon: "close", kind: "quiet", label: t("console-close") }),
  );
  corner.append(element);
  while (corner.children.length > MOST) corner.firstChild.remove();
  wait();
}

/** Tell about an error. */
export function toastError(error) {
  if (!error?.code) console.error(error);
  toast(error?.title || t("console-error-unexpected"), { text: explain(error), kind: "bad" });
}
