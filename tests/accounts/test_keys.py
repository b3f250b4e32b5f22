"""The ring of signing keys: rotated while tokens are signed and verified, by us and by others, with nobody noticing."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import jwt
import pytest
from apiflask import APIFlask
from flask.testing import FlaskClient
from sqlalchemy import text

from app import administration
from app.accounts import keys
from app.accounts.keys import KeyRing, ring
from app.accounts.models import KeyState
from app.db import read_only, transaction
from tests.conftest import PASSWORD, Person

Signed = dict[str, Any]


@pytest.fixture
def own_keys(app: APIFlask) -> Iterator[None]:
    """Keys of this test's own; the others find one active key afterwards."""
    yield
    with transaction() as session:
        session.execute(text("DELETE FROM signing_keys WHERE state <> 'active'"))
    ring._read_at = -keys._REREAD_SECONDS
    ring._fresh(0)


def states() -> list[str]:
    with read_only() as session:
        rows = session.execute(text("SELECT state FROM signing_keys ORDER BY created_at"))
        return [row.state for row in rows]


def aged() -> None:
    with transaction() as session:
        session.execute(text("UPDATE signing_keys SET created_at = created_at - interval '1 hour'"))


class Verifier:
    """A service of somebody else, who knows nothing but the address of our keys, and caches them."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        self.known: Signed = {}
        self.asked = 0

    def verify(self, token: str) -> Signed:
        kid = jwt.get_unverified_header(token)["kid"]
        if kid not in self.known:
            self.asked += 1
            answer = self.client.get("/.well-known/jwks.json")
            assert answer.headers["Cache-Control"] == "public, max-age=300"
            self.known = {key["kid"]: jwt.PyJWK(key).key for key in answer.json["keys"]}
        claims: Signed = jwt.decode(
            token, self.known[kid], algorithms=["RS256"], audience="lumastack-api", issuer="lumastack"
        )
        return claims


def test_keys_are_rotated_under_load_without_a_failed_request(
    own_keys: None, app: APIFlask, user: Person, anonymous: FlaskClient
) -> None:
    with transaction() as session:
        keys.tend(session)
    aged()
    refresh = anonymous.post("/api/auth/login", json={"username": "ada", "password": PASSWORD}).json["refresh_token"]
    old = user.headers["Authorization"].removeprefix("Bearer ")
    verifier, ended = Verifier(app.test_client()), threading.Event()
    faults: list[Any] = []
    kids: list[str] = []

    def load() -> None:
        token, client = refresh, app.test_client()
        while not ended.is_set():
            answer = client.post("/api/auth/refresh", headers={"Authorization": f"Bearer {token}"})
            if answer.status_code != 200:
                faults.append(answer.json)
                return
            token, access = answer.json["refresh_token"], answer.json["access_token"]
            kids.append(jwt.get_unverified_header(access)["kid"])
            verifier.verify(access)
            for shown in (access, old):
                status = client.get("/api/auth/me", headers={"Authorization": f"Bearer {shown}"}).status_code
                if status != 200:
                    faults.append((status, shown == old))

    worker = threading.Thread(target=load)
    worker.start()
    try:
        for _ in range(2):
            while len(kids) < 5:
                assert worker.is_alive(), faults
            before = set(kids)
            with transaction() as session:
                fresh = keys.rotate(session, at_once=True)
            ring._read_at = -keys._REREAD_SECONDS
            while fresh not in kids:
                assert worker.is_alive(), faults
            assert fresh not in before
            kids.clear()
    finally:
        ended.set()
        worker.join(30)

    assert faults == []
    assert states().count("active") == 1
    assert states().count("retiring") == 2
    assert states().count("next") == 1
    # The first key and the next were there at the first question; only the third had to be asked for.
    assert verifier.asked == 2


def test_a_key_signs_only_after_it_was_published(own_keys: None, app: APIFlask) -> None:
    with pytest.raises(SystemExit, match="less than ten minutes ago"):
        administration.rotate_keys(at_once=False, revoke=False)
    assert states() == ["active", "next"]
    aged()

    administration.rotate_keys(at_once=False, revoke=False)

    assert states() == ["retiring", "active", "next"]
    published = {key["kid"] for key in KeyRing().jwks()["keys"]}
    assert len(published) == 3


def test_a_retired_key_goes_when_its_last_token_is_past(own_keys: None, app: APIFlask) -> None:
    administration.rotate_keys(at_once=True, revoke=False)
    with transaction() as session:
        keys.tend(session)
    assert "retiring" in states()
    with transaction() as session:
        session.execute(text("UPDATE signing_keys SET retired_at = retired_at - interval '21 minutes'"))
        keys.tend(session)
    assert "retiring" not in states()


def test_a_key_that_leaked_is_void_at_once_with_all_it_signed(
    own_keys: None, user: Person, anonymous: FlaskClient
) -> None:
    login = anonymous.post("/api/auth/login", json={"username": "ada", "password": PASSWORD}).json

    administration.rotate_keys(at_once=True, revoke=True)
    ring._read_at = -keys._REREAD_SECONDS

    assert user.get("/api/auth/me").json["code"] == "invalid_token"
    answer = anonymous.post("/api/auth/refresh", headers={"Authorization": f"Bearer {login['refresh_token']}"})
    assert answer.status_code == 200
    headers = {"Authorization": f"Bearer {answer.json['access_token']}"}
    assert anonymous.get("/api/auth/me", headers=headers).status_code == 200


def test_a_kid_is_the_thumbprint_of_its_key(app: APIFlask) -> None:
    import base64
    import hashlib
    import json

    key = ring.active().jwk()
    canonical = json.dumps({"e": key["e"], "kty": "RSA", "n": key["n"]}, separators=(",", ":"))
    digest = base64.urlsafe_b64encode(hashlib.sha256(canonical.encode()).digest()).decode().rstrip("=")
    assert key["kid"] == digest
    assert ring.active().public.key_size == 3072
    assert ring.active().state is KeyState.ACTIVE


def test_forged_kids_do_not_make_us_read_the_database_each_time(
    own_keys: None, user: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads: list[int] = []
    real: Callable[..., Any] = keys._read_keys
    monkeypatch.setattr(keys, "_read_keys", lambda known: reads.append(1) or real(known))
    fresh = KeyRing()
    assert fresh.active()
    reads.clear()

    for number in range(50):
        assert fresh.find(f"forged-{number}") is None

    assert len(reads) <= 1
    assert timedelta(0) < keys.PUBLISHED
