"""Who may see and do what in projects: the questions that `app.security.can` answers, asked with rows at hand."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, literal, or_, select, true
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.errors import AppError
from app.projects.models import Project, ProjectMember
from app.security import Action, Placed, Principal, Role, Visibility, default_visibility, require

OVERVIEW_ROOM = "projects"
_OF_ADMINISTRATORS = "all"


def find(session: Session, principal: Principal, action: Action, project_id: UUID, *, lock: bool = False) -> Project:
    """The project, where this person may do `action` to it.

    Raises AppError `not_found` to those who may not see it, as if it were not there, else `forbidden`.
    """
    project = session.get(Project, project_id, with_for_update=lock)
    if project is None:
        raise AppError("not_found")
    _require(principal, action, "project", project.placed)
    return project


def require_in(
    session: Session,
    principal: Principal,
    action: Action,
    kind: str,
    project_id: UUID,
    owner_id: UUID | None = None,
) -> None:
    """Ask whether this person may do `action` to an object of `kind` in the project; raises as `find` does."""
    found = session.execute(select(Project.visibility).where(Project.id == project_id)).one_or_none()
    if found is None:
        raise AppError("not_found")
    _require(principal, action, kind, Placed(project_id, found.visibility, owner_id))


def _require(principal: Principal, action: Action, kind: str, placed: Placed) -> None:
    if not principal.is_admin and principal.role_in(placed.project_id, placed.visibility) is None:
        raise AppError("not_found")
    require(principal, action, kind, placed)


def may(session: Session, principal: Principal, action: Action, kind: str, project_id: UUID) -> bool:
    """As `require_in`, as an answer: for rooms."""
    try:
        require_in(session, principal, action, kind, project_id)
    except AppError:
        return False
    return True


def readable(principal: Principal) -> ColumnElement[bool]:
    """The condition on rows of projects that this person may read: for lists."""
    if principal.is_admin:
        return true()
    return or_(_is_open(), Project.id.in_(list(principal.memberships)))


def in_readable(principal: Principal, column: Any) -> ColumnElement[bool]:
    """The condition on a column of project ids that it is empty, or of a project that this person may read."""
    if principal.is_admin:
        return true()
    return or_(column.is_(None), column.in_(select(Project.id).where(readable(principal))))


def readers(project_id: UUID) -> ColumnElement[bool]:
    """The condition on rows of users that they may read the project: for telling people."""
    is_open = select(Project.id).where(Project.id == project_id, _is_open()).exists()
    member = select(ProjectMember.user_id).where(
        ProjectMember.project_id == project_id, ProjectMember.user_id == User.id
    )
    return and_(User.is_active, or_(User.role == Role.ADMIN, is_open, member.exists()))


def _is_open() -> ColumnElement[bool]:
    chosen = func.coalesce(Project.visibility, literal(default_visibility(), Project.visibility.type))
    return chosen.in_([Visibility.TEAM, Visibility.INTERNAL])


def overview_of(principal: Principal) -> str:
    """Which of the rooms of all projects is this person's: that of administrators, of everybody, or one of their own
    for a member of some project, who may see more than everybody."""
    if principal.is_admin:
        return _OF_ADMINISTRATORS
    return str(principal.user_id) if principal.memberships else ""


def rooms_of(session: Session, project_id: UUID) -> list[str]:
    """The rooms that are told what happens in a project: its own, and those of all projects of whoever may see it."""
    is_open = session.scalar(select(_is_open()).where(Project.id == project_id))
    members = select(ProjectMember.user_id).distinct()
    if not is_open:
        members = members.where(ProjectMember.project_id == project_id)
    rooms = [f"project:{project_id}", f"{OVERVIEW_ROOM}:{_OF_ADMINISTRATORS}"]
    if is_open:
        rooms.append(OVERVIEW_ROOM)
    return rooms + [f"{OVERVIEW_ROOM}:{user_id}" for user_id in session.scalars(members)]
