"""Jobs: queued with what caused them, claimed by one worker, leased while it lives, ended truthfully."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import column, func, select, table, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.db import uuid7
from app.errors import AppError
from app.http import page
from app.jobs.models import Job, JobKind, JobStatus
from app.jobs.schemas import JobOut, JobQuery
from app.messages import ComputeSky, Message, PollProject, PullProject, ScanRepositories, UndoPull, enqueue
from app.realtime.publish import publish
from app.security import Action, Placed, Principal, Visibility, can

LEASE = text("interval '30 seconds'")
RESEND = text("interval '3 seconds'")
MOST_RESENT = 100
MAX_ATTEMPTS = 5
# The table of an area above this one, read to say who may see the jobs of a project.
_projects = table("projects", column("id"), column("visibility"))
MESSAGES: dict[JobKind, Callable[[str], Message]] = {
    JobKind.SCAN: ScanRepositories,
    JobKind.POLL: PollProject,
    JobKind.PULL: PullProject,
    JobKind.UNDO: UndoPull,
    JobKind.SKY: ComputeSky,
}


def message(job: Job) -> Message:
    """The message that makes a worker do `job`."""
    return MESSAGES[job.kind](str(job.id))


def queue_job(
    session: Session,
    kind: JobKind,
    subject_id: UUID | None,
    requested_by: UUID | None,
    parameters: dict[str, Any] | None = None,
) -> Job:
    """Queue work, or join the same work where it is already queued or running.

    Raises AppError `conflict` where such work is under way on the same subject with other `parameters`.
    """
    parameters = parameters or {}
    made = session.scalars(
        insert(Job)
        .values(id=uuid7(), kind=kind, subject_id=subject_id, requested_by=requested_by, parameters=parameters)
        .on_conflict_do_nothing()
        .returning(Job)
    ).one_or_none()
    if made is None:
        subject = Job.subject_id.is_(None) if subject_id is None else Job.subject_id == subject_id
        unfinished = Job.status.in_((JobStatus.QUEUED, JobStatus.RUNNING))
        joined = session.scalars(select(Job).where(Job.kind == kind, subject, unfinished)).one_or_none()
        if joined is None:  # it ended between the two statements: start anew
            return queue_job(session, kind, subject_id, requested_by, parameters)
        if joined.parameters != parameters:
            raise AppError("conflict")
        return joined
    enqueue(session, message(made))
    return made


def get_job(session: Session, job_id: UUID) -> Job:
    """The job; raises AppError `not_found`."""
    job = session.get(Job, job_id)
    if job is None:
        raise AppError("not_found")
    return job


def list_jobs(session: Session, principal: Principal, query: JobQuery) -> tuple[list[Job], str | None]:
    """All jobs for an administrator, those that they asked for for others; newest first, by kind and status."""
    found = select(Job)
    if not principal.is_admin:
        found = found.where(Job.requested_by == principal.user_id)
    if query.kind is not None:
        found = found.where(Job.kind == query.kind)
    if query.status is not None:
        found = found.where(Job.status == query.status)
    return page(session, found, [(Job.created_at, "desc"), (Job.id, "desc")], query)


def find_job(session: Session, principal: Principal, job_id: UUID) -> Job:
    """The job, where this person may see it: work on a project by whoever may read that, other work by who asked for
    it. Raises AppError `not_found` to everybody else."""
    job = get_job(session, job_id)
    project = session.execute(select(_projects.c.id, _projects.c.visibility).where(_projects.c.id == job.subject_id))
    found = project.one_or_none()
    if job.kind is JobKind.SKY:
        # Whoever asks while it runs joins it, so it is nobody's own.
        allowed = can(principal, Action.READ, "sky")
    elif found is None:
        allowed = can(principal, Action.READ, "job", job)
    else:
        visibility = None if found.visibility is None else Visibility(found.visibility)
        allowed = can(principal, Action.READ, "project_job", Placed(found.id, visibility))
    if not allowed:
        raise AppError("not_found")
    return job


def claim(session: Session, job_id: UUID) -> Job | None:
    """Take a queued job for this worker, with a lease; None where somebody else has it or it has ended."""
    return _announced(
        session,
        update(Job)
        .where(Job.id == job_id, Job.status == JobStatus.QUEUED, Job.next_attempt_at <= func.clock_timestamp())
        .values(
            status=JobStatus.RUNNING,
            attempt=Job.attempt + 1,
            lease_token=uuid7(),
            lease_until=func.clock_timestamp() + LEASE,
            started_at=func.coalesce(Job.started_at, func.clock_timestamp()),
        ),
    )


def progress(session: Session, job: Job, done: int, total: int | None, words: str = "") -> bool:
    """Note how far the job is and renew its lease; False where the lease is no longer this worker's: stop then."""
    return (
        _announced(
            session,
            _mine(job).values(
                progress_done=done,
                progress_total=total,
                progress_message=words[:500],
                lease_until=func.clock_timestamp() + LEASE,
            ),
        )
        is not None
    )


