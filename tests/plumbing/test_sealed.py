"""Encryption at rest: every encrypted column is known, and everything gets another key."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import LargeBinary, func, select

from app import administration, config, crypto
from app.accounts import keys, second_factor
from app.accounts.models import User
from app.db import Base, read_only, transaction, uuid7
from app.models import AREAS
from app.scripts import variables
from app.sealed import SEALED, reseal_some
from tests.conftest import SECRET_KEY, Person

NEW_KEY = "another key, of thirty-two characters or more"
# Columns of bytes that hold no ciphertext, each for what it does hold.
PLAIN = {
    "api_tokens.hash", "audit_log.hash", "audit_log.prev_hash", "idempotency_keys.fingerprint", "invitations.hash",
    "recovery_codes.hash", "refresh_tokens.hash", "socket_tickets.hash", "telegram_link_codes.hash", "git_remotes.key", "projects.upstream_branch",
    "magic_links.hash", "magic_links.browser_hash", "magic_link_requests.browser_hash", "log_chunks.data",
    "artifact_pieces.data", "artifacts.sha256", "uploads.data",
    "project_refs.name", "projects.raw_head_ref", "projects.raw_path", "scan_roots.raw_path", "sky_feeds.hash",
}  # fmt: skip


def test_every_column_of_bytes_is_known_as_sealed_or_as_plain() -> None:
    assert AREAS
    columns = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, LargeBinary)
    }

    unknown = columns - PLAIN - {sealed.name for sealed in SEALED}

    assert unknown == set(), "Name it in app/sealed.py where it is encrypted, in PLAIN here where it is not."


def forget() -> None:
    for cached in (config.settings, crypto._master, crypto.derived_key, crypto._ring):
        cached.cache_clear()


@pytest.fixture
def use_keys(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    def use(present: str, old: str = "") -> None:
        monkeypatch.setenv("LUMASTACK_SECRET_KEY", present)
        monkeypatch.setenv("LUMASTACK_OLD_SECRET_KEY", old)
        forget()

    yield use
    monkeypatch.undo()
    forget()


@pytest.fixture
def secrets_kept(user: Person) -> Iterator[None]:
    """One of everything that is encrypted, and a signing key that fits the other tests' secret key at the end."""
    with transaction() as session:
        second_factor.begin(session, session.get_one(User, user.id))
        variables.put(session, variables.EVERYBODY, "TOKEN", "a secret value", user.id)
    yield
    with transaction() as session:
        session.execute(Base.metadata.tables["signing_keys"].delete())
    forget()
    keys.ensure_key()
    keys.ring.__init__()  # type: ignore[misc]


def stale() -> int:
    prefix = crypto.sealed_prefix()
    with read_only() as session:
        return sum(
            session.scalar(
                select(func.count())
                .select_from(sealed.column.class_)
                .where(sealed.column.is_not(None), func.substring(sealed.column, 1, len(prefix)) != prefix)
            )
            or 0
            for sealed in SEALED
        )


def read_variable() -> str:
    with read_only() as session:
        return variables.for_run(session, None, uuid7())["TOKEN"]


def test_everything_is_encrypted_anew_and_the_old_key_is_not_needed_any_more(
    secrets_kept: None, use_keys: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    use_keys(NEW_KEY, SECRET_KEY)
    assert read_variable() == "a secret value"
    assert stale() == 3

    administration.rotate_secret_key()

    assert "Remove LUMASTACK_OLD_SECRET_KEY" in capsys.readouterr().out
    assert stale() == 0
    use_keys(NEW_KEY)
    assert read_variable() == "a secret value"
    use_keys(SECRET_KEY)
    with pytest.raises(crypto.Undecryptable):
        read_variable()


def test_it_may_be_interrupted_and_repeated(secrets_kept: None, use_keys: Callable[..., None]) -> None:
    use_keys(NEW_KEY, SECRET_KEY)
    with transaction() as session:
        reseal_some(session, SEALED[0])

    administration.rotate_secret_key()
    administration.rotate_secret_key()

    assert stale() == 0


def test_without_the_old_key_nothing_is_changed(secrets_kept: None, use_keys: Callable[..., None]) -> None:
    use_keys(NEW_KEY, "yet another key, which nothing was encrypted with")

    with pytest.raises(crypto.Undecryptable):
        administration.rotate_secret_key()

    use_keys(SECRET_KEY)
    assert read_variable() == "a secret value"


def test_a_key_in_the_data_directory_is_replaced_over_a_start(
    secrets_kept: None, use_keys: Callable[..., None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LUMASTACK_DATA_DIR", str(tmp_path))
    file = tmp_path / "secret.key"
    file.write_text(SECRET_KEY.replace(" ", "") + "\n")
    use_keys(SECRET_KEY)
    with pytest.raises(SystemExit, match="nothing to replace"):
        administration.rotate_secret_key()
    key = SECRET_KEY.replace(" ", "")
    use_keys(key, SECRET_KEY)
    administration.rotate_secret_key()
    use_keys(key)

    administration.rotate_secret_key()
    first, second = file.read_text().splitlines()
    assert second == key
    assert file.stat().st_mode & 0o777 == 0o600
    # A second call before the start makes no second key.
    administration.rotate_secret_key()
    assert file.read_text().splitlines() == [first, second]
    use_keys(first, second)
    administration.rotate_secret_key()

    assert file.read_text().splitlines() == [first]
    use_keys(first)
    assert read_variable() == "a secret value"


def test_ciphertexts_of_the_first_form_are_still_read(use_keys: Callable[..., None]) -> None:
    import os

    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(12)
    old = b"\x01" + nonce + AESGCM(crypto.derived_key("rest")).encrypt(nonce, b"text", b"here")

    assert crypto.decrypt(old, "here") == b"text"
    for broken in (b"", b"\x01", b"\x02", b"\x03" + old[1:], old[:-1], old + b"x"):
        with pytest.raises(crypto.Undecryptable):
            crypto.decrypt(broken, "here")
    with pytest.raises(crypto.Undecryptable):
        crypto.decrypt(old, "there")
