"""File events: a commit is told at once, whoever else listens; what events miss, the poll still finds."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app.gitread import layout as layouts
from tests.conftest import Person
from tests.gitrepos import Repo
from worker.git.events import Ears, most_watches
from worker.listening import Listener

Scan = Callable[..., dict[str, Any]]
Poll = Callable[..., int]
Find = Callable[[str], dict[str, Any]]


@pytest.fixture
def ears() -> Iterator[Ears[str]]:
    made: Ears[str] = Ears()
    yield made
    made.close()


def layout(repo: Repo) -> layouts.Layout:
    return layouts.find(os.fsencode(repo.path))


@pytest.mark.parametrize(
    "happens",
    [
        lambda repo: repo.commit("x"),
        lambda repo: repo.git("commit", "-q", "--amend", "-m", "y"),
        lambda repo: repo.git("reset", "-q", "--hard", "HEAD~1"),
        lambda repo: repo.git("switch", "-q", "-c", "side"),
        lambda repo: repo.git("branch", "more"),
        lambda repo: repo.git("checkout", "-q", "--detach"),
        lambda repo: repo.git("pack-refs", "--all"),
        lambda repo: repo.git("update-ref", "refs/heads/main", "HEAD~1"),
    ],
)
def test_what_moves_a_ref_is_heard(repo: Repo, ears: Ears[str], happens: Callable[[Repo], Any]) -> None:
    ears.add("it", layout(repo))
    happens(repo)

    assert ears.wait(5).keys == {"it"}


def test_a_commit_on_a_branch_in_a_directory_is_heard(repo: Repo, ears: Ears[str]) -> None:
    repo.git("switch", "-q", "-c", "feature/x")
    ears.add("it", layout(repo))
    repo.commit("x")

    assert ears.wait(5).keys == {"it"}


@pytest.mark.parametrize("command", [["status"], ["log"], ["diff"], ["add", "."], ["stash", "list"], ["gc", "--auto"]])
def test_what_moves_none_is_not(repo: Repo, ears: Ears[str], command: list[str]) -> None:
    repo.write("new", "x\n")
    ears.add("it", layout(repo))
    repo.git(*command)

    assert ears.wait(0.1).keys == frozenset()


def test_each_costs_two_watches_and_there_is_an_end(root: Path, repo: Repo) -> None:
    other = Repo(root / "other")
    limited: Ears[str] = Ears(limit=3)
    try:
        assert limited.add("it", layout(repo))
        assert limited.count == 2
        assert not limited.add("other", layout(other))
        assert "other" not in limited
        limited.remove("it")
        assert limited.count == 0
        assert limited.add("other", layout(other))
        limited.keep([])
        assert limited.count == 0
    finally:
        limited.close()
    assert 0 < most_watches() <= int(Path("/proc/sys/fs/inotify/max_user_watches").read_text()) // 4


def test_a_linked_work_tree_and_its_parent_both_hear_of_shared_refs(root: Path, repo: Repo, ears: Ears[str]) -> None:
    repo.git("worktree", "add", "-q", str(root / "linked"))
    linked = Repo(root / "linked", init=False)
    ears.add("main", layout(repo))
    ears.add("linked", layout(linked))
    linked.commit("x")

    assert ears.wait(5).keys == {"main", "linked"}
    ears.remove("main")
    linked.commit("y")
    assert ears.wait(5).keys == {"linked"}


def test_a_repository_that_goes_is_heard_and_forgotten(root: Path, repo: Repo, ears: Ears[str]) -> None:
    ears.add("it", layout(repo))
    repo.path.rename(root / "elsewhere")
    assert "it" in ears
    (root / "elsewhere" / ".git").rename(root / "elsewhere" / "gone")

    assert ears.wait(5).keys == {"it"}


def test_an_overflow_is_said(repo: Repo, ears: Ears[str]) -> None:
    ears.add("it", layout(repo))
    most = int(Path("/proc/sys/fs/inotify/max_queued_events").read_text())
    for number in range(most // 2 + 10):
        # Each name twice, so that the system cannot join equal events.
        path = repo.path / ".git" / f"x{number}"
        path.touch()
        path.unlink()

    assert ears.wait(5).overflow


@pytest.fixture
def listener(scan: Scan, poll: Poll, repo: Repo, eventually: Callable[..., Any]) -> Iterator[Listener]:
    scan()
    poll()
    running = Listener("a host of tests")
    running.start()
    eventually(running.listening.is_set)
    yield running
    running.stop()
    running.join(10)


def told(person: Person) -> list[str]:
    return [item["data"]["sha"] for item in person.get("/api/notifications").json["items"]]


def test_a_commit_is_told_without_any_poll(
    user: Person, repo: Repo, listener: Listener, eventually: Callable[..., Any]
) -> None:
    sha = repo.commit("News")

    eventually(lambda: told(user) == [sha])


def test_the_poll_and_a_second_listener_tell_nothing_twice(
    user: Person, repo: Repo, listener: Listener, poll: Poll, eventually: Callable[..., Any]
) -> None:
    second = Listener("a host of tests")
    second.start()
    shas = [repo.commit(f"News {number}") for number in range(5)]
    eventually(lambda: len(told(user)) == 5)
    poll()

    assert sorted(told(user)) == sorted(shas)
    # Only one of the two holds the host's lock.
    assert not second.listening.is_set()
    listener.stop()
    listener.join(10)
    eventually(second.listening.is_set)
    sha = repo.commit("After the change")
    eventually(lambda: sha in told(user))
    second.stop()
    second.join(10)


def test_a_project_that_is_found_later_is_listened_to_as_well(
    user: Person, root: Path, listener: Listener, scan: Scan, poll: Poll, eventually: Callable[..., Any]
) -> None:
    later = Repo(root / "later")
    later.commit("Begin")
    scan()
    shas: list[str] = []

    def heard() -> bool:
        # Until it is listened to, commits wait for the poll, which does not run here.
        shas.append(later.commit(f"News {len(shas)}"))
        time.sleep(0.3)
        return bool(set(shas) & set(told(user)))

    eventually(heard)
