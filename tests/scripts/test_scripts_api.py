"""Scripts, runs, logs and secrets over HTTP; no worker runs here."""

from __future__ import annotations

import os
from typing import Any
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, text

from app.db import transaction, uuid7
from app.scripts import logs, runs, variables
from app.scripts.models import Execution, ExecutionStatus, LogChunk, ScriptVersion, Variable
from tests.conftest import Person

NODE = "here"


@pytest.fixture
def script(admin: Person) -> dict[str, Any]:
    body = {"name": "greet", "interpreter": "bash", "content": "echo hello\r\n"}
    made: dict[str, Any] = admin.post("/api/scripts", json=body).json
    return made


def queued(person: Person, script: dict[str, Any], **body: Any) -> dict[str, Any]:
    answer = person.post(f"/api/scripts/{script['id']}/executions", json=body)
    assert answer.status_code == 202, answer.json
    made: dict[str, Any] = answer.json
    return made


def running(execution: dict[str, Any]) -> Execution:
    with transaction() as session:
        claimed = runs.claim(session, UUID(execution["id"]), NODE, 4)
    assert claimed is not None
    return claimed


def test_a_script_is_kept_with_its_defaults_and_unix_line_ends(admin: Person, script: dict[str, Any]) -> None:
    shown = admin.get(f"/api/scripts/{script['id']}").json

    assert shown["content"] == "echo hello\n"
    assert (shown["timeout_seconds"], shown["network"], shown["workdir_access"]) == (300, False, "none")
    assert (shown["version"], shown["is_enabled"], shown["type"]) == (1, True, "global")
    assert admin.get("/api/scripts?q=GRE").json["items"] == [shown]


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"timeout_seconds": 0}, "timeout_seconds", "out_of_range"),
        ({"timeout_seconds": 301}, "timeout_seconds", "out_of_range"),
        ({"timeout_seconds": "60"}, "timeout_seconds", "wrong_type"),
        ({"memory_mb": 10**9}, "memory_mb", "more_than_the_machine"),
        ({"interpreter": "no-such-program"}, "interpreter", "unknown_interpreter"),
        ({"interpreter": "bash '"}, "interpreter", "invalid"),
        ({"interpreter": ""}, "", "no_interpreter"),
        ({"content": "echo \0"}, "", "nul"),
        ({"content": ""}, "content", "too_short"),
        ({"content": "x" * (1024 * 1024 + 1)}, "content", "too_long"),
        ({"type": "private"}, "type", "not_a_choice"),
        ({"type": "project"}, "", "invalid"),
        ({"type": "project", "project_id": str(uuid7())}, "project_id", "unknown_project"),
        ({"type": "project", "project_id": "x"}, "project_id", "wrong_type"),
        ({"workdir_access": "all"}, "workdir_access", "not_a_choice"),
        ({"parameters": [{"name": "1x"}]}, "parameters.0.name", "invalid"),
        ({"parameters": [{"name": "a"}, {"name": "A"}]}, "parameters", "invalid"),
        ({"parameters": [{"name": "a", "type": "number", "default": "3"}]}, "parameters.0", "wrong_type"),
        ({"owner": 1}, "owner", "unknown"),
    ],
)
def test_a_script_that_cannot_be_is_refused_when_it_is_saved(
    admin: Person, change: dict[str, Any], field: str, code: str
) -> None:
    body = {"name": "x", "interpreter": "bash", "content": "true", **change}

    answer = admin.post("/api/scripts", json=body)

    assert answer.status_code == 422
    assert (answer.json["errors"][0]["field"], answer.json["errors"][0]["code"]) == (field, code)


def test_other_words_make_a_new_version_and_other_settings_do_not(admin: Person, script: dict[str, Any]) -> None:
    url = f"/api/scripts/{script['id']}"

    assert admin.patch(url, json={"timeout_seconds": 5}).json["version"] == 1
    assert admin.patch(url, json={"content": "echo two"}).json["version"] == 2
    with transaction() as session:
        kept = {row.number: row.content for row in session.scalars(select(ScriptVersion))}
    assert kept == {1: "echo hello\n", 2: "echo two"}
    assert admin.patch(url, json={"interpreter": ""}).status_code == 422


