"""Fixtures of the sandbox tests: the sandbox of this machine, and a host around it."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.sandbox.world import World
from worker.sandbox.model import Level, SandboxConfig
from worker.sandbox.probe import open_sandbox
from worker.sandbox.sandbox import Sandbox

# Users of its own for each test process: one test kills everything that its user has.
_NUMBER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
_BASE = int(os.environ.get("LUMASTACK_RUN_UID_BASE", "64200"))
RUN_UID_BASE = _BASE + 20 + 8 * _NUMBER if os.geteuid() == 0 else None


@pytest.fixture(scope="session")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Sandbox:
    """A bubblewrap sandbox with its own spool; the test is skipped with the cause where this machine has none."""
    opened = open_sandbox(SandboxConfig(base=tmp_path_factory.mktemp("runs"), run_uid_base=RUN_UID_BASE, slots=4))
    if not opened.report.available:
        pytest.skip(f"no sandbox on this machine: {opened.report.cause}: {opened.report.detail}")
    return opened


@pytest.fixture(scope="session")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Sandbox:
    """The weakest level: limits only."""
    base = tmp_path_factory.mktemp("plain")
    return open_sandbox(
        SandboxConfig(base=base, run_uid_base=RUN_UID_BASE and RUN_UID_BASE + 4, slots=4, level=Level.PROCESS)
    )


@pytest.fixture(scope="session")
def world(sandbox: Sandbox) -> Iterator[World]:
    """The host that hostile scripts attack."""
    made = World(sandbox)
    yield made
    made.close()
