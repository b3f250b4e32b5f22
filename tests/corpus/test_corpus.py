"""The corpus: nothing of a stranger's runs, nothing hangs, nothing is left, each repository is taken for what it is."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.corpus.awkward import AWKWARD
from tests.corpus.hostile import HOSTILE, canary_command
from tests.corpus.visit import scan, visit
from tests.gitrepos import ENVIRONMENT, Repo

# Far more than any of them takes: a hang is longer.
LONGEST_SECONDS = 30.0
OWNER = int(os.environ.get("LUMASTACK_RUN_UID_BASE", "64000")) + 50
is_root = os.geteuid() == 0
needs_root = pytest.mark.skipif(not is_root, reason="only root can become other users")


def build_hostile(name: str, root: Path, canary: Path) -> Repo:
    """A hostile clone with something to pull."""
    upstream = Repo(root / "upstream")
    upstream.commit("Begin", {"README.md": "# Read me\n"})
    upstream.commit("Second", {"two": "2\n"})
    upstream.git("clone", "-q", str(upstream.path), str(root / name))
    upstream.commit("News", {"news": "x\n"})
    victim = Repo(root / name, init=False)
    script = canary.with_suffix(".sh")
    script.write_text(f"#!/bin/sh\n{canary_command(canary)}\nexit 0\n")
    script.chmod(0o755)
    HOSTILE[name][0](victim, str(script))
    return victim


@pytest.fixture
def place() -> Iterator[Path]:
    """A directory that other users can enter as well."""
    path = Path(tempfile.mkdtemp(prefix="luma-corpus-"))
    path.chmod(0o777)
    yield path
    shutil.rmtree(path, ignore_errors=True)


def test_the_corpus_is_as_large_as_promised() -> None:
    assert len(HOSTILE) >= 30
    assert len(AWKWARD) + len(HOSTILE) >= 150


@pytest.mark.parametrize("name", HOSTILE)
def test_plain_git_is_caught(place: Path, name: str) -> None:
    """First of all: each trap works, else what follows would prove nothing."""
    canary = place / "canary"
    root = place / "root"
    root.mkdir()
    victim = build_hostile(name, root, canary)
    for command in HOSTILE[name][1]:
        subprocess.run(
            ["git", "-C", str(victim.path), *command], env=ENVIRONMENT, input=b"protocol=https\nhost=h\n\n",
            capture_output=True, timeout=60, check=False,
        )  # fmt: skip
        if canary.exists():
            return
    pytest.fail("the canary is alive")


def as_user(uid: int | None, work: Callable[[], Any]) -> Any:
    """What `work` returns (as JSON) in a child process, as another user; fails where it hangs or dies."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.setsid()
            os.close(reading)
            if uid is not None:
                os.setgroups([])
                os.setresgid(uid, uid, uid)
                os.setresuid(uid, uid, uid)
            with os.fdopen(writing, "w") as out:
                json.dump(work(), out)
            os._exit(0)
        except BaseException as error:  # noqa: BLE001  # the child must not go on with the parent's tests
            os.write(2, repr(error).encode())
            os._exit(1)
    os.close(writing)
    with os.fdopen(reading) as answer:
        text = answer.read()
    _, status = os.waitpid(child, 0)
    # Whatever it started and left behind is in its session.
    left = [path.name for path in Path("/proc").glob("[0-9]*") if _session(path) == child]
    for process in left:
        os.kill(int(process), signal.SIGKILL)
    assert left == [], "processes were left behind"
    assert status == 0, text
    return json.loads(text)


def _session(process: Path) -> int:
    try:
        return int((process / "stat").read_text().rpartition(")")[2].split()[3])
    except (OSError, ValueError, IndexError):
        return -1


WAYS = [
    pytest.param(None, None, id="itself"),
    pytest.param(OWNER, OWNER, id="unprivileged", marks=needs_root),
    pytest.param(None, OWNER, id="root-on-others", marks=needs_root),
]


@pytest.mark.parametrize(("visitor", "owner"), WAYS)
@pytest.mark.parametrize("name", HOSTILE)
def test_nothing_of_a_hostile_repository_runs(place: Path, name: str, visitor: int | None, owner: int | None) -> None:
    canary = place / "canary"
    root = place / "root"
    root.mkdir()
    victim = build_hostile(name, root, canary)
    state = place / "state"
    state.mkdir(mode=0o777)
    if owner is not None:
        for path in [root, *root.rglob("*")]:
            os.chown(path, owner, owner, follow_symlinks=False)
    if visitor is not None:
        os.chown(state, visitor, visitor)
    # Time is up before the alarm's: a hang ends the child, and so the test.
    seen = as_user(visitor, lambda: {"scan": scan(root), **visit(victim.path, root, state)})

    assert not canary.exists(), f"it ran: {seen}"
    assert seen["seconds"] < LONGEST_SECONDS, seen
    assert str(victim.path) in seen["scan"]
    # Whatever was done, it was said: pulled, or refused for a reason.
    outcome = seen["pull"].partition(":")[0]
    assert outcome in ("fast_forwarded", "unsuitable", "dirty", "network", "unreadable", "auth", "diverged"), seen
    if outcome == "fast_forwarded":
        assert (victim.path / "news").exists()


@pytest.mark.parametrize("name", AWKWARD)
def test_an_awkward_repository_is_taken_for_what_it_is(place: Path, name: str) -> None:
    expected, maker = AWKWARD[name]
    root = place / "root"
    root.mkdir()
    path = root / ("a\nb" if name == "name_with_a_newline" else name)
    maker(path)

    seen = as_user(None, lambda: {"scan": scan(root), **visit(path, root, place / "state")})

    assert seen["state"] == expected, seen
    assert seen["seconds"] < LONGEST_SECONDS, seen
    if expected != "absent" and name != "git_is_empty":
        assert str(path) in seen["scan"], seen
    if expected == "ok":
        _compare_with_git(path, name, seen["refs"])


# Git itself hangs on these, fails, or obeys what we do not: there is nothing to compare with.
_NO_COMPARISON = frozenset({
    "config_included_fifo", "ref_fifo", "loose_fifo", "reflog_fifo", "head_climbs", "ref_link_out", "ref_called_head",
    "ref_like_an_option", "alternates_to_itself",
})  # fmt: skip


def _compare_with_git(path: Path, name: str, refs: dict[str, str]) -> None:
    if name in _NO_COMPARISON:
        return
    done = subprocess.run(
        ["git", "-C", str(path), "for-each-ref", "--format=%(refname) %(objectname)"], env=ENVIRONMENT,
        capture_output=True, timeout=60, check=False,
    )  # fmt: skip
    theirs = dict(line.rsplit(" ", 1) for line in os.fsdecode(done.stdout).splitlines())
    if done.returncode == 0:
        assert refs == theirs
