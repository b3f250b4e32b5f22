"""Pulling: fetch, then fast-forward and nothing else; safe to be killed at any moment, and said truthfully.

Each step is there because git alone failed without it: two pulls at a time spoil each other, a killed checkout leaves
thousands of changed files, a lock on the branch lets git change the files and then fail on the ref.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import re
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from app.gitread import layout as layouts
from app.gitread.diffs import compare
from app.gitread.errors import GitReadError, NotFound
from app.gitread.layout import Layout
from app.gitread.refs import RefStore
from app.gitread.repository import Repository
from worker.git.access import Secret, granted
from worker.git.journal import MERGE_SECONDS, Entry, Journal, new_entry, recover
from worker.git.outcome import STEP_SECONDS, Outcome, PullResult, Stop, checked, dirty_paths, reason
from worker.git.runner import Place, owner_of, run
from worker.git.upstream import Upstream, find_upstream, judge, judge_secret

FETCH_SECONDS = 600.0
_LOCK_SECONDS = 10.0
_MOST_CHANGES = 100_000
_PROGRESS = re.compile(r"(?:remote: )?([A-Z][A-Za-z ]+):\s+(\d+)% \((\d+)/(\d+)\)")
_BUSY_FILES = (
    b"MERGE_HEAD", b"CHERRY_PICK_HEAD", b"REVERT_HEAD", b"BISECT_LOG", b"rebase-merge", b"rebase-apply", b"sequencer",
)  # fmt: skip

SecretFor = Callable[[str], Secret | None]
"""Finds the credential for an address."""

Say = Callable[[str, int, int | None], None]
"""Hears progress: a phase in git's words, how much is done, and of how much."""


def pull(
    path: bytes, roots: tuple[bytes, ...], state: Path, *, is_blocked: Callable[[], bool], say: Say,
    stopped: Callable[[], bool] = lambda: False, by: str | None = None, secret_for: SecretFor = lambda _: None,
    learned: Callable[[str, str], None] = lambda _id, _hosts: None,
) -> PullResult:  # fmt: skip
    """Pull the branch that is checked out at `path`, fast-forward only.

    `roots`: where the repository and a local upstream may lie. `state`: a directory of ours for locks and journals.
    `is_blocked` is asked under the lock, last thing before any file changes. `stopped` is asked a few times a second
    all the time, and ends the fetch, never what follows. `by` is kept with what is done, for whoever records it.
    `secret_for` finds the credential of an address; `learned` hears its id and the keys of a host met the first time.
    The caller records the result and those `earlier` ones, then says so to `journal.recorded`.
    Raises GitReadError where the repository cannot be read, Permanent where git is not there.
    """

    def bring(work: _Work) -> PullResult:
        upstream = find_upstream(work.repository, work.ref, roots)
        place = Place.of(work.layout, upstream.protocols)
        if is_blocked():
            raise Stop(Outcome.BLOCKED)
        secret = secret_for(upstream.url)
        if secret is not None:
            judge_secret(work.repository)
        with granted(
            secret, upstream.url, owner_of(place), lambda hosts: learned(secret.id if secret else "", hosts)
        ) as env:
            _fetch(place, upstream, say, stopped, env)
        say("Checking", 0, None)
        target, count = _compare(work.layout, place, upstream, work.old)
        _check_files(work, place, is_blocked)
        say("Updating files", 0, count)
        entry = new_entry(str(uuid.uuid4()), Outcome.FAST_FORWARDED, work.branch, work.old, target, count, by)
        # No `--`: merge takes none; `target` is forty hex digits.
        _move(
            work,
            place,
            entry,
            ["merge", "--ff-only", "--no-overwrite-ignore", "--no-stat", "--no-progress", "-q"],
            stopped,
        )
        return entry.result()

    return _work(path, roots, state, bring)


