"""Heartbeats: when a worker last did a task of its own accord. A process that is alive but deaf does not."""

from __future__ import annotations

from sqlalchemy import DateTime, String, func
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.db import Base, Time


class Heartbeat(Base):
    """The last sign of life of a queue's reader, or of a worker process when it started."""

    __tablename__ = "heartbeats"

    worker: Mapped[str] = mapped_column(String(200), primary_key=True)
    at: Mapped[Time] = mapped_column(DateTime(timezone=True), server_default=func.clock_timestamp())


def beat(session: Session, worker: str) -> None:
    """Note that `worker` (its queue and host) has just worked."""
    values = {"worker": worker, "at": func.clock_timestamp()}
    session.execute(
        insert(Heartbeat).values(values).on_conflict_do_update(index_elements=["worker"], set_={"at": values["at"]})
    )
