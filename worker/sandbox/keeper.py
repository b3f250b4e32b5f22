"""The keeper of one run: a small process of its own that outlives the worker which started it.

It owns the sandbox: starts it, enforces time and limits, masks and spools the output, ends the whole tree, and records
how the run ended. The worker only reads what the keeper writes into the run's directory:

    keeper  its process number, start time and boot, then what to sweep should it die
    child   the process whose death ends the tree
    out     the stored log, which only grows
    exit    how the run ended, there in one step when everything else is complete
    cancel  made by whoever wants the run to end
    errors  what a defect in the keeper itself printed

Making that directory is the start fence: a second keeper for the same run finds it and says so. Keepers are forked by a
server (`serve`) that each worker process starts and that ends with it; they themselves go on.
"""

from __future__ import annotations

import _signal  # type: ignore[import-not-found, unused-ignore]
import errno
import marshal
import os
import select
import time

from worker.sandbox import cgroups, launch, leavings, processes
from worker.sandbox.spool import Spool

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, NoReturn

# What a keeper answers to the worker; anything else is the text of what went wrong.
ANSWER_STARTED, ANSWER_EXISTS = b"started", b"exists"
_REQUEST_BYTES = 4096

_READ_BYTES = 256 * 1024
_TICK_SECONDS = 0.25
_DRAIN_SECONDS = 1.0
_TREE_ENTRIES = 100_000
# Once nothing more is stored, output is read at this rate, and the script feels it: an endless flood costs little.
_DROPPING_BYTES_PER_SECOND = 32 * 1024 * 1024
_RESERVED_BYTES = 4096
_SIGNALS = 64


def serve(control: int) -> None:
    """Fork a keeper for every request on the socket `control`, until the worker at its other end is gone.

    A process that has everything imported forks in a millisecond, where a new interpreter takes twenty or more to
    start. A request is the run's directory, with three descriptors: the specification, where to answer, and the lock
    of the run's place. This process itself never reads a specification: it would keep secrets of past runs.
    """
    import gc
    import json  # noqa: F401 - here once, so that no keeper pays for it
    import shutil  # noqa: F401
    import socket

    os.setsid()
    os.umask(0o077)
    _signal.signal(_signal.SIGINT, _signal.SIG_IGN)
    # Ended keepers need nobody to wait for them.
    _signal.signal(_signal.SIGCHLD, _signal.SIG_IGN)
    connection = socket.socket(fileno=control)
    gc.collect()
    gc.freeze()
    while True:
        request, descriptors, _, _ = socket.recv_fds(connection, _REQUEST_BYTES, 3)
        if not request:
            return
        if os.fork() == 0:
            os.close(control)
            _signal.signal(_signal.SIGCHLD, _signal.SIG_DFL)
            _keep(os.fsdecode(request), *descriptors)
        for descriptor in descriptors:
            os.close(descriptor)


def _keep(run_directory: str, specification: int, answer: int, place: int) -> NoReturn:
    """Be the keeper of one run; `place` is only held. Says on `answer` whether it has the run's directory."""
    code = 1
    try:
        os.setsid()
        with open(specification, "rb") as file:
            spec = marshal.loads(file.read())  # noqa: S302 - from our own worker, by memory of its own
        if _claim(run_directory, spec):
            os.write(answer, ANSWER_STARTED)
            os.close(answer)
            answer = 2
            Keeper(run_directory, spec).run()
        else:
            os.write(answer, ANSWER_EXISTS)
        code = 0
    except BaseException:  # noqa: BLE001 - the last line of defence: say what happened where it can be found
        import traceback

        os.write(answer, traceback.format_exc().encode("utf-8", "backslashreplace"))
    os._exit(code)


