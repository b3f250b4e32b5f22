"""What is new between two sets of commits, and which commit came before which."""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from dataclasses import dataclass

from app.gitread.commits import RawCommit
from app.gitread.errors import Broken, NotFound, TooLarge
from app.gitread.graph import Graph

# How many commits in a row may be known ones before the walk ends, so that a few badly dated ones do no harm.
_SLOP = 20


@dataclass(frozen=True, slots=True)
class Difference:
    """Commits that the new tips lead to and the known ones do not, newest first; `complete` if these are all."""

    commits: tuple[RawCommit, ...]
    complete: bool


def difference(graph: Graph, tips: Iterable[str], known: Iterable[str], limit: int) -> Difference:
    """`git rev-list TIPS --not KNOWN`, at most `limit` commits (with as many known ones looked at, times ten).

    Known tips that are gone are passed over. Raises nothing for missing parents: their lines end there.
    """
    heap: list[tuple[int, int, str]] = []
    commits: dict[str, RawCommit] = {}
    old: set[str] = set()
    count = 0

    def push(oid: str) -> None:
        nonlocal count
        if oid in commits:
            return
        try:
            commit = graph.read(oid)
        except (NotFound, Broken, TooLarge):
            return
        commits[oid] = commit
        heapq.heappush(heap, (-commit.time, count, oid))
        count += 1

    for oid in known:
        old.add(oid)
        push(oid)
    for oid in tips:
        push(oid)
    fresh: list[str] = []
    waiting = sum(1 for _, _, oid in heap if oid not in old)
    tail = 0
    steps = 0
    while heap and (waiting or tail < _SLOP) and len(fresh) < limit * 2 and steps < limit * 20 + 1000:
        oid = heapq.heappop(heap)[2]
        steps += 1
        commit = commits[oid]
        is_old = oid in old
        if is_old:
            tail = 0 if waiting else tail + 1
        else:
            tail = 0
            waiting -= 1
            fresh.append(oid)
        for parent in commit.parents:
            if is_old and parent not in old:
                if parent in commits:
                    _age(parent, commits, old)
                    waiting = sum(1 for _, _, name in heap if name not in old)
                else:
                    old.add(parent)
            before = len(heap)
            push(parent)
            if len(heap) > before and parent not in old:
                waiting += 1
    kept = [commits[oid] for oid in fresh if oid not in old]
    return Difference(tuple(kept[:limit]), not waiting and len(kept) <= limit)


def _age(oid: str, commits: dict[str, RawCommit], old: set[str]) -> None:
    """Mark `oid` and all its ancestors met so far as known: a badly dated commit was taken for a new one."""
    waiting = [oid]
    while waiting:
        name = waiting.pop()
        if name not in old:
            old.add(name)
            commit = commits.get(name)
            if commit is not None:
                waiting.extend(parent for parent in commit.parents if parent in commits)


def is_ancestor(graph: Graph, old: str, new: str, limit: int = 50_000) -> bool:
    """Whether the commit `new` leads back to `old`. False too where that was not found within `limit` commits."""
    if old == new:
        return True
    try:
        since = graph.read(old).time
        tip = graph.read(new)
    except (NotFound, Broken, TooLarge):
        return False
    heap = [(-tip.time, 0, tip)]
    seen = {new}
    older = steps = 0
    while heap and older <= _SLOP and steps < limit:
        commit = heapq.heappop(heap)[2]
        steps += 1
        older = older + 1 if commit.time < since else 0
        for parent in commit.parents:
            if parent == old:
                return True
            if parent in seen:
                continue
            seen.add(parent)
            try:
                found = graph.read(parent)
            except (NotFound, Broken, TooLarge):
                continue
            heapq.heappush(heap, (-found.time, len(seen), found))
    return False
