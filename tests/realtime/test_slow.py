"""Slow readers, limits of memory, and the end of the server."""

from __future__ import annotations

import json
import signal
import time
from collections.abc import Callable
from typing import Any

import psutil

from app.realtime.client import MAX_QUEUED
from tests.realtime.conftest import Run
from tests.realtime.live import Live, Server
from tests.realtime.raw import CLOSE, TEXT, Raw, frame


def subscribe(raw: Raw, room: str, **options: Any) -> dict[str, Any]:
    raw.send(frame(TEXT, json.dumps({"type": "subscribe", "room": room, **options}).encode()))
    opcode, payload = raw.frame()
    assert opcode == TEXT
    told: dict[str, Any] = json.loads(payload)
    return told


def test_a_slow_reader_is_told_closed_with_4008_and_resumes_without_loss(
    server: Server, token: str, live: Callable[..., Live], room: str, publish: Callable[..., bool]
) -> None:
    quick = live()
    quick.join(room)
    with Raw(server.port, token, receive_buffer=4096) as slow:
        epoch = subscribe(slow, room)["epoch"]
        sent = 0
        while sent * 8000 < 4 * MAX_QUEUED:
            publish(room, *[f"{sent + number:06d}" + "x" * 8000 for number in range(20)], bulk=True)
            # Nobody else waits for it.
            assert [event["seq"] for event in quick.events(20)] == list(range(sent + 1, sent + 21))
            sent += 20
        position = 0
        while True:
            opcode, payload = slow.frame()
            if opcode == CLOSE:
                break
            told = json.loads(payload)
            if told["type"] == "error":
                assert told["code"] == "slow_consumer"
            else:
                position += 1
                assert told["seq"] == position
        assert told["type"] == "error"
        assert int.from_bytes(payload[:2], "big") == 4008
        assert 0 < position < sent
    publish(room, "more")
    again = live()
    confirmed = again.join(room, after=sent - 30, epoch=epoch)
    assert confirmed["recovered"] is True
    assert [event["seq"] for event in again.events(31)] == list(range(sent - 29, sent + 2))


def test_a_client_that_never_reads_is_gone_within_seconds(
    server: Server, token: str, room: str, publish: Callable[..., bool], eventually: Callable[..., Any]
) -> None:
    worker = psutil.Process(server.process.pid).children()[0]
    with Raw(server.port, token, receive_buffer=4096) as deaf:
        subscribe(deaf, room)
        port = deaf.socket.getsockname()[1]

        def connected() -> bool:
            return any(one.raddr and one.raddr.port == port for one in worker.net_connections("tcp"))

        assert connected()
        for _ in range(40):
            publish(room, *["x" * 100_000] * 5, bulk=True)
        eventually(lambda: not connected(), 20)


def test_the_replay_of_a_large_log_waits_for_its_reader_and_needs_little_memory(
    server: Server, token: str, run: Run
) -> None:
    worker = psutil.Process(server.process.pid).children()[0]
    piece = b"0123456789abcdef" * 65536
    for _ in range(64):
        run.store(piece)
    before = worker.memory_info().rss
    with Raw(server.port, token, receive_buffer=4096) as slow:
        subscribe(slow, run.room, log_offset=0)
        offset = most = 0
        while offset < run.size:
            data = json.loads(slow.frame()[1])["data"]
            assert data["offset"] == offset
            assert data["text"].encode() == (piece * 2)[offset % len(piece) :][: data["next_offset"] - offset]
            offset = data["next_offset"]
            most = max(most, worker.memory_info().rss)
        assert most - before < 24 * 1024 * 1024


def test_histories_of_many_rooms_do_not_drown_who_comes_back(
    live: Callable[..., Live], room: str, publish: Callable[..., bool]
) -> None:
    rooms = [f"{room}-{number}" for number in range(8)]
    for name in rooms:
        publish(name, *["x" * 9000] * 60, bulk=True)
    browser = live()
    for name in rooms:
        browser.say(type="subscribe", room=name, after=0)
    positions = dict.fromkeys(rooms, 0)
    while sum(positions.values()) < 8 * 60:
        told = browser.hear()
        if told["type"] == "subscribed":
            assert told["recovered"] is True
        else:
            positions[told["room"]] += 1
            assert told["seq"] == positions[told["room"]]


def test_on_shutdown_browsers_are_told_to_come_back_later(
    environment: dict[str, str], server: Server, token: str, room: str
) -> None:
    other = Server(environment, server.logs)
    browsers = [Live(other.port, token) for _ in range(10)]
    for browser in browsers:
        browser.join(room)
    began = time.monotonic()
    other.process.send_signal(signal.SIGTERM)
    waits = set()
    for browser in browsers:
        closed = browser.closed(10)
        assert closed.code == 1012
        waits.add(int(closed.reason))
        browser.close()
    assert other.process.wait(15) == 0
    assert time.monotonic() - began < 10
    assert len(waits) > 1
    assert all(100 <= wait <= 10_000 for wait in waits)
