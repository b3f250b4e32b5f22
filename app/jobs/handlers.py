"""Jobs over HTTP."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from apiflask import APIBlueprint

from app.db import read_only
from app.http import Page
from app.jobs import service
from app.jobs.schemas import JobOut, JobQuery
from app.security import authenticated, current_principal

blueprint = APIBlueprint("jobs", __name__, url_prefix="/api", tag="Jobs")


@blueprint.get("/jobs")
@authenticated()
@blueprint.input(JobQuery, location="query")
@blueprint.output(Page[JobOut])
def list_jobs(query_data: JobQuery) -> Any:
    """Jobs, newest first: all for administrators, their own for others."""
    with read_only() as session:
        jobs, cursor = service.list_jobs(session, current_principal(), query_data)
        return {"items": jobs, "next_cursor": cursor}


@blueprint.get("/jobs/<uuid:job_id>")
@authenticated()
@blueprint.output(JobOut)
def get_job(job_id: UUID) -> Any:
    """A job, its progress and its outcome."""
    with read_only() as session:
        return JobOut.model_validate(service.find_job(session, current_principal(), job_id))
