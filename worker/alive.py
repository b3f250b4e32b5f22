"""Signs of life: a worker that hears its ticks, or has its hands full, says so in the table of heartbeats.

Whoever supervises it can then tell a deaf worker, which must be ended, from a busy one, whose ticks wait in the queue.
"""

from __future__ import annotations

import os
import socket
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import structlog
from sqlalchemy.exc import SQLAlchemyError

from app.db import transaction
from app.heartbeats import beat

log = structlog.get_logger(__name__)

INTERVAL_SECONDS = 5.0


def note(queue: str) -> None:
    """Note that the reader of `queue` on this host lives."""
    with transaction() as session:
        beat(session, f"{queue}@{socket.gethostname()}")


class _Busy:
    """Notes, now and then, the queues whose tasks run in this process for longer than a moment."""

    def __init__(self) -> None:
        self._running: Counter[str] = Counter()
        self._changed = threading.Lock()
        self._process = 0
        self.is_watched = False

    def begin(self, queue: str) -> None:
        with self._changed:
            self._running[queue] += 1
            if self.is_watched and self._process != os.getpid():  # a thread does not come along over a fork
                self._process = os.getpid()
                threading.Thread(target=self._watch, name="alive", daemon=True).start()

    def end(self, queue: str) -> None:
        with self._changed:
            self._running[queue] -= 1

    def _watch(self) -> None:
        began = self._queues()
        while True:
            time.sleep(INTERVAL_SECONDS)
            running = self._queues()
            for queue in began & running:
                try:
                    note(queue)
                except SQLAlchemyError as error:
                    log.debug("not_noted", queue=queue, error=type(error).__name__)
            began = running

    def _queues(self) -> set[str]:
        with self._changed:
            return {queue for queue, count in self._running.items() if count > 0}


_busy = _Busy()


def watch() -> None:
    """Let this process, and those that it forks, note long work from now on."""
    _busy.is_watched = True


@contextmanager
def working(queue: str) -> Iterator[None]:
    """While the block runs, `queue` counts as read: its reader has its hands full."""
    _busy.begin(queue)
    try:
        yield
    finally:
        _busy.end(queue)
