"""The host around a hostile script: things that it must not reach, each of which notices when it was reached.

Standard library only: the corpus also runs as an ordinary user, under whatever Python that user can execute.
"""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from worker.sandbox import runs
from worker.sandbox.model import Exited, ExitRecord, Limits, RunSpec, Workdir
from worker.sandbox.sandbox import Sandbox

Value = TypeVar("Value")

GIT_CONFIG = "[core]\n\tbare = false\n"


def eventually(look: Callable[[], Value], seconds: float = 20.0) -> Value:
    """The first true value of `look`, tried until `seconds` have passed; then the last one."""
    deadline = time.monotonic() + seconds
    while True:
        value = look()
        if value or time.monotonic() > deadline:
            return value
        time.sleep(0.01)


def finish(directory: Path, seconds: float = 60.0) -> ExitRecord:
    """Wait for the run's record."""

    def look() -> ExitRecord | None:
        state = runs.state(directory)
        return state.record if isinstance(state, Exited) else None

    record = eventually(look, seconds)
    errors = (directory / "errors").read_text() if (directory / "errors").exists() else ""
    assert record is not None, f"no end: {runs.state(directory)} {errors}"
    return record


class Result:
    """What one run left: its record and its whole log."""

    def __init__(self, directory: Path, record: ExitRecord) -> None:
        self.directory = directory
        self.record = record
        self.log = (directory / "out").read_bytes()


