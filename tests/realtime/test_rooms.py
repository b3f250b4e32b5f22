"""Rooms: positions, joining without a gap, coming back, losing history."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import orjson

from app.config import settings
from app.realtime.positions import HISTORY_BYTES, Positions
from tests.realtime.live import Live


def values(events: list[dict[str, Any]]) -> list[Any]:
    return [event["data"] for event in events]


def test_events_reach_a_subscriber_in_order_with_positions_that_grow_by_one(
    live: Callable[..., Live], room: str, publish: Callable[..., bool]
) -> None:
    browser = live()
    told = browser.join(room)
    assert told == {"type": "subscribed", "room": room, "seq": 0, "epoch": told["epoch"], "recovered": False}
    publish(room, *range(5))
    publish(room, *range(5, 300), bulk=True)
    events = browser.events(300)
    assert [event["seq"] for event in events] == list(range(1, 301))
    assert values(events) == list(range(300))
    assert {key for event in events for key in event} == {"type", "room", "seq", "event", "data", "at"}
    assert events[0]["at"].endswith("Z")


def test_whoever_comes_back_with_its_position_gets_what_it_missed_and_nothing_twice(
    live: Callable[..., Live], room: str, publish: Callable[..., bool]
) -> None:
    first = live()
    epoch = first.join(room)["epoch"]
    publish(room, *range(20))
    assert len(first.events(20)) == 20
    # From the memory of the hub.
    second = live()
    told = second.join(room, after=7, epoch=epoch)
    assert (told["recovered"], told["seq"], told["epoch"]) == (True, 20, epoch)
    assert [event["seq"] for event in second.events(13)] == list(range(8, 21))
    assert second.silent()
    publish(room, "live")
    assert values(second.events(1)) == ["live"]


def test_history_that_no_hub_followed_is_read_from_redis(
    live: Callable[..., Live], room: str, publish: Callable[..., bool]
) -> None:
    publish(room, *range(50))
    browser = live()
    told = browser.join(room, after=10)
    assert (told["recovered"], told["seq"]) == (True, 50)
    assert values(browser.events(40)) == list(range(10, 50))
    # The second finds a room that is followed already, but whose memory begins later.
    other = live()
    assert other.join(room, after=2)["recovered"] is True
    assert values(other.events(48)) == list(range(2, 50))
    assert other.silent()


def test_a_position_from_the_future_or_of_another_epoch_is_not_recovered(
    live: Callable[..., Live], room: str, publish: Callable[..., bool]
) -> None:
    publish(room, 1, 2, 3)
    browser = live()
    epoch = browser.join(room)["epoch"]
    for options in ({"after": 4}, {"after": 2**62}, {"after": 2, "epoch": "another"}):
        told = browser.join(room, **options)
        assert (told["recovered"], told["seq"], told["epoch"]) == (False, 3, epoch)
        assert browser.silent()
    assert browser.join(room, after=3, epoch=epoch)["recovered"] is True
    assert browser.silent()


def test_history_is_bounded_and_what_was_trimmed_is_not_recovered(
    live: Callable[..., Live], room: str, publish: Callable[..., bool], redis_client: Any
) -> None:
    text = "x" * 60_000
    publish(room, *([text] * 40))
    stored = redis_client.memory_usage(f"{Positions(settings().redis_prefix).channel(room)}:events", samples=0)
    assert HISTORY_BYTES / 2 < stored < HISTORY_BYTES * 1.2
    browser = live()
    assert browser.join(room, after=1)["recovered"] is False
    assert browser.join(room, after=35)["recovered"] is True
    assert [event["seq"] for event in browser.events(5)] == [36, 37, 38, 39, 40]


def test_joining_while_events_stream_has_no_gap_and_no_repeat(
    live: Callable[..., Live], room: str, publish: Callable[..., bool]
) -> None:
    done = threading.Event()
    number = 0

    def stream() -> None:
        nonlocal number
        while not done.wait(0.0005):
            publish(room, number)
            number += 1

    publish(room, "zero")
    thread = threading.Thread(target=stream)
    thread.start()
    try:
        after = None
        for attempt in range(30):
            browser = live()
            told = browser.join(room, after=after)
            assert told["recovered"] is (after is not None)
            expected = (told["seq"] if after is None else after) + 1
            for event in browser.events(50):
                assert event["seq"] == expected
                expected += 1
            after = expected - 1 if attempt % 3 else None
            browser.close()
    finally:
        done.set()
        thread.join()


def test_a_client_that_asked_for_batches_gets_arrays(
    live: Callable[..., Live], room: str, publish: Callable[..., bool]
) -> None:
    browser = live()
    browser.join(room)
    browser.say(type="hello", batch=True)
    assert browser.silent()
    publish(room, *range(100), bulk=True)
    frames = []
    while len(frames) < 100:
        frame = browser.socket.recv(5)
        assert isinstance(frame, str)
        assert frame.startswith("[")
        frames += orjson.loads(frame)
    assert values(frames) == list(range(100))


def test_whoever_has_left_a_room_hears_no_more_of_it(
    live: Callable[..., Live], room: str, publish: Callable[..., bool]
) -> None:
    browser = live()
    browser.join(room)
    publish(room, 1)
    assert values(browser.events(1)) == [1]
    browser.say(type="unsubscribe", room=room)
    assert browser.silent()
    publish(room, 2)
    other = live()
    assert other.join(room, after=1)["recovered"] is True
    assert values(other.events(1)) == [2]
    assert browser.silent()


def test_two_hundred_sockets_get_every_event_in_order(
    server: Any, person: Callable[..., Any], room: str, publish: Callable[..., bool]
) -> None:
    people = [person(f"viewer{number}") for number in range(10)]
    sockets = []
    try:
        for number in range(200):
            token = people[number % 10].headers["Authorization"].removeprefix("Bearer ")
            sockets.append(Live(server.port, token))
            sockets[-1].join(room)
        for start in range(0, 500, 100):
            publish(room, *range(start, start + 100), bulk=start % 200 == 0)
        for browser in sockets:
            assert values(browser.events(500)) == list(range(500))
    finally:
        for browser in sockets:
            browser.close()


def test_a_room_that_may_not_be_seen_or_does_not_exist_is_forbidden(live: Callable[..., Live]) -> None:
    browser = live()
    for name in (
        "room:closed-1",
        "nothing:1",
        "room",
        "room:",
        "room:a:b",
        "user:1",
        "ROOM:x",
        "room:x\n",
        "user:me:x",
    ):
        browser.say(type="subscribe", room=name)
        told = browser.hear()
        assert (told["type"], told["code"], told["room"]) == ("error", "forbidden", name)
        assert told["detail"]


def test_a_person_hears_their_own_room_only(
    live: Callable[..., Live], person: Callable[..., Any], user: Any, publish: Callable[..., bool]
) -> None:
    other = person("grace")
    mine = live()
    theirs = live(token=other.headers["Authorization"].removeprefix("Bearer "))
    assert mine.join("user:me")["room"] == "user:me"
    theirs.join("user:me")
    publish(f"user:{user.id}", "for ada")
    (event,) = mine.events(1)
    assert (event["room"], event["data"]) == ("user:me", "for ada")
    assert theirs.silent()
    mine.say(type="subscribe", room=f"user:{other.id}")
    assert mine.hear()["code"] == "forbidden"
