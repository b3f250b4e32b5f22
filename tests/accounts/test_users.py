"""Profiles, passwords, and users for administrators."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from app.accounts import service
from app.db import transaction
from tests.conftest import PASSWORD, Person


def test_a_person_changes_their_profile_and_is_answered_in_their_language(user: Person) -> None:
    answer = user.patch("/api/auth/me", json={"language": "es", "timezone": "Asia/Yerevan", "preferences": {"a": [1]}})

    assert answer.status_code == 200
    assert answer.json["timezone"] == "Asia/Yerevan"
    assert answer.json["preferences"] == {"a": [1]}
    refused = user.patch("/api/auth/me", json={"timezone": "Mars/Olympus"})
    assert refused.headers["Content-Language"] == "es"


@pytest.mark.parametrize(
    ("body", "field", "code"),
    [
        ({"language": "xx"}, "language", "not_a_choice"),
        ({"timezone": "Mars/Olympus"}, "timezone", "unknown_timezone"),
        ({"display_name": 3}, "display_name", "wrong_type"),
        ({"display_name": None}, "display_name", "wrong_type"),
        ({"display_name": "x" * 201}, "display_name", "too_long"),
        ({"role": "admin"}, "role", "unknown"),
        ({"preferences": {"x": "y" * 20000}}, "preferences", "too_long"),
        ({"preferences": {"n": 10**30}}, "preferences", "invalid"),
        ({"display_name": "a\0b"}, "", "nul"),
        ([], "", "wrong_type"),
    ],
)
def test_a_profile_that_cannot_be_is_refused_by_field(user: Person, body: Any, field: str, code: str) -> None:
    answer = user.patch("/api/auth/me", json=body)

    assert answer.status_code == 422
    assert (answer.json["errors"][0]["field"], answer.json["errors"][0]["code"]) == (field, code)
    assert answer.json["errors"][0]["message"]


def test_a_new_password_ends_the_other_sessions(user: Person, anonymous: FlaskClient) -> None:
    other = anonymous.post("/api/auth/login", json={"username": "ada", "password": PASSWORD}).json

    body = {"current_password": PASSWORD, "new_password": "another long password"}
    assert user.post("/api/auth/password", json=body).status_code == 204

    assert user.get("/api/auth/me").status_code == 200
    headers = {"Authorization": f"Bearer {other['access_token']}"}
    assert anonymous.get("/api/auth/me", headers=headers).status_code == 401


def test_a_password_is_not_changed_without_the_current_one(user: Person) -> None:
    answer = user.post("/api/auth/password", json={"current_password": "wrong", "new_password": "another long one"})

    assert answer.status_code == 422
    assert answer.json["errors"][0]["code"] == "wrong_password"


def test_administrators_add_find_and_change_users(admin: Person) -> None:
    made = admin.post("/api/users", json={"username": "eve", "password": "long enough", "role": "user"})
    assert made.status_code == 201
    assert made.headers["Location"] == f"/api/users/{made.json['id']}"

    assert admin.get("/api/users?q=EV").json["items"][0]["id"] == made.json["id"]
    assert admin.patch(made.headers["Location"], json={"role": "admin"}).json["role"] == "admin"
    taken = admin.post("/api/users", json={"username": "Eve", "password": "long enough"})
    assert (taken.status_code, taken.json["code"]) == (409, "name_taken")


def test_a_deactivated_user_is_out_at_once(admin: Person, user: Person, anonymous: FlaskClient) -> None:
    admin.patch(f"/api/users/{user.id}", json={"is_active": False})

    assert user.get("/api/auth/me").status_code == 401
    login = anonymous.post("/api/auth/login", json={"username": "ada", "password": PASSWORD})
    assert login.status_code == 401


def test_the_last_administrator_stays(admin: Person) -> None:
    for change in ({"role": "user"}, {"is_active": False}):
        answer = admin.patch(f"/api/users/{admin.id}", json=change)
        assert (answer.status_code, answer.json["code"]) == (409, "last_admin")
    assert admin.get("/api/auth/me").json["role"] == "admin"


def test_users_may_not_see_or_change_users_or_the_audit_log(user: Person, admin: Person) -> None:
    assert user.get("/api/users").status_code == 403
    assert user.post("/api/users", json={"not": "even valid"}).status_code == 403
    assert user.get(f"/api/users/{admin.id}").status_code == 403
    assert user.patch(f"/api/users/{user.id}", json={"role": "admin"}).status_code == 403
    assert user.get("/api/audit").status_code == 403


def test_pages_follow_each_other_without_gap_or_repeat(admin: Person, person: Callable[..., Person]) -> None:
    names = {person(f"user{number}").username for number in range(7)} | {"root"}

    seen: list[str] = []
    url = "/api/users?limit=3"
    while True:
        answer = admin.get(url).json
        seen += [item["username"] for item in answer["items"]]
        if answer["next_cursor"] is None:
            break
        url = f"/api/users?limit=3&cursor={answer['next_cursor']}"

    assert len(seen) == len(names)
    assert set(seen) == names


@pytest.mark.parametrize("cursor", ["x", "", "AAAA", "é", "a" * 3000])
def test_a_cursor_that_was_not_given_out_is_refused(admin: Person, cursor: str) -> None:
    answer = admin.get("/api/users", query_string={"cursor": cursor})

    assert answer.status_code == (422 if len(cursor) > 2000 else 400)
    assert answer.json["code"] == ("validation" if len(cursor) > 2000 else "bad_cursor")


def test_a_cursor_of_other_filters_is_refused(admin: Person, person: Callable[..., Person]) -> None:
    for number in range(3):
        person(f"user{number}")
    cursor = admin.get("/api/users?limit=1").json["next_cursor"]

    assert admin.get("/api/users", query_string={"q": "user", "cursor": cursor}).json["code"] == "bad_cursor"


@pytest.mark.parametrize("query", ["limit=0", "limit=201", "limit=x", "unknown=1"])
def test_bad_list_parameters_are_refused(admin: Person, query: str) -> None:
    assert admin.get(f"/api/users?{query}").status_code == 422


def test_critical_actions_are_in_the_audit_log(admin: Person, user: Person, anonymous: FlaskClient) -> None:
    anonymous.post("/api/auth/login", json={"username": "ada", "password": "wrong"})
    admin.patch(f"/api/users/{user.id}", json={"role": "admin"})

    entries = admin.get("/api/audit").json["items"]

    assert [entry["action"] for entry in entries[:2]] == ["user.update", "login"]
    assert entries[0]["actor_name"] == "root"
    assert entries[0]["object_id"] == str(user.id)
    assert (entries[1]["actor_name"], entries[1]["outcome"]) == ("ada", "failed")
    assert admin.get("/api/audit?action=login&outcome=failed").json["items"] == [entries[1]]


def test_a_ticket_serves_once(user: Person) -> None:
    ticket = user.post("/api/auth/ws-ticket").json["ticket"]

    with transaction() as session:
        first = service.redeem_ticket(session, ticket)
    with transaction() as session:
        second = service.redeem_ticket(session, ticket)

    assert first is not None
    assert first.user_id == user.id
    assert second is None


def test_the_first_administrator_is_made_once(app: Any) -> None:
    with transaction() as session:
        assert service.ensure_first_admin(session, "root", "a long password") is not None
    with transaction() as session:
        assert service.ensure_first_admin(session, "other", "a long password") is None
