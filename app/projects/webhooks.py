"""Webhooks: a provider says that something was pushed; we believe only that, and look for ourselves."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.audit import service as audit
from app.crypto import Undecryptable, decrypt, encrypt, new_token
from app.db import uuid7
from app.errors import AppError
from app.jobs import service as jobs
from app.jobs.models import JobKind
from app.projects.models import Project, ProjectStatus
from app.projects.remote_models import Webhook, WebhookProvider

LIMIT = 1 << 20
# What of each provider means that refs moved; everything else, such as a ping, is answered and left.
_PUSHES = frozenset({"push", "create", "delete", "Push Hook", "Tag Push Hook"})
_EVENT_HEADERS = {
    WebhookProvider.GITHUB: "X-GitHub-Event",
    WebhookProvider.GITLAB: "X-Gitlab-Event",
    WebhookProvider.GITEA: "X-Gitea-Event",
    WebhookProvider.FORGEJO: "X-Forgejo-Event",
}
_SIGNATURE_HEADERS = {
    WebhookProvider.GITHUB: ("X-Hub-Signature-256",),
    WebhookProvider.GITEA: ("X-Gitea-Signature", "X-Hub-Signature-256"),
    WebhookProvider.FORGEJO: ("X-Forgejo-Signature", "X-Gitea-Signature", "X-Hub-Signature-256"),
}


def list_webhooks(session: Session, project_id: UUID) -> list[Webhook]:
    """The webhooks of a project."""
    return list(session.scalars(select(Webhook).where(Webhook.project_id == project_id).order_by(Webhook.provider)))


def make(session: Session, project_id: UUID, provider: WebhookProvider, by: UUID) -> tuple[Webhook, str]:
    """Make the secret of a webhook, or another in place of the one there is; gives it in clear, this once."""
    secret = new_token()
    sealed = encrypt(secret.encode(), _context(project_id, provider))
    row = session.get(Webhook, (project_id, provider), with_for_update=True)
    if row is None:
        row = Webhook(project_id=project_id, provider=provider, secret=sealed, created_by=by)
        session.add(row)
    else:
        row.secret, row.created_by, row.rotated_at = sealed, by, func.clock_timestamp()
    session.flush()
    session.refresh(row)
    _note(session, "webhook_set", project_id, provider, by)
    return row, secret


def remove(session: Session, project_id: UUID, provider: WebhookProvider, by: UUID) -> None:
    """Believe this provider no longer; raises AppError `not_found`."""
    row = session.get(Webhook, (project_id, provider))
    if row is None:
        raise AppError("not_found")
    session.delete(row)
    _note(session, "webhook_removed", project_id, provider, by)


def receive(
    session: Session, provider: WebhookProvider, project_id: UUID, headers: Mapping[str, str], body: bytes
) -> bool:
    """Take a delivery: check its signature, and queue a look if it tells of a push; says whether it did.

    `headers` are by name in lower case. Raises AppError `invalid_signature`, the same for a wrong one and for a project
    that has no such webhook. A delivery that comes again costs another look at most, which joins the one that waits.
    """
    row = session.get(Webhook, (project_id, provider))
    secret = _secret(row)
    signed = _is_signed(provider, secret, headers, body)
    if row is None or not signed:
        raise AppError("invalid_signature")
    row.last_delivery_at = func.clock_timestamp()
    if headers.get(_EVENT_HEADERS[provider].lower(), "") not in _PUSHES:
        return False
    project = session.get(Project, project_id)
    if project is None or project.status is not ProjectStatus.ACTIVE:
        return False
    jobs.queue_job(session, JobKind.POLL, project_id, None)
    return True


def _secret(row: Webhook | None) -> bytes:
    """The secret of the webhook, or a new one that nobody knows, so that both take the same way."""
    if row is None:
        return uuid7().bytes
    try:
        return decrypt(bytes(row.secret), _context(row.project_id, row.provider))
    except Undecryptable:
        return uuid7().bytes


def _is_signed(provider: WebhookProvider, secret: bytes, headers: Mapping[str, str], body: bytes) -> bool:
    if provider is WebhookProvider.GITLAB:
        given = headers.get("x-gitlab-token", "").encode("utf-8", "replace")
        return hmac.compare_digest(given, secret)
    expected = hmac.new(secret, body, hashlib.sha256).hexdigest().encode()
    name = next((name.lower() for name in _SIGNATURE_HEADERS[provider] if name.lower() in headers), "")
    given = headers.get(name, "").removeprefix("sha256=").encode("utf-8", "replace")
    return hmac.compare_digest(given, expected)


def _context(project_id: UUID, provider: WebhookProvider) -> str:
    return f"webhook:{project_id}:{provider.value}"


def _note(session: Session, action: str, project_id: UUID, provider: WebhookProvider, by: UUID) -> None:
    detail = {"provider": provider.value}
    audit.record(session, action, actor_id=by, object_kind="project", object_id=project_id, detail=detail)
