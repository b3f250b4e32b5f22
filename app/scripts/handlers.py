"""Scripts, runs, logs and variables over HTTP."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from apiflask import APIBlueprint, FileSchema
from flask import Response, request

from app.accounts.service import audit_actor
from app.audit import service as audit
from app.db import read_only, transaction
from app.errors import AppError
from app.http import Page, accepted, created
from app.idempotency import once
from app.scripts import logs, queueing, service
from app.scripts.schemas import (
    ExecutionOut,
    ExecutionQuery,
    LogQuery,
    RunIn,
    ScriptIn,
    ScriptOut,
    ScriptPatch,
    ScriptQuery,
    WaitingOut,
)
from app.security import Action, Principal, Scope, authenticated, current_principal
from app.telegram import membership
from app.telegram.membership import Gate

blueprint = APIBlueprint("scripts", __name__, url_prefix="/api", tag="Scripts")


@blueprint.get("/scripts")
@authenticated()
@blueprint.input(ScriptQuery, location="query")
@blueprint.output(Page[ScriptOut])
def list_scripts(query_data: ScriptQuery) -> Any:
    """Scripts, newest first."""
    with read_only() as session:
        scripts, cursor = service.list_scripts(session, current_principal(), query_data)
        return {"items": scripts, "next_cursor": cursor}


@blueprint.post("/scripts")
@authenticated()
@blueprint.input(ScriptIn)
@blueprint.output(ScriptOut, status_code=201)
def create_script(json_data: ScriptIn) -> Any:
    """Add a script: global ones by administrators, a project's by its people."""
    principal = current_principal()
    with transaction() as session:
        script = service.create_script(session, json_data, principal)
        _audit(session, principal, "script.create", script.id)
        return created(ScriptOut.model_validate(script), f"/api/scripts/{script.id}")


@blueprint.get("/scripts/<uuid:script_id>")
@authenticated()
@blueprint.output(ScriptOut)
def get_script(script_id: UUID) -> Any:
    """A script."""
    with read_only() as session:
        script = service.find_script(session, current_principal(), Action.READ, script_id)
        return ScriptOut.model_validate(script)


@blueprint.patch("/scripts/<uuid:script_id>")
@authenticated()
@blueprint.input(ScriptPatch)
@blueprint.output(ScriptOut)
def update_script(script_id: UUID, json_data: ScriptPatch) -> Any:
    """Change a script; other content or another interpreter makes a new version."""
    principal = current_principal()
    with transaction() as session:
        script = service.find_script(session, principal, Action.UPDATE, script_id)
        script = service.update_script(session, script, json_data, principal)
        _audit(session, principal, "script.update", script.id, fields=sorted(json_data.model_fields_set))
        return ScriptOut.model_validate(script)


@blueprint.delete("/scripts/<uuid:script_id>")
@authenticated()
@blueprint.output({}, status_code=204)
def delete_script(script_id: UUID) -> Any:
    """Take a script away; its runs and their logs stay."""
    principal = current_principal()
    with transaction() as session:
        script = service.find_script(session, principal, Action.DELETE, script_id)
        service.delete_script(session, script)
        _audit(session, principal, "script.delete", script_id)
    return "", 204


def _admit(principal: Principal) -> None:
    """Raise AppError `members_only` where runs are for members of a Telegram channel, and this is none."""
    if not membership.is_asked_for(Gate.RUN):
        return
    with transaction() as session:
        admitted = membership.may(session, principal.user_id, Gate.RUN)
    if not admitted:
        raise AppError("members_only", channel=membership.channel())


@blueprint.post("/scripts/<uuid:script_id>/executions")
@authenticated(scope=Scope.RUN)
@blueprint.input(RunIn)
@blueprint.output(ExecutionOut, status_code=202)
def run_script(script_id: UUID, json_data: RunIn) -> Any:
    """Run a script. Takes an Idempotency-Key."""
    principal = current_principal()
    _admit(principal)
    with transaction() as session:
        script = service.find_script(session, principal, Action.RUN, script_id)

        def start() -> dict[str, Any]:
            execution = service.queue_run(session, script, json_data, principal)
            _audit(session, principal, "script.run", script_id, execution_id=str(execution.id))
            return ExecutionOut.model_validate(execution).dump()

        answer = once(session, start)
    return accepted(answer, f"/api/executions/{answer['id']}")


