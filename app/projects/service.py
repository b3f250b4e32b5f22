"""Rules of scan roots and projects."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.accounts.service import audit_actor
from app.audit import service as audit
from app.config import settings
from app.db import uuid7
from app.errors import AppError, invalid
from app.gitread.text import decode
from app.http import page
from app.jobs import service as jobs
from app.jobs.models import Job, JobKind
from app.projects import access, blocks
from app.projects.models import PollGroup, Project, ProjectStatus, ScanRoot
from app.projects.remote_models import Remote
from app.projects.remote_schemas import UpstreamOut
from app.projects.schemas import ProjectOut, ProjectPatch, ProjectQuery
from app.projects.sightings import ensure_groups
from app.realtime.control import tell_hubs
from app.realtime.publish import publish
from app.security import Action, Principal, ProjectRole, default_visibility


@dataclass(frozen=True, slots=True)
class Place:
    """Where a project's files are, and within which directories all its parts must lie."""

    project_id: UUID
    path: bytes
    roots: tuple[bytes, ...]


def check_directory(path: str) -> bytes:
    """The real name of the directory `path` in bytes. It asks the file system: call it outside a transaction.

    Raises AppError `validation` for what is not an absolute path of a directory that can be read.
    """
    raw = path.encode()
    if not path.startswith("/") or "\0" in path:
        raise invalid("path", "not_a_directory")
    real = os.path.realpath(raw)
    if not os.path.isdir(real) or not os.access(real, os.R_OK | os.X_OK):
        raise invalid("path", "not_a_directory")
    return real


def list_roots(session: Session, query: Any) -> tuple[list[ScanRoot], str | None]:
    """Scan roots, oldest first."""
    return page(session, select(ScanRoot), [(ScanRoot.created_at, "asc"), (ScanRoot.id, "asc")], query)


def add_root(session: Session, raw_path: bytes, created_by: UUID | None) -> ScanRoot:
    """Register a directory that `check_directory` returned; a second time gives the same root."""
    made = session.scalars(
        insert(ScanRoot)
        .values(id=uuid7(), path=decode(raw_path), raw_path=raw_path, created_by=created_by)
        .on_conflict_do_nothing()
        .returning(ScanRoot)
    ).one_or_none()
    if made is None:
        return session.scalars(select(ScanRoot).where(ScanRoot.raw_path == raw_path)).one()
    ensure_groups(session)
    audit.record(session, "scan_root_added", actor_id=created_by, object_kind="scan_root", object_id=made.id)
    return made


def remove_root(session: Session, root_id: UUID, removed_by: UUID) -> None:
    """Stop looking below a root. Its projects stay, as missing, with all that is known of them."""
    root = session.get(ScanRoot, root_id)
    if root is None:
        raise AppError("not_found")
    session.execute(
        update(Project)
        .where(Project.scan_root_id == root_id, Project.status != ProjectStatus.REPLACED)
        .values(status=ProjectStatus.MISSING, status_reason="root_removed", status_since=func.clock_timestamp())
    )
    session.delete(root)
    audit.record(session, "scan_root_removed", actor_id=removed_by, object_kind="scan_root", object_id=root_id)


def register_roots(session: Session, paths: Sequence[bytes]) -> list[ScanRoot]:
    """Make sure that the roots of the settings are there, as at every start."""
    ensure_groups(session)
    return [add_root(session, path, None) for path in paths]


def all_roots(session: Session) -> list[ScanRoot]:
    """Every scan root."""
    return list(session.scalars(select(ScanRoot).order_by(ScanRoot.created_at, ScanRoot.id)))


def queue_scan(session: Session, requested_by: UUID | None) -> Job:
    """Queue a scan of all roots, or join the one that is under way."""
    return jobs.queue_job(session, JobKind.SCAN, None, requested_by)


def queue_poll(session: Session, principal: Principal, project_id: UUID) -> Job:
    """Queue a look at one project now; raises AppError `not_found`."""
    access.find(session, principal, Action.READ, project_id)
    return jobs.queue_job(session, JobKind.POLL, project_id, principal.user_id)


def place(session: Session, principal: Principal, project_id: UUID) -> Place:
    """Where to read the project; raises AppError `not_found`, `repository_unreadable` for one that is not active."""
    access.require_in(session, principal, Action.READ, "project", project_id)
    row = session.execute(
        select(Project.raw_path, Project.status, Project.status_reason).where(Project.id == project_id)
    ).one()
    if row.status is not ProjectStatus.ACTIVE:
        raise AppError("repository_unreadable", status=row.status.value, reason=row.status_reason)
    roots = session.scalars(select(ScanRoot.raw_path).order_by(ScanRoot.raw_path))
    return Place(project_id, bytes(row.raw_path), tuple(bytes(root) for root in roots))


def list_projects(session: Session, principal: Principal, query: ProjectQuery) -> tuple[list[Project], str | None]:
    """The projects that this person may read, by name."""
    found = select(Project).where(access.readable(principal))
    if query.q:
        pattern = "%" + query.q.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        found = found.where(or_(Project.name.ilike(pattern), Project.path.ilike(pattern)))
    if query.blocked is not None:
        found = found.where(Project.is_blocked == query.blocked)
    if query.status is not None:
        found = found.where(Project.status == query.status)
    return page(session, found, [(Project.name, "asc"), (Project.id, "asc")], query)


