"""Rate limits counted in Redis over all processes; while Redis is away, in this process."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from functools import cache
from typing import TypeVar

import redis
import structlog
from limits import RateLimitItem, RateLimitItemPerSecond
from limits.storage import MemoryStorage, RedisStorage
from limits.strategies import MovingWindowRateLimiter
from redis.backoff import NoBackoff
from redis.retry import Retry

from app.config import settings
from app.crypto import keyed_hash
from app.errors import AppError
from app.kv import TIMEOUT_SECONDS, redis_breaker

log = structlog.get_logger(__name__)
Answer = TypeVar("Answer")

_breaker = redis_breaker


@cache
def _local() -> MovingWindowRateLimiter:
    return MovingWindowRateLimiter(MemoryStorage())


@cache
def _shared() -> MovingWindowRateLimiter:
    storage = RedisStorage(
        settings().redis_url,
        key_prefix=settings().redis_prefix + "limit",
        socket_timeout=TIMEOUT_SECONDS,
        socket_connect_timeout=TIMEOUT_SECONDS,
        retry=Retry(NoBackoff(), 0),  # type: ignore[arg-type]  # it goes on to redis-py
    )
    return MovingWindowRateLimiter(storage)


def _ask(question: Callable[[MovingWindowRateLimiter], Answer]) -> Answer:
    if _breaker.allows():
        try:
            answer = question(_shared())
            _breaker.succeeded()
            return answer
        except (redis.RedisError, OSError) as error:
            _breaker.failed()
            log.warning("limit_counted_locally", error=type(error).__name__)
    return question(_local())


def _identifiers(limit: str, subject: str) -> tuple[str, str]:
    # The subject may be a user name, so only its keyed hash is stored.
    return limit, keyed_hash("limit", subject).hex()[:32]


def _refuse(item: RateLimitItem, identifiers: tuple[str, str]) -> AppError:
    reset = _ask(lambda limiter: limiter.get_window_stats(item, *identifiers).reset_time)
    seconds = max(1, math.ceil(reset - time.time()))
    return AppError("rate_limited", retry_after=seconds, seconds=seconds)


def hit(limit: str, subject: str, most: int, *, seconds: int = 60) -> None:
    """Count one more of `limit` (its name) for `subject`.

    Raises AppError `rate_limited` where there were already `most` in the last `seconds`, with the time after which the
    next is allowed.
    """
    item, identifiers = RateLimitItemPerSecond(most, seconds), _identifiers(limit, subject)
    if not _ask(lambda limiter: limiter.hit(item, *identifiers)):
        raise _refuse(item, identifiers)


def check(limit: str, subject: str, most: int, *, seconds: int = 60) -> None:
    """As `hit`, without counting: for limits on failures, which are counted once the outcome is known."""
    item, identifiers = RateLimitItemPerSecond(most, seconds), _identifiers(limit, subject)
    if not _ask(lambda limiter: limiter.test(item, *identifiers)):
        raise _refuse(item, identifiers)