def _claim(run_directory: str, spec: dict[str, Any]) -> bool:
    """Make the run's directory with its `keeper` file in one step; False where it exists.

    A directory that is not empty cannot be replaced by rename(2), so of two keepers one wins.
    """
    base, name = os.path.split(run_directory)
    pid = os.getpid()
    making = os.path.join(base, f".{name}.{pid}")
    os.mkdir(making)
    lines = [f"{pid} {processes.start_time(pid)} {processes.boot_id()}"]
    lines += [f"cgroup {directory}" for directory, _ in spec["cgroups"]]
    lines += [f"remove {directory}" for directory in spec["remove"]]
    if spec["sweep_uid"] is not None:
        lines.append(f"uid {spec['sweep_uid']}")
    with open(os.path.join(making, "keeper"), "w") as file:
        file.write("\n".join(lines) + "\n")
    with open(os.path.join(making, "out"), "w"):
        pass
    artifacts = os.path.join(making, leavings.DIRECTORY)
    os.mkdir(artifacts, 0o700)
    if spec["identity"]:
        os.chown(artifacts, *spec["identity"])
    # Room for the record of the end, so that a full disk cannot make a run that ended look lost.
    with open(os.path.join(making, "exit.new"), "w") as file:
        try:
            os.posix_fallocate(file.fileno(), 0, _RESERVED_BYTES)
        except OSError as error:
            if error.errno not in (errno.EOPNOTSUPP, errno.EINVAL):
                raise
    try:
        os.rename(making, run_directory)
    except OSError as error:
        os.rmdir(artifacts)
        for name in os.listdir(making):
            os.unlink(os.path.join(making, name))
        os.rmdir(making)
        if error.errno in (errno.ENOTEMPTY, errno.EEXIST):
            return False
        raise
    os.chdir(run_directory)
    nothing = os.open("/dev/null", os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    os.dup2(os.open("errors", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), 2)
    return True


class Keeper:
    """One run from its start to its record. The current directory is the run's own."""

    def __init__(self, run_directory: str, spec: dict[str, Any]) -> None:
        self.directory = run_directory
        self.spec = spec
        self.limits = spec["limits"]
        out = os.open("out", os.O_WRONLY | os.O_APPEND | os.O_CLOEXEC)
        head = self.limits["log_bytes"] - self.limits["log_tail_bytes"]
        self.spool = Spool(out, head, self.limits["log_tail_bytes"], spec["patterns"])
        self.cgroups: list[str] = [directory for directory, _ in spec["cgroups"]]
        self.reason = ""  # why we end the run, the word of an Outcome; empty while we do not
        self.killed = False
        self.started_at: float | None = None
        self.began = 0.0
        self.deadline = 0.0
        self.kill_at = 0.0
        self.memory_peak = 0
        self.cpu_ms = 0
        self.ignore_output_until = 0.0
        self.free_at_start = -1
        home = spec["remove"][0] if spec["remove"] else ""
        self.artifacts = os.path.join(home, leavings.DIRECTORY)  # in our own directory, under bubblewrap
        self.error = ""
        self.wake_reading, self.wake_writing = os.pipe()
        self._listen()

    def _listen(self) -> None:
        """SIGTERM ends the run: a request to cancel, or this machine going down."""
        os.set_blocking(self.wake_reading, False)
        os.set_blocking(self.wake_writing, False)
        _signal.set_wakeup_fd(self.wake_writing, warn_on_full_buffer=False)
        _signal.signal(_signal.SIGTERM, lambda number, frame: None)
        for number in (_signal.SIGHUP, _signal.SIGINT):
            _signal.signal(number, _signal.SIG_IGN)

    def run(self) -> None:
        """Do everything; returns when the record is written and nothing is left."""
        refused = cgroups.make(self.spec["cgroups"])
        refused = [name for name in refused if "memsw" not in name and "swap" not in name]
        try:
            if refused:
                raise launch.LaunchFailed(f"cgroup limits refused: {', '.join(refused)}")
            started = launch.start(self.spec)
        except (launch.LaunchFailed, OSError) as failure:
            self.error = str(failure)
            self._record("sandbox_failed", None, cgroups.Usage())
            self._sweep()
            return
        with open("child", "w") as file:
            file.write(f"{started.root} {processes.start_time(started.root)}\n")
        self.started_at = time.time()
        self.began = time.monotonic()
        self.deadline = self.began + self.limits["time_seconds"]
        launch.release(started)
        self._watch(started)
        self._finish(started)

    # ------------------------------------------------------------------ while it runs

    def _watch(self, started: launch.Started) -> None:
        """Read the output and keep the limits until our child is dead."""
        child = os.pidfd_open(started.pid)
        poller = select.poll()
        poller.register(child, select.POLLIN)
        poller.register(self.wake_reading, select.POLLIN)
        poller.register(started.output, select.POLLIN)
        listening, open_ = True, True
        next_tick = 0.0
        while True:
            now = time.monotonic()
            if listening and now < self.ignore_output_until:
                poller.unregister(started.output)
                listening = False
            elif not listening and open_ and now >= self.ignore_output_until:
                poller.register(started.output, select.POLLIN)
                listening = True
            if now >= next_tick:
                next_tick = now + _TICK_SECONDS
                self._tick(started, now)
            self._keep_time(started, now)
            events = dict(poller.poll(max(0.0, self._next_moment(next_tick) - time.monotonic()) * 1000 + 1))
            if started.output in events and not self._read(started):
                # Closing stdout is not the end: a script may go on in silence.
                poller.unregister(started.output)
                listening = open_ = False
            if self.wake_reading in events:
                os.read(self.wake_reading, 4096)
                self._asked_to_end(started)
            if child in events:
                break
        os.close(child)

    def _next_moment(self, tick: float) -> float:
        moments = [tick]
        if not self.reason:
            moments.append(self.deadline)
        elif not self.killed:
            moments.append(self.kill_at)
        if self.ignore_output_until > time.monotonic():
            moments.append(self.ignore_output_until)
        return min(moments)

    def _read(self, started: launch.Started) -> bool:
        """Take in what there is, up to a bound; False at the end of the output."""
        try:
            data = os.read(started.output, _READ_BYTES)
        except BlockingIOError:
            return True
        except OSError as error:
            if error.errno != errno.EIO:
                raise
            return False  # a terminal that nobody has open any more
        if not data:
            return False
        was_full = self.spool.full
        try:
            self.spool.write(data)
        except OSError as error:
            os.write(2, f"log not stored: {error}\n".encode())
            self._stop(started, "disk_full", gently=False)
            return False
        if self.spool.full:
            if not was_full and self.limits["stop_at_log_limit"]:
                self._stop(started, "output_limit")
            now = time.monotonic()
            self.ignore_output_until = max(self.ignore_output_until, now) + len(data) / _DROPPING_BYTES_PER_SECOND
        return True

    def _tick(self, started: launch.Started, now: float) -> None:
        """What is looked at four times a second: what the kernel does not enforce for us."""
        if os.path.exists("cancel"):
            self._stop(started, "cancelled")
        if self.spec["watch_memory"]:
            tree = self._tree(started)
            used = processes.memory_of(tree, self.limits["memory_bytes"])
            self.memory_peak = max(self.memory_peak, used)
            self.cpu_ms = max(self.cpu_ms, processes.cpu_ms(tree))
            if used > self.limits["memory_bytes"]:
                self._stop(started, "out_of_memory", gently=False)
        if self.spec["watch_disk"]:
            free = os.statvfs(self.spec["watch_disk"])
            left = free.f_bavail * free.f_frsize
            if self.free_at_start < 0:
                self.free_at_start = left
            # A fuller disk is cheap to see, and may be others' doing: only then the tree is looked at.
            fuller = self.free_at_start - left > self.limits["written_bytes"]
            if left < self.limits["free_disk_bytes"] or (
                fuller
                and leavings.exceeds(
                    self.spec["watch_disk"], self.limits["written_bytes"], self.started_at or 0.0, _TREE_ENTRIES
                )
            ):
                self._stop(started, "disk_full", gently=False)
        if leavings.exceeds(self.artifacts, self.limits["artifact_bytes"]):
            self._stop(started, "disk_full", gently=False)

    def _keep_time(self, started: launch.Started, now: float) -> None:
        if not self.reason and now >= self.deadline:
            self._stop(started, "timed_out")
        elif self.reason and not self.killed and now >= self.kill_at:
            self._kill(started)

    def _asked_to_end(self, started: launch.Started) -> None:
        self._stop(started, "cancelled" if os.path.exists("cancel") else "shutdown")

    # ------------------------------------------------------------------ the end

    def _stop(self, started: launch.Started, reason: str, *, gently: bool = True) -> None:
        """End the run for `reason`: SIGTERM to the whole tree and SIGKILL after the grace, or SIGKILL at once."""
        if self.reason and gently:
            return
        self.reason = self.reason or reason
        if not gently:
            self._kill(started)
            return
        self.kill_at = time.monotonic() + self.limits["grace_seconds"]
        tree = self._tree(started)
        if self.spec["level"] == "bubblewrap":
            tree.remove(started.root) if started.root in tree else None  # the init of the namespace ignores it
        processes.signal_all(tree, processes.SIGTERM)

    def _tree(self, started: launch.Started) -> list[int]:
        if self.spec["level"] == "bubblewrap":
            return [started.root, *processes.descendants(started.root)]
        return processes.descendants(os.getpid())  # orphans have come to us

    def _kill(self, started: launch.Started) -> None:
        """SIGKILL to everything, under bubblewrap to the init first: killing only bubblewrap can leave the script."""
        self.killed = True
        processes.signal_all([started.root, started.pid], processes.SIGKILL)
        cgroups.kill(self.cgroups)
        if self.spec["level"] != "bubblewrap":
            self._kill_orphans()

    def _kill_orphans(self) -> None:
        """Without a PID namespace: stop all descendants so that none forks away, kill them, look again."""
        for _ in range(50):
            left = self._living()
            if not left:
                return
            processes.signal_all(left, processes.SIGSTOP)
            processes.signal_all(self._living(), processes.SIGKILL)
        if self.spec["sweep_uid"] is not None:
            kill_user(self.spec["sweep_uid"])

    def _living(self) -> list[int]:
        return [pid for pid in processes.descendants(os.getpid()) if processes.start_time(pid) is not None]

    def _finish(self, started: launch.Started) -> None:
        _, status, used = os.wait4(started.pid, 0)
        usage = cgroups.read_usage(self.spec["cgroups"])
        if self.spec["level"] != "bubblewrap":
            self._kill_orphans()  # bubblewrap ends with the init of its namespace, and that with all the others
        deadline = time.monotonic() + _DRAIN_SECONDS
        poller = select.poll()
        poller.register(started.output, select.POLLIN)
        # Output that was in the pipe when the last process died; what still holds the pipe open is no reason to wait.
        while time.monotonic() < deadline and poller.poll(0) and self._read(started):
            continue
        try:
            self.spool.finish()
        except OSError as error:
            os.write(2, f"log not completed: {error}\n".encode())
            self.reason = self.reason or "disk_full"
        report = self._rest(started.status)
        if self.spec["level"] == "bubblewrap":
            _, ran, after = report.partition(b'"exit-code":')
            code = int(after.split(b"}")[0].split(b",")[0]) if ran else None
        else:
            ran = b"" if report else b"yes"
            self.error = self.error or report.decode("utf-8", "replace").strip()
            code = os.waitstatus_to_exitcode(status)
            code = 128 - code if code < 0 else code
        usage.cpu_ms = max(usage.cpu_ms, self.cpu_ms, int((used.ru_utime + used.ru_stime) * 1000))
        usage.memory_peak = max(usage.memory_peak, self.memory_peak) or used.ru_maxrss * 1024
        outcome = self.reason
        if not outcome:
            outcome = "exited" if ran else "sandbox_failed"
            if usage.out_of_memory and code == 128 + processes.SIGKILL:
                outcome = "out_of_memory"
        if outcome == "sandbox_failed" and not self.error:
            with open("out", "rb") as file:
                self.error = file.read(2000).decode("utf-8", "replace").strip()
        self._record(outcome, code if outcome != "sandbox_failed" else None, usage)
        self._sweep()

    def _rest(self, status: int) -> bytes:
        """What is left in the status pipe. All writers are dead, so reading ends."""
        found = b""
        os.set_blocking(status, False)
        while True:
            try:
                piece = os.read(status, 4096)
            except BlockingIOError:
                return found
            if not piece:
                return found
            found += piece

    def _sweep(self) -> None:
        """Leave nothing behind: cgroups and directories, and whatever might still be in them."""
        cgroups.kill(self.cgroups)
        left = cgroups.remove(self.cgroups)
        if left:
            os.write(2, f"cgroups left: {left}\n".encode())
        if self.spec["remove"]:
            import shutil

            try:
                os.rename(self.artifacts, leavings.DIRECTORY)
            except OSError as error:  # on another file system: they are gone, and that is said
                os.write(2, f"artifacts not kept: {error}\n".encode())

            for directory in self.spec["remove"]:
                shutil.rmtree(directory, ignore_errors=True)

    def _record(self, outcome: str, code: int | None, usage: cgroups.Usage) -> None:
        """Write `exit` in one step: whoever sees it sees all of it, and the log complete."""
        import json

        now = time.monotonic()
        record = {
            "outcome": outcome,
            "exit_code": code,
            "signal": code - 128 if code is not None and 128 < code <= 128 + _SIGNALS else None,
            "started_at": self.started_at,
            "finished_at": time.time(),
            "duration_ms": int((now - self.began) * 1000) if self.began else 0,
            "log_bytes": self.spool.size,
            "dropped_bytes": self.spool.dropped,
            "out_of_memory": usage.out_of_memory or outcome == "out_of_memory",
            "cpu_ms": usage.cpu_ms,
            "memory_peak_bytes": usage.memory_peak,
            "error": self.error[:2000],
        }
        with open("exit.new", "r+b") as file:
            file.write(json.dumps(record).encode())
            file.truncate()
            file.flush()
            # Seen by the worker at once; the disk comes after. A power failure in between leaves a record that cannot
            # be read, and then the run is said to be lost.
            os.rename("exit.new", "exit")
            os.fsync(file.fileno())


def kill_user(uid: int) -> None:
    """SIGKILL every process of user `uid`, which is a run's alone. Only for a root process."""
    pid = os.fork()
    if pid == 0:
        try:
            os.setgroups([])
            os.setresgid(uid, uid, uid)
            os.setresuid(uid, uid, uid)
            os.kill(-1, processes.SIGKILL)
        finally:
            os._exit(0)
    os.waitpid(pid, 0)
