"""How many live lines a second reach how many browsers, and when: publisher, Valkey, gunicorn, sockets, all here.

    python -m benchmarks.fanout                    1,000 sockets in 10 rooms at several rates, the plain way beside it
    python -m benchmarks.fanout --sockets 10000 --rooms 1000
    python -m benchmarks.fanout --peers --seconds 3

Beside it in the same run: a loop in C that does nothing but send (the limit), the plain way, and with --peers servers
of others.

Each event is a line of 192 bytes. A delivery is one line at one socket. The client is a C program that checks the
number of every event; `faults` counts lines lost, repeated or out of order. Latency is from publishing to receipt.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO

import psutil

ROOT = Path(__file__).parent.parent
LINE = "x" * 130
PER_USER = 20
# How a server is spoken to: see fanout_client.c.
PLAIN, HUB, SOCKETIO = 0, 1, 2


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def reachable(port: int) -> None:
    """Wait until somebody listens."""
    deadline = time.monotonic() + 60
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            assert time.monotonic() < deadline, "the server did not start"
            time.sleep(0.1)


class Peer:
    """A server of others."""

    def __init__(self, python: Path, name: str) -> None:
        self.port = free_port()
        self.process = subprocess.Popen([python, ROOT / "benchmarks/fanout_peers.py", name, str(self.port)])
        reachable(self.port)

    @property
    def worker(self) -> psutil.Process:
        return psutil.Process(self.process.pid)

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()


def peers_python(directory: Path) -> Path:
    """A virtual environment with the servers of others."""
    subprocess.run([sys.executable, "-m", "venv", directory], check=True)
    packages = ["uvicorn", "websockets", "redis", "hiredis", "flask-socketio", "gevent", "gevent-websocket"]
    subprocess.run([directory / "bin/python", "-m", "pip", "install", "-q", *packages], check=True)
    return directory / "bin/python"


class Limit:
    """The loop in C that only sends."""

    def __init__(self, binary: Path, sockets: int) -> None:
        self.port = free_port()
        self.process = subprocess.Popen(
            [binary, str(self.port), str(sockets)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        # Every connection that it accepts is one of the sockets: no probing.
        time.sleep(0.5)

    @property
    def worker(self) -> psutil.Process:
        return psutil.Process(self.process.pid)

    def publish(self, lines: float, rooms: int, seconds: float) -> str:
        """Make and send lines; gives what `publisher` prints."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{lines} {rooms} {seconds}\n")
        self.process.stdin.flush()
        return self.process.stdout.readline()

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()


class Gunicorn:
    """One server process with its worker."""

    def __init__(self, target: str, threads: int, sockets: int) -> None:
        self.port = free_port()
        self.process = subprocess.Popen(
            [
                sys.executable, "-m", "gunicorn", "-k", "gthread", "--threads", str(threads), "-w", "1",
                "--worker-connections", str(sockets + 100), "--bind", f"127.0.0.1:{self.port}",
                "--log-level", "warning", "--graceful-timeout", "2", "--keep-alive", "30",
                f"benchmarks.fanout_server:{target}()",
            ],
            cwd=ROOT,
        )  # fmt: skip
        reachable(self.port)

    @property
    def worker(self) -> psutil.Process:
        return psutil.Process(self.process.pid).children()[0]

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            for child in psutil.Process(self.process.pid).children():
                child.kill()
            self.process.kill()
            self.process.wait()


