"""Back-ups: every table as it was at one moment, in one file, made while everything runs, and checked on its way back.

The file is a ZIP archive: `tables/NAME` holds a table in PostgreSQL's COPY text format, `manifest.json`, the last of
them, says what there is, with rows and checksums. It holds no key: whoever has the file alone cannot read secrets.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import json
import os
import zipfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

import psycopg2
from psycopg2 import extensions, sql

from app.config import settings
from app.crypto import keyed_hash
from app.db import uuid7
from app.migrate import known, upgrade

FORMAT = 1
MANIFEST = "manifest.json"
_PIECE = 1024 * 1024
_SET_ASIDE = "lumastack_before_restore"


class BackupError(Exception):
    """Something is wrong with a back-up or with where it goes. Its text is one line: what is wrong, and the remedy."""


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a back-up."""

    name: str
    columns: list[str]
    rows: int
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a back-up holds. `key_check` tells whether a secret key is the one that its secrets were encrypted with."""

    format: int
    id: str
    made_at: str
    lumastack: str
    postgres: str
    revision: str
    key_check: str | None
    tables: list[Table]
    sequences: dict[str, list[Any]]

    @property
    def rows(self) -> int:
        """Rows of all tables."""
        return sum(table.rows for table in self.tables)


class _Measured:
    """A file whose content is hashed and counted on its way through."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._digest = hashlib.sha256()
        self.bytes = 0
        self.lines = 0

    def _note(self, data: bytes) -> None:
        self._digest.update(data)
        self.bytes += len(data)
        self.lines += data.count(b"\n")  # COPY writes a row on a line; breaks inside values are escaped

    def write(self, data: bytes) -> int:
        self._note(data)
        return self._file.write(data)

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self._note(data)
        return data

    def as_table(self, name: str, columns: list[str]) -> Table:
        return Table(name, columns, self.lines, self.bytes, self._digest.hexdigest())


class _Nowhere:
    """Takes everything and keeps nothing."""

    def write(self, data: bytes) -> int:
        return len(data)


def back_up(target: Path, version: str) -> Manifest:
    """Write a back-up of the database to `target`, which must not exist. Everything may go on meanwhile.

    Raises BackupError where it cannot be made; then there is no file.
    """
    if target.exists():
        raise BackupError(f"{target} is there already. Name another file")
    partial = target.with_name(target.name + ".partial")
    try:
        descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            manifest = _write(file, version)
            file.flush()
            os.fsync(file.fileno())
        partial.rename(target)
    except OSError as error:
        raise BackupError(f"{target} cannot be written ({error.strerror})") from error
    finally:
        partial.unlink(missing_ok=True)
    return manifest


def _write(file: IO[bytes], version: str) -> Manifest:
    identifier = str(uuid7())
    with _connection() as connection, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
        # All tables as of one moment, however long the copying takes.
        connection.set_session(isolation_level="REPEATABLE READ", readonly=True)
        with connection.cursor() as cursor:
            _settle(cursor)
            revision = _revision(cursor)
            if revision is None:
                raise BackupError("the database is empty: there is nothing to back up")
            tables = []
            for name, columns in _tables(cursor).items():
                with archive.open(f"tables/{name}", "w", force_zip64=True) as member:
                    measured = _Measured(member)
                    cursor.copy_expert(_copy(connection, name, columns, "TO STDOUT"), measured)
                tables.append(measured.as_table(name, columns))
            manifest = Manifest(
                format=FORMAT,
                id=identifier,
                made_at=datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
                lumastack=version,
                postgres=str(connection.info.parameter_status("server_version")),
                revision=revision,
                key_check=_key_check(identifier),
                tables=tables,
                sequences=_sequences(cursor),
            )
        archive.writestr(MANIFEST, json.dumps(asdict(manifest), indent=1))
    return manifest


def verify(source: Path) -> Manifest:
    """Read a back-up through and check every table against its checksum and its count. Raises BackupError."""
    with _opened(source) as archive:
        manifest = _manifest(archive, source)
        for table in manifest.tables:
            try:
                with archive.open(f"tables/{table.name}") as member:
                    measured = _Measured(member)
                    while measured.read(_PIECE):
                        pass
            except (KeyError, zipfile.BadZipFile, EOFError, OSError) as error:
                raise BackupError(f"{source} is damaged: table {table.name} cannot be read ({error})") from error
            if measured.as_table(table.name, table.columns) != table:
                raise BackupError(f"{source} is damaged: table {table.name} is not what was written. Use another copy")
    return manifest


