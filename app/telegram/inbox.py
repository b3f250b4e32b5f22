"""Updates from Telegram: kept before anything is done with them, so that none is lost and none is dealt with twice."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.messages import AnswerUpdates, Message
from app.telegram.models import TelegramUpdate
from app.telegram.words import clean

# After a week without updates Telegram goes on with a random number (core.telegram.org/bots/api#update), which may be
# lower: an offset that old would hide the new ones.
OFFSET_LIFE = timedelta(days=6)
MOST_BYTES = 256 * 1024
MOST_ATTEMPTS = 3
LATE = timedelta(seconds=5)


def next_offset(session: Session, bot_id: int) -> int:
    """The update to ask for next; 0 asks for the oldest that Telegram still has."""
    recent = TelegramUpdate.received_at > func.clock_timestamp() - OFFSET_LIFE
    newest = select(TelegramUpdate.update_id).where(TelegramUpdate.bot_id == bot_id, recent)
    last = session.scalar(newest.order_by(TelegramUpdate.received_at.desc(), TelegramUpdate.update_id.desc()).limit(1))
    return 0 if last is None else last + 1


def keep(session: Session, bot_id: int, updates: Sequence[dict[str, Any]]) -> int:
    """Keep updates; gives how many are new."""
    rows = [
        {"bot_id": bot_id, "update_id": one["update_id"], "payload": _bounded(one)}
        for one in updates
        if not isinstance(one["update_id"], bool) and -(2**63) <= one["update_id"] < 2**63
    ]
    if not rows:
        return 0
    statement = insert(TelegramUpdate).on_conflict_do_nothing().returning(TelegramUpdate.update_id)
    return len(session.scalars(statement, rows).all())


def _bounded(payload: dict[str, Any]) -> dict[str, Any]:
    cleaned: dict[str, Any] = _clean(payload)
    return cleaned if len(json.dumps(cleaned)) <= MOST_BYTES else {"update_id": payload["update_id"], "too_large": True}


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {clean(name): _clean(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_clean(inner) for inner in value]
    return value


def waiting(session: Session, bot_id: int, limit: int = 100) -> list[int]:
    """Updates that have not been dealt with, in their order."""
    found = select(TelegramUpdate.update_id).where(TelegramUpdate.bot_id == bot_id, _unprocessed())
    return list(session.scalars(found.order_by(TelegramUpdate.update_id).limit(limit)))


def repair(session: Session) -> list[Message]:
    """Bots whose updates have waited for long: the message that wakes somebody up was lost."""
    late = TelegramUpdate.received_at < func.clock_timestamp() - LATE
    return [
        AnswerUpdates(bot_id)
        for bot_id in session.scalars(select(TelegramUpdate.bot_id).where(_unprocessed(), late).distinct())
    ]


def peek(session: Session, bot_id: int, update_id: int) -> dict[str, Any] | None:
    """An update that waits, without taking it."""
    row = session.get(TelegramUpdate, (bot_id, update_id))
    return row.payload if row is not None and row.processed_at is None else None


def take(session: Session, bot_id: int, update_id: int) -> dict[str, Any] | None:
    """An update to deal with in this transaction, which marks it as done; None where somebody else did or does."""
    row = session.scalars(
        select(TelegramUpdate)
        .where(TelegramUpdate.bot_id == bot_id, TelegramUpdate.update_id == update_id, _unprocessed())
        .with_for_update(skip_locked=True)
    ).one_or_none()
    if row is None:
        return None
    row.processed_at = session.scalar(select(func.clock_timestamp()))
    session.flush()
    return row.payload


def failed(session: Session, bot_id: int, update_id: int, error: str) -> None:
    """Dealing with an update failed: it is tried again, until MOST_ATTEMPTS."""
    row = session.get(TelegramUpdate, (bot_id, update_id), with_for_update=True)
    if row is not None and row.processed_at is None:
        row.attempt += 1
        row.error = error[:100]
        if row.attempt >= MOST_ATTEMPTS:
            row.processed_at = session.scalar(select(func.clock_timestamp()))


def _unprocessed() -> Any:
    return TelegramUpdate.processed_at.is_(None)
