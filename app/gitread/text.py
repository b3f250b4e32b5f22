"""Bytes that a repository holds, as text for people: never an error, never a character PostgreSQL or JSON refuses."""

from __future__ import annotations

import base64
import codecs

# What an `encoding` header may name. Python knows codecs that are no encodings of text, and some that are very slow.
_FAMILIES = ("iso8859", "cp12", "cp8", "cp4", "koi8", "gb", "big5", "euc_", "shift_jis", "iso2022_", "mac-", "cp9")


def codec(name: bytes) -> str:
    """The Python codec of an `encoding` header; UTF-8 where it names none that is known."""
    try:
        found = codecs.lookup(name.decode("ascii").strip()).name
    except (LookupError, UnicodeDecodeError, ValueError):
        return "utf-8"
    return found if found.startswith(_FAMILIES) or found in ("utf-8", "ascii") else "utf-8"


def clean(text: str) -> str:
    """Text with NUL characters and lone surrogates replaced by U+FFFD."""
    if "\0" in text:
        text = text.replace("\0", "\N{REPLACEMENT CHARACTER}")
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8", "replace")


def decode(data: bytes, encoding: str = "utf-8") -> str:
    """`data` in `encoding`; bytes that are none become U+FFFD, as do NUL characters."""
    return clean(data.decode(encoding, "replace"))


def b64(data: bytes) -> str | None:
    """A name that is not UTF-8 as URL-safe Base64, so that a client can ask for it; None for a plain one."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return base64.urlsafe_b64encode(data).decode().rstrip("=")
    return None if b"\0" not in data else base64.urlsafe_b64encode(data).decode().rstrip("=")


def from_b64(text: str) -> bytes:
    """The bytes of such a name; raises ValueError for text that is no Base64."""
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
