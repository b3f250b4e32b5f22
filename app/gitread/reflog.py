"""The history of HEAD that git keeps beside the repository: what was done, not only what came of it."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass

from app.gitread.errors import GitReadError
from app.gitread.files import open_regular
from app.gitread.text import decode

_TAIL = 64 << 10
_LINE = re.compile(rb"([0-9a-f]{40}) ([0-9a-f]{40}) [^\n]*?(?:\t([^\n]*))?")


@dataclass(frozen=True, slots=True)
class Step:
    """One move of HEAD; `message` begins with what did it: `pull`, `commit (amend)`, `reset`, `checkout` ..."""

    old: str
    new: str
    message: str


def steps_since(git_dir: bytes, old: str | None, new: str) -> list[Step]:
    """The moves of HEAD that led from `old` (None: the beginning) to `new`, oldest first.

    Empty where the log does not tell: bare repositories and `core.logAllRefUpdates = false` have none.
    """
    try:
        fd = open_regular(git_dir + b"/logs/HEAD")
    except (FileNotFoundError, GitReadError):
        return []
    try:
        size = os.fstat(fd).st_size
        tail = os.pread(fd, _TAIL, max(0, size - _TAIL))
    except OSError:
        return []
    finally:
        os.close(fd)
    steps: list[Step] = []
    for line in reversed(tail.split(b"\n")):
        match = _LINE.fullmatch(line)
        if match is None:
            continue
        step = Step(match.group(1).decode(), match.group(2).decode(), decode(match.group(3) or b"")[:300])
        if not steps and step.new != new:
            return []
        steps.append(step)
        if step.old == (old or "0" * 40):
            return steps[::-1]
    return []
