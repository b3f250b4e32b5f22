"""Messages to workers: every one a frozen class with its queue. A message is a hint that carries ids; the row decides.

A class here and a function bound to it in the worker are the same set; a test checks that.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar

import structlog
from celery import Celery
from kombu.exceptions import OperationalError as BrokerError

from app.config import settings
from app.kv import TIMEOUT_SECONDS, redis_breaker

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Message:
    """The base of all messages. Fields are ids and plain JSON values."""

    queue: ClassVar[str]
    # A message that is still unread after so many seconds is thrown away: for ticks, which come again.
    expires_seconds: ClassVar[float | None] = None

    @classmethod
    def name(cls) -> str:
        """The name of the task on the broker."""
        return f"luma.{cls.__name__}"


@dataclass(frozen=True, slots=True)
class ScanRepositories(Message):
    """Find the repositories below the scan roots, as the job says."""

    queue: ClassVar[str] = "git"
    job_id: str


@dataclass(frozen=True, slots=True)
class PollProject(Message):
    """Look at one project now, as the job says."""

    queue: ClassVar[str] = "git"
    job_id: str


@dataclass(frozen=True, slots=True)
class PullProject(Message):
    """Pull one project, as the job says."""

    queue: ClassVar[str] = "git"
    job_id: str


@dataclass(frozen=True, slots=True)
class UndoPull(Message):
    """Put one project back to where it was before a pull, as the job says."""

    queue: ClassVar[str] = "git"
    job_id: str


@dataclass(frozen=True, slots=True)
class GuardProject(Message):
    """Make shells obey the project's block, or no longer, as its row says."""

    queue: ClassVar[str] = "git"
    project_id: str


@dataclass(frozen=True, slots=True)
class ComputeSky(Message):
    """Compute the years of celestial events that are asked for, as the job says."""

    # A queue of its own: computing takes seconds a year, and runs and messages must not wait for it.
    queue: ClassVar[str] = "sky"
    job_id: str


@dataclass(frozen=True, slots=True)
class RunScript(Message):
    """Run an execution, or attach to the run that outlived its worker."""

    queue: ClassVar[str] = "scripts"
    execution_id: str


@dataclass(frozen=True, slots=True)
class SendTelegram(Message):
    """Send what is due in one chat of one bot."""

    queue: ClassVar[str] = "telegram"
    bot_id: int
    chat_id: int


@dataclass(frozen=True, slots=True)
class SendMagicLink(Message):
    """Queue the link to sign in with that somebody asked for, where there is somebody to send it to."""

    queue: ClassVar[str] = "system"
    request_id: str


@dataclass(frozen=True, slots=True)
class AnswerUpdates(Message):
    """Deal with what a bot was told by its webhook."""

    queue: ClassVar[str] = "system"
    bot_id: int


@dataclass(frozen=True, slots=True)
class CheckBot(Message):
    """Ask Telegram who a bot is whose token was saved."""

    queue: ClassVar[str] = "telegram"
    bot_id: int


@dataclass(frozen=True, slots=True)
class CheckMember(Message):
    """Ask Telegram whether a person is a member of the channel."""

    queue: ClassVar[str] = "telegram"
    telegram_user_id: int


@dataclass(frozen=True, slots=True)
class ShowRuns(Message):
    """Tick, where there is need: bring the messages that show runs up to date."""

    queue: ClassVar[str] = "telegram"
    expires_seconds: ClassVar[float | None] = 5.0


@dataclass(frozen=True, slots=True)
class PollDueProjects(Message):
    """Tick: look at every project whose time has come."""

    queue: ClassVar[str] = "git"
    expires_seconds: ClassVar[float | None] = 5.0


@dataclass(frozen=True, slots=True)
class PollDueRemotes(Message):
    """Tick: ask every remote whose time has come."""

    queue: ClassVar[str] = "git"
    expires_seconds: ClassVar[float | None] = 5.0


@dataclass(frozen=True, slots=True)
class Repair(Message):
    """Tick: find every state that a crash or a lost message can leave, and send it on its way again."""

    queue: ClassVar[str] = "system"
    expires_seconds: ClassVar[float | None] = 5.0


