"""What people say of projects and want to hear of them, over HTTP."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from apiflask import APIBlueprint

from app.db import read_only, transaction
from app.http import Page, created
from app.projects import access, comments, reading, service, subscriptions
from app.projects.schemas import (
    CommentIn,
    CommentOut,
    CommentPatch,
    CommentQuery,
    SubscriptionIn,
    SubscriptionOut,
)
from app.projects.subscriptions import Choice
from app.security import Action, authenticated, current_principal

blueprint = APIBlueprint("talk", __name__, url_prefix="/api", tag="Repositories")


def _subscription(choice: Choice, *, is_default: bool) -> SubscriptionOut:
    return SubscriptionOut(events=list(choice.events), channels=list(choice.channels), is_default=is_default)


@blueprint.get("/projects/<uuid:project_id>/subscription")
@authenticated()
@blueprint.output(SubscriptionOut)
def get_subscription(project_id: UUID) -> Any:
    """What you are told of the project, and where."""
    with read_only() as session:
        access.find(session, current_principal(), Action.READ, project_id)
        choice, is_default = subscriptions.get_choice(session, current_principal().user_id, project_id)
    return _subscription(choice, is_default=is_default)


@blueprint.put("/projects/<uuid:project_id>/subscription")
@authenticated()
@blueprint.input(SubscriptionIn)
@blueprint.output(SubscriptionOut)
def put_subscription(project_id: UUID, json_data: SubscriptionIn) -> Any:
    """Choose what you are told of the project, and where. No events: nothing."""
    choice = Choice(tuple(dict.fromkeys(json_data.events)), tuple(dict.fromkeys(json_data.channels)))
    with transaction() as session:
        access.find(session, current_principal(), Action.READ, project_id)
        subscriptions.choose(session, current_principal().user_id, project_id, choice)
    return _subscription(choice, is_default=False)


@blueprint.delete("/projects/<uuid:project_id>/subscription")
@authenticated()
@blueprint.output({}, status_code=204)
def delete_subscription(project_id: UUID) -> Any:
    """Go back to what applies to those who have chosen nothing."""
    with transaction() as session:
        access.find(session, current_principal(), Action.READ, project_id)
        subscriptions.forget_choice(session, current_principal().user_id, project_id)
    return "", 204


@blueprint.get("/projects/<uuid:project_id>/comments")
@authenticated()
@blueprint.input(CommentQuery, location="query")
@blueprint.output(Page[CommentOut])
def list_comments(project_id: UUID, query_data: CommentQuery) -> Any:
    """Comments on the project, newest first, or on one of its commits or runs."""
    with read_only() as session:
        items, cursor = comments.list_comments(session, current_principal(), project_id, query_data)
    return Page(items=items, next_cursor=cursor)


@blueprint.post("/projects/<uuid:project_id>/comments")
@authenticated()
@blueprint.input(CommentIn)
@blueprint.output(CommentOut, status_code=201)
def add_comment(project_id: UUID, json_data: CommentIn) -> Any:
    """Comment on the project, or on one of its commits or runs."""
    if json_data.commit_sha is not None:
        with read_only() as session:
            place = service.place(session, current_principal(), project_id)
        reading.check_commit(place, json_data.commit_sha)
    with transaction() as session:
        comment = comments.add_comment(session, project_id, json_data, current_principal())
    return created(comment, f"/api/comments/{comment.id}")


@blueprint.patch("/comments/<uuid:comment_id>")
@authenticated()
@blueprint.input(CommentPatch)
@blueprint.output(CommentOut)
def change_comment(comment_id: UUID, json_data: CommentPatch) -> Any:
    """Change your comment."""
    with transaction() as session:
        return comments.change_comment(session, comment_id, json_data.body, current_principal())


@blueprint.delete("/comments/<uuid:comment_id>")
@authenticated()
@blueprint.output({}, status_code=204)
def remove_comment(comment_id: UUID) -> Any:
    """Remove your comment."""
    with transaction() as session:
        comments.remove_comment(session, comment_id, current_principal())
    return "", 204
