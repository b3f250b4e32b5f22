"""News: told together where there are many, held back in quiet hours, by several bots, and their history."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, time
from typing import Any

import pytest
from sqlalchemy import text, update

from app import config
from app.db import read_only, transaction
from app.messages import CheckBot, SendTelegram, WakeTelegram
from app.notifications.models import NotificationType
from app.notifications.service import notify
from app.telegram import bots, inbox, membership, outbox, preferences
from app.telegram.membership import Gate
from app.telegram.models import MessageStatus, TelegramBot, TelegramGroup, TelegramMember, TelegramMessage
from app.telegram.outbox import Outgoing
from app.telegram.preferences import Choice, Digest
from tests.telegram.conftest import BOT_ID, queue, rows
from tests.telegram.talking import Chat
from tests.telegram.test_commands import make_project
from tests.telegram_server.driver import TOKEN, TelegramServer
from worker import telegram as sender
from worker import telegram_answers as answers
from worker.bot import Poller
from worker.bot_api import Bot

ADA, BOB, GROUP = 5_000_000_001, 5_000_000_002, -1_000_000_000_001
OTHER = "700100201:AAEanothertokenthatisnoneatallxx"
OTHER_ID = 700100201


def news(chat_id: int, number: int, **more: Any) -> Outgoing:
    """A piece of news."""
    params = {"project": "engine", "author": "Bob", "branch": "main", "subject": f"Change {number}"}
    return Outgoing(chat_id, f"n:{chat_id}:{number}", "notification-commit", params, news="commit", **more)


def work(bot_id: int = BOT_ID) -> None:
    """Senders send all that is due."""
    for _ in range(50):
        sender.redis_client().flushdb()
        with transaction() as session:
            session.execute(
                text("UPDATE telegram_messages SET next_attempt_at = clock_timestamp() WHERE status = 'queued'")
            )
            session.execute(text("UPDATE telegram_chats SET next_at = clock_timestamp() WHERE next_at IS NOT NULL"))
            due = outbox.due_chats(session, 20)
        if not due:
            return
        for bot, chat_id in due:
            sender.send_telegram(SendTelegram(bot, chat_id))


def statuses() -> list[str]:
    return [row.status.value for row in rows()]


@pytest.mark.parametrize(("chat_id", "least"), [(ADA, outbox.DIGEST_FROM), (GROUP, outbox.DIGEST_FROM_IN_GROUP)])
def test_many_pieces_of_news_that_wait_are_told_in_one_message(
    bot: Bot, telegram_server: TelegramServer, chat_id: int, least: int
) -> None:
    with transaction() as session:
        outbox.queue(session, BOT_ID, [news(chat_id, number, about={"project_id": "p"}) for number in range(25)])
    queue(chat_id, "an answer")
    work()
    told = [call["params"]["text"] for call in telegram_server.accepted(chat_id)]
    assert sorted(statuses()) == ["merged"] * 25 + ["sent"] * 2
    assert "an answer" in told
    (digest,) = [one for one in told if "News" in one]
    assert "Change 0" in digest
    assert f"{25 - outbox.DIGEST_SHOWN} more" in digest
    assert least <= 25
    assert next(row for row in rows() if row.key == outbox.DIGEST_KEY).about == {"project_id": "p"}


def test_a_few_pieces_of_news_are_told_one_by_one(bot: Bot, telegram_server: TelegramServer) -> None:
    with transaction() as session:
        outbox.queue(session, BOT_ID, [news(ADA, number) for number in range(outbox.DIGEST_FROM - 1)])
    work()
    assert len(telegram_server.accepted(ADA)) == outbox.DIGEST_FROM - 1


def test_news_of_quiet_hours_come_together_when_these_end(
    linked: Callable[..., Any], telegram_server: TelegramServer
) -> None:
    ada = linked("ada", ADA, timezone="Asia/Tokyo")
    body = {"quiet_from": "00:00", "quiet_to": "23:59", "digest": "off"}
    assert ada.put("/api/telegram/preferences", json=body).json["quiet_to"] == "23:59"
    project_id = make_project()
    for number in range(3):
        with transaction() as session:
            notify(
                session, NotificationType.COMMIT, dedupe_key=f"c{number}", key="notification-commit",
                params={"project": "engine", "author": "Bob", "branch": "main", "subject": f"S{number}"},
                project_id=project_id,
            )  # fmt: skip
    held = [row for row in rows() if row.status is MessageStatus.HELD]
    if not held:
        pytest.skip("it is the one minute of the day that is not quiet")
    sender.wake_telegram(WakeTelegram())
    work()
    assert telegram_server.accepted(ADA) == []
    with transaction() as session:
        session.execute(update(TelegramMessage).values(held_until=text("clock_timestamp()")))
    sender.wake_telegram(WakeTelegram())
    work()
    (told,) = telegram_server.accepted(ADA)
    assert [f"S{number}" in told["params"]["text"] for number in range(3)] == [True] * 3


NOON = datetime(2026, 3, 10, 12, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("choice", "event", "now", "expected"),
    [
        (Choice(), "commit", NOON, None),
        (Choice(time(22), time(7)), "commit", NOON, None),
        (Choice(time(22), time(7)), "mention", NOON.replace(hour=23), datetime(2026, 3, 11, 7, tzinfo=UTC)),
        (Choice(time(22), time(7)), "commit", NOON.replace(hour=3), datetime(2026, 3, 10, 7, tzinfo=UTC)),
        (Choice(time(12), time(14)), "alert", NOON, datetime(2026, 3, 10, 14, tzinfo=UTC)),
        (Choice(digest=Digest.HOURLY), "commit", NOON, datetime(2026, 3, 10, 13, tzinfo=UTC)),
        (Choice(digest=Digest.DAILY, digest_at=time(9)), "pull", NOON, datetime(2026, 3, 11, 9, tzinfo=UTC)),
        (Choice(digest=Digest.DAILY, digest_at=time(18)), "pull", NOON, datetime(2026, 3, 10, 18, tzinfo=UTC)),
        (Choice(digest=Digest.DAILY), "mention", NOON, None),
        (Choice(time(12), time(15), Digest.HOURLY), "commit", NOON, datetime(2026, 3, 10, 15, tzinfo=UTC)),
    ],
)
def test_when_a_piece_of_news_is_told(choice: Choice, event: str, now: datetime, expected: datetime | None) -> None:
    assert preferences.held_until(choice, "UTC", event, now) == expected


def test_quiet_hours_are_those_of_the_persons_clock() -> None:
    choice = Choice(time(22), time(7))
    assert preferences.held_until(choice, "Asia/Tokyo", "commit", NOON.replace(hour=14)) == datetime(
        2026, 3, 10, 22, tzinfo=UTC
    )
    assert preferences.held_until(choice, "UTC", "commit", NOON.replace(hour=14)) is None


@pytest.mark.parametrize("kept", [{}, {"telegram": 3}, {"telegram": {"quiet_from": "x", "digest": []}}, {"telegram": {"quiet_from": "10:00"}}])  # fmt: skip
def test_preferences_that_cannot_be_read_count_as_not_chosen(kept: Any) -> None:
    assert preferences.read(kept) == Choice()
    assert preferences.read({"telegram": preferences.write(Choice())}) == Choice()


@pytest.mark.parametrize(
    "body",
    [{"quiet_from": "10:00"}, {"quiet_from": "25:00", "quiet_to": "01:00"}, {"quiet_from": "10:00", "quiet_to": "10:00"},
     {"digest": "sometimes"}, {"digest_at": "9"}, {"x": 1}, []],
)  # fmt: skip
def test_wrong_preferences_are_refused(user: Any, body: Any) -> None:
    assert user.put("/api/telegram/preferences", json=body).status_code in (400, 422)


def test_the_history_shows_what_telegram_said_and_another_try_is_possible(
    linked: Callable[..., Any], person: Callable[..., Any], admin: Any, telegram_server: TelegramServer
) -> None:
    ada, bob = linked("ada", ADA), person("bob")
    telegram_server.chat(ADA, "blocked")
    assert ada.post("/api/telegram/test").status_code == 202
    work()
    (shown,) = ada.get("/api/telegram/messages").json["items"]
    assert (shown["status"], shown["error"]) == ("dead", "blocked")
    assert shown["description"] == "Forbidden: bot was blocked by the user"
    assert shown["body"] == "This is a test. Messages of LumaStack reach you here."
    assert ada.get("/api/telegram").json["blocked_reason"] == "blocked"
    (seen,) = admin.get("/api/telegram/messages?everybody=true&status=dead").json["items"]
    assert (seen["to"], seen["body"]) == ("ada", None), "words are for whom they were written"
    assert ada.get("/api/telegram/messages?everybody=true").status_code == 403
    assert bob.get("/api/telegram/messages").json["items"] == []
    assert bob.post(f"/api/telegram/messages/{shown['id']}/retry").status_code == 404
    assert bob.post("/api/telegram/test").json["code"] == "not_linked"

    telegram_server.chat(ADA, "open")
    assert ada.post(f"/api/telegram/messages/{shown['id']}/retry").json["status"] == "queued"
    work()
    assert len(telegram_server.accepted(ADA)) == 1
    assert ada.post(f"/api/telegram/messages/{shown['id']}/retry").json["code"] == "conflict"


def test_a_message_of_which_nobody_knows_is_sent_again_only_when_somebody_says_so(
    linked: Callable[..., Any], telegram_server: TelegramServer
) -> None:
    ada = linked("ada", ADA)
    telegram_server.fault("sendMessage", mode="drop_after")
    ada.post("/api/telegram/test")
    work()
    (shown,) = ada.get("/api/telegram/messages?status=unknown").json["items"]
    work()
    assert len(telegram_server.accepted(ADA)) == 1
    ada.post(f"/api/telegram/messages/{shown['id']}/retry")
    work()
    assert len(telegram_server.accepted(ADA)) == 2


def test_a_topic_that_is_gone_gives_way_to_the_group_itself(bot: Bot, telegram_server: TelegramServer) -> None:
    project_id = make_project()
    with transaction() as session:
        session.add(TelegramGroup(bot_id=BOT_ID, chat_id=GROUP, project_id=project_id, thread_id=7))
    telegram_server.fault("sendMessage", status=400, description="Bad Request: message thread not found")
    with transaction() as session:
        outbox.queue(session, BOT_ID, [news(GROUP, 1, thread_id=7)])
    work()
    assert "message_thread_id" not in telegram_server.accepted(GROUP)[0]["params"]
    with read_only() as session:
        assert session.get_one(TelegramGroup, (BOT_ID, GROUP, project_id)).thread_id is None


def test_a_bot_is_saved_encrypted_checked_and_speaks_for_its_project(
    linked: Callable[..., Any], admin: Any, telegram_server: TelegramServer
) -> None:
    linked("ada", ADA)
    linked("bob", BOB)
    project_id = make_project()
    answer = admin.post("/api/telegram/bots", json={"token": OTHER, "project_id": str(project_id)})
    assert (answer.status_code, answer.json["status"]) == (202, "checking")
    sender.check_bot(CheckBot(OTHER_ID))
    shown = admin.get(answer.headers["Location"]).json
    assert (shown["status"], shown["username"], shown["from_settings"]) == ("ok", "TestNameBot", False)
    assert OTHER.encode() not in admin.get("/api/telegram/bots").data
    with read_only() as session:
        assert OTHER.partition(":")[2] not in str(
            session.scalar(text("SELECT row_to_json(b)::text FROM telegram_bots b WHERE id = 700100201"))
        )
    with transaction() as session:
        outbox.reopen_chat(session, OTHER_ID, ADA)
        notify(
            session, NotificationType.COMMIT, dedupe_key="c", key="notification-commit", project_id=project_id,
            params={"project": "engine", "author": "Bob", "branch": "main", "subject": "S"},
        )  # fmt: skip
    work()
    by_bot = {call["params"]["chat_id"]: call["token"] for call in telegram_server.accepted()}
    assert by_bot == {str(ADA): OTHER, str(BOB): TOKEN}, "a bot may not write to who never began to talk with it"
    assert admin.post("/api/telegram/bots", json={"token": OTHER.replace("201:", "202:"), "project_id": str(project_id)}).json["code"] == "name_taken"  # fmt: skip
    assert admin.post("/api/telegram/bots", json={"token": TOKEN}).json["code"] == "name_taken"
    assert admin.delete(f"/api/telegram/bots/{OTHER_ID}").status_code == 204
    assert admin.delete(f"/api/telegram/bots/{BOT_ID}").status_code == 404, "that of the settings stays"


@pytest.mark.parametrize(
    "token", ["", "x", "123:short", "abc:abcdefghijklmnop", "1" * 30 + ":abcdefghijklmnop", "123456:a b"]
)
def test_a_text_that_is_no_token_is_refused(admin: Any, token: str) -> None:
    assert admin.post("/api/telegram/bots", json={"token": token}).status_code == 422


def test_a_token_revoked_at_telegram_is_shown_with_its_words_and_told_to_administrators(
    chat: Chat, admin: Any, telegram_server: TelegramServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    from worker import bot as process

    telegram_server.revoke()
    admin.post("/api/telegram/bots", json={"token": OTHER})
    telegram_server.revoke(OTHER)
    sender.check_bot(CheckBot(OTHER_ID))
    assert admin.get(f"/api/telegram/bots/{OTHER_ID}").json["description"] == "Unauthorized"
    monkeypatch.setattr(process, "BAD_TOKEN_SECONDS", 0.01)
    chat.poller._round()
    with transaction() as session:
        session.execute(update(TelegramBot).values(error_since=text("clock_timestamp() - interval '1 minute'")))
    for _ in range(2):
        with transaction() as session:
            sender.watch_bots(session)
    told = admin.get("/api/notifications").json["items"]
    assert sorted(one["title"] for one in told) == ["The token of the bot @700100201 does not work", "The token of the bot @TestNameBot does not work"]  # fmt: skip


@pytest.mark.parametrize(
    ("values", "title"),
    [
        ({"error": "conflict", "error_since": "2026-01-01"}, "Another program uses the bot @TestNameBot"),
        ({"polled_at": "2026-01-01"}, "The bot @TestNameBot hears nothing"),
        ({"error": "webhook", "error_since": "2026-01-01"}, "The bot @TestNameBot has a problem"),
    ],
)
def test_a_bot_that_does_not_hear_is_reported_once(bot: Bot, admin: Any, values: dict[str, Any], title: str) -> None:
    with transaction() as session:
        session.execute(update(TelegramBot).values(values))
    for _ in range(3):
        with transaction() as session:
            assert sender.watch_bots(session) == []
    assert [one["title"] for one in admin.get("/api/notifications").json["items"]] == [title]


@pytest.fixture
def webhook(bot: Bot, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Webhook mode; gives the header that Telegram sends along."""
    monkeypatch.setenv("TELEGRAM_MODE", "webhook")
    monkeypatch.setenv("LUMASTACK_PUBLIC_URL", "https://luma.example.org")
    config.settings.cache_clear()
    return {"X-Telegram-Bot-Api-Secret-Token": bots.webhook_secret(BOT_ID)}


