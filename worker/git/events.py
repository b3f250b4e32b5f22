"""Hearing at once that something happened in a repository: inotify on two directories of each, never on trees.

An accelerator and nothing else: what is missed here (branches in directories of their own, network file systems, too
many repositories, an overflow) the poll of fingerprints finds.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from inotify_simple import INotify, flags

from app.gitread.layout import Layout

Key = TypeVar("Key")

_LIMIT_FILE = Path("/proc/sys/fs/inotify/max_user_watches")
_USUAL_LIMIT = 8192
# Other programs of the same user, such as editors, need theirs.
SHARE = 4
_MASK = (
    flags.MOVED_TO | flags.MOVED_FROM | flags.CREATE | flags.DELETE | flags.MODIFY | flags.DELETE_SELF | flags.MOVE_SELF
    | flags.ONLYDIR | flags.DONT_FOLLOW
)  # fmt: skip
# What is written in a git directory without any ref having moved.
_NOISE = ("index", "COMMIT_EDITMSG", "FETCH_HEAD", "MERGE_MSG", "ORIG_HEAD", "gc.pid", "gc.log", "objects", "lumastack")


def most_watches() -> int:
    """How many directories we watch at most: our share of what the system allows a user."""
    try:
        allowed = int(_LIMIT_FILE.read_text())
    except (OSError, ValueError):
        allowed = _USUAL_LIMIT
    return allowed // SHARE


@dataclass(frozen=True, slots=True)
class Heard(Generic[Key]):
    """Whose directories something happened in; `overflow`: the system lost events, anybody may be meant."""

    keys: frozenset[Key]
    overflow: bool = False


class Ears(Generic[Key]):
    """Watches repositories by a key of the caller's. Not thread-safe. Raises OSError where there is no inotify."""

    def __init__(self, limit: int | None = None) -> None:
        self._limit = most_watches() if limit is None else limit
        self._inotify = INotify()
        self._watches: dict[Key, tuple[int, ...]] = {}
        # Linked work trees share directories of refs: one watch, several keys.
        self._keys: dict[int, set[Key]] = {}

    def __contains__(self, key: Key) -> bool:
        return key in self._watches

    @property
    def count(self) -> int:
        """How many directories are watched."""
        return len(self._keys)

    def add(self, key: Key, layout: Layout) -> bool:
        """Watch a repository; says whether there was room, and the directories could be watched."""
        paths = {layout.git_dir, layout.common_dir + b"/refs/heads"}
        if key in self._watches or len(self._keys) + len(paths) > self._limit:
            return key in self._watches
        made: list[int] = []
        for path in paths:
            try:
                number = self._inotify.add_watch(path, _MASK)
            except OSError:
                continue
            self._keys.setdefault(number, set()).add(key)
            made.append(number)
        self._watches[key] = tuple(made)
        return bool(made)

    def remove(self, key: Key) -> None:
        """Watch it no longer."""
        for number in self._watches.pop(key, ()):
            keys = self._keys.get(number)
            if keys is None:
                continue
            keys.discard(key)
            if not keys:
                del self._keys[number]
                try:
                    self._inotify.rm_watch(number)
                except OSError:
                    # It went with its directory.
                    continue

    def keep(self, keys: Iterable[Key]) -> None:
        """Watch no others than these any longer."""
        for key in self._watches.keys() - set(keys):
            self.remove(key)

    def wait(self, seconds: float, gather: float = 0.01) -> Heard[Key]:
        """Whatever is heard within `seconds`, after letting events gather for a moment."""
        heard: set[Key] = set()
        overflow = False
        for event in self._inotify.read(timeout=round(seconds * 1000), read_delay=round(gather * 1000)):
            if event.mask & flags.Q_OVERFLOW:
                overflow = True
            elif event.mask & flags.IGNORED:
                for key in list(self._keys.get(event.wd, ())):
                    heard.add(key)
                    self.remove(key)
            elif _tells(event.name, event.mask):
                heard |= self._keys.get(event.wd, set())
        return Heard(frozenset(heard), overflow)

    def close(self) -> None:
        """Let go of everything."""
        self._inotify.close()


def _tells(name: str, mask: int) -> bool:
    """Whether a name that was written can mean that a ref moved."""
    if name.endswith(".lock"):
        # HEAD is locked with its branch, also one in a directory that nobody watches; a lock going is the end of that.
        return name == "HEAD.lock" and bool(mask & flags.DELETE)
    return name.partition(".")[0] not in _NOISE and name not in _NOISE
