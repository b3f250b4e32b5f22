"""The status report and the gauges: real figures of real parts, for administrators alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from app import kv
from app.config import settings
from app.db import transaction
from app.heartbeats import beat
from app.jobs import service as jobs
from app.jobs.models import JobKind
from app.messages import QUEUES, PollDueProjects, send


def test_the_report_says_how_every_part_is(person: Callable[..., Any]) -> None:
    admin = person("ada", admin=True)
    with transaction() as session:
        beat(session, "git@here")
        jobs.queue_job(session, JobKind.SCAN, None, None)
    waiting = kv.redis_client().llen(kv.key("git"))
    assert send(PollDueProjects())

    answer = admin.get("/api/admin/status")

    report = answer.json
    assert answer.status_code == 200
    assert report["database"]["version"].startswith(("15", "16", "17", "18"))
    assert report["database"]["connections_limit"] >= report["database"]["connections"] >= 1
    assert report["database"]["pool_in_use"] >= 1
    assert report["redis"]["memory_bytes"] > 0
    assert report["memory_bytes"] == sum(process["memory_bytes"] for process in report["processes"]) > 0
    queues = {queue["name"]: queue for queue in report["queues"]}
    assert set(queues) == set(QUEUES)
    assert queues["git"]["waiting"] == waiting + 1
    assert list(queues["git"]["readers"]) == ["here"]
    assert report["jobs"] == {"queued": 1}
    assert report["telegram"]["waiting"] == 0
    assert len(report["languages"]) == 10


def test_sign_ins_are_counted_by_outcome(person: Callable[..., Any], anonymous: FlaskClient) -> None:
    admin = person("ada", admin=True)
    before = admin.get("/api/admin/status").json["logins"]
    anonymous.post("/api/auth/login", json={"username": "ada", "password": "a wrong password"})

    after = admin.get("/api/admin/status").json["logins"]

    assert after["total"] == before["total"] + 1
    assert after["succeeded"] == before["succeeded"]


def test_it_is_not_for_everybody(person: Callable[..., Any], anonymous: FlaskClient) -> None:
    assert person("eve").get("/api/admin/status").status_code == 403
    assert anonymous.get("/api/admin/status").status_code == 401


def test_without_redis_it_says_so_and_answers(person: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    admin = person("ada", admin=True)
    away = kv.make_client("redis://127.0.0.1:1/0")
    monkeypatch.setattr("app.operations.service.redis_client", lambda: away)
    try:
        report = admin.get("/api/admin/status").json
    finally:
        kv.redis_breaker.succeeded()

    assert report["redis"] is None
    assert {queue["waiting"] for queue in report["queues"]} == {None}


def test_the_gauges_are_looked_up_when_asked_for(anonymous: FlaskClient, clean: None) -> None:
    assert settings().redis_url
    assert send(PollDueProjects())
    with transaction() as session:
        beat(session, "git@here")

    text = anonymous.get("/metrics").get_data(as_text=True)

    assert 'luma_queue_waiting{queue="git"} 1.0' in text
    assert re.search(r'^luma_queue_silent_seconds\{host="here",queue="git"\} \d', text, re.MULTILINE)
    for name in ("luma_poll_lag_seconds", "luma_telegram_waiting", "luma_telegram_lag_seconds"):
        assert re.search(rf"^{name} \d", text, re.MULTILINE), name
