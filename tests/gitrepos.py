"""Makes Git repositories for tests with plain git, away from the configuration of whoever runs them."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

START = 1_700_000_000

ENVIRONMENT = {
    "PATH": os.environ["PATH"],
    "HOME": "/nonexistent",
    "LC_ALL": "C.UTF-8",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_AUTHOR_NAME": "Ada Lovelace",
    "GIT_AUTHOR_EMAIL": "ada@example.org",
    "GIT_COMMITTER_NAME": "Ada Lovelace",
    "GIT_COMMITTER_EMAIL": "ada@example.org",
}


class Repo:
    """A repository at `path`. Commits get times of their own, a minute apart, unless one is given."""

    def __init__(self, path: Path | str, *arguments: str, init: bool = True) -> None:
        self.path = Path(path)
        self.ticks = 0
        if init:
            self.path.mkdir(parents=True, exist_ok=True)
            self.git("init", "-q", "-b", "main", *arguments)

    def git(self, *arguments: str | bytes, check: bool = True, env: dict[str, str] | None = None) -> str:
        """Run git there; returns what it printed, without the last line break."""
        return self.raw(*arguments, check=check, env=env).decode("utf-8", "surrogateescape").rstrip("\n")

    def raw(
        self, *arguments: str | bytes, check: bool = True, env: dict[str, str] | None = None, stdin: bytes = b""
    ) -> bytes:
        """Run git there; returns the bytes it printed."""
        done = subprocess.run(
            ["git", "-c", "protocol.file.allow=always", "-C", str(self.path), *arguments],
            capture_output=True, env={**ENVIRONMENT, **(env or {})}, input=stdin, timeout=60, check=False,
        )  # fmt: skip
        if check and done.returncode:
            raise AssertionError(f"git {arguments}: {done.stderr.decode('utf-8', 'replace')}")
        return done.stdout

    def write(self, name: str | bytes, content: str | bytes = "x\n") -> None:
        """Write a file of the work tree."""
        path = os.path.join(os.fsencode(self.path), os.fsencode(name))
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(content.encode() if isinstance(content, str) else content)

    def commit(
        self, message: str | bytes = "change", files: dict[str, str | bytes] | None = None, *,
        at: int | None = None, author: str | None = None, env: dict[str, str] | None = None,
    ) -> str:  # fmt: skip
        """Commit `files` (or nothing); returns the new commit's name. `at`: seconds since 1970."""
        for name, content in (files or {}).items():
            self.write(name, content)
        if files:
            self.git("add", "-A", "--", *files)
        self.ticks += 60
        moment = f"{at if at is not None else START + self.ticks} +0200"
        times = {"GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment}
        who = ["--author", author] if author else []
        self.git(
            "commit", "-q", "--allow-empty", "--allow-empty-message", *who, "-m", message, env={**times, **(env or {})}
        )
        return self.head()

    def head(self) -> str:
        """The name of HEAD's commit."""
        return self.git("rev-parse", "HEAD")
