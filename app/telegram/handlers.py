"""Linking and unlinking one's Telegram account."""

from __future__ import annotations

from typing import Any

from apiflask import APIBlueprint
from flask import Response

from app.accounts import service as accounts
from app.config import settings
from app.db import transaction
from app.ratelimit import hit
from app.security import authenticated, current_principal
from app.telegram import service
from app.telegram.schemas import LinkOut

blueprint = APIBlueprint("telegram", __name__, url_prefix="/api/auth", tag="Identity")

CODES_A_MINUTE = 10


@blueprint.post("/telegram-link")
@authenticated()
@blueprint.output(LinkOut, status_code=201)
def create_link() -> Any:
    """A single-use code that links one's account: open the address in Telegram and confirm there."""
    user_id = current_principal().user_id
    hit("link-telegram", str(user_id), CODES_A_MINUTE)
    with transaction() as session:
        return service.issue_code(session, service.bot_id_of(settings()), user_id), 201


@blueprint.delete("/telegram-link")
@authenticated()
@blueprint.output({}, status_code=204)
def delete_link() -> Any:
    """Unlink one's Telegram account; nothing more is sent to it."""
    with transaction() as session:
        service.unlink(session, accounts.get_user(session, current_principal().user_id))
    return Response(status=204)
