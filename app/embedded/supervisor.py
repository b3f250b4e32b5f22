"""`lumastack up`: starts the servers and every process on this machine, restarts what dies, stops all of it cleanly.

It imports the program once and forks every process from itself, so that they share its memory and start at once.
"""

from __future__ import annotations

import contextlib
import gc
import http.client
import importlib
import os
import secrets
import shutil
import signal
import socket
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from app.config import Settings, read_dotenv, settings
from app.embedded.errors import EmbeddedError
from app.embedded.fork import Closable, fork, share_memory
from app.embedded.hearing import Hearing, heard
from app.embedded.identity import make_directory
from app.embedded.logfiles import rotate
from app.embedded.postgres import PostgresServer
from app.embedded.process import LINUX, DirectoryLock, Process, spawn, wait_for
from app.embedded.server import Server
from app.embedded.valkey import ValkeyServer
from app.processes import become, command, preload

# What a running `up` tells to commands that are started beside it.
RUNNING = "running.env"
KEY_FILE = "secret.key"
HANDED_ON = ("DATABASE_URL", "REDIS_URL", "LUMASTACK_SECRET_KEY", "LUMASTACK_OLD_SECRET_KEY", "LUMASTACK_DATA_DIR")
# While it exists in the directory of runs, a script worker that stops ends its runs, else it leaves them to the next.
ENDING = ".ending"

# A worker leaves it in the data directory when a bot was saved in the database (app/telegram/bots.py).
BOTS_MARK = "bots"
READY_SECONDS = 120
STOP_SECONDS = 15.0
LOOK_SECONDS = 0.1
# How often workers are asked whether they hear, and logs whether they are too long.
CHECK_SECONDS = 10.0
# A child that dies is started again after so many seconds, doubled each time; one that lived longer is forgiven.
FIRST_PAUSE, LONGEST_PAUSE, FORGIVEN_AFTER = 0.2, 30.0, 5.0
BACKLOG = 2048
FREE_MIB = 200


def say(text: str) -> None:
    """One line about the life of the whole; a terminal that is gone does not matter."""
    with contextlib.suppress(OSError):
        print(text, flush=True)


@dataclass(slots=True)
class Child:
    """One process that is to run as long as we do."""

    name: str
    process: Process | None = None
    pause: float = FIRST_PAUSE
    started_at: float = 0.0
    due_at: float = 0.0