def undo(
    path: bytes, roots: tuple[bytes, ...], state: Path, *, branch: str | None, old: str, new: str,
    is_blocked: Callable[[], bool], say: Say, stopped: Callable[[], bool] = lambda: False, by: str | None = None,
) -> PullResult:  # fmt: skip
    """Put the branch and its files back from `new`, where a pull brought them, to `old`, where they were before.

    Only while nothing has happened since: the same branch, at `new`, with no changed file. Otherwise as `pull`.
    """

    def back(work: _Work) -> PullResult:
        if work.branch != branch:
            raise Stop(Outcome.UNSUITABLE, "other_branch")
        if work.old != new:
            raise Stop(Outcome.DIVERGED, "moved_since")
        place = Place.of(work.layout)
        _check_files(work, place, is_blocked)
        try:
            changes, _ = compare(
                work.repository.store, work.repository.commit(new).tree, work.repository.commit(old).tree, _MOST_CHANGES
            )
        except NotFound:
            raise Stop(Outcome.UNSUITABLE, "commit_gone") from None
        for change in changes:
            assert work.layout.work_tree is not None
            if change.old is None and os.path.lexists(work.layout.work_tree + b"/" + change.new_path):
                raise Stop(Outcome.DIRTY, "files_in_the_way")
        say("Updating files", 0, len(changes))
        counted = checked(run(place, ["rev-list", "--count", f"{old}..{new}", "--"], seconds=STEP_SECONDS))
        entry = new_entry(str(uuid.uuid4()), Outcome.UNDONE, work.branch, new, old, int(counted), by)
        _move(work, place, entry, ["reset", "--keep", "-q"], stopped)
        return entry.result()

    return _work(path, roots, state, back)


@dataclass(frozen=True, slots=True)
class _Work:
    """A work tree that this process alone works on, at the commit `old` of its branch."""

    layout: Layout
    repository: Repository
    lock: int
    journal: Journal
    ref: bytes | None
    branch: str | None
    old: str


def _work(path: bytes, roots: tuple[bytes, ...], state: Path, do: Callable[[_Work], PullResult]) -> PullResult:
    """Take the lock, mend what a crash left, refuse what cannot be worked on, then `do` it."""
    layout = layouts.find(path)
    layouts.check(layout, roots)
    for name in ("locks", "journals", "receipts"):
        (state / name).mkdir(mode=0o700, parents=True, exist_ok=True)
    branch: str | None = None
    old: str | None = None
    earlier: list[PullResult] = []
    try:
        with _lock(state, layout) as lock:
            judge(layout)
            journal = Journal(state, layout)
            recover(layout, journal, lock)
            earlier = journal.unrecorded()
            repository = Repository(path, roots)
            head = repository.head()
            branch, old = head.branch, head.target
            _check_state(layout, head.ref)
            assert old is not None
            result = do(_Work(layout, repository, lock, journal, head.ref, branch, old))
    except Stop as stop:
        result = PullResult(stop.outcome, branch, old, None, 0, stop.detail)
    return replace(result, earlier=tuple(earlier))


def _check_files(work: _Work, place: Place, is_blocked: Callable[[], bool]) -> None:
    """The last look before files change."""
    if dirty_paths(place):
        raise Stop(Outcome.DIRTY, "changed_files")
    _check_state(work.layout, work.ref)
    if is_blocked():
        raise Stop(Outcome.BLOCKED)


