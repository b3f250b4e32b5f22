"""The hub: one thread with one epoll loop that owns every browser's socket of this process.

Why so: a thread or greenlet for each socket fails early. Flask-Sock with a Redis subscription a socket fell behind at
ten thousand lines a second to a thousand browsers (p99 0.3 to 5 s, 110 to 150 KB a socket). Here Flask-Sock keeps the
route, the handshake and the question who it is; then the descriptor comes here. The hub listens to Redis once, frames
an event once however many receive it, joins what comes within ten milliseconds into one send, and never waits for a
slow reader.

It lives as a thread in gunicorn's threaded worker rather than under gevent, because handlers then use the ordinary
database driver and C libraries without patches, and the loop needs no greenlets: it holds the interpreter lock while it
sends (see `syscalls`), so that request threads which compute cannot starve it. Nothing here knows of gunicorn or Flask:
the same class would run in a process of its own.
"""

import os
import random
import resource
import select
from collections.abc import Iterable, Sequence
from typing import Any

import structlog

from app.realtime import frames, metrics
from app.realtime.broker import Broker
from app.realtime.client import Client
from app.realtime.eventstream import EventStreamClient, Resume
from app.realtime.loop import Loop
from app.realtime.people import Access, People
from app.realtime.positions import HISTORY_BYTES, RESYNC, Positions
from app.realtime.rights import Rights
from app.realtime.room import Room, State, Subscription
from app.realtime.rooms import Target, find
from app.realtime.syscalls import Receiver
from app.realtime.truth import Truth
from app.realtime.websocket import WebSocketClient
from app.security import Principal

log = structlog.get_logger(__name__)

FLUSH_SECONDS = 0.010
MAX_SUBSCRIPTIONS = 100
_POOL_THREADS = 4
# Everybody is pinged once in so many turns of about a second.
_PING_TURNS = 20
_LINGER_SECONDS = 30.0
_RINGS_BYTES = 64 * 1024 * 1024
_SPARE_DESCRIPTORS = 256


