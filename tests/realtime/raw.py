"""A WebSocket client that can break every rule: raw bytes over a socket."""

from __future__ import annotations

import base64
import os
import socket
from types import TracebackType

TEXT, BINARY, CLOSE, PING, PONG, CONTINUATION = 1, 2, 8, 9, 10, 0


def frame(
    opcode: int,
    payload: bytes = b"",
    *,
    fin: bool = True,
    rsv: int = 0,
    mask: bytes | None = b"abcd",
    length: bytes = b"",
) -> bytes:
    """A client frame; `length` overrides how its length is written, `mask` None leaves the mask out."""
    first = (0x80 if fin else 0) | rsv << 4 | opcode
    size = len(payload)
    if not length:
        length = (
            bytes([size])
            if size < 126
            else b"\x7e" + size.to_bytes(2, "big")
            if size < 65536
            else b"\x7f" + size.to_bytes(8, "big")
        )
    masked = bytes([length[0] | (0x80 if mask is not None else 0)]) + length[1:]
    body = payload if mask is None else bytes(byte ^ mask[i % 4] for i, byte in enumerate(payload))
    return bytes([first]) + masked + (mask or b"") + body


class Raw:
    """One connection. `headers` are added to the handshake; `receive_buffer` makes a small one, for slow readers."""

    def __init__(
        self, port: int, token: str | None = None, headers: dict[str, str] | None = None, receive_buffer: int = 0
    ) -> None:
        self.socket = socket.socket()
        if receive_buffer:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self.socket.settimeout(15)
        self.socket.connect(("127.0.0.1", port))
        lines = {
            "Host": f"127.0.0.1:{port}",
            "Upgrade": "websocket",
            "Connection": "Upgrade",
            "Sec-WebSocket-Version": "13",
            "Sec-WebSocket-Key": base64.b64encode(os.urandom(16)).decode(),
            **({"Authorization": f"Bearer {token}"} if token else {}),
            **(headers or {}),
        }
        request = "GET /ws HTTP/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in lines.items()) + "\r\n"
        self.socket.sendall(request.encode())
        self._buffer = b""
        self.head = self.until(b"\r\n\r\n").decode()
        self.status = int(self.head.split()[1])

    def __enter__(self) -> Raw:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.socket.close()

    def until(self, end: bytes) -> bytes:
        """What comes, up to and with `end`."""
        while end not in self._buffer:
            self._fill()
        found, _, self._buffer = self._buffer.partition(end)
        return found + end

    def _fill(self) -> None:
        data = self.socket.recv(65536)
        if not data:
            raise EOFError
        self._buffer += data

    def exactly(self, size: int) -> bytes:
        """The next bytes."""
        while len(self._buffer) < size:
            self._fill()
        data, self._buffer = self._buffer[:size], self._buffer[size:]
        return data

    def send(self, *frames: bytes) -> None:
        """Send bytes."""
        self.socket.sendall(b"".join(frames))

    def frame(self) -> tuple[int, bytes]:
        """The next frame of the server: opcode and payload. Every server frame is final and has no mask."""
        first, second = self.exactly(2)
        assert first & 0xF0 == 0x80
        assert not second & 0x80
        size = second
        if second == 126:
            size = int.from_bytes(self.exactly(2), "big")
        elif second == 127:
            size = int.from_bytes(self.exactly(8), "big")
        return first & 0x0F, self.exactly(size)

    def close_code(self) -> int | None:
        """The code of the server's close frame, past whatever comes before it; then the connection must end."""
        opcode, payload = self.frame()
        while opcode != CLOSE:
            opcode, payload = self.frame()
        try:
            self.exactly(1)
        except (EOFError, ConnectionResetError):
            return int.from_bytes(payload[:2], "big") if payload else None
        raise AssertionError("something follows the close frame")
