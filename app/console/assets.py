"""The files of the pages, read once a process: bytes, type, a compressed form, and one version for all of them."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

STATIC = Path(__file__).parent / "static"
# A file of some hundred bytes gains nothing from compression.
_SMALLEST_PACKED_BYTES = 600
_TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml"}


@dataclass(frozen=True, slots=True)
class Asset:
    """One file. `packed` is the gzip form (RFC 1952), None where it would not be smaller."""

    body: bytes
    packed: bytes | None
    content_type: str


def _read(file: Path) -> Asset:
    body = file.read_bytes()
    # No time in the header, so that every process makes the same bytes.
    packed = gzip.compress(body, 9, mtime=0) if len(body) >= _SMALLEST_PACKED_BYTES else None
    guessed = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    return Asset(body, packed if packed and len(packed) < len(body) else None, _TYPES.get(file.suffix, guessed))


@cache
def assets() -> Mapping[str, Asset]:
    """All files by their path below the static directory, with `/` between names."""
    return {
        file.relative_to(STATIC).as_posix(): _read(file)
        for file in sorted(STATIC.rglob("*"))
        if file.is_file() and file.suffix in {*_TYPES, ".png"}
    }


@cache
def version() -> str:
    """A short text that changes when any file does; it stands in their addresses, which may then be kept for good."""
    digest = hashlib.sha256()
    for name, asset in assets().items():
        digest.update(name.encode() + b"\0" + hashlib.sha256(asset.body).digest())
    return digest.hexdigest()[:16]


@cache
def modules(start: str) -> tuple[str, ...]:
    """The modules that the page of `start` loads, for the browser to fetch them all at once."""
    other = "js/docs/" if start != "js/docs/main.js" else "js/views/"
    return tuple(
        name for name in assets() if name.startswith("js/") and not name.startswith(other) and name != "js/theme.js"
    )
