"""What a pull was doing to files when it was killed, and finishing it; and what it did, until that has been recorded.

A journal is written before any file of a work tree changes. When the files are whole it becomes a receipt, which stays
until the database has it: so neither the tree nor the history of pulls can lose a pull to a crash.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from app.gitread.changes import OWN_PULL, OWN_UNDO
from app.gitread.commits import read_commit
from app.gitread.diffs import compare
from app.gitread.files import read_small
from app.gitread.layout import Layout
from app.gitread.objects import READ_LIMIT, ObjectStore
from app.gitread.refs import RefStore
from app.gitread.trees import EntryType, RawEntry
from worker.git.outcome import Outcome, PullResult, Stop, checked, dirty_paths
from worker.git.runner import Place, run

MERGE_SECONDS = 1800.0
_MOST_CHANGES = 100_000


@dataclass(frozen=True, slots=True)
class Entry:
    """A work tree goes from `old` to `target`. `outcome` is what that is called when it is done; `id` names it once."""

    id: str
    outcome: Outcome
    branch: str | None
    old: str
    target: str
    commits: int
    by: str | None
    at: float

    @property
    def action(self) -> str:
        """What the reflog calls it."""
        return OWN_UNDO if self.outcome is Outcome.UNDONE else OWN_PULL

    def result(self) -> PullResult:
        """The entry as the result of a pull."""
        return PullResult(self.outcome, self.branch, self.old, self.target, self.commits, id=self.id, by=self.by)


class Journal:
    """What is being done to the files of a work tree: written before, a receipt after, mended after a crash."""

    def __init__(self, state: Path, layout: Layout) -> None:
        self._name = hashlib.sha256(os.path.realpath(layout.git_dir)).hexdigest()[:32]
        self.path = state / "journals" / self._name
        self.receipts = state / "receipts"

    def begin(self, entry: Entry) -> None:
        """Note, durably, what is about to be done."""
        part = self.path.with_suffix(".part")
        with open(part, "w") as file:
            json.dump(asdict(entry), file)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, self.path)

    def read(self) -> Entry | None:
        """What was begun and not ended; None where there is nothing."""
        entry = _read(self.path)
        if entry is None:
            self.end()
        return entry

    def end(self) -> None:
        """Note that nothing was done after all."""
        self.path.unlink(missing_ok=True)

    def done(self, entry: Entry) -> None:
        """Note that the work tree is whole; the receipt waits until somebody has recorded it."""
        os.replace(self.path, self.receipts / f"{self._name}-{entry.id}")

    def unrecorded(self) -> list[PullResult]:
        """What was done here and never recorded, oldest first."""
        found = [_read(path) for path in self.receipts.glob(f"{self._name}-*")]
        return [entry.result() for entry in sorted((one for one in found if one), key=lambda one: one.at)]


def recorded(state: Path, result: PullResult) -> None:
    """Forget the receipt of a result: the database has it."""
    for path in (state / "receipts").glob(f"*-{result.id}"):
        path.unlink(missing_ok=True)


def _read(path: Path) -> Entry | None:
    try:
        found = json.loads(path.read_text())
        return Entry(**{**found, "outcome": Outcome(found["outcome"])})
    except (FileNotFoundError, ValueError, TypeError, KeyError):
        return None


def recover(layout: Layout, journal: Journal, lock: int) -> None:
    """Finish a checkout that was killed half-way. Stops where a person has changed one of its files meanwhile.

    The lock is free, so the git that was at work has ended; the tree was clean when it began.
    """
    entry = journal.read()
    if entry is None:
        return
    place = Place.of(layout)
    index_lock = layout.git_dir + b"/index.lock"
    with contextlib.suppress(OSError):
        if os.lstat(index_lock).st_mtime >= entry.at - 1:
            os.unlink(index_lock)
    head = RefStore(layout).head()
    if head.target not in (entry.old, entry.target):
        # Somebody went on from there by hand: what is there now is theirs.
        journal.end()
        return
    touched, changed = _remains(layout, journal, entry.old, entry.target)
    dirty = dirty_paths(place)
    if not dirty <= touched:
        journal.end()
        raise Stop(Outcome.DIRTY, "interrupted")
    if dirty or changed:
        _remove_branch_locks(layout, head.ref, entry.at)
        arguments = ["reset", "--hard", "-q", entry.target, "--"]
        env = {"GIT_REFLOG_ACTION": entry.action}
        checked(run(place, arguments, seconds=MERGE_SECONDS, kill=False, keep_fds=(lock,), env=env))
    if RefStore(layout).head().target == entry.target:
        journal.done(entry)
    else:
        journal.end()


def _remove_branch_locks(layout: Layout, ref: bytes | None, began: float) -> None:
    """Locks of HEAD and the branch that our own git left when it was killed."""
    for path in (layout.git_dir + b"/HEAD.lock", layout.common_dir + b"/" + (ref or b"HEAD") + b".lock"):
        with contextlib.suppress(OSError):
            if os.lstat(path).st_mtime >= began - 1:
                os.unlink(path)


def _remains(layout: Layout, journal: Journal, old: str, target: str) -> tuple[set[bytes], bool]:
    """The files between two commits, and whether any is no longer as in the old one.

    Stops where a file is neither as in one of the commits nor a part of what was being written.
    """
    store = ObjectStore(layout.common_dir + b"/objects")
    changes, more = compare(store, read_commit(store, old).tree, read_commit(store, target).tree, _MOST_CHANGES)
    if more:
        raise Stop(Outcome.DIRTY, "interrupted")
    changed = False
    for change in changes:
        assert layout.work_tree is not None
        there = _content(layout.work_tree + b"/" + change.new_path)
        if _same(there, _stored(store, change.old)):
            continue
        changed = True
        meant = _stored(store, change.new)
        if there is not None and not _plain(meant or b"").startswith(_plain(there)):
            journal.end()
            raise Stop(Outcome.DIRTY, "interrupted")
    return {change.new_path for change in changes}, changed


def _same(there: bytes | None, stored: bytes | None) -> bool:
    if there is None or stored is None:
        return there is stored
    return _plain(there) == _plain(stored)


def _plain(content: bytes) -> bytes:
    """Line ends as they are stored: attributes may have had them written otherwise."""
    return content.replace(b"\r\n", b"\n")


def _stored(store: ObjectStore, entry: RawEntry | None) -> bytes | None:
    if entry is None or entry.type is EntryType.SUBMODULE:
        return None
    return store.expect(entry.oid, "blob")


def _content(path: bytes) -> bytes | None:
    try:
        if os.path.islink(path):
            return os.readlink(path)
        return None if os.path.isdir(path) else read_small(path, READ_LIMIT)
    except (FileNotFoundError, NotADirectoryError):
        return None


def new_entry(
    id_: str, outcome: Outcome, branch: str | None, old: str, target: str, commits: int, by: str | None
) -> Entry:
    """An entry that begins now."""
    return Entry(id_, outcome, branch, old, target, commits, by, time.time())
