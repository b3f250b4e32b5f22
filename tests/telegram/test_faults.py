"""What Telegram refuses beside sending: changed messages, checks of bots and members; bots that come and go."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from app import config
from app.db import read_only, transaction
from app.messages import CheckBot, CheckMember, SendTelegram, ShowRuns, WakeTelegram
from app.telegram import bots, membership
from app.telegram.models import TelegramBot, TelegramRun
from tests.telegram.conftest import BOT_ID
from tests.telegram.talking import Chat
from tests.telegram.test_commands import _due, executions, make_script
from tests.telegram_server.driver import TelegramServer
from worker import telegram as sender
from worker import telegram_answers as answers
from worker.bot import Pollers
from worker.bot_api import Bot

ADA = 5_000_000_001
OTHER = "700100201:AAEanothertokenthatisnoneatallxx"


@pytest.fixture
def followed(chat: Chat, linked: Callable[..., Any], admin: Any) -> Chat:
    """A chat in which a run is shown."""
    linked("ada", ADA)
    make_script(admin)
    chat.say(ADA, "/run deploy")
    chat.press(ADA, data="go")
    _due()
    return chat


def follows() -> list[TelegramRun]:
    with read_only() as session:
        return list(session.scalars(select(TelegramRun)))


@pytest.mark.parametrize(
    "fault", [{"status": 500}, {"status": 429, "parameters": {"retry_after": 1}}, {"mode": "drop"}]
)
def test_a_message_that_could_not_be_changed_is_changed_later(
    followed: Chat, telegram_server: TelegramServer, fault: dict[str, Any]
) -> None:
    telegram_server.fault("editMessageText", **fault)
    answers.show_runs(ShowRuns())
    assert [one.shown for one in follows()] == [""]
    _due()
    answers.show_runs(ShowRuns())
    assert [one.shown for one in follows()] == ["queued:0"]
    assert [one["accepted"] for one in telegram_server.log("editMessageText")][-1] is True
    changed = len(telegram_server.log("editMessageText"))
    _due()
    answers.show_runs(ShowRuns())
    assert len(telegram_server.log("editMessageText")) == changed, "nothing new, nothing changed"


@pytest.mark.parametrize("words", ["Bad Request: message to edit not found", "Forbidden: bot was blocked by the user"])
def test_a_message_that_is_gone_is_let_go(followed: Chat, telegram_server: TelegramServer, words: str) -> None:
    telegram_server.fault("editMessageText", status=400, description=words)
    answers.show_runs(ShowRuns())
    assert follows() == []


def test_the_tick_calls_for_runs_to_be_shown_and_waits_for_the_chats_turn(
    followed: Chat, telegram_server: TelegramServer
) -> None:
    limiter = sender._limiter(BOT_ID, config.settings().redis_url)
    limiter.pause(5)
    answers.show_runs(ShowRuns())
    assert [one.shown for one in follows()] == [""]
    _due()
    sender.wake_telegram(WakeTelegram())
    assert len(executions()) == 1


def test_a_bot_that_is_gone_sends_nothing_and_is_not_checked(bot: Bot, telegram_server: TelegramServer) -> None:
    sender.send_telegram(SendTelegram(42, ADA))
    sender.check_bot(CheckBot(42))
    assert telegram_server.log() == []


def test_a_check_that_telegram_could_not_answer_is_shown_as_such(
    bot: Bot, admin: Any, telegram_server: TelegramServer
) -> None:
    admin.post("/api/telegram/bots", json={"token": OTHER})
    telegram_server.fault("getMe", status=502)
    sender.check_bot(CheckBot(700100201))
    assert admin.get("/api/telegram/bots/700100201").json["status"] == "server_error"


def test_a_token_that_our_key_does_not_open_is_no_bot(bot: Bot, admin: Any) -> None:
    admin.post("/api/telegram/bots", json={"token": OTHER})
    with transaction() as session:
        session.get_one(TelegramBot, 700100201).token = b"\x01" + b"moved from another row" * 3
    assert sender.find_bot(700100201) is None


def test_membership_is_asked_for_by_message_and_kept(
    bot: Bot, telegram_server: TelegramServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    sender.check_member(CheckMember(ADA))
    assert telegram_server.log("getChatMember") == [], "no channel is set"
    monkeypatch.setenv("TELEGRAM_CHANNEL_ID", "-1001234567890")
    monkeypatch.setenv("TELEGRAM_CHANNEL_FOR", "sky")
    config.settings.cache_clear()
    telegram_server.member(-1001234567890, ADA, "restricted", is_member=True)
    sender.check_member(CheckMember(ADA))
    sender.check_member(CheckMember(ADA + 1))
    with read_only() as session:
        assert membership.admits(session, ADA, membership.Gate.SKY)
        assert not membership.admits(session, ADA + 1, membership.Gate.SKY)
        assert not membership.admits(session, None, membership.Gate.SKY)


def test_bots_come_and_go_while_the_process_runs(
    bot: Bot,
    admin: Any,
    telegram_server: TelegramServer,
    eventually: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from worker import bot as process

    monkeypatch.setattr(process, "POLL_SECONDS", 1)
    pollers = Pollers()
    pollers.look()

    def heard(token: str) -> bool:
        return any(call["token"] == token for call in telegram_server.log("getUpdates"))

    eventually(lambda: heard(bot.token))
    with transaction() as session:
        bots.add(session, OTHER, None)
    pollers.look()
    eventually(lambda: heard(OTHER))
    first = dict(pollers._running)
    with transaction() as session:
        bots.add(session, OTHER.replace("another", "renewed"), None)
    pollers.look()
    assert pollers._running[700100201] != first[700100201], "a new token is used at once"
    with transaction() as session:
        bots.remove(session, 700100201)
    pollers.look()
    assert list(pollers._running) == [BOT_ID]
    threads = [thread for _, thread in (*first.values(), *pollers._running.values())]
    pollers.stop()
    pollers.run()
    for thread in threads:
        thread.join(30)
        assert not thread.is_alive()
