"""What the Telegram tests share: a bot at the test server, people with linked accounts, messages to send."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import select

from app import config
from app.db import read_only, transaction
from app.telegram import bots, outbox, service
from app.telegram.models import TelegramLink, TelegramMessage
from app.telegram.outbox import Outgoing
from tests.telegram_server.driver import TOKEN, TelegramServer
from tests.telegram_server.fixtures import _telegram_server, telegram_server
from worker import telegram as sender
from worker.bot_api import Bot
from worker.telegram_rate import Limiter

__all__ = ["_telegram_server", "telegram_server"]

BOT_ID = int(TOKEN.partition(":")[0])


@pytest.fixture
def bot(telegram_server: TelegramServer, clean: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bot]:
    """The bot of the settings, with short patience, over an empty database."""
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    monkeypatch.setenv("TELEGRAM_API_URL", telegram_server.url)
    config.settings.cache_clear()
    bot = Bot(TOKEN, telegram_server.url, connect_seconds=1.0, read_seconds=1.0)
    monkeypatch.setattr(sender, "_bot", lambda token, url: bot if token == TOKEN else Bot(token, url))
    sender._limiter.cache_clear()
    with transaction() as session:
        bots.describe(session, BOT_ID, "TestNameBot", "Test Bot")
    yield bot
    config.settings.cache_clear()
    sender._limiter.cache_clear()


@pytest.fixture
def limiter(bot: Bot) -> Limiter:
    """The limiter that senders of this process use."""
    return sender._limiter(BOT_ID, config.settings().redis_url)


@pytest.fixture
def chat(bot: Bot, telegram_server: TelegramServer, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Somebody who talks with the bot: see tests/telegram/talking.py."""
    from tests.telegram.talking import Chat
    from worker import bot as process

    monkeypatch.setattr(process, "POLL_SECONDS", 1)
    return Chat(bot, telegram_server)


@pytest.fixture
def linked(bot: Bot, person: Callable[..., Any]) -> Callable[..., Any]:
    """Makes people whose Telegram account is linked: `linked("ada", 5001)`."""

    def make(username: str, telegram_id: int, **options: Any) -> Any:
        made = person(username, **options)
        with transaction() as session:
            session.add(TelegramLink(user_id=made.id, telegram_user_id=telegram_id, chat_id=telegram_id))
            user = session.get_one(service.User, made.id)
            user.telegram_user_id = telegram_id
        return made

    return make


def queue(chat_id: int, text: str, **more: Any) -> int:
    """Queue one message whose words are `text`; gives how many are new."""
    dedupe_key = more.pop("dedupe_key", f"{chat_id}:{text}"[:200])
    message = Outgoing(chat_id, dedupe_key, "telegram-text", {"text": text}, **more)
    with transaction() as session:
        return outbox.queue(session, BOT_ID, [message])


def rows(chat_id: int | None = None) -> list[TelegramMessage]:
    """The messages of all chats, or of one, in order."""
    found = select(TelegramMessage).order_by(TelegramMessage.position)
    with read_only() as session:
        messages = list(session.scalars(found if chat_id is None else found.where(TelegramMessage.chat_id == chat_id)))
        session.expunge_all()
    return messages
