"""Asking remotes: when they are due, when somebody wants to know, and what follows from their answers."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import structlog
from sqlalchemy.orm import Session

from app.config import settings
from app.db import read_only, transaction
from app.errors import Permanent, Temporary
from app.gitread.errors import GitReadError
from app.messages import PollDueRemotes
from app.notifications.models import NotificationType
from app.notifications.service import notify
from app.projects import remotes
from app.projects.remote_models import Remote
from app.projects.remotes import Asked, Follower, Moved, Standing
from app.projects.service import all_roots
from worker import following, secrets
from worker.git.remote import Answer, list_heads
from worker.git.upstream import tracked
from worker.handles import handles
from worker.watching import pool

log = structlog.get_logger(__name__)

AT_ONCE = 8
# Faults of one repository there, not of its host.
_OF_REPOSITORY = frozenset({"no_repository", "auth", "protocol", "upstream_outside_roots", "changed"})
_slots = threading.Semaphore(AT_ONCE)
_executor = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="remote")


@handles(PollDueRemotes)
def poll_due_remotes(_: PollDueRemotes) -> None:
    """Begin to ask every remote whose turn it is, as many as there are free threads for; the tick does not wait."""
    free = 0
    while free < AT_ONCE and _slots.acquire(blocking=False):
        free += 1
    claimed: Sequence[Asked] = ()
    try:
        if free:
            with transaction() as session:
                claimed = remotes.claim_due(session, free)
    finally:
        for _unused in range(free - len(claimed)):
            _slots.release()
    for asked in claimed:
        _executor.submit(_in_background, asked)


def _in_background(asked: Asked) -> None:
    try:
        ask(asked)
    except Exception:
        # The lease runs out, and it is asked again.
        log.exception("remote_poll_failed", remote_id=str(asked.id))
    finally:
        _slots.release()


def poll_now(project_id: UUID) -> None:
    """Ask the project's remote now, unless somebody just did."""
    with transaction() as session:
        asked = remotes.claim_one(session, project_id)
    if asked is not None:
        ask(asked)


def ask(asked: Asked) -> None:
    """Ask one remote, take over what it answers, and tell people."""
    with read_only() as session:
        roots = tuple(bytes(root.raw_path) for root in all_roots(session))
    try:
        answer = _answer(asked, roots)
    except (Temporary, Permanent) as error:
        _note_failure(asked, error)
        return
    with read_only() as session:
        seen = remotes.followers(session, asked.id)
    standings = _standings(seen, answer, roots)
    with transaction() as session:
        for moved in remotes.answered(session, asked, answer.heads, answer.v2, seen, standings):
            if moved.tell:
                _tell(session, moved)


def _answer(asked: Asked, roots: tuple[bytes, ...]) -> Answer:
    """Ask with the whole address, which only the repository's own configuration has: it may hold a password."""
    try:
        with pool.open(asked.path, roots) as repository:
            found = tracked(repository)
    except GitReadError as error:
        raise Temporary("repository_unreadable") from error
    if found is None or remotes.remote_key(found.url, asked.credential_id) != asked.key:
        # The next look at the project notes where it is pulled from now.
        raise Temporary("changed")
    credential = asked.credential_id

    def learned(hosts: str) -> None:
        if credential is not None:
            secrets.learned(str(credential), hosts)

    return list_heads(
        found.url, roots, settings().data_dir / "git", secret=secrets.secret(credential), v2=asked.v2, learned=learned
    )


def _standings(seen: Sequence[Follower], answer: Answer, roots: tuple[bytes, ...]) -> dict[UUID, Standing]:
    """How each project stands to its tip, as far as its repository can be read now."""
    found: dict[UUID, Standing] = {}
    for follower in seen:
        tip = answer.heads.get(b"refs/heads/" + follower.branch)
        if tip == follower.tip or tip is None:
            continue
        try:
            with pool.open(follower.path, roots) as repository:
                found[follower.id] = following.standing(repository, tip)
        except GitReadError:
            continue
    return found


def _tell(session: Session, moved: Moved) -> None:
    notify(
        session,
        NotificationType.COMMIT,
        dedupe_key=f"upstream:{moved.project_id}:{moved.new}",
        key="notification-upstream",
        params={"project": moved.name, "branch": moved.branch},
        data={"old": moved.old, "new": moved.new},
        project_id=moved.project_id,
    )


def _note_failure(asked: Asked, error: Temporary | Permanent) -> None:
    retry_after = error.retry_after if isinstance(error, Temporary) else None
    passing = isinstance(error, Temporary) and error.reason not in _OF_REPOSITORY
    log.info("remote_not_answering", remote_id=str(asked.id), host=asked.host, reason=error.reason)
    with transaction() as session:
        if not remotes.failed(session, asked, error.reason, passing=passing, retry_after=retry_after):
            return
        remote = session.get(Remote, asked.id)
        assert remote is not None
        for project_id, name in remotes.projects_of(session, asked.id):
            notify(
                session,
                NotificationType.ALERT,
                dedupe_key=f"unreachable:{project_id}:{remote.unreachable_since}",
                key="notification-unreachable",
                params={"project": name, "url": remote.url, "since": remote.unreachable_since},
                data={"error": error.reason},
                project_id=project_id,
            )
