"""An index of the projects that are blocked, for the periodic look at them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the index."""
    where = sa.text("is_blocked OR block_state IS NOT NULL")
    op.create_index("ix_projects_blocked", "projects", ["id"], postgresql_where=where)
