"""Processes by number, safely: a number may be another process a moment later, so a start time goes with it.

Keepers import this, so it imports nothing heavy.
"""

from __future__ import annotations

import os

_CLOCK_TICKS = os.sysconf("SC_CLK_TCK")
SIGTERM, SIGKILL, SIGSTOP = 15, 9, 19


def boot_id() -> str:
    """Tells one boot of this machine from the next: process numbers mean nothing across them."""
    with open("/proc/sys/kernel/random/boot_id") as file:
        return file.read().strip()


def stat_fields(pid: int) -> list[str] | None:
    """The fields of /proc/PID/stat from the third on (state, ppid, pgrp, session, …), or None when it is gone."""
    try:
        with open(f"/proc/{pid}/stat", "rb") as file:
            text = file.read()
    except (FileNotFoundError, ProcessLookupError):
        return None
    # The second field is the name in parentheses, which may hold anything.
    return text[text.rindex(b")") + 2 :].decode("ascii").split()


def start_time(pid: int) -> int | None:
    """When `pid` started, in clock ticks since boot; None when it is gone or a zombie."""
    fields = stat_fields(pid)
    return None if fields is None or fields[0] in "ZX" else int(fields[19])


def is_alive(pid: int, started: int) -> bool:
    """Whether `pid` is still the process that started at `started`."""
    return start_time(pid) == started


def all_pids() -> list[int]:
    """Every process that can be seen."""
    return [int(name) for name in os.listdir("/proc") if name.isdigit()]


def descendants(pid: int) -> list[int]:
    """The processes below `pid`, parents before children, as far as they can be caught while they fork."""
    found: list[int] = []
    seen = {pid}
    queue = [pid]
    while queue:
        for child in _children(queue.pop(0)):
            if child not in seen:
                seen.add(child)
                found.append(child)
                queue.append(child)
    return found


def _children(pid: int) -> list[int]:
    try:
        tasks = os.listdir(f"/proc/{pid}/task")
    except OSError:
        return []
    found: list[int] = []
    for task in tasks:
        try:
            with open(f"/proc/{pid}/task/{task}/children") as file:
                found += [int(word) for word in file.read().split()]
        except (FileNotFoundError, ProcessLookupError):
            if os.path.exists(f"/proc/self/task/{os.getpid()}/children"):
                continue
            return _children_by_scan(pid)  # a kernel without CONFIG_PROC_CHILDREN
    return found


def _children_by_scan(pid: int) -> list[int]:
    found = []
    for other in all_pids():
        fields = stat_fields(other)
        if fields is not None and int(fields[1]) == pid:
            found.append(other)
    return found


def signal_all(pids: list[int], number: int) -> int:
    """Send a signal to each of `pids` that is still there; returns to how many."""
    sent = 0
    for pid in pids:
        try:
            os.kill(pid, number)
        except (ProcessLookupError, PermissionError):
            continue
        sent += 1
    return sent


def in_session(session: int) -> list[int]:
    """The processes whose session is `session`."""
    found = []
    for pid in all_pids():
        fields = stat_fields(pid)
        if fields is not None and int(fields[3]) == session and fields[0] not in "ZX":
            found.append(pid)
    return found


def carrying(mark: bytes) -> list[int]:
    """The processes whose environment holds the entry `mark`, as far as it may be read."""
    found = []
    for pid in all_pids():
        try:
            with open(f"/proc/{pid}/environ", "rb") as file:
                entries = file.read().split(b"\0")
        except OSError:
            continue
        if mark in entries:
            found.append(pid)
    return found


def memory_of(pids: list[int], limit: int) -> int:
    """Bytes of memory that `pids` hold together: cheap where that is below `limit`, exact above.

    The cheap sum counts a page once for each process that shares it since a fork; only where that would pass the limit
    is the proportional share read, which walks page tables.
    """
    total = sum(_status_kib(pid) for pid in pids) * 1024
    if total <= limit:
        return total
    exact = 0
    for pid in pids:
        share = _proportional_kib(pid)
        exact += _status_kib(pid) if share is None else share
    return exact * 1024


def _status_kib(pid: int) -> int:
    total = 0
    for line in _lines(f"/proc/{pid}/status"):
        if line.startswith((b"RssAnon:", b"RssShmem:")):
            total += int(line.split()[1])
    return total


def _proportional_kib(pid: int) -> int | None:
    total = None
    for line in _lines(f"/proc/{pid}/smaps_rollup"):
        if line.startswith((b"Pss_Anon:", b"Pss_Shmem:")):
            total = (total or 0) + int(line.split()[1])
    return total


def _lines(path: str) -> list[bytes]:
    try:
        with open(path, "rb") as file:
            return file.read().splitlines()
    except OSError:
        return []


def cpu_ms(pids: list[int]) -> int:
    """Processor time of `pids` and of the children that they have waited for, in milliseconds."""
    ticks = 0
    for pid in pids:
        fields = stat_fields(pid)
        if fields is not None:
            ticks += sum(int(field) for field in fields[11:15])
    return ticks * 1000 // _CLOCK_TICKS
