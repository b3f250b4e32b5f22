"""The WebSocket side of a client: frames in and out, and the conversation that they carry."""

from collections import deque
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Protocol

import orjson

from app.realtime import frames
from app.realtime.client import PIECE, Client, Entry, Owner
from app.realtime.frames import BrokenFrame, Parser, encode, encode_close, pack, read_close
from app.realtime.syscalls import shutdown_write
from app.security import Principal

if TYPE_CHECKING:
    from app.realtime.room import Subscription

MAX_MESSAGE = 64 * 1024
AUTH_SECONDS = 5.0
# A new page may subscribe to all its rooms at once; from then on so many messages a second.
_BURST = 200.0
_RATE = 20.0
_FRAME_COST = 0.1
_LONGEST_NAME = 100
_LARGEST = 2**63 - 1


class WebSocketHub(Owner, Protocol):
    """What a WebSocket client needs of its hub."""

    def redeem(self, client: "WebSocketClient", ticket: str) -> None:
        """Find out who a ticket stands for, then call `authenticated`."""

    def admit(self, client: Client, principal: Principal) -> bool:
        """Take the client for this person's; says whether they may have one more."""

    def subscribe(
        self, client: Client, room: str, after: int | None, epoch: bytes | None, log_offset: int | None
    ) -> None:
        """Let the client into a room where it may be there."""

    def unsubscribe(self, client: Client, room: str) -> None:
        """Take the client out of a room."""

    def regroup(self, client: Client) -> None:
        """The client's framing has changed."""


