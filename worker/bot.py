"""The process of the bots: `python -m worker.bot`. It asks Telegram for updates, keeps them, and has them answered.

Of any number of such processes one hears each bot, the holder of an advisory lock in PostgreSQL; the others stand by.
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

from app.config import settings
from app.db import engine, limit_waits, read_only, transaction
from app.errors import Permanent, Temporary
from app.i18n import LANGUAGES, load_all
from app.logs import configure_logs
from app.telegram import bots, inbox
from worker.bot_api import Bot, Conflict, Flood, Me
from worker.telegram import find_bot
from worker.telegram_answers import answer_waiting
from worker.telegram_commands import menu

log = structlog.get_logger(__name__)

KINDS = ("message", "callback_query", "my_chat_member", "chat_member")
LOOK_SECONDS = 5.0
FINISH_SECONDS = 5.0
WEBHOOK_SECONDS = 60.0
POLL_SECONDS = 25
STANDBY_SECONDS = 5.0
CONFLICT_SECONDS = 5.0
BAD_TOKEN_SECONDS = 60.0
BACKOFF_CAP_SECONDS = 60.0
DATABASE_WAIT_SECONDS = 10.0
# So many conflicts in a row are no hand-over between two processes: somebody else polls with this token.
ALARMING_CONFLICTS = 3


class Poller:
    """Hears one bot until `stop` is called: asks for its updates, or sees to it that its webhook is set."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot
        self._stop = threading.Event()
        self._faults = 0
        self._conflicts = 0
        # Held while something is written: whoever waits for it may end the process.
        self.busy = threading.Lock()

    def stop(self) -> None:
        """End as soon as possible."""
        self._stop.set()

    def run(self) -> None:
        """Hear while this process holds the lock, stand by otherwise."""
        turn = self._watch_webhook if settings().telegram_mode == "webhook" else self._round
        while not self._stop.is_set():
            try:
                with _only_poller(self.bot.bot_id) as lock:
                    if lock is None:
                        self._stop.wait(STANDBY_SECONDS)
                        continue
                    self._begin()
                    while not self._stop.is_set() and lock():
                        turn()
            except (OperationalError, PoolTimeout) as error:
                log.warning("bot_waits_for_database", error=type(error).__name__)
                self._stop.wait(1.0)

    def _begin(self) -> None:
        """Check the token, tell Telegram the commands, and how updates come."""
        while not self._stop.is_set():
            try:
                me = self.bot.get_me()
                if settings().telegram_mode == "webhook":
                    secret = bots.webhook_secret(self.bot.bot_id)
                    self.bot.set_webhook(webhook_url(self.bot.bot_id), secret, KINDS)
                else:
                    self.bot.delete_webhook()
            except (Temporary, Permanent) as fault:
                self._wait_after(fault)
                continue
            with self.busy, transaction() as session:
                bots.describe(session, me.bot_id, me.username, me.name)
            log.info("bot_hears", bot_id=me.bot_id, username=me.username, mode=settings().telegram_mode)
            self._faults = 0
            _tell_commands(self.bot, me)
            return

    def _round(self) -> None:
        """Ask once, keep what came, answer what waits."""
        bot_id = self.bot.bot_id
        with read_only() as session:
            offset = inbox.next_offset(session, bot_id)
        try:
            updates = self.bot.get_updates(offset, wait_seconds=POLL_SECONDS, kinds=KINDS)
        except (Temporary, Permanent) as fault:
            self._wait_after(fault)
            return
        self._faults = self._conflicts = 0
        with self.busy:
            with transaction() as session:
                inbox.keep(session, bot_id, updates)
                bots.note_poll(session, bot_id, None)
            answer_waiting(self.bot)

    def _watch_webhook(self) -> None:
        """Keep what Telegram says of the webhook; set it again where it is gone."""
        try:
            fault = self.bot.webhook_fault(webhook_url(self.bot.bot_id))
        except Conflict:
            self._begin()
            return
        except (Temporary, Permanent) as error:
            self._wait_after(error)
            return
        with self.busy, transaction() as session:
            bots.note_poll(session, self.bot.bot_id, "webhook" if fault else None, fault or "")
        answer_waiting(self.bot)
        self._stop.wait(WEBHOOK_SECONDS)

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
        description = fault.description if isinstance(fault, Permanent) else ""
        with self.busy, transaction() as session:
            bots.note_poll(session, self.bot.bot_id, fault.reason, description)
        if fault.reason == "webhook_set":
            self._begin()
            return
        self._stop.wait(seconds)


