"""Alive, ready, and the parts that readiness rests on."""

from __future__ import annotations

import contextlib
from typing import Any

import redis
from apiflask import APIBlueprint
from flask import Response, jsonify
from sqlalchemy import func, select, text
from sqlalchemy.exc import SQLAlchemyError

from app.db import read_only
from app.heartbeats import Heartbeat
from app.kv import redis_client
from app.metrics import exposition
from app.migrate import is_newest

blueprint = APIBlueprint("health", __name__, enable_openapi=False)
WORKER_SILENT_SECONDS = 30


def parts() -> dict[str, bool]:
    """Whether each part works: `database`, `redis`, `migrations` and `worker` (one heard from lately)."""
    result = {"database": False, "redis": False, "migrations": False, "worker": False}
    try:
        with read_only() as session:
            result["migrations"] = is_newest(session)
            result["database"] = True
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