def test_global_scripts_are_changed_by_administrators_and_run_by_everybody(
    user: Person, script: dict[str, Any]
) -> None:
    url = f"/api/scripts/{script['id']}"

    assert user.post("/api/scripts", json={"name": "x", "interpreter": "sh", "content": "true"}).status_code == 403
    assert user.patch(url, json={"content": "rm -rf /"}).status_code == 403
    assert user.delete(url).status_code == 403
    assert user.get(url).status_code == 200
    assert user.post(f"{url}/executions", json={}).status_code == 202


def test_two_scripts_do_not_share_a_name_until_one_is_deleted(admin: Person, script: dict[str, Any]) -> None:
    body = {"name": "Greet", "interpreter": "bash", "content": "true"}

    assert admin.post("/api/scripts", json=body).json["code"] == "name_taken"
    assert admin.delete(f"/api/scripts/{script['id']}").status_code == 204
    assert admin.get(f"/api/scripts/{script['id']}").status_code == 404
    assert admin.post("/api/scripts", json=body).status_code == 201


def test_a_run_is_accepted_with_its_address(user: Person, script: dict[str, Any]) -> None:
    answer = user.post(f"/api/scripts/{script['id']}/executions", json={})

    assert answer.status_code == 202
    assert answer.headers["Location"] == f"/api/executions/{answer.json['id']}"
    assert (answer.json["status"], answer.json["script_version"]) == ("queued", 1)
    assert answer.json["requested_by"] == str(user.id)
    queue = {"position": 1, "reason": "turn"}
    assert user.get(answer.headers["Location"]).json == {**answer.json, "queue": queue}


def test_an_idempotency_key_starts_one_run(user: Person, admin: Person, script: dict[str, Any]) -> None:
    url, headers = f"/api/scripts/{script['id']}/executions", {"Idempotency-Key": "once"}

    first = user.post(url, json={}, headers=headers)
    again = user.post(url, json={}, headers=headers)
    other = user.post(url, json={"parameters": {}}, headers=headers)
    somebody = admin.post(url, json={}, headers=headers)

    assert (again.status_code, again.json) == (202, first.json)
    assert (other.status_code, other.json["code"]) == (409, "idempotency_conflict")
    assert somebody.json["id"] != first.json["id"]
    assert len(user.get("/api/executions").json["items"]) == 2


def test_parameters_are_checked_and_completed(admin: Person) -> None:
    parameters = [
        {"name": "who", "required": True},
        {"name": "times", "type": "number", "default": 2},
        {"name": "mood", "type": "choice", "choices": ["good", "bad"]},
    ]
    body = {"name": "p", "interpreter": "bash", "content": "true", "parameters": parameters}
    script = admin.post("/api/scripts", json=body).json
    url = f"/api/scripts/{script['id']}/executions"

    assert queued(admin, script, parameters={"who": "$(reboot)"})["parameters"] == {"who": "$(reboot)", "times": 2}
    for given, field, code in (
        ({}, "parameters.who", "missing"),
        ({"who": 3}, "parameters.who", "wrong_type"),
        ({"who": "a", "times": "2"}, "parameters.times", "wrong_type"),
        ({"who": "a", "mood": "odd"}, "parameters.mood", "not_a_choice"),
        ({"who": "a", "else": 1}, "parameters.else", "unknown"),
    ):
        answer = admin.post(url, json={"parameters": given})
        assert answer.status_code == 422
        assert [(error["field"], error["code"]) for error in answer.json["errors"]] == [(field, code)]


def test_a_disabled_script_is_not_run(admin: Person, script: dict[str, Any]) -> None:
    admin.patch(f"/api/scripts/{script['id']}", json={"is_enabled": False})

    answer = admin.post(f"/api/scripts/{script['id']}/executions", json={})

    assert (answer.status_code, answer.json["code"]) == (409, "script_disabled")


def test_one_of_many_claims_wins_and_a_full_node_takes_nothing(user: Person, script: dict[str, Any]) -> None:
    first, second = (UUID(queued(user, script)["id"]) for _ in range(2))

    with transaction() as session:
        assert runs.claim(session, first, NODE, 1) is not None
    with transaction() as session:
        assert runs.claim(session, first, NODE, 4) is None, "it is taken"
        assert runs.claim(session, second, NODE, 1) is None, "the node is full"
        assert runs.claim(session, second, "elsewhere", 1) is not None


