/** The zodiac as a wheel: where the Sun, the Moon and the planets stand, seen from the Earth in its middle. */

import { h, svg } from "../core/dom.js";
import { t } from "../core/i18n.js";

const SIGNS = ["aries", "taurus", "gemini", "cancer", "leo", "virgo", "libra", "scorpio", "sagittarius", "capricorn", "aquarius", "pisces"];
// U+FE0E asks for the letter, not for a coloured picture.
const SIGN_LETTERS = "♈♉♊♋♌♍♎♏♐♑♒♓";
const BODY_LETTERS = { sun: "☉", moon: "☽", mercury: "☿", venus: "♀", mars: "♂", jupiter: "♃", saturn: "♄", uranus: "♅", neptune: "♆", pluto: "♇" };
const RIM = 150;
const BAND = 122;
const ORBIT = 102;
// Two letters nearer than this would touch.
const APART = 11;

const at = (longitude, radius) => {
  const angle = (Math.PI * (180 + longitude)) / 180;
  return [radius * Math.cos(angle), -radius * Math.sin(angle)];
};

const line = (longitude, from, to, className) => {
  const [x1, y1] = at(longitude, from);
  const [x2, y2] = at(longitude, to);
  return svg("line", { class: className, x1, y1, x2, y2 });
};

const letter = (text, [x, y], className) => svg("text", { class: className, x, y, "text-anchor": "middle", "dominant-baseline": "central" }, `${text}\uFE0E`);

/** Bodies that stand close together step inwards one after the other. */
function rings(items) {
  const sorted = [...items].sort((one, other) => one.longitude_degrees - other.longitude_degrees);
  let ring = 0;
  let before = null;
  return sorted.map((item) => {
    ring = before !== null && item.longitude_degrees - before < APART ? (ring + 1) % 4 : 0;
    before = item.longitude_degrees;
    return { item, radius: ORBIT - 19 * ring };
  });
}

/** Where a body stands within its sign, as `12°34′`. */
export function inSign(longitude) {
  const minutes = Math.floor((((longitude % 30) + 30) % 30) * 60);
  return `${Math.floor(minutes / 60)}°${String(minutes % 60).padStart(2, "0")}′`;
}

/** The wheel of `items` (the ecliptic positions of the API), and the same as a table. */
export function wheel(items) {
  const drawing = svg(
    "svg",
    { class: "wheel", viewBox: "-160 -160 320 320", role: "img", "aria-label": `${t("console-sky-wheel")}. ${t("console-sky-wheel-text")}` },
    svg("circle", { class: "wheel-band", r: RIM }),
    svg("circle", { class: "wheel-inside", r: BAND }),
    SIGNS.map((_, number) => line(30 * number, BAND, RIM, "wheel-line")),
    Array.from({ length: 72 }, (_, number) => line(5 * number, BAND, BAND - (number % 6 ? 3 : 7), "wheel-tick")),
    SIGNS.map((_, number) => letter([...SIGN_LETTERS][number], at(30 * number + 15, (RIM + BAND) / 2), "wheel-sign")),
    svg("circle", { class: "wheel-earth", r: 5 }),
    rings(items).map(({ item, radius }) => [
      line(item.longitude_degrees, BAND, radius + 9, "wheel-ray"),
      svg("g", { class: "wheel-body" }, svg("title", {}, `${item.name}: ${inSign(item.longitude_degrees)} ${item.sign_name}`), letter(BODY_LETTERS[item.body], at(item.longitude_degrees, radius), `wheel-letter ${item.body}`)),
    ]),
  );
  const rows = items.map((item) =>
    h("tr", {},
      h("th", { scope: "row" }, h("span", { class: `wheel-key ${item.body}`, "aria-hidden": "true" }, `${BODY_LETTERS[item.body]}\uFE0E`), h("span", { class: "wheel-name" }, item.name)),
      h("td", { class: "end" }, inSign(item.longitude_degrees)),
      h("td", {}, item.sign_name)));
  const head = h("thead", { class: "visually-hidden" }, h("tr", {}, ["body", "longitude", "sign"].map((name) => h("th", { scope: "col" }, t(`console-sky-${name}`)))));
  return h("div", { class: "wheel-part" }, drawing, h("table", { class: "wheel-table" }, head, h("tbody", {}, rows)));
}
