"""Pulling: fast-forward or nothing, whatever state things are in, and whoever is killed when."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.gitrepos import ENVIRONMENT, Repo
from worker.git import pull as pulls
from worker.git.journal import recorded
from worker.git.outcome import Outcome, PullResult

Pulled = Callable[..., PullResult]


def is_clean(repo: Repo) -> bool:
    """Whether nothing differs from HEAD, no new file is there, and no lock was left."""
    return repo.git("status", "--porcelain") == "" and not list((repo.path / ".git").rglob("*.lock"))


def test_a_pull_brings_the_branch_and_its_files_forward(upstream: Repo, clone: Repo, pulled: Pulled) -> None:
    old = clone.head()
    upstream.commit("Third", {"src/c": "c\n"})
    new = upstream.commit("Fourth", {"README.md": "two\n"})
    phases = []

    result = pulled(say=lambda phase, done, total: phases.append(phase))

    assert result == PullResult(Outcome.FAST_FORWARDED, "main", old, new, 2, id=result.id)
    assert clone.head() == new
    assert (clone.path / "README.md").read_text() == "two\n"
    assert is_clean(clone)
    assert clone.git("reflog", "-1", "--format=%gs").startswith("lumastack pull")
    assert "Updating files" in phases


def test_nothing_new_is_up_to_date_also_with_commits_of_ones_own(clone: Repo, pulled: Pulled) -> None:
    assert pulled().outcome == "up_to_date"
    clone.commit("Own")

    assert pulled().outcome == "up_to_date"


def test_a_diverged_branch_is_left_alone(upstream: Repo, clone: Repo, pulled: Pulled) -> None:
    own = clone.commit("Own")
    upstream.commit("Theirs")

    assert pulled().outcome == "diverged"

    assert clone.head() == own
    assert is_clean(clone)


def test_changed_files_are_left_alone(upstream: Repo, clone: Repo, pulled: Pulled) -> None:
    upstream.commit("Theirs", {"src/a": "theirs\n"})
    clone.write("README.md", "mine\n")

    result = pulled()

    assert (result.outcome, result.detail) == ("dirty", "changed_files")
    assert (clone.path / "README.md").read_text() == "mine\n"


def test_new_files_stay_and_one_in_the_way_stops_the_pull(upstream: Repo, clone: Repo, pulled: Pulled) -> None:
    clone.write("notes", "mine\n")
    upstream.commit("Theirs", {"src/c": "c\n"})
    assert pulled().outcome == "fast_forwarded"
    clone.write("src/d", "mine\n")
    head = clone.head()
    upstream.commit("In the way", {"src/d": "theirs\n"})

    result = pulled()

    assert (result.outcome, result.detail) == ("dirty", "files_in_the_way")
    assert (clone.path / "src/d").read_text() == "mine\n"
    assert (clone.path / "notes").read_text() == "mine\n"
    assert clone.head() == head


@pytest.mark.parametrize(
    ("prepare", "outcome", "detail"),
    [
        (lambda c: c.git("switch", "-q", "--detach"), "unsuitable", "detached"),
        (lambda c: c.git("switch", "-q", "-c", "alone"), "no_upstream", ""),
        (lambda c: c.git("switch", "-q", "--orphan", "new"), "unsuitable", "unborn"),
        (lambda c: c.git("config", "branch.main.remote", "."), "no_upstream", ""),
        (lambda c: c.git("config", "branch.main.merge", "refs/heads/gone"), "no_upstream", "branch_gone"),
        (lambda c: c.git("config", "branch.main.remote", "--upload-pack=x"), "no_upstream", ""),
        (lambda c: c.git("remote", "set-url", "origin", "ext::sh -c touch% x"), "unsuitable", "protocol"),
        (lambda c: c.git("config", "remote.origin.url", "-oProxyCommand=x:y"), "unsuitable", "protocol"),
        (lambda c: c.git("remote", "set-url", "origin", "ssh://-oProxyCommand=touch%20x/y"), "unsuitable", "protocol"),
        (lambda c: c.git("remote", "set-url", "origin", "/etc"), "unsuitable", "upstream_outside_roots"),
        (lambda c: c.git("remote", "set-url", "origin", "file:///etc"), "unsuitable", "upstream_outside_roots"),
        (lambda c: c.git("remote", "set-url", "origin", "../nothing"), "network", "no_repository"),
        (lambda c: c.git("remote", "set-url", "origin", "http://127.0.0.1:9/x"), "network", "unreachable"),
        (lambda c: c.git("config", "url./etc.insteadOf", "/"), "unsuitable", "url_rewritten"),
        (lambda c: c.git("config", "include.path", "other"), "unsuitable", "config_include"),
        (lambda c: c.git("config", "filter.x.clean", "cat"), "unsuitable", "filter"),
        (lambda c: c.git("config", "remote.origin.vcs", "x"), "unsuitable", "protocol"),
        (lambda c: (c.path / ".git/MERGE_HEAD").touch(), "in_progress", ""),
        (lambda c: (c.path / ".git/rebase-merge").mkdir(), "in_progress", ""),
        (lambda c: (c.path / ".git/index.lock").touch(), "locked", "git_lock"),
        (lambda c: (c.path / ".git/HEAD.lock").touch(), "locked", "git_lock"),
        (lambda c: (c.path / ".git/refs/heads/main.lock").touch(), "locked", "git_lock"),
    ],
)
def test_what_cannot_be_pulled_is_said_and_nothing_is_touched(
    upstream: Repo, clone: Repo, pulled: Pulled, prepare: Callable[[Repo], Any], outcome: str, detail: str
) -> None:
    prepare(clone)
    upstream.commit("Theirs", {"README.md": "theirs\n"})
    before = clone.git("for-each-ref", "refs/heads")

    result = pulled()

    assert (result.outcome, result.detail) == (outcome, detail)
    assert clone.git("for-each-ref", "refs/heads") == before
    readme = clone.path / "README.md"
    assert not readme.exists() or readme.read_text() == "one\n"


def test_a_bare_repository_is_not_pulled(root: Path, upstream: Repo, pulled: Pulled) -> None:
    upstream.git("clone", "-q", "--bare", str(upstream.path), str(root / "bare.git"))

    assert pulled(path=root / "bare.git").detail == "bare"


def test_a_blocked_project_is_not_even_fetched(upstream: Repo, clone: Repo, pulled: Pulled) -> None:
    upstream.commit("Theirs")
    before = clone.git("for-each-ref")

    assert pulled(is_blocked=lambda: True).outcome == "blocked"

    assert clone.git("for-each-ref") == before


def test_a_block_that_comes_during_the_fetch_still_holds(upstream: Repo, clone: Repo, pulled: Pulled) -> None:
    upstream.commit("Theirs")
    head = clone.head()
    answers = iter([False, True])

    assert pulled(is_blocked=lambda: next(answers)).outcome == "blocked"

    assert clone.head() == head


def test_a_linked_work_tree_is_pulled_as_itself(root: Path, upstream: Repo, clone: Repo, pulled: Pulled) -> None:
    upstream.git("branch", "side")
    clone.git("fetch", "-q")
    clone.git("worktree", "add", "-q", "--track", "-b", "side", str(root / "linked"), "origin/side")
    upstream.git("switch", "-q", "side")
    new = upstream.commit("On the side", {"side": "x\n"})

    result = pulled(path=root / "linked")

    assert (result.outcome, result.branch, result.new) == ("fast_forwarded", "side", new)
    assert (root / "linked/side").exists()
    assert is_clean(clone)


def test_an_upstream_that_accepts_and_says_nothing_ends_and_leaves_no_process(
    clone: Repo, pulled: Pulled, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pulls, "FETCH_SECONDS", 1.0)
    with socket.create_server(("127.0.0.1", 0)) as server:
        for scheme in ("http", "git"):
            clone.git("remote", "set-url", "origin", f"{scheme}://127.0.0.1:{server.getsockname()[1]}/x")

            result = pulled()

            assert (result.outcome, result.detail) == ("network", "timeout")
    assert str(clone.path) not in processes()


def processes() -> str:
    """All command lines and environments of running programs, as far as they can be seen."""
    seen = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if process.name != str(os.getpid()):
                seen.append((process / "environ").read_bytes() + (process / "cmdline").read_bytes())
        except OSError:
            continue
    return b"\n".join(seen).decode("utf-8", "replace")


def test_two_pulls_at_once_both_end_well(upstream: Repo, clone: Repo, pulled: Pulled) -> None:
    for number in range(3):
        upstream.commit(f"Change {number}", {f"file{number}": "x\n"})
        results: list[PullResult] = []
        threads = [threading.Thread(target=lambda results=results: results.append(pulled())) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        assert sorted(result.outcome for result in results) == ["fast_forwarded", *["up_to_date"] * 3]
        assert is_clean(clone)


def test_nothing_of_our_own_environment_reaches_git(
    upstream: Repo, clone: Repo, pulled: Pulled, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("LUMASTACK_SECRET_KEY", "nobody may see this")
    monkeypatch.setenv("GIT_DIR", "/nonexistent")
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", "false")
    shown = tmp_path / "shown"
    (tmp_path / "git").write_text(f"#!/bin/sh\nenv > {shown}\nexit 1\n")
    (tmp_path / "git").chmod(0o755)
    monkeypatch.setattr("worker.git.runner._program", lambda: str(tmp_path / "git"))

    pulled()

    environment = shown.read_text()
    assert "SECRET" not in environment
    assert "GIT_EXTERNAL_DIFF" not in environment
    assert f"GIT_DIR={clone.path}/.git" in environment


KILLED = """
import os, signal, sys
sys.path.insert(0, {checkout!r})
from pathlib import Path
from worker.git import pull as pulls

