"""A small pool of daemon threads for what may wait: queries, tickets, connecting."""

import threading
from collections.abc import Callable
from queue import SimpleQueue


class Pool:
    """Runs jobs in the order they come. Unlike the standard library's executor it never holds up the interpreter's end.

    Its backlog is bounded by its user: every socket has at most a few jobs under way.
    """

    def __init__(self, size: int, name: str) -> None:
        self._jobs: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._size = size
        for number in range(size):
            threading.Thread(target=self._work, name=f"{name}-{number}", daemon=True).start()

    def run(self, job: Callable[[], None]) -> None:
        """Run ``job``, which must not raise, in one of the threads."""
        self._jobs.put(job)

    def stop(self) -> None:
        """Let the threads end after what they are at."""
        for _ in range(self._size):
            self._jobs.put(None)

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            job()
