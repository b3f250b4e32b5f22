"""Positions and history: one Lua script gives an event its position in its room, stores it and publishes it.

A room is a hash (epoch, position, marks for trimming) and a stream of its last events. The epoch is random; it is made
with the room and made anew whenever the room may have forgotten something, so that a client can tell.

A Redis that restarts may have forgotten the last second (append-only file synced each second), and would then give the
same positions twice under the same epoch. A restart always forgets loaded scripts, so the script itself is the witness:
whoever finds it missing changes the installation's generation in the same transaction that loads it, and a room of
another generation gets a new epoch.
"""

import hashlib
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

# A room's history lies between half of these bounds and the whole: it is trimmed half by half, which costs nothing.
HISTORY_BYTES = 1024 * 1024
HISTORY_EVENTS = 10_000
IDLE_SECONDS = 24 * 3600

PUBLISH = "publish"
READ = "read"
RESET = "reset"
# On the control channel: ask where every room stands, as a new generation has begun.
RESYNC = b"resync"

_SCRIPT = """
local state = redis.call('HMGET', KEYS[1], 'epoch', 'generation', 'seq', 'mark', 'bytes', 'events')
local generation = redis.call('GET', KEYS[3]) or ''
local epoch, seq = state[1], tonumber(state[3] or '0')
local mark, bytes, events = tonumber(state[4] or '1'), tonumber(state[5] or '0'), tonumber(state[6] or '0')
local op, changed = ARGV[1], false
if not epoch or state[2] ~= generation or op == 'reset' then
  epoch, mark, bytes, events, changed = ARGV[2], seq + 1, 0, 0, true
  redis.call('DEL', KEYS[2])
end
local answer = false
if op == 'publish' then
  local first = seq + 1
  for i = 5, #ARGV do
    seq = seq + 1
    redis.call('XADD', KEYS[2], string.format('%d-0', seq), 'e', ARGV[i])
    bytes, events = bytes + #ARGV[i], events + 1
    if bytes >= HALF_BYTES or events >= HALF_EVENTS then
      redis.call('XTRIM', KEYS[2], 'MINID', string.format('%d-0', mark))
      mark, bytes, events = seq + 1, 0, 0
    end
  end
  changed = true
  redis.call('PUBLISH', ARGV[4], epoch .. ' ' .. string.format('%d', first) .. '\\n' .. table.concat(ARGV, '\\n', 5))
  answer = {epoch, seq}
elseif op == 'reset' then
  redis.call('PUBLISH', ARGV[4], epoch .. ' ' .. string.format('%d', seq + 1) .. '\\n')
  answer = {epoch, seq}
else
  local after = tonumber(ARGV[4])
  if after < 0 or after >= seq then
    answer = {epoch, seq, {}}
  else
    answer = {epoch, seq, redis.call('XRANGE', KEYS[2], string.format('%d-0', after + 1), '+')}
  end
end
if changed then
  redis.call('HSET', KEYS[1], 'epoch', epoch, 'generation', generation, 'seq', seq, 'mark', mark, 'bytes', bytes,
             'events', events)
end
redis.call('EXPIRE', KEYS[1], ARGV[3])
redis.call('EXPIRE', KEYS[2], ARGV[3])
return answer
"""


@dataclass(frozen=True, slots=True)
class Position:
    """Where a room stands: its epoch and the position of its last event."""

    epoch: bytes
    seq: int


class Positions:
    """The script and the keys of one installation, told apart by ``prefix``."""

    def __init__(self, prefix: str) -> None:
        self.prefix = prefix
        # The prefix makes the script's hash this installation's own: another one on the same server must not load it.
        bounds = _SCRIPT.replace("HALF_BYTES", str(HISTORY_BYTES // 2)).replace("HALF_EVENTS", str(HISTORY_EVENTS // 2))
        self.script = f"-- {prefix}{bounds}"
        self.sha = hashlib.sha1(self.script.encode(), usedforsecurity=False).hexdigest()
        self.generation = f"{prefix}generation"
        self.control = f"{prefix}control"

    def channel(self, room: str) -> str:
        """The channel that events of ``room`` are published on."""
        return f"{self.prefix}room:{room}"

    def _call(self, op: str, room: str, *arguments: Any) -> tuple[Any, ...]:
        base = self.channel(room)
        keys = (base, f"{base}:events", self.generation)
        return ("EVALSHA", self.sha, 3, *keys, op, secrets.token_hex(8), IDLE_SECONDS, *arguments)

    def publish(self, room: str, records: Sequence[bytes]) -> tuple[Any, ...]:
        """The command that gives ``records`` the next positions of ``room``; the answer is ``[epoch, last one]``."""
        return self._call(PUBLISH, room, self.channel(room), *records)

    def reset(self, room: str) -> tuple[Any, ...]:
        """The command that gives ``room`` a new epoch: everybody there is told that events may be missing."""
        return self._call(RESET, room, self.channel(room))

    def read(self, room: str, after: int) -> tuple[Any, ...]:
        """The command that reads where ``room`` stands and what came after the position ``after`` (-1: no events)."""
        return self._call(READ, room, after)

    def reset_all(self) -> list[tuple[Any, ...]]:
        """The commands, to be run as one transaction, that give every room a new epoch and let all hubs know."""
        return [("SET", self.generation, secrets.token_hex(8)), ("PUBLISH", self.control, RESYNC)]

    def load(self) -> list[tuple[Any, ...]]:
        """The commands, to be run as one transaction, that load the script and begin a new generation."""
        return [("SET", self.generation, secrets.token_hex(8)), ("SCRIPT", "LOAD", self.script)]


def parse_read(answer: list[Any]) -> tuple[Position, list[tuple[int, bytes]]]:
    """The answer of `Positions.read`: where the room stands, and the stored records with their positions in order."""
    epoch, seq, entries = answer
    return Position(epoch, int(seq)), [(int(name.partition(b"-")[0]), fields[1]) for name, fields in entries]


def parse_published(payload: bytes) -> tuple[bytes, int, list[bytes]]:
    """What a channel brings: the epoch, the position of the first record, and the records."""
    head, _, rest = payload.partition(b"\n")
    epoch, _, first = head.partition(b" ")
    return epoch, int(first), rest.split(b"\n") if rest else []


def load_script(positions: Positions, run: Callable[..., Any]) -> None:
    """Load the script where it is missing, over ``run(*command)``, which gives the decoded answer of one command."""
    if run("SCRIPT", "EXISTS", positions.sha) == [1]:
        return
    run("MULTI")
    for command in positions.load():
        run(*command)
    run("EXEC")
