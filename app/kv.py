"""Redis (or Valkey): clients with short time limits, and a breaker for the time it is away."""

from __future__ import annotations

import time
from functools import cache

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from app.config import SettingError, settings

TIMEOUT_SECONDS = 0.25
BREAKER_SECONDS = 1.0


def make_client(url: str, *, timeout: float | None = TIMEOUT_SECONDS) -> redis.Redis:
    """A client that gives up after `timeout` seconds (None: never, for connections that block) and does not retry."""
    return redis.Redis.from_url(
        url,
        socket_timeout=timeout,
        socket_connect_timeout=timeout or 2.0,
        socket_keepalive=True,
        retry=Retry(NoBackoff(), 0),
        health_check_interval=10,
    )


@cache
def redis_client() -> redis.Redis:
    """The client of this process; raises redis.RedisError within TIMEOUT_SECONDS where Redis is away."""
    if not settings().redis_url:
        raise SettingError("REDIS_URL", "is not set", "Set it, or start with `./lumastack up`, which embeds one")
    return make_client(settings().redis_url)


def key(*parts: object) -> str:
    """A key or channel of this installation: the prefix, then `parts` joined by colons."""
    return settings().redis_prefix + ":".join(str(part) for part in parts)


class Breaker:
    """Skips a resource for a moment after it failed, so that one caller a second pays for the wait and not all."""

    def __init__(self, seconds: float = BREAKER_SECONDS) -> None:
        self.seconds = seconds
        self._open_until = 0.0

    def allows(self) -> bool:
        """Whether it is worth trying. While it is failing, one caller tries for all of them, once in `seconds`."""
        now = time.monotonic()
        if now < self._open_until:
            return False
        if self._open_until:
            self._open_until = now + self.seconds
        return True

    def failed(self) -> None:
        """Note a failure: the next calls are skipped for `seconds`."""
        self._open_until = time.monotonic() + self.seconds

    def succeeded(self) -> None:
        """Note a success."""
        self._open_until = 0.0


# One for all that this process asks of Redis in short calls: a request that limits, sends and publishes waits once.
redis_breaker = Breaker()
