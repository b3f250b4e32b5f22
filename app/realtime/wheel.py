"""A timer wheel: one list a tick instead of one timer a socket, so that ten thousand timers cost next to nothing."""

from collections.abc import Callable

_TICK = 0.25
_SLOTS = 512


class TimerWheel:
    """Runs callbacks after delays of up to two minutes, to a quarter of a second. Not thread-safe: one loop owns it.

    Timers are not cancelled: a callback looks whether what it was set for still holds.
    """

    def __init__(self, now: float) -> None:
        """``now``: monotonic seconds, the time that the first tick counts from."""
        self._slots: list[list[Callable[[], None]]] = [[] for _ in range(_SLOTS)]
        self._tick = 0
        self._next = now + _TICK

    def after(self, delay: float, callback: Callable[[], None]) -> None:
        """Call ``callback`` once, ``delay`` seconds from now or up to one tick later (at most two minutes)."""
        ticks = min(_SLOTS - 1, max(1, int(delay / _TICK) + 1))
        self._slots[(self._tick + ticks) % _SLOTS].append(callback)

    @property
    def due(self) -> float:
        """Monotonic time of the next tick."""
        return self._next

    def advance(self, now: float) -> None:
        """Run everything that is due at ``now``."""
        while self._next <= now:
            self._next += _TICK
            self._tick += 1
            slot = self._tick % _SLOTS
            callbacks, self._slots[slot] = self._slots[slot], []
            for callback in callbacks:
                callback()
