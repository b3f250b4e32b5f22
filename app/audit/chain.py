"""The chain of the audit log: each entry holds a hash over its text and the hash of the entry before it.

Whoever changes, adds or takes away an entry behind the product's back breaks the chain, unless they compute all that
follows anew. Against that, keep the head that a check printed somewhere else, and give it to the next check.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from app.audit.models import AuditEntry
from app.config import settings

_BEGIN = bytes(32)
_RETENTION = "audit.retention"
_FETCH = 1000


@dataclass(frozen=True, slots=True)
class Head:
    """Where a chain ends."""

    position: int
    hash: str

    def __str__(self) -> str:
        return f"{self.position}:{self.hash}"


class Broken(Exception):
    """The chain does not hold, and where."""


def verify(session: Session, known: Head | None = None) -> Head:
    """Check every entry against the one before it; gives the head, position 0 for an empty log.

    `known` is a head that an earlier check gave: it must still be there. Raises Broken at the first fault.
    """
    rows = session.execute(
        select(AuditEntry.position, AuditEntry.prev_hash, AuditEntry.hash, text("audit_text(audit_log)"))
        .where(AuditEntry.position.is_not(None))
        .order_by(AuditEntry.position),
        execution_options={"yield_per": _FETCH},
    )
    expected, previous = None, _BEGIN
    for position, prev_hash, digest, words in rows:
        if expected is None and position > 1:
            # The beginning was forgotten as set; an entry of that says up to where.
            _check_beginning(session, position, bytes(prev_hash))
            previous = bytes(prev_hash)
        elif position != (expected or 1):
            raise Broken(f"entry {expected or 1} is missing")
        if bytes(prev_hash) != previous:
            raise Broken(f"entry {position} does not follow the one before it")
        if hashlib.sha256(previous + words.encode()).digest() != bytes(digest):
            raise Broken(f"entry {position} was changed")
        if known is not None and known.position == position and known.hash != bytes(digest).hex():
            raise Broken(f"entry {position} is not the one that was checked before")
        expected, previous = position + 1, bytes(digest)
    head = Head((expected or 1) - 1, previous.hex())
    if known is not None and known.position > head.position:
        raise Broken(f"entries from {head.position + 1} on are missing")
    return head


def _check_beginning(session: Session, position: int, prev_hash: bytes) -> None:
    detail = session.scalar(
        select(AuditEntry.detail).where(AuditEntry.action == _RETENTION).order_by(AuditEntry.position.desc()).limit(1)
    )
    if detail != {"until": position - 1, "hash": prev_hash.hex()}:
        raise Broken(f"entries up to {position - 1} are missing")


def forget_old(session: Session) -> None:
    """Forget entries older than is set, the one way in which any can go; an entry says up to where.

    Without a setting they are kept for good.
    """
    days = settings().audit_days
    if not days:
        return
    past = func.clock_timestamp() - timedelta(days=days)
    last = session.execute(
        select(AuditEntry.position, AuditEntry.hash)
        .where(AuditEntry.at < past, AuditEntry.position.is_not(None))
        .order_by(AuditEntry.position.desc())
        .limit(1)
    ).one_or_none()
    if last is None or last.position is None or last.hash is None:
        return
    session.execute(text("SET LOCAL lumastack.audit_retention = 'on'"))
    session.execute(text("DELETE FROM audit_log WHERE position <= :last"), {"last": last.position})
    session.execute(text("SET LOCAL lumastack.audit_retention = 'off'"))
    session.add(
        AuditEntry(
            action=_RETENTION, outcome="ok", via="system",
            detail={"until": last.position, "hash": bytes(last.hash).hex()},
        )
    )  # fmt: skip
