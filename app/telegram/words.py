"""Messages kept as a key and parameters, and their words in a reader's language."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from app.config import settings
from app.i18n import has_message, translate
from app.telegram.text import Content

_MOMENT = "$moment"
_DATE = "$date"
_SPAN = "$seconds"
_WORDS = "$words"
# fluent.runtime drops a parameter of more than 2,500 characters, so longer ones are cut here, with an ellipsis.
MOST_CHARACTERS = 2000


class Item(Protocol):
    """A piece of news: a message's key, and its packed parameters."""

    @property
    def key(self) -> str:
        """The key."""

    @property
    def params(self) -> dict[str, Any]:
        """The parameters."""


def pack(params: Mapping[str, Any]) -> dict[str, Any]:
    """Parameters as JSON: texts, numbers, moments (with a time zone), dates and spans of time.

    NUL characters, which PostgreSQL refuses, are dropped, and so are halves of surrogate pairs.
    """
    return {name: _pack(value) for name, value in params.items()}


@dataclass(frozen=True, slots=True)
class Words:
    """A parameter that is a message itself, such as the name of a planet: put into words in the reader's language."""

    key: str
    params: Mapping[str, Any] = field(default_factory=dict)


def _pack(value: Any) -> Any:
    if isinstance(value, Words):
        return {_WORDS: value.key, "params": pack(value.params)}
    if isinstance(value, datetime):
        return {_MOMENT: value.isoformat()}
    if isinstance(value, date):
        return {_DATE: value.isoformat()}
    if isinstance(value, timedelta):
        return {_SPAN: value.total_seconds()}
    if isinstance(value, bool) or not isinstance(value, int | float):
        text = clean(str(value))
        return text if len(text) <= MOST_CHARACTERS else text[: MOST_CHARACTERS - 1] + "…"
    return value


def short_key(key: str, most: int) -> str:
    """A key for telling things apart that fits into `most` characters: a longer one ends in its SHA-256."""
    return key if len(key) <= most else f"{key[: most - 65]}:{hashlib.sha256(key.encode()).hexdigest()}"


def clean(text: str) -> str:
    """`text` without what PostgreSQL cannot keep."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode()


def unpack(params: Mapping[str, Any], language: str = "en", timezone: str = "UTC") -> dict[str, Any]:
    """The reverse of `pack`, with the messages among the parameters in words of `language`."""
    return {name: _unpack(value, language, timezone) for name, value in params.items()}


def _unpack(value: Any, language: str, timezone: str) -> Any:
    if isinstance(value, dict) and _WORDS in value:
        inner = unpack(value["params"], language, timezone)
        return translate(language, value[_WORDS], timezone=timezone, **inner)
    if isinstance(value, dict) and _MOMENT in value:
        return datetime.fromisoformat(value[_MOMENT])
    if isinstance(value, dict) and _DATE in value:
        return date.fromisoformat(value[_DATE])
    if isinstance(value, dict) and _SPAN in value:
        return timedelta(seconds=value[_SPAN])
    return value


def title_and_body(language: str, timezone: str, key: str, params: Mapping[str, Any]) -> tuple[str, str]:
    """The words of the message `key`, whose parameters are packed: its attributes `title` and `body`.

    A message without these has no title, and its value is the body.
    """
    values = unpack(params, language, timezone)
    if not has_message(f"{key}.body"):
        return "", translate(language, key, timezone=timezone, **values)
    title = translate(language, f"{key}.title", timezone=timezone, **values)
    return title, translate(language, f"{key}.body", timezone=timezone, **values)


_DIGEST_LINE = 160


def digest_body(language: str, timezone: str, items: Sequence[Item], total: int) -> str:
    """Many pieces of news in one text: a line for each of `items`, and how many more there are of `total`."""
    lines = []
    for item in items:
        title, body = title_and_body(language, timezone, item.key, item.params)
        first = body.strip().splitlines()[0] if body.strip() else ""
        line = f"{title} — {first}" if title and first else title or first
        lines.append("• " + (line if len(line) <= _DIGEST_LINE else line[: _DIGEST_LINE - 1] + "…"))
    if total > len(items):
        lines.append(translate(language, "telegram-digest-more", count=total - len(items)))
    return "\n".join(lines)


def content(language: str, timezone: str, key: str, params: Mapping[str, Any], path: str | None) -> Content:
    """What a Telegram message says; `path` is the page of the console that its last line leads to."""
    title, body = title_and_body(language, timezone, key, params)
    if path is None:
        return Content(body, title=title)
    return Content(
        body, title=title, link_text=translate(language, "telegram-open"), link_url=f"{settings().public_url}{path}"
    )
