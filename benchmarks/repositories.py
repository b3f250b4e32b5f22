"""Repositories for benchmarks, made with plain git, and a client of the product's API."""

from __future__ import annotations

import json
import os
import subprocess
import time
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

ENVIRONMENT = {
    "PATH": os.environ["PATH"],
    "HOME": "/nonexistent",
    "LC_ALL": "C.UTF-8",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_AUTHOR_NAME": "Ada Lovelace",
    "GIT_AUTHOR_EMAIL": "ada@example.org",
    "GIT_COMMITTER_NAME": "Ada Lovelace",
    "GIT_COMMITTER_EMAIL": "ada@example.org",
}
PASSWORD = "benchmarks only 7f3a"


def git(path: Path, *arguments: str, stdin: bytes = b"") -> str:
    """Run git there; what it printed."""
    done = subprocess.run(
        ["git", "-C", str(path), *arguments], env=ENVIRONMENT, input=stdin, capture_output=True, check=True
    )
    return done.stdout.decode().strip()


def make(path: Path, commits: int = 1, files: int = 3, start: int | None = None) -> None:
    """A repository with a straight history, one file changed by each commit, a minute apart."""
    path.mkdir(parents=True)
    git(path, "init", "-q", "-b", "main")
    begin = start or int(time.time()) - commits * 60
    lines: list[str] = []
    for number in range(commits):
        text = f"change {number}\n"
        lines += ["commit refs/heads/main", f"committer Ada Lovelace <ada@example.org> {begin + number * 60} +0000",
                  f"data {len(text)}", text]  # fmt: skip
        for which in range(files) if number == 0 else [number % files]:
            content = f"file {which} of {number}\n" * 20
            lines += [f"M 100644 inline src/d{which % 7}/file{which}.py", f"data {len(content)}", content]
    git(path, "fast-import", "--quiet", stdin="\n".join(lines).encode())
    git(path, "reset", "-q", "--hard")


def copies(template: Path, root: Path, first: int, count: int) -> list[bytes]:
    """Repositories like `template` below `root`, a hundred to a directory, numbered from `first`; their paths.

    Files are links to the template's, so that ten thousand are made in a minute: fit for reading, not for writing.
    """
    directories, files = [], []
    for directory, _, names in os.walk(template):
        inner = os.path.relpath(directory, template)
        directories.append(inner)
        files += [(os.path.join(directory, name), os.path.normpath(os.path.join(inner, name))) for name in names]
    paths = []
    for number in range(first, first + count):
        path = root / f"group{number // 100}" / f"repository{number}"
        for inner in directories:
            os.makedirs(path / inner, exist_ok=True)
        for source, inner in files:
            os.link(source, path / inner)
        paths.append(os.fsencode(path))
    return paths


class Client:
    """An administrator over HTTP, on one connection that is kept open."""

    def __init__(self, port: int) -> None:
        self.connection = HTTPConnection("127.0.0.1", port, timeout=60)
        self.headers = {"Content-Type": "application/json"}
        signed_in = self.call("POST", "/api/auth/login", {"username": "admin", "password": PASSWORD})
        self.headers["Authorization"] = f"Bearer {signed_in['access_token']}"

    def call(self, method: str, path: str, body: Any = None) -> Any:
        """One request; its JSON. Raises RuntimeError for anything but success."""
        data = self.raw(method, path, body)
        return json.loads(data) if data else None

    def raw(self, method: str, path: str, body: Any = None) -> bytes:
        """One request; the bytes of its answer."""
        content = None if body is None else json.dumps(body)
        self.connection.request(method, path, content, self.headers)
        answer = self.connection.getresponse()
        data = answer.read()
        if answer.status >= 300:
            raise RuntimeError(f"{method} {path}: {answer.status} {data[:300]!r}")
        return data

    def scan(self) -> float:
        """Scan, and wait for the end; the seconds that took."""
        began = time.perf_counter()
        job = self.call("POST", "/api/projects/scan")
        while job["status"] in ("queued", "running"):
            time.sleep(0.02)
            job = self.call("GET", f"/api/jobs/{job['id']}")
        if job["status"] != "succeeded":
            raise RuntimeError(f"scan: {job}")
        return time.perf_counter() - began


def settings(root: Path, **more: str) -> dict[str, str]:
    """What the product is started with."""
    return {
        "LUMASTACK_ADMIN_USERNAME": "admin", "LUMASTACK_ADMIN_PASSWORD": PASSWORD, "LUMASTACK_SCAN_ROOTS": str(root),
        "LUMASTACK_LOG_LEVEL": "warning", **more,
    }  # fmt: skip


def quantile(values: list[float], share: float) -> float:
    """The value below which `share` of all lie."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]
