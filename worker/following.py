"""How a project stands to what it follows: read from its repository, noted in its row."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from app.db import read_only, transaction
from app.errors import Permanent
from app.gitread.ancestry import difference
from app.gitread.errors import GitReadError
from app.gitread.refs import RefStore
from app.gitread.remotes import public_url
from app.gitread.repository import Repository
from app.projects import credentials, remotes
from app.projects.models import Project
from app.projects.remotes import Link, Standing
from worker.git.access import host_of
from worker.git.remote import scheme_of
from worker.git.upstream import Tracked, tracked

# More commits than this between two are not counted.
MOST_COUNTED = 1000


@dataclass(frozen=True, slots=True)
class Followed:
    """What a repository's branch follows, and how it stands to the newest commit known there."""

    tracked: Tracked
    standing: Standing


def read(repository: Repository, tip: str | None) -> Followed | None:
    """What the checked-out branch follows. `tip`: the commit that its remote named last; without it the one that was
    fetched last counts."""
    found = tracked(repository)
    if found is None:
        return None
    return Followed(found, standing(repository, tip or _fetched(repository, found)))


def standing(repository: Repository, tip: str | None) -> Standing:
    """How HEAD stands to the commit `tip`."""
    head = repository.head().target
    if tip is None or head is None:
        return Standing(None, None)
    try:
        repository.store.header(tip)
    except GitReadError:
        # It is newer than anything here; what is ahead can be counted only from what it shares with us.
        return Standing(None, None)
    return Standing(_count(repository, head, tip), _count(repository, tip, head))


def _count(repository: Repository, tip: str, known: str) -> int | None:
    found = difference(repository.graph, [tip], [known], MOST_COUNTED)
    return len(found.commits) if found.complete else None


def _fetched(repository: Repository, found: Tracked) -> str | None:
    try:
        return RefStore(repository.layout).target(found.tracking)
    except GitReadError:
        return None


def note(project_id: UUID, followed: Followed | None) -> None:
    """Bring the project's row to what its repository follows, in a transaction of its own."""
    with read_only() as session:
        project = session.get(Project, project_id)
        if project is None or (followed is None and project.remote_id is None):
            return
        link = None if followed is None else _link(session, project_id, followed.tracked)
        same = link is not None and _is_linked(session, project, link)
    with transaction() as session:
        if followed is None or link is None:
            remotes.unlink(session, project_id)
        elif same:
            remotes.stand(session, project_id, followed.standing)
        else:
            remotes.link(session, project_id, link)
            remotes.stand(session, project_id, followed.standing)


def _link(session: Session, project_id: UUID, found: Tracked) -> Link | None:
    try:
        scheme = scheme_of(found.url)
    except Permanent:
        return None
    host = host_of(found.url)
    credential_id = credentials.find_id(session, project_id, scheme, host)
    key = remotes.remote_key(found.url, credential_id)
    return Link(key, public_url(found.url), scheme, host, credential_id, found.branch)


def _is_linked(session: Session, project: Project, link: Link) -> bool:
    return project.upstream_branch == link.branch and remotes.key_of(session, project.remote_id) == link.key
