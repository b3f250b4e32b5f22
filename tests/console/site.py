"""The whole product as a browser meets it: gunicorn on a port that survives it, and runs done beside the test."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import TracebackType

from sqlalchemy import select

from app.db import read_only
from app.messages import RunScript
from app.scripts.models import Execution, ExecutionStatus
from worker.handles import perform

ROOT = Path(__file__).parents[2]


class Site:
    """A server that can be killed and started again at the same address."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._listener = socket.socket()
        self._listener.bind(("127.0.0.1", 0))
        self._listener.listen(256)
        self.port = self._listener.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._environment = environment
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and wait until it answers."""
        self._process = subprocess.Popen(
            [
                sys.executable, "-m", "gunicorn", "--worker-class", "gthread", "--threads", "8", "--workers", "1",
                "--bind", f"fd://{self._listener.fileno()}", "--graceful-timeout", "5", "--log-level", "warning",
                "app.main:serve()",
            ],
            cwd=ROOT,
            env={**os.environ, **self._environment, "LUMASTACK_PORT": str(self.port)},
            pass_fds=[self._listener.fileno()],
            start_new_session=True,
        )  # fmt: skip
        self._wait()

    def _wait(self) -> None:
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            try:
                with socket.create_connection(("127.0.0.1", self.port), 5) as probe:
                    probe.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                    if probe.recv(100).startswith(b"HTTP/1.1 200"):
                        return
            except OSError:
                time.sleep(0.05)
        raise AssertionError("the server did not start")

    def kill(self) -> None:
        """Kill all of its processes at once, as a power cut does."""
        assert self._process is not None
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(20)
        self._process = None

    def ensure(self) -> None:
        """Start it where it was left killed."""
        if self._process is None:
            self.start()

    def stop(self) -> None:
        """End it as a supervisor does."""
        if self._process is not None:
            self._process.send_signal(signal.SIGTERM)
            self._process.wait(20)
        self._listener.close()


class Runner:
    """Does queued runs in threads, as a worker for scripts does."""

    def __init__(self) -> None:
        self._over = threading.Event()
        self._threads: list[threading.Thread] = []
        self._started: set[str] = set()
        self._watcher = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Runner:
        self._watcher.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self._over.set()
        self._watcher.join(30)
        for thread in self._threads:
            thread.join(60)

    def _watch(self) -> None:
        while not self._over.wait(0.03):
            with read_only() as session:
                queued = select(Execution.id).where(Execution.status == ExecutionStatus.QUEUED)
                found = [str(identifier) for identifier in session.scalars(queued)]
            for identifier in found:
                if identifier not in self._started:
                    self._started.add(identifier)
                    thread = threading.Thread(target=perform, args=(RunScript(identifier),), daemon=True)
                    thread.start()
                    self._threads.append(thread)
