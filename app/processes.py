"""The processes of a deployment: how each is started, by the supervisor on one machine or as a service of its own."""

from __future__ import annotations

import sys

from app.config import Settings

# Celery: TERM is a soft shutdown, so that unfinished messages go back. See worker/main.py for its length.
ENVIRONMENT = {"REMAP_SIGTERM": "SIGQUIT", "MALLOC_ARENA_MAX": "2"}

# Ticks need a place beside the runs that are being watched.
_SPARE_THREADS = 2


def _celery(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "celery", *arguments]


def _worker(name: str, pool: str, slots: int, *queues: str) -> list[str]:
    # Without gossip and mingle a worker survives a restart of Redis; remote control, its canary, stays on.
    return _celery(
        "-A", "worker.main", "worker", "-Q", ",".join(queues), "-P", pool, "-c", str(slots), "-n", f"{name}@%h",
        "--without-gossip", "--without-mingle", "-l", "warning",
    )  # fmt: skip


def command(name: str, settings: Settings) -> list[str]:
    """The command of the process `name`; raises KeyError for one that is not known."""
    return {
        "api": lambda: [
            sys.executable, "-m", "gunicorn", "--bind", f"{settings.host}:{settings.port}", "--worker-class", "gthread",
            "--workers", str(settings.api_processes), "--threads", str(settings.api_threads), "--preload",
            "--keep-alive", "30", "--timeout", "60", "--graceful-timeout", "10", "--log-level", "warning",
            "--no-control-socket", "app.main:serve()",
        ],
        "worker": lambda: _worker("system", "threads", 4, "system", "telegram"),
        "scripts": lambda: _worker("scripts", "threads", settings.run_slots + _SPARE_THREADS, "scripts"),
        "git": lambda: _worker("git", "prefork", 2, "git"),
        "beat": lambda: _celery("-A", "beat_schedule", "beat", "-l", "warning"),
        "bot": lambda: [sys.executable, "-m", "worker.bot"],
    }[name]()  # fmt: skip


NAMES = ("api", "worker", "scripts", "git", "beat", "bot")
