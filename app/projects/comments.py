"""Comments on projects, their commits and runs, with @mentions."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.db import uuid7
from app.errors import AppError
from app.http import page
from app.projects import access
from app.projects.history import room
from app.projects.models import Comment, Project
from app.projects.schemas import CommentIn, CommentOut, CommentQuery
from app.realtime.publish import publish
from app.security import Action, Principal

# A name after @, where it does not belong to an address: the characters of user names, ended by none of punctuation.
_MENTION = re.compile(r"(?<![\w.@+-])@([\w.@+-]*\w)")
_MOST_MENTIONS = 50


@dataclass(frozen=True, slots=True)
class Heard:
    """A new comment, and whom it mentions. `edited`: only people who were not mentioned before are in `mentioned`."""

    comment: Comment
    project: Project
    author_name: str
    mentioned: frozenset[UUID]
    edited: bool


Listener = Callable[[Session, Heard], None]
_listener: list[Listener] = []


def set_listener(listener: Listener) -> None:
    """Name who tells people of comments, in the transaction of the comment: an area above this one."""
    _listener[:] = [listener]


def list_comments(
    session: Session, principal: Principal, project_id: UUID, query: CommentQuery
) -> tuple[list[CommentOut], str | None]:
    """Comments of the project, newest first, or those on one commit or run. Raises AppError `not_found`."""
    access.require_in(session, principal, Action.READ, "comment", project_id)
    found = select(Comment).where(Comment.project_id == project_id)
    if query.commit_sha is not None:
        found = found.where(Comment.commit_sha == query.commit_sha)
    if query.execution_id is not None:
        found = found.where(Comment.execution_id == query.execution_id)
    rows, cursor = page(session, found, [(Comment.created_at, "desc"), (Comment.id, "desc")], query)
    return describe(session, rows), cursor


def describe(session: Session, comments: Sequence[Comment]) -> list[CommentOut]:
    """Comments as clients see them, with their authors' names."""
    ids = {comment.author_id for comment in comments if comment.author_id is not None}
    names: dict[UUID, str] = {}
    if ids:
        rows = session.execute(select(User.id, User.username, User.display_name).where(User.id.in_(ids)))
        names = {row.id: row.display_name or row.username for row in rows}
    return [_out(comment, names) for comment in comments]


def _out(comment: Comment, names: dict[UUID, str]) -> CommentOut:
    return CommentOut(
        id=comment.id,
        project_id=comment.project_id,
        author_id=comment.author_id,
        author=None if comment.author_id is None else names.get(comment.author_id),
        body=comment.body,
        commit_sha=comment.commit_sha,
        execution_id=comment.execution_id,
        created_at=comment.created_at,
        edited_at=comment.edited_at,
    )


def add_comment(session: Session, project_id: UUID, given: CommentIn, principal: Principal) -> CommentOut:
    """Add a comment, tell the project's room, and those whom it mentions. Raises AppError `not_found`.

    Whether the commit or run exists is the caller's to check: they are not in this area's tables.
    """
    project = access.find(session, principal, Action.COMMENT, project_id)
    comment = Comment(
        id=uuid7(),
        project_id=project_id,
        author_id=principal.user_id,
        body=given.body,
        commit_sha=given.commit_sha,
        execution_id=given.execution_id,
    )
    session.add(comment)
    session.flush()
    session.refresh(comment)
    return _announce(session, project, comment, principal, _mentioned(session, given.body), edited=False)


def change_comment(session: Session, comment_id: UUID, body: str, principal: Principal) -> CommentOut:
    """Change one's own comment; administrators may change any. Only people newly mentioned are told.

    Raises AppError `not_found` and `forbidden`.
    """
    comment = _own(session, comment_id, Action.UPDATE, principal)
    before = _mentioned(session, comment.body)
    comment.body = body
    comment.edited_at = func.clock_timestamp()
    session.flush()
    session.refresh(comment)
    project = session.get_one(Project, comment.project_id)
    return _announce(session, project, comment, principal, _mentioned(session, body) - before, edited=True)


def remove_comment(session: Session, comment_id: UUID, principal: Principal) -> None:
    """Remove one's own comment; administrators may remove any. Raises AppError `not_found` and `forbidden`."""
    comment = _own(session, comment_id, Action.DELETE, principal)
    gone = {"id": str(comment.id), "project_id": str(comment.project_id), "deleted": True}
    session.delete(comment)
    publish(session, room(comment.project_id), "comment", gone)


def _own(session: Session, comment_id: UUID, action: Action, principal: Principal) -> Comment:
    comment = session.get(Comment, comment_id, with_for_update=True)
    if comment is None:
        raise AppError("not_found")
    access.require_in(session, principal, action, "comment", comment.project_id, comment.author_id)
    return comment


def _announce(
    session: Session, project: Project, comment: Comment, author: Principal, mentioned: frozenset[UUID], *, edited: bool
) -> CommentOut:
    out = describe(session, [comment])[0]
    data: dict[str, Any] = {**out.dump(), "project": project.name, "edited": edited}
    for name in access.rooms_of(session, project.id):
        publish(session, name, "comment", data)
    for listener in _listener:
        listener(session, Heard(comment, project, out.author or author.username, mentioned, edited))
    return out


def _mentioned(session: Session, body: str) -> frozenset[UUID]:
    names = {name.lower() for name in _MENTION.findall(body)[:_MOST_MENTIONS]}
    if not names:
        return frozenset()
    rows = session.scalars(select(User.id).where(func.lower(User.username).in_(names), User.is_active))
    return frozenset(rows)
