"""A person's side of a conversation with the bot."""

from __future__ import annotations

import json
from typing import Any

from app.db import read_only
from app.messages import SendTelegram
from app.telegram import inbox
from tests.telegram.conftest import BOT_ID, rows
from tests.telegram_server.driver import TelegramServer
from worker import bot as process
from worker import telegram as sender
from worker.bot_api import Bot


class Chat:
    """A person's side of the conversation, with a poller and a sender that run when they are told to."""

    def __init__(self, bot: Bot, server: TelegramServer) -> None:
        self.bot = bot
        self.server = server
        self.poller = process.Poller(bot)

    def turn(self) -> None:
        """The bot hears, answers, and its answers are sent."""
        self.poller._round()
        with read_only() as session:
            waiting = {row.chat_id for row in rows() if row.status.value == "queued"}
            assert inbox.waiting(session, BOT_ID) == []
        sender.redis_client().flushdb()
        for chat_id in waiting:
            sender.send_telegram(SendTelegram(BOT_ID, chat_id))

    def say(self, person: int, words: str, **more: Any) -> str:
        """Say something; gives the bot's last answer in that chat, or nothing."""
        before = len(self.server.accepted())
        self.server.say(person, words, **more)
        self.turn()
        return self.last(before)

    def press(self, person: int, button: int = 0, *, data: str | None = None, chat_id: int | None = None) -> str:
        """Press a button of the last message (the first is 0), or any with that data; gives the answer."""
        before = self.server.accepted()
        chosen = data or self.buttons()[button]
        self.server.press(person, chosen, message_id=before[-1]["message_id"] if before else 1, chat_id=chat_id)
        self.turn()
        return self.last(len(before))

    def buttons(self) -> list[str]:
        """The data of the last message's buttons."""
        markup = json.loads(self.server.accepted()[-1]["params"]["reply_markup"])
        buttons = [button for row in markup["inline_keyboard"] for button in row]
        return [button["callback_data"] for button in buttons if "callback_data" in button]

    def labels(self) -> list[str]:
        """The words of the last message's buttons."""
        markup = json.loads(self.server.accepted()[-1]["params"]["reply_markup"])
        return [button["text"] for row in markup["inline_keyboard"] for button in row]

    def edited(self) -> dict[str, Any]:
        """The last message that was changed."""
        return dict(self.server.log("editMessageText")[-1]["params"])

    def last(self, before: int) -> str:
        """What the bot said since."""
        said = self.server.accepted()[before:]
        return said[-1]["params"]["text"] if said else ""
