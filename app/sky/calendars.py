"""Events as a calendar file (RFC 5545), by the library icalendar."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.config import settings
from app.i18n import LANGUAGES, translate
from app.sky.kinds import EventType
from app.sky.models import SkyEvent
from app.sky.service import chosen
from app.sky.words import title_and_description

# What a feed holds: what has just been, and what comes within two years.
_BACK = timedelta(days=60)
_AHEAD = timedelta(days=730)
# Raised by whoever changes what a calendar file looks like, so that no calendar keeps an old one.
_FORM = 1

# How often a calendar should look again; two names for one thing, the older is what most calendars read.
_REFRESH = timedelta(hours=12)


def feed_span(now: datetime) -> tuple[datetime, datetime]:
    """The span of a feed, which begins and ends at midnight, so that it is the same all day."""
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return today - _BACK, today + _AHEAD


def entity_tag(revision: str, *choice: object) -> str:
    """A tag of what a calendar holds, known before it is made."""
    return hashlib.sha256(repr((revision, _FORM, settings().public_url, *choice)).encode()).hexdigest()[:32]


def calendar(
    session: Session,
    start: datetime,
    end: datetime,
    types: Sequence[EventType],
    bodies: Sequence[str],
    language: str,
    name: str,
) -> bytes:
    """The calendar file of the events chosen; without a `name` it is called as the language says."""
    events = session.scalars(chosen(start, end, types, bodies).order_by(SkyEvent.at, SkyEvent.id)).all()
    called = name or translate(language, "sky-calendar-name")
    return calendar_text(events, language, called, f"{settings().public_url}/sky")


def calendar_text(events: Sequence[SkyEvent], language: str, name: str, address: str) -> bytes:
    """A calendar with `events`, in `language`, called `name`; `address` is where people read more.

    The same events give the same bytes. Each has a lasting UID, and takes no time of the day.
    """
    # Imported here: the library is needed by few requests, and takes memory.
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("PRODID", "-//LumaStack//StarsCalendars//EN")
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("METHOD", "PUBLISH")
    calendar.add("NAME", name)
    calendar.add("X-WR-CALNAME", name)
    calendar.add("X-WR-CALDESC", translate(language, "sky-calendar-description"))
    calendar.add("REFRESH-INTERVAL", _REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", "PT12H")
    tag = LANGUAGES[language].tag
    for event in events:
        title, description = title_and_description(event, language)
        entry = Event()
        entry.add("UID", f"{event.id}@starscalendars")
        entry.add("DTSTAMP", event.computed_at)
        entry.add("LAST-MODIFIED", event.computed_at)
        entry.add("DTSTART", event.at.replace(microsecond=0))
        entry.add("SUMMARY", title, parameters={"LANGUAGE": tag})
        entry.add("DESCRIPTION", description, parameters={"LANGUAGE": tag})
        entry.add("CATEGORIES", [translate(language, f"console-sky-type-{event.type.value.replace('_', '-')}")])
        entry.add("TRANSP", "TRANSPARENT")
        entry.add("CLASS", "PUBLIC")
        entry.add("URL", address)
        calendar.add_component(entry)
    text: bytes = calendar.to_ical()
    return text