def key_fits(manifest: Manifest) -> bool:
    """Whether the secrets of the back-up can be read with the secret key that is set here."""
    return manifest.key_check is None or hmac.compare_digest(manifest.key_check, _key_check(manifest.id) or "")


def restore(source: Path, *, replace: bool = False) -> Manifest:
    """Make the database what the back-up says, and check that it is; then bring it up to date.

    An unfit, damaged or newer back-up changes nothing; nor does one that fails on its way: what was there is set aside
    first and removed last. Nothing else may be using the database. Raises BackupError.
    """
    manifest = verify(source)
    if not key_fits(manifest):
        raise BackupError(
            "the secret key here is not the one of the back-up. Put its secret.key into the data directory, "
            "or set LUMASTACK_SECRET_KEY"
        )
    if manifest.revision not in known():
        raise BackupError(
            f"the back-up is of LumaStack {manifest.lumastack} (schema {manifest.revision}), which is newer than this. "
            "Update first"
        )
    with _connection() as connection, connection.cursor() as cursor:
        _refuse_company(cursor)
        if _tables(cursor) and not replace:
            raise BackupError("the database is not empty. With --replace everything in it is deleted first")
        cursor.execute(sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(sql.Identifier(_SET_ASIDE)))
        cursor.execute(sql.SQL("ALTER SCHEMA public RENAME TO {}").format(sql.Identifier(_SET_ASIDE)))
        cursor.execute("CREATE SCHEMA public")
    try:
        upgrade(manifest.revision)
        with _connection() as connection, connection.cursor() as cursor, _opened(source) as archive:
            _fill(connection, cursor, archive, manifest)
        upgrade()
    except BaseException as error:
        with _connection() as connection, connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE")
            cursor.execute(sql.SQL("ALTER SCHEMA {} RENAME TO public").format(sql.Identifier(_SET_ASIDE)))
        if isinstance(error, psycopg2.Error):
            raise BackupError(f"the back-up cannot be restored ({str(error).strip().splitlines()[0]})") from error
        raise
    with _connection() as connection, connection.cursor() as cursor:
        cursor.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(sql.Identifier(_SET_ASIDE)))
    return manifest


def _fill(connection: Any, cursor: Any, archive: zipfile.ZipFile, manifest: Manifest) -> None:
    """Fill the empty tables in one transaction, and compare each with the back-up before that is committed."""
    _settle(cursor)
    names = [table.name for table in manifest.tables]
    missing = set(names) - set(_tables(cursor))
    if missing:
        raise BackupError(f"the back-up has tables that its schema has not: {', '.join(sorted(missing))}")
    for name in names:  # rows come as they were: nothing touches, refuses or follows them
        cursor.execute(sql.SQL("ALTER TABLE {} DISABLE TRIGGER USER").format(sql.Identifier(name)))
    cursor.execute(sql.SQL("TRUNCATE {}").format(sql.SQL(", ").join(map(sql.Identifier, names))))
    keys = _drop_foreign_keys(cursor)
    for table in manifest.tables:
        with archive.open(f"tables/{table.name}") as member:
            cursor.copy_expert(_copy(connection, table.name, table.columns, "FROM STDIN"), member, _PIECE)
        measured = _Measured(_Nowhere())  # type: ignore[arg-type]  # it is only written to
        cursor.copy_expert(_copy(connection, table.name, table.columns, "TO STDOUT"), measured)
        if measured.as_table(table.name, table.columns) != table:
            raise BackupError(f"table {table.name} came back different from what the back-up holds")
    for name, (value, called) in manifest.sequences.items():
        cursor.execute("SELECT setval(%s::regclass, %s, %s)", (f'"{name}"', value, called))
    for table_name, key_name, definition in keys:
        cursor.execute(
            sql.SQL("ALTER TABLE {} ADD CONSTRAINT {} ").format(sql.Identifier(table_name), sql.Identifier(key_name))
            + sql.SQL(definition)
        )
    for name in names:
        cursor.execute(sql.SQL("ALTER TABLE {} ENABLE TRIGGER USER").format(sql.Identifier(name)))


