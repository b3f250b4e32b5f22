"""Finding workers that are alive but deaf, by the heartbeats that they leave in the database."""

from __future__ import annotations

import socket
from collections.abc import Mapping
from dataclasses import dataclass, field

import psycopg2
import redis

from app.processes import WORKERS

# Ticks come every five seconds, and a worker whose hands are full notes that as often.
SILENT_SECONDS = 30.0
WAIT_SECONDS = 2


def heard(database_url: str, redis_url: str) -> dict[str, float] | None:
    """For each queue, the seconds since its reader on this machine was last heard; None where a server does not answer.

    Without an answer nobody can be called deaf.
    """
    try:
        client = redis.Redis.from_url(redis_url, socket_timeout=WAIT_SECONDS, socket_connect_timeout=WAIT_SECONDS)
        try:
            client.ping()
        finally:
            client.close()
        connection = psycopg2.connect(database_url.replace("+psycopg2", "", 1), connect_timeout=WAIT_SECONDS)
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT worker, extract(epoch FROM clock_timestamp() - at)::float8 FROM heartbeats")
                rows = cursor.fetchall()
        finally:
            connection.close()
    except (psycopg2.Error, redis.RedisError, OSError):
        return None
    ending = f"@{socket.gethostname()}"
    return {worker.removesuffix(ending): age for worker, age in rows if worker.endswith(ending)}


@dataclass(slots=True)
class Hearing:
    """Decides who is deaf. `since` is when (seconds of a monotonic clock) everything was last known to be right."""

    since: float
    beat_suspected: bool = field(default=False)

    def deaf(self, now: float, ages: Mapping[str, float] | None, started: Mapping[str, float]) -> list[str]:
        """The names of the processes to end at `now`.

        `ages` is what `heard` gave, `started` when each process that lives was started. Where no worker hears anything,
        it is beat that does not speak: it is ended first, and the workers only where that does not help.
        """
        if ages is None:
            self.since = now
            return []
        deaf, hearing = [], False
        for name, worker in WORKERS.items():
            if name not in started:
                continue
            patience = now - max(self.since, started[name], started.get("beat", now))
            if any(ages.get(queue, SILENT_SECONDS) < SILENT_SECONDS for queue in worker.queues):
                hearing = True  # one reader serves all its queues
            elif patience > SILENT_SECONDS:
                deaf.append(name)
        if hearing:
            self.beat_suspected = False
        elif deaf and "beat" in started and not self.beat_suspected:
            self.beat_suspected = True
            deaf = ["beat"]
        if deaf:
            self.since = now
        return deaf
