"""What is kept of remotes: when each is asked, how that went, the secrets for them, and who may tell us of pushes."""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID

from sqlalchemy import Enum, Float, ForeignKey, Index, Integer, LargeBinary, String, Text, func, text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, Id, Time, TimestampMixin, enum_values


class Remote(TimestampMixin, Base):
    """An address that projects are pulled from, asked once for all of them.

    `key` names the address and the secret used for it; `url` is the address without credentials. `interval` (seconds)
    grows while nothing happens there. `lease_until` is there while somebody is asking. `error` is a stable word for why
    the last answer was none; `unreachable_since` when that began, `alerted` whether people were told.
    """

    __tablename__ = "git_remotes"
    __table_args__ = (
        Index("ix_git_remotes_next_poll_at", "next_poll_at"),
        Index("ix_git_remotes_leased", "host", "lease_until", postgresql_where=text("lease_until IS NOT NULL")),
    )

    id: Mapped[Id]
    key: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    url: Mapped[str] = mapped_column(Text)
    scheme: Mapped[str] = mapped_column(String(16))
    host: Mapped[str] = mapped_column(String(300))
    credential_id: Mapped[UUID | None]
    v2: Mapped[bool] = mapped_column(server_default="false")
    interval: Mapped[float] = mapped_column(Float)
    next_poll_at: Mapped[Time] = mapped_column(server_default=func.clock_timestamp())
    lease_until: Mapped[Time | None]
    last_polled_at: Mapped[Time | None]
    last_changed_at: Mapped[Time | None]
    failures: Mapped[int] = mapped_column(Integer, server_default="0")
    unreachable_since: Mapped[Time | None]
    error: Mapped[str | None] = mapped_column(String(64))
    alerted: Mapped[bool] = mapped_column(server_default="false")


class RemoteHost(Base):
    """A host of remotes: how soon it may be asked again, and until when it is left alone after too many failures."""

    __tablename__ = "git_hosts"

    host: Mapped[str] = mapped_column(String(300), primary_key=True)
    free_at: Mapped[Time] = mapped_column(server_default=func.clock_timestamp())
    failures: Mapped[int] = mapped_column(Integer, server_default="0")
    closed_until: Mapped[Time | None]


class CredentialKind(StrEnum):
    """What a credential is."""

    HTTPS_TOKEN = "https_token"  # noqa: S105  # the kind, not a token
    SSH_KEY = "ssh_key"


class Credential(TimestampMixin, Base):
    """A token or key for one project, or for every project of a host. `secret` is encrypted, `known_hosts` public."""

    __tablename__ = "git_credentials"
    __table_args__ = (
        Index("uq_git_credentials_project", "project_id", "kind", unique=True),
        Index("uq_git_credentials_host", "host", "kind", unique=True),
    )

    id: Mapped[Id]
    project_id: Mapped[UUID | None] = mapped_column(ForeignKey("projects.id", ondelete="CASCADE"))
    host: Mapped[str | None] = mapped_column(String(300))
    kind: Mapped[CredentialKind] = mapped_column(
        Enum(CredentialKind, name="git_credential_kind", values_callable=enum_values)
    )
    username: Mapped[str] = mapped_column(String(200), server_default="")
    secret: Mapped[bytes] = mapped_column(LargeBinary)
    fingerprint: Mapped[str] = mapped_column(String(200), server_default="")
    known_hosts: Mapped[str] = mapped_column(Text, server_default="")
    created_by: Mapped[UUID | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))


class WebhookProvider(StrEnum):
    """Whose way of signing a webhook uses."""

    GITHUB = "github"
    GITLAB = "gitlab"
    GITEA = "gitea"
    FORGEJO = "forgejo"


class Webhook(TimestampMixin, Base):
    """The secret by which pushes told of by a provider are believed; encrypted, shown when it is made."""

    __tablename__ = "project_webhooks"

    project_id: Mapped[UUID] = mapped_column(ForeignKey("projects.id", ondelete="CASCADE"), primary_key=True)
    provider: Mapped[WebhookProvider] = mapped_column(
        Enum(WebhookProvider, name="webhook_provider", values_callable=enum_values), primary_key=True
    )
    secret: Mapped[bytes] = mapped_column(LargeBinary)
    created_by: Mapped[UUID | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    rotated_at: Mapped[Time] = mapped_column(server_default=func.clock_timestamp())
    last_delivery_at: Mapped[Time | None]
