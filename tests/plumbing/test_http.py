"""What every answer has in common: problems, ids, headers, tags, and the document that says so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from apiflask import APIFlask
from flask.testing import FlaskClient
from sqlalchemy import create_engine, text

from app import config, db
from app.errors import ERRORS
from app.http import encode_cursor
from tests.conftest import Person

UNKNOWN = "01890000-0000-7000-8000-000000000000"
PROBLEM = {"type", "title", "status", "detail", "code", "request_id"}


def operations(app: APIFlask) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every operation of the document: method, path with example ids, and what the document says of it."""
    spec = app.spec
    assert isinstance(spec, dict)
    for path, methods in spec["paths"].items():
        for method, operation in methods.items():
            if method in {"get", "post", "put", "patch", "delete"}:
                yield method, path, operation


def filled(path: str) -> str:
    """A path with an id that does not exist in each place."""
    for name in ("name", "provider", "sha"):
        path = path.replace(f"{{{name}}}", "nothing")
    return "/".join(UNKNOWN if "{" in part else part for part in path.split("/"))


def is_problem(answer: Any) -> bool:
    return answer.mimetype == "application/problem+json" and answer.json.keys() >= PROBLEM


def test_the_document_is_openapi_3_1_and_names_every_error_code(anonymous: FlaskClient) -> None:
    document = anonymous.get("/api/openapi.json").json

    assert document["openapi"].startswith("3.1")
    assert document["components"]["schemas"]["Problem"]["properties"]["code"]["enum"] == sorted(ERRORS)


def test_every_operation_says_what_it_is_for(app: APIFlask) -> None:
    for method, path, operation in operations(app):
        assert operation.get("summary"), f"{method} {path}"
        assert operation.get("tags"), f"{method} {path}"


PUBLIC = {
    "/api/auth/login", "/api/auth/register", "/api/auth/options", "/api/auth/refresh", "/api/languages",
    "/api/auth/magic-link", "/api/auth/magic-link/look", "/api/auth/magic-link/redeem",
}  # fmt: skip


def test_every_operation_but_the_public_ones_asks_who(app: APIFlask, anonymous: FlaskClient) -> None:
    for method, path, _ in operations(app):
        if path in PUBLIC or path.startswith("/api/webhooks/"):
            continue
        answer = getattr(anonymous, method)(filled(path))
        assert answer.status_code == 401, f"{method} {path}"
        assert answer.json["code"] == "unauthorized"
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")


HOSTILE: tuple[Any, ...] = (
    [],
    None,
    "text",
    3,
    {"unknown": 1},
    {"name": "a\0b", "path": "\0", "value": "\0", "body": "\0", "content": "\0", "username": "\0", "password": "\0"},
    {"name": {}, "path": [], "value": 3, "body": None, "content": 3, "username": [], "password": {}},
    {"name": "\ud800"},
    {"id": 10**400},
)


def test_no_bad_body_makes_any_operation_fail_on_our_side(app: APIFlask, admin: Person) -> None:
    for method, path, operation in operations(app):
        if "requestBody" not in operation:
            continue
        url = filled(path)
        for body in HOSTILE:
            answer = getattr(admin, method)(url, json=body)
            assert answer.status_code in {400, 404, 422}, f"{method} {path} {body}: {answer.status_code}"
            assert is_problem(answer)
        broken = getattr(admin, method)(url, data=b'{"a": ', content_type="application/json")
        assert (broken.status_code, broken.json["code"]) == (400, "bad_json"), f"{method} {path}"
        binary = getattr(admin, method)(url, data=b"\xff\xfe\0", content_type="application/json")
        assert binary.status_code == 400, f"{method} {path}"
        huge = getattr(admin, method)(url, data=b"x" * 10_000_000, content_type="application/json")
        assert (huge.status_code, huge.json["code"]) == (413, "too_large"), f"{method} {path}"


def test_no_bad_query_makes_any_operation_fail_on_our_side(app: APIFlask, admin: Person) -> None:
    for method, path, _ in operations(app):
        if method != "get":
            continue
        for query in ("unknown=1", "limit=-1&offset=-1", "cursor=x", "ref=%00", "path=%00&q=%00", "q=%ff", "since=x"):
            answer = admin.get(f"{filled(path)}?{query}")
            assert answer.status_code < 500, f"{path}?{query}"
            assert answer.status_code < 400 or is_problem(answer), f"{path}?{query}"


