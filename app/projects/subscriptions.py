"""Who is told what of a project, and where."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import and_, any_, case, delete, literal, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.projects import access
from app.projects.models import Channel, Event, Subscription, event_type


@dataclass(frozen=True, slots=True)
class Choice:
    """What to be told, and where."""

    events: tuple[Event, ...]
    channels: tuple[Channel, ...]


# What applies to a person who has chosen nothing for a project. On a small installation everybody wants to hear of new
# commits; Telegram counts only for those who linked an account, which is a choice of its own.
DEFAULT = Choice(
    events=(Event.COMMIT, Event.MENTION, Event.ALERT),
    channels=(Channel.WEB, Channel.TELEGRAM),
)


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody to tell, and where."""

    user_id: UUID
    channels: tuple[Channel, ...]


def recipients(session: Session, project_id: UUID, event: Event) -> list[Recipient]:
    """Who is to be told of `event` in the project: of those who may read it, by their choice or by the default."""
    by_default = event in DEFAULT.events
    chosen = and_(Subscription.user_id == User.id, Subscription.project_id == project_id)
    wanted = case(
        (Subscription.user_id.is_(None), literal(by_default)),
        else_=literal(event, event_type) == any_(Subscription.events),
    )
    rows = session.execute(
        select(User.id, Subscription.user_id, Subscription.channels)
        .outerjoin(Subscription, chosen)
        .where(access.readers(project_id), wanted)
        .order_by(User.id)
    )
    return [
        Recipient(user_id, DEFAULT.channels if subscriber is None else tuple(channels))
        for user_id, subscriber, channels in rows
    ]


def get_choice(session: Session, user_id: UUID, project_id: UUID) -> tuple[Choice, bool]:
    """The person's choice for the project, and whether it is the default."""
    row = session.get(Subscription, (user_id, project_id))
    if row is None:
        return DEFAULT, True
    return Choice(tuple(row.events), tuple(row.channels)), False


def choose(session: Session, user_id: UUID, project_id: UUID, choice: Choice) -> None:
    """Keep the person's choice for the project; no events means silence."""
    values = {"events": list(choice.events), "channels": list(choice.channels)}
    session.execute(
        insert(Subscription)
        .values(user_id=user_id, project_id=project_id, **values)
        .on_conflict_do_update(index_elements=["user_id", "project_id"], set_=values)
    )


def forget_choice(session: Session, user_id: UUID, project_id: UUID) -> None:
    """Go back to the default."""
    session.execute(delete(Subscription).where(Subscription.user_id == user_id, Subscription.project_id == project_id))
