"""Positions, the Moon, a place's day, eclipses at a place: against published values and PyEphem."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import ephem
import pytest

from app.sky import clock, kernel
from app.sky.kinds import SEEN_FROM_EARTH
from tests.conftest import Person

MOMENT = "2026-11-25T12:00:00Z"


def items(person: Person, query: str) -> dict[str, Any]:
    answer = person.get(f"/api/sky/positions?at={MOMENT}&{query}")
    assert answer.status_code == 200, answer.json
    return {one["body"]: one for one in answer.json["items"]}


def pyephem(name: str) -> Any:
    """A body of PyEphem at MOMENT, apparent and geocentric."""
    body = getattr(ephem, name.capitalize())()
    body.compute(ephem.Date("2026/11/25 12:00:00"), epoch=ephem.Date("2026/11/25 12:00:00"))
    return body


@pytest.mark.parametrize("name", [body.value for body in SEEN_FROM_EARTH])
def test_positions_agree_with_an_independent_library(user: Person, name: str) -> None:
    ours = items(user, f"bodies={name}&frame=equatorial")[name]
    theirs = pyephem(name)

    # Ten arcseconds, and for the Moon what it moves in the seconds by which the libraries' clocks differ.
    tolerance = 0.003 if name != "pluto" else 0.02
    turned = (ours["right_ascension_degrees"] - math.degrees(theirs.g_ra) + 180) % 360 - 180
    assert abs(turned) * math.cos(theirs.g_dec) < tolerance
    assert ours["declination_degrees"] == pytest.approx(math.degrees(theirs.g_dec), abs=tolerance)
    assert ours["distance_au"] == pytest.approx(theirs.earth_distance, rel=2e-3)


def test_frames_state_what_they_are_and_fit_together(user: Person) -> None:
    ecliptic = user.get(f"/api/sky/positions?at={MOMENT}").json
    heliocentric = user.get(f"/api/sky/positions?at={MOMENT}&frame=heliocentric").json

    assert ecliptic["origin"] == "earth"
    assert ecliptic["handedness"] == "right"
    assert ecliptic["axes"]["x"] == "March equinox"
    assert [one["body"] for one in ecliptic["items"]] == [body.value for body in SEEN_FROM_EARTH]
    assert heliocentric["origin"] == "sun"
    sun = next(one for one in heliocentric["items"] if one["body"] == "sun")
    earth = next(one for one in heliocentric["items"] if one["body"] == "earth")
    assert sun["distance_au"] == 0
    # The Sun stands opposite where the Earth is seen from it, but for precession since 2000 and aberration.
    from_earth = next(one for one in ecliptic["items"] if one["body"] == "sun")
    turned = (from_earth["longitude_degrees"] - earth["longitude_degrees"]) % 360
    assert turned == pytest.approx(180 + 26.9 * 50.29 / 3600, abs=0.02)
    for one in ecliptic["items"]:
        x, y, z = (one["position_au"][axis] for axis in "xyz")
        assert math.sqrt(x * x + y * y + z * z) == pytest.approx(one["distance_au"])
        assert math.degrees(math.atan2(y, x)) % 360 == pytest.approx(one["longitude_degrees"], abs=1e-5)


def test_left_handed_axes_have_y_up_and_keep_every_angle(user: Person) -> None:
    right = items(user, "frame=heliocentric")
    left = items(user, "frame=heliocentric&handedness=left")
    answer = user.get(f"/api/sky/positions?at={MOMENT}&frame=heliocentric&handedness=left").json

    assert answer["handedness"] == "left"
    assert answer["axes"] == {
        "x": "March equinox",
        "z": "ecliptic longitude 90 degrees",
        "y": "north pole of the ecliptic",
    }

    def triple(of: dict[str, Any]) -> float:
        (a, b, c) = ([of[body]["position_au"][axis] for axis in "xyz"] for body in ("mercury", "venus", "mars"))
        cross = (a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0])
        return sum(one * other for one, other in zip(cross, c, strict=True))

    # The volume spanned by three planets changes its sign and nothing else: that is what handedness means.
    assert triple(left) == pytest.approx(-triple(right))
    assert left["mars"]["longitude_degrees"] == right["mars"]["longitude_degrees"]


def test_names_are_in_the_readers_language(person: Callable[..., Person]) -> None:
    assert items(person("anna", language="de"), "bodies=mercury")["mercury"]["name"] == "Merkur"
    assert items(person("yuki", language="ja"), "bodies=mercury")["mercury"]["name"] == "水星"


def test_the_kernel_is_opened_once_a_process(user: Person) -> None:
    user.get("/api/sky/positions")
    opened = kernel.kernel()
    user.get("/api/sky/moon")

    assert kernel.kernel() is opened


def test_the_moon_agrees_with_an_independent_library(user: Person) -> None:
    ours = user.get(f"/api/sky/moon?at={MOMENT}").json
    theirs = pyephem("moon")
    date = ephem.Date("2026/11/25 12:00:00")

    assert ours["illuminated_fraction"] == pytest.approx(theirs.moon_phase, abs=0.001)
    assert ours["elongation_degrees"] == pytest.approx(abs(math.degrees(theirs.elong)), abs=0.02)
    assert ours["is_waxing"] is False
    assert ours["age_days"] == pytest.approx(date - ephem.previous_new_moon(date), abs=0.001)
    expected = [
        ("last_quarter", ephem.next_last_quarter_moon(date)),
        ("new_moon", ephem.next_new_moon(date)),
        ("first_quarter", ephem.next_first_quarter_moon(date)),
        ("full_moon", ephem.next_full_moon(date)),
    ]
    for phase, (type_, at) in zip(ours["next_phases"], expected, strict=True):
        assert phase["type"] == type_
        moment = at.datetime().replace(tzinfo=UTC)
        assert abs(datetime.fromisoformat(phase["at"]) - moment) < timedelta(seconds=10)


def test_the_moon_is_drawn_day_by_day(user: Person) -> None:
    days = user.get("/api/sky/moon/days?from=2026-11-01&to=2026-12-01").json["items"]

    assert len(days) == 30
    brightest = max(days, key=lambda day: day["illuminated_fraction"])
    # Full Moon on 2026-11-24 at 14:53 UT.
    assert brightest["at"] in ("2026-11-24T00:00:00.000Z", "2026-11-25T00:00:00.000Z")


@pytest.mark.parametrize(
    ("place", "zone", "rise", "set_"),
    [
        # PyEphem answers for these: Yerevan, Quito, Sydney.
        ((40.18, 44.51), "Asia/Yerevan", True, True),
        ((-0.18, -78.47), "America/Guayaquil", True, True),
        ((-33.87, 151.21), "Australia/Sydney", True, True),
    ],
)
@pytest.mark.parametrize("body", ["sun", "moon", "jupiter"])
def test_rising_and_setting_agree_with_an_independent_library(
    user: Person, place: tuple[float, float], zone: str, rise: bool, set_: bool, body: str
) -> None:
    url = f"/api/sky/rise-set?lat={place[0]}&lon={place[1]}&date=2026-11-20&timezone={zone}&body={body}"
    ours = user.get(url).json
    observer = ephem.Observer()
    observer.lat, observer.lon = str(place[0]), str(place[1])
    observer.pressure, observer.horizon = 0, "-0:34"

    for name, ask in (("rise", observer.next_rising), ("set", observer.next_setting)):
        moment = datetime.fromisoformat(ours[name])
        observer.date = ephem.Date((moment - timedelta(hours=1)).replace(tzinfo=None))
        theirs = ask(getattr(ephem, body.capitalize())()).datetime().replace(tzinfo=UTC)
        assert abs(moment - theirs) < timedelta(seconds=60), name
    assert ours["rise"] < ours["transit"] < ours["set"] or body != "sun"
    assert ours["state"] == "crosses"
    assert ours["polar"] is None


def test_twilights_are_in_their_order(user: Person) -> None:
    answer = user.get("/api/sky/rise-set?lat=48.1&lon=11.6&date=2026-03-20&timezone=Europe/Berlin").json
    dawns = [answer["twilights"][name]["dawn"] for name in ("astronomical", "nautical", "civil")] + [answer["rise"]]
    dusks = [answer["set"]] + [answer["twilights"][name]["dusk"] for name in ("civil", "nautical", "astronomical")]

    assert dawns == sorted(dawns)
    assert dusks == sorted(dusks)
    assert answer["timezone"] == "Europe/Berlin"


def test_polar_day_and_polar_night_are_said_as_such(user: Person) -> None:
    summer = user.get("/api/sky/rise-set?lat=78.22&lon=15.65&date=2026-06-21&timezone=Arctic/Longyearbyen").json
    winter = user.get("/api/sky/rise-set?lat=78.22&lon=15.65&date=2026-12-21&timezone=Arctic/Longyearbyen").json

    assert (summer["polar"], summer["state"], summer["rise"], summer["set"]) == ("day", "always_above", None, None)
    assert summer["twilights"]["civil"] == {"dawn": None, "dusk": None, "state": "always_above"}
    assert (winter["polar"], winter["state"]) == ("night", "always_below")
    # At 78 degrees north there is no civil twilight at midwinter, but there is a nautical one around noon.
    assert winter["twilights"]["civil"]["state"] == "always_below"
    assert winter["twilights"]["nautical"]["dawn"] < winter["twilights"]["nautical"]["dusk"]


def test_near_a_pole_the_moon_may_rise_twice_a_day(user: Person) -> None:
    """As the tables of the US Naval Observatory say of 2026-01-23 at 85 degrees north, 135 east: again at 21:45."""
    answer = user.get("/api/sky/rise-set?lat=85&lon=135&date=2026-01-23&body=moon&timezone=UTC").json

    assert [text[:16] for text in answer["rises"]] == ["2026-01-23T01:37", "2026-01-23T21:45"]
    assert answer["rise"] == answer["rises"][0]


def test_the_day_is_that_of_the_persons_own_time_zone(person: Callable[..., Person], monkeypatch: Any) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 6, 1, 23, 30, tzinfo=UTC))
    reader = person("anahit", timezone="Asia/Yerevan")

    answer = reader.get("/api/sky/rise-set?lat=40.18&lon=44.51").json

    assert (answer["timezone"], answer["date"]) == ("Asia/Yerevan", "2026-06-02")


def test_a_total_eclipse_at_a_place(user: Person, kept: Callable[..., None]) -> None:
    """Lima, Ohio, 2024-04-08: maximum at 19:12:34 UT, the Sun 50.3 degrees high, after F. Espenak's EclipseWise."""
    kept(2024)
    eclipse = user.get("/api/sky/events?from=2024-04-01&to=2024-05-01&type=solar_eclipse").json["items"][0]

    here = user.get(f"/api/sky/events/{eclipse['id']}/circumstances?lat=41.0341&lon=-83.6523").json
    nowhere = user.get(f"/api/sky/events/{eclipse['id']}/circumstances?lat=-30&lon=120").json

    assert (here["kind"], here["is_visible"], here["obscuration"]) == ("total", True, 1.0)
    assert [one["name"] for one in here["contacts"]] == [
        "partial_begins", "total_begins", "maximum", "total_ends", "partial_ends",
    ]  # fmt: skip
    maximum = here["contacts"][2]
    published = datetime(2024, 4, 8, 19, 12, 34, tzinfo=UTC)
    assert abs(datetime.fromisoformat(maximum["at"]) - published) < timedelta(seconds=15)
    assert maximum["altitude_degrees"] == pytest.approx(50.3, abs=0.6)
    assert (nowhere["kind"], nowhere["is_visible"], nowhere["contacts"]) == (None, False, [])


