"""Notifications as a person reads them, and the rows that events become."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import orjson
import pytest
import redis
from sqlalchemy import func, select, update

from app import db
from app.config import settings
from app.notifications import service
from app.notifications.models import Notification, NotificationType
from app.notifications.service import notify
from app.projects.models import Channel
from app.realtime.positions import Positions, parse_published
from app.realtime.rooms import user_room
from tests.conftest import Person


def tell(*people: Person, subject: str = "Note G", key: str | None = None, **options: Any) -> int:
    """Notify people of a commit."""
    with db.transaction() as session:
        return notify(
            session,
            NotificationType.COMMIT,
            dedupe_key=key or f"commit:{subject}",
            key="notification-commit",
            params={"project": "engine", "author": "Ada", "subject": subject, "branch": "main"},
            **{"recipients": [person.id for person in people], "channels": [Channel.WEB], **options},
        )


def titles(person: Person, query: str = "") -> list[str]:
    """The bodies of a person's list, newest first."""
    return [item["body"] for item in person.get(f"/api/notifications{query}").json["items"]]


def unread(person: Person) -> int:
    """Their unread count."""
    count: int = person.get("/api/notifications/unread-count").json["count"]
    return count


class Room:
    """What is published to a person's room."""

    def __init__(self, client: redis.Redis, person: Person) -> None:
        self._subscription = client.pubsub(ignore_subscribe_messages=True)
        self._subscription.subscribe(Positions(settings().redis_prefix).channel(user_room(person.id)))
        self._subscription.get_message(timeout=5)

    def events(self, number: int) -> list[tuple[str, Any]]:
        """The next events: name and data."""
        found: list[tuple[str, Any]] = []
        while len(found) < number:
            message = self._subscription.get_message(timeout=5)
            assert message is not None, f"only {found}"
            for record in parse_published(message["data"])[2]:
                told = orjson.loads(b"{" + record.partition(b"|")[2])
                found.append((told["event"], told["data"]))
        return found

    def silent(self) -> bool:
        """Whether nothing more was published."""
        return self._subscription.get_message(timeout=0.1) is None


@pytest.fixture
def room(redis_client: redis.Redis, user: Person) -> Any:
    """The room of the user."""
    made = Room(redis_client, user)
    yield made
    made._subscription.close()


def test_a_notification_is_a_row_with_words_and_data(user: Person) -> None:
    sha = "a" * 40
    tell(user, data={"sha": sha})
    (item,) = user.get("/api/notifications").json["items"]
    assert item.keys() == {"id", "type", "title", "body", "data", "created_at", "read_at"}
    assert item["type"] == "commit"
    assert item["title"] == "New commit in engine"
    assert item["body"] == "Ada on main: Note G"
    assert item["data"] == {"sha": sha}
    assert item["created_at"].endswith("Z")
    assert item["read_at"] is None


def test_each_is_told_once_however_often_the_event_comes(user: Person, person: Callable[..., Person]) -> None:
    other = person("grace")
    assert tell(user, key="the same") == 1
    assert tell(user, key="the same") == 0
    assert tell(user, other, key="the same") == 1
    assert unread(user) == unread(other) == 1
    assert tell(user, key="k" * 500) == 1
    assert tell(user, key="k" * 499 + "l") == 1
    assert tell(user, key="k" * 500) == 0


def test_whoever_did_it_is_not_told_and_neither_is_who_may_not_sign_in(
    user: Person, admin: Person, person: Callable[..., Person]
) -> None:
    gone = person("gone")
    assert admin.patch(f"/api/users/{gone.id}", json={"is_active": False}).status_code == 200
    assert tell(user, admin, gone, actor_id=admin.id) == 1
    assert (unread(user), unread(admin)) == (1, 0)


def test_nothing_is_told_where_the_change_was_rolled_back(user: Person, room: Room) -> None:
    def fail() -> None:
        with db.transaction() as session:
            notify(
                session, NotificationType.COMMIT, dedupe_key="x", key="notification-commit", recipients=[user.id],
                params={"project": "p", "author": "a", "subject": "s", "branch": "b"}, channels=[Channel.WEB],
            )  # fmt: skip
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert unread(user) == 0
    assert room.silent()


def test_an_event_of_no_project_needs_its_recipients(user: Person) -> None:
    for event, project in ((NotificationType.COMMIT, None), (NotificationType.CELESTIAL, uuid4())):
        with pytest.raises(ValueError, match="recipients"), db.transaction() as session:
            notify(session, event, dedupe_key="x", key="notification-commit", project_id=project)


def test_channels_by_person(user: Person, person: Callable[..., Person]) -> None:
    other = person("grace")
    told = tell(recipients={user.id: [Channel.WEB], other.id: [Channel.TELEGRAM]}, channels=list(Channel))
    assert told == 1
    assert (unread(user), unread(other)) == (1, 0)


