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
_KEY_ID_BYTES = 4
# Before 0x02 ciphertexts did not say which key they were made with.
_WITHOUT_ID, _VERSION = b"\x01", b"\x02"


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


def _derive(master: bytes, purpose: str, length: int = 32) -> bytes:
    return HKDF(hashes.SHA256(), length=length, salt=b"lumastack", info=purpose.encode()).derive(master)


@cache
def derived_key(purpose: str) -> bytes:
    """32 bytes for one purpose, derived from the secret key (HKDF-SHA256, RFC 5869)."""
    return _derive(_master(), purpose)


@cache
def _ring() -> dict[bytes, AESGCM]:
    """The keys of encryption by their name: first the present one, then the one that it replaces."""
    old = settings().old_secret_key
    masters = [_master(), *([old.encode()] if old else [])]
    return {_derive(master, "key id", _KEY_ID_BYTES): AESGCM(_derive(master, "rest")) for master in masters}


def encrypt(plaintext: bytes, context: str) -> bytes:
    """AES-256-GCM, bound to `context` (such as `variable:ID`): moved to another row it cannot be decrypted.

    A column that keeps this has a line in app/sealed.py, so that the key can be replaced.
    """
    nonce = os.urandom(_NONCE_BYTES)
    return sealed_prefix() + nonce + next(iter(_ring().values())).encrypt(nonce, plaintext, context.encode())


def sealed_prefix() -> bytes:
    """How everything begins that was encrypted with the present key."""
    return _VERSION + next(iter(_ring()))


def decrypt(ciphertext: bytes, context: str) -> bytes:
    """The reverse of `encrypt`, with the present key or one that it replaces; raises Undecryptable."""
    version, rest = ciphertext[:1], ciphertext[1:]
    if version == _VERSION:
        named = _ring().get(rest[:_KEY_ID_BYTES])
        candidates, rest = [named] if named else [], rest[_KEY_ID_BYTES:]
    else:
        candidates = list(_ring().values()) if version == _WITHOUT_ID else []
    for key in candidates:
        try:
            return key.decrypt(rest[:_NONCE_BYTES], rest[_NONCE_BYTES:], context.encode())
        except (InvalidTag, ValueError):
            continue
    raise Undecryptable


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
