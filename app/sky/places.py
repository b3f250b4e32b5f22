"""What is seen from one place on Earth: rising and setting, twilight, eclipses. By astronomy-engine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from app.sky.engine import engine, moment_of, time_at
from app.sky.kinds import Body

# The depth of the Sun's centre below the horizon at which each twilight ends.
TWILIGHTS = {"civil": -6.0, "nautical": -12.0, "astronomical": -18.0}


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody stands: degrees north and east, metres above sea level."""

    latitude_degrees: float
    longitude_degrees: float
    elevation_m: float = 0.0


class Course(StrEnum):
    """How a body, or the light of the Sun, goes through a day."""

    CROSSES = "crosses"
    ALWAYS_ABOVE = "always_above"
    ALWAYS_BELOW = "always_below"


@dataclass(frozen=True, slots=True)
class Crossing:
    """When something came up past an altitude and went down past it in a day: near a pole that may be twice."""

    ups: list[datetime]
    downs: list[datetime]
    course: Course

    @property
    def up(self) -> datetime | None:
        """The first time that it came up; None where it did not."""
        return next(iter(self.ups), None)

    @property
    def down(self) -> datetime | None:
        """The first time that it went down; None where it did not."""
        return next(iter(self.downs), None)


@dataclass(frozen=True, slots=True)
class Day:
    """A body's day at a place: from midnight to midnight, its rising and setting, its highest stand."""

    begins: datetime
    ends: datetime
    horizon: Crossing
    transit: datetime | None
    transit_altitude_degrees: float | None
    twilights: dict[str, Crossing]


def _observer(place: Place) -> Any:
    return engine().Observer(place.latitude_degrees, place.longitude_degrees, place.elevation_m)


def _library_body(body: Body) -> Any:
    return engine().Body[body.value.capitalize()]


def altitude(body: Body, place: Place, moment: datetime) -> tuple[float, float]:
    """Altitude (with refraction as at sea level) and azimuth of a body in degrees."""
    lib, observer, at = engine(), _observer(place), time_at(moment)
    equatorial = lib.Equator(_library_body(body), at, observer, True, True)
    horizontal = lib.Horizon(at, observer, equatorial.ra, equatorial.dec, lib.Refraction.Normal)
    return float(horizontal.altitude), float(horizontal.azimuth)


def day_bounds(day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Midnight to midnight of a day in a time zone, which is not always 24 hours, in UTC."""
    begins = datetime.combine(day, time(), zone).astimezone(UTC)
    return begins, datetime.combine(day + timedelta(days=1), time(), zone).astimezone(UTC)


def day_at(body: Body, place: Place, day: date, zone: ZoneInfo) -> Day:
    """The day of `body` at `place`. Rising and setting: the upper limb at the horizon, 34' of refraction."""
    lib, observer, named = engine(), _observer(place), _library_body(body)
    begins, ends = day_bounds(day, zone)
    start = time_at(begins)

    def rise_set(direction: Any, since: Any, days: float) -> Any:
        return lib.SearchRiseSet(named, observer, direction, since, days)

    def light(depth: float) -> Search:
        return lambda direction, since, days: lib.SearchAltitude(named, observer, direction, since, days, depth)

    horizon = _crossing(rise_set, body, place, begins, ends, -0.5667)
    highest = lib.SearchHourAngle(named, observer, 0.0, start)
    transit = moment_of(highest.time)
    passes = transit < ends
    return Day(
        begins, ends, horizon, transit if passes else None,
        float(highest.hor.altitude) if passes else None,
        {name: _crossing(light(depth), body, place, begins, ends, depth) for name, depth in TWILIGHTS.items()}
        if body is Body.SUN else {},
    )  # fmt: skip


Search = Callable[[Any, Any, float], Any]


def _crossing(search: Search, body: Body, place: Place, begins: datetime, ends: datetime, limit: float) -> Crossing:
    lib = engine()
    ups = _all(search, lib.Direction.Rise, begins, ends)
    downs = _all(search, lib.Direction.Set, begins, ends)
    if ups or downs:
        return Crossing(ups, downs, Course.CROSSES)
    height, _ = altitude(body, place, begins + (ends - begins) / 2)
    return Crossing([], [], Course.ALWAYS_ABOVE if height > limit else Course.ALWAYS_BELOW)


def _all(search: Search, direction: Any, begins: datetime, ends: datetime) -> list[datetime]:
    """Every crossing of a day in one direction, in order."""
    found: list[datetime] = []
    since = begins
    while since < ends:
        time = search(direction, time_at(since), (ends - since) / timedelta(days=1))
        moment = None if time is None else moment_of(time)
        # The library may look a little past the end that it was given.
        if moment is None or moment >= ends:
            break
        found.append(moment)
        since = moment + timedelta(minutes=1)
    return found


@dataclass(frozen=True, slots=True)
class Contact:
    """One moment of an eclipse at a place, and how high the body stands then."""

    name: str
    at: datetime
    altitude_degrees: float
    azimuth_degrees: float


@dataclass(frozen=True, slots=True)
class Circumstances:
    """An eclipse at a place. `kind` is None where nothing of it touches the place's sky."""

    kind: str | None
    is_visible: bool
    obscuration: float | None
    contacts: list[Contact]


def solar_circumstances(place: Place, greatest: datetime) -> Circumstances:
    """The solar eclipse around `greatest`, as it is at `place`."""
    lib = engine()
    local = lib.SearchLocalSolarEclipse(time_at(greatest - timedelta(days=1)), _observer(place))
    if abs(moment_of(local.peak.time) - greatest) > timedelta(days=1):
        return Circumstances(None, False, None, [])
    parts = (
        ("partial_begins", local.partial_begin),
        (f"{local.kind.name.lower()}_begins", local.total_begin),
        ("maximum", local.peak),
        (f"{local.kind.name.lower()}_ends", local.total_end),
        ("partial_ends", local.partial_end),
    )
    contacts = [_contact(name, moment_of(part.time), Body.SUN, place) for name, part in parts if part is not None]
    seen = any(contact.altitude_degrees > 0 for contact in contacts)
    return Circumstances(local.kind.name.lower(), seen, round(float(local.obscuration), 5), contacts)


def lunar_circumstances(place: Place, kind: str, moments: dict[str, datetime]) -> Circumstances:
    """A lunar eclipse, whose moments are the same everywhere: how high the Moon stands at each of them."""
    contacts = [_contact(name, at, Body.MOON, place) for name, at in sorted(moments.items(), key=lambda one: one[1])]
    return Circumstances(kind, any(contact.altitude_degrees > 0 for contact in contacts), None, contacts)


def _contact(name: str, at: datetime, body: Body, place: Place) -> Contact:
    height, azimuth = altitude(body, place, at)
    return Contact(name, at, round(height, 2), round(azimuth, 2))