class WebSocketClient(Client):
    """One WebSocket."""

    __slots__ = ("_backlog", "_tokens", "_tokens_at", "parser", "socket_hub")

    def __init__(self, hub: WebSocketHub, fd: int, language: str) -> None:
        super().__init__(hub, fd, language)
        self.socket_hub = hub
        self.parser: Parser | None = Parser(MAX_MESSAGE)
        self._backlog: deque[bytes] | None = None
        self._tokens = _BURST
        self._tokens_at = hub.now

    def begin(self, principal: Principal | None) -> None:
        """Start the conversation; without a principal the client has some seconds to show a ticket."""
        if principal is not None:
            self.authenticated(principal)
        else:
            fd = self.fd
            self.hub.after(AUTH_SECONDS, lambda: self._demand(fd))

    def _demand(self, fd: int) -> None:
        if self.fd == fd and self.principal is None:
            self.finish(frames.UNAUTHENTICATED, "unauthorized")

    def authenticated(self, principal: Principal | None) -> None:
        """Go on as ``principal``; None: what was shown is worth nothing."""
        if self.closing or self.fd < 0:
            return
        if principal is None:
            self.complain("unauthorized")
            self.finish(frames.UNAUTHENTICATED, "unauthorized")
        elif not self.socket_hub.admit(self, principal):
            self.complain("too_many_sockets")
            self.finish(frames.POLICY_VIOLATION, "too_many_sockets")
        else:
            self.paused = False
            self.hub.rewatch(self)
            self._work()

    # -- out

    def wrap(self, body: bytes) -> bytes:
        return encode(frames.TEXT, b"[" + body + b"]" if self.batch else body)

    def deliver(self, subscription: "Subscription", entries: Sequence[Entry]) -> None:
        for piece in pack((entry[2] for entry in entries), self.batch, PIECE):
            self.write(piece)

    def farewell(self, code: int, reason: str) -> bytes:
        return encode_close(code, reason)

    def ping(self) -> bytes:
        return encode(frames.PING, b"")

    def sent_last(self) -> None:
        # The connection is kept until the peer ends it or time is up: closing it while something of the peer's is
        # unread would make the kernel throw away what the peer has not yet read of ours.
        shutdown_write(self.fd)

    # -- in

    def received(self, data: bytes) -> None:
        if self.parser is None:
            return
        if self._backlog is None:
            self._backlog = deque()
        seen = self.parser.frames
        try:
            for opcode, payload in self.parser.feed(data):
                if opcode == frames.TEXT:
                    self._backlog.append(payload)
                elif opcode == frames.PING:
                    if not self.closing:
                        self.write(encode(frames.PONG, payload))
                elif opcode == frames.CLOSE:
                    self._closed(payload)
                    return
                elif opcode == frames.BINARY:
                    raise BrokenFrame(frames.UNSUPPORTED_DATA, "binary message")
                if self.fd < 0:
                    return
        except BrokenFrame as broken:
            self._work()
            self.hub.count("broken_frames")
            self.parser = None
            self.finish(broken.code, broken.reason)
            return
        if not self._charge((self.parser.frames - seen) * _FRAME_COST):
            return
        self._work()

    def _closed(self, payload: bytes) -> None:
        code = read_close(payload)
        self._work()
        self.parser = None
        if self.closing:
            if self.queue is None:
                self.hub.drop(self)
            return
        self.finish(code, "")

    def _charge(self, cost: float) -> bool:
        now = self.hub.now
        self._tokens = min(_BURST, self._tokens + (now - self._tokens_at) * _RATE) - cost
        self._tokens_at = now
        if self._tokens >= 0 or self.closing:
            return True
        self.complain("rate_limited", seconds=1)
        self.finish(frames.POLICY_VIOLATION, "rate_limited")
        return False

    def _work(self) -> None:
        backlog = self._backlog
        while backlog and not self.paused and not self.closing and self.fd >= 0:
            if self._charge(1.0):
                self._message(backlog.popleft())
        if not backlog or self.closing:
            self._backlog = None

    def _message(self, payload: bytes) -> None:
        try:
            message = orjson.loads(payload)
        except orjson.JSONDecodeError:
            message = None
        kind = message.get("type") if isinstance(message, dict) else None
        act = _CONVERSATION.get(kind) if isinstance(kind, str) else None
        if act is None:
            self.complain("bad_request")
        elif self.principal is None and kind not in _BEFORE_AUTH:
            self.complain("unauthorized")
            self.finish(frames.UNAUTHENTICATED, "unauthorized")
        else:
            act(self, message)

    def _hello(self, message: dict[str, Any]) -> None:
        batch = message.get("batch", False)
        if not isinstance(batch, bool):
            self.complain("bad_request")
        elif batch != self.batch:
            self.batch = batch
            self.socket_hub.regroup(self)

    def _auth(self, message: dict[str, Any]) -> None:
        ticket = message.get("ticket")
        if self.principal is not None or not isinstance(ticket, str) or not 0 < len(ticket) <= 200:
            self.complain("bad_request")
            return
        # What follows waits until it is known who says it.
        self.paused = True
        self.hub.rewatch(self)
        self.socket_hub.redeem(self, ticket)

    def _subscribe(self, message: dict[str, Any]) -> None:
        room, after, epoch = message.get("room"), message.get("after"), message.get("epoch")
        log_offset = message.get("log_offset")
        if not isinstance(room, str) or not 0 < len(room) <= _LONGEST_NAME:
            self.complain("bad_request")
        elif not (_position(after) and _position(log_offset) and (epoch is None or isinstance(epoch, str))):
            self.complain("bad_request", room)
        else:
            self.socket_hub.subscribe(self, room, after, None if epoch is None else epoch.encode(), log_offset)

    def _unsubscribe(self, message: dict[str, Any]) -> None:
        room = message.get("room")
        if isinstance(room, str):
            self.socket_hub.unsubscribe(self, room)
        else:
            self.complain("bad_request")

    def _ping(self, _: dict[str, Any]) -> None:
        self.write(self.wrap(b'{"type":"pong"}'))


def _position(value: Any) -> bool:
    return value is None or (isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _LARGEST)


_CONVERSATION: dict[str, Callable[[WebSocketClient, dict[str, Any]], None]] = {
    "hello": WebSocketClient._hello,
    "auth": WebSocketClient._auth,
    "subscribe": WebSocketClient._subscribe,
    "unsubscribe": WebSocketClient._unsubscribe,
    "ping": WebSocketClient._ping,
}
_BEFORE_AUTH = frozenset({"hello", "auth", "ping"})
