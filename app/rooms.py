"""Which rooms there are beside a person's own, and who may be there."""

from __future__ import annotations

from app.realtime.rooms import register_log, register_room
from app.scripts.logs import read_for_room
from app.security import Action, Principal, can


def _everybody_who_may_read(kind: str) -> None:
    def may_read(principal: Principal, _: str) -> bool:
        return can(principal, Action.READ, kind)

    register_room(kind, may_read)


def register_rooms() -> None:
    """Make the products' rooms exist."""
    for kind in ("project", "execution", "job"):
        _everybody_who_may_read(kind)
    register_room("projects", lambda principal, _: can(principal, Action.READ, "project"), has_id=False)
    register_room("sky", lambda principal, _: can(principal, Action.READ, "sky"), has_id=False)
    register_log("execution", read_for_room)
