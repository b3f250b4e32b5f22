"""Back-ups: made while others write, refused where they do not fit, and equal when they are back."""

from __future__ import annotations

import hashlib
import json
import os
import threading
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg2
import pytest

from app import backup, config, crypto, db
from app.audit.models import AuditEntry

Row = tuple[Any, ...]


def connect(url: str) -> Any:
    connection = psycopg2.connect(url.replace("+psycopg2", ""))
    connection.autocommit = True
    return connection


def content(url: str) -> dict[str, list[Row]]:
    """Every row of every table, as text, sorted."""
    connection = connect(url)
    cursor = connection.cursor()
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    tables = [row[0] for row in cursor.fetchall()]
    found = {}
    for table in tables:
        cursor.execute(f'SELECT t::text FROM "{table}" AS t ORDER BY 1')
        found[table] = cursor.fetchall()
    connection.close()
    return found


def constraints(url: str) -> list[Row]:
    connection = connect(url)
    cursor = connection.cursor()
    cursor.execute(
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid), convalidated FROM pg_constraint "
        "WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2"
    )
    rows: list[Row] = cursor.fetchall()
    connection.close()
    return rows


@pytest.fixture
def source(clean: None, environment: dict[str, str], person: Callable[..., Any]) -> str:
    """A database with some of everything that is hard to write down: quotes, breaks, bytes, nothing, other scripts."""
    person("ada", language="ja")
    with db.transaction() as session:
        session.add(
            AuditEntry(action="odd", outcome="ok", detail={"text": "tab\tbreak\nback\\slash \\N ünï 漢字 'quote\""})
        )
        session.add(AuditEntry(action="nothing", outcome="ok", actor_name=None, object_id=""))
    return environment["DATABASE_URL"]


@pytest.fixture
def elsewhere(environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], str]]:
    """Makes the settings name a new, empty database."""
    address, _, query = environment["DATABASE_URL"].partition("?")
    head, _, name = address.rpartition("/")
    name = f"{name}_restored"
    url = f"{head}/{name}?{query}"
    admin = connect(environment["DATABASE_URL"])

    def move() -> str:
        admin.cursor().execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        admin.cursor().execute(f"CREATE DATABASE {name}")
        monkeypatch.setenv("DATABASE_URL", url)
        config.settings.cache_clear()
        return url

    yield move
    monkeypatch.undo()
    config.settings.cache_clear()
    admin.cursor().execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    admin.close()


@pytest.fixture
def file(source: str, tmp_path: Path) -> Path:
    target = tmp_path / "luma.backup"
    backup.back_up(target, "1.2.3")
    return target


def test_what_was_backed_up_comes_back_equal(source: str, file: Path, elsewhere: Callable[[], str]) -> None:
    before = content(source)
    assert len(before["users"]) == 1

    url = elsewhere()
    manifest = backup.restore(file)

    assert content(url) == before
    assert constraints(url) == constraints(source)
    assert manifest.rows == sum(len(rows) for name, rows in before.items() if name != "alembic_version")
    assert manifest.lumastack == "1.2.3"
    assert file.stat().st_mode & 0o777 == 0o600
    assert os.listdir(file.parent) == [file.name]


def test_it_is_of_one_moment_while_others_write(source: str, tmp_path: Path, elsewhere: Callable[[], str]) -> None:
    """Each transaction adds two rows: a back-up with an odd number has seen half of one."""
    stop = threading.Event()

    def write() -> None:
        connection = connect(source)
        connection.autocommit = False
        cursor = connection.cursor()
        while not stop.is_set():
            for action in ("first", "second"):
                cursor.execute(
                    "INSERT INTO audit_log (id, action, outcome) VALUES (gen_random_uuid(), %s, 'ok')", (action,)
                )
            connection.commit()
        connection.close()

    thread = threading.Thread(target=write)
    thread.start()
    try:
        for number in range(3):
            backup.back_up(tmp_path / str(number), "1")
    finally:
        stop.set()
        thread.join()

    url = elsewhere()
    backup.restore(tmp_path / "2")
    rows = [row[0] for row in content(url)["audit_log"]]
    first, second = (sum(f",{word}," in row for row in rows) for word in ("first", "second"))
    assert first == second > 0


