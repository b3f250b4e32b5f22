"""The README's commands, as a newcomer types them: a fresh checkout, an empty home, nothing installed."""

from __future__ import annotations

import json
import os
import pty
import pwd
import re
import secrets
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

PROJECT = Path(__file__).parents[2]
ORDINARY = "nobody"


def commands() -> list[str]:
    """The blocks of the README that are one command of ours and nothing else."""
    return re.findall(
        r"^```sh\n(\./lumastack [^\n]+)\n```$", (PROJECT / "README.md").read_text(encoding="utf-8"), re.MULTILINE
    )


def test_the_readme_has_two_commands() -> None:
    assert commands() == ["./lumastack up", "./lumastack test"]


@dataclass
class Newcomer:
    """Somebody with a fresh checkout below an empty home."""

    home: Path
    checkout: Path
    account: pwd.struct_passwd | None
    mark: str
    port: int

    def environ(self) -> dict[str, str]:
        kept = ("PATH", "LANG", "http_proxy", "https_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY")
        registry = re.compile(r"PIP_|UV_|SSL_CERT|REQUESTS_CA|LUMASTACK_RUN_UID_BASE")
        return {
            **{name: value for name, value in os.environ.items() if name in kept or registry.match(name)},
            "HOME": str(self.home),
            "LUMASTACK_DATA_DIR": str(self.home / "data"),
            "LUMASTACK_PORT": str(self.port),
            "MARK": self.mark,
        }

    def run(self, command: str, **options: Any) -> subprocess.Popen[bytes]:
        if self.account is not None:
            options |= {"user": self.account.pw_uid, "group": self.account.pw_gid, "extra_groups": []}
        return subprocess.Popen(
            command.split(), cwd=self.checkout, env=self.environ(), umask=0o077, start_new_session=True, **options
        )  # fmt: skip

    def processes(self) -> dict[int, str]:
        """What runs with our environment, or in our home."""
        found = {}
        for name in filter(str.isdigit, os.listdir("/proc")):
            try:
                ours = self.mark.encode() in Path(f"/proc/{name}/environ").read_bytes()
                ours = ours or os.readlink(f"/proc/{name}/cwd").startswith(str(self.home))
                if ours:
                    found[int(name)] = Path(f"/proc/{name}/cmdline").read_text(errors="replace").replace("\0", " ")
            except OSError:
                continue
        return found

    def listening(self) -> set[str]:
        """The addresses, in the kernel's own notation, on which our processes wait for connections."""
        inodes = set()
        for pid in self.processes():
            for descriptor in Path(f"/proc/{pid}/fd").glob("*"):
                try:
                    inodes |= set(re.findall(r"^socket:\[(\d+)\]$", os.readlink(descriptor)))
                except OSError:
                    continue
        found = set()
        for table in ("tcp", "tcp6"):
            for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]:
                fields = line.split()
                if fields[3] == "0A" and fields[9] in inodes:
                    found.add(fields[1].partition(":")[0])
        return found

    def call(self, path: str, body: Any = None) -> Any:
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}",
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.load(answer)


@pytest.fixture
def newcomer(request: pytest.FixtureRequest) -> Iterator[Newcomer]:
    """`ordinary`: without rights, and where root runs this, somebody else. `private`: we, in a checkout of mode 0700."""
    account = None
    if request.param == "ordinary" and os.geteuid() == 0:
        account = pwd.getpwnam(ORDINARY)
    if request.param == "private" and os.geteuid() != 0:
        pytest.skip("only root has servers that run as somebody else, who must not depend on the checkout's mode")
    # Not below pytest's own directory, which is closed to others.
    home = Path("/tmp") / f"luma-{request.param}-{secrets.token_hex(4)}"
    home.mkdir(mode=0o700)
    checkout = home / "lumastack"
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=PROJECT, capture_output=True, check=True).stdout
    for name in filter(None, listed.decode().split("\0")):
        if not name.startswith("tests/") or name.startswith(("tests/__init__", "tests/conftest", "tests/plumbing")):
            (checkout / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(PROJECT / name, checkout / name)
    checkout.chmod(0o700)
    if account is not None:
        for path in (home, *home.rglob("*")):
            os.chown(path, account.pw_uid, account.pw_gid, follow_symlinks=False)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    person = Newcomer(home, checkout, account, secrets.token_hex(16), port)
    yield person
    for pid in person.processes():
        os.kill(pid, signal.SIGKILL)
    shutil.rmtree(home, ignore_errors=True)


def read_until(file: int, pattern: str, process: subprocess.Popen[bytes], seconds: float = 240) -> str:
    """What comes out until `pattern` is in it."""
    content = b""
    os.set_blocking(file, False)
    deadline = time.monotonic() + seconds
    while not re.search(pattern, content.decode(errors="replace")):
        assert process.poll() is None, content.decode(errors="replace")
        assert time.monotonic() < deadline, content.decode(errors="replace")
        try:
            content += os.read(file, 65536)
        except (BlockingIOError, OSError):
            time.sleep(0.1)
    return content.decode(errors="replace")


def use(newcomer: Newcomer, shown: str) -> None:
    """Sign in with the password that was shown, and find everything as it should be."""
    found = re.search(r"Administrator: admin +password: (\S+)", shown)
    assert found, shown
    signed_in = newcomer.call("/api/auth/login", {"username": "admin", "password": found.group(1)})
    assert signed_in["user"]["role"] == "admin"
    assert newcomer.call("/readyz")["status"] == "ready"
    assert newcomer.listening() <= {"0100007F"}
    assert newcomer.listening()
    assert newcomer.home.stat().st_mode & 0o777 == 0o700
    assert newcomer.checkout.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("newcomer", ["ordinary"], indirect=True)
def test_up_and_test_without_a_terminal_for_an_ordinary_user(
    newcomer: Newcomer, eventually: Callable[..., Any]
) -> None:
    up, test = commands()
    users = Path("/etc/passwd").read_bytes()
    process = newcomer.run(up, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    assert process.stdout is not None
    use(newcomer, read_until(process.stdout.fileno(), r"Ready: http", process))

    process.send_signal(signal.SIGINT)
    assert process.wait(60) == 0
    process.stdout.close()
    assert newcomer.processes() == {}
    assert Path("/etc/passwd").read_bytes() == users

    tests = newcomer.run(
        f"{test} tests/plumbing/test_settings.py -q", stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )  # fmt: skip
    shown = tests.communicate(timeout=240)[0].decode()
    assert tests.returncode == 0, shown
    assert " passed" in shown
    eventually(lambda: newcomer.processes() == {})


@pytest.mark.parametrize("newcomer", ["private"], indirect=True)
def test_up_in_a_terminal_from_a_closed_checkout(newcomer: Newcomer) -> None:
    ours, theirs = pty.openpty()

    def take_terminal() -> None:
        import fcntl
        import termios

        fcntl.ioctl(0, termios.TIOCSCTTY, 0)

    process = newcomer.run(commands()[0], stdin=theirs, stdout=theirs, stderr=theirs, preexec_fn=take_terminal)
    os.close(theirs)
    use(newcomer, read_until(ours, r"Ready: http", process))

    os.write(ours, b"\x03")  # Ctrl-C
    read_until(ours, r"Stopped", process)
    assert process.wait(60) == 0
    assert newcomer.processes() == {}
    os.close(ours)
