"""Starts the whole product in a directory of its own, for benchmarks that measure it from outside."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent
READY_SECONDS = 300.0


def free_port() -> int:
    """A TCP port of the loopback address that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(
    data_dir: Path, command: list[str] | None = None, cwd: Path = ROOT, settings: Mapping[str, str] | None = None
) -> Iterator[tuple[int, float]]:
    """Run `up` on `data_dir`; gives its process id and the seconds until it said that it is ready. Stops it after.

    `settings` are given to it; of the environment's own only the user ids for runs are kept.
    """
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("LUMASTACK_", "TELEGRAM_"))}
    for name in ("DATABASE_URL", "REDIS_URL"):
        environ.pop(name, None)
    environ |= {name: os.environ[name] for name in ("LUMASTACK_RUN_UID_BASE",) if name in os.environ}
    environ |= {"LUMASTACK_DATA_DIR": str(data_dir), "LUMASTACK_PORT": str(free_port()), "MALLOC_ARENA_MAX": "2"}
    environ |= settings or {}
    began = time.monotonic()
    process = subprocess.Popen(
        command or [sys.executable, "-m", "app.cli", "up"],
        cwd=cwd, env=environ, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        for line in process.stdout:
            if line.startswith("Ready:"):
                break
        else:
            raise SystemExit("it ended before it was ready")
        yield process.pid, time.monotonic() - began
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)
