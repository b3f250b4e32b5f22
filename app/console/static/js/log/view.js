/** A window on a log: only the lines in sight are elements, however many there are. */

import { fill, h } from "../core/dom.js";
import { t } from "../core/i18n.js";
import { icon } from "../ui/icons.js";
import { lineNodes, SHOWN_CHARACTERS } from "./row.js";

// Browsers cap the height of an element (Firefox near 17.8 million pixels). Above this the scroll bar is scaled.
const TALLEST_PX = 8_000_000;
const OVERSCAN = 4;
const SETTLE_MS = 160;

export class LogView {
  #store;
  #signal;
  #lineHeight = 20;
  #height = 0;
  #columns = 80;
  /** Pixels that a line takes on the scroll bar. */
  #unit = 20;
  /** The true position, in pixels of the unscaled log. */
  #top = 0;
  /** Where the scroll bar was put last; another value means that a person moved it. */
  #bar = 0;
  #rows = new Map();
  #frame = 0;
  #settle = 0;
  #drawn = { digits: 0, widest: -1 };
  #selection = null;
  #search = null;

  following = true;
  wrap = false;
  /** Called when following, selection or size changed: `onChange()`. */
  onChange = () => {};
  /** Called with a selection `{from, to}` (lines from 1), or null. */
  onSelect = () => {};

