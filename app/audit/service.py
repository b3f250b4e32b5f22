"""Writing and reading the audit log."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import structlog
from flask import has_request_context, request
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.audit.models import AuditEntry
from app.audit.schemas import AuditQuery
from app.http import page


def record(
    session: Session,
    action: str,
    *,
    actor_id: UUID | None = None,
    actor_name: str | None = None,
    object_kind: str | None = None,
    object_id: object | None = None,
    outcome: str = "ok",
    detail: dict[str, Any] | None = None,
    via: str | None = None,
) -> None:
    """Write one entry in the transaction of the action itself: both are there, or neither. The commit seals it."""
    session.add(
        AuditEntry(
            actor_id=actor_id,
            actor_name=actor_name[:200] if actor_name else None,
            action=action,
            object_kind=object_kind,
            object_id=None if object_id is None else str(object_id)[:200],
            outcome=outcome,
            address=request.remote_addr if has_request_context() else None,
            request_id=structlog.contextvars.get_contextvars().get("request_id"),
            detail=detail or {},
            via=via,
        )
    )


def list_entries(session: Session, query: AuditQuery) -> tuple[list[AuditEntry], str | None]:
    """Entries, newest first, by action, actor, object and time."""
    found = select(AuditEntry)
    conditions: list[tuple[Any, Any]] = [
        (AuditEntry.action, query.action),
        (AuditEntry.actor_id, query.actor_id),
        (AuditEntry.object_kind, query.object_kind),
        (AuditEntry.object_id, query.object_id),
        (AuditEntry.outcome, query.outcome),
    ]
    for column, value in conditions:
        if value is not None:
            found = found.where(column == value)
    found = _between(found, query.since, query.until)
    return page(session, found, [(AuditEntry.at, "desc"), (AuditEntry.id, "desc")], query)


def _between(found: Any, since: datetime | None, until: datetime | None) -> Any:
    if since is not None:
        found = found.where(AuditEntry.at >= since)
    if until is not None:
        found = found.where(AuditEntry.at < until)
    return found
