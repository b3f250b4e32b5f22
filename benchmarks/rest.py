"""How long REST answers take at 300 requests a second, alone and while a thousand sockets stream.

    python -m benchmarks.rest
    python -m benchmarks.rest --sockets 1000 --lines 100000      deliveries a second meanwhile

One server process with its hub, as the product starts it. Requests are sent when they are due, whatever became of
those before, over kept connections; told is the time from when a request was due to the last byte of its answer. Beside
it: the same at an endpoint that does nothing (`/healthz`), which is the server's own share.
"""

from __future__ import annotations

import argparse
import os
import secrets
import select
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.fanout import HUB, PER_USER, ROOT, Gunicorn, Viewers, make_tokens

PROJECTS = 50
CONNECTIONS = 24


def make_projects(count: int) -> list[str]:
    """Projects as a scan leaves them; gives their ids."""
    from app.db import transaction, uuid7
    from app.projects.models import Kind, Project

    with transaction() as session:
        made = [
            Project(
                id=uuid7(), name=f"project-{number:03d}", path=f"/srv/git/project-{number:03d}",
                raw_path=f"/srv/git/project-{number:03d}".encode(), kind=next(iter(Kind)),
                remote_url=f"https://git.example.org/team/project-{number:03d}.git", default_branch="main",
                raw_head_ref=b"refs/heads/main", poll_group=0, head_sha=secrets.token_hex(20),
                last_commit={
                    "sha": secrets.token_hex(20), "subject": "Weigh the reasons of the last change once more",
                    "author": "Ada Lovelace", "author_email": "ada@example.org",
                    "authored_at": "2026-01-02T03:04:05Z", "committed_at": "2026-01-02T03:04:05Z",
                },
            )
            for number in range(count)
        ]  # fmt: skip
        session.add_all(made)
    return [str(project.id) for project in made]


def request(path: str, token: str, *, method: str = "GET", tag: str = "", body: bytes = b"") -> bytes:
    """The bytes of one request."""
    lines = [f"{method} {path} HTTP/1.1", "Host: localhost", f"Authorization: Bearer {token}"]
    if tag:
        lines.append(f"If-None-Match: {tag}")
    if body:
        lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
    return "\r\n".join([*lines, "", ""]).encode() + body


class Connection:
    """One kept connection."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.due = 0.0
        self.answer = b""

    def send(self, data: bytes, due: float) -> None:
        """Send a request that was due at `due`."""
        self.due, self.answer = due, b""
        self.socket.sendall(data)

    def receive(self) -> tuple[int, str] | None:
        """Take what came; gives status and entity tag once the answer is whole."""
        self.answer += self.socket.recv(262_144)
        head, end, body = self.answer.partition(b"\r\n\r\n")
        if not end:
            return None
        fields = {
            name.lower(): value.strip()
            for name, _, value in (line.partition(":") for line in head.decode().split("\r\n")[1:])
        }
        if len(body) < int(fields.get("content-length", "0")):
            return None
        return int(head.split()[1]), fields.get("etag", "")


def one(port: int, data: bytes) -> tuple[int, str]:
    """Ask once."""
    connection = Connection(port)
    connection.send(data, 0)
    while (answer := connection.receive()) is None:
        pass
    connection.socket.close()
    return answer


def load(port: int, data: bytes, wanted: int, rate: float, seconds: float) -> list[float]:
    """Send `data` at `rate`; gives the times of all answers, in milliseconds."""
    free = [Connection(port) for _ in range(CONNECTIONS)]
    everybody = list(free)
    busy: dict[int, Connection] = {}
    poller = select.epoll()
    for connection in free:
        poller.register(connection.socket, select.EPOLLIN)
    times: list[float] = []
    began = time.perf_counter()
    number, total = 0, int(rate * seconds)
    while len(times) < total:
        now = time.perf_counter()
        while number < total and free and began + number / rate <= now:
            connection = free.pop()
            connection.send(data, began + number / rate)
            busy[connection.socket.fileno()] = connection
            number += 1
        wait = max(0.0, began + number / rate - now) if number < total and free else 1.0
        for fd, _ in poller.poll(wait):
            connection = busy[fd]
            answer = connection.receive()
            if answer is not None:
                assert answer[0] == wanted, connection.answer[:500]
                times.append((time.perf_counter() - connection.due) * 1000)
                del busy[fd]
                free.append(connection)
    for connection in everybody:
        connection.socket.close()
    return times


def measure(server: Gunicorn, token: str, projects: list[str], rate: float, seconds: float) -> None:
    """All endpoints in turn: quantiles, and the server's processor time, which a busy machine changes less."""
    port, worker = server.port, server.worker

    def show(name: str, data: bytes, wanted: int) -> None:
        before = sum(worker.cpu_times()[:2])
        ordered = sorted(load(port, data, wanted, rate, seconds))
        cpu = (sum(worker.cpu_times()[:2]) - before) / len(ordered) * 1000
        p50, p95, p99 = (ordered[int(len(ordered) * share)] for share in (0.5, 0.95, 0.99))
        print(f"  {name:40s} p50 {p50:7.2f}  p95 {p95:7.2f}  p99 {p99:7.2f} ms  cpu {cpu:5.2f} ms", flush=True)

    show("/healthz", request("/healthz", token), 200)
    paths = ["/api/projects?limit=50", f"/api/projects/{projects[0]}", "/api/notifications/unread-count"]
    if one(port, request("/api/dashboard?days=7", token))[0] == 200:
        paths.append("/api/dashboard?days=7")
    for path in paths:
        name = path.replace(projects[0], "ID")
        status, tag = one(port, request(path, token))
        assert status == 200, (path, status)
        show(name, request(path, token), 200)
        if tag:
            show(f"{name}, 304", request(path, token, tag=tag), 304)