class World:
    """A host with a canary file, a directory anybody may write to, listeners, and a process of the scripts' own user."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self.mark = f"CANARY{uuid.uuid4().hex}"
        self.naked_mark = f"NAKED{uuid.uuid4().hex}"
        self.trace = uuid.uuid4().hex
        self.survivors: list[int] = []
        self.directory = Path(tempfile.mkdtemp(prefix="luma-world-"))
        self.directory.chmod(0o777)
        self.canary = self.directory / "canary"
        self.canary.write_text(self.mark)
        self.canary.chmod(0o644)
        self.tree = self.directory / "tree"
        self._make_tree()
        self.connections: list[str] = []
        self._listeners: list[socket.socket] = []
        self.port = self._listen(socket.AF_INET, ("127.0.0.1", 0), "tcp")[1]
        self.abstract = f"luma-{uuid.uuid4().hex}"
        self._listen(socket.AF_UNIX, f"\0{self.abstract}", "abstract")
        self.socket_path = str(self.directory / "socket")
        self._listen(socket.AF_UNIX, self.socket_path, "unix")
        os.chmod(self.socket_path, 0o777)
        self.udp_port = self._listen_udp()
        self.key = random.randrange(1, 2**31 - 1)
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.free_port = free.getsockname()[1]
        self.squat = f"luma-squat-{uuid.uuid4().hex}"
        self.victim = self._start_victim()
        self.mounts = _read("/proc/self/mountinfo")

    def _listen_udp(self) -> int:
        listener = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        listener.bind(("127.0.0.1", 0))
        self._listeners.append(listener)

        def receive() -> None:
            while True:
                try:
                    if listener.recv(100):
                        self.connections.append("udp")
                except OSError:
                    return

        threading.Thread(target=receive, daemon=True).start()
        return int(listener.getsockname()[1])

    @contextlib.contextmanager
    def knocking(self) -> Iterator[None]:
        """A host that tries, all the while, to reach what a script may have put in a service's place."""
        over = threading.Event()

        def knock() -> None:
            while not over.wait(0.05):
                for family, address in (
                    (socket.AF_INET, ("127.0.0.1", self.free_port)),
                    (socket.AF_UNIX, f"\0{self.squat}"),
                ):
                    with contextlib.suppress(OSError), socket.socket(family) as probe:
                        probe.connect(address)
                        self.connections.append("answered in a service's place")

        thread = threading.Thread(target=knock, daemon=True)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()

    def _make_tree(self) -> None:
        (self.tree / ".git" / "hooks").mkdir(parents=True)
        (self.tree / ".git" / "config").write_text(GIT_CONFIG)
        (self.tree / "README.md").write_text("hello\n")
        identity = self.sandbox.identity(0)
        for path in (self.tree, *self.tree.rglob("*")):
            path.chmod(0o777 if path.is_dir() else 0o666)
            if identity:
                os.chown(path, *identity)

    def _listen(self, family: int, address: object, name: str) -> tuple[str, int]:
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.bind(address)  # type: ignore[arg-type]
        listener.listen()
        self._listeners.append(listener)

        def accept() -> None:
            while True:
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                self.connections.append(name)
                connection.close()

        threading.Thread(target=accept, daemon=True).start()
        found = listener.getsockname()
        return found if isinstance(found, tuple) else ("", 0)

    def _start_victim(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            ["/bin/sleep", "86400"],
            env={"VICTIM_SECRET": self.mark},
            cwd="/",
            **self._user(),
        )

    def fill(self, script: str) -> bytes:
        """A script with this world's addresses in it."""
        names = {
            "@CANARY@": str(self.canary),
            "@DIR@": str(self.directory),
            "@PORT@": str(self.port),
            "@ABSTRACT@": self.abstract,
            "@SOCKET@": self.socket_path,
            "@VICTIM@": str(self.victim.pid),
            "@SPOOL@": str(self.sandbox.config.base),
            "@LEFT@": f"left-{self.trace}",
            "@UDP@": str(self.udp_port),
            "@KEY@": str(self.key),
            "@LISTEN@": str(self.free_port),
            "@SQUAT@": self.squat,
        }
        for name, value in names.items():
            script = script.replace(name, value)
        return script.encode()

    def spec(self, script: str, interpreter: str, **options: object) -> RunSpec:
        """A run of `script`; limits are small unless given."""
        limits: Limits = options.pop("limits", Limits(time_seconds=30, grace_seconds=0.5))  # type: ignore[assignment]
        access: Workdir = options.pop("workdir_access", Workdir.NONE)  # type: ignore[assignment]
        return RunSpec(
            run_id=uuid.uuid4().hex,
            content=self.fill(script),
            interpreter=(interpreter,),
            limits=limits,
            workdir=self.tree if access is not Workdir.NONE else None,
            workdir_access=access,
            **options,  # type: ignore[arg-type]
        )

    def run(self, script: str, interpreter: str = "/bin/sh", **options: object) -> Result:
        """Run `script` in the sandbox to its end."""
        self.mounts = _read("/proc/self/mountinfo")
        directory = self.sandbox.start(self.spec(script, interpreter, **options))
        return Result(directory, finish(directory))

    def run_naked(self, script: str, interpreter: str = "/bin/sh", *, seconds: float = 10.0, **options: Any) -> bytes:
        """Run `script` as a plain process of the same user, as long as `seconds`, then ask it to end, and no more.

        Its output is returned; what it did is for `harm` to see, and for `clear` to mend.
        """
        path = self.directory / f"naked-{uuid.uuid4().hex}"
        path.write_bytes(self.fill(script))
        path.chmod(0o755)
        in_tree = options.get("workdir_access", Workdir.NONE) is not Workdir.NONE
        environment = {"PATH": "/usr/bin:/bin", "NAKED": self.naked_mark, **options.get("secrets", {})}
        with tempfile.TemporaryFile() as output:
            process = subprocess.Popen(
                [interpreter, str(path)],
                env=environment,
                cwd=self.tree if in_tree else "/",
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                **self._user(),
            )
            try:
                process.wait(seconds)
            except subprocess.TimeoutExpired:
                process.terminate()
            # A well-behaved script is gone by now, and so is everything that it started.
            # One look may miss a script that hops from process to process.
            eventually(lambda: not self._seen_marked(), 1.0)
            self.survivors = self._seen_marked()
            self.clear()
            process.wait()
            output.seek(0)
            return output.read(64 * 1024 * 1024)

    def _seen_marked(self) -> list[int]:
        return sorted({pid for _ in range(10) for pid in marked_processes(self.naked_mark)})

    def _user(self) -> dict[str, Any]:
        identity = self.sandbox.identity(0)
        return {"user": identity[0], "group": identity[1], "extra_groups": []} if identity else {}

    def clear(self) -> None:
        """End what a plain run left behind, in passes: it may be hopping from process to process."""
        deadline = time.monotonic() + 15
        while (left := self._seen_marked()) and time.monotonic() < deadline:
            for pid in left:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)

    def revive(self) -> None:
        """The host as it was: a living victim, an unspoilt tree, no connections counted, nothing left lying about."""
        if self.victim.poll() is not None:
            self.victim = self._start_victim()
        self.connections.clear()
        self.survivors = []
        for path in self._traces():
            path.unlink()
        shutil.rmtree(self.tree)
        self._make_tree()
        self.mounts = _read("/proc/self/mountinfo")

    def _traces(self) -> list[Path]:
        """Files that a script has left on the host, by their mark."""
        places = (
            self.directory,
            Path("/tmp"),
            Path("/dev/shm"),
            Path("/var/tmp"),
            Path("/dev/mqueue"),
            Path("/run/lock"),
        )
        return [path for place in places if place.is_dir() for path in place.glob(f"*left-{self.trace}*")]

    def harm(self, log: bytes) -> list[str]:
        """What of this world was reached."""
        found = []
        if self.mark.encode() in log:
            found.append("canary printed")
        if self.victim.poll() is not None:
            found.append("victim killed")
        if self.canary.read_text() != self.mark:
            found.append("canary changed")
            self.canary.write_text(self.mark)
        found += [f"left {path}" for path in self._traces()]
        found += self.connections
        if b"ESCAPED" in log:
            found.append("escaped")
        if _read(str(self.tree / ".git" / "config")) != GIT_CONFIG or list(self.tree.glob(".git/hooks/*")):
            found.append("repository changed")
        if f"{self.key:>10} " in _read("/proc/sysvipc/shm"):
            found.append("shared memory left")
            subprocess.run(["ipcrm", "-M", str(self.key)], check=False)
        if _read("/proc/self/mountinfo") != self.mounts:
            found.append("mounted")
        found += [f"survived {pid}" for pid in self.survivors]
        return found

    def left_of(self, run_id: str) -> list[str]:
        """What is still there of a run that has ended: processes, by mark and by user, and control groups."""
        eventually(lambda: not self._left(run_id), 5)
        return self._left(run_id)

    def _left(self, run_id: str) -> list[str]:
        return self._left_processes(run_id) + [path for path in _cgroups() if run_id in path]

    def _left_processes(self, run_id: str) -> list[str]:
        found = set(marked_processes(run_id))
        identity = self.sandbox.identity(0)
        if identity:  # else the scripts' user is ours, with processes of its own
            found |= set(processes_of(identity[0])) - {self.victim.pid}
        return [f"process {pid}" for pid in found]

    def close(self) -> None:
        """Take everything down."""
        self.victim.kill()
        self.victim.wait()
        for listener in self._listeners:
            with contextlib.suppress(OSError):  # one for datagrams is not connected
                listener.shutdown(socket.SHUT_RDWR)
            listener.close()
        self.clear()
        shutil.rmtree(self.directory, ignore_errors=True)


