"""Messages while senders, Valkey and PostgreSQL are killed: the short form of benchmarks/chaos_telegram.py."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.telegram_server.driver import TelegramServer

PROJECT = Path(__file__).parents[2]


def test_no_message_is_lost_and_none_arrives_twice_without_a_doubt(telegram_server: TelegramServer) -> None:
    mine = {
        name: value for name, value in os.environ.items() if not re.match(r"LUMASTACK_|DATABASE_URL|REDIS_URL", name)
    }
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.chaos_telegram", "--messages", "150", "--workers", "2", "--seconds", "12"],
        cwd=PROJECT, env=mine, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr[-3000:]
    assert "lost 0" in done.stdout
    assert "twice without a doubt 0" in done.stdout
    kills = re.search(r"(\d+) kills", done.stdout)
    assert kills is not None
    assert int(kills[1]) >= 3, "something was killed meanwhile"
