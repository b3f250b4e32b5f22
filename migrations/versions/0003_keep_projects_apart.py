"""Keep projects apart: visibility and members; a project's runs go with it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the members, the visibility, and the rule for runs."""
    visibility = postgresql.ENUM("team", "internal", "private", name="project_visibility")
    visibility.create(op.get_bind())
    op.add_column(
        "projects",
        sa.Column("visibility", postgresql.ENUM(name="project_visibility", create_type=False), nullable=True),
    )
    op.create_table(
        "project_members",
        sa.Column("user_id", sa.UUID(), nullable=False),
        sa.Column("project_id", sa.UUID(), nullable=False),
        sa.Column("role", sa.Enum("viewer", "maintainer", "owner", name="project_role"), nullable=False),
        sa.Column("added_by", sa.UUID(), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_project_members_user_id_users"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_project_members_project_id_projects"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["added_by"], ["users.id"], name=op.f("fk_project_members_added_by_users"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("user_id", "project_id", name=op.f("pk_project_members")),
    )
    op.create_index("ix_project_members_project_id", "project_members", ["project_id", "added_at", "user_id"])
    op.drop_constraint("fk_executions_project_id_projects", "executions", type_="foreignkey")
    op.create_foreign_key(
        op.f("fk_executions_project_id_projects"),
        "executions",
        "projects",
        ["project_id"],
        ["id"],
        ondelete="CASCADE",
    )
