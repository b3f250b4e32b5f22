"""Roots with real repositories, and the worker's tasks done here and now."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.db import transaction
from app.messages import ScanRepositories
from app.projects import service
from app.projects.models import PollGroup
from tests.conftest import Person
from tests.gitrepos import Repo
from worker import projects as tasks
from worker import watching


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A directory for repositories."""
    path = tmp_path / "root"
    path.mkdir()
    return path


@pytest.fixture
def scan(admin: Person, root: Path) -> Callable[..., dict[str, Any]]:
    """Register `root` and scan it as a worker does; gives the job as its client sees it."""
    with transaction() as session:
        service.add_root(session, os.fsencode(root), admin.id)

    def run() -> dict[str, Any]:
        job = admin.post("/api/projects/scan")
        assert job.status_code == 202, job.json
        tasks.scan_repositories(ScanRepositories(job.json["id"]))
        ended = admin.get(job.headers["Location"]).json
        assert ended["status"] == "succeeded", ended
        return dict(ended["result"])

    return run


@pytest.fixture
def poll(admin: Person) -> Callable[..., None]:
    """Let a fresh poller look at everything, as a worker that was just started does."""

    def run(poller: watching.Poller | None = None) -> int:
        with transaction() as session:
            for group in session.query(PollGroup):
                # A turn of the thorough kind, due now.
                group.rounds = watching.FULL_EVERY - 1
                group.next_poll_at = group.next_poll_at.replace(year=2000)
        return (poller or watching.Poller()).turn(2.0)

    return run


@pytest.fixture
def project(scan: Callable[..., dict[str, Any]], admin: Person) -> Callable[[str], dict[str, Any]]:
    """The project of that name, as its client sees it."""

    def find(name: str) -> dict[str, Any]:
        items = admin.get("/api/projects", query_string={"q": name}).json["items"]
        found = [item for item in items if item["name"] == name]
        assert len(found) == 1, [item["name"] for item in items]
        return dict(found[0])

    return find


@pytest.fixture
def repo(root: Path) -> Repo:
    """A repository with three commits."""
    made = Repo(root / "engine")
    made.commit("Begin", {"README.md": "# Engine\n"})
    made.commit("Add the mill", {"src/mill.py": "print('mill')\n"})
    made.commit("Add the store", {"src/store.py": "print('store')\n"}, author="Charles Babbage <charles@example.org>")
    return made
