"""Choosing a language from Accept-Language (RFC 9110, section 12.5.4) by lookup (RFC 4647, section 3.4)."""

from __future__ import annotations

from app.i18n.languages import DEFAULT, LANGUAGES

_MOST_RANGES = 32


def negotiate(header: str | None) -> str:
    """The code of the language to answer in; English where nothing fits.

    A range is shortened from its end until it fits (`de-CH` is served with `de`); ranges of quality 0 are never used,
    and a language refused that way is not chosen by `*` either.
    """
    if not header:
        return DEFAULT
    ranges: list[tuple[float, int, str]] = []
    for position, part in enumerate(header.split(",")[:_MOST_RANGES]):
        tag, _, parameters = part.strip().partition(";")
        ranges.append((-_quality(parameters), position, tag.strip().lower()))
    refused = {tag for quality, _, tag in ranges if quality == 0}
    for quality, _, tag in sorted(ranges):
        if quality == 0:
            continue
        if tag == "*":
            return next((code for code in LANGUAGES if code not in refused), DEFAULT)
        while tag:
            if tag in LANGUAGES and tag not in refused:
                return tag
            tag = tag.rpartition("-")[0]
            # RFC 4647: a single letter left at the end introduces an extension and goes with it.
            if len(tag) > 1 and tag[-2] == "-":
                tag = tag[:-2]
    return DEFAULT


def _quality(parameters: str) -> float:
    name, _, value = parameters.strip().partition("=")
    if name.strip().lower() != "q":
        return 1.0
    try:
        return min(max(float(value), 0.0), 1.0)
    except ValueError:
        return 0.0
