"""Scripts and their versions, executions and their logs, secret variables."""

from __future__ import annotations

from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Enum, ForeignKey, Index, Integer, LargeBinary, SmallInteger, String, Text, func, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, Id, Time, TimestampMixin, enum_values


class ScriptType(StrEnum):
    """Whose a script is: the installation's, kept by administrators, or a project's."""

    GLOBAL = "global"
    PROJECT = "project"


class WorkdirAccess(StrEnum):
    """What a run sees of its project's tree."""

    NONE = "none"
    READ = "read"
    WRITE = "write"


class ExecutionStatus(StrEnum):
    """Where a run stands. `lost` is said only where nobody can know how it ended."""

    QUEUED = "queued"
    RUNNING = "running"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    TIMED_OUT = "timed_out"
    CANCELLED = "cancelled"
    LOST = "lost"


class Cause(StrEnum):
    """Why a run was queued."""

    PERSON = "person"
    RERUN = "rerun"
    SCHEDULE = "schedule"
    COMMIT = "commit"
    PULL = "pull"
    SCRIPT = "script"


class Missed(StrEnum):
    """What becomes of the times of a schedule at which nothing could be queued."""

    SKIP = "skip"
    RUN_ONCE = "run_once"


class TriggerOn(StrEnum):
    """What queues a run by itself: new commits, a pull, or the end of another script's run."""

    COMMIT = "commit"
    PULL = "pull"
    SCRIPT = "script"


class After(StrEnum):
    """How the other script's run has to have ended."""

    SUCCEEDED = "succeeded"
    FAILED = "failed"
    ENDED = "ended"


class Codec(StrEnum):
    """How the bytes of a piece of log are kept."""

    RAW = "raw"
    ZSTD = "zstd"


