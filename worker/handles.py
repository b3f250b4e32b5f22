"""Binding a message to the function that does it, with log context and metrics around it."""

from __future__ import annotations

import importlib
import time
from collections.abc import Callable
from typing import Any, TypeVar

import structlog
from celery import Celery, Task
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from app.errors import Temporary
from app.messages import Message
from app.metrics import TASK_SECONDS, TASKS

log = structlog.get_logger(__name__)

M = TypeVar("M", bound=Message)
Handler = Callable[[Any], None]

# The areas whose modules bind handlers when they are imported.
AREAS = ("worker.projects", "worker.pulls", "worker.guards", "worker.scripts", "worker.telegram", "worker.upkeep")
_handlers: dict[type[Message], tuple[Handler, dict[str, Any]]] = {}


def handles(message: type[M], **options: Any) -> Callable[[Callable[[M], None]], Callable[[M], None]]:
    """Decorates the function that does the work of `message`. `options` go to Celery, such as `time_limit` (seconds).

    The function may be called twice with the same message, or never: it claims its row first. Its exceptions are
    logged and end the message; another try is the row's affair.
    """

    def decorate(function: Callable[[M], None]) -> Callable[[M], None]:
        if message in _handlers:
            raise ValueError(f"{message.__name__} is handled twice")
        _handlers[message] = (function, options)
        return function

    return decorate


def handled() -> dict[type[Message], Handler]:
    """All messages with their functions."""
    for area in AREAS:
        importlib.import_module(area)
    return {message: function for message, (function, _) in _handlers.items()}


def perform(message: Message, request_id: str | None = None) -> None:
    """Do the work of `message` here and now, as a worker would."""
    function = handled()[type(message)]
    name = type(message).__name__
    began = time.perf_counter()
    context = {"task": name, **({"request_id": request_id} if request_id else {})}
    with structlog.contextvars.bound_contextvars(**context):
        try:
            function(message)
            outcome = "ok"
        except (Temporary, OperationalError, PoolTimeout) as error:
            # Something is away; the row says what is still to be done, and a periodic task will find it.
            outcome = "postponed"
            log.warning("task_postponed", error=type(error).__name__, reason=str(error)[:200])
        except Exception:
            outcome = "failed"
            log.exception("task_failed")
    TASKS.labels(name, outcome).inc()
    TASK_SECONDS.labels(name).observe(time.perf_counter() - began)


def bind(app: Celery) -> None:
    """Make a Celery task of every handler."""
    for message in handled():
        _bind_one(app, message, _handlers[message][1])


def _bind_one(app: Celery, message: type[Message], options: dict[str, Any]) -> None:
    def run(self: Task[Any, Any], **fields: Any) -> None:
        perform(message(**fields), getattr(self.request, "request_id", None))

    app.task(bind=True, name=message.name(), **options)(run)  # type: ignore[no-untyped-call]
