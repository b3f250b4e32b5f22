"""An embedded Valkey: on the loopback address, behind a random password, with its append-only file on."""

from __future__ import annotations

import secrets
import signal
import socket
import subprocess
from pathlib import Path

import redis

from app.embedded.binaries import find_valkey
from app.embedded.errors import EmbeddedError
from app.embedded.identity import make_directory, runtime_for, server_identity
from app.embedded.process import DirectoryLock, poll_until, spawn, stop

START_SECONDS = 30.0
STOP_SECONDS = 10.0
# Another program may take the free port between our choice and the server's.
ATTEMPTS = 5


def free_port() -> int:
    """A TCP port of the loopback address that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class ValkeyServer:
    """One Valkey with its append-only file below a directory of ours.

    The password is made at every start of LumaStack and handed over on the server's standard input, so it stands on no
    command line and in no file.
    """

    def __init__(self, directory: Path, *, durable: bool = True) -> None:
        """A server with its state in `directory`/valkey. `durable=False` is for tests. Nothing is started yet."""
        self.base = directory
        self.data = directory / "valkey"
        self.durable = durable
        self.log_path = directory / "logs" / "valkey.log"
        self._password = secrets.token_urlsafe(32)
        self._lock: DirectoryLock | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._choose_port()
        self._answered = False

    def _choose_port(self) -> None:
        self.port = free_port()
        self.url = f"redis://:{self._password}@127.0.0.1:{self.port}/0"

    def _configuration(self) -> str:
        return "\n".join(
            (
                "bind 127.0.0.1",
                f"port {self.port}",
                f"requirepass {self._password}",
                "daemonize no",
                "databases 16",
                # State that would be missed is in PostgreSQL; the file makes recovery after a restart cheap.
                f"appendonly {'yes' if self.durable else 'no'}",
                "appendfsync everysec",
                'save ""',
                "maxmemory-policy noeviction",
                "client-output-buffer-limit pubsub 32mb 8mb 60",
                "tcp-keepalive 60",
                "hz 10",
                "",
            )
        )

    def start(self) -> None:
        """Start it and wait until it answers. Raises EmbeddedError where it does not.

        The port is kept once it has answered there, because clients know it.
        """
        make_directory(self.base, 0o711)
        make_directory(self.log_path.parent, 0o700)
        if self._lock is None:
            self._lock = DirectoryLock(self.base / "valkey.lock")
        for _ in range(ATTEMPTS):
            if self._launch():
                self._answered = True
                return
            if not self._answered:
                self._choose_port()
        raise EmbeddedError(f"Valkey did not start: {self._last_words()} (see {self.log_path})")

    def _launch(self) -> bool:
        who = server_identity(self.data)
        program = runtime_for(find_valkey(), who)
        make_directory(self.data, 0o700, who)
        with open(self.log_path, "ab") as log:
            # Its directory is its working directory: it may lie below ones that its user cannot pass.
            process = spawn(
                [program.path, "-"],
                log=log,
                cwd=self.data,
                environ={"LC_ALL": "C", "TZ": "UTC"},
                stdin=subprocess.PIPE,
                death_signal=signal.SIGTERM,
                umask=0o077,
                **who.popen_options(),
            )
        self._process = process
        assert process.stdin is not None
        try:
            process.stdin.write(self._configuration().encode())
            process.stdin.close()
        except BrokenPipeError:
            pass  # it has died already, which the next lines find out
        if poll_until(lambda: self._answers() or not self.alive(), START_SECONDS) and self.alive():
            return True
        self._halt()
        return False

    def _answers(self) -> bool:
        client = redis.Redis(
            host="127.0.0.1",
            port=self.port,
            password=self._password,
            socket_timeout=2,
            retry=redis.retry.Retry(redis.backoff.NoBackoff(), 0),
        )
        try:
            return bool(client.ping())
        except redis.RedisError:  # not yet, still loading its file, or another program on this port
            return False
        finally:
            client.close()

    def _last_words(self) -> str:
        lines = self.log_path.read_text(encoding="utf-8", errors="replace").splitlines()[-20:]
        bad = [line for line in lines if " # " in line or "***" in line or "rror" in line]
        return (bad or lines or ["it said nothing"])[-1].strip()

    @property
    def pid(self) -> int | None:
        """The id of its process, or None where it is not running."""
        return self._process.pid if self._process and self.alive() else None

    def alive(self) -> bool:
        """Whether its process lives."""
        return self._process is not None and self._process.poll() is None

    def _halt(self) -> None:
        if self._process is not None:
            stop(self._process, (signal.SIGTERM, STOP_SECONDS))
            self._process = None

    def close(self) -> None:
        """In a forked child: do not hold the directory's lock for the parent."""
        if self._lock is not None:
            self._lock.close()

    def stop(self) -> None:
        """End it after its append-only file is written. Its directory is free afterwards."""
        self._halt()
        if self._lock is not None:
            self._lock.release()
            self._lock = None


def start_valkey(directory: Path, *, durable: bool = True) -> ValkeyServer:
    """Start a Valkey with its state in `directory`; its `url` is ready to use. Raises EmbeddedError."""
    server = ValkeyServer(directory, durable=durable)
    try:
        server.start()
    except BaseException:
        server.stop()
        raise
    return server