def test_a_run_is_adopted_when_its_lease_has_run_out_and_not_before(user: Person, script: dict[str, Any]) -> None:
    execution = running(queued(user, script))

    with transaction() as session:
        assert runs.adopt(session, execution.id, NODE) is None
        runs.hand_over(session, execution)
    with transaction() as session:
        assert runs.adopt(session, execution.id, "elsewhere") is None
        adopted = runs.adopt(session, execution.id, NODE)
    assert adopted is not None
    with transaction() as session:
        assert runs.renew(session, execution) is None, "the first worker has lost it"
        assert runs.finish(session, execution, ExecutionStatus.FAILED) is None
        assert runs.renew(session, adopted) is False
        assert runs.finish(session, adopted, ExecutionStatus.SUCCEEDED, exit_code=0) is not None


def test_what_a_lost_message_or_a_dead_worker_left_is_sent_again(user: Person, script: dict[str, Any]) -> None:
    forgotten, fresh, abandoned = (UUID(queued(user, script)["id"]) for _ in range(3))
    with transaction() as session:
        execution = runs.claim(session, abandoned, NODE, 4)
        assert execution is not None
        runs.hand_over(session, execution)
    with transaction() as session:
        session.execute(text("ALTER TABLE executions DISABLE TRIGGER touch_executions"))
        session.execute(
            text("UPDATE executions SET updated_at = now() - interval '1 minute' WHERE id = :id"), {"id": forgotten}
        )
        session.execute(text("ALTER TABLE executions ENABLE TRIGGER touch_executions"))

    with transaction() as session:
        sent = {message.execution_id for message in runs.repair(session)}  # type: ignore[attr-defined]
    with transaction() as session:
        again = {message.execution_id for message in runs.repair(session)}  # type: ignore[attr-defined]

    assert sent == {str(forgotten), str(abandoned)}
    assert str(forgotten) not in again, "it has just been sent"
    assert str(fresh) not in sent


def test_a_run_of_a_machine_that_is_gone_is_lost(user: Person, script: dict[str, Any]) -> None:
    execution = running(queued(user, script))
    with transaction() as session:
        session.execute(text("UPDATE executions SET lease_until = now() - interval '11 minutes'"))

    with transaction() as session:
        runs.repair(session)

    shown = user.get(f"/api/executions/{execution.id}").json
    assert (shown["status"], shown["error"]) == ("lost", "node_lost")


def test_a_queued_run_is_cancelled_at_once_and_a_running_one_when_its_worker_reads_it(
    user: Person, script: dict[str, Any]
) -> None:
    waiting, busy = queued(user, script), queued(user, script)
    execution = running(busy)

    assert user.post(f"/api/executions/{waiting['id']}/cancel").json["status"] == "cancelled"
    asked = user.post(f"/api/executions/{busy['id']}/cancel")
    assert (asked.status_code, asked.json["status"]) == (202, "running")
    with transaction() as session:
        assert runs.renew(session, execution) is True
        runs.finish(session, execution, ExecutionStatus.CANCELLED)
    ended = user.post(f"/api/executions/{busy['id']}/cancel")
    assert (ended.status_code, ended.json["code"]) == (409, "not_cancellable")


def test_a_rerun_takes_the_same_version_and_parameters(admin: Person, script: dict[str, Any]) -> None:
    first = queued(admin, script)
    admin.patch(f"/api/scripts/{script['id']}", json={"content": "echo two"})

    again = admin.post(f"/api/executions/{first['id']}/rerun")

    assert again.status_code == 202
    assert again.json["id"] != first["id"]
    assert again.json["script_version"] == 1


@pytest.fixture
def written(user: Person, script: dict[str, Any]) -> tuple[Execution, bytes]:
    """A run with a log of many pieces, large and small, compressible and not."""
    execution = running(queued(user, script))
    pieces = [b"first\n", b"x" * 200_000 + b"\n", os.urandom(70_000), "ä€😀\n".encode() * 5000, b"", b"last"]
    whole, lines = b"", 0
    for piece in pieces:
        with transaction() as session:
            assert logs.append(session, execution, len(whole), lines, piece)
        whole += piece
        lines += piece.count(b"\n")
    return execution, whole


