"""Reading a project's repository for people: no database, faults as AppErrors, everything with a bound."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from app.errors import AppError
from app.gitread.blobs import Blob, BlobKind, read_blob
from app.gitread.commits import Commit, peel
from app.gitread.config import parse as parse_config
from app.gitread.diffs import Change, DiffLimits, unified
from app.gitread.errors import Broken, Busy, GitReadError, NotFound, Refused, TooLarge, Unsupported
from app.gitread.history import Filters
from app.gitread.objects import OID
from app.gitread.refs import Ref, RefKind
from app.gitread.remotes import public_url
from app.gitread.repository import Pool, Repository
from app.gitread.text import decode
from app.gitread.trees import EMPTY_TREE, RawEntry, parse_path
from app.http import decode_cursor, encode_cursor
from app.projects import preview
from app.projects.history import commit_brief
from app.projects.schemas import (
    AtQuery,
    ChangeOut,
    CommitDetailOut,
    CommitOut,
    CommitQuery,
    EntryOut,
    LastCommitOut,
    PreviewOut,
    RefOut,
    RefQuery,
    TreeOut,
    TreeQuery,
)
from app.projects.service import Place

# The largest file that is sent, in bytes.
RAW_LIMIT = 32 << 20
_FILES_IN_DETAIL = 1000
pool = Pool()
_STATUS = {Refused: "refused", Unsupported: "unsupported"}


@contextmanager
def opened(place: Place) -> Iterator[Repository]:
    """The project's repository, for this thread alone; every fault of reading becomes an AppError.

    `not_found` for a ref, commit or path that is not there; `repository_unreadable` for a repository that is broken,
    not supported, or refused; `file_too_large`; `unavailable` where others keep it busy.
    """
    try:
        with pool.open(place.path, place.roots) as repository:
            yield repository
    except NotFound as error:
        if error.reason == "no_repository":
            raise AppError("repository_unreadable", status="missing", reason=error.reason) from error
        raise AppError("not_found") from error
    except TooLarge as error:
        raise AppError("file_too_large", limit=RAW_LIMIT) from error
    except Busy as error:
        raise AppError("unavailable", retry_after=1) from error
    except GitReadError as error:
        raise AppError(
            "repository_unreadable", status=_STATUS.get(type(error), "broken"), reason=error.reason
        ) from error


def is_immutable(ref: str) -> bool:
    """Whether `ref` names content for ever: the 40 hex digits of an object."""
    return OID.fullmatch(ref) is not None


def commit_out(commit: Commit) -> CommitOut:
    """A commit as clients see it."""
    return CommitOut(**_commit_values(commit))


def _commit_values(commit: Commit) -> dict[str, Any]:
    return {
        "sha": commit.sha,
        "parents": list(commit.parents),
        "author": commit.author.name,
        "author_email": commit.author.email,
        "authored_at": commit.author.at,
        "committer": commit.committer.name,
        "committer_email": commit.committer.email,
        "committed_at": commit.committer.at,
        "subject": commit.subject,
        "body": commit.body,
        "truncated": commit.truncated,
    }


def list_commits(place: Place, query: CommitQuery) -> tuple[list[CommitOut], str | None]:
    """One page of the history of a ref, of HEAD without one, or of all refs.

    A page that would take too long to fill ends early, with a cursor to go on from. A cursor keeps to the commit that
    its ref led to at the first page. Raises AppError `bad_cursor` where the history was rewritten since.
    """
    position = decode_cursor(query)
    filters = Filters(
        path=_names(query.raw_path()),
        author=query.author,
        text=query.q,
        since=_seconds(query.since),
        until=_seconds(query.until),
    )
    with opened(place) as repository:
        after = None if position is None else str(position[0])
        tips = _tips(repository, query, None if position is None else position[1])
        if not tips:
            return [], None
        try:
            found = repository.history(tips, filters, limit=query.limit, after=after)
        except NotFound as error:
            if position is not None:
                raise AppError("bad_cursor") from error
            raise
    cursor = None if found.last is None else encode_cursor(query, [found.last, None if query.all else tips[0]])
    return [commit_out(commit) for commit in found.commits], cursor


def _names(path: bytes) -> tuple[bytes, ...]:
    try:
        return parse_path(path)
    except NotFound as error:
        raise AppError("not_found") from error


def _seconds(moment: datetime | None) -> int | None:
    return None if moment is None else int(moment.timestamp())


def _tips(repository: Repository, query: CommitQuery, pinned: str | None) -> tuple[str, ...]:
    if query.all:
        return repository.tips()
    if pinned is not None:
        return (pinned,)
    if query.ref is None and repository.head().target is None:
        return ()
    return (repository.resolve(query.ref or "HEAD", "commit"),)


def get_commit(place: Place, sha: str) -> CommitDetailOut:
    """One commit, named by anything that names one, with the files it changed."""
    with opened(place) as repository:
        oid = repository.resolve(sha, "commit")
        commit = repository.commit(oid)
        changes = repository.diff(oid, DiffLimits(files=_FILES_IN_DETAIL))
    files = [_change_out(change) for change in changes.changes]
    return CommitDetailOut(**_commit_values(commit), files=files, files_truncated=changes.truncated)


def check_commit(place: Place, sha: str) -> None:
    """Raises AppError `not_found` where the project has no such commit."""
    with opened(place) as repository:
        repository.resolve(sha, "commit")
        repository.commit(sha)


def _change_out(change: Change) -> ChangeOut:
    return ChangeOut(
        path=change.path,
        path_b64=change.path_b64,
        old_path=change.old_path,
        status=change.kind.value,
        old_mode=change.old_mode,
        new_mode=change.new_mode,
        old_oid=change.old_oid,
        new_oid=change.new_oid,
        binary=change.binary,
        additions=change.added,
        deletions=change.deleted,
    )


def get_diff(place: Place, sha: str, parent: int) -> tuple[str, str, bool]:
    """The patch of a commit against its parent number `parent` (from 1), the commit's oid, and whether it was cut."""
    with opened(place) as repository:
        oid = repository.resolve(sha, "commit")
        diff = repository.diff(oid, parent=parent - 1)
    text = "".join(unified(change) for change in diff.changes)
    cut = diff.truncated or any(_is_cut(change) for change in diff.changes)
    return text, oid, cut


