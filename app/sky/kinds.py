"""The vocabulary of the sky: what happens, to which bodies, in which signs. No library is imported here."""

from __future__ import annotations

from enum import StrEnum

FIRST_YEAR = 1900
LAST_YEAR = 2050
# The years kept without anybody asking: so many before the present one, and so many after it.
YEARS_BEHIND = 2
YEARS_AHEAD = 10


class EventType(StrEnum):
    """What happens. Longitudes are apparent and geocentric, in the true ecliptic and equinox of date."""

    NEW_MOON = "new_moon"
    FIRST_QUARTER = "first_quarter"
    FULL_MOON = "full_moon"
    LAST_QUARTER = "last_quarter"
    MARCH_EQUINOX = "march_equinox"
    JUNE_SOLSTICE = "june_solstice"
    SEPTEMBER_EQUINOX = "september_equinox"
    DECEMBER_SOLSTICE = "december_solstice"
    SOLAR_ECLIPSE = "solar_eclipse"
    LUNAR_ECLIPSE = "lunar_eclipse"
    CONJUNCTION = "conjunction"
    OPPOSITION = "opposition"
    GREATEST_ELONGATION_EAST = "greatest_elongation_east"
    GREATEST_ELONGATION_WEST = "greatest_elongation_west"
    STATION_RETROGRADE = "station_retrograde"
    STATION_DIRECT = "station_direct"
    SIGN_INGRESS = "sign_ingress"
    LUNAR_PERIGEE = "lunar_perigee"
    LUNAR_APOGEE = "lunar_apogee"
    PERIHELION = "perihelion"
    APHELION = "aphelion"
    METEOR_SHOWER = "meteor_shower"
    ASPECT = "aspect"


PHASES = (EventType.NEW_MOON, EventType.FIRST_QUARTER, EventType.FULL_MOON, EventType.LAST_QUARTER)
SEASONS = (
    EventType.MARCH_EQUINOX,
    EventType.JUNE_SOLSTICE,
    EventType.SEPTEMBER_EQUINOX,
    EventType.DECEMBER_SOLSTICE,
)


class Body(StrEnum):
    """What stands in the sky, from the Sun outwards; a list of bodies is always in this order."""

    SUN = "sun"
    MOON = "moon"
    MERCURY = "mercury"
    VENUS = "venus"
    EARTH = "earth"
    MARS = "mars"
    JUPITER = "jupiter"
    SATURN = "saturn"
    URANUS = "uranus"
    NEPTUNE = "neptune"
    PLUTO = "pluto"


PLANETS = (Body.MERCURY, Body.VENUS, Body.MARS, Body.JUPITER, Body.SATURN, Body.URANUS, Body.NEPTUNE)
SEEN_FROM_EARTH = tuple(body for body in Body if body is not Body.EARTH)
_ORDER = {body: number for number, body in enumerate(Body)}

SIGNS = (
    "aries",
    "taurus",
    "gemini",
    "cancer",
    "leo",
    "virgo",
    "libra",
    "scorpio",
    "sagittarius",
    "capricorn",
    "aquarius",
    "pisces",
)


def in_order(bodies: tuple[Body, ...]) -> list[str]:
    """Bodies as events list them."""
    return [body.value for body in sorted(bodies, key=_ORDER.__getitem__)]


def sign_at(longitude_degrees: float) -> str:
    """The sign of the zodiac (tropical: thirty degrees each from the March equinox on) at an ecliptic longitude."""
    return SIGNS[int(longitude_degrees % 360.0 // 30.0) % 12]
