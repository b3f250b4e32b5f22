"""The forms in which a script is likely to print a secret, each a pattern for masking.

This helps against accidents and is no boundary: a script that wants to print a secret in a form of its own can.
"""

from __future__ import annotations

import base64
import binascii
import html
import json
import shlex
from collections.abc import Iterable, Iterator
from urllib.parse import quote, quote_plus

from worker.sandbox.masking import SHORTEST

# Lines of a multi-line secret are masked by themselves from this length on: "}" or "true" are no secrets.
SHORTEST_LINE = 6
_BASE64_LINE = 76  # characters to a line of base64(1) and MIME
_HEX_LINE = 60  # of xxd -p


def too_short(value: str) -> bool:
    """Whether `value` is too short to be masked: people should be told when they save it."""
    return len(value.encode()) < SHORTEST


def patterns_of(secrets: Iterable[str]) -> tuple[bytes, ...]:
    """Every form of every secret, longest first, none twice."""
    found: set[bytes] = set()
    for secret in secrets:
        text = secret.strip("\r\n")
        if too_short(text):
            continue
        for form in _values(secret):
            found.update(pattern for pattern in _forms(form) if len(pattern) >= SHORTEST)
    return tuple(sorted(found, key=lambda pattern: (-len(pattern), pattern)))


def _values(secret: str) -> Iterator[str]:
    trimmed = secret.strip()
    yield from {secret, secret.rstrip("\r\n"), trimmed} - {""}
    lines = [line.strip() for line in secret.splitlines()]
    if len(lines) > 1:
        yield from (line for line in lines if len(line.encode()) >= SHORTEST_LINE)
        # A PEM or a JSON document is often printed without its line breaks, or with \r\n.
        yield "".join(lines)
        yield "\r\n".join(secret.splitlines())


def _forms(value: str) -> Iterator[bytes]:
    raw = value.encode()
    yield raw
    for coded in _base64_forms(raw):
        yield coded
        yield coded.replace(b"+", b"-").replace(b"/", b"_")
        yield from _pieces(coded, _BASE64_LINE)
    digits = binascii.hexlify(raw)
    for case in (digits, digits.upper()):
        yield case
        yield from _pieces(case, _HEX_LINE)
    yield base64.b32encode(raw).rstrip(b"=")
    yield raw[::-1]
    for safe in ("", "/"):
        coded_text = quote(value, safe=safe)
        yield coded_text.encode()
        yield _lower_percent(coded_text)
    yield quote_plus(value).encode()
    yield json.dumps(value)[1:-1].encode()
    yield json.dumps(value, ensure_ascii=False)[1:-1].encode()
    yield json.dumps(json.dumps(value)[1:-1])[1:-1].encode()
    yield html.escape(value).encode()
    yield html.escape(value, quote=False).encode()
    yield repr(value)[1:-1].encode()
    yield shlex.quote(value).strip("'").encode()
    yield value.replace("'", "'\\''").encode()
    yield "".join(c if c.isalnum() or c in "_-.,/:@%+=" else f"\\{c}" for c in value).encode()
    yield value.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n").replace("\t", "\\t").encode()


def _base64_forms(raw: bytes) -> Iterator[bytes]:
    """The part of `raw` in base64 that does not depend on its neighbours, at each of the three alignments."""
    for before in range(3):
        coded = base64.b64encode(b"\0" * before + raw)
        first = (0, 2, 3)[before]
        yield coded[first : (before + len(raw)) * 8 // 6]


def _pieces(text: bytes, width: int) -> Iterator[bytes]:
    """The lines that a tool makes of `text` at a fixed width; a short last one would mask harmless text."""
    if len(text) > width:
        for start in range(0, len(text), width):
            piece = text[start : start + width]
            if len(piece) >= 8:
                yield piece


def _lower_percent(text: str) -> bytes:
    parts = text.split("%")
    return "%".join([parts[0], *(part[:2].lower() + part[2:] for part in parts[1:])]).encode()
