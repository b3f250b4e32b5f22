"""Rights that end while a socket is open: told at once by a message, and found within seconds without one."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol
from uuid import UUID

import orjson
import structlog

from app.realtime import frames
from app.realtime.client import Client
from app.realtime.people import Access, People
from app.realtime.room import Room, State, Subscription
from app.realtime.rooms import Target
from app.security import Principal

log = structlog.get_logger(__name__)

_RECHECK_SECONDS = 5.0
_RECHECK_CLIENTS = 200


class RightsHub(Protocol):
    """What the checking of rights needs of its hub."""

    now: float

    def in_pool(self, work: Callable[[], Any], then: Callable[[Any, BaseException | None], None]) -> None:
        """Run ``work`` in a thread and ``then`` in the loop."""

    def after(self, delay: float, callback: Callable[[], None]) -> None:
        """Call back in the loop after ``delay`` seconds."""

    def count(self, what: str, number: int = 1) -> None:
        """Add to a metric."""

    def end_subscription(self, subscription: Subscription, code: str) -> None:
        """End a subscription with an error."""

    def followed(self) -> Iterable[Room]:
        """All rooms."""


class Rights:
    """Ends the sockets of ended sessions and the subscriptions of lost rights."""

    def __init__(self, hub: RightsHub, access: Access, people: People) -> None:
        self._hub = hub
        self._access = access
        self._people = people
        self._queue: list[Client] = []

    def start(self) -> None:
        """Begin to check every few seconds."""
        self._hub.after(_RECHECK_SECONDS, self._recheck)

    def told(self, payload: bytes) -> None:
        """Messages of `control.tell_hubs`."""
        try:
            message = orjson.loads(payload)
            operation, identifier = message["op"], UUID(message["id"])
        except (ValueError, TypeError, KeyError):
            log.error("hub_control_unknown")
            return
        if operation == "close_session":
            self._end(self._people.of_session(identifier))
        elif operation == "close_user":
            self._end(self._people.of_user(identifier))
        elif operation == "recheck":
            clients = self._people.of_user(identifier)
            self._ask_principals(clients, rooms=True)

    def _end(self, clients: Sequence[Client]) -> None:
        for client in clients:
            self._hub.count("ended")
            client.complain("unauthorized")
            client.finish(frames.UNAUTHENTICATED, "unauthorized")

    def _recheck(self) -> None:
        """Every few seconds: all principals in one question, and the rooms of some clients in turn."""
        everybody = list(self._people.everybody())
        if everybody:
            self._ask_principals(everybody, rooms=False)
            if not self._queue:
                self._queue = everybody
            some, self._queue = self._queue[:_RECHECK_CLIENTS], self._queue[_RECHECK_CLIENTS:]
            self._ask_rooms(some)
        for room in tuple(self._hub.followed()):
            if room.synced and room.feed is not None and self._hub.now - room.feed.heard > _RECHECK_SECONDS:
                room.feed.check()
        self._hub.after(_RECHECK_SECONDS, self._recheck)

    def _ask_principals(self, clients: Sequence[Client], rooms: bool) -> None:
        groups = list(self._people.principals(clients).values())
        asked = [group[0].principal for group in groups]

        def then(answers: Sequence[Principal | None] | None, error: BaseException | None) -> None:
            if answers is None:
                # Nobody is thrown out because the database is away; nobody new gets in either.
                log.warning("sockets_not_rechecked", error=type(error).__name__)
                return
            for group, before, principal in zip(groups, asked, answers, strict=True):
                if principal is None:
                    self._end(group)
                    continue
                for client in group:
                    client.principal, client.language = principal, principal.language
                if rooms or principal != before:
                    self._ask_rooms(group)

        self._hub.in_pool(
            lambda: self._access.recheck([principal for principal in asked if principal is not None]), then
        )

    def _ask_rooms(self, clients: Sequence[Client]) -> None:
        pairs: dict[tuple[Principal, str], tuple[Target, list[Subscription]]] = {}
        for client in clients:
            if client.principal is None:
                continue
            for subscription in client.subscriptions.values():
                target = subscription.target
                pairs.setdefault((client.principal, target.room), (target, []))[1].append(subscription)
        if not pairs:
            return

        def ask() -> list[bool]:
            return [target.kind.authorise(principal, target.id) for (principal, _), (target, _) in pairs.items()]

        def then(answers: list[bool] | None, error: BaseException | None) -> None:
            if answers is None:
                log.warning("rooms_not_rechecked", error=type(error).__name__)
                return
            for (_, subscriptions), allowed in zip(pairs.values(), answers, strict=True):
                for subscription in subscriptions if not allowed else ():
                    if subscription.state is not State.GONE:
                        self._hub.count("ended")
                        self._hub.end_subscription(subscription, "forbidden")

        self._hub.in_pool(ask, then)
