"""StarsCalendars: events, the years that are kept, subscriptions, calendar feeds, and what the administrator chose."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Double,
    Enum,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    UniqueConstraint,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, Id, Time, TimestampMixin, enum_values
from app.sky.kinds import EventType

event_type = Enum(EventType, name="sky_event_type", values_callable=enum_values)


class SkyEvent(TimestampMixin, Base):
    """One celestial event. `minute` counts minutes since 1970, rounded: with it an event is found again.

    `detail` tells events of one type and one set of bodies apart (the angle of an aspect, the sign of an ingress).
    `library` is what it was computed with. `announced_at` is when the room `sky` was told that it happens, `posted_at`
    when the Telegram channel was.
    """

    __tablename__ = "sky_events"
    __table_args__ = (
        UniqueConstraint("type", "bodies", "detail", "minute"),
        Index("ix_sky_events_at", "at", "id"),
        Index("ix_sky_events_type", "type", "at", "id"),
        Index("ix_sky_events_silent", "at", postgresql_where=text("announced_at IS NULL")),
    )

    id: Mapped[Id]
    type: Mapped[EventType] = mapped_column(event_type)
    bodies: Mapped[list[str]] = mapped_column(ARRAY(String(16)))
    detail: Mapped[str] = mapped_column(String(40), server_default="")
    minute: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[Time]
    tt_jd: Mapped[float] = mapped_column(Double)
    data: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default="{}")
    library: Mapped[str] = mapped_column(String(200))
    ephemeris: Mapped[str] = mapped_column(String(20))
    computed_at: Mapped[Time] = mapped_column(server_default=func.clock_timestamp())
    announced_at: Mapped[Time | None]
    posted_at: Mapped[Time | None]


class SkyYear(TimestampMixin, Base):
    """A year that somebody asked for, or that is kept anyway. `stamp` says what its events were computed with last."""

    __tablename__ = "sky_years"

    year: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    requested_at: Mapped[Time] = mapped_column(server_default=func.clock_timestamp())
    computed_at: Mapped[Time | None]
    stamp: Mapped[str | None] = mapped_column(String(200))
    events: Mapped[int] = mapped_column(Integer, server_default="0")


class SkySubscription(TimestampMixin, Base):
    """What a person wants to be reminded of, how long before, and where. No `bodies`: whichever."""

    __tablename__ = "sky_subscriptions"
    __table_args__ = (Index("ix_sky_subscriptions_user_id", "user_id", "created_at", "id"),)

    id: Mapped[Id]
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    types: Mapped[list[EventType]] = mapped_column(ARRAY(event_type))
    bodies: Mapped[list[str]] = mapped_column(ARRAY(String(16)), server_default="{}")
    lead_minutes: Mapped[int] = mapped_column(Integer, server_default="0")
    channels: Mapped[list[str]] = mapped_column(ARRAY(String(16)))
    # Reminders that would have been due before this moment are not made up for.
    since: Mapped[Time] = mapped_column(server_default=func.clock_timestamp())


class SkyReminder(Base):
    """A reminder that was made: what is here is not made again."""

    __tablename__ = "sky_reminders"

    subscription_id: Mapped[UUID] = mapped_column(
        ForeignKey("sky_subscriptions.id", ondelete="CASCADE"), primary_key=True
    )
    event_id: Mapped[UUID] = mapped_column(
        ForeignKey("sky_events.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    told_at: Mapped[Time] = mapped_column(server_default=func.clock_timestamp())


class SkyFeed(TimestampMixin, Base):
    """A calendar feed: its address is a secret, kept as its hash. No `types` or `bodies`: whichever; no `language`:
    its person's own."""

    __tablename__ = "sky_feeds"
    __table_args__ = (Index("ix_sky_feeds_user_id", "user_id", "created_at", "id"),)

    id: Mapped[Id]
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(200))
    hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    types: Mapped[list[EventType]] = mapped_column(ARRAY(event_type), server_default="{}")
    bodies: Mapped[list[str]] = mapped_column(ARRAY(String(16)), server_default="{}")
    language: Mapped[str | None] = mapped_column(String(8))
    last_used_at: Mapped[Time | None]


class SkySettings(TimestampMixin, Base):
    """What the administrator chose about posts to the Telegram channel; one row, or none yet."""

    __tablename__ = "sky_settings"
    __table_args__ = (CheckConstraint("id = 1", name="one"),)

    id: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    channel_posts: Mapped[bool] = mapped_column(server_default="false")
    channel_types: Mapped[list[EventType]] = mapped_column(ARRAY(event_type), server_default="{}")
    channel_language: Mapped[str] = mapped_column(String(8), server_default="en")
    channel_lead_minutes: Mapped[int] = mapped_column(Integer, server_default="0")
