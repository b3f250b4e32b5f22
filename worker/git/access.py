"""Giving git a secret without a command line, a URL or a log ever seeing it.

A token is read from a private file by a program of ours that git asks (gitcredentials(7), GIT_ASKPASS), and only for
the host that it belongs to. A key is a private file too. Both are gone when git is.
"""

from __future__ import annotations

import os
import shlex
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

_ASKPASS = """#!/bin/sh
# Answers git's question for the one host that the secret belongs to.
here=${0%/*}
host=$(cat "$here/host")
case $1 in
    *"'https://$host'"* | *"'https://"*"@$host'"*) ;;
    *) exit 1 ;;
esac
case $1 in
    Username*) cat "$here/username" ;;
    Password*) cat "$here/password" ;;
    *) exit 1 ;;
esac
"""


@dataclass(frozen=True, slots=True)
class Secret:
    """A token (with the user name that goes with it) or a private key, for one host."""

    id: str
    kind: Literal["https_token", "ssh_key"]
    username: str
    secret: str
    known_hosts: str

    def __repr__(self) -> str:
        return f"Secret({self.id}, {self.kind})"


Learned = Callable[[str], None]
"""Hears the host keys that were met for the first time."""


def host_of(url: str) -> str:
    """The host of a network URL with its port where it has one, in lower case; empty for anything else."""
    if "://" not in url:
        return url.rpartition("@")[2].partition(":")[0].lower() if ":" in url and not url.startswith("/") else ""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return ""
    host = (parts.hostname or "").lower()
    return f"{host}:{port}" if port else host


@contextmanager
def granted(secret: Secret | None, url: str, owner: int | None, learned: Learned) -> Iterator[Mapping[str, str]]:
    """Environment variables that let git use `secret` for `url` while the block runs.

    `owner`: the user that git works as, where that is not this process's.
    """
    if secret is None:
        yield {}
        return
    directory = Path(tempfile.mkdtemp(prefix="lumastack-"))
    try:
        files = _token(secret, url) if secret.kind == "https_token" else _key(secret)
        for name, content in files.items():
            _write(directory / name, content, 0o700 if name == "askpass" else 0o600, owner)
        if owner is not None:
            os.chown(directory, owner, -1)
        if secret.kind == "https_token":
            yield {"GIT_ASKPASS": str(directory / "askpass")}
        else:
            yield {"GIT_SSH_COMMAND": _ssh(directory, secret)}
            met = (directory / "known_hosts").read_text(encoding="utf-8", errors="replace")
            if met and not secret.known_hosts:
                learned(met)
    finally:
        shutil.rmtree(directory, ignore_errors=True)


def _token(secret: Secret, url: str) -> dict[str, str]:
    username = secret.username or "git"
    return {"askpass": _ASKPASS, "host": host_of(url), "username": username, "password": secret.secret}


def _key(secret: Secret) -> dict[str, str]:
    return {"key": secret.secret.rstrip("\n") + "\n", "known_hosts": secret.known_hosts}


def _ssh(directory: Path, secret: Secret) -> str:
    # A host met for the first time is believed and remembered; another key from then on is refused.
    check = "yes" if secret.known_hosts else "accept-new"
    words = [
        "ssh", "-F/dev/null", "-i", str(directory / "key"), "-oIdentitiesOnly=yes", "-oIdentityAgent=none",
        f"-oUserKnownHostsFile={directory / 'known_hosts'}", "-oGlobalKnownHostsFile=/dev/null",
        f"-oStrictHostKeyChecking={check}", "-oBatchMode=yes", "-oConnectTimeout=10", "-oServerAliveInterval=15",
        "-oServerAliveCountMax=3", "-oUpdateHostKeys=no",
    ]  # fmt: skip
    return shlex.join(words)


def _write(path: Path, content: str, mode: int, owner: int | None) -> None:
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, mode)
    with os.fdopen(fd, "w", encoding="utf-8") as file:
        file.write(content)
        if owner is not None:
            os.fchown(fd, owner, -1)
