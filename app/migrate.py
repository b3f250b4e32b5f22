"""Running migrations from the program itself."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import text
from sqlalchemy.orm import Session

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent.parent / "migrations"


def alembic_config() -> Config:
    """Alembic's configuration, wherever the program is started."""
    from alembic.config import Config  # only who migrates pays for it

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config


@cache
def known() -> dict[str, str | None]:
    """All migrations that this code knows, each with the one that it follows."""
    found = {}
    for file in (MIGRATIONS / "versions").glob("[0-9]*.py"):
        content = file.read_text(encoding="utf-8")
        (revision,) = re.findall(r'^revision = "(\w+)"', content, re.MULTILINE)
        before = re.findall(r'^down_revision = "(\w+)"', content, re.MULTILINE)
        found[revision] = before[0] if before else None
    return found


@cache
def newest() -> str:
    """The newest migration that this code knows, read without Alembic: the one that no other follows."""
    (last,) = set(known()) - set(known().values())
    return last


def is_newest(session: Session) -> bool:
    """Whether the database has every migration that this code knows."""
    if not session.scalar(text("SELECT to_regclass('alembic_version') IS NOT NULL")):
        return False
    return bool(session.scalar(text("SELECT version_num FROM alembic_version")) == newest())


def upgrade(revision: str = "head") -> None:
    """Bring the database of the settings to `revision`; others that start at the same time wait."""
    from alembic import command

    command.upgrade(alembic_config(), revision)