def _drop_foreign_keys(cursor: Any) -> list[tuple[str, str, str]]:
    """Drop them, so that tables can be filled in any order; gives what is needed to make them again."""
    cursor.execute(
        "SELECT relname, conname, pg_get_constraintdef(pg_constraint.oid) FROM pg_constraint "
        "JOIN pg_class ON pg_class.oid = conrelid "
        "WHERE contype = 'f' AND connamespace = 'public'::regnamespace AND conparentid = 0"
    )
    keys: list[tuple[str, str, str]] = cursor.fetchall()
    for table, name, _ in keys:
        cursor.execute(sql.SQL("ALTER TABLE {} DROP CONSTRAINT {}").format(sql.Identifier(table), sql.Identifier(name)))
    return keys


@contextlib.contextmanager
def _connection() -> Iterator[Any]:
    """One transaction over a connection of its own, without the limits of time that requests have."""
    url = settings().database_url.replace("+psycopg2", "", 1)
    try:
        connection = psycopg2.connect(url, connect_timeout=10, application_name="lumastack backup")
    except psycopg2.OperationalError as error:
        raise BackupError(f"the database does not answer ({str(error).strip().splitlines()[0]})") from error
    # Copying takes as long as it takes, and psycopg2 cannot do it under a callback that bounds waits.
    bound = extensions.get_wait_callback()
    extensions.set_wait_callback(None)
    try:
        with connection:
            yield connection
    finally:
        extensions.set_wait_callback(bound)
        connection.close()


def _settle(cursor: Any) -> None:
    """The same text for the same value, whoever asks."""
    cursor.execute(
        "SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0;"
        "SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO, MDY'; SET LOCAL IntervalStyle = 'postgres';"
        "SET LOCAL bytea_output = 'hex'; SET LOCAL extra_float_digits = 1; SET LOCAL client_encoding = 'UTF8'"
    )


def _revision(cursor: Any) -> str | None:
    cursor.execute("SELECT to_regclass('public.alembic_version')")
    if cursor.fetchone()[0] is None:
        return None
    cursor.execute("SELECT version_num FROM public.alembic_version")
    row = cursor.fetchone()
    return None if row is None else str(row[0])


def _tables(cursor: Any) -> dict[str, list[str]]:
    """The tables and their columns, generated ones left out; that of Alembic is the manifest's affair."""
    cursor.execute(
        "SELECT relname, array_agg(attname::text ORDER BY attnum) FROM pg_class "
        "JOIN pg_attribute ON attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped AND attgenerated = '' "
        "WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> 'alembic_version' "
        "GROUP BY relname ORDER BY relname"
    )
    return dict(cursor.fetchall())


def _sequences(cursor: Any) -> dict[str, list[Any]]:
    cursor.execute("SELECT relname FROM pg_class WHERE relkind = 'S' AND relnamespace = 'public'::regnamespace")
    found = {}
    for (name,) in cursor.fetchall():
        cursor.execute(sql.SQL("SELECT last_value, is_called FROM {}").format(sql.Identifier(name)))
        found[name] = list(cursor.fetchone())
    return found


def _refuse_company(cursor: Any) -> None:
    cursor.execute(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() "
        "AND backend_type = 'client backend'"
    )
    if cursor.fetchone()[0]:
        raise BackupError("the database is in use. Stop LumaStack, then restore")


def _copy(connection: Any, name: str, columns: list[str], direction: str) -> str:
    statement = sql.SQL("COPY {} ({}) " + direction).format(
        sql.Identifier("public", name), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    return str(statement.as_string(connection))


def _key_check(identifier: str) -> str | None:
    return keyed_hash("backup", identifier).hex() if settings().secret_key else None


@contextlib.contextmanager
def _opened(source: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(source) as archive:
            yield archive
    except FileNotFoundError:
        raise BackupError(f"there is no file {source}") from None
    except (zipfile.BadZipFile, IsADirectoryError, PermissionError) as error:
        raise BackupError(f"{source} is no back-up, or an unfinished one ({error})") from error


def _manifest(archive: zipfile.ZipFile, source: Path) -> Manifest:
    try:
        content = json.loads(archive.read(MANIFEST))
        if content["format"] != FORMAT:
            raise BackupError(f"{source} has format {content['format']}, which this version cannot read. Update first")
        return Manifest(**{**content, "tables": [Table(**table) for table in content["tables"]]})
    except (KeyError, TypeError, ValueError, zipfile.BadZipFile) as error:
        raise BackupError(f"{source} is no back-up of LumaStack, or is damaged ({error})") from error