def test_a_lunar_eclipse_at_a_place(user: Person, kept: Callable[..., None]) -> None:
    kept(2024)
    eclipse = user.get("/api/sky/events?from=2024-09-01&to=2024-10-01&type=lunar_eclipse").json["items"][0]

    madrid = user.get(f"/api/sky/events/{eclipse['id']}/circumstances?lat=40.4&lon=-3.7").json
    tokyo = user.get(f"/api/sky/events/{eclipse['id']}/circumstances?lat=35.7&lon=139.7").json

    assert [one["name"] for one in madrid["contacts"]] == [
        "penumbral_begins", "partial_begins", "maximum", "partial_ends", "penumbral_ends",
    ]  # fmt: skip
    assert madrid["is_visible"] is True
    assert tokyo["is_visible"] is False
    assert all(one["altitude_degrees"] < 0 for one in tokyo["contacts"])


def test_only_eclipses_have_circumstances(user: Person, kept: Callable[..., None]) -> None:
    kept(2024)
    phase = user.get("/api/sky/events?from=2024-01-01&to=2024-02-01&type=full_moon").json["items"][0]

    answer = user.get(f"/api/sky/events/{phase['id']}/circumstances?lat=0&lon=0")

    assert (answer.status_code, answer.json["errors"][0]["field"]) == (422, "event_id")
