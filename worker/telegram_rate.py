"""How fast a bot may send: one limiter in Redis for all workers, a cautious one in this process while Redis is away.

Telegram allows about 30 messages a second in all, one a second in a chat (short bursts pass) and 20 a minute in a group
(core.telegram.org/bots/faq); it gives no exact figures, so we stay below and obey `retry_after`.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field

import redis
import structlog

from app.kv import Breaker, key, redis_client

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Rate:
    """One message every `interval_ms`, and up to `burst` at once after a silence."""

    interval_ms: int
    burst: int


# At most burst + 1000 / interval messages are granted in any one second: 27. A busy machine sends some of them late, so
# that more arrive in another second; 30 would be too many.
BOT = Rate(interval_ms=38, burst=1)
CHAT = Rate(interval_ms=1000, burst=3)
# At most 20 in any 60 seconds: burst - 1 + floor(60000 / interval) + 1.
GROUP = Rate(interval_ms=3200, burst=2)
# While Redis is away nobody knows how many workers send; this many share the bot's rate.
ASSUMED_WORKERS = 4
LONGEST_PAUSE_SECONDS = 3600.0


@dataclass(frozen=True, slots=True)
class Turn:
    """An answer of the limiter: send after `wait_ms` where it is `granted`, else ask again after `wait_ms`.

    `whole_bot` says that nobody may send at present, not only this chat.
    """

    granted: bool
    wait_ms: int
    whole_bot: bool


# GCRA (generic cell rate algorithm) over two keys that hold the theoretical arrival time of the next message, in
# milliseconds of the Redis server's clock: both are moved, or neither.
_SCRIPT = """
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local pause = tonumber(redis.call('GET', KEYS[1]) or '0')
if pause > now then return {0, pause - now, 1} end
local patience = tonumber(ARGV[5])
local function wait_of(name, interval, burst)
  local due = math.max(tonumber(redis.call('GET', name) or '0'), now)
  return due, math.max(0, due - (burst - 1) * interval - now)
end
local chat_due, chat_wait = wait_of(KEYS[3], tonumber(ARGV[3]), tonumber(ARGV[4]))
if chat_wait > 0 then return {0, chat_wait, 0} end
local bot_due, bot_wait = wait_of(KEYS[2], tonumber(ARGV[1]), tonumber(ARGV[2]))
if bot_wait > patience then return {0, bot_wait, 1} end
local function take(name, due, interval)
  redis.call('SET', name, due + interval, 'PX', due + interval - now + 1000)
end
take(KEYS[2], bot_due, tonumber(ARGV[1]))
take(KEYS[3], chat_due, tonumber(ARGV[3]))
return {1, bot_wait, 0}
"""
# A pause is never shortened by a later, shorter one.
_PAUSE = """
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local till = now + tonumber(ARGV[1])
if tonumber(redis.call('GET', KEYS[1]) or '0') < till then redis.call('SET', KEYS[1], till, 'PX', tonumber(ARGV[1])) end
"""


@dataclass
class _Local:
    """The same in this process, for the time without Redis."""

    due_ms: dict[object, float] = field(default_factory=dict)
    paused_until_ms: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, bot_id: int, chat_id: int, chat: Rate, patience_ms: int) -> Turn:
        now = time.monotonic() * 1000
        slow_bot = Rate(BOT.interval_ms * ASSUMED_WORKERS, BOT.burst)
        with self.lock:
            if len(self.due_ms) > 10_000:
                self.due_ms = {name: due for name, due in self.due_ms.items() if due > now}
            if self.paused_until_ms > now:
                return Turn(False, int(self.paused_until_ms - now) + 1, True)
            bot_due = max(self.due_ms.get(bot_id, 0.0), now)
            chat_due = max(self.due_ms.get((bot_id, chat_id), 0.0), now)
            chat_wait = int(chat_due - (chat.burst - 1) * chat.interval_ms - now)
            if chat_wait > 0:
                return Turn(False, chat_wait, False)
            bot_wait = max(0, int(bot_due - (slow_bot.burst - 1) * slow_bot.interval_ms - now))
            if bot_wait > patience_ms:
                return Turn(False, bot_wait, True)
            self.due_ms[bot_id] = bot_due + slow_bot.interval_ms
            self.due_ms[(bot_id, chat_id)] = chat_due + chat.interval_ms
            return Turn(True, bot_wait, False)

    def pause(self, milliseconds: int) -> None:
        with self.lock:
            self.paused_until_ms = max(self.paused_until_ms, time.monotonic() * 1000 + milliseconds)

    def paused(self) -> bool:
        return self.paused_until_ms > time.monotonic() * 1000


class Limiter:
    """The limiter of one bot. Any number of threads and processes may ask."""

    def __init__(self, bot_id: int, *, client: redis.Redis | None = None) -> None:
        self.bot_id = bot_id
        self._client = client or redis_client()
        self._local = _Local()
        self._breaker = Breaker()
        self._take = self._client.register_script(_SCRIPT)
        self._pause = self._client.register_script(_PAUSE)

    def take(self, chat_id: int, *, patience_ms: int = 500) -> Turn:
        """Ask to send one message to `chat_id` (below zero: a group or channel).

        A wait for the bot's own rate of at most `patience_ms` is granted as a place in the queue; the caller waits and
        sends. Every other wait takes no place.
        """
        chat = GROUP if chat_id < 0 else CHAT
        if self._breaker.allows():
            keys = [self._key("pause"), self._key("bot"), self._key("chat", chat_id)]
            figures = [BOT.interval_ms, BOT.burst, chat.interval_ms, chat.burst, patience_ms]
            try:
                granted, wait_ms, whole_bot = self._take(keys=keys, args=figures)
                return Turn(bool(granted), int(wait_ms), bool(whole_bot))
            except (redis.RedisError, OSError) as error:
                self._breaker.failed()
                log.warning("telegram_limited_locally", error=type(error).__name__)
        return self._local.take(self.bot_id, chat_id, chat, patience_ms)

    def pause(self, seconds: float) -> None:
        """Stop everybody who sends with this bot for `seconds`, as a 429 asks."""
        milliseconds = int(min(seconds, LONGEST_PAUSE_SECONDS) * 1000)
        self._local.pause(milliseconds)
        try:
            self._pause(keys=[self._key("pause")], args=[milliseconds])
        except (redis.RedisError, OSError) as error:
            self._breaker.failed()
            log.warning("telegram_paused_locally", error=type(error).__name__)

    def paused(self) -> bool:
        """Whether a pause has begun, for somebody who has waited for a granted turn."""
        if self._local.paused():
            return True
        try:
            return bool(self._breaker.allows() and self._client.exists(self._key("pause")))
        except (redis.RedisError, OSError):
            self._breaker.failed()
            return False

    def _key(self, *parts: object) -> str:
        return key("telegram", self.bot_id, *parts)
