"""Groups that are told of a project. Nothing is said in them that is one person's affair."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.crypto import token_hash
from app.db import uuid7
from app.telegram.models import TelegramGroup, TelegramLinkCode
from app.telegram.service import CODE_LIFE

CODE_PREFIX = "g_"
MOST_GROUPS = 20


@dataclass(frozen=True, slots=True)
class Place:
    """A group, or one of its topics, and what is known of it."""

    bot_id: int
    chat_id: int
    thread_id: int | None
    title: str


def issue_code(session: Session, user_id: UUID, project_id: UUID) -> str:
    """A code that, said in a group within ten minutes, has the group told of the project, once."""
    code = CODE_PREFIX + secrets.token_urlsafe(24)
    expires = func.clock_timestamp() + CODE_LIFE
    values = {"user_id": user_id, "hash": token_hash(code), "project_id": project_id, "expires_at": expires}
    session.execute(insert(TelegramLinkCode).values(id=uuid7(), **values))
    return code


def spend_code(session: Session, code: str) -> tuple[User, UUID] | None:
    """Who made a code, for which project; None for one that is spent, late or unknown. It is spent by this."""
    spent = session.execute(
        update(TelegramLinkCode)
        .where(
            TelegramLinkCode.hash == token_hash(code),
            TelegramLinkCode.project_id.is_not(None),
            TelegramLinkCode.used_at.is_(None),
            TelegramLinkCode.expires_at > func.clock_timestamp(),
        )
        .values(used_at=func.clock_timestamp())
        .returning(TelegramLinkCode.user_id, TelegramLinkCode.project_id)
    ).one_or_none()
    if spent is None:
        return None
    user = session.get_one(User, spent.user_id)
    return (user, spent.project_id) if user.is_active else None


def bind(session: Session, place: Place, project_id: UUID, user: User) -> None:
    """Have a group told of a project, in the language of who asked for it, where it was asked for."""
    values = {
        "title": place.title[:200], "language": user.language, "thread_id": place.thread_id, "bound_by": user.id,
    }  # fmt: skip
    session.execute(
        insert(TelegramGroup)
        .values(bot_id=place.bot_id, chat_id=place.chat_id, project_id=project_id, **values)
        .on_conflict_do_update(
            index_elements=[TelegramGroup.bot_id, TelegramGroup.chat_id, TelegramGroup.project_id], set_=values
        )
    )


def unbind(session: Session, bot_id: int, chat_id: int, project_id: UUID) -> bool:
    """Tell a group no more of a project; False where it was not told."""
    gone = session.scalar(
        delete(TelegramGroup)
        .where(TelegramGroup.bot_id == bot_id, TelegramGroup.chat_id == chat_id, TelegramGroup.project_id == project_id)
        .returning(TelegramGroup.chat_id)
    )
    return gone is not None


def projects_of(session: Session, bot_id: int, chat_id: int) -> list[UUID]:
    """The projects that a group is told of."""
    found = select(TelegramGroup.project_id).where(TelegramGroup.bot_id == bot_id, TelegramGroup.chat_id == chat_id)
    return list(session.scalars(found.order_by(TelegramGroup.created_at)))


def told_of(session: Session, project_id: UUID) -> Sequence[TelegramGroup]:
    """The groups that are told of a project."""
    found = select(TelegramGroup).where(TelegramGroup.project_id == project_id)
    return session.scalars(found.order_by(TelegramGroup.created_at).limit(MOST_GROUPS)).all()
