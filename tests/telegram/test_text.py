"""Texts for Telegram: split while plain, then escaped."""

from __future__ import annotations

import html
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from app.telegram.text import MOST_PARTS, PART_UNITS, Content, format_html, format_plain, split, units


def test_the_length_is_that_of_utf_16() -> None:
    assert units("aé漢😀") == len("aé漢😀".encode("utf-16-le")) // 2 == 5


@given(st.text(alphabet=st.sampled_from("ab .\n😀漢。<&"), max_size=400), st.integers(min_value=5, max_value=60))
@settings(deadline=None)
def test_parts_fit_are_not_empty_and_lose_only_white_space(text: str, limit: int) -> None:
    parts = split(text, limit)
    assert all(part.strip() and units(part) <= limit for part in parts)
    if len(parts) < MOST_PARTS:
        assert re.sub(r"\s", "", "".join(parts)) == re.sub(r"\s", "", text)


def test_a_break_prefers_a_blank_line_then_a_line_a_sentence_a_word() -> None:
    assert split("aaaa bbbb. cc\ndd\n\nee ff", 20) == ["aaaa bbbb. cc\ndd", "ee ff"]
    assert split("aaaa bbbb. cc dd\nee ff gg", 20) == ["aaaa bbbb. cc dd", "ee ff gg"]
    assert split("aaaa bbbb. cccc dddd", 18) == ["aaaa bbbb.", "cccc dddd"]
    assert split("aaaa bbbb cccc dddd", 15) == ["aaaa bbbb cccc", "dddd"]
    assert split("x" * 25, 10) == ["x" * 10, "x" * 10, "x" * 5]


def test_a_text_of_exactly_the_limit_is_one_part() -> None:
    assert [len(part) for part in split("x" * PART_UNITS)] == [PART_UNITS]


def test_a_million_characters_are_cut_with_an_ellipsis() -> None:
    parts = split("word " * 200_000)
    assert len(parts) == MOST_PARTS
    assert parts[-1].endswith("…")


def _bare(part: str) -> str:
    return html.unescape(re.sub(r"</?(b|a)( [^>]*)?>", "", part))


@given(st.text(alphabet=st.sampled_from("a<>&\"' \n😀"), max_size=300), st.text(alphabet="a<&>", max_size=20))
@settings(deadline=None)
def test_every_character_is_shown_as_it_is(body: str, title: str) -> None:
    (part,) = format_html(Content(body, title=title, link_text="<Open>", link_url='http://h/?a=1&b="'))
    assert re.sub(r"\s", "", _bare(part)) == re.sub(r"\s", "", f"{title}{body}<Open>")


def test_no_part_passes_telegrams_limit_with_its_title_and_link() -> None:
    content = Content("😀 & " * 6000, title="t" * 300, link_text="Open", link_url="http://h/" + "x" * 60)
    for parts in (format_html(content), format_plain(content)):
        assert len(parts) > 1
        assert all(0 < units(_bare(part)) <= 4096 for part in parts)
