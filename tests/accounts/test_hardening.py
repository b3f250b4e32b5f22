"""What a security engineer tries: forged tokens, timing, cookies, headers, origins, bodies, lifetimes."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import hmac
import json
import statistics
import time
from typing import Any

import bcrypt
import jwt
import pytest
from apiflask import APIFlask
from cryptography.hazmat.primitives import serialization
from flask.testing import FlaskClient
from sqlalchemy import text

from app.accounts import handlers, passwords, tokens
from app.accounts.keys import ring
from app.config import settings
from app.db import transaction
from app.main import create_app
from app.problems import MAX_BODY_BYTES
from tests.conftest import PASSWORD, Person


def _b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def test_a_token_signed_with_our_public_key_as_a_shared_secret_is_refused(user: Person) -> None:
    claims = jwt.decode(user.headers["Authorization"].partition(" ")[2], options={"verify_signature": False})
    key = ring.active()
    for encoding, form in (
        (serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo),
        (serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo),
        (serialization.Encoding.PEM, serialization.PublicFormat.PKCS1),
    ):
        secret = key.public.public_bytes(encoding, form)
        head = _b64(json.dumps({"alg": "HS256", "typ": "JWT", "kid": key.kid}).encode())
        body = _b64(json.dumps(claims).encode())
        forged = f"{head}.{body}.{_b64(hmac.new(secret, f'{head}.{body}'.encode(), hashlib.sha256).digest())}"
        answer = user.client.get("/api/auth/me", headers={"Authorization": f"Bearer {forged}"})
        assert (answer.status_code, answer.json["code"]) == (401, "invalid_token")


@pytest.mark.parametrize("header", ["jku", "x5u", "jwk"])
def test_a_key_that_a_token_brings_along_is_not_used(user: Person, header: str) -> None:
    from cryptography.hazmat.primitives.asymmetric import rsa

    from app.accounts.keys import Key, thumbprint
    from app.accounts.models import KeyState

    own = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    jwk = Key(thumbprint(own.public_key()), KeyState.ACTIVE, own, own.public_key()).jwk()
    claims = jwt.decode(user.headers["Authorization"].partition(" ")[2], options={"verify_signature": False})
    brought = {"jwk": jwk, "jku": "http://127.0.0.1:1/keys", "x5u": "http://127.0.0.1:1/cert"}[header]

    forged = jwt.encode(claims, own, algorithm="RS256", headers={"kid": jwk["kid"], header: brought})

    answer = user.client.get("/api/auth/me", headers={"Authorization": f"Bearer {forged}"})
    assert answer.json["code"] == "invalid_token"


def test_a_token_in_the_address_is_not_looked_at(user: Person) -> None:
    token = user.headers["Authorization"].partition(" ")[2]

    assert user.client.get(f"/api/auth/me?access_token={token}&jwt={token}").status_code == 401


def test_a_refresh_token_is_no_access_token_and_the_other_way_round(user: Person, anonymous: FlaskClient) -> None:
    login = anonymous.post("/api/auth/login", json={"username": "ada", "password": PASSWORD}).json

    def with_token(method: str, path: str, token: str) -> str:
        answer = getattr(anonymous, method)(path, headers={"Authorization": f"Bearer {token}"})
        return str(answer.json["code"])

    assert with_token("get", "/api/auth/me", login["refresh_token"]) == "invalid_token"
    assert with_token("post", "/api/auth/refresh", login["access_token"]) == "invalid_token"


def test_unknown_and_known_names_cost_the_same_work(
    user: Person, anonymous: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked: list[bytes] = []
    real = bcrypt.checkpw

    def count(password: bytes, hashed: bytes) -> bool:
        checked.append(hashed[:7])
        return real(password, hashed)

    monkeypatch.setattr(passwords.bcrypt, "checkpw", count)
    for name in ("ada", "nobody"):
        anonymous.post("/api/auth/login", json={"username": name, "password": "wrong"})

    assert checked == [b"$2b$12$", b"$2b$12$"]


def test_over_two_hundred_tries_nobody_can_tell_a_known_name_by_its_time(
    app: APIFlask, user: Person, anonymous: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Cheap hashes, so that what is beside them shows: any difference there is would be a larger part of the whole.
    cheap = passwords._V1 + bcrypt.hashpw(passwords._prehash("x"), bcrypt.gensalt(6)).decode()
    with transaction() as session:
        session.execute(text("UPDATE users SET password_hash = :hash"), {"hash": cheap})
    monkeypatch.setattr(passwords, "_nobody", lambda: cheap)
    relaxed = dataclasses.replace(settings(), login_attempts=100_000)
    monkeypatch.setattr(handlers, "settings", lambda: relaxed)
    took: dict[str, list[float]] = {"ada": [], "nobody": []}

    for number in range(200):
        # In turn, and now one first, now the other: whatever else the machine does meets both alike.
        for name in ("ada", "nobody") if number % 2 else ("nobody", "ada"):
            began = time.perf_counter()
            answer = anonymous.post("/api/auth/login", json={"username": name, "password": "wrong"})
            took[name].append(time.perf_counter() - began)
            assert answer.json["code"] == "invalid_credentials"

    # The share of pairs in which the known name took longer: half, give or take four standard deviations.
    longer = sum(known > unknown for known, unknown in zip(took["ada"], took["nobody"], strict=True))
    assert 72 <= longer <= 128, (longer, statistics.median(took["ada"]), statistics.median(took["nobody"]))


def test_cookies_of_a_site_over_https_never_leave_it_in_clear(user: Person) -> None:
    secure = dataclasses.replace(settings(), public_url="https://luma.example")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tokens, "settings", lambda: secure)
        client = create_app(secure).test_client()
        body = {"username": "ada", "password": PASSWORD}
        answer = client.post("/api/auth/login", json=body, headers={"X-Luma-Client": "browser"})

    cookies = answer.headers.getlist("Set-Cookie")
    assert len(cookies) == 3
    assert all("Secure" in cookie and "SameSite" in cookie for cookie in cookies)
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    assert answer.json["access_token"] == answer.json["refresh_token"] == ""


def test_every_answer_carries_the_headers_that_browsers_obey(anonymous: FlaskClient) -> None:
    for path in ("/", "/api/auth/me", "/api/nowhere", "/healthz"):
        headers = anonymous.get(path).headers
        policy = headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in policy
        assert "base-uri 'none'" in policy
        assert "unsafe" not in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert "charset=utf-8" in headers["Content-Type"] or "json" in headers["Content-Type"]
    assert anonymous.get("/api/auth/me").headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "https://good.example.evil.example"])
def test_no_page_of_another_origin_reads_an_answer(app: APIFlask, user: Person, origin: str) -> None:
    allowed = dataclasses.replace(settings(), cors_origins=("https://good.example",))
    client = create_app(allowed).test_client()

    refused = client.get("/api/auth/me", headers={**user.headers, "Origin": origin})
    answered = client.get("/api/auth/me", headers={**user.headers, "Origin": "https://good.example"})

    assert "Access-Control-Allow-Origin" not in refused.headers
    assert answered.headers["Access-Control-Allow-Origin"] == "https://good.example"
    assert "Origin" in answered.headers["Vary"]


def test_a_body_beyond_the_limit_is_not_read(user: Person) -> None:
    answer = user.patch("/api/auth/me", data=b"x" * (MAX_BODY_BYTES + 1), content_type="application/json")

    assert (answer.status_code, answer.json["code"]) == (413, "too_large")


def test_safe_methods_change_nothing(app: APIFlask) -> None:
    unsafe = {"POST", "PUT", "PATCH", "DELETE"}
    named = [
        rule for rule in app.url_map.iter_rules() if rule.methods and rule.methods & unsafe and "GET" in rule.methods
    ]

    assert named == []


def test_a_session_ends_by_idleness_and_by_age(user: Person, anonymous: FlaskClient) -> None:
    def refresh(token: str) -> Any:
        return anonymous.post("/api/auth/refresh", headers={"Authorization": f"Bearer {token}"})

    login = anonymous.post("/api/auth/login", json={"username": "ada", "password": PASSWORD}).json
    with transaction() as session:
        session.execute(text("UPDATE refresh_tokens SET expires_at = now() - interval '1 second'"))
    assert refresh(login["refresh_token"]).json["code"] == "invalid_token"
    login = anonymous.post("/api/auth/login", json={"username": "ada", "password": PASSWORD}).json
    renewed = refresh(login["refresh_token"]).json
    with transaction() as session:
        session.execute(text("UPDATE sessions SET expires_at = now() - interval '1 second'"))
    assert refresh(renewed["refresh_token"]).json["code"] == "invalid_token"
    headers = {"Authorization": f"Bearer {renewed['access_token']}"}
    assert anonymous.get("/api/auth/me", headers=headers).json["code"] == "invalid_token"


def test_a_password_is_rehashed_at_login_where_its_cost_was_lower(user: Person, anonymous: FlaskClient) -> None:
    cheap = passwords._V1 + bcrypt.hashpw(passwords._prehash(PASSWORD), bcrypt.gensalt(6)).decode()
    with transaction() as session:
        session.execute(text("UPDATE users SET password_hash = :hash"), {"hash": cheap})

    assert anonymous.post("/api/auth/login", json={"username": "ada", "password": PASSWORD}).status_code == 200

    with transaction() as session:
        kept = session.scalar(text("SELECT password_hash FROM users WHERE username = 'ada'"))
    assert kept.startswith("v1$$2b$12$")
    assert anonymous.post("/api/auth/login", json={"username": "ada", "password": PASSWORD}).status_code == 200
