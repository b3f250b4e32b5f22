"""What a worker writes of a run: claimed, leased, adopted, ended. Every change is guarded by the lease's token."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import case, func, select, text, update
from sqlalchemy.orm import Session

from app.db import uuid7
from app.messages import Message, RunScript
from app.scripts import queueing
from app.scripts.after import ended
from app.scripts.announcing import announce
from app.scripts.models import Execution, ExecutionStatus, Maintenance

LEASE = text("interval '10 seconds'")
RESEND = text("interval '3 seconds'")
# A run whose machine has been silent so long is lost: nobody else can reach its keeper.
GIVE_UP = text("interval '10 minutes'")
MOST_RESENT = 50


def claim(
    session: Session, execution_id: UUID, node: str, slots: int, sandbox: dict[str, Any] | None = None
) -> Execution | None:
    """Take a queued run for this node, which runs `slots` at once; None where it is not to be had, or the node is full.

    `sandbox` says what the node's sandbox gives, and is kept with the run.

    Once this is committed the run counts as started: whoever finds it later attaches, and never starts it again where
    a keeper has been.
    """
    running = (
        select(func.count())
        .select_from(Execution)
        .where(Execution.status == ExecutionStatus.RUNNING, Execution.node == node)
        .correlate(None)
        .scalar_subquery()
    )
    if queueing.is_limited(session, execution_id):
        queueing.lock_limits(session)
        found = session.get(Execution, execution_id)
        if found is None or queueing.hindrance(session, found):
            return None
    return _changed(
        session,
        update(Execution)
        .where(
            Execution.id == execution_id,
            Execution.status == ExecutionStatus.QUEUED,
            running < slots,
            ~select(Maintenance.id).exists(),
        )
        .values(
            status=ExecutionStatus.RUNNING,
            sandbox=sandbox,
            node=node,
            lease_token=uuid7(),
            lease_until=func.clock_timestamp() + LEASE,
            started_at=func.clock_timestamp(),
        ),
    )


def release(session: Session, execution: Execution) -> None:
    """Put a claimed run back that has surely not been started."""
    _changed(
        session,
        _mine(execution).values(
            status=ExecutionStatus.QUEUED, sandbox=None, node=None, lease_token=None, lease_until=None, started_at=None
        ),
    )


def adopt(session: Session, execution_id: UUID, node: str) -> Execution | None:
    """Take over a running run of this node whose worker has stopped renewing its lease; None where there is none."""
    return session.scalars(
        update(Execution)
        .where(
            Execution.id == execution_id,
            Execution.status == ExecutionStatus.RUNNING,
            Execution.node == node,
            Execution.lease_until < func.clock_timestamp(),
        )
        .values(lease_token=uuid7(), lease_until=func.clock_timestamp() + LEASE)
        .returning(Execution)
    ).one_or_none()


def renew(session: Session, execution: Execution) -> bool | None:
    """Renew the lease; says whether somebody asked to cancel, None where the lease is no longer this worker's."""
    statement = _mine(execution).values(lease_until=func.clock_timestamp() + LEASE)
    asked: bool | None = session.scalar(statement.returning(Execution.cancel_requested))
    return asked


def log_position(session: Session, execution: Execution) -> tuple[int, int] | None:
    """How many bytes and line ends of the log are stored; None where the lease is no longer this worker's."""
    row = session.execute(
        select(Execution.log_bytes, Execution.log_lines).where(
            Execution.id == execution.id,
            Execution.status == ExecutionStatus.RUNNING,
            Execution.lease_token == execution.lease_token,
        )
    ).one_or_none()
    return None if row is None else (row.log_bytes, row.log_lines)


def hand_over(session: Session, execution: Execution) -> None:
    """Let the next worker adopt the run at once: this one is stopping."""
    session.execute(_mine(execution).values(lease_until=func.clock_timestamp()))


def finish(session: Session, execution: Execution, status: ExecutionStatus, **values: Any) -> Execution | None:
    """End the run with what is known of it (columns by name); None where the lease is no longer this worker's."""
    took = func.extract("epoch", func.clock_timestamp() - Execution.started_at) * 1000
    values.setdefault("duration_ms", func.cast(took, Execution.duration_ms.type))
    done = _changed(
        session,
        _mine(execution).values(
            status=status, finished_at=func.clock_timestamp(), lease_token=None, lease_until=None, **values
        ),
    )
    if done is not None:
        ended(session, done)
        queueing.wake_next(session)
    return done


def repair(session: Session) -> list[Message]:
    """What has to be sent again: queued runs whose message was lost, oldest first, and runs that need another worker.

    A run whose machine has been silent for ten minutes is ended as lost.
    """
    running = Execution.status == ExecutionStatus.RUNNING
    for lost in session.scalars(
        update(Execution)
        .where(running, Execution.lease_until < func.clock_timestamp() - GIVE_UP)
        .values(
            status=ExecutionStatus.LOST,
            error="node_lost",
            finished_at=func.clock_timestamp(),
            lease_token=None,
            lease_until=None,
        )
        .returning(Execution)
    ):
        announce(session, lost)
        ended(session, lost)
    queued = Execution.status == ExecutionStatus.QUEUED
    due = (
        select(Execution.id)
        .where(
            (queued & (Execution.updated_at < func.clock_timestamp() - RESEND))
            | (running & (Execution.lease_until < func.clock_timestamp())),
        )
        .order_by(case((running, 0), else_=1), Execution.queued_at)
        .limit(MOST_RESENT)
        .with_for_update(skip_locked=True)
    )
    # Any update sets updated_at, so that the next second does not send the same again.
    sent = session.scalars(
        update(Execution).where(Execution.id.in_(due)).values(status=Execution.status).returning(Execution.id)
    )
    return [RunScript(str(execution_id)) for execution_id in sent]


def _mine(execution: Execution) -> Any:
    return update(Execution).where(
        Execution.id == execution.id,
        Execution.status == ExecutionStatus.RUNNING,
        Execution.lease_token == execution.lease_token,
    )


def _changed(session: Session, statement: Any) -> Execution | None:
    execution: Execution | None = session.scalars(
        statement.returning(Execution), execution_options={"populate_existing": True}
    ).one_or_none()
    if execution is not None:
        announce(session, execution)
    return execution


def statuses_of_runs(session: Session, ids: Sequence[UUID]) -> dict[UUID, str]:
    """Where runs stand, for hubs that compare their rooms with it."""
    found = session.execute(select(Execution.id, Execution.status).where(Execution.id.in_(ids)))
    return {execution_id: status.value for execution_id, status in found}
