"""Finding repositories among other files: a first scan, and one of what has not changed, beside os.walk and find.

    python -m benchmarks.scan
    python -m benchmarks.scan --repositories 10000      among 210,000 other files; makes them first, for a minute or two
    python -m benchmarks.scan --stored                  the whole product too: until every one is a row

Each repository has a tree of 21 files, nine of them below `node_modules`. The peers leave out the same directories as
the product does, and only find `.git`; ours also reads HEAD and tells what kind of repository it is. All is warm: the
least of some rounds counts. The scan of what has not changed reads its memory of the last from disk, as a worker does.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.product import free_port, running
from benchmarks.repositories import Client, copies, make, settings
from worker.git.scan import PRUNED, ScanCache, Walk

ROUNDS = 3
# Seconds for ten thousand repositories.
FIRST_TARGET, AGAIN_TARGET, STORED_TARGET = 0.7, 0.25, 30.0


def make_template(path: Path) -> None:
    """A repository of twelve files, and nine more that git does not know."""
    make(path, files=12)
    for number in range(9):
        directory = path / "node_modules" / f"package{number // 3}"
        directory.mkdir(parents=True, exist_ok=True)
        (directory / f"index{number}.js").write_text("export default 1;\n")


def walk(root: bytes, before: ScanCache) -> tuple[int, ScanCache]:
    """A scan as workers do it: how many repositories, and what the next one may know."""
    scan = Walk(root, before=before)
    return sum(1 for found in scan if found.layout is not None), scan.cache


def os_walk(root: bytes) -> int:
    """The plain way in Python."""
    count = 0
    for _, names, _ in os.walk(root):
        count += b".git" in names
        names[:] = [name for name in names if name not in PRUNED]
    return count


def find(root: bytes) -> int:
    """The same by `find`."""
    others = [word for name in sorted(PRUNED - {b".git"}) for word in (b"-o", b"-name", name)][1:]
    command = [b"find", root, b"-type", b"d", b"(", *others, b")", b"-prune",
               b"-o", b"-type", b"d", b"-name", b".git", b"-print", b"-prune"]  # fmt: skip
    return subprocess.run(command, check=True, capture_output=True).stdout.count(b"\n")


def least(work: Callable[[], int], expected: int) -> float:
    """The seconds of the fastest round. Raises RuntimeError where not all repositories are found."""
    best = float("inf")
    for _ in range(ROUNDS):
        began = time.perf_counter()
        count = work()
        best = min(best, time.perf_counter() - began)
        if count != expected:
            raise RuntimeError(f"{count} of {expected} found")
    return best


def measure(root: bytes, count: int, cache_file: str) -> tuple[float, float]:
    """The seconds of a first scan and of one more; prints them beside the peers."""
    first = least(lambda: walk(root, ScanCache())[0], count)
    # Directories made this very moment are not remembered: their time may stand still while they change.
    time.sleep(0.1)
    walk(root, ScanCache())[1].save(cache_file)
    again = least(lambda: walk(root, ScanCache.load(cache_file))[0], count)
    walked, found = least(lambda: os_walk(root), count), least(lambda: find(root), count)
    share = count / 10_000
    print(
        f"{count:6} repositories, {count * 21:6} other files: first {first * 1e3:7.1f} ms, again "
        f"{again * 1e3:7.1f} ms; os.walk {walked * 1e3:7.1f}, find {found * 1e3:7.1f}"
    )
    print(
        f"       first: os.walk {walked / first:.2f} times ours, find {found / first:.2f}; "
        f"{first / FIRST_TARGET / share:.2f} of the target of {FIRST_TARGET * share * 1e3:.0f} ms"
    )
    print(
        f"       again: os.walk {walked / again:.2f} times ours, find {found / again:.2f}; "
        f"{again / AGAIN_TARGET / share:.2f} of the target of {AGAIN_TARGET * share * 1e3:.0f} ms",
        flush=True,
    )
    return first, again


def stored(root: Path, count: int, data: Path) -> None:
    """Print how long a scan through the API takes until everything is in the database."""
    port = free_port()
    with running(data, settings=settings(root.parent / "nothing", LUMASTACK_PORT=str(port))):
        client = Client(port)
        client.call("POST", "/api/scan-roots", {"path": str(root)})
        seconds = client.scan()
        if not client.call("GET", "/api/projects?limit=1")["items"]:
            raise RuntimeError("nothing was stored")
    target = STORED_TARGET * count / 10_000
    print(f"stored {count}: {seconds:.2f} s, {seconds / target:.2f} of the target of {target:.1f} s")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description="Finding repositories, beside os.walk and find.")
    parser.add_argument("--repositories", type=int, default=1000, help="the largest size")
    parser.add_argument("--stored", action="store_true", help="the whole product too, with the largest size")
    options = parser.parse_args()
    sizes = sorted({size for size in (100, 1000, 10_000) if size < options.repositories} | {options.repositories})
    times = []
    with tempfile.TemporaryDirectory() as directory:
        base = Path(directory)
        make_template(base / "template")
        (base / "nothing").mkdir()
        made = 0
        for size in sizes:
            copies(base / "template", base / "root", made, size - made)
            made = size
            times.append(measure(os.fsencode(base / "root"), size, str(base / "cache")))
        for which, name in enumerate(("first", "again")):
            growth = times[-1][which] / times[0][which]
            print(f"growth, {name}: {sizes[-1] / sizes[0]:.0f} times the repositories, {growth:.1f} times the time")
        if options.stored:
            stored(base / "root", made, base / "data")


if __name__ == "__main__":
    main()
