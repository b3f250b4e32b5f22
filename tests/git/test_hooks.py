"""Managed hooks: what brings commits from elsewhere is refused with the tree whole, everything else goes on as before."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.gitread import layout as layouts
from app.gitread.layout import Layout
from tests.gitrepos import Repo
from worker.git import hooks
from worker.git.hooks import Guard


def layout(repo: Repo) -> Layout:
    return layouts.find(os.fsencode(repo.path))


@pytest.fixture
def guarded(upstream: Repo, clone: Repo) -> Repo:
    """The clone, blocked, with something new upstream."""
    assert hooks.install(layout(clone), "Pulls are blocked: release on Friday") is Guard.ENFORCED
    upstream.commit("News", {"README.md": "theirs\n"})
    return clone


def fails(repo: Repo, *arguments: str) -> None:
    """The command is refused, and nothing is changed by it."""
    head = repo.head()
    with pytest.raises(AssertionError, match="release on Friday"):
        repo.git(*arguments)
    assert repo.head() == head
    assert repo.git("status", "--porcelain") == ""
    assert repo.git("symbolic-ref", "HEAD") == "refs/heads/main"


@pytest.mark.parametrize(
    "command",
    [
        ["pull"], ["pull", "--ff-only"], ["pull", "--rebase"], ["pull", "--no-rebase"], ["pull", "origin", "main"],
        ["fetch", "origin", "main:local"],
    ],
)  # fmt: skip
def test_a_pull_is_refused_with_the_tree_whole(guarded: Repo, command: list[str]) -> None:
    fails(guarded, *command)


def test_a_pull_by_address_is_refused(guarded: Repo, upstream: Repo) -> None:
    fails(guarded, "pull", str(upstream.path), "main")


@pytest.mark.parametrize(
    "command", [["merge", "origin/main"], ["merge", "FETCH_HEAD"], ["rebase", "origin/main"], ["pull"],
                ["pull", "--rebase"], ["merge", "--no-ff", "-m", "x", "origin/main"]],
)  # fmt: skip
def test_what_was_fetched_may_not_be_brought_in_either(guarded: Repo, command: list[str]) -> None:
    guarded.git("fetch", "-q")

    fails(guarded, *command)


def test_a_diverged_branch_may_not_merge_or_rebase(guarded: Repo) -> None:
    guarded.commit("Own", {"own": "x\n"})
    guarded.git("fetch", "-q")

    fails(guarded, "merge", "-m", "x", "origin/main")
    fails(guarded, "rebase", "origin/main")
    fails(guarded, "pull", "--no-rebase")


def test_work_of_ones_own_goes_on(guarded: Repo) -> None:
    guarded.git("fetch", "-q")
    guarded.commit("Own", {"own": "x\n"})
    guarded.git("commit", "-q", "--amend", "-m", "Own, better")
    guarded.git("switch", "-q", "-c", "side")
    guarded.commit("On the side", {"side": "x\n"})
    guarded.git("switch", "-q", "main")
    guarded.git("merge", "-q", "side")
    guarded.git("branch", "more")
    guarded.git("tag", "v1")
    guarded.write("own", "y\n")
    guarded.git("stash")
    guarded.git("stash", "pop")
    guarded.git("checkout", "--", "own")
    guarded.git("switch", "-q", "side")
    guarded.commit("Further", {"further": "x\n"})
    guarded.git("rebase", "-q", "main")
    guarded.git("gc", "-q")
    guarded.git("push", "-q", "origin", "side")


def test_hooks_that_were_there_are_asked_as_before_and_untouched(upstream: Repo, clone: Repo, tmp_path: Path) -> None:
    said = tmp_path / "said"
    for name in ("pre-commit", "reference-transaction", "pre-rebase"):
        hook = clone.path / ".git/hooks" / name
        hook.write_text(f'#!/bin/sh\necho "{name} $1" >> {said}\n[ "{name}" = pre-commit ] || cat >> {said}\n')
        hook.chmod(0o755)
    before = {path: path.read_bytes() for path in (clone.path / ".git/hooks").iterdir()}
    hooks.install(layout(clone), "blocked")

    new = clone.commit("Own", {"own": "x\n"})

    lines = said.read_text()
    assert "pre-commit" in lines
    assert f"{new} refs/heads/main" in lines
    (clone.path / ".git/hooks/pre-commit").write_text("#!/bin/sh\nexit 1\n")
    with pytest.raises(AssertionError):
        clone.commit("Refused by their own hook", {"own": "y\n"})
    (clone.path / ".git/hooks/pre-commit").write_bytes(before[clone.path / ".git/hooks/pre-commit"])
    hooks.remove(layout(clone))
    assert {path: path.read_bytes() for path in (clone.path / ".git/hooks").iterdir()} == before


def test_a_hooks_path_of_their_own_is_chained_and_comes_back(guarded: Repo, clone: Repo, tmp_path: Path) -> None:
    hooks.remove(layout(clone))
    (tmp_path / "husky").mkdir()
    (tmp_path / "husky/pre-commit").write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n")
    (tmp_path / "husky/pre-commit").chmod(0o755)
    clone.git("config", "core.hooksPath", str(tmp_path / "husky"))
    hooks.install(layout(clone), "release on Friday")

    clone.commit("Own", {"own": "x\n"})
    assert (tmp_path / "ran").exists()
    fails(clone, "pull", "--no-rebase")

    hooks.remove(layout(clone))
    assert clone.git("config", "core.hooksPath") == str(tmp_path / "husky")


def test_after_the_block_nothing_of_it_is_left(guarded: Repo, upstream: Repo) -> None:
    hooks.remove(layout(guarded))

    assert not (guarded.path / ".git/lumastack").exists()
    assert guarded.git("config", "--local", "core.hooksPath", check=False) == ""
    guarded.git("pull", "-q")
    assert guarded.head() == upstream.head()
    hooks.remove(layout(guarded))


def test_only_the_blocked_work_tree_is_held(guarded: Repo, root: Path) -> None:
    guarded.git("fetch", "-q")
    guarded.git("worktree", "add", "-q", "-b", "side", str(root / "linked"), "main~1")
    linked = Repo(root / "linked", init=False)
    linked.git("merge", "-q", "origin/main")
    hooks.install(layout(linked), "linked is blocked")
    linked.git("reset", "-q", "--hard", "HEAD~1")

    hooks.remove(layout(guarded))

    # The other block still stands, and holds only its own work tree.
    with pytest.raises(AssertionError, match="linked is blocked"):
        linked.git("merge", "-q", "origin/main")
    guarded.git("pull", "-q")
    hooks.remove(layout(linked))
    assert not (guarded.path / ".git/lumastack").exists()


def test_what_is_got_round_or_taken_away_is_seen(guarded: Repo) -> None:
    here = layout(guarded)
    assert hooks.inspect(here) is Guard.ENFORCED

    guarded.git("config", "include.path", "other")
    assert hooks.inspect(here) is Guard.BYPASSABLE
    guarded.git("config", "--unset", "include.path")
    guarded.git("config", "core.hooksPath", ".husky")
    assert hooks.inspect(here) is Guard.NOT_ENFORCED
    assert hooks.install(here, "again") is Guard.ENFORCED
    (guarded.path / ".git/lumastack/hooks/pre-rebase").write_text("#!/bin/sh\n")
    assert hooks.inspect(here) is Guard.NOT_ENFORCED
    assert hooks.install(here, "again") is Guard.ENFORCED
    hooks.remove(here)
    assert guarded.git("config", "core.hooksPath") == ".husky"


def test_a_moved_repository_is_guarded_anew(guarded: Repo, root: Path) -> None:
    guarded.path.rename(root / "elsewhere")
    moved = Repo(root / "elsewhere", init=False)

    assert hooks.inspect(layout(moved)) is Guard.NOT_ENFORCED
    assert hooks.install(layout(moved), "release on Friday") is Guard.ENFORCED
    fails(moved, "pull")
    hooks.remove(layout(moved))
    assert moved.git("config", "--local", "core.hooksPath", check=False) == ""


def test_a_link_in_the_repository_leads_nowhere(clone: Repo, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (clone.path / ".git/lumastack").symlink_to(tmp_path / "outside")

    assert hooks.install(layout(clone), "blocked") is Guard.NOT_ENFORCED

    assert list((tmp_path / "outside").iterdir()) == []
    hooks.remove(layout(clone))
    assert (clone.path / ".git/lumastack").is_symlink()
