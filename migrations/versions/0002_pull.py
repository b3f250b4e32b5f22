"""Pulls and their undoing as jobs, the policy of pulling by itself, blocks that end or that shells obey."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"

_POLICIES = ("off", "notify", "fast_forward")
_STATES = ("enforced", "bypassable", "not_enforced")


def upgrade() -> None:
    """Add the values and columns."""
    op.execute("ALTER TYPE job_kind ADD VALUE 'pull'")
    op.execute("ALTER TYPE job_kind ADD VALUE 'undo'")
    op.execute("ALTER TYPE pull_status ADD VALUE 'undone' AFTER 'fast_forwarded'")
    op.add_column(
        "jobs",
        sa.Column("parameters", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
    )
    op.add_column("pulls", sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True))
    policy = postgresql.ENUM(*_POLICIES, name="auto_pull")
    policy.create(op.get_bind())
    state = postgresql.ENUM(*_STATES, name="block_state")
    state.create(op.get_bind())
    op.execute("ALTER TABLE projects ALTER auto_pull DROP DEFAULT")
    op.execute(
        "ALTER TABLE projects ALTER auto_pull TYPE auto_pull"
        " USING (CASE WHEN auto_pull THEN 'fast_forward' ELSE 'off' END)::auto_pull"
    )
    op.execute("ALTER TABLE projects ALTER auto_pull SET DEFAULT 'off'")
    op.add_column("projects", sa.Column("blocked_until", sa.DateTime(timezone=True), nullable=True))
    op.add_column("projects", sa.Column("block_enforced", sa.Boolean(), server_default="false", nullable=False))
    op.add_column(
        "projects",
        sa.Column("block_state", postgresql.ENUM(*_STATES, name="block_state", create_type=False), nullable=True),
    )
