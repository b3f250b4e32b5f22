"""The trigger that keeps `updated_at`, whatever statement changes a row."""

from __future__ import annotations

from alembic import op

FUNCTION = """
CREATE OR REPLACE FUNCTION touch_updated_at() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.updated_at := clock_timestamp();
    RETURN NEW;
END
$$
"""


def create_function() -> None:
    """Make the function that the triggers call."""
    op.execute(FUNCTION)


def touch(table: str) -> None:
    """Keep `updated_at` of `table`. `table` is a name from a migration, never from outside."""
    op.execute(
        f"CREATE TRIGGER touch_{table} BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION touch_updated_at()"
    )
