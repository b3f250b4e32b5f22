"""Events as they are stored and published: made once by the publisher, so that no hub ever parses JSON."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import orjson

from app.http import rfc3339

MAX_EVENT_BYTES = 512 * 1024
LOG = "log"


@dataclass(frozen=True, slots=True)
class Event:
    """One event for a room. ``log`` is the range of log bytes that a `log` event carries, else None."""

    name: str
    data: Any
    log: tuple[int, int] | None = None

    def record(self) -> bytes:
        """The stored form: the log range (or nothing), ``|``, then the event's JSON from its name on.

        A hub puts the room and the position in front. Raises ValueError for an event larger than MAX_EVENT_BYTES and
        TypeError for data that JSON cannot hold: both are faults of the caller.
        """
        body = orjson.dumps({"event": self.name, "data": self.data, "at": rfc3339(datetime.now(UTC))})
        if len(body) > MAX_EVENT_BYTES:
            raise ValueError(f"an event of {len(body)} bytes is too large to publish")
        span = b"%d-%d" % self.log if self.log is not None else b""
        return span + b"|" + body[1:]


def log_event(offset: int, data: bytes) -> Event:
    """The `log` event of the bytes ``data`` that begin at byte ``offset`` of a run's log.

    Cut ``data`` with `utf8_cut`, at most 64 KiB a piece. What is not UTF-8 is shown as U+FFFD; offsets count bytes.
    """
    end = offset + len(data)
    return Event(LOG, {"offset": offset, "text": data.decode(errors="replace"), "next_offset": end}, (offset, end))


def utf8_cut(data: bytes) -> int:
    """Where to cut ``data`` so that no character is split: its length, or up to three bytes less.

    Only the beginning of a character that could still be completed is left over; other bytes are never held back.
    """
    for back in range(1, min(3, len(data)) + 1):
        byte = data[-back]
        if byte & 0xC0 == 0x80:
            continue
        needed = 2 if byte >> 5 == 0b110 else 3 if byte >> 4 == 0b1110 else 4 if byte >> 3 == 0b11110 else 1
        return len(data) - back if needed > back else len(data)
    return len(data)
