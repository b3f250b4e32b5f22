"""Starts the processes of one run, for its keeper: under bubblewrap, or plain with limits only.

A keeper has one thread, so forking and then setting up the child in Python is safe here. Keepers import this, so it
imports nothing heavy; `_signal` is what `signal` wraps, without the 5 ms of `enum`.
"""

from __future__ import annotations

import _signal  # type: ignore[import-not-found, unused-ignore]
import errno
import fcntl
import os
import select
import time

from worker.sandbox import cgroups

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, NoReturn

_PIPE_BYTES = 1024 * 1024
_START_SECONDS = 15.0
_WINDOW = (40, 120)
_NICE = 10
_OOM_SCORE = "800"  # the kernel should choose a script before anything of ours

# <linux/prctl.h>, <linux/seccomp.h>
_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_SECCOMP = 1, 4, 22
_PR_SET_CHILD_SUBREAPER, _PR_SET_NO_NEW_PRIVS = 36, 38
_SECCOMP_MODE_FILTER = 2


class LaunchFailed(Exception):
    """Nothing of the script ran. The text is the other program's own, for display only."""


class Started:
    """A run held before its first instruction.

    `pid` is our child, `root` the process whose death ends the whole tree (bubblewrap: the init of its PID namespace),
    `output` the reading end of stdout and stderr, `status` where bubblewrap (or our own child) reports, `gate` a
    descriptor: one byte written to it lets the script go.
    """

    def __init__(self, pid: int, root: int, output: int, status: int, gate: int) -> None:
        self.pid = pid
        self.root = root
        self.output = output
        self.status = status
        self.gate = gate


def start(spec: dict[str, Any]) -> Started:
    """Start the run of `spec` and hold it; raises LaunchFailed or OSError."""
    reading, writing = _terminal() if spec["terminal"] else _pipe()
    if spec["identity"]:
        os.fchown(writing, spec["identity"][0], -1)  # else the script could not open /dev/stderr
    os.set_blocking(reading, False)
    started = (_bubblewrap if spec["level"] == "bubblewrap" else _process)(spec, reading, writing)
    os.close(writing)
    try:
        os.setpriority(os.PRIO_PROCESS, started.root, _NICE)
        with open(f"/proc/{started.root}/oom_score_adj", "w") as file:
            file.write(_OOM_SCORE)
    except OSError as error:
        os.write(2, f"priority not lowered: {error}\n".encode())
    return started


def _pipe() -> tuple[int, int]:
    reading, writing = os.pipe()
    try:
        fcntl.fcntl(writing, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)
    except PermissionError as error:  # the user's allowance for pipes is used up; the ordinary size is only slower
        os.write(2, f"pipe not enlarged: {error}\n".encode())
    return reading, writing


def _terminal() -> tuple[int, int]:
    """A terminal that adds nothing of its own: no echo, no carriage returns. Nobody types into it."""
    import termios

    master, slave = os.openpty()
    settings = termios.tcgetattr(slave)
    settings[1] &= ~termios.OPOST
    settings[3] &= ~(termios.ECHO | termios.ICANON | termios.ISIG)
    termios.tcsetattr(slave, termios.TCSANOW, settings)
    termios.tcsetwinsize(slave, _WINDOW)
    return master, slave


def release(started: Started) -> None:
    """Let the script go."""
    os.write(started.gate, b"1")
    os.close(started.gate)


def data_file(name: str, content: bytes) -> int:
    """A file in memory that holds `content`, read from its beginning."""
    descriptor = os.memfd_create(name)
    view = memoryview(content)
    while view:
        view = view[os.write(descriptor, view) :]
    os.lseek(descriptor, 0, os.SEEK_SET)
    return descriptor


def _bubblewrap(spec: dict[str, Any], reading: int, writing: int) -> Started:
    numbers: dict[tuple[str, str], int] = {}
    for name, content in spec["data"].items():
        numbers["data", name] = data_file(name, content)
    for name, path in spec["trees"].items():
        numbers["tree", name] = os.open(path, os.O_PATH | os.O_NOFOLLOW | os.O_CLOEXEC)
    words = [item if isinstance(item, str) else str(numbers[item]) for item in spec["options"]]
    arguments = data_file("options", b"".join(os.fsencode(word) + b"\0" for word in words))
    status, status_writing = os.pipe()
    gate = _gate()
    command = [
        spec["bwrap"], "--args", str(arguments), "--json-status-fd", str(status_writing), "--block-fd", str(gate), "--",
        *spec["inner"],
    ]  # fmt: skip
    inherited = [arguments, status_writing, gate, *numbers.values()]
    pid = os.fork()
    if pid == 0:
        drop = None if spec["privileged"] else spec["identity"]
        _exec(command, {}, writing, inherited, drop, directory="/", plan=spec["cgroups"])
    for descriptor in (arguments, status_writing, *numbers.values()):
        os.close(descriptor)
    try:
        root = _child_pid(status, pid)
    except LaunchFailed:
        os.kill(pid, 9)
        os.waitpid(pid, 0)
        words_of_bwrap = _drain(reading)
        raise LaunchFailed(words_of_bwrap or "bubblewrap did not answer") from None
    return Started(pid, root, reading, status, gate)


def _gate() -> int:
    """A pipe whose one descriptor reads and writes: whoever waits on it keeps it open, so our death never opens it."""
    reading, writing = os.pipe()
    gate = os.open(f"/proc/self/fd/{reading}", os.O_RDWR | os.O_CLOEXEC)
    os.close(reading)
    os.close(writing)
    return gate


