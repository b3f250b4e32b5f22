"""One connection to Redis (or Valkey) that never waits: commands go out and their answers come back in order."""

import socket
import ssl
from collections import deque
from collections.abc import Callable, Iterator
from typing import Any

import hiredis
from redis.connection import parse_url

from app.realtime.positions import Positions, load_script

_CONNECT_SECONDS = 2.0
_READ = 256 * 1024
_READS_A_TURN = 8
_MOST_UNSENT = 64 * 1024 * 1024

OnReply = Callable[[Any], None]


class LinkDown(Exception):
    """The connection is gone, or what came over it is no answer."""


def _open(url: str) -> tuple[socket.socket, dict[str, Any]]:
    options: dict[str, Any] = parse_url(url)  # type: ignore[no-untyped-call]
    if "path" in options:
        plain = socket.socket(socket.AF_UNIX)
        plain.settimeout(_CONNECT_SECONDS)
        plain.connect(options["path"])
        return plain, options
    host = options.get("host", "localhost")
    plain = socket.create_connection((host, options.get("port", 6379)), _CONNECT_SECONDS)
    plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    plain.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    if not url.startswith("rediss:"):
        return plain, options
    context = ssl.create_default_context(cafile=options.get("ssl_ca_certs"))
    if options.get("ssl_cert_reqs") == "none":
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    if options.get("ssl_certfile"):
        context.load_cert_chain(options["ssl_certfile"], options.get("ssl_keyfile"))
    return context.wrap_socket(plain, server_hostname=host), options


def connect(url: str, positions: Positions) -> socket.socket:
    """Connect and sign in, and load the script where it is missing. Waits up to some seconds: not for the loop.

    Raises LinkDown or OSError.
    """
    sock, options = _open(url)
    reader = hiredis.Reader()

    def run(*command: Any) -> Any:
        sock.sendall(hiredis.pack_command(command))
        while (answer := reader.gets()) is False:
            data = sock.recv(4096)
            if not data:
                raise LinkDown("closed by the server")
            reader.feed(data)
        if isinstance(answer, hiredis.HiredisError):
            raise LinkDown(str(answer))
        return answer

    try:
        if options.get("password"):
            run("AUTH", *([options["username"]] if options.get("username") else []), options["password"])
        if options.get("db"):
            run("SELECT", options["db"])
        load_script(positions, run)
    except BaseException:
        sock.close()
        raise
    sock.setblocking(False)
    return sock


class Link:
    """A connected socket with a parser and a queue of who waits for which answer. One loop owns it."""

    def __init__(self, sock: socket.socket) -> None:
        self.sock = sock
        self.fd = sock.fileno()
        self.waiting: deque[tuple[float, OnReply]] = deque()
        self._reader = hiredis.Reader()
        self._unsent = bytearray()

    def command(self, now: float, on_reply: OnReply | None, *arguments: Any) -> None:
        """Put a command on its way; ``on_reply`` gets the answer (None: the answer is a push, read with `receive`)."""
        if on_reply is not None:
            self.waiting.append((now, on_reply))
        self._unsent += hiredis.pack_command(arguments)
        if len(self._unsent) > _MOST_UNSENT:
            raise LinkDown("too much unsent")

    @property
    def unsent(self) -> bool:
        """Whether something waits to be sent."""
        return bool(self._unsent)

    def flush(self) -> None:
        """Send what can be sent. Raises LinkDown."""
        try:
            while self._unsent:
                sent = self.sock.send(self._unsent)
                del self._unsent[:sent]
        except (BlockingIOError, ssl.SSLWantReadError, ssl.SSLWantWriteError):
            return
        except OSError as error:
            raise LinkDown(str(error)) from error

    def receive(self) -> Iterator[Any]:
        """Give the answers that have arrived, up to a bound each turn. Raises LinkDown."""
        for _ in range(_READS_A_TURN):
            try:
                data = self.sock.recv(_READ)
            except (BlockingIOError, ssl.SSLWantReadError, ssl.SSLWantWriteError):
                return
            except OSError as error:
                raise LinkDown(str(error)) from error
            if not data:
                raise LinkDown("closed by the server")
            self._reader.feed(data)
            try:
                while (answer := self._reader.gets()) is not False:
                    yield answer
            except hiredis.ProtocolError as error:
                raise LinkDown(str(error)) from error
            # What TLS has decrypted already does not wake epoll again: only then read on without being woken.
            if len(data) < _READ and not (isinstance(self.sock, ssl.SSLSocket) and self.sock.pending()):
                return

    def overdue(self, now: float, seconds: float) -> bool:
        """Whether the oldest unanswered command is older than ``seconds``."""
        return bool(self.waiting) and now - self.waiting[0][0] > seconds

    def close(self) -> None:
        """Close the socket."""
        self.sock.close()
