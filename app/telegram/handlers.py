"""One's link with Telegram, and what it was sent; the bots, for administrators; what Telegram tells a webhook."""

from __future__ import annotations

import hmac
from typing import Any
from uuid import UUID

from apiflask import APIBlueprint
from flask import Response, request

from app.accounts import service as accounts
from app.accounts.service import audit_actor
from app.audit import service as audit
from app.config import settings
from app.db import read_only, transaction
from app.errors import AppError
from app.http import Page, accepted
from app.messages import AnswerUpdates, enqueue
from app.ratelimit import hit
from app.security import Role, authenticated, current_principal
from app.telegram import bots, history, inbox, preferences, service
from app.telegram.models import TelegramBot, TelegramLink
from app.telegram.schemas import (
    BotIn,
    BotOut,
    BotsOut,
    DeliveryOut,
    DeliveryQuery,
    LinkOut,
    PreferencesIn,
    PreferencesOut,
    TelegramOut,
)

blueprint = APIBlueprint("telegram", __name__, url_prefix="/api", tag="Telegram")

CODES_A_MINUTE = 10
TESTS_A_MINUTE = 5
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  # a header's name


@blueprint.post("/auth/telegram-link")
@authenticated(by_session=True)
@blueprint.output(LinkOut, status_code=201)
def create_link() -> Any:
    """A single-use code that links one's account: open the address in Telegram and confirm there."""
    user_id = current_principal().user_id
    hit("link-telegram", str(user_id), CODES_A_MINUTE)
    with transaction() as session:
        return service.issue_code(session, bots.main_bot_id(session), user_id), 201


@blueprint.delete("/auth/telegram-link")
@authenticated(by_session=True)
@blueprint.output({}, status_code=204)
def delete_link() -> Any:
    """Unlink one's Telegram account; nothing more is sent to it."""
    with transaction() as session:
        service.unlink(session, accounts.get_user(session, current_principal().user_id))
    return Response(status=204)


@blueprint.get("/telegram")
@authenticated()
@blueprint.output(TelegramOut)
def get_state() -> Any:
    """How one's link with Telegram stands."""
    with read_only() as session:
        link = session.get(TelegramLink, current_principal().user_id)
        bot_id = bots.main_bot_id(session)
        bot = session.get(TelegramBot, bot_id) if bot_id is not None else None
    return TelegramOut(
        linked=link is not None,
        linked_at=link.created_at if link else None,
        bot=bot.username or None if bot else None,
        blocked_at=link.blocked_at if link else None,
        blocked_reason=link.blocked_reason if link else None,
    )


@blueprint.get("/telegram/preferences")
@authenticated()
@blueprint.output(PreferencesOut)
def get_preferences() -> Any:
    """When one is written to: quiet hours and digests."""
    with read_only() as session:
        user = accounts.get_user(session, current_principal().user_id)
    return PreferencesOut.model_validate(preferences.write(preferences.read(user.preferences)))


@blueprint.put("/telegram/preferences")
@authenticated()
@blueprint.input(PreferencesIn)
@blueprint.output(PreferencesOut)
def put_preferences(json_data: PreferencesIn) -> Any:
    """Choose when to be written to. News of quiet hours come together when these end."""
    chosen = preferences.write(json_data.choice())
    with transaction() as session:
        user = accounts.get_user(session, current_principal().user_id)
        user.preferences = {**user.preferences, preferences.NAME: chosen}
    return PreferencesOut.model_validate(chosen)


@blueprint.get("/telegram/messages")
@authenticated()
@blueprint.input(DeliveryQuery, location="query")
@blueprint.output(Page[DeliveryOut])
def list_messages(query_data: DeliveryQuery) -> Any:
    """What was sent to one's Telegram and what became of it, newest first."""
    with read_only() as session:
        items, cursor = history.deliveries(session, current_principal(), query_data)
    return {"items": items, "next_cursor": cursor}


