"""Telling all hubs to end or re-check sockets: sent after the commit that took the right away."""

from __future__ import annotations

from uuid import UUID

import orjson
from sqlalchemy.orm import Session

from app.config import settings
from app.db import after_commit
from app.kv import redis_client
from app.realtime.publish import publisher


def tell_hubs(session: Session, operation: str, identifier: UUID) -> None:
    """Send `operation` (`close_session`, `close_user` or `recheck`, which takes a user) once `session` is committed.

    Where Redis is away nothing is lost: hubs re-check whom they serve every few seconds anyway.
    """
    payload = orjson.dumps({"op": operation, "id": str(identifier)})

    def tell() -> None:
        publisher(redis_client(), settings().redis_prefix).tell(payload)

    after_commit(session, tell)
