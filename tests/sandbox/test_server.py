"""The process that forks keepers: keepers outlive it and its worker, and its own death costs nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import uuid
from pathlib import Path

import pytest

from tests.sandbox.world import eventually, finish
from worker.sandbox import runs, server
from worker.sandbox.model import AlreadyStarted, Limits, Outcome, Running, RunSpec, SandboxConfig, SandboxUnavailable
from worker.sandbox.probe import open_sandbox
from worker.sandbox.sandbox import Sandbox

ROOT = Path(__file__).resolve().parents[2]


def spec(script: str, run_id: str = "") -> RunSpec:
    limits = Limits(time_seconds=20, grace_seconds=0.2)
    return RunSpec(run_id=run_id or uuid.uuid4().hex, content=script.encode(), interpreter=("/bin/sh",), limits=limits)


def test_a_run_survives_the_death_of_the_server_and_the_next_run_gets_another(sandbox: Sandbox) -> None:
    directory = sandbox.start(spec("echo one; sleep 1; echo two"))
    first = server.server._process
    assert first is not None
    first.kill()

    following = sandbox.start(spec("echo three"))

    assert (finish(directory).outcome, (directory / "out").read_bytes()) == (Outcome.EXITED, b"one\ntwo\n")
    assert (finish(following).outcome, (following / "out").read_bytes()) == (Outcome.EXITED, b"three\n")
    assert server.server._process is not first


def test_a_run_is_started_once_however_often_it_is_asked_for(sandbox: Sandbox) -> None:
    asked = spec("echo once")
    directory = sandbox.start(asked)

    with pytest.raises(AlreadyStarted):
        sandbox.start(asked)

    with pytest.raises(AlreadyStarted):  # also where the worker did not see the directory
        _again(sandbox, asked)
    finish(directory)
    assert (directory / "out").read_bytes() == b"once\n"


def _again(sandbox: Sandbox, asked: RunSpec) -> None:
    import marshal

    place = os.open("/dev/null", os.O_RDONLY)
    try:
        specification = marshal.dumps(sandbox._specify(asked, 0))
        server.server.start_keeper(sandbox.directory(asked.run_id), specification, place)
    finally:
        os.close(place)


WORKER = """
import os, sys
from pathlib import Path
from worker.sandbox.model import RunSpec, SandboxConfig
from worker.sandbox.probe import open_sandbox
base, uid = sys.argv[1], int(sys.argv[2]) or None
sandbox = open_sandbox(SandboxConfig(base=Path(base), run_uid_base=uid, slots=2))
sandbox.start(RunSpec(run_id="outlives", content=b"echo begun; sleep 1; echo ended", interpreter=("/bin/sh",)))
print("started", flush=True)
import time; time.sleep(60)
"""


def test_a_run_outlives_its_worker_and_the_server_does_not(sandbox: Sandbox, tmp_path: Path) -> None:
    uid = sandbox.config.run_uid_base or 0
    command = [sys.executable, "-c", WORKER, str(tmp_path / "runs"), str(uid and uid + 2)]
    worker = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)
    assert worker.stdout is not None
    assert worker.stdout.readline() == b"started\n"
    children = Path(f"/proc/{worker.pid}/task/{worker.pid}/children").read_text().split()
    worker.send_signal(signal.SIGKILL)
    worker.communicate()

    directory = tmp_path / "runs" / "outlives"
    assert isinstance(runs.state(directory), Running)
    assert finish(directory).outcome is Outcome.EXITED
    assert (directory / "out").read_bytes() == b"begun\nended\n"
    assert eventually(lambda: not [pid for pid in children if Path(f"/proc/{pid}/cmdline").exists()], 10)


def test_a_keeper_that_cannot_begin_says_why(sandbox: Sandbox) -> None:
    place = os.open("/dev/null", os.O_RDONLY)
    try:
        with pytest.raises(SandboxUnavailable, match=r"(?s)keeper_failed.*marshal"):
            server.server.start_keeper(sandbox.directory("broken"), b"(", place)
    finally:
        os.close(place)


def test_a_sandbox_can_be_opened_twice_in_a_process(sandbox: Sandbox, tmp_path: Path) -> None:
    second = open_sandbox(SandboxConfig(base=tmp_path / "other", run_uid_base=sandbox.config.run_uid_base, slots=1))

    assert second.report.available
    assert finish(second.start(spec("true"))).exit_code == 0