class Script(TimestampMixin, Base):
    """A script as it stands; what a run executes is a version of it. A deleted one is kept for its history."""

    __tablename__ = "scripts"
    __table_args__ = (
        Index(
            "uq_scripts_name",
            text("coalesce(project_id, '00000000-0000-0000-0000-000000000000'::uuid)"),
            text("lower(name)"),
            unique=True,
            postgresql_where=text("deleted_at IS NULL"),
        ),
        Index("ix_scripts_created_at", "created_at", "id", postgresql_where=text("deleted_at IS NULL")),
        Index("ix_scripts_project_id", "project_id", "created_at", "id", postgresql_where=text("deleted_at IS NULL")),
    )

    id: Mapped[Id]
    type: Mapped[ScriptType] = mapped_column(Enum(ScriptType, name="script_type", values_callable=enum_values))
    project_id: Mapped[UUID | None] = mapped_column(ForeignKey("projects.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(200))
    description: Mapped[str] = mapped_column(String(2000), server_default="")
    version: Mapped[int] = mapped_column(Integer, server_default="1")
    interpreter: Mapped[str] = mapped_column(String(200))
    content: Mapped[str] = mapped_column(Text)
    parameters: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, server_default="[]")
    timeout_seconds: Mapped[int] = mapped_column(SmallInteger, server_default="300")
    memory_mb: Mapped[int] = mapped_column(Integer, server_default="512")
    network: Mapped[bool] = mapped_column(server_default="false")
    # An administrator's consent to `network`; other people's change of the script takes it back.
    network_allowed: Mapped[bool] = mapped_column(server_default="false")
    workdir_access: Mapped[WorkdirAccess] = mapped_column(
        Enum(WorkdirAccess, name="workdir_access", values_callable=enum_values), server_default="none"
    )
    terminal: Mapped[bool] = mapped_column(server_default="false")
    stop_at_log_limit: Mapped[bool] = mapped_column(server_default="false")
    max_concurrent: Mapped[int | None] = mapped_column(SmallInteger)
    # How often a run that was lost or failed is queued again; only for scripts that may safely run twice.
    retries: Mapped[int] = mapped_column(SmallInteger, server_default="0")
    is_enabled: Mapped[bool] = mapped_column(server_default="true")
    created_by: Mapped[UUID | None]
    deleted_at: Mapped[Time | None]


class ScriptVersion(Base):
    """What a script said at some time: runs are pinned to it."""

    __tablename__ = "script_versions"

    script_id: Mapped[UUID] = mapped_column(ForeignKey("scripts.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    interpreter: Mapped[str] = mapped_column(String(200))
    content: Mapped[str] = mapped_column(Text)
    created_by: Mapped[UUID | None]
    created_at: Mapped[Time] = mapped_column(server_default=func.clock_timestamp())


class Execution(TimestampMixin, Base):
    """One run of one version of a script. Limits are those of the moment it was queued."""

    __tablename__ = "executions"
    __table_args__ = (
        Index("ix_executions_queued_at", "queued_at", "id"),
        Index("ix_executions_script_id", "script_id", "queued_at", "id"),
        Index("ix_executions_project_id", "project_id", "queued_at", "id"),
        Index("ix_executions_status", "status", "queued_at", "id"),
        Index("ix_executions_waiting", "queued_at", postgresql_where=text("status = 'queued'")),
        Index("ix_executions_leased", "lease_until", postgresql_where=text("status = 'running'")),
        # What is queued by itself is queued once, however many look at the clock or at the same commit.
        Index("uq_executions_dedupe_key", "dedupe_key", unique=True, postgresql_where=text("dedupe_key IS NOT NULL")),
        Index("ix_executions_log", "finished_at", postgresql_where=text("log_bytes > 0 AND log_expired_at IS NULL")),
    )

    id: Mapped[Id]
    script_id: Mapped[UUID] = mapped_column(ForeignKey("scripts.id", ondelete="CASCADE"))
    script_version: Mapped[int]
    # A project's runs go with it: without it nobody could say who may read their logs.
    project_id: Mapped[UUID | None] = mapped_column(ForeignKey("projects.id", ondelete="CASCADE"))
    status: Mapped[ExecutionStatus] = mapped_column(
        Enum(ExecutionStatus, name="execution_status", values_callable=enum_values), server_default="queued"
    )
    requested_by: Mapped[UUID | None]
    parameters: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default="{}")
    timeout_seconds: Mapped[int] = mapped_column(SmallInteger)
    memory_mb: Mapped[int]
    network: Mapped[bool]
    workdir_access: Mapped[WorkdirAccess] = mapped_column(
        Enum(WorkdirAccess, name="workdir_access", values_callable=enum_values)
    )
    terminal: Mapped[bool] = mapped_column(server_default="false")
    stop_at_log_limit: Mapped[bool] = mapped_column(server_default="false")
    cause: Mapped[Cause] = mapped_column(
        Enum(Cause, name="execution_cause", values_callable=enum_values), server_default="person"
    )
    # The ids and names that go with the cause: `rerun_of`, `schedule_id` and `slot`, `trigger_id`, `sha` and `branch`.
    cause_detail: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default="{}")
    dedupe_key: Mapped[str | None] = mapped_column(String(200))
    attempt: Mapped[int] = mapped_column(SmallInteger, server_default="1")
    cancel_requested: Mapped[bool] = mapped_column(server_default="false")
    exit_code: Mapped[int | None]
    signal: Mapped[int | None] = mapped_column(SmallInteger)
    error: Mapped[str | None] = mapped_column(String(1000))
    sandbox: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    usage: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    log_bytes: Mapped[int] = mapped_column(BigInteger, server_default="0")
    log_lines: Mapped[int] = mapped_column(BigInteger, server_default="0")
    log_dropped_bytes: Mapped[int] = mapped_column(BigInteger, server_default="0")
    log_expired_at: Mapped[Time | None]
    duration_ms: Mapped[int | None] = mapped_column(BigInteger)
    node: Mapped[str | None] = mapped_column(String(200))
    lease_token: Mapped[UUID | None]
    lease_until: Mapped[Time | None]
    queued_at: Mapped[Time] = mapped_column(server_default=func.clock_timestamp())
    started_at: Mapped[Time | None]
    finished_at: Mapped[Time | None]

    @property
    def owner_id(self) -> UUID | None:
        """Who asked for it, for permissions."""
        return self.requested_by

    @property
    def is_over(self) -> bool:
        """Whether it has ended, one way or another."""
        return self.status not in (ExecutionStatus.QUEUED, ExecutionStatus.RUNNING)


class LogChunk(Base):
    """A piece of a log: where it begins in bytes and in lines, so that any window is found by one look-up."""

    __tablename__ = "log_chunks"
    __table_args__ = (Index("ix_log_chunks_first_line", "execution_id", "first_line"),)

    execution_id: Mapped[UUID] = mapped_column(ForeignKey("executions.id", ondelete="CASCADE"), primary_key=True)
    byte_offset: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    size: Mapped[int]
    first_line: Mapped[int] = mapped_column(BigInteger)
    codec: Mapped[Codec] = mapped_column(Enum(Codec, name="log_codec", values_callable=enum_values))
    data: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[Time] = mapped_column(server_default=func.clock_timestamp())


class Variable(TimestampMixin, Base):
    """A secret given to runs as an environment variable: of all scripts, of one project's runs, or of one script."""

    __tablename__ = "variables"
    __table_args__ = (
        Index(
            "uq_variables_name",
            text("coalesce(project_id, script_id, '00000000-0000-0000-0000-000000000000'::uuid)"),
            "name",
            unique=True,
        ),
    )

    id: Mapped[Id]
    project_id: Mapped[UUID | None] = mapped_column(ForeignKey("projects.id", ondelete="CASCADE"))
    script_id: Mapped[UUID | None] = mapped_column(ForeignKey("scripts.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(100))
    value: Mapped[bytes] = mapped_column(LargeBinary)
    updated_by: Mapped[UUID | None]


class Schedule(TimestampMixin, Base):
    """Times at which a script is queued: a cron expression in a time zone."""

    __tablename__ = "schedules"
    __table_args__ = (
        Index("ix_schedules_created_at", "created_at", "id"),
        Index("ix_schedules_due", "next_run_at", postgresql_where=text("is_enabled AND next_run_at IS NOT NULL")),
    )

    id: Mapped[Id]
    script_id: Mapped[UUID] = mapped_column(ForeignKey("scripts.id", ondelete="CASCADE"), index=True)
    project_id: Mapped[UUID | None] = mapped_column(ForeignKey("projects.id", ondelete="CASCADE"))
    cron: Mapped[str] = mapped_column(String(200))
    timezone: Mapped[str] = mapped_column(String(64), server_default="UTC")
    parameters: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default="{}")
    missed: Mapped[Missed] = mapped_column(
        Enum(Missed, name="schedule_missed", values_callable=enum_values), server_default="skip"
    )
    is_enabled: Mapped[bool] = mapped_column(server_default="true")
    next_run_at: Mapped[Time | None]
    last_run_at: Mapped[Time | None]
    last_error: Mapped[str | None] = mapped_column(String(100))
    created_by: Mapped[UUID | None]

    @property
    def owner_id(self) -> UUID | None:
        """Who made it, for permissions."""
        return self.created_by


class Trigger(TimestampMixin, Base):
    """What queues a script by itself, beside the clock."""

    __tablename__ = "triggers"
    __table_args__ = (
        Index("ix_triggers_project_id", "project_id", postgresql_where=text("is_enabled")),
        Index("ix_triggers_after_script_id", "after_script_id", postgresql_where=text("is_enabled")),
    )

    id: Mapped[Id]
    script_id: Mapped[UUID] = mapped_column(ForeignKey("scripts.id", ondelete="CASCADE"), index=True)
    project_id: Mapped[UUID | None] = mapped_column(ForeignKey("projects.id", ondelete="CASCADE"))
    on: Mapped[TriggerOn] = mapped_column(Enum(TriggerOn, name="trigger_on", values_callable=enum_values))
    # Patterns as in a shell, `!` before one excludes; none means all.
    branches: Mapped[list[str]] = mapped_column(JSONB, server_default="[]")
    paths: Mapped[list[str]] = mapped_column(JSONB, server_default="[]")
    after_script_id: Mapped[UUID | None] = mapped_column(ForeignKey("scripts.id", ondelete="CASCADE"))
    after: Mapped[After] = mapped_column(
        Enum(After, name="trigger_after", values_callable=enum_values), server_default="succeeded"
    )
    parameters: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default="{}")
    is_enabled: Mapped[bool] = mapped_column(server_default="true")
    last_error: Mapped[str | None] = mapped_column(String(100))
    created_by: Mapped[UUID | None]

    @property
    def owner_id(self) -> UUID | None:
        """Who made it, for permissions."""
        return self.created_by


class Artifact(Base):
    """A file that a run left."""

    __tablename__ = "artifacts"
    __table_args__ = (Index("uq_artifacts_name", "execution_id", "name", unique=True),)

    id: Mapped[Id]
    execution_id: Mapped[UUID] = mapped_column(ForeignKey("executions.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(1000))
    size: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[Time] = mapped_column(server_default=func.clock_timestamp(), index=True)


class ArtifactPiece(Base):
    """A part of an artifact's bytes."""

    __tablename__ = "artifact_pieces"

    artifact_id: Mapped[UUID] = mapped_column(ForeignKey("artifacts.id", ondelete="CASCADE"), primary_key=True)
    byte_offset: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    codec: Mapped[Codec] = mapped_column(Enum(Codec, name="log_codec", values_callable=enum_values))
    data: Mapped[bytes] = mapped_column(LargeBinary)


class Upload(Base):
    """A file given to a run as a parameter, kept until the run is forgotten, or a day where none ever used it."""

    __tablename__ = "uploads"

    id: Mapped[Id]
    name: Mapped[str] = mapped_column(String(200))
    size: Mapped[int]
    data: Mapped[bytes] = mapped_column(LargeBinary)
    created_by: Mapped[UUID | None]
    created_at: Mapped[Time] = mapped_column(server_default=func.clock_timestamp(), index=True)


class Maintenance(Base):
    """There is a row while no run is started: what runs ends, what is queued waits."""

    __tablename__ = "maintenance"

    id: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    reason: Mapped[str] = mapped_column(String(500), server_default="")
    since: Mapped[Time] = mapped_column(server_default=func.clock_timestamp())
    set_by: Mapped[UUID | None]
