"""Branches, tags and HEAD, read from their files: packed-refs, loose refs, and the HEAD of this work tree."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from enum import StrEnum

from app.gitread.errors import Broken, NotFound, Refused
from app.gitread.files import read_small
from app.gitread.layout import SMALL, Layout, read_head
from app.gitread.objects import OID
from app.gitread.text import decode

_PACKED_LIMIT = 64 << 20
_MOST_LOOSE = 200_000
_DEPTH = 20
_LINKS = 5
_PACKED_LINE = re.compile(rb"^([0-9a-f]{40}) (refs/[^\n]+)\n(?:\^([0-9a-f]{40})\n)?", re.MULTILINE)
_COMMENT = re.compile(rb"^#[^\n]*\n|^\n", re.MULTILINE)
# git-check-ref-format(1), of a full name: no component starts with a dot or ends with .lock, no blank, ~^:?*[\, ...
_INVALID = re.compile(rb"[\x00-\x20\x7f~^:?*\[\\]|\.\.|@\{|//|/\.|\.lock(?:/|\Z)|/\Z|\.\Z")


class RefKind(StrEnum):
    """What a ref is, by where it lies."""

    BRANCH = "branch"
    TAG = "tag"
    REMOTE = "remote"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Ref:
    """A ref: its full name in bytes and what it points to (for an annotated tag, the tag object)."""

    name: bytes
    target: str

    @property
    def kind(self) -> RefKind:
        """What it is, by its name."""
        for prefix, kind in _PREFIXES.items():
            if self.name.startswith(prefix):
                return kind
        return RefKind.OTHER

    @property
    def short(self) -> str:
        """The name as people say it: without refs/heads/, refs/tags/ or refs/remotes/."""
        for prefix in _PREFIXES:
            if self.name.startswith(prefix):
                return decode(self.name[len(prefix) :])
        return decode(self.name)


_PREFIXES = {b"refs/heads/": RefKind.BRANCH, b"refs/tags/": RefKind.TAG, b"refs/remotes/": RefKind.REMOTE}


@dataclass(frozen=True, slots=True)
class Head:
    """HEAD: the full name of its branch (None: detached) and the commit (None: a branch without one, or unborn)."""

    ref: bytes | None
    target: str | None

    @property
    def branch(self) -> str | None:
        """The branch's short name, None where detached."""
        return None if self.ref is None else Ref(self.ref, "").short


def valid_name(name: bytes) -> bool:
    """Whether `name` is a full ref name by the rules of git-check-ref-format(1)."""
    return name.startswith(b"refs/") and len(name) < 1024 and _INVALID.search(name) is None


