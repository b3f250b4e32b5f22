"""The server-sent-events side of a client: the same events for those without WebSocket, with positions as event ids.

An id names the position in every room of the connection, as `room=epoch.position[.log byte]` joined by `;`, so that a
browser that comes back with Last-Event-ID resumes all of them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.realtime.client import PIECE, Client, Entry, Owner
from app.realtime.frames import SERVICE_RESTART
from app.realtime.syscalls import shutdown_write

if TYPE_CHECKING:
    from app.realtime.room import Subscription

MAX_ROOMS = 20
_POSITION = re.compile(r"([a-z0-9:_-]{1,100})=([0-9a-f]{1,64})\.(\d{1,18})(?:\.(\d{1,18}))?")


@dataclass(frozen=True, slots=True)
class Resume:
    """Where a connection stood in one room."""

    epoch: bytes
    seq: int
    log_offset: int | None


def parse_last_event_id(text: str) -> dict[str, Resume]:
    """The positions in a Last-Event-ID; what is not one of ours is left out."""
    found: dict[str, Resume] = {}
    for part in text.split(";")[:MAX_ROOMS]:
        match = _POSITION.fullmatch(part)
        if match is not None:
            room, epoch, seq, offset = match.groups()
            found[room] = Resume(epoch.encode(), int(seq), None if offset is None else int(offset))
    return found


class EventStreamClient(Client):
    """One event stream. Its frames carry its own ids, so they are made for it alone."""

    __slots__ = ("_ids",)

    is_stream = True

    def __init__(self, hub: Owner, fd: int, language: str, resumed: dict[str, Resume]) -> None:
        """``resumed``: where it stood, for rooms that have nothing to say yet."""
        super().__init__(hub, fd, language)
        self._ids: dict[str, bytes] = {
            name: _mark(name, place.epoch, place.seq, place.log_offset) for name, place in resumed.items()
        }

    def wrap(self, body: bytes) -> bytes:
        return b"data: " + body + b"\n\n"

    def announce(self, subscription: "Subscription", body: bytes) -> None:
        self.write(self._identified(subscription) + self.wrap(body))

    def _identified(self, subscription: "Subscription") -> bytes:
        room = subscription.room
        assert room is not None
        log_offset = subscription.log_sent if subscription.log_offset is not None else None
        self._ids[room.name] = _mark(room.name, room.epoch, subscription.seq, log_offset)
        return b"id: " + b";".join(self._ids.values()) + b"\n"

    def deliver(self, subscription: "Subscription", entries: Sequence[Entry]) -> None:
        piece: list[bytes] = []
        size = 0
        for seq, log, body in entries:
            subscription.seq = seq
            if log is not None:
                subscription.log_sent = log[1]
            piece += (self._identified(subscription), self.wrap(body))
            size += len(body)
            if size > PIECE:
                self.write(b"".join(piece))
                piece, size = [], 0
        if piece:
            self.write(b"".join(piece))

    def farewell(self, code: int, reason: str) -> bytes:
        # A stream has no close codes; on a restart of the server the reason is when to come back, in milliseconds.
        return b"retry: %d\n\n" % int(reason) if code == SERVICE_RESTART else b": " + reason.encode() + b"\n\n"

    def ping(self) -> bytes:
        return b":\n\n"

    def received(self, data: bytes) -> None:
        """Nothing is expected after the request; what comes is ignored."""

    def sent_last(self) -> None:
        shutdown_write(self.fd)


def _mark(name: str, epoch: bytes, seq: int, log_offset: int | None) -> bytes:
    mark = f"{name}={epoch.decode()}.{seq}"
    return (mark if log_offset is None else f"{mark}.{log_offset}").encode()
