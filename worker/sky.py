"""Tasks of the sky: computing years in a process of its own, and telling people when their time has come."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

import structlog

from app.db import transaction
from app.errors import Temporary
from app.jobs import service as jobs
from app.jobs.models import Job, JobStatus
from app.messages import ComputeSky, WatchSky
from app.sky import clock, reminders, years
from app.sky.kernel import stamp
from worker.handles import handles

log = structlog.get_logger(__name__)

_PROJECT = Path(__file__).parent.parent
# A year takes half a second on an idle machine.
YEAR_SECONDS = 120.0
_RENEW_SECONDS = 5.0
_RETRY_SECONDS = 5.0


class LeaseLost(Exception):
    """Another worker has the job now: stop."""


class Computer:
    """A process that computes years: the libraries take 65 MB and a core, for seconds, a few times a year.

    Here that would stay, and the interpreter would be kept from sending messages meanwhile.
    """

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "worker.ephemeris"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=_PROJECT,
            # It needs no setting, and no secret.
            env={name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL", "HOME") if name in os.environ},
        )

    def events_of(self, year: int, meanwhile: Any) -> list[dict[str, Any]]:
        """The events of a year; `meanwhile` is called every few seconds. Raises Temporary where the process failed."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        deadline = time.monotonic() + YEAR_SECONDS
        try:
            self._process.stdin.write(f"{year}\n".encode())
            self._process.stdin.flush()
        except OSError:
            raise Temporary("sky_process_died") from None
        while not select.select([self._process.stdout], [], [], _RENEW_SECONDS)[0]:
            if time.monotonic() > deadline:
                raise Temporary("sky_too_slow")
            meanwhile()
        line = self._process.stdout.readline()
        if not line:
            raise Temporary("sky_process_died")
        answer = json.loads(line)
        if answer["year"] != year:
            raise Temporary("sky_process_confused")
        events: list[dict[str, Any]] = answer["events"]
        return events

    def end(self) -> None:
        """End the process, whatever it does."""
        self._process.kill()
        self._process.communicate()


@contextmanager
def computer() -> Iterator[Computer]:
    """A process that computes, ended with the block."""
    made = Computer()
    try:
        yield made
    finally:
        made.end()


# A year has its own limit; the whole may take as long as a hundred and fifty of them.
@handles(ComputeSky, time_limit=3600)
def compute_sky(message: ComputeSky) -> None:
    """Compute the years that are asked for, the nearest first, until none is left."""
    with transaction() as session:
        job = jobs.claim(session, UUID(message.job_id))
    if job is None:
        return
    try:
        _compute(job)
    except LeaseLost:
        return
    except Temporary as error:
        with transaction() as session:
            jobs.postpone(session, job, _RETRY_SECONDS, error.reason)
        log.warning("sky_postponed", reason=error.reason)


def _compute(job: Job) -> None:
    done, stored = 0, {"years": 0, "new": 0, "changed": 0, "gone": 0}
    with computer() as process:
        while left := _left(job, stored):
            year = left[0]

            renew = partial(_note, job, done, done + len(left), year)
            renew()
            events = process.events_of(year, renew)
            with transaction() as session:
                outcome = years.store_year(session, year, events, stamp())
            done += 1
            stored["years"] = done
            for name in ("new", "changed", "gone"):
                stored[name] += getattr(outcome, name)


def _left(job: Job, stored: dict[str, int]) -> list[int]:
    """The years that are left; without any the job is ended, in the transaction that saw it."""
    with transaction() as session:
        return years.finish_if_done(
            session, clock.now().year, lambda: jobs.finish(session, job, JobStatus.SUCCEEDED, result=dict(stored))
        )


def _note(job: Job, done: int, total: int, year: int) -> None:
    with transaction() as session:
        if not jobs.progress(session, job, done, total, str(year)):
            raise LeaseLost


@handles(WatchSky)
def watch_sky(_: WatchSky) -> None:
    """Remind, announce and post what is due now, and see to it that the years around now are there."""
    now = clock.now()
    for step in (reminders.remind, reminders.announce, reminders.post_to_channel):
        with transaction() as session:
            step(session, now)
    with transaction() as session:
        years.keep_window(session, now)
