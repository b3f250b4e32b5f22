"""The outbox: every message arrives once, in order, whatever Telegram answers."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import func, select, text, update

from app import config, kv
from app.db import read_only, transaction
from app.messages import SendTelegram, WakeTelegram
from app.telegram import outbox, service
from app.telegram.models import MessageStatus, TelegramChat, TelegramLink, TelegramMessage
from app.telegram.text import Content
from tests.telegram.conftest import BOT_ID, queue, rows
from tests.telegram_server.driver import TelegramServer
from worker import telegram as sender
from worker.bot_api import Bot
from worker.telegram_rate import Limiter

ADA, BOB, GROUP = 5_000_000_001, 5_000_000_002, -1_000_000_000_001


def work(chat_id: int = ADA) -> None:
    """What a worker does with a message."""
    sender.send_telegram(SendTelegram(BOT_ID, chat_id))


def hurry() -> None:
    """Let every wait be over: retries are due, leases have ended, nothing counts towards a limit."""
    kv.redis_client().flushdb()
    with transaction() as session:
        past = text("clock_timestamp() - interval '1 second'")
        session.execute(update(TelegramMessage).values(next_attempt_at=past))
        session.execute(update(TelegramChat).where(TelegramChat.next_at.is_not(None)).values(next_at=past))
        session.execute(update(TelegramChat).where(TelegramChat.lease_until.is_not(None)).values(lease_until=past))


def texts(server: TelegramServer, chat_id: int | None = None) -> list[str]:
    """What Telegram took, in order."""
    return [call["params"]["text"] for call in server.accepted(chat_id)]


def test_a_message_is_sent_once_and_its_number_is_kept(bot: Bot, telegram_server: TelegramServer) -> None:
    assert queue(ADA, "one") == 1
    assert queue(ADA, "one") == 0, "the same dedupe key is not queued again"
    work()
    work()
    (row,) = rows()
    (call,) = telegram_server.accepted()
    assert (row.status, row.message_id, row.part) == (MessageStatus.SENT, call["message_id"], 1)
    assert row.sent_at is not None


def test_a_message_of_a_transaction_that_is_rolled_back_is_not_sent(bot: Bot, telegram_server: TelegramServer) -> None:
    def fail() -> None:
        with transaction() as session:
            outbox.queue(session, BOT_ID, [outbox.Outgoing(ADA, "x", "telegram-help")])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    work()
    assert rows() == []
    assert telegram_server.accepted() == []


def test_messages_to_a_chat_keep_their_order_among_many_senders(bot: Bot, telegram_server: TelegramServer) -> None:
    telegram_server.limits(bot_per_second=0)
    for number in range(3):
        for chat_id in range(1, 9):
            queue(chat_id, f"{number}")
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(1, 9)))
    work()
    for chat_id in range(1, 9):
        assert texts(telegram_server, chat_id) == ["0", "1", "2"]


def test_two_senders_of_the_same_chat_send_each_message_once(bot: Bot, telegram_server: TelegramServer) -> None:
    for number in range(3):
        queue(ADA, str(number))
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, [ADA] * 4))
    assert texts(telegram_server) == ["0", "1", "2"]


def test_a_flood_stops_everybody_for_as_long_as_telegram_says(
    bot: Bot, telegram_server: TelegramServer, limiter: Limiter
) -> None:
    telegram_server.fault("sendMessage", status=429, parameters={"retry_after": 40}, description="Too Many Requests")
    queue(ADA, "one")
    queue(BOB, "two")
    work(ADA)
    work(BOB)
    assert len(telegram_server.log("sendMessage")) == 1, "nobody sends during the pause"
    assert 35_000 < limiter.take(BOB).wait_ms <= 40_000
    with read_only() as session:
        waits = session.scalar(select(func.extract("epoch", TelegramChat.next_at - func.clock_timestamp())))
    assert waits is not None
    assert 35 < waits <= 40
    assert rows(ADA)[0].attempt == 0, "a flood is not the message's fault"
    limiter._client.flushdb()
    limiter._local.paused_until_ms = 0
    hurry()
    work(ADA)
    assert sorted(texts(telegram_server)) == ["one", "two"]


def test_a_server_error_is_tried_again_later_and_the_chat_waits_for_it(
    bot: Bot, telegram_server: TelegramServer
) -> None:
    telegram_server.fault("sendMessage", status=500)
    queue(ADA, "one")
    queue(ADA, "two")
    work()
    assert telegram_server.accepted() == []
    assert [(row.status, row.attempt, row.error) for row in rows()] == [
        (MessageStatus.QUEUED, 1, "server_error"),
        (MessageStatus.QUEUED, 0, None),
    ]
    work()
    assert len(telegram_server.log("sendMessage")) == 1, "not before its time"
    hurry()
    work()
    assert texts(telegram_server) == ["one", "two"]


def test_after_six_server_errors_a_message_is_dead_and_the_next_goes(bot: Bot, telegram_server: TelegramServer) -> None:
    telegram_server.fault("sendMessage", status=500, times=6)
    queue(ADA, "one")
    queue(ADA, "two")
    for _ in range(6):
        hurry()
        work()
    assert [row.status for row in rows()] == [MessageStatus.DEAD, MessageStatus.SENT]
    assert rows()[0].error == "server_error"
    assert texts(telegram_server) == ["two"]


def test_telegram_out_of_reach_kills_no_message_of_today(bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sender, "_bot", lambda token, url: Bot(bot.token, "http://127.0.0.1:1"))
    queue(ADA, "one")
    for _ in range(8):
        hurry()
        work()
    assert (rows()[0].status, rows()[0].attempt) == (MessageStatus.QUEUED, 8)
    with transaction() as session:
        session.execute(update(TelegramMessage).values(created_at=text("clock_timestamp() - interval '25 hours'")))
    hurry()
    work()
    assert (rows()[0].status, rows()[0].error) == (MessageStatus.DEAD, "unreachable")


@pytest.mark.parametrize("mode", ["hang_after", "drop_after"])
def test_a_lost_answer_is_shown_as_unknown_and_not_sent_again(
    bot: Bot, telegram_server: TelegramServer, mode: str
) -> None:
    telegram_server.fault("sendMessage", mode=mode)
    queue(ADA, "one")
    queue(ADA, "two")
    work()
    hurry()
    work()
    assert [row.status for row in rows()] == [MessageStatus.UNKNOWN, MessageStatus.SENT]
    assert texts(telegram_server) == ["one", "two"]


@pytest.mark.parametrize("state", ["blocked", "deactivated"])
def test_a_person_who_blocked_the_bot_gets_nothing_until_they_come_back(
    bot: Bot, telegram_server: TelegramServer, linked: Callable[..., Any], state: str
) -> None:
    ada = linked("ada", ADA)
    telegram_server.chat(ADA, state)
    queue(ADA, "one", user_id=ada.id)
    queue(ADA, "two", user_id=ada.id)
    work()
    assert [row.status for row in rows()] == [MessageStatus.DEAD] * 2
    assert rows()[0].description.startswith("Forbidden: "), "Telegram's own words are shown"
    assert len(telegram_server.log("sendMessage")) == 1
    with transaction() as session:
        link = session.get_one(TelegramLink, ada.id)
        assert (link.blocked_at is not None, link.blocked_reason) == (True, state)
        outbox.reopen_chat(session, BOT_ID, ADA)
    with read_only() as session:
        assert session.get_one(TelegramLink, ada.id).blocked_at is None


def test_a_group_that_was_upgraded_gets_its_messages_at_its_new_address(
    bot: Bot, telegram_server: TelegramServer
) -> None:
    telegram_server.chat(-7, "migrated", to=GROUP)
    queue(-7, "one")
    queue(-7, "two")
    work(-7)
    assert texts(telegram_server, GROUP) == ["one", "two"]


def test_markup_that_telegram_cannot_read_is_sent_once_more_as_plain_text(
    bot: Bot, telegram_server: TelegramServer
) -> None:
    telegram_server.fault("sendMessage", status=400, description="Bad Request: can't parse entities: x")
    queue(ADA, "a < b")
    work()
    (call,) = telegram_server.accepted()
    assert "parse_mode" not in call["params"]
    assert "a < b" in call["params"]["text"]


def test_a_refused_message_is_dead_with_telegrams_words_and_the_next_goes(
    bot: Bot, telegram_server: TelegramServer
) -> None:
    telegram_server.fault("sendMessage", status=400, description="Bad Request: message thread not found")
    queue(ADA, "one")
    queue(ADA, "two")
    work()
    first, second = rows()
    assert (first.status, first.error, first.description) == (
        MessageStatus.DEAD, "topic_gone", "Bad Request: message thread not found",
    )  # fmt: skip
    assert second.status is MessageStatus.SENT


def test_a_revoked_token_kills_no_message(bot: Bot, telegram_server: TelegramServer, limiter: Limiter) -> None:
    telegram_server.fault("sendMessage", status=401, description="Unauthorized")
    queue(ADA, "one")
    queue(BOB, "two")
    work()
    assert limiter.paused(), "everybody stops: no other message could do better"
    assert [(row.status, row.error) for row in rows(ADA)] == [(MessageStatus.QUEUED, "bad_token")]
    assert rows(BOB)[0].status is MessageStatus.QUEUED


def test_what_people_wrote_is_escaped(bot: Bot, telegram_server: TelegramServer) -> None:
    queue(ADA, "<b>& </b> {x} _*`")
    work()
    (call,) = telegram_server.accepted()
    assert "&lt;b&gt;&amp; &lt;/b&gt; {x} _*`" in call["params"]["text"]


def test_a_long_text_comes_in_parts_and_a_part_that_arrived_is_not_repeated(
    bot: Bot, telegram_server: TelegramServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = [f"word{number:05}" for number in range(1000)]
    monkeypatch.setattr(sender, "content", lambda *_: Content(" ".join(words)))
    queue(ADA, "x")
    telegram_server.fault("sendMessage", status=500)
    work()
    hurry()
    with transaction() as session:
        claimed = outbox.claim(session, BOT_ID, ADA)
    assert claimed is not None
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(outbox, "claim", lambda *_: None)
        assert sender.deliver(bot, Limiter(BOT_ID), claimed)
    assert (rows()[0].status, rows()[0].part) == (MessageStatus.QUEUED, 1)
    telegram_server.fault("sendMessage", status=500)
    work()
    hurry()
    work()
    (row,) = rows()
    assert (row.status, row.part) == (MessageStatus.SENT, 3)
    assert " ".join(call["params"]["text"] for call in telegram_server.accepted()).split() == words
    assert len(telegram_server.accepted()) == 3


def test_a_sender_that_died_before_sending_leaves_nothing_behind(bot: Bot, telegram_server: TelegramServer) -> None:
    queue(ADA, "one")
    with transaction() as session:
        assert outbox.claim(session, BOT_ID, ADA) is not None
    work()
    assert telegram_server.accepted() == [], "the chat is another sender's"
    hurry()
    work()
    assert texts(telegram_server) == ["one"]
    assert rows()[0].doubts == 0


def test_a_sender_that_died_while_sending_is_counted_as_a_doubt(bot: Bot, telegram_server: TelegramServer) -> None:
    queue(ADA, "one")
    with transaction() as session:
        claimed = outbox.claim(session, BOT_ID, ADA)
        assert claimed is not None
        assert outbox.begin(session, claimed)
    hurry()
    work()
    assert (rows()[0].status, rows()[0].doubts) == (MessageStatus.SENT, 1)


def test_a_sender_that_slept_through_its_lease_does_not_send(bot: Bot, telegram_server: TelegramServer) -> None:
    queue(ADA, "one")
    with transaction() as session:
        slow = outbox.claim(session, BOT_ID, ADA)
    assert slow is not None
    hurry()
    work()
    with transaction() as session:
        assert not outbox.begin(session, slow)
        outbox.failed(session, slow, "late", reached=True)
    assert (rows()[0].status, rows()[0].attempt) == (MessageStatus.SENT, 0)
    assert texts(telegram_server) == ["one"]


def test_what_a_late_sender_learnt_still_counts(bot: Bot, telegram_server: TelegramServer) -> None:
    queue(ADA, "one")
    with transaction() as session:
        slow = outbox.claim(session, BOT_ID, ADA)
        assert slow is not None
        assert outbox.begin(session, slow)
    hurry()
    with transaction() as session:
        other = outbox.claim(session, BOT_ID, ADA)
        assert other is not None
    with transaction() as session:
        outbox.sent(session, slow, 77, parts=1)
    with transaction() as session:
        assert not outbox.begin(session, other), "it has arrived: nobody sends it again"
    assert (rows()[0].status, rows()[0].message_id) == (MessageStatus.SENT, 77)


_DIE = """
import os, signal
from worker import bot_api, telegram
from app.messages import SendTelegram
where = os.environ["DIE"]
def die(*args, **kwargs):
    os.kill(os.getpid(), signal.SIGKILL)
