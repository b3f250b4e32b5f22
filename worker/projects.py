"""Tasks of repositories: scans and looks."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import UUID

import structlog

from app.config import settings
from app.db import read_only, transaction
from app.gitread import layout as layouts
from app.gitread.errors import GitReadError
from app.gitread.text import decode
from app.jobs import service as jobs
from app.jobs.models import Job, JobStatus
from app.messages import PollDueProjects, PollProject, ScanRepositories
from app.projects import sightings
from app.projects.models import ProjectStatus
from app.projects.service import all_roots
from app.projects.sightings import Brief, Decision, Sighting, Verdict
from worker import remotes, watching
from worker.git.scan import Found, ScanCache, Walk, look
from worker.handles import handles

log = structlog.get_logger(__name__)

_BATCH = 100
_TELL_SECONDS = 0.25
poller = watching.Poller()
_turning = threading.Lock()


class LeaseLost(Exception):
    """Another worker has the job now: stop."""


class Progress:
    """Tells a job's progress, and keeps its lease, not more often than people can see."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.told_at = 0.0
        self.found = 0

    def note(self, words: str, *, total: int | None = None, force: bool = False) -> None:
        """Say that `found` are done of `total`; raises LeaseLost."""
        if not force and time.monotonic() - self.told_at < _TELL_SECONDS:
            return
        self.told_at = time.monotonic()
        with transaction() as session:
            if not jobs.progress(session, self.job, self.found, total, words):
                raise LeaseLost


def _claim(job_id: str) -> Job | None:
    with transaction() as session:
        return jobs.claim(session, UUID(job_id))


def _finish(job: Job, status: JobStatus, *, result: dict[str, Any] | None = None, error: str | None = None) -> None:
    with transaction() as session:
        jobs.finish(session, job, status, result=result, error=error)


@handles(ScanRepositories)
def scan_repositories(message: ScanRepositories) -> None:
    """Walk every root, take over what was found, read what is new, and note what is gone."""
    job = _claim(message.job_id)
    if job is None:
        return
    with read_only() as session:
        roots = [(root.id, bytes(root.raw_path)) for root in all_roots(session)]
    totals = {"found": 0, "new": 0, "moved": 0, "replaced": 0, "missing": 0, "unreadable": 0}
    progress = Progress(job)
    try:
        for root_id, path in roots:
            _scan_root(root_id, path, progress, totals)
    except LeaseLost:
        return
    _finish(job, JobStatus.SUCCEEDED, result=totals)


def _scan_root(root_id: UUID, path: bytes, progress: Progress, totals: dict[str, int]) -> None:
    cache_file = _cache_file(root_id)
    walk = Walk(path, before=ScanCache.load(cache_file))
    seen: set[bytes] = set()
    to_read: list[UUID] = []
    for batch in _batches(iter(walk), _BATCH):
        seen.update(found.path for found in batch)
        to_read += _take_batch(root_id, batch, totals)
        progress.found += len(batch)
        progress.note(decode(batch[-1].path)[-300:])
    for number, project_id in enumerate(to_read):
        watching.look(project_id)
        progress.note(f"{number + 1}/{len(to_read)}")
    unreadable = [{"path": decode(one.path), "reason": os.strerror(one.errno)} for one in walk.unreadable]
    totals["unreadable"] += len(unreadable)
    totals["missing"] += _note_missing(root_id, seen, [one.path for one in walk.unreadable])
    with transaction() as session:
        sightings.scanned(session, root_id, unreadable[:100])
    walk.cache.save(cache_file)


def _cache_file(root_id: UUID) -> str:
    directory = Path(settings().data_dir) / "scan"
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    return str(directory / str(root_id))


def _batches(found: Iterator[Found], size: int) -> Iterator[list[Found]]:
    while batch := list(islice(found, size)):
        yield batch


