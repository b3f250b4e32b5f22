"""How the hub of live events learns who somebody is: tickets, and sessions and API tokens checked again in bulk."""

from __future__ import annotations

from collections.abc import Sequence

from app.accounts import service
from app.accounts.models import ApiToken
from app.db import read_only, transaction
from app.realtime.people import Access
from app.security import Principal


def _redeem(ticket: str) -> Principal | None:
    with transaction() as session:
        return service.redeem_ticket(session, ticket)


def _recheck(principals: Sequence[Principal]) -> list[Principal | None]:
    sessions = [principal.session_id for principal in principals if principal.session_id is not None]
    tokens = [principal.token_id for principal in principals if principal.token_id is not None]
    with read_only() as session:
        now = service.find_principals(session, sessions)
        if tokens:
            found = service.find_token_principals(session, ApiToken.id.in_(tokens))
            now |= {token_id: principal for token_id, (_, principal) in found.items()}
    return [now.get(principal.credential) if principal.credential else None for principal in principals]


socket_access = Access(_redeem, _recheck)
