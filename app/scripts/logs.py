"""Logs of runs: written in compressed pieces, read from any byte."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

import zstandard
from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.db import read_only
from app.errors import AppError
from app.scripts.models import Codec, Execution, ExecutionStatus, LogChunk

PIECE_BYTES = 64 * 1024
# Below this a compressed piece is hardly smaller, and most pieces of a slow script are.
_COMPRESS_FROM = 512
_LEVEL = 1


@dataclass(frozen=True, slots=True)
class LogState:
    """How much of a log is stored, and whether nothing will be added any more."""

    size: int
    complete: bool


def append(session: Session, execution: Execution, offset: int, lines: int, data: bytes) -> bool:
    """Store `data`, which begins at byte `offset` and is preceded by `lines` line ends.

    False, and nothing is stored, where the log does not end at `offset` or the lease is no longer this worker's.
    """
    if not data:
        return True
    moved = session.scalar(
        update(Execution)
        .where(
            Execution.id == execution.id,
            Execution.status == ExecutionStatus.RUNNING,
            Execution.lease_token == execution.lease_token,
            Execution.log_bytes == offset,
        )
        .values(log_bytes=offset + len(data), log_lines=lines + data.count(b"\n"))
        .returning(Execution.id)
    )
    if moved is None:
        return False
    rows = []
    for start in range(0, len(data), PIECE_BYTES):
        piece = data[start : start + PIECE_BYTES]
        compressed = _compress(piece) if len(piece) >= _COMPRESS_FROM else piece
        smaller = len(compressed) < len(piece)
        rows.append(
            {
                "execution_id": execution.id,
                "byte_offset": offset + start,
                "size": len(piece),
                "first_line": lines,
                "codec": Codec.ZSTD if smaller else Codec.RAW,
                "data": compressed if smaller else piece,
            }
        )
        lines += piece.count(b"\n")
    session.execute(insert(LogChunk), rows)
    return True


def _compress(piece: bytes) -> bytes:
    return zstandard.ZstdCompressor(level=_LEVEL).compress(piece)


def state(session: Session, execution_id: UUID) -> LogState:
    """How long the log is now; raises AppError `not_found`."""
    row = session.execute(
        select(Execution.log_bytes, Execution.status).where(Execution.id == execution_id)
    ).one_or_none()
    if row is None:
        raise AppError("not_found")
    return LogState(row.log_bytes, row.status not in (ExecutionStatus.QUEUED, ExecutionStatus.RUNNING))


def read(session: Session, execution_id: UUID, offset: int, limit: int) -> bytes:
    """At most `limit` bytes of the log from byte `offset` on; empty at or behind its end."""
    last_start = (
        select(func.max(LogChunk.byte_offset))
        .where(LogChunk.execution_id == execution_id, LogChunk.byte_offset <= offset)
        .scalar_subquery()
    )
    chunks = session.execute(
        select(LogChunk.byte_offset, LogChunk.size, LogChunk.codec, LogChunk.data)
        .where(
            LogChunk.execution_id == execution_id,
            LogChunk.byte_offset >= last_start,
            LogChunk.byte_offset < offset + limit,
        )
        .order_by(LogChunk.byte_offset)
        # Pieces of a slow script are small: a bound on rows keeps one answer's work bounded as well.
        .limit(limit // 1024 + 64)
    )
    parts: list[bytes] = []
    position = offset
    for start, size, codec, data in chunks:
        if start + size <= position:
            continue
        plain = zstandard.ZstdDecompressor().decompress(data) if codec is Codec.ZSTD else bytes(data)
        part = plain[position - start : offset + limit - start]
        parts.append(part)
        position += len(part)
    return b"".join(parts)


def stream(execution_id: UUID, offset: int, end: int) -> Iterator[bytes]:
    """The bytes from `offset` to `end`, piece by piece, each read in a transaction of its own."""
    while offset < end:
        with read_only() as session:
            data = read(session, execution_id, offset, min(8 * PIECE_BYTES, end - offset))
        if not data:
            return
        offset += len(data)
        yield data


def read_for_room(execution_id: str, offset: int, limit: int) -> tuple[bytes, bool, int]:
    """As `app.realtime.rooms.ReadLog` asks: bytes from `offset`, whether the log is complete, and its size."""
    with read_only() as session:
        try:
            found = state(session, UUID(execution_id))
        except (AppError, ValueError):
            raise LookupError(execution_id) from None
        return read(session, UUID(execution_id), offset, limit), found.complete, found.size
