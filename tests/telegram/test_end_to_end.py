"""The whole product with a bot: a person is linked, a commit made in a shell arrives, a reply becomes a comment.

Bot, worker, Valkey and PostgreSQL are killed meanwhile, and nothing is lost.
"""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.embedded.test_up import PASSWORD, Up
from tests.gitrepos import Repo
from tests.telegram_server.driver import TOKEN, TelegramServer

ADA = 5_000_000_001
LONG = 90.0


@pytest.fixture
def product(tmp_path_factory: pytest.TempPathFactory, telegram_server: TelegramServer) -> Iterator[tuple[Up, Repo]]:
    """`lumastack up` with a bot, over one repository."""
    directory = tmp_path_factory.mktemp("telegram-up")
    for parent in (directory, *directory.parents):
        if parent == Path("/tmp"):
            break
        if parent.stat().st_uid == os.getuid():
            parent.chmod(0o711)
    repo = Repo(directory / "root" / "engine")
    repo.commit("Begin", {"README.md": "# Engine\n"})
    up = Up(directory / "data")
    up.environ |= {
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_URL": telegram_server.url,
        "LUMASTACK_SCAN_ROOTS": str(directory / "root"),
        "LUMASTACK_POLL_SECONDS": "0.5",
    }
    up.start()
    deadline = time.monotonic() + LONG
    while not up.is_ready():
        assert up.process is not None
        assert up.process.poll() is None, up.log.read_text()
        assert time.monotonic() < deadline, up.log.read_text()
        time.sleep(0.1)
    yield up, repo
    if up.process is not None and up.process.poll() is None:
        assert up.stop() == 0
    assert up.processes() == {}


def words(server: TelegramServer) -> list[str]:
    return [call["params"]["text"] for call in server.accepted(ADA)]


def button(server: TelegramServer) -> str:
    markup = json.loads(server.accepted(ADA)[-1]["params"]["reply_markup"])
    return str(markup["inline_keyboard"][0][0]["callback_data"])


def kill(up: Up, words_: str) -> None:
    victims = [pid for pid, line in up.processes().items() if words_ in line]
    assert victims, (words_, up.processes())
    os.kill(min(victims), signal.SIGKILL)


def test_link_commit_message_reply_comment_while_everything_is_killed(
    product: tuple[Up, Repo], telegram_server: TelegramServer, eventually: Callable[..., Any]
) -> None:
    up, repo = product
    # A private chat takes short bursts; none is to be refused here.
    telegram_server.limits(bot_per_second=30)
    token = str(up.call("POST", "/api/auth/login", {"username": "admin", "password": PASSWORD})["access_token"])

    # Linked through the deep link, with the bot killed between the two steps.
    eventually(lambda: telegram_server.log("getUpdates"), LONG)
    code = up.call("POST", "/api/auth/telegram-link", token=token)["code"]
    telegram_server.say(ADA, f"/start {code}")
    eventually(lambda: any("admin" in text for text in words(telegram_server)), LONG)
    kill(up, "bot")
    telegram_server.press(ADA, button(telegram_server), message_id=telegram_server.accepted(ADA)[-1]["message_id"])
    eventually(lambda: up.call("GET", "/api/auth/me", token=token)["telegram_linked"], LONG)
    project = eventually(lambda: up.call("GET", "/api/projects", token=token)["items"], LONG)[0]
    eventually(lambda: up.call("GET", f"/api/projects/{project['id']}", token=token)["last_commit"], LONG)

    # Commits made in a shell arrive, one for each that is killed meanwhile.
    shas = {}
    for number, victim in enumerate(("worker", "valkey-server", "bin/postgres ", "git", "bot")):
        shas[f"Change number {number}"] = repo.commit(f"Change number {number}", {"a.txt": f"{number}\n"})
        kill(up, victim if "-" in victim or "/" in victim else f"lumastack: {victim}")
        time.sleep(1.0)
    for subject in shas:
        eventually(lambda: any(subject in text for text in words(telegram_server)), LONG, subject)  # noqa: B023
    assert [call["status"] for call in telegram_server.log("sendMessage") if call["status"] == 429] == []

    # A reply becomes a comment on that commit.
    news = [call for call in telegram_server.accepted(ADA) if "Change number 3" in call["params"]["text"]][-1]
    telegram_server.say(ADA, "Well done!", reply_to_message={"message_id": news["message_id"]})

    def comments() -> Any:
        try:
            return up.call("GET", f"/api/projects/{project['id']}/comments", token=token)["items"]
        except OSError:
            return None

    (comment,) = eventually(comments, LONG)
    assert (comment["body"], comment["commit_sha"]) == ("Well done!", shas["Change number 3"])

    # And a link to sign in with, asked for by name.
    up.call("POST", "/api/auth/magic-link", {"username": "admin"})
    eventually(lambda: any("Sign in to LumaStack" in text for text in words(telegram_server)), LONG)
    markup = json.loads(telegram_server.accepted(ADA)[-1]["params"]["reply_markup"])
    magic = markup["inline_keyboard"][0][0]["url"].partition("#t=")[2]
    assert up.call("POST", "/api/auth/magic-link/redeem", {"token": magic})["user"]["username"] == "admin"
