"""Who is in a project, over HTTP."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from apiflask import APIBlueprint

from app.db import read_only, transaction
from app.http import Page, PageQuery, created
from app.projects import members
from app.projects.schemas import MemberIn, MemberOut
from app.security import authenticated, current_principal

blueprint = APIBlueprint("members", __name__, url_prefix="/api/projects/<uuid:project_id>/members", tag="Repositories")


@blueprint.get("")
@authenticated()
@blueprint.input(PageQuery, location="query")
@blueprint.output(Page[MemberOut])
def list_members(project_id: UUID, query_data: PageQuery) -> Any:
    """The members of a project. Beside them the project's visibility says what everybody else is in it."""
    with read_only() as session:
        items, cursor = members.list_members(session, current_principal(), project_id, query_data)
    return Page(items=items, next_cursor=cursor)


@blueprint.put("/<uuid:user_id>")
@authenticated()
@blueprint.input(MemberIn)
@blueprint.output(MemberOut)
@blueprint.doc(responses={201: "The new member."})
def put_member(project_id: UUID, user_id: UUID, json_data: MemberIn) -> Any:
    """Make somebody a member of a project, or change what they are in it. For owners of the project."""
    with transaction() as session:
        member, is_new = members.put_member(session, current_principal(), project_id, user_id, json_data.role)
    if is_new:
        return created(member, f"/api/projects/{project_id}/members/{user_id}")
    return member


@blueprint.delete("/<uuid:user_id>")
@authenticated()
@blueprint.output({}, status_code=204)
def remove_member(project_id: UUID, user_id: UUID) -> Any:
    """Put somebody out of a project, or leave it. For owners of the project, and for oneself."""
    with transaction() as session:
        members.remove_member(session, current_principal(), project_id, user_id)
    return "", 204
