"""Time: which ticks beat sends, how often. `celery -A beat_schedule beat`.

Ticks carry nothing and are safe to send twice: what is due is decided by rows, so two beats do no harm.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from celery import Celery
from celery.signals import setup_logging

from app.config import settings
from app.logs import configure_logs
from app.messages import (
    QUEUES,
    Message,
    PollDueProjects,
    PollDueRemotes,
    Pulse,
    Repair,
    Retain,
    WakeTelegram,
    WatchSky,
    configure_broker,
)

PULSE_SECONDS = 5.0


def entry(message: Message, seconds: float, queue: str | None = None) -> dict[str, Any]:
    """One line of the schedule: `message` every `seconds`."""
    return {
        "task": message.name(),
        "schedule": seconds,
        "kwargs": asdict(message),
        "options": {"queue": queue or message.queue, "expires": message.expires_seconds, "retry": False},
    }


def schedule() -> dict[str, dict[str, Any]]:
    """The whole schedule."""
    return {
        "repair": entry(Repair(), 1.0),
        "poll": entry(PollDueProjects(), max(0.5, settings().poll_seconds / 2)),
        "remotes": entry(PollDueRemotes(), 1.0),
        "telegram": entry(WakeTelegram(), 1.0),
        "sky": entry(WatchSky(), 2.0),
        "retain": entry(Retain(), 3600.0),
        **{f"pulse-{queue}": entry(Pulse(queue), PULSE_SECONDS, queue) for queue in QUEUES},
    }


def make_beat() -> Celery:
    """The application that only ticks; it keeps no state on disk."""
    beat = Celery("lumastack")
    configure_broker(beat, timeout=2.0, pool=1)
    beat.conf.update(beat_schedule=schedule(), beat_scheduler="celery.beat:Scheduler", beat_max_loop_interval=1)
    return beat


@setup_logging.connect
def _logs(**_: Any) -> None:
    configure_logs("beat")


def run() -> int:
    """Tick until a signal ends this process; the exit code."""
    make_beat().Beat(loglevel="WARNING", quiet=True, schedule=None).run()
    return 0


def __getattr__(name: str) -> Celery:
    """`app`, made when Celery's own command line asks for it: `celery -A beat_schedule beat`."""
    if name != "app":
        raise AttributeError(name)
    return make_beat()
