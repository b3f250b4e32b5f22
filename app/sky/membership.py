"""The sky for members of the Telegram channel only, where the administrator asks for that (TELEGRAM_CHANNEL_FOR)."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from app.telegram import membership
from app.telegram.membership import Gate


def admits(session: Session, user_id: UUID) -> bool:
    """Whether a person may see the sky, as far as is known. Administrators may.

    What is known and old is asked for again after the commit, so the answer may be another a moment later.
    """
    return membership.may(session, user_id, Gate.SKY)


def is_open() -> bool:
    """Whether everybody who is signed in may see the sky: then nobody needs to be looked up."""
    return not membership.is_asked_for(Gate.SKY)
