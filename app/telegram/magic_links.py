"""Links to sign in with by Telegram: asked for by anybody, sent to a linked chat only, good once and for ten minutes.

The request itself looks nobody up: it is kept, and a worker finds out later whether there is somebody to send a link
to. So the answer and its time are the same for every name. A link's token is made from its row and our key at the
moment it is sent; the database holds its hash only.
"""

from __future__ import annotations

import base64
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.crypto import derived_key, token_hash
from app.db import uuid7
from app.messages import Message, SendMagicLink, enqueue
from app.telegram import bots, outbox
from app.telegram.models import MagicLink, MagicLinkRequest, MessageStatus, TelegramLink, TelegramMessage

PREFIX = "luma_magic_"
KEY = "telegram-login"
LIFE = timedelta(minutes=10)
# Nobody gets more links than this in the time of one's life, however often somebody asks in their name.
MOST_LINKS = 6
MOST_WRONG = 3
RESEND = timedelta(seconds=3)
MOST_RESENT = 100


def token_of(link_id: UUID) -> str:
    """The token of a link. Only who has our key can make it, so that it need not be kept anywhere."""
    secret = hmac.digest(derived_key("magic-link"), link_id.bytes, "sha256")
    return PREFIX + base64.urlsafe_b64encode(secret).decode().rstrip("=")


def ask(session: Session, username: str, *, browser: str | None, number: int | None, address: str | None) -> None:
    """Keep the wish for a link; whether it can be fulfilled is found out later."""
    request = MagicLinkRequest(
        id=uuid7(),
        username=username[:200],
        browser_hash=token_hash(browser) if browser else None,
        number=number,
        address=address,
    )
    session.add(request)
    session.flush()
    enqueue(session, SendMagicLink(str(request.id)))


def answer(session: Session, request_id: UUID) -> None:
    """Send what a request asked for, if its name is that of an active person whose Telegram account is linked."""
    request = session.scalars(
        delete(MagicLinkRequest).where(MagicLinkRequest.id == request_id).returning(MagicLinkRequest)
    ).one_or_none()
    if request is None:
        return
    user = session.scalars(
        select(User).where(func.lower(User.username) == func.lower(request.username), User.is_active)
    ).one_or_none()
    if user is not None:
        send(session, user, browser_hash=request.browser_hash, number=request.number, address=request.address)


def send(
    session: Session,
    user: User,
    *,
    browser_hash: bytes | None = None,
    number: int | None = None,
    address: str | None = None,
) -> bool:
    """Make a link for `user`, void their earlier ones, and queue it for their chat; False where that cannot be."""
    bot_id = bots.main_bot_id(session)
    link = session.get(TelegramLink, user.id, with_for_update=True)
    if bot_id is None or link is None or link.blocked_at is not None:
        return False
    recent = select(func.count()).where(
        MagicLink.user_id == user.id, MagicLink.created_at > func.clock_timestamp() - LIFE
    )
    if (session.scalar(recent) or 0) >= MOST_LINKS:
        return False
    void(session, user.id)
    magic_id = uuid7()
    expires_at = session.scalar(select(func.clock_timestamp() + LIFE))
    assert expires_at is not None
    session.add(
        MagicLink(
            id=magic_id,
            user_id=user.id,
            hash=token_hash(token_of(magic_id)),
            browser_hash=browser_hash,
            number=number,
            expires_at=expires_at,
        )
    )
    message = outbox.Outgoing(
        chat_id=link.chat_id,
        dedupe_key=f"magic:{magic_id}",
        key=KEY,
        params={"username": user.username, "address": address or "", "until": expires_at},
        user_id=user.id,
        buttons=[[{"key": "telegram-login-button", "magic": str(magic_id)}]],
    )
    outbox.queue(session, bot_id, [message])
    return True


def void(session: Session, user_id: UUID) -> None:
    """End the live link of a person, and what still waits to bring it."""
    now = func.clock_timestamp()
    live = (MagicLink.user_id == user_id) & MagicLink.used_at.is_(None) & (MagicLink.expires_at > now)
    session.execute(update(MagicLink).where(live).values(expires_at=now))
    session.execute(
        update(TelegramMessage)
        .where(
            TelegramMessage.user_id == user_id,
            TelegramMessage.key == KEY,
            TelegramMessage.status == MessageStatus.QUEUED,
        )
        .values(status=MessageStatus.DEAD, error="superseded")
    )


@dataclass(frozen=True, slots=True)
class Shown:
    """Whom a live link would sign in, until when, and whether it asks for the number that the other browser shows."""

    user: User
    expires_at: datetime
    needs_number: bool


def look(session: Session, token: str, browser: str | None, number: int | None = None) -> Shown | None:
    """What a link is for, which spends nothing; None for one that is spent, late or unknown."""
    found = session.execute(_live(token)).one_or_none()
    if found is None:
        return None
    link, user = found
    needs_number = not _same_browser(link, browser) and link.number != number
    return Shown(user, link.expires_at, needs_number)


class Redeemed(StrEnum):
    """How the use of a link ended."""

    DONE = "done"
    SPENT = "spent"
    WRONG_NUMBER = "wrong_number"


def redeem(session: Session, token: str, browser: str | None, number: int | None) -> tuple[Redeemed, User | None]:
    """Spend a link: of any number of attempts one wins. Commit whatever the outcome: wrong numbers are counted."""
    found = session.execute(_live(token).with_for_update(of=MagicLink)).one_or_none()
    if found is None:
        return Redeemed.SPENT, None
    link, user = found
    if not _same_browser(link, browser) and link.number != number:
        if number is not None:
            link.wrong += 1
            if link.wrong >= MOST_WRONG:
                link.expires_at = func.clock_timestamp()
            session.flush()
        return Redeemed.WRONG_NUMBER, None
    spent = session.scalar(
        update(MagicLink)
        .where(MagicLink.id == link.id, MagicLink.used_at.is_(None))
        .values(used_at=func.clock_timestamp())
        .returning(MagicLink.id)
    )
    return (Redeemed.DONE, user) if spent is not None else (Redeemed.SPENT, None)


def _live(token: str):  # type: ignore[no-untyped-def]  # a Select of two entities
    return (
        select(MagicLink, User)
        .join(User, User.id == MagicLink.user_id)
        .where(
            MagicLink.hash == token_hash(token),
            MagicLink.used_at.is_(None),
            MagicLink.expires_at > func.clock_timestamp(),
            User.is_active,
        )
    )


def _same_browser(link: MagicLink, browser: str | None) -> bool:
    if link.browser_hash is None:
        return True
    return browser is not None and hmac.compare_digest(token_hash(browser), bytes(link.browser_hash))


def repair(session: Session) -> Sequence[Message]:
    """Requests whose message was lost, to be sent again; those that waited longer than a link lives are dropped."""
    now = func.clock_timestamp()
    session.execute(delete(MagicLinkRequest).where(MagicLinkRequest.created_at < now - LIFE))
    waiting = select(MagicLinkRequest.id).where(MagicLinkRequest.created_at < now - RESEND)
    return [SendMagicLink(str(found)) for found in session.scalars(waiting.limit(MOST_RESENT))]


def forget_old(session: Session) -> None:
    """Delete links that ended a day ago."""
    session.execute(delete(MagicLink).where(MagicLink.expires_at < func.clock_timestamp() - timedelta(days=1)))
