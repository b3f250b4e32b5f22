"""Schedules: times from cron expressions, each of which queues a run once, however many look at the clock."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import structlog
from cronsim import CronSim, CronSimError
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.accounts.service import principal_of
from app.errors import AppError, invalid
from app.http import page, rfc3339
from app.messages import Message
from app.projects import access
from app.scripts import service
from app.scripts.models import Cause, Missed, Schedule
from app.scripts.queueing import Order, check_parameters, queue
from app.scripts.schemas import RunIn, ScheduleIn, SchedulePatch, ScheduleQuery
from app.security import Action, Principal, require

log = structlog.get_logger(__name__)

SHOWN = 5
# A time that is longer ago than this was missed: nobody was there to queue a run.
MISSED_AFTER = timedelta(seconds=60)
_MOST_AT_ONCE = 50


def check_cron(cron: str, timezone: str) -> None:
    """Raises AppError `validation` for an expression that is not one, or that never comes true."""
    fields = cron.split()
    if len(fields) != 5:
        # A sixth field would be seconds: nobody wants a sandbox each second.
        raise invalid("cron", "bad_cron")
    if not _is_cron(cron):
        # Right but for its months: a day that none of them has.
        in_any_month = _is_cron(" ".join([*fields[:3], "*", fields[4]]))
        raise invalid("cron", "never_fires" if in_any_month and _is_cron(f"0 0 1 {fields[3]} *") else "bad_cron")
    if not next_times(cron, timezone, datetime.now(UTC), 1):
        raise invalid("cron", "never_fires")


def _is_cron(cron: str) -> bool:
    try:
        CronSim(cron, datetime.now(UTC))
    except CronSimError:
        return False
    return True


def next_times(cron: str, timezone: str, after: datetime, number: int) -> list[datetime]:
    """The next `number` moments after `after`. Times that daylight saving skips or repeats come as in Debian's cron."""
    times = CronSim(cron, after.astimezone(ZoneInfo(timezone)))
    return [moment.astimezone(UTC) for moment in islice(times, number)]


def _next(schedule: Schedule, after: datetime) -> datetime | None:
    return next(iter(next_times(schedule.cron, schedule.timezone, after, 1)), None)


def upcoming(schedule: Schedule) -> list[datetime]:
    """The next five moments; none where it is switched off."""
    if not schedule.is_enabled or schedule.next_run_at is None:
        return []
    later = next_times(schedule.cron, schedule.timezone, schedule.next_run_at, SHOWN - 1)
    return [schedule.next_run_at, *later]


def _now(session: Session) -> datetime:
    now: datetime = session.scalars(select(func.clock_timestamp())).one()
    return now


def ask(session: Session, principal: Principal, action: Action, schedule: Schedule) -> None:
    """Ask whether this person may do `action` to a schedule; raises AppError `not_found` and `forbidden`."""
    if schedule.project_id is None:
        require(principal, action, "plan", schedule)
    else:
        access.require_in(session, principal, action, "project_plan", schedule.project_id, schedule.owner_id)


def find(session: Session, principal: Principal, action: Action, schedule_id: UUID) -> Schedule:
    """The schedule, where this person may do `action` to it; raises AppError `not_found` and `forbidden`."""
    schedule = session.get(Schedule, schedule_id)
    if schedule is None:
        raise AppError("not_found")
    ask(session, principal, action, schedule)
    return schedule


def list_all(session: Session, principal: Principal, query: ScheduleQuery) -> tuple[list[Schedule], str | None]:
    """The schedules that this person may read, newest first."""
    found = select(Schedule).where(access.in_readable(principal, Schedule.project_id))
    if query.script_id is not None:
        found = found.where(Schedule.script_id == query.script_id)
    return page(session, found, [(Schedule.created_at, "desc"), (Schedule.id, "desc")], query)


