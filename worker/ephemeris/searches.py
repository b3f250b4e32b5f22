"""What is looked for: which events are zeros of which function of time, and where these zeros are.

Two kinds of function: a difference of longitudes less a target (phases, seasons, ingresses, conjunctions, oppositions,
aspects, showers), and a rate of change (stations, greatest elongations, apsides).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING, Any, Literal

from app.sky.kernel import Kernel
from app.sky.kinds import PHASES, PLANETS, SEASONS, SIGNS, Body, EventType
from app.sky.showers import SHOWERS, Shower
from worker.ephemeris import sky
from worker.ephemeris.sky import Moments, wrapped
from worker.ephemeris.zeros import narrow

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[Any, np.dtype[Any]]

STEP_DAYS = 0.5
# Half the time over which a rate of change is taken.
_RATE_DAYS = 0.05

_INNER = (Body.MERCURY, Body.VENUS)
# The planets that the naked eye sees beside the Moon.
_BRIGHT = (Body.MERCURY, Body.VENUS, Body.MARS, Body.JUPITER, Body.SATURN)
_WITH_APSIDES = (Body.MERCURY, Body.VENUS, Body.EARTH, Body.MARS)
_SIDES = (60, 90, 120)


@dataclass(frozen=True, slots=True)
class Angle:
    """The longitude of `one` (less that of `other`) passes `target` degrees; `j2000` in the equinox of J2000.0."""

    type: EventType
    bodies: tuple[Body, ...]
    one: Body
    other: Body | None
    target: float
    detail: str = ""
    j2000: bool = False
    shower: Shower | None = None


@dataclass(frozen=True, slots=True)
class Rate:
    """`quantity` of `body` stops growing (`falling`) or shrinking; two event types for the two ways, None for none."""

    quantity: Literal["longitude", "elongation", "distance"]
    body: Body
    centre: Body | None
    at_most: EventType | None
    at_least: EventType | None
    bodies: tuple[Body, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Hit:
    """An event that was found: what, when, and which way its function went."""

    search: Angle | Rate
    tt_jd: float
    rising: bool


def angles() -> list[Angle]:
    """Everything that is a difference of longitudes."""
    found = [Angle(phase, (Body.MOON,), Body.MOON, Body.SUN, 90.0 * number) for number, phase in enumerate(PHASES)]
    found += [Angle(season, (Body.SUN,), Body.SUN, None, 90.0 * number) for number, season in enumerate(SEASONS)]
    for body in (Body.SUN, *PLANETS):
        found += [
            Angle(EventType.SIGN_INGRESS, (body,), body, None, 30.0 * number, sign) for number, sign in enumerate(SIGNS)
        ]
    together = [*((Body.SUN, body) for body in PLANETS), *combinations(PLANETS, 2), *((Body.MOON, b) for b in _BRIGHT)]
    found += [Angle(EventType.CONJUNCTION, pair, pair[1], pair[0], 0.0) for pair in together]
    for body in PLANETS:
        if body not in _INNER:
            found.append(Angle(EventType.OPPOSITION, (Body.SUN, body), body, Body.SUN, 180.0))
    for one, other in combinations((Body.SUN, *PLANETS), 2):
        # A planet opposite the Sun is an opposition; planets opposite each other are an aspect.
        for side in _SIDES if one is Body.SUN else (*_SIDES, 180):
            for target in sorted({side, 360 - side}):
                found.append(Angle(EventType.ASPECT, (one, other), other, one, float(target), str(side)))
    for shower in SHOWERS:
        longitude = shower.solar_longitude_degrees
        found.append(
            Angle(EventType.METEOR_SHOWER, (), Body.SUN, None, longitude, shower.name, j2000=True, shower=shower)
        )
    return found


def rates() -> list[Rate]:
    """Everything that is a rate of change."""
    stations = [
        Rate("longitude", body, None, EventType.STATION_RETROGRADE, EventType.STATION_DIRECT, (body,))
        for body in PLANETS
    ]
    # Whether a greatest elongation is an eastern or a western one is seen when it is found.
    elongations = [Rate("elongation", body, None, EventType.GREATEST_ELONGATION_EAST, None, (body,)) for body in _INNER]
    moon = Rate("distance", Body.MOON, Body.EARTH, EventType.LUNAR_APOGEE, EventType.LUNAR_PERIGEE, (Body.MOON,))
    planets = [
        Rate("distance", body, Body.SUN, EventType.APHELION, EventType.PERIHELION, (body,)) for body in _WITH_APSIDES
    ]
    return [*stations, *elongations, moon, *planets]


def hits(kernel: Kernel, first: float, last: float) -> Iterator[Hit]:
    """Every event of these kinds from `first` to `last` (Julian dates of TT), and perhaps some just outside."""
    import numpy as np

    count = int(np.ceil((last - first) / STEP_DAYS)) + 5
    grid = first + STEP_DAYS * (np.arange(count) - 2)
    moments = Moments(kernel, grid)
    longitudes = {body: moments.longitudes(body) for body in (Body.SUN, Body.MOON, *PLANETS)}
    yield from _angle_hits(kernel, grid, longitudes)
    yield from _rate_hits(kernel, grid, longitudes)


def _angle_hits(kernel: Kernel, grid: Numbers, longitudes: dict[Body, Numbers]) -> Iterator[Hit]:
    import numpy as np

    searches = angles()
    j2000 = sky.solar_longitudes_j2000(kernel, grid)
    owners, lows, before, after = [], [], [], []
    for number, search in enumerate(searches):
        values = j2000 if search.j2000 else longitudes[search.one]
        if search.other is not None:
            values = values - longitudes[search.other]
        values = wrapped(values - search.target)
        # Where the angle jumps by a whole turn it passes the point opposite the target, not the target.
        steps = np.diff(values)
        passed = np.flatnonzero((np.sign(values[:-1]) != np.sign(values[1:])) & (np.abs(steps) < 180.0))
        owners.append(np.full(len(passed), number))
        lows.append(grid[passed])
        before.append(values[passed])
        after.append(values[passed + 1])
    owner, low = np.concatenate(owners), np.concatenate(lows)
    ends = np.concatenate(before), np.concatenate(after)

    def value(which: Any, tt: Numbers) -> Numbers:
        return _differences(kernel, [searches[number] for number in owner[which]], tt)

    zeros = narrow(value, low, low + STEP_DAYS, ends)
    for number, tt, is_rising in zip(owner, zeros, ends[1] > ends[0], strict=True):
        yield Hit(searches[number], float(tt), bool(is_rising))


def _differences(kernel: Kernel, searches: list[Angle], tt: Numbers) -> Numbers:
    """How far each search's angle is from its target at its own moment. Each body is asked for once."""
    import numpy as np

    moments = Moments(kernel, tt)
    total = np.zeros(len(tt))
    parts: dict[Body, tuple[list[int], list[float]]] = {}
    fixed = [number for number, search in enumerate(searches) if search.j2000]
    for number, search in enumerate(searches):
        for body, sign in ((search.one, 1.0), (search.other, -1.0)):
            if body is not None and not search.j2000:
                places, signs = parts.setdefault(body, ([], []))
                places.append(number)
                signs.append(sign)
    for body, (places, signs) in parts.items():
        total[places] += np.array(signs) * moments.longitudes(body, places)
    if fixed:
        total[fixed] += sky.solar_longitudes_j2000(kernel, tt[fixed])
    difference: Numbers = wrapped(total - np.array([search.target for search in searches]))
    return difference


