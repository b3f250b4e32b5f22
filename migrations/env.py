"""Alembic: one migrator at a time, with limits on locks, so that a running product is never blocked long."""

from __future__ import annotations

from alembic import context
from sqlalchemy import Connection, create_engine, pool, text

from app.config import settings
from app.models import metadata

LOCK_TIMEOUT = "4s"
STATEMENT_TIMEOUT = "10min"


def run(connection: Connection) -> None:
    """Run the migrations over `connection`."""
    connection.execute(text("SELECT pg_advisory_lock(hashtext('luma migrations'))"))
    connection.execute(text(f"SET lock_timeout = '{LOCK_TIMEOUT}'"))
    connection.execute(text(f"SET statement_timeout = '{STATEMENT_TIMEOUT}'"))
    connection.commit()
    context.configure(connection=connection, target_metadata=metadata, transaction_per_migration=True)
    with context.begin_transaction():
        context.run_migrations()


given: Connection | None = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    engine = create_engine(settings().database_url, poolclass=pool.NullPool)
    with engine.connect() as opened:
        run(opened)
