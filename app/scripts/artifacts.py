"""Files that runs left, and files given to runs: kept in the database, in pieces, so that any machine serves them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from uuid import UUID

import zstandard
from sqlalchemy import delete, func, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.db import read_only, uuid7
from app.errors import AppError
from app.scripts.models import Artifact, ArtifactPiece, Codec, Execution, ExecutionStatus, Upload

PIECE_BYTES = 1024 * 1024
MAX_UPLOAD = 10 * 1024 * 1024
_UPLOADS_KEPT = text("interval '30 days'")


def store(session: Session, execution: Execution, name: str, data: bytes) -> bool:
    """Keep a file of a run; False, and nothing is kept, where the lease is another worker's or the file is there."""
    held = session.scalar(
        select(Execution.id)
        .where(
            Execution.id == execution.id,
            Execution.status == ExecutionStatus.RUNNING,
            Execution.lease_token == execution.lease_token,
        )
        .with_for_update()
    )
    if held is None:
        return False
    artifact_id = session.scalar(
        insert(Artifact)
        .values(
            id=uuid7(),
            execution_id=execution.id,
            name=name,
            size=len(data),
            sha256=hashlib.sha256(data).digest(),
        )
        .on_conflict_do_nothing()
        .returning(Artifact.id)
    )
    if artifact_id is None:
        return False
    rows = []
    for offset in range(0, len(data), PIECE_BYTES):
        plain = data[offset : offset + PIECE_BYTES]
        packed = zstandard.ZstdCompressor(level=1).compress(plain)
        smaller = len(packed) < len(plain)
        codec = Codec.ZSTD if smaller else Codec.RAW
        row = {"artifact_id": artifact_id, "byte_offset": offset, "codec": codec, "data": packed if smaller else plain}
        rows.append(row)
    for row in rows:
        session.execute(insert(ArtifactPiece), [row])
    return True


def list_all(session: Session, execution_id: UUID) -> list[Artifact]:
    """The files of a run by name; there are never more than a bound that the worker keeps."""
    found = select(Artifact).where(Artifact.execution_id == execution_id).order_by(Artifact.name)
    return list(session.scalars(found))


def get(session: Session, execution_id: UUID, name: str) -> Artifact:
    """One file; raises AppError `not_found`."""
    found = session.scalar(select(Artifact).where(Artifact.execution_id == execution_id, Artifact.name == name))
    if found is None:
        raise AppError("not_found")
    return found


def stream(artifact_id: UUID, size: int) -> Iterator[bytes]:
    """The bytes of a file, piece by piece, each read in a transaction of its own."""
    for offset in range(0, size, PIECE_BYTES):
        with read_only() as session:
            piece = session.get(ArtifactPiece, (artifact_id, offset))
        if piece is None:  # deleted meanwhile: the client sees that it is cut short
            return
        yield zstandard.ZstdDecompressor().decompress(piece.data) if piece.codec is Codec.ZSTD else piece.data


def upload(session: Session, name: str, data: bytes, user_id: UUID) -> Upload:
    """Keep a file that a run will be given; raises AppError `too_large`."""
    if len(data) > MAX_UPLOAD:
        raise AppError("too_large", limit=MAX_UPLOAD)
    kept = Upload(id=uuid7(), name=name, size=len(data), data=data, created_by=user_id)
    session.add(kept)
    session.flush()
    session.refresh(kept)
    return kept


def given(session: Session, upload_id: str) -> tuple[str, bytes] | None:
    """The name and bytes of a file that a run is given; None where it has been forgotten."""
    kept = session.get(Upload, UUID(upload_id))
    return None if kept is None else (kept.name, bytes(kept.data))


def forget_old(session: Session) -> None:
    """Delete files that were given long ago."""
    session.execute(delete(Upload).where(Upload.created_at < func.clock_timestamp() - _UPLOADS_KEPT))
