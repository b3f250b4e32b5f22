"""Reminders: at the right minute of a shifted clock, once, in the reader's language and zone; rooms and the channel."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import redis
from sqlalchemy import select

from app import config
from app.db import read_only, transaction
from app.messages import SendTelegram, WatchSky
from app.sky import clock
from app.sky.models import SkyEvent, SkyReminder
from tests.conftest import Person
from tests.telegram.conftest import BOT_ID, _telegram_server, bot, limiter, linked, telegram_server
from tests.telegram_server.driver import TelegramServer
from worker.handles import perform

__all__ = ["_telegram_server", "bot", "limiter", "linked", "telegram_server"]

# Full Moon: 2026-12-24 at 01:28:14.1 UTC.
FULL_MOON = datetime(2026, 12, 24, 1, 28, 15, tzinfo=UTC)


class Clock:
    """The clock of the sky, set by the test."""

    def __init__(self) -> None:
        self.now = datetime(2026, 12, 20, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def tick(self, to: datetime) -> None:
        """What a worker does when it is `to`."""
        self.now = to
        perform(WatchSky())


@pytest.fixture
def shifted(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(clock, "now", made)
    return made


def told(person: Person) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = person.get("/api/notifications").json["items"]
    return items


def subscribe(person: Person, **wanted: Any) -> dict[str, Any]:
    answer = person.post("/api/sky/subscriptions", json={"types": ["full_moon"], **wanted})
    assert answer.status_code == 201, answer.json
    made: dict[str, Any] = answer.json
    return made


def test_a_reminder_comes_at_its_minute_and_once(user: Person, kept: Callable[..., None], shifted: Clock) -> None:
    kept(2026)
    subscribe(user, lead_minutes=60)

    shifted.tick(FULL_MOON - timedelta(minutes=60, seconds=1))
    assert told(user) == []

    shifted.tick(FULL_MOON - timedelta(minutes=59, seconds=59))
    shifted.tick(FULL_MOON - timedelta(minutes=58))
    shifted.tick(FULL_MOON)

    notifications = told(user)
    assert [(one["type"], one["title"]) for one in notifications] == [("celestial", "Full Moon")]
    assert notifications[0]["data"]["type"] == "full_moon"
    assert notifications[0]["data"]["at"] == "2026-12-24T01:28:14.117Z"


def test_a_reminder_reaches_telegram_in_armenian_and_in_the_readers_zone(
    linked: Callable[..., Person], telegram_server: TelegramServer, kept: Callable[..., None], shifted: Clock
) -> None:
    kept(2026)
    anahit = linked("anahit", 5001, language="hy", timezone="Asia/Yerevan")
    subscribe(anahit, lead_minutes=1440, channels=["telegram"])

    shifted.tick(FULL_MOON - timedelta(days=1, seconds=30))
    perform(SendTelegram(BOT_ID, 5001))
    assert telegram_server.accepted(5001) == []

    shifted.tick(FULL_MOON - timedelta(days=1) + timedelta(seconds=29))
    perform(SendTelegram(BOT_ID, 5001))
    shifted.tick(FULL_MOON)
    perform(SendTelegram(BOT_ID, 5001))

    texts = [message["params"]["text"] for message in telegram_server.accepted(5001)]
    assert len(texts) == 1
    # Yerevan is four hours ahead; the date and the words are Armenian.
    assert texts[0].startswith("<b>Լիալուսին</b>")
    assert "24 դեկ, 2026 թ., 05:28:14" in texts[0].replace("\u202f", " ").replace("\u00a0", " ")
    assert "Խեցգետնի նշանում" in texts[0]
    assert told(anahit) == []


def test_a_subscription_is_by_type_and_body(user: Person, kept: Callable[..., None], shifted: Clock) -> None:
    kept(2026)
    subscribe(user, types=["sign_ingress"], bodies=["sun"])

    for days in range(4):
        shifted.tick(datetime(2026, 12, 20, tzinfo=UTC) + timedelta(days=days, hours=20, minutes=51))

    assert [one["title"] for one in told(user)] == ["The Sun enters Capricorn"]


def test_what_was_due_before_a_subscription_is_not_made_up_for(
    user: Person, kept: Callable[..., None], shifted: Clock
) -> None:
    kept(2026)
    shifted.now = FULL_MOON - timedelta(minutes=30)
    subscribe(user, lead_minutes=60)

    shifted.tick(FULL_MOON)

    assert told(user) == []


def test_after_a_standstill_only_what_has_just_been_is_told(
    user: Person, kept: Callable[..., None], shifted: Clock
) -> None:
    kept(2026)
    subscribe(user)
    subscribe(user, types=["december_solstice"])

    shifted.tick(FULL_MOON + timedelta(minutes=14))

    assert [one["title"] for one in told(user)] == ["Full Moon"]


def test_two_workers_make_one_reminder(user: Person, kept: Callable[..., None], shifted: Clock) -> None:
    kept(2026)
    subscribe(user)
    from concurrent.futures import ThreadPoolExecutor

    shifted.now = FULL_MOON
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(perform, [WatchSky()] * 8))

    assert len(told(user)) == 1
    with read_only() as session:
        assert len(session.scalars(select(SkyReminder)).all()) == 1


def test_the_room_hears_of_an_event_when_it_happens_once(
    user: Person, kept: Callable[..., None], shifted: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(2026)
    heard: list[Any] = []
    from app.sky import reminders

    monkeypatch.setattr(reminders, "publish", lambda _session, room, event, data: heard.append((room, event, data)))
    shifted.tick(FULL_MOON - timedelta(seconds=1))
    before = len(heard)
    shifted.tick(FULL_MOON + timedelta(seconds=1))
    shifted.tick(FULL_MOON + timedelta(seconds=3))

    moons = [one for one in heard[before:] if one[2]["type"] == "full_moon"]
    assert len(moons) == 1
    room, event, data = moons[0]
    assert (room, event) == ("sky", "celestial")
    assert data["titles"]["hy"] == "Լիալուսին"
    assert len(data["titles"]) == 10


def test_the_room_gets_it_through_redis(
    user: Person, kept: Callable[..., None], shifted: Clock, redis_client: redis.Redis
) -> None:
    kept(2026)
    listener = redis_client.pubsub()
    listener.psubscribe("*")
    shifted.tick(FULL_MOON + timedelta(seconds=1))
    seen = [message for _ in range(50) if (message := listener.get_message(timeout=0.05))]
    listener.close()

    assert any(b"celestial" in message["data"] for message in seen if isinstance(message["data"], bytes))


def test_the_channel_gets_posts_where_the_administrator_wants_them(
    bot: Any, telegram_server: TelegramServer, admin: Person, kept: Callable[..., None], shifted: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    kept(2026)
    with transaction() as session:
        for event in session.scalars(select(SkyEvent).where(SkyEvent.at < FULL_MOON - timedelta(days=2))):
            event.announced_at = event.at
    monkeypatch.setenv("TELEGRAM_CHANNEL_ID", "-1001234")
    config.settings.cache_clear()
    # Settings count from when they were chosen, by the database's clock: the event must lie ahead of that.
    wanted = {"channel_posts": True, "channel_types": ["full_moon"], "channel_language": "de"}
    assert admin.put("/api/sky/settings", json=wanted).json["channel_language"] == "de"
    assert admin.get("/api/sky/settings").json["channel_types"] == ["full_moon"]

    shifted.tick(FULL_MOON)
    shifted.tick(FULL_MOON + timedelta(seconds=2))
    perform(SendTelegram(BOT_ID, -1001234))

    texts = [message["params"]["text"] for message in telegram_server.accepted(-1001234)]
    assert len(texts) == 1
    assert texts[0].startswith("<b>Vollmond</b>")


def test_subscriptions_are_changed_and_removed_by_their_person(
    user: Person, person: Callable[..., Person], kept: Callable[..., None], shifted: Clock
) -> None:
    made = subscribe(user)
    path = f"/api/sky/subscriptions/{made['id']}"
    eve = person("eve")

    assert eve.put(path, json={"types": ["aspect"]}).status_code == 404
    assert eve.delete(path).status_code == 404
    changed = user.put(path, json={"types": ["aspect", "aspect"], "bodies": ["mars"], "lead_minutes": 5}).json
    assert (changed["types"], changed["bodies"], changed["lead_minutes"]) == (["aspect"], ["mars"], 5)
    assert user.get("/api/sky/subscriptions").json["items"] == [changed]
    assert user.delete(path).status_code == 204
    assert user.get("/api/sky/subscriptions").json["items"] == []


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"types": []}, "types"),
        ({"types": ["supernova"]}, "types.0"),
        ({"types": ["full_moon"], "bodies": ["vulcan"]}, "bodies.0"),
        ({"types": ["full_moon"], "lead_minutes": -1}, "lead_minutes"),
        ({"types": ["full_moon"], "lead_minutes": 10**9}, "lead_minutes"),
        ({"types": ["full_moon"], "channels": ["pigeon"]}, "channels.0"),
        ({"types": ["full_moon"], "colour": "red"}, "colour"),
    ],
)
def test_bad_subscriptions_name_their_field(user: Person, body: dict[str, Any], field: str) -> None:
    answer = user.post("/api/sky/subscriptions", json=body)

    assert (answer.status_code, answer.json["errors"][0]["field"]) == (422, field)


def test_there_is_an_end_to_subscriptions(user: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    from app.sky import reminders

    monkeypatch.setattr(reminders, "MOST_SUBSCRIPTIONS", 1)
    subscribe(user)

    assert user.post("/api/sky/subscriptions", json={"types": ["full_moon"]}).status_code == 409
