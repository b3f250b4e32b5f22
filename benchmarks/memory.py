"""Memory of the idle product: PSS of every process, the embedded servers included. `python -m benchmarks.memory`.

PSS counts a page that n processes share as one n-th in each, so the sum is what the machine really gives.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

from benchmarks.product import running

TARGET_MIB = 350


def parents() -> dict[int, int]:
    """The parent of every process of this machine."""
    found = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        found[int(status.parent.name)] = int(fields[1])
    return found


def family(root: int) -> list[int]:
    """`root` and all its descendants."""
    tree = parents()
    members = [root]
    for member in members:
        members += [pid for pid, parent in tree.items() if parent == member]
    return members


def pss_mib(pid: int) -> float:
    """The proportional set size of a process, MiB."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    return 0.0


def main() -> None:
    """Start, wait, and print one line for each process and the sum."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--idle", type=float, default=20.0, help="seconds to wait after it is ready")
    idle = parser.parse_args().idle
    with tempfile.TemporaryDirectory() as directory, running(Path(directory) / "data") as (pid, _):
        time.sleep(idle)
        total = 0.0
        for member in family(pid):
            try:
                words = Path(f"/proc/{member}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
                size = pss_mib(member)
            except (FileNotFoundError, ProcessLookupError):
                continue
            total += size
            print(f"{size:8.1f} MiB  {member:>7}  {words[:110]}")
        print(f"{total:8.1f} MiB in all, {total / TARGET_MIB:.2f} of the target of {TARGET_MIB} MiB")


if __name__ == "__main__":
    main()
