"""The limiter: one rate for all who send, in Redis or without it."""

from __future__ import annotations

import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
import redis

from app.kv import make_client
from worker.telegram_rate import BOT, CHAT, GROUP, Limiter

CHATS = range(10_000)


def _drain(limiter: Limiter, chats: list[int], seconds: float) -> list[tuple[float, int]]:
    """Take turns for `chats`, one after the other and round again, as a sender would; the moments that were granted."""
    granted = []
    ends = time.monotonic() + seconds
    position = 0
    while time.monotonic() < ends:
        chat = chats[position % len(chats)]
        position += 1
        turn = limiter.take(chat)
        if turn.granted:
            granted.append((time.monotonic() + turn.wait_ms / 1000, chat))
        if turn.wait_ms:
            time.sleep(min(turn.wait_ms, 50) / 1000)
    return granted


def _most_in(moments: list[float], window: float) -> int:
    ordered = sorted(moments)
    return max(sum(first <= other < first + window for other in ordered[i:]) for i, first in enumerate(ordered))


def test_the_bots_rate_is_at_least_twenty_five_a_second(clean: None, redis_client: redis.Redis) -> None:
    limiter = Limiter(1, client=redis_client)
    turns = [limiter.take(chat, patience_ms=60_000) for chat in CHATS[:101]]
    assert all(turn.granted for turn in turns)
    assert turns[-1].wait_ms <= 100 * 40


def test_several_senders_together_keep_the_bots_rate(clean: None, redis_client: redis.Redis) -> None:
    limiters = [Limiter(1, client=redis_client) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        parts = pool.map(lambda n: _drain(limiters[n], list(CHATS[n::4]), 2.0), range(4))
        moments = [moment for part in parts for moment, _ in part]
    assert len(moments) > 10
    assert _most_in(moments, 1.0) <= 30


def test_a_chat_may_burst_and_then_waits_a_second(clean: None, redis_client: redis.Redis) -> None:
    limiter = Limiter(1, client=redis_client)
    turns = [limiter.take(5) for _ in range(CHAT.burst + 1)]
    assert [turn.granted for turn in turns] == [True] * CHAT.burst + [False]
    assert 0 < turns[-1].wait_ms <= CHAT.interval_ms
    assert not turns[-1].whole_bot
    assert limiter.take(6).granted, "another chat does not wait"


def test_a_group_gets_at_most_twenty_in_any_minute() -> None:
    assert GROUP.burst - 1 + 60_000 // GROUP.interval_ms + 1 <= 20
    assert BOT.burst + 1000 // BOT.interval_ms <= 29


def test_a_group_waits_longer_than_a_person(clean: None, redis_client: redis.Redis) -> None:
    limiter = Limiter(1, client=redis_client)
    turns = [limiter.take(-5) for _ in range(GROUP.burst + 1)]
    assert not turns[-1].granted
    assert turns[-1].wait_ms > CHAT.interval_ms


def test_a_refused_turn_takes_no_place(clean: None, redis_client: redis.Redis) -> None:
    limiter = Limiter(1, client=redis_client)
    while limiter.take(5).granted:
        pass
    waits = [limiter.take(5).wait_ms for _ in range(20)]
    assert max(waits) <= CHAT.interval_ms


def test_a_pause_stops_all_senders_and_a_shorter_one_does_not_shorten_it(
    clean: None, redis_client: redis.Redis
) -> None:
    one, other = Limiter(1, client=redis_client), Limiter(1, client=redis_client)
    one.pause(30)
    one.pause(1)
    turn = other.take(5)
    assert not turn.granted
    assert turn.whole_bot
    assert 25_000 < turn.wait_ms <= 30_000
    assert other.paused()
    assert Limiter(2, client=redis_client).take(5).granted, "another bot goes on"


def test_without_redis_a_process_keeps_a_part_of_the_rate(clean: None) -> None:
    limiter = Limiter(1, client=make_client("redis://127.0.0.1:1/0"))
    granted = _drain(limiter, list(CHATS), 1.0)
    assert 3 <= len(granted) <= 12
    limiter.pause(30)
    assert limiter.paused()
    assert not limiter.take(1).granted


def test_without_redis_a_chat_and_a_group_wait_too(clean: None) -> None:
    limiter = Limiter(1, client=make_client("redis://127.0.0.1:1/0"))
    for chat_id, burst in ((5, CHAT.burst), (-5, GROUP.burst)):
        turns = [limiter.take(chat_id, patience_ms=60_000) for _ in range(burst + 1)]
        assert [turn.granted for turn in turns] == [True] * burst + [False]


def test_redis_that_comes_back_is_used_again(clean: None, redis_client: redis.Redis) -> None:
    limiter = Limiter(1, client=redis_client)
    limiter._breaker.failed()
    assert limiter.take(5).granted
    assert not redis_client.keys("*telegram*")
    limiter._breaker.succeeded()
    limiter.take(5)
    assert redis_client.keys("*telegram*")


@pytest.mark.parametrize("threads", [8])
def test_threads_of_one_process_share_the_local_limiter(clean: None, threads: int) -> None:
    limiter = Limiter(1, client=make_client("redis://127.0.0.1:1/0"))
    counted: Counter[bool] = Counter()
    lock = threading.Lock()

    def take(_: int) -> None:
        turn = limiter.take(5, patience_ms=60_000)
        with lock:
            counted[turn.granted] += 1

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(take, range(40)))
    assert counted[True] == CHAT.burst
