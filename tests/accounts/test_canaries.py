"""Secrets planted everywhere, then everything searched: logs, Redis with the arguments of tasks, every row."""

from __future__ import annotations

import io
import json
import logging
import time
from collections.abc import Callable, Iterator
from typing import Any

import pyotp
import pytest
import redis
from apiflask import APIFlask
from sqlalchemy import text

from app.db import Base, read_only
from app.logs import configure_logs
from tests.conftest import Person

PASSWORD = "canary-of-the-password-7f3a"
VALUE = "canary-of-the-variable-91bc"
BOT_TOKEN = "987654321:canaryOfTheBotToken_0123456789abcdefgh"


@pytest.fixture
def logged(app: APIFlask) -> Iterator[io.StringIO]:
    """Everything that is logged, however little it matters, in the form in which it leaves the process."""
    written = io.StringIO()
    root = logging.getLogger()
    before = root.handlers[:], root.level
    configure_logs("api")
    handler = logging.StreamHandler(written)
    handler.setFormatter(root.handlers[0].formatter)
    root.handlers[:] = [handler]
    root.setLevel(logging.DEBUG)
    yield written
    root.handlers[:], level = before
    root.setLevel(level)


def in_redis(client: redis.Redis) -> str:
    """All keys and values."""
    parts: list[Any] = []
    readers: dict[bytes, Callable[[bytes], Any]] = {
        b"string": client.get,
        b"list": lambda key: client.lrange(key, 0, -1),
        b"set": client.smembers,
        b"hash": client.hgetall,
        b"zset": lambda key: client.zrange(key, 0, -1),
        b"stream": client.xrange,
    }
    for key in client.scan_iter():
        parts += [key, readers[client.type(key)](key)]
    return repr(parts)


def in_database() -> str:
    """Every row of every table as text; bytes as hexadecimal digits, which are searched for as well."""
    with read_only() as session:
        return "\n".join(
            f"{table.name}: {row}"
            for table in Base.metadata.sorted_tables
            for row in session.scalars(text(f'SELECT t::text FROM "{table.name}" t'))
        )


def traces(place: str, canary: str) -> bool:
    return canary in place or canary.encode().hex() in place.lower()


def test_no_secret_is_found_anywhere(
    app: APIFlask, admin: Person, user: Person, logged: io.StringIO, redis_client: redis.Redis,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    from app.accounts import service
    from tests.conftest import PASSWORD as OLD_PASSWORD

    canaries: dict[str, str] = {"password": PASSWORD, "variable": VALUE, "bot token": BOT_TOKEN}
    client = app.test_client()
    body = {"current_password": OLD_PASSWORD, "new_password": PASSWORD}
    assert user.post("/api/auth/password", json=body).status_code == 204
    login = client.post("/api/auth/login", json={"username": "ada", "password": PASSWORD}).json
    canaries |= {"access": login["access_token"], "refresh": login["refresh_token"]}
    browser = app.test_client()
    cookies = {"username": "ada", "password": PASSWORD}
    browser.post("/api/auth/login", json=cookies, headers={"X-Luma-Client": "browser"})
    for name in ("luma_access", "luma_csrf"):
        kept = browser.get_cookie(name)
        assert kept is not None
        canaries[f"cookie {name}"] = kept.value
    refresh = browser.get_cookie("luma_refresh", path="/api/auth")
    assert refresh is not None
    canaries["cookie luma_refresh"] = refresh.value
    canaries["pat"] = user.post("/api/auth/tokens", json={"name": "ci"}).json["token"]
    canaries["ticket"] = user.post("/api/auth/ws-ticket").json["ticket"]
    canaries["invitation"] = admin.post("/api/invitations", json={}).json["url"].partition("#i=")[2]
    enrolment = user.post("/api/auth/second-factor", json={"current_password": PASSWORD}).json
    canaries["totp"] = enrolment["secret"]
    code = pyotp.TOTP(enrolment["secret"]).at(time.time())
    confirmed = user.post("/api/auth/second-factor/confirm", json={"otp": code}).json
    canaries["recovery"] = confirmed["recovery_codes"][0]
    assert admin.put("/api/variables/TOKEN", json={"value": VALUE}).status_code == 200
    script = {"name": "x", "interpreter": "bash", "content": "true"}
    script_id = admin.post("/api/scripts", json=script).json["id"]
    assert admin.post(f"/api/scripts/{script_id}/executions", json={}).status_code == 202
    # What goes wrong is logged most: wrong passwords, broken bodies, and a fault of ours that speaks of a secret.
    client.post("/api/auth/login", json={"username": "ada", "password": PASSWORD + "x"})
    client.post("/api/auth/login", json={"username": PASSWORD, "password": "x"})
    client.post("/api/auth/login", json={"username": PASSWORD, "password": "x", "unknown": PASSWORD})
    client.post("/api/auth/login", data=json.dumps({"password": PASSWORD})[:-1], content_type="application/json")
    client.get("/api/auth/me", headers={"Authorization": f"Bearer {canaries['pat'][:-1]}x"})
    admin.put("/api/variables/TOKEN", json={"value": VALUE, "more": 1})

    def fail(*_: Any, **__: Any) -> Any:
        raise RuntimeError(f"cannot reach https://api.telegram.org/bot{BOT_TOKEN}/x with {canaries['pat']}")

    monkeypatch.setattr(service, "list_people", fail)
    assert user.get("/api/people").status_code == 500
    logging.getLogger("library").error(
        "%s failed: postgresql://u:%s@h/x", f"Bearer {login['access_token']}", PASSWORD, extra={"password": PASSWORD}
    )

    places = {"log": logged.getvalue(), "Redis": in_redis(redis_client), "database": in_database()}
    assert all(len(place) > 500 for place in places.values())
    assert "unhandled_error" in places["log"]
    found = [
        (what, where) for what, canary in canaries.items() for where, place in places.items() if traces(place, canary)
    ]
    assert found == []
