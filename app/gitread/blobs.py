"""Files of a commit: what kind of content, how large, and the bytes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from app.gitread.diffs import is_binary
from app.gitread.errors import NotFound
from app.gitread.objects import ObjectStore
from app.gitread.trees import EntryType, RawEntry

_LFS_SIZE = re.compile(rb"^size ([0-9]{1,15})$", re.MULTILINE)
_LFS_OID = re.compile(rb"^oid sha256:([0-9a-f]{64})$", re.MULTILINE)
_LFS_START = b"version https://git-lfs"
_LFS_LIMIT = 1024


class BlobKind(StrEnum):
    """What a file's content is."""

    TEXT = "text"
    BINARY = "binary"
    SYMLINK = "symlink"
    SUBMODULE = "submodule"
    LFS = "lfs"
    LARGE = "large"


@dataclass(frozen=True, slots=True)
class Blob:
    """One file. `data` is None where it is larger than what is read, and for a submodule; a link's is its target.

    `lfs_oid` and `lfs_size` are what a Git LFS pointer names.
    """

    oid: str
    mode: str
    kind: BlobKind
    size: int
    data: bytes | None
    lfs_oid: str | None = None
    lfs_size: int | None = None


def read_blob(store: ObjectStore, entry: RawEntry, limit: int) -> Blob:
    """The file of `entry`, its content where that is at most `limit` bytes. Raises NotFound for a directory."""
    if entry.type is EntryType.TREE:
        raise NotFound("not_a_file")
    if entry.type is EntryType.SUBMODULE:
        return Blob(entry.oid, entry.mode, BlobKind.SUBMODULE, 0, None)
    kind, size = store.header(entry.oid)
    if kind != "blob":
        raise NotFound("wrong_type", f"a {kind}, not a blob")
    if size > limit:
        return Blob(entry.oid, entry.mode, BlobKind.LARGE, size, None)
    data = store.expect(entry.oid, "blob", limit)
    if entry.type is EntryType.SYMLINK:
        return Blob(entry.oid, entry.mode, BlobKind.SYMLINK, size, data)
    if size < _LFS_LIMIT and data.startswith(_LFS_START):
        # https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md, "The Pointer"
        oid, length = _LFS_OID.search(data), _LFS_SIZE.search(data)
        if oid is not None and length is not None:
            return Blob(entry.oid, entry.mode, BlobKind.LFS, size, data, oid.group(1).decode(), int(length.group(1)))
    return Blob(entry.oid, entry.mode, BlobKind.BINARY if is_binary(data) else BlobKind.TEXT, size, data)
