"""Looking at projects: which have changed (by fingerprints), what happened there, and telling people of it once."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import structlog
from sqlalchemy.orm import Session

from app.audit import service as audit
from app.db import read_only, transaction, uuid7
from app.gitread import layout as layouts
from app.gitread.changes import Cause, Change, Known, brings_foreign, examine
from app.gitread.commits import read_commit
from app.gitread.diffs import compare
from app.gitread.errors import Broken, Busy, GitReadError, NotFound, Refused, Unsupported
from app.gitread.repository import Pool, Repository
from app.gitread.text import decode
from app.notifications.models import NotificationType
from app.notifications.service import notify
from app.projects import blocks, history, polling, pulls, remotes, sightings
from app.projects.history import Prints, Taken
from app.projects.models import Project, ProjectStatus, PullStatus
from app.projects.polling import Watched
from app.projects.service import all_roots
from app.projects.sightings import Decision, Sighting, Verdict
from app.scripts import triggers
from app.scripts.models import TriggerOn
from app.scripts.triggers import Happened
from worker import following
from worker.git.fingerprint import Print, Watch
from worker.git.outcome import Outcome, PullResult
from worker.guards import guard

log = structlog.get_logger(__name__)

# Every so many rounds a project is looked at thoroughly: the quick look misses fetches and new tags.
FULL_EVERY = 5
_RELOAD_SECONDS = 60.0
_MANY = 20
# A tick that comes a moment early must not cost a whole interval.
_EARLY = 0.9
_KEEP_SECONDS = 30.0
# More new commits at once than this are told together.
_ONE_BY_ONE = 20
# Of more changed paths than this a trigger's filter is not asked: the script runs.
_MOST_PATHS = 10_000
# Enough for the look itself: people's reading has its own pool in the API.
pool = Pool(size=16)


@dataclass(frozen=True, slots=True)
class _Seen:
    """A project's row as it was before its repository was read."""

    id: UUID
    path: bytes
    version: int
    status: ProjectStatus
    scan_root_id: UUID | None
    identity: tuple[int, int] | None
    remote_url: str | None
    default_branch: str | None
    known: Known
    blocked: bool
    upstream_sha: str | None
    remote_id: UUID | None
    roots: tuple[bytes, ...]


def look(project_id: UUID) -> Cause | None:
    """Read one project, take over what happened, tell people; None where it could not be read.

    Safe to be done by several at the same time and to be killed at any moment: the row's version decides who takes
    a change over, and all that follows is one transaction.
    """
    seen = _seen(project_id)
    if seen is None:
        return None
    try:
        layout = layouts.find(seen.path)
        same = seen.identity is None or sightings.identity(layout) == seen.identity
        watch = Watch(layout)
        # Before reading: what changes meanwhile must differ from this next time.
        prints = _prints(watch.quick(), watch.full())
        with pool.open(seen.path, seen.roots) as repository:
            if not same and not _descends(repository, seen):
                _replace(seen)
                return None
            change = examine(repository, seen.known)
            followed = following.read(repository, seen.upstream_sha)
            moved = seen.blocked and brings_foreign(repository, seen.known.head, change.head)
    except Busy:
        return None
    except GitReadError as error:
        _set_aside(seen, error)
        return None
    cause = _take(seen, change, prints, None if same else layout, moved_while_blocked=moved)
    if cause is not None:
        following.note(seen.id, followed)
    return cause


def _seen(project_id: UUID) -> _Seen | None:
    with read_only() as session:
        project = session.get(Project, project_id)
        if project is None or project.status is ProjectStatus.REPLACED:
            return None
        return _Seen(
            id=project.id,
            path=bytes(project.raw_path),
            version=project.version,
            status=project.status,
            scan_root_id=project.scan_root_id,
            identity=None if project.device is None or project.inode is None else (project.device, project.inode),
            remote_url=project.remote_url,
            default_branch=project.default_branch,
            known=history.known(session, project),
            blocked=blocks.is_blocked(project),
            upstream_sha=project.upstream_sha,
            remote_id=project.remote_id,
            roots=tuple(bytes(root.raw_path) for root in all_roots(session)),
        )