class Hub(Loop):
    """Owns sockets. Other threads may use `take_websocket`, `take_stream`, `full` and `stop`, nothing else."""

    def __init__(self, redis_url: str, prefix: str, access: Access) -> None:
        super().__init__("hub", _POOL_THREADS)
        self.positions = Positions(prefix)
        self.broker = Broker(self, self, redis_url, self.positions)
        self._access = access
        self._people = People()
        self._rights = Rights(self, access, self._people)
        self._truth = Truth(self)
        self._clients: dict[int, Client] = {}
        self._rooms: dict[str, Room] = {}
        self._channels: dict[bytes, Room] = {}
        self._dirty: dict[Room, None] = {}
        self.receiver = Receiver()
        self._counts = dict.fromkeys(metrics.COUNTERS, 0)
        self._draining = False
        self._turn = 0
        self._highest = 0
        self._most = _raise_descriptor_limit()

    # -- for other threads

    def start(self) -> None:
        """Start the thread."""
        self.broker.start()
        self._rights.start()
        self._truth.start()
        self.after(1.0, self._every_second)
        self.after(1.0, self._ping_some)
        super().start()

    @property
    def full(self) -> bool:
        """Whether no more sockets fit into the process's descriptors, or the hub is stopping."""
        return self._draining or len(self._clients) >= self._most

    def take_websocket(self, fd: int, principal: Principal | None, language: str) -> None:
        """Own a socket whose handshake is done; ``principal``: who its cookie says it is."""
        self.call(lambda: self._adopt_websocket(fd, principal, language))

    def take_stream(
        self, fd: int, principal: Principal, rooms: Sequence[str], resumed: dict[str, Resume], log_offset: int | None
    ) -> None:
        """Own a socket whose response head is out; ``log_offset``: where to begin in the log of rooms that have one."""
        self.call(lambda: self._adopt_stream(fd, principal, rooms, resumed, log_offset))

    def stop(self, seconds: float = 3.0) -> None:
        """Tell every client to come back, spread over time, and end the thread within about ``seconds``."""
        self._draining = True
        self.call(lambda: self._drain(seconds))
        self.thread.join(seconds + 1.0)

    # -- the loop

    def turn(self, until: float) -> float:
        """Send what has come together, and ask Redis what is to be asked."""
        for room in tuple(self._dirty):
            if room.flush_at <= self.now:
                # A room that was quiet is flushed at once; a busy one gathers, as a send costs the same whatever its
                # size. Under overload a turn takes longer, which gathers more by itself.
                del self._dirty[room]
                room.flush_at = self.now + FLUSH_SECONDS
                self.guard(room.flush)
            else:
                until = min(until, room.flush_at)
        self.broker.flush()
        return until

    def faulty(self, fd: int) -> None:
        """A fault of ours costs the client its connection: what state it is in is not known."""
        self.count("faults")
        client = self._clients.get(fd)
        if client is not None:
            self.drop(client)

    # -- what clients, rooms and the broker need

    def count(self, what: str, number: int = 1) -> None:
        """Add to a metric."""
        self._counts[what] += number

    def rewatch(self, client: Client) -> None:
        """Look anew at what the client wants to be told of."""
        if client.fd >= 0:
            mask = 0 if client.paused else select.EPOLLIN | select.EPOLLRDHUP
            self.set_mask(client.fd, mask | (select.EPOLLOUT if client.queue is not None else 0))

    def followed(self) -> Iterable[Room]:
        """All rooms."""
        return self._rooms.values()

    def drop(self, client: Client) -> None:
        """Close the socket now and forget the client."""
        fd = client.fd
        if fd < 0:
            return
        self.leave_all(client)
        client.fd = -1
        client.queue, client.queued, client.drained = None, 0, None
        del self._clients[fd]
        self.unwatch(fd)
        os.close(fd)
        self._people.remove(client)

    def leave_all(self, client: Client) -> None:
        """End all subscriptions of the client."""
        subscriptions, client.subscriptions = client.subscriptions, {}
        for subscription in subscriptions.values():
            self._leave(subscription)

    def dirty(self, room: Room) -> None:
        """Flush the room as soon as its last flush is long enough ago."""
        self._dirty[room] = None

    def ring_bytes(self) -> int:
        """How many bytes of recent events a room may keep."""
        return min(HISTORY_BYTES, _RINGS_BYTES // max(1, len(self._rooms)))

    # -- Redis

    def broker_up(self) -> None:
        """Listen to every room again."""
        for room in self._rooms.values():
            self.broker.subscribe(room.channel)

    def broker_down(self) -> None:
        """What arrives later does not follow on."""
        for room in self._rooms.values():
            room.lost_broker()

    def confirmed(self, channel: bytes) -> None:
        """A channel is listened to."""
        room = self._channels.get(channel)
        if room is not None:
            room.confirmed()

    def message(self, channel: bytes, payload: bytes) -> None:
        """Something was published."""
        room = self._channels.get(channel)
        if room is not None:
            self._counts["events"] += 1
            room.message(payload)
        elif channel == self.positions.control.encode():
            if payload == RESYNC:
                for followed in self._rooms.values():
                    followed.resync()
            else:
                self._rights.told(payload)

    # -- coming

    def _adopt_websocket(self, fd: int, principal: Principal | None, language: str) -> None:
        client = WebSocketClient(self, fd, language)
        if self._adopt(client):
            client.begin(principal)

    def _adopt(self, client: Client) -> bool:
        if self.full:
            os.close(client.fd)
            client.fd = -1
            self.count("rejected")
            return False
        self._clients[client.fd] = client
        self._highest = max(self._highest, client.fd)
        self._handlers[client.fd] = client
        self.rewatch(client)
        return True

    def _adopt_stream(
        self, fd: int, principal: Principal, rooms: Sequence[str], resumed: dict[str, Resume], log_offset: int | None
    ) -> None:
        client = EventStreamClient(self, fd, principal.language, {n: p for n, p in resumed.items() if n in rooms})
        if not self._adopt(client):
            return
        if not self.admit(client, principal):
            client.complain("too_many_sockets")
            client.finish(frames.POLICY_VIOLATION, "too_many_sockets")
            return
        for name in rooms:
            place = resumed.get(name)
            target = find(principal, name)
            offset = log_offset if target is not None and target.kind.read_log is not None else None
            if place is None:
                self.subscribe(client, name, None, None, offset)
            else:
                self.subscribe(client, name, place.seq, place.epoch, place.log_offset if offset is None else offset)

    def admit(self, client: Client, principal: Principal) -> bool:
        """Take the client for this person's; says whether they may have one more."""
        admitted = self._people.add(client, principal)
        if not admitted:
            self.count("rejected")
        return admitted

    def redeem(self, client: WebSocketClient, ticket: str) -> None:
        """Find out who a ticket stands for, then let the client go on."""

        def then(principal: Principal | None, error: BaseException | None) -> None:
            if error is not None:
                log.warning("ticket_not_checked", error=type(error).__name__)
            client.authenticated(principal)

        self.in_pool(lambda: self._access.redeem(ticket), then)

    def _ping_some(self) -> None:
        """Ping the clients whose turn it is, by their descriptor: a timer for each would be a fifth of its memory."""
        self._turn = (self._turn + 1) % _PING_TURNS
        for fd in range(self._turn, self._highest + 1, _PING_TURNS):
            client = self._clients.get(fd)
            if client is None or client.closing:
                continue
            if not client.heard and not client.is_stream:
                self.drop(client)
                continue
            client.heard = False
            client.write(client.ping())
        self.after(1.0, self._ping_some)

    # -- rooms

    def subscribe(
        self, client: Client, room: str, after: int | None, epoch: bytes | None, log_offset: int | None
    ) -> None:
        """Let the client into a room where it may be there."""
        assert client.principal is not None
        target = find(client.principal, room)
        if target is None:
            client.complain("forbidden", room)
            return
        if log_offset is not None and target.kind.read_log is None:
            client.complain("bad_request", room)
            return
        old = client.subscriptions.pop(room, None)
        if old is not None:
            self._leave(old)
        elif len(client.subscriptions) >= MAX_SUBSCRIPTIONS:
            client.complain("too_many_subscriptions", room, limit=MAX_SUBSCRIPTIONS)
            return
        subscription = Subscription(client, target, after, epoch, log_offset)
        client.subscriptions[room] = subscription
        principal = client.principal
        new = target.room not in self._rooms

        def ask() -> tuple[bool, Any]:
            allowed = target.kind.authorise(principal, target.id)
            # Read before anybody is let in: what changes after the answer is either told or found.
            marks = target.kind.read_marks([target.id]) if allowed and new and target.kind.read_marks else {}
            return allowed, marks.get(target.id)

        self.in_pool(ask, lambda answer, error: self._authorised(subscription, answer, error))

    def _authorised(
        self, subscription: Subscription, answer: tuple[bool, Any] | None, error: BaseException | None
    ) -> None:
        if subscription.state is not State.ASKED:
            return
        if answer is None:
            log.warning("right_not_checked", error=type(error).__name__)
            self.end_subscription(subscription, "unavailable")
        elif not answer[0]:
            self.end_subscription(subscription, "forbidden")
        else:
            self._room(subscription.target, answer[1]).join(subscription)

    def _room(self, target: Target, mark: Any) -> Room:
        room = self._rooms.get(target.room)
        if room is None:
            room = Room(self, target, self.positions.channel(target.room), mark)
            self._rooms[target.room] = self._channels[room.channel.encode()] = room
            self.broker.subscribe(room.channel)
        return room

    def unsubscribe(self, client: Client, room: str) -> None:
        """Take the client out of a room."""
        subscription = client.subscriptions.pop(room, None)
        if subscription is not None:
            self._leave(subscription)

    def end_subscription(self, subscription: Subscription, code: str) -> None:
        """End a subscription with an error."""
        client, name = subscription.client, subscription.target.name
        if client.subscriptions.get(name) is subscription:
            del client.subscriptions[name]
        self._leave(subscription)
        client.complain(code, name)

    def _leave(self, subscription: Subscription) -> None:
        if subscription.room is not None:
            subscription.room.leave(subscription)
        subscription.state = State.GONE

    def regroup(self, client: Client) -> None:
        """The client's framing has changed."""
        for subscription in client.subscriptions.values():
            if subscription.room is not None:
                subscription.room.regroup(subscription)

    def empty(self, room: Room) -> None:
        """Follow a room for a while after its last client left: most come back at once."""
        since = room.empty_since

        def forget() -> None:
            if room.empty_since == since and not room.subscriptions() and self._rooms.get(room.key) is room:
                del self._rooms[room.key], self._channels[room.channel.encode()]
                self.broker.unsubscribe(room.channel)

        self.after(_LINGER_SECONDS, forget)

    # -- the end

    def _every_second(self) -> None:
        for name, number in self._counts.items():
            if number:
                metrics.COUNTERS[name].inc(number)
                self._counts[name] = 0
        streams = sum(client.is_stream for client in self._clients.values())
        metrics.SOCKETS.labels("stream").set(streams)
        metrics.SOCKETS.labels("websocket").set(len(self._clients) - streams)
        metrics.ROOMS.set(len(self._rooms))
        metrics.QUEUED_BYTES.set(sum(client.queued for client in self._clients.values()))
        metrics.REDIS_UP.set(self.broker.up)
        self.after(1.0, self._every_second)

    def _drain(self, seconds: float) -> None:
        # Browsers come back over a time that grows with their number, at most ten seconds.
        spread = min(10_000, 500 + 10 * len(self._clients))
        for client in tuple(self._clients.values()):
            client.finish(frames.SERVICE_RESTART, str(random.randint(100, spread)))  # noqa: S311
        deadline = self.now + seconds

        def wait() -> None:
            if not self._clients or self.now >= deadline:
                self.running = False
            else:
                self.after(0.0, wait)

        wait()

    def ended(self) -> None:
        """Close what is left."""
        for client in tuple(self._clients.values()):
            self.drop(client)
        self.broker.stop()


def _raise_descriptor_limit() -> int:
    """Allow this process as many descriptors as the system lets it; gives how many sockets that is."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < hard:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    if hard < 4096:
        log.warning("few_descriptors", limit=hard)
    return max(64, hard - _SPARE_DESCRIPTORS)