def create(session: Session, asked: ScheduleIn, principal: Principal) -> Schedule:
    """A new schedule of a script that this person may run.

    Raises AppError `forbidden`, or 422 for a script, parameters, a time zone or an expression that cannot be.
    """
    check_cron(asked.cron, asked.timezone)
    try:
        script = service.find_script(session, principal, Action.RUN, asked.script_id)
    except AppError as error:
        raise invalid("script_id", "unknown_script") if error.code == "not_found" else error from None
    project_id = service.place_of(session, script, RunIn(project_id=asked.project_id), principal)
    values = asked.model_dump(mode="python")
    values |= {"project_id": project_id}
    values["parameters"] = check_parameters(session, script, asked.parameters, principal.user_id)
    schedule = Schedule(created_by=principal.user_id, **values)
    schedule.next_run_at = _next(schedule, _now(session))
    session.add(schedule)
    session.flush()
    session.refresh(schedule)
    return schedule


def update(session: Session, schedule: Schedule, asked: SchedulePatch) -> Schedule:
    """Change what was given. Other times count from now: what is due in between is not made up for."""
    changes = asked.model_dump(mode="python", exclude_unset=True)
    for name, value in changes.items():
        if value is None:
            raise invalid(name, "wrong_type")
    if changes.keys() & {"cron", "timezone"}:
        check_cron(changes.get("cron", schedule.cron), changes.get("timezone", schedule.timezone))
    if "parameters" in changes:
        script = service.get_script(session, schedule.script_id)
        changes["parameters"] = check_parameters(session, script, changes["parameters"], schedule.created_by)
    for name, value in changes.items():
        setattr(schedule, name, value)
    if changes.keys() & {"cron", "timezone", "is_enabled"}:
        schedule.next_run_at = _next(schedule, _now(session))
        schedule.last_error = None
    session.flush()
    session.refresh(schedule)
    return schedule


def fire_due(session: Session) -> Sequence[Message]:
    """Queue a run for every time that has come. Safe to be done by several at once, and to be killed at any moment."""
    now = _now(session)
    due = session.scalars(
        select(Schedule)
        .where(Schedule.is_enabled, Schedule.next_run_at <= now)
        .order_by(Schedule.next_run_at)
        .limit(_MOST_AT_ONCE)
        .with_for_update(skip_locked=True)
    ).all()
    for schedule in due:
        slot = schedule.next_run_at
        assert slot is not None
        if now - slot <= MISSED_AFTER:
            _fire(session, schedule, slot)
            schedule.next_run_at = _next(schedule, slot)
        else:
            if schedule.missed is Missed.RUN_ONCE:
                _fire(session, schedule, slot)
            schedule.next_run_at = _next(schedule, now)
    session.flush()
    return ()


def _fire(session: Session, schedule: Schedule, slot: datetime) -> None:
    """Queue the run of one time; what is in the way is noted at the schedule, for people to see."""
    try:
        script = service.get_script(session, schedule.script_id)
        owner = person(session, schedule.created_by)
        service.ask_to_run(session, owner, script, schedule.project_id)
        order = Order(
            script=script,
            project_id=schedule.project_id,
            parameters=check_parameters(session, script, schedule.parameters, schedule.created_by),
            user_id=schedule.created_by,
            cause=Cause.SCHEDULE,
            detail={"schedule_id": str(schedule.id), "slot": rfc3339(slot)},
            dedupe_key=f"schedule:{schedule.id}:{rfc3339(slot)}",
        )
        queue(session, order)
    except AppError as error:
        schedule.last_error = error.code
        log.warning("schedule_not_run", schedule_id=str(schedule.id), code=error.code)
    else:
        schedule.last_error = None
        schedule.last_run_at = slot


def person(session: Session, user_id: UUID | None) -> Principal:
    """Whose rights a plan uses; raises AppError `forbidden` for somebody who is gone."""
    user: Any = session.get(User, user_id) if user_id is not None else None
    if user is None or not user.is_active:
        raise AppError("forbidden")
    return principal_of(session, user)
