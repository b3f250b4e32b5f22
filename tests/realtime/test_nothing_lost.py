"""Every row that was committed reaches every subscriber, or the subscriber is told to read again: whatever breaks."""

from __future__ import annotations

import contextlib
import os
import random
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from app import db
from app.notifications.models import NotificationType
from app.notifications.service import notify
from app.projects.models import Channel
from tests.conftest import Person
from tests.realtime.live import ROOT, Live
from tests.realtime.test_broker import World, make_world

Rows = dict[str, set[tuple[str, int]]]


def committed(directory: Path) -> Rows:
    """All rows by room."""
    rows: Rows = defaultdict(set)
    for path in directory.iterdir():
        # A line that is half written is not committed.
        for line in path.read_text().split("\n")[:-1]:
            room, _, number = line.partition(" ")
            rows[room].add((str(path), int(number)))
    return rows


class Viewer(threading.Thread):
    """A browser: it follows rooms, comes back with its positions when it is cut, and reads rows when it is told to."""

    def __init__(self, world: World, directory: Path, rooms: dict[str, str], seed: int) -> None:
        """`rooms`: how each is called, and as what it is published."""
        super().__init__(daemon=True)
        self.world = world
        self.directory = directory
        self.rooms = rooms
        self.random = random.Random(seed)
        self.seen: Rows = defaultdict(set)
        self.places: dict[str, tuple[int, str]] = {}
        self.faults: list[str] = []
        self.over = False
        self.calm = False
        self.told = 0
        self.resumed = 0

    def run(self) -> None:
        while not self.over:
            try:
                browser = self.world.live()
            except (OSError, InvalidHandshake, TimeoutError):
                time.sleep(0.1)
                continue
            try:
                self._follow(browser)
            except (ConnectionClosed, OSError):
                pass
            finally:
                browser.close()

    def _follow(self, browser: Live) -> None:
        for room in list(self.rooms):
            seq, epoch = self.places.get(room, (None, None))
            browser.say(type="subscribe", room=room, after=seq, epoch=epoch)
        until = time.monotonic() + self.random.uniform(0.3, 3.0)
        followed = set(self.rooms)
        while not self.over and (self.calm or time.monotonic() < until):
            for room in set(self.rooms) - followed:
                followed.add(room)
                browser.say(type="subscribe", room=room)
            with contextlib.suppress(TimeoutError):
                self._take(browser.hear(0.1))

    def _take(self, told: dict[str, Any]) -> None:
        if told["type"] == "error":
            assert told["code"] == "unavailable", told
            return
        room = told["room"]
        if told["type"] == "subscribed":
            if told["recovered"]:
                self.resumed += 1
                if told["epoch"] != self.places[room][1]:
                    self.faults.append(f"recovered over epochs: {told}")
            else:
                self.told += 1
                self.places[room] = (told["seq"], told["epoch"])
                self.seen[self.rooms[room]] |= committed(self.directory)[self.rooms[room]]
            return
        seq, epoch = self.places[room]
        if told["seq"] != seq + 1:
            self.faults.append(f"{room}: {told['seq']} after {seq}")
        self.places[room] = (told["seq"], epoch)
        path, number = told["data"]
        self.seen[self.rooms[room]].add((path, number))

    def missing(self, rows: Rows) -> dict[str, int]:
        """How many rows of its rooms it does not know."""
        found = {room: len(rows[room] - self.seen[room]) for room in self.rooms.values()}
        return {room: number for room, number in found.items() if number}


class Publishers:
    """Processes that commit and publish."""

    def __init__(self, world: World, environment: dict[str, str], directory: Path, rooms: list[str], number: int):
        self.processes = [
            subprocess.Popen(
                [sys.executable, "-m", "tests.realtime.publishing", f"redis://127.0.0.1:{world.valkey.port}"
                 f"/{environment['REDIS_URL'].rpartition('/')[2]}", str(directory / f"{one}"), *rooms],
                cwd=ROOT, env={**os.environ, **environment}, stdin=subprocess.PIPE, text=True,
            )
            for one in range(number)
        ]  # fmt: skip

    def begin(self, room: str) -> None:
        """Publish to one more room."""
        for process in self.processes:
            assert process.stdin is not None
            process.stdin.write(f"{room}\n")
            process.stdin.flush()

    def end(self) -> None:
        """Let them end in an orderly way."""
        for process in self.processes:
            assert process.stdin is not None
            process.stdin.close()
        for process in self.processes:
            assert process.wait(30) == 0


