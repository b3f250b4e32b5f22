"""Who the servers run as: under root an unprivileged user, with programs that this user may read."""

from __future__ import annotations

import grp
import hashlib
import os
import pwd
import shutil
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.embedded.binaries import Program
from app.embedded.errors import EmbeddedError

# Tried in this order under root: one made for the purpose, one that distributions make for the server, the last resort.
SERVER_USERS = ("lumastack", "postgres", "nobody")
RUNTIME_DIRECTORY = Path("/var/lib/lumastack/runtime")
# Parts of the wheel that only compilers and people read.
NOT_COPIED = shutil.ignore_patterns("include", "*.a", "pkgconfig", "pgxs", "man", "doc", "__pycache__")


@dataclass(frozen=True, slots=True)
class Identity:
    """An account of this machine. `switch` says whether a process must change to it."""

    uid: int
    gid: int
    name: str
    switch: bool

    def popen_options(self) -> dict[str, Any]:
        """Keyword arguments that make subprocess start a program under this account."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []} if self.switch else {}


def account(uid: int) -> pwd.struct_passwd:
    """The account of `uid`. Raises EmbeddedError where it has no name: PostgreSQL refuses such a user."""
    try:
        return pwd.getpwuid(uid)
    except KeyError:
        raise EmbeddedError(
            f"User id {uid} has no entry in /etc/passwd, which PostgreSQL needs. Add one, or set DATABASE_URL"
        ) from None


def server_identity(directory: Path) -> Identity:
    """Who a server with its state in `directory` runs as.

    An ordinary user keeps his own account, and the directory must be his. Under root it is the owner that the directory
    has already, else the first of SERVER_USERS that exists. Raises EmbeddedError where nobody fits.
    """
    owner = directory.stat().st_uid if directory.is_dir() else None
    own = os.geteuid()
    if own != 0:
        entry = account(own)
        if owner not in (None, own):
            raise EmbeddedError(
                f"{directory} belongs to user id {owner}, not to {entry.pw_name}. "
                "Start as its owner, or set LUMASTACK_DATA_DIR"
            )
        return Identity(own, os.getegid(), entry.pw_name, switch=False)
    if owner:
        entry = account(owner)
        return Identity(owner, entry.pw_gid, entry.pw_name, switch=True)
    for name in SERVER_USERS:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        if entry.pw_uid != 0:
            return Identity(entry.pw_uid, entry.pw_gid, name, switch=True)
    raise EmbeddedError("No unprivileged user to run PostgreSQL as. Create one named lumastack, or set DATABASE_URL")


def make_directory(path: Path, mode: int, owner: Identity | None = None) -> None:
    """Make `path` with exactly `mode`, whatever the umask is, and the parents that are missing with 0711.

    Raises EmbeddedError where that is not possible.
    """
    try:
        if not path.parent.is_dir():
            make_directory(path.parent, 0o711)
        path.mkdir(exist_ok=True)
        if stat.S_IMODE(path.stat().st_mode) != mode:
            path.chmod(mode)
        if owner is not None and owner.switch and path.stat().st_uid != owner.uid:
            os.chown(path, owner.uid, owner.gid)
    except OSError as error:
        raise EmbeddedError(
            f"{path} cannot be used ({error.strerror}). Make it writable, or set LUMASTACK_DATA_DIR"
        ) from error


def _may_pass(path: Path, who: Identity, wanted: int) -> bool:
    """Whether `who` has the permission bits `wanted` (of 0o7) on `path`, by its mode bits alone."""
    found = path.stat()
    if found.st_uid == who.uid:
        return (found.st_mode >> 6) & wanted == wanted
    groups = {who.gid, *(entry.gr_gid for entry in grp.getgrall() if who.name in entry.gr_mem)}
    # The process gives up its further groups, so only its first one counts.
    if found.st_gid in groups and found.st_gid == who.gid:
        return (found.st_mode >> 3) & wanted == wanted
    return found.st_mode & wanted == wanted


def may_run(program: Program, who: Identity) -> bool:
    """Whether `who` may read and run `program`: every directory above it, and its own directories."""
    if not who.switch:
        return True
    directories = {parent for root in (*program.roots, program.path) for parent in root.resolve().parents}
    return all(_may_pass(directory, who, 0o1) for directory in directories) and all(
        _may_pass(path, who, 0o5) for path in (program.path, program.path.parent, *program.roots)
    )


def runtime_for(program: Program, who: Identity, directory: Path = RUNTIME_DIRECTORY) -> Program:
    """`program` itself where `who` may run it, else a copy below `directory`, made once for each version.

    A checkout below a home directory with mode 0700 is out of reach for the user that PostgreSQL runs as. Opening the
    parents for everybody would be wrong, so what is needed is copied. Raises EmbeddedError where that fails.
    """
    if may_run(program, who) or not program.roots:
        return program
    state = program.path.stat()
    stamp = f"{program.path}:{state.st_size}:{state.st_mtime_ns}"
    package = program.roots[0]
    target = directory / f"{package.name}-{hashlib.sha256(stamp.encode()).hexdigest()[:16]}"
    copied = Program(
        target / program.path.relative_to(package.parent), program.major, tuple(target / r.name for r in program.roots)
    )
    if target.is_dir():
        return copied
    make_directory(directory, 0o711)
    partial = Path(tempfile.mkdtemp(prefix=".partial-", dir=directory))
    try:
        for root in program.roots:
            shutil.copytree(root, partial / root.name, ignore=NOT_COPIED, symlinks=True)
        for folder, folders, files in os.walk(partial):
            os.chmod(folder, 0o755)  # noqa: S103 - programs, for the server to read
            for name in (*folders, *files):
                path = os.path.join(folder, name)
                if not os.path.islink(path):
                    os.chmod(path, (os.stat(path).st_mode | 0o444) & ~0o022)
        partial.rename(target)
    except OSError as error:
        if target.is_dir():  # another process was faster
            shutil.rmtree(partial, ignore_errors=True)
            return copied
        shutil.rmtree(partial, ignore_errors=True)
        raise EmbeddedError(f"{package.name} cannot be copied to {directory} ({error.strerror or error})") from error
    return copied
