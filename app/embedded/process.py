"""Starts processes that end with this one, and ends them."""

from __future__ import annotations

import ctypes
import fcntl
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO, Any, Protocol

from app.embedded.errors import EmbeddedError

# <linux/prctl.h>
PR_SET_PDEATHSIG, PR_SET_NAME = 1, 15
# A value for the type checker to leave open: on macOS there is neither /proc nor a death signal.
LINUX: bool = sys.platform.startswith("linux")
libc = ctypes.CDLL(None, use_errno=True) if LINUX else None


def die_with_parent(death_signal: int) -> Callable[[], None]:
    """A function for subprocess's `preexec_fn`: the kernel sends `death_signal` to the child when its parent ends.

    Linux ties this to the *thread* that started the child, so start children from the main thread. Elsewhere it does
    nothing.
    """
    parent = os.getpid()

    def arrange() -> None:
        if libc is not None:
            libc.prctl(PR_SET_PDEATHSIG, death_signal, 0, 0, 0)
            if os.getppid() != parent:  # it was gone before we asked
                os._exit(1)

    return arrange


def spawn(
    command: Sequence[str | Path],
    *,
    log: int | IO[Any],
    out: int | None = -1,
    cwd: Path | str | None = None,
    environ: Mapping[str, str] | None = None,
    stdin: int = subprocess.DEVNULL,
    death_signal: int = signal.SIGKILL,
    **options: Any,
) -> subprocess.Popen[bytes]:
    """Start `command` in a session of its own, its output going to `log`, ended by `death_signal` when we die.

    Its standard output goes to `out` where that is given: a descriptor, or None for our own.
    The session keeps a terminal's Ctrl-C away from it: whoever started it decides when it stops.
    """
    return subprocess.Popen(
        command,
        stdin=stdin,
        stdout=log if out == -1 else out,
        stderr=log,
        cwd=cwd,
        env=environ,
        start_new_session=True,
        preexec_fn=die_with_parent(death_signal),
        **options,
    )


class Process(Protocol):
    """A child of ours, however it was made."""

    pid: int

    def poll(self) -> int | None:
        """The exit code; None while it lives."""

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end; raises subprocess.TimeoutExpired."""

    def send_signal(self, number: int) -> None:
        """Send it a signal."""

    def kill(self) -> None:
        """End it."""


def wait_for(process: Process, seconds: float) -> bool:
    """Whether `process` has ended within `seconds`."""
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return False
    return True


def stop(process: Process, *signals: tuple[int, float]) -> None:
    """End `process`: each signal in turn with its seconds of patience, then SIGKILL."""
    for number, seconds in signals:
        if process.poll() is not None:
            return
        process.send_signal(number)
        if wait_for(process, seconds):
            return
    process.kill()
    process.wait()


def poll_until(condition: Callable[[], bool], seconds: float, interval: float = 0.02) -> bool:
    """Whether `condition` came true within `seconds`."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(interval)
    return True


def process_is(pid: int, *, cwd: Path) -> bool:
    """Whether process `pid` lives and works in directory `cwd`: a pid in a file may since belong to somebody else."""
    try:
        if LINUX:
            return os.path.samefile(f"/proc/{pid}/cwd", cwd)
        os.kill(pid, 0)
    except OSError:
        return False
    return True


class DirectoryLock:
    """An exclusive lock on a directory, released by the kernel when its holder dies, however it dies."""

    def __init__(self, path: Path) -> None:
        """Take the lock file `path`. Raises EmbeddedError where another process holds it; its text is the holder."""
        try:
            self._file = open(path, "a+", encoding="utf-8")  # noqa: SIM115 - kept open as long as the lock is held
        except OSError as error:
            raise EmbeddedError(f"{path} cannot be opened ({error.strerror}). Set LUMASTACK_DATA_DIR") from error
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            self._file.seek(0)
            holder = self._file.read().strip()
            self._file.close()
            by = f" by {holder}" if holder else ""
            raise EmbeddedError(f"{path.parent} is in use{by}. Stop that one, or set LUMASTACK_DATA_DIR") from None
        self._file.truncate(0)
        self._file.write(f"process {os.getpid()}")
        self._file.flush()

    def release(self) -> None:
        """Give the lock back."""
        self._file.close()

    # A forked child that closes its copy does not lift the lock of its parent.
    close = release
