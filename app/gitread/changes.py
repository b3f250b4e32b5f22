"""What happened in a repository since it was last read: which refs moved, which commits are new, and what did it."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.gitread.ancestry import difference, is_ancestor
from app.gitread.commits import Commit, peel
from app.gitread.errors import Broken, GitReadError, NotFound
from app.gitread.history import Budget, Filters
from app.gitread.reflog import Step, steps_since
from app.gitread.refs import Head, RefKind
from app.gitread.remotes import public_url
from app.gitread.repository import Repository
from app.gitread.text import decode

# How much of the history is taken over at first sight, and of one change; everything else is read when asked for.
MOST_COMMITS = 2000
FIRST_SECONDS = 90 * 86400
FIRST_AT_LEAST = 50
_BUDGET = Budget(commits=MOST_COMMITS, seconds=5.0)
_MOST_MOVES = 1000
# What our own pulls and their undoing write into the reflog: those are noted by whoever does them.
OWN_PULL = "lumastack pull"
OWN_UNDO = "lumastack undo"


class Cause(StrEnum):
    """What happened, in the words of people."""

    NOTHING = "nothing"
    FIRST_SIGHT = "first_sight"
    COMMITTED = "committed"
    PULLED = "pulled"
    PUSHED = "pushed"
    REWRITTEN = "rewritten"
    REWOUND = "rewound"
    SWITCHED = "switched"
    FETCHED = "fetched"
    REFS = "refs"


class MoveKind(StrEnum):
    """How a ref moved."""

    CREATED = "created"
    DELETED = "deleted"
    FORWARDED = "forwarded"
    REWOUND = "rewound"
    REWRITTEN = "rewritten"


@dataclass(frozen=True, slots=True)
class Known:
    """What was known of a repository: refs by full name, and HEAD. No refs at all are known at first sight (None)."""

    refs: Mapping[bytes, str] | None
    head: Head


@dataclass(frozen=True, slots=True)
class Move:
    """A ref that moved; `old` and `new` are None where it was made or removed."""

    name: bytes
    old: str | None
    new: str | None
    kind: MoveKind


@dataclass(frozen=True, slots=True)
class SeenPull:
    """A pull that somebody did in a shell."""

    branch: str | None
    old: str
    new: str
    commits: int


@dataclass(frozen=True, slots=True)
class Change:
    """The repository as it is now, and what led here. `commits` are new ones, newest first; `complete`: all of them."""

    cause: Cause
    refs: Mapping[bytes, str]
    kinds: Mapping[bytes, RefKind]
    moves: tuple[Move, ...]
    head: Head
    default_branch: str | None
    remote_url: str | None
    last_commit: Commit | None
    commits: tuple[Commit, ...]
    complete: bool
    pulls: tuple[SeenPull, ...] = ()


def examine(repository: Repository, known: Known, now: float | None = None) -> Change:
    """Compare the repository with what was known of it. `now`: seconds since 1970, for the bound at first sight.

    Raises Broken, Refused where it cannot be read.
    """
    listed = repository.refs()
    refs = {ref.name: ref.target for ref in listed}
    kinds = {ref.name: ref.kind for ref in listed}
    head = repository.head()
    last_commit = _commit(repository, head.target)
    if head.target is not None and last_commit is None:
        raise Broken("head_commit_unreadable", head.target)
    moves: tuple[Move, ...] = ()
    pulls: tuple[SeenPull, ...] = ()
    if known.refs is None:
        cause = Cause.FIRST_SIGHT
        commits, complete = _first_commits(repository, now or time.time())
    else:
        moves = _moves(repository, known.refs, refs)
        steps = _steps(repository, known.head, head)
        cause = _cause(repository, known.head, head, moves, steps)
        commits, complete = _new_commits(repository, known, refs, kinds, head)
        pulls = _pulls(repository, known.head, head, cause, steps)
    return Change(
        cause=cause,
        refs=refs,
        kinds=kinds,
        moves=moves,
        head=head,
        default_branch=_default_branch(repository, head, refs),
        remote_url=_remote_url(repository),
        last_commit=last_commit,
        commits=commits,
        complete=complete,
        pulls=pulls,
    )


def _commit(repository: Repository, oid: str | None) -> Commit | None:
    if oid is None:
        return None
    try:
        return repository.commit(oid)
    except GitReadError:
        return None


def _remote_url(repository: Repository) -> str | None:
    remotes = repository.remotes()
    chosen = next((remote for remote in remotes if remote.name == "origin"), remotes[0] if remotes else None)
    return None if chosen is None else public_url(chosen.url)


def _default_branch(repository: Repository, head: Head, refs: Mapping[bytes, str]) -> str | None:
    """The branch that the remote's HEAD names, else main or master, else the present one."""
    try:
        remote = repository.ref_store.symbolic(b"refs/remotes/origin/HEAD")
    except GitReadError:
        remote = None
    if remote is not None and remote.startswith(b"refs/remotes/origin/"):
        return decode(remote.removeprefix(b"refs/remotes/origin/"))
    if repository.layout.work_tree is not None:
        for name in (b"main", b"master"):
            if b"refs/heads/" + name in refs:
                return name.decode()
    return head.branch


