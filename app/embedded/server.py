"""What an embedded server is to those who start it."""

from __future__ import annotations

from typing import Protocol


class Server(Protocol):
    """A server process of ours, which can be started again under the same address after it died."""

    url: str
    """The address for clients, as in DATABASE_URL and REDIS_URL."""

    def start(self) -> None:
        """Start it and wait until it answers. Raises EmbeddedError where it does not."""

    def alive(self) -> bool:
        """Whether its process lives."""

    def close(self) -> None:
        """In a forked child: do not hold what belongs to the parent."""

    def stop(self) -> None:
        """End it cleanly, by force where it must be, and release its directory."""
