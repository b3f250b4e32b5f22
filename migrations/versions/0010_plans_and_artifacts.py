"""Schedules, triggers, artifacts, files as parameters, maintenance; more settings of scripts and causes of runs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.triggers import touch

revision = "0010"
down_revision = "0009"

NOBODY = "'00000000-0000-0000-0000-000000000000'::uuid"
NOW = sa.text("clock_timestamp()")


def upgrade() -> None:
    """Add everything."""
    _scripts()
    _executions()
    op.add_column("variables", sa.Column("script_id", sa.Uuid()))
    op.create_foreign_key(
        op.f("fk_variables_script_id_scripts"), "variables", "scripts", ["script_id"], ["id"], ondelete="CASCADE"
    )
    op.drop_index("uq_variables_name", "variables")
    op.create_index(
        "uq_variables_name", "variables", [sa.text(f"coalesce(project_id, script_id, {NOBODY})"), "name"], unique=True
    )
    _schedules()
    _triggers()
    _files()


def _scripts() -> None:
    for name in ("network_allowed", "terminal", "stop_at_log_limit"):
        op.add_column("scripts", sa.Column(name, sa.Boolean(), server_default="false", nullable=False))
    op.add_column("scripts", sa.Column("max_concurrent", sa.SmallInteger()))
    op.add_column("scripts", sa.Column("retries", sa.SmallInteger(), server_default="0", nullable=False))
    # Global scripts are administrators' own; what a project's script had until now stays as it was.
    op.execute("UPDATE scripts SET network_allowed = network")


def _executions() -> None:
    cause = postgresql.ENUM(
        "person", "rerun", "schedule", "commit", "pull", "script", name="execution_cause", create_type=False
    )
    cause.create(op.get_bind())
    for name in ("terminal", "stop_at_log_limit"):
        op.add_column("executions", sa.Column(name, sa.Boolean(), server_default="false", nullable=False))
    op.add_column("executions", sa.Column("cause", cause, server_default="person", nullable=False))
    op.add_column("executions", sa.Column("cause_detail", postgresql.JSONB(), server_default="{}", nullable=False))
    op.add_column("executions", sa.Column("dedupe_key", sa.String(200)))
    op.add_column("executions", sa.Column("attempt", sa.SmallInteger(), server_default="1", nullable=False))
    op.add_column("executions", sa.Column("log_expired_at", sa.DateTime(timezone=True)))
    where = sa.text("dedupe_key IS NOT NULL")
    op.create_index("uq_executions_dedupe_key", "executions", ["dedupe_key"], unique=True, postgresql_where=where)
    where = sa.text("log_bytes > 0 AND log_expired_at IS NULL")
    op.create_index("ix_executions_log", "executions", ["finished_at"], postgresql_where=where)


def _key(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete="CASCADE")


def _schedules() -> None:
    missed = postgresql.ENUM("skip", "run_once", name="schedule_missed", create_type=False)
    missed.create(op.get_bind())
    op.create_table(
        "schedules",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("script_id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid()),
        sa.Column("cron", sa.String(200), nullable=False),
        sa.Column("timezone", sa.String(64), server_default="UTC", nullable=False),
        sa.Column("parameters", postgresql.JSONB(), server_default="{}", nullable=False),
        sa.Column("missed", missed, server_default="skip", nullable=False),
        sa.Column("is_enabled", sa.Boolean(), server_default="true", nullable=False),
        sa.Column("next_run_at", sa.DateTime(timezone=True)),
        sa.Column("last_run_at", sa.DateTime(timezone=True)),
        sa.Column("last_error", sa.String(100)),
        sa.Column("created_by", sa.Uuid()),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=NOW, nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=NOW, nullable=False),
        _key("schedules", "script_id", "scripts"),
        _key("schedules", "project_id", "projects"),
    )
    op.create_index("ix_schedules_created_at", "schedules", ["created_at", "id"])
    where = sa.text("is_enabled AND next_run_at IS NOT NULL")
    op.create_index("ix_schedules_due", "schedules", ["next_run_at"], postgresql_where=where)
    op.create_index(op.f("ix_schedules_script_id"), "schedules", ["script_id"])
    touch("schedules")


def _triggers() -> None:
    on = postgresql.ENUM("commit", "pull", "script", name="trigger_on", create_type=False)
    after = postgresql.ENUM("succeeded", "failed", "ended", name="trigger_after", create_type=False)
    on.create(op.get_bind())
    after.create(op.get_bind())
    op.create_table(
        "triggers",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("script_id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid()),
        sa.Column("on", on, nullable=False),
        sa.Column("branches", postgresql.JSONB(), server_default="[]", nullable=False),
        sa.Column("paths", postgresql.JSONB(), server_default="[]", nullable=False),
        sa.Column("after_script_id", sa.Uuid()),
        sa.Column("after", after, server_default="succeeded", nullable=False),
        sa.Column("parameters", postgresql.JSONB(), server_default="{}", nullable=False),
        sa.Column("is_enabled", sa.Boolean(), server_default="true", nullable=False),
        sa.Column("last_error", sa.String(100)),
        sa.Column("created_by", sa.Uuid()),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=NOW, nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=NOW, nullable=False),
        _key("triggers", "script_id", "scripts"),
        _key("triggers", "project_id", "projects"),
        _key("triggers", "after_script_id", "scripts"),
    )
    enabled = sa.text("is_enabled")
    op.create_index("ix_triggers_project_id", "triggers", ["project_id"], postgresql_where=enabled)
    op.create_index("ix_triggers_after_script_id", "triggers", ["after_script_id"], postgresql_where=enabled)
    op.create_index(op.f("ix_triggers_script_id"), "triggers", ["script_id"])
    touch("triggers")


def _files() -> None:
    codec = postgresql.ENUM(name="log_codec", create_type=False)
    op.create_table(
        "artifacts",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("execution_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(1000), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=NOW, nullable=False),
        _key("artifacts", "execution_id", "executions"),
    )
    op.create_index("uq_artifacts_name", "artifacts", ["execution_id", "name"], unique=True)
    op.create_index(op.f("ix_artifacts_created_at"), "artifacts", ["created_at"])
    op.create_table(
        "artifact_pieces",
        sa.Column("artifact_id", sa.Uuid(), primary_key=True),
        sa.Column("byte_offset", sa.BigInteger(), primary_key=True),
        sa.Column("codec", codec, nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        _key("artifact_pieces", "artifact_id", "artifacts"),
    )
    op.create_table(
        "uploads",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("created_by", sa.Uuid()),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=NOW, nullable=False),
    )
    op.create_index(op.f("ix_uploads_created_at"), "uploads", ["created_at"])
    op.create_table(
        "maintenance",
        sa.Column("id", sa.SmallInteger(), primary_key=True, autoincrement=False),
        sa.Column("reason", sa.String(500), server_default="", nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), server_default=NOW, nullable=False),
        sa.Column("set_by", sa.Uuid()),
    )
