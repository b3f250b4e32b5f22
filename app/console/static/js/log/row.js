/** One line of a log as elements. */

import { h } from "../core/dom.js";
import { t } from "../core/i18n.js";
import { number } from "../core/format.js";
import { cssColour, eachRun, look, plain } from "./ansi.js";
import { hitsIn } from "./search.js";

/** Longer lines are shown up to here: a browser cannot lay out a line of megabytes. */
export const SHOWN_CHARACTERS = 8_000;

function paint(element, { fg, bg, bold, dim, italic, underline, inverse, hidden, strike }) {
  const classes = [];
  if (bold) classes.push("t-bold");
  if (dim) classes.push("t-dim");
  if (italic) classes.push("t-italic");
  if (underline) classes.push("t-underline");
  if (strike) classes.push("t-strike");
  if (hidden) classes.push("t-hidden");
  const front = inverse ? bg : fg;
  const back = inverse ? fg : bg;
  if (inverse && front < 0) classes.push("t-front-inverse");
  if (inverse && back < 0) classes.push("t-back-inverse");
  if (front >= 16) element.style.color = cssColour(front);
  else if (front >= 0) classes.push(`t-f${front}`);
  if (back >= 16) element.style.backgroundColor = cssColour(back);
  else if (back >= 0) classes.push(`t-b${back}`);
  if (classes.length) element.className = classes.join(" ");
}

function pieces(text, marks, from) {
  // Cut `text`, which stands at `from` in its line, where marks begin and end: [text, mark's number or -1].
  const cuts = [];
  let position = 0;
  for (let index = 0; index < marks.length; index += 1) {
    const start = Math.max(marks[index][0] - from, 0);
    const end = Math.min(marks[index][1] - from, text.length);
    if (end <= 0 || start >= text.length) continue;
    if (start > position) cuts.push([text.slice(position, start), -1]);
    cuts.push([text.slice(start, end), index]);
    position = end;
  }
  if (position < text.length) cuts.push([text.slice(position), -1]);
  return cuts;
}

/** The text of a line as nodes; hits of `needle` are marked, the `nth` of them as the present one. */
export function lineNodes(text, begins, needle = "", nth = -1) {
  const nodes = [];
  const marks = needle === "" ? [] : Array.from(hitsIn(plain(text), needle), (at) => [at, at + needle.length]);
  let position = 0;
  eachRun(text, begins, (run, number) => {
    if (position >= SHOWN_CHARACTERS) {
      position += run.length;
      return;
    }
    const shown = run.slice(0, SHOWN_CHARACTERS - position);
    for (const [piece, mark] of pieces(shown, marks, position)) {
      if (number === 0 && mark < 0) {
        nodes.push(document.createTextNode(piece));
        continue;
      }
      const element = document.createElement(mark < 0 ? "span" : "mark");
      paint(element, look(number));
      if (mark >= 0 && mark === nth) element.classList.add("present");
      element.textContent = piece;
      nodes.push(element);
    }
    position += run.length;
  });
  if (position > SHOWN_CHARACTERS) {
    nodes.push(h("span", { class: "cut" }, `… ${t("console-log-cut")} ${number(position - SHOWN_CHARACTERS)}`));
  }
  return nodes;
}
