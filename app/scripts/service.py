"""Rules of scripts and of queueing their runs."""

from __future__ import annotations

import difflib
from typing import Any
from uuid import UUID

from pydantic_core import PydanticCustomError
from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.db import uuid7
from app.errors import AppError, invalid
from app.http import PageQuery, page
from app.projects import access
from app.scripts.announcing import announce
from app.scripts.models import Cause, Execution, ExecutionStatus, Script, ScriptType, ScriptVersion
from app.scripts.queueing import Order, check_parameters, queue
from app.scripts.schemas import (
    ExecutionQuery,
    RunIn,
    ScriptIn,
    ScriptPatch,
    ScriptQuery,
    check_startable,
)
from app.security import Action, Principal, can, require


def kind_of(script: Script | ScriptIn) -> str:
    """The kind of object that permissions are asked for."""
    return "script" if script.type is ScriptType.GLOBAL else "project_script"


def list_scripts(session: Session, principal: Principal, query: ScriptQuery) -> tuple[list[Script], str | None]:
    """The scripts that this person may read, newest first, by a part of their name, type and project."""
    found = select(Script).where(Script.deleted_at.is_(None), access.in_readable(principal, Script.project_id))
    if query.q:
        found = found.where(Script.name.icontains(query.q, autoescape=True))
    if query.type is not None:
        found = found.where(Script.type == query.type)
    if query.project_id is not None:
        found = found.where(Script.project_id == query.project_id)
    return page(session, found, [(Script.created_at, "desc"), (Script.id, "desc")], query)


def get_script(session: Session, script_id: UUID) -> Script:
    """The script; raises AppError `not_found`."""
    script = session.get(Script, script_id)
    if script is None or script.deleted_at is not None:
        raise AppError("not_found")
    return script


def find_script(session: Session, principal: Principal, action: Action, script_id: UUID) -> Script:
    """The script, where this person may do `action` to it; raises AppError `not_found` and `forbidden`."""
    script = get_script(session, script_id)
    ask(session, principal, action, script)
    return script


def ask(session: Session, principal: Principal, action: Action, script: Script | ScriptIn) -> None:
    """Ask whether this person may do `action` to a script; raises AppError `not_found` and `forbidden`."""
    if script.project_id is None:
        require(principal, action, kind_of(script))
    else:
        access.require_in(session, principal, action, kind_of(script), script.project_id)


def _ask_in(session: Session, principal: Principal, action: Action, project_id: UUID) -> None:
    """As `ask`, of a project that a body names: one that is not to be seen is a fault of the field."""
    try:
        access.require_in(session, principal, action, "project_script", project_id)
    except AppError as error:
        if error.code == "not_found":
            raise invalid("project_id", "unknown_project") from None
        raise


def create_script(session: Session, asked: ScriptIn, principal: Principal) -> Script:
    """A new script with its first version.

    Raises AppError `forbidden`, `name_taken`, or 422 for a project that does not exist.
    """
    if asked.project_id is None:
        require(principal, Action.CREATE, kind_of(asked))
    else:
        _ask_in(session, principal, Action.CREATE, asked.project_id)
    script = Script(
        id=uuid7(),
        created_by=principal.user_id,
        network_allowed=asked.network and can(principal, Action.ADMINISTER, "installation"),
        **asked.model_dump(mode="python"),
    )
    _save(session, script)
    _add_version(session, script, principal.user_id)
    session.refresh(script)
    return script


def _save(session: Session, script: Script) -> None:
    try:
        with session.begin_nested():
            session.add(script)
    except IntegrityError:
        raise AppError("name_taken", name=script.name) from None


def _add_version(session: Session, script: Script, user_id: UUID) -> None:
    session.add(
        ScriptVersion(
            script_id=script.id,
            number=script.version,
            interpreter=script.interpreter,
            content=script.content,
            created_by=user_id,
        )
    )
    session.flush()


def update_script(session: Session, script: Script, asked: ScriptPatch, principal: Principal) -> Script:
    """Change what was given; other words or another interpreter make a new version.

    What an administrator saves with `network` has the network; a change by others takes that consent back, since it was
    given to other words.
    """
    before = (script.interpreter, script.content)
    had_network = script.network
    changes = asked.model_dump(mode="python", exclude_unset=True)
    for name, value in changes.items():
        if value is None:
            raise invalid(name, "wrong_type")
    try:
        check_startable(changes.get("interpreter", script.interpreter), changes.get("content", script.content))
    except PydanticCustomError as error:
        raise invalid("interpreter", error.type) from None
    script_id = script.id
    try:
        with session.begin_nested():
            for name, value in changes.items():
                setattr(script, name, value)
            if can(principal, Action.ADMINISTER, "installation"):
                script.network_allowed = script.network
            elif (script.interpreter, script.content, script.network) != (*before, had_network):
                script.network_allowed = False
            if (script.interpreter, script.content) != before:
                # Locked by this update: two people who save at once get two versions.
                script.version = session.scalar(  # type: ignore[assignment]  # the row exists
                    update(Script).where(Script.id == script_id).values(version=Script.version + 1)
                    .returning(Script.version)
                )  # fmt: skip
            session.flush()
    except IntegrityError:
        raise AppError("name_taken", name=asked.name) from None
    if (script.interpreter, script.content) != before:
        _add_version(session, script, principal.user_id)
    session.refresh(script)
    return script


def versions(session: Session, script: Script, query: PageQuery) -> tuple[list[ScriptVersion], str | None]:
    """What the script has said, newest first."""
    found = select(ScriptVersion).where(ScriptVersion.script_id == script.id)
    return page(session, found, [(ScriptVersion.number, "desc")], query)