def _first_commits(repository: Repository, now: float) -> tuple[tuple[Commit, ...], bool]:
    try:
        page = repository.history(repository.tips(), Filters(), limit=MOST_COMMITS, budget=_BUDGET)
    except GitReadError:
        return (), False
    horizon = now - FIRST_SECONDS
    kept = [c for i, c in enumerate(page.commits) if i < FIRST_AT_LEAST or c.committer.at.timestamp() >= horizon]
    return tuple(kept), page.last is None and len(kept) == len(page.commits)


def _new_commits(
    repository: Repository, known: Known, refs: Mapping[bytes, str], kinds: Mapping[bytes, RefKind], head: Head
) -> tuple[tuple[Commit, ...], bool]:
    assert known.refs is not None
    before = {*known.refs.values(), *([known.head.target] if known.head.target else [])}
    now = [target for name, target in refs.items() if kinds[name] is not RefKind.OTHER]
    fresh = [target for target in [*now, *([head.target] if head.target else [])] if target not in before]
    if not fresh:
        return (), True
    tips = _commits_of(repository, fresh)
    found = difference(repository.graph, tips, _commits_of(repository, before), MOST_COMMITS)
    return tuple(raw.whole() for raw in found.commits), found.complete


def _commits_of(repository: Repository, targets: list[str] | set[str]) -> list[str]:
    found: dict[str, None] = {}
    for target in targets:
        try:
            found[peel(repository.store, target, "commit")[0]] = None
        except (NotFound, Broken):
            continue
    return list(found)


def _moves(repository: Repository, old: Mapping[bytes, str], new: Mapping[bytes, str]) -> tuple[Move, ...]:
    moves: list[Move] = []
    for name in sorted(old.keys() | new.keys()):
        before, after = old.get(name), new.get(name)
        if before != after:
            moves.append(Move(name, before, after, _kind(repository, before, after, len(moves) < _MOST_MOVES)))
    return tuple(moves)


def _kind(repository: Repository, old: str | None, new: str | None, ask: bool) -> MoveKind:
    if old is None:
        return MoveKind.CREATED
    if new is None:
        return MoveKind.DELETED
    if ask and is_ancestor(repository.graph, old, new):
        return MoveKind.FORWARDED
    if ask and is_ancestor(repository.graph, new, old):
        return MoveKind.REWOUND
    return MoveKind.REWRITTEN


def _steps(repository: Repository, old: Head, new: Head) -> list[Step]:
    if new.target is None or (old.target == new.target and old.ref == new.ref):
        return []
    return steps_since(repository.layout.git_dir, old.target, new.target)


