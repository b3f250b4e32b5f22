"""Connections that are cut again and again while output streams."""

from __future__ import annotations

import hashlib
import threading
import time

from tests.realtime.conftest import Run
from tests.realtime.live import LogViewer, Server


def test_everybody_ends_with_the_same_bytes_however_often_they_are_cut(server: Server, token: str, run: Run) -> None:
    viewers = [LogViewer(server.port, token, run.room, cuts=6, seed=seed) for seed in range(8)]
    digest = hashlib.sha256()
    done = threading.Event()

    def ship() -> None:
        number = 0
        while not done.is_set():
            pieces = [f"{number + one:08d} eine Zeile mit ß und 日本\n".encode() * 20 for one in range(3)]
            number += 3
            for piece in pieces:
                digest.update(piece)
            run.ship(*pieces)
            time.sleep(0.005)

    shipping = threading.Thread(target=ship)
    shipping.start()
    try:
        for viewer in viewers:
            viewer.start()
        deadline = time.monotonic() + 60
        while any(viewer.made < viewer.cuts for viewer in viewers):
            assert time.monotonic() < deadline, [viewer.made for viewer in viewers]
            time.sleep(0.05)
    finally:
        done.set()
        shipping.join()
        for viewer in viewers:
            viewer.until = run.size
    for viewer in viewers:
        viewer.join(60)
        assert (viewer.offset, viewer.faults) == (run.size, 0)
        assert viewer.digest.digest() == digest.digest()
