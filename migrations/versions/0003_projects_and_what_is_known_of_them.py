"""Projects and what is known of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.triggers import touch

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Projects and what is known of them."""
    op.create_table(
        "poll_groups",
        sa.Column("number", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column(
            "next_poll_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column("polled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("rounds", sa.BigInteger(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_poll_groups")),
    )
    op.create_table(
        "scan_roots",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("raw_path", sa.LargeBinary(), nullable=False),
        sa.Column("created_by", sa.UUID(), nullable=True),
        sa.Column("last_scanned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("unreadable", postgresql.JSONB(astext_type=sa.Text()), server_default="[]", nullable=False),
        sa.Column(
            "created_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column(
            "updated_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.ForeignKeyConstraint(
            ["created_by"], ["users.id"], name=op.f("fk_scan_roots_created_by_users"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scan_roots")),
        sa.UniqueConstraint("raw_path", name=op.f("uq_scan_roots_raw_path")),
    )
    op.create_index("ix_scan_roots_created_at", "scan_roots", ["created_at", "id"], unique=False)
    op.create_table(
        "projects",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("scan_root_id", sa.UUID(), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("description", sa.String(length=2000), server_default="", nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("raw_path", sa.LargeBinary(), nullable=False),
        sa.Column(
            "kind", sa.Enum("work_tree", "bare", "linked_worktree", "submodule", name="repository_kind"), nullable=False
        ),
        sa.Column(
            "status",
            sa.Enum("active", "missing", "broken", "refused", "unsupported", "replaced", name="project_status"),
            server_default="active",
            nullable=False,
        ),
        sa.Column("status_reason", sa.String(length=64), nullable=True),
        sa.Column(
            "status_since", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column("moved_from", sa.Text(), nullable=True),
        sa.Column("device", sa.BigInteger(), nullable=True),
        sa.Column("inode", sa.BigInteger(), nullable=True),
        sa.Column("remote_url", sa.Text(), nullable=True),
        sa.Column("default_branch", sa.Text(), nullable=True),
        sa.Column("raw_head_ref", sa.LargeBinary(), nullable=True),
        sa.Column("head_sha", sa.String(length=40), nullable=True),
        sa.Column("last_commit", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("is_blocked", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("blocked_reason", sa.String(length=500), nullable=True),
        sa.Column("blocked_by", sa.UUID(), nullable=True),
        sa.Column("blocked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("auto_pull", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("poll_interval", sa.Integer(), nullable=True),
        sa.Column("poll_group", sa.SmallInteger(), nullable=False),
        sa.Column("last_polled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ingested_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("quick_print", sa.BigInteger(), nullable=True),
        sa.Column("full_print", sa.BigInteger(), nullable=True),
        sa.Column(
            "created_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column(
            "updated_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.ForeignKeyConstraint(
            ["blocked_by"], ["users.id"], name=op.f("fk_projects_blocked_by_users"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["scan_root_id"], ["scan_roots.id"], name=op.f("fk_projects_scan_root_id_scan_roots"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_projects")),
    )
    op.create_index("ix_projects_identity", "projects", ["device", "inode"], unique=False)
    op.create_index("ix_projects_name", "projects", ["name", "id"], unique=False)
    op.create_index("ix_projects_poll_group", "projects", ["poll_group"], unique=False)
    op.create_index("ix_projects_scan_root_id", "projects", ["scan_root_id"], unique=False)
    op.create_index(
        "uq_projects_raw_path", "projects", ["raw_path"], unique=True, postgresql_where=sa.text("status <> 'replaced'")
    )
    op.create_table(
        "comments",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("project_id", sa.UUID(), nullable=False),
        sa.Column("author_id", sa.UUID(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("commit_sha", sa.String(length=40), nullable=True),
        sa.Column("execution_id", sa.Uuid(), nullable=True),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "created_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column(
            "updated_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["users.id"], name=op.f("fk_comments_author_id_users"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_comments_project_id_projects"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comments")),
    )
    op.create_index(
        "ix_comments_commit",
        "comments",
        ["project_id", "commit_sha"],
        unique=False,
        postgresql_where=sa.text("commit_sha IS NOT NULL"),
    )
    op.create_index(
        "ix_comments_execution_id",
        "comments",
        ["execution_id"],
        unique=False,
        postgresql_where=sa.text("execution_id IS NOT NULL"),
    )
    op.create_index("ix_comments_project_id", "comments", ["project_id", "created_at", "id"], unique=False)
    op.create_table(
        "commits",
        sa.Column("project_id", sa.UUID(), nullable=False),
        sa.Column("sha", sa.String(length=40), nullable=False),
        sa.Column("parents", postgresql.ARRAY(sa.String(length=40)), nullable=False),
        sa.Column("author", sa.String(length=500), nullable=False),
        sa.Column("author_email", sa.String(length=500), nullable=False),
        sa.Column("authored_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("committed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("subject", sa.String(length=1000), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("is_new", sa.Boolean(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_commits_project_id_projects"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("project_id", "sha", name=op.f("pk_commits")),
    )
    op.create_index("ix_commits_committed_at", "commits", ["committed_at", "sha"], unique=False)
    op.create_index("ix_commits_project_time", "commits", ["project_id", "committed_at", "sha"], unique=False)
    op.create_table(
        "project_refs",
        sa.Column("project_id", sa.UUID(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("kind", sa.Enum("branch", "tag", "remote", "other", name="ref_kind"), nullable=False),
        sa.Column("target", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_project_refs_project_id_projects"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("project_id", "name", name=op.f("pk_project_refs")),
    )
    op.create_table(
        "pulls",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("project_id", sa.UUID(), nullable=False),
        sa.Column("source", sa.Enum("lumastack", "shell", name="pull_source"), nullable=False),
        sa.Column("by", sa.UUID(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "fast_forwarded",
                "up_to_date",
                "dirty",
                "diverged",
                "blocked",
                "locked",
                "auth",
                "network",
                "no_upstream",
                "in_progress",
                "unsuitable",
                "failed",
                name="pull_status",
            ),
            nullable=False,
        ),
        sa.Column("branch", sa.Text(), nullable=True),
        sa.Column("old", sa.String(length=40), nullable=True),
        sa.Column("new", sa.String(length=40), nullable=True),
        sa.Column("commits", sa.Integer(), server_default="0", nullable=False),
        sa.Column("detail", sa.String(length=500), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["by"], ["users.id"], name=op.f("fk_pulls_by_users"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_pulls_project_id_projects"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pulls")),
    )
    op.create_index("ix_pulls_at", "pulls", ["at"], unique=False)
    op.create_index("ix_pulls_project_id", "pulls", ["project_id", "at", "id"], unique=False)
    op.create_table(
        "subscriptions",
        sa.Column("user_id", sa.UUID(), nullable=False),
        sa.Column("project_id", sa.UUID(), nullable=False),
        sa.Column(
            "events",
            postgresql.ARRAY(
                sa.Enum("commit", "pull", "comment", "mention", "execution", "alert", name="subscription_event")
            ),
            nullable=False,
        ),
        sa.Column(
            "channels", postgresql.ARRAY(sa.Enum("web", "telegram", name="subscription_channel")), nullable=False
        ),
        sa.Column(
            "created_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column(
            "updated_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_subscriptions_project_id_projects"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_subscriptions_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", "project_id", name=op.f("pk_subscriptions")),
    )
    op.create_index("ix_subscriptions_project_id", "subscriptions", ["project_id"], unique=False)
    for table in ("scan_roots", "projects", "comments", "subscriptions"):
        touch(table)
