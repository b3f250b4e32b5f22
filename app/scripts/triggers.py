"""Triggers: runs that new commits, a pull or the end of another run queue by themselves."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from app.errors import AppError, invalid
from app.http import page
from app.projects import access
from app.scripts import service
from app.scripts.models import After, Cause, Execution, ExecutionStatus, Script, Trigger, TriggerOn
from app.scripts.queueing import Order, check_parameters, queue
from app.scripts.schedules import person
from app.scripts.schemas import RunIn, TriggerIn, TriggerPatch, TriggerQuery
from app.security import Action, Principal, require

log = structlog.get_logger(__name__)

# Runs that queue runs that queue runs: longer chains are taken for a circle.
DEEPEST = 10


@dataclass(frozen=True, slots=True)
class Happened:
    """New commits or a pull in a project.

    `new` is the commit that the branch is at now, `old` where it was; `paths` what changed in between, None where that
    is not known: then every filter of paths lets it through.
    """

    project_id: UUID
    on: TriggerOn
    branch: str | None
    new: str
    old: str | None = None
    paths: Collection[str] | None = None


def find(session: Session, principal: Principal, action: Action, trigger_id: UUID) -> Trigger:
    """The trigger, where this person may do `action` to it; raises AppError `not_found` and `forbidden`."""
    trigger = session.get(Trigger, trigger_id)
    if trigger is None:
        raise AppError("not_found")
    if trigger.project_id is None:
        require(principal, action, "plan", trigger)
    else:
        access.require_in(session, principal, action, "project_plan", trigger.project_id, trigger.owner_id)
    return trigger


def list_all(session: Session, principal: Principal, query: TriggerQuery) -> tuple[list[Trigger], str | None]:
    """The triggers that this person may read, newest first."""
    found = select(Trigger).where(access.in_readable(principal, Trigger.project_id))
    if query.script_id is not None:
        found = found.where(Trigger.script_id == query.script_id)
    if query.project_id is not None:
        found = found.where(Trigger.project_id == query.project_id)
    return page(session, found, [(Trigger.created_at, "desc"), (Trigger.id, "desc")], query)


def create(session: Session, asked: TriggerIn, principal: Principal) -> Trigger:
    """A new trigger of a script that this person may run, there.

    Raises AppError `forbidden`, or 422 for a script, a project or parameters that cannot be.
    """
    script = _script(session, principal, asked.script_id, "script_id", Action.RUN)
    project_id = service.place_of(session, script, RunIn(project_id=asked.project_id), principal)
    if asked.on is not TriggerOn.SCRIPT and project_id is None:
        raise invalid("project_id", "missing")
    if asked.after_script_id is not None:
        if asked.after_script_id == asked.script_id:
            raise invalid("after_script_id", "after_itself")
        _script(session, principal, asked.after_script_id, "after_script_id", Action.READ)
    values = asked.model_dump(mode="python") | {"project_id": project_id}
    values["parameters"] = check_parameters(session, script, asked.parameters, principal.user_id)
    trigger = Trigger(created_by=principal.user_id, **values)
    session.add(trigger)
    session.flush()
    session.refresh(trigger)
    return trigger


def _script(session: Session, principal: Principal, script_id: UUID, field: str, action: Action) -> Script:
    try:
        return service.find_script(session, principal, action, script_id)
    except AppError as error:
        raise invalid(field, "unknown_script") if error.code == "not_found" else error from None


def update(session: Session, trigger: Trigger, asked: TriggerPatch) -> Trigger:
    """Change what was given."""
    changes = asked.model_dump(mode="python", exclude_unset=True)
    for name, value in changes.items():
        if value is None:
            raise invalid(name, "wrong_type")
    if "parameters" in changes:
        script = service.get_script(session, trigger.script_id)
        changes["parameters"] = check_parameters(session, script, changes["parameters"], trigger.created_by)
    for name, value in changes.items():
        setattr(trigger, name, value)
    trigger.last_error = None
    session.flush()
    session.refresh(trigger)
    return trigger


def wants_paths(session: Session, project_id: UUID) -> bool:
    """Whether any trigger of the project looks at what changed: finding that out costs a comparison of trees."""
    found = select(Trigger.id).where(
        Trigger.project_id == project_id,
        Trigger.is_enabled,
        Trigger.on != TriggerOn.SCRIPT,
        func.jsonb_array_length(Trigger.paths) > 0,
    )
    return session.scalar(found.limit(1)) is not None


def fire(session: Session, happened: Happened) -> int:
    """Queue what new commits or a pull trigger, in the transaction that takes them over; returns how many runs.

    The same commit on the same branch queues a script once for each trigger, however often this is called.
    """
    found = session.scalars(
        select(Trigger)
        .where(Trigger.project_id == happened.project_id, Trigger.on == happened.on, Trigger.is_enabled)
        .order_by(Trigger.created_at, Trigger.id)
    )
    detail = {"sha": happened.new, "branch": happened.branch, "old": happened.old}
    key = f"{happened.branch}:{happened.old}:{happened.new}"
    cause = Cause.COMMIT if happened.on is TriggerOn.COMMIT else Cause.PULL
    fired = 0
    for trigger in found:
        if not matches(trigger.branches, [happened.branch or "HEAD"]):
            continue
        if happened.paths is not None and not matches(trigger.paths, happened.paths):
            continue
        fired += _fire(session, trigger, cause, detail, key)
    return fired


def fire_after(session: Session, ended: Execution) -> int:
    """Queue what the end of a run triggers, in the transaction that records it; returns how many runs."""
    succeeded = ended.status is ExecutionStatus.SUCCEEDED
    if ended.status is ExecutionStatus.CANCELLED:
        return 0
    found = session.scalars(
        select(Trigger)
        .where(
            Trigger.after_script_id == ended.script_id,
            Trigger.on == TriggerOn.SCRIPT,
            Trigger.is_enabled,
            Trigger.after.in_([After.ENDED, After.SUCCEEDED if succeeded else After.FAILED]),
            or_(Trigger.project_id.is_(None), Trigger.project_id == ended.project_id),
        )
        .order_by(Trigger.created_at, Trigger.id)
    ).all()
    depth = int(ended.cause_detail.get("depth", 0)) + 1
    fired = 0
    for trigger in found:
        if depth > DEEPEST:
            trigger.last_error = "too_deep"
            continue
        detail = {"execution_id": str(ended.id), "status": ended.status.value, "depth": depth}
        fired += _fire(session, trigger, Cause.SCRIPT, detail, str(ended.id))
    return fired


def _fire(session: Session, trigger: Trigger, cause: Cause, detail: dict[str, Any], key: str) -> int:
    try:
        script = service.get_script(session, trigger.script_id)
        service.ask_to_run(session, person(session, trigger.created_by), script, trigger.project_id)
        order = Order(
            script=script,
            project_id=trigger.project_id,
            parameters=check_parameters(session, script, trigger.parameters, trigger.created_by),
            user_id=trigger.created_by,
            cause=cause,
            detail={"trigger_id": str(trigger.id), **detail},
            dedupe_key=f"trigger:{trigger.id}:{hashlib.sha256(key.encode()).hexdigest()[:40]}",
        )
        made = queue(session, order)
    except AppError as error:
        # The commit is taken over all the same: a script that cannot run must not stop the project.
        trigger.last_error = error.code
        log.warning("trigger_not_run", trigger_id=str(trigger.id), code=error.code)
        return 0
    trigger.last_error = None
    return 0 if made is None else 1


def matches(patterns: Sequence[str], names: Collection[str]) -> bool:
    """Whether any of `names` is meant by `patterns`: `*` is any text, `!` before a pattern excludes.

    No patterns mean everything; only excluding ones mean everything else.
    """
    wanted = [pattern for pattern in patterns if not pattern.startswith("!")] or ["*"]
    unwanted = [pattern[1:] for pattern in patterns if pattern.startswith("!")]
    if not patterns:
        return True
    return any(
        any(fnmatchcase(name, pattern) for pattern in wanted)
        and not any(fnmatchcase(name, pattern) for pattern in unwanted)
        for name in names
    )
