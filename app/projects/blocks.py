"""Blocks: who may set one, until when it holds, and whether shells are to obey it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, or_, select, text, update
from sqlalchemy.orm import Session

from app.audit import service as audit
from app.errors import AppError, invalid
from app.http import rfc3339
from app.messages import GuardProject, Message, enqueue
from app.projects.access import rooms_of
from app.projects.models import BlockState, Project
from app.projects.schemas import ProjectPatch
from app.realtime.publish import publish
from app.security import Principal

FIELDS = frozenset({"is_blocked", "blocked_reason", "blocked_until", "block_enforced"})
_RESEND = text("interval '3 seconds'")
_MOST = 100
_LONGEST = timedelta(days=36_500)


def is_blocked(project: Project) -> bool:
    """Whether pulls of the project are blocked now."""
    until = project.blocked_until
    return project.is_blocked and (until is None or until > datetime.now(UTC))


def refusal(project: Project) -> AppError:
    """What is answered to whoever asks for a pull of a blocked project."""
    return AppError("project_blocked", name=project.name, reason=project.blocked_reason or "—")


def message(project: Project) -> str:
    """What a shell says that obeys the block. In English, as git itself."""
    words = f"LumaStack: pulls of {project.name} are blocked"
    if project.blocked_until is not None:
        words += f" until {rfc3339(project.blocked_until)}"
    return words + (f": {project.blocked_reason}" if project.blocked_reason else "")


def change(session: Session, project: Project, patch: ProjectPatch, principal: Principal) -> None:
    """Block, unblock, or change why, until when, and whether shells obey; audited.

    Whether this person may is the caller's to ask. Raises AppError `validation` for a `blocked_until` in the past. An
    end, a reason or an enforcement given without `is_blocked` is kept for the block that there is; a block without
    `blocked_until` lasts until somebody lifts it.
    """
    given = patch.model_fields_set
    if "block_enforced" in given and patch.block_enforced is not None:
        project.block_enforced = patch.block_enforced
    if patch.blocked_until is not None:
        _check_end(patch.blocked_until)
    before = is_blocked(project)
    blocked = before if patch.is_blocked is None else patch.is_blocked
    if not blocked:
        _clear(project)
    else:
        project.is_blocked = True
        if not before:
            project.blocked_by, project.blocked_at = principal.user_id, func.clock_timestamp()
            project.blocked_reason = project.blocked_until = None
        for name in ("blocked_reason", "blocked_until"):
            if name in given:
                setattr(project, name, getattr(patch, name))
    if blocked != before:
        audit.record(
            session,
            "block" if blocked else "unblock",
            actor_id=principal.user_id,
            actor_name=principal.username,
            object_kind="project",
            object_id=project.id,
            detail={"reason": patch.blocked_reason} if blocked else {},
        )
    if project.block_enforced or project.block_state is not None:
        enqueue(session, GuardProject(str(project.id)))


def _check_end(end: datetime) -> None:
    now = datetime.now(UTC)
    if end <= now:
        raise invalid("blocked_until", "in_the_past")
    if end > now + _LONGEST:
        raise invalid("blocked_until", "out_of_range")


def _clear(project: Project) -> None:
    project.is_blocked = False
    project.blocked_by = project.blocked_at = project.blocked_reason = project.blocked_until = None


def note_state(session: Session, project_id: UUID, state: BlockState | None) -> bool:
    """Note what the block comes to in shells (None: they are not to obey); says whether that is new."""
    changed = session.scalar(
        update(Project)
        .where(Project.id == project_id, Project.block_state.is_distinct_from(state))
        .values(block_state=state)
        .returning(Project.name)
    )
    if changed is not None:
        data: dict[str, Any] = {"project_id": str(project_id), "project": changed, "cause": "guard"}
        for where in rooms_of(session, project_id):
            publish(session, where, "project", {**data, "block_state": state.value if state else None})
    return changed is not None


def repair(session: Session) -> list[Message]:
    """End the blocks whose time has come, and find those that shells do not obey yet, or still do."""
    ended = session.scalars(
        select(Project)
        .where(Project.is_blocked, Project.blocked_until <= func.clock_timestamp())
        .limit(_MOST)
        .with_for_update(skip_locked=True)
    ).all()
    for project in ended:
        _clear(project)
        audit.record(session, "unblock", object_kind="project", object_id=project.id, detail={"reason": "expired"})
        data = {"project_id": str(project.id), "project": project.name, "cause": "changed", "is_blocked": False}
        for where in rooms_of(session, project.id):
            publish(session, where, "project", data)
    session.flush()
    wanted = and_(Project.is_blocked, Project.block_enforced)
    open_ends = or_(and_(wanted, Project.block_state.is_(None)), and_(~wanted, Project.block_state.is_not(None)))
    waiting = session.scalars(
        select(Project.id)
        .where(
            or_(Project.is_blocked, Project.block_state.is_not(None)),
            open_ends,
            Project.updated_at < func.clock_timestamp() - _RESEND,
        )
        .limit(_MOST)
        .with_for_update(skip_locked=True)
    ).all()
    if waiting:
        # Any update sets updated_at, so that the next second does not send the same again.
        session.execute(update(Project).where(Project.id.in_(waiting)).values(block_enforced=Project.block_enforced))
    return [GuardProject(str(project_id)) for project_id in waiting]
