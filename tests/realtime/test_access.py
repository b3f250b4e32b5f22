"""Who may connect, and what ends with a session or a right."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed

from app.accounts import service
from app.accounts.models import LoginSession, User
from app.db import transaction
from app.realtime.control import tell_hubs
from tests.realtime.live import Live, Server
from tests.realtime.raw import CLOSE, TEXT, Raw, frame


@pytest.fixture
def ticket(user: Any) -> str:
    answer = user.post("/api/auth/ws-ticket")
    assert answer.status_code == 201
    return str(answer.json["ticket"])


@pytest.fixture
def stranger(server: Server) -> Iterator[Callable[..., Live]]:
    opened: list[Live] = []

    def connect(**options: Any) -> Live:
        opened.append(Live(server.port, **options))
        return opened[-1]

    yield connect
    for one in opened:
        one.close()


def test_a_ticket_lets_in_once(stranger: Callable[..., Live], ticket: str, room: str) -> None:
    first, second = stranger(), stranger()
    first.say(type="auth", ticket=ticket)
    # What is sent behind it waits for the answer.
    first.say(type="hello", batch=True)
    assert first.join(room)["room"] == room
    second.say(type="auth", ticket=ticket)
    second.say(type="subscribe", room=room)
    assert second.hear()["code"] == "unauthorized"
    assert second.close_code() == 4401


@pytest.mark.parametrize("shown", ["luma_ticket_unknown", "x" * 200, "ünï"])
def test_a_ticket_that_was_never_issued_closes_4401(stranger: Callable[..., Live], shown: str) -> None:
    browser = stranger()
    browser.say(type="auth", ticket=shown)
    assert browser.close_code() == 4401


def test_whoever_says_anything_else_first_is_closed_with_4401(stranger: Callable[..., Live], room: str) -> None:
    browser = stranger()
    browser.say(type="hello", batch=False)
    browser.say(type="subscribe", room=room)
    assert browser.hear()["code"] == "unauthorized"
    assert browser.close_code() == 4401


def test_whoever_says_nothing_is_closed_with_4401_after_five_seconds(stranger: Callable[..., Live]) -> None:
    assert stranger().close_code(seconds=10) == 4401


def _cookie(token: str) -> dict[str, str]:
    return {"Cookie": f"luma_access={token}"}


def test_a_cookie_counts_from_our_own_pages_only(
    server: Server, stranger: Callable[..., Live], token: str, room: str
) -> None:
    own = stranger(headers=_cookie(token), origin=f"http://127.0.0.1:{server.port}")
    assert own.join(room)["room"] == room
    for origin in ("http://evil.example", "http://127.0.0.1:1", "null", f"http://127.0.0.1.evil:{server.port}", None):
        foreign = stranger(headers=_cookie(token), **({"origin": origin} if origin else {}))
        foreign.say(type="subscribe", room=room)
        assert foreign.close_code() == 4401, origin


def test_a_page_of_another_origin_may_still_show_a_ticket(
    stranger: Callable[..., Live], ticket: str, room: str
) -> None:
    browser = stranger(origin="https://dashboard.example")
    browser.say(type="auth", ticket=ticket)
    assert browser.join(room)["room"] == room


def test_a_bad_token_closes_4401(stranger: Callable[..., Live], room: str) -> None:
    browser = stranger(token="nonsense")
    browser.say(type="subscribe", room=room)
    assert browser.close_code() == 4401


def test_errors_are_told_in_the_persons_language(server: Server, person: Callable[..., Any]) -> None:
    browser = Live(server.port, person("ada").headers["Authorization"].removeprefix("Bearer "))
    browser.say(type="subscribe", room="room:closed")
    assert browser.hear()["detail"] == "You are not allowed to do this."
    browser.close()


def test_logout_ends_the_sockets_of_that_session_only(
    live: Callable[..., Live], user: Any, token: str, room: str
) -> None:
    with transaction() as session:
        other = service.begin_session(session, session.get_one(User, user.id), None, None)
    from app.accounts.tokens import make_access_token

    with user.client.application.app_context():
        other_token = make_access_token(other.user, other.session)
    mine, elsewhere = live(), live(token=other_token)
    mine.join(room)
    elsewhere.join(room)
    assert user.post("/api/auth/logout").status_code == 204
    assert mine.close_code(5) == 4401
    assert elsewhere.silent()


def test_deactivation_ends_all_sockets_of_a_person(live: Callable[..., Live], admin: Any, user: Any, room: str) -> None:
    first, second = live(), live()
    for browser in (first, second):
        browser.join(room)
    assert admin.patch(f"/api/users/{user.id}", json={"is_active": False}).status_code == 200
    assert first.close_code(5) == second.close_code(5) == 4401


def test_a_session_that_ended_without_a_word_ends_its_sockets_within_seconds(
    live: Callable[..., Live], user: Any, room: str
) -> None:
    browser = live()
    browser.join(room)
    with transaction() as session:
        session.query(LoginSession).filter_by(user_id=user.id).delete()
    assert browser.close_code(15) == 4401


def test_close_user_ends_all_sockets_of_a_person(live: Callable[..., Live], user: Any, room: str) -> None:
    browser = live()
    browser.join(room)
    with transaction() as session:
        tell_hubs(session, "close_user", user.id)
    assert browser.close_code(5) == 4401


def test_a_lost_right_ends_the_subscription_and_not_the_socket(
    live: Callable[..., Live], server: Server, user: Any, room: str, publish: Callable[..., bool]
) -> None:
    browser = live()
    browser.join(room)
    browser.join(f"{room}-other")
    (server.logs / f"forbidden-{room.removeprefix('room:')}").touch()
    with transaction() as session:
        tell_hubs(session, "recheck", user.id)
    told = browser.hear()
    assert (told["code"], told["room"]) == ("forbidden", room)
    publish(room, "secret")
    publish(f"{room}-other", "open")
    assert browser.events(1)[0]["data"] == "open"
    assert browser.silent()


def test_a_person_may_have_twenty_sockets(live: Callable[..., Live], room: str) -> None:
    browsers = [live() for _ in range(20)]
    for browser in browsers:
        browser.join(room)
    one_more = live()
    assert one_more.hear()["code"] == "too_many_sockets"
    assert one_more.close_code() == 1008
    browsers[0].close()
    assert live().join(room)["room"] == room


def test_a_socket_may_follow_a_hundred_rooms(live: Callable[..., Live], room: str) -> None:
    browser = live()
    for number in range(101):
        browser.say(type="subscribe", room=f"{room}-{number}")
    told = [browser.hear() for _ in range(101)]
    refused = [message for message in told if message["type"] == "error"]
    assert [(message["code"], message["room"]) for message in refused] == [("too_many_subscriptions", f"{room}-100")]
    # Asking again for one of them is not one more.
    assert browser.join(f"{room}-5")["room"] == f"{room}-5"


def test_a_thousand_subscriptions_are_refused_and_the_rooms_go_on(
    live: Callable[..., Live], room: str, publish: Callable[..., bool]
) -> None:
    browser, other = live(), live()
    other.join(room)
    browser.join(room)
    # As fast as the limit of messages lets it.
    for number in range(150):
        browser.say(type="subscribe", room=f"{room}-{number}")
    codes = [told["code"] for told in (browser.hear() for _ in range(150)) if told["type"] == "error"]
    assert codes == ["too_many_subscriptions"] * 51
    with contextlib.suppress(ConnectionClosed):
        for number in range(850):
            browser.say(type="subscribe", room=f"{room}-{number}")
    assert browser.close_code() == 1008
    publish(room, "still here")
    assert other.events(1)[0]["data"] == "still here"


def test_a_socket_closed_in_the_middle_of_everything_harms_nobody(
    server: Server, token: str, live: Callable[..., Live], room: str, publish: Callable[..., bool]
) -> None:
    watcher = live()
    watcher.join(room)
    for _ in range(15):
        with Raw(server.port, token) as raw:
            raw.send(frame(TEXT, f'{{"type":"subscribe","room":"{room}"}}'.encode()))
            publish(room, "x")
    with Raw(server.port, token) as raw:
        raw.send(frame(TEXT, b'{"type":"subscribe","room":"room:a"}'), frame(CLOSE))
    assert len(watcher.events(15)) == 15
