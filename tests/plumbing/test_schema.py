"""Models and migrations are one thing said twice: these tests compare a migrated database with the models."""

from __future__ import annotations

from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import ARRAY, Column, Connection, Enum, text

from app import db
from app.migrate import alembic_config, newest
from app.models import metadata


@pytest.fixture
def connection(environment: dict[str, str]) -> Any:
    with db.engine().connect() as opened:
        yield opened


def test_a_migrated_database_is_what_the_models_say(connection: Connection) -> None:
    context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})

    assert compare_metadata(context, metadata) == []


def _enums(column: Column[Any]) -> list[Enum]:
    kind = column.type.item_type if isinstance(column.type, ARRAY) else column.type
    return [kind] if isinstance(kind, Enum) else []


def test_native_enums_have_the_labels_of_the_models(connection: Connection) -> None:
    declared = {
        str(enum.name): list(enum.enums)
        for table in metadata.sorted_tables
        for column in table.columns
        for enum in _enums(column)
    }
    rows = connection.execute(
        text(
            "SELECT typname, array_agg(enumlabel ORDER BY enumsortorder) FROM pg_enum "
            "JOIN pg_type ON pg_type.oid = enumtypid WHERE typnamespace = 'public'::regnamespace GROUP BY typname"
        )
    )
    found = {name: list(labels) for name, labels in rows}

    # A label that is added later stands at the end in the database, wherever the class has it.
    assert {name: sorted(labels) for name, labels in found.items()} == {
        name: sorted(labels) for name, labels in declared.items()
    }


def test_every_updated_at_is_kept_by_a_trigger(connection: Connection) -> None:
    declared = {table.name for table in metadata.sorted_tables if "updated_at" in table.columns}
    rows = connection.execute(
        text(
            "SELECT tgrelid::regclass::text FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid "
            "WHERE proname = 'touch_updated_at' AND tgenabled = 'O' AND NOT tgisinternal"
        )
    )

    assert {row[0] for row in rows} == declared


def test_the_migrations_are_one_line_with_one_end() -> None:
    script = ScriptDirectory.from_config(alembic_config())
    revisions = list(script.walk_revisions())

    assert script.get_heads() == [newest()]
    assert len(script.get_bases()) == 1
    assert not [revision.revision for revision in revisions if revision.is_merge_point or revision.is_branch_point]