def _quantity(kernel: Kernel, rate: Rate, tt: Numbers) -> Numbers:
    if rate.quantity == "longitude":
        return Moments(kernel, tt).longitudes(rate.body)
    if rate.quantity == "elongation":
        return sky.elongations(kernel, rate.body, tt)
    assert rate.centre is not None
    return sky.distances_au(kernel, rate.centre, rate.body, tt)


def _rate_hits(kernel: Kernel, grid: Numbers, longitudes: dict[Body, Numbers]) -> Iterator[Hit]:
    import numpy as np

    searches = rates()
    owners, lows, rising = [], [], []
    for number, rate in enumerate(searches):
        values = longitudes[rate.body] if rate.quantity == "longitude" else _quantity(kernel, rate, grid)
        steps = wrapped(np.diff(values)) if rate.quantity == "longitude" else np.diff(values)
        turned = np.flatnonzero(np.sign(steps[:-1]) != np.sign(steps[1:]))
        up = steps[turned + 1] > 0
        wanted = np.array([(rate.at_least if is_up else rate.at_most) is not None for is_up in up], dtype=bool)
        owners.append(np.full(int(wanted.sum()), number))
        lows.append(grid[turned[wanted]])
        rising.append(up[wanted])
    owner, low, up = np.concatenate(owners), np.concatenate(lows), np.concatenate(rising)

    def value(which: Any, tt: Numbers) -> Numbers:
        change = np.empty(len(tt))
        for number in np.unique(owner[which]):
            here = np.flatnonzero(owner[which] == number)
            both = np.concatenate([tt[here] - _RATE_DAYS, tt[here] + _RATE_DAYS])
            before, after = np.split(_quantity(kernel, searches[number], both), 2)
            change[here] = wrapped(after - before) if searches[number].quantity == "longitude" else after - before
        return change

    for number, tt, is_rising in zip(owner, narrow(value, low, low + 2 * STEP_DAYS), up, strict=True):
        yield Hit(searches[number], float(tt), bool(is_rising))
