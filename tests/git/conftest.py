"""An upstream, a clone of it, and pulls of that clone."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.gitrepos import Repo
from worker.git.outcome import PullResult
from worker.git.pull import pull, undo


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A directory for repositories."""
    path = tmp_path / "root"
    path.mkdir()
    return path


@pytest.fixture
def upstream(root: Path) -> Repo:
    """A repository with two commits."""
    made = Repo(root / "upstream")
    made.commit("Begin", {"README.md": "one\n", "src/a": "a\n"})
    made.commit("Go on", {"src/b": "b\n"})
    return made


@pytest.fixture
def clone(root: Path, upstream: Repo) -> Repo:
    """A clone of it."""
    upstream.git("clone", "-q", str(upstream.path), str(root / "clone"))
    return Repo(root / "clone", init=False)


@pytest.fixture
def pulled(tmp_path: Path, root: Path, clone: Repo) -> Callable[..., PullResult]:
    """Pull the clone."""

    def run(**options: Any) -> PullResult:
        given = {"is_blocked": lambda: False, "say": lambda phase, done, total: None, **options}
        path = given.pop("path", clone.path)
        return pull(os.fsencode(path), (os.fsencode(root),), tmp_path / "state", **given)

    return run


@pytest.fixture
def undone(tmp_path: Path, root: Path, clone: Repo) -> Callable[..., PullResult]:
    """Undo a pull of the clone's main branch."""

    def run(**options: Any) -> PullResult:
        given = {"is_blocked": lambda: False, "say": lambda phase, done, total: None, "branch": "main", **options}
        return undo(os.fsencode(clone.path), (os.fsencode(root),), tmp_path / "state", **given)

    return run
