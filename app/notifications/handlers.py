"""One's own notifications."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from apiflask import APIBlueprint
from flask import Response

from app.db import read_only, transaction
from app.http import Page
from app.notifications import service
from app.notifications.schemas import NotificationOut, NotificationQuery, UnreadOut
from app.security import authenticated, current_principal

blueprint = APIBlueprint("notifications", __name__, url_prefix="/api/notifications", tag="Notifications")


@blueprint.get("")
@authenticated()
@blueprint.input(NotificationQuery, location="query")
@blueprint.output(Page[NotificationOut])
def list_notifications(query_data: NotificationQuery) -> Any:
    """One's own notifications, newest first."""
    with read_only() as session:
        notifications, cursor = service.list_notifications(session, current_principal(), query_data)
    return {"items": notifications, "next_cursor": cursor}


@blueprint.get("/unread-count")
@authenticated()
@blueprint.output(UnreadOut)
def unread_count() -> Any:
    """How many are unread."""
    with read_only() as session:
        return UnreadOut(count=service.unread_count(session, current_principal()))


@blueprint.post("/<uuid:notification_id>/read")
@authenticated()
@blueprint.output({}, status_code=204)
def mark_read(notification_id: UUID) -> Any:
    """Mark one as read."""
    with transaction() as session:
        service.mark_read(session, current_principal().user_id, notification_id)
    return Response(status=204)


@blueprint.post("/read-all")
@authenticated()
@blueprint.output({}, status_code=204)
def mark_all_read() -> Any:
    """Mark all as read."""
    with transaction() as session:
        service.mark_all_read(session, current_principal().user_id)
    return Response(status=204)
