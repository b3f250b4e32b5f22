"""Remotes: which projects come from where, when each address is asked, and what its answer means."""

from __future__ import annotations

import random
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, func, or_, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.config import settings
from app.crypto import keyed_hash
from app.db import uuid7
from app.projects import blocks, pulls
from app.projects.access import rooms_of
from app.projects.models import AutoPull, Project, ProjectStatus
from app.projects.remote_models import Remote, RemoteHost
from app.realtime.publish import publish

LEASE = timedelta(seconds=60)
LONGEST_SECONDS = 3600.0
GROWTH = 1.5
JITTER = 0.2
# A host is asked so many times at once, and so many times a second.
HOST_AT_ONCE = 4
HOST_SECONDS = 0.2
HOST_BURST_SECONDS = 1.0
# So many failures in a row close a host for a while, and make people hear of a remote.
HOST_FAILURES = 5
ALERT_FAILURES = 3
# A local upstream costs a few small reads.
LOCAL_SECONDS = 10.0
# Asked for by hand or by a webhook: not again within so many seconds of the last answer.
SOONEST_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Asked:
    """A remote that this process may ask now. `path` is a project's, whose configuration has the whole address."""

    id: UUID
    url: str
    scheme: str
    host: str
    credential_id: UUID | None
    v2: bool
    key: bytes
    path: bytes


@dataclass(frozen=True, slots=True)
class Follower:
    """A project that follows a branch of a remote, as it was when the remote answered."""

    id: UUID
    path: bytes
    branch: bytes
    tip: str | None
    head: str | None


@dataclass(frozen=True, slots=True)
class Standing:
    """How a project's HEAD stands to its upstream: commits that only one of them has; None: too many, or unknown."""

    ahead: int | None
    behind: int | None


@dataclass(frozen=True, slots=True)
class Moved:
    """An upstream that moved: what people are told, where the project's policy says so."""

    project_id: UUID
    name: str
    branch: str
    old: str | None
    new: str
    tell: bool


def remote_key(url: str, credential_id: UUID | None) -> bytes:
    """What names a remote. The address may hold a password, so it is hashed with a key of ours."""
    return keyed_hash("git remote", f"{credential_id or ''} {url}")


def key_of(session: Session, remote_id: UUID | None) -> bytes | None:
    """The key of a remote; None where there is none."""
    key = None if remote_id is None else session.scalar(select(Remote.key).where(Remote.id == remote_id))
    return None if key is None else bytes(key)


def shortest(scheme: str) -> float:
    """The shortest interval of such remotes, in seconds."""
    usual = settings().remote_seconds
    return min(usual, LOCAL_SECONDS) if scheme == "file" else usual


@dataclass(frozen=True, slots=True)
class Link:
    """Where a project is pulled from; `url` carries no credentials, `key` names the address with them."""

    key: bytes
    url: str
    scheme: str
    host: str
    credential_id: UUID | None
    branch: bytes


def link(session: Session, project_id: UUID, place: Link) -> None:
    """Note where the project is pulled from, and that this address is to be asked."""
    host = place.host[:300]
    values = {"url": place.url, "scheme": place.scheme, "host": host, "credential_id": place.credential_id}
    remote_id = session.scalar(
        insert(Remote)
        .values(id=uuid7(), key=place.key, interval=shortest(place.scheme), **values)
        .on_conflict_do_update(index_elements=["key"], set_={"url": place.url})
        .returning(Remote.id)
    )
    session.execute(insert(RemoteHost).values(host=host).on_conflict_do_nothing())
    session.execute(
        update(Project)
        .where(Project.id == project_id)
        .values(
            remote_id=remote_id, upstream_branch=place.branch, upstream_sha=None, upstream_moved_at=None,
            ahead=None, behind=None,
        )
    )  # fmt: skip


def unlink(session: Session, project_id: UUID) -> None:
    """Note that the project's branch is pulled from nowhere."""
    gone = {"remote_id": None, "upstream_branch": None, "upstream_sha": None, "ahead": None, "behind": None}
    session.execute(update(Project).where(Project.id == project_id).values(**gone, upstream_moved_at=None))


def stand(session: Session, project_id: UUID, standing: Standing) -> None:
    """Note how the project stands to its upstream."""
    session.execute(
        update(Project)
        .where(
            Project.id == project_id,
            or_(Project.ahead.is_distinct_from(standing.ahead), Project.behind.is_distinct_from(standing.behind)),
        )
        .values(ahead=standing.ahead, behind=standing.behind)
    )


def wake(session: Session, remote_id: UUID) -> None:
    """Something happened in a project of the remote: ask it as often as at first again."""
    soon = func.clock_timestamp() + func.make_interval(0, 0, 0, 0, 0, 0, settings().remote_seconds)
    session.execute(
        update(Remote)
        .where(Remote.id == remote_id, Remote.failures == 0, Remote.interval > settings().remote_seconds)
        .values(interval=settings().remote_seconds, next_poll_at=func.least(Remote.next_poll_at, soon))
    )


