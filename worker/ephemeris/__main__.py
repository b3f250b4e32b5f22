"""A process that computes the years named on its standard input, one a line; ends with it. See worker/sky.py.

It answers one line of JSON for each: `{"year": 2026, "events": [...]}`. What the libraries take of memory goes with it.
"""

from __future__ import annotations

import json
import os
import sys


def main() -> None:
    """Answer until the input ends, giving way to everybody else on this machine."""
    os.nice(10)
    # NumPy's products are small here: threads would only take the other cores from those who need them.
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    from worker.ephemeris.events import events_of_year

    for line in sys.stdin:
        year = int(line)
        events = [event.dump() for event in events_of_year(year)]
        sys.stdout.write(json.dumps({"year": year, "events": events}, allow_nan=False) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
