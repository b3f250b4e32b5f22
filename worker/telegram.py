"""Sending to Telegram: a chat is claimed, its turn awaited, its message sent with no transaction open."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from functools import cache

import redis
import structlog
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session

from app.config import settings
from app.db import read_only, transaction
from app.errors import Permanent, Temporary
from app.i18n import translate
from app.kv import key, redis_client
from app.messages import SendTelegram, WakeTelegram, send
from app.metrics import TELEGRAM_CALLS
from app.telegram import outbox
from app.telegram.outbox import Claim
from app.telegram.service import bot_id_of
from app.telegram.text import format_html, format_plain
from app.telegram.words import content
from worker.bot_api import Bot, Button, Flood, Migrated, Unknown, Unreachable
from worker.handles import handles
from worker.telegram_rate import Limiter

log = structlog.get_logger(__name__)

# Senders of this process: fewer than its threads, so that ticks always find one.
SENDERS = 4
_places = threading.BoundedSemaphore(SENDERS)
# A sender goes on with other chats for so long, then makes room and asks to be called again.
SHIFT_SECONDS = 3.0
# How long everybody waits when Telegram does not know the token any more.
BAD_TOKEN_PAUSE_SECONDS = 60.0
# How long an outcome is tried to be written while the database is away.
NOTE_SECONDS = 120.0
# Refusals that end a chat, not only a message.
CLOSED = frozenset({"blocked", "deactivated", "kicked", "forbidden", "chat_not_found"})


@cache
def _bot(token: str, base_url: str) -> Bot:
    return Bot(token, base_url)


@cache
def _limiter(bot_id: int, _redis_url: str) -> Limiter:
    return Limiter(bot_id)


def the_bot() -> Bot | None:
    """The bot of the settings; None without a token."""
    token = settings().telegram_bot_token
    return _bot(token, settings().telegram_api_url) if token else None


@handles(SendTelegram)
def send_telegram(message: SendTelegram) -> None:
    """Send what is due in the chat named, then in any other, for a short while."""
    bot = the_bot()
    if bot is None or not _places.acquire(blocking=False):
        return
    try:
        _work(bot, message.chat_id)
    finally:
        _places.release()


@handles(WakeTelegram)
def wake_telegram(_: WakeTelegram) -> None:
    """Call senders for chats that are due, no more of them than find a place."""
    bot_id = bot_id_of(settings())
    if bot_id is None:
        return
    try:
        called = int(redis_client().llen(key(SendTelegram.queue)))
    except (redis.RedisError, OSError):
        return
    with read_only() as session:
        chats = outbox.due_chats(session, bot_id, max(0, SENDERS - called))
    for chat_id in chats:
        if not send(SendTelegram(chat_id)):
            return


def _work(bot: Bot, first_chat: int) -> None:
    limiter = _limiter(bot.bot_id, settings().redis_url)
    ends = time.monotonic() + SHIFT_SECONDS
    wanted: int | None = first_chat
    while True:
        with transaction() as session:
            claimed = outbox.claim(session, bot.bot_id, wanted)
        if claimed is None and wanted is None:
            return
        wanted = None
        if claimed is not None and not deliver(bot, limiter, claimed):
            return
        if claimed is not None and time.monotonic() > ends:
            send(SendTelegram(claimed.chat_id))
            return


def deliver(bot: Bot, limiter: Limiter, claimed: Claim) -> bool:
    """Send the message of a claimed chat and note the outcome; False where this bot may not send at present."""
    turn = limiter.take(claimed.chat_id)
    if turn.granted and turn.wait_ms:
        time.sleep(turn.wait_ms / 1000)
    if not turn.granted or (turn.wait_ms and limiter.paused()):
        with transaction() as session:
            outbox.postponed(session, claimed, max(turn.wait_ms, 20) / 1000)
        return not turn.whole_bot
    parts = _parts(claimed)
    if claimed.message.part >= len(parts):
        # The words were changed between two parts and need fewer now: there is nothing left to say.
        _note(lambda session: outbox.sent(session, claimed, claimed.message.message_id or 0, parts=len(parts)))
        return True
    with transaction() as session:
        if not outbox.begin(session, claimed):
            return True
    return _send(bot, limiter, claimed, parts)


def _parts(claimed: Claim) -> list[str]:
    message = claimed.message
    said = content(claimed.language, claimed.timezone, message.key, message.params, message.path)
    return format_plain(said) if message.plain else format_html(said)


def _note(outcome: Callable[[Session], None]) -> None:
    """Write down what happened. Telegram cannot be asked again, so this outlasts a restart of the database."""
    ends = time.monotonic() + NOTE_SECONDS
    while True:
        try:
            with transaction() as session:
                outcome(session)
            return
        except (OperationalError, PoolTimeout):
            if time.monotonic() > ends:
                raise
            time.sleep(0.25)


def _send(bot: Bot, limiter: Limiter, claimed: Claim, parts: list[str]) -> bool:
    message = claimed.message
    last = message.part == len(parts) - 1
    call = bot.send_plain if message.plain else bot.send_message
    outcome = "sent"
    try:
        message_id = call(claimed.chat_id, parts[message.part], buttons=_buttons(claimed) if last else ())
        _note(lambda session: outbox.sent(session, claimed, message_id, parts=len(parts)))
        return True
    except Flood as fault:
        outcome = "flood"
        seconds = fault.retry_after or 1.0
        limiter.pause(seconds)
        _note(lambda session: outbox.postponed(session, claimed, seconds))
        return False
    except Temporary as fault:
        outcome = reason = fault.reason
        reached = not isinstance(fault, Unreachable)
        _note(lambda session: outbox.failed(session, claimed, reason, reached=reached))
        return True
    except Unknown as fault:
        outcome, reason = "unknown", fault.reason
        _note(lambda session: outbox.answer_lost(session, claimed, reason))
        return True
    except Permanent as fault:
        outcome = fault.reason
        return _refused(limiter, claimed, fault)
    finally:
        TELEGRAM_CALLS.labels("sendMessage", outcome).inc()
        report = log.info if outcome == "sent" else log.warning
        report("telegram_message", message_id=str(message.id), outcome=outcome, attempt=message.attempt)


def _refused(limiter: Limiter, claimed: Claim, fault: Permanent) -> bool:
    if fault.reason in ("bad_token", "not_the_bot_api"):
        # Not the message's fault, and every other would meet the same: it stays, and somebody has to mend the setting.
        limiter.pause(BAD_TOKEN_PAUSE_SECONDS)
        _note(lambda session: outbox.failed(session, claimed, fault.reason, reached=False))
        return False
    if isinstance(fault, Migrated):
        _note(lambda session: outbox.migrated(session, claimed, fault.chat_id))
    elif fault.reason == "bad_markup" and not claimed.message.plain:
        _note(lambda session: outbox.unreadable(session, claimed))
    elif fault.reason in CLOSED:
        _note(lambda session: outbox.blocked(session, claimed, fault.reason, fault.description))
    else:
        _note(lambda session: outbox.refused(session, claimed, fault.reason, fault.description))
    return True


def _buttons(claimed: Claim) -> list[list[Button]]:
    return [
        [
            Button(button.get("text") or translate(claimed.language, button["key"]), data=button["data"])
            for button in row
        ]
        for row in claimed.message.buttons
    ]
