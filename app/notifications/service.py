"""The one place that turns an event into what people are told, and what they do with it afterwards."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, delete, func, select, true, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.db import uuid7
from app.errors import AppError
from app.http import page
from app.notifications.models import Notification, NotificationType
from app.notifications.schemas import NotificationOut, NotificationQuery
from app.notifications.telegram import Listener, News, tell_groups, tell_people
from app.projects import access, subscriptions
from app.projects.models import Channel, Event
from app.realtime.publish import publish
from app.realtime.rooms import user_room
from app.security import Principal
from app.telegram.models import TelegramLink
from app.telegram.words import pack, short_key, title_and_body

KEPT = timedelta(days=180)
# At a time, so that the first retention after long does not lock the table for long.
MOST_FORGOTTEN = 20_000
ALL_CHANNELS = frozenset(Channel)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Somebody to tell, and where. `chat_id` is their Telegram chat, None where nothing can be sent there."""

    user_id: UUID
    language: str
    timezone: str
    chat_id: int | None
    preferences: Mapping[str, Any]
    channels: frozenset[Channel]


def notify(
    session: Session,
    event: NotificationType,
    *,
    dedupe_key: str,
    key: str,
    params: Mapping[str, Any] | None = None,
    data: Mapping[str, Any] | None = None,
    project_id: UUID | None = None,
    recipients: Collection[UUID] | Mapping[UUID, Collection[Channel]] | None = None,
    actor_id: UUID | None = None,
    channels: Collection[Channel] = ALL_CHANNELS,
    path: str | None = None,
) -> int:
    """Tell people of an event, in the transaction of the event itself; gives how many rows and messages are new.

    Told are exactly `recipients` where they are given (with their channels where it is a mapping), else those who want
    to hear of such events of the project, but never `actor_id`, who did it. Each is told once for a `dedupe_key` (such
    as `commit:PROJECT:SHA`), however often this is called: in the browser, and by Telegram where they linked it, as far
    as their subscription and `channels` say. `key` is a Fluent message with the attributes `title` and `body`; `params`
    (texts, numbers, moments, dates, spans of time) fill it; `data` are plain JSON values for programs; `path` is the
    page of the console that Telegram messages lead to (the run's or project's where it is not given). Events are
    published after the commit.
    """
    readers = _readers(session, _wanted(session, event, project_id, recipients, channels), actor_id)
    told = _tell_in_browsers(
        session,
        readers,
        {
            "type": event,
            "project_id": project_id,
            "key": key,
            "params": pack(params or {}),
            "data": {**({"project_id": str(project_id)} if project_id else {}), **(data or {})},
            "dedupe_key": short_key(dedupe_key, 200),
        },
    )
    news = News(event, dedupe_key, key, params or {}, data or {}, project_id, path or _page(project_id, data or {}))
    told += tell_people(session, _listeners(readers), news)
    # News for some people only is theirs; what everybody may hear of a project is told its groups too.
    return told + (tell_groups(session, news) if recipients is None else 0)


def _wanted(
    session: Session,
    event: NotificationType,
    project_id: UUID | None,
    recipients: Collection[UUID] | Mapping[UUID, Collection[Channel]] | None,
    channels: Collection[Channel],
) -> dict[UUID, frozenset[Channel]]:
    allowed = frozenset(channels)
    if isinstance(recipients, Mapping):
        return {user_id: allowed & frozenset(chosen) for user_id, chosen in recipients.items()}
    if recipients is not None:
        return dict.fromkeys(recipients, allowed)
    if project_id is None or event is NotificationType.CELESTIAL:
        raise ValueError("an event of no project needs its recipients")
    subscribed = subscriptions.recipients(session, project_id, Event(event.value))
    return {one.user_id: allowed & frozenset(one.channels) for one in subscribed}


def _readers(session: Session, wanted: Mapping[UUID, frozenset[Channel]], actor_id: UUID | None) -> list[_Reader]:
    people = [user_id for user_id, channels in wanted.items() if channels and user_id != actor_id]
    if not people:
        return []
    link = and_(TelegramLink.user_id == User.id, TelegramLink.blocked_at.is_(None))
    rows = session.execute(
        select(User.id, User.language, User.timezone, TelegramLink.chat_id, User.preferences)
        .outerjoin(TelegramLink, link)
        .where(User.id.in_(people), User.is_active)
        .order_by(User.id)
    )
    return [
        _Reader(user_id, language, timezone, chat_id, preferences, wanted[user_id])
        for user_id, language, timezone, chat_id, preferences in rows
    ]


