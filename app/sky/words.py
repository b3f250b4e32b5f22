"""Events in words: which message tells of an event, and what fills it. The words themselves are in sky.ftl."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from app.i18n import translate
from app.sky.kinds import EventType
from app.telegram.words import Words, pack, unpack


class Told(Protocol):
    """What words are made of: an event's type, bodies and data."""

    type: EventType
    bodies: list[str]
    data: dict[str, Any]


_ASPECTS = {60: "sextile", 90: "square", 120: "trine", 180: "opposition"}


def body(name: str) -> Words:
    """The name of a body as a label."""
    return Words(f"sky-body-{name}")


def _subject(name: str) -> Words:
    """The name of a body as the first word of a sentence, with its article where the language has one."""
    return Words(f"sky-body-{name}.subject")


def _sign(name: str, form: str) -> Words:
    return Words(f"sky-sign-{name}.{form}")


@dataclass(frozen=True, slots=True)
class Telling:
    """The message of an event, with the attributes `title` and `description`, and its parameters."""

    key: str
    params: dict[str, Any]

    @property
    def title(self) -> Words:
        """The title, to be put into words where it is read."""
        return Words(f"{self.key}.title", self.params)

    @property
    def description(self) -> Words:
        """The description likewise."""
        return Words(f"{self.key}.description", self.params)


def telling(event: Told) -> Telling:
    """How an event is told."""
    return Telling(f"sky-event-{event.type.value.replace('_', '-')}", _params(event.type, event.bodies, event.data))


def _params(type_: EventType, bodies: Sequence[str], data: Mapping[str, Any]) -> dict[str, Any]:
    match type_:
        case EventType.NEW_MOON | EventType.FIRST_QUARTER | EventType.FULL_MOON | EventType.LAST_QUARTER:
            return {"sign": _sign(data["sign"], "in"), "distance": data["distance_km"]}
        case EventType.SOLAR_ECLIPSE:
            place = {"latitude": data.get("latitude_degrees", 0), "longitude": data.get("longitude_degrees", 0)}
            return {"kind": data["kind"], **place}
        case EventType.LUNAR_ECLIPSE:
            name = "penumbral_magnitude" if data["kind"] == "penumbral" else "umbral_magnitude"
            return {"kind": data["kind"], "magnitude": data.get(name, 0)}
        case EventType.CONJUNCTION:
            return {
                "first": _subject(bodies[0]),
                "second": body(bodies[1]),
                "subject": _subject(bodies[1]),
                "kind": _meeting(bodies, data),
                "separation": round(data["separation_degrees"], 1),
                "sign": _sign(data["sign"], "in"),
            }
        case EventType.OPPOSITION:
            return {
                "body": _subject(bodies[1]),
                "sign": _sign(data["sign"], "in"),
                "distance": round(data["distance_au"], 2),
            }
        case EventType.GREATEST_ELONGATION_EAST | EventType.GREATEST_ELONGATION_WEST:
            return {"body": _subject(bodies[0]), "angle": round(data["elongation_degrees"], 1)}
        case EventType.STATION_RETROGRADE | EventType.STATION_DIRECT:
            return {"body": _subject(bodies[0]), "sign": _sign(data["sign"], "in")}
        case EventType.SIGN_INGRESS:
            way = "retrograde" if data["retrograde"] else "direct"
            return {"body": _subject(bodies[0]), "sign": _sign(data["sign"], "into"), "way": way}
        case EventType.LUNAR_PERIGEE | EventType.LUNAR_APOGEE:
            return {"distance": data["distance_km"]}
        case EventType.PERIHELION | EventType.APHELION:
            return {"body": _subject(bodies[0]), "distance": round(data["distance_au"], 4)}
        case EventType.METEOR_SHOWER:
            return {
                "shower": Words(f"sky-shower-{data['shower'].replace('_', '-')}"),
                "rate": data["zenithal_hourly_rate"],
                "moon": round(100 * data["moon_illuminated_fraction"]),
            }
        case EventType.ASPECT:
            return {
                "first": _subject(bodies[0]),
                "second": body(bodies[1]),
                "aspect": _ASPECTS[data["angle_degrees"]],
                "angle": data["angle_degrees"],
                "sign": _sign(data["signs"][bodies[0]], "in"),
                "othersign": _sign(data["signs"][bodies[1]], "in"),
            }
    return {}


def _meeting(bodies: Sequence[str], data: Mapping[str, Any]) -> str:
    """What a conjunction is: of two planets, or of one with the Sun, before it, behind it or right before its disc."""
    if bodies[0] != "sun":
        return "pair"
    if "transit" in data:
        return "transit"
    return "before" if data.get("kind") == "inferior" else "behind"


def said(words: Words, language: str, timezone: str = "UTC") -> str:
    """`words` in a language."""
    return translate(language, words.key, timezone=timezone, **unpack(pack(words.params), language, timezone))


def title_and_description(event: Told, language: str) -> tuple[str, str]:
    """An event in a language."""
    told = telling(event)
    params = unpack(pack(told.params), language, "UTC")
    return translate(language, f"{told.key}.title", **params), translate(language, f"{told.key}.description", **params)
