"""The dashboard as clients see it."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Annotated
from uuid import UUID
from zoneinfo import available_timezones

from pydantic import AfterValidator, Field, PlainSerializer
from pydantic_core import PydanticCustomError

from app.http import Moment, Output, Query

Day = Annotated[date, PlainSerializer(date.isoformat, return_type=str, when_used="json")]


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def _zone(value: str) -> str:
    if value not in _zones():
        raise PydanticCustomError("unknown_timezone", "Not the name of a time zone.")
    return value


class DashboardQuery(Query):
    """How many days, today included, and in which time zone a day begins; one's own without it."""

    days: int = Field(default=7, ge=1, le=90)
    timezone: Annotated[str, Field(max_length=64), AfterValidator(_zone)] | None = None


class TotalsOut(Output):
    """All days together. `failures` are runs that failed, timed out or were lost; `pulls` moved a branch."""

    commits: int
    authors: int
    projects: int
    runs: int
    failures: int
    pulls: int
    failed_pulls: int


class DayOut(Output):
    """One day, also where nothing happened."""

    date: Day
    commits: int
    runs: int
    failures: int
    pulls: int


class AuthorOut(Output):
    """An author by e-mail address, in any case of letters, with the name used last."""

    email: str
    name: str
    commits: int


class ActiveProjectOut(Output):
    """A project; a commit that several clones hold counts for each of them here, and once in the totals."""

    id: UUID
    name: str
    commits: int
    last_commit_at: Moment


class DashboardOut(Output):
    """Activity of the last days, as far as whoever asks may see it."""

    timezone: str
    since: Moment
    generated_at: Moment
    totals: TotalsOut
    days: list[DayOut]
    authors: list[AuthorOut]
    projects: list[ActiveProjectOut]
