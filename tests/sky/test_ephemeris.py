"""Events against PyEphem, an independent library, and against published moments. A few years each; the comparison over
sixty years is `benchmarks/sky_agreement.py`."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.sky import clock
from app.sky.kinds import EventType
from tests.sky import independent
from tests.sky.published import verdicts
from worker.ephemeris.events import Event, OutOfRange, events_of_year

YEARS = (1993, 2004, 2026)


@pytest.fixture(scope="module")
def compared() -> dict[str, independent.Row]:
    """The agreement of a few years, by kind of event."""
    return independent.compare(YEARS)


@pytest.mark.parametrize("kind", independent.TOLERANCES)
def test_events_agree_with_an_independent_library(compared: dict[str, independent.Row], kind: str) -> None:
    row = compared[kind]

    assert row.count > 0
    assert row.missing == 0
    assert max(row.seconds) <= independent.TOLERANCES[kind]


def nearest(type_: EventType, moment: str) -> Event:
    at = datetime.fromisoformat(moment)
    return min((one for one in of_year(at.year) if one.type is type_), key=lambda one: abs(one.at - at))


_years: dict[int, list[Event]] = {}


def of_year(year: int) -> list[Event]:
    if year not in _years:
        _years[year] = events_of_year(year)
    return _years[year]


@pytest.mark.parametrize(
    ("type_", "moment", "tolerance", "kind"),
    [
        # F. Espenak, NASA: greatest eclipse of the great American and of the Spanish eclipse, to the second of TD.
        (EventType.SOLAR_ECLIPSE, "2017-08-21T18:25:31Z", 10, "total"),
        (EventType.SOLAR_ECLIPSE, "2026-08-12T17:45:53Z", 10, "total"),
        (EventType.SOLAR_ECLIPSE, "2024-04-08T18:17:18Z", 10, "total"),
        # The same: lunar eclipses to the minute.
        (EventType.LUNAR_ECLIPSE, "2026-03-03T11:33:40Z", 65, "total"),
        # Observatory of the US Navy: the minute of equinoxes, solstices and phases.
        (EventType.MARCH_EQUINOX, "2026-03-20T14:46:00Z", 60, None),
        (EventType.JUNE_SOLSTICE, "2026-06-21T08:24:00Z", 60, None),
        (EventType.NEW_MOON, "2024-04-08T18:21:00Z", 60, None),
        (EventType.FULL_MOON, "2024-04-23T23:49:00Z", 60, None),
    ],
)
def test_events_are_at_their_published_moments(
    type_: EventType, moment: str, tolerance: float, kind: str | None
) -> None:
    event = nearest(type_, moment)

    assert abs(event.at - datetime.fromisoformat(moment)) <= timedelta(seconds=tolerance)
    assert kind is None or event.data["kind"] == kind


def test_a_transit_of_venus_is_told_with_its_conjunction() -> None:
    """2004-06-08, greatest at 8:20 UT after Espenak; 2005 had none."""
    inferior = [one for one in of_year(2004) if one.type is EventType.CONJUNCTION and one.bodies == ["sun", "venus"]]

    assert [one.data["kind"] for one in inferior] == ["inferior"]
    assert inferior[0].data["transit"]["at"].startswith("2004-06-08T08:")


def test_a_planet_that_goes_back_enters_the_sign_before() -> None:
    """In 2026 Mercury turned on 26 February in Pisces, and in June and October within single signs; Uranus entered
    Gemini forwards on 26 April."""
    ingresses = [one for one in of_year(2026) if one.type is EventType.SIGN_INGRESS]
    uranus = [(one.at.date().isoformat(), one.detail) for one in ingresses if one.bodies == ["uranus"]]
    sun = [one.detail for one in ingresses if one.bodies == ["sun"]]

    assert uranus == [("2026-04-26", "gemini")]
    assert sun[:4] == ["aquarius", "pisces", "aries", "taurus"]
    backwards = [one for one in of_year(2024) if one.type is EventType.SIGN_INGRESS and one.data["retrograde"]]
    # Mercury went back from Capricorn into Sagittarius at the beginning of no month of 2024, but from Virgo into Leo.
    assert ("mercury", "leo") in {(one.bodies[0], one.detail) for one in backwards}


def test_years_outside_are_refused() -> None:
    for year in (1899, 2051):
        with pytest.raises(OutOfRange):
            events_of_year(year)


def test_the_first_and_the_last_year_are_covered() -> None:
    for year in (1900, 2050):
        events = of_year(year)
        assert {one.type for one in events} >= {EventType.NEW_MOON, EventType.MARCH_EQUINOX, EventType.PERIHELION}
        assert all(one.at.year == year for one in events)


def test_the_clock_goes_both_ways_and_knows_leap_seconds() -> None:
    for text, offset in (("1972-01-02T00:00:00+00:00", 42.184), ("1999-01-01T00:00:00+00:00", 64.184),
                         ("2016-12-31T23:59:59+00:00", 68.184), ("2017-01-01T00:00:00+00:00", 69.184)):  # fmt: skip
        moment = datetime.fromisoformat(text)
        assert clock.delta_t((moment - datetime(2000, 1, 1, 12, tzinfo=UTC)) / timedelta(days=1)) == pytest.approx(
            offset
        )
        assert abs(clock.utc_of(clock.tt_of(moment)) - moment) < timedelta(milliseconds=1)
    # Delta T in 1900 was -2.8 s, in 1950 29.1 s (Espenak and Meeus).
    for year, offset in ((1900, -2.8), (1950, 29.1)):
        days = (datetime(year, 1, 1, tzinfo=UTC) - datetime(2000, 1, 1, 12, tzinfo=UTC)) / timedelta(days=1)
        assert clock.delta_t(days) == pytest.approx(offset, abs=0.2)


@pytest.mark.skipif(
    "LUMASTACK_SKY_REFERENCE" not in os.environ,
    reason="LUMASTACK_SKY_REFERENCE names no file of published events to compare with",
)
def test_every_published_event_is_within_its_tolerance() -> None:
    faults = [verdict for verdict in verdicts(Path(os.environ["LUMASTACK_SKY_REFERENCE"])) if verdict.faults]

    assert faults == []
