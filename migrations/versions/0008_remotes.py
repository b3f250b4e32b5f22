"""Remotes and their hosts, credentials for them, webhooks, and how projects stand to their upstreams."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations.triggers import touch

revision = "0008"
down_revision = "0007"


def _moment(name: str, *, now: bool = False, nullable: bool = True) -> sa.Column[object]:
    default = sa.text("clock_timestamp()") if now else None
    return sa.Column(name, sa.DateTime(timezone=True), server_default=default, nullable=nullable)


def _stamps() -> list[sa.Column[object]]:
    return [_moment("created_at", now=True, nullable=False), _moment("updated_at", now=True, nullable=False)]


def upgrade() -> None:
    """Make the tables and columns."""
    op.create_table(
        "git_hosts",
        sa.Column("host", sa.String(length=300), nullable=False),
        _moment("free_at", now=True, nullable=False),
        sa.Column("failures", sa.Integer(), server_default="0", nullable=False),
        _moment("closed_until"),
        sa.PrimaryKeyConstraint("host", name=op.f("pk_git_hosts")),
    )
    op.create_table(
        "git_remotes",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("scheme", sa.String(length=16), nullable=False),
        sa.Column("host", sa.String(length=300), nullable=False),
        sa.Column("credential_id", sa.Uuid(), nullable=True),
        sa.Column("v2", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("interval", sa.Float(), nullable=False),
        _moment("next_poll_at", now=True, nullable=False),
        _moment("lease_until"),
        _moment("last_polled_at"),
        _moment("last_changed_at"),
        sa.Column("failures", sa.Integer(), server_default="0", nullable=False),
        _moment("unreachable_since"),
        sa.Column("error", sa.String(length=64), nullable=True),
        sa.Column("alerted", sa.Boolean(), server_default="false", nullable=False),
        *_stamps(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_git_remotes")),
        sa.UniqueConstraint("key", name=op.f("uq_git_remotes_key")),
    )
    op.create_index("ix_git_remotes_next_poll_at", "git_remotes", ["next_poll_at"])
    op.create_index(
        "ix_git_remotes_leased", "git_remotes", ["host", "lease_until"],
        postgresql_where=sa.text("lease_until IS NOT NULL"),
    )  # fmt: skip
    op.create_table(
        "git_credentials",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=True),
        sa.Column("host", sa.String(length=300), nullable=True),
        sa.Column("kind", sa.Enum("https_token", "ssh_key", name="git_credential_kind"), nullable=False),
        sa.Column("username", sa.String(length=200), server_default="", nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("fingerprint", sa.String(length=200), server_default="", nullable=False),
        sa.Column("known_hosts", sa.Text(), server_default="", nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        *_stamps(),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_git_credentials_project_id_projects"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["created_by"], ["users.id"], name=op.f("fk_git_credentials_created_by_users"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_git_credentials")),
    )
    op.create_index("uq_git_credentials_project", "git_credentials", ["project_id", "kind"], unique=True)
    op.create_index("uq_git_credentials_host", "git_credentials", ["host", "kind"], unique=True)
    op.create_table(
        "project_webhooks",
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("provider", sa.Enum("github", "gitlab", "gitea", "forgejo", name="webhook_provider"), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        _moment("rotated_at", now=True, nullable=False),
        _moment("last_delivery_at"),
        *_stamps(),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_project_webhooks_project_id_projects"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["created_by"], ["users.id"], name=op.f("fk_project_webhooks_created_by_users"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("project_id", "provider", name=op.f("pk_project_webhooks")),
    )
    for table in ("git_remotes", "git_credentials", "project_webhooks"):
        touch(table)
    for column in (
        sa.Column("auto_pulled_sha", sa.String(length=40), nullable=True),
        sa.Column("remote_id", sa.Uuid(), nullable=True),
        sa.Column("upstream_branch", sa.LargeBinary(), nullable=True),
        sa.Column("upstream_sha", sa.String(length=40), nullable=True),
        _moment("upstream_moved_at"),
        sa.Column("ahead", sa.Integer(), nullable=True),
        sa.Column("behind", sa.Integer(), nullable=True),
    ):
        op.add_column("projects", column)
    op.create_foreign_key(
        op.f("fk_projects_remote_id_git_remotes"), "projects", "git_remotes", ["remote_id"], ["id"],
        ondelete="SET NULL",
    )  # fmt: skip
    op.create_index("ix_projects_remote_id", "projects", ["remote_id"])
