"""How the hub of live events learns who somebody is: tickets, and sessions checked again in bulk."""

from __future__ import annotations

from collections.abc import Sequence

from app.accounts import service
from app.db import read_only, transaction
from app.realtime.people import Access
from app.security import Principal


def _redeem(ticket: str) -> Principal | None:
    with transaction() as session:
        return service.redeem_ticket(session, ticket)


def _recheck(principals: Sequence[Principal]) -> list[Principal | None]:
    sessions = [principal.session_id for principal in principals if principal.session_id is not None]
    with read_only() as session:
        now = service.find_principals(session, sessions)
    return [now.get(principal.session_id) if principal.session_id else None for principal in principals]


socket_access = Access(_redeem, _recheck)
