"""Running git itself, for what only it can do: hardened, bounded in time and output, and gone when it has to be.

A repository's configuration can name programs in a dozen places (fsmonitor, hooks, helpers, drivers, ssh, pagers). Each
is switched off by the environment and by configuration that overrides every file; nothing of our own environment, with
its secrets, reaches git or what it starts.
"""

from __future__ import annotations

import contextlib
import os
import selectors
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from shutil import which
from typing import Any

import git

from app.errors import Permanent
from app.gitread.layout import Layout

_STDOUT_LIMIT = 16 << 20
_STDERR_LIMIT = 256 << 10
_GRACE_SECONDS = 2.0
_CHUNK = 1 << 16

_SSH = "ssh -oBatchMode=yes -oConnectTimeout=10 -oServerAliveInterval=15 -oServerAliveCountMax=3"
_ENVIRONMENT = {
    "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    "HOME": "/nonexistent",
    "LC_ALL": "C.UTF-8",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ASKPASS": "/bin/false",
    "SSH_ASKPASS": "/bin/false",
    "GIT_SSH_COMMAND": _SSH,
    "GIT_SSH_VARIANT": "ssh",
    "GIT_PROXY_COMMAND": "",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_PAGER": "cat",
    "GIT_EDITOR": ":",
    "GIT_PROTOCOL_FROM_USER": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
}
# Handed over by GIT_CONFIG_COUNT: it beats every file, and reaches the programs that git starts (git-config(1)).
_CONFIG = (
    ("core.fsmonitor", "false"),
    ("core.hooksPath", "/dev/null"),
    ("core.askPass", "/bin/false"),
    ("core.gitProxy", "none"),
    ("core.alternateRefsCommand", "true"),
    ("core.attributesFile", "/dev/null"),
    ("core.protectNTFS", "true"),
    ("core.protectHFS", "true"),
    # An empty value forgets the helpers of all files.
    ("credential.helper", ""),
    ("diff.external", ""),
    ("fetch.recurseSubmodules", "false"),
    ("submodule.recurse", "false"),
    ("gc.auto", "0"),
    ("maintenance.auto", "false"),
    ("gpg.program", "/bin/false"),
    ("gpg.openpgp.program", "/bin/false"),
    ("gpg.x509.program", "/bin/false"),
    ("gpg.ssh.program", "/bin/false"),
    ("log.showSignature", "false"),
    ("merge.verifySignatures", "false"),
    ("protocol.ext.allow", "never"),
    ("http.followRedirects", "initial"),
    ("http.lowSpeedLimit", "1000"),
    ("http.lowSpeedTime", "30"),
    ("transfer.fsckObjects", "true"),
    # Faults of old tools that are in many good histories.
    ("fetch.fsck.zeroPaddedFilemode", "ignore"),
    ("fetch.fsck.badTimezone", "ignore"),
    ("fetch.fsck.missingSpaceBeforeDate", "ignore"),
    ("fetch.fsck.missingSpaceBeforeEmail", "ignore"),
)


@dataclass(frozen=True, slots=True)
class Done:
    """How a command ended: its exit code (negative: the signal), what it printed, and whether time ran out."""

    code: int
    out: bytes
    err: str
    timed_out: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where git works: both directories named, so that `core.worktree` means nothing, and as whom.

    `protocols` are those that it may speak, joined by colons; none by default.
    """

    git_dir: bytes
    work_tree: bytes | None
    protocols: str = "none"

    @classmethod
    def of(cls, layout: Layout, protocols: str = "none") -> Place:
        """The place of a repository."""
        return cls(layout.git_dir, layout.work_tree, protocols)


@cache
def _program() -> str:
    found = which("git", path=_ENVIRONMENT["PATH"])
    if found is None:
        raise Permanent("git_missing")
    return found


def _environment(place: Place, extra: Mapping[str, str]) -> list[str]:
    values = {**_ENVIRONMENT, **extra, "GIT_ALLOW_PROTOCOL": place.protocols, "GIT_CONFIG_COUNT": str(len(_CONFIG))}
    for number, (name, value) in enumerate(_CONFIG):
        values[f"GIT_CONFIG_KEY_{number}"] = name
        values[f"GIT_CONFIG_VALUE_{number}"] = value
    values["GIT_DIR"] = os.fsdecode(place.git_dir)
    if place.work_tree is not None:
        values["GIT_WORK_TREE"] = os.fsdecode(place.work_tree)
    return [f"{name}={value}" for name, value in values.items()]


def owner_of(place: Place) -> int | None:
    """The user that git works as there, where that is not this process's."""
    if os.geteuid() != 0:
        return None
    return os.stat(place.git_dir).st_uid or None