def _is_cut(change: Change) -> bool:
    return change.patch is None and not change.binary


def list_refs(place: Place, query: RefQuery) -> tuple[list[RefOut], str | None]:
    """Branches, tags and remote branches by full name, one page of them."""
    position = decode_cursor(query)
    after = b"" if position is None else bytes.fromhex(str(position[0]))
    with opened(place) as repository:
        head = repository.head()
        wanted = [ref for ref in repository.refs() if ref.name > after and _is_wanted(ref, query)]
        shown = wanted[: query.limit]
        items = [_ref_out(repository, ref, ref.name == head.ref) for ref in shown]
    more = len(wanted) > len(shown)
    return items, encode_cursor(query, [shown[-1].name.hex()]) if more else None


def _is_wanted(ref: Ref, query: RefQuery) -> bool:
    if ref.kind is RefKind.OTHER or (query.kind is not None and ref.kind.value != query.kind):
        return False
    return query.q is None or query.q.casefold() in ref.short.casefold()


def _ref_out(repository: Repository, ref: Ref, is_head: bool) -> RefOut:
    try:
        sha = peel(repository.store, ref.target, "commit")[0]
    except (NotFound, Broken):
        sha = None
    return RefOut(
        name=ref.short,
        full_name=decode(ref.name),
        kind=ref.kind.value,
        sha=sha,
        target=ref.target,
        is_head=is_head,
    )


