"""Who is reminded of what: subscriptions, and the moments at which they are due. Each reminder is made once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from sqlalchemy import and_, any_, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.config import settings
from app.errors import AppError
from app.http import rfc3339
from app.i18n import LANGUAGES
from app.notifications.models import NotificationType
from app.notifications.service import ALL_CHANNELS, notify
from app.realtime.publish import publish
from app.sky import membership, words
from app.sky.models import SkyEvent, SkyReminder, SkySubscription
from app.sky.schemas import SubscriptionIn
from app.sky.service import get_settings
from app.telegram import bots, outbox
from app.telegram.outbox import Outgoing

log = structlog.get_logger(__name__)

ROOM = "sky"
KEY = "sky-reminder"
PAGE = "/sky"
MOST_SUBSCRIPTIONS = 50
# After a standstill people are still told of what has just happened, and of nothing older.
GRACE = timedelta(minutes=15)
_MOST_AT_ONCE = 200


def subscriptions(session: Session, user_id: UUID) -> Sequence[SkySubscription]:
    """A person's subscriptions, the oldest first."""
    mine = select(SkySubscription).where(SkySubscription.user_id == user_id)
    return session.scalars(mine.order_by(SkySubscription.created_at, SkySubscription.id)).all()


def add_subscription(session: Session, user_id: UUID, wanted: SubscriptionIn, now: datetime) -> SkySubscription:
    """Remind a person from now on; raises AppError `conflict` where they have very many already."""
    if len(subscriptions(session, user_id)) >= MOST_SUBSCRIPTIONS:
        raise AppError("conflict")
    subscription = SkySubscription(user_id=user_id, since=now, **_values(wanted))
    session.add(subscription)
    session.flush()
    return subscription


def change_subscription(
    session: Session, user_id: UUID, subscription_id: UUID, wanted: SubscriptionIn, now: datetime
) -> SkySubscription:
    """Put another wish in the place of one; raises AppError `not_found`."""
    subscription = _mine(session, user_id, subscription_id)
    for name, value in {**_values(wanted), "since": now}.items():
        setattr(subscription, name, value)
    session.flush()
    return subscription


def remove_subscription(session: Session, user_id: UUID, subscription_id: UUID) -> None:
    """Remind a person no more; raises AppError `not_found`."""
    session.delete(_mine(session, user_id, subscription_id))


def _mine(session: Session, user_id: UUID, subscription_id: UUID) -> SkySubscription:
    subscription = session.get(SkySubscription, subscription_id, with_for_update=True)
    if subscription is None or subscription.user_id != user_id:
        raise AppError("not_found")
    return subscription


def _values(wanted: SubscriptionIn) -> dict[str, object]:
    return {
        "types": list(dict.fromkeys(wanted.types)),
        "bodies": [body.value for body in dict.fromkeys(wanted.bodies)],
        "lead_minutes": wanted.lead_minutes,
        "channels": list(dict.fromkeys(wanted.channels)),
    }


def remind(session: Session, now: datetime) -> int:
    """Make every reminder that is due at `now` and has not been made; gives how many.

    Row and notification are one transaction, so a crash makes neither or both, and a second call finds the row.
    """
    lead = func.make_interval(0, 0, 0, 0, 0, SkySubscription.lead_minutes)
    told = select(SkyReminder.event_id).where(
        SkyReminder.subscription_id == SkySubscription.id, SkyReminder.event_id == SkyEvent.id
    )
    due = (
        select(SkySubscription, SkyEvent)
        .join(User, and_(User.id == SkySubscription.user_id, User.is_active))
        .join(SkyEvent, SkyEvent.type == any_(SkySubscription.types))
        .where(
            SkyEvent.at > now - GRACE,
            SkyEvent.at - lead <= now,
            SkyEvent.at - lead > SkySubscription.since,
            or_(func.cardinality(SkySubscription.bodies) == 0, SkyEvent.bodies.overlap(SkySubscription.bodies)),
            ~told.exists(),
        )
        .order_by(SkyEvent.at, SkySubscription.id)
        .limit(_MOST_AT_ONCE)
    )
    made = 0
    for subscription, event in session.execute(due).all():
        mine = session.scalar(
            insert(SkyReminder)
            .values(subscription_id=subscription.id, event_id=event.id)
            .on_conflict_do_nothing()
            .returning(SkyReminder.event_id)
        )
        if mine is None:
            continue
        made += 1
        if membership.admits(session, subscription.user_id):
            _tell(session, subscription, event)
    return made


