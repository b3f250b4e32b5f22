"""Give Telegram several bots, groups, dialogs, digests, membership, and links to sign in with."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.triggers import touch

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the tables and columns. The code before this one goes on: it neither reads nor needs them."""
    for label in ("held", "merged"):
        op.execute(f"ALTER TYPE telegram_message_status ADD VALUE IF NOT EXISTS '{label}'")
    op.create_table(
        "magic_link_requests",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("username", sa.String(length=200), nullable=False),
        sa.Column("browser_hash", sa.LargeBinary(length=32), nullable=True),
        sa.Column("number", sa.SmallInteger(), nullable=True),
        sa.Column("address", sa.String(length=64), nullable=True),
        sa.Column(
            "created_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_magic_link_requests")),
    )
    op.create_index(op.f("ix_magic_link_requests_created_at"), "magic_link_requests", ["created_at"], unique=False)
    op.create_table(
        "telegram_dialogs",
        sa.Column("bot_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("state", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("bot_id", "chat_id", name=op.f("pk_telegram_dialogs")),
    )
    op.create_index(op.f("ix_telegram_dialogs_expires_at"), "telegram_dialogs", ["expires_at"], unique=False)
    op.create_table(
        "telegram_members",
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.Column("telegram_user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("is_member", sa.Boolean(), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("known_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.PrimaryKeyConstraint("channel", "telegram_user_id", name=op.f("pk_telegram_members")),
    )
    op.create_index(op.f("ix_telegram_members_known_at"), "telegram_members", ["known_at"], unique=False)
    op.create_table(
        "magic_links",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("user_id", sa.UUID(), nullable=False),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("browser_hash", sa.LargeBinary(length=32), nullable=True),
        sa.Column("number", sa.SmallInteger(), nullable=True),
        sa.Column("wrong", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column(
            "created_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_magic_links_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_magic_links")),
        sa.UniqueConstraint("hash", name=op.f("uq_magic_links_hash")),
    )
    op.create_index(op.f("ix_magic_links_expires_at"), "magic_links", ["expires_at"], unique=False)
    op.create_index("ix_magic_links_user_id", "magic_links", ["user_id", "created_at"], unique=False)
    op.create_table(
        "telegram_runs",
        sa.Column("message_id", sa.UUID(), nullable=False),
        sa.Column("execution_id", sa.Uuid(), nullable=False),
        sa.Column("shown", sa.String(length=64), server_default="", nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.Column(
            "created_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.ForeignKeyConstraint(
            ["message_id"],
            ["telegram_messages.id"],
            name=op.f("fk_telegram_runs_message_id_telegram_messages"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("message_id", name=op.f("pk_telegram_runs")),
    )
    op.create_index(op.f("ix_telegram_runs_execution_id"), "telegram_runs", ["execution_id"], unique=False)
    op.create_index("ix_telegram_runs_next_at", "telegram_runs", ["next_at"], unique=False)
    op.create_table(
        "telegram_groups",
        sa.Column("bot_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("project_id", sa.UUID(), nullable=False),
        sa.Column("title", sa.String(length=200), server_default="", nullable=False),
        sa.Column("language", sa.String(length=8), server_default="en", nullable=False),
        sa.Column("thread_id", sa.BigInteger(), nullable=True),
        sa.Column("bound_by", sa.UUID(), nullable=True),
        sa.Column(
            "created_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column(
            "updated_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.ForeignKeyConstraint(
            ["bound_by"], ["users.id"], name=op.f("fk_telegram_groups_bound_by_users"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_telegram_groups_project_id_projects"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("bot_id", "chat_id", "project_id", name=op.f("pk_telegram_groups")),
    )
    op.create_index("ix_telegram_groups_project_id", "telegram_groups", ["project_id"], unique=False)
    op.add_column("telegram_bots", sa.Column("token", sa.LargeBinary(), nullable=True))
    op.add_column("telegram_bots", sa.Column("project_id", sa.UUID(), nullable=True))
    op.add_column("telegram_bots", sa.Column("is_enabled", sa.Boolean(), server_default="true", nullable=False))
    op.add_column("telegram_bots", sa.Column("error_since", sa.DateTime(timezone=True), nullable=True))
    op.add_column("telegram_bots", sa.Column("description", sa.String(length=500), nullable=True))
    op.alter_column(
        "telegram_bots",
        "checked_at",
        existing_type=postgresql.TIMESTAMP(timezone=True),
        nullable=True,
        server_default=None,
    )
    op.create_index(
        "uq_telegram_bots_project_id",
        "telegram_bots",
        ["project_id"],
        unique=True,
        postgresql_where=sa.text("project_id IS NOT NULL"),
    )
    op.create_foreign_key(
        op.f("fk_telegram_bots_project_id_projects"),
        "telegram_bots",
        "projects",
        ["project_id"],
        ["id"],
        ondelete="CASCADE",
    )
    op.add_column("telegram_chats", sa.Column("open_since", sa.DateTime(timezone=True), nullable=True))
    op.add_column("telegram_link_codes", sa.Column("project_id", sa.UUID(), nullable=True))
    op.create_foreign_key(
        op.f("fk_telegram_link_codes_project_id_projects"),
        "telegram_link_codes",
        "projects",
        ["project_id"],
        ["id"],
        ondelete="CASCADE",
    )
    op.add_column(
        "telegram_messages",
        sa.Column("about", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
    )
    op.add_column("telegram_messages", sa.Column("news", sa.String(length=20), nullable=True))
    op.add_column("telegram_messages", sa.Column("file", postgresql.JSONB(astext_type=sa.Text()), nullable=True))
    op.add_column("telegram_messages", sa.Column("thread_id", sa.BigInteger(), nullable=True))
    op.add_column("telegram_messages", sa.Column("held_until", sa.DateTime(timezone=True), nullable=True))
    op.add_column("telegram_messages", sa.Column("merged_into", sa.Uuid(), nullable=True))
    op.create_index(
        "ix_telegram_messages_held",
        "telegram_messages",
        ["held_until"],
        unique=False,
        postgresql_where=sa.text("held_until IS NOT NULL"),
    )
    op.create_index(
        "ix_telegram_messages_sent",
        "telegram_messages",
        ["chat_id", "message_id"],
        unique=False,
        postgresql_where=sa.text("message_id IS NOT NULL"),
    )
    touch("telegram_groups")
