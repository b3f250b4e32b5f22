"""A database and a Redis that are frozen: processes that live and do not answer are worse than ones that are gone."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from app import db
from app.embedded.postgres import PostgresServer, start_postgres
from app.kv import Breaker

WAIT = 1.5


@pytest.fixture
def server(tmp_path: Path) -> Iterator[PostgresServer]:
    for parent in (tmp_path, *tmp_path.parents):
        if parent.stat().st_uid == os.getuid() and parent != Path("/tmp"):
            parent.chmod(0o711)
        if parent == Path("/tmp"):
            break
    started = start_postgres(tmp_path / "server", durable=False)
    yield started
    started.stop()


def family(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *map(int, children)]


def test_a_frozen_database_costs_one_wait_and_not_one_for_each_connection(server: PostgresServer) -> None:
    engine = db.make_engine(server.url, pool_size=2)
    with engine.connect() as connection:
        connection.execute(text("SELECT 1"))
    db.limit_waits(WAIT)
    assert server.pid is not None
    frozen = family(server.pid)
    for pid in frozen:
        os.kill(pid, signal.SIGSTOP)
    try:
        began = time.monotonic()
        with pytest.raises(OperationalError), engine.connect() as connection:
            connection.execute(text("SELECT 1"))
        # The connection that was kept, and the one that should replace it.
        assert time.monotonic() - began < 2 * WAIT
    finally:
        for pid in frozen:
            os.kill(pid, signal.SIGCONT)
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT 2")) == 2
    engine.dispose()


def test_while_something_fails_one_caller_tries_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    breaker = Breaker(1.0)

    assert [breaker.allows(), breaker.allows()] == [True, True]
    breaker.failed()
    assert [breaker.allows(), breaker.allows()] == [False, False]
    now[0] += 1.5
    assert [breaker.allows(), breaker.allows()] == [True, False]
    breaker.succeeded()
    assert [breaker.allows(), breaker.allows()] == [True, True]
