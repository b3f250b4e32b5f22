"""What runs left, over HTTP: files, windows of logs, searching them; files given to runs; versions; maintenance."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote
from uuid import UUID

from apiflask import APIBlueprint, FileSchema
from flask import Response, request
from sqlalchemy.orm import Session

from app.accounts.service import audit_actor
from app.audit import service as audit
from app.db import read_only, transaction
from app.errors import AppError
from app.http import Page, PageQuery
from app.scripts import artifacts, logs, queueing, service
from app.scripts.models import Artifact
from app.scripts.schemas import (
    ArtifactOut,
    ArtifactsOut,
    DiffOut,
    DiffQuery,
    LineOut,
    LinesOut,
    LinesQuery,
    MaintenanceIn,
    MaintenanceOut,
    SearchOut,
    SearchQuery,
    UploadOut,
    UploadQuery,
    VersionOut,
)
from app.security import Action, Role, Scope, authenticated, current_principal

blueprint = APIBlueprint("results", __name__, url_prefix="/api", tag="Scripts")

_BYTES = FileSchema(type="string", format="binary")


def _shown(artifact: Artifact) -> ArtifactOut:
    url = f"/api/executions/{artifact.execution_id}/artifacts/{quote(artifact.name)}"
    return ArtifactOut(
        name=artifact.name, size=artifact.size, sha256=artifact.sha256, url=url, created_at=artifact.created_at
    )


@blueprint.get("/executions/<uuid:execution_id>/artifacts")
@authenticated()
@blueprint.output(ArtifactsOut)
def list_artifacts(execution_id: UUID) -> Any:
    """The files that a run left in `$LUMASTACK_ARTIFACTS`."""
    with read_only() as session:
        service.find_execution(session, current_principal(), Action.READ, execution_id)
        return {"items": [_shown(artifact) for artifact in artifacts.list_all(session, execution_id)]}


@blueprint.get("/executions/<uuid:execution_id>/artifacts/<path:name>")
@authenticated()
@blueprint.output(_BYTES, content_type="application/octet-stream")
def get_artifact(execution_id: UUID, name: str) -> Any:
    """The bytes of one file, to be saved: a browser never shows what a script wrote as a page of ours."""
    with read_only() as session:
        service.find_execution(session, current_principal(), Action.READ, execution_id)
        artifact = artifacts.get(session, execution_id, name)
    response = Response(artifacts.stream(artifact.id, artifact.size), mimetype="application/octet-stream")
    response.content_length = artifact.size
    filename = quote(name.rpartition("/")[2], safe="")
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{filename}"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.set_etag(artifact.sha256.hex())
    return response


@blueprint.get("/executions/<uuid:execution_id>/lines")
@authenticated()
@blueprint.input(LinesQuery, location="query")
@blueprint.output(LinesOut)
def get_lines(execution_id: UUID, query_data: LinesQuery) -> Any:
    """A window of a log's lines, found at once however large the log is."""
    with read_only() as session:
        _readable_log(session, execution_id)
        total, found = logs.lines(session, execution_id, query_data.start, query_data.limit)
        return {"total": total, "items": [LineOut.model_validate(line) for line in found]}


@blueprint.get("/executions/<uuid:execution_id>/search")
@authenticated()
@blueprint.input(SearchQuery, location="query")
@blueprint.output(SearchOut)
def search_log(execution_id: UUID, query_data: SearchQuery) -> Any:
    """The lines of a log that hold a text."""
    with read_only() as session:
        _readable_log(session, execution_id)
        found, after = logs.search(
            session, execution_id, query_data.q, case=query_data.case, offset=query_data.offset, limit=query_data.limit
        )
        return {"items": [LineOut.model_validate(line) for line in found], "next_offset": after}


def _readable_log(session: Session, execution_id: UUID) -> None:
    service.find_execution(session, current_principal(), Action.READ, execution_id)
    if logs.state(session, execution_id).expired:
        raise AppError("log_expired")


@blueprint.post("/uploads")
@authenticated(scope=Scope.RUN)
@blueprint.input(UploadQuery, location="query")
@blueprint.output(UploadOut, status_code=201)
def upload_file(query_data: UploadQuery) -> Any:
    """A file for a parameter of the type `file`: the body is its bytes, the answer's `id` is the value."""
    if request.content_length is not None and request.content_length > artifacts.MAX_UPLOAD:
        raise AppError("too_large", limit=artifacts.MAX_UPLOAD)
    data = request.get_data(cache=False)
    with transaction() as session:
        kept = artifacts.upload(session, query_data.name, data, current_principal().user_id)
        return UploadOut.model_validate(kept), 201


@blueprint.get("/scripts/<uuid:script_id>/versions")
@authenticated()
@blueprint.input(PageQuery, location="query")
@blueprint.output(Page[VersionOut])
def list_versions(script_id: UUID, query_data: PageQuery) -> Any:
    """What a script has said, newest first."""
    with read_only() as session:
        script = service.find_script(session, current_principal(), Action.READ, script_id)
        rows, cursor = service.versions(session, script, query_data)
        return {"items": rows, "next_cursor": cursor}


@blueprint.get("/scripts/<uuid:script_id>/diff")
@authenticated()
@blueprint.input(DiffQuery, location="query")
@blueprint.output(DiffOut)
def diff_versions(script_id: UUID, query_data: DiffQuery) -> Any:
    """What changed from one version of a script to another."""
    with read_only() as session:
        script = service.find_script(session, current_principal(), Action.READ, script_id)
        diff = service.difference(session, script, query_data.old, query_data.new)
        return {"old": query_data.old, "new": query_data.new, "diff": diff}


def _maintenance(session: Session) -> MaintenanceOut:
    row = queueing.maintenance(session)
    running, queued = queueing.counts(session)
    return MaintenanceOut(
        is_on=row is not None,
        reason=row.reason if row else None,
        since=row.since if row else None,
        running=running,
        queued=queued,
    )


@blueprint.get("/admin/maintenance")
@authenticated(Role.ADMIN)
@blueprint.output(MaintenanceOut)
def get_maintenance() -> Any:
    """Whether runs are started, and how many still run: none does when it has drained."""
    with read_only() as session:
        return _maintenance(session)


@blueprint.put("/admin/maintenance")
@authenticated(Role.ADMIN)
@blueprint.input(MaintenanceIn)
@blueprint.output(MaintenanceOut)
def begin_maintenance(json_data: MaintenanceIn) -> Any:
    """Start no more runs; those that run go on, those that are queued wait."""
    principal = current_principal()
    with transaction() as session:
        queueing.begin_maintenance(session, json_data.reason, principal.user_id)
        audit.record(session, "maintenance.begin", **audit_actor(principal), detail={"reason": json_data.reason})
        return _maintenance(session)


@blueprint.delete("/admin/maintenance")
@authenticated(Role.ADMIN)
@blueprint.output({}, status_code=204)
def end_maintenance() -> Any:
    """Start runs again."""
    principal = current_principal()
    with transaction() as session:
        queueing.end_maintenance(session)
        audit.record(session, "maintenance.end", **audit_actor(principal))
    return "", 204
