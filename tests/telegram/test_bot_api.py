"""The Bot API adapter against a server that nobody here wrote: what is sent, and what each fault becomes."""

from __future__ import annotations

import logging
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
import telebot

from app.errors import Permanent, Temporary
from tests.telegram_server.driver import TOKEN, TelegramServer
from worker.bot_api import Bot, Button, Conflict, Flood, Migrated, Unknown, Unreachable

ADA = 5_000_000_001


@pytest.fixture
def bot(telegram_server: TelegramServer) -> Bot:
    return Bot(TOKEN, telegram_server.url, read_seconds=1.0)


def test_a_message_travels_in_the_body_with_its_markup_and_no_preview(
    bot: Bot, telegram_server: TelegramServer
) -> None:
    message_id = bot.send_message(
        ADA, "<b>Hi</b> &lt;there&gt;", buttons=[[Button("Yes", data="y"), Button("No", data="n")]]
    )
    (call,) = telegram_server.log()
    assert call["message_id"] == message_id
    assert call["query"] == {}
    assert call["params"]["chat_id"] == str(ADA)
    assert call["params"]["text"] == "<b>Hi</b> &lt;there&gt;"
    assert '"is_disabled": true' in call["params"]["link_preview_options"]
    assert '"callback_data": "y"' in call["params"]["reply_markup"]


def test_the_bot_says_who_it_is(bot: Bot) -> None:
    me = bot.get_me()
    assert (me.bot_id, me.username) == (700100200, "TestNameBot")


def test_a_flood_says_how_long_to_wait(bot: Bot, telegram_server: TelegramServer) -> None:
    telegram_server.fault("sendMessage", status=429, description="Too Many Requests", parameters={"retry_after": 17})
    with pytest.raises(Flood) as fault:
        bot.send_message(ADA, "x")
    assert fault.value.retry_after == 17


def test_a_migrated_group_gives_its_new_identifier(bot: Bot, telegram_server: TelegramServer) -> None:
    telegram_server.chat(-5, "migrated", to=-1_000_000_000_005)
    with pytest.raises(Migrated) as fault:
        bot.send_message(-5, "x")
    assert fault.value.chat_id == -1_000_000_000_005


@pytest.mark.parametrize(
    ("state", "reason", "words"),
    [
        ("blocked", "blocked", "Forbidden: bot was blocked by the user"),
        ("deactivated", "deactivated", "Forbidden: user is deactivated"),
        ("kicked", "kicked", "Forbidden: bot was kicked from the supergroup chat"),
        ("not_found", "chat_not_found", "Bad Request: chat not found"),
    ],
)
def test_a_refusal_keeps_telegrams_words(
    bot: Bot, telegram_server: TelegramServer, state: str, reason: str, words: str
) -> None:
    telegram_server.chat(ADA, state)
    with pytest.raises(Permanent) as fault:
        bot.send_message(ADA, "x")
    assert (fault.value.reason, fault.value.description) == (reason, words)


def test_markup_that_cannot_be_read_is_refused_and_plain_text_is_not(bot: Bot) -> None:
    with pytest.raises(Permanent) as fault:
        bot.send_message(ADA, "a < b")
    assert fault.value.reason == "bad_markup"
    assert bot.send_plain(ADA, "a < b") > 0


@pytest.mark.parametrize(("status", "reason"), [(401, "bad_token"), (404, "bad_token")])
def test_a_revoked_token_is_named(bot: Bot, telegram_server: TelegramServer, status: int, reason: str) -> None:
    telegram_server.fault("getMe", status=status, description="Unauthorized")
    with pytest.raises(Permanent) as fault:
        bot.get_me()
    assert fault.value.reason == reason


@pytest.mark.parametrize("mode", ["answer", "html"])
def test_a_server_error_is_temporary(bot: Bot, telegram_server: TelegramServer, mode: str) -> None:
    telegram_server.fault("sendMessage", status=502, mode=mode)
    with pytest.raises(Temporary):
        bot.send_message(ADA, "x")


