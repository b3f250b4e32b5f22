"""Events over REST: filters, pages, languages, entity tags, years that are not there yet, and bad input."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from app.i18n import LANGUAGES
from app.sky.kinds import EventType
from tests.conftest import Person

YEAR = "from=2024-01-01&to=2025-01-01"


def everything(person: Person, query: str) -> list[dict[str, Any]]:
    """All pages of a list of events."""
    items: list[dict[str, Any]] = []
    cursor = ""
    while True:
        answer = person.get(f"/api/sky/events?{query}&limit=200{cursor}").json
        items += answer["items"]
        if answer["next_cursor"] is None:
            return items
        cursor = f"&cursor={answer['next_cursor']}"


def test_a_year_has_events_of_every_type_in_order(user: Person, kept: Callable[..., None]) -> None:
    kept(2024)

    events = everything(user, YEAR)

    assert {event["type"] for event in events} == {type_.value for type_ in EventType}
    assert [event["at"] for event in events] == sorted(event["at"] for event in events)
    assert len({event["id"] for event in events}) == len(events)
    assert all(event["title"] and event["description"] and event["library"] for event in events)


def test_events_are_filtered_by_type_body_and_time(user: Person, kept: Callable[..., None]) -> None:
    kept(2024)

    eclipses = everything(user, f"{YEAR}&type=solar_eclipse,lunar_eclipse")
    venus = everything(user, f"{YEAR}&body=venus")
    may = everything(user, "from=2024-05-01T00:00:00Z&to=2024-06-01T02:00:00%2B02:00")

    # Published by the Observatory of the US Navy and by NASA: two solar and two lunar eclipses in 2024.
    assert [(event["type"], event["data"]["kind"], event["at"][:10]) for event in eclipses] == [
        ("lunar_eclipse", "penumbral", "2024-03-25"),
        ("solar_eclipse", "total", "2024-04-08"),
        ("lunar_eclipse", "partial", "2024-09-18"),
        ("solar_eclipse", "annular", "2024-10-02"),
    ]
    assert venus
    assert all("venus" in event["bodies"] for event in venus)
    assert all(event["at"].startswith("2024-05") for event in may)


def test_one_event_can_be_read(user: Person, kept: Callable[..., None]) -> None:
    kept(2024)
    event = everything(user, f"{YEAR}&type=march_equinox")[0]

    assert user.get(f"/api/sky/events/{event['id']}").json == event
    assert user.get("/api/sky/events/01890000-0000-7000-8000-000000000000").status_code == 404


def test_events_are_told_in_ten_languages(person: Callable[..., Person], kept: Callable[..., None]) -> None:
    kept(2024)
    told: dict[str, list[str]] = {}
    for language in LANGUAGES:
        reader = person(f"reader-{language}", language=language)
        events = everything(reader, YEAR)
        told[language] = [f"{event['title']} {event['description']}" for event in events]
        # Nothing is left of a message that lacked a name or a number.
        assert [text for text in told[language] if "{" in text or "sky-" in text] == []

    for language in LANGUAGES:
        if language != "en":
            assert not set(told[language]) & set(told["en"])


def test_an_unchanged_list_is_304(user: Person, kept: Callable[..., None]) -> None:
    kept(2024)
    first = user.get(f"/api/sky/events?{YEAR}")

    again = user.get(f"/api/sky/events?{YEAR}", headers={"If-None-Match": first.headers["ETag"]})
    kept(2025)
    other = user.get("/api/sky/events?from=2024-06-01&to=2025-06-01", headers={"If-None-Match": first.headers["ETag"]})

    assert again.status_code == 304
    assert other.status_code == 200


def test_years_that_are_not_there_are_computed_on_demand(user: Person, kept: Callable[..., None]) -> None:
    kept(2024)

    answer = user.get("/api/sky/events?from=2023-12-30&to=2024-01-03").json

    assert answer["missing_years"] == [2023]
    job = user.get(f"/api/jobs/{answer['job_id']}").json
    assert (job["kind"], job["status"]) == ("sky", "queued")
    # Whoever asks again joins.
    assert user.get("/api/sky/events?from=1999-01-01&to=1999-02-01").json["job_id"] == answer["job_id"]
    assert [year["year"] for year in user.get("/api/sky/years").json["items"]] == [1999, 2023, 2024]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("/events?from=1850-01-01&to=1901-01-01", "from"),
        ("/events?from=2050-01-01&to=2060-01-01", "to"),
        ("/events?from=1900-01-01&to=2050-12-31", "to"),
        ("/events?from=2024-02-30", "from"),
        ("/events?from=2024", "from"),
        ("/events?from=2025-01-01&to=2024-01-01", "to"),
        ("/events?type=supernova", "type"),
        ("/events?type=full_moon,", "type"),
        ("/events?body=vulcan", "body"),
        ("/events?limit=1000", "limit"),
        ("/events?colour=red", "colour"),
        ("/events.ics?language=tlh", "language"),
        ("/positions?at=yesterday", "at"),
        ("/positions?at=9999-12-31T23:59:59-14:00", "at"),
        ("/positions?bodies=sun,nibiru", "bodies"),
        ("/positions?frame=galactic", "frame"),
        ("/positions?handedness=both", "handedness"),
        ("/moon?at=1899-12-31T23:59:59Z", "at"),
        ("/moon/days?from=2024-01-01&to=2024-06-01", "to"),
        ("/rise-set?lat=91&lon=0", "lat"),
        ("/rise-set?lat=0&lon=-181", "lon"),
        ("/rise-set?lat=nan&lon=0", "lat"),
        ("/rise-set?lon=0", "lat"),
        ("/rise-set?lat=0&lon=0&date=2023-02-29", "date"),
        ("/rise-set?lat=0&lon=0&date=1800-01-01", "date"),
        ("/rise-set?lat=0&lon=0&timezone=Mars/Olympus", "timezone"),
        ("/rise-set?lat=0&lon=0&body=earth", "body"),
    ],
)
def test_bad_input_names_its_field(user: Person, query: str, field: str) -> None:
    answer = user.get(f"/api/sky{query}")

    assert answer.status_code == 422, answer.json
    assert [fault["field"] for fault in answer.json["errors"]] == [field]
    assert answer.json["errors"][0]["message"]


def test_nobody_sees_the_sky_without_signing_in(anonymous: Any) -> None:
    for path in ("events", "positions", "moon", "rise-set?lat=0&lon=0", "events.ics", "feeds", "years"):
        assert anonymous.get(f"/api/sky/{path}").status_code == 401, path
