"""Encryption at rest, and hashes of tokens."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import secrets
from functools import cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.config import SettingError, settings

_NONCE_BYTES = 12
_VERSION = b"\x01"


class Undecryptable(Exception):
    """The ciphertext was made with another key, for another row, or was changed."""


@cache
def _master() -> bytes:
    key = settings().secret_key
    if key is None:
        raise SettingError(
            "LUMASTACK_SECRET_KEY", "is not set", "Set it, or start with `./lumastack up`, which makes one"
        )
    return key.encode()


@cache
def derived_key(purpose: str) -> bytes:
    """32 bytes for one purpose, derived from the secret key (HKDF-SHA256, RFC 5869)."""
    return HKDF(hashes.SHA256(), length=32, salt=b"lumastack", info=purpose.encode()).derive(_master())


def encrypt(plaintext: bytes, context: str) -> bytes:
    """AES-256-GCM, bound to `context` (such as `variable:ID`): moved to another row it cannot be decrypted."""
    nonce = os.urandom(_NONCE_BYTES)
    return _VERSION + nonce + AESGCM(derived_key("rest")).encrypt(nonce, plaintext, context.encode())


def decrypt(ciphertext: bytes, context: str) -> bytes:
    """The reverse of `encrypt`; raises Undecryptable."""
    nonce, sealed = ciphertext[1 : 1 + _NONCE_BYTES], ciphertext[1 + _NONCE_BYTES :]
    try:
        if ciphertext[:1] != _VERSION:
            raise Undecryptable
        return AESGCM(derived_key("rest")).decrypt(nonce, sealed, context.encode())
    except (InvalidTag, ValueError):
        raise Undecryptable from None


def new_token() -> str:
    """256 random bits, in the alphabet of base64url: for tokens that travel in headers and links."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> bytes:
    """SHA-256 of a random token, the form in which it is kept. (Not for passwords, which are guessable.)"""
    return hashlib.sha256(token.encode()).digest()


def keyed_hash(purpose: str, text: str) -> bytes:
    """HMAC-SHA256 of `text` under a key of ours: for values that could be guessed, such as names in limits."""
    return hmac.new(derived_key(purpose), text.encode("utf-8", "surrogatepass"), hashlib.sha256).digest()


def seal(purpose: str, payload: bytes) -> str:
    """`payload` with a short seal, as base64url: for cursors, which clients carry and may not change."""
    mac = hmac.new(derived_key(purpose), payload, hashlib.sha256).digest()[:9]
    return base64.urlsafe_b64encode(mac + payload).decode().rstrip("=")


def unseal(purpose: str, text: str) -> bytes | None:
    """The payload that `seal` made, or None for any other text."""
    try:
        raw = base64.b64decode(text.encode("ascii") + b"=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except ValueError:
        return None
    mac, payload = raw[:9], raw[9:]
    expected = hmac.new(derived_key(purpose), payload, hashlib.sha256).digest()[:9]
    return payload if hmac.compare_digest(mac, expected) else None
