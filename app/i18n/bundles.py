"""Fluent bundles: loaded once a process, formatted by key and parameters."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import structlog
from babel.dates import format_date, format_datetime
from fluent.runtime import FluentBundle, FluentResource

from app.i18n.languages import DEFAULT, LANGUAGES

LOCALES = Path(__file__).parent / "locales"

log = structlog.get_logger(__name__)


@cache
def _bundle(language: str) -> FluentBundle:
    # No isolation marks: texts also go to Telegram and terminals, where U+2068 would show.
    bundle = FluentBundle([LANGUAGES[language].locale.replace("_", "-")], use_isolating=False)
    for file in sorted((LOCALES / language).glob("*.ftl")):
        bundle.add_resource(FluentResource(file.read_text(encoding="utf-8")))
    return bundle


def load_all() -> None:
    """Load every language, before a fork, so that no request pays for it and all processes share the memory."""
    for code in LANGUAGES:
        _bundle(code)


@cache
def message_ids(language: str, prefix: str = "") -> tuple[str, ...]:
    """The identifiers of all messages of `language` that begin with `prefix`, sorted."""
    return tuple(sorted(name for name in _bundle(language)._messages if name.startswith(prefix)))


def has_message(key: str) -> bool:
    """Whether English, and so every language, has the message `key` (`id`, or `id.attribute`)."""
    name, _, attribute = key.partition(".")
    bundle = _bundle(DEFAULT)
    return bundle.has_message(name) and (not attribute or attribute in bundle.get_message(name).attributes)


def translate(language: str, key: str, /, *, timezone: str = "UTC", **params: Any) -> str:
    """The words of the message `key` (`id`, or `id.attribute`) in `language`, in English where that lacks them.

    Moments are shown in the time zone `timezone` (an IANA name), numbers as the locale writes them. Never raises: a
    message that does not exist gives its key, a parameter that is missing its name in braces, and both are logged.
    """
    for code in (language, DEFAULT) if language in LANGUAGES else (DEFAULT,):
        pattern = _pattern(code, key)
        if pattern is not None:
            break
        _report_missing(code, key)
    else:
        return key
    locale = LANGUAGES[code].locale
    arguments = {name: _argument(value, locale, timezone) for name, value in params.items()}
    text, errors = _bundle(code).format_pattern(pattern, arguments)
    if errors:
        log.warning("message_incomplete", language=code, key=key, errors=[str(error) for error in errors])
    return str(text)


@cache
def _report_missing(language: str, key: str) -> None:
    """Say once a process that a message is missing, not at each of its uses."""
    log.error("message_missing", language=language, key=key)


def _pattern(language: str, key: str) -> Any:
    name, _, attribute = key.partition(".")
    bundle = _bundle(language)
    if not bundle.has_message(name):
        return None
    message = bundle.get_message(name)
    return message.attributes.get(attribute) if attribute else message.value


def _argument(value: Any, locale: str, timezone: str) -> Any:
    if isinstance(value, datetime):
        return format_datetime(value, "medium", tzinfo=ZoneInfo(timezone), locale=locale)
    if isinstance(value, date):
        return format_date(value, "medium", locale=locale)
    return value if isinstance(value, int | float | str) else str(value)
