"""Pulls: who may ask for one, what became of it, and taking the last one back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.audit import service as audit
from app.errors import AppError
from app.http import page, rfc3339
from app.jobs import service as jobs
from app.jobs.models import Job, JobKind
from app.projects import access, blocks
from app.projects.models import Project, ProjectStatus, Pull, PullSource, PullStatus
from app.projects.schemas import PullQuery
from app.realtime.publish import publish
from app.security import Action, Principal


@dataclass(frozen=True, slots=True)
class Done:
    """How a pull of ours ended, for its row. `id`: the same for every attempt to record it."""

    id: UUID
    by: UUID | None
    status: PullStatus
    branch: str | None
    old: str | None
    new: str | None
    commits: int
    detail: str


def list_pulls(
    session: Session, principal: Principal, project_id: UUID, query: PullQuery
) -> tuple[list[Pull], str | None]:
    """Pulls of the project, newest first; raises AppError `not_found`."""
    access.find(session, principal, Action.READ, project_id)
    found = select(Pull).where(Pull.project_id == project_id)
    return page(session, found, [(Pull.at, "desc"), (Pull.id, "desc")], query)


def queue_pull(session: Session, project_id: UUID, requested_by: UUID | None) -> Job:
    """Queue a pull of the project, or join the one that is under way; nobody asked for one that the policy wants.

    Raises AppError `not_found`, `project_blocked`, and `repository_unreadable` for one that is not active.
    """
    _pullable(session, project_id)
    audit.record(session, "pull", actor_id=requested_by, object_kind="project", object_id=project_id)
    return jobs.queue_job(session, JobKind.PULL, project_id, requested_by)


def queue_undo(session: Session, project_id: UUID, pull_id: UUID, requested_by: UUID) -> Job:
    """Queue taking back a pull: the branch and its files go to where they were before.

    Raises AppError as `queue_pull`, and `pull_not_undoable` for a pull that moved nothing, is no longer the last, or
    was undone before. What happened in the work tree since then is looked at when it is done.
    """
    project = _pullable(session, project_id)
    pull = session.get(Pull, pull_id)
    if pull is None or pull.project_id != project_id:
        raise AppError("not_found")
    if pull.status is not PullStatus.FAST_FORWARDED or pull.undone_at is not None or pull.new != project.head_sha:
        raise AppError("pull_not_undoable")
    detail = {"pull_id": str(pull_id)}
    audit.record(
        session, "pull_undo", actor_id=requested_by, object_kind="project", object_id=project_id, detail=detail
    )
    return jobs.queue_job(session, JobKind.UNDO, project_id, requested_by, detail)


def _pullable(session: Session, project_id: UUID) -> Project:
    project = session.get(Project, project_id)
    if project is None:
        raise AppError("not_found")
    if blocks.is_blocked(project):
        raise blocks.refusal(project)
    if project.status is not ProjectStatus.ACTIVE:
        raise AppError("repository_unreadable", status=project.status.value, reason=project.status_reason)
    return project


def record(session: Session, project_id: UUID, done: Done) -> Pull | None:
    """Keep how a pull of ours ended, and tell the rooms; None where that was recorded before, or for no project."""
    project = session.get(Project, project_id)
    if project is None:
        return None
    row = session.scalars(
        insert(Pull)
        .values(
            id=done.id, project_id=project_id, source=PullSource.LUMASTACK, by=done.by, status=done.status,
            branch=done.branch, old=done.old, new=done.new, commits=done.commits, detail=done.detail[:500],
        )
        .on_conflict_do_nothing()
        .returning(Pull)
    ).one_or_none()  # fmt: skip
    if row is None:
        return None
    if done.status is PullStatus.UNDONE:
        undone = (Pull.project_id == project_id, Pull.status == PullStatus.FAST_FORWARDED)
        same = (Pull.old == done.new, Pull.new == done.old, Pull.undone_at.is_(None))
        session.execute(update(Pull).where(*undone, *same).values(undone_at=func.clock_timestamp()))
    for name in access.rooms_of(session, project_id):
        publish(session, name, "pull", pull_event(row, project))
    return row


def pull_event(pull: Pull, project: Project) -> dict[str, Any]:
    """A pull as rooms are told of it."""
    return {
        "id": str(pull.id),
        "project_id": str(project.id),
        "project": project.name,
        "branch": pull.branch,
        "old": pull.old,
        "new": pull.new,
        "commits": pull.commits,
        "by": None if pull.by is None else str(pull.by),
        "source": pull.source.value,
        "status": pull.status.value,
        "at": rfc3339(pull.at),
    }
