"""Jobs as clients see them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from app.http import Moment, Output, PageQuery
from app.jobs.models import JobKind, JobStatus


class JobQuery(PageQuery):
    """Filters of the list of jobs."""

    kind: JobKind | None = None
    status: JobStatus | None = None


class ProgressOut(Output):
    """How far a job is; `total` is null while it is not known."""

    done: int
    total: int | None
    message: str


class JobOut(Output):
    """A job. `result` and `error` are null until it has ended."""

    id: UUID
    kind: JobKind
    status: JobStatus
    subject_id: UUID | None
    progress: ProgressOut
    result: dict[str, Any] | None
    error: str | None
    created_at: Moment
    started_at: Moment | None
    finished_at: Moment | None