if where == "before":
    telegram.outbox.begin = die
elif where == "after":
    telegram.outbox.sent = die
telegram.send_telegram(SendTelegram(int(os.environ["BOT"]), int(os.environ["CHAT"])))
"""


@pytest.mark.parametrize(("where", "arrived", "doubts"), [("before", 1, 0), ("after", 2, 1)])
def test_kill_9_of_a_sender_loses_nothing_and_doubles_only_what_telegram_had(
    bot: Bot, telegram_server: TelegramServer, where: str, arrived: int, doubts: int
) -> None:
    queue(ADA, "one")
    queue(ADA, "two")
    environ = {**os.environ, "DIE": where, "CHAT": str(ADA), "BOT": str(BOT_ID)}
    died = subprocess.run([sys.executable, "-c", _DIE], env=environ, timeout=60, check=False)
    assert died.returncode == -signal.SIGKILL
    hurry()
    work()
    assert texts(telegram_server) == ["one"] * arrived + ["two"]
    assert [(row.status, row.doubts) for row in rows()] == [(MessageStatus.SENT, doubts), (MessageStatus.SENT, 0)]


def test_a_message_queued_while_its_chat_is_let_go_is_not_forgotten(bot: Bot) -> None:
    queue(ADA, "one")
    with transaction() as session:
        claimed = outbox.claim(session, BOT_ID, ADA)
        assert claimed is not None
        outbox.begin(session, claimed)
    with transaction() as queueing:
        outbox.queue(queueing, BOT_ID, [outbox.Outgoing(ADA, "two", "telegram-help")])
        with ThreadPoolExecutor(1) as pool:

            def end() -> None:
                with transaction() as session:
                    outbox.sent(session, claimed, 1, parts=1)

            ending = pool.submit(end)
            queueing.commit()
            ending.result(timeout=10)
    with read_only() as session:
        assert outbox.due_chats(session, 10) == [(BOT_ID, ADA)]


def test_what_waits_for_somebody_who_unlinked_is_dead(bot: Bot, linked: Callable[..., Any]) -> None:
    ada = linked("ada", ADA)
    queue(ADA, "one", user_id=ada.id)
    with transaction() as session:
        service.unlink(session, session.get_one(service.User, ada.id))
    assert [(row.status, row.error) for row in rows()] == [(MessageStatus.DEAD, "unlinked")]


def test_the_words_are_those_of_the_readers_language_at_the_time_of_sending(
    bot: Bot, telegram_server: TelegramServer, linked: Callable[..., Any]
) -> None:
    ada = linked("ada", ADA, language="ru")
    queue(ADA, "one", user_id=ada.id)
    queue(ADA, "two", user_id=ada.id)
    work()
    assert [row.language for row in rows()] == ["ru", "ru"]


def test_the_tick_calls_senders_only_for_chats_that_are_due(
    bot: Bot, telegram_server: TelegramServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    called: list[int] = []

    def note(message: SendTelegram) -> bool:
        called.append(message.chat_id)
        return True

    monkeypatch.setattr(sender, "send", note)
    for chat_id in range(1, 8):
        queue(chat_id, "x")
    with transaction() as session:
        later = text("clock_timestamp() + interval '1 hour'")
        session.execute(update(TelegramChat).where(TelegramChat.chat_id > 2).values(next_at=later))
    sender.redis_client().flushdb()
    sender.wake_telegram(WakeTelegram())
    assert sorted(called) == [1, 2]


def test_the_tick_calls_no_more_senders_than_find_a_place(bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[int] = []
    monkeypatch.setattr(sender, "send", lambda message: called.append(message.chat_id) or True)
    for chat_id in range(1, 20):
        queue(chat_id, "x")
    sender.redis_client().flushdb()
    sender.wake_telegram(WakeTelegram())
    assert len(called) == sender.SENDERS
    sender.redis_client().lpush(sender.key("telegram"), *["hint"] * sender.SENDERS)
    called.clear()
    sender.wake_telegram(WakeTelegram())
    assert called == []


def test_without_a_token_nothing_is_sent_and_nothing_fails(clean: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TELEGRAM_BOT_TOKEN", raising=False)
    config.settings.cache_clear()
    queue(ADA, "one")
    work()
    sender.wake_telegram(WakeTelegram())
    assert rows()[0].status is MessageStatus.QUEUED


def test_old_messages_are_forgotten_and_waiting_ones_are_not(bot: Bot) -> None:
    queue(ADA, "one")
    work()
    queue(ADA, "two")
    with transaction() as session:
        session.execute(update(TelegramMessage).values(created_at=text("clock_timestamp() - interval '40 days'")))
    with transaction() as session:
        service.forget_old(session)
    assert [row.status for row in rows()] == [MessageStatus.QUEUED]
