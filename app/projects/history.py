"""Taking over what happened in a repository: its refs, new commits and pulls, once, whoever else looks as well."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import case, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.db import uuid7
from app.gitread.changes import Cause, Change, Known, SeenPull
from app.gitread.commits import Commit
from app.gitread.refs import Head
from app.http import rfc3339
from app.projects.access import rooms_of
from app.projects.models import Project, ProjectCommit, ProjectRef, ProjectStatus, Pull, PullSource, PullStatus
from app.realtime.publish import publish

# Commits told one by one in an event; for more there is the list.
MOST_TOLD = 20
_ROWS = 500
_BODY = 8192


@dataclass(frozen=True, slots=True)
class Prints:
    """The fingerprints taken before the repository was read; None where they are too fresh to be trusted."""

    quick: int | None
    full: int | None


@dataclass(frozen=True, slots=True)
class Taken:
    """What was new to the database: commits, newest first, and pulls. Nothing is new at first sight."""

    project_id: UUID
    name: str
    cause: Cause
    branch: str | None
    commits: tuple[Commit, ...]
    pulls: tuple[SeenPull, ...]


def room(project_id: UUID) -> str:
    """The room of one project."""
    return f"project:{project_id}"


def known(session: Session, project: Project) -> Known:
    """What was last taken over of the project."""
    head = Head(project.raw_head_ref, project.head_sha)
    if project.ingested_at is None:
        return Known(None, head)
    rows = session.execute(select(ProjectRef.name, ProjectRef.target).where(ProjectRef.project_id == project.id))
    return Known({bytes(name): target for name, target in rows}, head)


def commit_brief(commit: Commit) -> dict[str, Any]:
    """A commit in an event, and as a project's last one."""
    return {
        "sha": commit.sha,
        "subject": commit.subject,
        "author": commit.author.name,
        "author_email": commit.author.email,
        "authored_at": rfc3339(commit.author.at),
        "committed_at": rfc3339(commit.committer.at),
    }


def take(session: Session, project_id: UUID, version: int, change: Change, prints: Prints) -> Taken | None:
    """Take `change` over, if the project still is at `version`; None where another look was first.

    Refs, commits, pulls and events are one transaction: after a crash the next look finds the same difference again.
    """
    first = change.cause is Cause.FIRST_SIGHT
    row = session.execute(
        update(Project)
        .where(Project.id == project_id, Project.version == version, Project.status != ProjectStatus.REPLACED)
        .values(
            version=version + 1,
            quick_print=prints.quick,
            full_print=prints.full,
            raw_head_ref=change.head.ref,
            head_sha=change.head.target,
            default_branch=change.default_branch,
            remote_url=change.remote_url,
            last_commit=commit_brief(change.last_commit) if change.last_commit else None,
            last_polled_at=func.clock_timestamp(),
            ingested_at=func.coalesce(Project.ingested_at, func.clock_timestamp()),
            status=ProjectStatus.ACTIVE,
            status_reason=None,
            status_since=case(
                (Project.status == ProjectStatus.ACTIVE, Project.status_since), else_=func.clock_timestamp()
            ),
        )
        .returning(Project.name)
    ).first()
    if row is None:
        return None
    _take_refs(session, project_id, change, first)
    fresh = _take_commits(session, project_id, change.commits, is_new=not first)
    pulls = () if first else change.pulls
    for pull in pulls:
        session.add(_pull_row(project_id, pull))
    commits = () if first else tuple(commit for commit in change.commits if commit.sha in fresh)
    taken = Taken(project_id, row.name, change.cause, change.head.branch, commits, pulls)
    _announce(session, taken, change)
    return taken


def settle(session: Session, prints: Mapping[UUID, tuple[int, Prints]]) -> None:
    """Note fingerprints of projects that turned out unchanged: (version seen, prints) by project."""
    for project_id, (version, found) in prints.items():
        session.execute(
            update(Project)
            .where(Project.id == project_id, Project.version == version)
            .values(quick_print=found.quick, full_print=found.full)
        )


def _take_refs(session: Session, project_id: UUID, change: Change, first: bool) -> None:
    if first:
        session.execute(delete(ProjectRef).where(ProjectRef.project_id == project_id))
        names = list(change.refs)
    else:
        gone = [move.name for move in change.moves if move.new is None]
        if gone:
            session.execute(delete(ProjectRef).where(ProjectRef.project_id == project_id, ProjectRef.name.in_(gone)))
        names = [move.name for move in change.moves if move.new is not None]
    for start in range(0, len(names), _ROWS):
        statement = insert(ProjectRef).values(
            [
                {"project_id": project_id, "name": name, "kind": change.kinds[name], "target": change.refs[name]}
                for name in names[start : start + _ROWS]
            ]
        )
        session.execute(
            statement.on_conflict_do_update(
                index_elements=["project_id", "name"], set_={"target": statement.excluded.target}
            )
        )


def _take_commits(session: Session, project_id: UUID, commits: Sequence[Commit], *, is_new: bool) -> set[str]:
    fresh: set[str] = set()
    for start in range(0, len(commits), _ROWS):
        rows = [_commit_row(project_id, commit, is_new) for commit in commits[start : start + _ROWS]]
        added = session.scalars(
            insert(ProjectCommit).values(rows).on_conflict_do_nothing().returning(ProjectCommit.sha)
        )
        fresh.update(added)
    return fresh


def _commit_row(project_id: UUID, commit: Commit, is_new: bool) -> dict[str, Any]:
    return {
        "project_id": project_id,
        "sha": commit.sha,
        "parents": list(commit.parents),
        "author": commit.author.name,
        "author_email": commit.author.email,
        "authored_at": commit.author.at,
        "committed_at": commit.committer.at,
        "subject": commit.subject,
        "body": commit.body[:_BODY],
        "is_new": is_new,
    }


def _pull_row(project_id: UUID, pull: SeenPull) -> Pull:
    return Pull(
        id=uuid7(),
        project_id=project_id,
        source=PullSource.SHELL,
        status=PullStatus.FAST_FORWARDED,
        branch=pull.branch,
        old=pull.old,
        new=pull.new,
        commits=pull.commits,
    )


def _announce(session: Session, taken: Taken, change: Change) -> None:
    """Tell the rooms of the project and of all projects what happened."""
    if taken.cause is Cause.NOTHING:
        return
    about = {"project_id": str(taken.project_id), "project": taken.name, "branch": taken.branch}
    head = {"head": change.head.target, "last_commit": commit_brief(change.last_commit) if change.last_commit else None}
    for name in rooms_of(session, taken.project_id):
        publish(session, name, "project", {**about, **head, "cause": taken.cause.value, "status": "active"})
        if taken.commits:
            told = [commit_brief(commit) for commit in taken.commits[:MOST_TOLD]]
            publish(session, name, "commit", {**about, "count": len(taken.commits), "commits": told})
        for pull in taken.pulls:
            told_pull = {"old": pull.old, "new": pull.new, "commits": pull.commits, "by": None, "source": "shell"}
            publish(session, name, "pull", {**about, **told_pull, "status": PullStatus.FAST_FORWARDED.value})
