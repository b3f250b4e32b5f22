"""Questions that the bot has asked in a private chat: what the person says next is the answer."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.telegram.models import TelegramDialog

LIFE = timedelta(minutes=30)


def begin(session: Session, bot_id: int, chat_id: int, state: dict[str, Any]) -> None:
    """Remember the question asked last in a chat, in place of any other; `state` says what for."""
    values = {"state": state, "expires_at": func.clock_timestamp() + LIFE}
    session.execute(
        insert(TelegramDialog)
        .values(bot_id=bot_id, chat_id=chat_id, **values)
        .on_conflict_do_update(index_elements=[TelegramDialog.bot_id, TelegramDialog.chat_id], set_=values)
    )


def present(session: Session, bot_id: int, chat_id: int) -> dict[str, Any] | None:
    """The question that is open in a chat; None where there is none, or it was asked too long ago."""
    return session.scalar(
        select(TelegramDialog.state).where(
            TelegramDialog.bot_id == bot_id,
            TelegramDialog.chat_id == chat_id,
            TelegramDialog.expires_at > func.clock_timestamp(),
        )
    )


def end(session: Session, bot_id: int, chat_id: int) -> bool:
    """Forget the open question of a chat; says whether there was one."""
    gone = session.scalar(
        delete(TelegramDialog)
        .where(TelegramDialog.bot_id == bot_id, TelegramDialog.chat_id == chat_id)
        .returning(TelegramDialog.expires_at > func.clock_timestamp())
    )
    return bool(gone)