HELP = {"update_id": 5, "message": {"message_id": 1, "text": "/help", "from": {"id": ADA}, "chat": {"id": ADA, "type": "private"}}}  # fmt: skip


def test_an_update_by_webhook_is_kept_once_and_answered(
    webhook: dict[str, str], bot: Bot, anonymous: Any, telegram_server: TelegramServer
) -> None:
    url = f"/api/telegram/webhook/{BOT_ID}"
    assert [anonymous.post(url, json=HELP, headers=webhook).status_code for _ in range(2)] == [200, 200]
    with transaction() as session:
        session.execute(text("UPDATE telegram_updates SET received_at = clock_timestamp() - interval '1 minute'"))
        (found,) = inbox.repair(session)
    for _ in range(2):
        answers.answer_updates(found)
    assert len(rows(ADA)) == 1


@pytest.mark.parametrize(
    "headers", [{}, {"X-Telegram-Bot-Api-Secret-Token": "wrong"}, {"X-Telegram-Bot-Api-Secret-Token": "é"}]
)
def test_a_forged_webhook_is_refused(webhook: dict[str, str], anonymous: Any, headers: dict[str, str]) -> None:
    answer = anonymous.post(f"/api/telegram/webhook/{BOT_ID}", json=HELP, headers=headers)
    assert (answer.status_code, answer.json["code"]) == (403, "forbidden")
    other = anonymous.post(f"/api/telegram/webhook/{BOT_ID + 1}", json=HELP, headers=webhook)
    assert other.status_code == 403, "one bot's secret is not another's"


