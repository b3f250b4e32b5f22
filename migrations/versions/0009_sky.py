"""StarsCalendars: events, years, subscriptions, feeds, settings."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.triggers import touch

revision = "0009"
down_revision = "0008"

_TYPES = (
    "new_moon", "first_quarter", "full_moon", "last_quarter", "march_equinox", "june_solstice", "september_equinox",
    "december_solstice", "solar_eclipse", "lunar_eclipse", "conjunction", "opposition", "greatest_elongation_east",
    "greatest_elongation_west", "station_retrograde", "station_direct", "sign_ingress", "lunar_perigee",
    "lunar_apogee", "perihelion", "aphelion", "meteor_shower", "aspect",
)  # fmt: skip
_TYPE = postgresql.ENUM(*_TYPES, name="sky_event_type", create_type=False)


def _time(name: str, *, nullable: bool = False, now: bool = False) -> sa.Column[Any]:
    default = sa.text("clock_timestamp()") if now else None
    return sa.Column(name, sa.DateTime(timezone=True), server_default=default, nullable=nullable)


def _bodies() -> sa.Column[Any]:
    return sa.Column("bodies", postgresql.ARRAY(sa.String(16)), server_default="{}", nullable=False)


def _types(name: str = "types") -> sa.Column[Any]:
    return sa.Column(name, postgresql.ARRAY(_TYPE), server_default="{}", nullable=False)


def upgrade() -> None:
    """Create the tables."""
    op.execute("ALTER TYPE job_kind ADD VALUE 'sky'")
    postgresql.ENUM(*_TYPES, name="sky_event_type").create(op.get_bind())
    op.create_table(
        "sky_events",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("type", _TYPE, nullable=False),
        sa.Column("bodies", postgresql.ARRAY(sa.String(16)), nullable=False),
        sa.Column("detail", sa.String(40), server_default="", nullable=False),
        sa.Column("minute", sa.BigInteger(), nullable=False),
        _time("at"),
        sa.Column("tt_jd", sa.Double(), nullable=False),
        sa.Column("data", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.Column("library", sa.String(200), nullable=False),
        sa.Column("ephemeris", sa.String(20), nullable=False),
        _time("computed_at", now=True),
        _time("announced_at", nullable=True),
        _time("posted_at", nullable=True),
        _time("created_at", now=True),
        _time("updated_at", now=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sky_events")),
        sa.UniqueConstraint("type", "bodies", "detail", "minute", name=op.f("uq_sky_events_type_bodies_detail_minute")),
    )
    op.create_index("ix_sky_events_at", "sky_events", ["at", "id"])
    op.create_index("ix_sky_events_type", "sky_events", ["type", "at", "id"])
    op.create_index("ix_sky_events_silent", "sky_events", ["at"], postgresql_where=sa.text("announced_at IS NULL"))
    op.create_table(
        "sky_years",
        sa.Column("year", sa.SmallInteger(), autoincrement=False, nullable=False),
        _time("requested_at", now=True),
        _time("computed_at", nullable=True),
        sa.Column("stamp", sa.String(200), nullable=True),
        sa.Column("events", sa.Integer(), server_default="0", nullable=False),
        _time("created_at", now=True),
        _time("updated_at", now=True),
        sa.PrimaryKeyConstraint("year", name=op.f("pk_sky_years")),
    )
    op.create_table(
        "sky_subscriptions",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("user_id", sa.UUID(), nullable=False),
        sa.Column("types", postgresql.ARRAY(_TYPE), nullable=False),
        _bodies(),
        sa.Column("lead_minutes", sa.Integer(), server_default="0", nullable=False),
        sa.Column("channels", postgresql.ARRAY(sa.String(16)), nullable=False),
        _time("since", now=True),
        _time("created_at", now=True),
        _time("updated_at", now=True),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_sky_subscriptions_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sky_subscriptions")),
    )
    op.create_index("ix_sky_subscriptions_user_id", "sky_subscriptions", ["user_id", "created_at", "id"])
    op.create_table(
        "sky_reminders",
        sa.Column("subscription_id", sa.UUID(), nullable=False),
        sa.Column("event_id", sa.UUID(), nullable=False),
        _time("told_at", now=True),
        sa.ForeignKeyConstraint(
            ["subscription_id"],
            ["sky_subscriptions.id"],
            name=op.f("fk_sky_reminders_subscription_id_sky_subscriptions"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["sky_events.id"], name=op.f("fk_sky_reminders_event_id_sky_events"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("subscription_id", "event_id", name=op.f("pk_sky_reminders")),
    )
    op.create_index(op.f("ix_sky_reminders_event_id"), "sky_reminders", ["event_id"])
    op.create_table(
        "sky_feeds",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("user_id", sa.UUID(), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("hash", sa.LargeBinary(32), nullable=False),
        _types(),
        _bodies(),
        sa.Column("language", sa.String(8), nullable=True),
        _time("last_used_at", nullable=True),
        _time("created_at", now=True),
        _time("updated_at", now=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_sky_feeds_user_id_users"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sky_feeds")),
        sa.UniqueConstraint("hash", name=op.f("uq_sky_feeds_hash")),
    )
    op.create_index("ix_sky_feeds_user_id", "sky_feeds", ["user_id", "created_at", "id"])
    op.create_table(
        "sky_settings",
        sa.Column("id", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("channel_posts", sa.Boolean(), server_default="false", nullable=False),
        _types("channel_types"),
        sa.Column("channel_language", sa.String(8), server_default="en", nullable=False),
        sa.Column("channel_lead_minutes", sa.Integer(), server_default="0", nullable=False),
        _time("created_at", now=True),
        _time("updated_at", now=True),
        sa.CheckConstraint("id = 1", name=op.f("ck_sky_settings_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sky_settings")),
    )
    for table in ("sky_events", "sky_years", "sky_subscriptions", "sky_feeds", "sky_settings"):
        touch(table)
