/** Terminal text: colours and attributes (SGR of ECMA-48), and lines that overwrite themselves. */

const ESCAPES =
  // eslint-disable-next-line no-control-regex
  /\x1b(?:\[([0-?]*)[ -/]*([@-~])|\][^\x07\x1b]*(?:\x07|\x1b\\)|[PX^_][^\x1b]*\x1b\\|[ -/]*[0-Z\\^-~]|(?:\[[0-?]*[ -/]*|\][^\x07\x1b]*|[PX^_][^\x1b]*|[ -/]*)$)/g;
// eslint-disable-next-line no-control-regex
const CONTROLS = /[\x00-\x08\x0a-\x1f\x7f]/g;
const MARK = /^[\p{M}\u200d\ufe0e\ufe0f]$/u;
const MOST_STYLES = 0xffff;
const LAST_COLUMN = 2_000;
const TAB = 8;
const RGB = 0x1000000;

const PLAIN = Object.freeze({
  fg: -1, bg: -1, bold: false, dim: false, italic: false, underline: false, inverse: false, hidden: false, strike: false,
});

/** All looks that occurred, by number: a line keeps the number it begins with, two bytes instead of an object. */
const looks = [PLAIN];
const numbers = new Map([[key(PLAIN), 0]]);

function key(look) {
  const flags =
    (look.bold ? 1 : 0) | (look.dim ? 2 : 0) | (look.italic ? 4 : 0) | (look.underline ? 8 : 0) |
    (look.inverse ? 16 : 0) | (look.hidden ? 32 : 0) | (look.strike ? 64 : 0);
  return `${look.fg} ${look.bg} ${flags}`;
}

function numberOf(look) {
  const name = key(look);
  let number = numbers.get(name);
  if (number === undefined) {
    if (looks.length > MOST_STYLES) return 0;
    number = looks.length;
    looks.push(Object.freeze({ ...look }));
    numbers.set(name, number);
  }
  return number;
}

/** The look with this number. */
export function look(number) {
  return looks[number] ?? PLAIN;
}

function extended(parameters, index) {
  // 38;5;N is one of 256, 38;2;R;G;B is true colour.
  const kind = parameters[index + 1];
  if (kind === 5) {
    const colour = parameters[index + 2];
    return [colour >= 0 && colour <= 255 ? colour : -1, index + 2];
  }
  if (kind === 2) {
    const [red, green, blue] = parameters.slice(index + 2, index + 5).map((part) => Math.min(Math.max(part || 0, 0), 255));
    return [RGB | ((red ?? 0) << 16) | ((green ?? 0) << 8) | (blue ?? 0), index + 4];
  }
  return [-1, index + 1];
}

function numbersIn(text) {
  const parameters = [];
  for (const part of text.split(";")) {
    if (!part.includes(":")) {
      parameters.push(part === "" ? 0 : Number.parseInt(part, 10));
      continue;
    }
    // The colon form (38:2::R:G:B, 4:3) has an optional colour space that the other form has not; 4:0 is no underline.
    const pieces = part.split(":");
    if (pieces[0] === "4") parameters.push(pieces[1] === "0" ? 24 : 4);
    else if (pieces[1] === "2" && pieces.length > 5) parameters.push(Number(pieces[0]), 2, ...pieces.slice(3, 6).map(Number));
    else parameters.push(...pieces.map((piece) => Number(piece || 0)));
  }
  return parameters;
}

/** The number of the look after an SGR sequence with the parameters `text`, begun in look `from`. */
export function afterSgr(from, text) {
  const next = { ...look(from) };
  const parameters = numbersIn(text);
  for (let index = 0; index < parameters.length; index += 1) {
    const code = parameters[index];
    if (code === 0) Object.assign(next, PLAIN);
    else if (code === 1) next.bold = true;
    else if (code === 2) next.dim = true;
    else if (code === 3) next.italic = true;
    else if (code === 4 || code === 21) next.underline = true;
    else if (code === 7) next.inverse = true;
    else if (code === 8) next.hidden = true;
    else if (code === 9) next.strike = true;
    else if (code === 22) next.bold = next.dim = false;
    else if (code === 23) next.italic = false;
    else if (code === 24) next.underline = false;
    else if (code === 27) next.inverse = false;
    else if (code === 28) next.hidden = false;
    else if (code === 29) next.strike = false;
    else if (code >= 30 && code <= 37) next.fg = code - 30;
    else if (code === 38) [next.fg, index] = extended(parameters, index);
    else if (code === 39) next.fg = -1;
    else if (code >= 40 && code <= 47) next.bg = code - 40;
    else if (code === 48) [next.bg, index] = extended(parameters, index);
    else if (code === 49) next.bg = -1;
    else if (code >= 90 && code <= 97) next.fg = code - 82;
    else if (code >= 100 && code <= 107) next.bg = code - 92;
  }
  return numberOf(next);
}

