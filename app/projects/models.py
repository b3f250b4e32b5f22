"""Repositories and what is kept of them: scan roots, projects, refs, commits, pulls, subscriptions, comments."""

from __future__ import annotations

from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Enum, ForeignKey, Index, Integer, LargeBinary, SmallInteger, String, Text, func, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, Id, Time, TimestampMixin, enum_values
from app.gitread.layout import Kind
from app.gitread.refs import RefKind
from app.security import Placed, ProjectRole, Visibility


class ProjectStatus(StrEnum):
    """Where a repository stands. Only an active one is read; no other state deletes what is known of it."""

    ACTIVE = "active"
    MISSING = "missing"
    BROKEN = "broken"
    REFUSED = "refused"
    UNSUPPORTED = "unsupported"
    REPLACED = "replaced"


class PullStatus(StrEnum):
    """How a pull ended."""

    FAST_FORWARDED = "fast_forwarded"
    UNDONE = "undone"
    UP_TO_DATE = "up_to_date"
    DIRTY = "dirty"
    DIVERGED = "diverged"
    BLOCKED = "blocked"
    LOCKED = "locked"
    AUTH = "auth"
    NETWORK = "network"
    NO_UPSTREAM = "no_upstream"
    IN_PROGRESS = "in_progress"
    UNSUITABLE = "unsuitable"
    FAILED = "failed"


class PullSource(StrEnum):
    """Who pulled: LumaStack, or somebody in a shell."""

    LUMASTACK = "lumastack"
    SHELL = "shell"


class BlockState(StrEnum):
    """What a block that shells are to obey comes to there: hooks stand, can be got round, or do not stand."""

    ENFORCED = "enforced"
    BYPASSABLE = "bypassable"
    NOT_ENFORCED = "not_enforced"


class AutoPull(StrEnum):
    """What is done by itself when a project's upstream has new commits: nothing, telling people, or pulling them."""

    OFF = "off"
    NOTIFY = "notify"
    FAST_FORWARD = "fast_forward"


class Event(StrEnum):
    """What a person can be told of a project."""

    COMMIT = "commit"
    PULL = "pull"
    COMMENT = "comment"
    MENTION = "mention"
    EXECUTION = "execution"
    ALERT = "alert"


class Channel(StrEnum):
    """Where a person is told."""

    WEB = "web"
    TELEGRAM = "telegram"


event_type = Enum(Event, name="subscription_event", values_callable=enum_values)
channel_type = Enum(Channel, name="subscription_channel", values_callable=enum_values)


class ScanRoot(TimestampMixin, Base):
    """A directory below which repositories are looked for. `raw_path` is its name in bytes, `path` for people.

    `unreadable` lists directories that could not be entered at the last scan.
    """

    __tablename__ = "scan_roots"
    __table_args__ = (Index("ix_scan_roots_created_at", "created_at", "id"),)

    id: Mapped[Id]
    path: Mapped[str] = mapped_column(Text)
    raw_path: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    created_by: Mapped[UUID | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    last_scanned_at: Mapped[Time | None]
    unreadable: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, server_default="[]")


