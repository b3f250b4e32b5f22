"""Hooks that make `git pull` in a shell obey a block: a seat-belt for people, not a wall against the files' owner.

Only while a project is blocked, the repository's `core.hooksPath` names a directory of ours inside it. Its hooks
refuse what brings commits from a remote into the branch, and hand everything else on to the hooks that were there
before, which are not touched. `git pull` and `git merge` change files before they change the branch, so a hook on the
branch comes too late: they are refused where they write ORIG_HEAD, while the tree is still whole.
"""

from __future__ import annotations

import contextlib
import os
import re
import stat
from collections.abc import Iterator
from enum import StrEnum

from app.gitread import layout as layouts
from app.gitread.errors import GitReadError
from app.gitread.files import read_small
from app.gitread.layout import Layout
from worker.git.outcome import STEP_SECONDS, Stop, checked
from worker.git.runner import Done, Place, run

DIRECTORY = b"lumastack"
_HOOKS = b"hooks"
_PREVIOUS = b"previous"
_BLOCKED = b"blocked"
_SMALL = 16_384
# githooks(5). All are there because `core.hooksPath` replaces the directory as a whole.
_NAMES = (
    b"applypatch-msg", b"commit-msg", b"fsmonitor-watchman", b"post-applypatch", b"post-checkout", b"post-commit",
    b"post-index-change", b"post-merge", b"post-receive", b"post-rewrite", b"post-update", b"pre-applypatch",
    b"pre-auto-gc", b"pre-commit", b"pre-merge-commit", b"pre-push", b"pre-rebase", b"pre-receive",
    b"prepare-commit-msg", b"proc-receive", b"push-to-checkout", b"reference-transaction", b"sendemail-validate",
    b"update",
)  # fmt: skip

_COMMON = rb"""#!/bin/sh
# Written by LumaStack while a project here is blocked, and removed with the block.
here=${0%/*}
name=${0##*/}
base=${here%/hooks}

previous() {
    if [ -s "$base/previous" ]; then
        cat "$base/previous"
        return
    fi
    git config --global --type=path --get core.hooksPath 2>/dev/null ||
        git config --system --type=path --get core.hooksPath 2>/dev/null ||
        printf '%s\n' "${base%/*}/hooks"
}

refuse() {
    git_dir=$(git rev-parse --absolute-git-dir 2>/dev/null) || return 0
    case $git_dir in
        */worktrees/*) mine=worktree-${git_dir##*/} ;;
        *) mine=main ;;
    esac
    [ -f "$base/blocked/$mine" ] || return 0
    cat "$base/blocked/$mine" >&2
    exit 1
}

# Whether $1 leads to commits that no branch here has yet: they come from somewhere else.
foreign() {
    [ -n "$(git rev-list -n 1 "$1" --not --branches 2>/dev/null)" ]
}
"""
_PASS_ON = rb"""
hooks=$(previous)
[ -x "$hooks/$name" ] && exec "$hooks/$name" "$@"
exit 0
"""
_TRANSACTION = rb"""
input=$(cat)
if [ "$1" = prepared ]; then
    moved=$(printf '%s\n' "$input" | awk '$1 != $2 { print $3 }')
    case ${GIT_REFLOG_ACTION-} in
        pull*) [ -n "$moved" ] && refuse ;;
        merge*)
            case "
$moved
" in
                *"
ORIG_HEAD
"*)
                    for what in ${GIT_REFLOG_ACTION#merge}; do
                        foreign "$what" && refuse
                    done
                    ;;
            esac
            ;;
        '')
            case $moved in
                refs/heads/* | *"
refs/heads/"*)
                    # Only `git fetch` writes branches from elsewhere without a word of its own.
                    case $(tr '\0' ' ' 2>/dev/null <"/proc/$PPID/cmdline") in
                        *" fetch "*) refuse ;;
                    esac
                    ;;
            esac
            ;;
    esac
fi
hooks=$(previous)
[ -x "$hooks/$name" ] || exit 0
printf '%s\n' "$input" | "$hooks/$name" "$@"
"""
_REBASE = rb"""
case ${GIT_REFLOG_ACTION-} in
    pull*) refuse ;;
    *) foreign "$1" && refuse ;;
esac
"""
_SPECIAL = {b"reference-transaction": _COMMON + _TRANSACTION, b"pre-rebase": _COMMON + _REBASE + _PASS_ON}
_PLAIN = _COMMON + _PASS_ON


class Guard(StrEnum):
    """What the hooks of a repository come to."""

    ENFORCED = "enforced"
    BYPASSABLE = "bypassable"
    NOT_ENFORCED = "not_enforced"


def install(layout: Layout, message: str) -> Guard:
    """Make shells obey a block of this work tree, and say `message` there; gives what that came to.

    Safe to be done again, and after somebody has changed the hooks meanwhile. Raises nothing for a repository that
    cannot be written to: it is then not enforced.
    """
    if inspect(layout) is not Guard.NOT_ENFORCED and _message(layout) == message:
        return inspect(layout)
    try:
        before = layouts.read_config(layout.common_dir).get("core.hookspath")
        with _directory(layout, make=True) as base:
            if before is not None and not _is_ours(before):
                _write(base, _PREVIOUS, os.fsencode(before) + b"\n", 0o644)
            with _inner(base, _BLOCKED, make=True) as blocked:
                _write(blocked, _marker(layout), message.encode("utf-8", "replace") + b"\n", 0o644)
            with _inner(base, _HOOKS, make=True) as hooks:
                for name in _NAMES:
                    _write(hooks, name, _SPECIAL.get(name, _PLAIN), 0o755)
        checked(_config(layout, "core.hooksPath", os.fsdecode(_hooks_path(layout))))
    except (OSError, GitReadError, Stop):
        return Guard.NOT_ENFORCED
    return inspect(layout)


