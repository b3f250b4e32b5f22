"""Credentials and webhooks over HTTP."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from apiflask import APIBlueprint
from flask import request

from app.config import settings
from app.db import read_only, transaction
from app.errors import AppError, invalid
from app.http import Page, PageQuery, created
from app.projects import access, credentials, webhooks
from app.projects.remote_models import Webhook, WebhookProvider
from app.projects.remote_schemas import (
    CredentialIn,
    CredentialOut,
    CredentialsOut,
    NewWebhookOut,
    ReceivedOut,
    WebhookOut,
    WebhooksOut,
)
from app.security import Action, Role, authenticated, current_principal

blueprint = APIBlueprint("remotes", __name__, url_prefix="/api", tag="Repositories")

_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]{0,250}[a-z0-9])?(:[0-9]{1,5})?|\[[0-9a-f:.]+\](:[0-9]{1,5})?")


@blueprint.get("/projects/<uuid:project_id>/credentials")
@authenticated()
@blueprint.output(CredentialsOut)
def list_credentials(project_id: UUID) -> Any:
    """The credentials that a project is fetched with, without their secrets."""
    with read_only() as session:
        access.find(session, current_principal(), Action.ADMINISTER, project_id)
        rows = credentials.of_project(session, project_id)
        return CredentialsOut(items=[CredentialOut.model_validate(row) for row in rows])


@blueprint.put("/projects/<uuid:project_id>/credentials")
@authenticated()
@blueprint.input(CredentialIn)
@blueprint.output(CredentialOut)
def put_credential(project_id: UUID, json_data: CredentialIn) -> Any:
    """Set the token or key that a project is fetched with."""
    principal = current_principal()
    with transaction() as session:
        access.find(session, principal, Action.ADMINISTER, project_id)
        row = credentials.put(session, json_data, principal.user_id, project_id=project_id)
        return CredentialOut.model_validate(row)


@blueprint.delete("/projects/<uuid:project_id>/credentials")
@authenticated()
@blueprint.output({}, status_code=204)
def delete_credentials(project_id: UUID) -> Any:
    """Forget the credentials of a project."""
    principal = current_principal()
    with transaction() as session:
        access.find(session, principal, Action.ADMINISTER, project_id)
        credentials.remove(session, principal.user_id, project_id=project_id)
    return "", 204


@blueprint.get("/git-credentials")
@authenticated(Role.ADMIN)
@blueprint.input(PageQuery, location="query")
@blueprint.output(Page[CredentialOut])
def list_host_credentials(query_data: PageQuery) -> Any:
    """The credentials that every project of a host is fetched with, without their secrets."""
    with read_only() as session:
        rows, cursor = credentials.of_hosts(session, query_data)
        return Page(items=[CredentialOut.model_validate(row) for row in rows], next_cursor=cursor)


@blueprint.put("/git-credentials/<string:host>")
@authenticated(Role.ADMIN)
@blueprint.input(CredentialIn)
@blueprint.output(CredentialOut)
def put_host_credential(host: str, json_data: CredentialIn) -> Any:
    """Set the token or key that every project of a host (`name` or `name:port`) is fetched with."""
    if not _HOST.fullmatch(host.lower()):
        raise invalid("host", "invalid")
    with transaction() as session:
        row = credentials.put(session, json_data, current_principal().user_id, host=host.lower())
        return CredentialOut.model_validate(row)


@blueprint.delete("/git-credentials/<string:host>")
@authenticated(Role.ADMIN)
@blueprint.output({}, status_code=204)
def delete_host_credential(host: str) -> Any:
    """Forget the credentials of a host."""
    with transaction() as session:
        credentials.remove(session, current_principal().user_id, host=host.lower())
    return "", 204


@blueprint.get("/projects/<uuid:project_id>/webhooks")
@authenticated()
@blueprint.output(WebhooksOut)
def list_webhooks(project_id: UUID) -> Any:
    """The webhooks of a project, without their secrets."""
    with read_only() as session:
        access.find(session, current_principal(), Action.ADMINISTER, project_id)
        rows = webhooks.list_webhooks(session, project_id)
        return WebhooksOut(items=[WebhookOut(**_webhook(row)) for row in rows])


@blueprint.post("/projects/<uuid:project_id>/webhooks/<string:provider>")
@authenticated()
@blueprint.output(NewWebhookOut, status_code=201)
def make_webhook(project_id: UUID, provider: str) -> Any:
    """Make the secret of a webhook, or another in its place. It is shown this once."""
    principal, known = current_principal(), _provider(provider)
    with transaction() as session:
        access.find(session, principal, Action.ADMINISTER, project_id)
        row, secret = webhooks.make(session, project_id, known, principal.user_id)
        out = NewWebhookOut(**_webhook(row), secret=secret)
        return created(out, f"/api/projects/{project_id}/webhooks")


@blueprint.delete("/projects/<uuid:project_id>/webhooks/<string:provider>")
@authenticated()
@blueprint.output({}, status_code=204)
def delete_webhook(project_id: UUID, provider: str) -> Any:
    """Believe the deliveries of a provider no longer."""
    principal, known = current_principal(), _provider(provider)
    with transaction() as session:
        access.find(session, principal, Action.ADMINISTER, project_id)
        webhooks.remove(session, project_id, known, principal.user_id)
    return "", 204


@blueprint.post("/webhooks/<string:provider>/<uuid:project_id>")
@blueprint.output(ReceivedOut, status_code=202)
def receive(provider: str, project_id: UUID) -> Any:
    """A provider tells of a push. Its signature is checked; nothing of what it says is believed but that.

    `provider` is github, gitlab, gitea or forgejo. No session is needed.
    """
    known = _provider(provider)
    if (request.content_length or 0) > webhooks.LIMIT:
        raise AppError("too_large", limit=webhooks.LIMIT)
    body = request.get_data(cache=False)
    if len(body) > webhooks.LIMIT:
        raise AppError("too_large", limit=webhooks.LIMIT)
    headers = {name.lower(): value for name, value in request.headers.items()}
    with transaction() as session:
        queued = webhooks.receive(session, known, project_id, headers, body)
    return ReceivedOut(queued=queued)


def _provider(name: str) -> WebhookProvider:
    try:
        return WebhookProvider(name)
    except ValueError:
        raise AppError("not_found") from None


def _webhook(row: Webhook) -> dict[str, Any]:
    return {
        "provider": row.provider,
        "url": f"{settings().public_url}/api/webhooks/{row.provider.value}/{row.project_id}",
        "rotated_at": row.rotated_at,
        "last_delivery_at": row.last_delivery_at,
    }
