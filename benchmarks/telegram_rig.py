"""Servers, workers and a Bot API server for measuring Telegram: each can be killed, and is started again at once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from app.embedded.errors import EmbeddedError
from app.embedded.postgres import PostgresServer
from app.embedded.valkey import ValkeyServer
from tests.telegram_server.driver import TOKEN, TelegramServer, running_server

ROOT = Path(__file__).parent.parent
BOT_ID = int(TOKEN.partition(":")[0])
FIRST_CHAT = 6_000_000_000


class Rig:
    """What runs. `telegram` is the Bot API server, which is never killed: it is the judge."""

    def __init__(self, directory: Path, telegram: TelegramServer) -> None:
        self.telegram = telegram
        self.postgres = PostgresServer(directory)
        self.valkey = ValkeyServer(directory)
        self.children: dict[str, subprocess.Popen[bytes]] = {}
        self.logs = directory / "rig.log"
        self.kills = 0

    def start(self, workers: int) -> None:
        """Start the servers, make the tables, start `workers` workers and the clock."""
        self.postgres.start()
        self.valkey.start()
        os.environ |= {
            "DATABASE_URL": self.postgres.url,
            "REDIS_URL": self.valkey.url,
            "LUMASTACK_SECRET_KEY": "of a benchmark, nothing is kept with it",
            "LUMASTACK_DATA_DIR": str(self.logs.parent),
            "LUMASTACK_LOG_LEVEL": "error",
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_URL": self.telegram.url,
        }
        _forget()
        from app.migrate import upgrade

        upgrade()
        self.names = [f"worker-{number}" for number in range(workers)]
        self.ensure()

    def ensure(self) -> None:
        """Start again what is not there."""
        for server in (self.postgres, self.valkey):
            if not server.alive():
                # A server that was killed in the middle of starting is asked again at the next call.
                with suppress(EmbeddedError):
                    server.start()
        for name in (*self.names, "beat"):
            child = self.children.get(name)
            if child is None or child.poll() is not None:
                self.children[name] = self._launch("beat" if name == "beat" else "worker")

    def _launch(self, process: str) -> subprocess.Popen[bytes]:
        with open(self.logs, "ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "app.cli", process], cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                start_new_session=True,
            )  # fmt: skip

    def kill(self, what: str) -> None:
        """kill -9 of `postgres`, `valkey`, or a child by its name, with all it started."""
        self.kills += 1
        server = {"postgres": self.postgres, "valkey": self.valkey}.get(what)
        if server is not None:
            pid = server.pid
            if pid is not None:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            return
        child = self.children[what]
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait(20)

    def memory(self) -> int:
        """What the workers hold, PSS in KiB."""
        total = 0
        for name in self.names:
            with suppress(OSError, ValueError):
                rollup = Path(f"/proc/{self.children[name].pid}/smaps_rollup").read_text()
                total += next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
        return total

    def stop(self) -> None:
        """End everything."""
        for child in self.children.values():
            with suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
            child.wait(20)
        self.valkey.stop()
        self.postgres.stop()

    def queue(self, messages: int, chats: int, first: int = 0) -> None:
        """Queue `messages` for `chats` people in turn, in transactions of a hundred."""
        from app.db import transaction
        from app.telegram import outbox

        for start in range(first, first + messages, 100):
            numbers = range(start, min(start + 100, first + messages))
            made = [
                outbox.Outgoing(
                    FIRST_CHAT + number % chats, f"m:{number}", "telegram-text", {"text": f"message {number}"}
                )
                for number in numbers
            ]
            with transaction() as session:
                outbox.queue(session, BOT_ID, made)

    def left(self) -> int:
        """How many messages have not ended; -1 while the database is away."""
        from sqlalchemy import func, select
        from sqlalchemy.exc import SQLAlchemyError

        from app.db import read_only
        from app.telegram.models import TelegramMessage
        from app.telegram.outbox import WAITING

        try:
            with read_only() as session:
                waiting = select(func.count()).where(TelegramMessage.status.in_(WAITING))
                return int(session.scalar(waiting) or 0)
        except SQLAlchemyError:
            return -1

    def sends(self) -> list[dict[str, Any]]:
        """Every call that was to send."""
        return self.telegram.log("sendMessage")


def _forget() -> None:
    """What this process knows of an earlier rig."""
    from app import config, db, kv, messages

    db.reset_engine()
    for cached in (config.settings, kv.redis_client, messages.producer):
        cached.cache_clear()


@contextmanager
def rig(workers: int) -> Iterator[Rig]:
    """A running rig; everything is stopped at the end."""
    directory = Path(tempfile.mkdtemp(prefix="luma-rig-"))
    directory.chmod(0o711)
    (directory / "logs").mkdir()
    with running_server() as telegram:
        made = Rig(directory, telegram)
        try:
            made.start(workers)
            yield made
        finally:
            made.stop()


def wait(question: Any, seconds: float) -> bool:
    """Ask until the answer is true, at most `seconds`."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if question():
            return True
        time.sleep(0.1)
    return False
