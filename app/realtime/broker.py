"""The hub's side of Redis: one connection that listens and one that asks, both made again whenever they break."""

import random
import socket
from collections.abc import Callable
from typing import Any, Protocol

import hiredis
import structlog

from app.realtime.link import Link, LinkDown, connect
from app.realtime.positions import Position, Positions, parse_read

log = structlog.get_logger(__name__)

_SILENT_SECONDS = 3.0
_PING_SECONDS = 1.0
_FIRST_RETRY = 0.1
_LAST_RETRY = 2.0

OnRead = Callable[[Position, list[tuple[int, bytes]]], None]


class Loop(Protocol):
    """What the broker needs of the loop that it lives in."""

    now: float

    def in_pool(self, work: Callable[[], Any], then: Callable[[Any, BaseException | None], None]) -> None:
        """Run ``work`` in a thread and ``then`` in the loop."""

    def after(self, delay: float, callback: Callable[[], None]) -> None:
        """Call back in the loop after ``delay`` seconds."""

    def watch(self, fd: int, handler: Callable[[int], None], write: bool) -> None:
        """Call ``handler`` with the epoll events of ``fd``; ``write``: also when it can be written."""

    def unwatch(self, fd: int) -> None:
        """Forget ``fd``."""


class Listener(Protocol):
    """Who is told what Redis says."""

    def broker_up(self) -> None:
        """Both connections are there; nothing is subscribed yet."""

    def broker_down(self) -> None:
        """The connections are lost; what was asked for will not be answered."""

    def confirmed(self, channel: bytes) -> None:
        """From now on every message on ``channel`` arrives."""

    def message(self, channel: bytes, payload: bytes) -> None:
        """A message was published."""


class Broker:
    """Keeps both connections. Subscriptions and reads while they are away are dropped: `broker_up` starts anew."""

    def __init__(self, loop: Loop, listener: Listener, url: str, positions: Positions) -> None:
        self._loop = loop
        self._listener = listener
        self._url = url
        self._positions = positions
        self._listening: Link | None = None
        self._asking: Link | None = None
        self._retry = _FIRST_RETRY
        self._stopped = False
        self._heard = 0.0

    @property
    def up(self) -> bool:
        """Whether both connections are there."""
        return self._asking is not None

    def start(self) -> None:
        """Begin to connect."""
        self._connect()
        self._loop.after(_PING_SECONDS, self._check)

    def stop(self) -> None:
        """Close both connections and make no more."""
        self._stopped = True
        self._close()

    def subscribe(self, channel: str) -> None:
        """Listen to ``channel``; `confirmed` follows."""
        if self._listening is not None:
            self._listening.command(self._loop.now, None, "SUBSCRIBE", channel)

    def unsubscribe(self, channel: str) -> None:
        """Listen to ``channel`` no more."""
        if self._listening is not None:
            self._listening.command(self._loop.now, None, "UNSUBSCRIBE", channel)

    def read(self, room: str, after: int, then: OnRead) -> None:
        """Ask where ``room`` stands and for its stored events after the position ``after`` (-1: none)."""
        if self._asking is not None:
            self._asking.command(
                self._loop.now, lambda answer: then(*parse_read(answer)), *self._positions.read(room, after)
            )

    def reset(self, room: str) -> None:
        """Give ``room`` a new epoch: everybody in it, here and elsewhere, is told that events may be missing."""
        if self._asking is not None:
            self._asking.command(self._loop.now, lambda _: None, *self._positions.reset(room))

    def flush(self) -> None:
        """Send what was asked for in this turn of the loop."""
        for link in (self._listening, self._asking):
            if link is not None and link.unsent:
                try:
                    link.flush()
                except LinkDown as error:
                    self._broken(error)
                    return
                if link.unsent:
                    self._loop.watch(link.fd, self._on_listening if link is self._listening else self._on_asking, True)

    def _connect(self) -> None:
        if self._stopped:
            return

        def both() -> tuple[socket.socket, socket.socket]:
            first = connect(self._url, self._positions)
            try:
                return first, connect(self._url, self._positions)
            except BaseException:
                first.close()
                raise

        self._loop.in_pool(both, self._connected)

    def _connected(self, sockets: tuple[socket.socket, socket.socket] | None, error: BaseException | None) -> None:
        if sockets is None:
            log.warning("hub_redis_away", error=type(error).__name__, retry_seconds=round(self._retry, 2))
            # Spread, so that many hubs do not come back in the same instant.
            self._loop.after(self._retry * random.uniform(0.5, 1.0), self._connect)  # noqa: S311
            self._retry = min(self._retry * 2, _LAST_RETRY)
            return
        if self._stopped:
            for sock in sockets:
                sock.close()
            return
        self._retry = _FIRST_RETRY
        self._heard = self._loop.now
        self._listening, self._asking = Link(sockets[0]), Link(sockets[1])
        self._loop.watch(self._listening.fd, self._on_listening, False)
        self._loop.watch(self._asking.fd, self._on_asking, False)
        self.subscribe(self._positions.control)
        self._listener.broker_up()

    def _on_listening(self, _: int) -> None:
        link = self._listening
        if link is None:
            return
        self._heard = self._loop.now
        try:
            for answer in link.receive():
                if isinstance(answer, list) and answer[0] == b"message":
                    self._listener.message(answer[1], answer[2])
                elif isinstance(answer, list) and answer[0] == b"subscribe":
                    self._listener.confirmed(answer[1])
                elif isinstance(answer, hiredis.HiredisError):
                    raise LinkDown(str(answer))
                if link is not self._listening:
                    return
            link.flush()
        except LinkDown as error:
            self._broken(error)
            return
        self._loop.watch(link.fd, self._on_listening, link.unsent)

    def _on_asking(self, _: int) -> None:
        link = self._asking
        if link is None:
            return
        try:
            for answer in link.receive():
                if isinstance(answer, hiredis.HiredisError):
                    # A script that is gone (SCRIPT FLUSH) is loaded again by connecting again.
                    raise LinkDown(str(answer))
                link.waiting.popleft()[1](answer)
                if link is not self._asking:
                    return
            link.flush()
        except LinkDown as error:
            self._broken(error)
            return
        self._loop.watch(link.fd, self._on_asking, link.unsent)

    def _check(self) -> None:
        """Notice a server that is there and says nothing: frozen, or behind a network that drops everything."""
        if self._stopped:
            return
        now = self._loop.now
        if self._listening is not None and self._asking is not None:
            if self._asking.overdue(now, _SILENT_SECONDS) or now - self._heard > _SILENT_SECONDS:
                self._broken(LinkDown("silent"))
            else:
                self._listening.command(now, None, "PING")
                self._asking.command(now, lambda _: None, "PING")
        self._loop.after(_PING_SECONDS, self._check)

    def _broken(self, error: LinkDown) -> None:
        log.warning("hub_redis_lost", error=str(error))
        self._close()
        self._listener.broker_down()
        self._loop.after(self._retry, self._connect)

    def _close(self) -> None:
        for link in (self._listening, self._asking):
            if link is not None:
                self._loop.unwatch(link.fd)
                link.close()
        self._listening = self._asking = None
