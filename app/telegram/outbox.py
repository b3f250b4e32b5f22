"""Messages to Telegram: queued with what causes them, claimed chat by chat, ended truthfully.

A sender claims a chat under a lease, so the order in it holds however many senders there are. A message is `sending`
only around the call to Telegram: a sender that dies before has certainly not sent it, one that dies in it may have.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import and_, case, cast, delete, func, literal, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.db import uuid7
from app.errors import AppError
from app.messages import SendTelegram, enqueue
from app.telegram import bots
from app.telegram.models import MessageStatus, TelegramChat, TelegramGroup, TelegramLink, TelegramMessage
from app.telegram.words import clean, pack, short_key

log = structlog.get_logger(__name__)

# Longer than a call to Telegram can take, with what goes before and after.
LEASE = text("interval '45 seconds'")
MOST_HINTS = 20
MOST_ATTEMPTS = 6
# Telegram was not reached at all: that is nobody's fault but the network's, so a message waits this long.
KEPT_FOR_SECONDS = 24 * 3600.0
BACKOFF_CAP_SECONDS = 300.0
WAITING = (MessageStatus.QUEUED, MessageStatus.SENDING)
# So many pieces of news that wait for one chat are told in one message: a chat takes one message a second, a group
# twenty a minute, and nobody wants to read them one by one.
DIGEST_FROM = 10
DIGEST_FROM_IN_GROUP = 5
DIGEST_KEY = "telegram-digest"
DIGEST_SHOWN = 20
MOST_MERGED = 1000
MOST_RELEASED = 1000


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message to queue. A second one with the same `dedupe_key` is not.

    `params` are texts, numbers, moments and dates; `path` is a page of the console; `buttons` are rows of buttons, each
    with the key of its text (`key`) or the text itself (`text`), and what it does: `data` comes back to the bot, `path`
    or `url` opens a page, `magic` is a link to sign in with. `language` is that of a person without an account, or of a
    group. `about` names the objects that a reply is a comment on. `news` is the kind of event, for what may be told
    together with others and held back until `held_until`. `file` is sent as a document (see worker/telegram.py).
    Messages to one chat are sent in the order given.
    """

    chat_id: int
    dedupe_key: str
    key: str
    params: dict[str, Any] = field(default_factory=dict)
    user_id: UUID | None = None
    path: str | None = None
    buttons: list[list[dict[str, str]]] = field(default_factory=list)
    language: str | None = None
    about: dict[str, Any] = field(default_factory=dict)
    news: str | None = None
    held_until: datetime | None = None
    thread_id: int | None = None
    file: dict[str, Any] | None = None
    id: UUID = field(default_factory=uuid7)


def queue(session: Session, bot_id: int, messages: Sequence[Outgoing]) -> int:
    """Queue messages in this transaction; gives how many of them are new. They are sent after the commit."""
    if not messages:
        return 0
    # In one order for all, so that two transactions never wait for each other.
    ordered = sorted(messages, key=lambda message: message.chat_id)
    rows = [
        {
            "id": message.id,
            "bot_id": bot_id,
            "chat_id": message.chat_id,
            "user_id": message.user_id,
            "dedupe_key": short_key(message.dedupe_key, 300),
            "key": message.key,
            "params": pack(message.params),
            "path": message.path,
            "buttons": message.buttons,
            "language": message.language,
            "about": message.about,
            "news": message.news,
            "file": message.file,
            "thread_id": message.thread_id,
            "held_until": message.held_until,
            "status": MessageStatus.HELD if message.held_until else MessageStatus.QUEUED,
        }
        for message in ordered
    ]  # fmt: skip
    statement = insert(TelegramMessage).on_conflict_do_nothing()
    queued = session.execute(statement.returning(TelegramMessage.chat_id, TelegramMessage.status), rows).all()
    _wake(session, bot_id, sorted({row.chat_id for row in queued if row.status is MessageStatus.QUEUED}))
    return len(queued)


