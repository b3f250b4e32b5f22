"""Secret variables over HTTP: of all scripts, of a project's runs, of one script."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from apiflask import APIBlueprint
from sqlalchemy.orm import Session

from app.accounts.service import audit_actor
from app.audit import service as audit
from app.db import read_only, transaction
from app.projects import access
from app.scripts import service, variables
from app.scripts.schemas import VariableIn, VariableOut, VariablesOut
from app.scripts.variables import EVERYBODY, Owner
from app.security import Action, Principal, authenticated, current_principal, require

blueprint = APIBlueprint("variables", __name__, url_prefix="/api", tag="Scripts")

# A shorter value would mask harmless text everywhere.
SHORTEST_MASKED = 4


@blueprint.get("/variables")
@authenticated()
@blueprint.output(VariablesOut)
def list_variables() -> Any:
    """The names of the secrets that every script's runs get."""
    return _list(EVERYBODY)


@blueprint.get("/projects/<uuid:project_id>/variables")
@authenticated()
@blueprint.output(VariablesOut)
def list_project_variables(project_id: UUID) -> Any:
    """The names of the secrets of a project's runs."""
    return _list(Owner(project_id))


@blueprint.get("/scripts/<uuid:script_id>/variables")
@authenticated()
@blueprint.output(VariablesOut)
def list_script_variables(script_id: UUID) -> Any:
    """The names of the secrets of one script's runs."""
    return _list(Owner(script_id=script_id))


def _list(owner: Owner) -> Any:
    with read_only() as session:
        _ask(session, Action.READ, owner)
        return {"items": variables.list_all(session, owner)}


def _ask(session: Session, action: Action, owner: Owner) -> Principal:
    principal = current_principal()
    project_id = owner.project_id
    if owner.script_id is not None:
        project_id = service.get_script(session, owner.script_id).project_id
    if project_id is None:
        require(principal, action, "variable")
    else:
        access.require_in(session, principal, action, "project_variable", project_id)
    return principal


@blueprint.get("/variables/<name>")
@authenticated()
@blueprint.output(VariableOut)
def get_variable(name: str) -> Any:
    """That a secret exists; its value is never told."""
    return _get(EVERYBODY, name)


@blueprint.get("/projects/<uuid:project_id>/variables/<name>")
@authenticated()
@blueprint.output(VariableOut)
def get_project_variable(project_id: UUID, name: str) -> Any:
    """That a project's secret exists; its value is never told."""
    return _get(Owner(project_id), name)


@blueprint.get("/scripts/<uuid:script_id>/variables/<name>")
@authenticated()
@blueprint.output(VariableOut)
def get_script_variable(script_id: UUID, name: str) -> Any:
    """That a script's secret exists; its value is never told."""
    return _get(Owner(script_id=script_id), name)


def _get(owner: Owner, name: str) -> Any:
    with read_only() as session:
        _ask(session, Action.READ, owner)
        return VariableOut.model_validate(variables.get(session, owner, name))


@blueprint.put("/variables/<name>")
@authenticated()
@blueprint.input(VariableIn)
@blueprint.output(VariableOut)
def put_variable(name: str, json_data: VariableIn) -> Any:
    """Set a secret that every script's runs get as an environment variable, masked in their logs."""
    return _put(EVERYBODY, name, json_data)


@blueprint.put("/projects/<uuid:project_id>/variables/<name>")
@authenticated()
@blueprint.input(VariableIn)
@blueprint.output(VariableOut)
def put_project_variable(project_id: UUID, name: str, json_data: VariableIn) -> Any:
    """Set a secret that a project's runs get as an environment variable, masked in their logs."""
    return _put(Owner(project_id), name, json_data)


@blueprint.put("/scripts/<uuid:script_id>/variables/<name>")
@authenticated()
@blueprint.input(VariableIn)
@blueprint.output(VariableOut)
def put_script_variable(script_id: UUID, name: str, json_data: VariableIn) -> Any:
    """Set a secret that one script's runs get as an environment variable, masked in their logs."""
    return _put(Owner(script_id=script_id), name, json_data)


def _put(owner: Owner, name: str, asked: VariableIn) -> Any:
    with transaction() as session:
        principal = _ask(session, Action.UPDATE, owner)
        variable = variables.put(session, owner, name, asked.value, principal.user_id)
        _audit(session, principal, "secret.set", name, owner)
        answer = VariableOut.model_validate(variable)
    return answer.model_copy(update={"is_short": len(asked.value) < SHORTEST_MASKED})


@blueprint.delete("/variables/<name>")
@authenticated()
@blueprint.output({}, status_code=204)
def delete_variable(name: str) -> Any:
    """Forget a secret."""
    return _delete(EVERYBODY, name)


@blueprint.delete("/projects/<uuid:project_id>/variables/<name>")
@authenticated()
@blueprint.output({}, status_code=204)
def delete_project_variable(project_id: UUID, name: str) -> Any:
    """Forget a project's secret."""
    return _delete(Owner(project_id), name)


@blueprint.delete("/scripts/<uuid:script_id>/variables/<name>")
@authenticated()
@blueprint.output({}, status_code=204)
def delete_script_variable(script_id: UUID, name: str) -> Any:
    """Forget a script's secret."""
    return _delete(Owner(script_id=script_id), name)


def _delete(owner: Owner, name: str) -> Any:
    with transaction() as session:
        principal = _ask(session, Action.DELETE, owner)
        variables.delete(session, owner, name)
        _audit(session, principal, "secret.delete", name, owner)
    return "", 204


def _audit(session: Session, principal: Principal, action: str, name: str, owner: Owner) -> None:
    detail = {"project_id": owner.project_id, "script_id": owner.script_id}
    audit.record(
        session,
        action,
        **audit_actor(principal),
        object_kind="variable",
        object_id=name,
        detail={key: str(value) for key, value in detail.items() if value is not None},
    )
