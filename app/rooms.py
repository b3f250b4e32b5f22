"""Which rooms there are beside a person's own, and who may be there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.db import read_only, transaction
from app.errors import AppError
from app.jobs import service as jobs
from app.notifications.service import newest_by_user
from app.projects import access
from app.realtime.rooms import Authorise, ReadMarks, register_log, register_marks, register_room
from app.scripts import service as scripts
from app.scripts.logs import read_for_room
from app.scripts.runs import statuses_of_runs
from app.security import Action, Principal, can
from app.sky import membership


def _whoever(find: Callable[[Session, Principal, UUID], Any]) -> Authorise:
    """Those for whom `find` does not raise."""

    def authorise(principal: Principal, identifier: str) -> bool:
        try:
            with read_only() as session:
                find(session, principal, UUID(identifier))
        except (AppError, ValueError):
            return False
        return True

    return authorise


def _marks(read: Callable[[Session, Sequence[UUID]], Mapping[UUID, Any]]) -> ReadMarks:
    def read_marks(ids: Sequence[str]) -> Mapping[str, Any]:
        named = {UUID(name): name for name in ids}
        with read_only() as session:
            return {named[identifier]: mark for identifier, mark in read(session, list(named)).items()}

    return read_marks


def _may_see_the_sky(principal: Principal, _: str) -> bool:
    if not can(principal, Action.READ, "sky"):
        return False
    with transaction() as session:
        return membership.admits(session, principal.user_id)


def register_rooms() -> None:
    """Make the products' rooms exist."""
    register_room("project", _whoever(lambda session, who, id_: access.find(session, who, Action.READ, id_)))
    register_room(
        "execution", _whoever(lambda session, who, id_: scripts.find_execution(session, who, Action.READ, id_))
    )
    register_room("job", _whoever(lambda session, who, id_: jobs.find_job(session, who, id_)))
    # Of several rooms a person is in one: in another than before after they became the member of a first project.
    register_room(
        access.OVERVIEW_ROOM,
        lambda principal, which: can(principal, Action.READ, "person") and which == access.overview_of(principal),
        has_id=False,
        which=access.overview_of,
    )
    register_room("sky", _may_see_the_sky, has_id=False)
    register_log("execution", read_for_room)
    register_marks("user", _marks(newest_by_user))
    register_marks("job", _marks(jobs.statuses_of_jobs))
    register_marks("execution", _marks(statuses_of_runs))