def test_a_log_is_read_to_the_byte_from_any_offset(user: Person, written: tuple[Execution, bytes]) -> None:
    execution, whole = written
    url = f"/api/executions/{execution.id}/log"

    answer = user.get(url)
    assert answer.data == whole
    assert answer.mimetype == "application/octet-stream"
    assert answer.headers["X-Log-Size"] == str(len(whole))
    assert answer.headers["X-Log-Complete"] == "false"
    for offset in (0, 1, 6, 65_541, 65_542, 199_999, 200_007, 300_001, len(whole) - 1, len(whole)):
        assert user.get(url, query_string={"offset": offset}).data == whole[offset:], offset
    assert user.get(f"{url}?offset={len(whole) + 1}").status_code == 416
    assert user.get(f"{url}?offset=-1").status_code == 422
    part = user.get(url, headers={"Range": "bytes=5-14"})
    assert (part.status_code, part.data) == (206, whole[5:15])
    assert part.headers["Content-Range"] == f"bytes 5-14/{len(whole)}"


def test_a_log_knows_the_first_line_of_each_piece(written: tuple[Execution, bytes]) -> None:
    execution, whole = written
    with transaction() as session:
        for chunk in session.scalars(select(LogChunk).where(LogChunk.execution_id == execution.id)):
            assert chunk.first_line == whole[: chunk.byte_offset].count(b"\n")


def test_a_piece_is_stored_once_and_only_at_the_end(user: Person, script: dict[str, Any]) -> None:
    execution = running(queued(user, script))

    with transaction() as session:
        assert logs.append(session, execution, 0, 0, b"abc")
    with transaction() as session:
        assert not logs.append(session, execution, 0, 0, b"abc"), "sent twice"
        assert not logs.append(session, execution, 4, 0, b"x"), "a gap"
    assert user.get(f"/api/executions/{execution.id}/log").data == b"abc"


def test_a_secret_is_sealed_told_to_nobody_and_given_to_runs(admin: Person, user: Person) -> None:
    answer = admin.put("/api/variables/API_KEY", json={"value": "hunter2 hunter2"})

    assert answer.status_code == 200
    assert "hunter2" not in answer.text + admin.get("/api/variables/API_KEY").text + admin.get("/api/variables").text
    with transaction() as session:
        assert b"hunter2" not in session.scalars(select(Variable.value)).one()
        assert variables.for_run(session, None, uuid7()) == {"API_KEY": "hunter2 hunter2"}
    assert user.get("/api/variables").status_code == 403
    assert user.put("/api/variables/API_KEY", json={"value": "x"}).status_code == 403
    assert admin.put("/api/variables/SHORT", json={"value": "abc"}).json["is_short"] is True
    assert admin.delete("/api/variables/API_KEY").status_code == 204
    assert admin.get("/api/variables/API_KEY").status_code == 404
    assert "hunter2" not in admin.get("/api/audit").text


@pytest.mark.parametrize("name", ["PATH", "ld_preload", "BASH_ENV", "LUMASTACK_X", "PARAM_A", "1A", "A-B", "A" * 101])
def test_a_secret_cannot_take_a_name_that_the_sandbox_needs(admin: Person, name: str) -> None:
    answer = admin.put(f"/api/variables/{name}", json={"value": "long enough"})

    assert answer.status_code == 422
    assert answer.json["errors"][0]["code"] == "variable_name"


def test_a_secret_moved_to_another_row_cannot_be_read(admin: Person) -> None:
    from app.crypto import Undecryptable

    admin.put("/api/variables/A", json={"value": "secret of a"})
    admin.put("/api/variables/B", json={"value": "secret of b"})

    with transaction() as session:
        session.execute(
            text("UPDATE variables SET value = (SELECT value FROM variables WHERE name = 'A') WHERE name = 'B'")
        )
    with transaction() as session, pytest.raises(Undecryptable):
        variables.for_run(session, None, uuid7())


def test_history_is_filtered_and_paged(user: Person, script: dict[str, Any], anonymous: FlaskClient) -> None:
    made = [queued(user, script)["id"] for _ in range(5)]
    running({"id": made[0]})

    first = user.get(f"/api/executions?limit=3&script_id={script['id']}").json
    second = user.get(f"/api/executions?limit=3&script_id={script['id']}&cursor={first['next_cursor']}").json

    assert [item["id"] for item in first["items"] + second["items"]] == made[::-1]
    assert second["next_cursor"] is None
    assert [item["id"] for item in user.get("/api/executions?status=running").json["items"]] == made[:1]
    assert user.get("/api/executions?status=odd").status_code == 422
