"""Rules of the calendar: reading events, asking for years, what the administrator chose."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.errors import AppError, invalid
from app.http import page
from app.sky import words, years
from app.sky.kinds import Body, EventType
from app.sky.models import SkyEvent, SkySettings, SkyYear
from app.sky.schemas import EventOut, EventQuery, EventsOut, SettingsIn

# What a lunar eclipse's moments are called in its data, beside its greatest.
LUNAR_CONTACTS = (
    "penumbral_begins",
    "partial_begins",
    "total_begins",
    "total_ends",
    "partial_ends",
    "penumbral_ends",
)


def chosen(start: datetime, end: datetime, types: Sequence[EventType], bodies: Sequence[str]) -> Select[Any]:
    """Events from `start` on and before `end`, of these types and with any of these bodies (none: whichever)."""
    found = select(SkyEvent).where(SkyEvent.at >= start, SkyEvent.at < end)
    if types:
        found = found.where(SkyEvent.type.in_(types))
    if bodies:
        found = found.where(SkyEvent.bodies.overlap(list(bodies)))
    return found


def revision(session: Session) -> str:
    """A text that changes whenever any year is asked for, computed or computed anew."""
    row = session.execute(select(func.max(SkyYear.updated_at), func.count())).one()
    return f"{row[0].timestamp() if row[0] else 0}-{row[1]}"


def present(event: SkyEvent, language: str) -> EventOut:
    """An event in a language."""
    title, description = words.title_and_description(event, language)
    return EventOut(
        id=event.id,
        type=event.type,
        bodies=[Body(name) for name in event.bodies],
        at=event.at,
        title=title,
        description=description,
        data=event.data,
        library=event.library,
        ephemeris=event.ephemeris,
        computed_at=event.computed_at,
    )


def list_events(session: Session, query: EventQuery, language: str) -> EventsOut:
    """A page of events by time, and the years of the span that are not there yet."""
    start, end = query.span()
    found = chosen(start, end, query.types(), query.bodies())
    rows, cursor = page(session, found, [(SkyEvent.at, "asc"), (SkyEvent.id, "asc")], query)
    missing = years.missing_years(session, start, end)
    return EventsOut(
        items=[present(row, language) for row in rows], next_cursor=cursor, missing_years=missing, job_id=None
    )


@lru_cache(maxsize=32)
def kept_answer(key: tuple[Any, ...]) -> list[bytes]:
    """A place for the bytes of an answer, which stay true as long as what is in `key` does; empty at first."""
    return []


def get_event(session: Session, event_id: UUID) -> SkyEvent:
    """The event; raises AppError `not_found`."""
    event = session.get(SkyEvent, event_id)
    if event is None:
        raise AppError("not_found")
    return event


def eclipse(session: Session, event_id: UUID) -> SkyEvent:
    """The event, which must be an eclipse; raises AppError `not_found`, or `validation` for another event."""
    event = get_event(session, event_id)
    if event.type not in (EventType.SOLAR_ECLIPSE, EventType.LUNAR_ECLIPSE):
        raise invalid("event_id", "not_a_choice")
    return event


def lunar_moments(event: SkyEvent) -> dict[str, datetime]:
    """The moments of a lunar eclipse by name."""
    named = {name: event.data.get(f"{name}_at") for name in LUNAR_CONTACTS}
    return {"maximum": event.at, **{name: datetime.fromisoformat(text) for name, text in named.items() if text}}


def get_settings(session: Session) -> SkySettings:
    """What the administrator chose, or what applies before."""
    return session.get(SkySettings, 1) or SkySettings(
        id=1, channel_posts=False, channel_types=[], channel_language="en", channel_lead_minutes=0
    )


def put_settings(session: Session, wanted: SettingsIn) -> SkySettings:
    """Keep what the administrator chose."""
    values = wanted.model_dump()
    return session.scalars(
        insert(SkySettings)
        .values(id=1, **values)
        .on_conflict_do_update(index_elements=[SkySettings.id], set_=values)
        .returning(SkySettings),
        execution_options={"populate_existing": True},
    ).one()
