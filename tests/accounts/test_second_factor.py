"""The second factor: authenticators and recovery codes."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pyotp
import pytest
from apiflask import APIFlask
from flask.testing import FlaskClient
from sqlalchemy import text

from app.accounts import second_factor
from app.accounts.models import User
from app.db import read_only, transaction
from tests.conftest import PASSWORD, Person


def login(client: FlaskClient, otp: str | None = None, password: str = PASSWORD, address: str = "10.1.1.1") -> Any:
    body = {"username": "ada", "password": password, **({"otp": otp} if otp is not None else {})}
    return client.post("/api/auth/login", json=body, environ_base={"REMOTE_ADDR": address})


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """More attempts a minute than people have."""
    import dataclasses

    from app.accounts import handlers, second_factor_handlers
    from app.config import settings

    relaxed = dataclasses.replace(settings(), login_attempts=1000)
    monkeypatch.setattr(handlers, "settings", lambda: relaxed)
    monkeypatch.setattr(second_factor_handlers, "settings", lambda: relaxed)


class Authenticator:
    """An app on a phone, which can be asked for the code of other times."""

    def __init__(self, secret: str) -> None:
        self.totp = pyotp.TOTP(secret)

    def code(self, steps: int = 0) -> str:
        return self.totp.at(time.time() + steps * 30)


@pytest.fixture
def enrolled(user: Person, patient: None) -> tuple[Authenticator, list[str]]:
    made = user.post("/api/auth/second-factor", json={"current_password": PASSWORD})
    assert made.status_code == 201, made.json
    phone = Authenticator(made.json["secret"])
    on = user.post("/api/auth/second-factor/confirm", json={"otp": phone.code(-1)})
    assert on.status_code == 200, on.json
    return phone, on.json["recovery_codes"]


def test_an_authenticator_is_begun_with_a_picture_and_counts_once_it_is_confirmed(
    user: Person, anonymous: FlaskClient, patient: None
) -> None:
    made = user.post("/api/auth/second-factor", json={"current_password": PASSWORD}).json

    assert made["uri"].startswith("otpauth://totp/LumaStack:ada?secret=" + made["secret"])
    assert made["qr"].startswith("data:image/svg+xml")
    assert login(anonymous).status_code == 200
    assert user.post("/api/auth/second-factor/confirm", json={"otp": "000000"}).json["code"] == "invalid_otp"
    assert user.get("/api/auth/second-factor").json == {"enabled_at": None, "recovery_codes_left": 0}
    phone = Authenticator(made["secret"])
    assert user.post("/api/auth/second-factor/confirm", json={"otp": phone.code()}).status_code == 200
    assert user.get("/api/auth/me").json["has_second_factor"] is True
    again = user.post("/api/auth/second-factor", json={"current_password": PASSWORD})
    assert (again.status_code, again.json["code"]) == (409, "second_factor_on")


def test_nobody_begins_without_the_password(user: Person) -> None:
    answer = user.post("/api/auth/second-factor", json={"current_password": "wrong"})

    assert answer.status_code == 422
    assert answer.json["errors"][0]["code"] == "wrong_password"


def test_signing_in_takes_the_password_and_then_a_code(
    enrolled: tuple[Authenticator, list[str]], anonymous: FlaskClient
) -> None:
    phone, _ = enrolled

    asked = login(anonymous)
    assert (asked.status_code, asked.json["code"]) == (401, "second_factor_required")
    # Who does not know the password is not told that there is a second factor.
    assert login(anonymous, password="wrong").json["code"] == "invalid_credentials"
    assert login(anonymous, phone.code(), password="wrong").json["code"] == "invalid_credentials"
    assert login(anonymous, "000000").json["code"] == "invalid_otp"
    assert login(anonymous, phone.code()).status_code == 200


def test_a_code_serves_once_and_none_that_is_older_than_one_used(
    enrolled: tuple[Authenticator, list[str]], anonymous: FlaskClient
) -> None:
    phone, _ = enrolled
    code, older = phone.code(1), phone.code(0)

    assert login(anonymous, code).status_code == 200
    assert login(anonymous, code).json["code"] == "invalid_otp"
    assert login(anonymous, older).json["code"] == "invalid_otp"
    assert login(anonymous, phone.code(5)).json["code"] == "invalid_otp"


def test_of_ten_who_show_a_code_at_once_one_gets_in(enrolled: tuple[Authenticator, list[str]], app: APIFlask) -> None:
    code = enrolled[0].code(1)

    with ThreadPoolExecutor(5) as threads:
        answers = list(threads.map(lambda _: login(app.test_client(), code).status_code, range(10)))

    assert answers.count(200) == 1


def test_a_recovery_code_serves_once(enrolled: tuple[Authenticator, list[str]], user: Person, app: APIFlask) -> None:
    codes = enrolled[1]
    assert len(set(codes)) == 10

    assert login(app.test_client(), codes[3].upper()).status_code == 200
    assert login(app.test_client(), codes[3]).json["code"] == "invalid_otp"
    assert login(app.test_client(), codes[4].replace("-", " ")).status_code == 200
    assert user.get("/api/auth/second-factor").json["recovery_codes_left"] == 8


def test_recovery_codes_are_renewed_and_the_old_ones_are_void(
    enrolled: tuple[Authenticator, list[str]], user: Person, anonymous: FlaskClient
) -> None:
    phone, old = enrolled
    proof = {"current_password": PASSWORD, "otp": phone.code()}

    renewed = user.post("/api/auth/second-factor/recovery-codes", json=proof).json["recovery_codes"]

    assert not set(renewed) & set(old)
    assert login(anonymous, old[0]).json["code"] == "invalid_otp"
    assert login(anonymous, renewed[0]).status_code == 200


def test_turning_it_off_takes_the_password_and_a_code(
    enrolled: tuple[Authenticator, list[str]], user: Person, anonymous: FlaskClient
) -> None:
    phone, codes = enrolled
    path = "/api/auth/second-factor/remove"

    assert user.post(path, json={"current_password": "wrong", "otp": phone.code()}).status_code == 422
    assert user.post(path, json={"current_password": PASSWORD, "otp": "000000"}).status_code == 401
    assert user.post(path, json={"current_password": PASSWORD, "otp": codes[0]}).status_code == 204
    assert login(anonymous).status_code == 200
    assert user.post(path, json={"current_password": PASSWORD, "otp": codes[1]}).json["code"] == "second_factor_off"
    with read_only() as session:
        assert session.scalar(text("SELECT count(*) FROM second_factors")) == 0
        assert session.scalar(text("SELECT count(*) FROM recovery_codes")) == 0


def test_an_administrator_takes_off_the_factor_of_somebody_who_lost_it(
    enrolled: tuple[Authenticator, list[str]], admin: Person, user: Person, anonymous: FlaskClient
) -> None:
    assert admin.delete(f"/api/users/{user.id}/second-factor").status_code == 204

    assert user.get("/api/auth/me").status_code == 401
    assert login(anonymous).status_code == 200


def test_another_password_does_not_take_it_off(
    enrolled: tuple[Authenticator, list[str]], admin: Person, user: Person, anonymous: FlaskClient
) -> None:
    admin.patch(f"/api/users/{user.id}", json={"password": "set by somebody else"})

    assert login(anonymous, password="set by somebody else").json["code"] == "second_factor_required"


def test_codes_cannot_be_guessed_from_many_addresses(
    enrolled: tuple[Authenticator, list[str]], app: APIFlask, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.accounts import second_factor_handlers

    monkeypatch.setattr(second_factor_handlers, "OTP_FAILURES_AN_HOUR", 3)
    for number in range(3):
        assert login(app.test_client(), "000000", address=f"10.0.0.{number}").json["code"] == "invalid_otp"

    answer = login(app.test_client(), enrolled[0].code(), address="10.0.0.9")

    assert answer.status_code == 429
    assert 60 < int(answer.headers["Retry-After"]) <= 3600


def test_the_secret_is_encrypted_for_its_owner_alone(
    enrolled: tuple[Authenticator, list[str]], user: Person, admin: Person
) -> None:
    from app.crypto import Undecryptable, decrypt

    phone, codes = enrolled
    with read_only() as session:
        row = session.execute(text("SELECT secret FROM second_factors")).one()
        hashes = session.execute(text("SELECT hash FROM recovery_codes")).scalars().all()
    assert decrypt(bytes(row.secret), f"second_factor:{user.id}").decode() == phone.totp.secret
    with pytest.raises(Undecryptable):
        decrypt(bytes(row.secret), f"second_factor:{admin.id}")
    assert not any(code.replace("-", "").encode() in bytes(kept) for code in codes for kept in hashes)


@pytest.mark.parametrize("code", ["", "12345", "1234567", "١٢٣٤٥٦", "x" * 100, "123456\n", "-" * 6])
def test_what_is_no_code_is_a_wrong_code(
    enrolled: tuple[Authenticator, list[str]], user: Person, anonymous: FlaskClient, code: str
) -> None:
    assert login(anonymous, code).json["code"] == "invalid_otp"
    with transaction() as session:
        assert not second_factor.use(session, session.get_one(User, user.id), code)