def remove(layout: Layout) -> None:
    """Take the hooks away again, unless another work tree of the repository is blocked as well.

    Raises nothing for what is not there or cannot be written to.
    """
    with contextlib.suppress(OSError, GitReadError, Stop):
        with _directory(layout) as base:
            with _inner(base, _BLOCKED) as blocked:
                with contextlib.suppress(FileNotFoundError):
                    os.unlink(_marker(layout), dir_fd=blocked)
                if os.listdir(blocked):
                    return
            previous = _read(base, _PREVIOUS)
            if _is_ours(layouts.read_config(layout.common_dir).get("core.hookspath") or ""):
                if previous:
                    checked(_config(layout, "core.hooksPath", os.fsdecode(previous.rstrip(b"\n"))))
                else:
                    checked(_config(layout, "--unset-all", "core.hooksPath"))
            with contextlib.suppress(FileNotFoundError), _inner(base, _HOOKS) as hooks:
                for name in _NAMES:
                    with contextlib.suppress(FileNotFoundError):
                        os.unlink(name, dir_fd=hooks)
            for name in (_HOOKS, _BLOCKED):
                with contextlib.suppress(FileNotFoundError):
                    os.rmdir(name, dir_fd=base)
            with contextlib.suppress(FileNotFoundError):
                os.unlink(_PREVIOUS, dir_fd=base)
        os.rmdir(layout.common_dir + b"/" + DIRECTORY)


def inspect(layout: Layout) -> Guard:
    """What the hooks come to now: whether they stand as they were written, and git is told to use them."""
    try:
        config = layouts.read_config(layout.common_dir)
        own = layouts.read_config(layout.git_dir, b"config.worktree")
        if os.fsencode(config.get("core.hookspath") or "") != _hooks_path(layout) or _message(layout) is None:
            return Guard.NOT_ENFORCED
        for name in _NAMES:
            path = _hooks_path(layout) + b"/" + name
            if not os.lstat(path).st_mode & 0o100 or read_small(path, _SMALL) != _SPECIAL.get(name, _PLAIN):
                return Guard.NOT_ENFORCED
    except (OSError, GitReadError):
        return Guard.NOT_ENFORCED
    elsewhere = own.get("core.hookspath") is not None and config.flag("extensions.worktreeconfig")
    if elsewhere or any(key.startswith(("include.", "includeif.")) for key in config.values):
        # Another file may name other hooks, and git would obey it.
        return Guard.BYPASSABLE
    return Guard.ENFORCED


def _config(layout: Layout, *arguments: str) -> Done:
    return run(Place.of(layout), ["config", "--local", *arguments], seconds=STEP_SECONDS)


def _hooks_path(layout: Layout) -> bytes:
    return os.path.realpath(layout.common_dir) + b"/" + DIRECTORY + b"/" + _HOOKS


def _is_ours(value: str) -> bool:
    return re.search(r"/lumastack/hooks/?\Z", value) is not None


def _marker(layout: Layout) -> bytes:
    return b"main" if layout.git_dir == layout.common_dir else b"worktree-" + os.path.basename(layout.git_dir)


def _message(layout: Layout) -> str | None:
    path = b"/".join((layout.common_dir, DIRECTORY, _BLOCKED, _marker(layout)))
    try:
        return read_small(path, _SMALL).decode("utf-8", "replace").rstrip("\n")
    except (OSError, GitReadError):
        return None


# Everything below works on descriptors and follows no link: the repository may belong to somebody who would like us
# to write elsewhere.


@contextlib.contextmanager
def _directory(layout: Layout, *, make: bool = False) -> Iterator[int]:
    common = os.open(os.path.realpath(layout.common_dir), os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        with _inner(common, DIRECTORY, make=make) as inner:
            yield inner
    finally:
        os.close(common)


@contextlib.contextmanager
def _inner(parent: int, name: bytes, *, make: bool = False) -> Iterator[int]:
    if make:
        with contextlib.suppress(FileExistsError):
            os.mkdir(name, 0o755, dir_fd=parent)
    fd = os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=parent)
    try:
        if make:
            _own(fd, parent)
        yield fd
    finally:
        os.close(fd)


def _own(fd: int, parent: int) -> None:
    if os.geteuid() == 0:
        above = os.fstat(parent)
        os.fchown(fd, above.st_uid, above.st_gid)


def _write(directory: int, name: bytes, content: bytes, mode: int) -> None:
    part = b"." + name + b".part"
    with contextlib.suppress(FileNotFoundError):
        os.unlink(part, dir_fd=directory)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    fd = os.open(part, flags, mode, dir_fd=directory)
    try:
        os.write(fd, content)
        os.fchmod(fd, mode)
        _own(fd, directory)
    finally:
        os.close(fd)
    os.rename(part, name, src_dir_fd=directory, dst_dir_fd=directory)


def _read(directory: int, name: bytes) -> bytes | None:
    try:
        fd = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=directory)
    except OSError:
        return None
    try:
        return os.read(fd, _SMALL) if stat.S_ISREG(os.fstat(fd).st_mode) else None
    finally:
        os.close(fd)
