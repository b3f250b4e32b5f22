"""The bot's own process: `python -m worker.bot`. It asks Telegram for updates, keeps them, and has them answered.

Of any number of such processes one polls, the holder of an advisory lock in PostgreSQL; the others stand by.
"""

from __future__ import annotations

import random
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

import structlog
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from app.db import engine, limit_waits, read_only, transaction
from app.errors import Permanent, Temporary
from app.i18n import LANGUAGES, load_all, translate
from app.logs import configure_logs
from app.telegram import inbox, service
from app.telegram.models import TelegramBot
from worker.bot_api import Bot, Conflict, Flood, Me
from worker.telegram import the_bot
from worker.telegram_commands import COMMANDS, Pressed, respond

log = structlog.get_logger(__name__)

KINDS = ("message", "callback_query", "my_chat_member")
POLL_SECONDS = 25
STANDBY_SECONDS = 5.0
CONFLICT_SECONDS = 5.0
BAD_TOKEN_SECONDS = 60.0
BACKOFF_CAP_SECONDS = 60.0
DATABASE_WAIT_SECONDS = 10.0
# So many conflicts in a row are no hand-over between two processes: somebody else polls with this token.
ALARMING_CONFLICTS = 3


class _Stopped(BaseException):
    """The process was asked to end while it waited for Telegram."""


class Poller:
    """Asks for the updates of one bot until `stop` is called."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot
        self._stop = threading.Event()
        self._asking = False
        self._faults = 0
        self._conflicts = 0

    def stop(self, _signal: int = 0, _frame: FrameType | None = None) -> None:
        """End as soon as possible; may be called by a signal, which interrupts the wait for Telegram."""
        self._stop.set()
        if self._asking and threading.current_thread() is threading.main_thread():
            raise _Stopped

    @contextmanager
    def _interruptible(self) -> Iterator[None]:
        self._asking = True
        try:
            yield
        finally:
            self._asking = False

    def run(self) -> None:
        """Poll while this process holds the lock, stand by otherwise."""
        while not self._stop.is_set():
            try:
                with _only_poller(self.bot.bot_id) as lock:
                    if lock is None:
                        self._stop.wait(STANDBY_SECONDS)
                        continue
                    self._begin()
                    while not self._stop.is_set() and lock():
                        self._round()
            except (OperationalError, PoolTimeout) as error:
                log.warning("bot_waits_for_database", error=type(error).__name__)
                self._stop.wait(1.0)

    def _begin(self) -> None:
        """Check the token, and tell Telegram the commands."""
        while not self._stop.is_set():
            try:
                with self._interruptible():
                    me = self.bot.get_me()
            except (Temporary, Permanent) as fault:
                self._wait_after(fault)
                continue
            with transaction() as session:
                service.describe_bot(session, me.bot_id, me.username, me.name)
            log.info("bot_polls", bot_id=me.bot_id, username=me.username)
            self._faults = 0
            _tell_commands(self.bot, me)
            return

    def _round(self) -> None:
        """Ask once, keep what came, answer what waits."""
        bot_id = self.bot.bot_id
        with read_only() as session:
            offset = inbox.next_offset(session, bot_id)
        try:
            with self._interruptible():
                updates = self.bot.get_updates(offset, wait_seconds=POLL_SECONDS, kinds=KINDS)
        except (Temporary, Permanent) as fault:
            self._wait_after(fault)
            return
        self._faults = self._conflicts = 0
        with transaction() as session:
            inbox.keep(session, bot_id, updates)
            service.note_poll(session, bot_id, None)
        answer_waiting(self.bot)

    def _wait_after(self, fault: Temporary | Permanent) -> None:
        """Note why the bot does not hear, and wait as long as that fault asks for."""
        self._faults += 1
        seconds = min(2.0 ** min(self._faults, 10), BACKOFF_CAP_SECONDS) * (1 + random.random() / 4)  # noqa: S311
        level = log.warning
        if isinstance(fault, Conflict):
            self._conflicts += 1
            seconds = CONFLICT_SECONDS
            level = log.error if self._conflicts >= ALARMING_CONFLICTS else log.warning
        elif isinstance(fault, Flood):
            seconds = fault.retry_after or 1.0
        elif isinstance(fault, Permanent):
            seconds, level = BAD_TOKEN_SECONDS, log.error
        level("bot_does_not_hear", reason=fault.reason, seconds=round(seconds, 1))
        with transaction() as session:
            service.note_poll(session, self.bot.bot_id, fault.reason)
        self._stop.wait(seconds)


def answer_waiting(bot: Bot) -> None:
    """Answer every update that waits, each in a transaction of its own: a fault in one does not touch the others."""
    with read_only() as session:
        known = session.get(TelegramBot, bot.bot_id)
        username = known.username if known else ""
        waiting = inbox.waiting(session, bot.bot_id)
    for update_id in waiting:
        try:
            pressed = _answer(bot.bot_id, username, update_id)
        except (OperationalError, PoolTimeout):
            raise
        except Exception as error:
            # Whatever a stranger sends must not stop the bot.
            log.exception("update_failed", update_id=update_id)
            with transaction() as session:
                inbox.failed(session, bot.bot_id, update_id, type(error).__name__)
            continue
        if pressed is not None:
            _acknowledge(bot, pressed)


def _answer(bot_id: int, username: str, update_id: int) -> Pressed | None:
    with transaction() as session:
        update = inbox.take(session, bot_id, update_id)
        return None if update is None else respond(session, bot_id, username, update)


def _acknowledge(bot: Bot, pressed: Pressed) -> None:
    """Take the waiting sign off a button, and the buttons off their message: only looks, so a fault is only noted."""
    try:
        bot.answer_callback(pressed.callback_id)
        bot.remove_buttons(pressed.chat_id, pressed.message_id)
    except (Temporary, Permanent) as fault:
        log.info("button_not_acknowledged", reason=fault.reason)


def _tell_commands(bot: Bot, me: Me) -> None:
    """The command menu in all languages; without it the bot still works."""
    try:
        for language in (None, *LANGUAGES):
            words = {name: translate(language or "en", f"telegram-command-{name}") for name in COMMANDS}
            bot.set_commands(words, language)
    except (Temporary, Permanent) as fault:
        log.warning("commands_not_told", bot_id=me.bot_id, reason=fault.reason)


@contextmanager
def _only_poller(bot_id: int) -> Iterator[Callable[[], bool] | None]:
    """Whether this process is the one that polls: None, or a function that says whether it still is."""
    connection = engine().connect().execution_options(isolation_level="AUTOCOMMIT")
    try:
        name = {"name": f"telegram poller {bot_id}"}
        if connection.scalar(text("SELECT pg_try_advisory_lock(hashtextextended(:name, 0))"), name):
            yield lambda: bool(connection.scalar(text("SELECT true")))
        else:
            yield None
    finally:
        # The lock belongs to the connection and must not go back into the pool with it.
        connection.invalidate()
        connection.close()


def main() -> int:
    """Run the bot until SIGTERM or SIGINT; gives the exit code."""
    configure_logs("bot")
    bot = the_bot()
    if bot is None:
        log.info("bot_not_started", reason="TELEGRAM_BOT_TOKEN is not set")
        return 0
    limit_waits(DATABASE_WAIT_SECONDS)
    load_all()
    poller = Poller(bot)
    signal.signal(signal.SIGTERM, poller.stop)
    signal.signal(signal.SIGINT, poller.stop)
    try:
        poller.run()
    except _Stopped:
        log.info("bot_stopped")
    return 0


if __name__ == "__main__":
    sys.exit(main())
