"""Pulls through the API: accepted, done by the worker, kept in the history, told, undone; and refused when blocked."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.config import settings
from app.db import transaction
from app.jobs.models import Job
from app.messages import PullProject, UndoPull
from tests.conftest import Person
from tests.gitrepos import Repo
from worker import pulls as tasks

Scan = Callable[..., dict[str, Any]]
Poll = Callable[..., int]
Find = Callable[[str], dict[str, Any]]


@pytest.fixture
def clone(root: Path, repo: Repo) -> Repo:
    """A clone of `repo`, beside it."""
    repo.git("clone", "-q", str(repo.path), str(root / "clone"))
    return Repo(root / "clone", init=False)


@pytest.fixture
def mine(clone: Repo, scan: Scan, poll: Poll, project: Find) -> dict[str, Any]:
    """The project of the clone."""
    scan()
    poll()
    return project("clone")


def do(person: Person, answer: Any) -> dict[str, Any]:
    """Let a worker do an accepted pull or undo; gives the job when it has ended."""
    assert answer.status_code == 202, answer.json
    message = {"pull": PullProject, "undo": UndoPull}[answer.json["kind"]](answer.json["id"])
    {"pull": tasks.pull_project, "undo": tasks.undo_pull}[answer.json["kind"]](message)
    return dict(person.get(answer.headers["Location"]).json)


def history(person: Person, project: dict[str, Any]) -> list[dict[str, Any]]:
    """The project's pulls, newest first."""
    return list(person.get(f"/api/projects/{project['id']}/pulls").json["items"])


def told(person: Person, kind: str) -> list[str]:
    """The titles of what somebody was told of that kind, oldest first."""
    items = person.get("/api/notifications?limit=200").json["items"]
    return [item["title"] for item in reversed(items) if item["type"] == kind]


def follow(person: Person, project: dict[str, Any]) -> None:
    """Subscribe to pulls."""
    choice = {"events": ["pull"], "channels": ["web"]}
    assert person.put(f"/api/projects/{project['id']}/subscription", json=choice).status_code == 200


def test_a_pull_is_a_job_whose_result_the_history_and_the_project_show(
    user: Person, admin: Person, repo: Repo, clone: Repo, mine: dict[str, Any], project: Find, poll: Poll
) -> None:
    follow(admin, mine)
    follow(user, mine)
    old = clone.head()
    new = repo.commit("News", {"news": "x\n"})

    job = do(user, user.post(f"/api/projects/{mine['id']}/pull"))

    assert (job["kind"], job["status"], job["error"]) == ("pull", "succeeded", None)
    assert job["result"] == {
        "status": "fast_forwarded", "detail": "", "branch": "main", "old": old, "new": new, "commits": 1,
    }  # fmt: skip
    assert clone.head() == project("clone")["head"] == new
    [pull] = history(user, mine)
    assert (pull["old"], pull["new"], pull["by"], pull["status"]) == (old, new, str(user.id), "fast_forwarded")
    assert (pull["source"], pull["commits"], pull["branch"]) == ("lumastack", 1, "main")
    # Who did it is not told of it; and a look afterwards does not take it for one in a shell.
    poll()
    assert len(history(user, mine)) == 1
    assert told(admin, "pull") == ["clone pulled"]
    assert told(user, "pull") == []


def test_a_second_request_joins_the_pull_that_waits(user: Person, mine: dict[str, Any]) -> None:
    first = user.post(f"/api/projects/{mine['id']}/pull")
    second = user.post(f"/api/projects/{mine['id']}/pull")

    assert first.json["id"] == second.json["id"]


def test_what_stops_a_pull_is_said_in_the_job_the_history_and_the_notification(
    user: Person, admin: Person, repo: Repo, clone: Repo, mine: dict[str, Any]
) -> None:
    follow(admin, mine)
    repo.commit("Theirs")
    clone.commit("Own")

    job = do(user, user.post(f"/api/projects/{mine['id']}/pull"))

    assert (job["status"], job["error"], job["result"]["status"]) == ("failed", "pull_diverged", "diverged")
    assert history(user, mine)[0]["status"] == "diverged"
    assert told(admin, "pull") == ["clone was not pulled"]


