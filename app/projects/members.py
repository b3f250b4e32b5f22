"""Who is in a project, and as what."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.accounts.service import audit_actor
from app.audit import service as audit
from app.errors import AppError, invalid
from app.http import PageQuery, page
from app.projects import access
from app.projects.models import ProjectMember
from app.projects.schemas import MemberOut
from app.realtime.control import tell_hubs
from app.security import Action, Principal, ProjectRole


def list_members(
    session: Session, principal: Principal, project_id: UUID, query: PageQuery
) -> tuple[list[MemberOut], str | None]:
    """The members of a project, in the order in which they came; raises AppError `not_found`."""
    access.find(session, principal, Action.READ, project_id)
    found = select(ProjectMember).where(ProjectMember.project_id == project_id)
    rows, cursor = page(session, found, [(ProjectMember.added_at, "asc"), (ProjectMember.user_id, "asc")], query)
    people = {user.id: user for user in session.scalars(select(User).where(User.id.in_([row.user_id for row in rows])))}
    return [_out(row, people[row.user_id]) for row in rows], cursor


def _out(member: ProjectMember, user: User) -> MemberOut:
    return MemberOut(
        user_id=user.id,
        username=user.username,
        display_name=user.display_name,
        role=member.role,
        added_at=member.added_at,
    )


def put_member(
    session: Session, principal: Principal, project_id: UUID, user_id: UUID, role: ProjectRole
) -> tuple[MemberOut, bool]:
    """Make somebody a member, or change their role; says as well whether they are new.

    Raises AppError `not_found` and `forbidden`, or 422 for a person who is not there.
    """
    access.find(session, principal, Action.ADMINISTER, project_id)
    user = session.get(User, user_id)
    if user is None or not user.is_active:
        raise invalid("user_id", "unknown_user")
    before = session.get(ProjectMember, (user_id, project_id))
    values = {"role": role, "added_by": principal.user_id}
    session.execute(
        insert(ProjectMember)
        .values(user_id=user_id, project_id=project_id, **values)
        .on_conflict_do_update(index_elements=["user_id", "project_id"], set_={"role": role})
    )
    _tell(
        session, principal, "member.set", project_id, user_id,
        {"username": user.username, "role": role.value, "before": before.role.value if before else None},
    )  # fmt: skip
    member = session.get_one(ProjectMember, (user_id, project_id), populate_existing=True)
    return _out(member, user), before is None


def remove_member(session: Session, principal: Principal, project_id: UUID, user_id: UUID) -> None:
    """Put somebody out of a project; everybody may leave by themself. Raises AppError `not_found` and `forbidden`."""
    leaving = principal.user_id == user_id
    access.find(session, principal, Action.READ if leaving else Action.ADMINISTER, project_id)
    removed = session.scalar(
        delete(ProjectMember)
        .where(ProjectMember.project_id == project_id, ProjectMember.user_id == user_id)
        .returning(ProjectMember.role)
    )
    if removed is None:
        raise AppError("not_found")
    _tell(session, principal, "member.remove", project_id, user_id, {"before": removed})


def _tell(
    session: Session, principal: Principal, action: str, project_id: UUID, user_id: UUID, detail: dict[str, str | None]
) -> None:
    audit.record(
        session, action, **audit_actor(principal), object_kind="project", object_id=project_id,
        detail={"user_id": str(user_id), **detail},
    )  # fmt: skip
    tell_hubs(session, "recheck", user_id)
