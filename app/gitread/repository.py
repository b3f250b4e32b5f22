"""One open repository: every way of reading it that the product has, and a pool that keeps the last ones open."""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from app.gitread import layout as layouts
from app.gitread.blobs import Blob, read_blob
from app.gitread.commits import Commit, peel
from app.gitread.diffs import Diff, DiffLimits, compare, describe, find_renames
from app.gitread.errors import Broken, Busy, GitReadError, NotFound
from app.gitread.graph import Graph
from app.gitread.history import Budget, Filters, HistoryPage, Walk, page, walks
from app.gitread.lastcommits import LastCommits, last_commits
from app.gitread.layout import Layout
from app.gitread.objects import OID, READ_LIMIT, ObjectStore
from app.gitread.refs import Head, Ref, RefKind, RefStore
from app.gitread.trees import Listing, RawEntry, listing, lookup, parse_path

_SHORTEST = 4


@dataclass(frozen=True, slots=True)
class Upstream:
    """A remote as the repository's own configuration names it. The URL may carry a password: never show it as it is."""

    name: str
    url: str


class Repository:
    """A repository opened for reading. Not thread-safe: use it through `Pool.open`, which holds its lock."""

    def __init__(self, path: bytes, roots: tuple[bytes, ...] = ()) -> None:
        """Open the repository at `path`; its parts must lie in `roots`, where given.

        Raises NotFound, Broken, Refused, Unsupported.
        """
        self.layout: Layout = layouts.find(path)
        self.config = layouts.check(self.layout, roots)
        self.store = ObjectStore(self.layout.common_dir + b"/objects", roots)
        self.ref_store = RefStore(self.layout)
        self.graph = Graph(self.store, self.layout)

    def head(self) -> Head:
        """HEAD. Raises Broken."""
        return self.ref_store.head()

    def refs(self) -> list[Ref]:
        """Every ref, by name. Raises Broken."""
        return self.ref_store.all()

    def remotes(self) -> list[Upstream]:
        """The remotes that have a URL, in the configuration's order."""
        named = ((name, self.config.get(f"remote.{name}.url")) for name in self.config.subsections("remote"))
        return [Upstream(name, url) for name, url in named if url]

    def resolve(self, text: str, wanted: str | None = None) -> str:
        """The oid that `text` names: 40 hex digits, HEAD, a ref, or at least four first digits of an oid.

        `wanted`: the type that tags of it must lead to (commit, tree, blob), none for the object itself.
        Raises NotFound, Broken.
        """
        oid = self._oid(text)
        if wanted == "tree":
            peeled, kind = peel(self.store, oid)
            return self.graph.read(peeled).tree if kind == "commit" else peel(self.store, peeled, "tree")[0]
        return oid if wanted is None else peel(self.store, oid, wanted)[0]

    def _oid(self, text: str) -> str:
        if OID.fullmatch(text):
            return text
        try:
            return self.ref_store.find(text)
        except NotFound:
            lower = text.lower()
            if _SHORTEST <= len(text) < 40 and all(sign in "0123456789abcdef" for sign in lower):
                return self.store.expand(lower)
            raise

    def commit(self, oid: str) -> Commit:
        """The commit `oid` (40 hex digits). Raises NotFound, Broken, TooLarge."""
        return self.graph.read(oid).whole()

    def tips(self) -> tuple[str, ...]:
        """The commits that branches, tags, remotes and HEAD lead to, each once; stash and notes are left out."""
        found: dict[str, None] = {}
        head = self.head().target
        names = [ref.target for ref in self.refs() if ref.kind is not RefKind.OTHER]
        for target in ([head] if head else []) + names:
            try:
                oid = peel(self.store, target, "commit")[0]
                # One ref to something broken must not hide the history of all the others.
                self.graph.read(oid)
            except GitReadError:
                continue
            found[oid] = None
        return tuple(found)

    def history(
        self,
        tips: tuple[str, ...],
        filters: Filters | None = None,
        *,
        limit: int = 50,
        after: str | None = None,
        budget: Budget | None = None,
    ) -> HistoryPage:
        """One page of the commits that `tips` lead to. `after` is `HistoryPage.last` of the page before.

        Going on costs the page alone while the walk before is remembered, else the walk up to there.
        Raises NotFound where a tip is missing or `after` is not in this history.
        """
        filters = filters or Filters()
        walk = walks.take((id(self.graph), tips, filters, after)) if after is not None else None
        if walk is not None and walk.graph is not self.graph:
            walk = None
        remembered = walk is not None
        if walk is None:
            walk = Walk(self.graph, tips, filters)
        result = page(walk, limit, None if remembered else after, budget or Budget())
        if result.last is not None:
            walks.keep((id(self.graph), tips, filters, result.last), walk)
        return result

    def tree(
        self,
        tree: str,
        path: bytes = b"",
        *,
        recursive: bool = False,
        pattern: str | None = None,
        most: int = 10_000,
    ) -> Listing:
        """The directory `path` of the tree `tree`. Raises NotFound, also for a path that is a file."""
        names = parse_path(path)
        entry = lookup(self.store, tree, names)
        return listing(self.store, entry.oid, names, recursive=recursive, pattern=pattern, most=most)

    def last_commits(self, commit: str, path: bytes) -> LastCommits:
        """Which commit changed each entry of the directory `path` last, as far as a budget reaches.

        Asked again, it goes on where it stopped. Raises NotFound, Broken.
        """
        return last_commits(self.graph, self.layout.git_dir, commit, parse_path(path))

    def entry(self, tree: str, path: bytes) -> RawEntry:
        """The entry at `path` of the tree `tree`. Raises NotFound."""
        return lookup(self.store, tree, parse_path(path))

    def blob(self, tree: str, path: bytes, limit: int = READ_LIMIT) -> Blob:
        """The file at `path` of the tree `tree`, content up to `limit` bytes. Raises NotFound."""
        return read_blob(self.store, self.entry(tree, path), limit)

    def diff(self, oid: str, limits: DiffLimits | None = None, *, parent: int = 0, patches: bool = True) -> Diff:
        """What the commit `oid` changed against its parent number `parent` (a first commit: against nothing).

        Raises NotFound where there is no such commit or parent.
        """
        limits = limits or DiffLimits()
        commit = self.graph.read(oid)
        if parent and parent >= len(commit.parents):
            raise NotFound("parent")
        before = self.graph.read(commit.parents[parent]).tree if commit.parents else None
        changes, more = compare(self.store, before, commit.tree, limits.files)
        if not more:
            changes = find_renames(self.store, changes)
        return Diff(describe(self.store, changes, limits, patches=patches), more)

    def stamp(self) -> tuple[int, ...]:
        """What tells that this repository must be opened anew: replaced, reconfigured, its alternates changed."""
        found: list[int] = []
        names = (b"config", b"objects/info/alternates", b"shallow", b"info/grafts")
        for path in (self.layout.git_dir, *(self.layout.common_dir + b"/" + name for name in names)):
            try:
                state = os.stat(path, follow_symlinks=path is self.layout.git_dir)
            except OSError:
                found += (0, 0)
                continue
            found += (state.st_ino, 0 if path is self.layout.git_dir else state.st_mtime_ns)
        return tuple(found)


