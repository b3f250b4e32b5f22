"""Server-sent events: the same rooms and positions, over plain HTTP."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Iterator
from typing import Any

import psutil
import pytest

from app.realtime.eventstream import parse_last_event_id
from tests.realtime.conftest import Run
from tests.realtime.live import Server


class Stream:
    """A client of /api/events, by the format's own rules."""

    def __init__(self, port: int, token: str, query: str, last: str | None = None) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), 15)
        lines = [f"GET /api/events?{query} HTTP/1.1", f"Host: 127.0.0.1:{port}", f"Authorization: Bearer {token}"]
        lines += [f"Last-Event-ID: {last}"] if last else []
        self.socket.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        self.file = self.socket.makefile("rb")
        self.status = int(self.file.readline().split()[1])
        self.headers: dict[str, str] = {}
        while line := self.file.readline().strip():
            name, _, value = line.decode().partition(": ")
            self.headers[name.lower()] = value
        self.last = last

    def hear(self) -> dict[str, Any]:
        """The next event's data."""
        data: list[str] = []
        while True:
            line = self.file.readline().decode().rstrip("\n")
            name, _, value = line.partition(": ")
            if name == "data":
                data.append(value)
            elif name == "id":
                self.last = value
            elif not line and data:
                told: dict[str, Any] = json.loads("\n".join(data))
                return told

    def close(self) -> None:
        self.file.close()
        self.socket.close()


@pytest.fixture
def stream(server: Server, token: str) -> Iterator[Callable[..., Stream]]:
    opened: list[Stream] = []

    def connect(query: str, last: str | None = None) -> Stream:
        opened.append(Stream(server.port, token, query, last))
        return opened[-1]

    yield connect
    for one in opened:
        one.close()


def test_a_stream_carries_the_messages_of_a_websocket(
    stream: Callable[..., Stream], room: str, publish: Callable[..., bool]
) -> None:
    events = stream(f"rooms={room}")
    assert events.status == 200
    assert events.headers["content-type"].startswith("text/event-stream")
    assert events.headers["cache-control"] == "no-store"
    assert events.headers["x-request-id"]
    assert events.hear()["type"] == "subscribed"
    publish(room, "one", "two")
    told = [events.hear(), events.hear()]
    assert [(event["type"], event["room"], event["seq"], event["event"], event["data"]) for event in told] == [
        ("event", room, 1, "count", "one"),
        ("event", room, 2, "count", "two"),
    ]


def test_last_event_id_resumes_every_room_where_it_stood(
    stream: Callable[..., Stream], room: str, publish: Callable[..., bool]
) -> None:
    rooms = [f"{room}-a", f"{room}-b", f"{room}-quiet"]
    query = "rooms=" + ",".join(rooms)
    first = stream(query)
    assert {first.hear()["room"] for _ in rooms} == set(rooms)
    publish(rooms[0], 1, 2)
    publish(rooms[1], 3)
    heard = [first.hear() for _ in range(3)]
    assert sorted(event["data"] for event in heard) == [1, 2, 3]
    first.close()
    publish(rooms[0], 4)
    publish(rooms[1], 5, 6)
    publish(rooms[2], 7)
    again = stream(query, first.last)
    told = [again.hear() for _ in range(7)]
    assert all(message["recovered"] for message in told if message["type"] == "subscribed")
    events = [message["data"] for message in told if message["type"] == "event"]
    assert sorted(events) == [4, 5, 6, 7]
    assert events.index(5) < events.index(6)


def test_a_log_resumes_at_its_byte(stream: Callable[..., Stream], run: Run) -> None:
    run.store(b"first\n")
    events = stream(f"rooms={run.room}&log_offset=0")
    assert events.hear()["type"] == "subscribed"
    assert events.hear()["data"]["text"] == "first\n"
    run.ship(b"second\n")
    assert events.hear()["data"]["text"] == "second\n"
    events.close()
    run.ship(b"third\n")
    again = stream(f"rooms={run.room}", events.last)
    assert again.hear()["recovered"] is True
    assert again.hear()["data"] == {"offset": 13, "text": "third\n", "next_offset": 19}
    run.ship(b"fourth\n")
    assert again.hear()["data"]["text"] == "fourth\n"


def test_a_forbidden_room_is_told_and_the_others_go_on(
    stream: Callable[..., Stream], room: str, publish: Callable[..., bool]
) -> None:
    events = stream(f"rooms=room:closed,{room}")
    told = [events.hear(), events.hear()]
    assert {message["type"] for message in told} == {"error", "subscribed"}
    publish(room, 1)
    assert events.hear()["data"] == 1


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("", 422), ("rooms=", 422), ("rooms=,", 422), ("rooms=" + ",".join(f"room:{n}" for n in range(21)), 422),
        ("rooms=room:a&log_offset=-1", 422), ("rooms=room:a&log_offset=x", 422), ("rooms=room:a&other=1", 422),
        ("rooms=room:%00", 422), ("rooms=room:a%0Ab", 422), ("rooms=" + "x" * 3500, 422),
    ],
)  # fmt: skip
def test_a_wrong_question_is_a_problem(stream: Callable[..., Stream], query: str, status: int) -> None:
    events = stream(query)
    assert events.status == status
    assert events.headers["content-type"] == "application/problem+json"


def test_who_is_not_signed_in_gets_401(server: Server) -> None:
    refused = Stream(server.port, "nonsense", "rooms=user:me")
    assert refused.status == 401
    refused.close()


@pytest.mark.parametrize("last", ["nonsense", "a=b.c", "room:x=..", ";;;", "room:x=ab.1.2.3", "é"])
def test_a_last_event_id_that_is_not_ours_is_left_out(last: str) -> None:
    assert parse_last_event_id(last) == {}


def test_a_stream_holds_no_thread_of_the_server(
    server: Server, person: Callable[..., Any], room: str, publish: Callable[..., bool]
) -> None:
    worker = psutil.Process(server.process.pid).children()[0]
    streams = []
    for number in range(3):
        token = person(f"listener{number}").headers["Authorization"].removeprefix("Bearer ")
        streams += [Stream(server.port, token, f"rooms={room}") for _ in range(10)]
    for events in streams:
        assert events.hear()["type"] == "subscribed"
    # The server has eight threads for requests; the hub adds its own few.
    assert worker.num_threads() < 20
    publish(room, "to all")
    for events in streams:
        assert events.hear()["data"] == "to all"
        events.close()
