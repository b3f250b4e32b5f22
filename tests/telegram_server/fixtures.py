"""Fixtures of the Bot API server: one for each test process, empty for each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.telegram_server.driver import NoServer, TelegramServer, running_server


@pytest.fixture(scope="session")
def _telegram_server() -> Iterator[TelegramServer]:
    try:
        with running_server() as server:
            yield server
    except NoServer as reason:
        pytest.skip(f"no Bot API server for tests: {reason}")


@pytest.fixture
def telegram_server(_telegram_server: TelegramServer) -> TelegramServer:
    """A Bot API server that nobody here wrote, with nothing in it."""
    _telegram_server.reset()
    return _telegram_server
