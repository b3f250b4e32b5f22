"""The bot's process: what people say to it, what it answers, and that nothing stops it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select, text, update

from app.config import settings
from app.db import read_only, transaction
from app.telegram import inbox, service
from app.telegram.models import TelegramBot, TelegramLink, TelegramLinkCode, TelegramUpdate
from tests.telegram.conftest import BOT_ID, queue, rows
from tests.telegram.talking import Chat
from tests.telegram_server.driver import TOKEN, TelegramServer
from worker import bot as process
from worker import telegram_answers as answers

ADA, BOB, GROUP = 5_000_000_001, 5_000_000_002, -1_000_000_000_001


def link_of(person: Any) -> TelegramLink | None:
    with read_only() as session:
        return session.get(TelegramLink, person.id)


def code_of(person: Any) -> str:
    """A new code, as the person gets it from the API."""
    answer = person.post("/api/auth/telegram-link")
    assert answer.status_code == 201
    return str(answer.json["code"])


def test_a_code_links_after_a_yes_and_the_account_hears_of_it(
    chat: Chat, person: Callable[..., Any], telegram_server: TelegramServer
) -> None:
    ada = person("ada")
    answer = ada.post("/api/auth/telegram-link").json
    assert answer["url"] == f"https://t.me/TestNameBot?start={answer['code']}"
    assert len(answer["code"]) <= 64
    assert "ada" in chat.say(ADA, f"/start {answer['code']}")
    assert link_of(ada) is None, "nothing is linked before the yes"
    assert "linked with “ada”" in chat.press(ADA)
    link = link_of(ada)
    assert link is not None
    assert (link.telegram_user_id, link.chat_id) == (ADA, ADA)
    assert ada.get("/api/auth/me").json["telegram_linked"] is True
    (told,) = ada.get("/api/notifications").json["items"]
    assert (told["type"], told["title"]) == ("alert", "Telegram linked")
    assert [call["params"]["message_id"] for call in telegram_server.log("editMessageReplyMarkup")], "buttons go away"
    assert telegram_server.log("answerCallbackQuery")


def test_a_no_voids_the_code(chat: Chat, person: Callable[..., Any]) -> None:
    ada = person("ada")
    code = code_of(ada)
    chat.say(ADA, f"/start {code}")
    assert "Nothing was linked" in chat.press(ADA, 1)
    assert "expired" in chat.say(ADA, f"/start {code}")
    assert link_of(ada) is None


def test_a_code_works_once_and_its_button_once(chat: Chat, person: Callable[..., Any]) -> None:
    ada = person("ada")
    code = code_of(ada)
    chat.say(ADA, f"/start {code}")
    yes = chat.buttons()[0]
    chat.press(ADA)
    assert "expired" in chat.press(ADA, data=yes)
    assert "expired" in chat.say(BOB, f"/start {code}")


def test_a_forged_code_links_nobody(chat: Chat, person: Callable[..., Any]) -> None:
    ada = person("ada")
    code_of(ada)
    for forged in ("l_" + "A" * 32, "l_", "x" * 500, "'; DROP TABLE users; --", "l_\u0000", "💥"):
        assert "expired" in chat.say(ADA, f"/start {forged}")


def test_an_expired_code_links_nobody_even_after_the_question(chat: Chat, person: Callable[..., Any]) -> None:
    ada = person("ada")
    code = code_of(ada)
    chat.say(ADA, f"/start {code}")
    with transaction() as session:
        session.execute(update(TelegramLinkCode).values(expires_at=text("clock_timestamp() - interval '1 second'")))
    assert "expired" in chat.press(ADA)
    assert "expired" in chat.say(ADA, f"/start {code}")
    assert link_of(ada) is None


def test_a_code_that_one_telegram_account_brought_is_closed_to_others(chat: Chat, person: Callable[..., Any]) -> None:
    ada = person("ada")
    code = code_of(ada)
    chat.say(ADA, f"/start {code}")
    yes = chat.buttons()[0]
    assert "expired" in chat.say(BOB, f"/start {code}")
    assert "expired" in chat.press(BOB, data=yes)
    assert "linked with “ada”" in chat.press(ADA, data=yes)


def test_a_newer_code_voids_the_older(chat: Chat, person: Callable[..., Any]) -> None:
    ada = person("ada")
    older = code_of(ada)
    code_of(ada)
    assert "expired" in chat.say(ADA, f"/start {older}")


def test_a_code_in_a_group_is_refused_and_void(chat: Chat, person: Callable[..., Any]) -> None:
    ada = person("ada")
    code = code_of(ada)
    said = chat.say(ADA, f"/start {code}", chat_id=GROUP)
    assert "only in private" in said
    assert "ada" not in said
    assert "expired" in chat.say(ADA, f"/start {code}")
    assert link_of(ada) is None


def test_a_button_pressed_in_a_group_links_nobody(chat: Chat, person: Callable[..., Any]) -> None:
    ada = person("ada")
    chat.say(ADA, f"/start {code_of(ada)}")
    assert chat.press(ADA, data=chat.buttons()[0], chat_id=GROUP) == ""
    assert link_of(ada) is None


def test_a_telegram_account_belongs_to_one_person(chat: Chat, person: Callable[..., Any]) -> None:
    ada, bob = person("ada"), person("bob")
    chat.say(ADA, f"/start {code_of(ada)}")
    chat.press(ADA)
    assert "already linked" in chat.say(ADA, f"/start {code_of(bob)}")
    assert link_of(bob) is None
    assert link_of(ada) is not None


def test_two_answers_at_once_give_one_link(chat: Chat, person: Callable[..., Any]) -> None:
    ada, bob = person("ada"), person("bob")
    offers = []
    with transaction() as session:
        for one in (ada, bob):
            code = service.issue_code(session, BOT_ID, one.id).code
            offers.append(service.claim_code(session, code, ADA))
    results: list[Any] = []

    def confirm(code_id: Any) -> None:
        with transaction() as session:
            results.append(service.confirm_link(session, BOT_ID, code_id, ADA, ADA)[0])

    threads = [threading.Thread(target=confirm, args=(offer.code_id,)) for offer in offers if offer]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == [service.Linked.DONE, service.Linked.TAKEN]


def test_a_refused_second_link_leaves_the_first_as_it_was(chat: Chat, linked: Callable[..., Any]) -> None:
    ada, _ = linked("ada", ADA), linked("bob", BOB)
    with transaction() as session:
        code = service.issue_code(session, BOT_ID, ada.id).code
        offer = service.claim_code(session, code, BOB)
        assert offer is not None
    with transaction() as session:
        assert service.confirm_link(session, BOT_ID, offer.code_id, BOB, BOB)[0] is service.Linked.TAKEN
    link = link_of(ada)
    assert link is not None
    assert link.telegram_user_id == ADA
    assert ada.get("/api/auth/me").json["telegram_linked"] is True


def test_a_new_link_replaces_the_persons_old_one(chat: Chat, linked: Callable[..., Any]) -> None:
    ada = linked("ada", ADA)
    chat.say(BOB, f"/start {code_of(ada)}")
    chat.press(BOB)
    link = link_of(ada)
    assert link is not None
    assert link.telegram_user_id == BOB
    assert "How" in chat.say(ADA, "/start") or "Hello!" in chat.last(0)


def test_unlinking_asks_first_and_then_says_goodbye(chat: Chat, linked: Callable[..., Any]) -> None:
    ada = linked("ada", ADA)
    chat.say(ADA, "/unlink")
    assert "Nothing was changed" in chat.press(ADA, 1)
    assert link_of(ada) is not None
    chat.say(ADA, "/unlink")
    assert "no longer linked" in chat.press(ADA)
    assert link_of(ada) is None
    assert ada.get("/api/auth/me").json["telegram_linked"] is False
    assert "not linked" in chat.say(ADA, "/unlink")


def test_unlinking_over_http_takes_effect_and_may_be_repeated(linked: Callable[..., Any], admin: Any) -> None:
    ada = linked("ada", ADA)
    queue(ADA, "waits", user_id=ada.id)
    assert [ada.delete("/api/auth/telegram-link").status_code for _ in range(2)] == [204, 204]
    assert link_of(ada) is None
    assert rows()[0].error == "unlinked"
    actions = [entry["action"] for entry in admin.get("/api/audit").json["items"]]
    assert actions.count("telegram.unlink") == 1


def test_the_language_is_the_persons_and_can_be_changed(chat: Chat, linked: Callable[..., Any]) -> None:
    ada = linked("ada", ADA)
    chat.say(ADA, "/language")
    assert len(chat.buttons()) == 10
    chat.press(ADA, data="language:es")
    assert ada.get("/api/auth/me").json["language"] == "es"
    assert rows(ADA)[-1].language == "es"
    chat.say(ADA, "/language RU")
    assert ada.get("/api/auth/me").json["language"] == "ru"
    chat.press(ADA, data="language:tlh")
    assert ada.get("/api/auth/me").json["language"] == "ru"


def test_a_stranger_is_answered_in_the_language_of_their_app(chat: Chat) -> None:
    chat.say(ADA, "/help", language="es-MX")
    assert rows(ADA)[-1].language == "es"


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("/help", "/language"),
        ("/HELP@testnamebot", "/language"),
        ("/start", "Hello!"),
        ("/language", "not linked"),
        ("/nonsense", "do not understand"),
        ("hello?", "do not understand"),
        ("/", "do not understand"),
        ("x" * 4096, "do not understand"),
    ],
)
def test_a_stranger_learns_how_to_begin(chat: Chat, words: str, answer: str) -> None:
    assert answer in chat.say(ADA, words)


@pytest.mark.parametrize("words", ["hello", "/help@OtherBot", "/nonsense", "/start@OtherBot l_x"])
def test_in_a_group_it_says_nothing_unless_it_is_asked(chat: Chat, words: str) -> None:
    assert chat.say(ADA, words, chat_id=GROUP) == ""


def test_somebody_who_floods_the_bot_gets_few_answers(chat: Chat, telegram_server: TelegramServer) -> None:
    for _ in range(40):
        telegram_server.say(ADA, "/help")
    chat.poller._round()
    assert len(rows(ADA)) == 5


def test_a_person_who_blocks_the_bot_is_left_alone_until_they_unblock_it(
    chat: Chat, linked: Callable[..., Any], telegram_server: TelegramServer
) -> None:
    ada = linked("ada", ADA)
    queue(ADA, "waits", user_id=ada.id)
    for status, blocked in (("kicked", True), ("member", False)):
        telegram_server.update({"my_chat_member": {"chat": {"id": ADA}, "new_chat_member": {"status": status}}})
        chat.turn()
        link = link_of(ada)
        assert link is not None
        assert (link.blocked_at is not None) is blocked
    assert rows()[0].error == "blocked"


@pytest.mark.parametrize(
    "update_",
    [
        {},
        {"message": None},
        {"message": "text"},
        {"message": {"from": {"id": ADA}}},
        {"message": {"from": {"id": "x"}, "chat": {"id": ADA, "type": "private"}, "text": "/help"}},
        {"message": {"from": {"id": 2**70}, "chat": {"id": 2**70, "type": "private"}, "text": "/help"}},
        {"message": {"from": {"id": ADA, "is_bot": True}, "chat": {"id": ADA, "type": "private"}, "text": "/help"}},
        {"callback_query": {"id": "1", "from": {"id": ADA}, "data": "link:yes:zzz"}},
        {"callback_query": []},
        {"my_chat_member": {"chat": {}}},
        {"my_chat_member": {"chat": {"id": 2**80}, "new_chat_member": {"status": "kicked"}}},
        {"new_kind_of_update": {"nested": [1, 2, {"x": "\u0000 \ud800"}]}},
        {"message": {"text": "x" * 1_000_000, "chat": {"id": ADA, "type": "private"}, "from": {"id": ADA}}},
    ],
)
def test_an_update_of_unknown_shape_is_kept_and_answered_by_nothing(
    chat: Chat, telegram_server: TelegramServer, update_: dict[str, Any]
) -> None:
    telegram_server.update(update_)
    telegram_server.say(BOB, "/help")
    chat.turn()
    with read_only() as session:
        kept = list(session.scalars(select(TelegramUpdate)))
    assert [row.error for row in kept] == [None, None]
    assert telegram_server.accepted(ADA) == []
    assert len(telegram_server.accepted(BOB)) == 1


@pytest.mark.parametrize("data", ["", ":", "link", "link:yes", "link:yes:", "unlink:yes", "language:", "x" * 64, "💥"])
def test_a_forged_button_does_nothing(chat: Chat, data: str) -> None:
    chat.server.press(ADA, data, message_id=1)
    chat.turn()
    assert chat.server.accepted() == []


def test_a_fault_in_one_update_does_not_touch_the_others(
    chat: Chat, telegram_server: TelegramServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = answers.respond

    def faulty(session: Any, bot_id: int, username: str, update: dict[str, Any]) -> Any:
        if update["message"]["text"] == "bad":
            raise RuntimeError("planted")
        return real(session, bot_id, username, update)

    monkeypatch.setattr(answers, "respond", faulty)
    telegram_server.say(ADA, "bad")
    telegram_server.say(BOB, "/help")
    for _ in range(inbox.MOST_ATTEMPTS + 1):
        answers.answer_waiting(chat.bot) if rows() else chat.poller._round()
    assert [row.chat_id for row in rows()] == [BOB]
    with read_only() as session:
        bad = session.scalars(select(TelegramUpdate).order_by(TelegramUpdate.update_id)).first()
    assert bad is not None
    assert (bad.error, bad.attempt, bad.processed_at is not None) == ("RuntimeError", inbox.MOST_ATTEMPTS, True)


def test_an_update_is_dealt_with_once_however_often_it_comes(chat: Chat, telegram_server: TelegramServer) -> None:
    telegram_server.say(ADA, "/help")
    updates = chat.bot.get_updates(0, wait_seconds=1, kinds=process.KINDS)
    for _ in range(2):
        with transaction() as session:
            inbox.keep(session, BOT_ID, updates)
        answers.answer_waiting(chat.bot)
    assert len(rows()) == 1


def test_an_old_offset_is_not_asked_for_because_numbers_start_anew_after_a_week(chat: Chat) -> None:
    with transaction() as session:
        inbox.keep(session, BOT_ID, [{"update_id": 900}])
        assert inbox.next_offset(session, BOT_ID) == 901
        session.execute(update(TelegramUpdate).values(received_at=text("clock_timestamp() - interval '7 days'")))
        assert inbox.next_offset(session, BOT_ID) == 0


def test_a_conflict_is_noted_for_the_administrator_and_forgotten_once_it_is_over(
    chat: Chat, telegram_server: TelegramServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "CONFLICT_SECONDS", 0.01)
    telegram_server.fault("getUpdates", status=409, description="Conflict: terminated by other getUpdates request")
    chat.poller._round()
    with read_only() as session:
        assert session.get_one(TelegramBot, BOT_ID).error == "conflict"
    chat.poller._round()
    with read_only() as session:
        row = session.get_one(TelegramBot, BOT_ID)
        assert row.error is None
        assert row.polled_at is not None


def test_without_a_bot_nobody_gets_a_code(person: Callable[..., Any]) -> None:
    ada = person("ada")
    answer = ada.post("/api/auth/telegram-link")
    assert (answer.status_code, answer.json["code"]) == (503, "telegram_unavailable")


def test_only_somebody_signed_in_gets_a_code(anonymous: Any) -> None:
    assert anonymous.post("/api/auth/telegram-link").status_code == 401
    assert anonymous.delete("/api/auth/telegram-link").status_code == 401


def _start(**environ: str) -> subprocess.Popen[bytes]:
    chosen = {**os.environ, "LUMASTACK_LOG_LEVEL": "info", **environ}
    return subprocess.Popen([sys.executable, "-m", "worker.bot"], env=chosen, stderr=subprocess.PIPE)


def test_switched_off_the_process_says_so_and_ends_well(environment: dict[str, str]) -> None:
    process_ = _start(TELEGRAM_MODE="off")
    _, errors = process_.communicate(timeout=60)
    assert process_.returncode == 0
    assert b"TELEGRAM_MODE is off" in errors


def test_of_two_processes_one_polls_and_the_other_takes_over_when_it_is_killed(
    chat: Chat, telegram_server: TelegramServer, eventually: Callable[..., Any], person: Callable[..., Any]
) -> None:
    first = _start()
    second = None
    try:
        eventually(lambda: telegram_server.log("getUpdates"))
        second = _start()
        telegram_server.say(ADA, "/help")
        eventually(lambda: len(rows(ADA)) == 1)
        assert len(telegram_server.log("getMe")) == 1, "the second stands by"
        first.kill()
        telegram_server.say(BOB, "/help")
        eventually(lambda: len(rows(BOB)) == 1, 60)
        assert len(telegram_server.log("setMyCommands")) >= 11
        second.send_signal(signal.SIGTERM)
        assert second.wait(timeout=10) == 0, "it does not wait for the long poll"
        shown = (second.stderr.read() if second.stderr else b"") + (first.stderr.read() if first.stderr else b"")
        assert TOKEN.partition(":")[2].encode() not in shown
    finally:
        for one in (first, second):
            if one is not None:
                one.kill()
                one.wait()
                if one.stderr:
                    one.stderr.close()
    assert settings().telegram_bot_token == TOKEN