def test_the_list_is_newest_first_in_pages_and_filtered(user: Person) -> None:
    for number in range(7):
        tell(user, subject=f"{number}")
    assert titles(user) == [f"Ada on main: {number}" for number in reversed(range(7))]
    first = user.get("/api/notifications?limit=3").json
    second = user.get(f"/api/notifications?limit=3&cursor={first['next_cursor']}").json
    third = user.get(f"/api/notifications?limit=3&cursor={second['next_cursor']}").json
    whole = [item["body"] for page in (first, second, third) for item in page["items"]]
    assert whole == titles(user)
    assert third["next_cursor"] is None
    assert user.post(f"/api/notifications/{first['items'][0]['id']}/read").status_code == 204
    assert titles(user, "?unread=true") == whole[1:]
    assert titles(user, "?unread=false") == whole[:1]
    assert user.get("/api/notifications?cursor=nonsense").status_code == 400
    for query in ("?limit=0", "?limit=201", "?unread=maybe", "?colour=red"):
        assert user.get(f"/api/notifications{query}").status_code == 422, query


def test_reading_one_is_told_to_all_windows_of_its_reader(user: Person, room: Room) -> None:
    tell(user, subject="one")
    tell(user, subject="two")
    ((name, told), _) = room.events(2)
    assert (name, told["body"], told["read_at"]) == ("notification", "Ada on main: one", None)
    assert user.post(f"/api/notifications/{told['id']}/read").status_code == 204
    assert room.events(1) == [("notification_read", {"id": told["id"]})]
    assert unread(user) == 1
    read_at = user.get("/api/notifications?unread=false").json["items"][0]["read_at"]
    # Read again, it stays read since then.
    assert user.post(f"/api/notifications/{told['id']}/read").status_code == 204
    assert user.get("/api/notifications?unread=false").json["items"][0]["read_at"] == read_at


def test_reading_all_is_told_too_and_leaves_other_people_alone(
    user: Person, room: Room, person: Callable[..., Person]
) -> None:
    other = person("grace")
    for number in range(3):
        tell(user, other, subject=str(number))
    room.events(3)
    assert user.post("/api/notifications/read-all").status_code == 204
    assert room.events(1) == [("notification_read", {"id": None})]
    assert (unread(user), unread(other)) == (0, 3)
    assert room.silent()


def test_what_is_somebody_elses_or_not_there_is_not_found(user: Person, person: Callable[..., Person]) -> None:
    other = person("grace")
    tell(other)
    identifier = other.get("/api/notifications").json["items"][0]["id"]
    for path in (identifier, str(uuid4()), "not-an-id"):
        answer = user.post(f"/api/notifications/{path}/read")
        assert answer.status_code == 404, path
    assert user.post(f"/api/notifications/{identifier}/read").json["code"] == "not_found"
    assert unread(other) == 1
    assert titles(user) == []


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("en", "New commit in engine"), ("es", "engine"), ("de", "engine"), ("fr", "engine"), ("pt", "engine"),
        ("ru", "engine"), ("zh", "engine"), ("hi", "engine"), ("ja", "engine"), ("hy", "engine"),
    ],
)  # fmt: skip
def test_words_come_in_the_readers_language(person: Callable[..., Person], language: str, title: str) -> None:
    reader = person("reader", language=language)
    tell(reader)
    (item,) = reader.get("/api/notifications").json["items"]
    assert title in item["title"]
    assert (item["title"] == "New commit in engine") is (language == "en")
    assert "Note G" in item["body"]


def test_moments_are_told_in_the_readers_time_zone(person: Callable[..., Person]) -> None:
    at = datetime(2026, 1, 15, 23, 30, tzinfo=UTC)
    readers = {zone: person(zone.lower().replace("/", "-"), timezone=zone) for zone in ("UTC", "Asia/Tokyo")}
    with db.transaction() as session:
        notify(
            session, NotificationType.CELESTIAL, dedupe_key="moon", key="notification-celestial",
            params={"event": "Full moon", "at": at, "description": "—"}, channels=[Channel.WEB],
            recipients=[reader.id for reader in readers.values()],
        )  # fmt: skip
    bodies = {zone: reader.get("/api/notifications").json["items"][0]["body"] for zone, reader in readers.items()}
    assert "15" in bodies["UTC"]
    assert "16" in bodies["Asia/Tokyo"]


def test_what_is_old_is_forgotten_some_at_a_time(user: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "MOST_FORGOTTEN", 2)
    for number in range(5):
        tell(user, subject=str(number))

    def age(bodies: Sequence[str], by: timedelta) -> None:
        with db.transaction() as session:
            session.execute(
                update(Notification)
                .where(Notification.params["subject"].astext.in_(bodies))
                .values(created_at=func.clock_timestamp() - by)
            )

    def left() -> int:
        with db.transaction() as session:
            service.forget_old(session)
        with db.read_only() as session:
            return session.scalar(select(func.count()).select_from(Notification)) or 0

    age(["0", "1", "2"], service.KEPT + timedelta(hours=1))
    age(["3"], service.KEPT - timedelta(hours=1))
    assert [left(), left(), left()] == [3, 2, 2]
    assert titles(user) == ["Ada on main: 4", "Ada on main: 3"]
