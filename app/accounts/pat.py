"""The text of personal API tokens: `luma_pat_`, eight characters to tell them apart, the secret, a checksum.

The prefix lets scanners of leaked secrets find them; with the checksum they, and we, know a true one without asking the
database.
"""

from __future__ import annotations

import re
import secrets
import string
import zlib
from dataclasses import dataclass

PREFIX = "luma_pat_"
_ALPHABET = string.digits + string.ascii_letters
_FORM = re.compile(r"luma_pat_([0-9A-Za-z]{8})_[A-Za-z0-9_-]{43}[0-9A-Za-z]{6}")
_CHECKSUM = 6


@dataclass(frozen=True, slots=True)
class NewToken:
    """A token that was just made, and the part of it that may be shown again."""

    text: str
    hint: str


def _checksum(text: str) -> str:
    number, digits = zlib.crc32(text.encode()), ""
    for _ in range(_CHECKSUM):
        number, digit = divmod(number, len(_ALPHABET))
        digits = _ALPHABET[digit] + digits
    return digits


def new() -> NewToken:
    """A new token with 256 random bits."""
    hint = "".join(secrets.choice(_ALPHABET) for _ in range(8))
    text = f"{PREFIX}{hint}_{secrets.token_urlsafe(32)}"
    return NewToken(text + _checksum(text), hint)


def is_well_formed(text: str) -> bool:
    """Whether `text` can be one of our tokens: the form and the checksum."""
    return bool(_FORM.fullmatch(text)) and _checksum(text[:-_CHECKSUM]) == text[-_CHECKSUM:]