def _identity(place: Place) -> dict[str, Any]:
    """As root, work as the repository's owner: files stay theirs, and nothing of theirs is ever run by root."""
    if owner_of(place) is None:
        return {}
    found = os.stat(place.git_dir)
    return {"user": found.st_uid, "group": found.st_gid, "extra_groups": []}


def run(
    place: Place,
    arguments: Sequence[str],
    *,
    seconds: float,
    kill: bool = True,
    keep_fds: Sequence[int] = (),
    env: Mapping[str, str] | None = None,
    on_line: Callable[[str], None] | None = None,
    stopped: Callable[[], bool] = lambda: False,
) -> Done:
    """Run `git ARGUMENTS` in a session of its own, at most `seconds` long.

    `on_line` hears each line of its error output, progress included. `stopped` is asked a few times a second, and ends
    it when true. At the end of the time the whole session gets SIGTERM, then SIGKILL; without `kill` nothing ends it,
    and it is left alone after its time. `keep_fds` stay open in it: a lock held by one lasts as long as git does.
    Raises Permanent where git cannot be started.
    """
    # `env -i` because GitPython hands the whole environment of this process on.
    command = ["/usr/bin/env", "-i", *_environment(place, env or {}), _program(), *arguments]
    cwd = os.fsdecode(place.work_tree or place.git_dir)
    try:
        wrapped = git.Git(cwd).execute(
            command, as_process=True, start_new_session=True, pass_fds=tuple(keep_fds), **_identity(place)
        )
    except (OSError, git.exc.GitError) as error:
        raise Permanent("git_not_started", type(error).__name__) from error
    process = wrapped.proc
    assert process is not None
    # The wrapper would end the process when it is collected; from here on only this function does.
    wrapped.proc = None
    return _watch(process, seconds, kill, on_line, stopped)


def _watch(
    process: subprocess.Popen[bytes],
    seconds: float,
    kill: bool,
    on_line: Callable[[str], None] | None,
    stopped: Callable[[], bool],
) -> Done:
    deadline = time.monotonic() + seconds
    out, err = bytearray(), bytearray()
    lines = _Lines(on_line)
    timed_out = False
    assert process.stdout is not None
    assert process.stderr is not None
    with selectors.DefaultSelector() as selector:
        for stream in (process.stdout, process.stderr):
            os.set_blocking(stream.fileno(), False)
            selector.register(stream, selectors.EVENT_READ)
        while selector.get_map():
            left = deadline - time.monotonic()
            if (stopped() and kill) or left <= 0 or len(out) > _STDOUT_LIMIT:
                timed_out = True
                break
            for key, _ in selector.select(min(left, 0.25)):
                data = _read(key.fileobj)
                if data is None:
                    continue
                if not data:
                    selector.unregister(key.fileobj)
                elif key.fileobj is process.stdout:
                    out += data
                else:
                    lines.feed(data)
                    err += data
                    # The end of what it said is what tells the reason.
                    del err[: max(0, len(err) - _STDERR_LIMIT)]
            if process.poll() is not None and not selector.select(0):
                break
    if timed_out and not kill:
        return Done(-1, bytes(out), err.decode("utf-8", "replace"), True)
    code = _end(process, timed_out, max(0.0, deadline - time.monotonic()))
    process.stdout.close()
    process.stderr.close()
    return Done(code, bytes(out), err.decode("utf-8", "replace"), timed_out)


def _read(stream: Any) -> bytes | None:
    try:
        return os.read(stream.fileno(), _CHUNK)
    except BlockingIOError:
        return None


def _end(process: subprocess.Popen[bytes], now: bool, left: float) -> int:
    """Wait for the end, or bring it about; nothing of its session is left afterwards."""
    if not now:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(left)
    if process.poll() is None:
        _signal(process, signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(_GRACE_SECONDS)
    # Helpers such as git-remote-https may outlive git: its session has its number.
    _signal(process, signal.SIGKILL)
    return process.wait()


def _signal(process: subprocess.Popen[bytes], number: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, number)


class _Lines:
    """Splits error output at line ends and carriage returns, as progress is printed."""

    def __init__(self, on_line: Callable[[str], None] | None) -> None:
        self._on_line = on_line
        self._rest = b""

    def feed(self, data: bytes) -> None:
        if self._on_line is None:
            return
        *lines, self._rest = (self._rest + data).replace(b"\r", b"\n").split(b"\n")
        self._rest = self._rest[-4096:]
        for line in lines:
            if line:
                self._on_line(line[:1000].decode("utf-8", "replace"))