def _wake(session: Session, bot_id: int, chat_ids: Sequence[int]) -> None:
    """Note that something waits in these chats, without shortening a wait that Telegram asked for."""
    if not chat_ids:
        return
    chats = insert(TelegramChat).values(
        [{"bot_id": bot_id, "chat_id": chat_id, "next_at": func.clock_timestamp()} for chat_id in chat_ids]
    )
    session.execute(
        chats.on_conflict_do_update(
            index_elements=[TelegramChat.bot_id, TelegramChat.chat_id],
            set_={"next_at": func.coalesce(TelegramChat.next_at, func.clock_timestamp())},
        )
    )
    for chat_id in chat_ids[:MOST_HINTS]:
        enqueue(session, SendTelegram(bot_id, chat_id))


def due_chats(session: Session, limit: int) -> list[tuple[int, int]]:
    """Chats, with their bots, whose first message may be sent now and whom no sender has, the longest waiting first."""
    found = select(TelegramChat.bot_id, TelegramChat.chat_id).where(_due()).order_by(TelegramChat.next_at).limit(limit)
    return [(row.bot_id, row.chat_id) for row in session.execute(found)]


def _due() -> Any:
    now = func.clock_timestamp()
    free = TelegramChat.lease_until.is_(None) | (TelegramChat.lease_until < now)
    return and_(TelegramChat.next_at <= now, free)


@dataclass(frozen=True, slots=True)
class Item:
    """A piece of news in a digest."""

    key: str
    params: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Claim:
    """A chat that is this sender's while its lease lasts, and the message to send first.

    `items` are the first of the `total` pieces of news that a digest tells.
    """

    token: UUID
    bot_id: int
    message: TelegramMessage
    language: str
    timezone: str
    items: tuple[Item, ...] = ()
    total: int = 0

    @property
    def chat_id(self) -> int:
        """The chat."""
        return self.message.chat_id