def claim_due(session: Session, most: int) -> list[Asked]:
    """Take up to `most` remotes whose time has come and whose hosts may be asked now."""
    now = _now(session)
    followed = (
        select(Project.id)
        .where(Project.remote_id == Remote.id, Project.status == ProjectStatus.ACTIVE)
        .correlate(Remote)
        .exists()
    )
    due = session.scalars(
        select(Remote)
        .where(Remote.next_poll_at <= now, or_(Remote.lease_until.is_(None), Remote.lease_until < now), followed)
        .order_by(Remote.next_poll_at)
        .limit(most)
        .with_for_update(skip_locked=True)
    ).all()
    return _admit(session, due, now)


def claim_one(session: Session, project_id: UUID) -> Asked | None:
    """Take the remote of a project now, whatever its time; None where it has none, is being asked, or just was."""
    now = _now(session)
    remote = session.scalars(
        select(Remote)
        .join(Project, Project.remote_id == Remote.id)
        .where(
            Project.id == project_id,
            or_(Remote.lease_until.is_(None), Remote.lease_until < now),
            or_(Remote.last_polled_at.is_(None), Remote.last_polled_at < now - timedelta(seconds=SOONEST_SECONDS)),
        )
        .with_for_update(skip_locked=True, of=Remote)
    ).one_or_none()
    admitted = [] if remote is None else _admit(session, [remote], now)
    return admitted[0] if admitted else None


def _now(session: Session) -> datetime:
    now: datetime = session.scalars(select(func.clock_timestamp())).one()
    return now


def _admit(session: Session, due: Collection[Remote], now: datetime) -> list[Asked]:
    names = sorted({remote.host for remote in due})
    hosts = {
        host.host: host
        for host in session.scalars(
            select(RemoteHost).where(RemoteHost.host.in_(names)).order_by(RemoteHost.host).with_for_update()
        )
    }
    busy: dict[str, int] = {
        row.host: row.busy
        for row in session.execute(
            select(Remote.host, func.count().label("busy"))
            .where(Remote.host.in_(names), Remote.lease_until > now)
            .group_by(Remote.host)
        )
    }
    admitted: list[Asked] = []
    for remote in due:
        wait = _wait(hosts[remote.host], busy.get(remote.host, 0), remote.scheme, now)
        if wait is not None:
            remote.next_poll_at = wait
            continue
        busy[remote.host] = busy.get(remote.host, 0) + 1
        remote.lease_until = now + LEASE
        path = session.scalar(
            select(Project.raw_path)
            .where(Project.remote_id == remote.id, Project.status == ProjectStatus.ACTIVE)
            .order_by(Project.id)
            .limit(1)
        )
        if path is None:
            continue
        admitted.append(
            Asked(
                remote.id, remote.url, remote.scheme, remote.host, remote.credential_id, remote.v2,
                bytes(remote.key), bytes(path),
            )
        )  # fmt: skip
    return admitted


def _wait(host: RemoteHost, busy: int, scheme: str, now: datetime) -> datetime | None:
    """When the host may be asked, None for now; and count this question in (a leaky bucket, as GCRA)."""
    if scheme == "file":
        return None
    if host.closed_until is not None and host.closed_until > now:
        return host.closed_until
    if busy >= HOST_AT_ONCE:
        return now + timedelta(seconds=HOST_SECONDS)
    free = max(host.free_at, now)
    if free - now > timedelta(seconds=HOST_BURST_SECONDS):
        return free
    host.free_at = free + timedelta(seconds=HOST_SECONDS)
    return None


def followers(session: Session, remote_id: UUID) -> list[Follower]:
    """The projects that follow a branch of the remote."""
    rows = session.execute(
        select(Project.id, Project.raw_path, Project.upstream_branch, Project.upstream_sha, Project.head_sha).where(
            Project.remote_id == remote_id,
            Project.status == ProjectStatus.ACTIVE,
            Project.upstream_branch.is_not(None),
        )
    )
    return [Follower(id_, bytes(path), bytes(branch or b""), tip, head) for id_, path, branch, tip, head in rows]


def answered(
    session: Session,
    asked: Asked,
    heads: Mapping[bytes, str],
    v2: bool,
    seen: Collection[Follower],
    standings: Mapping[UUID, Standing],
) -> list[Moved]:
    """Take over what a remote answered, and queue the pulls that policies ask for; gives the upstreams that moved.

    Safe with several at a time: each project's tip is moved by a guarded update.
    """
    moved = [one for one in (_follow(session, follower, heads, standings) for follower in seen) if one is not None]
    remote = session.get(Remote, asked.id, with_for_update=True)
    if remote is not None:
        low = shortest(remote.scheme)
        high = max(low, LONGEST_SECONDS if remote.scheme != "file" else low)
        remote.interval = low if moved else min(high, max(low, remote.interval * GROWTH))
        remote.next_poll_at = _later(remote.interval)
        remote.lease_until, remote.last_polled_at, remote.v2 = None, datetime.now(UTC), v2
        remote.failures, remote.unreachable_since, remote.error, remote.alerted = 0, None, None, False
        if moved:
            remote.last_changed_at = datetime.now(UTC)
    session.execute(
        update(RemoteHost)
        .where(RemoteHost.host == asked.host, RemoteHost.failures > 0)
        .values(failures=0, closed_until=None)
    )
    return moved