def test_a_gateway_that_gave_up_waiting_leaves_a_send_unknown(bot: Bot, telegram_server: TelegramServer) -> None:
    telegram_server.fault("sendMessage", status=504, mode="html")
    with pytest.raises(Unknown):
        bot.send_message(ADA, "x")


@pytest.mark.parametrize("mode", ["hang_after", "drop_after", "hang", "drop"])
def test_a_lost_answer_leaves_a_send_unknown_and_is_asked_for_once(
    bot: Bot, telegram_server: TelegramServer, mode: str
) -> None:
    telegram_server.fault("sendMessage", mode=mode)
    with pytest.raises(Unknown):
        bot.send_message(ADA, "x")
    assert len(telegram_server.log("sendMessage")) == 1
    assert len(telegram_server.accepted()) == (1 if mode.endswith("after") else 0)


@pytest.mark.parametrize("mode", ["hang", "drop"])
def test_a_lost_answer_to_a_question_may_be_asked_for_again(
    bot: Bot, telegram_server: TelegramServer, mode: str
) -> None:
    telegram_server.fault("getMe", mode=mode)
    with pytest.raises(Unreachable):
        bot.get_me()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.mark.parametrize("host", ["127.0.0.1", "nowhere.invalid"])
def test_a_server_that_cannot_be_reached_certainly_took_nothing(host: str) -> None:
    with pytest.raises(Unreachable):
        Bot(TOKEN, f"http://{host}:{_free_port()}").send_message(ADA, "x")


