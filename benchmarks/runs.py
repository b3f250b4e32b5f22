"""Runs from outside: how soon a browser sees them, how much output they can pour. `python -m benchmarks.runs`.

The whole product runs, its client included; a plain subprocess, measured in the same minutes, is the limit.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import tempfile
import threading
import time
import urllib.request
from pathlib import Path
from typing import Any

import orjson
from websockets.sync.client import ClientConnection, connect

from benchmarks.memory import family, pss_mib
from benchmarks.product import free_port, running

PASSWORD = "a password of the benchmark"
WARM_UP = 5


class Client:
    """An administrator with one WebSocket."""

    def __init__(self, port: int) -> None:
        self.base = f"http://127.0.0.1:{port}"
        self.token = ""
        self.token = self.call("POST", "/api/auth/login", {"username": "admin", "password": PASSWORD})["access_token"]
        self.socket: ClientConnection = connect(
            f"ws://127.0.0.1:{port}/ws", additional_headers={"Authorization": f"Bearer {self.token}"},
            compression=None, proxy=None, max_size=None, max_queue=None, ping_interval=None, legacy=True,
        )  # fmt: skip
        self.waiting: list[dict[str, Any]] = []

    def call(self, method: str, path: str, body: Any = None) -> Any:
        """One request; its JSON."""
        headers = {"Content-Type": "application/json"}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(self.base + path, data, headers, method=method)
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.loads(answer.read() or b"null")

    def log(self, execution: str) -> bytes:
        """The stored log of a run."""
        request = urllib.request.Request(
            f"{self.base}/api/executions/{execution}/log", headers={"Authorization": f"Bearer {self.token}"}
        )
        with urllib.request.urlopen(request, timeout=120) as answer:
            return bytes(answer.read())

    def script(self, content: str, interpreter: str = "/bin/sh") -> str:
        """A new script; its id."""
        body = {"name": f"b{os.urandom(6).hex()}", "interpreter": interpreter, "content": content}
        return str(self.call("POST", "/api/scripts", body)["id"])

    def run(self, script: str) -> str:
        """Queue a run; its id."""
        return str(self.call("POST", f"/api/scripts/{script}/executions", {})["id"])

    def subscribe(self, execution: str) -> None:
        """Watch a run's log from its beginning."""
        self.socket.send(json.dumps({"type": "subscribe", "room": f"execution:{execution}", "log_offset": 0}))

    def hear(self, execution: str, seconds: float = 60.0) -> dict[str, Any]:
        """The next message about a run; those about others are passed over."""
        while True:
            while not self.waiting:
                told = orjson.loads(self.socket.recv(seconds))
                self.waiting += told if isinstance(told, list) else [told]
            message = self.waiting.pop(0)
            if message.get("room") == f"execution:{execution}":
                return dict(message)


ENDED = {"succeeded", "failed", "timed_out", "cancelled", "lost"}


def latency(client: Client, rounds: int) -> tuple[list[float], list[float]]:
    """Seconds from POST to the first byte in the browser, and to the event that it has ended."""
    script = client.script("echo hi\n")
    first, ended = [], []
    for number in range(WARM_UP + rounds):
        began = time.perf_counter()
        execution = client.run(script)
        client.subscribe(execution)
        seen = 0.0
        while True:
            told = client.hear(execution)
            if told.get("event") == "log" and not seen:
                seen = time.perf_counter() - began
            if told.get("event") == "execution" and told["data"]["status"] in ENDED:
                break
        if number >= WARM_UP:
            first.append(seen)
            ended.append(time.perf_counter() - began)
        time.sleep(0.05)
    return first, ended


def line_delays(client: Client, lines: int = 100) -> list[float]:
    """Seconds from the moment that a line names to the moment it is here; the clock is the same machine's."""
    script = client.script(
        f"import time\nfor i in range({lines}):\n    print(time.time())\n    time.sleep(0.03)\n", "python3"
    )
    execution = client.run(script)
    client.subscribe(execution)
    delays: list[float] = []
    while len(delays) < lines:
        told = client.hear(execution)
        if told.get("event") == "log":
            now = time.time()
            delays += [now - float(line) for line in told["data"]["text"].split()]
    return delays


