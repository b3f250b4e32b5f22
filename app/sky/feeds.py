"""Calendar feeds: one's own addresses, unguessable and revocable, each with its choice of events."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.config import settings
from app.crypto import token_hash
from app.errors import AppError
from app.sky.models import SkyFeed
from app.sky.schemas import FeedIn

MOST_FEEDS = 50
_PREFIX = "sf_"
# Calendars ask every few hours; noting each time would be writing for nothing.
_NOTED_EVERY = timedelta(minutes=10)


def feeds(session: Session, user_id: UUID) -> Sequence[SkyFeed]:
    """A person's feeds, the oldest first."""
    mine = select(SkyFeed).where(SkyFeed.user_id == user_id)
    return session.scalars(mine.order_by(SkyFeed.created_at, SkyFeed.id)).all()


def add_feed(session: Session, user_id: UUID, wanted: FeedIn) -> tuple[SkyFeed, str]:
    """A new feed and its address, which nobody can find out again; raises AppError `conflict` where there are many."""
    if len(feeds(session, user_id)) >= MOST_FEEDS:
        raise AppError("conflict")
    secret = _PREFIX + secrets.token_urlsafe(32)
    feed = SkyFeed(
        user_id=user_id,
        name=wanted.name,
        hash=token_hash(secret),
        types=list(dict.fromkeys(wanted.types)),
        bodies=[body.value for body in dict.fromkeys(wanted.bodies)],
        language=wanted.language,
    )
    session.add(feed)
    session.flush()
    # The secret is in the query: logs keep the path alone.
    return feed, f"{settings().public_url}/api/sky/events.ics?token={secret}"


def remove_feed(session: Session, user_id: UUID, feed_id: UUID) -> None:
    """Revoke a feed's address; raises AppError `not_found`."""
    feed = session.get(SkyFeed, feed_id)
    if feed is None or feed.user_id != user_id:
        raise AppError("not_found")
    session.delete(feed)


def feed_of(session: Session, secret: str) -> tuple[SkyFeed, User]:
    """The feed of a secret and its active person; raises AppError `not_found` for any other text."""
    found = session.execute(
        select(SkyFeed, User)
        .join(User, User.id == SkyFeed.user_id)
        .where(SkyFeed.hash == token_hash(secret), User.is_active)
    ).one_or_none()
    if found is None:
        raise AppError("not_found")
    feed, user = found
    session.execute(
        update(SkyFeed)
        .where(
            SkyFeed.id == feed.id,
            SkyFeed.last_used_at.is_(None) | (SkyFeed.last_used_at < func.clock_timestamp() - _NOTED_EVERY),
        )
        .values(last_used_at=func.clock_timestamp())
    )
    return feed, user
