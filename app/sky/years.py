"""Keeping years of events: which are asked for, which are computed, and putting a year's events into the table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.db import uuid7
from app.jobs import service as jobs
from app.jobs.models import Job, JobKind, JobStatus
from app.jobs.schemas import JobOut
from app.sky.kernel import EPHEMERIS, stamp, versions
from app.sky.kinds import FIRST_YEAR, LAST_YEAR, YEARS_AHEAD, YEARS_BEHIND, EventType
from app.sky.models import SkyEvent, SkyYear

# An event that moved less than this when it was computed anew is the same event.
_SAME = timedelta(days=1)
_REST = timedelta(minutes=10)
_LOCK = text("SELECT pg_advisory_xact_lock(hashtextextended('sky-years', 0))")


def kept_years(now: datetime) -> range:
    """The years that are kept without anybody asking."""
    return range(max(FIRST_YEAR, now.year - YEARS_BEHIND), min(LAST_YEAR, now.year + YEARS_AHEAD) + 1)


def request_years(session: Session, years: Iterable[int], requested_by: UUID | None) -> Job | None:
    """Ask for years; gives the job that computes what is missing, None where nothing is.

    There is one such job at a time: who asks while it runs joins it.
    """
    # A job that is about to end and a request that joins it must not miss each other.
    session.execute(_LOCK)
    rows = [{"year": year} for year in years]
    if rows:
        session.execute(insert(SkyYear).on_conflict_do_nothing(), rows)
    if not pending_years(session, 0):
        return None
    return jobs.queue_job(session, JobKind.SKY, None, requested_by)


def request_job(session: Session, wanted: Iterable[int], requested_by: UUID) -> dict[str, Any]:
    """As `request_years`, but there always is a job: where nothing is missing it ends at once."""
    job = request_years(session, wanted, requested_by)
    if job is None:
        job = jobs.queue_job(session, JobKind.SKY, None, requested_by)
    return JobOut.model_validate(job).dump()


def keep_window(session: Session, now: datetime) -> Job | None:
    """Ask for the years that are kept, and for those computed with other libraries than today's.

    After a failure it waits a while: what went wrong for one worker will mostly go wrong for the next.
    """
    wanted = set(kept_years(now))
    there = set(session.scalars(select(SkyYear.year).where(SkyYear.stamp == stamp())))
    asked = session.scalar(select(func.count()).select_from(SkyYear)) or 0
    if wanted <= there and asked == len(there):
        return None
    failed = (Job.kind == JobKind.SKY) & Job.status.in_((JobStatus.FAILED, JobStatus.LOST))
    if session.scalar(select(Job.id).where(failed, Job.finished_at > func.clock_timestamp() - _REST).limit(1)):
        return None
    return request_years(session, wanted, None)


def pending_years(session: Session, near: int) -> list[int]:
    """The years that are still to be computed, those nearest to the year `near` first, later before earlier."""
    # IS DISTINCT FROM, for a year that has no stamp yet.
    found = session.scalars(select(SkyYear.year).where(SkyYear.stamp.is_distinct_from(stamp())))
    return sorted(found, key=lambda year: (abs(year - near), -year))


def missing_years(session: Session, start: datetime, end: datetime) -> list[int]:
    """The years from `start` on and before `end` that have never been computed."""
    last = end.year - 1 if end == datetime(end.year, 1, 1, tzinfo=UTC) else end.year
    wanted = range(max(FIRST_YEAR, start.year), min(LAST_YEAR, last) + 1)
    there = set(session.scalars(select(SkyYear.year).where(SkyYear.computed_at.is_not(None))))
    return [year for year in wanted if year not in there]


def finish_if_done(session: Session, near: int, finish: Callable[[], object]) -> list[int]:
    """The years that are still to be computed; where there are none, `finish` is called in the same breath."""
    session.execute(_LOCK)
    left = pending_years(session, near)
    if not left:
        finish()
    return left


def list_years(session: Session) -> Sequence[SkyYear]:
    """All years that were asked for, in order."""
    return session.scalars(select(SkyYear).order_by(SkyYear.year)).all()


@dataclass(frozen=True, slots=True)
class Stored:
    """What storing a year changed."""

    new: int
    changed: int
    gone: int


def store_year(session: Session, year: int, events: Sequence[Mapping[str, Any]], computed_with: str) -> Stored:
    """Put the events of a year, as the ephemeris tells them, into the table; what is the same keeps its id.

    Doing it twice changes nothing. An event that moved a little is moved; one that is not found any more goes.
    """
    session.execute(_LOCK)
    start, end = datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC)
    known: dict[tuple[str, tuple[str, ...], str], list[SkyEvent]] = {}
    for event in session.scalars(select(SkyEvent).where(SkyEvent.at >= start - _SAME, SkyEvent.at < end + _SAME)):
        known.setdefault((event.type.value, tuple(event.bodies), event.detail), []).append(event)
    fresh: list[dict[str, Any]] = []
    changed = 0
    for found in events:
        at = datetime.fromisoformat(found["at"])
        values = {"at": at, "minute": minute_of(at), "tt_jd": found["tt_jd"], "data": found["data"]}
        same = known.get((found["type"], tuple(found["bodies"]), found["detail"]), [])
        nearest = min(same, key=lambda event: abs(event.at - at), default=None)
        if nearest is None or abs(nearest.at - at) > _SAME:
            named = {"type": EventType(found["type"]), "bodies": found["bodies"], "detail": found["detail"]}
            made_with = {"library": versions(), "ephemeris": EPHEMERIS}
            fresh.append({"id": uuid7(), **named, **values, **made_with})
            continue
        same.remove(nearest)
        if nearest.library != versions() or any(getattr(nearest, name) != value for name, value in values.items()):
            changed += 1
            for name, value in values.items():
                setattr(nearest, name, value)
            nearest.library, nearest.ephemeris = versions(), EPHEMERIS
            nearest.computed_at = func.clock_timestamp()
    gone = [event.id for rest in known.values() for event in rest if start <= event.at < end]
    session.flush()
    if gone:
        session.execute(delete(SkyEvent).where(SkyEvent.id.in_(gone)))
    if fresh:
        # Two that share a minute would be one event told twice by the library: the first stays.
        session.execute(insert(SkyEvent).on_conflict_do_nothing(), fresh)
    session.execute(
        update(SkyYear)
        .where(SkyYear.year == year)
        .values(stamp=computed_with, events=len(events), computed_at=func.clock_timestamp())
    )
    return Stored(len(fresh), changed, len(gone))


def minute_of(at: datetime) -> int:
    """The minute that `at` rounds to, counted from 1970."""
    return round(at.timestamp() / 60)
