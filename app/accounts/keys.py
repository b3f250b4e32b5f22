"""The ring of keys that sign access tokens: RSA-3072, named by their thumbprint, encrypted in the database."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from app.accounts.models import KeyState, SigningKey
from app.crypto import decrypt, encrypt
from app.db import read_only, transaction

BITS = 3072
_REREAD_SECONDS = 30.0
# Readers of an unknown kid look into the database at most this often, so that forged tokens cost nothing.
_UNKNOWN_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Key:
    """A key of the ring, as objects: parsing a PEM for each token would cost eighty times more."""

    kid: str
    state: KeyState
    private: rsa.RSAPrivateKey
    public: rsa.RSAPublicKey

    def jwk(self) -> dict[str, str]:
        """The public part as a JSON Web Key (RFC 7517, RFC 7518 section 6.3)."""
        return {"kid": self.kid, "use": "sig", "alg": "RS256", **_public_members(self.public)}


def _base64url(number: int) -> str:
    return base64.urlsafe_b64encode(number.to_bytes((number.bit_length() + 7) // 8, "big")).decode().rstrip("=")


def _public_members(public: rsa.RSAPublicKey) -> dict[str, str]:
    numbers = public.public_numbers()
    return {"e": _base64url(numbers.e), "kty": "RSA", "n": _base64url(numbers.n)}


def thumbprint(public: rsa.RSAPublicKey) -> str:
    """The key's name: its JWK thumbprint with SHA-256 (RFC 7638)."""
    canonical = json.dumps(_public_members(public), separators=(",", ":"), sort_keys=True)
    return base64.urlsafe_b64encode(hashlib.sha256(canonical.encode()).digest()).decode().rstrip("=")


class KeyRing:
    """The keys of this installation, reread from the database now and then, and when an unknown kid is met."""

    def __init__(self) -> None:
        self._keys: dict[str, Key] = {}
        self._read_at = -_REREAD_SECONDS
        self._lock = threading.Lock()

    def _fresh(self, limit: float) -> dict[str, Key]:
        if time.monotonic() - self._read_at > limit:
            with self._lock:
                if time.monotonic() - self._read_at > limit:
                    self._keys = _read_keys(self._keys)
                    self._read_at = time.monotonic()
        return self._keys

    def active(self) -> Key:
        """The key that signs."""
        return next(key for key in self._fresh(_REREAD_SECONDS).values() if key.state is KeyState.ACTIVE)

    def find(self, kid: str) -> Key | None:
        """The key of that name, None where there is none."""
        return self._fresh(_REREAD_SECONDS).get(kid) or self._fresh(_UNKNOWN_SECONDS).get(kid)

    def jwks(self) -> dict[str, Any]:
        """All public keys, as a JSON Web Key Set."""
        return {"keys": [key.jwk() for key in self._fresh(_REREAD_SECONDS).values()]}


def _read_keys(known: dict[str, Key]) -> dict[str, Key]:
    with read_only() as session:
        rows = list(session.scalars(select(SigningKey).order_by(SigningKey.created_at)))
    keys = {}
    for row in rows:
        if row.kid in known:
            private = known[row.kid].private
        else:
            loaded = serialization.load_der_private_key(decrypt(row.private_key, f"signing_key:{row.kid}"), None)
            assert isinstance(loaded, rsa.RSAPrivateKey)
            private = loaded
        keys[row.kid] = Key(row.kid, row.state, private, private.public_key())
    return keys


def add_key(session: Session, state: KeyState) -> str:
    """Make a key and keep it, encrypted; returns its kid. Takes a moment of computing."""
    private = rsa.generate_private_key(public_exponent=65537, key_size=BITS)
    kid = thumbprint(private.public_key())
    der = private.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    session.add(SigningKey(kid=kid, state=state, private_key=encrypt(der, f"signing_key:{kid}")))
    session.flush()
    return kid


def ensure_key() -> None:
    """Make the first key where there is none; several processes that start at once make one."""
    with transaction() as session:
        session.execute(text("SELECT pg_advisory_xact_lock(hashtext('luma signing key'))"))
        if session.scalar(select(SigningKey.kid).where(SigningKey.state == KeyState.ACTIVE)) is None:
            add_key(session, KeyState.ACTIVE)


ring = KeyRing()
