"""A room in the hub: its position, its recent events, and whoever is in it.

To join without a gap: listen to the channel, wait until that is confirmed, read where the room stands, keep what comes
meanwhile, drop what is not newer, and from then on go position by position. A jump means that something was lost on the
way: the room reads what is missing before it goes on, and where that is gone, everybody is told by `recovered: false`.
"""

from collections import deque
from collections.abc import Iterable
from enum import Enum, auto
from typing import Any, Protocol

import orjson

from app.realtime.broker import Broker
from app.realtime.client import LOW_WATER, PIECE, Client, Entry
from app.realtime.frames import pack
from app.realtime.positions import HISTORY_BYTES, Position, parse_published
from app.realtime.replay import LogFeed, ReplayHub
from app.realtime.rooms import Target

_MOST_HELD = 1000
_LOG, _BATCH, _STREAM = 2, 1, 4


class State(Enum):
    """Where a subscription stands."""

    ASKED = auto()  # whether the person may be there is being looked up
    WAITING = auto()  # the room is not ready, or the client has too much to read yet
    JOINING = auto()  # the history is being read
    REPLAYING = auto()  # the log is being replayed from the database
    LIVE = auto()
    GONE = auto()


class Subscription:
    """One client in one room."""

    __slots__ = (
        "after",
        "client",
        "epoch",
        "held",
        "held_lost",
        "log_offset",
        "log_sent",
        "reading",
        "room",
        "seq",
        "state",
        "target",
    )

    def __init__(
        self, client: Client, target: Target, after: int | None, epoch: bytes | None, log_offset: int | None
    ) -> None:
        self.client = client
        self.target = target
        self.after = after
        self.epoch = epoch
        self.log_offset = log_offset
        self.log_sent = log_offset or 0
        self.seq = 0
        self.state = State.ASKED
        self.room: Room | None = None
        self.reading = False
        self.held: list[Entry] | None = None
        self.held_lost = False

    def hold(self, entry: Entry) -> None:
        """Keep an event until the log has been replayed up to it."""
        if self.held is None:
            self.held = []
        if len(self.held) < _MOST_HELD:
            self.held.append(entry)
        else:
            self.held_lost = True


class RoomHub(ReplayHub, Protocol):
    """What a room needs of its hub."""

    broker: Broker

    def dirty(self, room: "Room") -> None:
        """Flush the room soon."""

    def ring_bytes(self) -> int:
        """How many bytes of recent events a room may keep."""

    def empty(self, room: "Room") -> None:
        """Nobody is left in the room."""

    def count(self, what: str, number: int = 1) -> None:
        """Add to a metric."""