def _take_batch(root_id: UUID, batch: Sequence[Found], totals: dict[str, int]) -> list[UUID]:
    """Decide what each repository found means, then do it; returns the projects to read now."""
    seen = [_sighting(found) for found in batch]
    with read_only() as session:
        by_path, by_identity = sightings.briefs(session, seen)
    decisions = [_decide(one, by_path, by_identity) for one in seen]
    counted = {Verdict.NEW: "new", Verdict.MOVED: "moved", Verdict.REPLACED: "replaced"}
    totals["found"] += len(decisions)
    for decision in decisions:
        if decision.verdict in counted:
            totals[counted[decision.verdict]] += 1
    if all(decision.verdict is Verdict.SAME for decision in decisions):
        return []
    with transaction() as session:
        return sightings.carry_out(session, root_id, decisions)


def _sighting(found: Found) -> Sighting:
    if found.layout is None:
        return Sighting(found.path, None, ProjectStatus.BROKEN, found.reason)
    return Sighting(found.path, found.layout)


def _decide(sighting: Sighting, by_path: dict[bytes, Brief], by_identity: dict[tuple[int, int], Brief]) -> Decision:
    here = by_path.get(sighting.path)
    if sighting.layout is None:
        return Decision(Verdict.UNREADABLE if here else Verdict.NEW, sighting, here.id if here else None)
    identity = sightings.identity(sighting.layout)
    if here is not None:
        if here.identity == identity:
            settled = here.status in (ProjectStatus.ACTIVE, ProjectStatus.REFUSED, ProjectStatus.UNSUPPORTED)
            return Decision(Verdict.SAME if settled else Verdict.BACK, sighting, here.id)
        again = here.identity is None or not here.tips or _holds(sighting.path, here.tips)
        return Decision(Verdict.CLONED_AGAIN if again else Verdict.REPLACED, sighting, here.id)
    before = by_identity.get(identity)
    # File systems use inodes again: only a repository with commits of the old one, which is gone, has moved.
    if before is not None and _is_gone(before, identity) and (not before.tips or _holds(sighting.path, before.tips)):
        return Decision(Verdict.MOVED, sighting, before.id)
    return Decision(Verdict.NEW, sighting, None)


def _holds(path: bytes, tips: Sequence[str]) -> bool:
    try:
        with watching.pool.open(path) as repository:
            return watching.holds(repository, tips)
    except GitReadError:
        return False


def _is_gone(brief: Brief, identity: tuple[int, int]) -> bool:
    try:
        return sightings.identity(layouts.find(brief.raw_path)) != identity
    except GitReadError:
        return True


def _note_missing(root_id: UUID, seen: set[bytes], unreadable: Sequence[bytes]) -> int:
    """Set projects aside that the walk did not meet and that are not there, except below unreadable directories."""
    with read_only() as session:
        suspects = sightings.unseen(session, root_id, seen)
    hidden = tuple(path + b"/" for path in unreadable)
    gone = [
        brief.id
        for brief in suspects
        if not (brief.raw_path + b"/").startswith(hidden) and look(brief.raw_path) is None
    ]
    for project_id in gone:
        with transaction() as session:
            watching.set_aside(session, project_id, ProjectStatus.MISSING, "vanished")
    return len(gone)


@handles(PollProject)
def poll_project(message: PollProject) -> None:
    """Look at one project now, and ask where it is pulled from."""
    job = _claim(message.job_id)
    if job is None:
        return
    assert job.subject_id is not None
    cause = watching.look(job.subject_id)
    remotes.poll_now(job.subject_id)
    with read_only() as session:
        state = sightings.status_now(session, job.subject_id)
    if state is None:
        _finish(job, JobStatus.FAILED, error="not_found")
    elif state is not ProjectStatus.ACTIVE:
        _finish(job, JobStatus.FAILED, error="repository_unreadable", result={"status": state.value})
    else:
        _finish(job, JobStatus.SUCCEEDED, result={"cause": cause.value if cause else "nothing"})


@handles(PollDueProjects)
def poll_due_projects(_: PollDueProjects) -> None:
    """Look at every project whose turn it is; one turn at a time, for what is remembered belongs to the process."""
    if _turning.acquire(blocking=False):
        try:
            poller.turn(settings().poll_seconds)
        finally:
            _turning.release()