def get_tree(place: Place, query: TreeQuery) -> TreeOut:
    """A directory at a ref; an empty one where HEAD has no commit yet."""
    path = query.raw_path()
    with opened(place) as repository:
        sha, tree = _tree_at(repository, query)
        found = repository.tree(tree, path, recursive=query.recursive, pattern=query.filter, most=query.limit)
        wanted = query.last_commit and not query.recursive and sha is not None
        last = repository.last_commits(sha, path) if wanted and sha is not None else None
    changed = {} if last is None else {decode(name): commit for name, commit in last.commits.items()}
    entries = [
        EntryOut(
            name=entry.name,
            path=entry.path,
            path_b64=entry.path_b64,
            type=entry.type.value,
            mode=entry.mode,
            size=entry.size,
            oid=entry.oid,
            unsafe=entry.unsafe,
            last_commit=_brief(changed.get(entry.name)),
        )
        for entry in found.entries
    ]
    shown = decode(path.strip(b"/"))
    state = None if last is None else ("complete" if last.complete else "partial")
    return TreeOut(
        ref=query.ref, sha=sha, oid=found.oid, path=shown, entries=entries, truncated=found.truncated,
        last_commits=state,
    )  # fmt: skip


def _brief(commit: Commit | None) -> LastCommitOut | None:
    return None if commit is None else LastCommitOut(**commit_brief(commit))


def show_file(place: Place, query: AtQuery) -> tuple[PreviewOut, str]:
    """A file as it is shown, and what names its content. Raises AppError `not_found` for what is no file."""
    with opened(place) as repository:
        tree = _tree_at(repository, query)[1]
        entry = repository.entry(tree, query.raw_path())
        try:
            blob = read_blob(repository.store, entry, preview.LIMIT)
        except NotFound as error:
            raise AppError("not_found") from error
        url = _submodule_url(repository, tree, query.raw_path()) if blob.kind is BlobKind.SUBMODULE else None
    shown = preview.render(place.project_id, query.ref, decode(query.raw_path().strip(b"/")), blob)
    return PreviewOut(**shown, submodule_url=url), f"{entry.oid}{entry.mode}"


def _submodule_url(repository: Repository, tree: str, path: bytes) -> str | None:
    """Where a submodule comes from, by the .gitmodules of the same tree."""
    try:
        blob = repository.blob(tree, b".gitmodules", preview.LIMIT)
        config = parse_config(blob.data or b"")
    except GitReadError:
        return None
    wanted = decode(path.strip(b"/"))
    for name in config.subsections("submodule"):
        if config.get(f"submodule.{name}.path") == wanted:
            url = config.get(f"submodule.{name}.url")
            return None if url is None else public_url(url)
    return None


def _tree_at(repository: Repository, query: AtQuery) -> tuple[str | None, str]:
    """The commit (None where the ref names a tree itself, or nothing was committed yet) and the tree of a query."""
    if query.ref == "HEAD" and repository.head().target is None:
        return None, EMPTY_TREE
    oid, kind = peel(repository.store, repository.resolve(query.ref))
    return (oid if kind == "commit" else None), repository.resolve(oid, "tree")


def find_file(place: Place, query: AtQuery) -> RawEntry:
    """The entry of a file, so that its name can be compared before its content is read."""
    with opened(place) as repository:
        return repository.entry(_tree_at(repository, query)[1], query.raw_path())


def read_file(place: Place, entry: RawEntry, limit: int = RAW_LIMIT) -> Blob:
    """The file of `entry`. Raises AppError `file_too_large` above `limit` bytes, `not_found` for what is no file."""
    with opened(place) as repository:
        blob = read_blob(repository.store, entry, limit)
    if blob.kind is BlobKind.LARGE:
        raise AppError("file_too_large", limit=limit)
    if blob.data is None:
        raise AppError("not_found")
    return blob


def etag(*parts: str) -> str:
    """An entity tag of content that `parts` name for ever."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]