def marked_processes(mark: str) -> list[int]:
    """The processes that carry `mark` in their command line or environment."""
    found = []
    # The newest first: a process that hops lives only for moments.
    for name in sorted((name for name in os.listdir("/proc") if name.isdigit()), key=int, reverse=True):
        if int(name) == os.getpid():
            continue
        for part in ("cmdline", "environ"):
            try:
                if mark.encode() in Path("/proc", name, part).read_bytes():
                    found.append(int(name))
                    break
            except OSError:
                continue
    return found


def processes_of(uid: int) -> list[int]:
    """The processes of a user that are not zombies."""
    found = []
    for name in os.listdir("/proc"):
        lines = _read(f"/proc/{name}/status") if name.isdigit() else ""
        words = {line.split(":")[0]: line.split()[1:] for line in lines.splitlines() if ":" in line}
        if words and words["Uid"][0] == str(uid) and words["State"][0] not in "ZX":
            found.append(int(name))
    return found


def _cgroups() -> list[str]:
    base = Path("/sys/fs/cgroup")
    return [str(path) for pattern in ("lumastack/run-*", "*/lumastack/run-*") for path in base.glob(pattern)]


def _read(path: str) -> str:
    try:
        return Path(path).read_text(errors="replace")
    except OSError:
        return ""
