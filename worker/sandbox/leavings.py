"""What a run left in its directory of artifacts: measured while it runs, read when it has ended. Never trusted.

The script chose every name and may still be changing the tree while it is measured: nothing here follows a link, opens
anything but regular files, or goes without a bound. Keepers import this, so it imports nothing heavy.
"""

from __future__ import annotations

import os
import stat

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

DIRECTORY = "artifacts"
MOST_FILES = 200
_MOST_ENTRIES = 2000
_DEEPEST = 16
_NAME_CHARACTERS = 1000
_DIRECTORY_FLAGS = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
# Without O_NONBLOCK opening a pipe that nobody writes to would wait for ever.
_FILE_FLAGS = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY


def exceeds(top: str, limit: int, since: float = 0.0, entries: int = _MOST_ENTRIES) -> bool:
    """Whether what was written below `top` since a Unix time takes more than `limit` bytes of the disk.

    More entries than `entries` count as too much where everything below is the run's own (`since` is 0).
    """
    size, seen = 0, 0
    queue = [(top, 0)]
    while queue:
        path, depth = queue.pop()
        try:
            with os.scandir(path) as found:
                for entry in found:
                    seen += 1
                    if seen > entries:
                        return since == 0
                    try:
                        status = entry.stat(follow_symlinks=False)
                    except FileNotFoundError:
                        continue
                    if status.st_ctime >= since:
                        size += status.st_blocks * 512
                    if size > limit:
                        return True
                    if stat.S_ISDIR(status.st_mode):
                        queue.append((entry.path, depth + 1))
        except FileNotFoundError:
            continue
        except OSError:  # a name that has become too long, or a directory that was closed to us
            continue
    return False


class Leavings:
    """The files found, in the order of their names, and how many were left out."""

    def __init__(self, top: str, limit: int) -> None:
        self.skipped = 0
        self._top = top
        self._room = limit
        self._files = 0

    def read(self) -> Iterator[tuple[str, bytes]]:
        """Every file's name relative to the top, with its bytes; raises nothing for what cannot be read."""
        try:
            descriptor = os.open(self._top, _DIRECTORY_FLAGS)
        except OSError:
            return
        try:
            yield from self._read_directory(descriptor, "", 0)
        finally:
            os.close(descriptor)

    def _read_directory(self, directory: int, prefix: str, depth: int) -> Iterator[tuple[str, bytes]]:
        names = sorted(os.listdir(directory))
        for name in names[:_MOST_ENTRIES]:
            path = f"{prefix}{name}"
            try:
                mode = os.lstat(name, dir_fd=directory).st_mode
                if stat.S_ISDIR(mode) and depth < _DEEPEST:
                    inner = os.open(name, _DIRECTORY_FLAGS, dir_fd=directory)
                    try:
                        yield from self._read_directory(inner, f"{path}/", depth + 1)
                    finally:
                        os.close(inner)
                    continue
                data = self._read_file(directory, name) if stat.S_ISREG(mode) else None
            except OSError:
                data = None
            shown = path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
            if data is None or len(shown) > _NAME_CHARACTERS or self._files >= MOST_FILES:
                self.skipped += 1
                continue
            self._files += 1
            self._room -= len(data)
            yield shown, data
        self.skipped += max(0, len(names) - _MOST_ENTRIES)

    def _read_file(self, directory: int, name: str) -> bytes | None:
        """The bytes of a regular file that fits into what is left of the limit, else None."""
        descriptor = os.open(name, _FILE_FLAGS, dir_fd=directory)
        try:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode) or status.st_size > self._room:
                return None
            parts: list[bytes] = []
            left = self._room + 1
            while left > 0 and (piece := os.read(descriptor, min(left, 1024 * 1024))):
                parts.append(piece)
                left -= len(piece)
        finally:
            os.close(descriptor)
        return None if left <= 0 else b"".join(parts)
