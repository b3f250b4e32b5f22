"""Who looks at which projects when: claimed by groups, so that ten thousand unchanged ones cost a few small rows."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.projects.models import PollGroup, Project, ProjectStatus
from app.projects.sightings import ensure_groups

# Rows changed by transactions that were still open at the last look are found by looking this far back.
OVERLAP = timedelta(seconds=15)


@dataclass(frozen=True, slots=True)
class Turn:
    """A group that this poller may look at now; `rounds` counts its turns."""

    number: int
    rounds: int


@dataclass(frozen=True, slots=True)
class Watched:
    """What a poller must know of a project."""

    id: UUID
    path: bytes
    group: int
    interval: int | None
    status: ProjectStatus
    quick: int | None
    full: int | None
    gone: bool
    guarded: bool


def claim_groups(session: Session, seconds: float) -> list[Turn]:
    """Take every group whose time has come; the next turn is `seconds` later. What others have is passed over."""
    due = (
        select(PollGroup.number)
        .where(PollGroup.next_poll_at <= func.clock_timestamp())
        .order_by(PollGroup.next_poll_at)
        .with_for_update(skip_locked=True)
    )
    later = func.clock_timestamp() + func.make_interval(0, 0, 0, 0, 0, 0, seconds)
    rows = session.execute(
        update(PollGroup)
        .where(PollGroup.number.in_(due.scalar_subquery()))
        .values(next_poll_at=later, rounds=PollGroup.rounds + 1)
        .returning(PollGroup.number, PollGroup.rounds)
    ).all()
    if not rows and not session.scalar(select(func.count()).select_from(PollGroup)):
        ensure_groups(session)
    return [Turn(number, rounds) for number, rounds in rows]


def hurry(session: Session) -> None:
    """Have every group looked at now."""
    session.execute(update(PollGroup).values(next_poll_at=func.clock_timestamp()))


def keep_groups(session: Session, numbers: Collection[int], seconds: float) -> None:
    """Keep groups for `seconds` more, while many changes are taken over."""
    later = func.clock_timestamp() + func.make_interval(0, 0, 0, 0, 0, 0, seconds)
    session.execute(update(PollGroup).where(PollGroup.number.in_(numbers)).values(next_poll_at=later))


def end_turns(session: Session, numbers: Collection[int], seconds: float | None) -> None:
    """Note that all projects of the groups were looked at; `seconds`: the next turn, where it was put off."""
    values: dict[str, object] = {"polled_at": func.clock_timestamp()}
    if seconds is not None:
        values["next_poll_at"] = func.clock_timestamp() + func.make_interval(0, 0, 0, 0, 0, 0, seconds)
    session.execute(update(PollGroup).where(PollGroup.number.in_(numbers)).values(**values))


def count(session: Session) -> int:
    """How many projects there are."""
    return session.scalar(select(func.count()).select_from(Project)) or 0


def changed_since(session: Session, moment: datetime | None) -> tuple[list[Watched], datetime]:
    """Projects whose rows changed after `moment` (None: all), and the moment to ask for next time."""
    now = session.scalar(select(func.clock_timestamp()))
    assert now is not None
    found = select(
        Project.id,
        Project.raw_path,
        Project.poll_group,
        Project.poll_interval,
        Project.status,
        Project.quick_print,
        Project.full_print,
        Project.scan_root_id,
        Project.block_state,
    )
    if moment is not None:
        found = found.where(Project.updated_at > moment - OVERLAP)
    rows = [
        Watched(
            id=row.id,
            path=bytes(row.raw_path),
            group=row.poll_group,
            interval=row.poll_interval,
            status=row.status,
            quick=row.quick_print,
            full=row.full_print,
            gone=row.status is ProjectStatus.REPLACED or row.scan_root_id is None,
            guarded=row.block_state is not None,
        )
        for row in session.execute(found)
    ]
    return rows, now


def looked_at(session: Session, ids: Collection[UUID]) -> None:
    """Note the look at projects with an interval of their own."""
    session.execute(update(Project).where(Project.id.in_(ids)).values(last_polled_at=func.clock_timestamp()))
