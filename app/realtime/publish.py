"""Publishing events to rooms: after a commit, or at once from a worker. It never raises for Redis or waits long for it.

What could not be published is remembered by room; when Redis is back the room gets a new epoch, and every client in it
is told by `recovered: false` to read its resource again. A log heals by itself: the hub reads gaps from the database.
"""

import atexit
import os
import threading
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

import redis
import structlog
from redis.exceptions import NoScriptError, RedisError
from sqlalchemy.orm import Session

from app.config import settings
from app.db import after_commit
from app.kv import redis_breaker, redis_client
from app.realtime.events import Event
from app.realtime.positions import Positions

log = structlog.get_logger(__name__)

_CALL_RECORDS = 200
_CALL_BYTES = 512 * 1024
_MOST_LOST_ROOMS = 10_000
_HEAL_SECONDS = 1.0

Batch = tuple[str, list[bytes]]


def _calls(batches: Iterable[Batch]) -> Iterable[Batch]:
    for room, records in batches:
        part: list[bytes] = []
        size = 0
        for record in records:
            if part and (len(part) >= _CALL_RECORDS or size + len(record) > _CALL_BYTES):
                yield room, part
                part, size = [], 0
            part.append(record)
            size += len(record)
        if part:
            yield room, part


class Publisher:
    """Publishes through one client. One is kept for each client by `publisher`."""

    def __init__(self, client: "redis.Redis", positions: Positions) -> None:
        self.client = client
        self.positions = positions
        self.breaker = redis_breaker
        self._lost: set[str] = set()
        self._lost_all = False
        self._lock = threading.Lock()
        self._healer: threading.Thread | None = None
        self._process = os.getpid()

    def send(self, batches: Sequence[Batch]) -> bool:
        """Publish records by room, in order; says whether all went out. Never raises for Redis.

        It waits for Redis as long as the client's time limit, and after a failure skips the next second.
        """
        if not self.breaker.allows():
            self._note_lost(room for room, _ in batches)
            return False
        pending: list[Batch] = []
        size = 0
        for call in _calls(batches):
            pending.append(call)
            size += sum(map(len, call[1]))
            if len(pending) >= _CALL_RECORDS or size > _CALL_BYTES:
                if not self._send(pending):
                    break
                pending, size = [], 0
        else:
            if not pending or self._send(pending):
                self.breaker.succeeded()
                return True
        self.breaker.failed()
        self._note_lost(room for room, _ in batches)
        return False

    def _send(self, calls: list[Batch]) -> bool:
        try:
            self._run([self.positions.publish(room, records) for room, records in calls])
        except (RedisError, OSError) as error:
            log.warning("publish_failed", error=type(error).__name__, rooms=len(calls))
            return False
        return True

    def _run(self, commands: list[tuple[Any, ...]]) -> None:
        answers = self._pipeline(commands)
        missing = [c for c, a in zip(commands, answers, strict=True) if isinstance(a, NoScriptError)]
        if missing:
            done = {c[3] for c, a in zip(commands, answers, strict=True) if not isinstance(a, NoScriptError)}
            if any(command[3] in done for command in missing):
                # Somebody loaded the script in between: sending the rest now could turn the order of a room around.
                raise RedisError("only a part of the calls found the script")
            if not self.client.script_exists(self.positions.sha)[0]:
                self._together(self.positions.load())
            answers = self._pipeline(missing)
        for answer in answers:
            if isinstance(answer, Exception):
                raise answer

    def _pipeline(self, commands: list[tuple[Any, ...]]) -> list[Any]:
        if len(commands) == 1:
            try:
                return [self.client.execute_command(*commands[0])]  # type: ignore[no-untyped-call]
            except NoScriptError as error:
                return [error]
        pipeline = self.client.pipeline(transaction=False)
        for command in commands:
            pipeline.execute_command(*command)  # type: ignore[no-untyped-call]
        return pipeline.execute(raise_on_error=False)

    def _together(self, commands: Iterable[tuple[Any, ...]]) -> None:
        pipeline = self.client.pipeline(transaction=True)
        for command in commands:
            pipeline.execute_command(*command)  # type: ignore[no-untyped-call]
        pipeline.execute()

    def tell(self, payload: bytes) -> bool:
        """Publish ``payload`` to all hubs on the control channel; says whether Redis took it."""
        if not self.breaker.allows():
            return False
        try:
            self.client.publish(self.positions.control, payload)
        except (RedisError, OSError) as error:
            self.breaker.failed()
            log.warning("control_not_sent", error=type(error).__name__)
            return False
        return True

    def _note_lost(self, rooms: Iterable[str]) -> None:
        with self._lock:
            for room in rooms:
                if len(self._lost) < _MOST_LOST_ROOMS:
                    self._lost.add(room)
                elif room not in self._lost:
                    self._lost_all = True
            if self._lost and self._healer is None:
                self._healer = threading.Thread(target=self._heal, name="realtime-heal", daemon=True)
                self._healer.start()

    def _heal(self) -> None:
        stop = threading.Event()
        while True:
            stop.wait(_HEAL_SECONDS)
            with self._lock:
                if not self._lost:
                    self._healer = None
                    return
            self.tell_lost()

    def tell_lost(self) -> bool:
        """Tell the rooms, some at a time, that events are missing; says whether Redis took it. Never raises for it."""
        with self._lock:
            # Taken out before they are told: what is lost meanwhile is told once more.
            everything, self._lost_all = self._lost_all, False
            rooms = list(self._lost) if everything else list(self._lost)[:_CALL_RECORDS]
            self._lost.difference_update(rooms)
        try:
            if everything:
                self._together(self.positions.reset_all())
            else:
                self._run([self.positions.reset(room) for room in rooms])
        except (RedisError, OSError):
            with self._lock:
                self._lost.update(rooms)
                self._lost_all |= everything
            return False
        log.info("lost_events_told", rooms=len(rooms), all=everything)
        return True

    def finish(self) -> None:
        """The process ends: one last try to tell what was lost. A forked child leaves that to its parent."""
        while self._process == os.getpid() and self._lost and self.tell_lost():
            pass


