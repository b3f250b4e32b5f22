"""All events of a span of civil time, each with what is worth knowing of it, in named units."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from app.sky.clock import tt_of, utc_of
from app.sky.kernel import Kernel, kernel
from app.sky.kinds import FIRST_YEAR, LAST_YEAR, Body, EventType, in_order, sign_at
from worker.ephemeris import eclipses, sky
from worker.ephemeris.searches import Angle, Hit, hits
from worker.ephemeris.sky import Moments, wrapped

AU_KM = 149_597_870.7
_INNER = (Body.MERCURY, Body.VENUS)
# An inner planet further from the Sun's middle than this at its conjunction passes beside the disc (radius 0.27).
_TRANSIT_DEGREES = 0.6


@dataclass(frozen=True, slots=True)
class Event:
    """One event. `detail` tells events of one type and one set of bodies apart that may fall on the same day."""

    type: EventType
    bodies: list[str]
    at: datetime
    tt_jd: float
    detail: str = ""
    data: dict[str, Any] = field(default_factory=dict)

    def dump(self) -> dict[str, Any]:
        """The event as plain JSON values."""
        return {
            "type": self.type.value,
            "bodies": self.bodies,
            "at": self.at.isoformat(),
            "tt_jd": self.tt_jd,
            "detail": self.detail,
            "data": self.data,
        }


class OutOfRange(ValueError):
    """A year that the ephemeris does not cover."""


def events_of_year(year: int) -> list[Event]:
    """All events of a year of civil time, by time; raises OutOfRange."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise OutOfRange(f"{year} is not one of {FIRST_YEAR} to {LAST_YEAR}")
    return events_between(datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC))


def events_between(start: datetime, end: datetime) -> list[Event]:
    """All events from `start` on and before `end`, by time; both within the years that are covered."""
    opened = kernel()
    first, last = tt_of(start), tt_of(end)
    found = [*_described(opened, list(hits(opened, first, last))), *_eclipses(opened, first, last)]
    inside = (event for event in found if start <= event.at < end)
    return sorted(inside, key=lambda event: (event.at, event.type.value, event.bodies, event.detail))


