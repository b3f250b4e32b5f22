"""The promises to clients that can be read off the OpenAPI document: paths, methods, and the fields of each resource."""

from __future__ import annotations

from typing import Any

import pytest
from apiflask import APIFlask

# Method and path of every call that clients rely on; parameters are named as in the document.
CALLS = """
POST /api/auth/login
POST /api/auth/refresh
POST /api/auth/logout
POST /api/auth/logout-all
GET /api/auth/me
PATCH /api/auth/me
POST /api/auth/password
POST /api/auth/magic-link
POST /api/auth/magic-link/redeem
POST /api/auth/telegram-link
DELETE /api/auth/telegram-link
GET /api/auth/tokens
POST /api/auth/tokens
DELETE /api/auth/tokens/{}
POST /api/auth/ws-ticket
GET /api/users
POST /api/users
GET /api/users/{}
PATCH /api/users/{}
GET /api/audit
GET /api/scan-roots
POST /api/scan-roots
DELETE /api/scan-roots/{}
POST /api/projects/scan
GET /api/projects
GET /api/projects/{}
PATCH /api/projects/{}
DELETE /api/projects/{}
GET /api/projects/{}/commits
GET /api/projects/{}/commits/{}
GET /api/projects/{}/commits/{}/diff
GET /api/projects/{}/refs
GET /api/projects/{}/tree
GET /api/projects/{}/raw
GET /api/projects/{}/preview
POST /api/projects/{}/poll
POST /api/projects/{}/pull
GET /api/projects/{}/pulls
GET /api/projects/{}/subscription
PUT /api/projects/{}/subscription
DELETE /api/projects/{}/subscription
GET /api/projects/{}/comments
POST /api/projects/{}/comments
PATCH /api/comments/{}
DELETE /api/comments/{}
GET /api/dashboard
POST /api/webhooks/{}/{}
GET /api/jobs/{}
GET /api/scripts
POST /api/scripts
GET /api/scripts/{}
PATCH /api/scripts/{}
DELETE /api/scripts/{}
POST /api/scripts/{}/executions
GET /api/executions
GET /api/executions/{}
GET /api/executions/{}/log
POST /api/executions/{}/cancel
POST /api/executions/{}/rerun
GET /api/variables
GET /api/variables/{}
PUT /api/variables/{}
DELETE /api/variables/{}
GET /api/projects/{}/variables/{}
PUT /api/projects/{}/variables/{}
DELETE /api/projects/{}/variables/{}
GET /api/schedules
POST /api/schedules
GET /api/schedules/{}
PATCH /api/schedules/{}
DELETE /api/schedules/{}
GET /api/executions/{}/artifacts
GET /api/notifications
GET /api/notifications/unread-count
POST /api/notifications/{}/read
POST /api/notifications/read-all
GET /api/events
GET /api/sky/events
GET /api/sky/events.ics
GET /api/sky/positions
GET /api/sky/moon
GET /api/sky/rise-set
GET /api/languages
GET /api/admin/status
"""
# Served as well, but no part of the document: pages, sockets and what machines ask.
OTHERS = (
    "/.well-known/jwks.json", "/login/magic", "/ws", "/healthz", "/readyz", "/metrics", "/api/openapi.json",
    "/api/docs", "/",
)  # fmt: skip
FIELDS = {
    "GET /api/auth/me": "id username role display_name language timezone preferences telegram_linked created_at",
    "GET /api/projects/{}": "id name path kind remote_url default_branch head is_blocked blocked_reason status "
    "last_polled_at last_commit description auto_pull poll_interval",
    "GET /api/projects/{}/commits": "sha parents author author_email authored_at committed_at subject body",
    "GET /api/projects/{}/tree": "name path type mode size oid last_commit",
    "GET /api/projects/{}/pulls": "old new by at status commits",
    "GET /api/projects/{}/subscription": "events channels",
    "GET /api/projects/{}/comments": "body commit_sha execution_id",
    "GET /api/jobs/{}": "id kind status progress result error created_at started_at finished_at",
    "GET /api/scripts/{}": "name type project_id interpreter content parameters timeout_seconds network "
    "workdir_access memory_mb is_enabled",
    "GET /api/executions/{}": "id script_id status exit_code signal queued_at started_at finished_at duration_ms "
    "log_bytes sandbox requested_by",
    "GET /api/schedules/{}": "script_id cron timezone parameters is_enabled next_run_at",
    "GET /api/notifications": "id type title body data created_at read_at",
    "POST /api/auth/login": "access_token refresh_token token_type expires_in user",
    "POST /api/auth/telegram-link": "url code expires_at",
    "POST /api/auth/ws-ticket": "ticket expires_in",
    "GET /api/sky/events": "id type bodies at title description data",
}


def shape(path: str) -> str:
    """A path with its parameters made nameless."""
    return "/".join("{}" if part.startswith("{") else part for part in path.split("/"))


@pytest.fixture(scope="module")
def application(_app: APIFlask) -> APIFlask:
    """The web application, over whatever the database holds: only its document is looked at."""
    return _app


@pytest.fixture(scope="module")
def operations(application: APIFlask) -> dict[str, Any]:
    """Every operation of the document by method and nameless path."""
    return {
        f"{method.upper()} {shape(path)}": operation
        for path, methods in application.spec["paths"].items()
        for method, operation in methods.items()
    }


@pytest.mark.parametrize("call", CALLS.split("\n")[1:-1])
def test_the_document_has_every_call_that_clients_rely_on(operations: dict[str, Any], call: str) -> None:
    assert call in operations


@pytest.mark.parametrize("path", OTHERS)
def test_pages_and_what_machines_ask_are_served(application: APIFlask, path: str) -> None:
    view, _ = application.url_map.bind("localhost").match(path, method="GET", websocket=path == "/ws")

    assert view != "static"


@pytest.mark.parametrize("call", FIELDS)
def test_the_answer_has_every_field_that_clients_rely_on(
    application: APIFlask, operations: dict[str, Any], call: str
) -> None:
    schemas = application.spec["components"]["schemas"]

    def resolve(schema: dict[str, Any]) -> dict[str, Any]:
        if "$ref" in schema:
            return resolve(schemas[schema["$ref"].rpartition("/")[2]])
        for alternatives in ("anyOf", "oneOf", "allOf"):
            for one in schema.get(alternatives, []):
                if one.get("type") != "null":
                    return resolve(one)
        return schema

    answers = operations[call]["responses"]
    content = next(
        answers[code]["content"] for code in answers if code.startswith("2") and answers[code].get("content")
    )
    answer = resolve(content["application/json"]["schema"])
    for inner in ("items", "entries"):
        if inner in answer["properties"]:
            answer = resolve(answer["properties"][inner]["items"])

    assert set(FIELDS[call].split()) <= answer["properties"].keys()
