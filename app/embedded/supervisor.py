"""`lumastack up`: starts the servers and every process on this machine, restarts what dies, stops all of it cleanly."""

from __future__ import annotations

import http.client
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from app.config import Settings, read_dotenv, settings
from app.embedded.errors import EmbeddedError
from app.embedded.identity import make_directory
from app.embedded.postgres import PostgresServer
from app.embedded.process import DirectoryLock, spawn, stop
from app.embedded.server import Server
from app.embedded.valkey import ValkeyServer
from app.processes import ENVIRONMENT, command

# What a running `up` tells to commands that are started beside it.
RUNNING = "running.env"
HANDED_ON = ("DATABASE_URL", "REDIS_URL", "LUMASTACK_SECRET_KEY", "LUMASTACK_DATA_DIR")

READY_SECONDS = 120
STOP_SECONDS = 15.0
LOOK_SECONDS = 0.1
# A child that dies is started again after so many seconds, doubled each time; one that lived longer is forgiven.
FIRST_PAUSE, LONGEST_PAUSE, FORGIVEN_AFTER = 0.2, 30.0, 30.0
LOG_BYTES = 20 * 1024 * 1024
FREE_MIB = 200


def say(text: str) -> None:
    """One line about the life of the whole."""
    print(text, flush=True)


@dataclass(slots=True)
class Child:
    """One process that is to run as long as we do."""

    name: str
    words: list[str]
    process: subprocess.Popen[bytes] | None = None
    pause: float = FIRST_PAUSE
    started_at: float = 0.0
    due_at: float = 0.0


