"""Projects and what belongs to them, as clients see and send them."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from app.gitread.layout import Kind
from app.gitread.text import from_b64
from app.http import AskedId, AskedMoment, Input, Moment, Name, Output, PageQuery, Query
from app.projects.models import AutoPull, BlockState, Channel, Event, ProjectStatus, PullSource, PullStatus
from app.projects.remote_schemas import UpstreamOut
from app.security import ProjectRole, Visibility

AskedEvent = Annotated[Event, Field(strict=False)]
AskedChannel = Annotated[Channel, Field(strict=False)]
Sha = Annotated[str, Field(pattern=r"^[0-9a-f]{40}$")]
RefName = Annotated[str, Field(min_length=1, max_length=1000)]
PathText = Annotated[str, Field(max_length=8192)]


def _b64(value: str) -> str:
    try:
        from_b64(value)
    except ValueError:
        raise PydanticCustomError("invalid", "Not URL-safe Base64.") from None
    return value


PathB64 = Annotated[str, Field(max_length=12000), AfterValidator(_b64)]


def _policy(value: Any) -> Any:
    # A plain yes or no is understood as well.
    return {True: AutoPull.FAST_FORWARD, False: AutoPull.OFF}[value] if isinstance(value, bool) else value


AskedAutoPull = Annotated[AutoPull, Field(strict=False), BeforeValidator(_policy)]


AskedEnd = AskedMoment


class ScanRootIn(Input):
    """A directory to look for repositories below."""

    path: str = Field(min_length=1, max_length=4096)


class ScanRootOut(Output):
    """A scan root; `unreadable` lists directories (`path`, `reason`) that the last scan could not enter."""

    id: UUID
    path: str
    created_at: Moment
    last_scanned_at: Moment | None
    unreadable: list[dict[str, Any]]


class ProjectQuery(PageQuery):
    """Filters of the list of projects; `q` is a part of the name or the path, in any case."""

    q: str | None = Field(default=None, max_length=200)
    blocked: bool | None = None
    status: ProjectStatus | None = None


class LastCommitOut(Output):
    """The commit that HEAD of a project leads to."""

    sha: str
    subject: str
    author: str
    author_email: str
    authored_at: str
    committed_at: str


class ProjectOut(Output):
    """A project. `remote_url` never carries credentials; `poll_interval` in seconds, null: as the installation's.

    `block_enforced`: while it is blocked, hooks stop `git pull` in a shell too; `block_state`: what that comes to.
    `head` is the commit that is checked out (null: there is none yet), `branch` its branch (null: HEAD is detached).
    `my_role` is what whoever asks is in the project, administrators being owners everywhere.
    """

    id: UUID
    name: str
    description: str
    path: str
    kind: Kind
    remote_url: str | None
    default_branch: str | None
    head: str | None
    branch: str | None
    is_blocked: bool
    blocked_reason: str | None
    blocked_by: UUID | None
    blocked_at: Moment | None
    blocked_until: Moment | None
    block_enforced: bool
    block_state: BlockState | None
    auto_pull: AutoPull
    upstream: UpstreamOut | None
    poll_interval: int | None
    status: ProjectStatus
    status_reason: str | None
    status_since: Moment
    moved_from: str | None
    last_polled_at: Moment | None
    last_commit: LastCommitOut | None
    visibility: Visibility
    my_role: ProjectRole | None
    created_at: Moment


class ProjectPatch(Input):
    """What is changed of a project; fields left out stay as they are. `visibility` null: the installation's."""

    name: Name | None = None
    description: str | None = Field(default=None, max_length=2000)
    is_blocked: bool | None = None
    blocked_reason: str | None = Field(default=None, max_length=500)
    blocked_until: AskedEnd | None = None
    block_enforced: bool | None = None
    auto_pull: AskedAutoPull | None = None
    poll_interval: int | None = Field(default=None, ge=1, le=86400)
    visibility: Annotated[Visibility | None, Field(strict=False)] = None


class MemberIn(Input):
    """What somebody is to be in a project."""

    role: Annotated[ProjectRole, Field(strict=False)]


class MemberOut(Output):
    """A member of a project."""

    user_id: UUID
    username: str
    display_name: str
    role: ProjectRole
    added_at: Moment


class AtQuery(Query):
    """Where in the history, and which path. `path_b64` names a path that is not UTF-8, as entries carry it."""

    ref: RefName = "HEAD"
    path: PathText = ""
    path_b64: PathB64 | None = None

    def raw_path(self) -> bytes:
        """The path in bytes."""
        return from_b64(self.path_b64) if self.path_b64 is not None else self.path.encode()


class CommitQuery(PageQuery):
    """Filters of a list of commits. Without `ref` those of HEAD, with `all` those of every branch and tag."""

    ref: RefName | None = None
    all: bool = False
    path: PathText = ""
    path_b64: PathB64 | None = None
    author: str | None = Field(default=None, min_length=1, max_length=200)
    q: str | None = Field(default=None, min_length=1, max_length=200)
    since: AskedMoment | None = None
    until: AskedMoment | None = None

    def raw_path(self) -> bytes:
        """The path in bytes."""
        return from_b64(self.path_b64) if self.path_b64 is not None else self.path.encode()


