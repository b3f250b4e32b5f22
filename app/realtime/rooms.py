"""Which rooms there are: each product registers the kinds of room it publishes to, and who may be there."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.security import Principal

Authorise = Callable[[Principal, str], bool]
"""Whether this person may see the room of this id. Runs in the hub's small thread pool; may query the database."""

ReadLog = Callable[[str, int, int], tuple[bytes, bool, int]]
"""``(id, offset, limit_bytes)`` to ``(bytes, complete, size)``: the log's bytes from ``offset`` on, at most so many;
whether nothing will be added any more; how many bytes are stored now. Raises LookupError where there is no such log."""

ReadMarks = Callable[[Sequence[str]], Mapping[str, Any]]
"""Ids to marks: for each id a value that changes whenever a row does of which the room is told. Runs in the hub's small
thread pool; may query the database."""

_NAME = re.compile(r"([a-z_]{1,20})(?::([a-z0-9][a-z0-9-]{0,63}))?")
_OWN = "me"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of room: its prefix, whether its rooms have ids, who may be there, its log and marks if any.

    ``which`` says which of several rooms a name without an id stands for, by whoever asks; "" is the common one.
    """

    prefix: str
    authorise: Authorise
    has_id: bool = True
    read_log: ReadLog | None = None
    which: Callable[[Principal], str] | None = None
    read_marks: ReadMarks | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """A room that somebody asks for: as clients call it, as it is published to, its kind and its id."""

    name: str
    room: str
    kind: Kind
    id: str


_kinds: dict[str, Kind] = {}


def register_room(
    prefix: str, authorise: Authorise, *, has_id: bool = True, which: Callable[[Principal], str] | None = None
) -> None:
    """Make rooms ``prefix:ID`` exist (``prefix`` alone without ``has_id``) for those whom ``authorise`` lets in."""
    existing = _kinds.get(prefix)
    log, marks = (existing.read_log, existing.read_marks) if existing else (None, None)
    _kinds[prefix] = Kind(prefix, authorise, has_id, log, which, marks)


def room_kinds() -> frozenset[str]:
    """The prefixes of all rooms that there can be."""
    return frozenset(_kinds)


def register_log(prefix: str, read_log: ReadLog) -> None:
    """Give the rooms of ``prefix``, which must be registered, a log that subscriptions can replay by byte offset."""
    _kinds[prefix] = replace(_kinds[prefix], read_log=read_log)


def register_marks(prefix: str, read_marks: ReadMarks) -> None:
    """Let hubs compare the rooms of ``prefix``, which must be registered, with the rows that they tell of."""
    _kinds[prefix] = replace(_kinds[prefix], read_marks=read_marks)


def user_room(user_id: object) -> str:
    """The room of one person, to publish to; they call it `user:me`."""
    return f"user:{user_id}"


def find(principal: Principal, name: str) -> Target | None:
    """The room that ``principal`` calls ``name``; None where there can be no such room."""
    match = _NAME.fullmatch(name)
    if match is None:
        return None
    prefix, identifier = match.group(1), match.group(2) or ""
    kind = _kinds.get(prefix)
    if kind is None or kind.has_id != bool(identifier):
        return None
    if prefix == "user":
        # Nobody names another person's room, nor their own by its id: `me` is the one name.
        if identifier != _OWN:
            return None
        identifier = str(principal.user_id)
        return Target(name, user_room(identifier), kind, identifier)
    if kind.which is not None:
        identifier = kind.which(principal)
        return Target(name, f"{prefix}:{identifier}" if identifier else prefix, kind, identifier)
    return Target(name, name, kind, identifier)


register_room("user", lambda principal, identifier: str(principal.user_id) == identifier)
