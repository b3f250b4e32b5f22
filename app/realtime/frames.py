"""WebSocket frames (RFC 6455): the server's encoder and an incremental, strict parser of what clients send."""

import codecs
from collections.abc import Iterable, Iterator

TEXT = 0x1
BINARY = 0x2
CLOSE = 0x8
PING = 0x9
PONG = 0xA
_CONTINUATION = 0x0

NORMAL = 1000
GOING_AWAY = 1001
PROTOCOL_ERROR = 1002
UNSUPPORTED_DATA = 1003
NO_STATUS = 1005
INVALID_DATA = 1007
POLICY_VIOLATION = 1008
TOO_BIG = 1009
INTERNAL_ERROR = 1011
SERVICE_RESTART = 1012
SLOW_CONSUMER = 4008
UNAUTHENTICATED = 4401

# Codes below 3000 that an endpoint may put into a close frame (RFC 6455 section 7.4.1 and the IANA registry).
_CLOSE_CODES = frozenset({1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014})
_MAX_CONTROL = 125


class BrokenFrame(Exception):
    """What a client sent breaks RFC 6455; ``code`` is the status to close with, ``reason`` a short English word."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


def header(opcode: int, length: int) -> bytes:
    """The header of a final, unmasked frame of ``length`` bytes (RFC 6455 section 5.2)."""
    if length < 126:
        return bytes((0x80 | opcode, length))
    if length < 65536:
        return bytes((0x80 | opcode, 126)) + length.to_bytes(2, "big")
    return bytes((0x80 | opcode, 127)) + length.to_bytes(8, "big")


def encode(opcode: int, payload: bytes) -> bytes:
    """One final, unmasked frame. Server frames carry no mask, so the same bytes serve every receiver."""
    return header(opcode, len(payload)) + payload


def encode_close(code: int, reason: str = "") -> bytes:
    """A close frame; the reason is cut to what a control frame holds, never inside a character."""
    if code == NO_STATUS:
        return encode(CLOSE, b"")
    text = reason.encode()[: _MAX_CONTROL - 2].decode(errors="ignore").encode()
    return encode(CLOSE, code.to_bytes(2, "big") + text)


def _join(bodies: list[bytes], batch: bool) -> bytes:
    if batch:
        return encode(TEXT, b"[" + b",".join(bodies) + b"]")
    return b"".join([part for body in bodies for part in (header(TEXT, len(body)), body)])


def pack(bodies: Iterable[bytes], batch: bool, limit: int) -> Iterator[bytes]:
    """Join messages into pieces of about ``limit`` bytes, each sent in one go and shared by all receivers.

    Plain: a frame for each message, frames back to back. Batch: one frame for each piece, holding a JSON array.
    """
    piece: list[bytes] = []
    size = 0
    for body in bodies:
        if piece and size + len(body) > limit:
            yield _join(piece, batch)
            piece, size = [], 0
        piece.append(body)
        size += len(body)
    if piece:
        yield _join(piece, batch)


def _unmask(data: bytes, mask: bytes) -> bytes:
    length = len(data)
    if not length:
        return b""
    pattern = (mask * (length // 4 + 1))[:length]
    # One big-integer XOR is some forty times faster than a loop over the bytes.
    return (int.from_bytes(data, "little") ^ int.from_bytes(pattern, "little")).to_bytes(length, "little")


class Parser:
    """Reads client frames from any cut of the stream and gives whole messages and control frames.

    It holds nothing between whole messages, so ten thousand idle sockets cost ten thousand small objects and no buffer.
    """

    __slots__ = ("_decoder", "_fragments", "_fragments_size", "_opcode", "_rest", "frames", "limit")

    def __init__(self, limit: int) -> None:
        """``limit``: the largest message taken, in bytes, over all its fragments."""
        self.limit = limit
        self.frames = 0
        self._rest = b""
        self._opcode = 0
        self._fragments: list[bytes] | None = None
        self._fragments_size = 0
        self._decoder: codecs.IncrementalDecoder | None = None

    def feed(self, data: bytes) -> Iterator[tuple[int, bytes]]:
        """Give ``(opcode, payload)`` for each whole message and each control frame, in the order of arrival.

        Raises BrokenFrame at the first byte that breaks the protocol; what came before it has been given already.
        """
        if self._rest:
            data = self._rest + data
            self._rest = b""
        position = 0
        while True:
            frame = self._next(data, position)
            if frame is None:
                self._rest = data[position:]
                return
            final, opcode, payload, position = frame
            self.frames += 1
            if opcode >= CLOSE:
                yield opcode, payload
                continue
            whole = self._collect(final, opcode, payload)
            if whole is not None:
                yield whole

    def _next(self, data: bytes, position: int) -> tuple[bool, int, bytes, int] | None:
        available = len(data) - position
        if available < 1:
            return None
        first = data[position]
        final, opcode = bool(first & 0x80), first & 0x0F
        self._check_first(first, final, opcode)
        if available < 2:
            return None
        second = data[position + 1]
        length = second & 0x7F
        if not second & 0x80:
            raise BrokenFrame(PROTOCOL_ERROR, "unmasked frame")
        if opcode >= CLOSE and length > _MAX_CONTROL:
            raise BrokenFrame(PROTOCOL_ERROR, "control frame too long")
        extra = 0 if length < 126 else 2 if length == 126 else 8
        if available < 2 + extra:
            return None
        if extra:
            length = int.from_bytes(data[position + 2 : position + 2 + extra], "big")
            if length < (126 if extra == 2 else 65536) or length >> 63:
                raise BrokenFrame(PROTOCOL_ERROR, "length not in its shortest form")
        if opcode < CLOSE and self._fragments_size + length > self.limit:
            raise BrokenFrame(TOO_BIG, "message too big")
        start = position + 2 + extra + 4
        end = start + length
        if len(data) < end:
            return None
        return final, opcode, _unmask(data[start:end], data[start - 4 : start]), end

    def _check_first(self, first: int, final: bool, opcode: int) -> None:
        if first & 0x70:
            raise BrokenFrame(PROTOCOL_ERROR, "reserved bits set")
        if opcode >= CLOSE:
            if opcode > PONG:
                raise BrokenFrame(PROTOCOL_ERROR, "reserved opcode")
            if not final:
                raise BrokenFrame(PROTOCOL_ERROR, "fragmented control frame")
        elif opcode > BINARY:
            raise BrokenFrame(PROTOCOL_ERROR, "reserved opcode")
        elif opcode == _CONTINUATION:
            if self._fragments is None:
                raise BrokenFrame(PROTOCOL_ERROR, "continuation of nothing")
        elif self._fragments is not None:
            raise BrokenFrame(PROTOCOL_ERROR, "message inside a message")

    def _collect(self, final: bool, opcode: int, payload: bytes) -> tuple[int, bytes] | None:
        if final and opcode != _CONTINUATION:
            if opcode == TEXT:
                _check_utf8(payload)
            return opcode, payload
        if opcode != _CONTINUATION:
            self._opcode, self._fragments, self._fragments_size = opcode, [], 0
            self._decoder = codecs.getincrementaldecoder("utf-8")() if opcode == TEXT else None
        assert self._fragments is not None
        if self._decoder is not None:
            # Checked as it comes, so that a bad byte ends the connection before the rest of the message arrives.
            try:
                self._decoder.decode(payload, final)
            except UnicodeDecodeError as error:
                raise BrokenFrame(INVALID_DATA, "invalid UTF-8") from error
        self._fragments.append(payload)
        self._fragments_size += len(payload)
        if not final:
            return None
        whole = b"".join(self._fragments)
        self._fragments, self._fragments_size, self._decoder = None, 0, None
        return self._opcode, whole


def _check_utf8(payload: bytes) -> None:
    try:
        payload.decode()
    except UnicodeDecodeError as error:
        raise BrokenFrame(INVALID_DATA, "invalid UTF-8") from error


def read_close(payload: bytes) -> int:
    """The status code of a client's close frame, NO_STATUS where it gives none (RFC 6455 section 5.5.1).

    Raises BrokenFrame for a code that must not be sent and for a reason that is not UTF-8.
    """
    if not payload:
        return NO_STATUS
    if len(payload) == 1:
        raise BrokenFrame(PROTOCOL_ERROR, "close code cut short")
    code = int.from_bytes(payload[:2], "big")
    if code not in _CLOSE_CODES and not 3000 <= code <= 4999:
        raise BrokenFrame(PROTOCOL_ERROR, "close code not allowed")
    _check_utf8(payload[2:])
    return code
