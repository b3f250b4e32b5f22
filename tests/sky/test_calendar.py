"""Calendar feeds: read by two parsers of other authors, in the reader's language, revocable, and told when unchanged."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import icalendar
import pytest
import vobject
from flask.testing import FlaskClient

from app.sky import clock
from tests.conftest import Person


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime(2024, 6, 1, 12, tzinfo=UTC))


def path_of(url: str) -> str:
    return url[url.index("/api/") :]


def summaries(text: bytes) -> list[str]:
    return [str(event["SUMMARY"]) for event in icalendar.Calendar.from_ical(text).walk("VEVENT")]


def test_two_parsers_read_the_same(user: Person, kept: Callable[..., None]) -> None:
    kept(2024, 2025)
    answer = user.get("/api/sky/events.ics?from=2024-01-01&to=2026-01-01")
    assert answer.content_type == "text/calendar; charset=utf-8"

    one = icalendar.Calendar.from_ical(answer.data)
    other = vobject.readOne(answer.data.decode())

    events = one.walk("VEVENT")
    assert len(events) == len(other.vevent_list) > 700
    for mine, theirs in zip(events, other.vevent_list, strict=True):
        assert str(mine["UID"]) == theirs.uid.value
        assert str(mine["SUMMARY"]) == theirs.summary.value
        assert str(mine["DESCRIPTION"]) == theirs.description.value
        assert mine.decoded("DTSTART") == theirs.dtstart.value
        assert mine.decoded("DTSTART").tzinfo is not None
    assert len({str(event["UID"]) for event in events}) == len(events)
    assert one.errors == []
    # RFC 5545: lines end in CRLF and have at most 75 octets.
    lines = answer.data.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert b"\n" not in b"".join(lines)


def test_the_calendar_is_in_the_language_asked_for(person: Callable[..., Person], kept: Callable[..., None]) -> None:
    kept(2024)
    reader = person("anahit", language="hy")
    query = "/api/sky/events.ics?from=2024-01-01&to=2024-02-01&type=full_moon"

    assert summaries(reader.get(query).data) == ["Լիալուսին"]
    assert summaries(reader.get(f"{query}&language=ja").data) == ["満月"]
    answer = reader.get(query, headers={"Accept-Language": "de-CH, en;q=0.5"})
    assert summaries(answer.data) == ["Vollmond"]
    assert answer.headers["Content-Language"] == "de"


def test_a_feed_needs_its_address_alone(user: Person, anonymous: FlaskClient, kept: Callable[..., None]) -> None:
    kept(2024, 2025)
    made = user.post(
        "/api/sky/feeds", json={"name": "Eclipses", "types": ["solar_eclipse", "lunar_eclipse"], "language": "es"}
    )
    assert made.status_code == 201
    url = path_of(made.json["url"])

    feed = anonymous.get(url)

    assert feed.status_code == 200
    calendar = icalendar.Calendar.from_ical(feed.data)
    assert str(calendar["X-WR-CALNAME"]) == "Eclipses"
    assert summaries(feed.data)[:2] == ["Eclipse total de Sol", "Eclipse parcial de Luna"]
    listed = user.get("/api/sky/feeds").json["items"]
    assert [(one["id"], one["name"]) for one in listed] == [(made.json["id"], "Eclipses")]
    assert listed[0]["last_used_at"] is not None
    assert "url" not in listed[0]


def test_a_feed_follows_its_persons_language_and_can_be_asked_for_another(
    user: Person, anonymous: FlaskClient, kept: Callable[..., None]
) -> None:
    kept(2024)
    url = path_of(user.post("/api/sky/feeds", json={"types": ["full_moon"]}).json["url"])

    assert summaries(anonymous.get(url).data)[0] == "Full Moon"
    user.patch("/api/auth/me", json={"language": "ru"})
    assert summaries(anonymous.get(url).data)[0] == "Полнолуние"
    assert summaries(anonymous.get(f"{url}&language=fr").data)[0] == "Pleine lune"


def test_a_revoked_feed_and_a_guessed_one_are_gone(
    user: Person, person: Callable[..., Person], anonymous: FlaskClient, kept: Callable[..., None]
) -> None:
    kept(2024)
    made = user.post("/api/sky/feeds", json={"bodies": ["mars"]}).json
    url = path_of(made["url"])
    assert len(made["url"].partition("token=")[2]) > 40

    assert person("eve").delete(f"/api/sky/feeds/{made['id']}").status_code == 404
    assert anonymous.get(url).status_code == 200
    assert user.delete(f"/api/sky/feeds/{made['id']}").status_code == 204

    assert anonymous.get(url).status_code == 404
    assert anonymous.get("/api/sky/events.ics?token=sf_guess").status_code == 404
    assert user.delete(f"/api/sky/feeds/{made['id']}").status_code == 404


def test_a_deactivated_persons_feed_is_gone(
    user: Person, admin: Person, anonymous: FlaskClient, kept: Callable[..., None]
) -> None:
    kept(2024)
    url = path_of(user.post("/api/sky/feeds", json={}).json["url"])

    admin.patch(f"/api/users/{user.id}", json={"is_active": False})

    assert anonymous.get(url).status_code == 404


def test_an_unchanged_feed_is_304_and_a_changed_one_is_not(
    user: Person, anonymous: FlaskClient, kept: Callable[..., None]
) -> None:
    kept(2024)
    url = path_of(user.post("/api/sky/feeds", json={"types": ["full_moon"]}).json["url"])
    first = anonymous.get(url)
    tag = {"If-None-Match": first.headers["ETag"]}

    assert anonymous.get(url, headers=tag).status_code == 304
    assert anonymous.get(url).data == first.data
    kept(2025)
    later = anonymous.get(url, headers=tag)
    assert later.status_code == 200
    assert len(summaries(later.data)) > len(summaries(first.data))


def test_there_is_an_end_to_feeds(user: Person, monkeypatch: Any) -> None:
    from app.sky import feeds

    monkeypatch.setattr(feeds, "MOST_FEEDS", 1)
    user.post("/api/sky/feeds", json={})

    assert user.post("/api/sky/feeds", json={}).status_code == 409
