"""Checks events against a file of published ones: which are missed, and by how much. Gives figures, asserts nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from app.sky import places
from app.sky.kinds import Body
from app.sky.places import Place
from worker.ephemeris.events import Event, events_of_year

PHASES = {"new": "new_moon", "first_quarter": "first_quarter", "full": "full_moon", "last_quarter": "last_quarter"}
SEASONS = {
    "mar_equinox": "march_equinox",
    "jun_solstice": "june_solstice",
    "sep_equinox": "september_equinox",
    "dec_solstice": "december_solstice",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """One published event: how far ours is from it in seconds (None: not found), and what is wrong with it."""

    kind: str
    id: str
    seconds: float | None
    faults: list[str]


@cache
def of_year(year: int) -> list[Event]:
    """Our events of a year."""
    return events_of_year(year)


def verdicts(file: Path) -> Iterator[Verdict]:
    """A verdict on each published event."""
    for published in json.loads(file.read_text(encoding="utf-8"))["events"]:
        at = datetime.fromisoformat(published["time_utc"])
        ours, faults = _ours(published, at)
        seconds = None if ours is None else abs((ours - at).total_seconds())
        if seconds is None or seconds > published["tolerance_s"]:
            faults = [f"{seconds} s", *faults]
        yield Verdict(published["type"], published["id"], seconds, faults)


def _ours(published: dict[str, Any], at: datetime) -> tuple[datetime | None, list[str]]:
    match published["type"]:
        case "moon_phase":
            return _nearest(PHASES[published["event"]], at)[0], []
        case "season":
            return _nearest(SEASONS[published["event"]], at)[0], []
        case "solar_eclipse" | "lunar_eclipse":
            return _eclipse(published, at)
        case "transit":
            return _transit(published, at)
        case "solar_eclipse_local":
            return _local(published, at)
        case _:
            return _crossing(published, at), []


def _nearest(type_: str, at: datetime, body: str | None = None) -> tuple[datetime | None, dict[str, Any]]:
    found = [
        event for event in of_year(at.year) if event.type.value == type_ and (body is None or body in event.bodies)
    ]
    best = min(found, key=lambda event: abs(event.at - at), default=None)
    if best is None or abs(best.at - at) > timedelta(days=2):
        return None, {}
    return best.at, best.data


def _off(name: str, value: Any, wanted: float, tolerance: float) -> list[str]:
    return [] if value is not None and abs(value - wanted) <= tolerance else [f"{name} {value}, not {wanted}"]


def _eclipse(published: dict[str, Any], at: datetime) -> tuple[datetime | None, list[str]]:
    ours, data = _nearest(published["type"], at)
    if ours is None:
        return None, []
    faults = (
        [] if data["kind"] in published["accept_kind"] else [f"kind {data['kind']}, not {published['accept_kind']}"]
    )
    if published["type"] == "lunar_eclipse":
        for part in ("umbral", "penumbral"):
            wanted, tolerance = published[f"{part}_magnitude"], published[f"{part}_tolerance"]
            faults += _off(part, data.get(f"{part}_magnitude"), wanted, tolerance)
    elif published["central"]:
        tolerance = published["lat_lon_tolerance_deg"]
        faults += _off("latitude", data.get("latitude_degrees"), published["greatest_lat"], tolerance)
        faults += _off("longitude", data.get("longitude_degrees"), published["greatest_lon"], tolerance)
    return ours, faults


def _transit(published: dict[str, Any], at: datetime) -> tuple[datetime | None, list[str]]:
    _, data = _nearest("conjunction", at, published["event"])
    transit = data.get("transit")
    if transit is None:
        return None, []
    faults = _off(
        "separation", transit["least_separation_arcseconds"], published["min_separation_arcsec"],
        published["separation_tolerance_arcsec"],
    )  # fmt: skip
    return datetime.fromisoformat(transit["at"]), faults


def _place(published: dict[str, Any]) -> Place:
    return Place(published["latitude"], published["longitude"], published["elevation_m"])


def _local(published: dict[str, Any], at: datetime) -> tuple[datetime | None, list[str]]:
    greatest, _ = _nearest("solar_eclipse", at)
    assert greatest is not None
    here = places.solar_circumstances(_place(published), greatest)
    if here.kind is None:
        return None, []
    maximum = next(contact for contact in here.contacts if contact.name == "maximum")
    faults = [] if here.kind == published["event"] else [f"kind {here.kind}"]
    faults += _off(
        "altitude", maximum.altitude_degrees, published["sun_altitude_deg"], published["altitude_tolerance_deg"]
    )
    return maximum.at, faults


def _crossing(published: dict[str, Any], at: datetime) -> datetime | None:
    body = Body.SUN if published["type"] == "twilight" else Body(published["event"])
    best: datetime | None = None
    for shift in (-1, 0, 1):
        day = (at + timedelta(days=shift)).astimezone(UTC).date()
        found = places.day_at(body, _place(published), day, ZoneInfo("UTC"))
        if published["type"] == "twilight":
            name, _, edge = published["event"].partition("_")
            crossing = found.twilights[name]
            moments = crossing.ups if edge == "dawn" else crossing.downs
        else:
            moments = found.horizon.ups if published["type"] == "rise" else found.horizon.downs
        for moment in moments:
            if best is None or abs(moment - at) < abs(best - at):
                best = moment
    return best
