"""Which commit changed each entry of a directory last: one walk for all of them, as `git log -1 -- PATH` would say.

Each name goes down the history with the commits that have it as it is now; where no parent has, that commit changed
it. `git log` follows one such parent of a merge, and so does this. A walk that runs out of time goes on where it
stopped when it is asked for again.
"""

from __future__ import annotations

import heapq
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass, field

from app.gitread.commits import Commit
from app.gitread.errors import Broken, NotFound, TooLarge
from app.gitread.graph import Graph
from app.gitread.trees import EntryType, read_tree

COMMITS = 500
SECONDS = 0.3
_KEPT = 200

Entries = dict[bytes, tuple[str, str]]


@dataclass
class _Walk:
    """A walk that can be gone on with: what is left to look at, and what was found."""

    heap: list[tuple[int, int, str]] = field(default_factory=list)
    pending: dict[str, set[bytes]] = field(default_factory=dict)
    found: dict[bytes, str] = field(default_factory=dict)
    count: int = 0
    trees: dict[str, Entries] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)


@dataclass(frozen=True, slots=True)
class LastCommits:
    """Commits by name of an entry; `complete` where there is one for each."""

    commits: dict[bytes, Commit]
    complete: bool


_walks: OrderedDict[tuple[bytes, str, tuple[bytes, ...]], _Walk] = OrderedDict()
_guard = threading.Lock()


def last_commits(
    graph: Graph, place: bytes, tip: str, names: tuple[bytes, ...], commits: int = COMMITS, seconds: float = SECONDS
) -> LastCommits:
    """The last commit of each entry of the directory `names` at the commit `tip`, as far as a budget reaches.

    `place` names the repository, for what is remembered of walks between calls. Raises NotFound, Broken.
    """
    key = (place, tip, names)
    with _guard:
        walk = _walks.get(key)
        if walk is None:
            walk = _walks[key] = _Walk()
        _walks.move_to_end(key)
        while len(_walks) > _KEPT:
            _walks.popitem(last=False)
    with walk.lock:
        if not walk.heap and not walk.found:
            wanted = set(_entries(graph, walk, tip, names))
            if wanted:
                _push(graph, walk, tip, wanted)
        _go_on(graph, walk, names, commits, time.monotonic() + seconds)
        found = dict(walk.found)
        complete = not walk.heap
    shown: dict[str, Commit] = {}
    for oid in set(found.values()):
        shown[oid] = graph.read(oid).whole()
    return LastCommits({name: shown[oid] for name, oid in found.items()}, complete)


def _go_on(graph: Graph, walk: _Walk, names: tuple[bytes, ...], commits: int, deadline: float) -> None:
    for step in range(commits):
        if not walk.heap or (step % 16 == 0 and time.monotonic() > deadline):
            return
        oid = heapq.heappop(walk.heap)[2]
        left = walk.pending.pop(oid)
        here = _entries(graph, walk, oid, names)
        for parent in graph.read(oid).parents:
            if not left:
                break
            try:
                there = _entries(graph, walk, parent, names)
            except (NotFound, Broken, TooLarge):
                # A history that was cut: what it would say is not here.
                continue
            same = left if there is here else {name for name in left if there.get(name) == here.get(name)}
            if same:
                _push(graph, walk, parent, same)
                left = left - same
        for name in left:
            walk.found[name] = oid
        if len(walk.trees) > 64:
            walk.trees.clear()
    return


def _push(graph: Graph, walk: _Walk, oid: str, names: set[bytes]) -> None:
    waiting = walk.pending.get(oid)
    if waiting is not None:
        waiting |= names
        return
    walk.pending[oid] = set(names)
    walk.count += 1
    heapq.heappush(walk.heap, (-graph.read(oid).time, walk.count, oid))


def _entries(graph: Graph, walk: _Walk, commit: str, names: tuple[bytes, ...]) -> Entries:
    """The directory at a commit, by name; empty where it was none."""
    oid = graph.read(commit).tree
    for name in names:
        entry = next((one for one in read_tree(graph.store, oid) if one.name == name), None)
        if entry is None or entry.type is not EntryType.TREE:
            return {}
        oid = entry.oid
    known = walk.trees.get(oid)
    if known is None:
        known = walk.trees[oid] = {one.name: (one.mode, one.oid) for one in read_tree(graph.store, oid)}
    return known
