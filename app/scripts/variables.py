"""Secret variables: encrypted, written and never read again by people, given to runs."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.crypto import decrypt, encrypt
from app.db import uuid7
from app.errors import AppError, invalid
from app.projects.models import Project
from app.scripts.models import Variable
from app.scripts.schemas import is_variable_name


def _find(session: Session, project_id: UUID | None, name: str) -> Variable | None:
    owner = Variable.project_id.is_(None) if project_id is None else Variable.project_id == project_id
    return session.scalars(select(Variable).where(owner, Variable.name == name)).one_or_none()


def get(session: Session, project_id: UUID | None, name: str) -> Variable:
    """The variable, whose value stays sealed; raises AppError `not_found`."""
    variable = _find(session, project_id, name)
    if variable is None:
        raise AppError("not_found")
    return variable


def list_all(session: Session, project_id: UUID | None) -> list[Variable]:
    """The variables of a project, or of all scripts, by name; raises AppError `not_found` for no such project."""
    if project_id is not None and session.get(Project, project_id) is None:
        raise AppError("not_found")
    owner = Variable.project_id.is_(None) if project_id is None else Variable.project_id == project_id
    return list(session.scalars(select(Variable).where(owner).order_by(Variable.name).limit(1000)))


def put(session: Session, project_id: UUID | None, name: str, value: str, user_id: UUID) -> Variable:
    """Set a secret; raises AppError `not_found` for a project that does not exist, 422 for a name that cannot be."""
    if not is_variable_name(name):
        raise invalid("name", "variable_name")
    if project_id is not None and session.get(Project, project_id) is None:
        raise AppError("not_found")
    # One writer at a time for a name: there is no row to lock before the first.
    session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(f"variable:{project_id}:{name}", 0))))
    variable = _find(session, project_id, name)
    if variable is None:
        variable = Variable(id=uuid7(), project_id=project_id, name=name, value=b"")
        session.add(variable)
    variable.value = encrypt(value.encode(), f"variable:{variable.id}")
    variable.updated_by = user_id
    session.flush()
    session.refresh(variable)
    return variable


def delete(session: Session, project_id: UUID | None, name: str) -> None:
    """Forget a secret; raises AppError `not_found`."""
    session.delete(get(session, project_id, name))
    session.flush()


def for_run(session: Session, project_id: UUID | None) -> dict[str, str]:
    """The secrets that a run gets, in plain: those of all scripts, and over them its project's."""
    found = select(Variable).where(Variable.project_id.is_(None) | (Variable.project_id == project_id))
    # False sorts before true: a project's own come last and win.
    ordered = session.scalars(found.order_by(Variable.project_id.is_not(None), Variable.name))
    return {variable.name: decrypt(variable.value, f"variable:{variable.id}").decode() for variable in ordered}