class RefStore:
    """The refs of one repository. Loose ones are read anew each time, packed-refs only when it changes."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._stamp: tuple[int, int, int] | None = None
        self._packed: dict[bytes, str] = {}

    def all(self) -> list[Ref]:
        """Every ref with a target, by name. Symbolic ones (as refs/remotes/origin/HEAD) show what they lead to.

        Raises Broken where the files cannot be read, Refused for what are no files; single damaged refs are left out.
        """
        found = dict(self._read_packed())
        for directory in dict.fromkeys((self._layout.common_dir, self._layout.git_dir)):
            self._walk(directory, b"refs", found, 0)
        return [Ref(name, target) for name, target in sorted(found.items())]

    def head(self) -> Head:
        """HEAD of this work tree. Raises Broken, Refused."""
        ref, oid = read_head(self._layout.git_dir)
        if ref is not None:
            try:
                oid = self.target(ref)
            except NotFound:
                oid = None
        elif oid is not None and not OID.fullmatch(oid):
            raise Broken("head_invalid")
        return Head(ref, oid)

    def target(self, name: bytes) -> str:
        """What the ref `name` (full) leads to, as hex. Raises NotFound, Broken."""
        for _ in range(_LINKS):
            if not valid_name(name):
                raise NotFound("ref", decode(name[:200]))
            content = self._loose(name)
            if content is None:
                packed = self._read_packed().get(name)
                if packed is None:
                    raise NotFound("ref", decode(name[:200]))
                return packed
            if not content.startswith(b"ref:"):
                return _oid(content)
            name = content[4:].strip()
        raise Broken("ref_invalid", "too many symbolic refs")

    def symbolic(self, name: bytes) -> bytes | None:
        """The ref that the symbolic ref `name` names, None where it is none. Raises Broken, Refused."""
        content = self._loose(name) if valid_name(name) else None
        return content[4:].strip() if content is not None and content.startswith(b"ref:") else None

    def find(self, text: str) -> str:
        """What `text` names, as git reads names (gitrevisions(7)): full, then tag, branch, remote. Raises NotFound.

        Operators (`~`, `^`, `@{…}`) and options mean nothing here, so no text can be more than a name.
        """
        name = text.encode("utf-8", "surrogateescape")
        if text == "HEAD":
            target = self.head().target
            if target is None:
                raise NotFound("unborn")
            return target
        candidates = [b"refs/" + name, b"refs/tags/" + name, b"refs/heads/" + name, b"refs/remotes/" + name]
        for candidate in ([name] if name.startswith(b"refs/") else []) + candidates:
            if valid_name(candidate):
                try:
                    return self.target(candidate)
                except NotFound:
                    continue
        raise NotFound("ref", text[:200])

    def _loose(self, name: bytes) -> bytes | None:
        # HEAD-like and bisect refs are of the work tree, all others shared (git-worktree(1), "REFS").
        own = name.startswith((b"refs/bisect/", b"refs/worktree/", b"refs/rewritten/"))
        directory = self._layout.git_dir if own else self._layout.common_dir
        try:
            return read_small(directory + b"/" + name, SMALL)
        except FileNotFoundError:
            return None
        except Broken:
            if os.path.isdir(directory + b"/" + name):
                return None
            raise
        except Refused:
            if os.path.isdir(directory + b"/" + name):
                return None
            raise

    def _read_packed(self) -> dict[bytes, str]:
        path = self._layout.common_dir + b"/packed-refs"
        try:
            found = os.lstat(path)
        except OSError:
            self._stamp, self._packed = None, {}
            return self._packed
        stamp = (found.st_ino, found.st_mtime_ns, found.st_size)
        if stamp != self._stamp:
            try:
                content = read_small(path, _PACKED_LIMIT)
            except FileNotFoundError:
                return {}
            matches = list(_PACKED_LINE.finditer(content))
            taken = sum(match.end() - match.start() for match in matches)
            comments = sum(len(line) for line in _COMMENT.findall(content))
            if taken + comments != len(content):
                # Half a file would look as if refs had been deleted.
                raise Broken("packed_refs_invalid")
            self._packed = {match.group(2): match.group(1).decode() for match in matches}
            self._stamp = stamp
        return self._packed

    def _walk(self, base: bytes, below: bytes, found: dict[bytes, str], depth: int) -> None:
        if depth > _DEPTH:
            return
        try:
            with os.scandir(base + b"/" + below) as entries:
                listed = [(e.name, e.is_dir(follow_symlinks=False), e.is_file(follow_symlinks=False)) for e in entries]
        except FileNotFoundError:
            return
        except OSError as error:
            raise Broken("unreadable", os.strerror(error.errno or 0)) from error
        for entry, directory, regular in listed:
            name = below + b"/" + entry
            if directory:
                self._walk(base, name, found, depth + 1)
            elif regular and valid_name(name) and len(found) < _MOST_LOOSE:
                try:
                    found[name] = self.target(name)
                except (NotFound, Broken, Refused):
                    found.pop(name, None)


def _oid(content: bytes) -> str:
    text = content[:40].decode("ascii", "replace")
    if not OID.fullmatch(text) or content[40:41].strip():
        raise Broken("ref_invalid")
    return text
