"""Where everything stands at one moment, and how the Moon looks. By Skyfield, with the kernel of this process."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any

from app.sky.clock import tt_of, utc_of
from app.sky.kernel import kernel
from app.sky.kinds import PHASES, Body, EventType, sign_at

AU_KM = 149_597_870.7
# Whose masses bend light on its way here: the Sun's. Jupiter's and Saturn's, which events count as well, do so by a
# sixtieth of an arcsecond at most, right at their limbs, and would double the time that an answer takes.
_DEFLECTORS = (10,)


class Frame(StrEnum):
    """What positions refer to."""

    ECLIPTIC = "ecliptic"
    EQUATORIAL = "equatorial"
    HELIOCENTRIC = "heliocentric"


class Handedness(StrEnum):
    """Which way the axes of Cartesian coordinates go around."""

    RIGHT = "right"
    LEFT = "left"


_NORTH = {
    Frame.ECLIPTIC: "north pole of the ecliptic",
    Frame.EQUATORIAL: "celestial north pole",
    Frame.HELIOCENTRIC: "north pole of the ecliptic",
}
_EAST = {
    Frame.ECLIPTIC: "ecliptic longitude 90 degrees",
    Frame.EQUATORIAL: "right ascension 90 degrees",
    Frame.HELIOCENTRIC: "ecliptic longitude 90 degrees",
}
DEFINITIONS = {
    Frame.ECLIPTIC: "apparent, geocentric; true ecliptic and equinox of date",
    Frame.EQUATORIAL: "apparent, geocentric; true equator and equinox of date",
    Frame.HELIOCENTRIC: "geometric, heliocentric; ecliptic and mean equinox of J2000.0",
}


def axes(frame: Frame, handedness: Handedness) -> dict[str, str]:
    """Where each axis points. Left-handed axes have y up, as scenes of Babylon.js do: y and z are exchanged."""
    up, side = ("z", "y") if handedness is Handedness.RIGHT else ("y", "z")
    return {"x": "March equinox", side: _EAST[frame], up: _NORTH[frame]}


@dataclass(frozen=True, slots=True)
class Position:
    """A body: direction in degrees, distance, and the same in Cartesian coordinates (au)."""

    body: Body
    longitude_degrees: float
    latitude_degrees: float
    distance_au: float
    xyz_au: tuple[float, float, float]


def positions(
    moment: datetime, bodies: Sequence[Body], frame: Frame, handedness: Handedness = Handedness.RIGHT
) -> list[Position]:
    """Where `bodies` stand at a moment. In the equatorial frame longitude and latitude are right ascension and
    declination. The body that is looked from (the Earth; the Sun in the heliocentric frame) stands at the origin."""
    from skyfield.framelib import ecliptic_frame, ecliptic_J2000_frame, true_equator_and_equinox_of_date

    opened = kernel()
    time = opened.at(tt_of(moment))
    rotation = {
        Frame.ECLIPTIC: ecliptic_frame,
        Frame.EQUATORIAL: true_equator_and_equinox_of_date,
        Frame.HELIOCENTRIC: ecliptic_J2000_frame,
    }[frame].rotation_at(time)
    centre = (opened.sun if frame is Frame.HELIOCENTRIC else opened.earth).at(time)
    result = []
    for body in bodies:
        if frame is Frame.HELIOCENTRIC:
            place = opened[body].at(time).xyz.au - centre.xyz.au
        elif body is Body.EARTH:
            place = centre.xyz.au * 0.0
        else:
            place = centre.observe(opened[body]).apparent(_DEFLECTORS).xyz.au
        x, y, z = (float(part) for part in rotation @ place)
        distance = math.sqrt(x * x + y * y + z * z)
        result.append(
            Position(
                body,
                longitude_degrees=math.degrees(math.atan2(y, x)) % 360.0,
                latitude_degrees=math.degrees(math.asin(z / distance)) if distance else 0.0,
                distance_au=distance,
                xyz_au=(x, y, z) if handedness is Handedness.RIGHT else (x, z, y),
            )
        )
    return result


@dataclass(frozen=True, slots=True)
class Moon:
    """The Moon at a moment. `age_days` counts from the new moon before; `next_phases` are the four to come."""

    phase_angle_degrees: float
    illuminated_fraction: float
    elongation_degrees: float
    phase_longitude_degrees: float
    longitude_degrees: float
    sign: str
    distance_km: float
    age_days: float
    previous_new_moon: datetime
    next_phases: list[tuple[EventType, datetime]]


def moon(moment: datetime) -> Moon:
    """How the Moon looks from the Earth's centre."""
    from skyfield.framelib import ecliptic_frame

    opened = kernel()
    time = opened.at(tt_of(moment))
    earth = opened.earth.at(time)
    moon_there, sun_there = (earth.observe(opened[body]).apparent() for body in (Body.MOON, Body.SUN))
    _, longitude, distance = moon_there.frame_latlon(ecliptic_frame)
    _, solar_longitude, _ = sun_there.frame_latlon(ecliptic_frame)
    phases = _phases_around(moment)
    new_moon = [at for type_, at in phases if type_ is EventType.NEW_MOON and at <= moment][-1]
    return Moon(
        phase_angle_degrees=float(moon_there.phase_angle(opened.sun).degrees),
        illuminated_fraction=float(moon_there.fraction_illuminated(opened.sun)),
        elongation_degrees=float(moon_there.separation_from(sun_there).degrees),
        phase_longitude_degrees=float(longitude.degrees - solar_longitude.degrees) % 360.0,
        longitude_degrees=float(longitude.degrees) % 360.0,
        sign=sign_at(float(longitude.degrees)),
        distance_km=float(distance.km),
        age_days=(moment - new_moon) / timedelta(days=1),
        previous_new_moon=new_moon,
        next_phases=[(type_, at) for type_, at in phases if at > moment][:4],
    )


_BLOCK_DAYS = 30


def _phases_around(moment: datetime) -> list[tuple[EventType, datetime]]:
    return _phases(int(tt_of(moment) // _BLOCK_DAYS))


@lru_cache(maxsize=64)
def _phases(block: int) -> list[tuple[EventType, datetime]]:
    """The phases from a month before a block of days until a month after it, by Skyfield's own almanac."""
    from skyfield import almanac

    opened = kernel()
    first, last = (opened.at(float(number * _BLOCK_DAYS)) for number in (block - 1.1, block + 2.1))
    times, numbers = almanac.find_discrete(first, last, almanac.moon_phases(opened.file))
    return [(PHASES[int(number)], utc_of(float(time.tt))) for time, number in zip(times, numbers, strict=True)]


def moon_light_span(start: datetime, end: datetime) -> list[tuple[datetime, float, float]]:
    """For each day from `start` on and before `end`: the lit fraction, and the longitude ahead of the Sun (degrees)."""
    import numpy as np
    from skyfield.framelib import ecliptic_frame

    opened = kernel()
    days = [start + timedelta(days=number) for number in range(max(1, math.ceil((end - start) / timedelta(days=1))))]
    time: Any = opened.at(np.array([tt_of(day) for day in days]))
    earth = opened.earth.at(time)
    moon_there, sun_there = (earth.observe(opened[body]).apparent() for body in (Body.MOON, Body.SUN))
    lit = moon_there.fraction_illuminated(opened.sun)
    ahead = moon_there.frame_latlon(ecliptic_frame)[1].degrees - sun_there.frame_latlon(ecliptic_frame)[1].degrees
    return [(day, float(lit[number]), float(ahead[number]) % 360.0) for number, day in enumerate(days)]
