"""Binding a message to the function that does it, with log context and metrics around it."""

from __future__ import annotations

import importlib
import time
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import structlog
from celery import Celery, Task
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from app.errors import Temporary
from app.messages import Message
from app.metrics import TASK_SECONDS, TASKS
from worker.alive import working

log = structlog.get_logger(__name__)

M = TypeVar("M", bound=Message)
Handler = Callable[[Any], None]

# The modules that bind the handlers of each queue's messages when they are imported: a worker imports those it needs.
AREAS = {
    "git": ("worker.projects", "worker.pulls", "worker.guards", "worker.remotes"),
    "scripts": ("worker.scripts",),
    "telegram": ("worker.telegram", "worker.telegram_answers"),
    "sky": ("worker.sky",),
    "system": ("worker.upkeep", "worker.sky", "worker.telegram", "worker.telegram_answers"),
}
# What every worker handles, whatever it reads.
EVERYWHERE = "worker.pulse"
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


def import_areas(queues: Iterable[str] = tuple(AREAS)) -> None:
    """Import what binds the handlers of these queues, by default of all."""
    importlib.import_module(EVERYWHERE)
    for queue in queues:
        for area in AREAS[queue]:
            importlib.import_module(area)


def handled() -> dict[type[Message], Handler]:
    """All messages with their functions."""
    import_areas()
    return {message: function for message, (function, _) in _handlers.items()}


def _handler_of(message: type[Message]) -> Handler:
    if message not in _handlers:
        import_areas()
    return _handlers[message][0]


def perform(message: Message, request_id: str | None = None) -> None:
    """Do the work of `message` here and now, as a worker would."""
    function = _handler_of(type(message))
    name = type(message).__name__
    began = time.perf_counter()
    context = {"task": name, **({"request_id": request_id} if request_id else {})}
    with structlog.contextvars.bound_contextvars(**context):
        try:
            with working(message.queue):
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


def bind(app: Celery, queues: Iterable[str] = tuple(AREAS)) -> None:
    """Make Celery tasks of the handlers of these queues, by default of all."""
    import_areas(queues)
    for message, (_, options) in _handlers.items():
        _bind_one(app, message, options)


def _bind_one(app: Celery, message: type[Message], options: dict[str, Any]) -> None:
    def run(self: Task[Any, Any], **fields: Any) -> None:
        perform(message(**fields), getattr(self.request, "request_id", None))

    app.task(bind=True, name=message.name(), **options)(run)  # type: ignore[no-untyped-call]
