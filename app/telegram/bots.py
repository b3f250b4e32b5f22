"""The bots: one of the settings, others kept in the database with their tokens encrypted, some for one project only."""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.config import Settings, settings
from app.crypto import Undecryptable, decrypt, derived_key, encrypt
from app.errors import AppError, invalid
from app.messages import CheckBot, enqueue
from app.security import Role
from app.telegram.models import TelegramBot

# A poller asks at least this often, whatever happens: one that has not been heard of for longer is dead.
SILENT = timedelta(seconds=120)
# What is wrong with a bot for so long is told to the administrators.
ALARMING = timedelta(seconds=20)
# A file of the data directory: there is a bot in the database.
MARK = "bots"


@dataclass(frozen=True, slots=True)
class Credentials:
    """What is needed to speak as a bot."""

    bot_id: int
    token: str
    project_id: UUID | None


def bot_id_of(settings: Settings) -> int | None:
    """The identifier of the bot of these settings: the number that its token begins with; None without a token."""
    return int(settings.telegram_bot_token.partition(":")[0]) if settings.telegram_bot_token else None


def _context(bot_id: int) -> str:
    return f"telegram_bot:{bot_id}"


def main_bot_id(session: Session) -> int | None:
    """The bot that writes to people: that of the settings, else the one in the database that serves all projects."""
    return bot_id_of(settings()) or session.scalar(
        select(TelegramBot.id)
        .where(TelegramBot.token.is_not(None), TelegramBot.project_id.is_(None), TelegramBot.is_enabled)
        .order_by(TelegramBot.created_at)
        .limit(1)
    )


def project_bot_id(session: Session, project_id: UUID) -> int | None:
    """The bot of one project; None where it has none of its own."""
    return session.scalar(
        select(TelegramBot.id).where(
            TelegramBot.project_id == project_id, TelegramBot.is_enabled, TelegramBot.token.is_not(None)
        )
    )


def credentials(session: Session, bot_id: int) -> Credentials | None:
    """What is needed to speak as this bot; None for one that is not known, switched off, or whose key is lost."""
    if bot_id == bot_id_of(settings()) and settings().telegram_bot_token:
        return Credentials(bot_id, settings().telegram_bot_token or "", None)
    bot = session.get(TelegramBot, bot_id)
    if bot is None or bot.token is None or not bot.is_enabled:
        return None
    try:
        token = decrypt(bytes(bot.token), _context(bot_id)).decode()
    except Undecryptable:
        return None
    return Credentials(bot_id, token, bot.project_id)


def active(session: Session) -> list[int]:
    """All bots that are to be heard and may speak."""
    kept = session.scalars(
        select(TelegramBot.id).where(TelegramBot.token.is_not(None), TelegramBot.is_enabled).order_by(TelegramBot.id)
    )
    mine = bot_id_of(settings())
    return list(dict.fromkeys([*([mine] if mine is not None else []), *kept]))


def webhook_secret(bot_id: int) -> str:
    """What Telegram sends along with each update of this bot, so that nobody else can."""
    return hmac.digest(derived_key("webhook of telegram"), str(bot_id).encode(), "sha256").hex()


def add(session: Session, token: str, project_id: UUID | None) -> TelegramBot:
    """Keep a bot, or a new token of one that is kept already; Telegram is asked about it after the commit.

    Raises AppError `name_taken` where the project has another bot, or the bot is that of the settings, `validation` for
    a project that does not exist.
    """
    bot_id = int(token.partition(":")[0])
    if bot_id == bot_id_of(settings()):
        raise AppError("name_taken", name=str(bot_id))
    if project_id is not None:
        other = session.scalar(
            select(TelegramBot.id).where(TelegramBot.project_id == project_id, TelegramBot.id != bot_id)
        )
        if other is not None:
            raise AppError("name_taken", name=str(other))
    values = {
        "token": encrypt(token.encode(), _context(bot_id)),
        "project_id": project_id,
        "is_enabled": True,
        "checked_at": None,
        "error": None,
        "error_since": None,
        "description": None,
    }
    try:
        with session.begin_nested():
            bot: TelegramBot = session.scalars(
                insert(TelegramBot)
                .values(id=bot_id, username="", **values)
                .on_conflict_do_update(index_elements=[TelegramBot.id], set_=values)
                .returning(TelegramBot),
                execution_options={"populate_existing": True},
            ).one()
    except IntegrityError:
        raise invalid("project_id", "unknown_project") from None
    enqueue(session, CheckBot(bot_id))
    return bot


def get(session: Session, bot_id: int) -> TelegramBot:
    """The bot; raises AppError `not_found`."""
    bot = session.get(TelegramBot, bot_id) if -(2**63) <= bot_id < 2**63 else None
    if bot is None:
        raise AppError("not_found")
    return bot


def everything(session: Session) -> list[TelegramBot]:
    """All bots that are known, the oldest first."""
    return list(session.scalars(select(TelegramBot).order_by(TelegramBot.created_at, TelegramBot.id)))


def remove(session: Session, bot_id: int) -> None:
    """Forget a bot and its token; raises AppError `not_found`, also for the bot of the settings."""
    bot = get(session, bot_id)
    if bot.token is None:
        raise AppError("not_found")
    session.delete(bot)


def describe(session: Session, bot_id: int, username: str, name: str) -> None:
    """Keep what Telegram says of a bot whose token works."""
    known = {
        "username": username[:64], "name": name[:128], "checked_at": func.clock_timestamp(), "error": None,
        "error_since": None, "description": None,
    }  # fmt: skip
    session.execute(
        insert(TelegramBot)
        .values(id=bot_id, **known)
        .on_conflict_do_update(index_elements=[TelegramBot.id], set_=known)
    )


def note_poll(session: Session, bot_id: int, error: str | None, description: str = "") -> None:
    """Keep whether the bot hears: `error` is a stable word, None after updates were asked for with success."""
    values: dict[str, Any]
    if error is None:
        values = {"error": None, "error_since": None, "description": None, "polled_at": func.clock_timestamp()}
    else:
        since = func.coalesce(TelegramBot.error_since, func.clock_timestamp())
        values = {"error": error[:64], "error_since": since, "description": description[:500] or None}
    session.execute(update(TelegramBot).where(TelegramBot.id == bot_id).values(values))


def administrators(session: Session) -> list[UUID]:
    """Whom an alarm is for."""
    return list(session.scalars(select(User.id).where(User.role == Role.ADMIN, User.is_active)))


@dataclass(frozen=True, slots=True)
class Alarm:
    """A bot that does not hear: `reason` is a stable word, `episode` tells one time of it from the next."""

    bot_id: int
    username: str
    reason: str
    description: str
    episode: str


def alarms(session: Session) -> Sequence[Alarm]:
    """Bots that have not heard for so long that somebody has to look: conflicts, bad tokens, dead pollers."""
    now = func.clock_timestamp()
    silent = TelegramBot.polled_at < now - SILENT
    wrong = TelegramBot.error.is_not(None) & (TelegramBot.error_since < now - ALARMING)
    found = []
    known = active(session)
    for bot in session.scalars(select(TelegramBot).where(TelegramBot.is_enabled, or_(silent, wrong))):
        if bot.id not in known:
            continue
        since = bot.error_since or bot.polled_at
        found.append(
            Alarm(bot.id, bot.username or str(bot.id), bot.error or "silent", bot.description or "",
                  since.isoformat() if since else "")
        )  # fmt: skip
    return found
