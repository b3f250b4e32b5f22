"""Links to sign in with: the same answer for every name, spent once and only by a yes, and bound to who asked."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, text, update

from app.db import read_only, transaction
from app.messages import SendMagicLink, SendTelegram
from app.telegram import magic_links, service
from app.telegram.models import MagicLink, MagicLinkRequest, TelegramLink
from tests.telegram.conftest import BOT_ID, rows
from tests.telegram.talking import Chat
from tests.telegram_server.driver import TelegramServer
from worker import telegram as sender

ADA = 5_000_000_001
BROWSER = {"X-Luma-Client": "browser"}


def deliver() -> None:
    """Do what workers do with the requests, and send what follows."""
    with read_only() as session:
        waiting = list(session.scalars(select(MagicLinkRequest.id)))
    for request_id in waiting:
        sender.send_magic_link(SendMagicLink(str(request_id)))
    sender.redis_client().flushdb()
    for chat_id in {row.chat_id for row in rows() if row.status.value == "queued"}:
        sender.send_telegram(SendTelegram(BOT_ID, chat_id))


def link_in(server: TelegramServer, number: int = -1) -> str:
    """The address behind the button of a message."""
    markup = json.loads(server.accepted(ADA)[number]["params"]["reply_markup"])
    return str(markup["inline_keyboard"][0][0]["url"])


def token_in(server: TelegramServer, number: int = -1) -> str:
    return urlsplit(link_in(server, number)).fragment.removeprefix("t=")


def ask(client: FlaskClient, username: str = "ada", **options: Any) -> Any:
    answer = client.post("/api/auth/magic-link", json={"username": username}, **options)
    assert answer.status_code == 202, answer.json
    return answer


def redeem(client: FlaskClient, token: str, **more: Any) -> Any:
    headers = more.pop("headers", {})
    return client.post("/api/auth/magic-link/redeem", json={"token": token, **more}, headers=headers)


def test_a_link_signs_its_person_in_once(
    linked: Callable[..., Any], anonymous: FlaskClient, telegram_server: TelegramServer
) -> None:
    linked("ada", ADA)
    ask(anonymous)
    deliver()
    address = link_in(telegram_server)
    assert urlsplit(address).path == "/login/magic"
    assert not urlsplit(address).query, "what stands behind the # is never sent to a server"

    answer = redeem(anonymous, token_in(telegram_server))
    assert answer.status_code == 200
    assert answer.json["user"]["username"] == "ada"
    headers = {"Authorization": f"Bearer {answer.json['access_token']}"}
    assert anonymous.get("/api/auth/me", headers=headers).json["username"] == "ada"
    again = redeem(anonymous, token_in(telegram_server))
    assert (again.status_code, again.json["code"]) == (410, "link_spent")


def test_the_answer_is_the_same_for_every_name_and_nobody_is_looked_up_meanwhile(
    linked: Callable[..., Any], person: Callable[..., Any], anonymous: FlaskClient, telegram_server: TelegramServer
) -> None:
    linked("ada", ADA)
    person("bob")
    answers = [ask(anonymous, name) for name in ("ada", "bob", "nobody", "", "x" * 1024, "a\u202eb")]
    assert len({answer.data for answer in answers}) == 1
    ignored = {"X-Request-ID"}
    shown = [{name: value for name, value in answer.headers if name not in ignored} for answer in answers]
    assert all(headers == shown[0] for headers in shown)
    assert rows() == [], "the request itself does the same for everybody: one row"
    deliver()
    assert [row.chat_id for row in rows()] == [ADA]


def test_a_preview_bot_that_opens_the_link_first_spends_nothing(
    linked: Callable[..., Any], anonymous: FlaskClient, telegram_server: TelegramServer
) -> None:
    linked("ada", ADA)
    ask(anonymous)
    deliver()
    preview = json.loads(telegram_server.accepted(ADA)[-1]["params"]["link_preview_options"])
    assert preview["is_disabled"] is True
    for method in ("get", "head"):
        opened = getattr(anonymous, method)(
            urlsplit(link_in(telegram_server)).path, headers={"User-Agent": "TelegramBot (like TwitterBot)"}
        )
        assert opened.status_code == 200
    token = token_in(telegram_server)
    for _ in range(3):
        shown = anonymous.post("/api/auth/magic-link/look", json={"token": token})
        assert shown.json["username"] == "ada"
        assert shown.json["needs_number"] is False
    assert redeem(anonymous, token).status_code == 200


def test_of_many_who_redeem_at_once_one_gets_in(
    linked: Callable[..., Any], app: Any, anonymous: FlaskClient, telegram_server: TelegramServer
) -> None:
    linked("ada", ADA)
    ask(anonymous)
    deliver()
    token = token_in(telegram_server)
    statuses: list[int] = []
    threads = [
        threading.Thread(target=lambda: statuses.append(redeem(app.test_client(), token).status_code)) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [200] + [410] * 7


def test_a_newer_link_voids_the_older(
    linked: Callable[..., Any], anonymous: FlaskClient, telegram_server: TelegramServer
) -> None:
    linked("ada", ADA)
    for _ in range(2):
        ask(anonymous)
        deliver()
    assert redeem(anonymous, token_in(telegram_server, 0)).status_code == 410
    assert redeem(anonymous, token_in(telegram_server, 1)).status_code == 200


def test_a_late_link_signs_nobody_in(
    linked: Callable[..., Any], anonymous: FlaskClient, telegram_server: TelegramServer
) -> None:
    linked("ada", ADA)
    ask(anonymous)
    deliver()
    with transaction() as session:
        left = session.scalar(select(MagicLink.expires_at - MagicLink.created_at))
        assert left is not None
        assert 595 <= left.total_seconds() <= 600
        session.execute(update(MagicLink).values(expires_at=text("clock_timestamp() - interval '1 second'")))
    token = token_in(telegram_server)
    assert redeem(anonymous, token).json["code"] == "link_spent"
    assert anonymous.post("/api/auth/magic-link/look", json={"token": token}).status_code == 410


def test_the_database_holds_no_token(
    linked: Callable[..., Any], anonymous: FlaskClient, telegram_server: TelegramServer
) -> None:
    linked("ada", ADA)
    ask(anonymous)
    deliver()
    token = token_in(telegram_server)
    with read_only() as session:
        for table in ("magic_links", "magic_link_requests", "telegram_messages", "audit_log"):
            for (row,) in session.execute(text(f"SELECT row_to_json(t)::text FROM {table} t")):
                assert token not in row
                assert token.removeprefix(magic_links.PREFIX) not in row


@pytest.mark.parametrize("token", ["", "luma_magic_", "luma_magic_" + "A" * 43, "x" * 200, "💥", "l_abc"])
def test_a_forged_token_signs_nobody_in(anonymous: FlaskClient, token: str) -> None:
    assert redeem(anonymous, token).json["code"] == "link_spent"


@pytest.mark.parametrize("body", [{}, {"token": 1}, {"token": "x" * 201}, {"token": "a", "number": 100}, {"a": 1}, []])
def test_a_wrong_body_is_a_clear_refusal(anonymous: FlaskClient, body: Any) -> None:
    answer = anonymous.post("/api/auth/magic-link/redeem", json=body)
    assert answer.status_code in (400, 422)


def test_a_deactivated_or_unlinked_person_cannot_use_their_link(
    linked: Callable[..., Any], admin: Any, anonymous: FlaskClient, telegram_server: TelegramServer
) -> None:
    ada = linked("ada", ADA)
    ask(anonymous)
    deliver()
    assert admin.patch(f"/api/users/{ada.id}", json={"is_active": False}).status_code == 200
    assert redeem(anonymous, token_in(telegram_server)).status_code == 410
    assert admin.patch(f"/api/users/{ada.id}", json={"is_active": True}).status_code == 200
    ask(anonymous)
    deliver()
    with transaction() as session:
        service.unlink(session, service.linked_user(session, ADA))  # type: ignore[arg-type]
    assert redeem(anonymous, token_in(telegram_server)).status_code == 410


def test_who_blocked_the_bot_or_has_no_link_gets_none(
    linked: Callable[..., Any], person: Callable[..., Any], anonymous: FlaskClient
) -> None:
    linked("ada", ADA)
    person("bob")
    with transaction() as session:
        session.execute(update(TelegramLink).values(blocked_at=text("clock_timestamp()")))
    for name in ("ada", "bob"):
        ask(anonymous, name)
    deliver()
    assert rows() == []


def test_however_often_somebody_asks_the_person_gets_few_links(
    linked: Callable[..., Any], anonymous: FlaskClient, telegram_server: TelegramServer
) -> None:
    linked("ada", ADA)
    for _ in range(magic_links.MOST_LINKS + 4):
        ask(anonymous)
        deliver()
    assert len(telegram_server.accepted(ADA)) == magic_links.MOST_LINKS


def test_a_link_opens_at_once_in_the_browser_that_asked_and_elsewhere_with_its_number(
    linked: Callable[..., Any], app: Any, telegram_server: TelegramServer
) -> None:
    linked("ada", ADA)
    asking, other = app.test_client(), app.test_client()
    ask(asking, headers=BROWSER)
    deliver()
    token = token_in(telegram_server)
    number = asking.get_cookie("luma_magic_number")
    assert re.fullmatch(r"[1-9]\d", number.value)
    cookie = asking.get_cookie("luma_magic", path="/api/auth/magic-link")
    assert cookie.http_only

    assert other.post("/api/auth/magic-link/look", json={"token": token}).json["needs_number"] is True
    assert redeem(other, token).json["code"] == "wrong_number"
    wrong = 10 + (int(number.value) - 10 + 1) % 90
    assert redeem(other, token, number=wrong).json["code"] == "wrong_number"
    answer = redeem(other, token, number=int(number.value), headers=BROWSER)
    assert answer.status_code == 200
    assert answer.json["access_token"] == "", "a browser has its tokens in cookies"

    ask(asking, headers=BROWSER)
    deliver()
    assert redeem(asking, token_in(telegram_server), headers=BROWSER).status_code == 200


def test_a_number_is_not_guessed(linked: Callable[..., Any], app: Any, telegram_server: TelegramServer) -> None:
    linked("ada", ADA)
    asking, other = app.test_client(), app.test_client()
    ask(asking, headers=BROWSER)
    deliver()
    token = token_in(telegram_server)
    number = int(asking.get_cookie("luma_magic_number").value)
    wrong = 10 + (number - 10 + 1) % 90
    codes = [redeem(other, token, number=wrong).json["code"] for _ in range(4)]
    assert codes == ["wrong_number"] * 3 + ["link_spent"]
    assert redeem(other, token, number=number).json["code"] == "link_spent"


def test_a_second_factor_is_asked_for_and_spends_nothing(
    linked: Callable[..., Any], anonymous: FlaskClient, telegram_server: TelegramServer
) -> None:
    import pyotp

    from app.accounts import second_factor
    from app.accounts.models import User

    ada = linked("ada", ADA)
    with transaction() as session:
        user = session.get_one(User, ada.id)
        secret = second_factor.begin(session, user).secret
        second_factor.confirm(session, user, pyotp.TOTP(secret).now())
        session.execute(text("UPDATE second_factors SET last_step = 0"))
    ask(anonymous)
    deliver()
    token = token_in(telegram_server)
    assert redeem(anonymous, token).json["code"] == "second_factor_required"
    assert redeem(anonymous, token, otp="000000").json["code"] == "invalid_otp"
    assert redeem(anonymous, token, otp=pyotp.TOTP(secret).now()).status_code == 200


def test_the_command_sends_a_link_to_the_chat_it_was_asked_in(
    chat: Chat, linked: Callable[..., Any], anonymous: FlaskClient, telegram_server: TelegramServer
) -> None:
    linked("ada", ADA)
    assert "Sign in to LumaStack" in chat.say(ADA, "/login")
    assert redeem(anonymous, token_in(telegram_server)).status_code == 200
    assert "not linked" in chat.say(ADA + 1, "/login")
    before = len(telegram_server.accepted())
    chat.say(ADA, "/login", chat_id=-1_000_000_000_001)
    assert [call["params"]["chat_id"] for call in telegram_server.accepted()[before:]] == ["-1000000000001"]
    assert "reply_markup" not in telegram_server.accepted()[-1]["params"], "no link is ever said in a group"


def test_where_telegram_takes_no_button_the_address_stands_in_the_text(
    linked: Callable[..., Any], anonymous: FlaskClient, telegram_server: TelegramServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app import config

    monkeypatch.setenv("LUMASTACK_PUBLIC_URL", "http://localhost:8000")
    config.settings.cache_clear()
    linked("ada", ADA)
    ask(anonymous)
    deliver()
    params = telegram_server.accepted(ADA)[-1]["params"]
    assert "http://localhost:8000/login/magic#t=luma_magic_" in params["text"]
    assert "reply_markup" not in params


def test_a_request_whose_message_was_lost_is_found_and_one_too_old_is_dropped(linked: Callable[..., Any]) -> None:
    linked("ada", ADA)
    with transaction() as session:
        for minutes in (1, 20):
            magic_links.ask(session, "ada", browser=None, number=None, address=None)
            session.execute(
                text(
                    "UPDATE magic_link_requests SET created_at = clock_timestamp() - make_interval(mins => :minutes) "
                    "WHERE created_at > clock_timestamp() - interval '30 seconds'"
                ),
                {"minutes": minutes},
            )
    with transaction() as session:
        (found,) = magic_links.repair(session)
    assert isinstance(found, SendMagicLink)
    sender.send_magic_link(found)
    sender.send_magic_link(found)
    assert len(rows()) == 1
    assert UUID(found.request_id)