def _restart(world: World) -> None:
    world.valkey.kill()
    time.sleep(0.3)
    world.valkey.start()


def _freeze(world: World) -> None:
    world.valkey.freeze()
    time.sleep(0.6)
    world.valkey.thaw()


def _forget_scripts(world: World) -> None:
    world.client.script_flush()


def _forget_everything(world: World) -> None:
    world.client.flushdb()


def _cut_the_hub(world: World) -> None:
    world.client.client_kill_filter(_type="pubsub")


# The last one is the hardest: nothing after it makes everybody read again anyway.
TROUBLES = (_restart, _forget_scripts, _cut_the_hub, _forget_everything, _freeze)


@pytest.fixture(scope="module", params=[True, False], ids=["remembering", "forgetful"])
def stressed(
    request: pytest.FixtureRequest, environment: dict[str, str], _app: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    yield from make_world(environment, tmp_path_factory.mktemp("stressed"), keep=request.param)


def test_every_row_is_seen_whatever_becomes_of_redis(
    stressed: World, environment: dict[str, str], tmp_path: Path, user: Person, token: str,
    eventually: Callable[..., Any],
) -> None:  # fmt: skip
    stressed.token = token
    directory = tmp_path / "rows"
    directory.mkdir()
    rooms = [f"room:{uuid4().hex}" for _ in range(12)]
    published = [*rooms, f"user:{user.id}"]
    publishers = Publishers(stressed, environment, directory, published, 3)
    viewers = [
        Viewer(stressed, directory, {**{room: room for room in rooms}, "user:me": f"user:{user.id}"}, seed)
        for seed in range(6)
    ]
    for viewer in viewers:
        viewer.start()
    try:
        for act in TROUBLES * 2:
            time.sleep(0.8)
            # A room that is published to for the first time while it is joined for the first time.
            new = f"room:{uuid4().hex}"
            publishers.begin(new)
            for viewer in viewers:
                viewer.rooms = {**viewer.rooms, new: new}
            act(stressed)
        time.sleep(0.5)
    finally:
        publishers.end()
        for viewer in viewers:
            viewer.calm = True
    rows = committed(directory)
    assert len(rows) >= len(published)
    eventually(
        lambda: not any(viewer.missing(rows) for viewer in viewers),
        reason=f"seen: {[viewer.missing(rows) for viewer in viewers]}",
    )
    for viewer in viewers:
        viewer.over = True
    for viewer in viewers:
        viewer.join(30)
        assert viewer.faults == []
        assert viewer.is_alive() is False
    assert sum(viewer.resumed for viewer in viewers) > 0


def test_a_row_whose_process_died_before_it_could_publish_is_told_all_the_same(
    live: Callable[..., Live], user: Person
) -> None:
    browser = live()
    first = browser.join("user:me")
    with db.transaction() as session:
        notify(
            session, NotificationType.COMMIT, dedupe_key="unheard", key="notification-commit",
            params={"project": "engine", "author": "Ada", "subject": "Unheard", "branch": "main"},
            recipients=[user.id], channels=[Channel.WEB],
        )  # fmt: skip
        session.info.pop("after_commit")
    told = browser.hear(30)
    assert (told["type"], told["room"], told["recovered"]) == ("subscribed", "user:me", False)
    assert told["epoch"] != first["epoch"]


def test_rows_whose_events_came_are_not_told_again(live: Callable[..., Live], user: Person) -> None:
    browser = live()
    browser.join("user:me")
    for number in range(3):
        with db.transaction() as session:
            notify(
                session, NotificationType.COMMIT, dedupe_key=f"heard {number}", key="notification-commit",
                params={"project": "engine", "author": "Ada", "subject": "Heard", "branch": "main"},
                recipients=[user.id], channels=[Channel.WEB],
            )  # fmt: skip
        assert browser.events(1)[0]["event"] == "notification"
        # Longer than two looks at the rows.
        with pytest.raises(TimeoutError):
            browser.socket.recv(11 if number == 0 else 0.5)