def _tell(session: Session, subscription: SkySubscription, event: SkyEvent) -> None:
    told = words.telling(event)
    notify(
        session,
        NotificationType.CELESTIAL,
        dedupe_key=f"celestial:{subscription.id}:{event.id}",
        key=KEY,
        params={"event": told.title, "description": told.description, "at": event.at},
        data={"event_id": str(event.id), "type": event.type.value, "bodies": event.bodies, "at": rfc3339(event.at)},
        recipients=[subscription.user_id],
        channels=[channel for channel in ALL_CHANNELS if channel.value in subscription.channels],
        path=PAGE,
    )


def announce(session: Session, now: datetime) -> int:
    """Tell the room `sky` of every event that has just happened, once; gives how many.

    What happened while nobody was there to tell is passed over after a while.
    """
    just = select(SkyEvent.id).where(SkyEvent.announced_at.is_(None), SkyEvent.at <= now, SkyEvent.at > now - GRACE)
    events = session.scalars(
        update(SkyEvent)
        .where(SkyEvent.id.in_(just.order_by(SkyEvent.at).limit(_MOST_AT_ONCE).with_for_update(skip_locked=True)))
        .values(announced_at=now)
        .returning(SkyEvent)
    ).all()
    for event in sorted(events, key=lambda one: one.at):
        publish(session, ROOM, "celestial", _event_for_everybody(event))
    return len(events)


def _event_for_everybody(event: SkyEvent) -> dict[str, object]:
    """An event for a room whose people read different languages: its title in each of them."""
    title = words.telling(event).title
    return {
        "id": str(event.id),
        "type": event.type.value,
        "bodies": event.bodies,
        "at": rfc3339(event.at),
        "data": event.data,
        "titles": {language: words.said(title, language) for language in LANGUAGES},
    }


def post_to_channel(session: Session, now: datetime) -> int:
    """Post what is due to the Telegram channel, where the administrator wants that; gives how many posts are new."""
    chosen = get_settings(session)
    bot_id = bots.main_bot_id(session)
    chat_id = channel_chat(settings().telegram_channel_id)
    if not chosen.channel_posts or bot_id is None or chat_id is None:
        return 0
    lead = timedelta(minutes=chosen.channel_lead_minutes)
    wanted = SkyEvent.type.in_(chosen.channel_types)
    due = select(SkyEvent.id).where(
        wanted,
        SkyEvent.posted_at.is_(None),
        SkyEvent.at > now - GRACE,
        SkyEvent.at - lead <= now,
        # What was due before the administrator chose this is not made up for.
        SkyEvent.at - lead > chosen.updated_at,
    )
    events = session.scalars(
        update(SkyEvent)
        .where(SkyEvent.id.in_(due.order_by(SkyEvent.at).limit(_MOST_AT_ONCE).with_for_update(skip_locked=True)))
        .values(posted_at=now)
        .returning(SkyEvent)
    ).all()
    messages = []
    for event in sorted(events, key=lambda one: one.at):
        told = words.telling(event)
        params = {"event": told.title, "description": told.description, "at": event.at}
        messages.append(Outgoing(chat_id, f"sky-channel:{event.id}", KEY, params, language=chosen.channel_language))
    return outbox.queue(session, bot_id, messages)


def channel_chat(channel_id: str | None) -> int | None:
    """The number of the channel to post to; None where there is none, or it is only known by its public name."""
    try:
        return int(channel_id) if channel_id else None
    except ValueError:
        return None
