"""Messages to Telegram while senders, Valkey and PostgreSQL are killed with -9 every two seconds.

`python -m benchmarks.chaos_telegram [--messages N] [--workers W] [--seconds S]`: none may be lost, and one may arrive
twice only where its sender was killed in the call itself, so that nobody could know; those are counted.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from dataclasses import dataclass

from benchmarks.telegram_rig import Rig, rig, wait


@dataclass(frozen=True)
class Outcome:
    """What came of it. `unexplained` arrived twice though no sender of theirs died in the call."""

    messages: int
    kills: int
    lost: int
    doubled: int
    unexplained: int
    unknown: int
    refused: int
    out_of_order: int
    seconds: float


def chaos(running: Rig, messages: int, chats: int, seconds: float, every: float = 2.0) -> Outcome:
    """Queue messages, kill something `every` seconds for `seconds`, wait for the rest, and count."""
    began = time.monotonic()
    running.queue(messages, chats)
    victims = [*running.names, "valkey", "postgres"]
    chosen = random.Random(7)  # the same order at each run
    while time.monotonic() - began < seconds and running.left() != 0:
        running.kill(chosen.choice(victims))
        running.ensure()
        time.sleep(every)
    if not wait(lambda: running.ensure() or running.left() == 0, 600):
        raise SystemExit(f"{running.left()} messages were never sent")
    return _count(running, messages, time.monotonic() - began)


def _count(running: Rig, messages: int, seconds: float) -> Outcome:
    from sqlalchemy import select

    from app.db import read_only
    from app.telegram.models import MessageStatus, TelegramMessage

    sends = running.sends()
    arrived = Counter(call["params"]["text"] for call in sends if call["accepted"])
    with read_only() as session:
        rows = session.execute(select(TelegramMessage.params, TelegramMessage.doubts, TelegramMessage.status)).all()
    doubts = {row.params["text"]: row.doubts for row in rows}
    unknown = sum(row.status is MessageStatus.UNKNOWN for row in rows)
    doubled = {text: times for text, times in arrived.items() if times > 1}
    newest: dict[str, int] = {}
    out_of_order = 0
    for call in sends:
        if call["accepted"]:
            chat, number = call["params"]["chat_id"], int(call["params"]["text"].split()[1])
            out_of_order += number < newest.get(chat, -1)
            newest[chat] = max(number, newest.get(chat, -1))
    return Outcome(
        messages=messages,
        kills=running.kills,
        lost=messages - len(arrived),
        doubled=sum(times - 1 for times in doubled.values()),
        unexplained=sum(times - 1 > doubts[text] for text, times in doubled.items()),
        unknown=unknown,
        refused=sum(call["status"] == 429 for call in sends),
        out_of_order=out_of_order,
        seconds=seconds,
    )


def main() -> int:
    """Print what came of it; 1 where a promise was broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=10_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=3600.0, help="stop killing after so long")
    asked = parser.parse_args()
    with rig(asked.workers) as running:
        found = chaos(running, asked.messages, max(20, asked.messages // 10), asked.seconds)
    rate = found.messages / found.seconds
    print(f"{found.messages} messages, {found.kills} kills, {found.seconds:.0f} s, {rate:.1f} a second")
    print(
        f"lost {found.lost}   arrived twice {found.doubled} ({found.doubled / max(1, found.kills):.2f} for each kill)"
    )
    print(f"twice without a doubt {found.unexplained}   unknown {found.unknown}   429 {found.refused}")
    print(f"out of order {found.out_of_order}")
    return 1 if found.lost or found.unexplained or found.out_of_order else 0


if __name__ == "__main__":
    sys.exit(main())
