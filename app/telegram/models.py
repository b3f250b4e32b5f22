"""Telegram: bots, links, the messages that wait to be sent, and the updates that came in."""

from __future__ import annotations

from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Enum, ForeignKey, Identity, Index, LargeBinary, SmallInteger, String, func, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, Id, Time, TimestampMixin, enum_values


class TelegramBot(TimestampMixin, Base):
    """A bot as Telegram describes it. `id` is Telegram's, which stays when the token is replaced.

    `token` is encrypted, and null for the bot of the settings. A bot with a `project_id` speaks for that project only.
    `checked_at` is when Telegram last knew the token, null: it was not asked yet. `polled_at` is when updates last
    came or could have come, `error` why they do not at present, since `error_since`, `description` Telegram's words.
    """

    __tablename__ = "telegram_bots"
    __table_args__ = (
        Index(
            "uq_telegram_bots_project_id", "project_id", unique=True, postgresql_where=text("project_id IS NOT NULL")
        ),
    )

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    username: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(128), server_default="")
    token: Mapped[bytes | None] = mapped_column(LargeBinary)
    project_id: Mapped[UUID | None] = mapped_column(ForeignKey("projects.id", ondelete="CASCADE"))
    is_enabled: Mapped[bool] = mapped_column(server_default="true")
    checked_at: Mapped[Time | None]
    polled_at: Mapped[Time | None]
    error: Mapped[str | None] = mapped_column(String(64))
    error_since: Mapped[Time | None]
    description: Mapped[str | None] = mapped_column(String(500))


class TelegramLink(TimestampMixin, Base):
    """A person's Telegram account. `blocked_at`: they blocked the bot, so nothing is sent until they come back."""

    __tablename__ = "telegram_links"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    telegram_user_id: Mapped[int] = mapped_column(BigInteger, unique=True)
    chat_id: Mapped[int] = mapped_column(BigInteger, index=True)
    blocked_at: Mapped[Time | None]
    blocked_reason: Mapped[str | None] = mapped_column(String(32))


class TelegramLinkCode(Base):
    """A code that links an account, kept as its hash. `claimed_by` is the Telegram account that brought it first.

    With a `project_id` it is a code of another kind: the group in which it is said is told of that project.
    """

    __tablename__ = "telegram_link_codes"

    id: Mapped[Id]
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    project_id: Mapped[UUID | None] = mapped_column(ForeignKey("projects.id", ondelete="CASCADE"))
    claimed_by: Mapped[int | None] = mapped_column(BigInteger)
    expires_at: Mapped[Time] = mapped_column(index=True)
    used_at: Mapped[Time | None]


class TelegramChat(Base):
    """A chat that messages wait for. A sender claims a chat, not a message, which keeps the order in it.

    `next_at` is when its first message may be sent; null: nothing waits. The lease belongs to the sender at work.
    `open_since` is when the person of a private chat began to talk with this bot, which may not write to them before.
    """

    __tablename__ = "telegram_chats"
    __table_args__ = (
        Index("ix_telegram_chats_due", "bot_id", "next_at", postgresql_where=text("next_at IS NOT NULL")),
    )

    bot_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    chat_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    next_at: Mapped[Time | None]
    lease_token: Mapped[UUID | None]
    lease_until: Mapped[Time | None]
    open_since: Mapped[Time | None]


class MessageStatus(StrEnum):
    """Where a message stands. `unknown`: the answer was lost, so it may have arrived; it is not sent again.

    `held` waits for the end of quiet hours or for the next digest; `merged` was told as part of another message.
    """

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"
    DEAD = "dead"
    HELD = "held"
    MERGED = "merged"


class TelegramMessage(TimestampMixin, Base):
    """A message to a chat: a key and parameters, which become words in the reader's language when it is sent.

    `position` gives the order in a chat. `part` is the next to be sent of a text that needs several messages. `doubts`
    counts how often a sender died while Telegram may have had the message already. `error` is a stable word,
    `description` what Telegram said. `about` names the objects that a reply is a comment on. `news` is the kind of
    event for what may be told together with others, null for an answer. `file` names what is sent as a document.
    """

    __tablename__ = "telegram_messages"
    __table_args__ = (
        Index(
            "ix_telegram_messages_waiting",
            "bot_id",
            "chat_id",
            "position",
            postgresql_where=text("status IN ('queued', 'sending')"),
        ),
        Index("ix_telegram_messages_user_id", "user_id", "position"),
        Index(
            "ix_telegram_messages_sent",
            "chat_id",
            "message_id",
            postgresql_where=text("message_id IS NOT NULL"),
        ),
        Index("ix_telegram_messages_held", "held_until", postgresql_where=text("held_until IS NOT NULL")),
        Index("ix_telegram_messages_created_at", "created_at"),
    )

    id: Mapped[Id]
    position: Mapped[int] = mapped_column(BigInteger, Identity(always=True), unique=True)
    bot_id: Mapped[int] = mapped_column(BigInteger)
    chat_id: Mapped[int] = mapped_column(BigInteger)
    user_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    dedupe_key: Mapped[str] = mapped_column(String(300), unique=True)
    key: Mapped[str] = mapped_column(String(100))
    params: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default="{}")
    path: Mapped[str | None] = mapped_column(String(500))
    buttons: Mapped[list[list[dict[str, str]]]] = mapped_column(JSONB, server_default="[]")
    about: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default="{}")
    news: Mapped[str | None] = mapped_column(String(20))
    file: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    thread_id: Mapped[int | None] = mapped_column(BigInteger)
    held_until: Mapped[Time | None]
    merged_into: Mapped[UUID | None]
    language: Mapped[str | None] = mapped_column(String(8))
    status: Mapped[MessageStatus] = mapped_column(
        Enum(MessageStatus, name="telegram_message_status", values_callable=enum_values),
        server_default=MessageStatus.QUEUED.value,
    )
    attempt: Mapped[int] = mapped_column(SmallInteger, server_default="0")
    doubts: Mapped[int] = mapped_column(SmallInteger, server_default="0")
    part: Mapped[int] = mapped_column(SmallInteger, server_default="0")
    plain: Mapped[bool] = mapped_column(server_default="false")
    next_attempt_at: Mapped[Time] = mapped_column(server_default=func.clock_timestamp())
    error: Mapped[str | None] = mapped_column(String(64))
    description: Mapped[str | None] = mapped_column(String(500))
    message_id: Mapped[int | None] = mapped_column(BigInteger)
    sent_at: Mapped[Time | None]


