"""Secret variables: encrypted, written and never read again by people, given to runs."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from app.crypto import decrypt, encrypt
from app.db import uuid7
from app.errors import AppError, invalid
from app.projects.models import Project
from app.scripts.models import Script, Variable
from app.scripts.schemas import is_variable_name


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose secrets: those of all scripts, of one project's runs, or of one script."""

    project_id: UUID | None = None
    script_id: UUID | None = None

    @property
    def condition(self) -> ColumnElement[bool]:
        """The condition on rows of variables."""
        return and_(
            Variable.project_id.is_not_distinct_from(self.project_id),
            Variable.script_id.is_not_distinct_from(self.script_id),
        )


EVERYBODY = Owner()


def _find(session: Session, owner: Owner, name: str) -> Variable | None:
    return session.scalars(select(Variable).where(owner.condition, Variable.name == name)).one_or_none()


def get(session: Session, owner: Owner, name: str) -> Variable:
    """The variable, whose value stays sealed; raises AppError `not_found`."""
    variable = _find(session, owner, name)
    if variable is None:
        raise AppError("not_found")
    return variable


def list_all(session: Session, owner: Owner) -> list[Variable]:
    """The variables of an owner, by name; raises AppError `not_found` for one that does not exist."""
    _check(session, owner)
    return list(session.scalars(select(Variable).where(owner.condition).order_by(Variable.name).limit(1000)))


def _check(session: Session, owner: Owner) -> None:
    if owner.project_id is not None and session.get(Project, owner.project_id) is None:
        raise AppError("not_found")
    if owner.script_id is not None and session.get(Script, owner.script_id) is None:
        raise AppError("not_found")


def put(session: Session, owner: Owner, name: str, value: str, user_id: UUID) -> Variable:
    """Set a secret; raises AppError `not_found` for an owner that does not exist, 422 for a name that cannot be."""
    if not is_variable_name(name):
        raise invalid("name", "variable_name")
    _check(session, owner)
    # One writer at a time for a name: there is no row to lock before the first.
    lock = f"variable:{owner.project_id}:{owner.script_id}:{name}"
    session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(lock, 0))))
    variable = _find(session, owner, name)
    if variable is None:
        variable = Variable(id=uuid7(), project_id=owner.project_id, script_id=owner.script_id, name=name, value=b"")
        session.add(variable)
    variable.value = encrypt(value.encode(), f"variable:{variable.id}")
    variable.updated_by = user_id
    session.flush()
    session.refresh(variable)
    return variable


def delete(session: Session, owner: Owner, name: str) -> None:
    """Forget a secret; raises AppError `not_found`."""
    session.delete(get(session, owner, name))
    session.flush()


def for_run(session: Session, project_id: UUID | None, script_id: UUID) -> dict[str, str]:
    """The secrets that a run gets, in plain: those of all scripts, over them its project's, over them its script's."""
    of_all = Variable.project_id.is_(None) & Variable.script_id.is_(None)
    found = select(Variable).where(of_all | (Variable.project_id == project_id) | (Variable.script_id == script_id))
    # False sorts before true: the narrower owner comes last and wins.
    ordered = session.scalars(
        found.order_by(Variable.script_id.is_not(None), Variable.project_id.is_not(None), Variable.name)
    )
    return {variable.name: decrypt(variable.value, f"variable:{variable.id}").decode() for variable in ordered}
