"""Being woken when a keeper writes, instead of looking now and then."""

from __future__ import annotations

import time
from pathlib import Path

from inotify_simple import INotify, flags


class Changes:
    """Wakes whoever follows a run as soon as its keeper writes. Close it; use it as a context manager."""

    def __init__(self, directory: Path) -> None:
        self._notices: INotify | None = None
        try:
            self._notices = INotify()
            self._notices.add_watch(directory, flags.MODIFY | flags.MOVED_TO)
        except OSError:
            # The user's allowance of watches is used up, or the run is not here yet: looking now and then has to do.
            self.close()

    def __enter__(self) -> Changes:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Watch no more."""
        if self._notices is not None:
            self._notices.close()
        self._notices = None

    def wait(self, seconds: float, blind: float) -> None:
        """Return when something has been written since the last call, at the latest after `seconds`.

        `blind` is how long to sleep where nothing can be watched.
        """
        if self._notices is None:
            time.sleep(min(seconds, blind))
        else:
            self._notices.read(timeout=max(0, int(seconds * 1000)))