def _follow(
    session: Session, follower: Follower, heads: Mapping[bytes, str], standings: Mapping[UUID, Standing]
) -> Moved | None:
    tip = heads.get(b"refs/heads/" + follower.branch)
    standing = standings.get(follower.id, Standing(None, None))
    if tip == follower.tip:
        if follower.id in standings:
            stand(session, follower.id, standing)
        project = session.get(Project, follower.id)
        if project is not None and tip is not None:
            _auto_pull(session, project, tip, standing)
        return None
    row = session.scalars(
        update(Project)
        .where(Project.id == follower.id, Project.upstream_sha.is_not_distinct_from(follower.tip))
        .values(
            upstream_sha=tip, upstream_moved_at=func.clock_timestamp(), ahead=standing.ahead, behind=standing.behind
        )
        .returning(Project),
        execution_options={"populate_existing": True},
    ).one_or_none()
    if row is None or tip is None:
        return None
    about = {"project_id": str(row.id), "project": row.name, "cause": "upstream", "upstream_sha": tip}
    for room in rooms_of(session, row.id):
        publish(session, room, "project", {**about, "ahead": standing.ahead, "behind": standing.behind})
    _auto_pull(session, row, tip, standing)
    is_news = follower.tip is not None and standing.behind != 0
    shown = follower.branch.decode("utf-8", "replace")
    return Moved(row.id, row.name, shown, follower.tip, tip, is_news and _tells(row))


def _tells(project: Project) -> bool:
    """Whether people are told that the upstream moved: who has it pulled hears of the pull instead."""
    if project.auto_pull is AutoPull.FAST_FORWARD:
        return blocks.is_blocked(project)
    return project.auto_pull is AutoPull.NOTIFY


def _auto_pull(session: Session, project: Project, tip: str, standing: Standing) -> None:
    """Queue a pull where the policy says so: once for each tip, so that one that was undone is not done again."""
    wanted = project.auto_pull is AutoPull.FAST_FORWARD and standing.behind != 0 and project.auto_pulled_sha != tip
    if wanted and not blocks.is_blocked(project):
        project.auto_pulled_sha = tip
        pulls.queue_pull(session, project.id, None)


def failed(session: Session, asked: Asked, error: str, *, passing: bool, retry_after: float | None) -> bool:
    """Note that a remote did not answer, and ask less and less often; says whether people are to be told now.

    `passing`: the host itself may be at fault, and is left alone for a while after too many of these.
    """
    remote = session.get(Remote, asked.id, with_for_update=True)
    if remote is None:
        return False
    remote.failures += 1
    remote.error = error[:64]
    remote.unreachable_since = remote.unreachable_since or datetime.now(UTC)
    wait = min(LONGEST_SECONDS, shortest(remote.scheme) * 2 ** min(remote.failures, 10))
    remote.next_poll_at = _later(wait)
    if retry_after is not None:
        remote.next_poll_at = max(remote.next_poll_at, datetime.now(UTC) + timedelta(seconds=min(retry_after, 86_400)))
    remote.lease_until, remote.last_polled_at = None, datetime.now(UTC)
    if passing and remote.scheme != "file":
        _fail_host(session, asked.host, retry_after)
    if remote.failures < ALERT_FAILURES or remote.alerted:
        return False
    remote.alerted = True
    return True


def _fail_host(session: Session, name: str, retry_after: float | None) -> None:
    host = session.get(RemoteHost, name, with_for_update=True)
    if host is None:
        return
    host.failures += 1
    seconds = min(600.0, 30.0 * 2 ** (host.failures - HOST_FAILURES)) if host.failures >= HOST_FAILURES else 0.0
    seconds = max(seconds, min(retry_after or 0.0, 3600.0))
    if seconds:
        host.closed_until = _later(seconds)


def _later(seconds: float) -> datetime:
    # Spread, so that what began together does not stay together.
    return datetime.now(UTC) + timedelta(seconds=seconds * random.uniform(1 - JITTER, 1 + JITTER))  # noqa: S311


def projects_of(session: Session, remote_id: UUID) -> list[tuple[UUID, str]]:
    """The projects of a remote, with their names."""
    rows = session.execute(
        select(Project.id, Project.name).where(Project.remote_id == remote_id, Project.status == ProjectStatus.ACTIVE)
    )
    return [(id_, name) for id_, name in rows]


def forget_old(session: Session) -> None:
    """Delete remotes that no project has any more, and hosts that no remote has."""
    old = func.clock_timestamp() - text("interval '1 day'")
    used = select(Project.remote_id).where(Project.remote_id.is_not(None))
    session.execute(delete(Remote).where(Remote.updated_at < old, Remote.id.not_in(used)))
    session.execute(delete(RemoteHost).where(RemoteHost.host.not_in(select(Remote.host))))
