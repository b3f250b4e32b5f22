"""How the hub of live events learns who somebody is: tickets, and sessions checked again in bulk."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select

from app.accounts import service
from app.accounts.models import LoginSession, User
from app.db import read_only, transaction
from app.realtime.people import Access
from app.security import Principal


def _redeem(ticket: str) -> Principal | None:
    with transaction() as session:
        return service.redeem_ticket(session, ticket)


def _recheck(principals: Sequence[Principal]) -> list[Principal | None]:
    with read_only() as session:
        rows = session.execute(
            select(LoginSession.id, User)
            .join(User, LoginSession.user_id == User.id)
            .where(
                LoginSession.id.in_([principal.session_id for principal in principals]),
                LoginSession.revoked_at.is_(None),
                LoginSession.expires_at > func.clock_timestamp(),
                User.is_active,
            )
        ).all()
    now = {session_id: service.principal_of(user, session_id) for session_id, user in rows}
    return [now.get(principal.session_id) if principal.session_id else None for principal in principals]


socket_access = Access(_redeem, _recheck)
