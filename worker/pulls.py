"""Tasks of pulls: bringing a project forward, and back."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import structlog
from sqlalchemy.exc import OperationalError

from app.config import settings
from app.db import read_only, transaction
from app.errors import Permanent
from app.gitread.errors import GitReadError
from app.jobs import service as jobs
from app.jobs.models import Job, JobStatus
from app.messages import PullProject, UndoPull
from app.projects import blocks, service
from app.projects.models import Project, Pull
from worker import secrets, watching
from worker.git.access import Secret
from worker.git.journal import recorded
from worker.git.outcome import Outcome, PullResult
from worker.git.pull import pull, undo
from worker.handles import handles

log = structlog.get_logger(__name__)

_TELL_SECONDS = 0.25
_TRY_AGAIN_SECONDS = 3.0
_DONE = (Outcome.FAST_FORWARDED, Outcome.UP_TO_DATE, Outcome.UNDONE)


def state_directory() -> Path:
    """Where this machine keeps the locks and journals of pulls."""
    return settings().data_dir / "git"


@handles(PullProject)
def pull_project(message: PullProject) -> None:
    """Pull one project, note how that went, and take over what it brought."""
    _do(message.job_id, _pull)


@handles(UndoPull)
def undo_pull(message: UndoPull) -> None:
    """Put one project back to where it was before a pull."""
    _do(message.job_id, _undo)


Attempt = Callable[["_Lease", bytes, tuple[bytes, ...]], PullResult]


def _pull(lease: _Lease, path: bytes, roots: tuple[bytes, ...]) -> PullResult:
    return pull(
        path, roots, state_directory(), is_blocked=lease.is_blocked, say=lease.say, stopped=lease.stopped, by=lease.by,
        secret_for=lease.secret_for, learned=secrets.learned,
    )  # fmt: skip


def _undo(lease: _Lease, path: bytes, roots: tuple[bytes, ...]) -> PullResult:
    with read_only() as session:
        row = session.get(Pull, UUID(lease.job.parameters["pull_id"]))
    if row is None or row.old is None or row.new is None:
        return PullResult(Outcome.UNSUITABLE, detail="pull_gone")
    return undo(
        path, roots, state_directory(), branch=row.branch, old=row.old, new=row.new,
        is_blocked=lease.is_blocked, say=lease.say, stopped=lease.stopped, by=lease.by,
    )  # fmt: skip


def _do(job_id: str, attempt: Attempt) -> None:
    with transaction() as session:
        job = jobs.claim(session, UUID(job_id))
    if job is None:
        return
    assert job.subject_id is not None
    with read_only() as session:
        project = session.get(Project, job.subject_id)
        roots = tuple(bytes(root.raw_path) for root in service.all_roots(session))
    if project is None:
        with transaction() as session:
            jobs.finish(session, job, JobStatus.FAILED, error="not_found")
        return
    try:
        result = attempt(_Lease(job), bytes(project.raw_path), roots)
    except GitReadError as error:
        result = PullResult(Outcome.UNSUITABLE, detail=error.reason)
    except Permanent as error:
        result = PullResult(Outcome.FAILED, detail=error.reason)
    _record(job, job.subject_id, result)


def _record(job: Job, project_id: UUID, result: PullResult) -> None:
    for earlier in result.earlier:
        with transaction() as session:
            watching.note_pull(session, project_id, earlier, None)
        recorded(state_directory(), earlier)
    if result.outcome is Outcome.UP_TO_DATE and result.earlier:
        # An attempt of this job that was cut off had done it.
        result = result.earlier[-1]
    elif result.outcome is Outcome.LOCKED and result.detail == "another_pull" and job.attempt < jobs.MAX_ATTEMPTS:
        with transaction() as session:
            jobs.postpone(session, job, _TRY_AGAIN_SECONDS, "pull_locked")
        return
    # Before the job ends, so that whoever waits for it then reads the new state.
    watching.look(project_id)
    done = result.outcome in _DONE
    with transaction() as session:
        watching.note_pull(session, project_id, result, job.requested_by)
        jobs.finish(
            session,
            job,
            JobStatus.SUCCEEDED if done else JobStatus.FAILED,
            result={
                "status": result.outcome.value,
                "detail": result.detail,
                "branch": result.branch,
                "old": result.old,
                "new": result.new,
                "commits": result.commits,
            },
            error=None if done else f"pull_{result.outcome.value}",
        )
    if result.id is not None:
        recorded(state_directory(), result)


class _Lease:
    """A job that is being done: keeps its lease while git works, and shows how far it is."""

    _RENEW_SECONDS = 5.0

    def __init__(self, job: Job) -> None:
        self.job = job
        self.by = None if job.requested_by is None else str(job.requested_by)
        self._told_at = 0.0
        self._shown: tuple[str, int, int | None] = ("", 0, None)
        self._lost = False

    def is_blocked(self) -> bool:
        """Whether the project is blocked now, or gone."""
        with read_only() as session:
            project = session.get(Project, self.job.subject_id)
            return project is None or blocks.is_blocked(project)

    def secret_for(self, url: str) -> Secret | None:
        """The project's credential for an address."""
        assert self.job.subject_id is not None
        return secrets.secret_for(self.job.subject_id, url)

    def say(self, phase: str, done: int, total: int | None) -> None:
        """Show a phase, how much of it is done, and of how much."""
        changed = phase != self._shown[0]
        self._shown = (phase, done, total)
        if changed or time.monotonic() - self._told_at > _TELL_SECONDS:
            self._tell()

    def stopped(self) -> bool:
        """Whether another worker has the job now."""
        if time.monotonic() - self._told_at > self._RENEW_SECONDS:
            self._tell()
        return self._lost

    def _tell(self) -> None:
        self._told_at = time.monotonic()
        phase, done, total = self._shown
        try:
            with transaction() as session:
                self._lost = not jobs.progress(session, self.job, done, total, phase)
        except OperationalError:
            # The database may be back before the lease ends; git goes on meanwhile.
            log.warning("lease_not_renewed", job_id=str(self.job.id))
