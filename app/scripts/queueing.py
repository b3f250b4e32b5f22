"""Putting runs into the queue, whoever asks: a person, the clock, a commit, another run; and what waits for what."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from pydantic_core import PydanticCustomError
from sqlalchemy import and_, func, or_, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.config import settings
from app.db import uuid7
from app.errors import AppError, FieldError
from app.messages import RunScript, enqueue
from app.scripts.announcing import announce
from app.scripts.models import Cause, Execution, ExecutionStatus, Maintenance, Script, Upload
from app.scripts.schemas import ParameterIn, parameter_value


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be run, for whom and why. Two orders with the same `dedupe_key` make one run."""

    script: Script
    project_id: UUID | None
    parameters: dict[str, Any]
    user_id: UUID | None
    version: int | None = None
    cause: Cause = Cause.PERSON
    detail: dict[str, Any] = field(default_factory=dict)
    dedupe_key: str | None = None
    attempt: int = 1


def queue(session: Session, order: Order) -> Execution | None:
    """Queue a run with the script's present limits; None where the same order has been queued before.

    Raises AppError `script_disabled`, and `network_not_allowed` for a script whose network no administrator allowed.
    """
    script = order.script
    if not script.is_enabled or script.deleted_at is not None:
        raise AppError("script_disabled", name=script.name)
    if script.network and not script.network_allowed:
        raise AppError("network_not_allowed", name=script.name)
    execution = session.scalars(
        insert(Execution)
        .values(
            id=uuid7(),
            script_id=script.id,
            script_version=order.version or script.version,
            project_id=order.project_id,
            requested_by=order.user_id,
            parameters=order.parameters,
            timeout_seconds=script.timeout_seconds,
            memory_mb=script.memory_mb,
            network=script.network,
            workdir_access=script.workdir_access,
            terminal=script.terminal,
            stop_at_log_limit=script.stop_at_log_limit,
            cause=order.cause,
            cause_detail=order.detail,
            dedupe_key=order.dedupe_key,
            attempt=order.attempt,
        )
        .on_conflict_do_nothing(index_elements=["dedupe_key"], index_where=text("dedupe_key IS NOT NULL"))
        .returning(Execution)
    ).one_or_none()
    if execution is not None:
        announce(session, execution)
        enqueue(session, RunScript(str(execution.id)))
    return execution


def check_parameters(session: Session, script: Script, given: dict[str, Any], user_id: UUID | None) -> dict[str, Any]:
    """The values that a run gets, defaults included; raises AppError `validation` with each fault."""
    known = {parameter["name"]: ParameterIn.model_validate(parameter) for parameter in script.parameters}
    faults = [FieldError(f"parameters.{name}", "unknown") for name in given.keys() - known.keys()]
    values: dict[str, Any] = {}
    for name, parameter in known.items():
        value = given.get(name, parameter.default)
        if value is None:
            if parameter.required:
                faults.append(FieldError(f"parameters.{name}", "missing"))
            continue
        try:
            parameter_value(parameter, value)
        except PydanticCustomError as error:
            faults.append(
                FieldError(f"parameters.{name}", error.type, limit=(error.context or {}).get("max_length", 0))
            )
            continue
        if parameter.type == "file" and not _may_use(session, value, user_id):
            faults.append(FieldError(f"parameters.{name}", "unknown_upload"))
        values[name] = value
    if faults:
        raise AppError("validation", fields=faults)
    return values


def _may_use(session: Session, upload_id: str, user_id: UUID | None) -> bool:
    mine = select(Upload.id).where(Upload.id == UUID(upload_id), Upload.created_by == user_id)
    return session.scalar(mine) is not None


@dataclass(frozen=True, slots=True)
class Waiting:
    """Where a run stands in the queue, from 1 on, and what it waits for.

    `reason` is `turn` (a free place), `maintenance`, `script`, `project` or `all`: the limit that is reached.
    """

    position: int
    reason: str


def waiting(session: Session, execution: Execution) -> Waiting | None:
    """Where a run stands in the queue; None for one that does not wait."""
    if execution.status is not ExecutionStatus.QUEUED:
        return None
    queued = Execution.status == ExecutionStatus.QUEUED
    earlier = or_(
        Execution.queued_at < execution.queued_at,
        and_(Execution.queued_at == execution.queued_at, Execution.id < execution.id),
    )
    before = session.scalar(select(func.count()).select_from(Execution).where(queued, earlier)) or 0
    return Waiting(before + 1, hindrance(session, execution) or "turn")


def hindrance(session: Session, execution: Execution) -> str:
    """Why a queued run may not start now, whatever place is free; empty where nothing is in the way."""
    if session.scalar(select(Maintenance.id)) is not None:
        return "maintenance"
    most = session.scalar(select(Script.max_concurrent).where(Script.id == execution.script_id))
    chosen = settings()
    limits: list[tuple[str, int | None, Any]] = [
        ("script", most, Execution.script_id == execution.script_id),
        ("all", chosen.run_limit or None, None),
    ]
    if execution.project_id is not None:
        of_project = Execution.project_id == execution.project_id
        limits.append(("project", chosen.run_limit_project or None, of_project))
    for reason, limit, which in limits:
        if limit is None:
            continue
        running = select(func.count()).select_from(Execution).where(Execution.status == ExecutionStatus.RUNNING)
        if (session.scalar(running if which is None else running.where(which)) or 0) >= limit:
            return reason
    return ""


def is_limited(session: Session, execution_id: UUID) -> bool:
    """Whether a run is subject to any limit but the places of its machine."""
    chosen = settings()
    if chosen.run_limit or chosen.run_limit_project:
        return True
    of_script = (
        select(Script.max_concurrent)
        .join(Execution, Execution.script_id == Script.id)
        .where(Execution.id == execution_id)
    )
    return session.scalar(of_script) is not None


def lock_limits(session: Session) -> None:
    """Let one transaction after the other count what runs: two that count at once would both find room."""
    session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended("run-limits", 0))))


def wake_next(session: Session, number: int = 3) -> None:
    """Send for the runs that have waited longest, now that a place is free."""
    found = (
        select(Execution.id)
        .where(Execution.status == ExecutionStatus.QUEUED)
        .order_by(Execution.queued_at, Execution.id)
        .limit(number)
    )
    for execution_id in session.scalars(found):
        enqueue(session, RunScript(str(execution_id)))


def maintenance(session: Session) -> Maintenance | None:
    """The maintenance that is on, if any."""
    return session.scalar(select(Maintenance))


def begin_maintenance(session: Session, reason: str, user_id: UUID) -> Maintenance:
    """Start no run from now on; those that run go on to their end. Doing it twice changes the reason."""
    values = {"reason": reason, "set_by": user_id}
    statement = insert(Maintenance).values(id=1, **values)
    row: Maintenance = session.scalars(
        statement.on_conflict_do_update(index_elements=["id"], set_=values).returning(Maintenance),
        execution_options={"populate_existing": True},
    ).one()
    return row


def end_maintenance(session: Session) -> None:
    """Start runs again."""
    row = maintenance(session)
    if row is not None:
        session.delete(row)
        session.flush()
    wake_next(session, 50)


def counts(session: Session) -> tuple[int, int]:
    """How many runs run, and how many wait."""
    states = (ExecutionStatus.RUNNING, ExecutionStatus.QUEUED)
    rows = session.execute(
        select(Execution.status, func.count()).where(Execution.status.in_(states)).group_by(Execution.status)
    )
    found: dict[ExecutionStatus, int] = {row[0]: row[1] for row in rows}
    return found.get(states[0], 0), found.get(states[1], 0)