def _cause(repository: Repository, old: Head, new: Head, moves: tuple[Move, ...], steps: list[Step]) -> Cause:
    if old.target == new.target and old.ref == new.ref:
        if not moves:
            return Cause.NOTHING
        if all(move.name.startswith(b"refs/remotes/") for move in moves):
            return Cause.FETCHED
        # A branch that is not checked out moved forward: in a bare repository that is how a push looks.
        pushed = repository.layout.work_tree is None and any(m.kind is not MoveKind.DELETED for m in moves)
        return Cause.PUSHED if pushed else Cause.REFS
    named = {_verb(step.message) for step in steps}
    for cause in (Cause.PULLED, Cause.COMMITTED, Cause.REWRITTEN):
        if cause in named:
            return cause
    if old.ref != new.ref:
        return Cause.SWITCHED
    return _cause_by_graph(repository, old.target, new.target, moves)


def brings_foreign(repository: Repository, old: Head, new: Head) -> bool:
    """Whether a branch moved to commits that came from a remote: pulled, merged, rebased or reset to, it is the same.

    Bounded: of a very long way only the newest commits are looked at.
    """
    if old.ref != new.ref or old.target is None or new.target is None or old.target == new.target:
        return False
    remotes = [ref.target for ref in repository.refs() if ref.kind is RefKind.REMOTE]
    fresh = difference(repository.graph, [new.target], [old.target], _MOST_MOVES).commits
    if not remotes:
        return False
    own = difference(repository.graph, [new.target], [old.target, *remotes], _MOST_MOVES).commits
    return len(own) < len(fresh)


def _verb(message: str) -> Cause | None:
    """What a line of the reflog stands for; None where the graph must decide (reset, merge, checkout, branch -f)."""
    if message.startswith(("pull", OWN_PULL)):
        # `pull --rebase` writes lines of its own for each commit it puts on top.
        return Cause.PULLED
    if message.startswith(("commit (amend)", "rebase", "filter-branch")):
        return Cause.REWRITTEN
    if message.startswith(("commit", "cherry-pick", "revert", "am:", "am ")):
        return Cause.COMMITTED
    return None


def _cause_by_graph(repository: Repository, old: str | None, new: str | None, moves: tuple[Move, ...]) -> Cause:
    if new is None:
        return Cause.SWITCHED
    if old is None or is_ancestor(repository.graph, old, new):
        if repository.layout.work_tree is None:
            return Cause.PUSHED
        upstream = [move.new for move in moves if move.name.startswith(b"refs/remotes/") and move.new]
        listed = [ref.target for ref in repository.refs() if ref.kind is RefKind.REMOTE]
        if new in upstream or any(is_ancestor(repository.graph, new, tip, 2000) for tip in listed[:20]):
            return Cause.PULLED
        return Cause.COMMITTED
    return Cause.REWOUND if is_ancestor(repository.graph, new, old) else Cause.REWRITTEN


def _pulls(repository: Repository, old: Head, new: Head, cause: Cause, steps: list[Step]) -> tuple[SeenPull, ...]:
    if any(step.message.startswith(OWN_PULL) for step in steps):
        steps = [step for step in steps if not step.message.startswith(OWN_PULL)]
        cause = Cause.NOTHING
    lines = [step for step in steps if _verb(step.message) is Cause.PULLED]
    pulled = [(step.old, step.new) for step in lines]
    if not pulled and cause is Cause.PULLED and old.target and new.target:
        pulled = [(old.target, new.target)]
    if any("(start)" in step.message for step in lines):
        # One `pull --rebase` is several lines in a row.
        pulled = [(pulled[0][0], pulled[-1][1])]
    seen = []
    for before, after in pulled:
        count = len(difference(repository.graph, [after], [before], MOST_COMMITS).commits)
        seen.append(SeenPull(new.branch, before, after, count))
    return tuple(seen)
