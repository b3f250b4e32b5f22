"""Sending to Telegram: a chat is claimed, its turn awaited, its message sent with no transaction open."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

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
from app.messages import CheckBot, CheckMember, Message, SendMagicLink, SendTelegram, ShowRuns, WakeTelegram, send
from app.metrics import TELEGRAM_CALLS
from app.notifications import service as notifications
from app.notifications.models import NotificationType
from app.projects.models import Channel
from app.scripts import telegram as live_runs
from app.telegram import bots, magic_links, membership, outbox
from app.telegram.outbox import Claim
from app.telegram.text import format_html, format_plain
from app.telegram.words import content, digest_body
from worker.bot_api import Bot, Button, Flood, Migrated, Unknown, Unreachable
from worker.handles import handles
from worker.telegram_rate import Limiter

log = structlog.get_logger(__name__)

# Senders of this process: fewer than its threads, so that ticks always find one.
SENDERS = 5
_places = threading.BoundedSemaphore(SENDERS)
# A sender goes on with other chats for so long, then makes room and asks to be called again.
SHIFT_SECONDS = 3.0
# How long everybody waits when Telegram does not know the token any more.
BAD_TOKEN_PAUSE_SECONDS = 60.0
# How long an outcome is tried to be written while the database is away.
NOTE_SECONDS = 120.0
# Refusals that end a chat, not only a message.
# Telegram takes 1,024 UTF-16 units below a file.
CAPTION = 500
_ALARMS = {
    "silent": "notification-bot-silent",
    "conflict": "notification-bot-conflict",
    "bad_token": "notification-bot-token",
}
CLOSED = frozenset({"blocked", "deactivated", "kicked", "forbidden", "chat_not_found"})


@cache
def _limiter(bot_id: int, _redis_url: str) -> Limiter:
    return Limiter(bot_id)


@cache
def _bot(token: str, base_url: str) -> Bot:
    return Bot(token, base_url)


def find_bot(bot_id: int) -> Bot | None:
    """The bot to speak as; None where its token is not known, or it is switched off."""
    with read_only() as session:
        found = bots.credentials(session, bot_id)
    return _bot(found.token, settings().telegram_api_url) if found else None


@handles(SendTelegram)
def send_telegram(message: SendTelegram) -> None:
    """Send what is due in the chat named, then in any other of that bot, for a short while."""
    if not _places.acquire(blocking=False):
        return
    try:
        bot = find_bot(message.bot_id)
        if bot is not None:
            _work(bot, message.chat_id)
    finally:
        _places.release()


@handles(WakeTelegram)
def wake_telegram(_: WakeTelegram) -> None:
    """Queue what was held back until now, and call senders for chats that are due, no more than find a place."""
    with transaction() as session:
        outbox.release_held(session)
    try:
        called = int(redis_client().llen(key(SendTelegram.queue)))
    except (redis.RedisError, OSError):
        return
    with read_only() as session:
        chats = outbox.due_chats(session, max(0, SENDERS - called))
        runs = live_runs.any_due(session)
    for bot_id, chat_id in chats:
        if not send(SendTelegram(bot_id, chat_id)):
            return
    if runs and not called:
        send(ShowRuns())


@handles(SendMagicLink)
def send_magic_link(message: SendMagicLink) -> None:
    """Make and queue the link that was asked for, where there is somebody to send it to."""
    with transaction() as session:
        magic_links.answer(session, UUID(message.request_id))


@handles(CheckBot)
def check_bot(message: CheckBot) -> None:
    """Ask Telegram who a bot is whose token was saved, and keep the answer or its refusal."""
    bot = find_bot(message.bot_id)
    if bot is None:
        return
    try:
        me = bot.get_me()
    except Permanent as fault:
        with transaction() as session:
            bots.note_poll(session, bot.bot_id, fault.reason, fault.description)
        return
    except Temporary as fault:
        with transaction() as session:
            bots.note_poll(session, bot.bot_id, fault.reason)
        return
    with transaction() as session:
        bots.describe(session, me.bot_id, me.username, me.name)
    # Tells `lumastack up`, which starts the bot's process only where there is need of one.
    settings().data_dir.joinpath(bots.MARK).touch()


@handles(CheckMember)
def check_member(message: CheckMember) -> None:
    """Ask Telegram whether a person is a member of the channel."""
    with read_only() as session:
        bot_id = bots.main_bot_id(session)
    bot = find_bot(bot_id) if bot_id is not None else None
    if bot is not None:
        ask_membership(bot, message.telegram_user_id)


def ask_membership(bot: Bot, telegram_user_id: int) -> None:
    """Ask Telegram about a membership and keep the answer; where it cannot say, what was known stays."""
    channel = settings().telegram_channel_id
    if channel is None:
        return
    reason = None
    try:
        status, is_member = bot.get_member(channel, telegram_user_id)
    except Temporary as fault:
        log.warning("membership_not_known", reason=fault.reason)
        return
    except Permanent as fault:
        log.warning("membership_not_told", reason=fault.reason, description=fault.description)
        if fault.reason not in ("no_such_member", "not_admin"):
            return
        reason = fault.reason
        status, is_member = "left", None
    with transaction() as session:
        if reason != "not_admin":
            membership.note(session, channel, telegram_user_id, status, is_member)
            return
        # The bot must be an administrator of the channel to be told: somebody has to make it one.
        notifications.notify(
            session, NotificationType.ALERT, dedupe_key=f"telegram-channel:{channel}:{datetime.now(UTC).date()}",
            key="notification-telegram-not-admin", params={"channel": channel},
            recipients=bots.administrators(session), channels={Channel.WEB},
        )  # fmt: skip


def watch_bots(session: Session) -> Sequence[Message]:
    """Tell administrators of bots that do not hear, once for each time that happens; there is nothing to send again."""
    for alarm in bots.alarms(session):
        reason = f"{alarm.reason}: {alarm.description}" if alarm.description else alarm.reason
        notifications.notify(
            session, NotificationType.ALERT, dedupe_key=f"bot:{alarm.bot_id}:{alarm.reason}:{alarm.episode}",
            key=_ALARMS.get(alarm.reason, "notification-bot-error"), params={"bot": alarm.username, "reason": reason},
            recipients=bots.administrators(session), channels={Channel.WEB},
        )  # fmt: skip
    return []


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
            send(SendTelegram(bot.bot_id, claimed.chat_id))
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
    if claimed.items:
        said = replace(said, body=digest_body(claimed.language, claimed.timezone, claimed.items, claimed.total))
    hidden = [button for row in message.buttons for button in row if "data" not in button and not _shows(claimed)]
    if hidden:
        # What would be a button stands as an address in the text.
        said = replace(said, body="\n".join([said.body, *(address_of(button) for button in hidden)]))
    if message.file is not None:
        return [said.body]
    return format_plain(said) if message.plain else format_html(said)


def _shows(claimed: Claim) -> bool:
    """Whether buttons with addresses can be shown: Telegram refuses a host without a dot, such as localhost."""
    host = urlsplit(settings().public_url).hostname or ""
    return not claimed.message.plain and ("." in host or ":" in host)


def address_of(button: Mapping[str, str]) -> str:
    """Where a button leads that opens a page."""
    if "magic" in button:
        return f"{settings().public_url}/login/magic#t={magic_links.token_of(UUID(button['magic']))}"
    return button.get("url") or f"{settings().public_url}{button['path']}"


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
    outcome = "sent"
    try:
        message_id = _call(bot, claimed, parts[message.part], _buttons(claimed) if last else [])
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


def _call(bot: Bot, claimed: Claim, text: str, buttons: list[list[Button]]) -> int:
    message = claimed.message
    more: dict[str, Any] = {"buttons": buttons, "thread_id": message.thread_id}
    if message.file is None:
        call = bot.send_plain if message.plain else bot.send_message
        return call(claimed.chat_id, text, **more)
    name, data = live_runs.read_file(message.file)
    if not data:
        # Telegram takes no empty file; the words alone say what there is.
        return bot.send_plain(claimed.chat_id, text, **more)
    return bot.send_document(claimed.chat_id, name, data, caption=text[:CAPTION], **more)


def _refused(limiter: Limiter, claimed: Claim, fault: Permanent) -> bool:
    if fault.reason in ("bad_token", "not_the_bot_api"):
        # Not the message's fault, and every other would meet the same: it stays, and somebody has to mend the setting.
        limiter.pause(BAD_TOKEN_PAUSE_SECONDS)
        _note(lambda session: outbox.failed(session, claimed, fault.reason, reached=False))
        return False
    if isinstance(fault, Migrated):
        _note(lambda session: outbox.migrated(session, claimed, fault.chat_id))
    elif fault.reason == "topic_gone" and claimed.message.thread_id is not None:
        _note(lambda session: outbox.topic_gone(session, claimed))
    elif fault.reason == "bad_markup" and not claimed.message.plain:
        _note(lambda session: outbox.unreadable(session, claimed))
    elif fault.reason in CLOSED:
        _note(lambda session: outbox.blocked(session, claimed, fault.reason, fault.description))
    else:
        _note(lambda session: outbox.refused(session, claimed, fault.reason, fault.description))
    return True


def _buttons(claimed: Claim) -> list[list[Button]]:
    rows = [
        [make_button(button, claimed.language) for button in row if "data" in button or _shows(claimed)]
        for row in claimed.message.buttons
    ]
    return [row for row in rows if row]


def make_button(button: Mapping[str, str], language: str) -> Button:
    """A button as Telegram takes it, with its words in `language`."""
    text = button.get("text") or translate(language, button["key"])
    return Button(text[:64], data=button["data"]) if "data" in button else Button(text[:64], url=address_of(button))
