"""Blocks: with an end, obeyed in shells where that is asked for, and noticed where somebody gets round them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select, text

from app.audit.models import AuditEntry
from app.db import read_only, transaction
from app.messages import GuardProject
from app.projects import blocks
from app.projects.models import Project
from tests.conftest import Person
from tests.gitrepos import Repo
from worker import guards

Scan = Callable[..., dict[str, Any]]
Poll = Callable[..., int]
Find = Callable[[str], dict[str, Any]]


@pytest.fixture
def clone(root: Any, repo: Repo) -> Repo:
    """A clone of `repo`, beside it."""
    repo.git("clone", "-q", str(repo.path), str(root / "clone"))
    return Repo(root / "clone", init=False)


@pytest.fixture
def address(clone: Repo, scan: Scan, poll: Poll, project: Find) -> str:
    """The address of the clone's project."""
    scan()
    poll()
    return f"/api/projects/{project('clone')['id']}"


def later(**spans: float) -> str:
    return (datetime.now(UTC) + timedelta(**spans)).isoformat()


def titles(person: Person) -> list[str]:
    return [item["title"] for item in person.get("/api/notifications").json["items"]]


def guard(address: str) -> None:
    guards.guard_project(GuardProject(address.rpartition("/")[2]))


def test_a_block_says_who_why_and_until_when(user: Person, address: str) -> None:
    until = later(days=2)

    answer = user.patch(address, json={"is_blocked": True, "blocked_reason": "audit", "blocked_until": until})

    assert answer.status_code == 200, answer.json
    shown = user.get(address).json
    assert (shown["is_blocked"], shown["blocked_reason"], shown["blocked_by"]) == (True, "audit", str(user.id))
    assert datetime.fromisoformat(shown["blocked_until"]) - datetime.fromisoformat(until) < timedelta(seconds=1)
    lifted = user.patch(address, json={"is_blocked": False}).json
    assert (lifted["blocked_reason"], lifted["blocked_until"], lifted["blocked_by"]) == (None, None, None)


def test_a_block_ends_by_itself_and_the_audit_says_so(user: Person, admin: Person, address: str) -> None:
    user.patch(address, json={"is_blocked": True, "blocked_reason": "x", "blocked_until": later(hours=1)})
    assert user.post(f"{address}/pull").status_code == 423
    with transaction() as session:
        session.execute(text("UPDATE projects SET blocked_until = clock_timestamp() WHERE is_blocked"))

    # At once, before any tick.
    assert user.get(address).json["is_blocked"] is False
    assert user.post(f"{address}/pull").status_code == 202
    with transaction() as session:
        blocks.repair(session)
    assert user.get("/api/projects?blocked=true").json["items"] == []
    entries = admin.get("/api/audit?action=unblock").json["items"]
    assert [entry["detail"] for entry in entries] == [{"reason": "expired"}]


@pytest.mark.parametrize("end", ["2001-01-01T00:00:00Z", "9999-12-31T23:59:59-12:00", "soon", 5, True, []])
def test_an_end_that_is_no_end_is_refused(user: Person, address: str, end: Any) -> None:
    answer = user.patch(address, json={"is_blocked": True, "blocked_until": end})

    assert (answer.status_code, answer.json["errors"][0]["field"]) == (422, "blocked_until")
    assert user.get(address).json["is_blocked"] is False


def test_only_administrators_have_shells_obey(user: Person, admin: Person, address: str) -> None:
    assert user.patch(address, json={"block_enforced": True}).status_code == 403
    assert admin.patch(address, json={"block_enforced": True}).json["block_enforced"] is True


def test_shells_obey_while_it_is_blocked_and_no_longer(
    user: Person, admin: Person, repo: Repo, clone: Repo, address: str, poll: Poll
) -> None:
    admin.patch(address, json={"is_blocked": True, "block_enforced": True, "blocked_reason": "audit"})
    assert user.get(address).json["block_state"] is None
    guard(address)
    assert user.get(address).json["block_state"] == "enforced"
    repo.commit("News")
    with pytest.raises(AssertionError, match="audit"):
        clone.git("pull")
    # Nobody is left with hooks that nothing can lift.
    assert admin.delete(address).status_code == 423

    user.patch(address, json={"is_blocked": False})
    guard(address)

    assert user.get(address).json["block_state"] is None
    clone.git("pull", "-q")
    assert clone.head() == repo.head()
    assert admin.delete(address).status_code == 204


def test_hooks_that_somebody_removed_come_back_with_the_next_thorough_look(
    admin: Person, clone: Repo, address: str, poll: Poll
) -> None:
    admin.patch(address, json={"is_blocked": True, "block_enforced": True})
    guard(address)
    clone.git("config", "--unset", "core.hooksPath")

    poll()

    assert clone.git("config", "core.hooksPath").endswith("lumastack/hooks")
    clone.git("config", "include.path", "elsewhere")
    poll()
    assert admin.get(address).json["block_state"] == "bypassable"


def test_a_lost_message_is_made_up_for(admin: Person, address: str) -> None:
    admin.patch(address, json={"is_blocked": True, "block_enforced": True})
    project_id = UUID(address.rpartition("/")[2])
    with transaction() as session:
        assert blocks.repair(session) == []
        session.execute(text("ALTER TABLE projects DISABLE TRIGGER USER"))
        session.execute(text("UPDATE projects SET updated_at = updated_at - interval '10 seconds'"))
        session.execute(text("ALTER TABLE projects ENABLE TRIGGER USER"))

    with transaction() as session:
        assert blocks.repair(session) == [GuardProject(str(project_id))]
    with transaction() as session:
        assert blocks.repair(session) == []
    guard(address)
    with read_only() as session:
        project = session.get(Project, project_id)
        assert project is not None
        assert project.block_state is not None


@pytest.mark.parametrize(
    "command",
    [
        ["pull", "-q"], ["merge", "-q", "origin/main"], ["reset", "-q", "--hard", "origin/main"],
        ["rebase", "-q", "origin/main"],
    ],
)  # fmt: skip
def test_who_gets_round_a_block_is_noticed_once(
    user: Person, repo: Repo, clone: Repo, address: str, poll: Poll, command: list[str]
) -> None:
    user.patch(address, json={"is_blocked": True})
    clone.commit("Own")
    repo.commit("News")
    clone.git("fetch", "-q")
    if command[0] in ("pull", "merge"):
        clone.git("config", "pull.rebase", "false")
    poll()
    assert "clone moved although it is blocked" not in titles(user)
    clone.git(*command)

    poll()
    poll()

    assert titles(user).count("clone moved although it is blocked") == 1
    with read_only() as session:
        noticed = session.scalar(
            select(func.count()).select_from(AuditEntry).where(AuditEntry.action == "moved_while_blocked")
        )
    assert noticed == 1


def test_own_work_and_another_branch_raise_no_alarm(
    user: Person, repo: Repo, clone: Repo, address: str, poll: Poll
) -> None:
    user.patch(address, json={"is_blocked": True})
    repo.git("switch", "-q", "-c", "side")
    repo.commit("Side")
    clone.commit("Own")
    clone.git("fetch", "-q")
    poll()
    clone.git("switch", "-q", "side")
    poll()
    clone.commit("More")
    poll()

    assert "clone moved although it is blocked" not in titles(user)
