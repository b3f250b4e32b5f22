"""The messages of one language: found quickly in their Fluent files, understood when they are used.

fluent.syntax reads a file character by character, which for ten languages takes longer than everything else at a
start. Most messages are plain text, though: these are taken as they stand, and only the others, with parameters and
plurals, go through the library, each at its first use. A test compares all with what the library makes of whole files.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fluent.runtime import FluentBundle, FluentResource

_MESSAGE = re.compile(r"([A-Za-z][\w-]*) *=(.*)")
_ATTRIBUTE = re.compile(r" +\.([A-Za-z][\w-]*) *=(.*)")


@dataclass(slots=True)
class _Entry:
    """A message as it stands in its file, and its plain texts: by attribute, None for its value."""

    lines: list[str]
    plain: dict[str | None, str] = field(default_factory=dict)
    attributes: set[str] = field(default_factory=set)
    added: bool = False


class Catalog:
    """All messages of a language. `tag` is its BCP 47 tag; raises ValueError for a line that is no Fluent of ours."""

    def __init__(self, tag: str, files: Iterable[Path]) -> None:
        # No isolation marks: texts also go to Telegram and terminals, where U+2068 would show.
        self._bundle = FluentBundle([tag], use_isolating=False)
        self._entries: dict[str, _Entry] = {}
        for file in files:
            for name, entry in _entries(file):
                self._entries[name] = entry

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def has(self, name: str, attribute: str = "") -> bool:
        """Whether there is such a message, with such an attribute where one is named."""
        entry = self._entries.get(name)
        return entry is not None and (attribute in entry.attributes if attribute else True)

    def text(self, name: str, attribute: str = "") -> str | None:
        """The text of a message that has no parameters; None for one that has, or is not there."""
        entry = self._entries.get(name)
        return None if entry is None else entry.plain.get(attribute or None)

    def pattern(self, name: str, attribute: str = "") -> Any:
        """The message as fluent.runtime formats it; None where there is none."""
        entry = self._entries.get(name)
        if entry is None:
            return None
        if not entry.added:
            self._bundle.add_resource(FluentResource("\n".join(entry.lines)))
            entry.added = True
        message = self._bundle.get_message(name)
        return message.attributes.get(attribute) if attribute else message.value

    def format(self, pattern: Any, arguments: Mapping[str, Any]) -> tuple[str, list[Exception]]:
        """The words of a pattern, and what was wrong with its parameters."""
        text, errors = self._bundle.format_pattern(pattern, dict(arguments))
        return str(text), errors


def _entries(file: Path) -> Iterator[tuple[str, _Entry]]:
    name, entry = "", _Entry([])
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        if line[:1] in ("", " "):
            entry.lines.append(line)
            continue
        found = _MESSAGE.fullmatch(line)
        if found is None:
            raise ValueError(f"{file}: no message begins with {line!r}")
        if name:
            yield name, _read(entry)
        name, entry = found[1], _Entry([line])
    if name:
        yield name, _read(entry)


def _read(entry: _Entry) -> _Entry:
    """Find the plain texts of an entry, whose first line names the message."""
    key: str | None = None
    first, lines = entry.lines[0].partition("=")[2], list[str]()
    for line in entry.lines[1:]:
        found = _ATTRIBUTE.fullmatch(line)
        if found is None:
            lines.append(line)
            continue
        _keep(entry, key, first, lines)
        key, first, lines = found[1], found[2], []
    _keep(entry, key, first, lines)
    return entry


def _keep(entry: _Entry, key: str | None, first: str, lines: list[str]) -> None:
    inline, block = first.lstrip(" "), "\n".join(lines).strip("\n")
    if key is not None:
        entry.attributes.add(key)
    if not inline.strip() and not block.strip():
        return
    if "{" in inline or "{" in block:
        return
    # What is indented alike in all lines below the first is no part of the text.
    indent = min((len(line) - len(line.lstrip(" ")) for line in block.split("\n") if line.strip()), default=0)
    rest = [line[indent:] for line in block.split("\n")] if block else []
    entry.plain[key] = "\n".join([inline, *rest] if inline.strip() else rest).rstrip()