def enqueue_cost(rounds: int = 300) -> None:
    """What a message costs inside a request."""
    from app.messages import RunScript, send

    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        assert send(RunScript(secrets.token_hex(16)))
        times.append((time.perf_counter() - began) * 1000)
    times.sort()
    median, p99 = times[rounds // 2], times[rounds * 99 // 100]
    print(f"  a message to a worker, in a request: median {median:.2f} ms, p99 {p99:.2f} ms")


def main() -> None:
    """Parse, start everything, measure."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rate", type=float, default=300)
    options.add_argument("--seconds", type=float, default=4)
    options.add_argument("--sockets", type=int, default=0, help="sockets that follow ten rooms meanwhile")
    options.add_argument("--lines", type=float, default=100_000, help="deliveries a second to them")
    asked = options.parse_args()
    from app.embedded.postgres import start_postgres
    from app.embedded.valkey import start_valkey

    directory = Path(tempfile.mkdtemp(prefix="luma-rest-"))
    directory.chmod(0o711)
    postgres, valkey = start_postgres(directory / "postgres"), start_valkey(directory / "valkey")
    tokens = directory / "tokens"
    os.environ.update(
        DATABASE_URL=postgres.url, REDIS_URL=valkey.url, LUMASTACK_DATA_DIR=str(directory), FANOUT_TOKENS=str(tokens),
        LUMASTACK_SECRET_KEY=secrets.token_hex(16), LUMASTACK_LOG_LEVEL="warning", LUMASTACK_ACCESS_MINUTES="600",
        LUMASTACK_PROJECT_VISIBILITY="team",
    )  # fmt: skip
    try:
        from app.config import settings
        from app.migrate import upgrade

        os.environ["FANOUT_PREFIX"] = settings().redis_prefix
        upgrade()
        make_tokens(asked.sockets // PER_USER + 2, tokens)
        token = tokens.read_text().split()[0]
        projects = make_projects(PROJECTS)
        server = Gunicorn("product", settings().api_threads, asked.sockets + 200)
        # The worker is still loading the program when its port is open.
        for path in ("/healthz", "/api/projects?limit=50"):
            load(server.port, request(path, token), 200, 50, 1)
        print(f"{asked.rate:.0f} requests a second, {PROJECTS} projects; load before: {os.getloadavg()[0]:.1f}")
        measure(server, token, projects, asked.rate, asked.seconds)
        enqueue_cost()
        if asked.sockets:
            binary = directory / "client"
            subprocess.run(["cc", "-O2", "-o", binary, ROOT / "benchmarks/fanout_client.c"], check=True)
            viewers = Viewers(binary, server.port, asked.sockets, 10, batch=False, speech=HUB, slow_every=0)
            publishing = subprocess.Popen(
                [sys.executable, "-m", "benchmarks.fanout", "--publish", str(asked.lines * 10 / asked.sockets),
                 "--rooms", "10", "--seconds", "600"], cwd=ROOT, stdout=subprocess.DEVNULL,
            )  # fmt: skip
            time.sleep(2)
            viewers.counts(new=False)
            print(f"while {asked.sockets} sockets are offered {asked.lines:,.0f} lines a second:")
            measure(server, token, projects, asked.rate, asked.seconds)
            seconds, events, faults, _, closed, p50, p99, _ = viewers.counts()
            print(
                f"  lines: {events / seconds:,.0f} a second, p50 {p50:.1f}, p99 {p99:.1f} ms, {faults:.0f} faults, "
                f"{closed:.0f} closed"
            )
            publishing.kill()
            publishing.wait()
            viewers.stop()
        server.stop()
    finally:
        valkey.stop()
        postgres.stop()
        shutil.rmtree(directory, ignore_errors=True)


if __name__ == "__main__":
    main()