def finish(
    session: Session, job: Job, status: JobStatus, *, result: dict[str, Any] | None = None, error: str | None = None
) -> bool:
    """End the job; False where the lease is no longer this worker's, and then nothing is changed."""
    values = {"status": status, "result": result, "error": error, "finished_at": func.clock_timestamp()}
    return _announced(session, _mine(job).values(**values, lease_token=None, lease_until=None)) is not None


def postpone(session: Session, job: Job, seconds: float, reason: str) -> None:
    """Put the job back for another try after `seconds`; after MAX_ATTEMPTS it fails with `reason`."""
    if job.attempt >= MAX_ATTEMPTS:
        finish(session, job, JobStatus.FAILED, error=reason)
        return
    later = func.clock_timestamp() + func.make_interval(0, 0, 0, 0, 0, 0, seconds)
    values = {"status": JobStatus.QUEUED, "next_attempt_at": later, "error": reason}
    _announced(session, _mine(job).values(**values, lease_token=None, lease_until=None))


def repair(session: Session) -> list[Message]:
    """What has to be sent again: jobs whose message was lost, and those whose worker died, which are queued again.

    Scans, polls and pulls are safe to do twice, so a dead worker's job is repeated until MAX_ATTEMPTS, then lost.
    """
    expired = (Job.status == JobStatus.RUNNING) & (Job.lease_until < func.clock_timestamp())
    ended = {"status": JobStatus.LOST, "finished_at": func.clock_timestamp(), "lease_token": None, "lease_until": None}
    for job in session.scalars(
        update(Job).where(expired, Job.attempt >= MAX_ATTEMPTS).values(**ended, error="worker_lost").returning(Job)
    ):
        _announce(session, job)
    session.execute(update(Job).where(expired).values(status=JobStatus.QUEUED, lease_token=None, lease_until=None))
    stale = (
        select(Job.id)
        .where(
            Job.status == JobStatus.QUEUED,
            Job.next_attempt_at <= func.clock_timestamp(),
            Job.updated_at < func.clock_timestamp() - RESEND,
        )
        .order_by(Job.next_attempt_at)
        .limit(MOST_RESENT)
        .with_for_update(skip_locked=True)
    )
    # Any update sets updated_at, so that the next second does not send the same again.
    sent = session.scalars(update(Job).where(Job.id.in_(stale)).values(status=Job.status).returning(Job))
    return [message(job) for job in sent]


def _mine(job: Job) -> Any:
    return update(Job).where(Job.id == job.id, Job.status == JobStatus.RUNNING, Job.lease_token == job.lease_token)


def _announced(session: Session, statement: Any) -> Job | None:
    job: Job | None = session.scalars(
        statement.returning(Job), execution_options={"populate_existing": True}
    ).one_or_none()
    if job is not None:
        _announce(session, job)
    return job


def _announce(session: Session, job: Job) -> None:
    publish(session, f"job:{job.id}", "job", JobOut.model_validate(job).dump())


def statuses_of_jobs(session: Session, ids: Sequence[UUID]) -> dict[UUID, str]:
    """Where jobs stand, for hubs that compare their rooms with it."""
    found = session.execute(select(Job.id, Job.status).where(Job.id.in_(ids)))
    return {job_id: status.value for job_id, status in found}
