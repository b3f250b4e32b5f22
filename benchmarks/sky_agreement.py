"""How celestial events agree with an independent library (PyEphem) over 1990 to 2050, as the table of docs/sky.md.

.venv/bin/python -m benchmarks.sky_agreement [FIRST_YEAR LAST_YEAR] [FILE_OF_PUBLISHED_EVENTS]
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.sky.independent import TOLERANCES, compare
from tests.sky.published import verdicts


def main() -> None:
    """Print the table, and the comparison with published events where a file of them is named."""
    numbers = [int(word) for word in sys.argv[1:] if word.isdigit()]
    files = [Path(word) for word in sys.argv[1:] if not word.isdigit()]
    first, last = numbers if len(numbers) == 2 else (1990, 2050)
    print(f"| event, {first}–{last} | number | missing on either side | median, s | greatest, s |")
    print("| --- | --- | --- | --- | --- |")
    worst = 0
    for row in compare(range(first, last + 1)).values():
        print(f"| {row.kind} | {row.count} | {row.missing} | {row.median:.1f} | {max(row.seconds):.1f} |")
        worst += row.missing + sum(seconds > TOLERANCES[row.kind] for seconds in row.seconds)
    for file in files:
        found = list(verdicts(file))
        for kind in dict.fromkeys(verdict.kind for verdict in found):
            off = sorted(one.seconds for one in found if one.kind == kind and one.seconds is not None)
            print(f"published {kind}: {len(off)}, median {off[len(off) // 2]:.1f} s, at most {off[-1]:.1f} s")
        faults = [verdict for verdict in found if verdict.faults]
        print(f"published: {len(found) - len(faults)} of {len(found)} within their tolerance", *faults, sep="\n")
        worst += len(faults)
    raise SystemExit(1 if worst else 0)


if __name__ == "__main__":
    main()
