"""A running server for tests, and an independent WebSocket client to talk to it."""

from __future__ import annotations

import hashlib
import os
import random
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import orjson
from websockets.exceptions import ConnectionClosed, InvalidHandshake
from websockets.frames import Close
from websockets.sync.client import ClientConnection, connect

from tests.realtime.server import LOGS

ROOT = Path(__file__).parent.parent.parent


class Server:
    """gunicorn with one process on a free port, as in production."""

    def __init__(self, environment: dict[str, str], logs: Path) -> None:
        self.logs = logs
        listener = socket.socket()
        listener.bind(("127.0.0.1", 0))
        listener.listen(1024)
        self.port = listener.getsockname()[1]
        public = {"LUMASTACK_PORT": str(self.port), LOGS: str(logs)}
        self.process = subprocess.Popen(
            [
                sys.executable, "-m", "gunicorn", "--worker-class", "gthread", "--threads", "8", "--workers", "1",
                "--bind", f"fd://{listener.fileno()}", "--graceful-timeout", "5", "--log-level", "warning",
                "tests.realtime.server:app()",
            ],
            cwd=ROOT,
            env={**os.environ, **environment, **public},
            pass_fds=[listener.fileno()],
        )  # fmt: skip
        listener.close()
        self._wait()

    def _wait(self) -> None:
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            try:
                with socket.create_connection(("127.0.0.1", self.port), 5) as probe:
                    probe.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                    if probe.recv(100).startswith(b"HTTP/1.1 200"):
                        return
            except OSError:
                time.sleep(0.05)
        raise AssertionError("the server did not start")

    def stop(self) -> None:
        """End it as a supervisor does."""
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(20)


class Live:
    """One WebSocket connection, as JSON messages; `batch` frames are taken apart."""

    def __init__(self, port: int, token: str | None = None, **options: Any) -> None:
        headers = {**options.pop("headers", {}), **({"Authorization": f"Bearer {token}"} if token else {})}
        self._context = connect(
            f"ws://127.0.0.1:{port}/ws", additional_headers=headers, compression=None, proxy=None,
            max_size=None, max_queue=None, ping_interval=None, **options,
        )  # fmt: skip
        self.socket: ClientConnection = self._context.__enter__()
        self._messages: list[dict[str, Any]] = []
        self.log_end = 0

    def close(self) -> None:
        """Close in an orderly way."""
        self._context.__exit__(None, None, None)

    def cut(self) -> None:
        """Reset the connection, as a network does that breaks."""
        self.socket.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        # The client's reading thread sees an end and closes the socket, which then resets the connection.
        self.socket.socket.shutdown(socket.SHUT_RD)

    def say(self, **message: Any) -> None:
        """Send one message."""
        self.socket.send(orjson.dumps(message).decode())

    def hear(self, seconds: float = 15.0) -> dict[str, Any]:
        """The next message."""
        while not self._messages:
            told = orjson.loads(self.socket.recv(seconds))
            self._messages += told if isinstance(told, list) else [told]
        return self._messages.pop(0)

    def events(self, number: int, seconds: float = 15.0) -> list[dict[str, Any]]:
        """The next messages, all of which must be events."""
        heard = [self.hear(seconds) for _ in range(number)]
        assert all(message["type"] == "event" for message in heard), heard
        return heard

    def silent(self) -> bool:
        """Whether nothing is on its way: the answer to a ping is the next that comes."""
        self.say(type="ping")
        return self.hear() == {"type": "pong"}

    def join(self, room: str, **options: Any) -> dict[str, Any]:
        """Subscribe, and give the confirmation."""
        self.say(type="subscribe", room=room, **options)
        told = self.hear()
        assert told["type"] == "subscribed", told
        return told

    def log(self, room: str, until: int, offset: int = 0, seconds: float = 60.0) -> bytes:
        """Gather the log of `room` up to the byte `until`, asserting that there is no gap and no repeat."""
        whole = b""
        while offset < until:
            told = self.hear(seconds)
            if told["type"] == "event" and told["room"] == room and told["event"] == "log":
                data = told["data"]
                assert data["offset"] == offset, (data["offset"], offset)
                whole += data["text"].encode()
                offset = self.log_end = data["next_offset"]
        return whole

    def closed(self, seconds: float = 15.0) -> Close:
        """Read on until the server closes; the code and reason that it gave."""
        try:
            while True:
                self.socket.recv(seconds)
        except ConnectionClosed as closed:
            return closed.rcvd or Close(1006, "")

    def close_code(self, seconds: float = 15.0) -> int:
        """Read on until the server closes; the code that it gave."""
        return self.closed(seconds).code


class LogViewer(threading.Thread):
    """Follows the log of a run over connections that are cut in the middle of everything, and gathers its bytes.

    A cut is one of the network's: the connection is reset, nothing is said. After `cuts` of them it stays until it has
    `until` bytes (None: not known yet).
    """

    def __init__(self, port: int, token: str, room: str, cuts: int, seed: int) -> None:
        super().__init__(daemon=True)
        self._port = port
        self._token = token
        self._room = room
        self._random = random.Random(seed)
        self.cuts = cuts
        self.until: int | None = None
        self.offset = 0
        self.faults = 0
        self.made = 0
        self.digest = hashlib.sha256()

    def run(self) -> None:
        while self.until is None or self.offset < self.until:
            try:
                live = Live(self._port, self._token, open_timeout=60)
            except (OSError, InvalidHandshake, TimeoutError):
                time.sleep(0.1)
                continue
            try:
                self._follow(live)
            except (ConnectionClosed, OSError, TimeoutError):
                continue

    def _follow(self, live: Live) -> None:
        live.say(type="subscribe", room=self._room, log_offset=self.offset)
        until = time.monotonic() + self._random.uniform(0.05, 1.5)
        while self.until is None or self.offset < self.until:
            if self.made < self.cuts and time.monotonic() > until:
                self.made += 1
                live.cut()
                return
            try:
                told = live.hear(0.2)
            except TimeoutError:
                continue
            if told["type"] != "event" or told["event"] != "log":
                continue
            data = told["data"]
            if data["offset"] != self.offset:
                self.faults += 1
            self.digest.update(data["text"].encode())
            self.offset = data["next_offset"]
        live.close()
