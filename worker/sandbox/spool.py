"""Writes a run's masked output to its spool file: the head as it comes, the tail at the end, the middle counted.

Imports nothing heavy: keepers start fast.
"""

from __future__ import annotations

import os

from worker.sandbox.masking import Masker, mask_all

_PIECE = 4096


class Spool:
    """The stored log of one run.

    Up to `head` bytes are written at once. What comes later is kept raw in a ring of about `tail` bytes and masked
    once, at the end: masking everything that is dropped anyway would cost a flood of output ten times the time.
    """

    def __init__(self, descriptor: int, head: int, tail: int, patterns: tuple[bytes, ...]) -> None:
        self.descriptor = descriptor
        self.size = 0
        self.dropped = 0
        self.full = False
        self._head = head
        self._tail = tail
        self._masker = Masker(patterns)
        # A secret cut by the ring's own beginning is not recognised: keep so much more, and leave it out at the end.
        self._margin = max((len(pattern) for pattern in patterns), default=0)
        self._ring: list[bytes] = []
        self._ring_size = 0

    def write(self, data: bytes) -> None:
        """Take in output; raises OSError where the disk is full or broken."""
        if self.full:
            self._keep(data)
            return
        masked = self._masker.feed(data)
        room = self._head - self.size
        if len(masked) <= room:
            self._store(masked)
            return
        self.full = True
        self._store(masked[:room])
        self._keep(masked[room:])
        self._keep(self._masker.take_held())

    def finish(self) -> None:
        """Write what was held back, or how much was dropped and the tail."""
        if not self.full:
            self._store(self._masker.feed(b"", last=True))
            return
        data = b"".join(self._ring)
        self._ring.clear()
        cut = max(0, len(data) - self._tail)
        self.dropped += cut
        tail = mask_all(data, self._masker.patterns, cut)
        if self.dropped:
            self._store(b"\n[lumastack: %d bytes of output are left out here]\n" % self.dropped)
        self._store(tail)

    def _store(self, data: bytes) -> None:
        view = memoryview(data)
        while view:
            written = os.write(self.descriptor, view)
            self.size += written
            view = view[written:]

    def _keep(self, data: bytes) -> None:
        if not data:
            return
        if self._ring and len(self._ring[-1]) < _PIECE:  # many tiny writes would cost forty bytes of memory for one
            self._ring[-1] += data
        else:
            self._ring.append(data)
        self._ring_size += len(data)
        while self._ring_size - len(self._ring[0]) >= self._tail + self._margin:
            oldest = self._ring.pop(0)
            self._ring_size -= len(oldest)
            self.dropped += len(oldest)
