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
    workdir_access: Mapped[WorkdirAccess] = mapped_column(
        Enum(WorkdirAccess, name="workdir_access", values_callable=enum_values), server_default="none"
    )
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
    cancel_requested: Mapped[bool] = mapped_column(server_default="false")
    exit_code: Mapped[int | None]
    signal: Mapped[int | None] = mapped_column(SmallInteger)
    error: Mapped[str | None] = mapped_column(String(1000))
    sandbox: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    usage: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    log_bytes: Mapped[int] = mapped_column(BigInteger, server_default="0")
    log_lines: Mapped[int] = mapped_column(BigInteger, server_default="0")
    log_dropped_bytes: Mapped[int] = mapped_column(BigInteger, server_default="0")
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
    """A secret given to runs as an environment variable: of all scripts, or of one project's runs."""

    __tablename__ = "variables"
    __table_args__ = (
        Index(
            "uq_variables_name",
            text("coalesce(project_id, '00000000-0000-0000-0000-000000000000'::uuid)"),
            "name",
            unique=True,
        ),
    )

    id: Mapped[Id]
    project_id: Mapped[UUID | None] = mapped_column(ForeignKey("projects.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(100))
    value: Mapped[bytes] = mapped_column(LargeBinary)
    updated_by: Mapped[UUID | None]