@dataclass(frozen=True, slots=True)
class WakeTelegram(Message):
    """Tick: wake senders for the chats whose next message is due."""

    queue: ClassVar[str] = "system"
    expires_seconds: ClassVar[float | None] = 5.0


@dataclass(frozen=True, slots=True)
class WatchSky(Message):
    """Tick: remind of celestial events whose time has come, and ask for the years that are to be kept."""

    queue: ClassVar[str] = "system"
    expires_seconds: ClassVar[float | None] = 5.0


@dataclass(frozen=True, slots=True)
class Retain(Message):
    """Tick: delete what has passed its age."""

    queue: ClassVar[str] = "system"
    expires_seconds: ClassVar[float | None] = 600.0


@dataclass(frozen=True, slots=True)
class Pulse(Message):
    """Tick to each queue: whoever reads it notes that it is not deaf. `to` is the queue that it was sent to."""

    queue: ClassVar[str] = "system"
    expires_seconds: ClassVar[float | None] = 10.0
    to: str


MESSAGES: tuple[type[Message], ...] = (
    ScanRepositories,
    PollProject,
    PullProject,
    UndoPull,
    GuardProject,
    ComputeSky,
    RunScript,
    SendTelegram,
    SendMagicLink,
    AnswerUpdates,
    CheckBot,
    CheckMember,
    ShowRuns,
    PollDueProjects,
    PollDueRemotes,
    Repair,
    WakeTelegram,
    WatchSky,
    Retain,
    Pulse,
)
QUEUES = ("git", "scripts", "telegram", "sky", "system")


def configure_broker(app: Celery, *, timeout: float | None, pool: int) -> None:
    """What every Celery application of ours has in common. `timeout` (seconds) None is for workers, which wait."""
    transport: dict[str, Any] = {"global_keyprefix": settings().redis_prefix, "socket_keepalive": True}
    if timeout is not None:
        # A producer gives up at once: the row is found later, and a frozen Redis must not freeze a request.
        transport |= {"socket_timeout": timeout, "socket_connect_timeout": timeout, "max_retries": 0}
        transport |= {"interval_start": 0, "interval_step": 0, "interval_max": 0}
    else:
        transport |= {"socket_timeout": 10, "socket_connect_timeout": 3, "health_check_interval": 10}
        # Unacknowledged messages of a dead worker come back within minutes; claims make repeats harmless.
        transport |= {"visibility_timeout": 600, "unacked_restore_interval": 10, "unacked_restore_throttle": 1}
        transport |= {"unacked_mutex_expire": 30}
    app.conf.update(
        broker_url=settings().redis_url,
        broker_pool_limit=pool,
        broker_transport_options=transport,
        task_ignore_result=True,
        task_serializer="json",
        accept_content=["json"],
        timezone="UTC",
        enable_utc=True,
    )


@cache
def producer() -> Celery:
    """The Celery application that only sends. It gives up at once where Redis is away: the row is found later."""
    app = Celery("lumastack", set_as_current=False)
    configure_broker(app, timeout=TIMEOUT_SECONDS, pool=settings().api_threads)
    return app


_breaker = redis_breaker
_sender: Celery | None = None


def send_through(app: Celery) -> None:
    """Let a worker process send through its own application: kombu's pool limit is one for the process."""
    global _sender
    _sender = app


def send(message: Message) -> bool:
    """Put one message on its queue now; says whether that worked. It never raises and never waits long."""
    if not _breaker.allows():
        return False
    context = structlog.contextvars.get_contextvars()
    headers = {"request_id": context["request_id"]} if "request_id" in context else {}
    try:
        (_sender or producer()).send_task(
            message.name(),
            kwargs=asdict(message),
            queue=message.queue,
            expires=message.expires_seconds,
            headers=headers,
            retry=False,
        )
    except (BrokerError, OSError) as error:
        _breaker.failed()
        log.warning("message_not_sent", message=message.name(), error=type(error).__name__)
        return False
    _breaker.succeeded()
    return True


def enqueue(session: Session, message: Message) -> None:
    """Send `message` after the commit of `session`; a rolled-back transaction sends nothing.

    Where Redis is away the message is lost and the row is not: a periodic task sends it again.
    """
    from app.db import after_commit  # beat sends as well, and needs no database

    after_commit(session, lambda: _ignore(send(message)))


def _ignore(_: Any) -> None:
    return None
