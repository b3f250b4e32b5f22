"""Runs for real: keeper, sandbox, spool, database and room together."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import redis
from sqlalchemy import text

from app import config
from app.db import transaction
from app.messages import RunScript
from app.scripts import runs
from tests.conftest import Person
from worker import scripts as worker_scripts
from worker.handles import perform
from worker.sandbox import runs as spools

PROJECT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _machine(environment: dict[str, str], clean: None) -> Iterator[None]:
    if not worker_scripts.sandbox().report.available:
        pytest.skip(f"no sandbox here: {worker_scripts.sandbox().report.cause}")
    yield
    base = worker_scripts.sandbox().config.base
    for name in spools.list_runs(base):
        spools.request_cancel(base / name)


@pytest.fixture
def start(admin: Person) -> Callable[..., dict[str, Any]]:
    """Saves a script and queues a run of it."""

    def make(content: str, interpreter: str = "bash", parameters: Any = None, **settings: Any) -> dict[str, Any]:
        body = {"name": f"s{os.urandom(4).hex()}", "interpreter": interpreter, "content": content, **settings}
        script = admin.post("/api/scripts", json=body)
        assert script.status_code == 201, script.json
        url = f"/api/scripts/{script.json['id']}/executions"
        answer: dict[str, Any] = admin.post(url, json={"parameters": parameters or {}}).json
        return answer

    return make


def finished(person: Person, execution: dict[str, Any]) -> dict[str, Any]:
    """Do the run here, and show it."""
    perform(RunScript(execution["id"]))
    shown: dict[str, Any] = person.get(f"/api/executions/{execution['id']}").json
    return shown


def log_of(person: Person, execution: dict[str, Any]) -> bytes:
    data: bytes = person.get(f"/api/executions/{execution['id']}/log").data
    return data


def watching(execution: dict[str, Any]) -> threading.Thread:
    thread = threading.Thread(target=perform, args=(RunScript(execution["id"]),), daemon=True)
    thread.start()
    return thread


def test_a_script_succeeds_with_its_output_and_its_sandbox_on_record(
    admin: Person, start: Callable[..., dict[str, Any]]
) -> None:
    execution = start("echo hello; id -u; echo done >&2")

    shown = finished(admin, execution)

    assert (shown["status"], shown["exit_code"], shown["signal"], shown["error"]) == ("succeeded", 0, None, None)
    lines = log_of(admin, execution).splitlines()
    assert (lines[0], lines[2]) == (b"hello", b"done")
    assert lines[1] != b"0", "it does not run as root"
    assert shown["sandbox"]["level"] == "bubblewrap"
    assert shown["log_bytes"] == len(log_of(admin, execution))
    assert shown["duration_ms"] >= 0
    assert shown["started_at"] <= shown["finished_at"]
    assert admin.get(f"/api/executions/{execution['id']}/log").headers["X-Log-Complete"] == "true"


def test_a_failure_keeps_its_exit_code(admin: Person, start: Callable[..., dict[str, Any]]) -> None:
    shown = finished(admin, start("exit 7"))

    assert (shown["status"], shown["exit_code"]) == ("failed", 7)


def test_parameters_and_secrets_reach_the_script_and_secrets_not_its_log(
    admin: Person, start: Callable[..., dict[str, Any]]
) -> None:
    admin.put("/api/variables/DEPLOY_KEY", json={"value": "s3cr3t-value-of-key"})
    content = "\n".join(
        (
            'echo "$PARAM_WHO"',
            '[ "$DEPLOY_KEY" = s3cr3t-value-of-key ] && echo known',
            'echo "$DEPLOY_KEY"',
            'echo -n "$DEPLOY_KEY" | base64',
        )
    )
    script = {"parameters": [{"name": "who"}]}
    body = {"name": "declared", "interpreter": "bash", "content": content, **script}
    made = admin.post("/api/scripts", json=body).json
    execution = admin.post(f"/api/scripts/{made['id']}/executions", json={"parameters": {"who": "$(id) ; `id`"}}).json
    shown = finished(admin, execution)

    written = log_of(admin, execution)
    assert shown["status"] == "succeeded"
    assert written.startswith(b"$(id) ; `id`\nknown\n")
    assert b"s3cr3t" not in written
    assert b"czNjcjN0" not in written, "base64 of it"


def test_ten_thousand_lines_arrive_in_order_to_the_byte_and_in_the_room(
    admin: Person, start: Callable[..., dict[str, Any]], redis_client: redis.Redis
) -> None:
    execution = start('for i in $(seq 10000); do echo "line $i ä€😀"; done')

    assert finished(admin, execution)["status"] == "succeeded"

    expected = "".join(f"line {number} ä€😀\n" for number in range(1, 10001)).encode()
    assert log_of(admin, execution) == expected
    key = f"{config.settings().redis_prefix}room:execution:{execution['id']}:events"
    published = b"".join(record[1][b"e"] for record in redis_client.xrange(key))  # type: ignore[union-attr]
    assert b"line 10000" in published
    assert b"\xef\xbf\xbd" not in published, "no character was cut"


def test_a_run_beyond_its_time_is_timed_out_with_what_it_printed(
    admin: Person, start: Callable[..., dict[str, Any]]
) -> None:
    execution = start("echo before; trap '' TERM; while :; do sleep 0.2; done", timeout_seconds=1)

    shown = finished(admin, execution)

    assert shown["status"] == "timed_out"
    assert log_of(admin, execution) == b"before\n"


def test_a_running_run_is_cancelled(
    admin: Person, start: Callable[..., dict[str, Any]], eventually: Callable[..., Any]
) -> None:
    execution = start("echo started; sleep 100")
    thread = watching(execution)
    eventually(lambda: log_of(admin, execution) == b"started\n")

    assert admin.post(f"/api/executions/{execution['id']}/cancel").status_code == 202
    thread.join(30)

    shown = admin.get(f"/api/executions/{execution['id']}").json
    assert shown["status"] == "cancelled"
    assert shown["finished_at"] is not None


def test_a_message_that_comes_twice_runs_the_script_once(admin: Person, start: Callable[..., dict[str, Any]]) -> None:
    execution = start("echo once")

    threads = [watching(execution) for _ in range(6)]
    for thread in threads:
        thread.join(30)
    perform(RunScript(execution["id"]))

    assert log_of(admin, execution) == b"once\n"
    assert admin.get(f"/api/executions/{execution['id']}").json["status"] == "succeeded"


WATCH = """
import sys
from app.messages import RunScript
from worker.handles import perform
perform(RunScript(sys.argv[1]))
"""


def test_a_killed_watcher_is_followed_by_another_and_no_byte_is_lost_or_repeated(
    admin: Person, start: Callable[..., dict[str, Any]], eventually: Callable[..., Any]
) -> None:
    execution = start("for i in $(seq 300); do echo line $i; sleep 0.01; done")
    watcher = subprocess.Popen([sys.executable, "-c", WATCH, execution["id"]], cwd=PROJECT, stderr=subprocess.DEVNULL)
    eventually(lambda: len(log_of(admin, execution)) > 200)
    watcher.send_signal(signal.SIGKILL)
    watcher.wait()
    seen = log_of(admin, execution)

    perform(RunScript(execution["id"]))
    assert admin.get(f"/api/executions/{execution['id']}").json["status"] == "running", "its lease still holds"
    with transaction() as session:
        session.execute(text("UPDATE executions SET lease_until = now() - interval '1 second'"))
    shown = finished(admin, execution)

    expected = "".join(f"line {number}\n" for number in range(1, 301)).encode()
    assert shown["status"] == "succeeded"
    assert log_of(admin, execution) == expected
    assert expected.startswith(seen)


def test_a_killed_keeper_is_said_to_be_lost_and_leaves_nothing(
    admin: Person, start: Callable[..., dict[str, Any]], eventually: Callable[..., Any]
) -> None:
    execution = start("echo begun; sleep 1000.5")
    thread = watching(execution)
    eventually(lambda: log_of(admin, execution) == b"begun\n")
    directory = worker_scripts.sandbox().directory(execution["id"])
    state = spools.state(directory)
    assert isinstance(state, spools.Running)

    os.kill(state.keeper_pid, signal.SIGKILL)
    thread.join(30)

    shown = admin.get(f"/api/executions/{execution['id']}").json
    assert (shown["status"], shown["error"]) == ("lost", "keeper_lost")
    assert log_of(admin, execution) == b"begun\n"
    eventually(lambda: not processes_with(b"1000.5"))
    perform(RunScript(execution["id"]))
    assert log_of(admin, execution) == b"begun\n", "it is not run again"


def processes_with(word: bytes) -> list[str]:
    found = []
    for name in os.listdir("/proc"):
        try:
            if name.isdigit() and word in Path(f"/proc/{name}/cmdline").read_bytes():
                found.append(name)
        except OSError:
            continue
    return found


def test_a_full_machine_puts_the_run_back(admin: Person, start: Callable[..., dict[str, Any]]) -> None:
    execution = start("echo hi")
    with transaction() as session:
        taken = runs.claim(session, UUID(execution["id"]), worker_scripts.node(), 4)
        assert taken is not None
        runs.release(session, taken)

    assert admin.get(f"/api/executions/{execution['id']}").json["status"] == "queued"
    assert finished(admin, execution)["status"] == "succeeded"


def test_the_person_who_asked_is_told_of_the_end(admin: Person, start: Callable[..., dict[str, Any]]) -> None:
    finished(admin, start("exit 3"))

    items = admin.get("/api/notifications").json["items"]

    assert [item["type"] for item in items] == ["execution"]
    assert "3" in items[0]["body"]


def test_files_that_a_run_leaves_are_kept(admin: Person, start: Callable[..., dict[str, Any]]) -> None:
    content = 'mkdir "$LUMASTACK_ARTIFACTS/sub"; echo report > "$LUMASTACK_ARTIFACTS/sub/r.txt"; ln -s /etc/passwd "$LUMASTACK_ARTIFACTS/l"'
    execution = start(content)

    shown = finished(admin, execution)

    assert (shown["status"], shown["usage"]["artifacts_skipped"]) == ("succeeded", 1), log_of(admin, execution)
    (item,) = admin.get(f"/api/executions/{execution['id']}/artifacts").json["items"]
    assert item["name"] == "sub/r.txt"
    assert admin.get(item["url"]).data == b"report\n"
    assert not worker_scripts.sandbox().directory(execution["id"]).exists()


def test_a_directory_of_artifacts_that_tools_choke_on_is_cleared_away(
    admin: Person, start: Callable[..., dict[str, Any]]
) -> None:
    program = """
