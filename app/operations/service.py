"""Collects how the whole is. Each part is small; nothing here changes anything."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import redis
from prometheus_client import CollectorRegistry
from prometheus_client.core import GaugeMetricFamily, Metric
from sqlalchemy import func, select, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from app.config import version
from app.db import engine, read_only
from app.heartbeats import Heartbeat
from app.i18n.languages import LANGUAGES
from app.jobs.models import Job
from app.kv import key, redis_breaker, redis_client
from app.messages import QUEUES
from app.metrics import counts
from app.operations.schemas import (
    DatabaseOut,
    OutcomesOut,
    ProcessOut,
    QueueOut,
    RedisOut,
    RequestsOut,
    StatusOut,
    TelegramOut,
)
from app.projects.models import PollGroup
from app.scripts.models import Execution
from app.telegram.models import MessageStatus, TelegramChat, TelegramMessage

SUCCEEDED = ("ok", "success", "succeeded", "sent")


def status(session: Session) -> StatusOut:
    """The whole report, as this process sees it."""
    samples = counts()
    processes = _processes()
    return StatusOut(
        version=version(),
        at=datetime.now(UTC),
        database=_database(session),
        redis=_redis(),
        memory_bytes=sum(process.memory_bytes for process in processes),
        processes=processes,
        requests=_requests(samples),
        logins=_outcomes(samples, "luma_logins_total"),
        queues=_queues(session),
        jobs=_by_status(session, Job.status),
        executions=_by_status(session, Execution.status),
        poll_lag_seconds=_poll_lag(session),
        telegram=TelegramOut(**_telegram(session), calls=_outcomes(samples, "luma_telegram_calls_total")),
        languages=list(LANGUAGES),
        sandbox=session.scalar(
            select(Execution.sandbox)
            .where(Execution.sandbox.is_not(None))
            .order_by(Execution.started_at.desc())
            .limit(1)
        ),
    )


def _database(session: Session) -> DatabaseOut:
    began = time.perf_counter()
    session.execute(text("SELECT 1"))
    latency = time.perf_counter() - began
    row = session.execute(
        text(
            "SELECT current_setting('server_version'), pg_database_size(current_database()), count(*), "
            "count(*) FILTER (WHERE state = 'active'), current_setting('max_connections')::int "
            "FROM pg_stat_activity WHERE datname = current_database()"
        )
    ).one()
    pool: Any = engine().pool
    return DatabaseOut(
        version=row[0].split()[0],
        latency_ms=round(latency * 1000, 2),
        size_bytes=row[1],
        connections=row[2],
        connections_active=row[3],
        connections_limit=row[4],
        pool_size=pool.size(),
        pool_in_use=pool.checkedout(),
    )


def _redis() -> RedisOut | None:
    if not redis_breaker.allows():
        return None
    try:
        began = time.perf_counter()
        redis_client().ping()
        latency = time.perf_counter() - began
        found: Any = redis_client().info()
    except redis.RedisError:
        redis_breaker.failed()
        return None
    redis_breaker.succeeded()
    return RedisOut(
        version=str(found.get("valkey_version") or found["redis_version"]),
        latency_ms=round(latency * 1000, 2),
        memory_bytes=int(found["used_memory"]),
        clients=int(found["connected_clients"]),
    )


def _processes() -> list[ProcessOut]:
    """The processes of this machine that belong to us: below `up` all of them, else this one and its relatives."""
    tree: dict[int, int] = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            tree[int(entry.parent.name)] = int(entry.read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError):
            continue
    root = os.getpid()
    while (above := tree.get(root, 1)) > 1 and _is_ours(above):
        root = above
    members = [root]
    for member in members:
        members += [pid for pid, parent in tree.items() if parent == member]
    found = []
    for pid in members:
        try:
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
            name = _words(pid)
        except OSError:  # it has ended, or it is another user's
            continue
        size = sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
        found.append(ProcessOut(name=name[:60].strip() or "?", pid=pid, memory_bytes=size * 1024))
    return found


def _words(pid: int) -> str:
    return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()


def _is_ours(pid: int) -> bool:
    try:
        words = _words(pid)
    except OSError:
        return False
    return "lumastack: " in words or "app.cli" in words


def _requests(samples: dict[str, list[tuple[dict[str, str], float]]]) -> RequestsOut:
    answered = samples.get("luma_http_requests_total", [])
    buckets: Counter[float] = Counter()
    for labels, value in samples.get("luma_http_request_seconds_bucket", []):
        buckets[float(labels["le"])] += int(value)
    total = max(buckets.values(), default=0)

    def percentile(share: float) -> float | None:
        for bound in sorted(buckets):
            if total and buckets[bound] >= share * total:
                return None if bound == float("inf") else bound * 1000
        return None

    return RequestsOut(
        answered=int(sum(value for _, value in answered)),
        failed=int(sum(value for labels, value in answered if labels["status"].startswith("5"))),
        p50_ms=percentile(0.5),
        p95_ms=percentile(0.95),
    )


def _outcomes(samples: dict[str, list[tuple[dict[str, str], float]]], name: str) -> OutcomesOut:
    found: Counter[str] = Counter()
    for labels, value in samples.get(name, []):
        found[labels["outcome"]] += int(value)
    return OutcomesOut(total=found.total(), succeeded=sum(found[word] for word in SUCCEEDED), by_outcome=dict(found))


def _waiting() -> dict[str, int] | None:
    if not redis_breaker.allows():
        return None
    try:
        pipeline = redis_client().pipeline(transaction=False)
        for queue in QUEUES:
            pipeline.llen(key(queue))
        lengths = pipeline.execute()
    except redis.RedisError:
        redis_breaker.failed()
        return None
    redis_breaker.succeeded()
    return dict(zip(QUEUES, map(int, lengths), strict=True))


def _silence(session: Session) -> dict[str, dict[str, float]]:
    """For each queue its readers, by host, with the seconds since they were heard."""
    age = func.extract("epoch", func.clock_timestamp() - Heartbeat.at)
    found: dict[str, dict[str, float]] = {queue: {} for queue in QUEUES}
    for worker, seconds in session.execute(select(Heartbeat.worker, age)):
        queue, _, host = worker.partition("@")
        if queue in found:
            found[queue][host] = round(float(seconds), 1)
    return found


def _queues(session: Session) -> list[QueueOut]:
    waiting = _waiting()
    readers = _silence(session)
    return [
        QueueOut(name=queue, waiting=waiting[queue] if waiting else None, readers=readers[queue]) for queue in QUEUES
    ]


def _by_status(session: Session, column: Any) -> dict[str, int]:
    rows = session.execute(select(column, func.count()).group_by(column))
    return {status.value: int(number) for status, number in rows}


def _poll_lag(session: Session) -> float:
    """How late the most belated look at projects is, seconds."""
    late = func.extract("epoch", func.clock_timestamp() - func.min(PollGroup.next_poll_at))
    return max(0.0, round(float(session.scalar(select(late)) or 0.0), 2))


def _telegram(session: Session) -> dict[str, Any]:
    late = func.extract("epoch", func.clock_timestamp() - func.min(TelegramChat.next_at))
    counted = session.execute(select(TelegramMessage.status, func.count()).group_by(TelegramMessage.status))
    rows: dict[MessageStatus, int] = dict(counted.all())
    return {
        "waiting": rows.get(MessageStatus.QUEUED, 0) + rows.get(MessageStatus.SENDING, 0),
        "lag_seconds": max(0.0, round(float(session.scalar(select(late)) or 0.0), 2)),
        "dead": rows.get(MessageStatus.DEAD, 0),
    }


class Gauges:
    """What is asked for only when Prometheus asks; what is away is left out of the answer."""

    def collect(self) -> Iterator[Metric]:
        """The gauges, for prometheus_client."""
        depth = GaugeMetricFamily("luma_queue_waiting", "Messages that wait in a queue", labels=["queue"])
        for queue, number in (_waiting() or {}).items():
            depth.add_metric([queue], number)
        yield depth
        try:
            with read_only() as session:
                silence, lag, telegram = _silence(session), _poll_lag(session), _telegram(session)
                jobs, runs = _by_status(session, Job.status), _by_status(session, Execution.status)
        except SQLAlchemyError:
            return
        silent = GaugeMetricFamily(
            "luma_queue_silent_seconds", "Seconds since a queue's reader was heard", labels=["queue", "host"]
        )
        for queue, hosts in silence.items():
            for host, seconds in hosts.items():
                silent.add_metric([queue, host], seconds)
        yield silent
        yield GaugeMetricFamily("luma_poll_lag_seconds", "How late the look at projects is", value=lag)
        yield GaugeMetricFamily("luma_telegram_waiting", "Telegram messages that wait", value=telegram["waiting"])
        yield GaugeMetricFamily(
            "luma_telegram_lag_seconds", "How late the first Telegram message is", value=telegram["lag_seconds"]
        )
        for name, words, found in (
            ("luma_jobs", "Jobs by status", jobs),
            ("luma_executions", "Runs of scripts by status", runs),
        ):
            family = GaugeMetricFamily(name, words, labels=["status"])
            for status, number in found.items():
                family.add_metric([status], number)
            yield family


def register(registry: CollectorRegistry) -> None:
    """Add the gauges to what is answered at /metrics."""
    registry.register(Gauges())
