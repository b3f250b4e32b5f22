/** The text of a log: chunks of joined lines with an index of their starts, so that a million lines stay small. */

import { lookAfter, movesBack, overwrite, plain } from "./ansi.js";

const CHUNK_CHARACTERS = 64 * 1024;
// An unfinished line that overwrites itself is settled again and again, so that a progress bar costs one line.
const SETTLE_FROM_CHARACTERS = 512;
// eslint-disable-next-line no-control-regex
const SPECIAL = /[\r\b\x1b]/;

export class LogStore {
  /** Sealed chunks: {first, text, starts: Uint32Array, looks: Uint16Array | null}; `looks` null when all are plain. */
  #chunks = [];
  #sealedLines = 0;
  /** Lines that are complete, not yet sealed. */
  #lines = [];
  #lineLooks = [];
  #pending = 0;
  #open = "";
  /** The look in which the next line begins. */
  #look = 0;

  /** Changes with every change of content. */
  version = 0;
  /** Width of the widest line, in characters. */
  widest = 0;
  /** Length of all lines, in characters. */
  characters = 0;
  /** Whether nothing will come any more: an unfinished last line is then a finished one. */
  complete = false;

  /** How many lines there are, an unfinished last one included. */
  get lineCount() {
    return this.#sealedLines + this.#lines.length + (this.#open === "" ? 0 : 1);
  }

  /** How many lines will not change any more. */
  get finishedLines() {
    return this.complete ? this.lineCount : this.#sealedLines + this.#lines.length;
  }

  /** Add a piece of the log, cut anywhere. */
  append(text) {
    if (text === "") return;
    this.version += 1;
    const special = SPECIAL.test(text) || SPECIAL.test(this.#open);
    let from = 0;
    for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", from)) {
      const piece = text.slice(from, end);
      this.#finish(this.#open === "" ? piece : this.#open + piece, special);
      this.#open = "";
      from = end + 1;
    }
    if (from < text.length) {
      this.#open += from === 0 ? text : text.slice(from);
      if (special && this.#open.length > SETTLE_FROM_CHARACTERS && movesBack(this.#open)) {
        this.#open = overwrite(this.#open, this.#look, true);
      }
      if (!special) this.widest = Math.max(this.widest, this.#open.length);
    }
  }

  #finish(raw, special) {
    let line = raw;
    const begins = this.#look;
    if (special) {
      if (line.endsWith("\r")) line = line.replace(/\r+$/, "");
      if (movesBack(line)) line = overwrite(line, begins);
      this.#look = lookAfter(line, begins);
    }
    this.widest = Math.max(this.widest, special ? plain(line).length : line.length);
    this.#lines.push(line);
    this.#lineLooks.push(begins);
    this.characters += line.length;
    this.#pending += line.length + 1;
    if (this.#pending >= CHUNK_CHARACTERS) this.#seal();
  }

  #seal() {
    const starts = new Uint32Array(this.#lines.length + 1);
    let position = 0;
    this.#lines.forEach((line, index) => {
      starts[index] = position;
      position += line.length + 1;
    });
    starts[this.#lines.length] = position;
    const looks = this.#lineLooks.some((number) => number !== 0) ? Uint16Array.from(this.#lineLooks) : null;
    this.#chunks.push({ first: this.#sealedLines, text: this.#lines.join("\n"), starts, looks });
    this.#sealedLines += this.#lines.length;
    this.#lines = [];
    this.#lineLooks = [];
    this.#pending = 0;
  }

  #chunkOf(index) {
    let low = 0;
    let high = this.#chunks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#chunks[middle].first <= index) low = middle;
      else high = middle - 1;
    }
    return this.#chunks[low];
  }

  /** Line `index` from 0: its text, escapes included, and the look it begins in. */
  line(index) {
    if (index < this.#sealedLines) {
      const chunk = this.#chunkOf(index);
      const place = index - chunk.first;
      return { text: chunk.text.slice(chunk.starts[place], chunk.starts[place + 1] - 1), look: chunk.looks ? chunk.looks[place] : 0 };
    }
    const place = index - this.#sealedLines;
    if (place < this.#lines.length) return { text: this.#lines[place], look: this.#lineLooks[place] };
    const text = movesBack(this.#open) ? overwrite(this.#open, this.#look) : this.#open;
    return { text, look: this.#look };
  }

  /** The texts of lines `from` up to, not including, `to`, escapes included. */
  *lines(from, to) {
    for (let index = from; index < to; ) {
      if (index >= this.#sealedLines) {
        yield this.line(index).text;
        index += 1;
        continue;
      }
      const chunk = this.#chunkOf(index);
      const last = Math.min(to - chunk.first, chunk.starts.length - 1);
      for (let place = index - chunk.first; place < last; place += 1) yield chunk.text.slice(chunk.starts[place], chunk.starts[place + 1] - 1);
      index = chunk.first + last;
    }
  }

  /** Whether some line near `index` may hold `needle` (lower case): false lets a search skip up to the line answered. */
  skipTo(index, needle) {
    if (index >= this.#sealedLines) return index;
    const chunk = this.#chunkOf(index);
    // Escapes may stand inside a word, so such a chunk is always looked through.
    if (chunk.text.includes("\x1b") || chunk.text.toLowerCase().includes(needle)) return index;
    return chunk.first + chunk.starts.length - 1;
  }
}
