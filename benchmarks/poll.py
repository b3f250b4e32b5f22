"""Polling local repositories that have not changed, by fingerprint, beside GitPython and `git rev-parse`.

    python -m benchmarks.poll
    python -m benchmarks.poll --repositories 10000      makes them first, for a minute or two

A quick look and a full one are what a worker does between changes; each repository is known from the look before. The
peers ask for the commit at HEAD: `Repo(path).head.commit` and one process of git each, over a sample where there are
many. The least of some rounds counts.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from git import Repo

from app.gitread import layout
from benchmarks.repositories import ENVIRONMENT, copies, make
from worker.git.fingerprint import Watch

ROUNDS = 5
# Seconds for ten thousand repositories, and how many times as long GitPython must take at least.
FULL_TARGET, QUICK_TARGET, RATIO_TARGET = 0.3, 0.15, 60.0
SAMPLE = 200


def least(work: Callable[[Any], object], things: Sequence[Any], rounds: int) -> float:
    """The seconds that one of `things` takes, in the fastest round."""
    best = float("inf")
    for _ in range(rounds):
        began = time.perf_counter()
        for thing in things:
            work(thing)
        best = min(best, time.perf_counter() - began)
    return best / len(things)


def gitpython(path: str) -> str:
    """The commit at HEAD by GitPython, opened for it and closed."""
    with Repo(path) as repository:
        return repository.head.commit.hexsha


def rev_parse(path: str) -> bytes:
    """The same by a process of git."""
    command = ["git", "-C", path, "rev-parse", "HEAD"]
    return subprocess.run(command, env=ENVIRONMENT, check=True, capture_output=True).stdout


def unchanged(watches: Sequence[Watch]) -> None:
    """Raises RuntimeError unless every look says the same as the one before, and says that it can be trusted."""
    for watch in watches:
        for look in (watch.quick, watch.full):
            if look() != look() or not look().settled or not look().present:
                raise RuntimeError("a repository that nobody touched looks changed")


def measure(paths: list[bytes]) -> tuple[float, float]:
    """The seconds of a quick look and of a full one; prints them beside the peers."""
    watches = [Watch(layout.find(path)) for path in paths]
    time.sleep(0.1)
    unchanged(watches)
    quick, full = least(Watch.quick, watches, ROUNDS), least(Watch.full, watches, ROUNDS)
    sample = [os.fsdecode(path) for path in paths[:: max(1, len(paths) // SAMPLE)]]
    python, process = least(gitpython, sample, 2), least(rev_parse, sample, 2)
    print(
        f"{len(paths):6} repositories, microseconds each: quick {quick * 1e6:.1f}, full {full * 1e6:.1f}; "
        f"GitPython {python * 1e6:.0f}, git rev-parse {process * 1e6:.0f}"
    )
    print(
        f"       quick: GitPython {python / quick:.0f} times ours, git {process / quick:.0f}; "
        f"{quick * 10_000 / QUICK_TARGET:.2f} of the target of {QUICK_TARGET} s for ten thousand"
    )
    print(
        f"       full:  GitPython {python / full:.0f} times ours (target {RATIO_TARGET:.0f}), git {process / full:.0f}"
        f"; {full * 10_000 / FULL_TARGET:.2f} of the target of {FULL_TARGET} s for ten thousand",
        flush=True,
    )
    return quick * len(paths), full * len(paths)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description="Polling unchanged repositories, beside GitPython and git.")
    parser.add_argument("--repositories", type=int, default=1000, help="the largest size")
    most = parser.parse_args().repositories
    sizes = sorted({size for size in (100, 300, 1000) if size < most} | {most})
    times = []
    with tempfile.TemporaryDirectory() as directory:
        base = Path(directory)
        make(base / "template")
        paths: list[bytes] = []
        for size in sizes:
            paths += copies(base / "template", base / "root", len(paths), size - len(paths))
            times.append(measure(paths))
    for which, name in enumerate(("quick", "full")):
        growth = times[-1][which] / times[0][which]
        print(f"growth, {name}: {sizes[-1] / sizes[0]:.0f} times the repositories, {growth:.1f} times the time")


if __name__ == "__main__":
    main()
