"""Where a repository keeps its parts, and whether it may be read at all: looked at with `lstat` and small reads only.

Rules from gitrepository-layout(5) and git's own setup.c, stricter where following them could harm.
"""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass
from enum import StrEnum

from app.gitread import config as git_config
from app.gitread.config import Config
from app.gitread.errors import Broken, NotFound, Refused, Unsupported
from app.gitread.files import inside, is_directory, read_small

SMALL = 4096
CONFIG_LIMIT = 1 << 20
_HEAD = re.compile(rb"ref:[ \t]*(refs/[^\x00-\x20\x7f]+)\s*\Z|([0-9a-f]{40}(?:[0-9a-f]{24})?)(?:\s.*)?\Z", re.DOTALL)
# What version 1 of the format may ask for and reading is still right (git-config(1), "extensions").
_HARMLESS_EXTENSIONS = frozenset({"noop", "preciousobjects", "partialclone", "worktreeconfig", "relativeworktrees"})


class Kind(StrEnum):
    """What kind of repository stands at a path."""

    WORK_TREE = "work_tree"
    BARE = "bare"
    LINKED_WORKTREE = "linked_worktree"
    SUBMODULE = "submodule"


@dataclass(frozen=True, slots=True)
class Layout:
    """The parts of a repository, as bytes paths.

    `git_dir` holds this work tree's HEAD, `common_dir` what all its work trees share (refs, objects, config).
    `identity` is the device and inode of `git_dir`: it survives a move and tells a replacement.
    """

    path: bytes
    kind: Kind
    git_dir: bytes
    common_dir: bytes
    work_tree: bytes | None
    identity: tuple[int, int]


def parse_head(content: bytes) -> tuple[bytes | None, str | None]:
    """The content of HEAD as (name of a ref, None) or (None, hex of a commit); raises Broken for anything else."""
    match = _HEAD.match(content)
    if match is None:
        raise Broken("head_invalid")
    name, oid = match.groups()
    return name, oid.decode() if oid else None


def read_head(git_dir: bytes) -> tuple[bytes | None, str | None]:
    """What HEAD of `git_dir` says; an old-style link to a ref counts. Raises Broken, Refused."""
    path = git_dir + b"/HEAD"
    try:
        return parse_head(read_small(path, SMALL))
    except FileNotFoundError as error:
        raise Broken("head_missing") from error
    except Refused as error:
        if error.reason != "symlink":
            raise
        try:
            return parse_head(b"ref: " + os.readlink(path))
        except OSError:
            raise error from None


def looks_bare(path: bytes) -> bool:
    """Whether the directory `path` is a git directory by its names and by what its HEAD says."""
    if not (is_directory(path + b"/objects") and is_directory(path + b"/refs")):
        return False
    try:
        read_head(path)
    except (Broken, Refused):
        return False
    return True


def find(path: bytes) -> Layout:
    """The repository whose work tree or bare directory is `path`.

    Raises NotFound where there is none, Broken or Refused where there is one that cannot be read.
    """
    path = path.rstrip(b"/") or b"/"
    dot_git = path + b"/.git"
    try:
        mode = os.lstat(dot_git).st_mode
    except (FileNotFoundError, NotADirectoryError, ValueError):
        if looks_bare(path):
            return _layout(path, Kind.BARE, path, None)
        raise NotFound("no_repository") from None
    except OSError as error:
        raise Broken("unreadable", os.strerror(error.errno or 0)) from error
    if stat.S_ISLNK(mode):
        if not is_directory(dot_git):
            raise Broken("gitfile_invalid")
        return _layout(path, Kind.WORK_TREE, os.path.realpath(dot_git), path)
    if stat.S_ISDIR(mode):
        return _layout(path, Kind.WORK_TREE, dot_git, path)
    if not stat.S_ISREG(mode):
        raise Refused("irregular_file", ".git")
    return _from_gitfile(path, read_small(dot_git, SMALL))


