"""Zeros of functions of time, many at once: found on a grid by their change of sign, then narrowed down together."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[Any, np.dtype[Any]]
    Value = Callable[[Any, Numbers], Numbers]

# A half of a millisecond.
TOLERANCE_DAYS = 5e-9
_MOST_ROUNDS = 80


def narrow(value: Value, low: Numbers, high: Numbers, ends: tuple[Numbers, Numbers] | None = None) -> Numbers:
    """The zeros of many functions, the i-th between `low[i]` and `high[i]`, each to TOLERANCE_DAYS.

    `value(which, moments)` answers the functions numbered `which` at one moment each; `ends` are the values at `low`
    and `high` where they are known. The method is regula falsi after Illinois: it keeps the zero between its two ends,
    and takes a handful of rounds. Where both ends have one sign (a zero right at a moment of the grid, a hair outside)
    the end nearer to zero is the answer.
    """
    import numpy as np

    low, high = low.copy(), high.copy()
    everything = np.arange(len(low))
    at_low, at_high = ends or (value(everything, low), value(everything, high))
    at_low, at_high = at_low.copy(), at_high.copy()
    best = np.where(np.abs(at_low) < np.abs(at_high), low, high)
    # Which end stayed where it was the last time: 1 the high one, -1 the low one.
    stayed = np.zeros(len(low), dtype=int)
    left = np.flatnonzero(np.sign(at_low) * np.sign(at_high) < 0)
    for _ in range(_MOST_ROUNDS):
        if not len(left):
            return best
        share = at_low[left] / (at_low[left] - at_high[left])
        middle = low[left] + share * (high[left] - low[left])
        at_middle = value(left, middle)
        moved = np.abs(middle - best[left])
        best[left] = middle
        same = np.sign(at_middle) == np.sign(at_low[left])
        up, down = left[same], left[~same]
        low[up], at_low[up] = middle[same], at_middle[same]
        high[down], at_high[down] = middle[~same], at_middle[~same]
        # An end that stays a second time counts half from then on, so that both ends close in.
        at_high[up] *= np.where(stayed[up] == 1, 0.5, 1.0)
        at_low[down] *= np.where(stayed[down] == -1, 0.5, 1.0)
        stayed[up], stayed[down] = 1, -1
        left = left[(moved > TOLERANCE_DAYS) & (at_middle != 0)]
    raise ArithmeticError("zeros could not be narrowed down")
