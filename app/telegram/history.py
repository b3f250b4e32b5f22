"""What became of messages: the history that people see, another try, a test."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.db import uuid7
from app.errors import AppError
from app.http import page
from app.security import Principal
from app.telegram import bots, outbox
from app.telegram.models import MessageStatus, TelegramLink, TelegramMessage
from app.telegram.outbox import Outgoing
from app.telegram.schemas import DeliveryOut, DeliveryQuery
from app.telegram.words import title_and_body

_WAITING = (MessageStatus.QUEUED, MessageStatus.SENDING)


def deliveries(session: Session, reader: Principal, query: DeliveryQuery) -> tuple[list[DeliveryOut], str | None]:
    """Messages, newest first: one's own, or everybody's; raises AppError `forbidden` for the latter."""
    found = select(TelegramMessage)
    if query.everybody:
        if not reader.is_admin:
            raise AppError("forbidden")
    else:
        found = found.where(TelegramMessage.user_id == reader.user_id)
    if query.status is not None:
        found = found.where(TelegramMessage.status == query.status)
    rows, cursor = page(session, found, [(TelegramMessage.position, "desc")], query)
    ids = {row.user_id for row in rows if row.user_id is not None}
    names: Mapping[UUID, str] = {}
    if ids:
        known = session.execute(select(User.id, User.username).where(User.id.in_(ids)))
        names = {row.id: row.username for row in known}
    return [present(row, reader, names) for row in rows], cursor


def present(message: TelegramMessage, reader: Principal, names: Mapping[UUID, str]) -> DeliveryOut:
    """A message as `reader` may see it: its words are for whom it was written."""
    title: str | None = None
    body: str | None = None
    if message.user_id == reader.user_id and message.key != outbox.DIGEST_KEY:
        title, body = title_and_body(reader.language, reader.timezone, message.key, message.params)
    return DeliveryOut(
        id=message.id,
        key=message.key,
        title=title,
        body=body,
        to=names.get(message.user_id) if message.user_id else None,
        status=message.status,
        attempt=message.attempt,
        doubts=message.doubts,
        error=message.error,
        description=message.description,
        created_at=message.created_at,
        next_attempt_at=message.next_attempt_at if message.status in _WAITING else None,
        held_until=message.held_until,
        sent_at=message.sent_at,
    )


def retry(session: Session, reader: Principal, message_id: UUID) -> DeliveryOut:
    """Queue a message again that did not arrive, or may not have; one's own, or any by an administrator.

    Raises AppError `not_found`, or `conflict` for one that was sent or still waits.
    """
    message = session.get(TelegramMessage, message_id, with_for_update=True)
    if message is None or (message.user_id != reader.user_id and not reader.is_admin):
        raise AppError("not_found")
    outbox.retry(session, message)
    session.refresh(message)
    return present(message, reader, {})


def send_test(session: Session, reader: Principal) -> DeliveryOut:
    """Queue a test to one's own chat; raises AppError `telegram_unavailable` without a bot, `not_linked`."""
    bot_id = bots.main_bot_id(session)
    if bot_id is None:
        raise AppError("telegram_unavailable")
    link = session.get(TelegramLink, reader.user_id)
    if link is None:
        raise AppError("not_linked")
    # Whether the person still blocks the bot is what a test is to find out.
    message = Outgoing(
        link.chat_id, f"test:{uuid7()}", "telegram-test", user_id=reader.user_id, path="/notifications"
    )  # fmt: skip
    outbox.queue(session, bot_id, [message])
    return present(session.get_one(TelegramMessage, message.id), reader, {})