class Project(TimestampMixin, Base):
    """A repository. `device` and `inode` are those of its git directory; `raw_*` are names in bytes.

    `version` grows with each change that was taken over: a look that began with an older one is thrown away.
    `quick_print` and `full_print` are the fingerprints of the state that was taken over last. `poll_group` is the part
    of the pollers' work that it belongs to. `block_enforced`: shells are to obey the block as well; `block_state` is
    what that came to when it was last looked at. No `visibility`: the installation's default.
    """

    __tablename__ = "projects"
    __table_args__ = (
        Index("uq_projects_raw_path", "raw_path", unique=True, postgresql_where=text("status <> 'replaced'")),
        Index("ix_projects_name", "name", "id"),
        Index("ix_projects_identity", "device", "inode"),
        Index("ix_projects_poll_group", "poll_group"),
        Index("ix_projects_scan_root_id", "scan_root_id"),
        Index("ix_projects_remote_id", "remote_id"),
        # The periodic look at blocks reads only those that there are.
        Index("ix_projects_blocked", "id", postgresql_where=text("is_blocked OR block_state IS NOT NULL")),
    )

    id: Mapped[Id]
    scan_root_id: Mapped[UUID | None] = mapped_column(ForeignKey("scan_roots.id", ondelete="SET NULL"))
    name: Mapped[str] = mapped_column(String(200))
    description: Mapped[str] = mapped_column(String(2000), server_default="")
    path: Mapped[str] = mapped_column(Text)
    raw_path: Mapped[bytes] = mapped_column(LargeBinary)
    kind: Mapped[Kind] = mapped_column(Enum(Kind, name="repository_kind", values_callable=enum_values))
    status: Mapped[ProjectStatus] = mapped_column(
        Enum(ProjectStatus, name="project_status", values_callable=enum_values),
        server_default=ProjectStatus.ACTIVE.value,
    )
    status_reason: Mapped[str | None] = mapped_column(String(64))
    status_since: Mapped[Time] = mapped_column(server_default=func.clock_timestamp())
    moved_from: Mapped[str | None] = mapped_column(Text)
    device: Mapped[int | None] = mapped_column(BigInteger)
    inode: Mapped[int | None] = mapped_column(BigInteger)
    remote_url: Mapped[str | None] = mapped_column(Text)
    default_branch: Mapped[str | None] = mapped_column(Text)
    raw_head_ref: Mapped[bytes | None] = mapped_column(LargeBinary)
    head_sha: Mapped[str | None] = mapped_column(String(40))
    last_commit: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    is_blocked: Mapped[bool] = mapped_column(server_default="false")
    blocked_reason: Mapped[str | None] = mapped_column(String(500))
    blocked_by: Mapped[UUID | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    blocked_at: Mapped[Time | None]
    blocked_until: Mapped[Time | None]
    block_enforced: Mapped[bool] = mapped_column(server_default="false")
    block_state: Mapped[BlockState | None] = mapped_column(
        Enum(BlockState, name="block_state", values_callable=enum_values)
    )
    auto_pull: Mapped[AutoPull] = mapped_column(
        Enum(AutoPull, name="auto_pull", values_callable=enum_values), server_default=AutoPull.OFF.value
    )
    auto_pulled_sha: Mapped[str | None] = mapped_column(String(40))
    remote_id: Mapped[UUID | None] = mapped_column(ForeignKey("git_remotes.id", ondelete="SET NULL"))
    upstream_branch: Mapped[bytes | None] = mapped_column(LargeBinary)
    upstream_sha: Mapped[str | None] = mapped_column(String(40))
    upstream_moved_at: Mapped[Time | None]
    ahead: Mapped[int | None] = mapped_column(Integer)
    behind: Mapped[int | None] = mapped_column(Integer)
    poll_interval: Mapped[int | None] = mapped_column(Integer)
    poll_group: Mapped[int] = mapped_column(SmallInteger)
    visibility: Mapped[Visibility | None] = mapped_column(
        Enum(Visibility, name="project_visibility", values_callable=enum_values)
    )
    last_polled_at: Mapped[Time | None]
    ingested_at: Mapped[Time | None]
    version: Mapped[int] = mapped_column(BigInteger, server_default="0")
    quick_print: Mapped[int | None] = mapped_column(BigInteger)
    full_print: Mapped[int | None] = mapped_column(BigInteger)

    @property
    def placed(self) -> Placed:
        """The project itself, for permissions."""
        return Placed(self.id, self.visibility)


class ProjectMember(Base):
    """A person's role in a project, beyond what its visibility gives everybody."""

    __tablename__ = "project_members"
    __table_args__ = (Index("ix_project_members_project_id", "project_id", "added_at", "user_id"),)

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    project_id: Mapped[UUID] = mapped_column(ForeignKey("projects.id", ondelete="CASCADE"), primary_key=True)
    role: Mapped[ProjectRole] = mapped_column(Enum(ProjectRole, name="project_role", values_callable=enum_values))
    added_by: Mapped[UUID | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    added_at: Mapped[Time] = mapped_column(server_default=func.clock_timestamp())


class PollGroup(Base):
    """A part of all projects that one poller takes at a time. Ten thousand unchanged projects cost a few small rows."""

    __tablename__ = "poll_groups"

    number: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    next_poll_at: Mapped[Time] = mapped_column(server_default=func.clock_timestamp())
    polled_at: Mapped[Time | None]
    rounds: Mapped[int] = mapped_column(BigInteger, server_default="0")


class ProjectRef(Base):
    """A ref as it was when its project was last read; `name` is the full name in bytes."""

    __tablename__ = "project_refs"

    project_id: Mapped[UUID] = mapped_column(ForeignKey("projects.id", ondelete="CASCADE"), primary_key=True)
    name: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    kind: Mapped[RefKind] = mapped_column(Enum(RefKind, name="ref_kind", values_callable=enum_values))
    target: Mapped[str] = mapped_column(String(40))


class ProjectCommit(Base):
    """A commit of a project. `is_new` says that it appeared while the project was watched, so that people were told."""

    __tablename__ = "commits"
    __table_args__ = (
        Index("ix_commits_project_time", "project_id", "committed_at", "sha"),
        # Activity of the last days over all projects, each commit once over its clones.
        Index("ix_commits_committed_at", "committed_at", "sha"),
    )

    project_id: Mapped[UUID] = mapped_column(ForeignKey("projects.id", ondelete="CASCADE"), primary_key=True)
    sha: Mapped[str] = mapped_column(String(40), primary_key=True)
    parents: Mapped[list[str]] = mapped_column(ARRAY(String(40)))
    author: Mapped[str] = mapped_column(String(500))
    author_email: Mapped[str] = mapped_column(String(500))
    authored_at: Mapped[Time]
    committed_at: Mapped[Time]
    subject: Mapped[str] = mapped_column(String(1000))
    body: Mapped[str] = mapped_column(Text)
    is_new: Mapped[bool]
    seen_at: Mapped[Time] = mapped_column(server_default=func.clock_timestamp())


class Pull(Base):
    """A pull that LumaStack did or undid, or saw in the history of a ref. `detail` is a stable word that says more.

    `undone_at` is when it was undone. An undoing is a row of its own, whose `old` and `new` are the other way round.
    """

    __tablename__ = "pulls"
    __table_args__ = (
        Index("ix_pulls_project_id", "project_id", "at", "id"),
        Index("ix_pulls_at", "at"),
    )

    id: Mapped[Id]
    project_id: Mapped[UUID] = mapped_column(ForeignKey("projects.id", ondelete="CASCADE"))
    source: Mapped[PullSource] = mapped_column(Enum(PullSource, name="pull_source", values_callable=enum_values))
    by: Mapped[UUID | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    at: Mapped[Time] = mapped_column(server_default=func.clock_timestamp())
    status: Mapped[PullStatus] = mapped_column(Enum(PullStatus, name="pull_status", values_callable=enum_values))
    branch: Mapped[str | None] = mapped_column(Text)
    old: Mapped[str | None] = mapped_column(String(40))
    new: Mapped[str | None] = mapped_column(String(40))
    commits: Mapped[int] = mapped_column(Integer, server_default="0")
    detail: Mapped[str] = mapped_column(String(500), server_default="")
    undone_at: Mapped[Time | None]


class Subscription(TimestampMixin, Base):
    """What a person chose to be told of a project, and where. Nothing chosen: see `subscriptions.DEFAULT`."""

    __tablename__ = "subscriptions"
    __table_args__ = (Index("ix_subscriptions_project_id", "project_id"),)

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    project_id: Mapped[UUID] = mapped_column(ForeignKey("projects.id", ondelete="CASCADE"), primary_key=True)
    events: Mapped[list[Event]] = mapped_column(ARRAY(event_type))
    channels: Mapped[list[Channel]] = mapped_column(ARRAY(channel_type))


class Comment(TimestampMixin, Base):
    """What somebody wrote about a project, one of its commits, or a run."""

    __tablename__ = "comments"
    __table_args__ = (
        Index("ix_comments_project_id", "project_id", "created_at", "id"),
        Index("ix_comments_commit", "project_id", "commit_sha", postgresql_where=text("commit_sha IS NOT NULL")),
        Index("ix_comments_execution_id", "execution_id", postgresql_where=text("execution_id IS NOT NULL")),
    )

    id: Mapped[Id]
    project_id: Mapped[UUID] = mapped_column(ForeignKey("projects.id", ondelete="CASCADE"))
    author_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    body: Mapped[str] = mapped_column(Text)
    commit_sha: Mapped[str | None] = mapped_column(String(40))
    execution_id: Mapped[UUID | None]
    edited_at: Mapped[Time | None]

    @property
    def owner_id(self) -> UUID | None:
        """Whose it is, for permissions."""
        return self.author_id