def test_a_pull_is_undone_once_and_only_the_last(
    user: Person, repo: Repo, clone: Repo, mine: dict[str, Any], project: Find
) -> None:
    address = f"/api/projects/{mine['id']}"
    old = clone.head()
    new = repo.commit("News", {"news": "x\n"})
    do(user, user.post(f"{address}/pull"))
    [pull] = history(user, mine)

    job = do(user, user.post(f"{address}/pulls/{pull['id']}/undo"))

    assert (job["status"], job["result"]["status"]) == ("succeeded", "undone")
    assert clone.head() == project("clone")["head"] == old
    undone, before = history(user, mine)
    assert (undone["status"], undone["old"], undone["new"]) == ("undone", new, old)
    assert before["undone_at"] is not None
    for pull_id in (before["id"], undone["id"]):
        again = user.post(f"{address}/pulls/{pull_id}/undo")
        assert (again.status_code, again.json["code"]) == (409, "pull_not_undoable")
    assert user.post(f"{address}/pulls/{mine['id']}/undo").status_code == 404


def test_a_blocked_project_answers_423_to_pull_and_undo(
    user: Person, repo: Repo, clone: Repo, mine: dict[str, Any]
) -> None:
    address = f"/api/projects/{mine['id']}"
    repo.commit("News")
    do(user, user.post(f"{address}/pull"))
    [pull] = history(user, mine)
    user.patch(address, json={"is_blocked": True, "blocked_reason": "release on Friday"})

    for path in ("/pull", f"/pulls/{pull['id']}/undo"):
        answer = user.post(address + path)
        assert (answer.status_code, answer.json["code"]) == (423, "project_blocked")
        assert "release on Friday" in answer.json["detail"]


def test_a_block_that_comes_after_the_request_is_obeyed_by_the_worker(
    user: Person, repo: Repo, clone: Repo, mine: dict[str, Any]
) -> None:
    old = clone.head()
    repo.commit("News")
    answer = user.post(f"/api/projects/{mine['id']}/pull")
    user.patch(f"/api/projects/{mine['id']}", json={"is_blocked": True})

    job = do(user, answer)

    assert job["error"] == "pull_blocked"
    assert clone.head() == old


KILLED = """
import os, signal, sys
sys.path.insert(0, {checkout!r})
import worker.pulls as tasks
from app.messages import PullProject
step = {step!r}
def die(*a, **k):
    os.kill(os.getpid(), signal.SIGKILL)
if step == "moved":
    # The files are whole; nobody has recorded it.
    tasks.watching.look = die
elif step == "noted":
    # Recorded in a transaction that commits, and the receipt is still there.
    tasks.recorded = die
elif step == "finish":
    tasks.jobs.finish = die
tasks.pull_project(PullProject({job!r}))
"""


@pytest.mark.parametrize("step", ["moved", "noted", "finish"])
def test_a_worker_killed_at_any_step_records_the_pull_exactly_once(
    environment: dict[str, str], user: Person, repo: Repo, clone: Repo, mine: dict[str, Any], step: str
) -> None:
    new = repo.commit("News", {"news": "x\n"})
    answer = user.post(f"/api/projects/{mine['id']}/pull")
    script = KILLED.format(checkout=str(Path(__file__).parents[2]), step=step, job=answer.json["id"])

    done = subprocess.run([sys.executable, "-c", script], env={**os.environ, **environment}, timeout=120, check=False)
    assert done.returncode == -signal.SIGKILL
    with transaction() as session:
        # As the periodic repair does when the lease has run out.
        job = session.get(Job, answer.json["id"])
        assert job is not None
        if job.finished_at is None:
            job.status, job.lease_token = "queued", None  # type: ignore[assignment]
    tasks.pull_project(PullProject(answer.json["id"]))

    assert user.get(answer.headers["Location"]).json["result"]["new"] == new
    do(user, user.post(f"/api/projects/{mine['id']}/pull"))
    assert [pull["status"] for pull in history(user, mine)].count("fast_forwarded") == 1
    assert clone.git("status", "--porcelain") == ""
    assert list((settings().data_dir / "git/receipts").iterdir()) == []


def test_bad_policies_are_refused_and_a_plain_yes_is_understood(user: Person, mine: dict[str, Any]) -> None:
    address = f"/api/projects/{mine['id']}"

    assert user.patch(address, json={"auto_pull": "rebase"}).status_code == 422
    assert user.patch(address, json={"auto_pull": 3}).status_code == 422
    assert user.patch(address, json={"auto_pull": True}).json["auto_pull"] == "fast_forward"
    assert user.patch(address, json={"auto_pull": "notify"}).json["auto_pull"] == "notify"
    assert user.patch(address, json={"auto_pull": False}).json["auto_pull"] == "off"
