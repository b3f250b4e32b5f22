"""Trees: parsed, listed, filtered, and paths looked up in them name by name, never on the disk."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from app.gitread.errors import Broken, NotFound
from app.gitread.objects import ObjectStore
from app.gitread.text import b64, decode

EMPTY_TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
_ENTRY = re.compile(rb"([0-7]{1,7}) ([^\0]+)\0([\s\S]{20})")
_UNSAFE = frozenset({b".", b"..", b".git"})
_DEPTH = 200


class EntryType(StrEnum):
    """What an entry of a tree is."""

    TREE = "tree"
    BLOB = "blob"
    SYMLINK = "symlink"
    SUBMODULE = "submodule"


@dataclass(frozen=True, slots=True)
class RawEntry:
    """An entry as the tree object has it; `mode` as six octal digits."""

    mode: str
    name: bytes
    oid: str

    @property
    def type(self) -> EntryType:
        """What the mode says."""
        kind = self.mode[:2]
        if kind == "04":
            return EntryType.TREE
        if kind == "16":
            return EntryType.SUBMODULE
        return EntryType.SYMLINK if kind == "12" else EntryType.BLOB


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry for people. `path_b64` is there where the name is not UTF-8; `unsafe` names are no names for a file."""

    name: str
    path: str
    path_b64: str | None
    type: EntryType
    mode: str
    size: int | None
    oid: str
    unsafe: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """Entries in git's order, and whether there were more than asked for."""

    oid: str
    entries: tuple[Entry, ...]
    truncated: bool


def parse_path(path: bytes) -> tuple[bytes, ...]:
    """A path below the root of a tree as its names; `()` is the root. Raises NotFound for what no tree can hold."""
    names = tuple(path.strip(b"/").split(b"/")) if path.strip(b"/") else ()
    if any(not name or name in (b".", b"..") or b"\0" in name for name in names) or len(names) > _DEPTH:
        raise NotFound("path", decode(path[:200]))
    return names


def parse_tree(data: bytes) -> list[RawEntry]:
    """The entries of a tree object; raises Broken where it is none."""
    entries = []
    end = 0
    for match in _ENTRY.finditer(data):
        if match.start() != end:
            break
        mode, name, oid = match.groups()
        entries.append(RawEntry(mode.decode().zfill(6), name, oid.hex()))
        end = match.end()
    if end != len(data):
        raise Broken("tree_invalid")
    return entries


def read_tree(store: ObjectStore, oid: str) -> list[RawEntry]:
    """The entries of the tree `oid`; the empty tree exists everywhere. Raises NotFound, Broken, TooLarge."""
    return [] if oid == EMPTY_TREE else parse_tree(store.expect(oid, "tree"))


def find_in(data: bytes, name: bytes) -> tuple[str, str] | None:
    """Mode and hex of the entry `name` in a tree object, without parsing the rest; for walks over many trees."""
    needle = b" " + name + b"\0"
    position = data.find(needle)
    while position >= 0:
        for width in (6, 5):
            start = position - width
            mode = data[start:position] if start >= 0 else b""
            # An entry begins the object or follows 20 bytes of a name; digits must fill the whole mode.
            if len(mode) == width and mode.isdigit() and (start == 0 or start >= 28):
                end = position + len(needle)
                return mode.decode().zfill(6), data[end : end + 20].hex()
        position = data.find(needle, position + 1)
    return None


def lookup(store: ObjectStore, root: str, names: tuple[bytes, ...]) -> RawEntry:
    """The entry at the path `names` below the tree `root`; the root itself for `()`. Raises NotFound."""
    entry = RawEntry("040000", b"", root)
    for index, name in enumerate(names):
        if entry.type is not EntryType.TREE:
            raise NotFound("path", decode(b"/".join(names[: index + 1])))
        found = next((child for child in read_tree(store, entry.oid) if child.name == name), None)
        if found is None:
            raise NotFound("path", decode(b"/".join(names[: index + 1])))
        entry = found
    return entry


def walk(store: ObjectStore, oid: str, *, recursive: bool, most: int) -> Iterator[tuple[bytes, RawEntry]]:
    """Entries below the tree `oid` with their paths, depth first in git's order; trees themselves too.

    Reading stops after `most` entries, so that a small tree that unfolds into billions of files ends as well.
    """
    stack = [(b"", iter(read_tree(store, oid)))]
    seen = 0
    while stack:
        prefix, entries = stack[-1]
        entry = next(entries, None)
        if entry is None:
            stack.pop()
            continue
        seen += 1
        if seen > most:
            return
        path = prefix + entry.name
        yield path, entry
        if recursive and entry.type is EntryType.TREE and len(stack) < _DEPTH:
            stack.append((path + b"/", iter(read_tree(store, entry.oid))))


def listing(
    store: ObjectStore,
    oid: str,
    below: tuple[bytes, ...] = (),
    *,
    recursive: bool = False,
    pattern: str | None = None,
    most: int = 10_000,
    sizes: bool = True,
) -> Listing:
    """The tree `oid`, which lies at the path `below`, with the size of each file.

    `recursive` lists files in all directories below, as `git ls-tree -r`. `pattern` keeps paths that contain it, in any
    case, or match it where it has `*`, `?` or `[`. At most `most` entries, and no more than ten times that looked at.
    """
    matches = _matcher(pattern)
    prefix = b"".join(name + b"/" for name in below)
    entries: list[Entry] = []
    examined = most * 10
    truncated = False
    seen = 0
    for path, entry in walk(store, oid, recursive=recursive, most=examined):
        seen += 1
        if recursive and entry.type is EntryType.TREE:
            continue
        if not matches(path):
            continue
        if len(entries) >= most:
            truncated = True
            break
        entries.append(_entry(store, prefix + path, entry, sizes))
    return Listing(oid, tuple(entries), truncated or seen >= examined)


def _entry(store: ObjectStore, path: bytes, entry: RawEntry, sizes: bool) -> Entry:
    size = None
    if sizes and entry.type in (EntryType.BLOB, EntryType.SYMLINK):
        try:
            size = store.header(entry.oid)[1]
        except (NotFound, Broken):
            size = None
    return Entry(
        name=decode(entry.name),
        path=decode(path),
        path_b64=b64(path),
        type=entry.type,
        mode=entry.mode,
        size=size,
        oid=entry.oid,
        unsafe=entry.name.lower() in _UNSAFE or b"/" in entry.name,
    )


def _matcher(pattern: str | None) -> Callable[[bytes], bool]:
    if not pattern:
        return lambda path: True
    wanted = pattern.casefold()
    if any(sign in pattern for sign in "*?["):
        compiled = re.compile(fnmatch.translate(wanted))
        return lambda path: (
            compiled.match(decode(path).casefold()) is not None
            or compiled.match(decode(path.rpartition(b"/")[2]).casefold()) is not None
        )
    return lambda path: wanted in decode(path).casefold()
