"""Prometheus metrics of this process, and the answer at /metrics over all API processes."""

from __future__ import annotations

import os
from collections.abc import Callable

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Counter,
    Histogram,
    generate_latest,
    multiprocess,
)

REQUESTS = Counter("luma_http_requests_total", "Requests answered", ["method", "route", "status"])
REQUEST_SECONDS = Histogram(
    "luma_http_request_seconds",
    "Time to answer a request, seconds",
    ["method", "route"],
    buckets=(0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2, 5),
)
LOGINS = Counter("luma_logins_total", "Logins by outcome", ["outcome"])
TASKS = Counter("luma_tasks_total", "Tasks ended, by name and outcome", ["task", "outcome"])
TASK_SECONDS = Histogram("luma_task_seconds", "Time a task took, seconds", ["task"])
TELEGRAM_CALLS = Counter(
    "luma_telegram_calls_total", "Calls of the Bot API, by method and outcome", ["method", "outcome"]
)


# Each adds collectors to the registry of one answer: gauges that are looked up only when somebody asks.
_additions: list[Callable[[CollectorRegistry], None]] = []


def add(register: Callable[[CollectorRegistry], None]) -> None:
    """Have `register` called for every answer at /metrics."""
    if register not in _additions:
        _additions.append(register)


def _counted() -> CollectorRegistry:
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        registry = CollectorRegistry()
        multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        return registry
    return REGISTRY


def counts() -> dict[str, list[tuple[dict[str, str], float]]]:
    """What was counted, of all processes where they share a directory: by sample, each with its labels."""
    found: dict[str, list[tuple[dict[str, str], float]]] = {}
    for family in _counted().collect():
        for sample in family.samples:
            found.setdefault(sample.name, []).append((sample.labels, sample.value))
    return found


def exposition() -> tuple[bytes, str]:
    """The metrics in Prometheus' text format, and its content type; of all processes where they share a directory."""
    asked = CollectorRegistry()
    for register in _additions:
        register(asked)
    return generate_latest(_counted()) + generate_latest(asked), CONTENT_TYPE_LATEST
