"""Rooms compared with the rows that they tell of: the row is the truth, and its event may never have been sent.

A process can die between its commit and its publishing. So every few seconds a hub asks, in one question for all rooms
of a kind, for a mark of their rows; a room whose rows have changed without a word is told to read again.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Protocol

import structlog

from app.realtime.room import Room
from app.realtime.rooms import ReadMarks

log = structlog.get_logger(__name__)

_LOOK_SECONDS = 5.0
_MOST_ROOMS = 1000


class TruthHub(Protocol):
    """What the comparison needs of its hub."""

    def in_pool(self, work: Callable[[], Any], then: Callable[[Any, BaseException | None], None]) -> None:
        """Run ``work`` in a thread and ``then`` in the loop."""

    def after(self, delay: float, callback: Callable[[], None]) -> None:
        """Call back in the loop after ``delay`` seconds."""

    def followed(self) -> Iterable[Room]:
        """All rooms."""


class Truth:
    """Looks at every room in turn, as many at a time as one question takes."""

    def __init__(self, hub: TruthHub) -> None:
        self._hub = hub
        self._turn: list[Room] = []

    def start(self) -> None:
        """Begin to look every few seconds."""
        self._hub.after(_LOOK_SECONDS, self._look)

    def _look(self) -> None:
        if not self._turn:
            self._turn = [room for room in self._hub.followed() if room.kind.read_marks is not None]
        some, self._turn = self._turn[:_MOST_ROOMS], self._turn[_MOST_ROOMS:]
        by_kind: dict[ReadMarks, list[Room]] = {}
        for room in some:
            if room.synced and room.kind.read_marks is not None and room.subscriptions():
                by_kind.setdefault(room.kind.read_marks, []).append(room)
        for read_marks, rooms in by_kind.items():
            self._ask(read_marks, rooms)
        self._hub.after(_LOOK_SECONDS, self._look)

    def _ask(self, read_marks: ReadMarks, rooms: Sequence[Room]) -> None:
        asked = [(room, room.seq) for room in rooms]

        def then(marks: Mapping[str, Any] | None, error: BaseException | None) -> None:
            if marks is None:
                log.warning("rooms_not_compared", error=type(error).__name__)
                return
            for room, seq in asked:
                room.compare(marks.get(room.id), seq)

        self._hub.in_pool(lambda: read_marks([room.id for room in rooms]), then)