class CommitOut(Output):
    """A commit. `truncated`: the message was longer than what is shown."""

    sha: str
    parents: list[str]
    author: str
    author_email: str
    authored_at: Moment
    committer: str
    committer_email: str
    committed_at: Moment
    subject: str
    body: str
    truncated: bool


class ChangeOut(Output):
    """A file that a commit changed; `additions` and `deletions` are null where lines were not counted."""

    path: str
    path_b64: str | None
    old_path: str | None
    status: str
    old_mode: str | None
    new_mode: str | None
    old_oid: str | None
    new_oid: str | None
    binary: bool
    additions: int | None
    deletions: int | None


class CommitDetailOut(CommitOut):
    """A commit with its file changes against its first parent; `files_truncated`: there are more."""

    files: list[ChangeOut]
    files_truncated: bool


class DiffQuery(Query):
    """Which parent a commit is compared with, counted from 1."""

    parent: int = Field(default=1, ge=1, le=1000)


class RefQuery(PageQuery):
    """Filters of the refs; `q` is a part of the name in any case."""

    kind: str | None = Field(default=None, pattern="^(branch|tag|remote)$")
    q: str | None = Field(default=None, max_length=200)


class RefOut(Output):
    """A branch, tag or remote branch. `sha` is the commit, `target` the tag object where it is another."""

    name: str
    full_name: str
    kind: str
    sha: str | None
    target: str
    is_head: bool


class TreeQuery(AtQuery):
    """A directory at a ref. `filter` is a part of a path, or a pattern with `*`, `?`, `[`.

    With `last_commit` each entry says which commit changed it last; not together with `recursive`.
    """

    filter: str | None = Field(default=None, min_length=1, max_length=500)
    recursive: bool = False
    last_commit: bool = False
    limit: int = Field(default=10_000, ge=1, le=100_000)


class EntryOut(Output):
    """An entry of a directory. `path_b64` is there where the name is not UTF-8."""

    name: str
    path: str
    path_b64: str | None
    type: str
    mode: str
    size: int | None
    oid: str
    unsafe: bool
    last_commit: LastCommitOut | None = None


class TreeOut(Output):
    """A directory; `sha` is the commit it was read at, `oid` the tree's own name.

    `last_commits`: null where they were not asked for, else `complete` or `partial`; asked again, a partial answer
    goes on where it stopped.
    """

    ref: str
    sha: str | None
    oid: str
    path: str
    entries: list[EntryOut]
    truncated: bool
    last_commits: str | None = None


class PreviewOut(Output):
    """A file as it is shown. `kind`: markdown, source, image, binary, lfs, symlink, submodule or too_large.

    `html` is safe to be put into a page: cleaned, without scripts, styles or anything from elsewhere. `text` is where
    a link leads. `url` gives the bytes.
    """

    path: str
    kind: str
    size: int
    oid: str
    language: str | None
    html: str | None
    text: str | None
    url: str | None
    lfs_oid: str | None = None
    lfs_size: int | None = None
    submodule_url: str | None = None


class PullQuery(PageQuery):
    """The pages of pulls."""


class PullOut(Output):
    """A pull that was done here or seen; `by` is the person who asked for it, null for one in a shell.

    One of status `undone` put the project back to where it was before a pull, whose `undone_at` then says when.
    """

    id: UUID
    old: str | None
    new: str | None
    branch: str | None
    by: UUID | None
    source: PullSource
    at: Moment
    status: PullStatus
    commits: int
    detail: str
    undone_at: Moment | None


class SubscriptionIn(Input):
    """What to be told of a project, and where. No events: nothing."""

    events: list[AskedEvent] = Field(max_length=20)
    channels: list[AskedChannel] = Field(max_length=10)


class SubscriptionOut(Output):
    """What a person is told; `is_default` where they have chosen nothing."""

    events: list[Event]
    channels: list[Channel]
    is_default: bool


class CommentQuery(PageQuery):
    """Filters of comments."""

    commit_sha: Sha | None = None
    execution_id: AskedId | None = None


Body = Annotated[str, Field(min_length=1, max_length=10_000)]


class CommentIn(Input):
    """A new comment on the project, or on one of its commits or runs. `@name` mentions a user."""

    body: Body
    commit_sha: Sha | None = None
    execution_id: AskedId | None = None


class CommentPatch(Input):
    """A changed comment."""

    body: Body


class CommentOut(Output):
    """A comment."""

    id: UUID
    project_id: UUID
    author_id: UUID | None
    author: str | None
    body: str
    commit_sha: str | None
    execution_id: UUID | None
    created_at: Moment
    edited_at: Moment | None
