"""Texts for Telegram: split while they are plain, then escaped and marked up part by part."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

# Telegram takes 4,096 UTF-16 units after markup has been read; the rest is room for a title and a link.
PART_UNITS = 4000
# A longer text is cut: nobody reads more messages in a row, and a group takes 20 a minute.
MOST_PARTS = 10
_ELLIPSIS = "…"

# Where a text may be broken, the best first: a blank line, a line, a sentence, a word.
_BREAKS = (
    re.compile(r"\n\s*\n"),
    re.compile(r"\n"),
    re.compile(r"(?<=[.!?;:])\s+|(?<=[。！？；।])"),
    re.compile(r"\s+"),
)


def units(text: str) -> int:
    """The length of `text` in UTF-16 units, which is what Telegram counts."""
    return len(text) + sum(character > "\uffff" for character in text)


def _prefix(text: str, limit: int) -> int:
    """How many characters from the start of `text` fit into `limit` UTF-16 units."""
    size = 0
    for index, character in enumerate(text[:limit]):
        size += 2 if character > "\uffff" else 1
        if size > limit:
            return index
    return min(len(text), limit)


def split(text: str, limit: int = PART_UNITS) -> list[str]:
    """Plain `text` in parts of at most `limit` UTF-16 units, broken where a reader would break it.

    No part is empty. White space at the breaks is dropped, nothing else, unless there would be more than MOST_PARTS:
    then the last ends with an ellipsis.
    """
    parts: list[str] = []
    rest = text.strip()
    while rest:
        if len(parts) == MOST_PARTS - 1 and units(rest) > limit:
            parts.append(rest[: _prefix(rest, limit - 1)].rstrip() + _ELLIPSIS)
            break
        fits = _prefix(rest, limit)
        cut = fits if fits == len(rest) else _break(rest, fits)
        parts.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return parts


def _break(text: str, fits: int) -> int:
    # One character more, so that a break right behind the part counts.
    window = text[: fits + 1]
    for pattern in _BREAKS:
        places = [match.start() or match.end() for match in pattern.finditer(window) if match.start() >= fits // 2]
        if places:
            return min(places[-1], fits)
    return fits


@dataclass(frozen=True, slots=True)
class Content:
    """What a message says, in plain words: a title in bold, a body, and an address that a word leads to."""

    body: str
    title: str = ""
    link_text: str = ""
    link_url: str = ""


def format_html(content: Content) -> list[str]:
    """`content` as one or more messages in Telegram's HTML. Every character of it is shown as it is."""
    title = content.title.strip()[:200]
    room = PART_UNITS - units(title) - units(content.link_text) - 2
    bodies = split(content.body, room) or [""]
    parts = [html.escape(body, quote=False) for body in bodies]
    if title:
        parts[0] = f"<b>{html.escape(title, quote=False)}</b>\n{parts[0]}".rstrip()
    if content.link_url and content.link_text:
        link = f'<a href="{html.escape(content.link_url)}">{html.escape(content.link_text, quote=False)}</a>'
        parts[-1] = f"{parts[-1]}\n{link}".lstrip()
    return parts


def format_plain(content: Content) -> list[str]:
    """The same without markup, for a server that could not read it: the address stands as such."""
    parts = split(content.body, PART_UNITS - units(content.title[:200]) - units(content.link_url) - 2) or [""]
    parts[0] = f"{content.title.strip()[:200]}\n{parts[0]}".strip()
    if content.link_url:
        parts[-1] = f"{parts[-1]}\n{content.link_url}".lstrip()
    return parts
