"""astronomy-engine, told of our clock: eclipses, rising and setting, local circumstances. Imported at its first use."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Any

from app.sky import clock


@cache
def engine() -> Any:
    """The library. Its own prediction of the Earth's rotation, six seconds off by 2026, is replaced by our clock's.

    It has no public way to do that; where the name is gone in a later version, this fails at once rather than silently
    compute with another clock.
    """
    import astronomy
    from astronomy import astronomy as inside

    if not callable(inside._DeltaT):
        raise RuntimeError("astronomy-engine has changed: its clock cannot be set")
    inside._DeltaT = clock.delta_t
    return astronomy


def time_of(tt: float) -> Any:
    """The library's time of a Julian date of TT."""
    return engine().Time.FromTerrestrialTime(tt - clock.J2000_JD)


def time_at(moment: datetime) -> Any:
    """The library's time of a moment."""
    return time_of(clock.tt_of(moment))


def tt_jd(time: Any) -> float:
    """The Julian date of TT of the library's time."""
    return float(time.tt) + clock.J2000_JD


def moment_of(time: Any) -> datetime:
    """The moment of the library's time."""
    return clock.utc_of(tt_jd(time))
