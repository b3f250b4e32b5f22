/** The Moon as a small picture, by how far it is ahead of the Sun and how much of it is lit. */

import { svg } from "../core/dom.js";

/** A disc whose lit part is drawn as seen from the north. `ahead` is in degrees, `lit` a share; `label` says it in words. */
export function moonDisc(ahead, lit, { size = 20, label = "" } = {}) {
  const r = 10;
  const waxing = ahead < 180;
  // The edge of the light is half an ellipse: hollow before half the disc is lit, full after.
  const edge = Math.abs(1 - 2 * lit) * r;
  const outer = waxing ? 1 : 0;
  const inner = lit < 0.5 ? 1 - outer : outer;
  return svg(
    "svg",
    { class: "moon-disc", viewBox: "-11 -11 22 22", width: size, height: size, ...(label ? { role: "img", "aria-label": label } : { "aria-hidden": "true" }) },
    svg("circle", { class: "moon-dark", r }),
    svg("path", { class: "moon-lit", d: `M0 ${-r}A${r} ${r} 0 0 ${outer} 0 ${r}A${edge} ${r} 0 0 ${inner} 0 ${-r}Z` }),
  );
}
