"""Children made by forking this process: they share the memory of everything that it has imported."""

from __future__ import annotations

import contextlib
import ctypes
import gc
import os
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Iterable
from typing import Any, NoReturn, Protocol

from app.embedded.process import LINUX, PR_SET_NAME, die_with_parent, libc

# Signals that a child must not get before it is itself: they would run the parent's handlers in it.
_HELD = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGCHLD)


class Closable(Protocol):
    """A file, a socket or a lock."""

    def close(self) -> Any:
        """Close the descriptor."""


class Forked:
    """A forked child, with the methods of subprocess.Popen that a supervisor uses."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """The exit code, negative for a signal; None while it lives."""
        if self.returncode is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid == self.pid:
                self.returncode = os.waitstatus_to_exitcode(status)
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end; raises subprocess.TimeoutExpired after `timeout` seconds."""
        deadline = None if timeout is None else time.monotonic() + timeout
        pause = 0.001
        while (code := self.poll()) is None:
            if deadline is not None and time.monotonic() >= deadline:
                raise subprocess.TimeoutExpired(str(self.pid), timeout or 0.0)
            time.sleep(pause)
            pause = min(pause * 2, 0.05)
        return code

    def send_signal(self, number: int) -> None:
        """Send it a signal, where it still lives."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        self.send_signal(signal.SIGKILL)


def share_memory() -> None:
    """Leave everything that exists now out of garbage collections, which would copy its pages into every child."""
    gc.collect()
    gc.freeze()


def fork(
    title: str,
    function: Callable[[], int],
    *,
    out: int | None,
    err: int,
    closing: Iterable[Closable] = (),
    death_signal: int = signal.SIGTERM,
) -> Forked:
    """Run `function` in a child of its own session, whose exit code is the child's.

    `out` and `err` are the descriptors it writes to; with None as `out` it keeps ours. `closing` is what it must not
    keep open. The kernel sends it `death_signal` when this process ends. This process must have one thread.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    arrange = die_with_parent(death_signal)
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _HELD)
    pid = os.fork()
    if pid:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        return Forked(pid)
    _be_child(title, function, arrange, before, out, err, closing)


def _be_child(
    title: str,
    function: Callable[[], int],
    arrange: Callable[[], None],
    mask: Iterable[int],
    out: int | None,
    err: int,
    closing: Iterable[Closable],
) -> NoReturn:
    code = 1
    try:
        os.setsid()
        for number in _HELD:
            signal.signal(number, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        arrange()
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, 0)
        os.close(nothing)
        if out is not None:
            os.dup2(out, 1)
        os.dup2(err, 2)
        for file in closing:
            file.close()
        set_title(title)
        gc.enable()
        code = function()
    except SystemExit as end:
        if isinstance(end.code, str):
            sys.stderr.write(end.code + "\n")
        code = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
    except BaseException:  # noqa: BLE001 - whatever it is, the child ends here and says why
        traceback.print_exc()
    finally:
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(OSError, ValueError):
                stream.flush()
        os._exit(code)


def set_title(title: str) -> None:
    """Let `ps` and `top` show `title` for this process, where the system allows it."""
    if not LINUX or libc is None:
        return
    libc.prctl(PR_SET_NAME, title.encode()[:15], 0, 0, 0)
    with open("/proc/self/stat", encoding="ascii", errors="replace") as file:
        fields = file.read().rpartition(")")[2].split()
    start, end = int(fields[45]), int(fields[46])  # arg_start and arg_end, fields 48 and 49 of proc(5)
    if start and end > start:
        size = end - start
        ctypes.memmove(start, title.encode()[: size - 1].ljust(size, b"\0"), size)
