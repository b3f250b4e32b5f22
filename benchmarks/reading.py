"""Reading a repository: its last 50 commits, a directory, a file; by the product, by GitPython and by plain git.

`python -m benchmarks.reading [--commits N]`

Three lengths of history, 140 files in seven directories. Ours is `app.gitread`, the repository kept open as the product
keeps it, and the same through REST of the whole product, on one connection. GitPython opens the repository for each
question, as its documentation advises for a server, and has it kept open beside; git is one process for each question.
Times are medians, in milliseconds, with the 95th percentile of REST beside its target. All answers are compared.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from git import Repo

from app.gitread.repository import Pool
from benchmarks.product import free_port, running
from benchmarks.repositories import ENVIRONMENT, Client, git, make, quantile, settings

REST_TARGET_MS = 8.0
CALLS, PEER_CALLS = 100, 30
FILES = 140
DIRECTORY, FILE = "src/d3", "src/d3/file3.py"
QUESTIONS = ("50 commits", "directory", "file")
Answer = list[str] | bytes
Reader = Callable[[str], Answer]


def ours(path: Path) -> Reader:
    """By `app.gitread`, from a pool as the product has it."""
    pool = Pool()

    def read(question: str) -> Answer:
        with pool.open(os.fsencode(path)) as repository:
            if question == "50 commits":
                return [commit.sha for commit in repository.history((repository.resolve("HEAD", "commit"),)).commits]
            tree = repository.resolve("HEAD", "tree")
            if question == "directory":
                return [entry.name for entry in repository.tree(tree, DIRECTORY.encode()).entries]
            return repository.blob(tree, FILE.encode()).data or b""

    return read


def gitpython(path: Path, kept: Repo | None = None) -> Reader:
    """By GitPython, opened for each question or kept open."""

    def ask(repository: Repo, question: str) -> Answer:
        if question == "50 commits":
            found = list(repository.iter_commits("HEAD", max_count=50))
            # Ours has read who and what as well.
            return [commit.hexsha for commit in found if commit.author and commit.message]
        item = repository.head.commit.tree / (DIRECTORY if question == "directory" else FILE)
        if question == "directory":
            return [str(entry.path).rpartition("/")[2] for entry in item]
        content: bytes = item.data_stream.read()
        return content

    def read(question: str) -> Answer:
        if kept is not None:
            return ask(kept, question)
        with Repo(path) as repository:
            return ask(repository, question)

    return read


def plain_git(path: Path) -> Reader:
    """By a process of git for each question."""
    commands = {
        "50 commits": ["log", "-50", "--format=%H%x00%an%x00%ae%x00%at%x00%B%x00%x01"],
        "directory": ["ls-tree", "-l", "-z", "HEAD", DIRECTORY + "/"],
        "file": ["cat-file", "blob", f"HEAD:{FILE}"],
    }

    def read(question: str) -> Answer:
        command = ["git", "-C", str(path), *commands[question]]
        out = subprocess.run(command, env=ENVIRONMENT, check=True, capture_output=True).stdout
        if question == "50 commits":
            return [part.split("\0")[0].strip() for part in out.decode().split("\1") if part.strip()]
        if question == "directory":
            return [line.rpartition("/")[2] for line in out.decode().split("\0") if line]
        return out

    return read


def rest(client: Client, project: str) -> Reader:
    """By the whole product; the answer's form is the business of tests."""
    paths = {
        "50 commits": "/commits?limit=50",
        "directory": f"/tree?path={DIRECTORY}",
        "file": f"/raw?path={FILE}",
    }
    return lambda question: client.raw("GET", f"/api/projects/{project}{paths[question]}")


def times(read: Reader, question: str, calls: int) -> list[float]:
    """Milliseconds of so many calls, the first left out."""
    read(question)
    found = []
    for _ in range(calls):
        began = time.perf_counter()
        read(question)
        found.append((time.perf_counter() - began) * 1e3)
    return found


def measure(path: Path, commits: int, through: Reader) -> list[float]:
    """The medians of ours by question; prints them beside the peers."""
    print(f"{commits} commits, {FILES} files")
    medians = []
    with Repo(path) as kept:
        readers = {"GitPython": gitpython(path), "kept open": gitpython(path, kept), "git": plain_git(path)}
        mine = ours(path)
        for question in QUESTIONS:
            expected = mine(question)
            figures = {}
            for name, read in readers.items():
                answer = read(question)
                if (sorted(answer) if question == "directory" else answer) != (
                    sorted(expected) if question == "directory" else expected
                ):
                    raise RuntimeError(f"{name} reads something else than ours: {question}")
                figures[name] = median(times(read, question, PEER_CALLS))
            middle = median(times(mine, question, CALLS))
            medians.append(middle)
            whole = times(through, question, CALLS)
            slow = quantile(whole, 0.95)
            peers = ", ".join(
                f"{name} {value:.2f} ({value / middle:.1f} times ours)" for name, value in figures.items()
            )
            print(f"  {question:10} ours {middle:6.3f}; {peers}")
            print(
                f"  {'':10} REST {median(whole):6.2f}, p95 {slow:.2f}: {slow / REST_TARGET_MS:.2f} of the target of "
                f"{REST_TARGET_MS:.0f} ms, {slow / figures['git']:.1f} times a process of git",
                flush=True,
            )
    return medians


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description="Reading a repository, beside GitPython and git.")
    parser.add_argument("--commits", type=int, default=10_000, help="the longest history")
    most = parser.parse_args().commits
    sizes = [max(50, most // 100), max(50, most // 10), most]
    with tempfile.TemporaryDirectory() as directory:
        base = Path(directory)
        for number, size in enumerate(sizes):
            make(base / "root" / f"r{number}", commits=size, files=FILES)
            git(base / "root" / f"r{number}", "repack", "-adq")
        port = free_port()
        with running(base / "data", settings=settings(base / "root", LUMASTACK_PORT=str(port))):
            client = Client(port)
            client.scan()
            projects = {item["name"]: item["id"] for item in client.call("GET", "/api/projects")["items"]}
            found = [
                measure(base / "root" / f"r{number}", size, rest(client, projects[f"r{number}"]))
                for number, size in enumerate(sizes)
            ]
        for which, question in enumerate(QUESTIONS):
            growth = found[-1][which] / found[0][which]
            print(f"growth, {question}: {sizes[-1] / sizes[0]:.0f} times the commits, {growth:.2f} times the time")


if __name__ == "__main__":
    main()
