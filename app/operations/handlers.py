"""The status report over HTTP, for administrators."""

from __future__ import annotations

from typing import Any

from apiflask import APIBlueprint

from app.db import read_only
from app.operations import service
from app.operations.schemas import StatusOut
from app.security import Role, authenticated

blueprint = APIBlueprint("operations", __name__, url_prefix="/api/admin", tag="Operations")


@blueprint.get("/status")
@authenticated(Role.ADMIN)
@blueprint.output(StatusOut)
def status() -> Any:
    """How the whole is: servers, memory, latency, queues and their readers, runs, Telegram, the sandbox."""
    with read_only() as session:
        return service.status(session)
