"""Redis killed, wiped, frozen or cut off in the middle of everything."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from app import kv
from app.realtime.publish import publish_now
from tests.realtime.conftest import Run
from tests.realtime.live import Live, Server
from tests.realtime.valkey import Valkey


class World:
    """A server with a Valkey of its own, and a publisher's client to it."""

    def __init__(self, valkey: Valkey, environment: dict[str, str], directory: Path) -> None:
        # The number is part of the prefix of all keys, which the publishing side takes from this process's settings.
        url = f"redis://127.0.0.1:{valkey.port}/{environment['REDIS_URL'].rpartition('/')[2]}"
        self.valkey = valkey
        self.client = kv.make_client(url)
        self.server = Server({**environment, "REDIS_URL": url}, directory)
        self.token = ""

    def live(self) -> Live:
        return Live(self.server.port, self.token)

    def run(self) -> Run:
        return Run(self.client, self.server.logs)


def make_world(environment: dict[str, str], directory: Path, *, keep: bool) -> Iterator[World]:
    valkey = Valkey(directory, keep=keep)
    made = World(valkey, environment, directory)
    yield made
    made.server.stop()
    made.client.close()
    valkey.kill()


@pytest.fixture(scope="module")
def remembering(environment: dict[str, str], _app: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    yield from make_world(environment, tmp_path_factory.mktemp("remembering"), keep=True)


@pytest.fixture(scope="module")
def forgetful(environment: dict[str, str], _app: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    yield from make_world(environment, tmp_path_factory.mktemp("forgetful"), keep=False)


@pytest.fixture(params=["remembering", "forgetful"])
def world(request: pytest.FixtureRequest, token: str) -> World:
    """Once with a Valkey that remembers over a restart, once with one that forgets everything."""
    made: World = request.getfixturevalue(request.param)
    made.token = token
    return made


@pytest.fixture
def kept(forgetful: World, token: str) -> World:
    """One world, where it makes no difference."""
    forgetful.token = token
    return forgetful


def test_no_byte_of_a_log_is_lost_when_redis_is_killed_and_comes_back(world: World) -> None:
    run = world.run()
    lines = [f"{number:06d} a line of output\n".encode() for number in range(3000)]
    early = world.live()
    early.join(run.room, log_offset=0)
    plain = world.live()
    epoch = plain.join(run.room)["epoch"]
    slowest = 0.0

    def ship() -> None:
        nonlocal slowest
        for start in range(0, len(lines), 10):
            began = time.perf_counter()
            run.ship(b"".join(lines[start : start + 10]))
            slowest = max(slowest, time.perf_counter() - began)
            time.sleep(0.01)

    thread = threading.Thread(target=ship)
    thread.start()
    early.log(run.room, 20_000)
    for _ in range(2):
        world.valkey.kill()
        world.valkey.start()
    thread.join()
    # Killed: refused at once; generous, as a busy machine may stop us for a while.
    assert slowest < 5
    whole = b"".join(lines)
    late = world.live()
    late.join(run.room, log_offset=0)
    assert late.log(run.room, len(whole)) == whole
    end = early.log_end
    assert early.log(run.room, len(whole), offset=end) == whole[end:]
    # Whoever follows positions is told that some may be missing, and under which epoch it goes on.
    told = plain.hear()
    while told["type"] != "subscribed":
        told = plain.hear()
    assert told["recovered"] is False
    assert told["epoch"] != epoch
    for browser in (early, late, plain):
        browser.close()


def test_events_flow_again_within_seconds_and_positions_go_on_under_a_new_epoch(
    world: World, room: str, eventually: Callable[..., Any]
) -> None:
    browser = world.live()
    first = browser.join(room)
    publish_now(world.client, room, "count", 1)
    assert browser.events(1)[0]["data"] == 1
    world.valkey.kill()
    assert publish_now(world.client, room, "count", "lost") is False
    began = time.monotonic()
    world.valkey.start()
    eventually(lambda: publish_now(world.client, room, "count", 2))
    told = browser.hear()
    assert (told["type"], told["recovered"]) == ("subscribed", False)
    assert told["epoch"] != first["epoch"]
    while told.get("data") != 2:
        before, told = told, browser.hear()
        if told["type"] == "event":
            assert told["seq"] == before["seq"] + 1
    assert time.monotonic() - began < 5
    assert browser.silent()
    browser.close()


def test_a_cut_connection_of_the_hub_is_healed_from_history_without_a_word(kept: World, room: str) -> None:
    browser = kept.live()
    browser.join(room)
    number = 0
    for _ in range(5):
        for _ in range(20):
            publish_now(kept.client, room, "count", number)
            number += 1
        kept.client.client_kill_filter(_type="pubsub")
        publish_now(kept.client, room, "count", number)
        number += 1
    events = browser.events(number)
    assert [event["seq"] for event in events] == list(range(1, number + 1))
    assert browser.silent()
    browser.close()


def test_scripts_that_were_flushed_are_loaded_again(kept: World, room: str) -> None:
    browser = kept.live()
    epoch = browser.join(room)["epoch"]
    kept.client.script_flush()
    assert publish_now(kept.client, room, "count", 1) is True
    told = browser.hear()
    assert (told["type"], told["recovered"], told["epoch"] != epoch) == ("subscribed", False, True)
    assert browser.events(1)[0]["data"] == 1
    kept.client.script_flush()
    other = kept.live()
    assert other.join(f"{room}-other")["seq"] == 0
    for one in (browser, other):
        one.close()


def test_a_frozen_redis_holds_nobody_up_and_is_left_behind(
    kept: World, room: str, eventually: Callable[..., Any]
) -> None:
    browser = kept.live()
    browser.join(room)
    publish_now(kept.client, room, "count", 1)
    assert browser.events(1)[0]["data"] == 1
    kept.valkey.freeze()
    try:
        waits = []
        for number in range(20):
            began = time.perf_counter()
            assert publish_now(kept.client, room, "count", f"lost {number}") is False
            waits.append(time.perf_counter() - began)
        assert max(waits) < 5
        assert sum(waits) < 10
        # Sockets go on meanwhile.
        assert browser.silent()
        assert publish_again(kept, room) is False
    finally:
        kept.valkey.thaw()
    eventually(lambda: publish_now(kept.client, room, "count", "back"))
    heard = [browser.hear()]
    # Told of both, in either order: the loss is healed by a thread of its own.
    while not (
        any(told.get("data") == "back" for told in heard)
        and any(told["type"] == "subscribed" and told["recovered"] is False for told in heard)
    ):
        heard.append(browser.hear())
    browser.close()


def publish_again(world: World, room: str) -> bool:
    """One more try, past the moment for which a publisher spares itself."""
    deadline = time.monotonic() + 1.5
    sent = False
    while time.monotonic() < deadline and not sent:
        sent = publish_now(world.client, room, "count", "lost")
    return sent


def test_what_a_publisher_could_not_send_is_told_when_redis_is_back(kept: World, room: str) -> None:
    browser = kept.live()
    epoch = browser.join(room)["epoch"]
    kept.valkey.freeze()
    assert publish_now(kept.client, room, "count", "lost") is False
    kept.valkey.thaw()
    # Nobody publishes anything after it: the publisher itself comes back to it.
    told = browser.hear()
    while told["type"] != "subscribed":
        told = browser.hear()
    assert told["recovered"] is False
    assert told["epoch"] != epoch
    browser.close()


def test_whoever_subscribes_while_redis_is_away_is_let_in_when_it_is_back(kept: World) -> None:
    room = f"room:{uuid4().hex}"
    kept.valkey.kill()
    browser = kept.live()
    browser.say(type="subscribe", room=room)
    assert browser.silent()
    kept.valkey.start()
    assert browser.hear()["type"] == "subscribed"
    browser.close()
