"""What the tests of the sky share: a year of events, computed once, in the table of each test that asks for it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from app.db import transaction
from app.sky import years
from app.sky.kernel import stamp
from app.sky.models import SkyYear
from worker.ephemeris.events import events_of_year


@cache
def events_of(year: int) -> list[dict[str, Any]]:
    """The events of a year as the computing process tells them."""
    return [event.dump() for event in events_of_year(year)]


@pytest.fixture
def kept(clean: None) -> Callable[..., None]:
    """`kept(2026)`: the year is in the table."""

    def keep(*wanted: int) -> None:
        for year in wanted:
            with transaction() as session:
                session.add(SkyYear(year=year))
                session.flush()
                years.store_year(session, year, events_of(year), stamp())

    return keep