@lru_cache(maxsize=8)
def publisher(client: "redis.Redis", prefix: str) -> Publisher:
    """The publisher of ``client``, made at its first use in this process."""
    made = Publisher(client, Positions(prefix))
    atexit.register(made.finish)
    return made


# A lock or thread of the parent is of no use in a child.
os.register_at_fork(after_in_child=publisher.cache_clear)


def publish(session: Session, room: str, event: str, data: Any) -> None:
    """Publish ``event`` with the JSON value ``data`` to ``room`` once the transaction of ``session`` is committed.

    Several events of one transaction go out together, in their order. Raises ValueError or TypeError at once for data
    that cannot be an event; never for Redis.
    """
    record = Event(event, data).record()
    waiting: list[Batch] | None = session.info.get("realtime")
    if waiting is None:
        waiting = session.info["realtime"] = []
        after_commit(session, lambda: _send_waiting(session))
    if waiting and waiting[-1][0] == room:
        waiting[-1][1].append(record)
    else:
        waiting.append((room, [record]))


def _send_waiting(session: Session) -> None:
    publisher(redis_client(), settings().redis_prefix).send(session.info.pop("realtime"))


def publish_now(client: "redis.Redis", room: str, event: str, data: Any) -> bool:
    """Publish at once, for workers; says whether it went out. Call it when the database has what it tells of."""
    return publish_many(client, room, [Event(event, data)])


def publish_many(client: "redis.Redis", room: str, events: Sequence[Event]) -> bool:
    """Publish several events of one room in one call, in order, as log shippers do; says whether they went out.

    Publish a piece of a log after the commit that stored it: the hub fills gaps from the database.
    """
    return publisher(client, settings().redis_prefix).send([(room, [event.record() for event in events])])