class Viewers:
    """The sockets, held by the C client."""

    def __init__(
        self, binary: Path, port: int, sockets: int, rooms: int, *, batch: bool, speech: int, slow_every: int
    ) -> None:
        self.process = subprocess.Popen(
            [binary, "127.0.0.1", *map(str, (port, sockets, rooms, int(batch), speech, slow_every))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._read() == ["ready"], "the sockets could not be opened"

    def _read(self) -> list[str]:
        assert self.process.stdout is not None
        return self.process.stdout.readline().split()

    def counts(self, *, new: bool = False) -> list[float]:
        """Seconds, events, faults, bytes, closed, p50, p99, p99.9 since the last call; `new`: numbers begin at 0."""
        pipe: IO[str] | None = self.process.stdin
        assert pipe is not None
        pipe.write("n\n" if new else "-\n")
        pipe.flush()
        return [float(part) for part in self._read()]

    def stop(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait()


def publisher(rooms: int, rate: float, seconds: float) -> None:
    """Publish `rate` lines a second over all rooms: singly while that keeps up, else what they have every 10 ms."""
    from app.kv import redis_client
    from app.realtime.events import Event
    from app.realtime.publish import publisher as publisher_of

    sender = publisher_of(redis_client(), os.environ["FANOUT_PREFIX"])
    numbers = [0] * rooms
    if rate <= 2000:
        step, groups = 1 / rate, [(room, 1) for room in range(rooms)]
        plan = [[group] for group in groups]
    elif rate * 0.01 >= rooms:
        each = round(rate * 0.01 / rooms)
        step = each * rooms / rate
        plan = [[(room, each) for room in range(rooms)]]
    else:
        # More rooms than lines in 10 ms: some rooms each time.
        some = max(1, round(rate * 0.01))
        step = some / rate
        plan = [[(room, 1) for room in range(first, min(first + some, rooms))] for first in range(0, rooms, some)]
    started = time.monotonic()
    turn = 0
    while time.monotonic() - started < seconds:
        batches = []
        for room, count in plan[turn % len(plan)]:
            now = time.monotonic_ns()
            events = [Event("line", {"t": now, "n": numbers[room] + i, "text": LINE}) for i in range(count)]
            numbers[room] += count
            batches.append((f"room:bench-{room}", [event.record() for event in events]))
        assert sender.send(batches), "Valkey did not take it"
        turn += 1
        wait = started + turn * step - time.monotonic()
        if wait > 0:
            time.sleep(wait)
    sent = sum(numbers)
    print(sent, time.monotonic() - started, flush=True)


def measure(
    name: str,
    server: Gunicorn | Peer | Limit,
    viewers: Viewers,
    sockets: int,
    rooms: int,
    rate: int,
    seconds: float,
    slow: int,
) -> float:
    """Publish for a while and print what arrived; gives the deliveries a second."""
    viewers.counts(new=True)
    worker = server.worker
    cpu = sum(worker.cpu_times()[:2])
    lines = rate * rooms / sockets
    if isinstance(server, Limit):
        said = server.publish(lines, rooms, seconds)
    else:
        said = subprocess.run(
            [sys.executable, "-m", "benchmarks.fanout", "--publish", str(lines), "--rooms", str(rooms),
             "--seconds", str(seconds)],
            cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True,
        ).stdout  # fmt: skip
    sent, took = (float(part) for part in said.split())
    # What slow readers read is not counted.
    expected = sent * (sockets - (sockets // slow if slow else 0)) / rooms
    total = viewers.counts()
    in_time = total[1]
    deadline = time.monotonic() + 15
    while total[1] < expected and time.monotonic() < deadline:
        time.sleep(0.2)
        counts = viewers.counts()
        total = [a + b for a, b in zip(total[:5], counts[:5], strict=True)] + [
            max(a, b) for a, b in zip(total[5:], counts[5:], strict=True)
        ]
    cpu = sum(worker.cpu_times()[:2]) - cpu
    delivered = in_time / took
    print(
        f"{name:18s} offered {expected / took:11,.0f}/s  delivered {delivered:11,.0f}/s, "
        f"{total[1] / expected:.2%} in all  "
        f"p50 {total[5]:8.1f}  p99 {total[6]:8.1f}  p99.9 {total[7]:8.1f} ms  faults {total[2]:.0f}  "
        f"closed {total[4]:.0f}  cpu {cpu / max(1, total[1]) * 1e6:6.2f} us a delivery",
        flush=True,
    )
    return delivered


def make_tokens(count: int, path: Path) -> None:
    """Sign in as many people as the limit of sockets for each needs."""
    from app.accounts import keys, service
    from app.accounts.models import User
    from app.accounts.tokens import make_access_token
    from app.db import transaction, uuid7
    from app.main import create_app
    from app.security import Role

    keys.ensure_key()
    app = create_app()
    tokens = []
    for number in range(count):
        with transaction() as session:
            user = User(id=uuid7(), username=f"viewer{number}", password_hash="-", role=Role.USER, language="en",
                        timezone="UTC")  # fmt: skip
            session.add(user)
            session.flush()
            session.refresh(user)
            signed_in = service.begin_session(session, user, None, None)
        with app.app_context():
            tokens.append(make_access_token(user, signed_in.session))
    path.write_text("\n".join(tokens) + "\n")


def main() -> None:
    """Parse, start everything, measure, stop everything."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sockets", type=int, default=1000)
    options.add_argument("--rooms", type=int, default=10)
    options.add_argument("--rates", default="10000,50000,150000,500000,1000000", help="deliveries a second")
    options.add_argument("--seconds", type=float, default=5)
    options.add_argument("--batch", action="store_true", help="clients ask for several events in a frame")
    options.add_argument("--slow", type=int, default=0, help="every n-th socket reads slowly")
    options.add_argument("--peers", action="store_true", help="servers of others too, installed for the run")
    options.add_argument("--no-plain", action="store_true", help="leave the plain way out")
    options.add_argument("--publish", type=float, help=argparse.SUPPRESS)
    asked = options.parse_args()
    if asked.publish:
        publisher(asked.rooms, asked.publish, asked.seconds)
        return
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    from app.embedded.postgres import start_postgres
    from app.embedded.valkey import start_valkey

    directory = Path(tempfile.mkdtemp(prefix="luma-fanout-"))
    directory.chmod(0o711)
    binary = directory / "client"
    for made in ("client", "limit"):
        subprocess.run(["cc", "-O2", "-o", directory / made, ROOT / f"benchmarks/fanout_{made}.c"], check=True)
    postgres, valkey = start_postgres(directory / "postgres"), start_valkey(directory / "valkey")
    tokens = directory / "tokens"
    os.environ.update(
        DATABASE_URL=postgres.url, REDIS_URL=valkey.url, LUMASTACK_DATA_DIR=str(directory),
        LUMASTACK_SECRET_KEY="benchmarks only: 0123456789abcdef", LUMASTACK_LOG_LEVEL="warning",
        LUMASTACK_ACCESS_MINUTES="600", FANOUT_TOKENS=str(tokens),
    )  # fmt: skip
    try:
        from app.config import settings
        from app.migrate import upgrade

        os.environ["FANOUT_PREFIX"] = settings().redis_prefix
        upgrade()
        make_tokens(asked.sockets // PER_USER + 1, tokens)
        rates = [int(rate) for rate in asked.rates.split(",")]
        busy = os.getloadavg()[0]
        print(f"{asked.sockets} sockets in {asked.rooms} rooms, lines of 192 bytes; load before: {busy:.1f}")
        results: dict[tuple[str, int], float] = {}
        ways: list[tuple[str, Callable[[], Gunicorn | Peer | Limit], int, list[int]]] = [
            ("hub", lambda: Gunicorn("product", 8, asked.sockets), HUB, rates),
            ("C, send only", lambda: Limit(directory / "limit", asked.sockets), PLAIN, rates),
        ]
        if not asked.no_plain:
            threads = asked.sockets + 10
            ways.append(("plain Flask-Sock", lambda: Gunicorn("plain", threads, asked.sockets), PLAIN, rates[:2]))
        if asked.peers:
            python = peers_python(directory / "peers")
            ways.append(("uvicorn+websockets", lambda: Peer(python, "uvicorn"), PLAIN, rates))
            ways.append(("Flask-SocketIO", lambda: Peer(python, "socketio"), SOCKETIO, rates))
        for name, start, speech, some in ways:
            server = start()
            if speech == HUB:
                # The first connection starts the hub and its threads: what they need is not the sockets'.
                Viewers(binary, server.port, 1, 1, batch=False, speech=HUB, slow_every=0).stop()
            before = server.worker.memory_info().rss
            began = time.monotonic()
            viewers = Viewers(
                binary, server.port, asked.sockets, asked.rooms, batch=asked.batch, speech=speech, slow_every=asked.slow
            )
            took = time.monotonic() - began
            grown = server.worker.memory_info().rss - before
            print(f"{name}: {took:.1f} s to open, {grown / asked.sockets:,.0f} bytes of memory a socket", flush=True)
            for rate in some:
                results[name, rate] = measure(
                    name, server, viewers, asked.sockets, asked.rooms, rate, asked.seconds, asked.slow
                )
            print(f"{name}: {(server.worker.memory_info().rss) / 2**20:.0f} MiB in all", flush=True)
            viewers.stop()
            server.stop()
        for rate in rates:
            for other in dict.fromkeys(name for name, measured in results if measured == rate and name != "hub"):
                ratio = results["hub", rate] / max(1.0, results[other, rate])
                print(f"at {rate:,}/s the hub delivers {ratio:.2f} times what {other} does")
    finally:
        valkey.stop()
        postgres.stop()
        shutil.rmtree(directory, ignore_errors=True)


if __name__ == "__main__":
    main()
