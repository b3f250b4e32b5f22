"""The sky for members of the Telegram channel only, where the administrator asks for that (TELEGRAM_CHANNEL_FOR)."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.messages import CheckMember, enqueue
from app.security import Role
from app.telegram import membership
from app.telegram.membership import Gate


def admits(session: Session, user_id: UUID) -> bool:
    """Whether a person may see the sky, as far as is known. Administrators may.

    What is known and old is asked for again after the commit, so the answer may be another a moment later.
    """
    if not membership.is_asked_for(Gate.SKY):
        return True
    role, telegram_user_id = session.execute(select(User.role, User.telegram_user_id).where(User.id == user_id)).one()
    if role is Role.ADMIN:
        return True
    if telegram_user_id is not None and not membership.is_fresh(session, telegram_user_id):
        enqueue(session, CheckMember(telegram_user_id))
    return membership.admits(session, telegram_user_id, Gate.SKY)


def is_open() -> bool:
    """Whether everybody who is signed in may see the sky: then nobody needs to be looked up."""
    return not membership.is_asked_for(Gate.SKY)
