"""The shape of the status report."""

from __future__ import annotations

from app.http import Moment, Output


class DatabaseOut(Output):
    """PostgreSQL, and this process's pool of connections to it."""

    version: str
    latency_ms: float
    size_bytes: int
    connections: int
    connections_active: int
    connections_limit: int
    pool_size: int
    pool_in_use: int


class RedisOut(Output):
    """Redis or Valkey; `null` where it is away."""

    version: str
    latency_ms: float
    memory_bytes: int
    clients: int


class ProcessOut(Output):
    """One process of this machine. Memory is its share (PSS), so that the sum is what the machine gives."""

    name: str
    pid: int
    memory_bytes: int


class RequestsOut(Output):
    """Answers since the start; the times are the upper bounds of the buckets that they fall in, `null` for none."""

    answered: int
    failed: int
    p50_ms: float | None
    p95_ms: float | None


class OutcomesOut(Output):
    """What was counted since the start, by outcome."""

    total: int
    succeeded: int
    by_outcome: dict[str, int]


class QueueOut(Output):
    """A queue: messages that wait in it (`null`: Redis is away), and its readers with the seconds of their silence."""

    name: str
    waiting: int | None
    readers: dict[str, float]


class TelegramOut(Output):
    """Outgoing messages that wait, how late the first of them is, those that died, and the calls made."""

    waiting: int
    lag_seconds: float
    dead: int
    calls: OutcomesOut


class StatusOut(Output):
    """The whole."""

    version: str
    at: Moment
    database: DatabaseOut
    redis: RedisOut | None
    memory_bytes: int
    processes: list[ProcessOut]
    requests: RequestsOut
    logins: OutcomesOut
    queues: list[QueueOut]
    jobs: dict[str, int]
    executions: dict[str, int]
    poll_lag_seconds: float
    telegram: TelegramOut
    languages: list[str]
    sandbox: dict[str, object] | None
