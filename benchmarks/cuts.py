"""A thousand connections cut while output streams, Valkey killed and started again: everybody ends with the same bytes.

    python -m benchmarks.cuts                     40 browsers, 25 cuts each, three kills of Valkey
    python -m benchmarks.cuts --seconds 300       a soak: memory and descriptors of the server every half minute

The log is stored in PostgreSQL and published as a worker does it; the server is the product. Each browser follows the
run by byte offset, is reset at random moments, comes back at its offset and adds up what it gets.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import secrets
import shutil
import signal
import tempfile
import threading
import time
from pathlib import Path

from sqlalchemy import select

from benchmarks.fanout import Gunicorn, make_tokens
from tests.realtime.live import LogViewer

LINE = b"%010d a line of output as scripts print them, with some words to make it as long as usual lines are, ok\n"
ROOM_A_PERSON = 20


class Log:
    """The output of a run that is under way."""

    def __init__(self, rate: float) -> None:
        """`rate`: bytes a second."""
        self.rate = rate
        self.digest = hashlib.sha256()
        self.size = 0
        self.lines = 0
        self.slowest = 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._print)
        self.id = self._make()

    def _make(self) -> str:
        from app.accounts.models import User
        from app.db import transaction, uuid7
        from app.scripts import runs
        from app.scripts.models import Execution, Script, ScriptType, WorkdirAccess

        with transaction() as session:
            owner = session.scalars(select(User.id).limit(1)).one()
            script = Script(
                id=uuid7(), type=ScriptType.GLOBAL, name="Output", interpreter="bash", content="true",
                workdir_access=WorkdirAccess.NONE, created_by=owner,
            )  # fmt: skip
            session.add(script)
            session.flush()
            execution = Execution(
                id=uuid7(), script_id=script.id, script_version=1, requested_by=owner, timeout_seconds=300,
                memory_mb=512, network=False, workdir_access=WorkdirAccess.NONE,
            )  # fmt: skip
            session.add(execution)
            session.flush()
            claimed = runs.claim(session, execution.id, "benchmark", 4)
        assert claimed is not None
        self.execution = claimed
        return str(claimed.id)

    def start(self) -> None:
        """Begin to print."""
        self._thread.start()

    def stop(self) -> None:
        """Print no more."""
        self._over.set()
        self._thread.join()

    def _print(self) -> None:
        from app.db import transaction
        from app.kv import redis_client
        from app.realtime.events import log_event
        from app.realtime.publish import publish_many
        from app.scripts import logs

        began = time.monotonic()
        while not self._over.is_set():
            due = (time.monotonic() - began) * self.rate - self.size
            if due < 4096:
                time.sleep(0.02)
                continue
            first = self.size // (len(LINE % 0))
            data = b"".join(LINE % (first + number) for number in range(int(min(due, 60_000)) // len(LINE % 0)))
            started = time.monotonic()
            with transaction() as session:
                assert logs.append(session, self.execution, self.size, self.lines, data), "the log moved"
            publish_many(redis_client(), f"execution:{self.id}", [log_event(self.size, data)])
            self.slowest = max(self.slowest, time.monotonic() - started)
            self.digest.update(data)
            self.size += len(data)
            self.lines += data.count(b"\n")


def main() -> None:
    """Parse, start everything, cut, compare."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--viewers", type=int, default=40)
    options.add_argument("--cuts", type=int, default=1000, help="of all viewers together")
    options.add_argument("--seconds", type=float, default=0, help="go on for at least so long")
    options.add_argument("--kills", type=int, default=3, help="how often Valkey is killed and started again")
    options.add_argument("--rate", type=float, default=400_000, help="bytes of output a second")
    asked = options.parse_args()
    from app.embedded.postgres import start_postgres
    from app.embedded.valkey import start_valkey

    directory = Path(tempfile.mkdtemp(prefix="luma-cuts-"))
    directory.chmod(0o711)
    postgres, valkey = start_postgres(directory / "postgres"), start_valkey(directory / "valkey")
    os.environ.update(
        DATABASE_URL=postgres.url, REDIS_URL=valkey.url, LUMASTACK_DATA_DIR=str(directory),
        LUMASTACK_SECRET_KEY=secrets.token_hex(16), LUMASTACK_LOG_LEVEL="error", LUMASTACK_ACCESS_MINUTES="600",
    )  # fmt: skip
    try:
        from app.migrate import upgrade

        upgrade()
        tokens = directory / "tokens"
        make_tokens(asked.viewers // ROOM_A_PERSON + 1, tokens)
        keys = tokens.read_text().split()
        server = Gunicorn("product", 8, asked.viewers + 100)
        log = Log(asked.rate)
        room = f"execution:{log.id}"
        viewers = [
            LogViewer(server.port, keys[number % len(keys)], room, asked.cuts // asked.viewers, number)
            for number in range(asked.viewers)
        ]
        log.start()
        for viewer in viewers:
            viewer.start()
        began, kills, shown = time.monotonic(), 0, 0.0
        print(f"{asked.viewers} browsers, {asked.cuts} cuts, {asked.rate / 1000:.0f} KB of output a second", flush=True)
        while True:
            passed = time.monotonic() - began
            made = sum(viewer.made for viewer in viewers)
            if passed >= shown:
                shown += 30
                memory, descriptors = server.worker.memory_info().rss, server.worker.num_fds()
                print(f"  after {passed:4.0f} s: {made:5d} cuts, {kills} kills, {log.size / 1e6:6.1f} MB of output, "
                      f"server {memory / 2**20:5.0f} MiB, {descriptors} descriptors", flush=True)  # fmt: skip
            if passed >= asked.seconds and made >= (asked.cuts // asked.viewers) * asked.viewers:
                break
            if asked.seconds and made >= (asked.cuts // asked.viewers) * asked.viewers:
                for viewer in viewers:
                    viewer.cuts += 25
                asked.cuts += 25 * asked.viewers
            if kills < asked.kills and made * (asked.kills + 1) >= (kills + 1) * asked.cuts:
                kills += 1
                assert valkey.pid is not None
                os.kill(valkey.pid, signal.SIGKILL)
                while valkey.alive():
                    time.sleep(0.05)
                valkey.start()
            time.sleep(0.2)
        log.stop()
        for viewer in viewers:
            viewer.until = log.size
        for viewer in viewers:
            viewer.join(60)
        same = sum(viewer.digest.digest() == log.digest.digest() for viewer in viewers)
        faults = sum(viewer.faults for viewer in viewers)
        made = sum(viewer.made for viewer in viewers)
        print(
            f"{made} cuts, {kills} kills of Valkey, {log.size / 1e6:.1f} MB: {same} of {asked.viewers} browsers have "
            f"the same bytes, {faults} gaps or repeats; storing and publishing took {log.slowest * 1000:.0f} ms at most"
        )
        server.stop()
        if same != asked.viewers or faults:
            raise SystemExit("bytes differ")
    finally:
        valkey.stop()
        postgres.stop()
        shutil.rmtree(directory, ignore_errors=True)


if __name__ == "__main__":
    main()
