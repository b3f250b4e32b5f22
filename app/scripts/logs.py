"""Logs of runs: written in compressed pieces, read from any byte."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

import zstandard
from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.config import settings
from app.db import read_only
from app.errors import AppError
from app.scripts.models import Artifact, Codec, Execution, ExecutionStatus, LogChunk

PIECE_BYTES = 64 * 1024
# Below this a compressed piece is hardly smaller, and most pieces of a slow script are.
_COMPRESS_FROM = 512
_LEVEL = 1
_FORGOTTEN_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class LogState:
    """How much of a log is stored, and whether nothing will be added any more."""

    size: int
    complete: bool
    expired: bool = False


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
        select(Execution.log_bytes, Execution.status, Execution.log_expired_at).where(Execution.id == execution_id)
    ).one_or_none()
    if row is None:
        raise AppError("not_found")
    over = row.status not in (ExecutionStatus.QUEUED, ExecutionStatus.RUNNING)
    return LogState(row.log_bytes, over, row.log_expired_at is not None)


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


@dataclass(frozen=True, slots=True)
class Line:
    """One line without its end; `text` holds U+FFFD for what is not UTF-8, and is `cut` where it is very long."""

    number: int
    offset: int
    text: str
    cut: bool


# So much of a line is shown; the rest is there to be read by its offset.
_LINE_BYTES = 16 * 1024
_WINDOW_BYTES = 4 * 1024 * 1024
_SEARCH_BYTES = 16 * 1024 * 1024


def _line(number: int, offset: int, raw: bytes) -> Line:
    return Line(number, offset, raw[:_LINE_BYTES].decode(errors="replace"), len(raw) > _LINE_BYTES)


def lines(session: Session, execution_id: UUID, start: int, limit: int) -> tuple[int, list[Line]]:
    """The number of line ends stored, and at most `limit` lines from line `start` on (counted from 0).

    A negative `start` counts from the end. It reads the piece in which the line begins and what follows: any window of
    a log costs the same, however large it is.
    """
    row = session.execute(
        select(Execution.log_lines, Execution.log_bytes).where(Execution.id == execution_id)
    ).one_or_none()
    if row is None:
        raise AppError("not_found")
    if start < 0:
        start = max(0, row.log_lines + start)
    piece = session.execute(
        select(LogChunk.byte_offset, LogChunk.first_line)
        .where(LogChunk.execution_id == execution_id, LogChunk.first_line <= start)
        # Of several pieces within one line the first, which may hold the end of the line before it.
        .order_by(LogChunk.first_line.desc(), LogChunk.byte_offset)
        .limit(1)
    ).one_or_none()
    if piece is None or start > row.log_lines:
        return row.log_lines, []
    offset, number = piece.byte_offset, piece.first_line
    if number == start and offset > 0:
        # The line may have begun in an earlier piece: go back to where it did.
        offset, number = _line_start(session, execution_id, offset, number)
    found: list[Line] = []
    data = read(session, execution_id, offset, _WINDOW_BYTES)
    complete = offset + len(data) >= row.log_bytes
    position = 0
    while position < len(data) and len(found) < limit:
        end = data.find(b"\n", position)
        if end < 0 and not (complete or not found):
            break
        until = len(data) if end < 0 else end
        if number >= start:
            found.append(_line(number, offset + position, data[position:until]))
        number += 1
        position = until + 1
    return row.log_lines, found


def _line_start(session: Session, execution_id: UUID, offset: int, number: int) -> tuple[int, int]:
    """Where line `number` begins, which goes on at `offset`: in the last piece before that holds a line end."""
    before = session.execute(
        select(LogChunk.byte_offset, LogChunk.first_line, LogChunk.size)
        .where(LogChunk.execution_id == execution_id, LogChunk.byte_offset < offset, LogChunk.first_line < number)
        .order_by(LogChunk.byte_offset.desc())
        .limit(1)
    ).one_or_none()
    if before is None:
        return 0, 0
    data = read(session, execution_id, before.byte_offset, before.size)
    return before.byte_offset + data.rindex(b"\n") + 1, number


def search(
    session: Session, execution_id: UUID, text: str, *, case: bool, offset: int, limit: int
) -> tuple[list[Line], int | None]:
    """The lines from byte `offset` on that hold `text`, at most `limit`, and where to go on looking.

    One call looks through 16 MiB at most, so that it answers soon whatever the log's size.
    """
    found: list[Line] = []
    size = state(session, execution_id).size
    wanted = text if case else text.casefold()
    number = _number_at(session, execution_id, offset)
    rest, begin, looked = b"", offset, 0
    while begin + len(rest) < size and looked < _SEARCH_BYTES:
        data = read(session, execution_id, begin + len(rest), 8 * PIECE_BYTES)
        if not data:
            break
        looked += len(data)
        rest += data
        last = begin + len(rest) >= size
        *whole, rest_new = rest.split(b"\n")
        if last and rest_new:
            whole.append(rest_new)
            rest_new = b""
        position = begin
        for raw in whole:
            shown = raw.decode(errors="replace")
            if wanted in (shown if case else shown.casefold()):
                found.append(_line(number, position, raw))
                if len(found) == limit:
                    after = position + len(raw) + 1
                    return found, after if after < size else None
            number += 1
            position += len(raw) + 1
        begin, rest = position, rest_new
        if len(rest) > _SEARCH_BYTES:
            break
    return found, begin if begin < size and looked >= _SEARCH_BYTES else None


def _number_at(session: Session, execution_id: UUID, offset: int) -> int:
    """How many line ends stand before byte `offset`."""
    piece = session.execute(
        select(LogChunk.byte_offset, LogChunk.first_line)
        .where(LogChunk.execution_id == execution_id, LogChunk.byte_offset <= offset)
        .order_by(LogChunk.byte_offset.desc())
        .limit(1)
    ).one_or_none()
    if piece is None:
        return 0
    before = read(session, execution_id, piece.byte_offset, offset - piece.byte_offset) if offset else b""
    return int(piece.first_line) + before.count(b"\n")


def forget_old(session: Session) -> None:
    """Delete the logs and artifacts of runs that ended long ago, and the oldest logs where all are too large together.

    The runs themselves stay.
    """
    kept_days, kept_bytes = settings().log_keep_days, settings().log_keep_bytes
    limit = func.clock_timestamp() - func.make_interval(0, 0, 0, kept_days)
    session.execute(delete(Artifact).where(Artifact.created_at < limit))
    stored = (Execution.log_bytes > 0) & Execution.log_expired_at.is_(None) & Execution.finished_at.is_not(None)
    larger = select(
        Execution.id,
        func.sum(Execution.log_bytes).over(order_by=[Execution.finished_at.desc(), Execution.id.desc()]).label("sum"),
        Execution.finished_at,
    ).where(stored)
    ranked = larger.subquery()
    gone = session.scalars(
        select(ranked.c.id)
        .where((ranked.c.sum > kept_bytes) | (ranked.c.finished_at < limit))
        .order_by(ranked.c.finished_at)
        .limit(_FORGOTTEN_AT_ONCE)
    ).all()
    if gone:
        session.execute(delete(LogChunk).where(LogChunk.execution_id.in_(gone)))
        session.execute(update(Execution).where(Execution.id.in_(gone)).values(log_expired_at=func.clock_timestamp()))
