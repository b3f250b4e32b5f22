"""Finding projects and commits by what people type."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from app.projects.access import readable
from app.projects.models import Project, ProjectCommit, ProjectStatus
from app.security import Principal


@dataclass(frozen=True, slots=True)
class Named:
    """A project by its name."""

    id: UUID
    name: str


def named(session: Session, principal: Principal, text: str, *, limit: int, offset: int = 0) -> list[Named]:
    """Projects that this person may read whose name holds `text`, in any case; those that are called so come first."""
    exact = case((func.lower(Project.name) == text.lower(), 0), else_=1)
    found = (
        select(Project.id, Project.name)
        .where(
            readable(principal), Project.status != ProjectStatus.REPLACED, Project.name.icontains(text, autoescape=True)
        )
        .order_by(exact, Project.name, Project.id)
        .limit(limit)
        .offset(offset)
    )
    return [Named(row.id, row.name) for row in session.execute(found)]


def newest_commits(session: Session, project_id: UUID, limit: int) -> Sequence[ProjectCommit]:
    """The newest commits that are known of a project."""
    found = select(ProjectCommit).where(ProjectCommit.project_id == project_id)
    return session.scalars(found.order_by(ProjectCommit.committed_at.desc(), ProjectCommit.sha).limit(limit)).all()


def find_commit(session: Session, project_id: UUID, prefix: str) -> ProjectCommit | None:
    """The one known commit whose id begins with `prefix`; None where there is none, or several."""
    found = select(ProjectCommit).where(
        ProjectCommit.project_id == project_id, ProjectCommit.sha.startswith(prefix.lower(), autoescape=True)
    )
    rows = session.scalars(found.limit(2)).all()
    return rows[0] if len(rows) == 1 else None