  constructor(store, signal) {
    this.#store = store;
    this.#signal = signal;
    this.body = h("div", { class: "log-rows" });
    this.layer = h("div", { class: "log-layer" }, this.body);
    this.spacer = h("div", { class: "log-spacer" });
    this.scroller = h("div", { class: "log-scroller", tabindex: "0", role: "region", "aria-label": t("console-log-region") }, this.layer, this.spacer);
    this.toEnd = h("button", { type: "button", class: "button log-to-end", hidden: true, on: { click: () => this.end() } }, icon("end"), h("span", {}, t("console-log-to-end")));
    this.probe = h("span", { class: "log-probe", "aria-hidden": "true" }, "0".repeat(100));
    this.element = h("div", { class: "log-window" }, this.scroller, this.probe, this.toEnd);
    const on = (type, listener, options = {}) => this.scroller.addEventListener(type, listener, { signal, ...options });
    on("scroll", () => this.#scrolled(), { passive: true });
    on("keydown", (event) => this.#pressed(event));
    on("click", (event) => this.#clicked(event));
    const watcher = new ResizeObserver(() => this.#measure());
    watcher.observe(this.scroller);
    signal.addEventListener("abort", () => {
      watcher.disconnect();
      cancelAnimationFrame(this.#frame);
      clearTimeout(this.#settle);
    });
  }

  /** Mark the hits of a search. */
  useSearch(search) {
    this.#search = search;
  }

  /** The store has changed, or something else that is shown: draw at the next frame. */
  refresh() {
    if (this.#frame || this.#signal.aborted) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      this.#draw();
    });
  }

  get #total() {
    return this.#store.lineCount * this.#unit;
  }

  get #maxTop() {
    return Math.max(this.#total - this.#height, 0);
  }

  /** How far the scroll bar can go. */
  get #maxBar() {
    return Math.max(Math.min(this.#total, TALLEST_PX) - this.#height, 0);
  }

  #measure() {
    const line = Number.parseFloat(getComputedStyle(this.scroller).getPropertyValue("line-height"));
    if (line > 0) this.#lineHeight = line;
    // A horizontal scroll bar takes its part of the height.
    this.#height = this.scroller.clientHeight;
    this.layer.style.height = `${this.#height}px`;
    const character = this.probe.offsetWidth / 100 || 8;
    this.#columns = Math.max(Math.floor(this.scroller.clientWidth / character) - 8, 10);
    this.refresh();
  }

  /** The index of the first line in sight. */
  get firstLine() {
    return Math.floor(this.#top / this.#unit);
  }

  /** Show line `index` (from 0), in the middle; following ends. */
  show(index) {
    this.#follow(false);
    this.#moveTo((index + 0.5) * this.#unit - this.#height / 2);
  }

  /** Show line `index` unless it is in sight. */
  reveal(index) {
    const first = this.firstLine + 1;
    const last = first + Math.floor(this.#height / this.#unit) - 3;
    if (index < first || index > last) this.show(index);
    else this.#follow(false);
    this.refresh();
  }

  /** Go to the end and follow what comes. */
  end() {
    this.#follow(true);
    this.refresh();
  }

  setWrap(on) {
    this.wrap = on;
    this.element.classList.toggle("wrapped", on);
    this.#forgetRows();
    this.refresh();
  }

  /** Mark lines `from` to `to` (from 1) as selected; null for none. */
  select(selection) {
    this.#selection = selection;
    for (const [index, row] of this.#rows) row.classList.toggle("selected", this.#isSelected(index));
    this.onSelect(selection);
  }

  #isSelected(index) {
    return this.#selection !== null && index + 1 >= this.#selection.from && index + 1 <= this.#selection.to;
  }

  #follow(on) {
    if (this.following === on) return;
    this.following = on;
    this.onChange();
    this.refresh();
  }

  #moveTo(top) {
    this.#top = Math.min(Math.max(top, 0), this.#maxTop);
    this.#placeBar();
    this.refresh();
  }

  #placeBar() {
    const share = this.#maxTop > 0 ? this.#top / this.#maxTop : 0;
    const bar = Math.round(share * this.#maxBar);
    if (Math.abs(this.scroller.scrollTop - bar) >= 1) this.scroller.scrollTop = bar;
    this.#bar = this.scroller.scrollTop;
  }

  #scrolled() {
    const bar = this.scroller.scrollTop;
    const moved = bar - this.#bar;
    if (Math.abs(moved) < 1) {
      // Sideways, or the echo of our own move.
      this.refresh();
      return;
    }
    this.#bar = bar;
    const scaled = this.#maxBar < this.#maxTop;
    const far = Math.abs(moved) > 2 * this.#height;
    if (!scaled) this.#top = bar;
    else if (far || bar <= 0 || bar >= this.#maxBar) this.#top = this.#maxBar > 0 ? (bar / this.#maxBar) * this.#maxTop : 0;
    else this.#top = Math.min(Math.max(this.#top + moved, 0), this.#maxTop);
    if (scaled) {
      // A wheel moves by true pixels, so the scaled bar drifts: put it right once the hand is still.
      clearTimeout(this.#settle);
      this.#settle = setTimeout(() => this.#placeBar(), SETTLE_MS);
    }
    const atEnd = this.#top >= this.#maxTop - 2;
    if (moved < 0 && !atEnd) this.#follow(false);
    else if (atEnd && moved > 0) this.#follow(true);
    this.refresh();
  }

  #pressed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const page = this.#height - 2 * this.#lineHeight;
    const moves = { ArrowUp: -this.#lineHeight, ArrowDown: this.#lineHeight, PageUp: -page, PageDown: page, Home: -Infinity };
    if (event.key === "End") this.end();
    else if (event.key === " ") this.#nudge(event.shiftKey ? -page : page);
    else if (event.key in moves) this.#nudge(moves[event.key]);
    else return;
    event.preventDefault();
  }

  #nudge(pixels) {
    this.#moveTo(this.#top + pixels);
    this.#follow(pixels > 0 && this.#top >= this.#maxTop - 2);
  }

  #clicked(event) {
    const link = event.target instanceof Element ? event.target.closest("a.log-number") : null;
    if (!link || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const line = Number(link.dataset.line);
    const anchor = this.#selection?.from;
    if (event.shiftKey && anchor) this.select({ from: Math.min(anchor, line), to: Math.max(anchor, line) });
    else if (anchor === line && this.#selection.to === line) this.select(null);
    else this.select({ from: line, to: line });
    this.#follow(false);
  }

  #forgetRows() {
    this.#rows.clear();
    this.body.replaceChildren();
  }

  #row(index) {
    const line = String(index + 1);
    return h(
      "div",
      { class: this.#isSelected(index) ? "log-row selected" : "log-row" },
      h("a", { class: "log-number", href: `#L${line}`, data: { line }, tabindex: "-1" }, line),
      h("span", { class: "log-text" }),
    );
  }

  #fillRow(row, index, place) {
    const { text, look } = this.#store.line(index);
    const needle = this.#search?.needle ?? "";
    const nth = place?.line === index ? place.nth : -1;
    const mark = `${needle}\n${nth}\n${look}\n${text}`;
    if (row.shown === mark) return;
    row.shown = mark;
    fill(row.lastChild, lineNodes(text, look, needle, nth));
  }

  #rescale() {
    // With wrapped lines a line takes its mean height on the scroll bar, rounded up: never less than there is to see.
    const lines = Math.max(this.#store.lineCount, 1);
    const rows = this.wrap ? 1 + this.#store.characters / (this.#columns * lines) : 1;
    const unit = this.#lineHeight * rows;
    this.#top *= unit / this.#unit;
    this.#unit = unit;
  }

  #size(count) {
    this.spacer.style.height = `${Math.max(Math.min(this.#total, TALLEST_PX) - this.#height, 0)}px`;
    const digits = Math.max(String(count).length, 3);
    const widest = this.wrap ? 0 : Math.min(this.#store.widest, SHOWN_CHARACTERS + 40);
    if (this.#drawn.digits !== digits) this.element.style.setProperty("--digits", String(digits));
    if (this.#drawn.widest !== widest) this.element.style.setProperty("--widest", `${widest}ch`);
    this.#drawn = { digits, widest };
  }

  #draw() {
    const count = this.#store.lineCount;
    if (this.#height === 0) return;
    this.#rescale();
    this.#size(count);
    this.#top = this.following ? this.#maxTop : Math.min(this.#top, this.#maxTop);
    if (this.following || this.#maxBar >= this.#maxTop) this.#placeBar();
    if (this.wrap) this.#drawWrapped(count);
    else this.#drawEven(count);
    this.toEnd.hidden = this.following || count === 0 || this.#maxTop === 0;
  }

  #drawEven(count) {
    const first = Math.max(this.firstLine - OVERSCAN, 0);
    this.#place(first, Math.min(Math.ceil((this.#top + this.#height) / this.#unit) + OVERSCAN, count));
    this.body.style.transform = `translateY(${first * this.#unit - this.#top}px)`;
  }

  #drawWrapped(count) {
    const most = Math.ceil(this.#height / this.#lineHeight) + 1;
    let atEnd = this.#top >= this.#maxTop - 1;
    let offset = 0;
    if (!atEnd) {
      const first = Math.min(this.firstLine, count - 1);
      this.#place(first, Math.min(first + most, count));
      const share = (this.#top / this.#unit) % 1;
      offset = -share * (this.body.firstChild?.offsetHeight ?? 0);
      atEnd = first > 0 && this.body.offsetHeight + offset < this.#height;
    }
    if (atEnd) {
      // The last line stands on the lower edge, whatever the lines above it take.
      this.#place(Math.max(count - most, 0), count);
      offset = Math.min(this.#height - this.body.offsetHeight, 0);
    }
    this.body.style.transform = `translateY(${offset}px)`;
  }

  #place(first, last) {
    for (const [index, row] of this.#rows) {
      if (index >= first && index < last) continue;
      row.remove();
      this.#rows.delete(index);
    }
    const place = this.#search?.place() ?? null;
    let before = this.body.firstChild;
    for (let index = first; index < last; index += 1) {
      let row = this.#rows.get(index);
      if (row) {
        before = row.nextSibling;
      } else {
        row = this.#row(index);
        this.#rows.set(index, row);
        this.body.insertBefore(row, before);
      }
      this.#fillRow(row, index, place);
    }
  }
}
