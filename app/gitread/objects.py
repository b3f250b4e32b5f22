"""The objects of one repository: packs through libgit2, loose objects here, so that nothing can block or lead outside.

libgit2 opens loose objects, pack indexes and the list of alternates without looking what they are: a named pipe in
their place stops the whole process. So packs are checked first, loose objects are opened by `files.open_regular`, and
alternates are followed by us, within the roots.
"""

from __future__ import annotations

import os
import re
import zlib
from collections.abc import Iterator

import pygit2

from app.gitread.errors import Broken, NotFound, Refused, TooLarge, Unsupported
from app.gitread.files import inside, open_regular, read_small

# The largest object read into memory; what is larger can only be streamed.
READ_LIMIT = 32 << 20
_ALTERNATE_DEPTH = 5
_TYPES = {b"commit": 1, b"tree": 2, b"blob": 3, b"tag": 4}
_NAMES = {1: "commit", 2: "tree", 3: "blob", 4: "tag"}
_CHUNK = 1 << 16
OID = re.compile(r"[0-9a-f]{40}")


class _Directory:
    """One `objects` directory: its packs and its loose objects."""

    def __init__(self, path: bytes) -> None:
        self.path = path
        self.stamp: tuple[int, int] | None = None
        self.packs: pygit2.OdbBackendPack | None = None
        self.refresh()

    def refresh(self) -> bool:
        """Look for new packs; says whether the directory has changed. Raises Refused for what is no regular file."""
        try:
            found = os.stat(self.path + b"/pack")
        except OSError:
            changed = self.stamp is not None
            self.stamp, self.packs = None, None
            return changed
        stamp = (found.st_ino, found.st_mtime_ns)
        if stamp == self.stamp:
            return False
        try:
            with os.scandir(self.path + b"/pack") as entries:
                for entry in entries:
                    if not entry.is_file(follow_symlinks=False) and not entry.name.startswith(b"tmp_"):
                        raise Refused("irregular_file", "pack")
            self.packs = pygit2.OdbBackendPack(os.fsdecode(self.path))
        except OSError as error:
            raise Broken("unreadable", os.strerror(error.errno or 0)) from error
        except pygit2.GitError as error:
            raise Broken("pack_invalid", str(error)) from error
        self.stamp = stamp
        return True

    def reopen(self) -> None:
        """Forget the packs, as after a read that failed because one was removed."""
        self.stamp = None
        self.refresh()

    def loose(self, oid: str) -> bytes:
        return self.path + f"/{oid[:2]}/{oid[2:]}".encode()


def _inflate(fd: int, limit: int) -> tuple[int, int, bytes]:
    """Type, size and content (at most `limit` bytes: none of it where larger) of a loose object."""
    stream = zlib.decompressobj()
    data = b""
    try:
        while b"\0" not in data:
            part = os.read(fd, _CHUNK)
            if not part or len(data) > 64:
                raise Broken("object_invalid")
            data += stream.decompress(part, 4096)
        header, content = data.split(b"\0", 1)
        name, _, length = header.partition(b" ")
        if name not in _TYPES or not length.isdigit() or len(length) > 15:
            raise Broken("object_invalid")
        size = int(length)
        if size > limit:
            return _TYPES[name], size, b""
        parts = [content]
        have = len(content)
        while have < size:
            pending = stream.unconsumed_tail or os.read(fd, _CHUNK)
            if not pending:
                raise Broken("object_invalid")
            # One byte more than is missing, so that content longer than its header says is noticed.
            parts.append(stream.decompress(pending, size - have + 1))
            have += len(parts[-1])
    except zlib.error as error:
        raise Broken("object_invalid", str(error)) from error
    if have != size:
        raise Broken("object_invalid")
    return _TYPES[name], size, b"".join(parts)


