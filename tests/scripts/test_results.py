"""What runs leave and are given, windows of their logs, versions, limits and maintenance."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select, text

from app import config
from app.db import read_only, transaction
from app.scripts import artifacts, logs, runs
from app.scripts.models import Execution, LogChunk, Upload
from tests.conftest import Person
from worker.sandbox.leavings import MOST_FILES, Leavings, exceeds


def make(person: Person, **more: Any) -> dict[str, Any]:
    body = {"name": f"s{os.urandom(4).hex()}", "interpreter": "bash", "content": "true", **more}
    answer = person.post("/api/scripts", json=body)
    assert answer.status_code == 201, answer.json
    made: dict[str, Any] = answer.json
    return made


def queued(person: Person, script: dict[str, Any], **body: Any) -> dict[str, Any]:
    answer = person.post(f"/api/scripts/{script['id']}/executions", json=body)
    assert answer.status_code == 202, answer.json
    made: dict[str, Any] = answer.json
    return made


def claimed(execution: dict[str, Any], slots: int = 10) -> Execution | None:
    with transaction() as session:
        return runs.claim(session, UUID(execution["id"]), "here", slots)


@pytest.fixture
def running(admin: Person) -> Execution:
    execution = claimed(queued(admin, make(admin)))
    assert execution is not None
    return execution


def wrote(execution: Execution, *pieces: bytes) -> None:
    """Store a log in pieces as small as given: lines go over their borders."""
    offset = lines = 0
    for piece in pieces:
        with transaction() as session:
            assert logs.append(session, execution, offset, lines, piece)
        offset += len(piece)
        lines += piece.count(b"\n")


# ---------------------------------------------------------------------- windows and search


def test_a_window_of_lines_is_the_same_whatever_the_pieces(admin: Person, running: Execution) -> None:
    whole = "".join(f"line {number} {'ä' * (number % 7)}\n" for number in range(300)).encode() + b"the last, unended"
    wrote(running, *[whole[start : start + 37] for start in range(0, len(whole), 37)])
    expected = whole.decode().split("\n")
    url = f"/api/executions/{running.id}/lines"

    for start, limit in ((0, 10), (1, 1), (57, 100), (299, 5), (300, 5), (0, 500)):
        answer = admin.get(url, query_string={"start": start, "limit": limit}).json
        assert answer["total"] == 300
        assert [line["text"] for line in answer["items"]] == expected[start : start + limit], (start, limit)
        assert [line["number"] for line in answer["items"]] == list(range(start, min(301, start + limit)))
        for line in answer["items"]:
            assert whole[line["offset"] :].startswith(line["text"].encode())
    assert [line["text"] for line in admin.get(f"{url}?start=-2&limit=2").json["items"]] == expected[298:300]
    assert admin.get(f"{url}?start=301").json["items"] == []


def test_a_line_longer_than_many_pieces_is_found_and_cut(admin: Person, running: Execution) -> None:
    wrote(running, b"first\nsec", b"x" * 200_000, b"x" * 200_000, b"ond\nthird\n")
    url = f"/api/executions/{running.id}/lines"

    (second,) = admin.get(f"{url}?start=1&limit=1").json["items"]
    assert (second["offset"], second["cut"], second["text"][:5], len(second["text"])) == (6, True, "secxx", 16384)
    (third,) = admin.get(f"{url}?start=2&limit=1").json["items"]
    assert (third["text"], third["cut"]) == ("third", False)


def test_search_finds_lines_with_or_without_case_and_goes_on(admin: Person, running: Execution) -> None:
    wrote(running, b"One ERROR\ntwo\nthr", b"ee err", b"or\nfour\nfive error end")
    url = f"/api/executions/{running.id}/search"

    found = admin.get(url, query_string={"q": "error"}).json
    assert [(line["number"], line["text"]) for line in found["items"]] == [
        (0, "One ERROR"), (2, "three error"), (4, "five error end"),
    ]  # fmt: skip
    assert found["next_offset"] is None
    assert [line["number"] for line in admin.get(f"{url}?q=error&case=true").json["items"]] == [2, 4]

    first = admin.get(f"{url}?q=error&limit=2").json
    rest = admin.get(f"{url}?q=error&offset={first['next_offset']}").json
    assert [line["number"] for line in rest["items"]] == [4]
    assert admin.get(f"{url}?q=").status_code == 422


# ---------------------------------------------------------------------- artifacts


def left(tmp_path: Path, limit: int = 10_000) -> tuple[dict[str, bytes], int]:
    found = Leavings(str(tmp_path), limit)
    return dict(found.read()), found.skipped


def test_only_regular_files_within_the_limits_are_taken(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"a")
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / "deep" / "er" / "b").write_bytes(b"b" * 100)
    (tmp_path / "link").symlink_to("/etc/passwd")
    (tmp_path / "inside").symlink_to("a.txt")
    (tmp_path / "linked").symlink_to("/etc")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "large").write_bytes(b"x" * 20_000)
    with open(tmp_path / "sparse", "wb") as file:
        file.truncate(10**12)
    Path(os.fsdecode(bytes(tmp_path) + b"/\xff")).write_bytes(b"n")

    found, skipped = left(tmp_path)

    assert found == {"a.txt": b"a", "deep/er/b": b"b" * 100, "\ufffd": b"n"}
    assert skipped == 6


def test_no_more_files_than_a_bound_are_taken(tmp_path: Path) -> None:
    for number in range(MOST_FILES + 5):
        (tmp_path / f"{number:04}").touch()

    found, skipped = left(tmp_path)

    assert (len(found), skipped) == (MOST_FILES, 5)
    assert left(tmp_path / "nowhere") == ({}, 0)


def test_what_a_run_writes_is_measured_without_following_links(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(os.urandom(100_000))
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "b").write_bytes(os.urandom(100_000))

    assert not exceeds(str(tmp_path), 1_000_000)
    assert exceeds(str(tmp_path), 150_000)
    assert exceeds(str(tmp_path), 1_000_000, entries=2), "too many"
    assert not exceeds(str(tmp_path), 150_000, since=4e9), "all of it older"
    assert not exceeds(str(tmp_path / "nowhere"), 1)


def test_artifacts_are_listed_and_saved_to_the_byte(admin: Person, anonymous: Any, running: Execution) -> None:
    data = os.urandom(2 * artifacts.PIECE_BYTES + 17) + b"\0" * artifacts.PIECE_BYTES
    with transaction() as session:
        assert artifacts.store(session, running, "out/the report.html", data)
        assert artifacts.store(session, running, "empty", b"")
        assert not artifacts.store(session, running, "empty", b"again"), "a second worker"
    url = f"/api/executions/{running.id}/artifacts"

    items = {item["name"]: item for item in admin.get(url).json["items"]}
    assert list(items) == ["empty", "out/the report.html"]
    shown = items["out/the report.html"]
    assert (shown["size"], shown["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())
    saved = admin.get(shown["url"])
    assert saved.data == data
    assert saved.headers["Content-Disposition"] == "attachment; filename*=UTF-8''the%20report.html"
    assert saved.mimetype == "application/octet-stream"
    assert admin.get(f"{url}/empty").data == b""
    assert admin.get(f"{url}/none").status_code == 404
    assert anonymous.get(url).status_code == 401


def test_a_worker_that_lost_the_run_stores_nothing(running: Execution) -> None:
    with transaction() as session:
        session.execute(text("UPDATE executions SET lease_token = gen_random_uuid()"))
    with transaction() as session:
        assert not artifacts.store(session, running, "late", b"x")


# ---------------------------------------------------------------------- retention


def test_old_logs_and_artifacts_are_deleted_and_runs_stay(admin: Person, running: Execution) -> None:
    wrote(running, b"hello\n")
    with transaction() as session:
        artifacts.store(session, running, "a", b"x")
        runs.finish(session, running, runs.ExecutionStatus.SUCCEEDED)
    with transaction() as session:
        logs.forget_old(session)
    assert admin.get(f"/api/executions/{running.id}/log").data == b"hello\n"

    with transaction() as session:
        session.execute(text("UPDATE executions SET finished_at = now() - interval '91 days'"))
        session.execute(text("UPDATE artifacts SET created_at = now() - interval '91 days'"))
        logs.forget_old(session)

    shown = admin.get(f"/api/executions/{running.id}").json
    assert (shown["status"], shown["log_bytes"]) == ("succeeded", 6)
    assert shown["log_expired_at"] is not None
    for part in ("log", "lines", "search?q=x"):
        answer = admin.get(f"/api/executions/{running.id}/{part}")
        assert (answer.status_code, answer.json["code"]) == (410, "log_expired")
    assert admin.get(f"/api/executions/{running.id}/artifacts").json["items"] == []
    with read_only() as session:
        assert session.scalar(select(func.count()).select_from(LogChunk)) == 0


def test_the_oldest_logs_go_first_where_all_are_too_large(admin: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    script = make(admin)
    made = []
    for age in (3, 2, 1):
        execution = claimed(queued(admin, script))
        assert execution is not None
        wrote(execution, b"x" * 600_000)
        with transaction() as session:
            runs.finish(session, execution, runs.ExecutionStatus.SUCCEEDED)
            session.execute(
                text("UPDATE executions SET finished_at = now() - make_interval(days => :age) WHERE id = :id"),
                {"age": age, "id": execution.id},
            )
        made.append(execution.id)
    monkeypatch.setenv("LUMASTACK_LOG_KEEP_MIB", "1")
    config.settings.cache_clear()
    try:
        with transaction() as session:
            logs.forget_old(session)
    finally:
        monkeypatch.undo()
        config.settings.cache_clear()

    gone = [admin.get(f"/api/executions/{one}").json["log_expired_at"] is not None for one in made]
    assert gone == [True, True, False]


# ---------------------------------------------------------------------- files as parameters


def test_a_file_is_given_by_its_upload_and_only_ones_own(admin: Person, user: Person) -> None:
    script = make(admin, parameters=[{"name": "data", "type": "file", "required": True}])
    kept = user.post("/api/uploads?name=a%20b.csv", data=b"1,2\n")
    assert (kept.status_code, kept.json["name"], kept.json["size"]) == (201, "a b.csv", 4)
    url = f"/api/scripts/{script['id']}/executions"

    def code(person: Person, value: Any) -> str:
        return str(person.post(url, json={"parameters": {"data": value}}).json["errors"][0]["code"])

    assert user.post(url, json={"parameters": {"data": kept.json["id"]}}).status_code == 202
    assert code(admin, kept.json["id"]) == "unknown_upload", "another's"
    assert code(user, "01920000-0000-7000-8000-000000000000") == "unknown_upload"
    assert code(user, "../../etc/passwd") == "wrong_type"
    assert code(user, 7) == "wrong_type"


@pytest.mark.parametrize("name", ["", "a/b", "a%00b", "x" * 201, "a%5Cb"])
def test_a_file_has_a_plain_name(user: Person, name: str) -> None:
    assert user.post(f"/api/uploads?name={name}", data=b"x").status_code == 422


def test_a_file_that_is_too_large_is_refused_and_old_ones_are_forgotten(user: Person) -> None:
    assert user.post("/api/uploads?name=a", data=b"x" * (artifacts.MAX_UPLOAD + 1)).status_code == 413
    assert user.post("/api/uploads?name=a", data=b"x").status_code == 201
    with transaction() as session:
        artifacts.forget_old(session)
        assert session.scalar(select(func.count()).select_from(Upload)) == 1
        session.execute(text("UPDATE uploads SET created_at = now() - interval '31 days'"))
        artifacts.forget_old(session)
        assert session.scalar(select(func.count()).select_from(Upload)) == 0


def test_a_file_has_no_default(admin: Person) -> None:
    body = {"name": "x", "interpreter": "bash", "content": "true"}
    parameters = [{"name": "f", "type": "file", "default": "x"}]

    assert admin.post("/api/scripts", json={**body, "parameters": parameters}).status_code == 422


# ---------------------------------------------------------------------- versions


def test_versions_are_kept_and_compared(admin: Person) -> None:
    script = make(admin, content="echo one\necho two\n")
    url = f"/api/scripts/{script['id']}"
    admin.patch(url, json={"content": "echo one\necho three\n"})
    admin.patch(url, json={"interpreter": "sh"})

    versions = admin.get(f"{url}/versions").json["items"]
    assert [one["number"] for one in versions] == [3, 2, 1]
    assert versions[2]["content"] == "echo one\necho two\n"
    assert admin.get(f"{url}/diff?old=1&new=2").json["diff"] == (
        "--- version 1\n+++ version 2\n@@ -1,3 +1,3 @@\n #interpreter: bash\n echo one\n-echo two\n+echo three\n"
    )
    assert "+#interpreter: sh" in admin.get(f"{url}/diff?old=2&new=3").json["diff"]
    assert admin.get(f"{url}/diff?old=1&new=9").status_code == 404
    assert admin.get(f"{url}/diff?old=0&new=1").status_code == 422


# ---------------------------------------------------------------------- network


def test_the_network_is_an_administrators_to_allow(admin: Person, user: Person, person: Callable[..., Person]) -> None:
    from tests.scripts.test_plans import new_project

    project = new_project("net")
    script = make(user, type="project", project_id=project, network=True)
    url = f"/api/scripts/{script['id']}"
    assert (script["network"], script["network_allowed"]) == (True, False)
    assert user.post(f"{url}/executions", json={}).json["code"] == "network_not_allowed"
    assert user.patch(url, json={"description": "please"}).json["network_allowed"] is False

    assert admin.patch(url, json={"description": "fine"}).json["network_allowed"] is True
    assert user.post(f"{url}/executions", json={}).status_code == 202

    assert user.patch(url, json={"description": "other"}).json["network_allowed"] is True
    assert user.patch(url, json={"content": "curl evil"}).json["network_allowed"] is False, "other words"
    assert make(admin, network=True)["network_allowed"] is True


# ---------------------------------------------------------------------- limits and the queue


def place(person: Person, execution: dict[str, Any]) -> tuple[int, str]:
    queue = person.get(f"/api/executions/{execution['id']}").json["queue"]
    return queue["position"], queue["reason"]


def test_a_script_runs_as_often_at_once_as_it_may_and_the_rest_wait_in_order(admin: Person) -> None:
    script = make(admin, max_concurrent=2)
    made = [queued(admin, script) for _ in range(4)]

    assert [place(admin, one) for one in made] == [(1, "turn"), (2, "turn"), (3, "turn"), (4, "turn")]
    first, second = claimed(made[0]), claimed(made[1])
    assert first is not None
    assert second is not None
    assert claimed(made[2]) is None
    assert [place(admin, one) for one in made[2:]] == [(1, "script"), (2, "script")]
    assert admin.get(f"/api/executions/{made[0]['id']}").json["queue"] is None

    with transaction() as session:
        runs.finish(session, first, runs.ExecutionStatus.SUCCEEDED)
    assert claimed(made[2]) is not None
    assert claimed(made[3]) is None


@pytest.mark.parametrize("name", ["LUMASTACK_RUN_LIMIT", "LUMASTACK_RUN_LIMIT_PROJECT"])
def test_there_are_limits_in_all_and_for_a_project(admin: Person, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.scripts.test_plans import new_project

    project = new_project("limited")
    script = make(admin, type="project", project_id=project)
    made = [queued(admin, script) for _ in range(2)]
    elsewhere = queued(admin, make(admin))
    monkeypatch.setenv(name, "1")
    config.settings.cache_clear()
    try:
        assert claimed(made[0]) is not None
        assert claimed(made[1]) is None
        assert place(admin, made[1])[1] == ("all" if name == "LUMASTACK_RUN_LIMIT" else "project")
        assert (claimed(elsewhere) is None) is (name == "LUMASTACK_RUN_LIMIT")
    finally:
        monkeypatch.undo()
        config.settings.cache_clear()


def test_two_that_count_at_once_do_not_both_find_room(admin: Person) -> None:
    import threading

    script = make(admin, max_concurrent=1)
    made = [queued(admin, script) for _ in range(6)]
    got: list[Execution | None] = []
    threads = [threading.Thread(target=lambda one=one: got.append(claimed(one))) for one in made]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len([one for one in got if one is not None]) == 1


def test_maintenance_lets_runs_end_and_starts_none(admin: Person, user: Person) -> None:
    script = make(admin)
    before = claimed(queued(admin, script))
    assert before is not None
    assert user.put("/api/admin/maintenance", json={}).status_code == 403

    on = admin.put("/api/admin/maintenance", json={"reason": "new disks"}).json
    waiting = queued(admin, script)
    assert (on["is_on"], on["reason"], on["running"]) == (True, "new disks", 1)
    assert claimed(waiting) is None
    assert place(admin, waiting) == (1, "maintenance")
    with transaction() as session:
        assert runs.finish(session, before, runs.ExecutionStatus.SUCCEEDED) is not None
    drained = admin.get("/api/admin/maintenance").json
    assert (drained["running"], drained["queued"]) == (0, 1)

    assert admin.delete("/api/admin/maintenance").status_code == 204
    assert admin.delete("/api/admin/maintenance").status_code == 204
    assert admin.get("/api/admin/maintenance").json["is_on"] is False
    assert claimed(waiting) is not None


def test_a_scripts_own_secrets_win_over_its_projects_and_everybodys(admin: Person) -> None:
    from app.scripts import variables
    from tests.scripts.test_plans import new_project

    project = new_project("secrets")
    script = make(admin, type="project", project_id=project)
    for url in ("/api", f"/api/projects/{project}", f"/api/scripts/{script['id']}"):
        assert admin.put(f"{url}/variables/WHERE", json={"value": url}).status_code == 200
    admin.put("/api/variables/ONLY", json={"value": "everybody"})

    with read_only() as session:
        found = variables.for_run(session, UUID(project), UUID(script["id"]))
        other = variables.for_run(session, UUID(project), UUID(project))
    assert found == {"WHERE": f"/api/scripts/{script['id']}", "ONLY": "everybody"}
    assert other["WHERE"] == f"/api/projects/{project}"
    names = [item["name"] for item in admin.get(f"/api/scripts/{script['id']}/variables").json["items"]]
    assert names == ["WHERE"]
    assert admin.delete(f"/api/scripts/{script['id']}/variables/WHERE").status_code == 204
