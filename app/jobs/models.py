"""Jobs: one row for each piece of work that a request started and a worker does."""

from __future__ import annotations

from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Enum, Index, Integer, String, func, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, Id, Time, TimestampMixin, enum_values


class JobKind(StrEnum):
    """What the work is."""

    SCAN = "scan"
    POLL = "poll"
    PULL = "pull"
    UNDO = "undo"
    SKY = "sky"


class JobStatus(StrEnum):
    """Where it stands."""

    QUEUED = "queued"
    RUNNING = "running"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"
    LOST = "lost"


ENDED = (JobStatus.SUCCEEDED, JobStatus.FAILED, JobStatus.CANCELLED, JobStatus.LOST)


class Job(TimestampMixin, Base):
    """A job. `subject_id` is what it works on, such as a project; `error` a code of its own or of ERRORS.

    `parameters` say more of what is to be done, in plain JSON values.
    """

    __tablename__ = "jobs"
    __table_args__ = (
        Index("ix_jobs_queued", "next_attempt_at", postgresql_where=text("status = 'queued'")),
        Index("ix_jobs_leased", "lease_until", postgresql_where=text("status = 'running'")),
        Index("ix_jobs_created_at", "created_at", "id"),
        # One unfinished job of a kind for a subject: a second request joins the first.
        Index(
            "uq_jobs_unfinished",
            "kind",
            text("coalesce(subject_id, '00000000-0000-0000-0000-000000000000'::uuid)"),
            unique=True,
            postgresql_where=text("status IN ('queued', 'running')"),
        ),
    )

    id: Mapped[Id]
    kind: Mapped[JobKind] = mapped_column(Enum(JobKind, name="job_kind", values_callable=enum_values))
    status: Mapped[JobStatus] = mapped_column(
        Enum(JobStatus, name="job_status", values_callable=enum_values), server_default=JobStatus.QUEUED.value
    )
    subject_id: Mapped[UUID | None]
    requested_by: Mapped[UUID | None]
    parameters: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default="{}")
    progress_done: Mapped[int] = mapped_column(Integer, server_default="0")
    progress_total: Mapped[int | None]
    progress_message: Mapped[str] = mapped_column(String(500), server_default="")
    result: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    error: Mapped[str | None] = mapped_column(String(500))
    attempt: Mapped[int] = mapped_column(Integer, server_default="0")
    next_attempt_at: Mapped[Time] = mapped_column(server_default=func.clock_timestamp())
    lease_token: Mapped[UUID | None]
    lease_until: Mapped[Time | None]
    started_at: Mapped[Time | None]
    finished_at: Mapped[Time | None]

    @property
    def owner_id(self) -> UUID | None:
        """Whose it is, for permissions."""
        return self.requested_by

    @property
    def progress(self) -> dict[str, Any]:
        """How far it is, as clients see it."""
        return {"done": self.progress_done, "total": self.progress_total, "message": self.progress_message}