@dataclass(slots=True)
class Supervisor:
    """Everything that runs on this machine."""

    settings: Settings
    environ: dict[str, str]
    servers: dict[str, Server] = field(default_factory=dict)
    children: list[Child] = field(default_factory=list)
    stopping: bool = False

    def start(self) -> None:
        """Start the servers, prepare the database, start the children."""
        data_dir = self.settings.data_dir
        if not self.settings.database_url:
            self._embed("PostgreSQL", PostgresServer(data_dir), "DATABASE_URL")
        if not self.settings.redis_url:
            self._embed("Valkey", ValkeyServer(data_dir), "REDIS_URL")
        self._write_running()
        self._prepare()
        names = ["api", "worker", "scripts", "git", "beat"]
        if self.settings.telegram_bot_token:
            names.append("bot")
        for name in names:
            child = Child(name, command(name, self.settings))
            self.children.append(child)
            self._launch(child)

    def _embed(self, name: str, server: Server, variable: str) -> None:
        server.start()
        self.servers[name] = server
        self.environ[variable] = server.url

    def _write_running(self) -> None:
        path = self.settings.data_dir / RUNNING
        path.unlink(missing_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.writelines(f"{name}={self.environ[name]}\n" for name in HANDED_ON if name in self.environ)

    def _prepare(self) -> None:
        """Migrate and make what must be there, in a process of its own: this one stays small."""
        done = subprocess.run(
            [sys.executable, "-m", "app.cli", "prepare"],
            env=self.environ,
            stdin=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            check=False,
        )
        if done.returncode != 0:
            lines = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["no reason given"]
            raise EmbeddedError(f"the database cannot be prepared: {lines[-1].removeprefix('lumastack: ')}")

    def _launch(self, child: Child) -> None:
        path = self.settings.data_dir / "logs" / f"{child.name}.log"
        if path.exists() and path.stat().st_size > LOG_BYTES:
            path.replace(path.with_suffix(".log.1"))
        with open(path, "ab") as log:
            child.process = spawn(child.words, log=log, environ=self.environ, death_signal=signal.SIGTERM)
        child.started_at = time.monotonic()

    def look(self) -> None:
        """Start again what has died, servers first."""
        for name, server in self.servers.items():
            if not server.alive():
                say(f"{name} has died and is started again")
                try:
                    server.start()
                except EmbeddedError as error:
                    say(f"{name}: {error}")
        now = time.monotonic()
        for child in self.children:
            if child.process is not None and child.process.poll() is not None:
                lived = now - child.started_at
                child.pause = FIRST_PAUSE if lived > FORGIVEN_AFTER else min(child.pause * 2, LONGEST_PAUSE)
                child.due_at = now + child.pause
                say(f"{child.name} has ended ({child.process.returncode}); again in {child.pause:.1f} s")
                child.process = None
            if child.process is None and now >= child.due_at:
                self._launch(child)

    def wait_ready(self) -> bool:
        """Whether `/readyz` said so before its time was up; children that die meanwhile are started again."""
        deadline = time.monotonic() + READY_SECONDS
        while not self.stopping and time.monotonic() < deadline:
            if is_ready(self.settings.host, self.settings.port):
                return True
            self.look()
            time.sleep(LOOK_SECONDS / 2)
        return False

    def stop(self) -> None:
        """End the children, beat first, then the servers. Keepers of runs go on: the next `up` attaches to them."""
        for child in reversed(self.children):
            if child.process is not None and child.process.poll() is None:
                child.process.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        for child in self.children:
            if child.process is not None:
                stop(child.process, (signal.SIGTERM, max(0.1, deadline - time.monotonic())))
                _end_session(child.process.pid)
        for server in reversed(list(self.servers.values())):
            server.stop()
        (self.settings.data_dir / RUNNING).unlink(missing_ok=True)


def _end_session(leader: int) -> None:
    """End what a killed child left in its session, such as the processes of a pool."""
    try:
        os.killpg(leader, signal.SIGKILL)
    except ProcessLookupError:
        return


def is_ready(host: str, port: int) -> bool:
    """Whether the API at this address says that every part works."""
    connection = http.client.HTTPConnection(_reachable(host), port, timeout=5)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _reachable(host: str) -> str:
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104  # compared, not bound


def check_port(host: str, port: int) -> None:
    """Raise EmbeddedError where we cannot listen there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise EmbeddedError(
                f"port {port} of {host} cannot be used ({error.strerror}). Stop what uses it, or set LUMASTACK_PORT"
            ) from error


def _secret_key(data_dir: Path) -> str:
    """The key for encryption at rest, made at the first start. Whoever has it and the database has the secrets."""
    path = data_dir / "secret.key"
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48) + "\n")
        file.flush()
        os.fsync(file.fileno())
    return path.read_text(encoding="ascii").strip()


def attach() -> None:
    """Give this process the addresses of a running `up`, where its own environment has none."""
    if settings().database_url and settings().redis_url:
        return
    for name, value in read_dotenv(settings().data_dir / RUNNING).items():
        os.environ.setdefault(name, value)
    settings.cache_clear()
    if not settings().database_url:
        raise EmbeddedError("nothing runs here. Start it with `./lumastack up`, or set DATABASE_URL and REDIS_URL")


def _check_tools(data_dir: Path) -> None:
    if shutil.which("git") is None:
        raise EmbeddedError("git is not installed. Install it, on Debian and Ubuntu with: apt install git")
    free = shutil.disk_usage(data_dir).free >> 20
    if free < FREE_MIB:
        raise EmbeddedError(f"{free} MiB are free below {data_dir} and {FREE_MIB} are needed. Free some")


def up(chosen: Settings) -> int:
    """Run everything in the foreground until SIGINT or SIGTERM; the exit code.

    Raises EmbeddedError, one line for a person, where it cannot start; what was started is then stopped again.
    """
    data_dir = chosen.data_dir
    make_directory(data_dir, 0o711)
    lock = DirectoryLock(data_dir / "lock")
    _check_tools(data_dir)
    check_port(chosen.host, chosen.port)
    make_directory(data_dir / "logs", 0o700)
    metrics = data_dir / "metrics"
    shutil.rmtree(metrics, ignore_errors=True)
    make_directory(metrics, 0o700)
    environ = {**ENVIRONMENT, **os.environ, "LUMASTACK_DATA_DIR": str(data_dir)}
    environ["LUMASTACK_SECRET_KEY"] = chosen.secret_key or _secret_key(data_dir)
    environ["PROMETHEUS_MULTIPROC_DIR"] = str(metrics)
    supervisor = Supervisor(chosen, environ)

    def ask_to_stop(_: int, __: FrameType | None) -> None:
        supervisor.stopping = True

    signal.signal(signal.SIGINT, ask_to_stop)
    signal.signal(signal.SIGTERM, ask_to_stop)
    try:
        say(f"Data: {data_dir}")
        supervisor.start()
        if supervisor.wait_ready():
            say(f"Ready: {chosen.public_url}")
        elif not supervisor.stopping:
            say(f"Not ready after {READY_SECONDS} s; see {data_dir / 'logs'}. Going on")
        while not supervisor.stopping:
            supervisor.look()
            time.sleep(LOOK_SECONDS)
        say("Stopping")
    finally:
        supervisor.stop()
        lock.release()
    say("Stopped")
    return 0