def _child_pid(status: int, pid: int) -> int:
    """Read the first status line; it may arrive in pieces."""
    text = b""
    deadline = time.monotonic() + _START_SECONDS
    poller = select.poll()
    poller.register(status, select.POLLIN)
    while b"\n" not in text:
        if not poller.poll(max(0.0, deadline - time.monotonic()) * 1000):
            raise LaunchFailed
        piece = os.read(status, 4096)
        if not piece:
            raise LaunchFailed
        text += piece
    _, found, after = text.partition(b'"child-pid":')
    if not found:
        raise LaunchFailed
    return int(after.split(b",")[0].split(b"}")[0])


def _drain(reading: int) -> str:
    try:
        return os.read(reading, 4096).decode("utf-8", "replace").strip()
    except BlockingIOError:
        return ""


def _exec(
    command: list[str],
    environment: dict[str, str],
    output: int,
    inherited: list[int],
    identity: tuple[int, int] | None,
    *,
    failure: int = 2,
    directory: str = "",
    plan: cgroups.Plan | tuple[()] = (),
) -> NoReturn:
    """In the child: become `command`; where that fails, say why on `failure`."""
    try:
        nothing = os.open("/dev/null", os.O_RDONLY)
        os.dup2(nothing, 0)
        os.dup2(output, 1)
        os.dup2(output, 2)
        # Of what we hold, such as the lock of the run's place, the script gets nothing that is not named here.
        for name in os.listdir("/proc/self/fd"):
            if int(name) > 2:
                _set_inheritable(int(name), int(name) in inherited)
        os.umask(0o022)
        refused = cgroups.join(plan)
        if refused:
            raise OSError(f"not let into {', '.join(refused)}")
        if directory:
            os.chdir(directory)
        if identity:
            os.setgroups([])
            os.setresgid(identity[1], identity[1], identity[1])
            os.setresuid(identity[0], identity[0], identity[0])
        # Python ignores SIGPIPE; `yes | head` in a script must not inherit that.
        for number in (_signal.SIGPIPE, _signal.SIGXFSZ):
            _signal.signal(number, _signal.SIG_DFL)
        _signal.pthread_sigmask(_signal.SIG_SETMASK, [])
        os.execve(command[0], command, environment)  # noqa: S606
    except BaseException as error:  # noqa: BLE001 - a forked child must never return into its parent's code
        os.write(failure, f"{command[0]}: {error}\n".encode())
    os._exit(126)


def _set_inheritable(descriptor: int, inheritable: bool) -> None:
    try:
        os.set_inheritable(descriptor, inheritable)
    except OSError as error:
        if error.errno != errno.EBADF:  # the one that read the list is closed by now
            raise


def _process(spec: dict[str, Any], reading: int, writing: int) -> Started:
    """The weakest level: limits, another user where we are root, a system call filter; nothing is hidden."""
    import ctypes
    import resource

    libc = ctypes.CDLL(None, use_errno=True)

    def control(option: int, *values: Any) -> None:
        arguments = (*values, 0, 0, 0, 0)[:4]
        if libc.prctl(option, *(ctypes.c_ulong(v) if isinstance(v, int) else v for v in arguments)) != 0:
            raise OSError(ctypes.get_errno(), f"prctl {option}")

    # Orphans of the script come to us and can be found; other processes of our user cannot read our memory.
    control(_PR_SET_CHILD_SUBREAPER, 1)
    control(_PR_SET_DUMPABLE, 0)
    written = data_file("script", spec["data"]["script"])
    script = os.open(f"/proc/self/fd/{written}", os.O_RDONLY | os.O_CLOEXEC)  # one open for writing cannot be executed
    os.close(written)
    gate_reading, gate = os.pipe()
    # Closed by the exec; what is written to it means that nothing of the script ran.
    status, failure = os.pipe()
    keeper = os.getpid()
    program = spec["data"]["seccomp"]

    class Program(ctypes.Structure):
        _fields_ = [("length", ctypes.c_ushort), ("instructions", ctypes.c_void_p)]

    pid = os.fork()
    if pid == 0:
        try:
            os.setsid()
            os.close(gate)
            if os.read(gate_reading, 1) != b"1":
                os._exit(125)
            refused = cgroups.join(spec["cgroups"])
            if refused:
                raise OSError(f"not let into {', '.join(refused)}")
            os.chdir(spec["directory"])
            for name, value in spec["rlimits"].items():
                number = getattr(resource, f"RLIMIT_{name.upper()}")
                _, hard = resource.getrlimit(number)
                value = value if hard == resource.RLIM_INFINITY else min(value, hard)
                resource.setrlimit(number, (value, value))
            if spec["identity"]:
                uid, gid = spec["identity"]
                os.setgroups([])
                os.setresgid(gid, gid, gid)
                os.setresuid(uid, uid, uid)
            control(_PR_SET_PDEATHSIG, 9)
            if os.getppid() != keeper:
                os._exit(125)
            control(_PR_SET_NO_NEW_PRIVS, 1)
            buffer = ctypes.create_string_buffer(program, len(program))
            filters = Program(len(program) // 8, ctypes.cast(buffer, ctypes.c_void_p))
            control(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(filters))
        except BaseException as error:  # noqa: BLE001 - a forked child must never return into its parent's code
            os.write(failure, f"not started: {error}\n".encode())
            os._exit(125)
        command = [*spec["inner"], f"/proc/self/fd/{script}", *spec["arguments"]]
        _exec(command, spec["environment"], writing, [script], None, failure=failure)
    for descriptor in (gate_reading, script, failure):
        os.close(descriptor)
    return Started(pid, pid, reading, status, gate)
