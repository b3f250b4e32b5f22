"""Telling people of comments: those who are mentioned, and those who follow the project's comments."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.notifications.models import NotificationType
from app.notifications.service import notify
from app.notifications.telegram import News, tell_groups
from app.projects import subscriptions
from app.projects.comments import Heard
from app.projects.models import Event

_SHOWN = 300


def tell_of_comment(session: Session, heard: Heard) -> None:
    """Tell of a comment in its transaction. A person who is mentioned hears that, not the comment as well."""
    comment, project = heard.comment, heard.project
    text = comment.body if len(comment.body) <= _SHOWN else comment.body[: _SHOWN - 1] + "…"
    params = {"project": project.name, "author": heard.author_name, "text": text}
    data = {"comment_id": str(comment.id)}
    if comment.commit_sha is not None:
        data["sha"] = comment.commit_sha
    if comment.execution_id is not None:
        data["execution_id"] = str(comment.execution_id)
    listening = {one.user_id: one.channels for one in subscriptions.recipients(session, project.id, Event.MENTION)}
    notify(
        session,
        NotificationType.MENTION,
        dedupe_key=f"mention:{comment.id}",
        key="notification-mention",
        params=params,
        data=data,
        project_id=project.id,
        recipients={user_id: listening[user_id] for user_id in heard.mentioned & listening.keys()},
        actor_id=comment.author_id,
    )
    if heard.edited:
        return
    following = subscriptions.recipients(session, project.id, Event.COMMENT)
    notify(
        session,
        NotificationType.COMMENT,
        dedupe_key=f"comment:{comment.id}",
        key="notification-comment",
        params=params,
        data=data,
        project_id=project.id,
        recipients={one.user_id: one.channels for one in following if one.user_id not in heard.mentioned},
        actor_id=comment.author_id,
    )
    event, path = NotificationType.COMMENT, f"/projects/{project.id}"
    news = News(event, f"comment:{comment.id}", "notification-comment", params, data, project.id, path)
    tell_groups(session, news)
