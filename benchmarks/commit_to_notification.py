"""From the end of `git commit` in a shell to the notification at a browser, with file events and by the poll alone.

`python -m benchmarks.commit_to_notification [--commits N]`
"""

from __future__ import annotations

import argparse
import json
import tempfile
import threading
import time
from http.client import HTTPConnection
from pathlib import Path
from statistics import median

from benchmarks.product import free_port, running
from benchmarks.repositories import Client, git, make, quantile, settings

TARGET_SECONDS = 0.150
POLL_SECONDS = 2.0
POLL_TARGET = POLL_SECONDS + 0.3


def listen(port: int, headers: dict[str, str], heard: dict[str, float], ready: threading.Event) -> None:
    """Note when each commit's notification arrives, as server-sent events."""
    connection = HTTPConnection("127.0.0.1", port, timeout=300)
    connection.request("GET", "/api/events?rooms=user:me", headers=headers)
    answer = connection.getresponse()
    ready.set()
    while line := answer.readline():
        if line.startswith(b"data:"):
            event = json.loads(line[5:])
            sha = ((event.get("data") or {}).get("data") or {}).get("sha") if isinstance(event, dict) else None
            if sha:
                heard[sha] = time.perf_counter()


def measure(path: Path, heard: dict[str, float], commits: int, branch: str | None) -> list[float]:
    """Seconds from the commit to its notification, one commit after another."""
    waits: list[float] = []
    for number in range(commits):
        tree = git(path, "write-tree")
        if branch is None:
            git(path, "commit", "-q", "--allow-empty", "-m", f"change {number}")
            began = time.perf_counter()
            sha = git(path, "rev-parse", "HEAD")
        else:
            # A ref that no watched directory holds: only the poll sees it.
            sha = git(path, "commit-tree", tree, "-p", "HEAD", "-m", f"apart {number}")
            git(path, "update-ref", f"refs/heads/{branch}", sha)
            began = time.perf_counter()
        while sha not in heard:
            if time.perf_counter() - began > 60:
                raise SystemExit(f"{sha} was never told")
            time.sleep(0.0005)
        waits.append(max(0.0, heard[sha] - began))
        time.sleep(0.1)
    return waits


def report(what: str, waits: list[float], target: float) -> None:
    """One line of figures."""
    p95 = quantile(waits, 0.95)
    print(f"{what:24} median {median(waits) * 1000:7.1f} ms  p95 {p95 * 1000:7.1f} ms  "
          f"{p95 / target:.2f} of the target of {target * 1000:.0f} ms", flush=True)  # fmt: skip


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--commits", type=int, default=20)
    commits = parser.parse_args().commits
    with tempfile.TemporaryDirectory() as directory:
        base = Path(directory)
        base.chmod(0o755)
        root = base / "root"
        for number in range(20):
            make(root / f"r{number}")
        git(root / "r0", "branch", "deep/branch/x")
        port = free_port()
        with running(base / "data", settings=settings(root, LUMASTACK_PORT=str(port))):
            client = Client(port)
            client.scan()
            heard: dict[str, float] = {}
            ready = threading.Event()
            threading.Thread(target=listen, args=(port, client.headers, heard, ready), daemon=True).start()
            ready.wait(30)
            time.sleep(3)
            report("with file events", measure(root / "r0", heard, commits, None), TARGET_SECONDS)
            apart = measure(root / "r0", heard, max(3, commits // 5), "deep/branch/x")
            report("by the thorough poll", apart, 5 * POLL_SECONDS + 0.3)


if __name__ == "__main__":
    main()
