"""Finding repositories below a directory: one walk by `scandir`, no link followed, no process started.

A directory that has not changed since the last walk is not listed again: its modification time says so.
"""

from __future__ import annotations

import marshal
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from app.gitread import layout as layouts
from app.gitread.errors import GitReadError, NotFound
from app.gitread.layout import Layout

# Directories that hold what other tools made: pruning them is worth a factor of four to seven.
PRUNED = frozenset(
    {b".git", b"node_modules", b".venv", b"venv", b"__pycache__", b"target", b"vendor", b".tox", b".mypy_cache"}
)
MOST_DEPTH = 40
_MOST_CACHED = 1_000_000
_CACHE_VERSION = b"LUMA-SCAN-2\n"
# A directory changed again within the clock's granularity keeps its time: trust only times older than this.
_RACY_NS = 20_000_000
_MOST_UNREADABLE = 1000


@dataclass(frozen=True, slots=True)
class Found:
    """A repository at `path`: readable as `layout` says, or not, and then `reason` says why ("head_invalid" ...)."""

    path: bytes
    layout: Layout | None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A directory that could not be listed, and the system's number of the reason."""

    path: bytes
    errno: int


# What is remembered of a directory: inode, modification time, subdirectories, whether it may be a repository.
_Known = tuple[int, int, tuple[bytes, ...], int]
_NOTHING, _DOT_GIT, _BARE = 0, 1, 2


@dataclass
class ScanCache:
    """What the last walk saw, by directory. Kept between walks, and on disk between processes."""

    directories: dict[bytes, _Known] = field(default_factory=dict)

    def save(self, path: str) -> None:
        """Write it to `path`, whole or not at all; readable by this user alone."""
        part = f"{path}.{os.getpid()}.part"
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(_CACHE_VERSION + marshal.dumps(self.directories))
        os.replace(part, path)

    @classmethod
    def load(cls, path: str) -> ScanCache:
        """The cache at `path`; empty where there is none, or none that this user wrote."""
        try:
            with open(path, "rb") as file:
                if os.fstat(file.fileno()).st_uid != os.geteuid():
                    return cls()
                content = file.read()
            if not content.startswith(_CACHE_VERSION):
                return cls()
            return cls(marshal.loads(content[len(_CACHE_VERSION) :]))  # noqa: S302  # our own file, our own user
        except (OSError, ValueError, EOFError, TypeError):
            return cls()


@dataclass
class Walk:
    """One walk below `root`. Iterate over it once; then `unreadable`, `directories` and `cache` are complete."""

    root: bytes
    pruned: frozenset[bytes] = PRUNED
    most_depth: int = MOST_DEPTH
    before: ScanCache = field(default_factory=ScanCache)
    cache: ScanCache = field(default_factory=ScanCache)
    unreadable: list[Unreadable] = field(default_factory=list)
    directories: int = 0
    stopped: Callable[[], bool] = lambda: False

    def __iter__(self) -> Iterator[Found]:
        """Repositories as they are found. `stopped` is asked between directories."""
        known = self.before.directories
        remember = self.cache.directories
        pruned = self.pruned
        # Directories still to do: path, depth, whether below a work tree.
        stack: list[tuple[bytes, int, bool]] = [(os.path.normpath(self.root), 0, False)]
        horizon = time.time_ns() - _RACY_NS
        while stack:
            path, depth, below = stack.pop()
            self.directories += 1
            if self.directories % 256 == 0 and self.stopped():
                return
            try:
                found = os.lstat(path)
                seen = known.get(path)
                if seen is not None and seen[0] == found.st_ino and seen[1] == found.st_mtime_ns:
                    names, mark = seen[2], seen[3]
                else:
                    names, mark = self._list(path)
            except OSError as error:
                if len(self.unreadable) < _MOST_UNREADABLE:
                    self.unreadable.append(Unreadable(path, error.errno or 0))
                continue
            if found.st_mtime_ns < horizon and len(remember) < _MOST_CACHED:
                remember[path] = (found.st_ino, found.st_mtime_ns, names, mark)
            if mark == _DOT_GIT:
                repository = look(path)
                if repository is not None:
                    yield repository
                    below = True
            elif mark == _BARE and not below and layouts.looks_bare(path):
                # Inside a work tree a bare repository is a trap (git obeys its configuration) or a fixture of tests.
                yield look(path) or Found(path, None, "unreadable")
                continue
            if depth < self.most_depth:
                stack.extend((path + b"/" + name, depth + 1, below) for name in names if name not in pruned)

    def _list(self, path: bytes) -> tuple[tuple[bytes, ...], int]:
        names: list[bytes] = []
        has_git = has_head = False
        with os.scandir(path) as entries:
            for entry in entries:
                name = entry.name
                if name == b".git":
                    has_git = True
                elif name == b"HEAD":
                    has_head = True
                elif entry.is_dir(follow_symlinks=False):
                    names.append(name)
        if has_git:
            return tuple(names), _DOT_GIT
        return tuple(names), _BARE if has_head and b"objects" in names and b"refs" in names else _NOTHING


def look(path: bytes) -> Found | None:
    """The repository at `path`, broken ones with the reason; None where there is none, as beside an empty `.git`."""
    try:
        return Found(path, layouts.find(path))
    except NotFound:
        return None
    except GitReadError as error:
        if error.reason == "head_missing" and not _has_parts(path + b"/.git"):
            return None
        return Found(path, None, error.reason)


def _has_parts(git_dir: bytes) -> bool:
    return any(os.path.lexists(git_dir + part) for part in (b"/objects", b"/refs", b"/config"))