@contextmanager
def _raw_server(answer: bytes, *, stay: bool = False) -> Iterator[str]:
    """A server that says `answer` to whatever it is asked."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        done = threading.Event()

        def serve() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.recv(65536)
                try:
                    for _ in range(1 if not stay else 1000):
                        connection.sendall(answer)
                        if stay and done.wait(0.05):
                            return
                except OSError:
                    return

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            done.set()
            thread.join()


def _ok(body: bytes, length: int | None = None) -> bytes:
    head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(body) if length is None else length}\r\nConnection: close\r\n\r\n"
    return head.encode() + body


@pytest.mark.parametrize(
    "answer",
    [
        _ok(b"not json"),
        _ok(b"[]"),
        _ok(b"{}"),
        _ok(b'{"ok": true}'),
        _ok(b'{"ok": true, "result": true}'),
        _ok(b'{"ok": true, "result": {}}'),
        _ok(b'{"ok": true, "resu', length=500),
        b"HTTP/1.1 200 OK\r\n",
        b"rubbish\r\n\r\n",
    ],
)
def test_a_success_that_cannot_be_read_leaves_a_send_unknown(answer: bytes) -> None:
    with _raw_server(answer) as url, pytest.raises(Unknown):
        Bot(TOKEN, url, read_seconds=1.0).send_message(ADA, "x")


def test_an_answer_that_drips_for_ever_is_given_up() -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n"
    # It drips faster than the limit of a single read: only the limit of the whole ends it.
    with _raw_server(head, stay=True) as url, pytest.raises(Unknown) as fault:
        Bot(TOKEN, url, connect_seconds=0.3, read_seconds=0.3).send_message(ADA, "x")
    assert fault.value.reason == "timeout"


def test_a_redirect_is_not_followed_and_named() -> None:
    answer = b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    with _raw_server(answer) as url, pytest.raises(Permanent) as fault:
        Bot(TOKEN, url).send_message(ADA, "x")
    assert fault.value.reason == "not_the_bot_api"


def test_the_token_and_the_text_are_in_no_exception_and_no_log(
    bot: Bot, telegram_server: TelegramServer, caplog: pytest.LogCaptureFixture
) -> None:
    secret = TOKEN.partition(":")[2]
    shown = [repr(bot)]
    caplog.set_level(logging.DEBUG)
    telebot.logger.addHandler(caplog.handler)
    telebot.logger.setLevel(logging.DEBUG)
    try:
        faults = [{"mode": "drop"}, {"mode": "hang"}, {"mode": "html", "status": 502}]
        faults.append({"status": 401, "description": f"no bot{TOKEN}"})
        for how in faults:
            telegram_server.fault("sendMessage", **how)
            with pytest.raises((Temporary, Permanent, Unknown)) as caught:
                bot.send_message(ADA, "a private text")
            fault: BaseException | None = caught.value
            while fault is not None:
                shown += [str(fault), repr(fault)]
                fault = None if fault.__suppress_context__ else fault.__context__
        with pytest.raises(Unreachable) as refused:
            Bot(TOKEN, f"http://127.0.0.1:{_free_port()}").get_me()
        shown.append(repr(refused.value))
    finally:
        telebot.logger.removeHandler(caplog.handler)
        telebot.logger.setLevel(logging.ERROR)
    assert not [text for text in shown if secret in text or "private" in text]
    # The lines of urllib3 hold addresses: app.logs turns them off, and masks what looks like a token.
    logged = "".join(record.getMessage() for record in caplog.records if not record.name.startswith("urllib3"))
    assert secret not in logged
    assert "private" not in logged


def test_bots_of_several_servers_and_threads_do_not_mix(telegram_server: TelegramServer) -> None:
    telegram_server.limits(bot_per_second=0)
    bots = [Bot(f"{number}:{'x' * 35}", telegram_server.url) for number in range(1000, 1008)]

    def talk(bot: Bot) -> None:
        for number in range(10):
            bot.send_message(bot.bot_id, f"{bot.bot_id} {number}")

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(talk, bots))
    calls = telegram_server.accepted()
    assert len(calls) == 80
    for call in calls:
        owner = call["token"].partition(":")[0]
        assert call["params"]["chat_id"] == owner
        assert call["params"]["text"].startswith(owner)


def test_updates_come_from_the_offset_on_and_only_where_they_are_updates(
    bot: Bot, telegram_server: TelegramServer
) -> None:
    for text in ("one", "two", "three"):
        telegram_server.say(ADA, text)
    updates = bot.get_updates(0, wait_seconds=1, kinds=["message"])
    assert [update["message"]["text"] for update in updates] == ["one", "two", "three"]
    later = bot.get_updates(updates[1]["update_id"], wait_seconds=1, kinds=["message"])
    assert [update["message"]["text"] for update in later] == ["two", "three"]
    assert bot.get_updates(updates[2]["update_id"] + 1, wait_seconds=1, kinds=["message"]) == []


def test_the_older_of_two_pollers_is_told_of_the_conflict(bot: Bot, telegram_server: TelegramServer) -> None:
    with ThreadPoolExecutor(1) as pool:
        older = pool.submit(bot.get_updates, 0, wait_seconds=20, kinds=["message"])
        while not telegram_server.log("getUpdates"):
            assert not older.done()
        bot.get_updates(0, wait_seconds=1, kinds=["message"])
        with pytest.raises(Conflict):
            older.result(timeout=10)


def test_an_edit_that_changes_nothing_is_no_fault(bot: Bot, telegram_server: TelegramServer) -> None:
    message_id = bot.send_message(ADA, "one")
    bot.edit_message(ADA, message_id, "two")
    telegram_server.fault(
        "editMessageText", status=400, description="Bad Request: message is not modified: specified new …"
    )
    bot.edit_message(ADA, message_id, "two")
    assert telegram_server.log("editMessageText")[0]["params"]["text"] == "two"


def test_commands_are_set_for_each_language(bot: Bot, telegram_server: TelegramServer) -> None:
    bot.set_commands({"help": "What I can do"})
    bot.set_commands({"help": "Qué puedo hacer"}, "es")
    first, second = (call["params"] for call in telegram_server.log("setMyCommands"))
    assert "language_code" not in first
    assert second["language_code"] == "es"
    assert "puedo" in second["commands"] or "\\u00e9" in second["commands"]


def test_a_pressed_button_is_answered(bot: Bot, telegram_server: TelegramServer) -> None:
    bot.answer_callback("77", "Done")
    (call,) = telegram_server.log("answerCallbackQuery")
    assert call["params"] == {"callback_query_id": "77", "text": "Done"}
