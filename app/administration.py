"""What an administrator does from the command line."""

from __future__ import annotations

import re
import secrets
import sys
from pathlib import Path
from typing import NoReturn

from sqlalchemy import func, select, text

from app import backup
from app.accounts import keys
from app.accounts import service as accounts
from app.accounts.keys import ensure_key
from app.accounts.models import User
from app.accounts.passwords import hash_password
from app.accounts.schemas import UserIn
from app.audit import chain
from app.audit import service as audit
from app.config import settings, version
from app.db import read_only, transaction
from app.embedded.supervisor import KEY_FILE, new_secret_key, write_secret_keys
from app.errors import AppError
from app.health import parts
from app.jobs import service as jobs
from app.jobs.models import JobKind
from app.migrate import is_newest, upgrade
from app.projects import service as projects
from app.scripts.models import Execution, ExecutionStatus
from app.sealed import SEALED, reseal_some
from app.security import Role


def fail(text: str) -> NoReturn:
    """End with one line for a person."""
    raise SystemExit(f"lumastack: {text}")


def new_password() -> str:
    """A password that nobody will guess, in characters that are easy to copy."""
    return secrets.token_urlsafe(15)


def prepare() -> None:
    """Make the database ready for every process: newest schema, a signing key, an administrator, the roots.

    Prints the first administrator's name and, once, the password that was generated where the settings give none.
    """
    with read_only() as session:
        current = is_newest(session)
    if not current:
        upgrade()
    ensure_key()
    chosen = settings()
    password = chosen.admin_password or new_password()
    with transaction() as session:
        made = accounts.ensure_first_admin(session, chosen.admin_username, password)
        if made is not None:
            audit.record(session, "user.create", object_kind="user", object_id=made.id, detail={"role": "admin"})
        roots = projects.register_roots(session, [bytes(root) for root in chosen.scan_roots])
        if roots:
            jobs.queue_job(session, JobKind.SCAN, None, None)
    if made is not None:
        shown = "the one in LUMASTACK_ADMIN_PASSWORD" if chosen.admin_password else f"{password}  (shown only now)"
        print(f"Administrator: {made.username}   password: {shown}", flush=True)


def create_user(name: str, role: str) -> None:
    """Make a user with a generated password, which is printed."""
    password = new_password()
    try:
        asked = UserIn(username=name, password=password, role=Role(role))
    except ValueError:
        fail(f"{name!r} cannot be a name: 1 to 64 letters, digits and . _ @ + -")
    try:
        with transaction() as session:
            user = accounts.create_user(session, asked, hash_password(password))
            audit.record(session, "user.create", object_kind="user", object_id=user.id, detail={"role": role})
    except AppError:
        fail(f"the name {name} is already in use")
    print(f"User: {name}   role: {role}   password: {password}")


def reset_password(name: str) -> None:
    """Give a user a new, generated password, which is printed; all their sessions end."""
    password = new_password()
    hashed = hash_password(password)
    with transaction() as session:
        user = session.scalars(select(User).where(func.lower(User.username) == name.lower())).one_or_none()
        if user is None:
            fail(f"there is no user {name}")
        user.password_hash = hashed
        accounts.revoke_all(session, user.id, "password")
        audit.record(session, "password.reset", object_kind="user", object_id=user.id)
    print(f"User: {name}   password: {password}")


def rotate_secret_key() -> None:
    """Encrypt everything at rest with the present secret key that was encrypted with one that it replaces.

    Where the key is kept in the data directory, the first call puts a new one before it, for the next start; the call
    after that start does the rest, and forgets the old one. It may be repeated, and interrupted.
    """
    chosen = settings()
    kept = chosen.data_dir / KEY_FILE
    here = kept.is_file() and chosen.secret_key in kept.read_text(encoding="ascii").splitlines()
    if not chosen.old_secret_key:
        if not here:
            fail(
                "nothing to replace. Set LUMASTACK_SECRET_KEY to a new key and LUMASTACK_OLD_SECRET_KEY to the one "
                "that it replaces, start again, and run this again"
            )
        keys_there = kept.read_text(encoding="ascii").splitlines()
        if keys_there[0] == chosen.secret_key:
            write_secret_keys(chosen.data_dir, [new_secret_key(), keys_there[0]])
        print("A new key is there. Start LumaStack again, then run this again")
        return
    for sealed in SEALED:
        total = 0
        while True:
            with transaction() as session:
                done = reseal_some(session, sealed)
            total += done
            if not done:
                break
        print(f"{sealed.name:<32}{total}")
    with transaction() as session:
        audit.record(session, "secret_key.rotate", via="command")
    if here:
        write_secret_keys(chosen.data_dir, [chosen.secret_key or ""])
        print("Everything is encrypted with the new key; the old one is forgotten at the next start")
    else:
        print("Everything is encrypted with the new key. Remove LUMASTACK_OLD_SECRET_KEY at the next start")


