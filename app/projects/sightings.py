"""What a scan saw, against what is known: new, the same, back again, moved, replaced, or gone."""

from __future__ import annotations

import os
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.db import uuid7
from app.gitread.layout import Kind, Layout
from app.gitread.text import decode
from app.projects.access import rooms_of
from app.projects.models import PollGroup, Project, ProjectRef, ProjectStatus, ScanRoot
from app.realtime.publish import publish

POLL_GROUPS = 8
_TIPS = 5
_NAME = 200


@dataclass(frozen=True, slots=True)
class Sighting:
    """A repository that a scan found: readable (`layout`), or not, and why (`status`, `reason`)."""

    path: bytes
    layout: Layout | None
    status: ProjectStatus = ProjectStatus.ACTIVE
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Brief:
    """What a scan must know of a project. `tips`: some commits that a true descendant of it must hold."""

    id: UUID
    raw_path: bytes
    identity: tuple[int, int] | None
    status: ProjectStatus
    tips: tuple[str, ...]


class Verdict(StrEnum):
    """What a sighting means."""

    NEW = "new"
    SAME = "same"
    BACK = "back"
    MOVED = "moved"
    CLONED_AGAIN = "cloned_again"
    REPLACED = "replaced"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Decision:
    """A sighting, what it means, and the project that it concerns (None: a new one)."""

    verdict: Verdict
    sighting: Sighting
    project_id: UUID | None


def briefs(session: Session, sightings: Sequence[Sighting]) -> tuple[dict[bytes, Brief], dict[tuple[int, int], Brief]]:
    """The projects at the paths seen, and those with the identities seen."""
    paths = [sighting.path for sighting in sightings]
    identities = [identity(sighting.layout) for sighting in sightings if sighting.layout is not None]
    rows = session.execute(
        select(Project.id, Project.raw_path, Project.device, Project.inode, Project.status, Project.head_sha).where(
            Project.status != ProjectStatus.REPLACED,
            or_(Project.raw_path.in_(paths), tuple_(Project.device, Project.inode).in_(identities or [(0, 0)])),
        )
    ).all()
    tips = _tips(session, [row.id for row in rows])
    by_path: dict[bytes, Brief] = {}
    by_identity: dict[tuple[int, int], Brief] = {}
    for row in rows:
        same = None if row.inode is None else (row.device, row.inode)
        known = [*([row.head_sha] if row.head_sha else []), *tips.get(row.id, [])]
        brief = Brief(row.id, bytes(row.raw_path), same, row.status, tuple(dict.fromkeys(known))[:_TIPS])
        by_path[brief.raw_path] = brief
        if same is not None:
            by_identity[same] = brief
    return by_path, by_identity


def _tips(session: Session, ids: Sequence[UUID]) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = {}
    if ids:
        number = func.row_number().over(partition_by=ProjectRef.project_id, order_by=ProjectRef.name)
        ranked = (
            select(ProjectRef.project_id, ProjectRef.target, number.label("number"))
            .where(ProjectRef.project_id.in_(ids))
            .subquery()
        )
        for project_id, target in session.execute(
            select(ranked.c.project_id, ranked.c.target).where(ranked.c.number <= _TIPS)
        ):
            found.setdefault(project_id, []).append(target)
    return found


def carry_out(session: Session, root_id: UUID, decisions: Iterable[Decision]) -> list[UUID]:
    """Do what was decided; returns the projects that have to be read now."""
    to_read: list[UUID] = []
    rows: list[dict[str, Any]] = []
    for decision in decisions:
        sighting, project_id = decision.sighting, decision.project_id
        if decision.verdict is Verdict.REPLACED:
            assert project_id is not None
            set_status(session, project_id, ProjectStatus.REPLACED, None)
        if decision.verdict in (Verdict.NEW, Verdict.REPLACED) or project_id is None:
            rows.append(_new_row(root_id, sighting))
        elif decision.verdict is Verdict.UNREADABLE:
            set_status(session, project_id, sighting.status, sighting.reason)
        elif decision.verdict is not Verdict.SAME:
            _return(session, root_id, decision, project_id)
            to_read.append(project_id)
    if rows:
        # Somebody may scan the same root at the same time: the path decides, once.
        added = session.execute(
            insert(Project).values(rows).on_conflict_do_nothing().returning(Project.id, Project.status)
        )
        to_read += [row.id for row in added if row.status is ProjectStatus.ACTIVE]
    return to_read


