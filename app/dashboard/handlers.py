"""The dashboard over HTTP."""

from __future__ import annotations

from typing import Any

from apiflask import APIBlueprint
from flask import Response

from app.dashboard import service
from app.dashboard.schemas import DashboardOut, DashboardQuery
from app.db import read_only
from app.security import authenticated, current_principal

blueprint = APIBlueprint("dashboard", __name__, url_prefix="/api", tag="Repositories")


@blueprint.get("/dashboard")
@authenticated()
@blueprint.input(DashboardQuery, location="query")
@blueprint.output(DashboardOut)
def dashboard(query_data: DashboardQuery) -> Any:
    """What happened in the last days: commits by day, author and project, runs, failures and pulls."""
    principal = current_principal()

    def make() -> DashboardOut:
        with read_only() as session:
            return service.activity(session, principal, query_data)

    return Response(service.cached(principal, query_data, make), content_type="application/json")