def rotate_keys(*, at_once: bool, revoke: bool) -> None:
    """Let the next key sign access tokens; with `revoke` those that stopped signing are forgotten with their tokens."""
    try:
        with transaction() as session:
            kid = keys.rotate(session, at_once=at_once)
            forgotten = keys.forget_retired(session) if revoke else 0
            audit.record(
                session, "keys.rotate", object_kind="signing_key", object_id=kid, via="command",
                detail={"revoked": forgotten},
            )  # fmt: skip
    except keys.TooFresh:
        with transaction() as session:
            keys.tend(session)
        fail(
            "the next key was published less than ten minutes ago, and others may not know it yet. "
            "Try again then, or add --at-once"
        )
    print(f"Access tokens are signed with {kid} now" + (f"; {forgotten} older keys are void" if revoke else ""))


def verify_audit(known: str | None) -> None:
    """Check the chain of the audit log and print its head; ends with one line that names the fault where it is broken.

    `known` is a head that was printed earlier, as POSITION:HASH.
    """
    head = None
    if known is not None:
        position, _, digest = known.partition(":")
        if not position.isdecimal() or not re.fullmatch(r"[0-9a-f]{64}", digest):
            fail("--head takes what an earlier check printed, as POSITION:HASH")
        head = chain.Head(int(position), digest)
    with read_only() as session:
        session.execute(text("SET LOCAL statement_timeout = 0"))
        try:
            found = chain.verify(session, head)
        except chain.Broken as broken:
            fail(f"the audit log is broken: {broken}")
    print(f"The audit log is whole: {found.position} entries\nHead: {found}")


def scan(directories: list[str], start: Path) -> None:
    """Register directories (relative ones below `start`), then look for repositories in all roots."""
    try:
        paths = [projects.check_directory(str((start / directory).resolve())) for directory in directories]
    except AppError:
        fail("not every one of these is a readable directory")
    with transaction() as session:
        projects.register_roots(session, paths)
        job = jobs.queue_job(session, JobKind.SCAN, None, None)
    print(f"Scan queued: {job.id}")


def back_up(file: Path) -> None:
    """Write everything to `file`."""
    try:
        made = backup.back_up(file, version())
    except backup.BackupError as error:
        fail(str(error))
    print(f"Back-up: {file}   {len(made.tables)} tables, {made.rows} rows, {file.stat().st_size >> 10} KiB")
    print("Keep the secret key with it, in another place: without the key its secrets cannot be read")


def verify(file: Path) -> None:
    """Check a back-up."""
    try:
        found = backup.verify(file)
    except backup.BackupError as error:
        fail(str(error))
    print(f"Whole: {len(found.tables)} tables, {found.rows} rows, made {found.made_at} by LumaStack {found.lumastack}")


def restore(file: Path, *, replace: bool) -> None:
    """Make the database what a back-up says."""
    try:
        found = backup.restore(file, replace=replace)
    except backup.BackupError as error:
        fail(str(error))
    print(f"Restored and compared: {len(found.tables)} tables, {found.rows} rows, made {found.made_at}")


def status() -> None:
    """Print what works and how much is there; ends with 1 where a part does not work."""
    found = parts()
    for name, works in found.items():
        print(f"{name:<12}{'works' if works else 'is away'}")
    if found["database"]:
        with read_only() as session:
            users = session.scalar(select(func.count()).select_from(User))
            waiting = session.scalar(
                select(func.count()).select_from(Execution).where(Execution.status == ExecutionStatus.QUEUED)
            )
            running = session.scalar(
                select(func.count()).select_from(Execution).where(Execution.status == ExecutionStatus.RUNNING)
            )
        print(f"{'users':<12}{users}\n{'runs':<12}{running} running, {waiting} queued")
    if not all(found.values()):
        sys.exit(1)
