"""Periodic work: finding every state that a crash or a lost message can leave, and forgetting what is old."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

import structlog
from sqlalchemy import delete, func
from sqlalchemy.orm import Session

from app.accounts import keys
from app.accounts import service as accounts
from app.audit import chain
from app.db import transaction
from app.heartbeats import Heartbeat
from app.idempotency import IdempotencyKey
from app.jobs import service as jobs
from app.messages import Message, Repair, Retain, send
from app.notifications import service as notifications
from app.projects import blocks, remotes
from app.scripts import artifacts, logs, runs, schedules
from app.scripts import telegram as live_runs
from app.telegram import inbox, magic_links
from app.telegram import service as telegram
from worker.handles import handles
from worker.telegram import watch_bots

log = structlog.get_logger(__name__)

# Each finds what was left behind in its area, mends the rows, and returns the messages to send once that is committed.
REPAIRS: tuple[Callable[[Session], Sequence[Message]], ...] = (
    jobs.repair,
    blocks.repair,
    runs.repair,
    magic_links.repair,
    inbox.repair,
    watch_bots,
    schedules.fire_due,
)
# Each forgets what is old in its area.
RETENTIONS: tuple[Callable[[Session], object], ...] = (
    chain.forget_old,
    keys.tend,
    accounts.forget_old,
    telegram.forget_old,
    live_runs.forget_old,
    notifications.forget_old,
    remotes.forget_old,
    logs.forget_old,
    artifacts.forget_old,
)
KEYS_KEPT = timedelta(hours=24)


@handles(Repair)
def repair(_: Repair) -> None:
    """Send every area's unfinished work on its way again; each area has its own transaction."""
    for find in REPAIRS:
        with transaction() as session:
            messages = find(session)
        for message in messages:
            if not send(message):
                break
        if messages:
            log.info("repaired", area=find.__module__, messages=len(messages))


@handles(Retain)
def retain(_: Retain) -> None:
    """Forget what is old, area by area."""
    for forget in RETENTIONS:
        with transaction() as session:
            forget(session)
    with transaction() as session:
        session.execute(delete(IdempotencyKey).where(IdempotencyKey.created_at < func.now() - KEYS_KEPT))
        session.execute(delete(Heartbeat).where(Heartbeat.at < func.now() - timedelta(days=1)))