step = {step!r}
if step == "begun":
    real = pulls.Journal.begin
    def begin(self, entry):
        real(self, entry)
        os.kill(os.getpid(), signal.SIGKILL)
    pulls.Journal.begin = begin
elif step == "checkout":
    # The process that writes files dies with its worker, half-way: what a machine that stops leaves.
    real_run = pulls.run
    def run(place, arguments, **options):
        if arguments[0] == "merge":
            import subprocess
            git_dir = os.fsdecode(place.git_dir)
            process = subprocess.Popen(["git", *arguments], env={{"PATH": os.environ["PATH"], "GIT_DIR": git_dir,
                "GIT_WORK_TREE": os.fsdecode(place.work_tree), "HOME": "/nonexistent"}})
            tree = Path(os.fsdecode(place.work_tree))
            while not (tree / "many" / "f300").exists() and process.poll() is None:
                pass
            process.kill()
            process.wait()
            os.kill(os.getpid(), signal.SIGKILL)
        return real_run(place, arguments, **options)
    pulls.run = run
elif step == "worker":
    # Only the worker dies; git goes on and finishes.
    real_run = pulls.run
    def run(place, arguments, **options):
        if arguments[0] == "merge":
            options["stopped"] = lambda: os.kill(os.getpid(), signal.SIGKILL)
        return real_run(place, arguments, **options)
    pulls.run = run
