"""One clock for all libraries: terrestrial time (TT, as a Julian date) to civil time (UTC) and back.

The libraries predict the Earth's rotation differently, by up to a quarter of a minute in 2050. So only TT is taken from
them. Since 1972 UTC is TT less 32.184 s and the leap seconds of IERS Bulletin C; leap seconds to come are not known, so
the last count holds on. Before 1972 civil time followed the Earth's rotation: there it is TT less Espenak's and Meeus's
polynomials of delta T, as astronomy-engine has them.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import UTC, date, datetime, timedelta

SECONDS_A_DAY = 86_400.0
J2000_JD = 2_451_545.0
_J2000 = datetime(2000, 1, 1, 12, tzinfo=UTC)
_TT_MINUS_TAI = 32.184

# IERS Bulletin C: the days from whose beginning on TAI - UTC grew by one, from the ten seconds of 1972-01-01.
_FIRST_TAI_MINUS_UTC = 10
_GROWTH = (
    (1972, 1), (1972, 7), (1973, 1), (1974, 1), (1975, 1), (1976, 1), (1977, 1), (1978, 1), (1979, 1), (1980, 1),
    (1981, 7), (1982, 7), (1983, 7), (1985, 7), (1988, 1), (1990, 1), (1991, 1), (1992, 7), (1993, 7), (1994, 7),
    (1996, 1), (1997, 7), (1999, 1), (2006, 1), (2009, 1), (2012, 7), (2015, 7), (2017, 1),
)  # fmt: skip
_STARTS = [(date(year, month, 1) - date(2000, 1, 1)).days - 0.5 for year, month in _GROWTH]


def delta_t(days: float) -> float:
    """TT - UTC in seconds, `days` of UTC after 2000-01-01T12:00."""
    if days >= _STARTS[0]:
        return _TT_MINUS_TAI + _FIRST_TAI_MINUS_UTC + bisect_right(_STARTS, days) - 1
    from astronomy import DeltaT_EspenakMeeus

    return float(DeltaT_EspenakMeeus(days))


def utc_of(tt_jd: float) -> datetime:
    """The civil time of a Julian date of TT. A moment within a leap second is that of the next second."""
    tt_days = tt_jd - J2000_JD
    days = tt_days - delta_t(tt_days) / SECONDS_A_DAY
    days = tt_days - delta_t(days) / SECONDS_A_DAY
    return _J2000 + timedelta(days=days)


def tt_of(moment: datetime) -> float:
    """The Julian date of TT at a moment."""
    days = (moment - _J2000) / timedelta(days=1)
    return J2000_JD + days + delta_t(days) / SECONDS_A_DAY


def now() -> datetime:
    """The present. Everything that depends on it asks here, so that a test can shift it."""
    return datetime.now(UTC)
