"""Passwords: hashed with bcrypt, whole, whatever their length, in the same time whether the person exists or not."""

from __future__ import annotations

import base64
import hashlib
import hmac
from functools import cache

import bcrypt

COST = 12
MIN_LENGTH = 8
MAX_LENGTH = 1024
_V1 = "v1$"
# Not a secret: it only keeps our pre-hashes apart from plain SHA-256 sums that leaked elsewhere.
_V1_KEY = b"lumastack password v1"


def _prehash(password: str) -> bytes:
    # bcrypt reads 72 bytes and stops at a NUL; 44 characters of base64 pass whole.
    return base64.b64encode(hmac.new(_V1_KEY, password.encode("utf-8", "surrogatepass"), hashlib.sha256).digest())


def hash_password(password: str) -> str:
    """The form in which a password is kept: a version, then bcrypt with its cost and salt."""
    return _V1 + bcrypt.hashpw(_prehash(password), bcrypt.gensalt(COST)).decode("ascii")


@cache
def _nobody() -> str:
    return hash_password("nobody has this password")


def verify_password(password: str, kept: str | None) -> bool:
    """Whether `password` is the one kept. None, for a person who does not exist, costs the same time and is False."""
    if len(password) > MAX_LENGTH:
        password, kept = password[:MAX_LENGTH], None
    right = bcrypt.checkpw(_prehash(password), (kept or _nobody()).removeprefix(_V1).encode("ascii"))
    return right and kept is not None


def is_outdated(kept: str) -> bool:
    """Whether a hash was made with less work than we ask for now."""
    return not kept.startswith(f"{_V1}$2b${COST:02}$")


def warm_up() -> None:
    """Make the hash that unknown users are compared with, so that the first such login is not slower."""
    _nobody()
