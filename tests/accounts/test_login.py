"""Signing in and out by password."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import jwt
import pytest
from apiflask import APIFlask
from flask.testing import FlaskClient

from app.accounts.keys import ring
from tests.conftest import PASSWORD, Person


def login(client: FlaskClient, username: str, password: str = PASSWORD, **options: Any) -> Any:
    return client.post("/api/auth/login", json={"username": username, "password": password}, **options)


def test_a_right_password_gives_a_pair_of_tokens_and_the_user(user: Person, anonymous: FlaskClient) -> None:
    answer = login(anonymous, "ADA")

    assert answer.status_code == 200
    assert answer.json["token_type"] == "Bearer"
    assert answer.json["expires_in"] == 900
    assert answer.json["user"]["username"] == "ada"
    assert answer.json["user"]["id"] == str(user.id)
    assert "password" not in answer.text.replace("password_hash", "password") or "password" not in answer.json["user"]


def test_an_access_token_is_signed_with_a_published_key_and_carries_the_claims(
    user: Person, anonymous: FlaskClient
) -> None:
    token = login(anonymous, "ada").json["access_token"]

    published = anonymous.get("/.well-known/jwks.json").json
    header = jwt.get_unverified_header(token)
    key = next(key for key in published["keys"] if key["kid"] == header["kid"])
    claims = jwt.decode(token, jwt.PyJWK(key).key, algorithms=["RS256"], audience="lumastack-api", issuer="lumastack")

    assert header["alg"] == "RS256"
    assert claims["user_id"] == claims["sub"] == str(user.id)
    assert claims["role"] == "user"
    assert claims["telegram_user_id"] is None
    assert "d" not in key


@pytest.mark.parametrize(("name", "password"), [("ada", "wrong"), ("nobody", PASSWORD), ("ada", ""), ("ada", "ж" * 41)])
def test_a_wrong_password_and_an_unknown_user_are_answered_alike(
    user: Person, anonymous: FlaskClient, name: str, password: str
) -> None:
    answer = login(anonymous, name, password)

    assert answer.status_code == 401
    assert answer.json["code"] == "invalid_credentials"
    assert answer.mimetype == "application/problem+json"


def test_a_million_characters_are_a_wrong_password(user: Person, anonymous: FlaskClient) -> None:
    assert login(anonymous, "ada", "x" * 1_000_000).status_code == 401


def test_a_long_password_is_not_cut(admin: Person, anonymous: FlaskClient) -> None:
    long = "ж" * 60
    admin.post("/api/users", json={"username": "bob", "password": long})

    assert login(anonymous, "bob", long[:-1] + "x").status_code == 401
    assert login(anonymous, "bob", long).status_code == 200


def test_the_sixth_attempt_in_a_minute_is_refused_with_the_time_to_wait(user: Person, anonymous: FlaskClient) -> None:
    for _ in range(5):
        assert login(anonymous, "ada", "wrong").status_code == 401

    answer = login(anonymous, "ada")

    assert answer.status_code == 429
    assert answer.json["code"] == "rate_limited"
    assert 1 <= int(answer.headers["Retry-After"]) <= 60


def test_failures_from_one_address_are_limited_over_all_accounts(user: Person, anonymous: FlaskClient) -> None:
    for number in range(5):
        login(anonymous, f"guess{number}", "wrong")

    assert login(anonymous, "ada").status_code == 429
    assert login(anonymous, "ada", environ_base={"REMOTE_ADDR": "127.0.0.9"}).status_code == 200


def test_a_forged_forwarded_address_does_not_escape_the_limit(user: Person, anonymous: FlaskClient) -> None:
    for number in range(5):
        login(anonymous, f"guess{number}", "wrong", headers={"X-Forwarded-For": f"10.0.0.{number}"})

    assert login(anonymous, "ada", headers={"X-Forwarded-For": "10.0.0.99"}).status_code == 429


def test_logging_out_ends_the_session_at_once(user: Person) -> None:
    assert user.get("/api/auth/me").status_code == 200

    assert user.post("/api/auth/logout").status_code == 204

    assert user.get("/api/auth/me").status_code == 401


def test_logging_out_everywhere_ends_other_sessions_too(user: Person, anonymous: FlaskClient) -> None:
    other = login(anonymous, "ada").json

    user.post("/api/auth/logout-all")

    headers = {"Authorization": f"Bearer {other['access_token']}"}
    assert anonymous.get("/api/auth/me", headers=headers).status_code == 401
    headers = {"Authorization": f"Bearer {other['refresh_token']}"}
    assert anonymous.post("/api/auth/refresh", headers=headers).status_code == 401


def refresh(client: FlaskClient, token: str) -> Any:
    return client.post("/api/auth/refresh", headers={"Authorization": f"Bearer {token}"})


def test_a_refresh_token_gives_a_new_pair(user: Person, anonymous: FlaskClient) -> None:
    first = login(anonymous, "ada").json

    second = refresh(anonymous, first["refresh_token"])

    assert second.status_code == 200
    assert second.json["refresh_token"] != first["refresh_token"]
    assert refresh(anonymous, second.json["refresh_token"]).status_code == 200


def test_a_refresh_token_used_again_later_ends_the_whole_family(user: Person, anonymous: FlaskClient) -> None:
    first = login(anonymous, "ada").json["refresh_token"]
    second = refresh(anonymous, first).json["refresh_token"]
    third = refresh(anonymous, second).json

    answer = refresh(anonymous, first)

    assert answer.status_code == 401
    assert answer.json["code"] == "token_reused"
    assert refresh(anonymous, third["refresh_token"]).status_code == 401
    headers = {"Authorization": f"Bearer {third['access_token']}"}
    assert anonymous.get("/api/auth/me", headers=headers).status_code == 401


def test_of_thirty_refreshes_at_once_one_wins_and_the_session_lives(
    user: Person, app: APIFlask, anonymous: FlaskClient
) -> None:
    token = login(anonymous, "ada").json["refresh_token"]

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda _: refresh(app.test_client(), token), range(30)))

    winners = [answer for answer in answers if answer.status_code == 200]
    assert len(winners) == 1
    assert {answer.json["code"] for answer in answers if answer is not winners[0]} == {"refresh_in_progress"}
    assert refresh(anonymous, winners[0].json["refresh_token"]).status_code == 200


def test_a_browser_gets_cookies_that_scripts_cannot_read_and_needs_the_csrf_header(user: Person, app: APIFlask) -> None:
    browser = app.test_client()
    answer = login(browser, "ada", headers={"X-Luma-Client": "browser"})
    cookies = {line.partition("=")[0]: line for line in answer.headers.getlist("Set-Cookie")}

    assert "HttpOnly" in cookies["luma_access"]
    assert "HttpOnly" in cookies["luma_refresh"]
    assert "SameSite=Strict" in cookies["luma_refresh"]
    assert "HttpOnly" not in cookies["luma_csrf"]
    assert browser.get("/api/auth/me").status_code == 200
    refused = browser.patch("/api/auth/me", json={"display_name": "Ada"})
    assert (refused.status_code, refused.json["code"]) == (401, "csrf_failed")
    csrf = browser.get_cookie("luma_csrf")
    assert csrf is not None
    headers = {"X-CSRF-Token": csrf.value}
    assert browser.patch("/api/auth/me", json={"display_name": "Ada"}, headers=headers).status_code == 200
    assert browser.post("/api/auth/refresh").json["code"] == "csrf_failed"
    assert browser.post("/api/auth/refresh", headers=headers).status_code == 200


def forged(claims: dict[str, Any], **options: Any) -> str:
    return jwt.encode(claims, **options)


def test_forged_tokens_are_refused(user: Person, anonymous: FlaskClient) -> None:
    token = user.headers["Authorization"].removeprefix("Bearer ")
    claims = jwt.decode(token, options={"verify_signature": False})
    active = ring.active()
    without_exp = {name: value for name, value in claims.items() if name != "exp"}
    forgeries = {
        "alg none": jwt.encode(claims, None, algorithm="none", headers={"kid": active.kid}),
        "HS256": jwt.encode(claims, "x" * 64, algorithm="HS256", headers={"kid": active.kid}),
        "unknown kid": jwt.encode(claims, active.private, algorithm="RS256", headers={"kid": "unknown"}),
        "no kid": jwt.encode(claims, active.private, algorithm="RS256"),
        "no exp": jwt.encode(without_exp, active.private, algorithm="RS256", headers={"kid": active.kid}),
        "other audience": jwt.encode(
            {**claims, "aud": "elsewhere"}, active.private, algorithm="RS256", headers={"kid": active.kid}
        ),
        "expired": jwt.encode({**claims, "exp": 1}, active.private, algorithm="RS256", headers={"kid": active.kid}),
        "not a token": "a.b.c",
    }

    for name, forgery in forgeries.items():
        answer = anonymous.get("/api/auth/me", headers={"Authorization": f"Bearer {forgery}"})
        assert answer.status_code == 401, name
        assert answer.json["code"] == ("token_expired" if name == "expired" else "invalid_token"), name
    assert user.get("/api/auth/me").status_code == 200


def test_limits_hold_in_the_process_while_redis_is_away(
    user: Person, anonymous: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app import config, ratelimit

    monkeypatch.setenv("REDIS_URL", "redis://127.0.0.1:1/0")
    for cached in (config.settings, ratelimit._shared, ratelimit._local):
        cached.cache_clear()
    try:
        answers = [login(anonymous, "ada", "wrong").status_code for _ in range(6)]
    finally:
        monkeypatch.undo()
        for cached in (config.settings, ratelimit._shared, ratelimit._local):
            cached.cache_clear()
        ratelimit._breaker.succeeded()

    assert answers == [401] * 5 + [429]