class ObjectStore:
    """Objects by their hex name. Not thread-safe: one lock to each repository."""

    def __init__(self, objects: bytes, roots: tuple[bytes, ...] = ()) -> None:
        """`objects`: the directory; `roots`: where alternates may lie, none: anywhere. Raises Refused, Broken."""
        self._directories = [_Directory(path) for path in _with_alternates(objects, roots)]

    def read(self, oid: str, limit: int = READ_LIMIT) -> tuple[str, bytes]:
        """Type and content of `oid`. Raises NotFound, Broken, and TooLarge above `limit` bytes."""
        kind, size, content = self._find(oid, limit)
        if size > limit:
            raise TooLarge("object_too_large", oid)
        return _NAMES[kind], content

    def header(self, oid: str) -> tuple[str, int]:
        """Type and size of `oid`, without its content. Raises NotFound, Broken."""
        kind, size, _ = self._find(oid, -1)
        return _NAMES[kind], size

    def expect(self, oid: str, kind: str, limit: int = READ_LIMIT) -> bytes:
        """The content of `oid`, which must be of `kind`. Raises NotFound, Broken, TooLarge."""
        found, content = self.read(oid, limit)
        if found != kind:
            raise NotFound("wrong_type", f"{oid} is a {found}, not a {kind}")
        return content

    def _find(self, oid: str, limit: int) -> tuple[int, int, bytes]:
        for directory in self._directories:
            found = self._packed(directory, oid, limit) or self._loose(directory, oid, limit)
            if found is not None:
                return found
        for directory in self._directories:
            if directory.refresh():
                found = self._packed(directory, oid, limit)
                if found is not None:
                    return found
        raise NotFound("object_missing", oid)

    def _packed(self, directory: _Directory, oid: str, limit: int) -> tuple[int, int, bytes] | None:
        for attempt in (1, 2):
            if directory.packs is None:
                return None
            try:
                # The header costs a tenth of the object, and keeps a huge one out of memory.
                kind, size = directory.packs.read_header(oid)
                if size > limit:
                    return int(kind), size, b""
                kind, content = directory.packs.read(oid)
                return int(kind), size, content
            except KeyError:
                return None
            except (pygit2.GitError, OSError) as error:
                if attempt == 2:
                    raise Broken("pack_invalid", str(error)) from error
                directory.reopen()
        return None

    def _loose(self, directory: _Directory, oid: str, limit: int) -> tuple[int, int, bytes] | None:
        try:
            fd = open_regular(directory.loose(oid))
        except FileNotFoundError:
            return None
        try:
            return _inflate(fd, limit)
        except OSError as error:
            raise Broken("unreadable", os.strerror(error.errno or 0)) from error
        finally:
            os.close(fd)

    def expand(self, prefix: str) -> str:
        """The one object whose name starts with `prefix` (4 to 39 hex digits). Raises NotFound for none or several."""
        found: set[str] = set()
        for directory in self._directories:
            directory.refresh()
            if directory.packs is not None:
                try:
                    found.add(str(directory.packs.exists_prefix(prefix)))
                except KeyError:
                    pass
                except ValueError as error:
                    raise NotFound("ambiguous", prefix) from error
            found.update(self._loose_names(directory, prefix))
        if len(found) != 1:
            raise NotFound("ambiguous" if found else "object_missing", prefix)
        return found.pop()

    def _loose_names(self, directory: _Directory, prefix: str) -> Iterator[str]:
        try:
            names = os.listdir(directory.path + b"/" + prefix[:2].encode())
        except OSError:
            return
        for name in names:
            oid = prefix[:2] + name.decode("ascii", "replace")
            if oid.startswith(prefix) and OID.fullmatch(oid):
                yield oid


def _with_alternates(objects: bytes, roots: tuple[bytes, ...]) -> list[bytes]:
    """`objects` and the directories its `info/alternates` name, each once (gitrepository-layout(5))."""
    found: list[bytes] = []
    waiting = [(objects, 0)]
    while waiting:
        path, depth = waiting.pop(0)
        if os.path.realpath(path) in [os.path.realpath(known) for known in found]:
            continue
        if depth and not inside(path, roots):
            raise Refused("alternates_outside_roots")
        if depth > _ALTERNATE_DEPTH:
            raise Unsupported("alternates_too_deep")
        found.append(path)
        try:
            listed = read_small(path + b"/info/alternates", 1 << 16)
        except FileNotFoundError:
            continue
        for line in listed.splitlines():
            if line and not line.startswith(b"#") and b"\0" not in line:
                # A relative line is relative to the `objects` directory that names it.
                waiting.append((os.path.normpath(os.path.join(path, line)), depth + 1))
    return found
