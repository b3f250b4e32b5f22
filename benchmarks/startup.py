"""Time from the command to ready: first start, later start, and with `--clone` from a fresh clone with nothing made.

`python -m benchmarks.startup [--clone]`
"""

from __future__ import annotations

import argparse
import subprocess
import tempfile
import time
from pathlib import Path

from benchmarks.product import ROOT, running

TARGETS = {"first start": 10.0, "later start": 2.5, "clone to ready": 40.0}


def report(what: str, seconds: float) -> None:
    """One figure with its target."""
    print(f"{what:16} {seconds:6.2f} s, {seconds / TARGETS[what]:.2f} of the target of {TARGETS[what]} s", flush=True)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clone", action="store_true", help="clone this checkout, and install everything anew")
    clone = parser.parse_args().clone
    with tempfile.TemporaryDirectory() as directory:
        base = Path(directory)
        for what in ("first start", "later start"):
            with running(base / "data") as (_, seconds):
                report(what, seconds)
        if clone:
            began = time.monotonic()
            subprocess.run(["git", "clone", "-q", ROOT, base / "checkout"], check=True)
            cloned = time.monotonic() - began
            with running(base / "other", ["./lumastack", "up"], base / "checkout") as (_, seconds):
                report("clone to ready", cloned + seconds)


if __name__ == "__main__":
    main()
