"""Runs as a worker sees them: their state, their log so far, cancelling, and what to clear away. No database here.

Everything is read from the run's directory, so that any worker on this machine can attach to a run that another
started.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from worker.sandbox import cgroups, processes
from worker.sandbox.command import RUN_MARK
from worker.sandbox.leavings import DIRECTORY
from worker.sandbox.model import Absent, Dead, Exited, ExitRecord, Outcome, Running, RunState


@dataclass(slots=True)
class _Keeper:
    """What the `keeper` file says."""

    pid: int
    started: int
    boot: str
    cgroups: list[str] = field(default_factory=list)
    remove: list[str] = field(default_factory=list)
    uid: int | None = None

    def same_boot(self) -> bool:
        return self.boot == processes.boot_id()

    def is_alive(self) -> bool:
        return self.same_boot() and processes.is_alive(self.pid, self.started)


def state(directory: Path) -> RunState:
    """Where the run in `directory` stands."""
    keeper = _read_keeper(directory)
    if keeper is None:
        return Absent()
    alive = keeper.is_alive()
    # Looked at after the keeper: one that ends in between has left its record.
    record = _read_exit(directory)
    if record is not None:
        return Exited(record)
    return Running(keeper.pid) if alive else Dead()


def request_cancel(directory: Path) -> bool:
    """Ask the keeper to end the run; False where it has ended or never was here. Asking twice does no harm."""
    keeper = _read_keeper(directory)
    if keeper is None or not keeper.is_alive():
        return False
    (directory / "cancel").touch()
    return _signal_keeper(keeper, signal.SIGTERM)  # it sleeps in poll: this wakes it


def log_size(directory: Path) -> int:
    """Bytes of the stored log so far."""
    try:
        return (directory / "out").stat().st_size
    except FileNotFoundError:
        return 0


def read_spool(directory: Path, offset: int, limit: int) -> bytes:
    """Up to `limit` bytes of the stored log from `offset`; empty at its present end."""
    try:
        descriptor = os.open(directory / "out", os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return b""
    try:
        return os.pread(descriptor, limit, offset)
    finally:
        os.close(descriptor)


def sweep(directory: Path) -> list[int]:
    """End what a dead keeper left behind; returns the processes killed. Does nothing while the keeper lives.

    Usually there is nothing: bubblewrap dies with its parent. Only a keeper killed while its sandbox was being set up,
    or one of the `process` level, leaves processes.
    """
    keeper = _read_keeper(directory)
    if keeper is None or keeper.is_alive():
        return []
    killed: list[int] = []
    if keeper.same_boot():
        killed += _kill_child(directory)
        # Before its own session, a sandbox being set up belongs to the keeper's. The number cannot have been given to
        # another process while a session of that name has members.
        if processes.start_time(keeper.pid) is None:
            left = processes.in_session(keeper.pid)
            processes.signal_all(left, processes.SIGKILL)
            killed += left
        marked = processes.carrying(f"{RUN_MARK}={directory.name}".encode())
        processes.signal_all(marked, processes.SIGKILL)
        killed += marked
        if keeper.uid is not None:
            _kill_user(keeper.uid)
        cgroups.kill(keeper.cgroups)
        cgroups.remove(keeper.cgroups)
    for path in keeper.remove:
        shutil.rmtree(path, ignore_errors=True)
    return killed


def discard(directory: Path) -> None:
    """Remove the directory of a run whose end has been recorded elsewhere. A living keeper's is left alone."""
    if isinstance(state(directory), Running):
        return
    try:
        (directory / DIRECTORY).rmdir()
    except FileNotFoundError:
        pass
    except OSError:
        # A script may have made it thousands of directories deep, and closed them: these tools cope with that.
        for words in (["chmod", "-R", "u+rwx"], ["rm", "-rf"]):
            subprocess.run(
                [*words, "--", str(directory / DIRECTORY)],
                stdin=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                check=False,
                timeout=60,
            )
    shutil.rmtree(directory, ignore_errors=True)


def list_runs(base: Path) -> list[str]:
    """The ids of the runs that have a directory here."""
    try:
        return sorted(entry.name for entry in os.scandir(base) if not entry.name.startswith(".") and entry.is_dir())
    except FileNotFoundError:
        return []


def _signal_keeper(keeper: _Keeper, number: signal.Signals) -> bool:
    """Send the keeper, and surely no other process, a signal; False where it is gone."""
    try:
        handle = os.pidfd_open(keeper.pid)
    except ProcessLookupError:
        return False
    try:
        if not keeper.is_alive():  # another process by now: the handle is not the keeper's
            return False
        signal.pidfd_send_signal(handle, number)
    except ProcessLookupError:
        return False
    finally:
        os.close(handle)
    return True


def _kill_child(directory: Path) -> list[int]:
    try:
        pid, started = (int(word) for word in (directory / "child").read_text().split())
    except (FileNotFoundError, ValueError):
        return []
    if not processes.is_alive(pid, started):
        return []
    processes.signal_all([pid], processes.SIGKILL)
    return [pid]


def _kill_user(uid: int) -> None:
    """SIGKILL every process of `uid`, a run's own; a small process of that user does it and dies with them."""
    command = [sys.executable, "-I", "-S", "-c", "import os; os.kill(-1, 9)"]
    subprocess.run(command, user=uid, group=uid, extra_groups=[], env={}, cwd="/", check=False, timeout=10)


def _read_keeper(directory: Path) -> _Keeper | None:
    try:
        lines = (directory / "keeper").read_text().splitlines()
    except (FileNotFoundError, NotADirectoryError):
        return None
    pid, started, boot = lines[0].split()
    keeper = _Keeper(int(pid), int(started), boot)
    for line in lines[1:]:
        name, _, value = line.partition(" ")
        if name == "cgroup":
            keeper.cgroups.append(value)
        elif name == "remove":
            keeper.remove.append(value)
        elif name == "uid":
            keeper.uid = int(value)
    return keeper


def _read_exit(directory: Path) -> ExitRecord | None:
    try:
        record = json.loads((directory / "exit").read_bytes())
        return ExitRecord(**{**record, "outcome": Outcome(record["outcome"])})
    except (FileNotFoundError, NotADirectoryError, ValueError, KeyError, TypeError):
        # Not there yet, or cut short by a power failure: then the keeper is dead and nobody knows.
        return None


def shut_down(directory: Path) -> bool:
    """Tell the keeper that the whole stops: it ends the run, and its record says so. False where it is gone."""
    keeper = _read_keeper(directory)
    return keeper is not None and keeper.is_alive() and _signal_keeper(keeper, signal.SIGTERM)


def end_all(base: Path, patience: float = 8.0) -> int:
    """Shut down every run below `base`, by force after `patience` seconds; returns how many there were.

    Their records and the rest of their output stay, for the worker that comes next.
    """
    directories = [base / name for name in list_runs(base)]
    asked = [directory for directory in directories if shut_down(directory)]
    deadline = time.monotonic() + patience
    while any(isinstance(state(directory), Running) for directory in asked) and time.monotonic() < deadline:
        time.sleep(0.02)
    for directory in asked:
        keeper = _read_keeper(directory)
        if keeper is not None and keeper.is_alive():
            _signal_keeper(keeper, signal.SIGKILL)
    for directory in directories:
        sweep(directory)
    return len(asked)
