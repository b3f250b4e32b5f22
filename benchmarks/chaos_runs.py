"""Runs while everything is killed: none lost or twice, every log whole. `python -m benchmarks.chaos_runs --runs 1000`.

The whole product runs; every two seconds a process of it, chosen by chance among all kinds (API, workers and their
children, beat, Valkey, PostgreSQL), gets SIGKILL. Clients ask again with the same Idempotency-Key until they are told
that the run is accepted. Keepers are left alone unless `--keepers`: killing one is the only thing that may lose a run.
"""

from __future__ import annotations

import argparse
import collections
import http.client
import json
import os
import random
import signal
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from benchmarks.memory import family
from benchmarks.product import free_port, running

PASSWORD = "a password of the benchmark"
LINES = 12
CONTENT = f"i=0; while [ $i -lt {LINES} ]; do i=$((i+1)); echo $LUMASTACK_EXECUTION_ID line $i; sleep 0.05; done\n"
ENDED = {"succeeded", "failed", "timed_out", "cancelled", "lost"}


class Client:
    """An administrator who does not give up."""

    def __init__(self, port: int) -> None:
        self.base = f"http://127.0.0.1:{port}"
        self.token = ""

    def sign_in(self) -> None:
        """Get a token that the next requests carry."""
        body = {"username": "admin", "password": PASSWORD}
        self.token = self.call("POST", "/api/auth/login", body, sign_in=False)["access_token"]

    def call(self, method: str, path: str, body: Any = None, key: str = "", *, sign_in: bool = True) -> Any:
        """One request, again until it is answered; JSON, or bytes for a log."""
        deadline = time.monotonic() + 120
        while True:
            headers = {"Content-Type": "application/json", **({"Idempotency-Key": key} if key else {})}
            if self.token:
                headers["Authorization"] = f"Bearer {self.token}"
            data = json.dumps(body).encode() if body is not None else None
            try:
                request = urllib.request.Request(self.base + path, data, headers, method=method)
                with urllib.request.urlopen(request, timeout=10) as answer:
                    raw = answer.read()
                    return raw if path.endswith("/log") else json.loads(raw or b"null")
            except urllib.error.HTTPError as error:
                if error.code == 401 and sign_in:
                    self.sign_in()
                elif error.code not in (429, 500, 502, 503, 504):
                    raise
            except (OSError, ValueError, http.client.HTTPException):
                pass
            if time.monotonic() > deadline:
                raise SystemExit(f"no answer to {method} {path} for two minutes")
            time.sleep(0.2)


def kind_of(pid: int) -> str:
    """What a process is, by its command line and its place; empty for what must not be killed."""
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        name = Path(f"/proc/{pid}/comm").read_text().strip()
    except OSError:
        return ""
    if "keep.py" in words or "bwrap" in words or "LUMASTACK" in words or "/run/script" in words:
        return ""
    for word, kind in (
        ("postgres", "PostgreSQL"), ("valkey", "Valkey"), ("beat", "beat"), ("gunicorn", "API"), ("api", "API"),
        ("git", "git worker"), ("scripts", "scripts worker"), ("worker", "system worker"),
    ):  # fmt: skip
        if word in words or word in name:
            return kind
    return ""


def kill_now_and_then(root: int, seconds: float, over: threading.Event, killed: collections.Counter[str]) -> None:
    """SIGKILL to one process of a kind chosen by chance, every `seconds`."""
    chance = random.Random(7)
    due: list[str] = []
    while not over.wait(seconds):
        kinds = collections.defaultdict(list)
        for pid in family(root):
            kind = kind_of(pid) if pid != root else ""
            if kind:
                kinds[kind].append(pid)
        if not kinds:
            continue
        # Every kind in turn, each time in another order.
        due = [kind for kind in due if kind in kinds] or chance.sample(sorted(kinds), len(kinds))
        kind = due.pop()
        try:
            os.kill(chance.choice(kinds[kind]), signal.SIGKILL)
        except ProcessLookupError:
            continue
        killed[kind] += 1


def storm(client: Client, root: int, runs: int, seconds: float) -> dict[str, Any]:
    """Queue `runs` while processes are killed, wait for the end of all, and judge."""
    script = client.call("POST", "/api/scripts", {"name": "storm", "interpreter": "/bin/sh", "content": CONTENT})["id"]
    over, killed = threading.Event(), collections.Counter[str]()
    killer = threading.Thread(target=kill_now_and_then, args=(root, seconds, over, killed), daemon=True)
    killer.start()
    began = time.monotonic()
    accepted = []
    for number in range(runs):
        path = f"/api/scripts/{script}/executions"
        print(f"\r{number} accepted", end="", file=sys.stderr)
        accepted.append(str(client.call("POST", path, {}, key=f"storm-{number}")["id"]))
    states: dict[str, str] = {}
    deadline = time.monotonic() + 120 + runs
    while len(states) < len(accepted) and time.monotonic() < deadline:
        for execution in accepted:
            if execution not in states:
                state = client.call("GET", f"/api/executions/{execution}")["status"]
                if state in ENDED:
                    states[execution] = state
                else:
                    break
        print(f"\r{len(states)} of {len(accepted)} ended, {sum(killed.values())} kills", end="", file=sys.stderr)
        time.sleep(0.2)
    print(file=sys.stderr)
    over.set()
    killer.join()
    took = time.monotonic() - began
    wrong = []
    for execution in accepted:
        expected = "".join(f"{execution} line {line}\n" for line in range(1, LINES + 1)).encode()
        log = client.call("GET", f"/api/executions/{execution}/log")
        if log != expected:
            wrong.append((execution, states.get(execution), log[-200:]))
    listed = client.call("GET", f"/api/executions?script_id={script}&limit=200")["items"]
    return {
        "runs accepted": len(accepted),
        "different": len(set(accepted)),
        "ended": dict(collections.Counter(states.values())),
        "not ended": len(accepted) - len(states),
        "logs that are not complete to the byte": len(wrong),
        "of runs nobody asked for": len({one["id"] for one in listed} - set(accepted)),
        "kills": dict(killed),
        "seconds": round(took, 1),
        "wrong": wrong[:5],
    }


def main() -> None:
    """Do it and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=1000)
    parser.add_argument("--every", type=float, default=2.0, help="seconds between kills")
    asked = parser.parse_args()
    port = free_port()
    settings = {"LUMASTACK_PORT": str(port), "LUMASTACK_ADMIN_PASSWORD": PASSWORD, "LUMASTACK_LOGIN_ATTEMPTS": "1000"}
    with tempfile.TemporaryDirectory() as directory:
        Path(directory).chmod(0o711)
        with running(Path(directory) / "data", settings=settings) as (pid, _):
            client = Client(port)
            client.sign_in()
            for name, value in storm(client, pid, asked.runs, asked.every).items():
                print(f"{name:42} {value}")


if __name__ == "__main__":
    main()
