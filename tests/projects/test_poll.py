"""Polling: what people do in a shell becomes commits, pulls, events and notifications, once."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select

from app.db import read_only, transaction
from app.gitread.repository import Pool
from app.messages import PollProject
from app.notifications.models import Notification
from app.projects import history
from app.projects.models import ProjectCommit, Pull
from tests.conftest import Person
from tests.gitrepos import Repo
from worker import projects as tasks
from worker import watching

Scan = Callable[..., dict[str, Any]]
Poll = Callable[..., int]
Find = Callable[[str], dict[str, Any]]


def told(person: Person) -> list[dict[str, Any]]:
    """What somebody was told, oldest first."""
    return list(reversed(person.get("/api/notifications?limit=200").json["items"]))


def test_history_from_before_the_first_sight_is_kept_and_nobody_is_told(user: Person, repo: Repo, scan: Scan) -> None:
    scan()

    with read_only() as session:
        stored = set(session.scalars(select(ProjectCommit.sha)))
    assert stored == set(repo.git("rev-list", "HEAD").split())
    assert told(user) == []


def test_a_commit_in_a_shell_becomes_one_notification_for_everybody(
    user: Person, admin: Person, repo: Repo, scan: Scan, poll: Poll, project: Find
) -> None:
    scan()
    poll()
    sha = repo.commit("Repair the mill", {"src/mill.py": "print('repaired')\n"})

    assert poll() == 1
    poll()

    for person in (user, admin):
        [notification] = told(person)
        assert notification["type"] == "commit"
        assert "Repair the mill" in notification["body"]
        assert notification["data"]["sha"] == sha
    assert project("engine")["head"] == sha
    assert project("engine")["last_commit"]["subject"] == "Repair the mill"


def test_an_unchanged_repository_is_not_even_read(repo: Repo, scan: Scan, poll: Poll) -> None:
    scan()
    poller = watching.Poller()
    while poll(poller):
        pass

    assert poll(poller) == 0
    assert poll() == 0


def test_new_commits_of_every_branch_and_remote_are_told_in_their_order(
    user: Person, root: Any, repo: Repo, scan: Scan, poll: Poll
) -> None:
    clone = Repo(root / "clone", init=False)
    repo.git("clone", "-q", str(repo.path), str(clone.path))
    scan()
    poll()
    first = repo.commit("One")
    second = repo.commit("Two")
    clone.git("fetch", "-q")

    poll()

    by_project: dict[str, list[str]] = {}
    for notification in told(user):
        by_project.setdefault(notification["data"]["project_id"], []).append(notification["data"]["sha"])
    assert list(by_project.values()) == [[first, second], [first, second]]


def test_many_commits_at_once_are_told_together(user: Person, repo: Repo, scan: Scan, poll: Poll) -> None:
    scan()
    poll()
    for number in range(25):
        repo.commit(f"Change {number}")

    poll()

    [notification] = told(user)
    assert "25" in notification["title"]
    with read_only() as session:
        assert session.scalar(select(func.count()).select_from(ProjectCommit).where(ProjectCommit.is_new)) == 25


def test_a_pull_in_a_shell_is_in_the_history_of_pulls(
    admin: Person, root: Any, repo: Repo, scan: Scan, poll: Poll, project: Find
) -> None:
    clone = Repo(root / "clone", init=False)
    repo.git("clone", "-q", str(repo.path), str(clone.path))
    scan()
    old = repo.head()
    repo.commit("One")
    new = repo.commit("Two")
    clone.git("pull", "-q")

    poll()

    [pull] = admin.get(f"/api/projects/{project('clone')['id']}/pulls").json["items"]
    assert (pull["old"], pull["new"], pull["commits"], pull["status"]) == (old, new, 2, "fast_forwarded")
    assert (pull["source"], pull["by"], pull["branch"]) == ("shell", None, "main")


def test_a_rewritten_history_leaves_old_commits_known_and_tells_only_new_ones(
    user: Person, repo: Repo, scan: Scan, poll: Poll, project: Find
) -> None:
    scan()
    repo.git("commit", "-q", "--amend", "-m", "Add the store, better")

    poll()

    assert [notification["data"]["sha"] for notification in told(user)] == [repo.head()]
    assert project("engine")["head"] == repo.head()


def test_going_back_and_switching_tell_nobody_but_are_seen(
    user: Person, repo: Repo, scan: Scan, poll: Poll, project: Find
) -> None:
    scan()
    repo.git("switch", "-q", "-c", "side", "HEAD~1")
    poll()
    switched = project("engine")
    repo.git("reset", "-q", "--hard", "HEAD~1")
    poll()

    assert (switched["branch"], project("engine")["head"]) == ("side", repo.head())
    assert told(user) == []


def test_a_vanished_repository_is_noticed_and_its_people_are_told_once(
    user: Person, root: Any, repo: Repo, scan: Scan, poll: Poll, project: Find
) -> None:
    scan()
    os.rename(root / "engine", root.parent / "away")

    poll()
    poll()
    gone = project("engine")
    os.rename(root.parent / "away", root / "engine")
    poll()

    assert gone["status"] == "missing"
    assert [notification["type"] for notification in told(user)] == ["alert"]
    assert project("engine")["status"] == "active"


def test_another_repository_in_the_same_place_is_not_taken_for_the_old_one(
    admin: Person, root: Any, repo: Repo, scan: Scan, poll: Poll
) -> None:
    scan()
    os.rename(root / "engine", root.parent / "away")
    Repo(root / "engine").commit("Something else")

    poll()
    poll()

    items = admin.get("/api/projects").json["items"]
    assert sorted((item["status"], item["last_commit"]["subject"]) for item in items) == [
        ("active", "Something else"),
        ("replaced", "Add the store"),
    ]


def test_a_look_on_request_is_a_job(admin: Person, user: Person, repo: Repo, scan: Scan, project: Find) -> None:
    scan()
    repo.commit("Now")
    job = user.post(f"/api/projects/{project('engine')['id']}/poll")

    tasks.poll_project(PollProject(job.json["id"]))

    assert job.status_code == 202
    ended = user.get(job.headers["Location"]).json
    assert (ended["status"], ended["result"]) == ("succeeded", {"cause": "committed"})
    assert project("engine")["last_commit"]["subject"] == "Now"
    assert user.post("/api/projects/01890000-0000-7000-8000-000000000000/poll").status_code == 404


def test_two_pollers_at_the_same_moment_tell_of_each_commit_once(
    user: Person, repo: Repo, scan: Scan, project: Find
) -> None:
    scan()
    project_id = UUID(project("engine")["id"])
    for number in range(5):
        shas = [repo.commit(f"Round {number}.{commit}") for commit in range(3)]
        both_have_read = threading.Barrier(2)
        won: list[object] = []

        def run(barrier: threading.Barrier = both_have_read, won: list[object] = won) -> None:
            with Pool().open(bytes(repo.path)) as repository:
                seen = watching._seen(project_id)
                assert seen is not None
                change = watching.examine(repository, seen.known)
            barrier.wait(20)
            won.append(watching._take(seen, change, history.Prints(None, None), None))

        threads = [threading.Thread(target=run) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)

        assert sorted(map(str, won)) == ["None", "committed"]
        assert [notification["data"]["sha"] for notification in told(user)][-3:] == shas

    assert len(told(user)) == 15


@pytest.mark.parametrize("step", ["_take_refs", "_take_commits", "_announce"])
def test_a_poller_that_dies_at_any_step_loses_nothing_and_repeats_nothing(
    user: Person, repo: Repo, scan: Scan, poll: Poll, project: Find, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    scan()
    sha = repo.commit("Precious")

    class Died(BaseException):
        pass

    real = getattr(history, step)

    def dies(*arguments: Any, **options: Any) -> None:
        real(*arguments, **options)
        raise Died

    monkeypatch.setattr(history, step, dies)
    with pytest.raises(Died):
        poll()
    assert told(user) == []
    monkeypatch.undo()

    poll()
    poll()

    assert [notification["data"]["sha"] for notification in told(user)] == [sha]
    assert project("engine")["head"] == sha


def test_a_poller_that_dies_while_telling_tells_everybody_next_time(
    user: Person, admin: Person, repo: Repo, scan: Scan, poll: Poll, monkeypatch: pytest.MonkeyPatch
) -> None:
    scan()
    repo.commit("Precious")
    real = watching.notify
    calls = []

    def dies(*arguments: Any, **options: Any) -> int:
        calls.append(real(*arguments, **options))
        raise KeyboardInterrupt

    monkeypatch.setattr(watching, "notify", dies)
    with pytest.raises(KeyboardInterrupt):
        poll()
    monkeypatch.undo()

    poll()

    assert calls == [2]
    assert len(told(user)) == len(told(admin)) == 1


def test_a_project_with_an_interval_of_its_own_waits_for_it(
    admin: Person, repo: Repo, scan: Scan, project: Find
) -> None:
    scan()
    admin.patch(f"/api/projects/{project('engine')['id']}", json={"poll_interval": 3600})
    with transaction() as session:
        rows, _ = watching.polling.changed_since(session, None)

    due = [rounds for rounds in range(1, 3601) if watching._is_due(rows[0], rounds, 2.0)]

    assert due == [1800, 3600]


def test_a_person_hears_what_they_subscribed_to(
    user: Person, admin: Person, repo: Repo, scan: Scan, poll: Poll, project: Find
) -> None:
    scan()
    url = f"/api/projects/{project('engine')['id']}/subscription"
    assert user.get(url).json["is_default"] is True
    chosen = user.put(url, json={"events": ["comment"], "channels": ["web"]})
    assert chosen.json == {"events": ["comment"], "channels": ["web"], "is_default": False}

    repo.commit("Unheard")
    poll()
    user.delete(url)
    repo.commit("Heard")
    poll()

    assert ["Heard" in notification["body"] for notification in told(user)] == [True]
    assert len(told(admin)) == 2


def test_pulls_seen_are_stored_once_over_several_looks(root: Any, repo: Repo, scan: Scan, poll: Poll) -> None:
    clone = Repo(root / "clone", init=False)
    repo.git("clone", "-q", str(repo.path), str(clone.path))
    scan()
    repo.commit("One")
    clone.git("pull", "-q")
    poll()
    clone.commit("Local")
    poll()
    clone.git("status")
    poll()

    with read_only() as session:
        assert session.scalar(select(func.count()).select_from(Pull)) == 1
        assert session.scalar(select(func.count()).select_from(Notification)) > 0
