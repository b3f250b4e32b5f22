"""Membership of a channel, which an administrator may ask for: what Telegram said of it last, and what that allows.

Who is not known to be a member is let in nowhere. But what was once known holds for a day while Telegram cannot say:
its faults are not the person's.
"""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.config import settings
from app.messages import CheckMember, enqueue
from app.security import Role
from app.telegram.models import TelegramMember

FRESH_IF_MEMBER = timedelta(minutes=5)
FRESH_IF_NOT = timedelta(seconds=60)
KNOWN_FOR = timedelta(hours=24)
_MEMBERS = frozenset({"creator", "administrator", "member"})


class Gate(StrEnum):
    """What membership can be asked for."""

    COMMANDS = "commands"
    NOTIFICATIONS = "notifications"
    RUN = "run"
    SKY = "sky"


def is_asked_for(gate: Gate) -> bool:
    """Whether the settings name a channel, and ask for its membership here."""
    return settings().telegram_channel_id is not None and gate.value in settings().telegram_channel_for


def channel() -> str:
    """The channel, as it is called in the settings; empty without one."""
    return settings().telegram_channel_id or ""


def counts(status: str, is_member: object) -> bool:
    """Whether a status of Telegram means membership; a restricted one may be in or out."""
    return status in _MEMBERS or (status == "restricted" and is_member is True)


def note(session: Session, channel: str, telegram_user_id: int, status: str, is_member: object = None) -> None:
    """Keep what Telegram said of a person's membership."""
    values = {
        "is_member": counts(status, is_member), "status": status[:32], "known_at": func.clock_timestamp(),
    }  # fmt: skip
    session.execute(
        insert(TelegramMember)
        .values(channel=channel, telegram_user_id=telegram_user_id, **values)
        .on_conflict_do_update(index_elements=[TelegramMember.channel, TelegramMember.telegram_user_id], set_=values)
    )


def is_fresh(session: Session, telegram_user_id: int) -> bool:
    """Whether what is known of the person is new enough not to ask again."""
    channel = settings().telegram_channel_id
    known = session.get(TelegramMember, (channel, telegram_user_id)) if channel else None
    if known is None:
        return False
    age = session.scalar(select(func.clock_timestamp() - known.known_at))
    assert isinstance(age, timedelta)
    return age < (FRESH_IF_MEMBER if known.is_member else FRESH_IF_NOT)


def admits(session: Session, telegram_user_id: int | None, gate: Gate) -> bool:
    """Whether a person may pass, as far as is known; a person without a Telegram account is a stranger."""
    if not is_asked_for(gate):
        return True
    if telegram_user_id is None:
        return False
    known = session.scalar(
        select(TelegramMember.is_member).where(
            TelegramMember.channel == settings().telegram_channel_id,
            TelegramMember.telegram_user_id == telegram_user_id,
            TelegramMember.known_at > func.clock_timestamp() - KNOWN_FOR,
        )
    )
    return bool(known)


def may(session: Session, user_id: UUID, gate: Gate) -> bool:
    """Whether this user may pass, as far as is known; administrators may. What is old is asked for again.

    The asking is sent after the commit: commit whatever the answer is, and refuse afterwards.
    """
    if not is_asked_for(gate):
        return True
    role, telegram_user_id = session.execute(select(User.role, User.telegram_user_id).where(User.id == user_id)).one()
    if role is Role.ADMIN:
        return True
    if telegram_user_id is not None and not is_fresh(session, telegram_user_id):
        enqueue(session, CheckMember(telegram_user_id))
    return admits(session, telegram_user_id, gate)