def test_an_id_that_does_not_exist_or_is_none_is_not_found(app: APIFlask, admin: Person) -> None:
    for method, path, operation in operations(app):
        needed = [given for given in operation["parameters"] if given["in"] == "query" and given.get("required")]
        if "_id}" not in path or method != "get" or needed:
            continue
        for identifier in (UNKNOWN, "1%27--", "%00", "0"):
            assert admin.get(filled(path).replace(UNKNOWN, identifier)).status_code == 404, path


def test_unknown_addresses_and_methods_are_problems(anonymous: FlaskClient) -> None:
    missing = anonymous.get("/api/nothing")
    refused = anonymous.delete("/api/auth/login")

    assert (missing.status_code, missing.json["code"]) == (404, "not_found")
    assert (refused.status_code, refused.json["code"]) == (405, "method_not_allowed")
    assert "POST" in refused.headers["Allow"]
    assert is_problem(missing)
    assert is_problem(refused)


@pytest.mark.parametrize(("asked", "kept"), [("abcd-1234", True), ("x", False), ("bad id\t", False), ("é" * 9, False)])
def test_a_request_id_is_taken_where_it_is_sane_and_made_otherwise(
    anonymous: FlaskClient, asked: str, kept: bool
) -> None:
    answer = anonymous.get("/api/nothing", headers={"X-Request-ID": asked})

    assert (answer.headers["X-Request-ID"] == asked) is kept
    assert answer.json["request_id"] == answer.headers["X-Request-ID"]
    assert len(answer.headers["X-Request-ID"]) >= 8


def test_an_answer_that_has_not_changed_is_304(user: Person) -> None:
    first = user.get("/api/languages")

    again = user.get("/api/languages", headers={"If-None-Match": first.headers["ETag"]})

    assert again.status_code == 304
    assert again.data == b""


def test_security_headers_are_on_every_answer(anonymous: FlaskClient) -> None:
    for path in ("/api/languages", "/api/nothing", "/healthz"):
        headers = anonymous.get(path).headers
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"
    assert anonymous.get("/api/auth/me").headers["Cache-Control"] == "no-store"


def test_other_origins_are_not_let_in(anonymous: FlaskClient) -> None:
    headers = anonymous.get("/api/languages", headers={"Origin": "https://evil.example"}).headers

    assert "Access-Control-Allow-Origin" not in headers


def test_alive_and_ready_say_which_part_is_away(anonymous: FlaskClient) -> None:
    ready = anonymous.get("/readyz")

    assert anonymous.get("/healthz").status_code == 200
    assert ready.status_code == 503, "no worker has been heard from"
    assert ready.json["parts"] == {"database": True, "redis": True, "migrations": True, "worker": False}


def test_metrics_count_requests(anonymous: FlaskClient) -> None:
    anonymous.get("/api/languages")

    body = anonymous.get("/metrics").text

    assert 'luma_http_requests_total{method="GET",route="/api/languages",status="200"}' in body


def test_a_database_that_is_away_is_503_and_we_stay_alive(user: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/nothing")
    config.settings.cache_clear()
    db.reset_engine()
    try:
        answer = user.get("/api/auth/me")
        alive = user.client.get("/healthz")
        ready = user.client.get("/readyz")
    finally:
        monkeypatch.undo()
        config.settings.cache_clear()
        db.reset_engine()

    assert (answer.status_code, answer.json["code"]) == (503, "unavailable")
    assert int(answer.headers["Retry-After"]) >= 1
    assert alive.status_code == 200
    assert (ready.status_code, ready.json["parts"]["database"]) == (503, False)
    assert user.get("/api/auth/me").status_code == 200, "it is back by itself"


def test_a_frozen_database_ends_a_wait_with_an_error(environment: dict[str, str]) -> None:
    db.limit_waits(0.3)
    try:
        engine = create_engine(config.settings().database_url)
        with engine.connect() as connection, pytest.raises(Exception, match="did not answer in time"):
            connection.execute(text("SELECT pg_sleep(30)"))
        engine.dispose()
    finally:
        db.limit_waits(10)


def test_a_sealed_cursor_cannot_be_made_by_a_client(environment: dict[str, str]) -> None:
    from app.crypto import unseal
    from app.http import PageQuery

    cursor = encode_cursor(PageQuery(), ["x"])

    assert unseal("cursor", cursor) is not None
    for position in range(0, len(cursor), 3):
        changed = cursor[:position] + ("A" if cursor[position] != "A" else "B") + cursor[position + 1 :]
        assert unseal("cursor", changed) is None
