"""Answering what came in, and keeping the messages that show runs up to date: what follows a commit at Telegram."""

from __future__ import annotations

import time

import structlog
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from app.config import settings
from app.db import read_only, transaction
from app.errors import Permanent, Temporary
from app.messages import AnswerUpdates, ShowRuns
from app.scripts import telegram as live_runs
from app.scripts.telegram import LiveRun
from app.telegram import inbox, membership
from app.telegram.models import TelegramBot
from app.telegram.text import Content, format_html
from app.telegram.words import pack, title_and_body
from worker.bot_api import Bot, Flood
from worker.handles import handles
from worker.telegram import _limiter, ask_membership, find_bot, make_button
from worker.telegram_commands import respond
from worker.telegram_talk import Pressed, understand

log = structlog.get_logger(__name__)

RUNS_AT_ONCE = 20
# A message that cannot be changed any more is let go after this answer.
_GONE = ("message to edit not found", "message can't be edited", "bot was blocked", "chat not found", "was kicked")


@handles(AnswerUpdates)
def answer_updates(message: AnswerUpdates) -> None:
    """Deal with what waits for a bot."""
    bot = find_bot(message.bot_id)
    if bot is not None:
        answer_waiting(bot)


def answer_waiting(bot: Bot) -> None:
    """Answer every update that waits, each in a transaction of its own: a fault in one does not touch the others."""
    with read_only() as session:
        known = session.get(TelegramBot, bot.bot_id)
        username = known.username if known else ""
        waiting = inbox.waiting(session, bot.bot_id)
    for update_id in waiting:
        try:
            _refresh_membership(bot, update_id)
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


def _refresh_membership(bot: Bot, update_id: int) -> None:
    """Ask about the person's membership before the update's transaction, where it matters and is not known lately."""
    if not settings().telegram_channel_for:
        return
    with read_only() as session:
        payload = inbox.peek(session, bot.bot_id, update_id)
        heard = understand(payload) if payload else None
        fresh = heard is None or membership.is_fresh(session, heard.person)
    if heard is not None and not fresh:
        ask_membership(bot, heard.person)


def _answer(bot_id: int, username: str, update_id: int) -> Pressed | None:
    with transaction() as session:
        update = inbox.take(session, bot_id, update_id)
        return None if update is None else respond(session, bot_id, username, update)


def _acknowledge(bot: Bot, pressed: Pressed) -> None:
    """Take the waiting sign off a button, and change its message: only looks, so a fault is only noted."""
    try:
        bot.answer_callback(pressed.callback_id)
        if not pressed.key:
            bot.remove_buttons(pressed.chat_id, pressed.message_id)
            return
        params = pack(pressed.params or {})
        title, body = title_and_body(pressed.language, "UTC", pressed.key, params)
        buttons = [[make_button(one, pressed.language) for one in row] for row in pressed.buttons or []]
        html = format_html(Content(body, title=title))[0]
        bot.edit_message(pressed.chat_id, pressed.message_id, html, buttons=buttons)
    except (Temporary, Permanent) as fault:
        log.info("button_not_acknowledged", reason=fault.reason)


@handles(ShowRuns)
def show_runs(_: ShowRuns) -> None:
    """Bring the messages that show runs up to date, as fast as Telegram allows; what is refused waits for the next."""
    with transaction() as session:
        due = live_runs.take_due(session, RUNS_AT_ONCE)
    for run in due:
        bot = find_bot(run.bot_id)
        if bot is None:
            continue
        turn = _limiter(bot.bot_id, settings().redis_url).take(run.chat_id)
        if not turn.granted:
            continue
        time.sleep(turn.wait_ms / 1000)
        if _edit(bot, run):
            with transaction() as session:
                live_runs.note_shown(session, run)


def _edit(bot: Bot, run: LiveRun) -> bool:
    """Change the message; True where it need not be tried again."""
    html = format_html(Content(run.text))[0]
    buttons = [[make_button(one, run.language) for one in row] for row in run.buttons]
    try:
        bot.edit_message(run.chat_id, run.message_id, html, buttons=buttons)
    except Flood as fault:
        _limiter(bot.bot_id, settings().redis_url).pause(fault.retry_after or 1.0)
        return False
    except Temporary as fault:
        log.info("run_not_shown", reason=fault.reason)
        return False
    except Permanent as fault:
        log.info("run_not_shown", reason=fault.reason, description=fault.description)
        if any(words in fault.description for words in _GONE):
            with transaction() as session:
                live_runs.end(session, run.id)
            return False
        return True
    return True
