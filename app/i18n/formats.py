"""How a language writes spans of time; and its tables (CLDR), for browsers that do not know it themselves.

Chromium, for one, has no Armenian: its `Intl` writes English instead, and says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from babel import Locale
from babel.lists import format_list
from babel.numbers import format_decimal

from app.i18n.languages import LANGUAGES

_UNITS = {
    "millisecond": "duration-millisecond",
    "second": "duration-second",
    "minute": "duration-minute",
    "hour": "duration-hour",
    "day": "duration-day",
    "byte": "digital-byte",
    "kilobyte": "digital-kilobyte",
    "megabyte": "digital-megabyte",
    "gigabyte": "digital-gigabyte",
    "degree": "angle-degree",
    "kilometer": "length-kilometer",
    "astronomical-unit": "length-astronomical-unit",
}
_SPANS = ("second", "minute", "hour", "day", "week", "month", "year")
_STYLES = ("full", "long", "medium", "short")


def browser_formats(language: str) -> dict[str, Any]:
    """The patterns, names and signs of `language` as JSON values, by the names that CLDR gives them."""
    locale = Locale.parse(LANGUAGES[language].locale)
    fields = locale._data["date_fields"]
    return {
        "decimal": locale.number_symbols["latn"]["decimal"],
        "group": locale.number_symbols["latn"]["group"],
        # How many digits stand between two group signs, beyond the first.
        "grouping": locale.decimal_formats[None].grouping[1],
        "percent": re.sub("[#,0]+", "{0}", locale.percent_formats[None].pattern),
        "dates": {style: str(locale.date_formats[style]) for style in _STYLES},
        "times": {style: str(locale.time_formats[style]) for style in _STYLES},
        "joined": str(locale.datetime_formats["medium"]),
        "skeletons": {name: str(pattern) for name, pattern in locale.datetime_skeletons.items()},
        "months": _names(locale.months, range(1, 13)),
        # Babel counts the days of the week from Monday.
        "days": _names(locale.days, range(7)),
        "periods": [locale.day_periods["format"]["abbreviated"][name] for name in ("am", "pm")],
        "relative": {
            unit: {style: _directions(fields[name]) for style, name in (("long", unit), ("short", f"{unit}-short"))}
            for unit in _SPANS
        },
        "units": {
            unit: {style: _plain(patterns[style]) for style in ("short", "long") if style in patterns}
            for unit, name in _UNITS.items()
            if (patterns := locale._data["unit_patterns"].get(name))
        },
    }


def format_span(span: timedelta, locale: str) -> str:
    """How long something took, in words: `0.4 seconds`, `42 seconds`, `1 minute, 24 seconds`, `5 minutes`."""
    seconds = span.total_seconds()
    if seconds < 9.95:
        return _counted(round(seconds, 1), "second", locale)
    parts = []
    left = round(seconds)
    for unit, size in (("day", 86_400), ("hour", 3_600), ("minute", 60), ("second", 1)):
        count, left = divmod(left, size)
        if count:
            parts.append(_counted(count, unit, locale))
    # Two units say enough.
    return format_list(parts[:2], "unit", locale=locale)


def _counted(count: float, unit: str, name: str) -> str:
    locale = Locale.parse(name)
    patterns = locale._data["unit_patterns"][f"duration-{unit}"]
    # Where the long form is the short one, CLDR has the short one alone; babel.units.format_unit does not know that.
    wide = next(forms for width in ("long", "short") if "other" in (forms := patterns.get(width, {})))
    pattern = wide.get(locale.plural_form(count), wide["other"])
    return str(pattern).format(format_decimal(count, locale=locale))


def _names(contexts: Mapping[str, Mapping[str, Mapping[int, str]]], order: range) -> dict[str, dict[str, list[str]]]:
    return {
        context: {width: [names[number] for number in order] for width, names in widths.items()}
        for context, widths in contexts.items()
    }


def _directions(field: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    return {direction: _plain(field[direction]) for direction in ("past", "future") if direction in field}


def _plain(patterns: Mapping[str, str]) -> dict[str, str]:
    """The patterns by plural category; other entries of CLDR, as `per`, are left out."""
    categories = ("zero", "one", "two", "few", "many", "other")
    return {category: str(patterns[category]) for category in categories if category in patterns}
