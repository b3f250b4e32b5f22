"""A process that commits rows and publishes them: `python -m tests.realtime.publishing URL FILE ROOM…`.

A row is a line of the file, `ROOM NUMBER`: it is there before the event is sent. It goes on until its input is closed,
with a word after each round, and takes further rooms from its input, one a line.
"""

from __future__ import annotations

import select
import sys
from pathlib import Path

from app.kv import make_client
from app.realtime.publish import publish_now


def main(url: str, path: str, *rooms: str) -> None:
    """Publish to the rooms in turn."""
    client = make_client(url)
    following = list(rooms)
    number = 0
    with Path(path).open("a", buffering=1) as rows:
        while True:
            for room in following:
                number += 1
                rows.write(f"{room} {number}\n")
                publish_now(client, room, "row", [path, number])
            if select.select([sys.stdin], [], [], 0.01)[0]:
                line = sys.stdin.readline()
                if not line:
                    return
                following.append(line.strip())


if __name__ == "__main__":
    main(*sys.argv[1:])
