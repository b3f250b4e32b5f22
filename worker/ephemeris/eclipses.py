"""Eclipses and transits by astronomy-engine, which knows their kinds; magnitudes of lunar eclipses by Skyfield."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from app.sky.clock import utc_of
from app.sky.engine import engine, time_of, tt_jd
from app.sky.kernel import Kernel
from app.sky.kinds import Body

if TYPE_CHECKING:
    from datetime import datetime

# How far a transit's middle may be from the conjunction in longitude.
_NEAR_DAYS = 1.0
_MINUTES_A_DAY = 1440.0
# Two libraries mean the same eclipse.
_SAME_DAYS = 0.05


def _text(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


def solar(first: float, last: float) -> Iterator[tuple[float, dict[str, Any]]]:
    """Solar eclipses with their greatest moment between two Julian dates of TT, and what is known of each.

    A hybrid eclipse (annular at the ends of its path, total in its middle) is told as what it is at its greatest.
    """
    lib = engine()
    eclipse = lib.SearchGlobalSolarEclipse(time_of(first - 1.0))
    while (tt := tt_jd(eclipse.peak)) < last:
        if tt >= first - 1.0:
            data: dict[str, Any] = {
                "kind": eclipse.kind.name.lower(),
                "axis_distance_km": round(eclipse.distance),
                "obscuration": None if eclipse.obscuration is None else round(eclipse.obscuration, 5),
            }
            # Where the axis of the shadow misses the Earth there is no place where the eclipse is greatest.
            if not math.isnan(eclipse.latitude):
                data["latitude_degrees"] = round(eclipse.latitude, 3)
                data["longitude_degrees"] = round(eclipse.longitude, 3)
            yield tt, data
        eclipse = lib.NextGlobalSolarEclipse(eclipse.peak)


def lunar(kernel: Kernel, first: float, last: float) -> Iterator[tuple[float, dict[str, Any]]]:
    """Lunar eclipses likewise, with the moments at which each part begins and ends.

    Kinds and durations are astronomy-engine's, which agrees with the catalogues on kinds; the greatest moment and the
    magnitudes are Skyfield's.
    """
    lib = engine()
    by_skyfield = _magnitudes(kernel, first, last)
    eclipse = lib.SearchLunarEclipse(time_of(first - 1.0))
    while (tt := tt_jd(eclipse.peak)) < last + 1.0:
        data: dict[str, Any] = {"kind": eclipse.kind.name.lower(), "obscuration": round(eclipse.obscuration, 5)}
        # Skyfield's shadow is a little smaller: the most grazing eclipses it does not count as such.
        same = [known for known in by_skyfield if abs(known[0] - tt) < _SAME_DAYS]
        if same:
            tt = same[0][0]
            data |= same[0][1]
        halves = (("penumbral", eclipse.sd_penum), ("partial", eclipse.sd_partial), ("total", eclipse.sd_total))
        for part, minutes in halves:
            if minutes > 0:
                data[f"{part}_begins_at"] = _text(utc_of(tt - minutes / _MINUTES_A_DAY))
                data[f"{part}_ends_at"] = _text(utc_of(tt + minutes / _MINUTES_A_DAY))
        data |= _overhead(kernel, tt)
        yield tt, data
        eclipse = lib.NextLunarEclipse(eclipse.peak)


def _magnitudes(kernel: Kernel, first: float, last: float) -> list[tuple[float, dict[str, float]]]:
    from skyfield.eclipselib import lunar_eclipses

    times, _, details = lunar_eclipses(kernel.at(first - 3.0), kernel.at(last + 3.0), kernel.file)
    return [
        (
            float(time.tt),
            {
                "umbral_magnitude": round(float(details["umbral_magnitude"][number]), 4),
                "penumbral_magnitude": round(float(details["penumbral_magnitude"][number]), 4),
            },
        )
        for number, time in enumerate(times)
    ]


def _overhead(kernel: Kernel, tt: float) -> dict[str, float]:
    """The place on Earth where the Moon stands overhead: the eclipse is seen from the half of the Earth around it."""
    from skyfield.api import wgs84

    place = wgs84.subpoint(kernel.earth.at(kernel.at(tt)).observe(kernel[Body.MOON]).apparent())
    return {
        "overhead_latitude_degrees": round(float(place.latitude.degrees), 2),
        "overhead_longitude_degrees": round(float(place.longitude.degrees), 2),
    }


class Transits:
    """Passages of Mercury and Venus before the Sun."""

    def near(self, planet: Body, tt: float) -> dict[str, Any]:
        """The transit within a day of an inferior conjunction, as data of that event; nothing where there is none."""
        lib = engine()
        found = lib.SearchTransit(lib.Body[planet.value.capitalize()], time_of(tt - _NEAR_DAYS))
        if abs(tt_jd(found.peak) - tt) > _NEAR_DAYS:
            return {}
        return {
            "transit": {
                "begins_at": _text(utc_of(tt_jd(found.start))),
                "at": _text(utc_of(tt_jd(found.peak))),
                "ends_at": _text(utc_of(tt_jd(found.finish))),
                "least_separation_arcseconds": round(found.separation * 60.0, 1),
            }
        }
