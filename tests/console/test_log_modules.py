"""The modules behind the log view, run where they live: in a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from app.console.assets import version
from tests.console.site import Site

Run = Callable[..., Any]


@pytest.fixture(scope="module")
def page(browser: Browser, _site: Site) -> Iterator[Page]:
    """One page for all of them: the modules keep nothing that another test could see."""
    window = browser.new_context(base_url=_site.url)
    page = window.new_page()
    page.goto("/")
    yield page
    window.close()


@pytest.fixture
def run(page: Page) -> Run:
    """`run("store.js", "(m, x, load) => …", x)` calls a function with a module of the log, and gives its answer.

    `load(name)` imports another one.
    """
    base = f"/console/static/{version()}/js/log/"

    def call(module: str, function: str, argument: Any = None) -> Any:
        whole = f"""async ([base, module, x]) => {{
          const load = (name) => import(base + name);
          return ({function})(await load(module), x, load);
        }}"""
        return page.evaluate(whole, [base, module, argument])

    return call


LINES = """(m, pieces) => {
  const store = new m.LogStore();
  for (const piece of pieces) store.append(piece);
  return [...store.lines(0, store.lineCount)];
}"""
LOOKS = """(m, text) => {
  const found = [];
  m.eachRun(text, 0, (run, number) => {
    const { fg, bg, ...flags } = m.look(number);
    found.push([run, fg, bg, Object.keys(flags).filter((name) => flags[name]).sort().join(" ")]);
  });
  return found;
}"""
PLAIN = "(m, text) => m.plain(m.overwrite(text, 0))"


@pytest.mark.parametrize(
    ("text", "looks"),
    [
        ("plain", [["plain", -1, -1, ""]]),
        ("\x1b[31mred\x1b[0m", [["red", 1, -1, ""]]),
        ("\x1b[1;4;92mloud\x1b[22mnot bold", [["loud", 10, -1, "bold underline"], ["not bold", 10, -1, "underline"]]),
        ("\x1b[38;5;208mo\x1b[48;5;17mp\x1b[39mq", [["o", 208, -1, ""], ["p", 208, 17, ""], ["q", -1, 17, ""]]),
        ("\x1b[38;2;1;2;3mt", [["t", 0x1010203, -1, ""]]),
        ("\x1b[38:2::1:2:3mt", [["t", 0x1010203, -1, ""]]),
        ("\x1b[38;2;1;2;3;1mt", [["t", 0x1010203, -1, "bold"]]),
        ("\x1b[7mi\x1b[27m\x1b[9;3ms", [["i", -1, -1, "inverse"], ["s", -1, -1, "italic strike"]]),
        ("\x1b[mx\x1b[1my\x1b[mz", [["x", -1, -1, ""], ["y", -1, -1, "bold"], ["z", -1, -1, ""]]),
        ("\x1b]8;;https://example.org\x1b\\link\x1b]8;;\x1b\\", [["link", -1, -1, ""]]),
        ("\x1b]0;title\x07a\x1b[2Jb\x1b(Bc\x07", [["a", -1, -1, ""], ["b", -1, -1, ""], ["c", -1, -1, ""]]),
        ("cut off \x1b[3", [["cut off ", -1, -1, ""]]),
        ("\x1b[38;5;999mx\x1b[38mx", [["x", -1, -1, ""], ["x", -1, -1, ""]]),
    ],
)
def test_terminal_sequences_become_looks_and_leave_no_trace(run: Run, text: str, looks: list[Any]) -> None:
    assert run("ansi.js", LOOKS, text) == looks


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("10%\r20%\r100%", "100%"),
        ("longer\rshort", "shortr"),
        ("abc\b\bX", "aXc"),
        ("old text\r\x1b[Knew", "new"),
        ("old text\x1b[2K\rnew", "new"),
        ("abcdef\x1b[1Gx\x1b[3Cy", "xbcdyf"),
        ("abc\x1b[2DX\r", "aXc"),
        ("a\tb\rc", "c       b"),
        ("é\u0301x\ry", "yx"),
        ("\x1b[31mred\x1b[0m\rRE", "REd"),
        ("x\x1b[99999999Cy\r", "x" + " " * 1999 + "y"),
    ],
)
def test_a_line_that_overwrites_itself_shows_what_a_terminal_would(run: Run, text: str, seen: str) -> None:
    assert run("ansi.js", PLAIN, text) == seen


def test_overwriting_keeps_the_colours_of_what_is_left(run: Run) -> None:
    settled = run("ansi.js", "(m, text) => m.overwrite(text, 0)", "\x1b[31mred\x1b[32m\rG")

    looks = run("ansi.js", LOOKS, settled)

    assert looks == [["G", 2, -1, ""], ["ed", 1, -1, ""]]


@pytest.mark.parametrize("size", [1, 2, 3, 7, 1000])
def test_lines_are_the_same_wherever_the_log_was_cut(run: Run, size: int) -> None:
    text = (
        "one\n\n\x1b[31mtwo\x1b[0m\r\nthree 10%\rthree 20%\nбуквы 行\n"
        + "".join(f"line {n}\n" for n in range(300))
        + "open"
    )
    expected = ["one", "", "\x1b[31mtwo\x1b[0m", "three 20%", "буквы 行", *(f"line {n}" for n in range(300)), "open"]

    assert run("store.js", LINES, [text[at : at + size] for at in range(0, len(text), size)]) == expected


def test_a_progress_bar_stays_one_short_line(run: Run) -> None:
    measure = """(m) => {
      const store = new m.LogStore();
      let longest = 0;
      for (let n = 0; n <= 20000; n += 1) {
        store.append(`\\r\\x1b[32m${"#".repeat(n % 50)}\\x1b[0m ${n} of 20000`);
        longest = Math.max(longest, store.line(0).text.length);
      }
      return [store.lineCount, longest, store.line(0).text.includes("20000 of 20000")];
    }"""

    count, longest, last = run("store.js", measure)

    assert (count, last) == (1, True)
    assert longest < 200


def test_colours_go_on_over_the_ends_of_lines(run: Run) -> None:
    looks = """async (m, _, load) => {
      const { look } = await load("ansi.js");
      const store = new m.LogStore();
      store.append("\\x1b[35mfirst\\nsecond\\n\\x1b[0mthird\\nfourth\\n");
      return [0, 1, 2, 3].map((index) => look(store.line(index).look).fg);
    }"""

    answer = run("store.js", looks)

    assert answer == [-1, 5, 5, -1]


FEED = """(m, events) => {
  const taken = [];
  let asked = 0;
  const feed = new m.LogFeed((text) => taken.push(text), () => (asked += 1));
  for (const [offset, text, next] of events) feed.accept({ offset, text, next_offset: next });
  return [taken.join(""), feed.offset, asked];
}"""


@pytest.mark.parametrize(
    ("events", "answer"),
    [
        ([[0, "abc", 3], [3, "def", 6]], ["abcdef", 6, 0]),
        ([[0, "abc", 3], [0, "abc", 3], [3, "d", 4]], ["abcd", 4, 0]),
        ([[0, "abc", 3], [0, "abcdef", 6]], ["abcdef", 6, 0]),
        ([[0, "aé", 3], [1, "é行", 6]], ["aé行", 6, 0]),
        ([[0, "abcdef", 6], [0, "abc", 3], [6, "g", 7]], ["abcdefg", 7, 0]),
        ([[0, "abc", 3], [9, "late", 13]], ["abc", 3, 1]),
        ([[0, "a\ufffd", 2], [1, "\ufffdb", 3]], ["a\ufffd", 2, 1]),
    ],
)
def test_pieces_are_joined_by_their_bytes(run: Run, events: list[Any], answer: list[Any]) -> None:
    assert run("feed.js", FEED, events) == answer


SEARCH = """async (m, [lines, needle], load) => {
  const { LogStore } = await load("store.js");
  const store = new LogStore();
  store.append(lines.slice(0, lines.length / 2));
  const search = new m.LogSearch(store, () => {});
  search.start(needle);
  const quiet = async () => { do await new Promise((done) => setTimeout(done, 5)); while (search.busy); };
  await quiet();
  store.append(lines.slice(lines.length / 2));
  store.complete = true;
  search.more();
  await quiet();
  const visited = [];
  for (let n = 0; n < Math.min(search.count, 5); n += 1) visited.push(search.step(1, 0));
  return [search.count, visited];
}"""


def test_a_search_finds_every_hit_in_old_and_new_lines(run: Run) -> None:
    lines = (
        "".join(f"{n} \x1b[3{n % 8}mWo\x1b[0mrd word{' wOrd' if n % 3 == 0 else ''}\n" for n in range(3000))
        + "last word"
    )

    count, visited = run("search.js", SEARCH, [lines, "WORD"])

    assert count == 3000 * 2 + 1000 + 1
    assert visited == [0, 0, 0, 1, 1]


def test_a_million_lines_take_little_more_than_their_text(run: Run) -> None:
    measure = """async (m) => {
      const store = new m.LogStore();
      let piece = "";
      for (let n = 1; n <= 1000000; n += 1) {
        piece += `line ${n} of a million with some words to fill it\\n`;
        if (n % 700 === 0) { store.append(piece); piece = ""; }
      }
      store.append(piece);
      const begin = performance.now();
      let sum = 0;
      for (let n = 0; n < 10000; n += 1) sum += store.line((n * 7919) % 1000000).text.length;
      const found = [store.line(999999).text, store.line(123455).text];
      return [store.lineCount, ...found, store.characters, performance.now() - begin];
    }"""

    count, last, some, characters, milliseconds = run("store.js", measure)

    assert count == 1_000_000
    assert last == "line 1000000 of a million with some words to fill it"
    assert some == "line 123456 of a million with some words to fill it"
    assert characters > 50_000_000
    assert milliseconds < 2000, "any of a million lines is found at once"
