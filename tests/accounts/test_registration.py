"""Making an account for oneself: closed, by invitation, open."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from apiflask import APIFlask
from flask.testing import FlaskClient
from sqlalchemy import text

from app.accounts import invitations, registration_handlers
from app.accounts.common_passwords import is_common
from app.config import settings
from app.db import transaction
from tests.conftest import Person

PASSWORD = "blue kettle mountain"


@pytest.fixture
def way(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    def choose(chosen: str) -> None:
        changed = dataclasses.replace(settings(), registration=chosen, login_attempts=100)
        for module in (invitations, registration_handlers):
            monkeypatch.setattr(module, "settings", lambda: changed)

    return choose


def register(client: FlaskClient, username: str = "new", **body: Any) -> Any:
    return client.post("/api/auth/register", json={"username": username, "password": PASSWORD, **body})


def invite(admin: Person, **body: Any) -> str:
    answer = admin.post("/api/invitations", json=body)
    assert answer.status_code == 201, answer.json
    url = str(answer.json["url"])
    assert url.startswith(settings().public_url + "/register#i=luma_invite_")
    return url.partition("#i=")[2]


def test_it_is_closed_unless_set_otherwise(anonymous: FlaskClient) -> None:
    answer = register(anonymous)

    assert (answer.status_code, answer.json["code"]) == (403, "registration_closed")
    assert anonymous.get("/api/auth/options").json == {"registration": "closed"}


def test_an_open_one_signs_in_as_a_user(anonymous: FlaskClient, way: Callable[[str], None]) -> None:
    way("open")

    answer = register(anonymous, language="hy")

    assert answer.status_code == 201
    assert (answer.json["user"]["role"], answer.json["user"]["language"]) == ("user", "hy")
    headers = {"Authorization": f"Bearer {answer.json['access_token']}"}
    assert anonymous.get("/api/auth/me", headers=headers).json["username"] == "new"
    assert register(anonymous, "NEW").json["code"] == "name_taken"
    # Nobody makes themself an administrator.
    assert register(anonymous, "eve", role="admin").status_code == 422


def test_an_invitation_lets_one_person_in_with_its_role(
    admin: Person, anonymous: FlaskClient, app: APIFlask, way: Callable[[str], None]
) -> None:
    way("invitation")
    token = invite(admin, role="admin", note="for Eve")
    assert register(anonymous).json["code"] == "registration_closed"

    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(lambda n: register(app.test_client(), f"new{n}", invitation=token), range(8)))

    assert sorted(answer.status_code for answer in answers) == [201] + [410] * 7
    shown = admin.get("/api/invitations").json["items"][0]
    assert shown["used_at"] is not None
    assert token not in str(shown)
    assert admin.get(f"/api/users/{shown['used_by']}").json["role"] == "admin"


def test_an_invitation_is_not_spent_on_an_account_that_was_not_made(
    admin: Person, anonymous: FlaskClient, way: Callable[[str], None]
) -> None:
    way("invitation")
    token = invite(admin)

    assert register(anonymous, "root", invitation=token).json["code"] == "name_taken"
    assert register(anonymous, "new", invitation=token).status_code == 201


def test_late_and_withdrawn_invitations_are_spent(
    admin: Person, anonymous: FlaskClient, way: Callable[[str], None]
) -> None:
    way("invitation")
    late, withdrawn = invite(admin), invite(admin)
    first = admin.get("/api/invitations").json["items"][0]
    assert admin.delete(f"/api/invitations/{first['id']}").status_code == 204
    assert register(anonymous, invitation=withdrawn).json["code"] == "invitation_spent"
    with transaction() as session:
        session.execute(text("UPDATE invitations SET expires_at = now() - interval '1 second'"))

    assert register(anonymous, invitation=late).json["code"] == "invitation_spent"
    assert register(anonymous, invitation="x").json["code"] == "invitation_spent"


def test_attempts_from_one_address_are_limited(anonymous: FlaskClient) -> None:
    for _ in range(5):
        assert register(anonymous).status_code == 403

    assert register(anonymous).status_code == 429


WEAK = [
    "password",
    "Password123!",
    "P@ssw0rd!",
    "12345678",
    "987654321",
    "qwerty123",
    "qwertyuiop",
    "1q2w3e4r",
    "1qaz2wsx",
    "q1w2e3r4",
    "letmein1",
    "iloveyou1",
    "sunshine1",
    "football1",
    "monkey123",
    "trustno1",
    "superman1",
    "abc12345",
    "aaaaaaaa",
    "abcabcabc",
    "11111111",
    "asdfghjkl",
    "zxcvbnm1",
    "admin123",
    "administrator",
    "lumastack1",
    "changeme",
    "welcome123",
    "summer2024",
    "Winter2025!",
    "пароль123",
    "йцукен123",
    "adminadmin",
    "testtest",
    "qweasdzxc",
    "1234qwer",
    "!QAZ2wsx",
    "master123",
    "ada-lovelace",
    "ada-lovelace1",
]


@pytest.mark.parametrize("password", WEAK)
def test_what_anybody_would_try_first_is_refused(admin: Person, password: str) -> None:
    answer = admin.post("/api/users", json={"username": "ada-lovelace", "password": password})

    assert answer.status_code == 422, answer.json
    assert answer.json["errors"][0]["code"] == "common_password"
    assert f'"{password}"' not in answer.text.replace('"field":"password"', "")


@pytest.mark.parametrize(
    "password",
    [
        PASSWORD,
        "correct horse battery staple",
        "Rk8#vLm2pQ",
        "Zürich-Regen-42",
        "s3cret-pass-word",
        "ж" * 3 + "кот ест",
    ],
)
def test_what_is_harder_is_taken_whatever_its_letters(password: str) -> None:
    assert not is_common(password, "ada")
