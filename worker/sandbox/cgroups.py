"""Control groups of a run, version 1, 2 or both: planned by the worker, made, read and removed by the keeper.

They are a bonus and not a requirement: where none can be written, rlimits and a memory watchdog stand in and the report
says so. Keepers import this, so it imports nothing heavy.
"""

from __future__ import annotations

import os
import time

# A plan is a list of (directory, {file: value}); made by `plan`, carried to the keeper as plain values.
Plan = list[tuple[str, dict[str, str]]]

_PERIOD_US = 100_000
_DELEGATED = ("trusted.delegate", "user.delegate")
_NEEDED = ("memory", "pids")


class Hierarchies:
    """Where this process stands in each hierarchy: `v1` maps a controller to a directory, `v2` is one or None."""

    def __init__(self, v1: dict[str, str], v2: str | None) -> None:
        self.v1 = v1
        self.v2 = v2


def find(mountinfo: str, own: str) -> Hierarchies:
    """Read the texts of /proc/self/mountinfo and /proc/self/cgroup (see cgroups(7) and proc_pid_mountinfo(5))."""
    paths = {}
    for line in own.splitlines():
        _, controllers, path = line.split(":", 2)
        for controller in controllers.split(","):
            paths[controller] = path
    v1: dict[str, str] = {}
    v2 = None
    for line in mountinfo.splitlines():
        before, _, after = line.partition(" - ")
        kind, _, options = after.split(" ", 2)
        root, point = before.split(" ")[3:5]
        names = [name for name in options.split(" ")[-1].split(",") if name in paths]
        if kind == "cgroup2" and "" in paths:
            v2 = _below(root, point, paths[""])
        elif kind == "cgroup":
            for name in names:
                v1[name] = _below(root, point, paths[name])
    return Hierarchies(v1, v2)


def _below(root: str, point: str, path: str) -> str:
    """The directory of cgroup `path` where the mount at `point` shows the hierarchy from `root` on."""
    if root != "/" and path.startswith(root):
        path = path[len(root) :]
    return os.path.join(point, path.lstrip("/")).rstrip("/")


def prepare(found: Hierarchies) -> tuple[str, dict[str, str]]:
    """Make the directory that runs live below, once at start.

    Returns the kind (`v2`, `v1` or `none`) and the base directory of each usable controller (for v2 all the same).
    """
    v2 = _prepare_v2(found.v2) if found.v2 else None
    if v2:
        return "v2", dict.fromkeys(("memory", "pids", "cpu"), v2)
    bases = {}
    for controller in ("memory", "pids", "cpu", "cpuacct"):
        parent = found.v1.get(controller)
        if parent and _make(os.path.join(parent, "lumastack")):
            bases[controller] = os.path.join(parent, "lumastack")
    return ("v1", bases) if "memory" in bases else ("none", {})


def _prepare_v2(own: str) -> str | None:
    """A directory below our own cgroup with the controllers that we need, or None.

    Processes may not stand in a cgroup that hands controllers down, so where systemd has delegated ours to us, they are
    moved into a leaf first. A cgroup that nobody has delegated is only used when it already hands them down.
    """
    handed_down = _read(os.path.join(own, "cgroup.subtree_control")).split()
    if not all(name in handed_down for name in _NEEDED):
        available = _read(os.path.join(own, "cgroup.controllers")).split()
        if not all(name in available for name in _NEEDED) or not _is_delegated(own):
            return None
        leaf = os.path.join(own, "processes")
        wanted = " ".join(f"+{name}" for name in (*_NEEDED, "cpu") if name in available)
        if not _make(leaf):
            return None
        for pid in _read(os.path.join(own, "cgroup.procs")).split():
            _write(os.path.join(leaf, "cgroup.procs"), pid)
        if not _write(os.path.join(own, "cgroup.subtree_control"), wanted):
            return None
    base = os.path.join(own, "lumastack")
    if not _make(base):
        return None
    have = _read(os.path.join(base, "cgroup.controllers")).split()
    wanted = " ".join(f"+{name}" for name in (*_NEEDED, "cpu") if name in have)
    return base if _write(os.path.join(base, "cgroup.subtree_control"), wanted) else None


def _is_delegated(path: str) -> bool:
    for name in _DELEGATED:
        try:
            if os.getxattr(path, name) == b"1":
                return True
        except OSError:
            continue
    return False


