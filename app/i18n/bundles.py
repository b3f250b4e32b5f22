"""Messages by key and parameters, in the words of a language."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import structlog
from babel.dates import format_date, format_datetime
from fluent.syntax import ast

from app.i18n.catalog import Catalog
from app.i18n.formats import format_span
from app.i18n.languages import DEFAULT, LANGUAGES

LOCALES = Path(__file__).parent / "locales"

log = structlog.get_logger(__name__)


@cache
def catalog(language: str) -> Catalog:
    """The messages of `language`, read once a process."""
    return Catalog(LANGUAGES[language].tag, sorted((LOCALES / language).glob("*.ftl")))


def load_all() -> None:
    """Load every language, before a fork, so that no request pays for it and all processes share the memory."""
    for code in LANGUAGES:
        catalog(code)


@cache
def message_ids(language: str, prefix: str = "") -> tuple[str, ...]:
    """The identifiers of all messages of `language` that begin with `prefix`, sorted."""
    return tuple(sorted(name for name in catalog(language) if name.startswith(prefix)))


def has_message(key: str) -> bool:
    """Whether English, and so every language, has the message `key` (`id`, or `id.attribute`)."""
    name, _, attribute = key.partition(".")
    return catalog(DEFAULT).has(name, attribute)


def translate(language: str, key: str, /, *, timezone: str = "UTC", **params: Any) -> str:
    """The words of the message `key` (`id`, or `id.attribute`) in `language`, in English where that lacks them.

    Moments are shown in the time zone `timezone` (an IANA name), spans of time (timedelta) in words, numbers as the
    locale writes them. Never raises: a
    message that does not exist gives its key, a parameter that is missing its name in braces, and both are logged.
    """
    name, _, attribute = key.partition(".")
    for code in (language, DEFAULT) if language in LANGUAGES else (DEFAULT,):
        messages = catalog(code)
        if (text := messages.text(name, attribute)) is not None:
            return text
        pattern = messages.pattern(name, attribute)
        if pattern is not None:
            break
        _report_missing(code, key)
    else:
        return key
    locale = LANGUAGES[code].locale
    arguments = {name: _argument(value, locale, timezone) for name, value in params.items()}
    text, errors = messages.format(pattern, arguments)
    if errors:
        log.warning("message_incomplete", language=code, key=key, errors=[str(error) for error in errors])
    return text


def portable(language: str, key: str, /) -> Any:
    """The message `key` for a browser, which puts the parameters in itself: JSON values.

    A text is a string. With parameters it is a list of strings and of `{"name": parameter}`; a choice by a parameter
    is `{"select": parameter, "default": key, "variants": {key: message}}`, with the plural categories of CLDR or exact
    numbers as keys. Where `language` lacks the message, English is given. Raises ValueError for what has no such form.
    """
    name, _, attribute = key.partition(".")
    messages = catalog(language if catalog(language).has(name, attribute) else DEFAULT)
    text = messages.text(name, attribute)
    return _portable(messages.pattern(name, attribute)) if text is None else text


def _portable(node: Any) -> Any:
    match node:
        case ast.TextElement() | ast.StringLiteral():
            return node.value
        case ast.VariableReference():
            return {"name": node.id.name}
        case ast.Placeable():
            return _portable(node.expression)
        case ast.SelectExpression(selector=ast.VariableReference(id=parameter)):
            keys = [key.name if isinstance(key := one.key, ast.Identifier) else key.value for one in node.variants]
            return {
                "select": parameter.name,
                "default": next(key for key, one in zip(keys, node.variants, strict=True) if one.default),
                "variants": {key: _portable(one.value) for key, one in zip(keys, node.variants, strict=True)},
            }
        case ast.Pattern():
            parts = [_portable(element) for element in node.elements]
            return parts[0] if len(parts) == 1 and isinstance(parts[0], str) else parts
    raise ValueError(f"a browser cannot be given {type(node).__name__}")


@cache
def _report_missing(language: str, key: str) -> None:
    """Say once a process that a message is missing, not at each of its uses."""
    log.error("message_missing", language=language, key=key)


def _argument(value: Any, locale: str, timezone: str) -> Any:
    if isinstance(value, datetime):
        return format_datetime(value, "medium", tzinfo=ZoneInfo(timezone), locale=locale)
    if isinstance(value, date):
        return format_date(value, "medium", locale=locale)
    if isinstance(value, timedelta):
        return format_span(value, locale)
    return value if isinstance(value, int | float | str) else str(value)
