"""Everything that the product does with a repository by itself: find, fingerprint, read, ask its remote, pull."""

from __future__ import annotations

import contextlib
import os
import time
from pathlib import Path
from typing import Any

from app.errors import Permanent, Temporary
from app.gitread import layout as layouts
from app.gitread.blobs import read_blob
from app.gitread.changes import Known, examine
from app.gitread.errors import Broken, GitReadError, NotFound, Refused, Unsupported
from app.gitread.refs import Head
from app.gitread.repository import Repository
from app.gitread.trees import EntryType, read_tree
from worker import following
from worker.git.fingerprint import Watch
from worker.git.pull import pull
from worker.git.remote import list_heads
from worker.git.scan import Walk
from worker.git.upstream import tracked

_NAMES = ((NotFound, "absent"), (Broken, "broken"), (Refused, "refused"), (Unsupported, "unsupported"))


def state_of(error: GitReadError) -> str:
    """The word for an error."""
    return next((name for kind, name in _NAMES if isinstance(error, kind)), "error")


def visit(path: Path, root: Path, state: Path) -> dict[str, Any]:
    """Do it all; what it came to: the state, the refs seen, how the pull ended, and the seconds that took."""
    began = time.monotonic()
    raw, roots = os.fsencode(path), (os.fsencode(root),)
    seen: dict[str, Any] = {"state": "ok", "refs": {}, "pull": None, "heads": None}
    try:
        layout = layouts.find(raw)
        watch = Watch(layout)
        watch.quick()
        watch.full()
        repository = Repository(raw, roots)
        change = examine(repository, Known(None, Head(None, None)))
        examine(repository, Known(change.refs, change.head))
        seen["refs"] = {os.fsdecode(name): oid for name, oid in change.refs.items()}
        _read(repository)
        following.read(repository, None)
        seen["heads"] = _ask(repository, roots, state)
    except GitReadError as error:
        seen["state"] = state_of(error)
        seen["reason"] = error.reason
    try:
        result = pull(raw, roots, state, is_blocked=lambda: False, say=lambda *_: None)
        seen["pull"] = f"{result.outcome.value}:{result.detail}"
    except (GitReadError, Permanent) as error:
        seen["pull"] = f"unreadable:{error.reason}"
    seen["seconds"] = time.monotonic() - began
    return seen


def _read(repository: Repository) -> None:
    tips = repository.tips()
    for commit in repository.history(tips, limit=100).commits if tips else ():
        with contextlib.suppress(GitReadError):
            repository.diff(commit.sha)
        with contextlib.suppress(GitReadError):
            repository.last_commits(commit.sha, b"")
    for tip in tips:
        with contextlib.suppress(GitReadError):
            tree = repository.resolve(tip, "tree")
            repository.tree(tree, recursive=True)
            for entry in read_tree(repository.store, tree):
                if entry.type is not EntryType.TREE:
                    with contextlib.suppress(GitReadError):
                        read_blob(repository.store, entry, 1 << 20)


def _ask(repository: Repository, roots: tuple[bytes, ...], state: Path) -> str | None:
    found = tracked(repository)
    if found is None:
        return None
    try:
        return str(len(list_heads(found.url, roots, state, seconds=3.0).heads))
    except (Temporary, Permanent) as error:
        return error.reason


def scan(root: Path) -> dict[str, str]:
    """What a scan finds below `root`: by path, the kind, or why it cannot be read."""
    return {
        os.fsdecode(found.path): "ok" if found.layout is not None else str(found.reason)
        for found in Walk(os.fsencode(root))
    }
