"""Counting what happened: by days of the viewer's time zone, each commit once however many clones hold it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import orjson
import redis
import structlog
from sqlalchemy import ColumnElement, Date, cast, distinct, func, select
from sqlalchemy.orm import Session

from app.dashboard.schemas import (
    ActiveProjectOut,
    AuthorOut,
    DashboardOut,
    DashboardQuery,
    DayOut,
    TotalsOut,
)
from app.kv import Breaker, key, redis_client
from app.projects.access import in_readable, readable
from app.projects.models import Project, ProjectCommit, Pull, PullStatus
from app.scripts.models import Execution, ExecutionStatus
from app.security import Principal

log = structlog.get_logger(__name__)

# The same question within this time has the same answer; it is also how late a change of rights is seen here.
KEPT_SECONDS = 10
_MOST = 20
_FAILURES = (ExecutionStatus.FAILED, ExecutionStatus.TIMED_OUT, ExecutionStatus.LOST)
_FAILED_PULLS = tuple(
    status
    for status in PullStatus
    if status not in (PullStatus.FAST_FORWARDED, PullStatus.UP_TO_DATE, PullStatus.UNDONE)
)
_breaker = Breaker()


def cached(principal: Principal, query: DashboardQuery, make: Callable[[], DashboardOut]) -> bytes:
    """The dashboard as JSON: the one made a moment ago for the same question and the same rights, or a new one.

    While Redis is away it is made anew.
    """
    place = _key(principal, query)
    if _breaker.allows():
        try:
            found = redis_client().get(place)
            if isinstance(found, bytes):
                return found
        except redis.RedisError:
            _breaker.failed()
    made = orjson.dumps(make().dump())
    if _breaker.allows():
        try:
            redis_client().set(place, made, ex=KEPT_SECONDS)
        except redis.RedisError:
            _breaker.failed()
    return made


def _key(principal: Principal, query: DashboardQuery) -> str:
    """Who sees the same shares an answer: administrators, everybody without a project of their own, or one person."""
    seen = (
        "admin" if principal.is_admin else sorted((str(id_), role.value) for id_, role in principal.memberships.items())
    )
    asked = orjson.dumps([seen, query.days, query.timezone or principal.timezone])
    return key("dashboard", hashlib.sha256(asked).hexdigest()[:32])


def activity(
    session: Session, principal: Principal, query: DashboardQuery, now: datetime | None = None
) -> DashboardOut:
    """Activity of the last `query.days` days, today included. `now` is for tests."""
    name = query.timezone or principal.timezone
    zone = ZoneInfo(name)
    now = now or datetime.now(UTC)
    today = now.astimezone(zone).date()
    days = [today - timedelta(days=back) for back in range(query.days - 1, -1, -1)]
    since = datetime.combine(days[0], datetime.min.time(), zone)
    commits = _commits(principal, since, now).cte("lately")
    # A zone's name is not a parameter of ours to trust blindly: ZoneInfo has just read it.
    day = cast(func.timezone(name, commits.c.committed_at), Date)
    by_day = dict(_pairs(session, select(day, func.count(distinct(commits.c.sha))).group_by(day)))
    totals = session.execute(
        select(
            func.count(distinct(commits.c.sha)),
            func.count(distinct(func.lower(commits.c.author_email))),
            func.count(distinct(commits.c.project_id)),
        )
    ).one()
    runs, failures = _runs(session, principal, since, name)
    pulls, failed_pulls = _pulls(session, principal, since, name)
    return DashboardOut(
        timezone=name,
        since=since,
        generated_at=now,
        totals=TotalsOut(
            commits=totals[0], authors=totals[1], projects=totals[2], runs=sum(runs.values()),
            failures=sum(failures.values()), pulls=sum(pulls.values()), failed_pulls=sum(failed_pulls.values()),
        ),
        days=[
            DayOut(
                date=one, commits=by_day.get(one, 0), runs=runs.get(one, 0), failures=failures.get(one, 0),
                pulls=pulls.get(one, 0),
            )
            for one in days
        ],
        authors=_authors(session, commits),
        projects=_projects(session, commits),
    )  # fmt: skip


def _commits(principal: Principal, since: datetime, now: datetime) -> Any:
    found = select(
        ProjectCommit.sha, ProjectCommit.project_id, ProjectCommit.author, ProjectCommit.author_email,
        ProjectCommit.committed_at,
    ).where(
        # Clocks run wrong: what claims to be of tomorrow is not of the last days.
        ProjectCommit.committed_at >= since, ProjectCommit.committed_at < now + timedelta(days=1),
    )  # fmt: skip
    if principal.is_admin:
        return found
    return found.where(ProjectCommit.project_id.in_(select(Project.id).where(readable(principal))))


def _pairs(session: Session, query: Any) -> list[tuple[Any, int]]:
    return [(row[0], row[1]) for row in session.execute(query)]


def _counted(session: Session, column: Any, name: str, *conditions: ColumnElement[bool]) -> dict[Any, int]:
    day = cast(func.timezone(name, column), Date)
    return dict(_pairs(session, select(day, func.count()).where(*conditions).group_by(day)))


def _runs(session: Session, principal: Principal, since: datetime, name: str) -> tuple[dict[Any, int], dict[Any, int]]:
    seen = (Execution.queued_at >= since, in_readable(principal, Execution.project_id))
    failed = Execution.status.in_(_FAILURES)
    return (
        _counted(session, Execution.queued_at, name, *seen),
        _counted(session, Execution.queued_at, name, *seen, failed),
    )


def _pulls(session: Session, principal: Principal, since: datetime, name: str) -> tuple[dict[Any, int], dict[Any, int]]:
    seen = (Pull.at >= since, in_readable(principal, Pull.project_id))
    return (
        _counted(session, Pull.at, name, *seen, Pull.status == PullStatus.FAST_FORWARDED),
        _counted(session, Pull.at, name, *seen, Pull.status.in_(_FAILED_PULLS)),
    )


def _authors(session: Session, commits: Any) -> list[AuthorOut]:
    email = func.lower(commits.c.author_email)
    count = func.count(distinct(commits.c.sha))
    latest = func.max(func.concat(func.to_char(commits.c.committed_at, "YYYYMMDDHH24MISS"), commits.c.author))
    rows = session.execute(select(email, latest, count).group_by(email).order_by(count.desc(), email).limit(_MOST))
    return [AuthorOut(email=row[0], name=row[1][14:], commits=row[2]) for row in rows]


def _projects(session: Session, commits: Any) -> list[ActiveProjectOut]:
    count = func.count(distinct(commits.c.sha))
    rows = session.execute(
        select(Project.id, Project.name, count, func.max(commits.c.committed_at))
        .join(commits, commits.c.project_id == Project.id)
        .group_by(Project.id, Project.name)
        .order_by(count.desc(), Project.name, Project.id)
        .limit(_MOST)
    )
    return [ActiveProjectOut(id=row[0], name=row[1], commits=row[2], last_commit_at=row[3]) for row in rows]
