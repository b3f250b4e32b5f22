"""The audit log as administrators see it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from pydantic import Field

from app.http import AskedMoment, Moment, Output, PageQuery


class AuditQuery(PageQuery):
    """Filters of the audit log."""

    action: str | None = Field(default=None, max_length=64)
    actor_id: UUID | None = None
    object_kind: str | None = Field(default=None, max_length=64)
    object_id: str | None = Field(default=None, max_length=200)
    outcome: str | None = Field(default=None, max_length=32)
    since: AskedMoment | None = None
    until: AskedMoment | None = None


class AuditOut(Output):
    """One entry; `position` counts them, `via` says what the actor signed in with."""

    id: UUID
    at: Moment
    actor_id: UUID | None
    actor_name: str | None
    action: str
    object_kind: str | None
    object_id: str | None
    outcome: str
    address: str | None
    request_id: str | None
    detail: dict[str, Any]
    via: str | None
    position: int | None