@dataclass(slots=True)
class Supervisor:
    """Everything that runs on this machine. `lock` is that of the data directory, `listener` the API's socket."""

    settings: Settings
    lock: DirectoryLock
    listener: socket.socket
    servers: dict[str, Server] = field(default_factory=dict)
    children: list[Child] = field(default_factory=list)
    hearing: Hearing = field(default_factory=lambda: Hearing(time.monotonic()))
    checked_at: float = field(default_factory=time.monotonic)
    stopping: bool = False

    def start(self) -> None:
        """Start the servers, prepare the database, start the children. Returns early where it is asked to stop."""
        data_dir = self.settings.data_dir
        steps: list[Callable[[], None]] = []
        if not self.settings.database_url:
            steps.append(lambda: self._embed("PostgreSQL", PostgresServer(data_dir), "DATABASE_URL"))
        if not self.settings.redis_url:
            steps.append(lambda: self._embed("Valkey", ValkeyServer(data_dir), "REDIS_URL"))
        for step in (*steps, self._hand_on, self._load, self._prepare, self._start_children):
            if self.stopping:
                return
            step()

    def _embed(self, name: str, server: Server, variable: str) -> None:
        self.servers[name] = server
        server.start()
        os.environ[variable] = server.url

    def _hand_on(self) -> None:
        """Tell the children, and commands beside us, what was chosen."""
        settings.cache_clear()
        self.settings = settings()
        path = self.settings.data_dir / RUNNING
        path.unlink(missing_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.writelines(f"{name}={os.environ[name]}\n" for name in HANDED_ON if name in os.environ)

    def _load(self) -> None:
        if LINUX:
            gc.disable()  # a collection now would leave holes that children fill, each with a copy of the page
            preload()
            share_memory()

    def _prepare(self) -> None:
        """Migrate and make what must be there, in a process of its own."""
        reading, writing = os.pipe()
        with open(reading, "rb") as words, open(writing, "wb") as err:
            child = self._process("prepare", _prepare, out=None, err=err.fileno())
            err.close()
            lines = words.read().decode("utf-8", "replace").strip().splitlines() or ["no reason given"]
        if child.wait() != 0 and not self.stopping:
            raise EmbeddedError(f"the database cannot be prepared: {lines[-1].removeprefix('lumastack: ')}")

    def _start_children(self) -> None:
        (self.settings.data_dir / "runs" / ENDING).unlink(missing_ok=True)
        for name in ("api", "worker", "scripts", "git", "beat"):
            self._add(name)
        self._hear_bots()

    def _add(self, name: str) -> None:
        self.children.append(Child(name))
        self._launch(self.children[-1])

    def _hear_bots(self) -> None:
        """Start the bots' process once there is a bot: in the settings, or in the database, which leaves a mark."""
        if self.settings.telegram_mode == "off" or any(child.name == "bot" for child in self.children):
            return
        if self.settings.telegram_bot_token or (self.settings.data_dir / BOTS_MARK).exists():
            self._add("bot")

    def _process(self, name: str, function: Callable[[], int], *, out: int | None, err: int) -> Process:
        if not LINUX:  # forking a program that has its libraries loaded is safe on Linux alone
            return spawn(command(name), log=err, out=out, environ=os.environ, death_signal=signal.SIGTERM)
        closing: list[Closable] = [self.lock, *self.servers.values()]
        if name != "api":
            closing.append(self.listener)
        return fork(f"lumastack: {name}", function, out=out, err=err, closing=closing)

    def _launch(self, child: Child) -> None:
        listener = self.listener.fileno() if child.name == "api" and LINUX else None
        with open(self.settings.data_dir / "logs" / f"{child.name}.log", "ab") as log:
            child.process = self._process(
                child.name, lambda: become(child.name, self.settings, listener), out=log.fileno(), err=log.fileno()
            )
        child.started_at = time.monotonic()

    def look(self) -> None:
        """Start again what has died, servers first; now and then, end who is deaf and cut logs that are too long."""
        for name, server in self.servers.items():
            if not server.alive():
                say(f"{name} has died and is started again")
                try:
                    server.start()
                except EmbeddedError as error:
                    say(f"{name}: {error}")
        self._hear_bots()
        now = time.monotonic()
        for child in self.children:
            if child.process is not None and (code := child.process.poll()) is not None:
                _end_session(child.process.pid)
                lived = now - child.started_at
                child.pause = FIRST_PAUSE if lived > FORGIVEN_AFTER else min(child.pause * 2, LONGEST_PAUSE)
                child.due_at = now + child.pause
                say(f"{child.name} has ended ({code}); again in {child.pause:.1f} s")
                child.process = None
            if child.process is None and now >= child.due_at:
                self._launch(child)
        if now - self.checked_at >= CHECK_SECONDS:
            self.checked_at = now
            self._end_deaf()
            rotate(self.settings.data_dir / "logs")

    def _end_deaf(self) -> None:
        ages = heard(self.settings.database_url, self.settings.redis_url)
        living = {child.name: child for child in self.children if child.process is not None}
        started = {name: child.started_at for name, child in living.items()}
        for name in self.hearing.deaf(time.monotonic(), ages, started):
            say(f"{name} lives but hears nothing; it is ended")
            process = living[name].process
            assert process is not None
            process.kill()

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
        """End everything: the children with the runs they watch, then keepers that nobody watches, then the servers."""
        self.listener.close()
        runs = self.settings.data_dir / "runs"
        with contextlib.suppress(OSError):
            (runs / ENDING).touch()
        for child in reversed(self.children):
            if child.process is not None:
                child.process.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + STOP_SECONDS
        for child in self.children:
            if child.process is not None:
                # Not told twice: to Celery that means to drop everything.
                if not wait_for(child.process, max(0.1, deadline - time.monotonic())):
                    child.process.kill()
                    child.process.wait()
                _end_session(child.process.pid)
        if runs.is_dir():
            importlib.import_module("worker.sandbox.runs").end_all(runs)
        for server in reversed(list(self.servers.values())):
            server.stop()
        (self.settings.data_dir / RUNNING).unlink(missing_ok=True)


def _prepare() -> int:
    importlib.import_module("app.administration").prepare()
    return 0


def _end_session(leader: int) -> None:
    """End what a killed child left in its session, such as the processes of a pool."""
    try:
        os.killpg(leader, signal.SIGKILL)
    except ProcessLookupError:
        return


def is_ready(host: str, port: int) -> bool:
    """Whether the API at this address says that every part works."""
    connection = http.client.HTTPConnection(_reachable(host), port, timeout=2)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _reachable(host: str) -> str:
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104  # compared, not bound


def listen(host: str, port: int) -> socket.socket:
    """The socket that the API will serve. Raises EmbeddedError where we cannot listen there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(BACKLOG)
    except OSError as error:
        listener.close()
        raise EmbeddedError(
            f"port {port} of {host} cannot be used ({error.strerror}). Stop what uses it, or set LUMASTACK_PORT"
        ) from error
    if not LINUX:
        listener.close()  # there the API binds it itself
    return listener


def _secret_keys(data_dir: Path) -> list[str]:
    """The key for encryption at rest, made at the first start, and behind it those that it is replacing.

    Whoever has it and the database has the secrets.
    """
    path = data_dir / KEY_FILE
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").splitlines()
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(new_secret_key() + "\n")
        file.flush()
        os.fsync(file.fileno())
    return path.read_text(encoding="ascii").splitlines()


def new_secret_key() -> str:
    """A new key for encryption at rest."""
    return secrets.token_urlsafe(48)


def write_secret_keys(data_dir: Path, keys: Sequence[str]) -> None:
    """Replace the keys that are kept here, all or nothing."""
    partial = data_dir / f"{KEY_FILE}.new"
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write("".join(f"{key}\n" for key in keys))
        file.flush()
        os.fsync(file.fileno())
    partial.rename(data_dir / KEY_FILE)


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
    """Run everything in the foreground until SIGINT, SIGTERM or SIGHUP; the exit code.

    Raises EmbeddedError, one line for a person, where it cannot start; what was started is then stopped again.
    """
    data_dir = chosen.data_dir
    make_directory(data_dir, 0o711)
    lock = DirectoryLock(data_dir / "lock")
    _check_tools(data_dir)
    listener = listen(chosen.host, chosen.port)
    make_directory(data_dir / "logs", 0o700)
    metrics = data_dir / "metrics"
    shutil.rmtree(metrics, ignore_errors=True)
    make_directory(metrics, 0o700)
    os.environ["LUMASTACK_DATA_DIR"] = str(data_dir)
    if chosen.secret_key:
        os.environ["LUMASTACK_SECRET_KEY"] = chosen.secret_key
    else:
        os.environ["LUMASTACK_SECRET_KEY"], *old = _secret_keys(data_dir)
        os.environ["LUMASTACK_OLD_SECRET_KEY"] = "".join(old[:1])
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(metrics)
    supervisor = Supervisor(chosen, lock, listener)

    def ask_to_stop(_: int, __: FrameType | None) -> None:
        supervisor.stopping = True

    signal.signal(signal.SIGINT, ask_to_stop)
    signal.signal(signal.SIGTERM, ask_to_stop)
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # as nohup sets it
        signal.signal(signal.SIGHUP, ask_to_stop)  # the terminal was closed
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
