"""The processes of a deployment: what each is, and becoming one, below the supervisor or as a service of its own."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass

from app.config import Settings

# The C library reads this before Python runs, so a process gets it from whoever starts it. With an arena for each
# thread, memory that one thread gave back is of no use to the others.
ENVIRONMENT = {"MALLOC_ARENA_MAX": "2"}

# Ticks need a place beside the runs that are being watched.
_SPARE_THREADS = 2


@dataclass(frozen=True, slots=True)
class Worker:
    """A Celery worker: which queues it reads, in how many slots of which pool."""

    queues: tuple[str, ...]
    pool: str
    slots: Callable[[Settings], int]


WORKERS = {
    # Five threads may send to Telegram, one waits for the process that computes the sky; ticks find one of the others.
    "worker": Worker(("system", "telegram", "sky"), "threads", lambda _: 8),
    "scripts": Worker(("scripts",), "threads", lambda chosen: chosen.run_slots + _SPARE_THREADS),
    # Git waits for disks, other programs and networks; threads share what is remembered of the repositories.
    "git": Worker(("git",), "threads", lambda _: 6),
}
NAMES = ("api", *WORKERS, "beat", "bot")

# What the processes are made of. Whoever starts several of them imports it once and forks: they share the memory.
# Nothing here opens a connection, starts a thread or reads the settings when it is imported; a test holds that.
COMMON = (
    "gunicorn.arbiter", "gunicorn.workers.gthread",
    "celery.apps.worker", "celery.apps.beat", "celery.app.amqp", "celery.app.control", "celery.app.events",
    "celery.app.log", "celery.app.routes", "celery.backends.base", "celery.concurrency.prefork",
    "celery.concurrency.thread", "celery.events.state", "celery.fixups.django", "celery.loaders.app",
    "celery.worker.autoscale", "celery.worker.components", "celery.worker.consumer.consumer",
    "celery.worker.consumer.delayed_delivery", "celery.worker.pidbox",
    "kombu.asynchronous.hub", "kombu.mixins", "kombu.transport.redis",
    "app.server", "app.main", "app.administration", "worker.main",
)  # fmt: skip


def preload() -> None:
    """Import everything that any process needs, and read the words of all languages."""
    for name in COMMON:
        importlib.import_module(name)
    importlib.import_module("worker.handles").import_areas()
    importlib.import_module("app.i18n").load_all()
    importlib.import_module("sqlalchemy.orm").configure_mappers()


def worker_of(queue: str) -> str:
    """The name of the process that reads `queue`; raises KeyError where none does."""
    for name, worker in WORKERS.items():
        if queue in worker.queues:
            return name
    raise KeyError(queue)


def command(name: str) -> list[str]:
    """The command line of the process `name`."""
    return [sys.executable, "-m", "app.cli", name]


def become(name: str, chosen: Settings, listener: int | None = None) -> int:
    """Be the process `name` until it is asked to end; its exit code. Raises KeyError for one that is not known.

    `listener` is the descriptor of a socket that is bound already, for the API; else it binds one itself.
    """
    if name in WORKERS:
        worker = WORKERS[name]
        return int(importlib.import_module("worker.main").run(name, worker.queues, worker.pool, worker.slots(chosen)))
    if name == "api":
        from app.server import serve

        return serve("app.main:serve", chosen, listener)
    module, function = {"beat": ("beat_schedule", "run"), "bot": ("worker.bot", "main")}[name]
    return int(getattr(importlib.import_module(module), function)())


def restart_with_environment() -> None:
    """Start this program again where ENVIRONMENT is not set yet."""
    missing = {name: value for name, value in ENVIRONMENT.items() if name not in os.environ}
    if missing:
        os.execve(sys.executable, [sys.executable, *sys.orig_argv[1:]], {**os.environ, **missing})  # noqa: S606
