"""Meteor showers: the strong ones of the International Meteor Organization's working list of visual meteor showers.

A shower comes back when the Earth is at the same place of its orbit, so its maximum is given as a longitude of the Sun,
in the equinox of J2000.0. The rates are typical zenithal hourly rates; a single year's can be very different.
"""

from __future__ import annotations

from dataclasses import dataclass

SOURCE = "International Meteor Organization, Meteor Shower Calendar, working list of visual meteor showers"


@dataclass(frozen=True, slots=True)
class Shower:
    """A shower: IAU code, the Sun's longitude at its maximum, typical rate, and its radiant then (J2000.0)."""

    code: str
    name: str
    solar_longitude_degrees: float
    zenithal_hourly_rate: int
    radiant_right_ascension_degrees: float
    radiant_declination_degrees: float


SHOWERS = (
    Shower("QUA", "quadrantids", 283.15, 110, 230, 49),
    Shower("LYR", "lyrids", 32.32, 18, 271, 34),
    Shower("ETA", "eta_aquariids", 45.5, 50, 338, -1),
    Shower("SDA", "southern_delta_aquariids", 127.0, 25, 340, -16),
    Shower("PER", "perseids", 140.0, 100, 48, 58),
    Shower("DRA", "draconids", 195.4, 10, 262, 54),
    Shower("ORI", "orionids", 208.0, 20, 95, 16),
    Shower("STA", "southern_taurids", 223.0, 5, 52, 15),
    Shower("NTA", "northern_taurids", 230.0, 5, 58, 22),
    Shower("LEO", "leonids", 235.27, 10, 152, 22),
    Shower("GEM", "geminids", 262.2, 150, 112, 33),
    Shower("URS", "ursids", 270.7, 10, 217, 76),
)