def _prints(quick: Print, full: Print) -> Prints:
    return Prints(quick.value if quick.settled else None, full.value if full.settled else None)


def _descends(repository: Repository, seen: _Seen) -> bool:
    """Whether this is the project known here, cloned anew: it holds commits that were known."""
    if seen.known.refs is None:
        return True
    tips = [*([seen.known.head.target] if seen.known.head.target else []), *list(seen.known.refs.values())[:5]]
    return not tips or holds(repository, tips)


def holds(repository: Repository, tips: Iterable[str]) -> bool:
    """Whether any of the commits is in the repository."""
    for tip in tips:
        try:
            repository.store.header(tip)
        except GitReadError:
            continue
        return True
    return False


def _replace(seen: _Seen) -> None:
    """Another repository stands where this project was: keep what was known as `replaced`, and begin a new project."""
    with transaction() as session:
        if seen.scan_root_id is None:
            sightings.set_status(session, seen.id, ProjectStatus.REPLACED, None)
            return
        sighting = Sighting(seen.path, layouts.find(seen.path))
        sightings.carry_out(session, seen.scan_root_id, [Decision(Verdict.REPLACED, sighting, seen.id)])
    log.info("project_replaced", project_id=str(seen.id))


STATES: tuple[tuple[type[GitReadError], ProjectStatus], ...] = (
    (NotFound, ProjectStatus.MISSING),
    (Broken, ProjectStatus.BROKEN),
    (Refused, ProjectStatus.REFUSED),
    (Unsupported, ProjectStatus.UNSUPPORTED),
)


def status_of(error: GitReadError) -> ProjectStatus:
    """The state of a project whose reading ended with `error`."""
    return next((status for kind, status in STATES if isinstance(error, kind)), ProjectStatus.BROKEN)


def _set_aside(seen: _Seen, error: GitReadError) -> None:
    """Note that the project cannot be read, and tell its people when it has vanished."""
    status = status_of(error)
    with transaction() as session:
        set_aside(session, seen.id, status, "vanished" if status is ProjectStatus.MISSING else error.reason)


def set_aside(session: Session, project_id: UUID, status: ProjectStatus, reason: str) -> None:
    """Put a project into a state in which it is not read; people are told when it has vanished."""
    if not sightings.set_status(session, project_id, status, reason):
        return
    log.info("project_set_aside", project_id=str(project_id), status=status.value, reason=reason)
    project = session.get(Project, project_id)
    if project is not None and status is ProjectStatus.MISSING and reason == "vanished":
        notify(
            session,
            NotificationType.ALERT,
            dedupe_key=f"missing:{project_id}:{project.version}",
            key="notification-project-missing",
            params={"project": project.name, "path": project.path},
            project_id=project_id,
        )


def _take(
    seen: _Seen, change: Change, prints: Prints, moved_to: layouts.Layout | None, *, moved_while_blocked: bool = False
) -> Cause | None:
    same_row = (seen.remote_url, seen.default_branch) == (change.remote_url, change.default_branch)
    if change.cause is Cause.NOTHING and same_row and seen.status is ProjectStatus.ACTIVE and moved_to is None:
        with transaction() as session:
            history.settle(session, {seen.id: (seen.version, prints)})
        return change.cause
    paths = _changed_paths(seen, change)
    with transaction() as session:
        taken = history.take(session, seen.id, seen.version, change, prints)
        if taken is None:
            return None
        if moved_to is not None:
            sightings.note_identity(session, seen.id, moved_to)
        tell(session, taken)
        if seen.remote_id is not None:
            remotes.wake(session, seen.remote_id)
        _trigger(session, taken, seen, change, paths)
        if moved_while_blocked:
            _tell_of_move(session, taken, seen, change)
    return change.cause


