"""Taking a connection out of the web server's hands, so that no request thread is held while a browser listens."""

import os
import socket
import ssl
from collections.abc import Callable
from typing import Any, cast

from flask import Response, request
from werkzeug.datastructures import Headers

from app.errors import AppError


def request_socket() -> socket.socket:
    """The socket of the current request. Raises AppError `unavailable` where the server does not give it."""
    sock = request.environ.get("gunicorn.socket")
    if not isinstance(sock, socket.socket) or isinstance(sock, ssl.SSLSocket):
        raise AppError("unavailable")
    return sock


def take(sock: socket.socket) -> int:
    """The connection of ``sock`` under a descriptor of our own, non-blocking; the server keeps one that leads nowhere.

    So whatever the server does to its socket when the request ends (shut down, drain, close) does no harm.
    """
    fd = os.dup(sock.fileno())
    os.set_blocking(fd, False)
    with socket.socket() as nowhere:
        os.dup2(nowhere.fileno(), sock.fileno(), inheritable=False)
    if sock.family != socket.AF_UNIX:
        with socket.socket(fileno=os.dup(fd)) as ours:
            ours.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            # The kernel would let a slow reader's buffer grow to megabytes; ours is counted, the kernel's is not.
            ours.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 256 * 1024)
    return fd


class Handover(Response):
    """A response whose head we write ourselves, after which the connection belongs to somebody else.

    The head is written when the server asks for the response, so it has the headers that the application adds.
    """

    def __init__(self, sock: socket.socket, headers: dict[str, str], receive: Callable[[int], None]) -> None:
        """``receive``: gets the descriptor, from then on its own."""
        super().__init__(status=200, headers=Headers(headers))
        self.headers.pop("Content-Length", None)
        self.direct_passthrough = True
        self._sock = sock
        self._receive = receive

    def __call__(self, environ: Any, start_response: Any) -> Any:
        lines = [f"HTTP/1.1 {self.status}", *(f"{name}: {value}" for name, value in self.headers), "", ""]
        head = "\r\n".join(lines).encode("latin-1")
        try:
            self._sock.sendall(head)
        except OSError:
            pass
        else:
            self._receive(take(self._sock))
        # How gunicorn's threaded worker is told that the connection is none of its business any more.
        raise StopIteration


class NoThread:
    """Stands in for the reader thread that the handshake's library would start for every socket."""

    name = ""

    def __init__(self, target: Callable[[], None]) -> None:
        """``target``, the reader, is never run."""

    def start(self) -> None:
        """Start nothing."""


def gone() -> Response:
    """The answer to a browser that left during the handshake: nothing, and no error in the log."""

    class Nothing(Response):
        def __call__(self, environ: Any, start_response: Any) -> Any:
            raise StopIteration

    return cast(Response, Nothing())