def version(session: Session, script: Script, number: int) -> ScriptVersion:
    """One version; raises AppError `not_found`."""
    found = session.get(ScriptVersion, (script.id, number))
    if found is None:
        raise AppError("not_found")
    return found


def difference(session: Session, script: Script, old: int, new: int) -> str:
    """What changed from one version to another, as a unified diff; raises AppError `not_found`."""
    before, after = version(session, script, old), version(session, script, new)
    lines = difflib.unified_diff(
        [f"#interpreter: {before.interpreter}", *before.content.splitlines()],
        [f"#interpreter: {after.interpreter}", *after.content.splitlines()],
        f"version {old}",
        f"version {new}",
        lineterm="",
    )
    return "".join(f"{line}\n" for line in lines)


def delete_script(session: Session, script: Script) -> None:
    """Take a script away; its runs and their logs stay."""
    script.deleted_at = func.clock_timestamp()
    session.flush()


def queue_run(session: Session, script: Script, asked: RunIn, principal: Principal) -> Execution:
    """Queue a run of the script's present version, which this person may run.

    A global script that is run in a project sees its files and secrets, so that takes the rights of the project.
    Raises AppError `forbidden`, `script_disabled`, `network_not_allowed`, or 422 for parameters or a project that do
    not fit.
    """
    if not script.is_enabled:
        raise AppError("script_disabled", name=script.name)
    project_id = place_of(session, script, asked, principal)
    parameters = check_parameters(session, script, asked.parameters, principal.user_id)
    made = queue(session, Order(script, project_id, parameters, principal.user_id))
    assert made is not None, "without a key it is new"
    return made


def place_of(session: Session, script: Script, asked: RunIn, principal: Principal) -> UUID | None:
    """The project that a script is run in, as asked; raises AppError `forbidden`, or 422 for one that does not fit."""
    project_id = asked.project_id or script.project_id
    if script.project_id is not None and project_id != script.project_id:
        raise invalid("project_id", "other_project")
    if project_id is not None:
        _ask_in(session, principal, Action.RUN, project_id)
    return project_id


def ask_to_run(session: Session, principal: Principal, script: Script, project_id: UUID | None) -> None:
    """Ask whether this person may run a script, there; raises AppError `not_found` and `forbidden`."""
    ask(session, principal, Action.RUN, script)
    if project_id is not None:
        access.require_in(session, principal, Action.RUN, "project_script", project_id)


def list_executions(
    session: Session, principal: Principal, query: ExecutionQuery
) -> tuple[list[Execution], str | None]:
    """The runs that this person may see, newest first, by script, project and status."""
    found = select(Execution).where(access.in_readable(principal, Execution.project_id))
    conditions: list[tuple[Any, Any]] = [
        (Execution.script_id, query.script_id),
        (Execution.project_id, query.project_id),
        (Execution.status, query.status),
    ]
    for column, value in conditions:
        if value is not None:
            found = found.where(column == value)
    return page(session, found, [(Execution.queued_at, "desc"), (Execution.id, "desc")], query)


def get_execution(session: Session, execution_id: UUID) -> Execution:
    """The run; raises AppError `not_found`."""
    execution = session.get(Execution, execution_id)
    if execution is None:
        raise AppError("not_found")
    return execution


def find_execution(session: Session, principal: Principal, action: Action, execution_id: UUID) -> Execution:
    """The run, where this person may do `action` to it; raises AppError `not_found` and `forbidden`."""
    execution = get_execution(session, execution_id)
    if execution.project_id is None:
        require(principal, action, "execution", execution)
    else:
        access.require_in(session, principal, action, "project_execution", execution.project_id)
    return execution


def ask_again(session: Session, principal: Principal, execution: Execution) -> None:
    """Ask whether this person may run the same once more: the script, and in the same project."""
    find_script(session, principal, Action.RUN, execution.script_id)
    if execution.project_id is not None:
        access.require_in(session, principal, Action.RUN, "project_execution", execution.project_id)


def rerun(session: Session, execution: Execution, user_id: UUID) -> Execution:
    """Queue the same version with the same parameters once more; raises AppError `not_found`, `script_disabled`."""
    script = get_script(session, execution.script_id)
    if not script.is_enabled:
        raise AppError("script_disabled", name=script.name)
    order = Order(
        script=script,
        project_id=execution.project_id,
        parameters=execution.parameters,
        user_id=user_id,
        version=execution.script_version,
        cause=Cause.RERUN,
        detail={"rerun_of": str(execution.id)},
    )
    made = queue(session, order)
    assert made is not None, "without a key it is new"
    return made


def request_cancel(session: Session, execution: Execution) -> Execution:
    """End a run that is queued at once, one that is running as soon as its worker reads this.

    Raises AppError `not_cancellable` for one that has ended.
    """
    cancelled = session.scalars(
        update(Execution)
        .where(Execution.id == execution.id, Execution.status == ExecutionStatus.QUEUED)
        .values(
            status=ExecutionStatus.CANCELLED,
            cancel_requested=True,
            finished_at=func.clock_timestamp(),
            duration_ms=0,
        )
        .returning(Execution),
        execution_options={"populate_existing": True},
    ).one_or_none()
    if cancelled is None:
        cancelled = session.scalars(
            update(Execution)
            .where(Execution.id == execution.id, Execution.status == ExecutionStatus.RUNNING)
            .values(cancel_requested=True)
            .returning(Execution),
            execution_options={"populate_existing": True},
        ).one_or_none()
    if cancelled is None:
        raise AppError("not_cancellable")
    announce(session, cancelled)
    return cancelled
