"""The architecture says the same in Spanish as in English: section by section, and each name that both write as code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"
PAIRS = [(DOCS / "architecture.md", DOCS / "es" / "arquitectura.md")]


def sections(file: Path) -> list[str]:
    """The text of each section, what stands before the first heading of the second level included."""
    return re.split(r"^## .*$", file.read_text(encoding="utf-8"), flags=re.MULTILINE)


def blocks(section: str) -> list[str]:
    """What kind each block of a section is: a paragraph, a list, a table with its rows, code with its lines."""
    found = []
    for block in re.split(r"\n{2,}", section.strip()):
        lines = block.splitlines()
        if lines and lines[0].startswith(("```", "|", "1.", "-")):
            found.append(f"{lines[0][0]}{len(lines)}")
        else:
            found.append("paragraph")
    return found


@pytest.mark.parametrize(("english", "spanish"), PAIRS)
def test_a_page_in_spanish_has_the_same_sections_paragraphs_and_tables(english: Path, spanish: Path) -> None:
    assert [blocks(one) for one in sections(spanish)] == [blocks(one) for one in sections(english)]


@pytest.mark.parametrize(("english", "spanish"), PAIRS)
def test_a_page_in_spanish_names_the_same_code_and_numbers(english: Path, spanish: Path) -> None:
    for ours, theirs in zip(sections(spanish), sections(english), strict=True):
        plain = [re.sub(r"```.*?```", "", text, flags=re.DOTALL) for text in (ours, theirs)]
        assert set(re.findall(r"`([^`]+)`", plain[0])) == set(re.findall(r"`([^`]+)`", plain[1])), ours[:80]
        assert re.findall(r"\b\d{3}\b", ours) == re.findall(r"\b\d{3}\b", theirs), ours[:80]
