"""Logs by byte offset: replayed from storage, joined to the live stream, whole whatever happens on the way."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from typing import Any

from app.config import settings
from app.realtime.events import log_event, utf8_cut
from app.realtime.publish import publish_many, publish_now
from tests.realtime.conftest import Run
from tests.realtime.live import Live

LINES = [
    f"{number:06d} the quick brown fox jumps over the lazy dog — ünïcödé 日本\n".encode() for number in range(4000)
]


def test_a_log_is_replayed_from_the_byte_asked_for_and_goes_on_live(live: Callable[..., Live], run: Run) -> None:
    run.store(b"one\ntwo\n")
    browser = live()
    told = browser.join(run.room, log_offset=4)
    assert told["recovered"] is True
    assert browser.log(run.room, 8, offset=4) == b"two\n"
    run.ship(b"three\n", b"four\n")
    assert browser.log(run.room, 19, offset=8) == b"three\nfour\n"
    assert browser.silent()


def test_replayed_and_live_pieces_name_room_position_and_offsets(live: Callable[..., Live], run: Run) -> None:
    run.ship(b"stored ", "ça".encode())
    browser = live()
    position = browser.join(run.room, log_offset=0)["seq"]
    (event,) = browser.events(1)
    assert (event["seq"], event["event"]) == (position, "log")
    assert event["data"] == {"offset": 0, "text": "stored ça", "next_offset": 10}
    run.ship(b"\xff\xfe")
    (event,) = browser.events(1)
    assert event["seq"] == position + 1
    assert event["data"] == {"offset": 10, "text": "\ufffd\ufffd", "next_offset": 12}


def test_everybody_who_joins_while_a_run_prints_gets_the_same_bytes(live: Callable[..., Live], run: Run) -> None:
    whole = b"".join(LINES)
    done = threading.Event()

    def ship() -> None:
        dice = random.Random(7)
        position = 0
        while position < len(LINES):
            number = dice.randint(1, 60)
            lines = LINES[position : position + number]
            run.ship(*(b"".join(lines[at : at + 7]) for at in range(0, len(lines), 7)))
            position += number
            done.wait(0.004)

    thread = threading.Thread(target=ship)
    thread.start()
    try:
        dice = random.Random(11)
        for number in range(16):
            offset = 0 if number % 2 else dice.randint(0, run.size)
            browser = live()
            browser.join(run.room, log_offset=offset)
            until = min(len(whole), offset + 60_000)
            got = browser.log(run.room, until, offset=offset)
            # It may begin inside a character, whose rest is then shown as U+FFFD.
            assert whole[offset:].decode(errors="replace").startswith(got.decode())
            browser.close()
    finally:
        thread.join()
    late = live()
    late.join(run.room, log_offset=0)
    assert late.log(run.room, len(whole)) == whole


def test_lost_publishes_are_filled_from_storage(live: Callable[..., Live], run: Run) -> None:
    early, late = live(), live()
    early.join(run.room, log_offset=0)
    run.ship(b"a" * 10)
    early.log(run.room, 10)
    late.join(run.room, log_offset=10)
    run.store(b"b" * 300_000)
    run.ship(b"c" * 10)
    run.store(b"d")
    run.ship(b"e")
    for browser in (early, late):
        assert browser.log(run.room, run.size, offset=10) == b"b" * 300_000 + b"c" * 10 + b"de"
        assert browser.silent()


def test_a_lost_last_publish_is_found_without_another(live: Callable[..., Live], run: Run) -> None:
    browser = live()
    browser.join(run.room, log_offset=0)
    run.ship(b"first\n")
    browser.log(run.room, 6)
    run.store(b"nobody was told\n")
    assert browser.log(run.room, run.size, offset=6) == b"nobody was told\n"


def test_repeated_and_overlapping_pieces_are_sent_once(live: Callable[..., Live], run: Run, redis_client: Any) -> None:
    browser = live()
    browser.join(run.room, log_offset=0)
    run.ship(b"0123456789")
    publish_many(redis_client, run.room, [log_event(0, b"0123456789"), log_event(2, b"234")])
    run.store(b"abcdef")
    publish_many(redis_client, run.room, [log_event(5, b"56789abc"), log_event(13, b"def")])
    assert browser.log(run.room, 16) == b"0123456789abcdef"
    assert browser.silent()


def test_a_large_log_is_replayed_whole_and_other_events_wait_for_their_place(
    live: Callable[..., Live], run: Run, redis_client: Any
) -> None:
    whole = b"".join(LINES) * 20
    for start in range(0, len(whole), 1 << 20):
        run.store(whole[start : start + (1 << 20)])
    browser = live()
    browser.join(run.room, log_offset=0)
    publish_now(redis_client, run.room, "execution", {"status": "succeeded"})
    assert browser.log(run.room, len(whole)) == whole
    (event,) = browser.events(1)
    assert (event["event"], event["data"]) == ("execution", {"status": "succeeded"})


def test_a_subscription_without_offset_gets_log_events_like_all_others(live: Callable[..., Live], run: Run) -> None:
    plain, follower = live(), live()
    epoch = plain.join(run.room)["epoch"]
    follower.join(run.room, log_offset=0)
    run.ship(b"a", b"b")
    assert [event["data"]["text"] for event in plain.events(2)] == ["a", "b"]
    assert follower.log(run.room, 2) == b"ab"
    again = live()
    assert again.join(run.room, after=1, epoch=epoch)["recovered"] is True
    assert [event["data"]["text"] for event in again.events(1)] == ["b"]


def test_coming_back_with_position_and_offset_loses_neither_events_nor_bytes(
    live: Callable[..., Live], run: Run, redis_client: Any
) -> None:
    browser = live()
    told = browser.join(run.room, log_offset=0)
    run.ship(b"before\n")
    (event,) = browser.events(1)
    browser.close()
    run.ship(b"while away\n")
    publish_now(redis_client, run.room, "execution", {"status": "running"})
    run.ship(b"still away\n")
    again = live()
    confirmed = again.join(run.room, after=event["seq"], epoch=told["epoch"], log_offset=7)
    assert confirmed["recovered"] is True
    heard = again.events(3)
    assert [event["event"] for event in heard] == ["log", "execution", "log"]
    assert "".join(event["data"]["text"] for event in heard[::2]) == "while away\nstill away\n"
    assert again.silent()


def test_no_log_and_a_byte_beyond_its_end_are_errors(live: Callable[..., Live], run: Run) -> None:
    run.ship(b"short")
    browser = live()
    browser.say(type="subscribe", room=run.room, log_offset=6)
    assert browser.hear()["type"] == "subscribed"
    assert browser.hear()["code"] == "range_not_satisfiable"
    browser.say(type="subscribe", room="run:unknown", log_offset=0)
    assert browser.hear()["type"] == "subscribed"
    assert browser.hear()["code"] == "not_found"
    browser.join(run.room, log_offset=5)
    assert browser.silent()


def test_a_piece_ahead_of_the_live_stream_is_awaited(live: Callable[..., Live], run: Run, redis_client: Any) -> None:
    first = live()
    first.join(run.room, log_offset=0)
    run.ship(b"known\n")
    first.log(run.room, 6)
    # Stored and told to others already, but not yet to this hub.
    offset = run.store(b"on its way\n")
    ahead = live()
    ahead.join(run.room, log_offset=run.size)
    assert ahead.silent()
    publish_many(redis_client, run.room, [log_event(offset, b"on its way\n")])
    run.ship(b"new\n")
    assert ahead.log(run.room, run.size, offset=17) == b"new\n"
    assert ahead.silent()
    assert first.log(run.room, run.size, offset=6) == b"on its way\nnew\n"


def test_pieces_are_cut_between_characters() -> None:
    text = "aé日🎉".encode()
    cuts = [utf8_cut(text[:size]) for size in range(len(text) + 1)]
    assert cuts == [0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10]
    # What can never become a character is not held back.
    for broken in (b"a\xff", b"\x80\x80\x80\x80", b"\xc3\x28", b"\xe9\xa0\xa0\xa0"):
        assert utf8_cut(broken) == len(broken)


def test_the_room_of_a_run_is_in_the_prefix_of_this_installation(run: Run, redis_client: Any) -> None:
    run.ship(b"x")
    keys = {key.decode() for key in redis_client.keys("*")}
    assert keys
    assert all(key.startswith(settings().redis_prefix) for key in keys)
