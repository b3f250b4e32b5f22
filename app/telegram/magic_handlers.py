"""Signing in by a link that comes over Telegram."""

from __future__ import annotations

import secrets
from typing import Any

from apiflask import APIBlueprint
from flask import Response, make_response, request

from app.accounts import handlers as sessions
from app.accounts import second_factor_handlers as second_factor
from app.accounts import service as accounts
from app.accounts.schemas import TokensOut
from app.audit import service as audit
from app.config import settings
from app.crypto import new_token
from app.db import read_only, transaction
from app.errors import AppError
from app.metrics import LOGINS
from app.ratelimit import hit
from app.telegram import magic_links
from app.telegram.magic_links import Redeemed
from app.telegram.schemas import MagicAskIn, MagicAskOut, MagicLookIn, MagicLookOut, MagicRedeemIn

blueprint = APIBlueprint("magic_links", __name__, url_prefix="/api/auth/magic-link", tag="Identity")

ASKED_A_MINUTE = 60
BROWSER_COOKIE = "luma_magic"
NUMBER_COOKIE = "luma_magic_number"
_LIFE = int(magic_links.LIFE.total_seconds())


def _is_browser() -> bool:
    return request.headers.get(sessions.BROWSER_HEADER) == "browser"


@blueprint.post("")
@blueprint.input(MagicAskIn)
@blueprint.output(MagicAskOut, status_code=202)
def ask(json_data: MagicAskIn) -> Any:
    """Ask for a link to sign in with, sent to the person's Telegram. The answer is the same for every name.

    With `X-Luma-Client: browser` the link belongs to this browser: opened in another, it asks for the number in the
    cookie `luma_magic_number`, which the page shows.
    """
    address = request.remote_addr or ""
    hit("magic-ask", address, ASKED_A_MINUTE)
    browser, number = (new_token(), 10 + secrets.randbelow(90)) if _is_browser() else (None, None)
    with transaction() as session:
        magic_links.ask(session, json_data.username, browser=browser, number=number, address=address)
    response: Response = make_response(MagicAskOut().dump(), 202)
    if browser is not None:
        common: dict[str, Any] = {"max_age": _LIFE, "secure": settings().secure, "samesite": "Strict"}
        response.set_cookie(BROWSER_COOKIE, browser, httponly=True, path="/api/auth/magic-link", **common)
        response.set_cookie(NUMBER_COOKIE, str(number), httponly=False, **common)
    return response


@blueprint.post("/look")
@blueprint.input(MagicLookIn)
@blueprint.output(MagicLookOut)
def look(json_data: MagicLookIn) -> Any:
    """Whom a link would sign in, for the page that asks. It spends nothing."""
    hit("magic-redeem", request.remote_addr or "", ASKED_A_MINUTE)
    with read_only() as session:
        shown = magic_links.look(session, json_data.token, request.cookies.get(BROWSER_COOKIE))
    if shown is None:
        raise AppError("link_spent")
    return MagicLookOut(
        username=shown.user.username,
        display_name=shown.user.display_name,
        expires_at=shown.expires_at,
        needs_number=shown.needs_number,
    )


@blueprint.post("/redeem")
@blueprint.input(MagicRedeemIn)
@blueprint.output(TokensOut)
def redeem(json_data: MagicRedeemIn) -> Any:
    """Sign in with a link, which is spent by it. With `X-Luma-Client: browser` the tokens are set as cookies.

    An answer that asks for more (`wrong_number`, `second_factor_required`, `invalid_otp`) spends nothing.
    """
    address, browser = request.remote_addr or "", request.cookies.get(BROWSER_COOKIE)
    hit("magic-redeem", address, ASKED_A_MINUTE)
    with read_only() as session:
        shown = magic_links.look(session, json_data.token, browser, json_data.number)
    if shown is not None and not shown.needs_number:
        second_factor.ask(shown.user, json_data.otp)
    with transaction() as session:
        outcome, user = magic_links.redeem(session, json_data.token, browser, json_data.number)
        signed_in = None
        if user is not None:
            signed_in = accounts.begin_session(session, user, address, request.user_agent.string)
            audit.record(session, "login", actor_id=user.id, actor_name=user.username, detail={"by": "telegram"})
        else:
            audit.record(session, "login", outcome="failed", detail={"by": "telegram", "reason": outcome.value})
    LOGINS.labels("ok" if signed_in else "failed").inc()
    if signed_in is None:
        raise AppError("wrong_number" if outcome is Redeemed.WRONG_NUMBER else "link_spent")
    response: Response = sessions.answer_signed_in(signed_in)
    response.delete_cookie(NUMBER_COOKIE)
    response.delete_cookie(BROWSER_COOKIE, path="/api/auth/magic-link")
    return response