def describe(session: Session, principal: Principal, projects: Sequence[Project]) -> list[ProjectOut]:
    """Projects as clients see them, with the moment of the last look, which is kept once for a group of them."""
    polled = {row.number: row.polled_at for row in session.execute(select(PollGroup.number, PollGroup.polled_at))}
    ids = {project.remote_id for project in projects if project.remote_id is not None}
    remotes = {row.id: row for row in session.scalars(select(Remote).where(Remote.id.in_(ids)))} if ids else {}
    return [
        _describe(principal, project, polled.get(project.poll_group), _upstream(project, remotes))
        for project in projects
    ]


def _upstream(project: Project, remotes: Mapping[UUID, Remote]) -> UpstreamOut | None:
    remote = None if project.remote_id is None else remotes.get(project.remote_id)
    if remote is None or project.upstream_branch is None:
        return None
    return UpstreamOut(
        url=remote.url,
        branch=decode(bytes(project.upstream_branch)),
        sha=project.upstream_sha,
        state=_standing(project, remote),
        ahead=project.ahead,
        behind=project.behind,
        moved_at=project.upstream_moved_at,
        polled_at=remote.last_polled_at,
        next_poll_at=remote.next_poll_at,
        unreachable_since=remote.unreachable_since,
        error=remote.error,
    )


def _standing(project: Project, remote: Remote) -> str:
    if remote.unreachable_since is not None:
        return "unreachable"
    if project.upstream_sha is None:
        return "unknown" if remote.last_polled_at is None else "gone"
    if project.behind is None or project.behind > 0:
        return "diverged" if project.ahead else "behind"
    return "ahead" if project.ahead else "up_to_date"


def _describe(
    principal: Principal, project: Project, group_polled_at: datetime | None, upstream: UpstreamOut | None
) -> ProjectOut:
    made_here = ("head", "branch", "last_polled_at", "visibility", "my_role", "is_blocked", "upstream")
    values = {name: getattr(project, name) for name in ProjectOut.model_fields if name not in made_here}
    head_ref = project.raw_head_ref
    return ProjectOut(
        **values,
        is_blocked=blocks.is_blocked(project),
        upstream=upstream,
        head=project.head_sha,
        branch=None if head_ref is None else decode(bytes(head_ref).removeprefix(b"refs/heads/")),
        last_polled_at=_last_polled(project, group_polled_at),
        visibility=project.visibility or default_visibility(),
        my_role=ProjectRole.OWNER if principal.is_admin else principal.role_in(project.id, project.visibility),
    )


def _last_polled(project: Project, group: datetime | None) -> datetime | None:
    own = project.last_polled_at
    # A project with an interval of its own is not looked at each time its group is.
    slow = project.poll_interval is not None and project.poll_interval > settings().poll_seconds * 2
    if own is None or group is None or slow or project.status is ProjectStatus.REPLACED:
        return own
    return max(own, group)


def change_project(session: Session, project_id: UUID, patch: ProjectPatch, principal: Principal) -> Project:
    """Change what people set of a project; blocking and unblocking are audited.

    Raises AppError `not_found`, and `forbidden` for what this person may not change.
    """
    given = patch.model_fields_set
    of_block, governs = given & blocks.FIELDS, given & {"visibility"}
    project = access.find(session, principal, Action.READ, project_id, lock=True)
    if governs:
        access.find(session, principal, Action.ADMINISTER, project_id)
        _show(session, project, patch, principal)
    if of_block:
        access.find(session, principal, Action.BLOCK, project_id)
        if "block_enforced" in given:
            access.find(session, principal, Action.ADMINISTER, project_id)
        blocks.change(session, project, patch, principal)
    if given - of_block - governs or not given:
        access.find(session, principal, Action.UPDATE, project_id)
    for name in ("name", "description", "auto_pull"):
        value = getattr(patch, name)
        if value is not None:
            setattr(project, name, value)
    if "poll_interval" in given:
        project.poll_interval = patch.poll_interval
    session.flush()
    data = {"project_id": str(project.id), "project": project.name, "cause": "changed", "status": project.status.value}
    for where in access.rooms_of(session, project.id):
        publish(session, where, "project", {**data, "is_blocked": project.is_blocked})
    return project


def _show(session: Session, project: Project, patch: ProjectPatch, principal: Principal) -> None:
    if patch.visibility == project.visibility:
        return
    audit.record(
        session, "project.visibility", **audit_actor(principal), object_kind="project", object_id=project.id,
        detail={"from": project.visibility, "to": patch.visibility},
    )  # fmt: skip
    project.visibility = patch.visibility
    # Whoever sees less than before leaves the rooms of the project now, and not at the next look.
    for user_id in session.scalars(select(User.id).where(User.is_active)):
        tell_hubs(session, "recheck", user_id)


def delete_project(session: Session, project_id: UUID, principal: Principal) -> None:
    """Forget a project and all that is known of it; its files are not touched, and a scan finds it anew.

    Raises AppError `not_found`, and `project_blocked` while shells obey its block: nobody could lift that afterwards.
    """
    project = access.find(session, principal, Action.DELETE, project_id)
    if project.block_state is not None:
        raise blocks.refusal(project)
    audit.record(
        session,
        "project_deleted",
        actor_id=principal.user_id,
        actor_name=principal.username,
        object_kind="project",
        object_id=project_id,
        detail={"path": project.path},
    )
    session.delete(project)