def claim(session: Session, bot_id: int, chat_id: int | None = None) -> Claim | None:
    """Take a chat in which a message is due: `chat_id`, or the one that has waited longest; None if there is none."""
    while True:
        wanted = and_(_due(), TelegramChat.bot_id == bot_id)
        if chat_id is not None:
            wanted = and_(wanted, TelegramChat.chat_id == chat_id)
        first = (
            select(TelegramChat.chat_id)
            .where(wanted)
            .order_by(TelegramChat.next_at)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        token = uuid7()
        claimed = session.scalar(
            update(TelegramChat)
            .where(TelegramChat.bot_id == bot_id, TelegramChat.chat_id == first.scalar_subquery())
            .values(lease_token=token, lease_until=func.clock_timestamp() + LEASE)
            .returning(TelegramChat.chat_id)
        )
        if claimed is None:
            return None
        found = _first(session, bot_id, claimed, token)
        if found is not None or chat_id is not None:
            return found


def _first(session: Session, bot_id: int, chat_id: int, token: UUID) -> Claim | None:
    """The message to send first in a chat just claimed; the chat is let go where there is none, or none is due."""
    waiting = [
        TelegramMessage.bot_id == bot_id, TelegramMessage.chat_id == chat_id, TelegramMessage.status.in_(WAITING),
    ]  # fmt: skip
    doubted = session.scalars(
        update(TelegramMessage)
        .where(*waiting, TelegramMessage.status == MessageStatus.SENDING)
        .values(status=MessageStatus.QUEUED, doubts=TelegramMessage.doubts + 1, error="sender_died")
        .returning(TelegramMessage.id)
    ).all()
    for message_id in doubted:
        log.warning("telegram_message_doubted", message_id=str(message_id))
    merge(session, bot_id, chat_id, DIGEST_FROM if chat_id > 0 else DIGEST_FROM_IN_GROUP)
    row = session.execute(
        select(TelegramMessage, User.language, User.timezone)
        .add_columns((TelegramMessage.next_attempt_at <= func.clock_timestamp()).label("due"))
        .outerjoin(User, User.id == TelegramMessage.user_id)
        .where(*waiting)
        .order_by(TelegramMessage.position)
        .limit(1)
        .execution_options(populate_existing=True)
    ).first()
    if row is None or not row.due:
        _let_go(session, bot_id, token)
        return None
    message = row.TelegramMessage
    language = (message.language if message.part else None) or row.language or message.language or "en"
    items, total = _items(session, message) if message.key == DIGEST_KEY else ((), 0)
    return Claim(token, bot_id, message, language, row.timezone or "UTC", items, total)


def _items(session: Session, digest: TelegramMessage) -> tuple[tuple[Item, ...], int]:
    mine = TelegramMessage.merged_into == digest.id
    total = session.scalar(select(func.count()).where(mine)) or 0
    rows = session.execute(
        select(TelegramMessage.key, TelegramMessage.params)
        .where(mine)
        .order_by(TelegramMessage.position)
        .limit(DIGEST_SHOWN)
    )
    return tuple(Item(key, params) for key, params in rows), total


def merge(session: Session, bot_id: int, chat_id: int, least: int) -> bool:
    """Where `least` pieces of news or more wait for a chat, have them told by one message in their place.

    The chat must be this transaction's: claimed or locked. Says whether that was so.
    """
    waiting = session.scalars(
        select(TelegramMessage)
        .where(
            TelegramMessage.bot_id == bot_id,
            TelegramMessage.chat_id == chat_id,
            TelegramMessage.status == MessageStatus.QUEUED,
            TelegramMessage.news.is_not(None),
            TelegramMessage.part == 0,
            TelegramMessage.attempt == 0,
        )
        .order_by(TelegramMessage.position)
        .limit(MOST_MERGED)
        .with_for_update()
    ).all()
    if len(waiting) < least:
        return False
    first = waiting[0]
    projects = {message.about.get("project_id") for message in waiting}
    about = {"project_id": projects.pop()} if len(projects) == 1 and None not in projects else {}
    digest = TelegramMessage(
        id=uuid7(),
        bot_id=bot_id,
        chat_id=chat_id,
        user_id=first.user_id,
        dedupe_key=f"digest:{first.id}",
        key=DIGEST_KEY,
        params={"count": len(waiting)},
        path="/notifications",
        language=first.language,
        about=about,
        thread_id=first.thread_id,
    )
    session.add(digest)
    session.flush()
    session.execute(
        update(TelegramMessage)
        .where(TelegramMessage.id.in_([message.id for message in waiting]))
        .values(status=MessageStatus.MERGED, merged_into=digest.id)
    )
    return True


def release_held(session: Session) -> int:
    """Queue what was held back until now, each chat's pieces of news together; gives how many there were."""
    due = (
        select(TelegramMessage.id)
        .where(TelegramMessage.held_until <= func.clock_timestamp())
        .order_by(TelegramMessage.held_until)
        .limit(MOST_RELEASED)
        .with_for_update(skip_locked=True)
    )
    rows = session.execute(
        update(TelegramMessage)
        .where(TelegramMessage.id.in_(due), TelegramMessage.status == MessageStatus.HELD)
        .values(status=MessageStatus.QUEUED, held_until=None, next_attempt_at=func.clock_timestamp())
        .returning(TelegramMessage.bot_id, TelegramMessage.chat_id)
    ).all()
    for bot_id, chat_id in sorted({(row.bot_id, row.chat_id) for row in rows}):
        _wake(session, bot_id, [chat_id])
        merge(session, bot_id, chat_id, 2)
    return len(rows)


def begin(session: Session, claimed: Claim) -> bool:
    """Note that the message goes out now; False where the lease or the message has ended: it must not be sent then."""
    mine = session.scalar(
        update(TelegramChat)
        .where(
            TelegramChat.bot_id == claimed.bot_id,
            TelegramChat.lease_token == claimed.token,
            TelegramChat.lease_until > func.clock_timestamp(),
        )
        .values(lease_until=func.clock_timestamp() + LEASE)
        .returning(TelegramChat.chat_id)
    )
    if mine is None:
        return False
    # A text in several messages stays in the language that it began in.
    begun = session.scalar(
        update(TelegramMessage)
        .where(TelegramMessage.id == claimed.message.id, TelegramMessage.status == MessageStatus.QUEUED)
        .values(status=MessageStatus.SENDING, language=claimed.language)
        .returning(TelegramMessage.id)
    )
    if begun is None:
        # It was dropped, or became part of a digest, after it was claimed.
        _let_go(session, claimed.bot_id, claimed.token)
    return begun is not None


def sent(session: Session, claimed: Claim, message_id: int, *, parts: int) -> None:
    """Telegram has the present part; the message is `sent` once it has all `parts`."""
    done = claimed.message.part + 1
    values: dict[str, Any] = {"part": done, "message_id": message_id, "status": MessageStatus.QUEUED}
    if done >= parts:
        values |= {"status": MessageStatus.SENT, "sent_at": func.clock_timestamp(), "error": None, "description": None}
    _end(session, claimed, values)


def postponed(session: Session, claimed: Claim, seconds: float) -> None:
    """Nobody may send to this chat for `seconds`; the message was not tried."""
    _end(session, claimed, {"status": MessageStatus.QUEUED, "next_attempt_at": _later(seconds)})


def failed(session: Session, claimed: Claim, reason: str, *, reached: bool) -> None:
    """Telegram could not take the message at present: another try later, or the end after too many.

    `reached`: Telegram answered. An answer of failure is given MOST_ATTEMPTS tries, silence
    KEPT_FOR_SECONDS.
    """
    attempt = min(claimed.message.attempt + 1, 30_000)
    seconds = min(2.0 ** min(attempt, 20), BACKOFF_CAP_SECONDS) * (1 + random.random() / 4)  # noqa: S311  # only spreads tries
    over = literal(attempt >= MOST_ATTEMPTS) if reached else TelegramMessage.created_at < _later(-KEPT_FOR_SECONDS)
    kind = TelegramMessage.status.type
    # PostgreSQL takes a CASE of two texts for a text.
    status = cast(case((over, literal(MessageStatus.DEAD, kind)), else_=literal(MessageStatus.QUEUED, kind)), kind)
    values = {"status": status, "attempt": attempt, "error": reason, "next_attempt_at": _later(seconds)}
    _end(session, claimed, values)


def refused(session: Session, claimed: Claim, reason: str, description: str) -> None:
    """Telegram will never take the message: it is dead, with Telegram's own words."""
    _end(session, claimed, {"status": MessageStatus.DEAD, "error": reason, "description": clean(description)[:500]})


def answer_lost(session: Session, claimed: Claim, reason: str) -> None:
    """Nobody knows whether Telegram has the message: it is shown as `unknown` and not sent again by itself."""
    _end(session, claimed, {"status": MessageStatus.UNKNOWN, "error": reason})


def unreadable(session: Session, claimed: Claim) -> None:
    """Telegram could not read the markup: the message goes once more, as plain text."""
    _end(session, claimed, {"status": MessageStatus.QUEUED, "plain": True, "error": "bad_markup"})


def topic_gone(session: Session, claimed: Claim) -> None:
    """The topic was deleted: this message, and what is told later, goes to the group itself."""
    session.execute(
        update(TelegramGroup)
        .where(
            TelegramGroup.bot_id == claimed.bot_id,
            TelegramGroup.chat_id == claimed.chat_id,
            TelegramGroup.thread_id == claimed.message.thread_id,
        )
        .values(thread_id=None)
    )
    _end(session, claimed, {"status": MessageStatus.QUEUED, "thread_id": None, "error": "topic_gone"})


def migrated(session: Session, claimed: Claim, chat_id: int) -> None:
    """The group has a new identifier: everything that waits for it waits there now."""
    _end(session, claimed, {"status": MessageStatus.QUEUED, "error": "chat_migrated"})
    move_group(session, claimed.bot_id, claimed.chat_id, chat_id)


def move_group(session: Session, bot_id: int, old: int, new: int) -> None:
    """A group became another chat: what waits for it waits there now, and its projects are told there."""
    for group in session.scalars(
        delete(TelegramGroup)
        .where(TelegramGroup.bot_id == bot_id, TelegramGroup.chat_id == old)
        .returning(TelegramGroup)
    ).all():
        known = ("project_id", "title", "language", "thread_id", "bound_by")
        values = {name: getattr(group, name) for name in known}
        session.execute(insert(TelegramGroup).values(bot_id=bot_id, chat_id=new, **values).on_conflict_do_nothing())
    moved = session.scalars(
        update(TelegramMessage)
        .where(
            TelegramMessage.bot_id == bot_id,
            TelegramMessage.chat_id == old,
            TelegramMessage.status.in_((*WAITING, MessageStatus.HELD)),
        )
        .values(chat_id=new)
        .returning(TelegramMessage.id)
    ).all()
    if moved:
        _wake(session, bot_id, [new])


def blocked(session: Session, claimed: Claim, reason: str, description: str) -> None:
    """The person blocked the bot, or is gone: nothing more is sent until they come back, and what waits is dead."""
    refused(session, claimed, reason, description)
    close_chat(session, claimed.bot_id, claimed.chat_id, reason, description)


def close_chat(session: Session, bot_id: int, chat_id: int, reason: str, description: str = "") -> None:
    """End everything that waits for a chat; mark the link that leads there, or forget the group's projects."""
    if bot_id == bots.main_bot_id(session):
        session.execute(
            update(TelegramLink)
            .where(TelegramLink.chat_id == chat_id, TelegramLink.blocked_at.is_(None))
            .values(blocked_at=func.clock_timestamp(), blocked_reason=reason)
        )
    mine = and_(TelegramChat.bot_id == bot_id, TelegramChat.chat_id == chat_id)
    session.execute(update(TelegramChat).where(mine).values(open_since=None))
    session.execute(delete(TelegramGroup).where(TelegramGroup.bot_id == bot_id, TelegramGroup.chat_id == chat_id))
    values = {"status": MessageStatus.DEAD, "error": reason, "description": clean(description)[:500] or None}
    session.execute(
        update(TelegramMessage)
        .where(
            TelegramMessage.bot_id == bot_id,
            TelegramMessage.chat_id == chat_id,
            TelegramMessage.status.in_((MessageStatus.QUEUED, MessageStatus.HELD)),
        )
        .values({**values, "held_until": None})
    )


def drop_waiting(session: Session, user_id: UUID, reason: str) -> None:
    """End everything that waits for a person and has not begun to be sent."""
    session.execute(
        update(TelegramMessage)
        .where(
            TelegramMessage.user_id == user_id,
            TelegramMessage.status.in_((MessageStatus.QUEUED, MessageStatus.HELD)),
        )
        .values(status=MessageStatus.DEAD, error=reason, held_until=None)
    )


def reopen_chat(session: Session, bot_id: int, chat_id: int) -> None:
    """The person of a private chat talks with this bot: it may write to them from now on."""
    if bot_id == bots.main_bot_id(session):
        blocked = and_(TelegramLink.chat_id == chat_id, TelegramLink.blocked_at.is_not(None))
        session.execute(update(TelegramLink).where(blocked).values(blocked_at=None, blocked_reason=None))
    session.execute(
        insert(TelegramChat)
        .values(bot_id=bot_id, chat_id=chat_id, open_since=func.clock_timestamp())
        .on_conflict_do_update(
            index_elements=[TelegramChat.bot_id, TelegramChat.chat_id],
            set_={"open_since": func.clock_timestamp()},
            where=TelegramChat.open_since.is_(None),
        )
    )


def retry(session: Session, message: TelegramMessage) -> None:
    """Queue a message once more that did not arrive, or may not have; raises AppError `conflict` for any other."""
    queued = session.scalar(
        update(TelegramMessage)
        .where(
            TelegramMessage.id == message.id,
            TelegramMessage.status.in_((MessageStatus.DEAD, MessageStatus.UNKNOWN)),
        )
        .values(
            status=MessageStatus.QUEUED,
            attempt=0,
            error=None,
            description=None,
            # The time for which it is kept while Telegram is not reached counts from now.
            created_at=func.clock_timestamp(),
            next_attempt_at=func.clock_timestamp(),
        )
        .returning(TelegramMessage.id)
    )
    if queued is None:
        raise AppError("conflict")
    _wake(session, message.bot_id, [message.chat_id])


def sent_message(session: Session, bot_id: int, chat_id: int, message_id: int) -> TelegramMessage | None:
    """The message of ours that somebody replies to; None for what is not ours, or too old."""
    return session.scalars(
        select(TelegramMessage)
        .where(
            TelegramMessage.bot_id == bot_id,
            TelegramMessage.chat_id == chat_id,
            TelegramMessage.message_id == message_id,
        )
        .order_by(TelegramMessage.position.desc())
        .limit(1)
    ).one_or_none()


def waiting_in(session: Session, bot_id: int, chat_id: int) -> int:
    """How many answers wait for a chat; news is not counted."""
    counted = select(func.count()).where(
        TelegramMessage.bot_id == bot_id,
        TelegramMessage.chat_id == chat_id,
        TelegramMessage.status.in_(WAITING),
        TelegramMessage.news.is_(None),
    )
    return session.scalar(counted) or 0


def _later(seconds: float) -> Any:
    return func.clock_timestamp() + func.make_interval(0, 0, 0, 0, 0, 0, seconds)


def _end(session: Session, claimed: Claim, values: dict[str, Any]) -> None:
    """Note the outcome and let the chat go.

    Where the lease has ended meanwhile, somebody else has the message: then only what Telegram did counts, not what
    this sender would do next.
    """
    mine = _lock(session, claimed.bot_id, claimed.token) is not None
    if mine or "part" in values or values["status"] in (MessageStatus.DEAD, MessageStatus.UNKNOWN):
        session.execute(
            update(TelegramMessage)
            .where(
                TelegramMessage.id == claimed.message.id,
                TelegramMessage.part == claimed.message.part,
                TelegramMessage.status.in_(WAITING),
            )
            .values(values)
        )
    if mine:
        _let_go(session, claimed.bot_id, claimed.token)


def _lock(session: Session, bot_id: int, token: UUID) -> int | None:
    mine = and_(TelegramChat.bot_id == bot_id, TelegramChat.lease_token == token)
    return session.scalar(select(TelegramChat.chat_id).where(mine).with_for_update())


def _let_go(session: Session, bot_id: int, token: UUID) -> None:
    """Give up the lease and say when the next message of the chat is due.

    The chat's row is locked first and looked at by a further statement: a message queued meanwhile is either seen here,
    or its transaction waits for this one and then finds `next_at` null.
    """
    chat_id = _lock(session, bot_id, token)
    following = (
        select(TelegramMessage.next_attempt_at)
        .where(
            TelegramMessage.bot_id == bot_id, TelegramMessage.chat_id == chat_id, TelegramMessage.status.in_(WAITING)
        )
        .order_by(TelegramMessage.position)
        .limit(1)
    )
    values = {"next_at": following.scalar_subquery(), "lease_token": None, "lease_until": None}
    session.execute(
        update(TelegramChat).where(TelegramChat.bot_id == bot_id, TelegramChat.chat_id == chat_id).values(values)
    )


SENT_KEPT_DAYS = 30


def forget_old(session: Session) -> None:
    """Delete messages that ended a month ago."""
    old = TelegramMessage.created_at < func.clock_timestamp() - timedelta(days=SENT_KEPT_DAYS)
    waiting = (*WAITING, MessageStatus.HELD)
    session.execute(delete(TelegramMessage).where(old, TelegramMessage.status.not_in(waiting)))