def webhook_url(bot_id: int) -> str:
    """Where Telegram sends the updates of a bot."""
    return f"{settings().public_url}/api/telegram/webhook/{bot_id}"


def _tell_commands(bot: Bot, me: Me) -> None:
    """The command menu in all languages; without it the bot still works."""
    try:
        for language in (None, *LANGUAGES):
            bot.set_commands(menu(language or "en"), language)
    except (Temporary, Permanent) as fault:
        log.warning("commands_not_told", bot_id=me.bot_id, reason=fault.reason)


class Pollers:
    """The pollers of all bots that are known, one thread each; bots come and go while this runs."""

    def __init__(self) -> None:
        self.stopping = threading.Event()
        self._running: dict[int, tuple[Poller, threading.Thread]] = {}

    def stop(self, _signal: int = 0, _frame: FrameType | None = None) -> None:
        """End; may be called by a signal."""
        self.stopping.set()

    def run(self) -> None:
        """Start and stop pollers as bots are added, changed and removed, until `stop`; then end within moments."""
        while not self.stopping.is_set():
            try:
                self.look()
            except (OperationalError, PoolTimeout) as error:
                log.warning("bot_waits_for_database", error=type(error).__name__)
            self.stopping.wait(LOOK_SECONDS)
        for poller, _ in self._running.values():
            poller.stop()
        # A poller that waits for Telegram is left to end with the process; one that writes may finish.
        for poller, thread in self._running.values():
            if poller.busy.acquire(timeout=FINISH_SECONDS):
                poller.busy.release()
            thread.join(0.05)

    def look(self) -> None:
        """Compare what runs with what is known."""
        with read_only() as session:
            wanted = bots.active(session)
        for bot_id in [bot_id for bot_id in self._running if bot_id not in wanted]:
            self._running.pop(bot_id)[0].stop()
        for bot_id in wanted:
            bot = find_bot(bot_id)
            running = self._running.get(bot_id)
            if running is not None and (not running[1].is_alive() or running[0].bot != bot):
                running[0].stop()
                running = None
            if bot is not None and running is None:
                poller = Poller(bot)
                thread = threading.Thread(target=poller.run, name=f"bot-{bot_id}", daemon=True)
                self._running[bot_id] = (poller, thread)
                thread.start()


@contextmanager
def _only_poller(bot_id: int) -> Iterator[Callable[[], bool] | None]:
    """Whether this process is the one that polls: None, or a function that says whether it still is."""
    connection = engine().connect().execution_options(isolation_level="AUTOCOMMIT")
    # Kept for long: the pool's places are for the others.
    connection.detach()
    try:
        name = {"name": f"telegram poller {bot_id}"}
        if connection.scalar(text("SELECT pg_try_advisory_lock(hashtextextended(:name, 0))"), name):
            yield lambda: bool(connection.scalar(text("SELECT true")))
        else:
            yield None
    finally:
        # The lock ends with the connection.
        connection.close()


def main() -> int:
    """Hear all bots until SIGTERM or SIGINT; gives the exit code."""
    configure_logs("bot")
    if settings().telegram_mode == "off":
        log.info("bot_not_started", reason="TELEGRAM_MODE is off")
        return 0
    limit_waits(DATABASE_WAIT_SECONDS)
    load_all()
    pollers = Pollers()
    signal.signal(signal.SIGTERM, pollers.stop)
    signal.signal(signal.SIGINT, pollers.stop)
    log.info("bot_started")
    pollers.run()
    log.info("bot_stopped")
    return 0


if __name__ == "__main__":
    sys.exit(main())
