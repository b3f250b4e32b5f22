"""What a developer does: the checks and tests of `./lumastack test`, and renewing the locks of packages."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
CODE = ("app", "worker", "migrations", "tests", "benchmarks", "beat_schedule.py", "lumastack")
# To be raised to 90: what runs in keepers, which start without site-packages, is not measured yet.
COVERAGE_PERCENT = 87


def _run(*command: str) -> int:
    print("$ " + " ".join(command), flush=True)
    return subprocess.run([sys.executable, "-m", *command], cwd=ROOT, check=False).returncode


def test(arguments: list[str]) -> int:
    """Formatting, lint, types and the order of imports, then the tests; 0 where all is well.

    With pytest arguments of the caller's own, only the tests that they name run, and coverage is not asked for.
    """
    if arguments:
        return _run("pytest", *arguments)
    failed = []
    for check in (
        ("ruff", "format", "--check", *CODE),
        ("ruff", "check", *CODE),
        ("mypy",),
    ):
        if _run(*check) != 0:
            failed.append(check[0])
    print("$ lint-imports", flush=True)
    if subprocess.run([Path(sys.executable).with_name("lint-imports")], cwd=ROOT, check=False).returncode != 0:
        failed.append("lint-imports")
    os.environ["COVERAGE_CORE"] = "sysmon" if sys.version_info >= (3, 14) else "ctrace"
    if failed:
        print(f"lumastack: failed before the tests: {', '.join(failed)}", file=sys.stderr)
    code = _run(
        "pytest", "-n", str(max(2, min(4, os.cpu_count() or 2))), "--cov", "--cov-report=term:skip-covered",
        f"--cov-fail-under={COVERAGE_PERCENT}",
    )  # fmt: skip
    if code == 1:
        # A busy machine can starve a browser or a server: what failed is asked once more, alone, and both are printed.
        code = _run("pytest", "--last-failed", "--last-failed-no-failures", "none")
    return code or (1 if failed else 0)


def lock(*, upgrade: bool = False) -> int:
    """Make requirements.txt and requirements-dev.txt anew from pyproject.toml.

    Packages of packages stay at their version unless `upgrade` says otherwise.
    """
    newer = ["--upgrade"] if upgrade else []
    for output, extra in (("requirements.txt", []), ("requirements-dev.txt", ["--group", "dev"])):
        code = _run(
            "uv", "pip", "compile", "--universal", "--generate-hashes", "--no-emit-index-url", "--no-annotate",
            "--no-header", "--quiet", "--python-version", "3.11", "--only-binary", ":all:", "--emit-build-options",
            *newer, *extra, "pyproject.toml", "-o", output,
        )  # fmt: skip
        if code != 0:
            return code
    return 0