@contextlib.contextmanager
def _lock(state: Path, layout: Layout) -> Iterator[int]:
    """One pull at a time for all work trees of a repository. Gives the descriptor, which git itself holds on to."""
    name = hashlib.sha256(os.path.realpath(layout.common_dir)).hexdigest()[:32]
    fd = os.open(state / "locks" / name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        deadline = time.monotonic() + _LOCK_SECONDS
        while True:
            try:
                fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise Stop(Outcome.LOCKED, "another_pull") from None
                time.sleep(0.05)
        yield fd
    finally:
        os.close(fd)


def _check_state(layout: Layout, ref: bytes | None) -> None:
    """Refuse what a pull would make worse, before anything is touched."""
    if layout.work_tree is None:
        raise Stop(Outcome.UNSUITABLE, "bare")
    if ref is None:
        raise Stop(Outcome.UNSUITABLE, "detached")
    if any(os.path.lexists(layout.git_dir + b"/" + name) for name in _BUSY_FILES):
        raise Stop(Outcome.IN_PROGRESS)
    locks = (layout.git_dir + b"/index.lock", layout.git_dir + b"/HEAD.lock", layout.common_dir + b"/" + ref + b".lock")
    if any(os.path.lexists(path) for path in locks):
        raise Stop(Outcome.LOCKED, "git_lock")
    if RefStore(layout).head().target is None:
        raise Stop(Outcome.UNSUITABLE, "unborn")


def _fetch(place: Place, upstream: Upstream, say: Say, stopped: Callable[[], bool], env: Mapping[str, str]) -> None:
    """Fetch the remote's branches. Nothing but refs/remotes and objects changes, so it may be killed."""

    def hear(line: str) -> None:
        match = _PROGRESS.match(line)
        if match is not None:
            say(match.group(1), int(match.group(3)), int(match.group(4)))

    remote = upstream.remote
    done = run(
        place,
        ["fetch", "--progress", "--no-recurse-submodules", "--no-auto-maintenance", "--no-write-fetch-head",
         "--upload-pack", "git-upload-pack", "--", remote, f"+refs/heads/*:refs/remotes/{remote}/*"],
        seconds=FETCH_SECONDS, on_line=hear, stopped=stopped, env=env,
    )  # fmt: skip
    if done.timed_out:
        raise Stop(Outcome.NETWORK, "stopped" if stopped() else "timeout")
    if done.code != 0:
        raise Stop(*reason(done))


def _compare(layout: Layout, place: Place, upstream: Upstream, old: str) -> tuple[str, int]:
    """The commit to go to, and how many commits that brings. Stops where there is nothing to do, or no way forward."""
    try:
        target = RefStore(layout).target(upstream.tracking)
    except NotFound:
        raise Stop(Outcome.NO_UPSTREAM, "branch_gone") from None
    between = ["rev-list", "--left-right", "--count", f"{old}...{target}", "--"]
    counted = checked(run(place, between, seconds=STEP_SECONDS))
    ours, theirs = (int(number) for number in counted.split())
    if theirs == 0:
        raise Stop(Outcome.UP_TO_DATE)
    if ours:
        raise Stop(Outcome.DIVERGED)
    return target, theirs


def _move(work: _Work, place: Place, entry: Entry, command: list[str], stopped: Callable[[], bool]) -> None:
    """Move files and branch by `command`, which gets the commit to go to.

    Never killed: half a checkout is what must not be. Where it is killed all the same, it is finished at once.
    """
    work.journal.begin(entry)
    done = run(
        place, [*command, entry.target], seconds=MERGE_SECONDS, kill=False, keep_fds=(work.lock,),
        env={"GIT_REFLOG_ACTION": entry.action}, stopped=stopped,
    )  # fmt: skip
    if done.timed_out:
        # It goes on by itself and holds the lock; the journal is read by whoever gets that next.
        raise Stop(Outcome.FAILED, "still_running")
    if done.code < 0:
        recover(work.layout, work.journal, work.lock)
        if _at(work.layout) != entry.target:
            raise Stop(Outcome.FAILED, "git_killed")
        return
    if done.code != 0:
        work.journal.end()
        raise Stop(*reason(done))
    if _at(work.layout) != entry.target:
        work.journal.end()
        raise Stop(Outcome.FAILED, "moved_meanwhile")
    work.journal.done(entry)


def _at(layout: Layout) -> str | None:
    try:
        return RefStore(layout).head().target
    except GitReadError:
        return None
