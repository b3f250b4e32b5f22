"""Telling rooms where a run stands."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.realtime.publish import publish
from app.scripts.models import Execution
from app.scripts.schemas import ExecutionOut


def announce(session: Session, execution: Execution) -> None:
    """Tell the run's room, and its project's, where it stands, after the commit."""
    state = ExecutionOut.model_validate(execution).dump()
    publish(session, f"execution:{execution.id}", "execution", state)
    if execution.project_id is not None:
        publish(session, f"project:{execution.project_id}", "execution", state)
