"""The one command, for real: up to ready, used, killed in every part, stopped."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app.embedded.logfiles import LOG_BYTES

PROJECT = Path(__file__).parents[2]
PASSWORD = "a password for these tests"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def has_parent(pid: int, words: str) -> bool:
    """Whether the parent of process `pid` has these words in its command line: then it is not the first of its kind."""
    try:
        parent = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1]
        return words in Path(f"/proc/{parent}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return False


class Up:
    """A running `lumastack up`."""

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir
        self.port = free_port()
        # What the other tests' servers are must not reach this one: it embeds its own.
        mine = {
            name: value
            for name, value in os.environ.items()
            if not re.match(r"LUMASTACK_|DATABASE_URL|REDIS_URL", name)
        }
        self.environ = {
            **mine,
            "LUMASTACK_DATA_DIR": str(data_dir),
            "LUMASTACK_PORT": str(self.port),
            "LUMASTACK_ADMIN_PASSWORD": PASSWORD,
            "LUMASTACK_API_PROCESSES": "1",
        }
        self.log = data_dir.parent / "up.log"
        self.process: subprocess.Popen[bytes] | None = None

    def command(self, *words: str, **environ: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "app.cli", *words], cwd=PROJECT, env={**self.environ, **environ},
            capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip

    def start(self) -> None:
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "app.cli", "up"], cwd=PROJECT, env=self.environ, stdin=subprocess.DEVNULL,
                stdout=log, stderr=log, start_new_session=True,
                # Whoever runs the tests may have these ignored, as nohup does.
                preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_DFL),
            )  # fmt: skip

    def stop(self) -> int:
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(60)

    def call(self, method: str, path: str, body: Any = None, token: str = "") -> Any:
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}",
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json", **({"Authorization": f"Bearer {token}"} if token else {})},
        )
        with urllib.request.urlopen(request, timeout=20) as answer:
            content = answer.read()
        return json.loads(content) if answer.headers.get_content_type() == "application/json" else content

    def is_ready(self) -> bool:
        try:
            return bool(self.call("GET", "/readyz")["status"] == "ready")
        except OSError:
            return False

    def processes(self) -> dict[int, str]:
        """All processes that carry our data directory in their environment or command line, ourselves left out."""
        found = {}
        for name in filter(str.isdigit, os.listdir("/proc")):
            try:
                content = Path(f"/proc/{name}/environ").read_bytes() + Path(f"/proc/{name}/cmdline").read_bytes()
                words = Path(f"/proc/{name}/cmdline").read_bytes().replace(b"\0", b" ").decode()
                here = os.readlink(f"/proc/{name}/cwd").startswith(str(self.data_dir))
            except OSError:
                continue
            if (str(self.data_dir).encode() in content or here) and int(name) != os.getpid():
                found[int(name)] = words
        return found


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Up]:
    directory = tmp_path_factory.mktemp("up")
    for parent in (directory, *directory.parents):
        if parent.stat().st_uid == os.getuid() and parent != Path("/tmp"):
            parent.chmod(0o711)
        if parent == Path("/tmp"):
            break
    up = Up(directory / "data")
    up.start()
    deadline = time.monotonic() + 90
    while not up.is_ready():
        assert up.process is not None
        assert up.process.poll() is None, up.log.read_text()
        assert time.monotonic() < deadline, up.log.read_text()
        time.sleep(0.1)
    yield up
    if up.process is not None and up.process.poll() is None:
        up.stop()


@pytest.fixture(scope="module")
def token(running: Up) -> str:
    body = {"username": "admin", "password": PASSWORD}
    return str(running.call("POST", "/api/auth/login", body)["access_token"])


def test_it_says_when_and_where_it_is_ready_and_listens_on_loopback_only(
    running: Up, eventually: Callable[..., Any]
) -> None:
    eventually(lambda: f"Ready: http://127.0.0.1:{running.port}" in running.log.read_text())
    with socket.socket() as other, pytest.raises(OSError, match="refused"):
        other.connect(("127.0.0.2", running.port))


def test_a_second_one_on_the_same_data_says_so_in_one_line(running: Up) -> None:
    second = running.command("up", LUMASTACK_PORT=str(free_port()))

    assert second.returncode == 1
    assert "is in use" in second.stderr
    assert second.stderr.count("\n") == 1


def test_a_port_in_use_is_said_in_one_line(running: Up, tmp_path: Path) -> None:
    other = running.command("up", LUMASTACK_DATA_DIR=str(tmp_path / "other"))

    assert other.returncode == 1
    assert re.fullmatch(r"lumastack: port \d+ of 127.0.0.1 cannot be used .*LUMASTACK_PORT\n", other.stderr)


def test_a_wrong_setting_is_said_in_one_line(running: Up) -> None:
    wrong = running.command("up", LUMASTACK_SANDBOX="none")

    assert wrong.returncode == 1
    assert wrong.stderr.startswith("lumastack: LUMASTACK_SANDBOX: ")
    assert wrong.stderr.count("\n") == 1


def test_an_administrator_works_from_the_command_line(running: Up, tmp_path: Path) -> None:
    status = running.command("admin", "status")
    made = running.command("admin", "create-user", "ada", "--role", "user")
    again = running.command("admin", "create-user", "ADA")
    reset = running.command("admin", "reset-password", "ada")
    nobody = running.command("admin", "reset-password", "nobody")
    scan = running.command("admin", "scan", str(tmp_path))
    bad = running.command("admin", "scan", str(tmp_path / "missing"))

    assert status.returncode == 0, status.stdout + status.stderr
    assert "database    works" in status.stdout
    password = reset.stdout.rpartition("password: ")[2].strip()
    assert running.call("POST", "/api/auth/login", {"username": "ada", "password": password})["user"]["role"] == "user"
    assert made.returncode == reset.returncode == scan.returncode == 0, scan.stderr
    assert "already in use" in again.stderr
    assert "no user nobody" in nobody.stderr
    assert bad.returncode == 1


def test_a_caller_waits_and_is_not_refused_while_the_api_starts_again(running: Up) -> None:
    (first,) = (pid for pid, words in running.processes().items() if ": api" in words and not has_parent(pid, ": api"))
    os.kill(first, signal.SIGKILL)

    for _ in range(20):
        assert running.call("GET", "/healthz") == {"status": "ok"}


def test_a_log_that_is_too_long_is_cut_while_its_writer_goes_on(running: Up, eventually: Callable[..., Any]) -> None:
    log = running.data_dir / "logs" / "beat.log"
    os.truncate(log, LOG_BYTES + 1)

    eventually(lambda: log.stat().st_size == 0, 60)
    assert log.with_suffix(".log.1").stat().st_size == LOG_BYTES + 1


def test_a_run_survives_the_death_of_every_part_and_runs_once(
    running: Up, token: str, eventually: Callable[..., Any]
) -> None:
    content = "echo started; for i in $(seq 1200); do echo line $i; sleep 0.01; done"
    script = running.call("POST", "/api/scripts", {"name": "long", "interpreter": "bash", "content": content}, token)
    run = running.call("POST", f"/api/scripts/{script['id']}/executions", {}, token)
    url = f"/api/executions/{run['id']}"
    eventually(lambda: running.call("GET", url, token=token)["log_bytes"] > 50)

    for words in (": scripts", ": beat", ": api", "valkey-server", "bin/postgres ", ": worker"):
        victims = [pid for pid, line in running.processes().items() if words in line and not has_parent(pid, words)]
        assert victims, words
        os.kill(min(victims), signal.SIGKILL)
        time.sleep(1.0)
    (deaf,) = (pid for pid, line in running.processes().items() if ": git" in line)
    os.kill(deaf, signal.SIGSTOP)

    def ended() -> Any:
        try:
            shown = running.call("GET", url, token=token)
        except OSError:
            return None
        return shown if shown["status"] not in ("queued", "running") else None

    shown = eventually(ended, 90)
    assert shown["status"] == "succeeded", shown
    expected = "started\n" + "".join(f"line {number}\n" for number in range(1, 1201))
    assert running.call("GET", f"{url}/log", token=token) == expected.encode()
    eventually(running.is_ready, 60)
    # It lived all the time, and heard nothing.
    eventually(lambda: "git lives but hears nothing" in running.log.read_text(), 90)
    eventually(lambda: deaf not in running.processes() and any(": git" in w for w in running.processes().values()))


def test_a_backup_is_made_while_it_runs(running: Up) -> None:
    file = running.data_dir.parent / "online.backup"

    made = running.command("backup", str(file))
    checked = running.command("verify", str(file))
    refused = running.command("restore", str(file), "--replace")

    assert made.returncode == 0, made.stderr
    assert checked.stdout.startswith("Whole: ")
    assert refused.returncode == 1
    assert "is in use" in refused.stderr


def test_runs_end_with_the_whole_and_say_so(running: Up, token: str, eventually: Callable[..., Any]) -> None:
    content = "trap 'echo told to end; exit 0' TERM; echo started; while true; do sleep 0.1; done"
    script = running.call("POST", "/api/scripts", {"name": "endless", "interpreter": "bash", "content": content}, token)
    run = running.call("POST", f"/api/scripts/{script['id']}/executions", {}, token)
    url = f"/api/executions/{run['id']}"
    eventually(lambda: running.call("GET", url, token=token)["log_bytes"] > 0)

    assert running.stop() == 0
    assert running.processes() == {}
    running.start()
    eventually(running.is_ready, 60)

    shown = running.call("GET", url, token=token)
    assert shown["status"] == "cancelled"
    log = running.call("GET", f"{url}/log", token=token)
    assert log.startswith(b"started\n")
    assert log.endswith(b"told to end\n")


def test_it_stops_cleanly_and_starts_again_with_everything(running: Up, token: str) -> None:
    assert running.stop() == 0
    assert running.processes() == {}
    assert running.log.read_text().endswith("Stopping\nStopped\n")

    running.start()
    deadline = time.monotonic() + 60
    while not running.is_ready():
        assert time.monotonic() < deadline, running.log.read_text()
        time.sleep(0.1)
    assert running.call("GET", "/api/auth/me", token=token)["username"] == "admin"
    statuses = [item["status"] for item in running.call("GET", "/api/executions", token=token)["items"]]
    assert set(statuses) <= {"cancelled", "succeeded"}


def test_a_closed_terminal_ends_it_as_well(running: Up) -> None:
    assert running.process is not None
    running.process.send_signal(signal.SIGHUP)

    assert running.process.wait(60) == 0
    assert running.processes() == {}


def test_a_backup_comes_back_on_a_new_machine(running: Up) -> None:
    file, again = running.data_dir.parent / "online.backup", running.data_dir.parent / "again.backup"
    new = running.data_dir.parent / "new"
    new.mkdir(mode=0o711)
    elsewhere = {"LUMASTACK_DATA_DIR": str(new)}

    without_key = running.command("restore", str(file), **elsewhere)
    (new / "secret.key").write_bytes((running.data_dir / "secret.key").read_bytes())
    restored = running.command("restore", str(file), **elsewhere)
    offline = running.command("backup", str(again), **elsewhere)

    assert without_key.returncode == 1
    assert "secret key" in without_key.stderr
    assert restored.stdout.startswith("Restored and compared: "), restored.stderr
    assert offline.returncode == 0, offline.stderr
    assert manifest(again)["tables"] == manifest(file)["tables"]


def manifest(file: Path) -> Any:
    with zipfile.ZipFile(file) as archive:
        return json.loads(archive.read("manifest.json"))