class Room:
    """One room that somebody is in, or was a moment ago."""

    def __init__(self, hub: RoomHub, target: Target, channel: str, mark: Any) -> None:
        """``mark``: of the room's rows, read before anybody is let in."""
        self.hub = hub
        self.key = target.room
        self.id = target.id
        self.kind = target.kind
        self.name = target.name
        self.channel = channel
        self.synced = False
        self.known = False
        self.epoch = b""
        self.seq = 0
        self.flush_at = 0.0
        self.empty_since = 0.0
        self.feed = LogFeed(hub, self, target.kind.read_log, target.id) if target.kind.read_log else None
        self._head = b'{"type":"event","room":' + orjson.dumps(self.name) + b',"seq":'
        self._early: list[bytes] = []
        self._early_bytes = 0
        self._early_lost = False
        self._reading = 0
        self.ring: deque[Entry] = deque()
        self._ring_bytes = 0
        self._pending: list[Entry] = []
        self._pending_log: list[Entry] | None = None  # None: the same as _pending
        self._groups: tuple[set[Subscription], ...] = (set(), set(), set(), set(), set())
        self._waiting: set[Subscription] = set()
        self._mark = mark
        self._marked_seq = 0
        self._doubted = False

    # -- following Redis

    def lost_broker(self) -> None:
        """Redis is away: nothing that arrives later can be trusted to follow on."""
        self.synced = False
        self._reading += 1
        self._early, self._early_bytes = [], 0

    def confirmed(self) -> None:
        """The channel is listened to: find out where the room stands."""
        self._read()

    def message(self, payload: bytes) -> None:
        """Take what was published."""
        if self.synced:
            self._take(payload)
        elif self._early_bytes + len(payload) > HISTORY_BYTES:
            self._early_lost = True
        else:
            self._early.append(payload)
            self._early_bytes += len(payload)

    def resync(self) -> None:
        """Ask Redis where the room stands: it may have lost its history unheard."""
        if self.synced:
            self._read()

    def compare(self, mark: Any, asked_at: int) -> None:
        """Take the mark of the room's rows, asked for at the position ``asked_at``.

        Rows that changed while no event came, and still have none at the next look, were never told of: whoever changed
        them died before it could. A look that an event crosses says nothing.
        """
        if not self.synced or self.seq != asked_at:
            return
        if mark == self._mark or self._marked_seq != self.seq:
            self._mark, self._marked_seq, self._doubted = mark, self.seq, False
        elif not self._doubted:
            self._doubted = True
        else:
            self._mark, self._doubted = mark, False
            self.hub.count("untold")
            self.hub.broker.reset(self.key)

    def _take(self, payload: bytes) -> None:
        epoch, first, records = parse_published(payload)
        if epoch != self.epoch:
            self._restart(epoch, first - 1)
        if first > self.seq + 1:
            self._early.append(payload)
            self._early_bytes += len(payload)
            self._read()
            return
        for seq, record in enumerate(records, first):
            if seq > self.seq:
                self._append(self._entry(seq, record))
        self.hub.dirty(self)

    def _read(self) -> None:
        self.synced = False
        self._reading += 1
        number = self._reading
        after = self.seq
        if not self.known:
            # One read serves all who come back at once, as after a restart of this process.
            after = min((waiting.after for waiting in self._waiting if waiting.after is not None), default=-1)
        self.hub.broker.read(self.key, after, lambda position, events: self._on_read(number, position, events))

    def _on_read(self, number: int, position: Position, events: list[tuple[int, bytes]]) -> None:
        if number != self._reading:
            return
        if not self.known:
            self.known, self.epoch, self.seq = True, position.epoch, position.seq
            self._marked_seq = position.seq
            if events:
                self.seq = events[0][0] - 1
                for seq, record in events:
                    self._append(self._entry(seq, record))
                self.flush()
        elif position.epoch != self.epoch:
            self._restart(position.epoch, position.seq)
        else:
            for seq, record in events:
                if seq == self.seq + 1:
                    self._append(self._entry(seq, record))
            if self.seq < position.seq:
                self._restart(position.epoch, position.seq)
            else:
                self.hub.dirty(self)
        self.synced = True
        early, self._early, self._early_bytes = self._early, [], 0
        for payload in early:
            self.message(payload)
        if self._early_lost:
            self._early_lost = False
            self._read()
            return
        if self.synced:
            if self.feed is not None:
                self.feed.check()
            waiting, self._waiting = self._waiting, set()
            for subscription in waiting:
                self._admit(subscription)

    def _restart(self, epoch: bytes, seq: int) -> None:
        """What lies between is gone: tell everybody to read the resource again, and go on from here."""
        self.flush()
        self.epoch, self.seq = epoch, seq
        self.ring.clear()
        self._ring_bytes = 0
        self.hub.count("lost_history")
        self._pending.append((seq, None, self._subscribed(False)))
        self.flush()
        if self.feed is not None:
            self.feed.restarted()

    def _entry(self, seq: int, record: bytes) -> Entry:
        span, _, tail = record.partition(b"|")
        log = None
        if span:
            offset, _, end = span.partition(b"-")
            log = (int(offset), int(end))
        return seq, log, self._head + b"%d," % seq + tail

    def _append(self, entry: Entry) -> None:
        seq, log, body = entry
        wanted = True
        if self.feed is not None:
            if log is not None:
                wanted = self.feed.accept(*log)
            else:
                self.feed.hold(entry)
        self.seq = seq
        self.ring.append(entry)
        self._ring_bytes += len(body)
        limit = self.hub.ring_bytes()
        while self._ring_bytes > limit:
            self._ring_bytes -= len(self.ring.popleft()[2])
        if not wanted and self._pending_log is None:
            self._pending_log = list(self._pending)
        self._pending.append(entry)
        if wanted and self._pending_log is not None:
            self._pending_log.append(entry)
        if self.feed is not None and self.feed.ahead:
            self.flush()
            self.feed.wake()

    # -- sending

    def flush(self) -> None:
        """Send what is pending to everybody: each event framed once, the frames joined."""
        entries = self._pending
        if not entries:
            return
        logs = entries if self._pending_log is None else self._pending_log
        self._pending, self._pending_log = [], None
        packed: dict[tuple[bool, bool], list[bytes]] = {}
        receivers = 0
        for index in range(_STREAM):
            group = self._groups[index]
            if not group:
                continue
            chosen = logs if index & _LOG else entries
            if not chosen:
                continue
            receivers += len(group) * len(chosen)
            batch = bool(index & _BATCH)
            key = (chosen is entries, batch)
            pieces = packed.get(key)
            if pieces is None:
                pieces = packed[key] = list(pack((entry[2] for entry in chosen), batch, PIECE))
            # A copy: a client that breaks or is too slow leaves the group while we send.
            for subscription in tuple(group):
                write = subscription.client.write
                for piece in pieces:
                    write(piece)
        for subscription in tuple(self._groups[_STREAM]):
            chosen = entries if subscription.log_offset is None else logs
            receivers += len(chosen)
            subscription.client.deliver(subscription, chosen)
        self.hub.count("deliveries", receivers)

    def _subscribed(self, recovered: bool) -> bytes:
        return orjson.dumps(
            {
                "type": "subscribed",
                "room": self.name,
                "seq": self.seq,
                "epoch": self.epoch.decode(),
                "recovered": recovered,
            }
        )

    # -- coming and going

    def join(self, subscription: Subscription) -> None:
        """Let in a subscription whose right has been checked."""
        subscription.room = self
        subscription.state = State.WAITING
        if self.synced:
            self._admit(subscription)
        else:
            self._waiting.add(subscription)

    def leave(self, subscription: Subscription) -> None:
        """Take a subscription out, wherever it stands."""
        subscription.state = State.GONE
        self._waiting.discard(subscription)
        for group in self._groups:
            group.discard(subscription)
        if self.feed is not None:
            self.feed.leave(subscription)
        if not self.subscriptions():
            self.empty_since = self.hub.now
            self.hub.empty(self)

    def subscriptions(self) -> int:
        """How many are in the room."""
        joined = sum(map(len, self._groups)) + len(self._waiting)
        return joined + (len(self.feed.replaying) if self.feed is not None else 0)

    def regroup(self, subscription: Subscription) -> None:
        """The client asked for another framing."""
        if subscription.state is State.LIVE:
            self.flush()
            for group in self._groups:
                group.discard(subscription)
            self.live(subscription)

    def live(self, subscription: Subscription) -> None:
        """From here on the subscription gets what everybody gets. What is pending must have been flushed."""
        if subscription.state is State.GONE:
            return
        subscription.state = State.LIVE
        if subscription.client.is_stream:
            index = _STREAM
        else:
            index = (_LOG if subscription.log_offset is not None else 0) | (_BATCH if subscription.client.batch else 0)
        self._groups[index].add(subscription)

    def live_logs(self) -> Iterable[Subscription]:
        """The live subscriptions that follow the log."""
        yield from self._groups[_LOG]
        yield from self._groups[_LOG | _BATCH]
        for subscription in self._groups[_STREAM]:
            if subscription.log_offset is not None:
                yield subscription

    def retire(self, subscription: Subscription) -> None:
        """Take a subscription out of the live ones, to be replayed from the database."""
        for group in self._groups:
            group.discard(subscription)
        subscription.state = State.REPLAYING

    def _admit(self, subscription: Subscription) -> None:
        if subscription.state is State.GONE:
            return
        if not self.synced:
            subscription.state = State.WAITING
            self._waiting.add(subscription)
            return
        self.flush()
        after = subscription.after
        if after is None:
            self._begin(subscription, subscription.log_offset is not None, [])
        elif after > self.seq or subscription.epoch not in (None, self.epoch):
            self._begin(subscription, False, [])
        elif after == self.seq:
            self._begin(subscription, True, [])
        elif subscription.client.queued > LOW_WATER:
            subscription.state = State.WAITING
            self._waiting.add(subscription)
            subscription.client.when_drained(lambda: self._again(subscription))
        elif self.ring and self.ring[0][0] <= after + 1:
            self._begin(subscription, True, [entry for entry in self.ring if entry[0] > after])
        else:
            subscription.state = State.JOINING
            self._waiting.add(subscription)
            self.hub.broker.read(
                self.key, after, lambda position, events: self._history(subscription, position, events)
            )

    def _again(self, subscription: Subscription) -> None:
        if subscription in self._waiting:
            self._waiting.discard(subscription)
            self._admit(subscription)

    def _history(self, subscription: Subscription, position: Position, events: list[tuple[int, bytes]]) -> None:
        if subscription.state is not State.JOINING or not self.synced:
            return  # it is in the waiting ones, who are asked again when the room is ready
        self._waiting.discard(subscription)
        self.flush()
        assert subscription.after is not None
        entries = [self._entry(seq, record) for seq, record in events if seq <= self.seq]
        if entries:
            entries += [entry for entry in self.ring if entry[0] > entries[-1][0]]
        whole = position.epoch == self.epoch and [entry[0] for entry in entries] == list(
            range(subscription.after + 1, self.seq + 1)
        )
        self.hub.count("history_reads")
        self._begin(subscription, whole, entries if whole else [])

    def _begin(self, subscription: Subscription, recovered: bool, history: list[Entry]) -> None:
        client = subscription.client
        subscription.seq = subscription.after if recovered and subscription.after is not None else self.seq
        client.announce(subscription, self._subscribed(recovered))
        if subscription.state is State.GONE:
            return
        if subscription.log_offset is not None and self.feed is not None:
            subscription.held = [entry for entry in history if entry[1] is None]
            self.feed.start(subscription)
            return
        if history:
            client.deliver(subscription, history)
        self.live(subscription)

    def tell_restarted(self, subscription: Subscription) -> None:
        """Tell one subscription that is not live that history is gone."""
        subscription.seq = self.seq
        subscription.client.announce(subscription, self._subscribed(False))
