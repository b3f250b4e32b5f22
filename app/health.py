"""Alive, ready, and the parts that readiness rests on."""

from __future__ import annotations

import contextlib
from functools import cache
from typing import Any

import redis
from alembic.script import ScriptDirectory
from apiflask import APIBlueprint
from flask import Response, jsonify
from sqlalchemy import DateTime, String, func, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.db import Base, Time, read_only
from app.kv import redis_client
from app.metrics import exposition
from app.migrate import alembic_config

blueprint = APIBlueprint("health", __name__, enable_openapi=False)
WORKER_SILENT_SECONDS = 30


class Heartbeat(Base):
    """When a worker last did a task of its own accord: a process that is alive but deaf does not."""

    __tablename__ = "heartbeats"

    worker: Mapped[str] = mapped_column(String(200), primary_key=True)
    at: Mapped[Time] = mapped_column(DateTime(timezone=True), server_default=func.clock_timestamp())


def beat(session: Session, worker: str) -> None:
    """Note that `worker` (its queue and host) has just worked."""
    values = {"worker": worker, "at": func.clock_timestamp()}
    session.execute(
        insert(Heartbeat).values(values).on_conflict_do_update(index_elements=["worker"], set_={"at": values["at"]})
    )


@cache
def expected_revision() -> str | None:
    """The newest migration that this code knows."""
    return ScriptDirectory.from_config(alembic_config()).get_current_head()


def parts() -> dict[str, bool]:
    """Whether each part works: `database`, `redis`, `migrations` and `worker` (one heard from lately)."""
    result = {"database": False, "redis": False, "migrations": False, "worker": False}
    try:
        with read_only() as session:
            found = session.scalar(text("SELECT to_regclass('alembic_version') IS NOT NULL"))
            result["database"] = True
            if found:
                revision = session.scalar(text("SELECT version_num FROM alembic_version"))
                result["migrations"] = revision == expected_revision()
            if result["migrations"]:
                since = func.clock_timestamp() - text(f"interval '{WORKER_SILENT_SECONDS} seconds'")
                result["worker"] = bool(session.scalar(select(func.count()).where(Heartbeat.at > since)))
    except SQLAlchemyError:
        pass  # the answer itself says which part is away
    with contextlib.suppress(redis.RedisError):
        result["redis"] = bool(redis_client().ping())
    return result


@blueprint.get("/healthz")
def healthz() -> Any:
    """Alive: this process answers, whatever else is away."""
    return jsonify(status="ok")


@blueprint.get("/readyz")
def readyz() -> Any:
    """Ready: 200 where every part works, else 503 with the parts."""
    found = parts()
    ready = all(found.values())
    return jsonify(status="ready" if ready else "not ready", parts=found), 200 if ready else 503


@blueprint.get("/metrics")
def metrics() -> Response:
    """Prometheus metrics."""
    body, content_type = exposition()
    return Response(body, content_type=content_type)
