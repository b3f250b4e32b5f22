"""The audit log over HTTP, for administrators."""

from __future__ import annotations

from typing import Any

from apiflask import APIBlueprint

from app.audit import service
from app.audit.schemas import AuditOut, AuditQuery
from app.db import read_only
from app.http import Page
from app.security import Role, authenticated

blueprint = APIBlueprint("audit", __name__, url_prefix="/api", tag="Audit")


@blueprint.get("/audit")
@authenticated(Role.ADMIN)
@blueprint.input(AuditQuery, location="query")
@blueprint.output(Page[AuditOut])
def list_entries(query_data: AuditQuery) -> Any:
    """Critical actions, newest first."""
    with read_only() as session:
        entries, cursor = service.list_entries(session, query_data)
        return {"items": entries, "next_cursor": cursor}
