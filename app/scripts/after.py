"""What follows from the end of a run: another try where its script may have one, and what it triggers."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.errors import AppError
from app.scripts import triggers
from app.scripts.models import Cause, Execution, ExecutionStatus, Script
from app.scripts.queueing import Order, queue

_TRIED_AGAIN = (ExecutionStatus.FAILED, ExecutionStatus.LOST, ExecutionStatus.TIMED_OUT)


def ended(session: Session, execution: Execution) -> None:
    """Do what follows, in the transaction that records the end.

    A script that may safely run twice is queued again, as another run, as often as its owner asked for; what its end
    triggers waits for the last of these.
    """
    script = session.get(Script, execution.script_id)
    if script is None:
        return
    if execution.status in _TRIED_AGAIN and execution.attempt <= script.retries and _again(session, script, execution):
        return
    triggers.fire_after(session, execution)


def _again(session: Session, script: Script, execution: Execution) -> bool:
    order = Order(
        script=script,
        project_id=execution.project_id,
        parameters=execution.parameters,
        user_id=execution.requested_by,
        version=execution.script_version,
        cause=Cause.RERUN,
        detail={**execution.cause_detail, "rerun_of": str(execution.id)},
        dedupe_key=f"retry:{execution.id}",
        attempt=execution.attempt + 1,
    )
    try:
        queue(session, order)  # which does nothing where that has been done before
    except AppError:  # switched off meanwhile
        return False
    return True