@pytest.mark.parametrize("body", [[], 3, "x", {}, {"update_id": "x"}, {"update_id": 2**80}, {"update_id": True}])
def test_an_update_by_webhook_of_unknown_shape_is_taken_and_forgotten(
    webhook: dict[str, str], anonymous: Any, body: Any
) -> None:
    assert anonymous.post(f"/api/telegram/webhook/{BOT_ID}", json=body, headers=webhook).status_code == 200


def test_without_webhook_mode_nobody_brings_updates(bot: Bot, anonymous: Any) -> None:
    headers = {"X-Telegram-Bot-Api-Secret-Token": bots.webhook_secret(BOT_ID)}
    assert anonymous.post(f"/api/telegram/webhook/{BOT_ID}", json=HELP, headers=headers).status_code == 403


def test_the_webhook_is_set_watched_and_given_up_for_polling(
    webhook: dict[str, str], bot: Bot, telegram_server: TelegramServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    poller = Poller(bot)
    poller._begin()
    params = telegram_server.log("setWebhook")[-1]["params"]
    assert params["url"] == f"https://luma.example.org/api/telegram/webhook/{BOT_ID}"
    assert params["secret_token"] == webhook["X-Telegram-Bot-Api-Secret-Token"]
    poller._stop.set()
    poller._watch_webhook()
    with read_only() as session:
        assert session.get_one(TelegramBot, BOT_ID).polled_at is not None
    monkeypatch.setenv("TELEGRAM_MODE", "polling")
    config.settings.cache_clear()
    polling = Poller(bot)
    polling._begin()
    assert telegram_server.log("deleteWebhook")


@pytest.fixture
def gated(bot: Bot, monkeypatch: pytest.MonkeyPatch) -> str:
    """Commands, news and runs are for members of a channel."""
    monkeypatch.setenv("TELEGRAM_CHANNEL_ID", "@lumanews")
    monkeypatch.setenv("TELEGRAM_CHANNEL_FOR", "commands,notifications,run")
    config.settings.cache_clear()
    return "@lumanews"


def test_members_of_the_channel_get_in_and_others_do_not(
    gated: str, chat: Chat, linked: Callable[..., Any], telegram_server: TelegramServer
) -> None:
    linked("ada", ADA)
    linked("bob", BOB)
    make_project()
    telegram_server.member(gated, ADA, "member")
    telegram_server.member(gated, BOB, "left")
    assert chat.say(ADA, "/projects") == "Your projects:"
    assert "members of the Telegram channel @lumanews" in chat.say(BOB, "/projects")
    assert "/projects" in chat.say(BOB, "/help")
    asked = len(telegram_server.log("getChatMember"))
    chat.say(ADA, "/projects")
    assert len(telegram_server.log("getChatMember")) == asked, "what is known lately is not asked again"
    telegram_server.update(
        {"chat_member": {"chat": {"id": -100123, "username": "LumaNews"}, "new_chat_member": {"status": "kicked", "user": {"id": ADA}}}}
    )  # fmt: skip
    chat.turn()
    assert "members of" in chat.say(ADA, "/projects"), "who leaves is out at once"


@pytest.mark.parametrize(
    "fault", [{"status": 500}, {"status": 429, "parameters": {"retry_after": 1}}, {"mode": "drop"}]
)
def test_telegrams_faults_let_no_stranger_in_and_throw_no_member_out(
    gated: str, chat: Chat, linked: Callable[..., Any], telegram_server: TelegramServer, fault: dict[str, Any]
) -> None:
    linked("ada", ADA)
    make_project()
    telegram_server.fault("getChatMember", **fault)
    assert "members of" in chat.say(ADA, "/projects")
    with transaction() as session:
        membership.note(session, gated, ADA, "member")
        session.execute(update(TelegramMember).values(known_at=text("clock_timestamp() - interval '1 hour'")))
    telegram_server.fault("getChatMember", **fault)
    assert chat.say(ADA, "/projects") == "Your projects:"
    with transaction() as session:
        session.execute(update(TelegramMember).values(known_at=text("clock_timestamp() - interval '25 hours'")))
    telegram_server.fault("getChatMember", **fault)
    assert "members of" in chat.say(ADA, "/projects")


def test_a_bot_that_may_not_look_into_the_channel_alarms_administrators(
    gated: str, chat: Chat, linked: Callable[..., Any], admin: Any, telegram_server: TelegramServer
) -> None:
    linked("ada", ADA)
    telegram_server.fault("getChatMember", status=400, description="Bad Request: member list is inaccessible")
    assert "members of" in chat.say(ADA, "/projects")
    assert "cannot see who is in @lumanews" in admin.get("/api/notifications").json["items"][0]["title"]


@pytest.mark.parametrize(
    ("status", "is_member", "counts"),
    [("creator", None, True), ("administrator", None, True), ("member", None, True), ("restricted", True, True),
     ("restricted", False, False), ("left", None, False), ("kicked", None, False), ("new_word", True, False)],
)  # fmt: skip
def test_what_counts_as_membership(status: str, is_member: bool | None, counts: bool) -> None:
    assert membership.counts(status, is_member) is counts


def test_news_and_other_gates_are_closed_for_who_is_no_member(
    gated: str, linked: Callable[..., Any], admin: Any, telegram_server: TelegramServer
) -> None:
    ada = linked("ada", ADA)
    with transaction() as session:
        notify(session, NotificationType.ALERT, dedupe_key="a", key="notification-telegram-linked", recipients=[ada.id])
        assert not membership.may(session, ada.id, Gate.RUN)
        assert membership.may(session, ada.id, Gate.SKY), "nobody asked for membership there"
        assert membership.may(session, admin.id, Gate.RUN)
    script = admin.post("/api/scripts", json={"name": "s", "interpreter": "bash", "content": "true"}).json["id"]
    refused = ada.post(f"/api/scripts/{script}/executions", json={})
    assert (refused.status_code, refused.json["code"]) == (403, "members_only")
    assert rows(ADA) == []
    with transaction() as session:
        membership.note(session, gated, ADA, "member")
        assert membership.may(session, ada.id, Gate.RUN)
        notify(session, NotificationType.ALERT, dedupe_key="b", key="notification-telegram-linked", recipients=[ada.id])
    assert ada.post(f"/api/scripts/{script}/executions", json={}).status_code == 202
    assert len(rows(ADA)) == 1