import os
os.chdir(os.environ["LUMASTACK_ARTIFACTS"])
for _ in range(1500): os.mkdir("d"); os.chdir("d")
os.chdir(os.environ["LUMASTACK_ARTIFACTS"]); os.mkdir("closed"); open("closed/x", "w").close(); os.chmod("closed", 0)
"""
    execution = start(program, "python3")

    assert finished(admin, execution)["status"] == "succeeded"
    assert not worker_scripts.sandbox().directory(execution["id"]).exists()


def test_a_run_that_leaves_more_than_it_may_is_ended(admin: Person, start: Callable[..., dict[str, Any]]) -> None:
    program = 'for i in 1 2 3 4 5 6; do head -c 30M /dev/urandom > "$LUMASTACK_ARTIFACTS/$i"; done; sleep 20'

    shown = finished(admin, start(program))

    assert (shown["status"], shown["error"]) == ("failed", "disk_full")


def test_a_file_given_as_a_parameter_is_there_to_be_read_only(admin: Person) -> None:
    body = {
        "name": "with a file",
        "interpreter": "bash",
        "content": 'basename "$PARAM_DATA"; cat "$PARAM_DATA"; echo x 2>/dev/null > "$PARAM_DATA" || echo refused',
        "parameters": [{"name": "data", "type": "file"}],
    }
    script = admin.post("/api/scripts", json=body).json
    kept = admin.post("/api/uploads?name=a%20b.csv", data=b"1,2\n").json
    url = f"/api/scripts/{script['id']}/executions"
    execution = admin.post(url, json={"parameters": {"data": kept["id"]}}).json

    assert finished(admin, execution)["status"] == "succeeded"
    assert log_of(admin, execution) == b"a b.csv\n1,2\nrefused\n"


def test_a_terminal_shows_what_programs_hold_back_from_a_pipe(
    admin: Person, start: Callable[..., dict[str, Any]], eventually: Callable[..., Any]
) -> None:
    program = "$| = 0; print 'early', -t STDOUT ? ' terminal' : '', qq(\\n); sleep 30;"
    execution = start(program, "perl", terminal=True)
    thread = watching(execution)

    eventually(lambda: log_of(admin, execution) == b"early terminal\n", reason="held back")
    admin.post(f"/api/executions/{execution['id']}/cancel")
    thread.join(30)


def test_a_python_print_is_seen_before_the_script_ends(
    admin: Person, start: Callable[..., dict[str, Any]], eventually: Callable[..., Any]
) -> None:
    execution = start("import time\nprint('early')\ntime.sleep(30)\n", "python3")
    thread = watching(execution)

    eventually(lambda: log_of(admin, execution) == b"early\n", reason="held back")
    admin.post(f"/api/executions/{execution['id']}/cancel")
    thread.join(30)


def test_output_beyond_the_limit_ends_the_run_where_that_is_set(
    admin: Person, start: Callable[..., dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LUMASTACK_LOG_LIMIT_MIB", "2")
    config.settings.cache_clear()
    try:
        shown = finished(admin, start("yes | head -c 50M; sleep 30", stop_at_log_limit=True))
    finally:
        monkeypatch.undo()
        config.settings.cache_clear()

    assert (shown["status"], shown["error"]) == ("failed", "output_limit")
    assert shown["log_bytes"] <= 2 * 1024 * 1024