@blueprint.post("/telegram/messages/<uuid:message_id>/retry")
@authenticated()
@blueprint.output(DeliveryOut, status_code=202)
def retry_message(message_id: UUID) -> Any:
    """Send a message again that did not arrive, or of which nobody knows."""
    with transaction() as session:
        message = history.retry(session, current_principal(), message_id)
    return accepted(message.dump(), "/api/telegram/messages")


@blueprint.post("/telegram/test")
@authenticated()
@blueprint.output(DeliveryOut, status_code=202)
def send_test() -> Any:
    """Send a test to one's own Telegram; the history says what became of it, in Telegram's words."""
    principal = current_principal()
    hit("telegram-test", str(principal.user_id), TESTS_A_MINUTE)
    with transaction() as session:
        message = history.send_test(session, principal)
    return accepted(message.dump(), "/api/telegram/messages")


def _number(bot_id: str) -> int:
    if not bot_id.isascii() or not bot_id.isdecimal() or len(bot_id) > 18:
        raise AppError("not_found")
    return int(bot_id)


def _bot(bot: TelegramBot) -> BotOut:
    status = bot.error or ("checking" if bot.checked_at is None else "ok")
    return BotOut(
        id=str(bot.id),
        username=bot.username,
        name=bot.name,
        project_id=bot.project_id,
        from_settings=bot.id == bots.bot_id_of(settings()),
        status=status,
        description=bot.description,
        checked_at=bot.checked_at,
        polled_at=bot.polled_at,
    )


@blueprint.get("/telegram/bots")
@authenticated(Role.ADMIN)
@blueprint.output(BotsOut)
def list_bots() -> Any:
    """The bots, and whether they hear."""
    with read_only() as session:
        return {"items": [_bot(bot) for bot in bots.everything(session)]}


@blueprint.post("/telegram/bots")
@authenticated(Role.ADMIN)
@blueprint.input(BotIn)
@blueprint.output(BotOut, status_code=202)
def add_bot(json_data: BotIn) -> Any:
    """Add a bot, or replace the token of one. Telegram is asked about it at once: read the bot again for the answer."""
    with transaction() as session:
        bot = bots.add(session, json_data.token, json_data.project_id)
        audit.record(
            session, "telegram.bot.set", **audit_actor(current_principal()), object_kind="telegram_bot",
            object_id=bot.id, detail={"project_id": str(json_data.project_id) if json_data.project_id else None},
        )  # fmt: skip
        answer = _bot(bot)
    return accepted(answer.dump(), f"/api/telegram/bots/{answer.id}")


@blueprint.get("/telegram/bots/<bot_id>")
@authenticated(Role.ADMIN)
@blueprint.output(BotOut)
def get_bot(bot_id: str) -> Any:
    """A bot, and whether it hears."""
    with read_only() as session:
        return _bot(bots.get(session, _number(bot_id)))


@blueprint.delete("/telegram/bots/<bot_id>")
@authenticated(Role.ADMIN)
@blueprint.output({}, status_code=204)
def remove_bot(bot_id: str) -> Any:
    """Forget a bot and its token. The bot of the settings stays."""
    with transaction() as session:
        bots.remove(session, _number(bot_id))
        audit.record(
            session, "telegram.bot.remove", **audit_actor(current_principal()), object_kind="telegram_bot",
            object_id=bot_id,
        )  # fmt: skip
    return Response(status=204)


@blueprint.post("/telegram/webhook/<int:bot_id>")
@blueprint.doc(hide=True)
def webhook(bot_id: int) -> Any:
    """An update from Telegram: kept, and dealt with by a worker. Whoever does not know the secret is refused."""
    given = request.headers.get(SECRET_HEADER, "")
    if settings().telegram_mode != "webhook" or not hmac.compare_digest(
        given.encode(), bots.webhook_secret(bot_id).encode()
    ):
        raise AppError("forbidden")
    update = request.get_json()
    if not isinstance(update, dict) or not isinstance(update.get("update_id"), int):
        # Nothing that can be kept: answered as taken, or Telegram would bring it again for a day.
        return Response(status=200)
    with transaction() as session:
        inbox.keep(session, bot_id, [update])
        enqueue(session, AnswerUpdates(bot_id))
    return Response(status=200)
