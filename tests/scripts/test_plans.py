"""Schedules and triggers: when they queue runs, how often, with whose rights; no worker runs here."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, text

from app.db import read_only, transaction
from app.scripts import after, runs, schedules, triggers
from app.scripts.models import Execution, ExecutionStatus, Schedule, Trigger, TriggerOn
from app.scripts.triggers import Happened
from tests.conftest import Person


@pytest.fixture
def script(admin: Person) -> dict[str, Any]:
    return make_script(admin, "nightly")


def make_script(admin: Person, name: str, **more: Any) -> dict[str, Any]:
    body = {"name": name, "interpreter": "bash", "content": "true", **more}
    made: dict[str, Any] = admin.post("/api/scripts", json=body).json
    return made


def planned(person: Person, script: dict[str, Any], cron: str = "0 0 1 1 *", **more: Any) -> dict[str, Any]:
    answer = person.post("/api/schedules", json={"script_id": script["id"], "cron": cron, **more})
    assert answer.status_code == 201, answer.json
    made: dict[str, Any] = answer.json
    return made


def due(seconds: float) -> datetime:
    """Let the only schedule have been due so many seconds ago; that moment."""
    moment = datetime.now(UTC).replace(microsecond=0) - timedelta(seconds=seconds)
    with transaction() as session:
        session.execute(text("UPDATE schedules SET next_run_at = :moment"), {"moment": moment})
    return moment


def fire() -> None:
    with transaction() as session:
        schedules.fire_due(session)


def executions() -> list[Execution]:
    with read_only() as session:
        return list(session.scalars(select(Execution).order_by(Execution.queued_at)))


def only_schedule() -> Schedule:
    with read_only() as session:
        return session.scalars(select(Schedule)).one()


def test_a_schedule_shows_its_next_five_times(admin: Person, script: dict[str, Any]) -> None:
    made = planned(admin, script, "30 6 * * 1-5", timezone="Europe/Berlin")

    moments = [datetime.fromisoformat(text) for text in made["next_runs"]]
    assert made["next_run_at"] == made["next_runs"][0]
    assert len(moments) == 5 == len(set(moments))
    assert moments == sorted(moments)
    assert admin.get(f"/api/schedules/{made['id']}").json == made
    assert admin.get("/api/schedules").json["items"] == [made]
    assert admin.get(f"/api/schedules?script_id={script['id']}").json["items"] == [made]


@pytest.mark.parametrize(
    ("cron", "zone", "after", "expected"),
    [
        # Clocks go from 2:00 to 3:00: what falls in between comes at once after it.
        ("30 2 * * *", "Europe/Berlin", "2026-03-28T12:00:00+01:00", "2026-03-29T03:00:00+02:00"),
        # Clocks go from 3:00 back to 2:00: a fixed time comes once, the first time.
        ("30 2 * * *", "Europe/Berlin", "2026-10-24T12:00:00+02:00", "2026-10-25T02:30:00+02:00"),
        ("30 2 * * *", "Europe/Berlin", "2026-10-25T02:30:00+02:00", "2026-10-26T02:30:00+01:00"),
        # What comes every hour comes in both.
        ("30 * * * *", "Europe/Berlin", "2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00"),
        ("0 0 29 2 *", "UTC", "2026-01-01T00:00:00+00:00", "2028-02-29T00:00:00+00:00"),
        ("0 0 * * *", "Pacific/Apia", "2026-01-01T12:00:00+13:00", "2026-01-02T00:00:00+13:00"),
    ],
)
def test_times_are_right_where_clocks_change(cron: str, zone: str, after: str, expected: str) -> None:
    found = schedules.next_times(cron, zone, datetime.fromisoformat(after), 1)

    assert found == [datetime.fromisoformat(expected)]


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"cron": "* * * * * *"}, "cron", "bad_cron"),
        ({"cron": "every day"}, "cron", "bad_cron"),
        ({"cron": "61 * * * *"}, "cron", "bad_cron"),
        ({"cron": "0 0 32 * *"}, "cron", "bad_cron"),
        ({"cron": "0 0 1 13 *"}, "cron", "bad_cron"),
        ({"cron": "0 0 30 2 *"}, "cron", "never_fires"),
        ({"cron": "0 0 31 4,6 *"}, "cron", "never_fires"),
        ({"cron": ""}, "cron", "too_short"),
        ({"timezone": "Mars/Olympus"}, "timezone", "unknown_timezone"),
        ({"missed": "always"}, "missed", "not_a_choice"),
        ({"parameters": {"x": 1}}, "parameters.x", "unknown"),
        ({"script_id": "01920000-0000-7000-8000-000000000000"}, "script_id", "unknown_script"),
    ],
)
def test_a_schedule_that_cannot_be_is_refused(
    admin: Person, script: dict[str, Any], change: dict[str, Any], field: str, code: str
) -> None:
    answer = admin.post("/api/schedules", json={"script_id": script["id"], "cron": "0 6 * * *", **change})

    assert answer.status_code == 422
    assert (answer.json["errors"][0]["field"], answer.json["errors"][0]["code"]) == (field, code)


def test_a_time_queues_one_run_however_many_look_at_the_clock(admin: Person, script: dict[str, Any]) -> None:
    planned(admin, script)
    slot = due(5)

    threads = [threading.Thread(target=fire) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    fire()

    made = executions()
    assert len(made) == 1
    assert made[0].cause.value == "schedule"
    assert made[0].cause_detail["slot"].startswith(slot.isoformat()[:19])
    assert made[0].requested_by == admin.id
    schedule = only_schedule()
    assert schedule.next_run_at is not None
    assert schedule.next_run_at > datetime.now(UTC)
    assert schedule.last_run_at == slot


def test_a_time_is_not_queued_again_where_the_note_of_it_was_lost(admin: Person, script: dict[str, Any]) -> None:
    planned(admin, script)
    slot = due(5)
    fire()
    with transaction() as session:
        session.execute(text("UPDATE schedules SET next_run_at = :moment"), {"moment": slot})
    fire()

    assert len(executions()) == 1


def test_missed_times_are_skipped_or_made_up_for_once(admin: Person, script: dict[str, Any]) -> None:
    made = planned(admin, script)
    due(3 * 3600)
    fire()
    assert executions() == [], "skipped"
    following = only_schedule().next_run_at
    assert following is not None
    assert following > datetime.now(UTC)

    assert admin.patch(f"/api/schedules/{made['id']}", json={"missed": "run_once"}).status_code == 200
    due(3 * 3600)
    fire()
    fire()
    assert len(executions()) == 1, "180 were missed"


def test_a_schedule_that_is_off_queues_nothing(admin: Person, script: dict[str, Any]) -> None:
    made = planned(admin, script)
    off = admin.patch(f"/api/schedules/{made['id']}", json={"is_enabled": False}).json
    due(5)
    fire()

    assert off["next_runs"] == []
    assert executions() == []


def test_what_is_in_the_way_is_shown_at_the_schedule(admin: Person, script: dict[str, Any]) -> None:
    made = planned(admin, script)
    admin.patch(f"/api/scripts/{script['id']}", json={"is_enabled": False})
    due(5)
    fire()
    assert admin.get(f"/api/schedules/{made['id']}").json["last_error"] == "script_disabled"

    admin.patch(f"/api/scripts/{script['id']}", json={"is_enabled": True})
    due(5)
    fire()
    assert admin.get(f"/api/schedules/{made['id']}").json["last_error"] is None
    assert len(executions()) == 1


def test_the_runs_of_who_is_gone_are_not_queued(
    admin: Person, script: dict[str, Any], person: Callable[..., Person]
) -> None:
    leaver = person("leaver")
    made = planned(leaver, script)
    admin.patch(f"/api/users/{leaver.id}", json={"is_active": False})
    due(5)
    fire()

    assert executions() == []
    assert admin.get(f"/api/schedules/{made['id']}").json["last_error"] == "forbidden"


def test_a_schedule_is_changed_by_who_made_it_and_by_administrators(
    admin: Person, user: Person, script: dict[str, Any], person: Callable[..., Person]
) -> None:
    url = f"/api/schedules/{planned(user, script)['id']}"

    assert person("eve").patch(url, json={"cron": "0 0 * * *"}).status_code == 403
    assert user.patch(url, json={"cron": "0 0 * * *"}).status_code == 200
    assert user.patch(url, json={"cron": "x"}).json["errors"][0]["code"] == "bad_cron"
    assert admin.delete(url).status_code == 204
    assert user.get(url).status_code == 404


def triggered(person: Person, script: dict[str, Any], **more: Any) -> dict[str, Any]:
    answer = person.post("/api/triggers", json={"script_id": script["id"], **more})
    assert answer.status_code == 201, answer.json
    made: dict[str, Any] = answer.json
    return made


@pytest.fixture
def project(admin: Person) -> str:
    return new_project("engine")


def new_project(name: str) -> str:
    from app.db import uuid7
    from app.gitread.layout import Kind
    from app.projects.models import Project
    from app.projects.sightings import ensure_groups

    with transaction() as session:
        ensure_groups(session)
        made = Project(
            id=uuid7(), name=name, path=f"/{name}", raw_path=f"/{name}".encode(), kind=Kind.WORK_TREE, poll_group=0
        )
        session.add(made)
    return str(made.id)


def happen(project: str, **more: Any) -> int:
    values: dict[str, Any] = {"on": TriggerOn.COMMIT, "branch": "main", "new": "b" * 40, "old": "a" * 40, **more}
    with transaction() as session:
        return triggers.fire(session, Happened(UUID(project), **values))


def test_new_commits_queue_a_run_once_with_the_commit(admin: Person, script: dict[str, Any], project: str) -> None:
    made = triggered(admin, script, on="commit", project_id=project)

    assert happen(project) == 1
    assert happen(project) == 0, "the same commits, looked at twice"
    assert happen(project, new="c" * 40) == 1
    assert happen(project, on=TriggerOn.PULL) == 0

    first = executions()[0]
    assert (first.cause.value, str(first.project_id)) == ("commit", project)
    assert first.cause_detail == {"trigger_id": made["id"], "sha": "b" * 40, "branch": "main", "old": "a" * 40}


@pytest.mark.parametrize(
    ("branches", "paths", "branch", "changed", "expected"),
    [
        ([], [], "main", {"a"}, True),
        (["main"], [], "main", {"a"}, True),
        (["main"], [], "topic", {"a"}, False),
        (["release/*"], [], "release/1.0", {"a"}, True),
        (["!main"], [], "main", {"a"}, False),
        (["!main"], [], "topic", {"a"}, True),
        (["*", "!wip/*"], [], "wip/x", {"a"}, False),
        ([], ["docs/*"], "main", {"docs/a/b.md"}, True),
        ([], ["docs/*"], "main", {"src/a.py"}, False),
        ([], ["docs/*"], "main", {"src/a.py", "docs/x"}, True),
        ([], ["!docs/*"], "main", {"docs/x"}, False),
        ([], ["!docs/*"], "main", {"docs/x", "src/y"}, True),
        ([], ["docs/*"], "main", None, True),
    ],
)
def test_patterns_of_branches_and_paths_decide(
    admin: Person, script: dict[str, Any], project: str, branches: list[str], paths: list[str], branch: str,
    changed: set[str] | None, expected: bool,
) -> None:  # fmt: skip
    triggered(admin, script, on="commit", project_id=project, branches=branches, paths=paths)
    with read_only() as session:
        assert triggers.wants_paths(session, UUID(project)) is bool(paths)

    assert happen(project, branch=branch, paths=changed) == int(expected)


def end(execution: Execution, status: ExecutionStatus) -> None:
    with transaction() as session:
        claimed = runs.claim(session, execution.id, "here", 10)
        assert claimed is not None
        runs.finish(session, claimed, status)


@pytest.mark.parametrize(
    ("wanted", "status", "expected"),
    [
        ("succeeded", ExecutionStatus.SUCCEEDED, 2),
        ("succeeded", ExecutionStatus.FAILED, 1),
        ("failed", ExecutionStatus.TIMED_OUT, 2),
        ("failed", ExecutionStatus.SUCCEEDED, 1),
        ("ended", ExecutionStatus.LOST, 2),
        ("ended", ExecutionStatus.CANCELLED, 1),
    ],
)
def test_a_script_runs_after_another(
    admin: Person, script: dict[str, Any], wanted: str, status: ExecutionStatus, expected: int
) -> None:
    other = make_script(admin, "after")
    triggered(admin, other, on="script", after_script_id=script["id"], after=wanted)
    admin.post(f"/api/scripts/{script['id']}/executions", json={})

    end(executions()[0], status)

    made = executions()
    assert len(made) == expected
    if expected == 2:
        assert made[1].cause.value == "script"
        assert made[1].cause_detail["execution_id"] == str(made[0].id)


def test_scripts_that_follow_each_other_in_a_circle_come_to_an_end(admin: Person, script: dict[str, Any]) -> None:
    other = make_script(admin, "other")
    triggered(admin, other, on="script", after_script_id=script["id"])
    triggered(admin, script, on="script", after_script_id=other["id"])
    admin.post(f"/api/scripts/{script['id']}/executions", json={})

    while left := [one for one in executions() if one.status is ExecutionStatus.QUEUED]:
        end(left[0], ExecutionStatus.SUCCEEDED)
        assert len(executions()) < 50
    assert len(executions()) == 1 + triggers.DEEPEST
    with read_only() as session:
        assert "too_deep" in set(session.scalars(select(Trigger.last_error)))


def test_retries_are_runs_of_their_own_and_what_follows_waits_for_the_last(admin: Person) -> None:
    script = make_script(admin, "flaky", retries=2)
    triggered(admin, make_script(admin, "next"), on="script", after_script_id=script["id"], after="ended")
    admin.post(f"/api/scripts/{script['id']}/executions", json={})

    for attempt in (1, 2, 3):
        (left,) = [one for one in executions() if one.status is ExecutionStatus.QUEUED]
        assert left.attempt == attempt
        end(left, ExecutionStatus.FAILED)

    (last,) = [one for one in executions() if one.status is ExecutionStatus.QUEUED]
    assert last.cause.value == "script"
    with transaction() as session:
        after.ended(session, session.get_one(Execution, executions()[0].id))
    assert len(executions()) == 4, "the end of a run is followed once"


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"on": "moon"}, "on", "not_a_choice"),
        ({"on": "commit"}, "project_id", "missing"),
        ({"on": "script"}, "", "invalid"),
        ({"on": "commit", "after_script_id": "01920000-0000-7000-8000-000000000000"}, "", "invalid"),
        (
            {"on": "script", "after_script_id": "01920000-0000-7000-8000-000000000000"},
            "after_script_id",
            "unknown_script",
        ),
        ({"on": "commit", "branches": [""]}, "branches.0", "too_short"),
        ({"on": "commit", "branches": "main"}, "branches", "wrong_type"),
    ],
)
def test_a_trigger_that_cannot_be_is_refused(
    admin: Person, script: dict[str, Any], change: dict[str, Any], field: str, code: str
) -> None:
    answer = admin.post("/api/triggers", json={"script_id": script["id"], **change})

    assert answer.status_code == 422
    assert (answer.json["errors"][0]["field"], answer.json["errors"][0]["code"]) == (field, code)


def test_a_script_does_not_follow_itself(admin: Person, script: dict[str, Any]) -> None:
    body = {"script_id": script["id"], "on": "script", "after_script_id": script["id"]}

    assert admin.post("/api/triggers", json=body).json["errors"][0]["code"] == "after_itself"


def test_a_trigger_is_listed_changed_and_taken_away(admin: Person, script: dict[str, Any], project: str) -> None:
    made = triggered(admin, script, on="pull", project_id=project)
    url = f"/api/triggers/{made['id']}"

    assert admin.get(f"/api/triggers?project_id={project}&script_id={script['id']}").json["items"] == [made]
    assert admin.patch(url, json={"branches": ["x"], "parameters": {}}).json["branches"] == ["x"]
    assert admin.patch(url, json={"branches": None}).status_code == 422
    assert happen(project, on=TriggerOn.PULL) == 0
    assert admin.delete(url).status_code == 204
    assert admin.get(url).status_code == 404


def test_a_script_that_cannot_run_does_not_stop_what_triggered_it(
    admin: Person, script: dict[str, Any], project: str
) -> None:
    made = triggered(admin, script, on="commit", project_id=project)
    admin.patch(f"/api/scripts/{script['id']}", json={"is_enabled": False})

    assert happen(project) == 0
    assert admin.get(f"/api/triggers/{made['id']}").json["last_error"] == "script_disabled"
