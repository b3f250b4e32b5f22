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

    `polled_at` is when its updates were last asked for, `error` why that does not work at present.
    """

    __tablename__ = "telegram_bots"

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    username: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(128), server_default="")
    checked_at: Mapped[Time] = mapped_column(server_default=func.clock_timestamp())
    polled_at: Mapped[Time | None]
    error: Mapped[str | None] = mapped_column(String(64))


class TelegramLink(TimestampMixin, Base):
    """A person's Telegram account. `blocked_at`: they blocked the bot, so nothing is sent until they come back."""

    __tablename__ = "telegram_links"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    telegram_user_id: Mapped[int] = mapped_column(BigInteger, unique=True)
    chat_id: Mapped[int] = mapped_column(BigInteger, index=True)
    blocked_at: Mapped[Time | None]
    blocked_reason: Mapped[str | None] = mapped_column(String(32))


class TelegramLinkCode(Base):
    """A code that links an account, kept as its hash. `claimed_by` is the Telegram account that brought it first."""

    __tablename__ = "telegram_link_codes"

    id: Mapped[Id]
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    claimed_by: Mapped[int | None] = mapped_column(BigInteger)
    expires_at: Mapped[Time] = mapped_column(index=True)
    used_at: Mapped[Time | None]


class TelegramChat(Base):
    """A chat that messages wait for. A sender claims a chat, not a message, which keeps the order in it.

    `next_at` is when its first message may be sent; null: nothing waits. The lease belongs to the sender at work.
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


class MessageStatus(StrEnum):
    """Where a message stands. `unknown`: the answer was lost, so it may have arrived; it is not sent again."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"
    DEAD = "dead"


class TelegramMessage(TimestampMixin, Base):
    """A message to a chat: a key and parameters, which become words in the reader's language when it is sent.

    `position` gives the order in a chat. `part` is the next to be sent of a text that needs several messages. `doubts`
    counts how often a sender died while Telegram may have had the message already. `error` is a stable word,
    `description` what Telegram said.
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
