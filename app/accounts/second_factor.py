"""The second factor: time-based one-time passwords (RFC 6238) with recovery codes."""

from __future__ import annotations

import base64
import hmac
import re
import secrets
import time
from dataclasses import dataclass

import pyotp
import segno
from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.accounts.models import RecoveryCode, SecondFactor, User
from app.crypto import decrypt, encrypt, token_hash
from app.errors import AppError

STEP_SECONDS = 30
RECOVERY_CODES = 10
# One step before and one after: clocks differ, and people take a while to type.
_WINDOW = (-1, 0, 1)
_CODE = re.compile(r"\d{6}")
_RECOVERY_BYTES = 16


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What a person puts into their authenticator: by its picture, or by hand."""

    secret: str
    uri: str
    qr: str


def begin(session: Session, user: User) -> Enrolment:
    """A new secret for a person who has no second factor yet; it counts once `confirm` has seen a code of it.

    Raises AppError `second_factor_on`.
    """
    if user.second_factor_at is not None:
        raise AppError("second_factor_on")
    secret = pyotp.random_base32()
    sealed = encrypt(secret.encode(), _context(user))
    session.execute(
        insert(SecondFactor)
        .values(user_id=user.id, secret=sealed)
        .on_conflict_do_update(index_elements=["user_id"], set_={"secret": sealed, "last_step": None})
    )
    uri = pyotp.TOTP(secret).provisioning_uri(name=user.username, issuer_name="LumaStack")
    return Enrolment(secret, uri, segno.make(uri, error="m").svg_data_uri(scale=4, border=2))


def _context(user: User) -> str:
    return f"second_factor:{user.id}"


def confirm(session: Session, user: User, code: str) -> list[str]:
    """Turn the second factor on by a code of it; gives the recovery codes, which are told once.

    Raises AppError `second_factor_on`, `second_factor_off` where none was begun, `invalid_otp`.
    """
    if user.second_factor_at is not None:
        raise AppError("second_factor_on")
    if session.get(SecondFactor, user.id) is None:
        raise AppError("second_factor_off")
    if not _spend_step(session, user, code):
        raise AppError("invalid_otp")
    user.second_factor_at = session.scalar(select(func.clock_timestamp()))
    return new_recovery_codes(session, user)


def use(session: Session, user: User, code: str) -> bool:
    """Whether `code` is one of this person's, which it is only once: commit that, whatever the answer."""
    given = re.sub(r"[\s-]", "", code).lower()
    if _CODE.fullmatch(given):
        return _spend_step(session, user, given)
    spent = session.scalar(
        update(RecoveryCode)
        .where(
            RecoveryCode.hash == token_hash(given),
            RecoveryCode.user_id == user.id,
            RecoveryCode.used_at.is_(None),
        )
        .values(used_at=func.clock_timestamp())
        .returning(RecoveryCode.hash)
    )
    return spent is not None


def _spend_step(session: Session, user: User, code: str) -> bool:
    factor = session.get(SecondFactor, user.id)
    if factor is None:
        return False
    totp = pyotp.TOTP(decrypt(factor.secret, _context(user)).decode())
    now = int(time.time()) // STEP_SECONDS
    step = None
    for candidate in (now + offset for offset in _WINDOW):
        # All are looked at, so that the time taken does not tell which one it was.
        if hmac.compare_digest(totp.at(candidate * STEP_SECONDS).encode(), code.encode("utf-8", "surrogatepass")):
            step = candidate
    if step is None:
        return False
    # A code that somebody saw over a shoulder is worth nothing, nor is any that is older than one used.
    unspent = or_(SecondFactor.last_step.is_(None), SecondFactor.last_step < step)
    spent = session.scalar(
        update(SecondFactor)
        .where(SecondFactor.user_id == user.id, unspent)
        .values(last_step=step)
        .returning(SecondFactor.user_id)
    )
    return spent is not None


def new_recovery_codes(session: Session, user: User) -> list[str]:
    """Ten new recovery codes instead of those that there were. Each has 128 bits, so a plain hash of it is enough."""
    session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user.id))
    codes = [
        base64.b32encode(secrets.token_bytes(_RECOVERY_BYTES)).decode().rstrip("=").lower()
        for _ in range(RECOVERY_CODES)
    ]
    session.add_all([RecoveryCode(hash=token_hash(code), user_id=user.id) for code in codes])
    session.flush()
    return ["-".join(code[start : start + 6] for start in range(0, len(code), 6)) for code in codes]


def codes_left(session: Session, user: User) -> int:
    """How many recovery codes have not been used."""
    unused = (RecoveryCode.user_id == user.id) & RecoveryCode.used_at.is_(None)
    return session.scalar(select(func.count()).select_from(RecoveryCode).where(unused)) or 0


def remove(session: Session, user: User) -> None:
    """Turn the second factor off; nothing of it stays."""
    session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user.id))
    session.execute(delete(SecondFactor).where(SecondFactor.user_id == user.id))
    user.second_factor_at = None
    session.flush()
