"""Telegram: messages a second by one and by four workers, a long queue drained, and a commit on its way to a chat.

`python -m benchmarks.telegram [--messages N] [--drain N] [--commits N]`

The server of the tests keeps Telegram's limits (30 messages a second for a bot, 20 a minute for a group), which the
ratios name. Ten thousand messages take six minutes at it, so that the queue drained by default is shorter.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from pathlib import Path
from statistics import median

from benchmarks.product import free_port, running
from benchmarks.repositories import Client, git, make, quantile, settings
from benchmarks.telegram_rig import rig, wait
from tests.telegram_server.driver import TOKEN, TelegramServer, running_server

LIMIT = 30.0
TARGET = 25.0
COMMIT_TARGET_MS = 400.0
ADA = 5_000_000_001


def sustained(workers: int, messages: int, chats: int) -> None:
    """Messages a second over all chats, from the first taken to the last, and how many were refused."""
    with rig(workers) as made:
        # The rate of a busy hour: workers are up and chats are many.
        wait(lambda: all(child.poll() is None for child in made.children.values()), 10)
        made.queue(messages, chats)
        if not wait(lambda: made.left() == 0, 60 + messages / 10):
            raise SystemExit(f"{made.left()} messages were not sent")
        sends = made.sends()
        times = sorted(call["at"] / 1000 for call in sends if call["accepted"])
        refused = sum(call["status"] == 429 for call in sends)
        rate = (len(times) - 1) / (times[-1] - times[0])
        print(
            f"{workers} worker{'s' if workers > 1 else ' '}  {rate:5.1f} messages/s, {rate / LIMIT:.2f} of Telegram's "
            f"limit, target {TARGET:.0f}; 429: {refused}; sent {len(times)} of {messages}",
            flush=True,
        )


def drain(messages: int) -> None:
    """A queue that is there when the workers start, and what they hold at its beginning and at its end."""
    with rig(1) as made:
        made.kill("worker-0")
        made.queue(messages, max(20, messages // 10))
        made.ensure()
        wait(lambda: len(made.telegram.accepted()) > messages // 10, 60)
        began, before = time.monotonic(), made.memory()
        left = made.left()
        wait(lambda: made.left() <= messages // 20, 60 + messages / 10)
        after, seconds = made.memory(), time.monotonic() - began
        rate = (left - made.left()) / seconds
        print(
            f"drain of {messages}: {rate:.1f} messages/s, {rate / LIMIT:.2f} of Telegram's limit; memory of the worker "
            f"{before / 1024:.1f} then {after / 1024:.1f} MiB",
            flush=True,
        )


def link(client: Client, telegram: TelegramServer) -> None:
    """Link the administrator's account by the deep link, as a person does."""
    code = client.call("POST", "/api/auth/telegram-link")["code"]
    telegram.say(ADA, f"/start {code}")
    wait(lambda: telegram.accepted(ADA), 60)
    markup = json.loads(telegram.accepted(ADA)[-1]["params"]["reply_markup"])
    telegram.press(ADA, markup["inline_keyboard"][0][0]["callback_data"], message_id=1)
    if not wait(lambda: client.call("GET", "/api/auth/me")["telegram_linked"], 60):
        raise SystemExit("the account was not linked")


def commits(number: int) -> None:
    """Milliseconds from the end of `git commit` in a shell until the server has taken the message, when idle."""
    with tempfile.TemporaryDirectory() as directory, running_server() as telegram:
        base = Path(directory)
        base.chmod(0o755)
        make(base / "root" / "r0")
        port = free_port()
        more = {"LUMASTACK_PORT": str(port), "TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": telegram.url}
        with running(base / "data", settings=settings(base / "root", **more)):
            client = Client(port)
            client.scan()
            link(client, telegram)
            time.sleep(3)
            waits = []
            for count in range(number):
                git(base / "root" / "r0", "commit", "-q", "--allow-empty", "-m", f"commit {count}.")
                done = time.time() * 1000
                mine = f"commit {count}."
                if not wait(lambda: any(mine in call["params"]["text"] for call in telegram.accepted(ADA)), 30):  # noqa: B023
                    raise SystemExit(f"commit {count} did not arrive")
                call = next(call for call in telegram.accepted(ADA) if mine in call["params"]["text"])
                waits.append(max(0.0, call["at"] - done))
                time.sleep(1.5)
    p95 = quantile(waits, 0.95)
    print(
        f"commit to Telegram  median {median(waits):.0f} ms  p95 {p95:.0f} ms  "
        f"{median(waits) / COMMIT_TARGET_MS:.2f} of the target of {COMMIT_TARGET_MS:.0f} ms",
        flush=True,
    )


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=400, help="for each sustained rate")
    parser.add_argument("--drain", type=int, default=1000, help="length of the queue; 0 leaves it out")
    parser.add_argument("--commits", type=int, default=10)
    asked = parser.parse_args()
    for workers in (1, 4):
        sustained(workers, asked.messages, max(40, asked.messages // 4))
    if asked.drain:
        drain(asked.drain)
    if asked.commits:
        commits(asked.commits)


if __name__ == "__main__":
    main()
