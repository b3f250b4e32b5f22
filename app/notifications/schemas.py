"""Notifications as clients see them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from app.http import Moment, Output, PageQuery
from app.notifications.models import NotificationType


class NotificationQuery(PageQuery):
    """Filters of the list: only unread ones, only read ones, or all."""

    unread: bool | None = None


class NotificationOut(Output):
    """A notification in the reader's language. `data` names the objects that it is about."""

    id: UUID
    type: NotificationType
    title: str
    body: str
    data: dict[str, Any]
    created_at: Moment
    read_at: Moment | None


class UnreadOut(Output):
    """How many notifications are unread."""

    count: int
