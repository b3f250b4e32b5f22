"""What a commit changed: files by comparing trees, text by libgit2's diff of two buffers, everything with limits.

Comparing trees is our own: libgit2 unfolds a small tree that names itself a billion times, and reads attributes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

import pygit2

from app.gitread.errors import Broken, NotFound, TooLarge
from app.gitread.objects import ObjectStore
from app.gitread.text import b64, decode
from app.gitread.trees import EntryType, RawEntry, read_tree

FILE_LIMIT = 512 << 10
_RENAME_FILES = 100
_RENAME_BYTES = 128 << 10
_RENAME_SCORE = 0.5
_DEPTH = 200
_BINARY_SNIFF = 8000


class ChangeKind(StrEnum):
    """What happened to a file."""

    ADDED = "added"
    DELETED = "deleted"
    MODIFIED = "modified"
    TYPE_CHANGED = "type_changed"
    RENAMED = "renamed"


@dataclass(frozen=True, slots=True)
class RawChange:
    """A changed path: what stood there before and after (None: nothing). `old_path` differs only for a rename."""

    old_path: bytes
    new_path: bytes
    old: RawEntry | None
    new: RawEntry | None

    @property
    def kind(self) -> ChangeKind:
        """What happened."""
        if self.old is None:
            return ChangeKind.ADDED
        if self.new is None:
            return ChangeKind.DELETED
        if self.old_path != self.new_path:
            return ChangeKind.RENAMED
        return ChangeKind.TYPE_CHANGED if self.old.mode[:2] != self.new.mode[:2] else ChangeKind.MODIFIED


@dataclass(frozen=True, slots=True)
class Change:
    """A changed file for people. Lines are None where they were not counted: binary, too large, or past the limit."""

    kind: ChangeKind
    path: str
    path_b64: str | None
    old_path: str | None
    old_mode: str | None
    new_mode: str | None
    old_oid: str | None
    new_oid: str | None
    binary: bool
    added: int | None
    deleted: int | None
    patch: str | None


@dataclass(frozen=True, slots=True)
class Diff:
    """The changes of one commit, in the order of paths; `truncated` where there were more."""

    changes: tuple[Change, ...]
    truncated: bool


@dataclass(frozen=True, slots=True)
class DiffLimits:
    """Bounds of one diff: files listed, files with a patch, bytes of all patches together."""

    files: int = 3000
    patches: int = 300
    patch_bytes: int = 1 << 20


def compare(store: ObjectStore, old: str | None, new: str | None, most: int) -> tuple[list[RawChange], bool]:
    """The paths that differ between two trees (None: the empty one), files only, and whether there were more."""
    changes: list[RawChange] = []
    for change in _compare(store, old, new):
        if len(changes) >= most:
            return changes, True
        changes.append(change)
    return changes, False


def _compare(store: ObjectStore, old: str | None, new: str | None) -> Iterator[RawChange]:
    # A stack of pending pairs, the next one last, so that paths come in order without recursion.
    stack = [(b"", RawEntry("040000", b"", old) if old else None, RawEntry("040000", b"", new) if new else None)]
    while stack:
        path, before, after = stack.pop()
        before_tree = before if before is not None and before.type is EntryType.TREE else None
        after_tree = after if after is not None and after.type is EntryType.TREE else None
        before_file = before if before_tree is None else None
        after_file = after if after_tree is None else None
        if before_file is not None or after_file is not None:
            yield RawChange(path, path, before_file, after_file)
        if before_tree is None and after_tree is None:
            continue
        if path.count(b"/") > _DEPTH:
            continue
        left = {entry.name: entry for entry in read_tree(store, before_tree.oid)} if before_tree else {}
        right = {entry.name: entry for entry in read_tree(store, after_tree.oid)} if after_tree else {}
        prefix = path + b"/" if path else b""
        pairs = []
        for name in sorted(left.keys() | right.keys()):
            one, other = left.get(name), right.get(name)
            if one is None or other is None or one.oid != other.oid or one.mode != other.mode:
                pairs.append((prefix + name, one, other))
        stack.extend(reversed(pairs))


def find_renames(store: ObjectStore, changes: list[RawChange]) -> list[RawChange]:
    """Join deletions with additions of the same content, then, where they are few and small, of similar content.

    Similar means that at least half of the larger file's bytes lie in lines that both have, as git's default of 50 %.
    """
    gone = {c.old_path: c for c in changes if c.kind is ChangeKind.DELETED and _is_file(c.old)}
    come = {c.new_path: c for c in changes if c.kind is ChangeKind.ADDED and _is_file(c.new)}
    joined: dict[bytes, RawChange] = {}
    by_oid: dict[str, list[bytes]] = {}
    for path, change in gone.items():
        assert change.old is not None
        by_oid.setdefault(change.old.oid, []).append(path)
    for path, change in come.items():
        assert change.new is not None
        same = by_oid.get(change.new.oid)
        if same:
            # Among equal ones git prefers the same base name.
            base = path.rpartition(b"/")[2]
            source = next((p for p in same if p.rpartition(b"/")[2] == base), same[0])
            same.remove(source)
            joined[path] = replace(change, old_path=source, old=gone.pop(source).old)
    for path in joined:
        come.pop(path)
    if gone and come and len(gone) <= _RENAME_FILES and len(come) <= _RENAME_FILES:
        joined.update(_similar(store, gone, come))
    sources = {change.old_path for change in joined.values()}
    return [
        joined.get(change.new_path, change) if change.kind is ChangeKind.ADDED else change
        for change in changes
        if not (change.kind is ChangeKind.DELETED and change.old_path in sources)
    ]


def _is_file(entry: RawEntry | None) -> bool:
    return entry is not None and entry.type is EntryType.BLOB


def _similar(store: ObjectStore, gone: dict[bytes, RawChange], come: dict[bytes, RawChange]) -> dict[bytes, RawChange]:
    old = {path: lines for path, c in gone.items() if c.old and (lines := _lines(store, c.old.oid))}
    new = {path: lines for path, c in come.items() if c.new and (lines := _lines(store, c.new.oid))}
    scores = []
    for target, (target_size, target_lines) in new.items():
        for source, (source_size, source_lines) in old.items():
            larger = max(target_size, source_size)
            if min(target_size, source_size) < larger * _RENAME_SCORE:
                continue
            common = sum(len(line) * count for line, count in (target_lines & source_lines).items())
            if common >= larger * _RENAME_SCORE:
                same_name = target.rpartition(b"/")[2] == source.rpartition(b"/")[2]
                scores.append((-common / larger, not same_name, target, source))
    joined: dict[bytes, RawChange] = {}
    used: set[bytes] = set()
    for _score, _name, target, source in sorted(scores):
        if target not in joined and source not in used:
            joined[target] = replace(come[target], old_path=source, old=gone[source].old)
            used.add(source)
    return joined


def _lines(store: ObjectStore, oid: str) -> tuple[int, Counter[bytes]] | None:
    try:
        data = store.expect(oid, "blob", _RENAME_BYTES)
    except (NotFound, Broken, TooLarge):
        return None
    return (len(data), Counter(data.splitlines(keepends=True))) if data else None


def describe(store: ObjectStore, changes: list[RawChange], limits: DiffLimits, *, patches: bool) -> tuple[Change, ...]:
    """The changes with their line counts and, where `patches`, the text of each, within `limits`."""
    left = limits.patch_bytes
    described = []
    for index, change in enumerate(changes):
        counted = _describe(store, change, index < limits.patches and left > 0)
        if not patches or (counted.patch is not None and len(counted.patch) > left):
            if patches:
                left = 0
            counted = replace(counted, patch=None)
        left -= len(counted.patch or "") if patches else 0
        described.append(counted)
    return tuple(described)


def _describe(store: ObjectStore, change: RawChange, count: bool) -> Change:
    old, new = change.old, change.new
    binary, added, deleted, patch = False, None, None, None
    if count:
        try:
            before, after = _content(store, old), _content(store, new)
            binary = is_binary(before) or is_binary(after)
            if not binary:
                # One letter in place of the name: the name is bytes, libgit2 wants text.
                made = pygit2.Patch.create_from(before, after, "f", "f")
                _context, added, deleted = made.line_stats
                patch = _hunks(made.data)
        except (NotFound, Broken, TooLarge):
            pass
    renamed = change.kind is ChangeKind.RENAMED
    return Change(
        kind=change.kind,
        path=decode(change.new_path),
        path_b64=b64(change.new_path),
        old_path=decode(change.old_path) if renamed else None,
        old_mode=old.mode if old else None,
        new_mode=new.mode if new else None,
        old_oid=old.oid if old else None,
        new_oid=new.oid if new else None,
        binary=binary,
        added=added,
        deleted=deleted,
        patch=patch,
    )


def _content(store: ObjectStore, entry: RawEntry | None) -> bytes:
    if entry is None:
        return b""
    if entry.type is EntryType.SUBMODULE:
        return f"Subproject commit {entry.oid}\n".encode()
    return store.expect(entry.oid, "blob", FILE_LIMIT)


def is_binary(data: bytes) -> bool:
    """Git's rule: a NUL among the first 8,000 bytes."""
    return b"\0" in data[:_BINARY_SNIFF]