class _Slot:
    __slots__ = ("lock", "repository", "stamp")

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.repository: Repository | None = None
        self.stamp: tuple[int, ...] = ()


class Pool:
    """The repositories used last, kept open, each with its lock. Costs about 25 KB and one descriptor for each."""

    def __init__(self, size: int = 256) -> None:
        self._size = size
        self._lock = threading.Lock()
        self._slots: OrderedDict[tuple[bytes, tuple[bytes, ...]], _Slot] = OrderedDict()

    @contextmanager
    def open(self, path: bytes, roots: tuple[bytes, ...] = (), *, wait: float = 10.0) -> Iterator[Repository]:
        """The repository at `path`, for this thread alone while the block runs.

        Raises NotFound, Broken, Refused, Unsupported; Busy where others kept it for `wait` seconds.
        """
        slot = self._slot((path, roots))
        if not slot.lock.acquire(timeout=wait):
            raise Busy("busy")
        try:
            if slot.repository is None or slot.repository.stamp() != slot.stamp:
                slot.repository = None
                slot.repository = Repository(path, roots)
                slot.stamp = slot.repository.stamp()
            yield slot.repository
        except GitReadError:
            raise
        except OSError as error:
            raise Broken("unreadable", os.strerror(error.errno or 0)) from error
        finally:
            slot.lock.release()

    def _slot(self, key: tuple[bytes, tuple[bytes, ...]]) -> _Slot:
        with self._lock:
            slot = self._slots.get(key)
            if slot is None:
                slot = self._slots[key] = _Slot()
            self._slots.move_to_end(key)
            while len(self._slots) > self._size:
                self._slots.popitem(last=False)
            return slot