def burst(client: Client, pid: int, lines: int) -> dict[str, float]:
    """`lines` of 92 bytes as fast as they go, watched by one browser, with a secret to mask in each thousandth."""
    text = "x" * 78
    program = (
        f"import os, sys\nfor start in range(0, {lines}, 1000):\n"
        f"    block = ''.join('%012d {text}\\n' % n for n in range(start, start + 999))\n"
        "    sys.stdout.write(block + 'secret ' + os.environ['BENCH_SECRET'] + '\\n')\n"
    )
    execution_before = sum(pss_mib(member) for member in family(pid))
    execution = client.run(client.script(program, "python3"))
    began = time.perf_counter()
    client.subscribe(execution)
    size, ended, first = 0, 0.0, 0.0
    most = [execution_before]
    over = threading.Event()

    def watch() -> None:
        while not over.wait(0.5):
            try:
                most.append(sum(pss_mib(member) for member in family(pid)))
            except (FileNotFoundError, ProcessLookupError):
                continue

    threading.Thread(target=watch, daemon=True).start()
    total = None
    while total is None or size < total:
        told = client.hear(execution)
        if told.get("event") == "log":
            first = first or time.perf_counter()
            size = told["data"]["next_offset"]
        if told.get("event") == "execution" and told["data"]["status"] in ENDED:
            ended, total = time.perf_counter(), told["data"]["log_bytes"]
    last = time.perf_counter()
    over.set()
    log = client.log(execution)
    expected = lines // 1000 * (999 * 92 + len(b"secret ***\n"))
    assert len(log) == expected, (len(log), expected)
    assert log.count(b"secret ***\n") == lines // 1000, "masked"
    return {
        "lines/s": lines / (last - first),
        "MB/s": len(log) / (last - first) / 1e6,
        "behind the end, s": max(0.0, last - ended),
        "POST to all, s": last - began,
        "memory growth, MiB": max(most) - execution_before,
    }


def plain(rounds: int) -> list[float]:
    """Seconds of a plain subprocess that does the same."""
    took = []
    for _ in range(rounds):
        began = time.perf_counter()
        subprocess.run(["/bin/sh", "-c", "echo hi"], stdout=subprocess.PIPE, check=True)
        took.append(time.perf_counter() - began)
    return took


def show(name: str, values: list[float], target: str) -> None:
    """Median, p95 and p99 in milliseconds."""
    ordered = sorted(values)
    p95, p99 = (ordered[min(len(ordered) - 1, int(len(ordered) * share))] for share in (0.95, 0.99))
    print(
        f"{name:34} median {statistics.median(ordered) * 1000:7.1f}  p95 {p95 * 1000:7.1f}  p99 {p99 * 1000:7.1f} ms"
        f"  target {target}"
    )


def main() -> None:
    """Measure everything, print one line for each figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--lines", type=int, default=100_000, help="lines of the burst")
    parser.add_argument("--only", choices=("latency", "lines", "burst"), help="measure one thing")
    asked = parser.parse_args()
    port = free_port()
    settings = {"LUMASTACK_PORT": str(port), "LUMASTACK_ADMIN_PASSWORD": PASSWORD}
    with tempfile.TemporaryDirectory() as directory:
        Path(directory).chmod(0o711)
        with running(Path(directory) / "data", settings=settings) as (pid, _):
            client = Client(port)
            client.call("PUT", "/api/variables/BENCH_SECRET", {"value": "a-secret-value-of-the-benchmark"})
            if asked.only in (None, "latency"):
                first, ended = latency(client, asked.rounds)
                limit = plain(asked.rounds)
                show("POST to first byte", first, "45, p99 120")
                show("POST to finished", ended, "80")
                show("a plain subprocess", limit, "(the limit)")
            if asked.only in (None, "lines"):
                show("a line to the browser", line_delays(client), "p95 70")
            if asked.only in (None, "burst"):
                for name, value in burst(client, pid, asked.lines).items():
                    print(f"{name:34} {value:12.1f}")


if __name__ == "__main__":
    main()
