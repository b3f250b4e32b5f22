"""Log files that do not grow for ever."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

LOG_BYTES = 20 * 1024 * 1024


def rotate(directory: Path, limit: int = LOG_BYTES) -> list[Path]:
    """Move what is in logs of more than `limit` bytes to NAME.log.1, and give the names of those logs.

    The processes that write go on with the same open file, in append mode: it is copied, then emptied. A line that
    comes between the two is lost; what is lost is bounded by what is written in that moment.
    """
    moved = []
    for path in sorted(directory.glob("*.log")):
        try:
            if path.stat().st_size <= limit:
                continue
            older = path.with_suffix(".log.1")
            with open(path, "rb") as source, open(older, "wb") as target:
                os.chmod(older, 0o600)
                shutil.copyfileobj(source, target, 1024 * 1024)
            os.truncate(path, 0)
        except OSError:  # a full disk: emptying the log is what helps
            os.truncate(path, 0)
        moved.append(path)
    return moved