@blueprint.get("/executions")
@authenticated()
@blueprint.input(ExecutionQuery, location="query")
@blueprint.output(Page[ExecutionOut])
def list_executions(query_data: ExecutionQuery) -> Any:
    """Runs, newest first."""
    with read_only() as session:
        executions, cursor = service.list_executions(session, current_principal(), query_data)
        return {"items": executions, "next_cursor": cursor}


@blueprint.get("/executions/<uuid:execution_id>")
@authenticated()
@blueprint.output(ExecutionOut)
def get_execution(execution_id: UUID) -> Any:
    """A run."""
    principal = current_principal()
    with read_only() as session:
        execution = service.find_execution(session, principal, Action.READ, execution_id)
        shown = ExecutionOut.model_validate(execution)
        place = queueing.waiting(session, execution)
        if place is None:
            return shown
        queue = WaitingOut(position=place.position, reason=place.reason)
        return shown.model_copy(update={"queue": queue})


@blueprint.get("/executions/<uuid:execution_id>/log")
@authenticated()
@blueprint.input(LogQuery, location="query")
@blueprint.output(FileSchema(type="string", format="binary"), content_type="application/octet-stream")
def get_log(execution_id: UUID, query_data: LogQuery) -> Any:
    """The log's exact bytes from `offset` on, or those of a `Range`. `X-Log-Complete` says whether more may come."""
    with read_only() as session:
        service.find_execution(session, current_principal(), Action.READ, execution_id)
        found = logs.state(session, execution_id)
    if found.expired:
        raise AppError("log_expired")
    start, end, status = query_data.offset, found.size, 200
    ranges = request.range
    if ranges is not None and ranges.units == "bytes":
        asked = ranges.range_for_length(found.size)
        if asked is None:
            raise AppError("range_not_satisfiable")
        start, end, status = asked[0], asked[1], 206
    if start > found.size:
        raise AppError("range_not_satisfiable")
    response = Response(logs.stream(execution_id, start, end), status=status, mimetype="application/octet-stream")
    response.content_length = end - start
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["X-Log-Size"] = str(found.size)
    response.headers["X-Log-Complete"] = "true" if found.complete else "false"
    response.headers["Content-Disposition"] = f'attachment; filename="{execution_id}.log"'
    if status == 206:
        response.headers["Content-Range"] = f"bytes {start}-{end - 1}/{found.size}"
    return response


@blueprint.post("/executions/<uuid:execution_id>/cancel")
@authenticated(scope=Scope.RUN)
@blueprint.output(ExecutionOut, status_code=202)
def cancel_execution(execution_id: UUID) -> Any:
    """End a run and everything that it started."""
    principal = current_principal()
    with transaction() as session:
        execution = service.find_execution(session, principal, Action.RUN, execution_id)
        execution = service.request_cancel(session, execution)
        _audit(session, principal, "execution.cancel", execution_id)
        answer = ExecutionOut.model_validate(execution).dump()
    return accepted(answer, f"/api/executions/{execution_id}")


@blueprint.post("/executions/<uuid:execution_id>/rerun")
@authenticated(scope=Scope.RUN)
@blueprint.output(ExecutionOut, status_code=202)
def rerun_execution(execution_id: UUID) -> Any:
    """Run the same version with the same parameters again. Takes an Idempotency-Key."""
    principal = current_principal()
    _admit(principal)
    with transaction() as session:
        execution = service.find_execution(session, principal, Action.READ, execution_id)
        service.ask_again(session, principal, execution)

        def start() -> dict[str, Any]:
            again = service.rerun(session, execution, principal.user_id)
            _audit(session, principal, "script.run", again.script_id, execution_id=str(again.id))
            return ExecutionOut.model_validate(again).dump()

        answer = once(session, start)
    return accepted(answer, f"/api/executions/{answer['id']}")


def _audit(session: Any, principal: Principal, action: str, object_id: object, **detail: Any) -> None:
    kind = "script" if action.startswith("script") else "execution"
    audit.record(session, action, **audit_actor(principal), object_kind=kind, object_id=object_id, detail=detail)
