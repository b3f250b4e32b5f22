"""Who is connected: sockets by person and session, and what is checked again while they stay."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from app.realtime.client import Client
from app.security import Principal

MAX_SOCKETS = 20


@dataclass(frozen=True, slots=True)
class Access:
    """How a hub learns who somebody is. Both run in its thread pool and may raise where the database is away.

    ``redeem``: who a ticket stands for, once, or None. ``recheck``: for each principal, in order, who that is now, or
    None where the session has ended.
    """

    redeem: Callable[[str], Principal | None]
    recheck: Callable[[Sequence[Principal]], Sequence[Principal | None]]


class People:
    """The connected clients by user."""

    def __init__(self) -> None:
        self._by_user: defaultdict[UUID, set[Client]] = defaultdict(set)

    def add(self, client: Client, principal: Principal) -> bool:
        """Make a client this person's; says whether they may have one more."""
        clients = self._by_user[principal.user_id]
        if len(clients) >= MAX_SOCKETS:
            return False
        # The windows of one browser share one object.
        client.principal = next((other.principal for other in clients if other.principal == principal), principal)
        client.language = principal.language
        clients.add(client)
        return True

    def remove(self, client: Client) -> None:
        """Forget a client."""
        if client.principal is not None:
            clients = self._by_user[client.principal.user_id]
            clients.discard(client)
            if not clients:
                del self._by_user[client.principal.user_id]

    def of_user(self, user_id: UUID) -> list[Client]:
        """The clients of one person."""
        return list(self._by_user.get(user_id, ()))

    def of_session(self, session_id: UUID) -> list[Client]:
        """The clients of one session."""
        return [client for client in self.everybody() if _session(client) == session_id]

    def everybody(self) -> Iterable[Client]:
        """All clients that have said who they are."""
        return [client for clients in self._by_user.values() for client in clients]

    def principals(self, clients: Iterable[Client]) -> dict[tuple[UUID, UUID | None], list[Client]]:
        """The clients by person and what they signed in with."""
        found: dict[tuple[UUID, UUID | None], list[Client]] = {}
        for client in clients:
            if client.principal is not None:
                found.setdefault((client.principal.user_id, client.principal.credential), []).append(client)
        return found


def _session(client: Client) -> UUID | None:
    return client.principal.session_id if client.principal is not None else None
