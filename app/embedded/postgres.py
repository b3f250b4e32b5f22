"""An embedded PostgreSQL: made by initdb, reached by a unix socket, open to its owner alone."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from urllib.parse import quote

import psycopg2

from app.embedded.binaries import Program, find_postgres
from app.embedded.errors import EmbeddedError
from app.embedded.identity import Identity, account, make_directory, runtime_for, server_identity
from app.embedded.process import LINUX, DirectoryLock, poll_until, process_is, spawn, stop

ROLE = "lumastack"
SUPERUSER = "postgres"
# sun_path holds 108 bytes on Linux and 104 on macOS, its end included.
SOCKET_PATH_LIMIT = 103
SOCKET_NAME = ".s.PGSQL.5432"
START_SECONDS = 60.0
STOP_SECONDS = 15.0

# Sized for a small machine: pages that nobody touches cost nothing.
SETTINGS = {
    "listen_addresses": "",
    "max_connections": "100",
    "shared_buffers": "64MB",
    "work_mem": "4MB",
    "maintenance_work_mem": "32MB",
    "max_wal_size": "256MB",
    "min_wal_size": "32MB",
    "io_method": "sync",  # else three more processes that only read ahead
    "max_worker_processes": "2",
    "max_parallel_workers_per_gather": "0",
    "max_logical_replication_workers": "0",
    "autovacuum_max_workers": "2",
    "huge_pages": "off",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] ",
}
# For tests: nothing survives a power cut, everything is faster.
THROWAWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_wal_size": "1GB"}


class PostgresServer:
    """One PostgreSQL cluster below a directory of ours.

    Who may connect is decided by the kernel: the socket lies in the cluster's own directory, which only its owner and
    root can enter, and authentication is `peer`, so there is no password to leak. The application's role owns its
    database and is not a superuser.
    """

    def __init__(self, directory: Path, *, durable: bool = True) -> None:
        """A cluster in `directory`/postgres. `durable=False` is for tests. Nothing is started yet."""
        self.base = directory
        self.data = directory / "postgres"
        self.durable = durable
        self.log_path = directory / "logs" / "postgres.log"
        self.sockets = self._socket_directory()
        self.url = self.url_of(ROLE)
        self._process: subprocess.Popen[bytes] | None = None
        self._lock: DirectoryLock | None = None

    def _socket_directory(self) -> Path:
        """The cluster's directory, or, where its path is too long for a socket, a short one for it."""
        if len(os.fsencode(self.data / SOCKET_NAME)) <= SOCKET_PATH_LIMIT:
            return self.data
        name = hashlib.sha256(os.fsencode(self.data)).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"lumastack-{os.geteuid()}-{name}"

    def url_of(self, database: str, role: str = ROLE) -> str:
        """The address of another database of this cluster."""
        return f"postgresql+psycopg2://{role}@/{database}?host={quote(str(self.sockets), safe='/')}"

    def _inner(self, path: Path) -> str:
        """How the server itself names its directory: through its working directory, where the system allows.

        It may then lie below directories that its user cannot pass, as a home with mode 0700.
        """
        return "/proc/self/cwd" if LINUX and path == self.data else str(path)

    def start(self) -> None:
        """Make the cluster where there is none, then start it and wait until it answers.

        Raises EmbeddedError where it cannot be made or does not start.
        """
        make_directory(self.base, 0o711)
        make_directory(self.log_path.parent, 0o700)
        if self._lock is None:
            self._lock = DirectoryLock(self.base / "postgres.lock")
        who = server_identity(self.data)
        program = runtime_for(find_postgres(), who)
        self._check_version(program)
        if not (self.data / "PG_VERSION").exists():
            self._create(program, who)
        self._end_left_over()
        if self.sockets != self.data:
            self._make_sockets(who)
        self._launch(program, who)
        self._ensure_database()

    def _check_version(self, program: Program) -> None:
        try:
            found = (self.data / "PG_VERSION").read_text(encoding="ascii").strip()
        except FileNotFoundError:
            return
        if found and found != str(program.major):
            raise EmbeddedError(
                f"{self.data} was written by PostgreSQL {found}, and this is {program.major}. "
                "Restore a backup into a new LUMASTACK_DATA_DIR"
            )

    def _make_sockets(self, who: Identity) -> None:
        make_directory(self.sockets, 0o700, who)
        # The place is open to everybody, so another user may have made it first.
        if self.sockets.is_symlink() or self.sockets.stat().st_uid != who.uid:
            raise EmbeddedError(f"{self.sockets} belongs to somebody else. Set LUMASTACK_DATA_DIR to a shorter path")

    def _create(self, program: Program, who: Identity) -> None:
        """Run initdb into a directory beside, and put it in place when it is whole: no half-made cluster is left."""
        partial = self.base / "postgres.partial"
        if partial.exists():
            shutil.rmtree(partial)
        make_directory(partial, 0o700, who)
        locale = (
            ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
            if program.major >= 17
            else ["--locale=C.UTF-8"]
        )
        inner = "/proc/self/cwd" if LINUX else str(partial)
        command = [str(program.sibling("initdb")), "-D", inner, "-U", SUPERUSER, "-E", "UTF8", *locale]
        command += ["--auth=peer", "--no-instructions", *([] if self.durable else ["--no-sync"])]
        with open(self.log_path, "ab") as log:
            done = subprocess.run(
                command,
                cwd=partial,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                check=False,
                env=_environ(),
                **who.popen_options(),
            )
        if done.returncode != 0:
            raise EmbeddedError(f"PostgreSQL could not make its directory: {self._last_words()} (see {self.log_path})")
        # Whoever may connect is named by the account that the kernel reports for the other end of the socket.
        own = account(os.geteuid()).pw_name
        names = dict.fromkeys([own, who.name])
        rows = "".join(f'lumastack "{name}" {role}\n' for name in names for role in (ROLE, SUPERUSER))
        (partial / "pg_ident.conf").write_text(rows, encoding="utf-8")
        (partial / "pg_hba.conf").write_text("local all all peer map=lumastack\n", encoding="utf-8")
        partial.rename(self.data)

    def _end_left_over(self) -> None:
        """End a server of this cluster that outlived its starter, and remove the mark of one that is gone."""
        mark = self.data / "postmaster.pid"
        try:
            pid = int(mark.read_text(encoding="utf-8", errors="replace").split("\n", 1)[0])
        except (FileNotFoundError, ValueError):
            return

        def gone() -> bool:
            return not process_is(pid, cwd=self.data)

        for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
            if gone():
                break
            os.kill(pid, number)
            poll_until(gone, STOP_SECONDS)
        mark.unlink(missing_ok=True)

    def _launch(self, program: Program, who: Identity) -> None:
        settings = SETTINGS | ({} if self.durable else THROWAWAY)
        if program.major < 18:
            settings.pop("io_method")
        settings["unix_socket_directories"] = self._inner(self.sockets)
        command = [str(program.path), "-D", self._inner(self.data)]
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        with open(self.log_path, "ab") as log:
            # SIGINT is PostgreSQL's fast shutdown.
            self._process = spawn(
                command, log=log, cwd=self.data, environ=_environ(), death_signal=signal.SIGINT, **who.popen_options()
            )
        if not poll_until(lambda: self._answers() or not self.alive(), START_SECONDS) or not self.alive():
            self._halt()
            raise EmbeddedError(f"PostgreSQL did not start: {self._last_words()} (see {self.log_path})")

    def _connect(self, role: str, database: str) -> psycopg2.extensions.connection:
        return psycopg2.connect(host=str(self.sockets), user=role, dbname=database, connect_timeout=5)

    def _answers(self) -> bool:
        try:
            self._connect(SUPERUSER, "postgres").close()
        except psycopg2.OperationalError:
            return False
        return True

    def _ensure_database(self) -> None:
        connection = self._connect(SUPERUSER, "postgres")
        try:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (ROLE,))
                if cursor.fetchone() is None:
                    cursor.execute(f"CREATE ROLE {ROLE} LOGIN CREATEDB")
                cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", (ROLE,))
                if cursor.fetchone() is None:
                    cursor.execute(f"CREATE DATABASE {ROLE} OWNER {ROLE}")
        finally:
            connection.close()

    def _last_words(self) -> str:
        """The last line of its log that says what went wrong."""
        lines = self.log_path.read_text(encoding="utf-8", errors="replace").splitlines()[-40:]
        bad = [line for line in lines if any(word in line for word in ("FATAL:", "PANIC:", "error:"))]
        return (bad or lines or ["it said nothing"])[-1].strip()

    @property
    def pid(self) -> int | None:
        """The id of its first process, or None where it is not running."""
        return self._process.pid if self._process and self.alive() else None

    def alive(self) -> bool:
        """Whether its first process lives."""
        return self._process is not None and self._process.poll() is None

    def _halt(self) -> None:
        if self._process is not None:
            stop(self._process, (signal.SIGINT, STOP_SECONDS), (signal.SIGQUIT, 5.0))
            self._process = None

    def close(self) -> None:
        """In a forked child: do not hold the directory's lock for the parent."""
        if self._lock is not None:
            self._lock.close()

    def stop(self) -> None:
        """End it: open connections are cut, everything committed is on disk. Its directory is free afterwards."""
        self._halt()
        if self.sockets != self.data and self.sockets.is_dir():
            shutil.rmtree(self.sockets, ignore_errors=True)
        if self._lock is not None:
            self._lock.release()
            self._lock = None


def _environ() -> dict[str, str]:
    """The environment of the server: nothing of ours, for PG* variables and locales change what it does."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"}


def start_postgres(directory: Path, *, durable: bool = True) -> PostgresServer:
    """Start a PostgreSQL with its state in `directory`; its `url` is ready to use. Raises EmbeddedError."""
    server = PostgresServer(directory, durable=durable)
    try:
        server.start()
    except BaseException:
        server.stop()
        raise
    return server
