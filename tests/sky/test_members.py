"""The sky for members of the Telegram channel only, where the administrator asks for that."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask.testing import FlaskClient

from app import config
from app.db import transaction
from app.messages import WatchSky
from app.rooms import _may_see_the_sky
from app.security import Principal, Role
from app.sky import clock
from app.telegram import membership
from app.telegram.models import TelegramLink
from tests.conftest import Person
from tests.sky.test_reminders import FULL_MOON, Clock
from worker.handles import perform

CHANNEL = "-1001234"
ADA = 5001


@pytest.fixture(autouse=True)
def _gate(monkeypatch: pytest.MonkeyPatch, environment: dict[str, str]) -> Iterator[None]:
    monkeypatch.setenv("TELEGRAM_CHANNEL_ID", CHANNEL)
    monkeypatch.setenv("TELEGRAM_CHANNEL_FOR", "sky")
    config.settings.cache_clear()
    yield
    monkeypatch.undo()
    config.settings.cache_clear()


def link(person: Person, status: str) -> None:
    """Link a person's Telegram account, of which Telegram says `status` in the channel."""
    with transaction() as session:
        from app.accounts.models import User

        session.get_one(User, person.id).telegram_user_id = ADA
        session.merge(TelegramLink(user_id=person.id, telegram_user_id=ADA, chat_id=ADA))
        membership.note(session, CHANNEL, ADA, status)


PATHS = ("events", "positions", "moon", "rise-set?lat=0&lon=0", "events.ics", "years")


def test_strangers_are_told_that_only_members_see_the_sky(user: Person) -> None:
    for path in PATHS:
        answer = user.get(f"/api/sky/{path}")
        assert (answer.status_code, answer.json["code"]) == (403, "members_only"), path


def test_members_and_administrators_see_it(user: Person, admin: Person) -> None:
    link(user, "member")

    for path in PATHS:
        assert user.get(f"/api/sky/{path}").status_code == 200, path
        assert admin.get(f"/api/sky/{path}").status_code == 200, path


def test_a_feed_and_the_room_end_with_the_membership(user: Person, anonymous: FlaskClient) -> None:
    link(user, "member")
    url = user.post("/api/sky/feeds", json={}).json["url"].partition("/api/")[2]
    reader = Principal(user.id, user.username, Role.USER, "en", "UTC", None)
    assert anonymous.get(f"/api/{url}").status_code == 200
    assert _may_see_the_sky(reader, "")

    link(user, "left")

    assert anonymous.get(f"/api/{url}").status_code == 403
    assert not _may_see_the_sky(reader, "")


def test_who_left_is_not_reminded(user: Person, kept: Callable[..., None], monkeypatch: pytest.MonkeyPatch) -> None:
    kept(2026)
    link(user, "member")
    made = Clock()
    monkeypatch.setattr(clock, "now", made)
    assert user.post("/api/sky/subscriptions", json={"types": ["full_moon"]}).status_code == 201
    link(user, "kicked")

    made.now = FULL_MOON
    perform(WatchSky())

    assert user.get("/api/notifications").json["items"] == []
