"""Upstreams, credentials and webhooks as clients see and send them."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import Field

from app.http import Input, Moment, Output
from app.projects.remote_models import CredentialKind, WebhookProvider

AskedKind = Annotated[CredentialKind, Field(strict=False)]


class UpstreamOut(Output):
    """Where a project's branch is pulled from, and how it stands to that.

    `state`: `unknown` before the first answer, `unreachable`, `gone` (no such branch there), `up_to_date`, `ahead`,
    `behind`, or `diverged`. `ahead` and `behind` count commits; null where the newer ones are not here to be counted.
    """

    url: str
    branch: str
    sha: str | None
    state: str
    ahead: int | None
    behind: int | None
    moved_at: Moment | None
    polled_at: Moment | None
    next_poll_at: Moment
    unreachable_since: Moment | None
    error: str | None


class CredentialIn(Input):
    """A token for https, or a private key for ssh without a passphrase. `known_hosts`: lines of that file of OpenSSH;
    without them the first key that the host shows is believed and remembered."""

    kind: AskedKind
    username: str | None = Field(default=None, max_length=200, pattern=r"^[^\r\n:]*$")
    secret: str = Field(min_length=1, max_length=20_000)
    known_hosts: str | None = Field(default=None, max_length=20_000)


class CredentialOut(Output):
    """A credential; its secret is never shown."""

    kind: CredentialKind
    host: str | None
    username: str
    fingerprint: str
    known_hosts: str
    created_by: UUID | None
    created_at: Moment


class CredentialsOut(Output):
    """The credentials of a project."""

    items: list[CredentialOut]


class WebhookOut(Output):
    """A webhook; `url` is what the provider is to call."""

    provider: WebhookProvider
    url: str
    rotated_at: Moment
    last_delivery_at: Moment | None


class NewWebhookOut(WebhookOut):
    """A webhook that was just made. Its secret is shown this once."""

    secret: str


class WebhooksOut(Output):
    """The webhooks of a project."""

    items: list[WebhookOut]


class ReceivedOut(Output):
    """What became of a delivery: whether a look was queued."""

    queued: bool
