"""What of the news goes to Telegram: to whom, by which bot, to which groups, and when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.notifications.models import NotificationType
from app.telegram import bots, groups, membership, outbox, preferences
from app.telegram.membership import Gate
from app.telegram.models import TelegramChat
from app.telegram.outbox import Outgoing

# What a group is told of its project. What is said to one person, such as a mention, is not among it.
GROUP_EVENTS = frozenset(
    {
        NotificationType.COMMIT,
        NotificationType.PULL,
        NotificationType.COMMENT,
        NotificationType.EXECUTION,
        NotificationType.ALERT,
    }
)
_OBJECTS = ("project_id", "sha", "execution_id")


@dataclass(frozen=True, slots=True)
class News:
    """An event as Telegram is told of it: see `app.notifications.service.notify`."""

    event: NotificationType
    dedupe_key: str
    key: str
    params: Mapping[str, Any]
    data: Mapping[str, Any]
    project_id: UUID | None
    path: str | None

    @property
    def about(self) -> dict[str, Any]:
        """The objects that a reply is a comment on."""
        about = {name: self.data[name] for name in _OBJECTS if name in self.data}
        return {**about, **({"project_id": str(self.project_id)} if self.project_id else {})}


@dataclass(frozen=True, slots=True)
class Listener:
    """Somebody to tell: their chat, which is also their Telegram account, and when they want to be written to."""

    user_id: UUID
    chat_id: int
    timezone: str
    preferences: Mapping[str, Any]


def tell_people(session: Session, listeners: Sequence[Listener], news: News) -> int:
    """Queue the news for people, each in the chat with the bot of the project, else with the main one."""
    main = bots.main_bot_id(session)
    own = bots.project_bot_id(session, news.project_id) if news.project_id is not None else None
    talking = _open_chats(session, own, listeners) if own is not None else frozenset()
    now = datetime.now(UTC)
    by_bot: dict[int, list[Outgoing]] = {}
    for one in listeners:
        bot_id = own if own is not None and one.chat_id in talking else main
        if bot_id is None or not membership.may(session, one.user_id, Gate.NOTIFICATIONS):
            continue
        choice = preferences.read(one.preferences)
        message = Outgoing(
            chat_id=one.chat_id,
            user_id=one.user_id,
            dedupe_key=f"notification:{one.user_id}:{news.dedupe_key}",
            key=news.key,
            params=dict(news.params),
            path=news.path,
            about=news.about,
            news=news.event.value,
            held_until=preferences.held_until(choice, one.timezone, news.event.value, now),
        )
        by_bot.setdefault(bot_id, []).append(message)
    return sum(outbox.queue(session, bot_id, messages) for bot_id, messages in by_bot.items())


def _open_chats(session: Session, bot_id: int, listeners: Sequence[Listener]) -> frozenset[int]:
    found = select(TelegramChat.chat_id).where(
        TelegramChat.bot_id == bot_id,
        TelegramChat.chat_id.in_([one.chat_id for one in listeners]),
        TelegramChat.open_since.is_not(None),
    )
    return frozenset(session.scalars(found))


def tell_groups(session: Session, news: News) -> int:
    """Queue the news for the groups of its project."""
    if news.project_id is None or news.event not in GROUP_EVENTS:
        return 0
    queued = 0
    for group in groups.told_of(session, news.project_id):
        message = Outgoing(
            chat_id=group.chat_id,
            dedupe_key=f"group:{group.bot_id}:{group.chat_id}:{news.dedupe_key}",
            key=news.key,
            params=dict(news.params),
            path=news.path,
            language=group.language,
            about=news.about,
            news=news.event.value,
            thread_id=group.thread_id,
        )
        queued += outbox.queue(session, group.bot_id, [message])
    return queued
