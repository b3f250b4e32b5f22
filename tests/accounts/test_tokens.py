"""Personal API tokens, and the sessions of a person."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text, update

from app.accounts import pat, service
from app.accounts.models import ApiToken
from app.accounts.sockets import socket_access
from app.db import read_only, transaction
from app.logs import scrub
from tests.conftest import PASSWORD, Person


def make(person: Person, **body: Any) -> Any:
    answer = person.post("/api/auth/tokens", json={"name": "ci", **body})
    assert answer.status_code == 201, answer.json
    return answer.json


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def test_a_token_is_shown_once_kept_as_a_hash_and_signs_its_owner_in(user: Person, anonymous: FlaskClient) -> None:
    made = make(user)

    assert anonymous.get("/api/auth/me", headers=bearer(made["token"])).json["username"] == "ada"
    shown = user.get("/api/auth/tokens").json["items"]
    assert [token["id"] for token in shown] == [made["id"]]
    assert "token" not in shown[0]
    assert shown[0]["hint"] in made["token"]
    with read_only() as session:
        row = session.execute(text("SELECT * FROM api_tokens")).one()
    assert made["token"] not in str(row)
    assert scrub(f"failed with {made['token']}") == "failed with [secret]"


def test_its_form_has_a_checksum_that_scanners_can_check(user: Person) -> None:
    token = make(user)["token"]
    body, digits = token[:-6], token[-6:]
    alphabet = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
    number = 0
    for digit in digits:
        number = number * 62 + alphabet.index(digit)

    assert number == zlib.crc32(body.encode())
    assert pat.is_well_formed(token)
    for forged in (token[:-1] + ("a" if token[-1] != "a" else "b"), token + "x", "luma_pat_", token.swapcase()):
        assert not pat.is_well_formed(forged)


@pytest.mark.parametrize(
    "token", ["luma_pat_", "luma_pat_" + "x" * 58, pat.new().text], ids=["empty", "unlike", "unknown"]
)
def test_a_token_that_is_none_of_ours_is_refused(user: Person, anonymous: FlaskClient, token: str) -> None:
    answer = anonymous.get("/api/auth/me", headers=bearer(token))

    assert (answer.status_code, answer.json["code"]) == (401, "invalid_token")


@pytest.mark.parametrize(
    ("scopes", "reads", "writes", "runs"),
    [
        (["read"], 200, 403, 403),
        (["write"], 403, 200, 403),
        (["run"], 403, 403, 202),
        (["read", "write"], 200, 200, 403),
    ],
)
def test_scopes_bound_what_a_token_may(
    admin: Person, user: Person, anonymous: FlaskClient, scopes: list[str], reads: int, writes: int, runs: int
) -> None:
    script = admin.post("/api/scripts", json={"name": "x", "interpreter": "bash", "content": "true"}).json["id"]
    headers = bearer(make(user, scopes=scopes)["token"])

    assert anonymous.get("/api/projects", headers=headers).status_code == reads
    patched = anonymous.patch("/api/auth/me", json={"display_name": "Ada"}, headers=headers)
    assert patched.status_code == writes
    ran = anonymous.post(f"/api/scripts/{script}/executions", json={}, headers=headers)
    assert ran.status_code == runs
    if reads == 403:
        assert anonymous.get("/api/projects", headers=headers).json["code"] == "insufficient_scope"


def test_an_administrators_token_administers_with_that_scope_only(admin: Person, anonymous: FlaskClient) -> None:
    plain, full = make(admin)["token"], make(admin, scopes=["read", "admin"])["token"]

    assert anonymous.get("/api/users", headers=bearer(plain)).status_code == 403
    assert anonymous.get("/api/users", headers=bearer(full)).status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("get", "/api/auth/tokens", None),
        ("post", "/api/auth/tokens", {"name": "more"}),
        ("get", "/api/auth/sessions", None),
        ("post", "/api/auth/password", {"current_password": PASSWORD, "new_password": "a new long password"}),
        ("post", "/api/auth/logout-all", None),
    ],
)
def test_no_token_changes_what_its_owner_signs_in_with(
    user: Person, anonymous: FlaskClient, method: str, path: str, body: Any
) -> None:
    headers = bearer(make(user)["token"])

    answer = getattr(anonymous, method)(path, json=body, headers=headers)

    assert (answer.status_code, answer.json["code"]) == (403, "insufficient_scope")


def test_a_revoked_token_an_expired_one_and_that_of_a_deactivated_user_are_refused(
    admin: Person, user: Person, anonymous: FlaskClient
) -> None:
    revoked, past, kept = make(user), make(user), make(user)
    with transaction() as session:
        session.execute(
            update(ApiToken).where(ApiToken.hint == past["hint"]).values(expires_at=datetime.now(UTC) - timedelta(1))
        )
    assert user.delete(f"/api/auth/tokens/{revoked['id']}").status_code == 204
    assert user.delete(f"/api/auth/tokens/{revoked['id']}").status_code == 404

    for token in (revoked, past):
        assert anonymous.get("/api/auth/me", headers=bearer(token["token"])).json["code"] == "invalid_token"
    assert anonymous.get("/api/auth/me", headers=bearer(kept["token"])).status_code == 200
    admin.patch(f"/api/users/{user.id}", json={"is_active": False})
    assert anonymous.get("/api/auth/me", headers=bearer(kept["token"])).status_code == 401


def test_the_last_use_is_noted(user: Person, anonymous: FlaskClient) -> None:
    made = make(user)
    assert made["last_used_at"] is None

    anonymous.get("/api/auth/me", headers=bearer(made["token"]))
    first = user.get("/api/auth/tokens").json["items"][0]["last_used_at"]
    anonymous.get("/api/auth/me", headers=bearer(made["token"]))

    assert first is not None
    # At most once a minute.
    assert user.get("/api/auth/tokens").json["items"][0]["last_used_at"] == first


@pytest.mark.parametrize(
    ("body", "field", "code"),
    [
        ({"scopes": []}, "scopes", "too_short"),
        ({"scopes": ["everything"]}, "scopes.0", "not_a_choice"),
        ({"scopes": ["admin"]}, "scopes", "not_a_choice"),
        ({"expires_at": "2020-01-01T00:00:00Z"}, "expires_at", "in_the_past"),
        ({"name": ""}, "name", "too_short"),
        ({"user_id": 1}, "user_id", "unknown"),
    ],
)
def test_a_token_that_cannot_be_is_refused(user: Person, body: dict[str, Any], field: str, code: str) -> None:
    answer = user.post("/api/auth/tokens", json={"name": "ci", **body})

    assert answer.status_code == 422
    assert (answer.json["errors"][0]["field"], answer.json["errors"][0]["code"]) == (field, code)


def test_a_person_has_fifty_tokens_at_most(user: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "MOST_TOKENS", 2)
    make(user)
    make(user)

    answer = user.post("/api/auth/tokens", json={"name": "ci"})

    assert (answer.status_code, answer.json["code"]) == (409, "too_many_tokens")


def test_a_tokens_ticket_opens_a_socket_that_ends_with_the_token(user: Person, anonymous: FlaskClient) -> None:
    made, other = make(user, scopes=["read"]), make(user, scopes=["read"])
    ticket = anonymous.post("/api/auth/ws-ticket", headers=bearer(made["token"])).json["ticket"]

    principal = socket_access.redeem(ticket)
    assert principal is not None
    assert socket_access.redeem(ticket) is None
    second = socket_access.redeem(anonymous.post("/api/auth/ws-ticket", headers=bearer(other["token"])).json["ticket"])
    assert second is not None
    assert list(socket_access.recheck([principal, second])) == [principal, second]
    user.delete(f"/api/auth/tokens/{made['id']}")
    assert list(socket_access.recheck([principal, second])) == [None, second]


def test_a_person_sees_and_ends_their_own_sessions(
    user: Person, person: Callable[..., Person], anonymous: FlaskClient
) -> None:
    body = {"username": "ada", "password": PASSWORD}
    login = anonymous.post("/api/auth/login", json=body, headers={"User-Agent": "Phone"}).json
    bob = person("bob")

    shown = user.get("/api/auth/sessions").json["items"]
    assert [(one["user_agent"], one["is_current"]) for one in shown] == [("Phone", False), ("tests", True)]
    assert bob.delete(f"/api/auth/sessions/{shown[0]['id']}").status_code == 404
    assert user.delete(f"/api/auth/sessions/{shown[0]['id']}").status_code == 204
    assert anonymous.get("/api/auth/me", headers=bearer(login["access_token"])).status_code == 401
    assert user.get("/api/auth/me").status_code == 200
    assert user.delete(f"/api/auth/sessions/{shown[0]['id']}").status_code == 404


def test_an_administrator_ends_all_sessions_of_a_user(admin: Person, user: Person) -> None:
    assert admin.delete(f"/api/users/{user.id}/sessions").status_code == 204
    assert user.get("/api/auth/me").status_code == 401


def test_a_role_that_was_taken_is_gone_at_once_whatever_the_token_says(
    admin: Person, person: Callable[..., Person], anonymous: FlaskClient
) -> None:
    deputy = person("deputy", admin=True)
    token = make(deputy, scopes=["read", "admin"])["token"]
    assert anonymous.get("/api/users", headers=bearer(token)).status_code == 200

    admin.patch(f"/api/users/{deputy.id}", json={"role": "user"})

    assert deputy.get("/api/users").status_code == 401
    assert anonymous.get("/api/users", headers=bearer(token)).status_code == 403
