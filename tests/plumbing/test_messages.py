"""Messages: sent after the commit or not at all, and handled by exactly one function each."""

from __future__ import annotations

from typing import Any

import pytest
import redis
from sqlalchemy import select

from app import config, messages
from app.audit.models import AuditEntry
from app.db import after_commit, transaction, uuid7
from app.messages import MESSAGES, QUEUES, PollProject, enqueue, send
from worker.handles import handled


def waiting(client: redis.Redis, queue: str = "git") -> int:
    return int(client.llen(f"{config.settings().redis_prefix}{queue}"))  # type: ignore[arg-type]


def test_a_message_is_sent_after_the_commit(clean: None, redis_client: redis.Redis) -> None:
    with transaction() as session:
        enqueue(session, PollProject(str(uuid7())))
        assert waiting(redis_client) == 0

    assert waiting(redis_client) == 1


def test_a_rolled_back_transaction_sends_nothing_and_keeps_nothing(clean: None, redis_client: redis.Redis) -> None:
    def fail_midway() -> None:
        with transaction() as session:
            session.add(AuditEntry(action="test", outcome="ok"))
            enqueue(session, PollProject(str(uuid7())))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_midway()

    assert waiting(redis_client) == 0
    with transaction() as session:
        assert session.scalars(select(AuditEntry)).all() == []


def test_what_follows_a_commit_runs_in_order_and_outside_the_transaction(clean: None) -> None:
    seen: list[Any] = []
    with transaction() as session:
        after_commit(session, lambda: seen.append(session.in_transaction()))
        after_commit(session, lambda: seen.append("second"))
        assert seen == []

    assert seen == [False, "second"]


def test_a_redis_that_is_away_loses_the_message_and_not_the_commit(
    clean: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REDIS_URL", "redis://127.0.0.1:1/0")
    config.settings.cache_clear()
    messages.producer.cache_clear()
    monkeypatch.setattr(messages, "_sender", None)
    try:
        with transaction() as session:
            session.add(AuditEntry(action="test", outcome="ok"))
            enqueue(session, PollProject(str(uuid7())))
        assert send(PollProject(str(uuid7()))) is False
    finally:
        monkeypatch.undo()
        config.settings.cache_clear()
        messages.producer.cache_clear()
        messages._breaker.succeeded()
    with transaction() as session:
        assert len(session.scalars(select(AuditEntry)).all()) == 1


def test_messages_and_their_functions_are_the_same_set() -> None:
    assert set(handled()) == set(MESSAGES)
    assert {message.queue for message in MESSAGES} == set(QUEUES)


def test_every_tick_names_a_message_and_expires() -> None:
    import beat_schedule

    names = {message.name() for message in MESSAGES}
    for entry in beat_schedule.schedule().values():
        assert entry["task"] in names
        assert entry["options"]["expires"] is not None


def test_a_message_carries_only_plain_values() -> None:
    import dataclasses

    plain: set[Any] = {"str", "int", "bool", "float", "str | None"}
    for message in MESSAGES:
        assert {field.type for field in dataclasses.fields(message)} <= plain, message
