"""Processes that fork after they used the database."""

from __future__ import annotations

import os

from sqlalchemy import text

from app.db import engine, read_only


def test_a_forked_child_never_uses_its_parents_connections(environment: dict[str, str]) -> None:
    with read_only() as session:
        parents = session.scalar(text("SELECT pg_backend_pid()"))
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        with read_only() as session:
            os.write(writing, str(session.scalar(text("SELECT pg_backend_pid()"))).encode())
        os._exit(0)
    os.close(writing)
    os.waitpid(child, 0)

    assert int(os.read(reading, 100)) != parents
    os.close(reading)
    with read_only() as session:
        assert session.scalar(text("SELECT pg_backend_pid()")) == parents, "ours still works"
    assert engine().pool is not None