def _changed_paths(seen: _Seen, change: Change) -> set[str] | None:
    """What differs between where the branch was and where it is; None where nobody asks, or nobody can say."""
    old, new = seen.known.head.target, change.head.target
    if old is None or new is None or old == new:
        return None
    with read_only() as session:
        if not triggers.wants_paths(session, seen.id):
            return None
    try:
        with pool.open(seen.path, seen.roots) as repository:
            store = repository.store
            trees = (read_commit(store, old).tree, read_commit(store, new).tree)
            changes, more = compare(store, *trees, _MOST_PATHS)
    except GitReadError:
        return None
    return {decode(name) for one in changes for name in (one.old_path, one.new_path) if name} if not more else None


def _trigger(session: Session, taken: Taken, seen: _Seen, change: Change, paths: set[str] | None) -> None:
    """Queue the scripts that new commits and pulls trigger, in the transaction that took them over."""
    new = change.head.target
    if new is None:
        return
    if taken.commits:
        old = seen.known.head.target
        triggers.fire(session, Happened(taken.project_id, TriggerOn.COMMIT, taken.branch, new, old, paths))
    for pull in taken.pulls:
        branch = pull.branch or taken.branch
        triggers.fire(session, Happened(taken.project_id, TriggerOn.PULL, branch, pull.new, pull.old, paths))


def _tell_of_move(session: Session, taken: Taken, seen: _Seen, change: Change) -> None:
    """Say that somebody brought the branch forward although the project is blocked: hooks can be got round."""
    old, new = seen.known.head.target or "", change.head.target or ""
    log.warning("moved_while_blocked", project_id=str(seen.id), old=old, new=new)
    detail = {"old": old, "new": new, "cause": change.cause.value}
    audit.record(
        session, "moved_while_blocked", object_kind="project", object_id=seen.id, outcome="noticed", detail=detail
    )
    notify(
        session,
        NotificationType.ALERT,
        dedupe_key=f"moved:{seen.id}:{new}:{seen.version}",
        key="notification-moved-while-blocked",
        params={"project": taken.name, "branch": taken.branch or "HEAD", "old": old[:10], "new": new[:10]},
        data={"old": old, "new": new},
        project_id=seen.id,
    )


def tell(session: Session, taken: Taken) -> None:
    """Notify people of new commits and pulls, in the transaction that took them over."""
    project = {"project_id": str(taken.project_id)}
    branch = taken.branch or "HEAD"
    if len(taken.commits) > _ONE_BY_ONE:
        newest = taken.commits[0]
        notify(
            session,
            NotificationType.COMMIT,
            dedupe_key=f"commits:{taken.project_id}:{newest.sha}",
            key="notification-commits",
            params={
                "project": taken.name,
                "count": len(taken.commits),
                "author": newest.author.name,
                "subject": newest.subject,
                "branch": branch,
            },
            data={**project, "sha": newest.sha, "count": len(taken.commits)},
            project_id=taken.project_id,
        )
    else:
        for commit in reversed(taken.commits):
            notify(
                session,
                NotificationType.COMMIT,
                dedupe_key=f"commit:{taken.project_id}:{commit.sha}",
                key="notification-commit",
                params={
                    "project": taken.name,
                    "author": commit.author.name,
                    "subject": commit.subject,
                    "branch": branch,
                },
                data={**project, "sha": commit.sha},
                project_id=taken.project_id,
            )
    for pull in taken.pulls:
        notify(
            session,
            NotificationType.PULL,
            dedupe_key=f"pull:{taken.project_id}:{pull.old}:{pull.new}",
            key="notification-pull",
            params={"project": taken.name, "branch": pull.branch or branch, "count": pull.commits},
            data={**project, "old": pull.old, "new": pull.new},
            project_id=taken.project_id,
        )


