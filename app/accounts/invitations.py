"""Invitations: how people come in who no administrator makes an account for."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from app.accounts.models import Invitation, User
from app.accounts.schemas import InvitationIn
from app.config import settings
from app.crypto import new_token, token_hash
from app.db import uuid7
from app.errors import AppError
from app.http import PageQuery, page
from app.security import Principal, Role

PREFIX = "luma_invite_"


def list_invitations(session: Session, query: PageQuery) -> tuple[list[Invitation], str | None]:
    """All invitations, newest first."""
    keys = [(Invitation.created_at, "desc"), (Invitation.id, "desc")]
    return page(session, select(Invitation), keys, query)  # type: ignore[arg-type]  # the directions are literal


def invite(session: Session, principal: Principal, asked: InvitationIn) -> tuple[Invitation, str]:
    """A new invitation, and its link, which is told once."""
    token = PREFIX + new_token()
    made = Invitation(
        id=uuid7(),
        hash=token_hash(token),
        role=asked.role,
        note=asked.note,
        created_by=principal.user_id,
        expires_at=func.clock_timestamp() + timedelta(hours=asked.hours),
    )
    session.add(made)
    session.flush()
    session.refresh(made)
    # Behind the # so that no server, proxy or preview on the way reads it.
    return made, f"{settings().public_url}/register#i={token}"


def withdraw(session: Session, invitation_id: UUID) -> None:
    """Void an invitation; raises AppError `not_found`."""
    gone = session.scalar(delete(Invitation).where(Invitation.id == invitation_id).returning(Invitation.id))
    if gone is None:
        raise AppError("not_found")


def admit(session: Session, token: str | None) -> tuple[Role, UUID | None]:
    """The role of somebody who registers, and the invitation that this spends (None where none is needed).

    Raises AppError `registration_closed`, and `invitation_spent` for one that is unknown, used or late.
    """
    how = settings().registration
    if how == "closed" or (how == "invitation" and token is None):
        raise AppError("registration_closed")
    if token is None:
        return Role.USER, None
    spent = session.execute(
        update(Invitation)
        .where(
            Invitation.hash == token_hash(token),
            Invitation.used_at.is_(None),
            Invitation.expires_at > func.clock_timestamp(),
        )
        .values(used_at=func.clock_timestamp())
        .returning(Invitation.id, Invitation.role)
    ).one_or_none()
    if spent is None:
        raise AppError("invitation_spent")
    return spent.role, spent.id


def note_guest(session: Session, invitation_id: UUID, user: User) -> None:
    """Note who came by an invitation."""
    session.execute(update(Invitation).where(Invitation.id == invitation_id).values(used_by=user.id))
