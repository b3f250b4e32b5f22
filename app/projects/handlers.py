"""Scan roots and projects over HTTP."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from apiflask import APIBlueprint

from app.db import read_only, transaction
from app.http import Page, PageQuery, accepted, created
from app.idempotency import once
from app.jobs.models import Job
from app.jobs.schemas import JobOut
from app.projects import access, pulls, service
from app.projects.schemas import (
    ProjectOut,
    ProjectPatch,
    ProjectQuery,
    PullOut,
    PullQuery,
    ScanRootIn,
    ScanRootOut,
)
from app.security import Action, Role, authenticated, current_principal

blueprint = APIBlueprint("projects", __name__, url_prefix="/api", tag="Repositories")


def _job(job: Job) -> dict[str, Any]:
    return JobOut.model_validate(job).dump()


def _accepted(answer: dict[str, Any]) -> Any:
    return accepted(answer, f"/api/jobs/{answer['id']}")


@blueprint.get("/scan-roots")
@authenticated(Role.ADMIN)
@blueprint.input(PageQuery, location="query")
@blueprint.output(Page[ScanRootOut])
def list_scan_roots(query_data: PageQuery) -> Any:
    """The directories below which repositories are looked for."""
    with read_only() as session:
        rows, cursor = service.list_roots(session, query_data)
        return Page(items=[ScanRootOut.model_validate(row) for row in rows], next_cursor=cursor)


@blueprint.post("/scan-roots")
@authenticated(Role.ADMIN)
@blueprint.input(ScanRootIn)
@blueprint.output(ScanRootOut, status_code=201)
def add_scan_root(json_data: ScanRootIn) -> Any:
    """Register a directory. The same one again gives the root that there is."""
    raw_path = service.check_directory(json_data.path)
    with transaction() as session:
        root = service.add_root(session, raw_path, current_principal().user_id)
        return created(ScanRootOut.model_validate(root), f"/api/scan-roots/{root.id}")


@blueprint.delete("/scan-roots/<uuid:root_id>")
@authenticated(Role.ADMIN)
@blueprint.output({}, status_code=204)
def remove_scan_root(root_id: UUID) -> Any:
    """Stop looking below a directory. Its projects stay, as missing."""
    with transaction() as session:
        service.remove_root(session, root_id, current_principal().user_id)
    return "", 204


@blueprint.post("/projects/scan")
@authenticated(Role.ADMIN)
@blueprint.output(JobOut, status_code=202)
def scan() -> Any:
    """Look for repositories below all roots. A scan that is under way is joined."""
    with transaction() as session:
        answer = once(session, lambda: _job(service.queue_scan(session, current_principal().user_id)))
    return _accepted(answer)


@blueprint.get("/projects")
@authenticated()
@blueprint.input(ProjectQuery, location="query")
@blueprint.output(Page[ProjectOut])
def list_projects(query_data: ProjectQuery) -> Any:
    """Projects by name."""
    principal = current_principal()
    with read_only() as session:
        rows, cursor = service.list_projects(session, principal, query_data)
        return Page(items=service.describe(session, principal, rows), next_cursor=cursor)


@blueprint.get("/projects/<uuid:project_id>")
@authenticated()
@blueprint.output(ProjectOut)
def get_project(project_id: UUID) -> Any:
    """One project."""
    principal = current_principal()
    with read_only() as session:
        return service.describe(session, principal, [access.find(session, principal, Action.READ, project_id)])[0]


@blueprint.patch("/projects/<uuid:project_id>")
@authenticated()
@blueprint.input(ProjectPatch)
@blueprint.output(ProjectOut)
def change_project(project_id: UUID, json_data: ProjectPatch) -> Any:
    """Rename, describe, block or unblock a project, or set how it is polled. Fields left out stay."""
    with transaction() as session:
        project = service.change_project(session, project_id, json_data, current_principal())
        session.refresh(project)
        return service.describe(session, current_principal(), [project])[0]


@blueprint.delete("/projects/<uuid:project_id>")
@authenticated(Role.ADMIN)
@blueprint.output({}, status_code=204)
def delete_project(project_id: UUID) -> Any:
    """Forget a project and all that is known of it. Its files are not touched; a scan finds it anew."""
    with transaction() as session:
        service.delete_project(session, project_id, current_principal())
    return "", 204


@blueprint.post("/projects/<uuid:project_id>/poll")
@authenticated()
@blueprint.output(JobOut, status_code=202)
def poll(project_id: UUID) -> Any:
    """Look at the project now."""
    with transaction() as session:
        answer = once(session, lambda: _job(service.queue_poll(session, current_principal(), project_id)))
    return _accepted(answer)


@blueprint.post("/projects/<uuid:project_id>/pull")
@authenticated()
@blueprint.output(JobOut, status_code=202)
def pull(project_id: UUID) -> Any:
    """Pull the project, fast-forward only. A blocked one answers 423."""
    principal = current_principal()
    with transaction() as session:
        access.find(session, principal, Action.PULL, project_id)
        answer = once(session, lambda: _job(pulls.queue_pull(session, project_id, principal.user_id)))
    return _accepted(answer)


@blueprint.post("/projects/<uuid:project_id>/pulls/<uuid:pull_id>/undo")
@authenticated()
@blueprint.output(JobOut, status_code=202)
def undo_pull(project_id: UUID, pull_id: UUID) -> Any:
    """Put the project back to where it was before its last pull, if nothing has happened there since."""
    principal = current_principal()
    with transaction() as session:
        access.find(session, principal, Action.PULL, project_id)
        answer = once(session, lambda: _job(pulls.queue_undo(session, project_id, pull_id, principal.user_id)))
    return _accepted(answer)


@blueprint.get("/projects/<uuid:project_id>/pulls")
@authenticated()
@blueprint.input(PullQuery, location="query")
@blueprint.output(Page[PullOut])
def list_pulls(project_id: UUID, query_data: PullQuery) -> Any:
    """Pulls that were done here, and those that somebody did in a shell, newest first."""
    with read_only() as session:
        rows, cursor = pulls.list_pulls(session, current_principal(), project_id, query_data)
        return Page(items=[PullOut.model_validate(row) for row in rows], next_cursor=cursor)