/** Call `run(text, look)` for each piece of `text` that looks the same; answers the look at the end. */
export function eachRun(text, from, run) {
  let current = from;
  let position = 0;
  if (text.includes("\x1b")) {
    ESCAPES.lastIndex = 0;
    for (let found = ESCAPES.exec(text); found; found = ESCAPES.exec(text)) {
      if (found.index > position) run(clean(text.slice(position, found.index)), current);
      if (found[2] === "m") current = afterSgr(current, found[1]);
      position = found.index + found[0].length;
      if (found[0] === "") break;
    }
  }
  if (position < text.length) run(clean(position ? text.slice(position) : text), current);
  return current;
}

function clean(text) {
  CONTROLS.lastIndex = 0;
  return CONTROLS.test(text) ? text.replace(CONTROLS, "") : text;
}

/** The look at the end of `text` begun in look `from`. */
export function lookAfter(text, from) {
  return text.includes("\x1b[") ? eachRun(text, from, () => {}) : from;
}

/** What a reader sees of `text`, without colours. */
export function plain(text) {
  return clean(text.includes("\x1b") ? text.replace(ESCAPES, "") : text);
}

function sgr(number) {
  const { fg, bg, ...flags } = look(number);
  const codes = ["0"];
  const names = { bold: 1, dim: 2, italic: 3, underline: 4, inverse: 7, hidden: 8, strike: 9 };
  for (const [name, code] of Object.entries(names)) if (flags[name]) codes.push(code);
  for (const [colour, base] of [[fg, 38], [bg, 48]]) {
    if (colour >= RGB) codes.push(base, 2, (colour >> 16) & 255, (colour >> 8) & 255, colour & 255);
    else if (colour >= 0) codes.push(base, 5, colour);
  }
  return `\x1b[${codes.join(";")}m`;
}

/** Whether a line moves backwards, so that `overwrite` changes it. */
export function movesBack(text) {
  return text.includes("\r") || text.includes("\b");
}

/**
 * A line as a terminal would leave it after `\r`, `\b`, erasures and moves within the line; the looks are kept.
 *
 * With `open`, the line goes on: the answer leaves the cursor and the look where they were.
 */
export function overwrite(text, from, open = false) {
  const cells = [];
  const cellLooks = [];
  let column = 0;
  let current = from;
  const put = (characters) => {
    for (const character of characters) {
      if (character === "\r") column = 0;
      else if (character === "\b") column = Math.max(column - 1, 0);
      else if (character === "\t") column = Math.min((Math.floor(column / TAB) + 1) * TAB, LAST_COLUMN);
      else if (MARK.test(character) && column > 0 && cells[column - 1]) cells[column - 1] += character;
      else if (character >= " " && character !== "\x7f") {
        cells[column] = character;
        cellLooks[column] = current;
        column += 1;
      }
    }
  };
  const erase = (first, last) => {
    for (let index = first; index < Math.min(last, cells.length); index += 1) cells[index] = undefined;
    while (cells.length && cells.at(-1) === undefined) cells.pop();
  };
  let position = 0;
  ESCAPES.lastIndex = 0;
  for (let found = ESCAPES.exec(text); found; found = ESCAPES.exec(text)) {
    put(text.slice(position, found.index));
    position = found.index + found[0].length;
    const count = Math.max(Number.parseInt(found[1] || "", 10) || 0, 0);
    if (found[2] === "m") current = afterSgr(current, found[1]);
    else if (found[2] === "K") {
      if (count === 0) erase(column, cells.length);
      else if (count === 1) erase(0, column + 1);
      else erase(0, cells.length);
    } else if (found[2] === "G") column = Math.min(Math.max(count, 1) - 1, LAST_COLUMN);
    else if (found[2] === "C") column = Math.min(column + Math.max(count, 1), Math.max(LAST_COLUMN, cells.length));
    else if (found[2] === "D") column = Math.max(column - Math.max(count, 1), 0);
    if (found[0] === "") break;
  }
  put(text.slice(position));
  let result = "";
  let shown = from;
  for (let index = 0; index < cells.length; index += 1) {
    const wanted = cells[index] === undefined ? 0 : cellLooks[index];
    if (wanted !== shown) {
      result += sgr(wanted);
      shown = wanted;
    }
    result += cells[index] ?? " ";
  }
  if (open && column !== cells.length) result += column > 0 ? `\r\x1b[${column}C` : "\r";
  return current === shown ? result : result + sgr(current);
}

const CUBE = [0, 95, 135, 175, 215, 255];

/** The CSS colour of one of 256 (from 16 on) or of a true colour. */
export function cssColour(colour) {
  if (colour >= RGB) return `rgb(${(colour >> 16) & 255} ${(colour >> 8) & 255} ${colour & 255})`;
  if (colour >= 232) {
    const grey = 8 + (colour - 232) * 10;
    return `rgb(${grey} ${grey} ${grey})`;
  }
  const index = colour - 16;
  return `rgb(${CUBE[Math.floor(index / 36)]} ${CUBE[Math.floor(index / 6) % 6]} ${CUBE[index % 6]})`;
}