@pytest.mark.parametrize("damage", ["flip", "cut", "lie", "nothing", "text"])
def test_a_damaged_file_is_found_out_and_changes_nothing(file: Path, damage: str, elsewhere: Callable[[], str]) -> None:
    whole = file.read_bytes()
    if damage == "flip":
        with zipfile.ZipFile(file) as archive:
            member = archive.getinfo("tables/users")
        place = member.header_offset + 30 + len(member.filename) + len(member.extra) + member.compress_size // 2
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 255]) + whole[place + 1 :])
    elif damage == "cut":
        file.write_bytes(whole[: len(whole) // 2])
    elif damage == "nothing":
        file.write_bytes(b"")
    elif damage == "text":
        file.write_text("not a back-up")
    else:
        with zipfile.ZipFile(file) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        parts["tables/users"] = parts["tables/users"].replace(b"ada", b"eve")
        with zipfile.ZipFile(file, "w") as archive:
            for name, data in parts.items():
                archive.writestr(name, data)
    url = elsewhere()

    for attempt in (backup.verify, backup.restore):
        with pytest.raises(backup.BackupError, match=r"damaged|no back-up"):
            attempt(file)
    assert content(url) == {}


def test_another_key_is_refused_because_secrets_could_not_be_read(
    file: Path, elsewhere: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    url = elsewhere()
    monkeypatch.setenv("LUMASTACK_SECRET_KEY", "another key, of thirty-two characters")
    _forget_keys()
    try:
        with pytest.raises(backup.BackupError, match="secret key"):
            backup.restore(file)
        assert content(url) == {}
    finally:
        monkeypatch.undo()
        _forget_keys()


def _forget_keys() -> None:
    config.settings.cache_clear()
    crypto._master.cache_clear()
    crypto.derived_key.cache_clear()


def test_a_newer_one_is_refused(file: Path, elsewhere: Callable[[], str]) -> None:
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["manifest.json"] = json.dumps({**json.loads(parts["manifest.json"]), "revision": "9999"}).encode()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    elsewhere()

    with pytest.raises(backup.BackupError, match="newer"):
        backup.restore(file)


def test_what_is_there_is_replaced_only_on_demand(
    source: str, file: Path, elsewhere: Callable[[], str], tmp_path: Path
) -> None:
    url = elsewhere()
    backup.restore(file)
    connect(url).cursor().execute("UPDATE users SET username = 'eve'")

    with pytest.raises(backup.BackupError, match="--replace"):
        backup.restore(file)
    assert "eve" in str(content(url)["users"])
    backup.restore(file, replace=True)

    assert content(url) == content(source)


def test_a_restore_that_fails_midway_leaves_what_was_there(
    source: str, file: Path, elsewhere: Callable[[], str]
) -> None:
    url = elsewhere()
    backup.restore(file)
    before = content(url)
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    # Two users of one name: every checksum is right, and the table's own rule is broken.
    manifest = json.loads(parts["manifest.json"])
    row = parts["tables/users"]
    parts["tables/users"] = row + row
    for table in manifest["tables"]:
        if table["name"] == "users":
            table |= {"rows": 2, "bytes": len(row) * 2, "sha256": hashlib.sha256(row + row).hexdigest()}
    parts["manifest.json"] = json.dumps(manifest).encode()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)

    with pytest.raises(backup.BackupError, match="cannot be restored"):
        backup.restore(file, replace=True)

    assert content(url) == before


def test_it_is_refused_while_the_database_is_in_use(file: Path, elsewhere: Callable[[], str]) -> None:
    url = elsewhere()
    other = connect(url)
    try:
        with pytest.raises(backup.BackupError, match="in use"):
            backup.restore(file)
    finally:
        other.close()


def test_no_file_is_overwritten(file: Path) -> None:
    before = file.read_bytes()

    with pytest.raises(backup.BackupError, match="there already"):
        backup.back_up(file, "1")

    assert file.read_bytes() == before
