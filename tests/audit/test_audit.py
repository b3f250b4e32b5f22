"""The audit log: every critical action once, in a chain that shows any change, closed to changes."""

from __future__ import annotations

import dataclasses
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg2
import pytest
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app import administration
from app.audit import chain, service
from app.config import settings
from app.db import read_only, transaction
from tests.conftest import PASSWORD, Person


def write(number: int) -> None:
    with transaction() as session:
        service.record(session, "test", actor_name=f'zoë "{number}"', detail={"n": number, "f": 1.5, "t": "ж\\n"})


def verify(known: chain.Head | None = None) -> chain.Head:
    with read_only() as session:
        return chain.verify(session, known)


def tamper(statement: str) -> None:
    """What somebody who owns the tables does behind the product's back."""
    connection = psycopg2.connect(settings().database_url.replace("+psycopg2", ""))
    connection.cursor().execute(
        f"ALTER TABLE audit_log DISABLE TRIGGER USER; {statement}; ALTER TABLE audit_log ENABLE TRIGGER USER"
    )
    connection.commit()
    connection.close()


def test_entries_written_at_once_are_one_chain(clean: None) -> None:
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(write, range(60)))

    head = verify()

    assert head.position == 60
    with read_only() as session:
        rows = session.execute(text("SELECT position, prev_hash, hash FROM audit_log ORDER BY position")).all()
    assert [row.position for row in rows] == list(range(1, 61))
    assert len({bytes(row.prev_hash) for row in rows}) == 60


def test_an_action_that_was_rolled_back_leaves_no_entry_and_no_gap(clean: None) -> None:
    write(1)
    with pytest.raises(DBAPIError), transaction() as session:  # noqa: PT012
        service.record(session, "test")
        session.execute(text("SELECT 1 / 0"))
    with transaction() as session:
        nested = session.begin_nested()
        service.record(session, "undone")
        session.flush()
        nested.rollback()
        service.record(session, "done")

    assert verify().position == 2


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_log SET outcome = 'ok'",
        "UPDATE audit_log SET hash = NULL, position = NULL",
        "DELETE FROM audit_log",
        "TRUNCATE audit_log",
    ],
)
def test_the_database_refuses_changes(clean: None, statement: str) -> None:
    write(1)

    with pytest.raises(DBAPIError, match="append-only"), transaction() as session:
        session.execute(text(statement))

    assert verify().position == 1


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE audit_log SET outcome = 'failed' WHERE position = 3", "entry 3 was changed"),
        ("UPDATE audit_log SET at = at + interval '1 microsecond' WHERE position = 4", "entry 4 was changed"),
        ("UPDATE audit_log SET detail = '{}' WHERE position = 2", "entry 2 was changed"),
        ("DELETE FROM audit_log WHERE position = 3", "entry 3 is missing"),
        ("DELETE FROM audit_log WHERE position <= 2", "entries up to 2 are missing"),
        (
            "UPDATE audit_log SET detail = '{}' WHERE position = 3; UPDATE audit_log SET "
            "hash = sha256(prev_hash || convert_to(audit_text(audit_log), 'UTF8')) WHERE position = 3",
            "entry 4 does not follow",
        ),
    ],
)
def test_a_change_behind_the_products_back_is_found(clean: None, statement: str, fault: str) -> None:
    for number in range(5):
        write(number)

    tamper(statement)

    with pytest.raises(chain.Broken, match=fault):
        verify()


def test_a_cut_end_is_found_by_a_head_that_was_kept(clean: None) -> None:
    for number in range(5):
        write(number)
    head = verify()

    tamper("DELETE FROM audit_log WHERE position = 5")

    assert verify().position == 4
    with pytest.raises(chain.Broken, match="from 5 on are missing"):
        verify(head)
    write(9)
    with pytest.raises(chain.Broken, match="not the one that was checked"):
        verify(head)


def test_old_entries_go_by_retention_alone_and_the_chain_holds(clean: None, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(3):
        write(number)
    tamper(
        "UPDATE audit_log SET at = at - interval '40 days' WHERE position <= 2; "
        "UPDATE audit_log SET hash = sha256(prev_hash || convert_to(audit_text(audit_log), 'UTF8')) WHERE position = 1; "
        "UPDATE audit_log SET prev_hash = (SELECT hash FROM audit_log WHERE position = 1) WHERE position = 2; "
        "UPDATE audit_log SET hash = sha256(prev_hash || convert_to(audit_text(audit_log), 'UTF8')) WHERE position = 2; "
        "UPDATE audit_log SET prev_hash = (SELECT hash FROM audit_log WHERE position = 2) WHERE position = 3; "
        "UPDATE audit_log SET hash = sha256(prev_hash || convert_to(audit_text(audit_log), 'UTF8')) WHERE position = 3"
    )
    assert verify().position == 3
    with transaction() as session:
        chain.forget_old(session)
    assert verify().position == 3, "kept for good unless set otherwise"

    monkeypatch.setattr(chain, "settings", lambda: dataclasses.replace(settings(), audit_days=30))
    with transaction() as session:
        chain.forget_old(session)

    assert verify().position == 4
    with read_only() as session:
        left = session.execute(text("SELECT position, action FROM audit_log ORDER BY position")).all()
    assert [tuple(row) for row in left] == [(3, "test"), (4, "audit.retention")]


def test_the_command_prints_the_head_and_names_a_fault(clean: None, capsys: pytest.CaptureFixture[str]) -> None:
    write(1)
    administration.verify_audit(None)
    printed = capsys.readouterr().out
    assert printed.startswith("The audit log is whole: 1 entries\nHead: 1:")
    administration.verify_audit(printed.partition("Head: ")[2].strip())
    for wrong in ("x", "1:xyz"):
        with pytest.raises(SystemExit, match="POSITION:HASH"):
            administration.verify_audit(wrong)

    tamper("UPDATE audit_log SET action = 'x'")

    with pytest.raises(SystemExit, match="entry 1 was changed"):
        administration.verify_audit(None)


def test_administrators_filter_and_page_the_log(admin: Person, anonymous: FlaskClient, user: Person) -> None:
    anonymous.post("/api/auth/login", json={"username": "ada", "password": "wrong"})
    anonymous.post("/api/auth/login", json={"username": "ada", "password": PASSWORD})
    user.post("/api/auth/tokens", json={"name": "ci"})

    first = admin.get("/api/audit?limit=2").json
    assert [entry["action"] for entry in first["items"]] == ["token.create", "login"]
    rest = admin.get(f"/api/audit?limit=2&cursor={first['next_cursor']}").json
    assert [(entry["action"], entry["outcome"]) for entry in rest["items"]] == [("login", "failed")]

    def actions(query: str) -> list[str]:
        return [entry["action"] for entry in admin.get(f"/api/audit?{query}").json["items"]]

    assert actions("outcome=failed") == ["login"]
    assert actions("action=token.create") == ["token.create"]
    assert actions(f"actor_id={user.id}") == ["token.create", "login", "login"]
    assert actions("object_kind=token") == ["token.create"]
    assert actions("since=2100-01-01T00:00:00Z") == []
    assert admin.get("/api/audit?cursor=x").status_code == 400
    entry: dict[str, Any] = first["items"][0]
    assert (entry["actor_name"], entry["via"], entry["address"]) == ("ada", "session", "127.0.0.1")
    assert entry["request_id"]
