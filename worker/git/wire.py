"""The packet lines of git's protocols, as far as listing the refs of a remote needs them (gitprotocol-v2(5))."""

from __future__ import annotations

import re
from collections.abc import Callable

from app.errors import Temporary

LIMIT = 16 << 20
MOST_REFS = 200_000
FLUSH, DELIM, END = b"0000", b"0001", b"0002"
_OID = re.compile(rb"[0-9a-f]{40}")

Read = Callable[[int], bytes]
"""Reads up to so many bytes; none at the end of the stream."""


def packet(text: bytes) -> bytes:
    """One packet line."""
    return b"%04x%s" % (len(text) + 4, text)


def ls_refs(prefixes: tuple[bytes, ...]) -> bytes:
    """The request for the refs that begin with any of `prefixes`."""
    wanted = b"".join(packet(b"ref-prefix " + prefix + b"\n") for prefix in prefixes)
    return packet(b"command=ls-refs\n") + packet(b"agent=lumastack\n") + DELIM + wanted + FLUSH


class Packets:
    """Packet lines out of a stream, bounded in bytes. Raises Temporary for what is no such stream."""

    def __init__(self, read: Read) -> None:
        self._read = read
        self._buffer = bytearray()
        self._seen = 0

    def next(self) -> bytes | None:
        """The next line without its line break; None at a flush, a delimiter or the end of a response."""
        head = self._take(4)
        if head in (FLUSH, DELIM, END):
            return None
        try:
            size = int(head, 16)
        except ValueError:
            raise Temporary("not_git") from None
        if size < 4:
            raise Temporary("not_git")
        return self._take(size - 4).removesuffix(b"\n")

    def _take(self, size: int) -> bytes:
        while len(self._buffer) < size:
            part = self._read(65_536)
            if not part:
                raise Temporary("cut_off")
            self._seen += len(part)
            if self._seen > LIMIT:
                raise Temporary("too_much")
            self._buffer += part
        taken = bytes(self._buffer[:size])
        del self._buffer[:size]
        return taken


def read_refs(packets: Packets) -> dict[bytes, str]:
    """The answer to `ls_refs`: oids by ref name."""
    found: dict[bytes, str] = {}
    while (line := packets.next()) is not None:
        _note(found, line.split(b" ")[:2])
    return found


def read_advertisement(packets: Packets, first: bytes) -> dict[bytes, str]:
    """The refs that a server of the old protocols lists without being asked; `first` is the line already read."""
    found: dict[bytes, str] = {}
    line: bytes | None = first
    while line is not None:
        if line.startswith(b"ERR "):
            raise Temporary("refused")
        if not line.startswith((b"version ", b"shallow ")):
            _note(found, line.partition(b"\0")[0].split(b" ")[:2])
        line = packets.next()
    return found


def _note(found: dict[bytes, str], parts: list[bytes]) -> None:
    if len(parts) != 2 or (_OID.fullmatch(parts[0]) is None and parts[0] != b"unborn"):
        raise Temporary("not_git")
    if len(found) >= MOST_REFS:
        raise Temporary("too_much")
    oid, name = parts
    if oid != b"unborn" and not name.endswith(b"^{}") and oid != b"0" * 40:
        found[name] = oid.decode()
