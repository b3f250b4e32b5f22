"""Opening files that a stranger may have made: regular files only, never a link, never a wait, never without a bound.

A named pipe called HEAD makes git, libgit2 and GitPython wait for ever; a link leads out of the repository.
"""

from __future__ import annotations

import errno
import os
import stat

from app.gitread.errors import Broken, Refused

_FLAGS = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
_CHUNK = 1 << 16


def open_regular(path: bytes) -> int:
    """A file descriptor of the regular file `path`; raises FileNotFoundError, Refused for anything else than a file.

    Directories on the way may be links: those are judged once, when the repository is opened.
    """
    try:
        fd = os.open(path, _FLAGS)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise FileNotFoundError(path) from error
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            raise FileNotFoundError(path) from error
        if os.path.islink(path):
            raise Refused("symlink", os.path.basename(path).decode("utf-8", "replace")) from error
        # ENXIO of a socket, EACCES and their like.
        raise Broken("unreadable", os.strerror(error.errno or 0)) from error
    if not stat.S_ISREG(os.fstat(fd).st_mode):
        os.close(fd)
        raise Refused("irregular_file", os.path.basename(path).decode("utf-8", "replace"))
    return fd


def read_small(path: bytes, limit: int) -> bytes:
    """The content of the regular file `path`, at most `limit` bytes.

    Raises FileNotFoundError, Refused for what is no regular file, Broken where it is larger or cannot be read.
    """
    fd = open_regular(path)
    try:
        parts: list[bytes] = []
        size = 0
        while True:
            part = os.read(fd, _CHUNK)
            if not part:
                return b"".join(parts)
            size += len(part)
            if size > limit:
                raise Broken("file_too_large", os.path.basename(path).decode("utf-8", "replace"))
            parts.append(part)
    except OSError as error:
        raise Broken("unreadable", os.strerror(error.errno or 0)) from error
    finally:
        os.close(fd)


def is_directory(path: bytes) -> bool:
    """Whether `path` is a directory, or a link to one."""
    try:
        return stat.S_ISDIR(os.stat(path).st_mode)
    except (OSError, ValueError):
        return False


def inside(path: bytes, roots: tuple[bytes, ...]) -> bool:
    """Whether the directory `path`, with every link resolved, lies in one of `roots`; True where there are none."""
    if not roots:
        return True
    real = os.path.realpath(path)
    for root in roots:
        anchor = os.path.realpath(root)
        if real == anchor or real.startswith(anchor.rstrip(b"/") + b"/"):
            return True
    return False
