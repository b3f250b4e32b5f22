"""A running server over the test databases, and people to talk to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from app.realtime.events import Event, log_event
from app.realtime.publish import publish_many, publish_now
from tests.conftest import Person
from tests.realtime.live import Live, Server


@pytest.fixture(scope="session")
def server(environment: dict[str, str], _app: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all tests of this process."""
    running = Server(environment, tmp_path_factory.mktemp("logs"))
    yield running
    running.stop()


@pytest.fixture
def token(user: Person) -> str:
    """The access token of a signed-in user."""
    return user.headers["Authorization"].removeprefix("Bearer ")


@pytest.fixture
def live(server: Server, token: str) -> Iterator[Callable[..., Live]]:
    """Opens connections of a signed-in user; they are closed at the end."""
    opened: list[Live] = []

    def open_one(**options: Any) -> Live:
        opened.append(Live(server.port, options.pop("token", token), **options))
        return opened[-1]

    yield open_one
    for one in opened:
        one.close()


@pytest.fixture
def room() -> str:
    """A room of its own."""
    return f"room:{uuid4().hex}"


class Run:
    """A run whose log is shipped as a worker does: stored first, then published."""

    def __init__(self, redis_client: Any, directory: Path) -> None:
        self.redis = redis_client
        self.id = uuid4().hex
        self.room = f"run:{self.id}"
        self.path = directory / self.id
        self.path.touch()
        self.size = 0

    def store(self, data: bytes) -> int:
        """Store a piece and do not tell anybody; gives its offset."""
        with self.path.open("ab") as file:
            file.write(data)
        offset, self.size = self.size, self.size + len(data)
        return offset

    def ship(self, *pieces: bytes) -> bool:
        """Store pieces, then publish them in one call."""
        return publish_many(self.redis, self.room, [log_event(self.store(piece), piece) for piece in pieces])

    def complete(self) -> None:
        """Nothing more will come."""
        self.path.with_name(f"{self.id}.complete").touch()


@pytest.fixture
def run(redis_client: Any, server: Server) -> Run:
    """A run with an empty log."""
    return Run(redis_client, server.logs)


@pytest.fixture
def publish(redis_client: Any) -> Callable[..., bool]:
    """`publish(room, n, …)` publishes events named `count` whose data are the given values."""

    def send(room: str, *values: Any, bulk: bool = False) -> bool:
        if bulk:
            return publish_many(redis_client, room, [Event("count", value) for value in values])
        sent = [publish_now(redis_client, room, "count", value) for value in values]
        return all(sent)

    return send
