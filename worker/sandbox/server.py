"""The worker's side of the process that forks keepers: started at the first run, and again where it has died."""

from __future__ import annotations

import atexit
import os
import select
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

from worker.sandbox.keeper import ANSWER_EXISTS, ANSWER_STARTED
from worker.sandbox.launch import data_file
from worker.sandbox.model import AlreadyStarted, SandboxUnavailable

_ANSWER_SECONDS = 30.0
_ANSWER_BYTES = 4096
_ATTEMPTS = 3
_KEEP = str(Path(__file__).with_name("keep.py"))


class KeeperServer:
    """One process that forks keepers, for all threads of this one. It ends when this process does."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._control: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None

    def start_keeper(self, directory: Path, specification: bytes, place: int) -> None:
        """Start a keeper and wait until it has the run's directory.

        `place` is the descriptor of the lock that it goes on holding. Raises AlreadyStarted where there is a keeper or
        has been one, SandboxUnavailable where none could be started.
        """
        answer = b""
        for _ in range(_ATTEMPTS):
            # Asking again is safe, whatever became of the first attempt: the directory is made once.
            answer = self._ask(directory, specification, place)
            if answer:
                break
        if answer == ANSWER_EXISTS:
            raise AlreadyStarted(directory.name)
        if answer != ANSWER_STARTED:
            detail = answer.decode("utf-8", "replace")[-2000:]
            raise SandboxUnavailable("keeper_failed", "See the worker's log", detail)

    def close(self) -> None:
        """End the server; keepers go on."""
        with self._lock:
            self._end()

    def _ask(self, directory: Path, specification: bytes, place: int) -> bytes:
        """The keeper's answer; empty where the server died before it had forked one."""
        reading, writing = os.pipe()
        content = data_file("specification", specification)
        try:
            control = self._connection()
            try:
                socket.send_fds(control, [os.fsencode(directory)], [content, writing, place])
            except OSError:
                self._forget(control)
                return b""
            os.close(writing)
            writing = -1
            answer = _read_answer(reading)
            if not answer:
                self._forget(control)
            return answer
        finally:
            for descriptor in (reading, writing, content):
                if descriptor >= 0:
                    os.close(descriptor)

    def _connection(self) -> socket.socket:
        with self._lock:
            if self._control is None:
                self._start()
            assert self._control is not None
            return self._control

    def _start(self) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        library_path = os.environ.get("LD_LIBRARY_PATH")  # a Python that was built elsewhere may need it to start
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-S", _KEEP, str(theirs.fileno())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                env={"LD_LIBRARY_PATH": library_path} if library_path else {},
                cwd="/",
                pass_fds=(theirs.fileno(),),
            )
        self._control = ours

    def _forget(self, control: socket.socket) -> None:
        """Let the next request start another server, unless another thread has done so."""
        with self._lock:
            if self._control is control:
                self._end()

    def _end(self) -> None:
        if self._control is not None:
            self._control.close()
            self._control = None
        if self._process is not None:
            try:
                self._process.wait(2)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process = None


def _read_answer(reading: int) -> bytes:
    """Everything up to the end, or what there is when the keeper has begun; raises SandboxUnavailable in the end."""
    poller = select.poll()
    poller.register(reading, select.POLLIN)
    deadline = time.monotonic() + _ANSWER_SECONDS
    answer = b""
    while poller.poll(max(0.0, deadline - time.monotonic()) * 1000):
        piece = os.read(reading, _ANSWER_BYTES)
        answer += piece
        if not piece or answer in (ANSWER_STARTED, ANSWER_EXISTS):
            return answer
    raise SandboxUnavailable("keeper_failed", "See the worker's log", "no answer")


server = KeeperServer()
atexit.register(server.close)


def _renew() -> None:
    """A forked child starts a server of its own: the parent's would answer to both."""
    global server
    server = KeeperServer()


os.register_at_fork(after_in_child=_renew)
