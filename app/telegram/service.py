"""Rules of linking accounts with Telegram, and what is known about the bot."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import and_, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.audit import service as audit
from app.crypto import token_hash
from app.db import uuid7
from app.errors import AppError
from app.telegram import magic_links, outbox
from app.telegram.models import (
    TelegramBot,
    TelegramDialog,
    TelegramLink,
    TelegramLinkCode,
    TelegramMember,
    TelegramUpdate,
)
from app.telegram.schemas import LinkOut

CODE_LIFE = timedelta(minutes=10)
CODE_PREFIX = "l_"
UPDATES_KEPT = timedelta(days=14)


def issue_code(session: Session, bot_id: int | None, user_id: UUID) -> LinkOut:
    """A code that links the account of `user_id`, for ten minutes and once; earlier ones are void.

    Raises AppError `telegram_unavailable` where there is no bot, or nobody has reached it yet.
    """
    bot = session.get(TelegramBot, bot_id) if bot_id is not None else None
    if bot is None:
        raise AppError("telegram_unavailable")
    mine = and_(TelegramLinkCode.user_id == user_id, TelegramLinkCode.project_id.is_(None))
    session.execute(delete(TelegramLinkCode).where(mine))
    code = CODE_PREFIX + secrets.token_urlsafe(24)
    expires_at: datetime | None = session.scalar(
        insert(TelegramLinkCode)
        .values(id=uuid7(), user_id=user_id, hash=token_hash(code), expires_at=func.clock_timestamp() + CODE_LIFE)
        .returning(TelegramLinkCode.expires_at)
    )
    assert expires_at is not None
    return LinkOut(url=f"https://t.me/{bot.username}?start={code}", code=code, expires_at=expires_at)


def spend_code(session: Session, code: str) -> None:
    """Void a code that others may have seen."""
    session.execute(delete(TelegramLinkCode).where(TelegramLinkCode.hash == token_hash(code)))


@dataclass(frozen=True, slots=True)
class Offer:
    """A code that somebody brought, and the account that it would link."""

    code_id: UUID
    user: User


def claim_code(session: Session, code: str, telegram_user_id: int) -> Offer | None:
    """The account of a code, which from now on only this Telegram account can use; None for any other code."""
    claimed = session.execute(
        update(TelegramLinkCode)
        .where(
            TelegramLinkCode.hash == token_hash(code),
            TelegramLinkCode.project_id.is_(None),
            TelegramLinkCode.used_at.is_(None),
            TelegramLinkCode.expires_at > func.clock_timestamp(),
            TelegramLinkCode.claimed_by.is_(None) | (TelegramLinkCode.claimed_by == telegram_user_id),
        )
        .values(claimed_by=telegram_user_id)
        .returning(TelegramLinkCode.id, TelegramLinkCode.user_id)
    ).first()
    if claimed is None:
        return None
    user = session.get_one(User, claimed.user_id)
    return Offer(claimed.id, user) if user.is_active else None


class Linked(StrEnum):
    """How a confirmation ended."""

    DONE = "done"
    SPENT = "spent"
    TAKEN = "taken"


def confirm_link(
    session: Session, bot_id: int, code_id: UUID, telegram_user_id: int, chat_id: int
) -> tuple[Linked, User | None]:
    """Link the account of a claimed code with this Telegram account, instead of the one it had.

    `taken`: this Telegram account belongs to another user, who must unlink it first.
    """
    user_id = session.scalar(
        update(TelegramLinkCode)
        .where(
            TelegramLinkCode.id == code_id,
            TelegramLinkCode.claimed_by == telegram_user_id,
            TelegramLinkCode.used_at.is_(None),
            TelegramLinkCode.expires_at > func.clock_timestamp(),
        )
        .values(used_at=func.clock_timestamp())
        .returning(TelegramLinkCode.user_id)
    )
    user = session.get(User, user_id, with_for_update=True) if user_id else None
    if user is None or not user.is_active:
        return Linked.SPENT, None
    if user.telegram_user_id == telegram_user_id:
        outbox.reopen_chat(session, bot_id, chat_id)
        return Linked.DONE, user
    try:
        with session.begin_nested():
            unlink(session, user, reason="relinked")
            session.add(TelegramLink(user_id=user.id, telegram_user_id=telegram_user_id, chat_id=chat_id))
            user.telegram_user_id = telegram_user_id
            session.flush()
    except IntegrityError:
        session.refresh(user)
        return Linked.TAKEN, user
    audit.record(
        session, "telegram.link", actor_id=user.id, actor_name=user.username, object_kind="user", object_id=user.id
    )
    return Linked.DONE, user


def refuse_link(session: Session, code_id: UUID, telegram_user_id: int) -> None:
    """The person said no: the code is void."""
    session.execute(
        delete(TelegramLinkCode).where(TelegramLinkCode.id == code_id, TelegramLinkCode.claimed_by == telegram_user_id)
    )


def unlink(session: Session, user: User, *, reason: str = "unlinked") -> None:
    """End a link; what still waits for the chat is dead. Does nothing where there is none."""
    link = session.scalars(delete(TelegramLink).where(TelegramLink.user_id == user.id).returning(TelegramLink)).first()
    if link is None:
        return
    outbox.drop_waiting(session, user.id, reason)
    magic_links.void(session, user.id)
    user.telegram_user_id = None
    session.flush()
    audit.record(
        session, "telegram.unlink", actor_id=user.id, actor_name=user.username, object_kind="user", object_id=user.id,
        detail={"reason": reason},
    )  # fmt: skip


def linked_user(session: Session, telegram_user_id: int) -> User | None:
    """The active user who linked this Telegram account."""
    return session.scalars(select(User).where(User.telegram_user_id == telegram_user_id, User.is_active)).one_or_none()


def forget_old(session: Session) -> None:
    """Delete what has passed its age: messages, updates, codes."""
    outbox.forget_old(session)
    magic_links.forget_old(session)
    now = func.clock_timestamp()
    session.execute(
        delete(TelegramUpdate).where(
            TelegramUpdate.processed_at.is_not(None), TelegramUpdate.received_at < now - UPDATES_KEPT
        )
    )
    session.execute(delete(TelegramLinkCode).where(TelegramLinkCode.expires_at < now - timedelta(days=1)))
    session.execute(delete(TelegramDialog).where(TelegramDialog.expires_at < now - timedelta(days=1)))
    session.execute(delete(TelegramMember).where(TelegramMember.known_at < now - timedelta(days=30)))
