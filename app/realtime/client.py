"""One browser's connection: what it is subscribed to, what waits to be sent to it, and how it ends."""

import select
from collections import deque
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Protocol

import orjson

from app.i18n import translate
from app.realtime.frames import SLOW_CONSUMER
from app.realtime.syscalls import Receiver, send
from app.security import Principal

if TYPE_CHECKING:
    from app.realtime.room import Subscription

# What may wait for one client. A room's whole history must fit on top of what LOW_WATER allows.
MAX_QUEUED = 2 * 1024 * 1024
LOW_WATER = 256 * 1024
# What is sent in one go: small enough that a slow client can be closed soon after the piece that is half out.
PIECE = 64 * 1024
_READABLE = select.EPOLLIN | select.EPOLLHUP | select.EPOLLERR | select.EPOLLRDHUP

Entry = tuple[int, tuple[int, int] | None, bytes]
"""An event on its way: its position, the log bytes it carries (or None), and its JSON message."""


class Owner(Protocol):
    """What a client needs of its hub."""

    now: float
    receiver: Receiver

    def rewatch(self, client: "Client") -> None:
        """Look anew at what the client wants to be told of."""

    def drop(self, client: "Client") -> None:
        """Close the socket now and forget the client."""

    def leave_all(self, client: "Client") -> None:
        """End all subscriptions of the client."""

    def after(self, delay: float, callback: Callable[[], None]) -> None:
        """Call back after ``delay`` seconds."""

    def count(self, what: str, number: int = 1) -> None:
        """Add to a metric."""


class Client:
    """The base of WebSocket and event-stream connections: an outgoing queue bounded in bytes, and an orderly end.

    Most clients keep up and have no queue at all: what is sent goes straight to the socket.
    """

    __slots__ = (
        "batch",
        "closing",
        "drained",
        "fd",
        "head",
        "heard",
        "hub",
        "language",
        "paused",
        "principal",
        "queue",
        "queued",
        "subscriptions",
    )

    close_seconds = 5.0
    is_stream = False

    def __init__(self, hub: Owner, fd: int, language: str) -> None:
        """``fd``: the connected, non-blocking socket, owned from now on; ``language``: of texts until one signs in."""
        self.hub = hub
        self.fd = fd
        self.language = language
        self.principal: Principal | None = None
        self.subscriptions: dict[str, Subscription] = {}
        self.batch = False
        self.closing = False
        self.paused = False
        self.heard = True
        self.queue: deque[bytes] | None = None
        self.head = 0  # how much of the queue's first piece is out
        self.queued = 0
        self.drained: list[Callable[[], None]] | None = None

    def __call__(self, event: int) -> None:
        """Something happened to the socket: ``event`` holds epoll's flags."""
        if event & select.EPOLLOUT:
            self.writable()
        if event & _READABLE and self.fd >= 0:
            try:
                data = self.hub.receiver.receive(self.fd)
            except OSError:
                data = b""
            if data:
                self.heard = True
                self.received(data)
            elif data is not None:
                self.hub.drop(self)

    def write(self, piece: bytes) -> None:
        """Send one piece now, or queue it by reference behind what waits already."""
        if self.queue is not None:
            self._enqueue(piece)
            return
        if self.fd < 0 or self.closing:
            return
        try:
            sent = send(self.fd, piece)
        except OSError:
            self.hub.drop(self)
            return
        if sent < len(piece):
            self.queue, self.head, self.queued = deque((piece,)), sent, len(piece) - sent
            self.hub.rewatch(self)

    def _enqueue(self, piece: bytes) -> None:
        if self.closing:
            return
        assert self.queue is not None
        if self.queued + len(piece) > MAX_QUEUED:
            self._too_slow()
            return
        self.queue.append(piece)
        self.queued += len(piece)

    def writable(self) -> None:
        """Send on: the socket has room again."""
        while self.queue:
            piece = self.queue[0]
            try:
                sent = send(self.fd, piece, self.head)
            except OSError:
                self.hub.drop(self)
                return
            self.head += sent
            self.queued -= sent
            if self.head < len(piece):
                break
            self.queue.popleft()
            self.head = 0
        if not self.queue:
            self.queue = None
            self.hub.rewatch(self)
            if self.closing:
                self.sent_last()
        if self.drained and self.queued <= LOW_WATER:
            callbacks, self.drained = self.drained, None
            for callback in callbacks:
                callback()

    def when_drained(self, callback: Callable[[], None]) -> None:
        """Call back as soon as little waits to be sent. For whoever has much to send and must not flood the queue."""
        if self.drained is None:
            self.drained = []
        self.drained.append(callback)

    def _too_slow(self) -> None:
        """Keep the piece that is half out, throw away the rest, and say why."""
        assert self.queue is not None
        self.hub.count("slow_consumers")
        # A piece that has not begun goes too: what follows it then comes sooner.
        head = self.queue[0] if self.head else None
        self.queue = deque(() if head is None else (head,))
        self.queued = 0 if head is None else len(head) - self.head
        self.complain("slow_consumer")
        self.finish(SLOW_CONSUMER, "slow_consumer")

    def wrap(self, body: bytes) -> bytes:
        """One JSON message in the framing of this connection."""
        raise NotImplementedError

    def deliver(self, subscription: "Subscription", entries: Sequence[Entry]) -> None:
        """Send events of one subscription, in order."""
        raise NotImplementedError

    def announce(self, subscription: "Subscription", body: bytes) -> None:
        """Send the message that says where a subscription begins."""
        self.write(self.wrap(body))

    def farewell(self, code: int, reason: str) -> bytes:
        """The last bytes of this connection."""
        raise NotImplementedError

    def ping(self) -> bytes:
        """Bytes that make a live peer answer, or that at least show a dead one."""
        raise NotImplementedError

    def received(self, data: bytes) -> None:
        """Take what the client sent."""
        raise NotImplementedError

    def sent_last(self) -> None:
        """The farewell is out."""
        raise NotImplementedError

    def say(self, **message: Any) -> None:
        """Send one JSON message."""
        self.write(self.wrap(orjson.dumps(message)))

    def complain(self, code: str, room: str | None = None, **params: Any) -> None:
        """Send an error in the client's language; ``code`` is one of app.errors.ERRORS."""
        detail = translate(self.language, f"error-{code.replace('_', '-')}", **params)
        where = {} if room is None else {"room": room}
        piece = self.wrap(orjson.dumps({"type": "error", "code": code, **where, "detail": detail}))
        # Past the bound: it is small, and it is the last thing but one of a client that is too slow.
        if self.queue is not None and not self.closing:
            self.queue.append(piece)
            self.queued += len(piece)
        else:
            self.write(piece)

    def finish(self, code: int, reason: str) -> None:
        """Say farewell behind what is queued, and close when it is out or after some seconds."""
        if self.closing or self.fd < 0:
            return
        self.hub.leave_all(self)
        piece = self.farewell(code, reason)
        if self.queue is not None:
            self.queue.append(piece)
            self.queued += len(piece)
        else:
            self.write(piece)
        if self.fd < 0:
            return
        self.closing = True
        self.paused = False
        self.hub.rewatch(self)
        fd = self.fd
        self.hub.after(self.close_seconds, lambda: self._deadline(fd))
        if self.queue is None:
            self.sent_last()

    def _deadline(self, fd: int) -> None:
        if self.fd == fd:
            self.hub.drop(self)
