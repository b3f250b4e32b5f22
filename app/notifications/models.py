"""Notifications: a key and parameters, which become words in the reader's language when they are read."""

from __future__ import annotations

from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Enum, ForeignKey, Index, String, UniqueConstraint, func, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, Id, Time, enum_values


class NotificationType(StrEnum):
    """What a notification tells of. All but the last are events of projects, which people subscribe to."""

    COMMIT = "commit"
    PULL = "pull"
    COMMENT = "comment"
    MENTION = "mention"
    EXECUTION = "execution"
    ALERT = "alert"
    CELESTIAL = "celestial"


class Notification(Base):
    """What one person was told. `data` names the objects it is about; `dedupe_key` the event, told once."""

    __tablename__ = "notifications"
    __table_args__ = (
        UniqueConstraint("user_id", "dedupe_key"),
        Index("ix_notifications_list", "user_id", "created_at", "id"),
        Index("ix_notifications_unread", "user_id", postgresql_where=text("read_at IS NULL")),
        Index("ix_notifications_created_at", "created_at"),
    )

    id: Mapped[Id]
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    type: Mapped[NotificationType] = mapped_column(
        Enum(NotificationType, name="notification_type", values_callable=enum_values)
    )
    project_id: Mapped[UUID | None] = mapped_column(ForeignKey("projects.id", ondelete="CASCADE"), index=True)
    key: Mapped[str] = mapped_column(String(100))
    params: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default="{}")
    data: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default="{}")
    dedupe_key: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[Time] = mapped_column(server_default=func.clock_timestamp())
    read_at: Mapped[Time | None]
