"""Schedules and triggers over HTTP."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from apiflask import APIBlueprint

from app.accounts.service import audit_actor
from app.audit import service as audit
from app.db import read_only, transaction
from app.http import Page, created
from app.scripts import schedules, triggers
from app.scripts.models import Schedule
from app.scripts.schemas import (
    ScheduleIn,
    ScheduleOut,
    SchedulePatch,
    ScheduleQuery,
    TriggerIn,
    TriggerOut,
    TriggerPatch,
    TriggerQuery,
)
from app.security import Action, authenticated, current_principal

blueprint = APIBlueprint("plans", __name__, url_prefix="/api", tag="Scripts")


def _shown(schedule: Schedule) -> ScheduleOut:
    values = {name: getattr(schedule, name) for name in ScheduleOut.model_fields if name != "next_runs"}
    return ScheduleOut(**values, next_runs=schedules.upcoming(schedule))


@blueprint.get("/schedules")
@authenticated()
@blueprint.input(ScheduleQuery, location="query")
@blueprint.output(Page[ScheduleOut])
def list_schedules(query_data: ScheduleQuery) -> Any:
    """Schedules, newest first, each with its next five times."""
    with read_only() as session:
        rows, cursor = schedules.list_all(session, current_principal(), query_data)
        return {"items": [_shown(row) for row in rows], "next_cursor": cursor}


@blueprint.post("/schedules")
@authenticated()
@blueprint.input(ScheduleIn)
@blueprint.output(ScheduleOut, status_code=201)
def create_schedule(json_data: ScheduleIn) -> Any:
    """Run a script at times: five cron fields, in a time zone. Runs have the rights of who made the schedule."""
    principal = current_principal()
    with transaction() as session:
        schedule = schedules.create(session, json_data, principal)
        _audit(session, principal, "schedule.create", "schedule", schedule.id, cron=schedule.cron)
        return created(_shown(schedule), f"/api/schedules/{schedule.id}")


@blueprint.get("/schedules/<uuid:schedule_id>")
@authenticated()
@blueprint.output(ScheduleOut)
def get_schedule(schedule_id: UUID) -> Any:
    """A schedule."""
    with read_only() as session:
        return _shown(schedules.find(session, current_principal(), Action.READ, schedule_id))


@blueprint.patch("/schedules/<uuid:schedule_id>")
@authenticated()
@blueprint.input(SchedulePatch)
@blueprint.output(ScheduleOut)
def update_schedule(schedule_id: UUID, json_data: SchedulePatch) -> Any:
    """Change a schedule."""
    principal = current_principal()
    with transaction() as session:
        schedule = schedules.find(session, principal, Action.UPDATE, schedule_id)
        schedule = schedules.update(session, schedule, json_data)
        fields = sorted(json_data.model_fields_set)
        _audit(session, principal, "schedule.update", "schedule", schedule_id, fields=fields)
        return _shown(schedule)


@blueprint.delete("/schedules/<uuid:schedule_id>")
@authenticated()
@blueprint.output({}, status_code=204)
def delete_schedule(schedule_id: UUID) -> Any:
    """Take a schedule away."""
    principal = current_principal()
    with transaction() as session:
        session.delete(schedules.find(session, principal, Action.DELETE, schedule_id))
        _audit(session, principal, "schedule.delete", "schedule", schedule_id)
    return "", 204


@blueprint.get("/triggers")
@authenticated()
@blueprint.input(TriggerQuery, location="query")
@blueprint.output(Page[TriggerOut])
def list_triggers(query_data: TriggerQuery) -> Any:
    """Triggers, newest first."""
    with read_only() as session:
        rows, cursor = triggers.list_all(session, current_principal(), query_data)
        return {"items": rows, "next_cursor": cursor}


@blueprint.post("/triggers")
@authenticated()
@blueprint.input(TriggerIn)
@blueprint.output(TriggerOut, status_code=201)
def create_trigger(json_data: TriggerIn) -> Any:
    """Run a script on new commits, on a pull, or after another script. Runs have the rights of who made the trigger."""
    principal = current_principal()
    with transaction() as session:
        trigger = triggers.create(session, json_data, principal)
        _audit(session, principal, "trigger.create", "trigger", trigger.id, on=trigger.on.value)
        return created(TriggerOut.model_validate(trigger), f"/api/triggers/{trigger.id}")


@blueprint.get("/triggers/<uuid:trigger_id>")
@authenticated()
@blueprint.output(TriggerOut)
def get_trigger(trigger_id: UUID) -> Any:
    """A trigger."""
    with read_only() as session:
        return TriggerOut.model_validate(triggers.find(session, current_principal(), Action.READ, trigger_id))


@blueprint.patch("/triggers/<uuid:trigger_id>")
@authenticated()
@blueprint.input(TriggerPatch)
@blueprint.output(TriggerOut)
def update_trigger(trigger_id: UUID, json_data: TriggerPatch) -> Any:
    """Change a trigger."""
    principal = current_principal()
    with transaction() as session:
        trigger = triggers.find(session, principal, Action.UPDATE, trigger_id)
        trigger = triggers.update(session, trigger, json_data)
        fields = sorted(json_data.model_fields_set)
        _audit(session, principal, "trigger.update", "trigger", trigger_id, fields=fields)
        return TriggerOut.model_validate(trigger)


@blueprint.delete("/triggers/<uuid:trigger_id>")
@authenticated()
@blueprint.output({}, status_code=204)
def delete_trigger(trigger_id: UUID) -> Any:
    """Take a trigger away."""
    principal = current_principal()
    with transaction() as session:
        session.delete(triggers.find(session, principal, Action.DELETE, trigger_id))
        _audit(session, principal, "trigger.delete", "trigger", trigger_id)
    return "", 204


def _audit(session: Any, principal: Any, action: str, kind: str, object_id: object, **detail: Any) -> None:
    audit.record(session, action, **audit_actor(principal), object_kind=kind, object_id=object_id, detail=detail)