class TelegramUpdate(Base):
    """Something that Telegram told a bot, kept until it has been dealt with; `error` says why that failed."""

    __tablename__ = "telegram_updates"
    __table_args__ = (
        Index("ix_telegram_updates_waiting", "bot_id", "update_id", postgresql_where=text("processed_at IS NULL")),
        Index("ix_telegram_updates_received_at", "received_at"),
    )

    bot_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    update_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    payload: Mapped[dict[str, Any]] = mapped_column(JSONB)
    received_at: Mapped[Time] = mapped_column(server_default=func.clock_timestamp())
    processed_at: Mapped[Time | None]
    attempt: Mapped[int] = mapped_column(SmallInteger, server_default="0")
    error: Mapped[str | None] = mapped_column(String(100))


class TelegramGroup(TimestampMixin, Base):
    """A group that is told of a project. `thread_id` is the topic in which it was asked for, null: the group itself."""

    __tablename__ = "telegram_groups"
    __table_args__ = (Index("ix_telegram_groups_project_id", "project_id"),)

    bot_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    chat_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    project_id: Mapped[UUID] = mapped_column(ForeignKey("projects.id", ondelete="CASCADE"), primary_key=True)
    title: Mapped[str] = mapped_column(String(200), server_default="")
    language: Mapped[str] = mapped_column(String(8), server_default="en")
    thread_id: Mapped[int | None] = mapped_column(BigInteger)
    bound_by: Mapped[UUID | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))


class TelegramDialog(Base):
    """A question that the bot has asked a person in a chat, and what is known so far: their next word answers it."""

    __tablename__ = "telegram_dialogs"

    bot_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    chat_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    state: Mapped[dict[str, Any]] = mapped_column(JSONB)
    expires_at: Mapped[Time] = mapped_column(index=True)


class TelegramRun(Base):
    """A message that shows how a run stands, and is changed as that does. `shown` is what it said last."""

    __tablename__ = "telegram_runs"
    __table_args__ = (Index("ix_telegram_runs_next_at", "next_at"),)

    message_id: Mapped[UUID] = mapped_column(ForeignKey("telegram_messages.id", ondelete="CASCADE"), primary_key=True)
    execution_id: Mapped[UUID] = mapped_column(index=True)
    shown: Mapped[str] = mapped_column(String(64), server_default="")
    next_at: Mapped[Time] = mapped_column(server_default=func.clock_timestamp())
    created_at: Mapped[Time] = mapped_column(server_default=func.clock_timestamp())


class TelegramMember(Base):
    """What is known of a person's membership of a channel. `known_at` is when Telegram last said so."""

    __tablename__ = "telegram_members"

    channel: Mapped[str] = mapped_column(String(64), primary_key=True)
    telegram_user_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    is_member: Mapped[bool]
    status: Mapped[str] = mapped_column(String(32))
    known_at: Mapped[Time] = mapped_column(server_default=func.clock_timestamp(), index=True)


class MagicLinkRequest(Base):
    """Somebody asked for a link to sign in with. Whether that person exists is found out later, not while they wait.

    `browser_hash` is of a cookie of the browser that asked, `number` what it shows.
    """

    __tablename__ = "magic_link_requests"

    id: Mapped[Id]
    username: Mapped[str] = mapped_column(String(200))
    browser_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    number: Mapped[int | None] = mapped_column(SmallInteger)
    address: Mapped[str | None] = mapped_column(String(64))
    created_at: Mapped[Time] = mapped_column(server_default=func.clock_timestamp(), index=True)


class MagicLink(Base):
    """A link to sign in with, once. Its token is made from `id` and our key when it is sent, and kept as its hash only.

    `wrong` counts numbers given that were not `number`.
    """

    __tablename__ = "magic_links"
    __table_args__ = (Index("ix_magic_links_user_id", "user_id", "created_at"),)

    id: Mapped[Id]
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    browser_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    number: Mapped[int | None] = mapped_column(SmallInteger)
    wrong: Mapped[int] = mapped_column(SmallInteger, server_default="0")
    created_at: Mapped[Time] = mapped_column(server_default=func.clock_timestamp())
    expires_at: Mapped[Time] = mapped_column(index=True)
    used_at: Mapped[Time | None]