def _hunks(data: bytes | None) -> str:
    start = (data or b"").find(b"@@ ")
    return "" if start < 0 else decode((data or b"")[start:])


def unified(change: Change) -> str:
    """One change in the form of `git diff`: a part of a patch that tools can apply (git-diff(1))."""
    old, new = quote(change.old_path or change.path), quote(change.path)
    lines = [f"diff --git {_side('a', old)} {_side('b', new)}"]
    if change.kind is ChangeKind.ADDED:
        lines.append(f"new file mode {change.new_mode}")
    elif change.kind is ChangeKind.DELETED:
        lines.append(f"deleted file mode {change.old_mode}")
    elif change.old_mode != change.new_mode:
        lines += [f"old mode {change.old_mode}", f"new mode {change.new_mode}"]
    if change.kind is ChangeKind.RENAMED:
        lines += [f"rename from {old}", f"rename to {new}"]
    if change.old_oid != change.new_oid:
        mode = f" {change.new_mode}" if change.old_mode == change.new_mode else ""
        lines.append(f"index {change.old_oid or '0' * 40}..{change.new_oid or '0' * 40}{mode}")
    before = "/dev/null" if change.old_oid is None else _side("a", old)
    after = "/dev/null" if change.new_oid is None else _side("b", new)
    text = "\n".join(lines) + "\n"
    if change.patch:
        return f"{text}--- {before}\n+++ {after}\n{change.patch}"
    if change.binary:
        return f"{text}Binary files {before} and {after} differ\n"
    return text


def quote(name: str) -> str:
    """A name as git quotes it where it has control characters, quotes or backslashes (core.quotePath aside)."""
    if not any(ord(sign) < 32 or sign in '"\\\x7f' for sign in name):
        return name
    known = {"\n": "\\n", "\t": "\\t", "\r": "\\r", '"': '\\"', "\\": "\\\\", "\b": "\\b", "\a": "\\a"}
    known |= {"\v": "\\v", "\f": "\\f"}
    return '"' + "".join(known.get(s, f"\\{ord(s):03o}" if ord(s) < 32 or s == "\x7f" else s) for s in name) + '"'


def _side(side: str, name: str) -> str:
    return f'"{side}/{name[1:]}' if name.startswith('"') else f"{side}/{name}"
