"""The whole product while each of its processes is killed in turn: no run lost, none twice, every log whole.

The long version, with a thousand runs, is `python -m benchmarks.chaos_runs`.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.chaos_runs import PASSWORD, Client, storm
from benchmarks.product import free_port, running
from worker import scripts as worker_scripts

RUNS = 30


@pytest.fixture
def data() -> Iterator[Path]:
    """A directory that the servers' and the scripts' users may reach."""
    directory = Path(tempfile.mkdtemp(prefix="luma-chaos-"))
    directory.chmod(0o711)
    yield directory / "data"
    shutil.rmtree(directory, ignore_errors=True)


def test_nothing_is_lost_and_nothing_is_done_twice_while_processes_are_killed(
    environment: dict[str, str], data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not worker_scripts.sandbox().report.available:
        pytest.skip(f"no sandbox here: {worker_scripts.sandbox().report.cause}")
    monkeypatch.delenv("DATABASE_URL")
    port = free_port()
    # Beside this process's own runs, whose users must be others.
    base = int(os.environ.get("LUMASTACK_RUN_UID_BASE", "64200")) + 60
    settings = {
        "LUMASTACK_PORT": str(port),
        "LUMASTACK_ADMIN_PASSWORD": PASSWORD,
        "LUMASTACK_LOGIN_ATTEMPTS": "1000",
        "LUMASTACK_RUN_UID_BASE": str(base),
    }
    with running(data, settings=settings) as (pid, _):
        client = Client(port)
        client.sign_in()
        found = storm(client, pid, RUNS, 1.5)

    assert found["ended"] == {"succeeded": RUNS}, found
    assert (found["different"], found["not ended"], found["of runs nobody asked for"]) == (RUNS, 0, 0), found
    assert found["logs that are not complete to the byte"] == 0, found
    assert sum(found["kills"].values()) >= 5, found
