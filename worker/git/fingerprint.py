"""Noticing that something happened in a repository without reading it: a few `lstat` calls, hashed.

Git writes every ref through a lock file and a rename, so the modification time of the directory that holds it changes;
HEAD, packed-refs and logs/HEAD cover the rest. A hit is a reason to read the refs, not yet a change: `git status` and
`git gc` touch some of these files too.
"""

from __future__ import annotations

import os
import time
from dataclasses import dataclass

from app.gitread.errors import GitReadError
from app.gitread.layout import Layout, read_head

# Times as fresh as this may still change without moving (kernels before 6.13 have ticks of 4 ms): look again.
RACY_NS = 20_000_000
_MOST_DIRECTORIES = 2000
_DEPTH = 20


@dataclass(frozen=True, slots=True)
class Print:
    """A fingerprint: 64 bits of hash, whether the next change is sure to change it, and whether anything is there."""

    value: int
    settled: bool
    present: bool


class Watch:
    """The paths of one repository that a look costs: four for a quick one, about nine for a full one.

    Keep it between looks: it remembers which directories of refs there are, and which file HEAD points to.
    """

    __slots__ = ("_directories", "_git_dir", "_head", "_head_stamp", "_others", "_quick", "_refs", "_seen")

    def __init__(self, layout: Layout) -> None:
        common = layout.common_dir
        self._git_dir = layout.git_dir
        self._refs = common + b"/refs"
        self._quick = (
            layout.git_dir,
            layout.git_dir + b"/HEAD",
            layout.git_dir + b"/logs/HEAD",
            common + b"/refs/heads",
        )
        self._others = (common + b"/packed-refs", *((common,) if common != layout.git_dir else ()))
        self._directories: tuple[bytes, ...] = ()
        self._seen: list[int] = []
        self._head: tuple[bytes, ...] = ()
        self._head_stamp = 0

    def quick(self) -> Print:
        """By HEAD and the branches directory: misses fetches, tags, and branches in directories of their own."""
        return _print(self._quick)[0]

    def full(self) -> Print:
        """By every directory of refs and the file that HEAD points to as well."""
        try:
            stamp = os.lstat(self._git_dir + b"/HEAD").st_mtime_ns
        except OSError:
            stamp = 0
        if stamp != self._head_stamp:
            self._head = _head_file(self._git_dir, self._refs)
            self._head_stamp = stamp
        refs, parts = _print(self._directories)
        if not self._directories or parts != self._seen:
            self._directories = tuple(_list_directories(self._refs))
            refs, self._seen = _print(self._directories)
        rest, _ = _print((*self._quick, *self._others, *self._head))
        return Print(hash((refs.value, rest.value)), refs.settled and rest.settled, rest.present)


def _list_directories(refs: bytes) -> list[bytes]:
    found = [refs]
    level = [refs]
    for _ in range(_DEPTH):
        deeper: list[bytes] = []
        for directory in level:
            try:
                with os.scandir(directory) as entries:
                    deeper += [entry.path for entry in entries if entry.is_dir(follow_symlinks=False)]
            except OSError:
                continue
        found += deeper
        level = deeper
        if not level or len(found) > _MOST_DIRECTORIES:
            break
    return found[:_MOST_DIRECTORIES]


def _head_file(git_dir: bytes, refs: bytes) -> tuple[bytes, ...]:
    """The file of the branch that HEAD names: a tool that writes it in place moves no directory's time."""
    try:
        name = read_head(git_dir)[0]
    except GitReadError:
        return ()
    return () if name is None or b".." in name else (refs[: -len(b"refs")] + name,)


def _print(paths: tuple[bytes, ...]) -> tuple[Print, list[int]]:
    parts: list[int] = []
    newest = 0
    present = False
    for path in paths:
        try:
            found = os.lstat(path)
        except OSError as error:
            parts.append(-(error.errno or 1))
            continue
        present = present or path is paths[0]
        parts += (found.st_ino, found.st_mtime_ns, found.st_size)
        newest = max(newest, found.st_mtime_ns)
    # Numbers hash the same in every process, whatever the seed of strings.
    return Print(hash(tuple(parts)), newest < time.time_ns() - RACY_NS, present), parts
