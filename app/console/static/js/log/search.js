/** Search in a log store: in slices, so that the page stays responsive, and on over lines that arrive. */

import { plain } from "./ansi.js";

const SLICE_MS = 8;
const MOST_HITS = 1_000_000;

export class LogSearch {
  #store;
  #changed;
  #needle = "";
  #hits = new Uint32Array(1024);
  #next = 0;
  #running = 0;

  /** How many hits were found. */
  count = 0;
  /** The hit gone to, from 0; -1 for none yet. */
  current = -1;
  /** Whether more lines are to be looked at. */
  busy = false;
  /** Whether there were too many hits to keep. */
  full = false;

  /** `changed()` is called when hits were added or the search ended. */
  constructor(store, changed) {
    this.#store = store;
    this.#changed = changed;
  }

  get needle() {
    return this.#needle;
  }

  /** Look for `text` from the beginning; an empty text ends the search. */
  start(text) {
    this.#needle = text.toLowerCase();
    this.#next = 0;
    this.count = 0;
    this.current = -1;
    this.full = false;
    this.more();
    this.#changed();
  }

  /** Look through what was added. */
  more() {
    if (this.#needle === "" || this.#running || this.full) return;
    const generation = this.#needle;
    this.busy = true;
    const slice = () => {
      this.#running = 0;
      if (generation !== this.#needle) return this.more();
      const until = performance.now() + SLICE_MS;
      const before = this.count;
      const end = this.#store.finishedLines;
      while (this.#next < end && !this.full && performance.now() < until) this.#look(Math.min(this.#next + 500, end));
      this.busy = this.#next < end && !this.full;
      if (this.busy) this.#running = setTimeout(slice, 0);
      if (this.count !== before || !this.busy) this.#changed();
    };
    this.#running = setTimeout(slice, 0);
  }

  #look(end) {
    const skipped = this.#store.skipTo(this.#next, this.#needle);
    if (skipped > this.#next) {
      this.#next = skipped;
      return;
    }
    let index = this.#next;
    for (const text of this.#store.lines(this.#next, end)) {
      for (const _ of hitsIn(plain(text), this.#needle)) this.#add(index);
      index += 1;
    }
    this.#next = end;
  }

  #add(line) {
    if (this.count >= MOST_HITS) {
      this.full = true;
      return;
    }
    if (this.count === this.#hits.length) {
      const grown = new Uint32Array(this.#hits.length * 2);
      grown.set(this.#hits);
      this.#hits = grown;
    }
    this.#hits[this.count] = line;
    this.count += 1;
  }

  /** Go to the next hit (`step` 1) or the one before (-1), at first from line `from` on; answers its line, or null. */
  step(step, from = 0) {
    if (this.count === 0) return null;
    if (this.current < 0) {
      let low = 0;
      let high = this.count;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (this.#hits[middle] < from) low = middle + 1;
        else high = middle;
      }
      this.current = step > 0 ? low % this.count : (low - 1 + this.count) % this.count;
    } else {
      this.current = (this.current + step + this.count) % this.count;
    }
    return this.#hits[this.current];
  }

  /** Which hit of its line the current one is, from 0, and that line; null without one. */
  place() {
    if (this.current < 0) return null;
    const line = this.#hits[this.current];
    let nth = 0;
    while (nth < this.current && this.#hits[this.current - nth - 1] === line) nth += 1;
    return { line, nth };
  }
}

/** The positions of `needle` (lower case) in `text`, one after the other. */
export function* hitsIn(text, needle) {
  const lower = text.toLowerCase();
  if (needle === "") return;
  for (let at = lower.indexOf(needle); at >= 0; at = lower.indexOf(needle, at + needle.length)) yield at;
}
