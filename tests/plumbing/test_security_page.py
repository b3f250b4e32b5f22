"""docs/security.md names tests and files: they are there."""

from __future__ import annotations

import re
from pathlib import Path

PROJECT = Path(__file__).parents[2]
PAGE = (PROJECT / "docs/security.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (\d[^|]*)\|([^|]*)\|([^|]*)\|$", PAGE, re.MULTILINE)


def test_every_test_that_it_names_is_there() -> None:
    defined = {
        name
        for file in (PROJECT / "tests").rglob("test_*.py")
        for name in re.findall(r"^def (test_\w+)", file.read_text(encoding="utf-8"), re.MULTILINE)
    }

    named = set(re.findall(r"`(test_\w+)`", PAGE))

    assert len(ROWS) > 25
    assert named - defined == set()
    assert all("`test_" in tests for _, _, tests in ROWS)


def test_every_file_that_it_names_is_there() -> None:
    named = set(re.findall(r"`((?:app|worker|tests|docs)/[\w/.]*)`", PAGE))

    assert {name for name in named if not (PROJECT / name).exists()} == set()


def test_every_command_that_it_names_is_there() -> None:
    commands = (PROJECT / "app/cli.py").read_text(encoding="utf-8")

    assert all(f'"{name}"' in commands for name in re.findall(r"lumastack admin ([\w-]+)", PAGE))