def plan(kind: str, bases: dict[str, str], run_id: str, memory: int, processes: int, cores: float) -> Plan:
    """The directories of one run, with what to write into each. `memory` in bytes."""
    name = f"run-{run_id}"
    quota = str(int(cores * _PERIOD_US))
    if kind == "v2":
        values = {
            "memory.max": str(memory),
            "memory.swap.max": "0",
            "memory.oom.group": "1",
            "pids.max": str(processes),
            "cpu.max": f"{quota} {_PERIOD_US}",
        }
        return [(os.path.join(bases["memory"], name), values)]
    settings = {
        "memory": {"memory.limit_in_bytes": str(memory), "memory.memsw.limit_in_bytes": str(memory)},
        "pids": {"pids.max": str(processes)},
        "cpu": {"cpu.cfs_period_us": str(_PERIOD_US), "cpu.cfs_quota_us": quota},
        "cpuacct": {},
    }
    made: dict[str, dict[str, str]] = {}
    for controller, base in bases.items():
        made.setdefault(os.path.join(base, name), {}).update(settings[controller])
    return list(made.items())


def make(plan: Plan) -> list[str]:
    """Make the directories and set the limits; what could not be set is returned by file name."""
    failed = []
    for directory, values in plan:
        if not _make(directory):
            failed.append(directory)
        failed += [name for name, value in values.items() if not _write(os.path.join(directory, name), value)]
    return failed


def join(plan: Plan | tuple[()]) -> list[str]:
    """Move the calling process, which has one thread, in; returns where that was refused.

    A thread that moves itself by version 1's `tasks` needs no lock of the whole machine; moving another process waits
    about ten milliseconds for one.
    """
    failed = []
    for directory, _ in plan:
        tasks = os.path.join(directory, "tasks")
        if not _write(tasks if os.path.exists(tasks) else os.path.join(directory, "cgroup.procs"), "0"):
            failed.append(directory)
    return failed


class Usage:
    """What a run used: `cpu_ms`, `memory_peak` in bytes, and whether the kernel killed for memory."""

    def __init__(self) -> None:
        self.cpu_ms = 0
        self.memory_peak = 0
        self.out_of_memory = False


def read_usage(plan: Plan) -> Usage:
    """Read the counters of a run that is still in its cgroups, or has just left them."""
    usage = Usage()
    for directory, _ in plan:
        for name, factor in (("cpuacct.usage", 1e-6),):
            text = _read(os.path.join(directory, name))
            usage.cpu_ms = max(usage.cpu_ms, int(int(text) * factor)) if text else usage.cpu_ms
        for name in ("memory.peak", "memory.memsw.max_usage_in_bytes", "memory.max_usage_in_bytes"):
            text = _read(os.path.join(directory, name))
            if text and not usage.memory_peak:
                usage.memory_peak = int(text)
        for name in ("cpu.stat", "memory.events", "memory.oom_control"):
            for line in _read(os.path.join(directory, name)).splitlines():
                key, _, value = line.partition(" ")
                if key == "usage_usec":
                    usage.cpu_ms = int(value) // 1000
                elif key == "oom_kill" and value != "0":
                    usage.out_of_memory = True
    return usage


def kill(directories: list[str]) -> None:
    """SIGKILL everything in the cgroups: at once by `cgroup.kill`, else in passes until nothing is left."""
    for directory in directories:
        if os.path.exists(os.path.join(directory, "cgroup.kill")):
            _write(os.path.join(directory, "cgroup.kill"), "1")
            continue
        for _ in range(50):
            pids = _read(os.path.join(directory, "cgroup.procs")).split()
            if not pids:
                break
            for pid in pids:
                try:
                    os.kill(int(pid), 9)
                except ProcessLookupError:
                    continue
            time.sleep(0.005)


def remove(directories: list[str], patience: float = 2.0) -> list[str]:
    """Remove the directories, waiting `patience` seconds for the last process to be gone; returns what is left."""
    deadline = time.monotonic() + patience
    left = list(directories)
    while True:
        left = [directory for directory in left if not _remove(directory)]
        if not left or time.monotonic() > deadline:
            return left
        time.sleep(0.01)


def _remove(directory: str) -> bool:
    try:
        os.rmdir(directory)
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return True


def _make(directory: str) -> bool:
    try:
        os.mkdir(directory, 0o755)
    except FileExistsError:
        return True
    except OSError:
        return False
    return True


def _read(path: str) -> str:
    try:
        with open(path) as file:
            return file.read().strip()
    except (OSError, UnicodeDecodeError):
        return ""


def _write(path: str, value: str) -> bool:
    try:
        with open(path, "w") as file:
            file.write(value)
    except OSError:
        return False
    return True