def _tell_in_browsers(session: Session, readers: Sequence[_Reader], values: Mapping[str, Any]) -> int:
    there = {reader.user_id: reader for reader in readers if Channel.WEB in reader.channels}
    if not there:
        return 0
    made = session.scalars(
        insert(Notification).on_conflict_do_nothing().returning(Notification),
        [{"id": uuid7(), "user_id": user_id, **values} for user_id in there],
    ).all()
    for notification in made:
        reader = there[notification.user_id]
        shown = present(notification, reader.language, reader.timezone)
        publish(session, user_room(reader.user_id), "notification", shown.dump())
    return len(made)


def _listeners(readers: Sequence[_Reader]) -> list[Listener]:
    return [
        Listener(reader.user_id, reader.chat_id, reader.timezone, reader.preferences)
        for reader in readers
        if reader.chat_id is not None and Channel.TELEGRAM in reader.channels
    ]


def _page(project_id: UUID | None, data: Mapping[str, Any]) -> str | None:
    if "execution_id" in data:
        return f"/executions/{data['execution_id']}"
    return f"/projects/{project_id}" if project_id else None


def present(notification: Notification, language: str, timezone: str) -> NotificationOut:
    """A notification in the reader's language and time zone."""
    title, body = title_and_body(language, timezone, notification.key, notification.params)
    return NotificationOut(
        id=notification.id,
        type=notification.type,
        title=title,
        body=body,
        data=notification.data,
        created_at=notification.created_at,
        read_at=notification.read_at,
    )


def list_notifications(
    session: Session, reader: Principal, query: NotificationQuery
) -> tuple[list[NotificationOut], str | None]:
    """A person's own notifications, newest first, in their language."""
    found = select(Notification).where(_shown(reader))
    if query.unread is not None:
        found = found.where(Notification.read_at.is_(None) if query.unread else Notification.read_at.is_not(None))
    rows, cursor = page(session, found, [(Notification.created_at, "desc"), (Notification.id, "desc")], query)
    return [present(row, reader.language, reader.timezone) for row in rows], cursor


def _shown(reader: Principal) -> ColumnElement[bool]:
    """A person's own notifications, but for those of projects that they may not read any more."""
    return and_(Notification.user_id == reader.user_id, access.in_readable(reader, Notification.project_id))


def unread_count(session: Session, reader: Principal) -> int:
    """How many of a person's notifications are unread."""
    unread = and_(_shown(reader), Notification.read_at.is_(None))
    return session.scalar(select(func.count()).select_from(Notification).where(unread)) or 0


def mark_read(session: Session, user_id: UUID, notification_id: UUID) -> None:
    """Mark one of a person's notifications as read, and tell their tabs; raises AppError `not_found`."""
    marked = session.scalar(
        update(Notification)
        .where(Notification.id == notification_id, Notification.user_id == user_id)
        .values(read_at=func.coalesce(Notification.read_at, func.clock_timestamp()))
        .returning(Notification.id)
    )
    if marked is None:
        raise AppError("not_found")
    publish(session, user_room(user_id), "notification_read", {"id": str(notification_id)})


def mark_all_read(session: Session, user_id: UUID) -> None:
    """Mark all of a person's notifications as read."""
    unread = and_(Notification.user_id == user_id, Notification.read_at.is_(None))
    session.execute(update(Notification).where(unread).values(read_at=func.clock_timestamp()))
    publish(session, user_room(user_id), "notification_read", {"id": None})


def newest_by_user(session: Session, user_ids: Sequence[UUID]) -> dict[UUID, UUID]:
    """The newest notification of each of these people, for hubs that compare their rooms with it."""
    newest = (
        select(Notification.id)
        .where(Notification.user_id == User.id)
        .order_by(Notification.created_at.desc(), Notification.id.desc())
        .limit(1)
        .lateral()
    )
    found = session.execute(select(User.id, newest.c.id).join(newest, true()).where(User.id.in_(user_ids)))
    return {row[0]: row[1] for row in found}


def forget_old(session: Session) -> None:
    """Delete what people were told long ago, the oldest first."""
    old = (
        select(Notification.id)
        .where(Notification.created_at < func.clock_timestamp() - KEPT)
        .order_by(Notification.created_at)
        .limit(MOST_FORGOTTEN)
    )
    session.execute(delete(Notification).where(Notification.id.in_(old)))
