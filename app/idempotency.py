"""Idempotency keys: the same key and request give the same answer, and the work is started once.

After draft-ietf-httpapi-idempotency-key-header-07; a key used with another request answers 409.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import request
from sqlalchemy import LargeBinary, func, select, update
from sqlalchemy.dialects.postgresql import JSONB, insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.db import Base, Time
from app.errors import AppError
from app.security import current_principal

_KEY = re.compile(r"[\x21-\x7e]{1,255}")


class IdempotencyKey(Base):
    """One key that a person used, with the answer that it got."""

    __tablename__ = "idempotency_keys"

    user_id: Mapped[UUID] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    fingerprint: Mapped[bytes] = mapped_column(LargeBinary)
    answer: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    created_at: Mapped[Time] = mapped_column(server_default=func.clock_timestamp(), index=True)


def once(session: Session, make: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Call `make` in this transaction, or repeat the answer that it gave for this request's Idempotency-Key.

    `make` returns the answer as plain JSON values. The key is written in the same transaction as the work, so either
    both are there or neither; a second request with the same key waits for the first. Raises AppError
    `bad_idempotency_key`, or `idempotency_conflict` where the key came with another request.
    """
    key = request.headers.get("Idempotency-Key")
    if key is None:
        return make()
    if not _KEY.fullmatch(key):
        raise AppError("bad_idempotency_key")
    user_id = current_principal().user_id
    content = b"\0".join((request.method.encode(), request.full_path.encode(), request.get_data()))
    fingerprint = hashlib.sha256(content).digest()
    reserved = session.execute(
        insert(IdempotencyKey)
        .values(user_id=user_id, key=key, fingerprint=fingerprint)
        .on_conflict_do_nothing()
        .returning(IdempotencyKey.key)
    ).first()
    mine = (IdempotencyKey.user_id == user_id) & (IdempotencyKey.key == key)
    if reserved is None:
        kept = session.execute(select(IdempotencyKey.fingerprint, IdempotencyKey.answer).where(mine)).first()
        if kept is None or kept.answer is None or kept.fingerprint != fingerprint:
            raise AppError("idempotency_conflict")
        answer: dict[str, Any] = kept.answer
        return answer
    answer = make()
    session.execute(update(IdempotencyKey).where(mine).values(answer=answer))
    return answer
