/** Puts `log` events together by byte offset: nothing twice, nothing left out. */

const encoder = new TextEncoder();

export class LogFeed {
  /** The byte after the last that was taken. */
  offset = 0;

  /** `take(text)` gets each new piece; `ask()` is called when a piece is missing and the log is wanted from `offset`. */
  constructor(take, ask) {
    this.take = take;
    this.ask = ask;
  }

  /** One event `{offset, text, next_offset}`; answers whether it could be used. */
  accept({ offset, text, next_offset: next }) {
    if (next <= this.offset) return true;
    if (offset > this.offset) {
      this.ask();
      return false;
    }
    let fresh = text;
    if (offset < this.offset) {
      const bytes = encoder.encode(text);
      // Undecodable bytes became U+FFFD, three bytes for one: then positions inside cannot be counted, only asked for.
      if (bytes.length !== next - offset) {
        this.ask();
        return false;
      }
      fresh = new TextDecoder().decode(bytes.subarray(this.offset - offset));
    }
    this.offset = next;
    this.take(fresh);
    return true;
  }
}