elif step == "after":
    pulls.Journal.done = lambda self, entry: os.kill(os.getpid(), signal.SIGKILL)
elif step == "unrecorded":
    real_done = pulls.Journal.done
    def done(self, entry):
        real_done(self, entry)
        os.kill(os.getpid(), signal.SIGKILL)
    pulls.Journal.done = done
elif step == "fetch":
    pulls._compare = lambda *a: os.kill(os.getpid(), signal.SIGKILL)
pulls.pull({path!r}, ({root!r},), Path({state!r}), is_blocked=lambda: False, say=lambda *a: None)
"""


@pytest.mark.parametrize("step", ["fetch", "begun", "checkout", "worker", "after", "unrecorded"])
def test_a_pull_killed_at_any_step_leaves_a_clean_tree_after_the_next(
    root: Path, tmp_path: Path, upstream: Repo, clone: Repo, pulled: Pulled, step: str
) -> None:
    new = upstream.commit("Much", {f"many/f{number}": f"{number}\n" * 200 for number in range(1500)})
    script = KILLED.format(
        checkout=str(Path(__file__).parents[2]), step=step, path=os.fsencode(clone.path), root=os.fsencode(root),
        state=str(tmp_path / "state"),
    )  # fmt: skip

    done = subprocess.run([sys.executable, "-c", script], env=ENVIRONMENT, check=False, timeout=120)
    assert done.returncode == -signal.SIGKILL
    result = pulled()

    done_before = [(one.outcome, one.new) for one in result.earlier]
    ended = [*done_before, (result.outcome, result.new)]
    # Whoever moved the branch, it is told exactly once.
    assert ended.count((Outcome.FAST_FORWARDED, new)) == 1, ended
    assert clone.head() == new
    assert is_clean(clone)
    assert [one.id for one in pulled().earlier] == [one.id for one in (*result.earlier, result) if one.id]
    for one in (*result.earlier, result):
        recorded(tmp_path / "state", one)
    assert pulled().earlier == ()


def test_mending_an_interrupted_pull_never_touches_what_a_person_changed_meanwhile(
    root: Path, tmp_path: Path, upstream: Repo, clone: Repo, pulled: Pulled
) -> None:
    upstream.commit("Much", {f"many/f{number}": f"{number}\n" * 200 for number in range(1500)})
    script = KILLED.format(
        checkout=str(Path(__file__).parents[2]), step="checkout", path=os.fsencode(clone.path), root=os.fsencode(root),
        state=str(tmp_path / "state"),
    )  # fmt: skip
    subprocess.run([sys.executable, "-c", script], env=ENVIRONMENT, check=False, timeout=120)
    clone.write("README.md", "mine\n")

    result = pulled()

    assert (result.outcome, result.detail) == ("dirty", "interrupted")
    assert (clone.path / "README.md").read_text() == "mine\n"


def test_a_pull_is_undone_to_the_commit_before(upstream: Repo, clone: Repo, pulled: Pulled, undone: Pulled) -> None:
    old = clone.head()
    upstream.git("rm", "-q", "src/b")
    new = upstream.commit("Third", {"src/c": "c\n", "README.md": "two\n"})
    pulled()

    result = undone(old=old, new=new)

    assert replace(result, earlier=()) == PullResult(Outcome.UNDONE, "main", new, old, 1, id=result.id)
    assert clone.head() == old
    assert (clone.path / "src/b").read_text() == "b\n"
    assert not (clone.path / "src/c").exists()
    assert is_clean(clone)
    assert clone.git("reflog", "-1", "--format=%gs").startswith("lumastack undo")


def _commit_since(clone: Repo) -> None:
    clone.commit("Since then")


@pytest.mark.parametrize(
    ("prepare", "outcome", "detail"),
    [
        (_commit_since, "diverged", "moved_since"),
        (lambda c: c.git("switch", "-q", "-c", "other"), "unsuitable", "other_branch"),
        (lambda c: c.write("README.md", "mine\n"), "dirty", "changed_files"),
        (lambda c: c.write("src/b", "mine\n"), "dirty", "files_in_the_way"),
        (lambda c: (c.path / ".git/index.lock").touch(), "locked", "git_lock"),
    ],
)
def test_what_happened_since_a_pull_is_never_undone_with_it(
    upstream: Repo, clone: Repo, pulled: Pulled, undone: Pulled, prepare: Callable[[Repo], Any], outcome: str,
    detail: str,
) -> None:  # fmt: skip
    old = clone.head()
    upstream.git("rm", "-q", "src/b")
    new = upstream.commit("Third", {"README.md": "two\n"})
    pulled()
    prepare(clone)
    head, files = clone.head(), {path: path.read_text() for path in clone.path.glob("*/*") if ".git" not in path.parts}

    result = undone(old=old, new=new)

    assert (result.outcome, result.detail) == (outcome, detail)
    assert clone.head() == head
    assert {path: path.read_text() for path in clone.path.glob("*/*") if ".git" not in path.parts} == files


def test_a_blocked_project_is_not_undone_either(upstream: Repo, clone: Repo, pulled: Pulled, undone: Pulled) -> None:
    old = clone.head()
    new = upstream.commit("Third")
    pulled()

    assert undone(old=old, new=new, is_blocked=lambda: True).outcome == "blocked"
    assert clone.head() == new