def _from_gitfile(path: bytes, content: bytes) -> Layout:
    if not content.startswith(b"gitdir: "):
        raise Broken("gitfile_invalid")
    target = content[len(b"gitdir: ") :].rstrip(b"\r\n")
    if not target or b"\0" in target:
        raise Broken("gitfile_invalid")
    git_dir = os.path.normpath(os.path.join(path, target))
    if not is_directory(git_dir):
        raise Broken("gitdir_missing")
    if os.path.lexists(git_dir + b"/commondir"):
        return _layout(path, Kind.LINKED_WORKTREE, git_dir, path)
    kind = Kind.SUBMODULE if b"/modules/" in git_dir else Kind.WORK_TREE
    return _layout(path, kind, git_dir, path)


def _layout(path: bytes, kind: Kind, git_dir: bytes, work_tree: bytes | None) -> Layout:
    common_dir = git_dir
    if kind is Kind.LINKED_WORKTREE:
        try:
            common = read_small(git_dir + b"/commondir", SMALL).rstrip(b"\r\n")
        except FileNotFoundError as error:
            raise Broken("commondir_invalid") from error
        if not common or b"\0" in common:
            raise Broken("commondir_invalid")
        common_dir = os.path.normpath(os.path.join(git_dir, common))
    read_head(git_dir)
    if not is_directory(common_dir + b"/objects"):
        raise Broken("objects_missing")
    if not is_directory(common_dir + b"/refs"):
        raise Broken("refs_missing")
    try:
        found = os.stat(git_dir)
    except OSError as error:
        raise Broken("unreadable", os.strerror(error.errno or 0)) from error
    return Layout(path, kind, git_dir, common_dir, work_tree, (found.st_dev, found.st_ino))


def read_config(directory: bytes, name: bytes = b"config") -> Config:
    """The configuration file of a git directory; an absent one is empty. Raises Broken, Refused."""
    try:
        return git_config.parse(read_small(directory + b"/" + name, CONFIG_LIMIT))
    except FileNotFoundError:
        return Config({})


def check(layout: Layout, roots: tuple[bytes, ...] = ()) -> Config:
    """Whether this repository may be read, and its configuration.

    `roots` bound where the parts of a repository may lie; none means anywhere. Raises Unsupported for formats that are
    not read here, Refused for parts outside the roots and for a `core.worktree` that is not where the repository was
    found: with that, a pull would write somewhere else.
    """
    for part in (layout.git_dir, layout.common_dir, layout.common_dir + b"/objects", layout.common_dir + b"/refs"):
        if not inside(part, roots):
            raise Refused("outside_roots", os.path.basename(part).decode("utf-8", "replace"))
    config = read_config(layout.common_dir)
    _check_format(config)
    own = read_config(layout.git_dir, b"config.worktree") if config.flag("extensions.worktreeconfig") else Config({})
    work_tree = own.get("core.worktree")
    # A linked work tree ignores the shared value (git-worktree(1), "CONFIGURATION FILE").
    if work_tree is None and layout.kind is not Kind.LINKED_WORKTREE:
        work_tree = config.get("core.worktree")
    if work_tree is not None:
        meant = os.path.realpath(os.path.join(layout.git_dir, os.fsencode(work_tree)))
        if layout.work_tree is None or meant != os.path.realpath(layout.work_tree):
            raise Refused("worktree_elsewhere")
    return config


def _check_format(config: Config) -> None:
    version = config.get("core.repositoryformatversion") or "0"
    if not version.isdigit() or int(version) > 1:
        raise Unsupported("format_version", version[:20])
    extensions = {name[len("extensions.") :]: name for name in config.values if name.startswith("extensions.")}
    for extension, name in extensions.items():
        value = (config.get(name) or "").lower()
        if extension == "objectformat":
            if value != "sha1":
                raise Unsupported("object_format", value[:20])
        elif extension == "refstorage":
            if value != "files":
                raise Unsupported("ref_storage", value[:20])
        elif version == "1" and extension not in _HARMLESS_EXTENSIONS:
            raise Unsupported("extension", extension[:40])
