"""The ring of keys that sign access tokens: RSA-3072, named by their thumbprint, encrypted in the database."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from sqlalchemy import delete, func, select, text, update
from sqlalchemy.orm import Session

from app.accounts.models import KeyState, SigningKey
from app.config import settings
from app.crypto import decrypt, encrypt
from app.db import read_only, transaction

BITS = 3072
# What our answer allows others to cache the keys for, twice.
PUBLISHED = timedelta(minutes=10)
# Clocks differ, and processes read the ring anew every half minute.
LEEWAY = timedelta(minutes=5)
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


def _lock(session: Session) -> None:
    session.execute(text("SELECT pg_advisory_xact_lock(hashtext('luma signing key'))"))


def _in_state(session: Session, state: KeyState) -> SigningKey | None:
    return session.scalars(select(SigningKey).where(SigningKey.state == state).limit(1)).one_or_none()


class TooFresh(Exception):
    """The next key has not been published long enough for everybody who caches our keys to know it."""


def rotate(session: Session, *, at_once: bool = False) -> str:
    """Let the next key sign and the present one only verify, until all its tokens are past; gives the new one's kid.

    The next key has been published since it was made, so nobody meets a token whose key they cannot find. Raises
    TooFresh where that was less than PUBLISHED ago, unless `at_once`.
    """
    _lock(session)
    coming = _in_state(session, KeyState.NEXT)
    if coming is None:
        add_key(session, KeyState.NEXT)
        coming = _in_state(session, KeyState.NEXT)
        assert coming is not None
    age = session.scalar(select(func.clock_timestamp() - coming.created_at))
    if not at_once and (age is None or age < PUBLISHED):
        raise TooFresh
    retired = {"state": KeyState.RETIRING, "retired_at": func.clock_timestamp()}
    session.execute(update(SigningKey).where(SigningKey.state == KeyState.ACTIVE).values(**retired))
    session.execute(update(SigningKey).where(SigningKey.kid == coming.kid).values(state=KeyState.ACTIVE))
    add_key(session, KeyState.NEXT)
    return coming.kid


def tend(session: Session) -> None:
    """Publish a next key where there is none, and forget keys whose last token is past."""
    _lock(session)
    if _in_state(session, KeyState.NEXT) is None:
        add_key(session, KeyState.NEXT)
    forget_retired(session, timedelta(minutes=settings().access_minutes) + LEEWAY)


def forget_retired(session: Session, age: timedelta = timedelta()) -> int:
    """Forget the keys that stopped signing longer ago than `age`, and with them every token they signed."""
    past = SigningKey.retired_at <= func.clock_timestamp() - age
    gone = session.execute(
        delete(SigningKey).where(SigningKey.state == KeyState.RETIRING, past).returning(SigningKey.kid)
    )
    return len(gone.all())


def ensure_key() -> None:
    """Make the first key where there is none; several processes that start at once make one."""
    with transaction() as session:
        _lock(session)
        if session.scalar(select(SigningKey.kid).where(SigningKey.state == KeyState.ACTIVE)) is None:
            add_key(session, KeyState.ACTIVE)


ring = KeyRing()