def note_pull(session: Session, project_id: UUID, result: PullResult, by: UUID | None) -> None:
    """Keep a pull of ours in the project's history, once, and tell those who want to hear of pulls."""
    who = UUID(result.by) if result.by else by
    row = pulls.record(
        session,
        project_id,
        pulls.Done(
            id=UUID(result.id) if result.id else uuid7(),
            by=who,
            status=PullStatus(result.outcome.value),
            branch=result.branch,
            old=result.old,
            new=result.new,
            commits=result.commits,
            detail=result.detail,
        ),
    )
    project = session.get(Project, project_id)
    if row is None or project is None or result.outcome is Outcome.UP_TO_DATE:
        return
    if result.outcome is Outcome.FAST_FORWARDED and result.new:
        triggers.fire(session, Happened(project_id, TriggerOn.PULL, result.branch, result.new, result.old))
    params: dict[str, str | int] = {"project": project.name, "branch": result.branch or "HEAD"}
    if result.outcome is Outcome.FAST_FORWARDED:
        key, params["count"] = "notification-pull", result.commits
    elif result.outcome is Outcome.UNDONE:
        key = "notification-pull-undone"
    else:
        key, params["reason"] = "notification-pull-refused", result.outcome.value
    notify(
        session,
        NotificationType.PULL,
        dedupe_key=f"pull:{row.id}",
        key=key,
        params=params,
        data={"status": result.outcome.value, "old": result.old, "new": result.new},
        project_id=project_id,
        actor_id=who,
    )


class Poller:
    """The projects of this process, with what is remembered of their files between turns."""

    def __init__(self) -> None:
        self._rows: dict[UUID, Watched] = {}
        self._watches: dict[UUID, Watch] = {}
        self._since: datetime | None = None
        self._loaded_at = 0.0

    def turn(self, seconds: float) -> int:
        """Look at everything that is due; returns how many projects were read. `seconds`: the usual interval."""
        with transaction() as session:
            turns = {turn.number: turn.rounds for turn in polling.claim_groups(session, seconds * _EARLY)}
        if not turns:
            return 0
        self._load()
        due = [row for row in self._rows.values() if row.group in turns and _is_due(row, turns[row.group], seconds)]
        hits = [row.id for row in due if self._changed(row, thorough=turns[row.group] % FULL_EVERY == 0)]
        put_off = None
        if len(hits) > _MANY:
            put_off = seconds
        for number, project_id in enumerate(hits):
            if number % _MANY == 0 and put_off is not None:
                with transaction() as session:
                    polling.keep_groups(session, list(turns), _KEEP_SECONDS)
            look(project_id)
        for row in due:
            if row.guarded and turns[row.group] % FULL_EVERY == 0:
                guard(row.id)
        slow = [row.id for row in due if row.interval is not None and row.interval > 2 * seconds]
        with transaction() as session:
            polling.end_turns(session, list(turns), put_off)
            if slow:
                polling.looked_at(session, slow)
        return len(hits)

    def _load(self) -> None:
        now = time.monotonic()
        with read_only() as session:
            whole = now - self._loaded_at > _RELOAD_SECONDS or polling.count(session) != len(self._rows)
            rows, self._since = polling.changed_since(session, None if whole else self._since)
        if whole:
            self._rows = {}
            self._loaded_at = now
        for row in rows:
            before = self._rows.get(row.id)
            self._rows[row.id] = row
            if before is not None and (before.path != row.path or before.status is not row.status):
                self._watches.pop(row.id, None)
        if whole:
            self._watches = {key: watch for key, watch in self._watches.items() if key in self._rows}

    def _changed(self, row: Watched, *, thorough: bool) -> bool:
        """Whether the project has to be read: its files moved, it vanished, or it may be back."""
        if row.gone:
            return False
        watch = self._watches.get(row.id)
        if watch is None:
            try:
                watch = self._watches[row.id] = Watch(layouts.find(row.path))
            except NotFound:
                return row.status is not ProjectStatus.MISSING
            except GitReadError as error:
                return row.status is not status_of(error)
            if row.status is ProjectStatus.MISSING or row.status is ProjectStatus.BROKEN:
                return True
        quick = watch.quick()
        if not quick.present:
            self._watches.pop(row.id)
            return row.status is not ProjectStatus.MISSING
        if row.status is not ProjectStatus.ACTIVE:
            # Refused and unsupported ones are judged again when something moves there.
            return thorough and watch.full().value != row.full
        if row.quick is None or row.full is None or quick.value != row.quick:
            return True
        return thorough and watch.full().value != row.full


def _is_due(row: Watched, rounds: int, seconds: float) -> bool:
    if row.interval is None or row.interval <= seconds:
        return True
    return rounds % max(1, round(row.interval / seconds)) == 0
