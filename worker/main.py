"""The Celery application of the workers. Each setting has its reason."""

from __future__ import annotations

import gc
import importlib
import os
import signal
import socket
import threading
import time
from collections.abc import Iterable, Sequence
from functools import cache
from types import FrameType
from typing import Any

import structlog
from celery import Celery
from celery.signals import setup_logging, worker_init, worker_ready, worker_shutting_down
from celery.worker import state

from app.db import limit_waits, transaction
from app.heartbeats import beat
from app.i18n import load_all
from app.logs import configure_logs
from app.messages import configure_broker, send_through
from worker.alive import watch
from worker.handles import AREAS, bind

log = structlog.get_logger(__name__)

DATABASE_WAIT_SECONDS = 10.0
FINISH_SECONDS = 10.0


def make_worker(queues: Iterable[str] = tuple(AREAS)) -> Celery:
    """The application with the tasks of these queues bound, by default all."""
    app = Celery("lumastack")
    configure_broker(app, timeout=None, pool=8)
    app.conf.update(
        # More than one prefetched message for each slot kills the worker when Redis restarts.
        worker_prefetch_multiplier=1,
        # Its socket is the canary for a dead Redis connection: without it workers can stay alive and deaf.
        worker_enable_remote_control=True,
        worker_send_task_events=False,
        # A message is acknowledged when its work is done; a repeated one finds its row claimed.
        task_acks_late=True,
        task_reject_on_worker_lost=True,
        # The row decides about another try, never the broker: a failing message must not come back for ever.
        task_acks_on_failure_or_timeout=True,
        broker_connection_retry_on_startup=True,
        broker_connection_max_retries=None,
        worker_hijack_root_logger=False,
        # Memory that libraries do not give back goes with the process.
        worker_max_tasks_per_child=500,
    )
    bind(app, queues)
    send_through(app)
    return app


@setup_logging.connect
def _logs(**_: Any) -> None:
    configure_logs("worker")


@worker_init.connect
def _started(**_: Any) -> None:
    limit_waits(DATABASE_WAIT_SECONDS)
    load_all()
    watch()


@worker_ready.connect
def _ready(sender: Any, **_: Any) -> None:
    # Celery would start the command line of whoever forked this process once more.
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGQUIT):
        signal.signal(number, _end)
    with transaction() as session:
        beat(session, str(sender.hostname))
    if "git" in sender.app.amqp.queues.consume_from:
        # Only where repositories are read: the module brings what reads them.
        importlib.import_module("worker.listening").Listener().start()


def _end(number: int, _: FrameType | None) -> None:
    """Take no more messages, let running tasks end for a while, go: what is left is found by its row.

    Instead of Celery's own ways: warm waits for ever, soft sleeps the whole of its time even when all is done, and cold
    fails with threads. Areas whose tasks wait are told by the signal, so that these end at once; runs have keepers.
    """
    worker_shutting_down.send(sender=None, sig=signal.Signals(number).name, how="Warm", exitcode=0)
    state.should_stop = 0  # type: ignore[assignment]  # the stubs take the value it begins with for its type
    threading.Thread(target=_leave, name="leave", daemon=True).start()


def _leave() -> None:
    time.sleep(FINISH_SECONDS)
    log.warning("tasks_left", tasks=[request.name for request in list(state.active_requests)])
    os._exit(0)


def run(name: str, queues: Sequence[str], pool: str, slots: int) -> int:
    """Be a worker called `name` that reads `queues`, until a signal ends it; the exit code."""
    app = make_worker(queues)
    worker = app.Worker(
        hostname=f"{name}@{socket.gethostname()}",
        queues=list(queues),
        pool_cls=pool,
        concurrency=slots,
        optimization="fair",
        loglevel="WARNING",
        quiet=True,
        # Without gossip and mingle a worker survives a restart of Redis; remote control, its canary, stays on.
        without_gossip=True,
        without_mingle=True,
    )
    # What is loaded by now is shared with whoever forked this process and with children of its own: let it stay so.
    gc.collect()
    gc.freeze()
    worker.start()
    return int(worker.exitcode or 0)


def __getattr__(name: str) -> Celery:
    """`app`, made when Celery's own command line asks for it: `celery -A worker.main worker -Q QUEUES`."""
    if name != "app":
        raise AttributeError(name)
    return _application()


@cache
def _application() -> Celery:
    return make_worker()
