"""Webhooks: believed only with a right signature, and then only as a reason to look."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text

from app.db import read_only
from tests.conftest import Person
from tests.gitrepos import Repo

BODY = json.dumps({"ref": "refs/heads/main", "after": "0" * 40}).encode()
PROVIDERS = ("github", "gitlab", "gitea", "forgejo")


@pytest.fixture
def project_id(repo: Repo, scan: Callable[..., Any], project: Callable[[str], dict[str, Any]]) -> str:
    scan()
    return str(project("engine")["id"])


@pytest.fixture
def secrets(admin: Person, project_id: str) -> dict[str, str]:
    made = {}
    for provider in PROVIDERS:
        answer = admin.post(f"/api/projects/{project_id}/webhooks/{provider}")
        assert answer.status_code == 201, answer.json
        assert answer.json["url"].endswith(f"/api/webhooks/{provider}/{project_id}")
        made[provider] = answer.json["secret"]
    return made


def signed(provider: str, secret: str, body: bytes = BODY, event: str = "push") -> dict[str, str]:
    digest = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return {
        "github": {"X-Hub-Signature-256": f"sha256={digest}", "X-GitHub-Event": event, "X-GitHub-Delivery": "d1"},
        "gitlab": {"X-Gitlab-Token": secret, "X-Gitlab-Event": f"{event.title()} Hook"},
        "gitea": {"X-Gitea-Signature": digest, "X-Gitea-Event": event},
        "forgejo": {"X-Forgejo-Signature": digest, "X-Forgejo-Event": event},
    }[provider]


def polls() -> int:
    with read_only() as session:
        return int(session.scalar(text("SELECT count(*) FROM jobs WHERE kind = 'poll'")) or 0)


@pytest.mark.parametrize("provider", PROVIDERS)
def test_a_push_of_each_provider_queues_a_look_without_any_session(
    anonymous: FlaskClient, secrets: dict[str, str], project_id: str, provider: str
) -> None:
    headers = signed(provider, secrets[provider])

    answer = anonymous.post(f"/api/webhooks/{provider}/{project_id}", data=BODY, headers=headers)

    assert (answer.status_code, answer.json) == (202, {"queued": True})
    assert polls() == 1
    # The same delivery again joins the look that waits.
    again = anonymous.post(f"/api/webhooks/{provider}/{project_id}", data=BODY, headers=headers)
    assert (again.status_code, polls()) == (202, 1)


@pytest.mark.parametrize("provider", PROVIDERS)
def test_a_wrong_signature_is_refused_as_one_for_nothing_is(
    anonymous: FlaskClient, admin: Person, secrets: dict[str, str], project_id: str, provider: str
) -> None:
    address = f"/api/webhooks/{provider}/{project_id}"
    good = signed(provider, secrets[provider])
    attempts: list[tuple[str, bytes, dict[str, str]]] = [
        (address, BODY, {}),
        (address, BODY, signed(provider, "guessed")),
        (address, BODY, {name: value + "0" for name, value in good.items()}),
        (address, BODY, dict.fromkeys(good, "")),
        (address, BODY, dict.fromkeys(good, "éÿ")),
        (f"/api/webhooks/{provider}/{admin.id}", BODY, good),
    ]
    if provider != "gitlab":
        attempts.append((address, BODY + b" ", good))
    for where, body, headers in attempts:
        answer = anonymous.post(where, data=body, headers=headers)
        assert (answer.status_code, answer.json["code"]) == (401, "invalid_signature"), (where, headers)
    other = next(name for name in PROVIDERS if name != provider)
    answer = anonymous.post(f"/api/webhooks/{other}/{project_id}", data=BODY, headers=good)
    assert answer.status_code == 401
    assert polls() == 0


def test_other_events_are_answered_and_left(anonymous: FlaskClient, secrets: dict[str, str], project_id: str) -> None:
    for event in ("ping", "issues", ""):
        headers = signed("github", secrets["github"], event=event)
        answer = anonymous.post(f"/api/webhooks/github/{project_id}", data=BODY, headers=headers)
        assert (answer.status_code, answer.json) == (202, {"queued": False})
    assert polls() == 0


def test_a_body_that_is_no_json_is_never_read_and_a_large_one_refused(
    anonymous: FlaskClient, secrets: dict[str, str], project_id: str
) -> None:
    for body in (b"", b"\x00\xff", b"payload=%7B%7D", b"{" * 100_000):
        headers = {**signed("gitea", secrets["gitea"], body), "Content-Type": "application/x-www-form-urlencoded"}
        assert anonymous.post(f"/api/webhooks/gitea/{project_id}", data=body, headers=headers).status_code == 202
    body = b"x" * ((1 << 20) + 1)
    answer = anonymous.post(
        f"/api/webhooks/gitea/{project_id}", data=body, headers=signed("gitea", secrets["gitea"], body)
    )
    assert (answer.status_code, answer.json["code"]) == (413, "too_large")


def test_unknown_providers_and_projects(anonymous: FlaskClient, admin: Person, project_id: str) -> None:
    assert anonymous.post(f"/api/webhooks/bitbucket/{project_id}", data=BODY).status_code == 404
    assert anonymous.post("/api/webhooks/github/not-an-id", data=BODY).status_code == 404
    assert admin.post(f"/api/projects/{project_id}/webhooks/bitbucket").status_code == 404
    assert admin.delete(f"/api/projects/{project_id}/webhooks/github").status_code == 404


def test_the_secret_is_shown_once_rotated_and_only_for_who_may(
    anonymous: FlaskClient, admin: Person, user: Person, secrets: dict[str, str], project_id: str
) -> None:
    address = f"/api/projects/{project_id}/webhooks"
    assert user.get(address).status_code == 403
    assert user.post(f"{address}/github").status_code == 403
    listed = admin.get(address)
    assert len(listed.json["items"]) == 4
    assert all(secret not in listed.text for secret in secrets.values())
    with read_only() as session:
        kept = session.execute(text("SELECT secret FROM project_webhooks")).scalars().all()
    assert all(secret.encode() not in bytes(row) for secret in secrets.values() for row in kept)

    second = admin.post(f"{address}/github").json["secret"]

    assert second != secrets["github"]
    hook = f"/api/webhooks/github/{project_id}"
    assert anonymous.post(hook, data=BODY, headers=signed("github", secrets["github"])).status_code == 401
    assert anonymous.post(hook, data=BODY, headers=signed("github", second)).status_code == 202
    assert admin.delete(f"{address}/github").status_code == 204
    assert anonymous.post(hook, data=BODY, headers=signed("github", second)).status_code == 401
