"""Places for runs on this machine, each with a user id of its own; a place is held by the keeper that uses it."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

from worker.sandbox.model import NoFreeSlot


class Slot:
    """A held place. The lock belongs to the open file: it lives as long as any process has `descriptor` open."""

    def __init__(self, number: int, descriptor: int) -> None:
        self.number = number
        self.descriptor = descriptor

    def close(self) -> None:
        """Let go of it here; a keeper that inherited it goes on holding it."""
        os.close(self.descriptor)


def take(base: Path, count: int) -> Slot:
    """Take a free place of `count`; raises NoFreeSlot."""
    directory = base / ".slots"
    directory.mkdir(mode=0o700, exist_ok=True)
    for number in range(count):
        descriptor = os.open(directory / str(number), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            continue
        return Slot(number, descriptor)
    raise NoFreeSlot


def free(base: Path, count: int) -> int:
    """How many places are free at this moment."""
    held: list[Slot] = []
    try:
        while len(held) < count:
            held.append(take(base, count))
    except NoFreeSlot:
        pass
    finally:
        for slot in held:
            slot.close()
    return len(held)
