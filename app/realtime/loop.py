"""A loop in one thread: descriptors by epoll, timers by a wheel, a small pool for what waits, calls from elsewhere."""

import os
import select
import threading
import time
from collections import deque
from collections.abc import Callable
from functools import partial
from typing import Any

import structlog

from app.realtime.pool import Pool
from app.realtime.wheel import TimerWheel

log = structlog.get_logger(__name__)

_EVENTS = 1024


class Loop:
    """Only `start` and `call` may be used from other threads. ``now`` is the monotonic time of this turn."""

    def __init__(self, name: str, pool_threads: int) -> None:
        self.now = time.monotonic()
        self.running = True
        self._handlers: dict[int, Callable[[int], None]] = {}
        self._masks: dict[int, int] = {}
        self._epoll = select.epoll()
        self._inbox: deque[Callable[[], None]] = deque()
        self._wake_fd = os.eventfd(0, os.EFD_NONBLOCK | os.EFD_CLOEXEC)
        self._wheel = TimerWheel(self.now)
        self._pool = Pool(pool_threads, f"{name}-pool")
        self.thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Start the thread."""
        self.thread.start()

    def call(self, callback: Callable[[], None]) -> None:
        """Run ``callback`` in the loop, soon. For other threads."""
        self._inbox.append(callback)
        os.eventfd_write(self._wake_fd, 1)

    def after(self, delay: float, callback: Callable[[], None]) -> None:
        """Call back in the loop after ``delay`` seconds, at most two minutes."""
        self._wheel.after(delay, partial(self.guard, callback))

    def in_pool(self, work: Callable[[], Any], then: Callable[[Any, BaseException | None], None]) -> None:
        """Run ``work`` in a thread and ``then(result, error)`` in the loop."""

        def job() -> None:
            try:
                result = work()
            except Exception as error:  # noqa: BLE001  # handed to whoever asked
                self.call(partial(then, None, error))
            else:
                self.call(partial(then, result, None))

        self._pool.run(job)

    def watch(self, fd: int, handler: Callable[[int], None], write: bool) -> None:
        """Call ``handler`` with the epoll events of ``fd``; ``write``: also when it can be written."""
        self._handlers[fd] = handler
        self.set_mask(fd, select.EPOLLIN | (select.EPOLLOUT if write else 0))

    def unwatch(self, fd: int) -> None:
        """Forget ``fd``."""
        self._handlers.pop(fd, None)
        if self._masks.pop(fd, None) is not None:
            self._epoll.unregister(fd)

    def set_mask(self, fd: int, mask: int) -> None:
        """Be told of the epoll events ``mask`` of ``fd``."""
        known = self._masks.get(fd)
        if known is None:
            self._epoll.register(fd, mask)
        elif known != mask:
            self._epoll.modify(fd, mask)
        self._masks[fd] = mask

    def guard(self, act: Callable[[], None], fd: int = -1) -> None:
        """Run one step: a fault in it must not stop the loop, which serves everybody."""
        try:
            act()
        except Exception:
            log.exception("hub_fault")
            self.faulty(fd)

    def faulty(self, fd: int) -> None:
        """A step of ``fd`` (-1: of nobody) failed."""

    def turn(self, until: float) -> float:
        """What is done after each round of events; gives the monotonic time, at most ``until``, of the next."""
        return until

    def ended(self) -> None:
        """The loop has ended."""

    def _run(self) -> None:
        self.set_mask(self._wake_fd, select.EPOLLIN)
        due = self.now
        while self.running:
            timeout = 0.0 if self._inbox else max(0.0, due - time.monotonic())
            events = self._epoll.poll(timeout, _EVENTS)
            self.now = time.monotonic()
            for fd, event in events:
                handler = self._handlers.get(fd)
                if handler is not None:
                    self.guard(partial(handler, event), fd)
                elif fd == self._wake_fd:
                    os.eventfd_read(fd)
            while self._inbox:
                self.guard(self._inbox.popleft())
            self._wheel.advance(self.now)
            due = self.turn(self._wheel.due)
        self.ended()
        self._pool.stop()
        self._epoll.close()
        # The eventfd stays open: a thread of the pool may be about to report.
