"""The page of benchmarks lists each of them, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
# Servers that the fan-out benchmark starts in an environment of their own.
PARTS = {"fanout_peers"}


def test_the_page_of_benchmarks_lists_every_command_once_in_order() -> None:
    commands = {
        file.stem
        for file in (ROOT / "benchmarks").glob("*.py")
        if 'if __name__ == "__main__"' in file.read_text(encoding="utf-8")
    } - PARTS
    page = (ROOT / "docs" / "benchmarks.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `python -m benchmarks\.(\w+)` \| [^|]+ \| [^|]+ \|$", page, flags=re.MULTILINE)
    assert rows == sorted(commands)