def _eclipses(opened: Kernel, first: float, last: float) -> Iterator[Event]:
    for tt, data in eclipses.solar(first, last):
        yield Event(EventType.SOLAR_ECLIPSE, ["sun", "moon"], utc_of(tt), tt, data=data)
    for tt, data in eclipses.lunar(opened, first, last):
        yield Event(EventType.LUNAR_ECLIPSE, ["moon"], utc_of(tt), tt, data=data)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a body stands at one moment, as events tell it."""

    longitude_degrees: float
    latitude_degrees: float
    distance_au: float
    elongation_degrees: float
    is_east_of_sun: bool
    magnitude: float | None
    lit_fraction: float | None
    position: Any


class _Places:
    """The places of all bodies at the moments of all hits: each body is asked for once."""

    def __init__(self, opened: Kernel, found: Sequence[Hit]) -> None:
        import numpy as np

        self._places: dict[tuple[Body, float], _Place] = {}
        wanted: dict[Body, set[float]] = {}
        for hit in found:
            for body in _bodies_to_describe(hit):
                wanted.setdefault(body, set()).add(hit.tt_jd)
        for body, moments in wanted.items():
            self._ask(opened, body, np.array(sorted(moments)))

    def __getitem__(self, key: tuple[Body, float]) -> _Place:
        return self._places[key]

    def _ask(self, opened: Kernel, body: Body, tt: Any) -> None:
        import numpy as np

        moments = Moments(opened, tt)
        position = sky.apparent(opened, body, tt)
        longitudes, latitudes = moments.angles(position)
        if body is Body.SUN:
            elongation = east = np.zeros(len(tt))
        else:
            sun = sky.apparent(opened, Body.SUN, tt)
            elongation = position.separation_from(sun).degrees
            east = wrapped(longitudes - moments.angles(sun)[0])
        magnitudes = _magnitudes(opened, body, tt)
        lit = position.fraction_illuminated(opened.sun) if body is not Body.SUN else None
        distances = position.distance().au
        for number, moment in enumerate(tt):
            self._places[body, float(moment)] = _Place(
                longitude_degrees=float(longitudes[number]),
                latitude_degrees=float(latitudes[number]),
                distance_au=float(distances[number]),
                elongation_degrees=float(elongation[number]),
                is_east_of_sun=bool(east[number] > 0),
                magnitude=magnitudes[number],
                lit_fraction=None if lit is None else float(lit[number]),
                position=position.xyz.au[:, number],
            )


def _magnitudes(opened: Kernel, body: Body, tt: Any) -> Sequence[float | None]:
    if body in (Body.SUN, Body.MOON):
        return [None] * len(tt)
    import numpy as np
    from skyfield.magnitudelib import planetary_magnitude

    astrometric = opened.earth.at(opened.at(tt)).observe(opened[body])
    # Outside the phase angles that its formulas were made for, the library answers not-a-number.
    with np.errstate(invalid="ignore"):
        values = np.atleast_1d(planetary_magnitude(astrometric))
    return [None if math.isnan(value) else round(float(value), 2) for value in values]


def _bodies_to_describe(hit: Hit) -> tuple[Body, ...]:
    search = hit.search
    if isinstance(search, Angle):
        return (Body.MOON,) if search.type is EventType.METEOR_SHOWER else search.bodies
    return () if search.quantity == "distance" and search.centre is Body.SUN else (search.body,)


def _described(opened: Kernel, found: Sequence[Hit]) -> Iterator[Event]:
    places = _Places(opened, found)
    moons = _apsides_km(opened, [hit for hit in found if not isinstance(hit.search, Angle)])
    transits = eclipses.Transits()
    for hit in found:
        if isinstance(hit.search, Angle):
            yield _angle_event(hit, hit.search, places, transits)
        else:
            yield _rate_event(hit, places, moons)


def _angle_event(hit: Hit, search: Angle, places: _Places, transits: eclipses.Transits) -> Event:
    at = [places[body, hit.tt_jd] for body in _bodies_to_describe(hit)]
    data: dict[str, Any] = {}
    match search.type:
        case EventType.METEOR_SHOWER:
            assert search.shower is not None
            data = {
                "shower": search.shower.name,
                "code": search.shower.code,
                "solar_longitude_j2000_degrees": search.shower.solar_longitude_degrees,
                "zenithal_hourly_rate": search.shower.zenithal_hourly_rate,
                "radiant_right_ascension_degrees": search.shower.radiant_right_ascension_degrees,
                "radiant_declination_degrees": search.shower.radiant_declination_degrees,
                "moon_illuminated_fraction": _rounded(at[0].lit_fraction, 3),
            }
        case EventType.SIGN_INGRESS:
            # Going backwards, a body that passes the beginning of a sign enters the sign before it.
            sign = sign_at(search.target + (15.0 if hit.rising else -15.0))
            data = {"sign": sign, "retrograde": not hit.rising, **_standing(at[0], search.target)}
            data["sign"] = sign
            return _event(hit, search, data, detail=sign)
        case EventType.CONJUNCTION:
            data = {"separation_degrees": _rounded(_separation(at[0], at[1]), 4), **_standing(at[1])}
            planet = search.bodies[1]
            if search.bodies[0] is Body.SUN:
                if planet in _INNER:
                    # Seen from here an inner planet passes this side of the Sun, or the other.
                    data["kind"] = "inferior" if at[1].distance_au < at[0].distance_au else "superior"
                if data.get("kind") == "inferior" and data["separation_degrees"] < _TRANSIT_DEGREES:
                    data |= transits.near(planet, hit.tt_jd)
            else:
                data["elongation_degrees"] = _rounded(at[1].elongation_degrees, 2)
                data["magnitudes"] = {
                    body.value: place.magnitude
                    for body, place in zip(search.bodies, at, strict=True)
                    if place.magnitude is not None
                }
        case EventType.OPPOSITION:
            planet_place = at[1]
            data = {**_standing(planet_place), "distance_au": _rounded(planet_place.distance_au, 6)}
            data["magnitude"] = planet_place.magnitude
        case EventType.ASPECT:
            data = {
                "angle_degrees": int(search.detail),
                "longitudes_degrees": {
                    body.value: _rounded(place.longitude_degrees, 4)
                    for body, place in zip(search.bodies, at, strict=True)
                },
                "signs": {body.value: sign_at(place.longitude_degrees)
                          for body, place in zip(search.bodies, at, strict=True)},
            }  # fmt: skip
        case _:
            data = _standing(at[0], search.target if search.other is None else None)
            if search.bodies == (Body.MOON,):
                data["distance_km"] = round(at[0].distance_au * AU_KM)
                data["illuminated_fraction"] = _rounded(at[0].lit_fraction, 4)
    return _event(hit, search, data)


def _event(hit: Hit, search: Angle, data: dict[str, Any], detail: str | None = None) -> Event:
    return Event(
        search.type, in_order(search.bodies), utc_of(hit.tt_jd), hit.tt_jd,
        detail=search.detail if detail is None else detail, data=data,
    )  # fmt: skip


def _standing(place: _Place, exact_degrees: float | None = None) -> dict[str, Any]:
    """Longitude, latitude and sign. A longitude that defines the event is given as such, not as computed."""
    longitude = place.longitude_degrees if exact_degrees is None else exact_degrees
    return {
        "longitude_degrees": _rounded(longitude, 5),
        "latitude_degrees": _rounded(place.latitude_degrees, 5),
        "sign": sign_at(longitude),
    }


def _rate_event(hit: Hit, places: _Places, distances: dict[Hit, float]) -> Event:
    search = hit.search
    assert not isinstance(search, Angle)
    type_ = search.at_least if hit.rising else search.at_most
    assert type_ is not None
    data: dict[str, Any] = {}
    if search.quantity == "distance":
        km = distances[hit]
        data = {"distance_km": round(km)} if search.body is Body.MOON else {"distance_au": round(km / AU_KM, 8)}
        if search.body is not Body.MOON:
            data["distance_km"] = round(km)
        else:
            data |= _standing(places[search.body, hit.tt_jd])
    else:
        place = places[search.body, hit.tt_jd]
        data = _standing(place)
        if search.quantity == "elongation":
            data |= {"elongation_degrees": _rounded(place.elongation_degrees, 4), "magnitude": place.magnitude}
            if not place.is_east_of_sun:
                type_ = EventType.GREATEST_ELONGATION_WEST
    return Event(type_, in_order(search.bodies), utc_of(hit.tt_jd), hit.tt_jd, data=data)


def _apsides_km(opened: Kernel, found: Iterable[Hit]) -> dict[Hit, float]:
    import numpy as np

    groups: dict[tuple[Body, Body], list[Hit]] = {}
    for hit in found:
        search = hit.search
        if not isinstance(search, Angle) and search.centre is not None:
            groups.setdefault((search.centre, search.body), []).append(hit)
    result: dict[Hit, float] = {}
    for (centre, body), group in groups.items():
        values = sky.distances_au(opened, centre, body, np.array([hit.tt_jd for hit in group])) * AU_KM
        result |= {hit: float(value) for hit, value in zip(group, values, strict=True)}
    return result


def _separation(one: _Place, other: _Place) -> float:
    """The angle between two places, as the library measures it."""
    from skyfield.functions import angle_between

    return math.degrees(float(angle_between(one.position, other.position)))


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)
