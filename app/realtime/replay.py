"""A log by byte offset: replayed from the database, then joined to the live stream with no gap and no repeat.

The room knows the byte up to which its live log subscriptions have been served. A subscription that begins is served
from the database until it reaches that byte, then goes live. A live event that begins exactly there goes to all; one
that ends before it is known already; one that begins later shows a lost event, and all go back to the database for what
is missing. Pieces are read one at a time and only while the client takes them: any replay needs little memory.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Protocol

import orjson
import structlog

from app.http import rfc3339
from app.realtime.client import LOW_WATER, Entry
from app.realtime.events import LOG, utf8_cut
from app.realtime.positions import HISTORY_BYTES
from app.realtime.rooms import ReadLog

if TYPE_CHECKING:
    from app.realtime.room import Room, Subscription

log = structlog.get_logger(__name__)

_PIECE = 128 * 1024
_RETRY_SECONDS = 0.25
_AWAY_SECONDS = 1.0


class ReplayHub(Protocol):
    """What a log feed needs of its hub."""

    now: float

    def in_pool(self, work: Callable[[], Any], then: Callable[[Any, BaseException | None], None]) -> None:
        """Run ``work`` in a thread and ``then`` in the loop."""

    def after(self, delay: float, callback: Callable[[], None]) -> None:
        """Call back in the loop after ``delay`` seconds."""

    def end_subscription(self, subscription: "Subscription", code: str) -> None:
        """End a subscription with an error."""


class LogFeed:
    """The log of one room. ``position`` is the byte that live subscriptions have been served up to, None if unknown."""

    def __init__(self, hub: ReplayHub, room: "Room", read_log: ReadLog, identifier: str) -> None:
        self.hub = hub
        self.room = room
        self.position: int | None = None
        self.replaying: set[Subscription] = set()
        self.ahead: set[Subscription] = set()
        self.heard = 0.0
        self.complete = False
        self._read_log = read_log
        self._id = identifier
        self._readers: dict[tuple[int, int], list[Subscription]] = {}
        self._checking = False

    # -- the live stream

    def accept(self, offset: int, end: int) -> bool:
        """Take a live piece of the log; says whether live subscriptions get it as it is."""
        self.heard = self.hub.now
        self.complete = False
        if self.position is None:
            self.position = end
            return False
        if end <= self.position:
            return False
        if offset == self.position:
            self.position = end
            return True
        self._gap(end)
        return False

    def hold(self, entry: Entry) -> None:
        """Keep an event of another kind for those who have not yet seen the log before it."""
        for subscription in self.replaying:
            subscription.hold(entry)

    def restarted(self) -> None:
        """The room's history is gone: those who replay lose what was held for them, and are told."""
        for subscription in tuple(self.replaying):
            subscription.held, subscription.held_lost = None, False
            self.room.tell_restarted(subscription)

    def _gap(self, end: int) -> None:
        self.room.flush()
        behind = list(self.room.live_logs())
        assert self.position is not None
        for subscription in behind:
            self.room.retire(subscription)
            subscription.log_sent, subscription.seq = self.position, self.room.seq
            self.replaying.add(subscription)
        self.position = end
        for subscription in behind:
            self.pump(subscription)

    def check(self) -> None:
        """Compare with the database: the last event of a log may be the one that was lost."""
        if self._checking or self.position is None or self.complete or not any(True for _ in self.room.live_logs()):
            return
        self._checking = True
        position = self.position
        self.hub.in_pool(lambda: self._read_log(self._id, position, 0), self._checked)

    def _checked(self, result: tuple[bytes, bool, int] | None, error: BaseException | None) -> None:
        self._checking = False
        if result is None or self.position is None:
            return
        _, complete, size = result
        self.complete = complete and size == self.position
        if size > self.position:
            self._gap(size)

    # -- the replay

    def start(self, subscription: "Subscription") -> None:
        """Begin to replay for a subscription that has just been let in."""
        self.room.retire(subscription)
        self.replaying.add(subscription)
        self.pump(subscription)

    def leave(self, subscription: "Subscription") -> None:
        """Forget a subscription."""
        self.replaying.discard(subscription)
        self.ahead.discard(subscription)

    def wake(self) -> None:
        """The live stream has moved: those who were ahead of it may have been reached."""
        waiting, self.ahead = self.ahead, set()
        for subscription in waiting:
            self.pump(subscription)

    def pump(self, subscription: "Subscription") -> None:
        """Take the next step of a replay."""
        if subscription not in self.replaying or subscription.reading:
            return
        client = subscription.client
        if client.queued > LOW_WATER:
            client.when_drained(lambda: self.pump(subscription))
            return
        limit = _PIECE
        if self.position is not None:
            if subscription.log_sent == self.position:
                self._finish(subscription, [])
                return
            if subscription.log_sent < self.position:
                recent, limit = self._recent(subscription.log_sent, self.position)
                if recent:
                    self._finish(subscription, recent)
                    return
        subscription.reading = True
        key = (subscription.log_sent, limit)
        readers = self._readers.setdefault(key, [])
        readers.append(subscription)
        if len(readers) == 1:
            # Those who stand at the same byte share one read.
            self.hub.in_pool(
                lambda: self._read_log(self._id, *key), lambda result, error: self._read(key, result, error)
            )

    def _recent(self, sent: int, target: int) -> tuple[list[Entry], int]:
        """The recent events that carry the bytes from ``sent`` to ``target``, or none and how much to read instead."""
        limit = min(_PIECE, target - sent)
        if target - sent > HISTORY_BYTES:
            return [], limit
        found: list[Entry] = []
        needed = sent
        for entry in self.room.ring:
            span = entry[1]
            if span is None or span[1] <= needed:
                continue
            if span[0] != needed:
                # Read up to where an event begins, so that the next step can take it from memory.
                return [], min(limit, (span[0] if span[0] > needed else span[1]) - sent) if needed == sent else limit
            found.append(entry)
            needed = span[1]
        return (found, limit) if needed == target else ([], limit)

    def _read(self, key: tuple[int, int], result: tuple[bytes, bool, int] | None, error: BaseException | None) -> None:
        readers = self._readers.pop(key, [])
        if result is not None and self.position is None and readers:
            self.position = max(result[2], key[0] if key[0] <= result[2] else 0)
        for subscription in readers:
            subscription.reading = False
            if subscription not in self.replaying:
                continue
            if result is None:
                self._failed(subscription, error)
            else:
                self._take(subscription, *result)

    def _failed(self, subscription: "Subscription", error: BaseException | None) -> None:
        if isinstance(error, LookupError):
            self.hub.end_subscription(subscription, "not_found")
            return
        log.warning("log_replay_waits", room=self.room.key, error=type(error).__name__)
        self._later(subscription, _AWAY_SECONDS)

    def _later(self, subscription: "Subscription", delay: float) -> None:
        subscription.reading = True

        def again() -> None:
            subscription.reading = False
            self.pump(subscription)

        self.hub.after(delay, again)

    def _take(self, subscription: "Subscription", data: bytes, complete: bool, size: int) -> None:
        assert self.position is not None
        offset = subscription.log_sent
        if offset > size:
            self.hub.end_subscription(subscription, "range_not_satisfiable")
            return
        if offset + len(data) < self.position:
            # More follows at once: a character that is cut here goes with it.
            data = data[: utf8_cut(data) or len(data)]
        if data:
            end = offset + len(data)
            subscription.log_sent = end
            subscription.client.deliver(subscription, [self._entry(subscription.seq, offset, end, data)])
            self.pump(subscription)
        elif offset < self.position:
            # Published before this connection to the database can see it.
            self._later(subscription, _RETRY_SECONDS)
        elif offset == self.position:
            self.pump(subscription)
        else:
            # This client comes from a hub that is ahead of this one: wait until the live stream gets there.
            self.ahead.add(subscription)

    def _entry(self, seq: int, offset: int, end: int, data: bytes) -> Entry:
        message = {
            "type": "event",
            "room": self.room.name,
            "seq": seq,
            "event": LOG,
            "data": {"offset": offset, "text": data.decode(errors="replace"), "next_offset": end},
            "at": rfc3339(datetime.now(UTC)),
        }
        return seq, (offset, end), orjson.dumps(message)

    def _finish(self, subscription: "Subscription", recent: list[Entry]) -> None:
        self.room.flush()
        self.replaying.discard(subscription)
        entries = sorted([*(subscription.held or ()), *recent], key=lambda entry: entry[0])
        lost, subscription.held, subscription.held_lost = subscription.held_lost, None, False
        if lost:
            self.room.tell_restarted(subscription)
            entries = recent
        if entries:
            subscription.client.deliver(subscription, entries)
        self.room.live(subscription)
