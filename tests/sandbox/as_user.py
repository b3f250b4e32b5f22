"""Runs the corpus without pytest, for an ordinary user who may not reach the test environment; prints a JSON report."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from tests.sandbox.corpus import CORPUS
from tests.sandbox.world import World
from worker.sandbox.model import SandboxConfig
from worker.sandbox.probe import open_sandbox


def main(base: str) -> None:
    """Run every script of the corpus."""
    sandbox = open_sandbox(SandboxConfig(base=Path(base) / "runs"))
    report: dict[str, object] = {"available": sandbox.report.available, "cause": sandbox.report.cause}
    passed: list[str] = []
    failed: dict[str, object] = {}
    if sandbox.report.available:
        world = World(sandbox)
        for hostile in CORPUS:
            if not os.path.exists(hostile.interpreter):
                continue
            world.revive()
            with world.knocking():
                result = world.run(hostile.script, hostile.interpreter, **hostile.options)
            harm = world.harm(result.log)
            left = world.left_of(result.directory.name)
            if harm or left or not hostile.check(result):
                failed[hostile.name] = [harm, left, str(result.record), result.log[-500:].decode("utf-8", "replace")]
            else:
                passed.append(hostile.name)
        world.close()
    sys.stdout.write(json.dumps({**report, "passed": passed, "failed": failed}))


if __name__ == "__main__":
    main(sys.argv[1])
