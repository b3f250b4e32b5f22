"""Rate limits counted in Redis over all processes; while Redis is away, in this process."""

from __future__ import annotations

import math
import time
from functools import cache

import redis
import structlog
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage, RedisStorage

from app.config import settings
from app.crypto import keyed_hash
from app.errors import AppError
from app.kv import TIMEOUT_SECONDS, Breaker

log = structlog.get_logger(__name__)

_breaker = Breaker()
_local = MemoryStorage()


@cache
def _shared() -> RedisStorage:
    return RedisStorage(
        settings().redis_url,
        key_prefix=settings().redis_prefix + "limit",
        socket_timeout=TIMEOUT_SECONDS,
        socket_connect_timeout=TIMEOUT_SECONDS,
        retry=redis.retry.Retry(redis.backoff.NoBackoff(), 0),
    )


def _key(limit: str, subject: str) -> str:
    # The window is part of the key; the subject may be a user name, so only its keyed hash is stored.
    window = int(time.time() // 60)
    return f"{limit}:{keyed_hash('limit', subject).hex()[:32]}:{window}"


def _count(limit: str, subject: str, amount: int) -> int:
    key = _key(limit, subject)
    if _breaker.allows():
        try:
            count = int(_shared().incr(key, 60, amount=amount))
            _breaker.succeeded()
            return count
        except (redis.RedisError, OSError) as error:
            _breaker.failed()
            log.warning("limit_counted_locally", limit=limit, error=type(error).__name__)
    return int(_local.incr(key, 60, amount=amount))


def hit(limit: str, subject: str, per_minute: int) -> None:
    """Count one more of `limit` (its name) for `subject`; raises AppError `rate_limited` beyond `per_minute`.

    A fixed window of a clock minute. `retry_after` says when the next begins.
    """
    item = RateLimitItemPerMinute(per_minute)
    if _count(limit, subject, 1) > item.amount:
        seconds = math.ceil(60 - time.time() % 60)
        raise AppError("rate_limited", retry_after=seconds, seconds=seconds)


def take_back(limit: str, subject: str) -> None:
    """Undo one `hit`: for limits on failures, which are counted before the outcome is known."""
    _count(limit, subject, -1)
