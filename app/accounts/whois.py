"""Who a session or an API token stands for: asked with every request, so asked plainly, in one round trip."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from app.accounts import pat
from app.crypto import token_hash
from app.db import quick
from app.security import Principal, ProjectRole, Role, Scope

_WHO = """
    u.id, u.username, u.role, u.language, u.timezone,
    (SELECT jsonb_object_agg(m.project_id, m.role) FROM project_members m WHERE m.user_id = u.id)
"""
_BY_SESSION = f"""
    SELECT {_WHO} FROM sessions s JOIN users u ON u.id = s.user_id
    WHERE s.id = %s AND s.revoked_at IS NULL AND s.expires_at > clock_timestamp() AND u.is_active
"""  # noqa: S608  # put together of constants
_BY_TOKEN = f"""
    SELECT {_WHO}, t.id, t.scopes::text[], t.last_used_at FROM api_tokens t JOIN users u ON u.id = t.user_id
    WHERE t.hash = %s AND (t.expires_at IS NULL OR t.expires_at > clock_timestamp()) AND u.is_active
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class TokenUse:
    """Who an API token stands for, and when it was used before."""

    principal: Principal
    token_id: UUID
    last_used_at: datetime | None


def by_session(session_id: UUID) -> Principal | None:
    """Who a session stands for, as the rows say now; None where it has ended or its user is not active."""
    row = quick(_BY_SESSION, (str(session_id),))
    return None if row is None else _principal(row, session_id=session_id)


def by_token(text: str) -> TokenUse | None:
    """Who an API token stands for, as the rows say now; None for one that is none, past or revoked."""
    row = quick(_BY_TOKEN, (token_hash(text),)) if pat.is_well_formed(text) else None
    if row is None:
        return None
    token_id = UUID(str(row[6]))
    scopes = frozenset(Scope(scope) for scope in row[7])
    return TokenUse(_principal(row, token_id=token_id, scopes=scopes), token_id, row[8])


def _principal(
    row: tuple[Any, ...],
    *,
    session_id: UUID | None = None,
    token_id: UUID | None = None,
    scopes: frozenset[Scope] | None = None,
) -> Principal:
    return Principal(
        user_id=UUID(str(row[0])),
        username=row[1],
        role=Role(row[2]),
        language=row[3],
        timezone=row[4],
        session_id=session_id,
        token_id=token_id,
        scopes=scopes,
        memberships={UUID(project): ProjectRole(role) for project, role in (row[5] or {}).items()},
    )
