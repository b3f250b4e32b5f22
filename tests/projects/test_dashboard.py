"""The dashboard: what happened lately, by the viewer's days, each commit once, and nothing of what is not theirs."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from app import config, kv
from app.dashboard import service
from app.db import transaction
from tests.conftest import Person
from tests.gitrepos import Repo

Scan = Callable[..., dict[str, Any]]
Find = Callable[[str], dict[str, Any]]


@pytest.fixture
def history(root: Any) -> Repo:
    """Commits of three authors: one now, three yesterday, one six days ago, one long ago, one of the future."""
    made = Repo(root / "engine")
    now = int(time.time())
    day = 86_400
    made.commit("Long ago", at=now - 40 * day)
    made.commit("Six days ago", at=now - 6 * day, author="Bob <bob@example.org>")
    for number in range(3):
        made.commit(f"Yesterday {number}", at=now - day, author="Eve <EVE@example.org>")
    made.commit("Now", at=now, author="Eve Again <eve@example.org>")
    made.commit("A wrong clock", at=now + 30 * day)
    return made


def ask(person: Person, **query: Any) -> dict[str, Any]:
    kv.redis_client().flushdb()
    answer = person.get("/api/dashboard", query_string=query)
    assert answer.status_code == 200, answer.json
    return dict(answer.json)


def test_commits_are_counted_by_day_author_and_project(user: Person, history: Repo, scan: Scan, project: Find) -> None:
    scan()

    shown = ask(user)

    today = datetime.now(UTC).date()
    assert [day["date"] for day in shown["days"]] == [str(today - timedelta(days=back)) for back in range(6, -1, -1)]
    assert [day["commits"] for day in shown["days"]] == [1, 0, 0, 0, 0, 3, 1]
    assert (shown["totals"]["commits"], shown["totals"]["authors"], shown["totals"]["projects"]) == (5, 2, 1)
    assert shown["authors"] == [
        {"email": "eve@example.org", "name": "Eve Again", "commits": 4},
        {"email": "bob@example.org", "name": "Bob", "commits": 1},
    ]
    assert [(one["name"], one["commits"]) for one in shown["projects"]] == [("engine", 5)]
    assert sum(day["commits"] for day in ask(user, days=90)["days"]) == 6
    assert len(ask(user, days=1)["days"]) == 1


def test_a_commit_counts_once_over_clones(user: Person, root: Any, history: Repo, scan: Scan) -> None:
    for number in range(3):
        history.git("clone", "-q", str(history.path), str(root / f"clone{number}"))
    scan()

    shown = ask(user)

    assert shown["totals"]["commits"] == sum(day["commits"] for day in shown["days"]) == 5
    assert shown["totals"]["projects"] == 4
    assert shown["authors"][0]["commits"] == 4


def test_days_begin_where_the_viewer_is(person: Callable[..., Person], root: Any, scan: Scan) -> None:
    # Half past midnight in Auckland is the day before in Honolulu.
    made = Repo(root / "clock")
    moment = datetime(2026, 7, 10, 12, 30, tzinfo=UTC)
    made.commit("At noon in Greenwich", at=int(moment.timestamp()))
    scan()
    now = moment + timedelta(hours=1)
    counted = {}
    for zone in ("Pacific/Auckland", "Pacific/Honolulu", "UTC"):
        viewer = person(zone.split("/")[-1].lower(), timezone=zone)
        with transaction() as session:
            from app.dashboard.schemas import DashboardQuery
            from app.security import Principal, Role

            principal = Principal(viewer.id, "x", Role.USER, "en", zone, None)
            shown = service.activity(session, principal, DashboardQuery(days=2), now)
        counted[zone] = [(str(day.date), day.commits) for day in shown.days]
    assert counted["Pacific/Auckland"] == [("2026-07-10", 0), ("2026-07-11", 1)]
    assert counted["Pacific/Honolulu"] == [("2026-07-09", 0), ("2026-07-10", 1)]
    assert counted["UTC"] == [("2026-07-09", 0), ("2026-07-10", 1)]


def test_runs_and_pulls_are_counted(user: Person, admin: Person, history: Repo, scan: Scan, project: Find) -> None:
    scan()
    project_id = project("engine")["id"]
    script = admin.post("/api/scripts", json={"name": "x", "type": "global", "interpreter": "bash", "content": "true"})
    for _ in range(3):
        admin.post(f"/api/scripts/{script.json['id']}/executions", json={})
    with transaction() as session:
        session.execute(
            text("UPDATE executions SET status = 'failed' WHERE id = (SELECT min(id::text)::uuid FROM executions)")
        )
        for status in ("fast_forwarded", "up_to_date", "diverged"):
            session.execute(
                text("INSERT INTO pulls (id, project_id, source, status, commits) VALUES (gen_random_uuid(), :p, 'shell', :s, 1)"),
                {"p": project_id, "s": status},
            )  # fmt: skip

    totals = ask(user)["totals"]

    assert (totals["runs"], totals["failures"], totals["pulls"], totals["failed_pulls"]) == (3, 1, 1, 1)
    assert ask(user)["days"][-1] | {"date": ""} == {"date": "", "commits": 1, "runs": 3, "failures": 1, "pulls": 1}


def test_nobody_counts_what_they_may_not_see(
    user: Person, admin: Person, history: Repo, scan: Scan, project: Find
) -> None:
    scan()
    project_id = project("engine")["id"]
    assert admin.patch(f"/api/projects/{project_id}", json={"visibility": "private"}).status_code == 200

    assert ask(user)["totals"]["commits"] == 0
    assert ask(user)["authors"] == ask(user)["projects"] == []
    assert ask(admin)["totals"]["commits"] == 5


def test_the_same_question_is_answered_from_memory_and_unchanged_not_at_all(
    user: Person, admin: Person, history: Repo, scan: Scan
) -> None:
    scan()
    first = user.get("/api/dashboard")
    history.commit("News", at=int(time.time()))

    second = user.get("/api/dashboard")

    assert second.data == first.data
    assert user.get("/api/dashboard", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    # Another right, another answer.
    assert admin.get("/api/dashboard").json["generated_at"] != first.json["generated_at"]


def test_without_redis_it_is_counted_anew(
    user: Person, history: Repo, scan: Scan, monkeypatch: pytest.MonkeyPatch
) -> None:
    scan()
    monkeypatch.setenv("REDIS_URL", "redis://127.0.0.1:1/0")
    config.settings.cache_clear()
    kv.redis_client.cache_clear()
    try:
        answer = user.get("/api/dashboard")
    finally:
        monkeypatch.undo()
        config.settings.cache_clear()
        kv.redis_client.cache_clear()
        service._breaker.succeeded()

    assert answer.json["totals"]["commits"] == 5


@pytest.mark.parametrize(
    "query", ["days=0", "days=91", "days=x", "days=", "timezone=Mars/Olympus", "timezone=", "timezone=../etc", "x=1"]
)
def test_bad_questions_are_refused(user: Person, query: str) -> None:
    assert user.get(f"/api/dashboard?{query}").status_code == 422


def test_nobody_else_is_answered(anonymous: Any) -> None:
    assert anonymous.get("/api/dashboard").status_code == 401
