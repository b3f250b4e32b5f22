"""The same events by PyEphem, which shares no code, no theory and no data with what is tested, and how far ours are.

PyEphem's planets follow VSOP87 and its Moon Moshier's theory. Times are compared in terrestrial time, so that the
libraries' different predictions of the Earth's rotation do not count.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise
from typing import Any

import ephem

from app.sky.showers import SHOWERS
from worker.ephemeris.events import Event, events_of_year

# What may lie between the libraries, in seconds, as this comparison found it over 1990 to 2050: PyEphem's places are
# good to about an arcsecond, which is much time for a body that hardly moves.
TOLERANCES = {
    "Moon phases": 3,
    "equinoxes, solstices": 15,
    "lunar perigee, apogee": 90,
    "planet in conjunction with, opposite the Sun": 90,
    "Moon in conjunction with a planet": 15,
    "planets in conjunction": 1200,
    "greatest elongation": 600,
    "station": 900,
    "sign ingress": 2400,
    "aspect": 2400,
    # PyEphem's way from the equinox of date to that of J2000.0 leaves the nutation in, up to seven minutes of time.
    "meteor shower": 480,
}
_BODIES = {
    "sun": ephem.Sun, "moon": ephem.Moon, "mercury": ephem.Mercury, "venus": ephem.Venus, "mars": ephem.Mars,
    "jupiter": ephem.Jupiter, "saturn": ephem.Saturn, "uranus": ephem.Uranus, "neptune": ephem.Neptune,
}  # fmt: skip
_PLANETS = [name for name in _BODIES if name not in ("sun", "moon")]
_BRIGHT = ("mercury", "venus", "mars", "jupiter", "saturn")
_STEP = 0.5
_ZERO_JD = 2_415_020.0


@dataclass(slots=True)
class Row:
    """One line of the table: how many events there are, how many each side lacks, and the differences in seconds."""

    kind: str
    count: int = 0
    missing: int = 0
    seconds: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        """The median of the differences."""
        return sorted(self.seconds)[len(self.seconds) // 2]


def kind_of(type_: str, bodies: list[str]) -> str | None:
    """The line that an event belongs to; None for what PyEphem cannot tell."""
    match type_:
        case "new_moon" | "first_quarter" | "full_moon" | "last_quarter":
            return "Moon phases"
        case "march_equinox" | "june_solstice" | "september_equinox" | "december_solstice":
            return "equinoxes, solstices"
        case "lunar_perigee" | "lunar_apogee":
            return "lunar perigee, apogee"
        case "conjunction" | "opposition" if bodies[0] == "sun":
            return "planet in conjunction with, opposite the Sun"
        case "conjunction":
            return "Moon in conjunction with a planet" if bodies[0] == "moon" else "planets in conjunction"
        case "greatest_elongation_east" | "greatest_elongation_west":
            return "greatest elongation"
        case "station_retrograde" | "station_direct":
            return "station"
        case "sign_ingress":
            return "sign ingress"
        case "aspect":
            return "aspect"
        case "meteor_shower":
            return "meteor shower"
    return None


def _ecliptic(name: str, at: float) -> float:
    body = _BODIES[name]()
    date = ephem.Date(at)
    body.compute(date, epoch=date)
    return math.degrees(ephem.Ecliptic(ephem.Equatorial(body.g_ra, body.g_dec, epoch=date), epoch=date).lon)


def _solar_j2000(at: float) -> float:
    body = ephem.Sun()
    date = ephem.Date(at)
    body.compute(date, epoch=date)
    place = ephem.Ecliptic(ephem.Equatorial(body.g_ra, body.g_dec, epoch=date), epoch=ephem.J2000)
    return math.degrees(place.lon)


def _wrapped(degrees: float) -> float:
    return (degrees + 180.0) % 360.0 - 180.0


def _tt(at: float) -> float:
    return at + _ZERO_JD + ephem.delta_t(ephem.Date(at)) / 86_400.0


def _bisect(value: Callable[[float], float], low: float, high: float) -> float:
    at_low = value(low)
    for _ in range(36):
        middle = (low + high) / 2
        at_middle = value(middle)
        if (at_middle < 0) == (at_low < 0):
            low, at_low = middle, at_middle
        else:
            high = middle
    return (low + high) / 2


Found = tuple[str, tuple[str, ...], str, float]


def events(first_year: int, last_year: int) -> Iterator[Found]:
    """Type, bodies, detail and TT of every event from the beginning of one year to the end of another."""
    start, end = float(ephem.Date(f"{first_year}/1/1")), float(ephem.Date(f"{last_year + 1}/1/1"))
    grid = [start + _STEP * number for number in range(int((end - start) / _STEP) + 1)]
    longitudes = {name: [_ecliptic(name, at) for at in grid] for name in _BODIES}
    yield from _angles(grid, longitudes)
    yield from _rates(grid, longitudes)


def _crossings(
    grid: list[float], values: list[float], target: float, value: Callable[[float], float]
) -> Iterator[float]:
    before = _wrapped(values[0] - target)
    for at, degrees in zip(grid[:-1], values[1:], strict=True):
        after = _wrapped(degrees - target)
        if (before < 0) != (after < 0) and abs(after - before) < 180:
            yield _tt(_bisect(lambda moment: _wrapped(value(moment) - target), at, at + _STEP))
        before = after


def _angles(grid: list[float], longitudes: dict[str, list[float]]) -> Iterator[Found]:
    phases = ("new_moon", "first_quarter", "full_moon", "last_quarter")
    seasons = ("march_equinox", "june_solstice", "september_equinox", "december_solstice")
    signs = ("aries", "taurus", "gemini", "cancer", "leo", "virgo", "libra", "scorpio", "sagittarius", "capricorn",
             "aquarius", "pisces")  # fmt: skip

    def pair(one: str, other: str) -> tuple[list[float], Callable[[float], float]]:
        differences = [a - b for a, b in zip(longitudes[one], longitudes[other], strict=True)]
        return differences, lambda at: _ecliptic(one, at) - _ecliptic(other, at)

    values, value = pair("moon", "sun")
    for number, name in enumerate(phases):
        yield from ((name, ("moon",), "", tt) for tt in _crossings(grid, values, 90.0 * number, value))
    for number, name in enumerate(seasons):
        found = _crossings(grid, longitudes["sun"], 90.0 * number, lambda at: _ecliptic("sun", at))
        yield from ((name, ("sun",), "", tt) for tt in found)
    for body in ("sun", *_PLANETS):
        for number, _ in enumerate(signs):
            found = _crossings(grid, longitudes[body], 30.0 * number, lambda at, body=body: _ecliptic(body, at))
            yield from (("sign_ingress", (body,), "", tt) for tt in found)
    for one, other in [*combinations(("sun", *_PLANETS), 2), *(("moon", body) for body in _BRIGHT)]:
        values, value = pair(other, one)
        yield from (("conjunction", (one, other), "", tt) for tt in _crossings(grid, values, 0.0, value))
        if one == "moon":
            continue
        for angle in (60, 90, 120, 180):
            if angle == 180 and one == "sun":
                if other not in ("mercury", "venus"):
                    yield from (("opposition", (one, other), "", tt) for tt in _crossings(grid, values, 180.0, value))
                continue
            for target in {angle, 360 - angle}:
                found = _crossings(grid, values, float(target), value)
                yield from (("aspect", (one, other), str(angle), tt) for tt in found)
    solar = [_solar_j2000(at) for at in grid]
    for shower in SHOWERS:
        found = _crossings(grid, solar, shower.solar_longitude_degrees, _solar_j2000)
        yield from (("meteor_shower", (), shower.name, tt) for tt in found)


def _rates(grid: list[float], longitudes: dict[str, list[float]]) -> Iterator[Found]:
    half = 0.05

    def distance(at: float) -> float:
        moon = ephem.Moon()
        moon.compute(ephem.Date(at))
        return float(moon.earth_distance)

    def elongation(name: str, at: float) -> float:
        body = _BODIES[name]()
        body.compute(ephem.Date(at))
        return abs(math.degrees(body.elong))

    def turns(values: list[float], rate: Callable[[float], float], *, angle: bool) -> Iterator[tuple[float, bool]]:
        steps = [after - before for before, after in pairwise(values)]
        if angle:
            steps = [_wrapped(step) for step in steps]
        for number, (before, after) in enumerate(pairwise(steps)):
            if (before < 0) != (after < 0):
                yield _tt(_bisect(rate, grid[number], grid[number] + 2 * _STEP)), before < 0

    def rate_of(value: Callable[[float], float], *, angle: bool) -> Callable[[float], float]:
        def rate(at: float) -> float:
            change = value(at + half) - value(at - half)
            return _wrapped(change) if angle else change

        return rate

    for tt, falling in turns([distance(at) for at in grid], rate_of(distance, angle=False), angle=False):
        yield "lunar_perigee" if falling else "lunar_apogee", ("moon",), "", tt
    for body in _PLANETS:
        rate = rate_of(lambda at, body=body: _ecliptic(body, at), angle=True)
        for tt, falling in turns(longitudes[body], rate, angle=True):
            yield "station_direct" if falling else "station_retrograde", (body,), "", tt
    for body in ("mercury", "venus"):
        rate = rate_of(lambda at, body=body: elongation(body, at), angle=False)
        for tt, falling in turns([elongation(body, at) for at in grid], rate, angle=False):
            if not falling:
                yield "greatest_elongation", (body,), "", tt


# Next to the ends of a span an event may lie on one side of them by one library and on the other by the other.
_EDGE_DAYS = 1.0


def compare(wanted: Sequence[int], ours_of: Callable[[int], list[Event]] = events_of_year) -> dict[str, Row]:
    """The agreement of some years: every event of either side is looked for on the other."""
    table = {kind: Row(kind) for kind in TOLERANCES}
    for first, last in _runs(sorted(wanted)):
        ends = [float(ephem.Date(f"{year}/1/1")) + _ZERO_JD for year in (first, last + 1)]
        ours: dict[tuple[Any, ...], list[float]] = {}
        for year in range(first, last + 1):
            for event in ours_of(year):
                kind = kind_of(event.type.value, event.bodies)
                if kind is not None:
                    ours.setdefault(_key(event.type.value, tuple(event.bodies), event.detail), []).append(event.tt_jd)
                    table[kind].count += 1
        for type_, bodies, detail, tt in events(first, last):
            key = _key(type_, bodies, detail)
            row, same = table[_line(key)], ours.get(key, [])
            nearest = min(same, key=lambda mine: abs(mine - tt), default=None)
            if nearest is not None and abs(nearest - tt) <= 1.0:
                same.remove(nearest)
                row.seconds.append(abs(nearest - tt) * 86_400.0)
            elif min(abs(tt - end) for end in ends) > _EDGE_DAYS:
                row.missing += 1
        for key, rest in ours.items():
            table[_line(key)].missing += sum(min(abs(tt - end) for end in ends) > _EDGE_DAYS for tt in rest)
    return table


def _runs(years: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Years that follow each other, as their first and last."""
    first = years[0]
    for year, following in pairwise([*years, years[-1] + 2]):
        if following != year + 1:
            yield first, year
            first = following


def _line(key: tuple[Any, ...]) -> str:
    type_ = f"{key[0]}_east" if key[0] == "greatest_elongation" else key[0]
    return kind_of(type_, list(key[1])) or ""


def _key(type_: str, bodies: tuple[str, ...], detail: str) -> tuple[Any, ...]:
    if type_.startswith("greatest_elongation"):
        type_ = "greatest_elongation"
    return type_, bodies, "" if type_ == "sign_ingress" else detail