def _place(sighting: Sighting) -> dict[str, Any]:
    place: dict[str, Any] = {"path": decode(sighting.path), "raw_path": sighting.path}
    if sighting.layout is not None:
        device, inode = identity(sighting.layout)
        place |= {"device": device, "inode": inode, "kind": sighting.layout.kind}
    return place


def identity(layout: Layout) -> tuple[int, int]:
    """Device and inode of a repository as they are kept: PostgreSQL has no unsigned numbers of 64 bits."""
    device, inode = (number - (1 << 64) if number >= 1 << 63 else number for number in layout.identity)
    return device, inode


def name_of(path: bytes) -> str:
    """What a repository is called at first: its directory's name, without `.git`."""
    return decode(os.path.basename(path).removesuffix(b".git") or b"/")[:_NAME]


def _new_row(root_id: UUID, sighting: Sighting) -> dict[str, Any]:
    return {
        "id": uuid7(),
        "scan_root_id": root_id,
        "name": name_of(sighting.path),
        "kind": Kind.WORK_TREE,
        "status": sighting.status,
        "status_reason": sighting.reason,
        "device": None,
        "inode": None,
        "poll_group": random.randrange(POLL_GROUPS),  # noqa: S311  # spreads work, keeps no secret
        **_place(sighting),
    }


def _return(session: Session, root_id: UUID, decision: Decision, project_id: UUID) -> None:
    project = session.get(Project, project_id, with_for_update=True)
    if project is None:
        return
    sighting = decision.sighting
    if decision.verdict is Verdict.MOVED:
        project.moved_from = project.path
        if project.name == name_of(bytes(project.raw_path)):
            project.name = name_of(sighting.path)
    for column, value in _place(sighting).items():
        setattr(project, column, value)
    project.scan_root_id = root_id
    if project.status is not ProjectStatus.ACTIVE:
        project.status_since = func.clock_timestamp()
    project.status, project.status_reason = ProjectStatus.ACTIVE, None
    project.quick_print = project.full_print = None
    session.flush()
    _tell(session, project_id, project.name, ProjectStatus.ACTIVE, decision.verdict.value)


def set_status(session: Session, project_id: UUID, status: ProjectStatus, reason: str | None) -> bool:
    """Put the project into `status`; says whether it was in another before."""
    row = session.execute(
        update(Project)
        .where(
            Project.id == project_id,
            Project.status != ProjectStatus.REPLACED,
            or_(Project.status != status, Project.status_reason.is_distinct_from(reason)),
        )
        .values(
            status=status,
            status_reason=reason,
            status_since=func.clock_timestamp(),
            quick_print=None,
            full_print=None,
        )
        .returning(Project.name)
    ).first()
    if row is None:
        return False
    _tell(session, project_id, row.name, status, reason)
    return True


def _tell(session: Session, project_id: UUID, name: str, status: ProjectStatus, reason: str | None) -> None:
    data = {"project_id": str(project_id), "project": name, "cause": reason, "status": status.value}
    for where in rooms_of(session, project_id):
        publish(session, where, "project", data)


def note_identity(session: Session, project_id: UUID, layout: Layout) -> None:
    """Note that the project's git directory is another one now, as after it was cloned again."""
    device, inode = identity(layout)
    session.execute(
        update(Project).where(Project.id == project_id).values(device=device, inode=inode, kind=layout.kind)
    )


def status_now(session: Session, project_id: UUID) -> ProjectStatus | None:
    """Where the project stands; None where there is none."""
    return session.scalar(select(Project.status).where(Project.id == project_id))


def unseen(session: Session, root_id: UUID, seen: set[bytes]) -> list[Brief]:
    """Projects of the root that a whole scan did not see, and that are not known to be gone."""
    rows = session.execute(
        select(Project.id, Project.raw_path, Project.status).where(
            Project.scan_root_id == root_id,
            Project.status.not_in((ProjectStatus.MISSING, ProjectStatus.REPLACED)),
        )
    )
    return [Brief(id_, bytes(path), None, status, ()) for id_, path, status in rows if bytes(path) not in seen]


def scanned(session: Session, root_id: UUID, unreadable: list[dict[str, Any]]) -> None:
    """Note that a scan of the root has ended, and which directories it could not enter."""
    session.execute(
        update(ScanRoot)
        .where(ScanRoot.id == root_id)
        .values(last_scanned_at=func.clock_timestamp(), unreadable=unreadable)
    )


def ensure_groups(session: Session) -> None:
    """Make the rows that pollers share their work by, where they are not there yet."""
    session.execute(
        insert(PollGroup).values([{"number": number} for number in range(POLL_GROUPS)]).on_conflict_do_nothing()
    )
