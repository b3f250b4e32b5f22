"""Starts the Bot API server of the tests and talks to it: as Telegram's side, and as a person with a Telegram app."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import requests

HERE = Path(__file__).parent
TOKEN = "700100200:AAErandomlookingtokenthatisnoneatall"
INSTALL_SECONDS = 180


class NoServer(Exception):
    """Why the server cannot be had on this machine."""


def _cache() -> Path:
    base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    try:
        (base / "lumastack-tests").mkdir(parents=True, exist_ok=True)
    except OSError:
        base = Path(tempfile.gettempdir())
        (base / "lumastack-tests").mkdir(parents=True, exist_ok=True)
    return base / "lumastack-tests"


def _modules() -> Path:
    """The directory of the installed npm packages, installed at the first call for this package-lock.json."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        raise NoServer("node or npm is not installed")
    lock = (HERE / "package-lock.json").read_bytes()
    target = _cache() / f"telegram-server-{hashlib.sha256(lock).hexdigest()[:12]}"
    with (_cache() / "telegram-server.lock").open("w") as gate:
        fcntl.flock(gate, fcntl.LOCK_EX)
        if not target.is_dir():
            with tempfile.TemporaryDirectory(dir=_cache()) as scratch:
                for name in ("package.json", "package-lock.json"):
                    shutil.copy(HERE / name, scratch)
                command = ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--omit=dev"]
                try:
                    done = subprocess.run(command, cwd=scratch, capture_output=True, text=True, timeout=INSTALL_SECONDS)
                except subprocess.TimeoutExpired:
                    raise NoServer(f"npm did not install telegram-test-api within {INSTALL_SECONDS} s") from None
                if done.returncode:
                    raise NoServer(f"npm could not install telegram-test-api: {done.stderr.strip()[-300:]}")
                Path(scratch, "node_modules").rename(Path(scratch, "ready"))
                target.mkdir()
                Path(scratch, "ready").rename(target / "node_modules")
    return target / "node_modules"


class TelegramServer:
    """A running server. `url` is its address, as TELEGRAM_API_URL takes it."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._http = requests.Session()
        self._http.trust_env = False

    def _post(self, path: str, **body: Any) -> None:
        self._http.post(f"{self.url}/{path}", json=body, timeout=10).raise_for_status()

    def reset(self) -> None:
        """Forget everything that was sent, said and planned."""
        self._post("_sim/reset")

    def fault(self, method: str, **how: Any) -> None:
        """Plan a fault of the next call of `method` (see server.js)."""
        self._post("_sim/fault", method=method, **how)

    def chat(self, chat_id: int, state: str, **more: Any) -> None:
        """Say how a chat is: blocked, deactivated, kicked, not_found, migrated (with `to`), open."""
        self._post("_sim/chat", chat_id=chat_id, state=state, **more)

    def member(self, channel: int | str, user_id: int, status: str, **more: Any) -> None:
        """Say what a person is in a channel: member, left, restricted (with `is_member`) …"""
        self._post("_sim/member", chat_id=channel, user_id=user_id, status=status, **more)

    def revoke(self, token: str = TOKEN, *, revoked: bool = True) -> None:
        """Make a token unknown, or known again."""
        self._post("_sim/revoke", token=token, revoked=revoked)

    def limits(self, **limits: float) -> None:
        """Change the limits of sending: bot_per_second, chat_per_second, group_per_minute; 0 is none."""
        self._post("_sim/limits", **limits)

    def update(self, update: dict[str, Any], token: str = TOKEN) -> None:
        """Hand the bot an update of any shape."""
        self._post("_sim/update", token=token, update=update)

    def say(self, user_id: int, text: str, *, chat_id: int | None = None, language: str = "en", **more: Any) -> None:
        """Somebody writes `text` to the bot; a `chat_id` below zero is a group."""
        message = {**self._message(user_id, chat_id, language), "text": text, **more}
        if text.startswith("/"):
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}]
        self._post("sendCommand" if text.startswith("/") else "sendMessage", **message)

    def press(self, user_id: int, data: str, *, message_id: int, chat_id: int | None = None) -> None:
        """Somebody presses a button that carries `data`."""
        message = self._message(user_id, chat_id, "en")
        self._post(
            "sendCallback",
            botToken=TOKEN,
            data=data,
            message={**message, "message_id": message_id},
            **{"from": message["from"]},
        )

    def _message(self, user_id: int, chat_id: int | None, language: str) -> dict[str, Any]:
        chat = chat_id or user_id
        sender = {"id": user_id, "is_bot": False, "first_name": f"Person {user_id}", "language_code": language}
        kind = "private" if chat > 0 else "supergroup"
        return {"botToken": TOKEN, "date": 1, "from": sender, "chat": {"id": chat, "type": kind}}

    def log(self, method: str | None = None) -> list[dict[str, Any]]:
        """Every call so far, or those of one method."""
        calls: list[dict[str, Any]] = self._http.get(f"{self.url}/_sim/log", timeout=10).json()["result"]
        return [call for call in calls if method is None or call["method"] == method]

    def accepted(self, chat_id: int | None = None) -> list[dict[str, Any]]:
        """The messages that Telegram took, in order, of all chats or of one."""
        sends = [call for call in self.log("sendMessage") if call["accepted"]]
        return [call for call in sends if chat_id is None or call["params"]["chat_id"] == str(chat_id)]


@contextmanager
def running_server() -> Iterator[TelegramServer]:
    """A server on a free port of the loopback; raises NoServer where this machine cannot run one."""
    modules = _modules()
    process = subprocess.Popen(
        ["node", str(HERE / "server.js"), "0"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "NODE_PATH": str(modules)},
    )
    assert process.stdin is not None
    assert process.stdout is not None
    giving_up = threading.Timer(20, process.kill)
    giving_up.start()
    try:
        line = process.stdout.readline()
        giving_up.cancel()
        if not line:
            raise NoServer("the server did not start within 20 s")
        yield TelegramServer(f"http://127.0.0.1:{json.loads(line)['port']}")
    finally:
        giving_up.cancel()
        process.stdin.close()
        process.kill()
        process.wait()
        process.stdout.close()
