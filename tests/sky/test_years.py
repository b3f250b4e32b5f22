"""Keeping years: computed by a process of its own through a job, stored once, computed anew with other libraries."""

from __future__ import annotations

import copy
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select, update

from app.db import read_only, transaction
from app.jobs.models import Job, JobKind, JobStatus
from app.messages import ComputeSky, WatchSky
from app.sky import clock, kernel, years
from app.sky.models import SkyEvent, SkyYear
from tests.conftest import Person
from tests.sky.conftest import events_of
from worker import sky
from worker.handles import perform


def rows(year: int) -> dict[UUID, tuple[Any, ...]]:
    """The events of a year by id."""
    start, end = datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC)
    with read_only() as session:
        found = session.scalars(select(SkyEvent).where(SkyEvent.at >= start, SkyEvent.at < end)).all()
        return {one.id: (one.type, tuple(one.bodies), one.detail, one.at, one.library) for one in found}


def the_job() -> Job:
    with read_only() as session:
        job = session.scalars(select(Job).where(Job.kind == JobKind.SKY).order_by(Job.created_at.desc())).first()
        assert job is not None
        session.expunge(job)
        return job


def test_years_asked_for_are_computed_with_progress(user: Person, kept: Callable[..., None]) -> None:
    asked = user.post("/api/sky/computations", json={"from_year": 2049, "to_year": 2050})
    assert asked.status_code == 202
    assert asked.headers["Location"] == f"/api/jobs/{asked.json['id']}"

    perform(ComputeSky(asked.json["id"]))

    job = user.get(asked.headers["Location"]).json
    assert job["status"] == "succeeded"
    assert job["result"]["years"] == 2
    assert job["progress"]["total"] == 2
    events = user.get("/api/sky/events?from=2049-05-30&to=2049-06-01&type=solar_eclipse").json
    assert events["missing_years"] == []
    # The annular-total eclipse of 2049-05-31 is in every catalogue.
    assert [event["at"][:10] for event in events["items"]] == ["2049-05-31"]


def test_the_same_request_twice_is_one_job(user: Person) -> None:
    headers = {"Idempotency-Key": "once"}
    first = user.post("/api/sky/computations", json={"from_year": 1950, "to_year": 1950}, headers=headers).json
    again = user.post("/api/sky/computations", json={"from_year": 1950, "to_year": 1950}, headers=headers).json
    joined = user.post("/api/sky/computations", json={"from_year": 1960, "to_year": 1961}).json
    other = user.post("/api/sky/computations", json={"from_year": 1970, "to_year": 1970}, headers=headers)

    assert first["id"] == again["id"] == joined["id"]
    assert other.status_code == 409


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"from_year": 1899, "to_year": 1950}, "from_year"),
        ({"from_year": 1950, "to_year": 2051}, "to_year"),
        ({"from_year": 1950, "to_year": 1949}, "to_year"),
        ({"from_year": "1950", "to_year": 1951}, "from_year"),
    ],
)
def test_years_outside_are_refused(user: Person, body: dict[str, Any], field: str) -> None:
    answer = user.post("/api/sky/computations", json=body)

    assert (answer.status_code, answer.json["errors"][0]["field"]) == (422, field)


def test_a_year_already_there_ends_the_job_at_once(user: Person, kept: Callable[..., None]) -> None:
    kept(2024)
    job = user.post("/api/sky/computations", json={"from_year": 2024, "to_year": 2024}).json

    perform(ComputeSky(job["id"]))

    assert user.get(f"/api/jobs/{job['id']}").json["result"]["years"] == 0


def test_storing_a_year_twice_changes_nothing(kept: Callable[..., None]) -> None:
    kept(2024)
    before = rows(2024)
    assert len(before) == len(events_of(2024))

    with transaction() as session:
        outcome = years.store_year(session, 2024, events_of(2024), kernel.stamp())

    assert (outcome.new, outcome.changed, outcome.gone) == (0, 0, 0)
    assert rows(2024) == before


def test_an_event_that_moves_keeps_its_id_and_one_that_is_gone_goes(kept: Callable[..., None]) -> None:
    kept(2024)
    before = rows(2024)
    moved = copy.deepcopy(events_of(2024))
    shifted = datetime.fromisoformat(moved[5]["at"]) + timedelta(seconds=90)
    moved[5]["at"] = shifted.isoformat()
    gone = moved.pop(100)

    with transaction() as session:
        outcome = years.store_year(session, 2024, moved, kernel.stamp())

    assert (outcome.new, outcome.changed, outcome.gone) == (0, 1, 1)
    after = rows(2024)
    assert after.keys() < before.keys()
    assert [value for value in after.values() if value[3] == shifted]
    assert not [value for value in after.values() if value[3] == datetime.fromisoformat(gone["at"])]


def test_the_years_around_now_are_asked_for_nearest_first(clean: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime(2030, 6, 1, tzinfo=UTC))

    perform(WatchSky())
    perform(WatchSky())

    with read_only() as session:
        assert years.pending_years(session, 2030) == [
            2030, 2031, 2029, 2032, 2028, 2033, 2034, 2035, 2036, 2037, 2038, 2039, 2040,
        ]  # fmt: skip
        assert session.scalar(select(func.count()).select_from(Job)) == 1


def test_years_computed_with_other_libraries_are_computed_anew(
    kept: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(2024)
    before = rows(2024)
    with transaction() as session:
        session.execute(update(SkyYear).values(stamp="skyfield 0.1"))
        session.execute(update(SkyEvent).values(library="skyfield 0.1"))
    monkeypatch.setattr(years, "kept_years", lambda _: range(2024, 2025))

    perform(WatchSky())
    perform(ComputeSky(str(the_job().id)))
    perform(WatchSky())

    assert the_job().result is not None
    assert the_job().result["changed"] == len(before)  # type: ignore[index]
    assert rows(2024).keys() == before.keys()
    assert {value[4] for value in rows(2024).values()} == {kernel.versions()}
    with read_only() as session:
        assert session.scalar(select(func.count()).select_from(Job)) == 1


def test_a_process_that_dies_is_tried_again(user: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    job = user.post("/api/sky/computations", json={"from_year": 2024, "to_year": 2024}).json
    ask = sky.Computer.events_of

    def killed(self: sky.Computer, year: int, meanwhile: Any) -> Any:
        self._process.kill()
        self._process.wait()
        return ask(self, year, meanwhile)

    with monkeypatch.context() as patch:
        patch.setattr(sky.Computer, "events_of", killed)
        perform(ComputeSky(job["id"]))

    waiting = the_job()
    assert (waiting.status, waiting.error) == (JobStatus.QUEUED, "sky_process_died")
    with transaction() as session:
        session.execute(update(Job).values(next_attempt_at=func.clock_timestamp()))
    perform(ComputeSky(job["id"]))
    assert the_job().status is JobStatus.SUCCEEDED


def test_a_job_that_another_worker_took_is_left(user: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    job = user.post("/api/sky/computations", json={"from_year": 2024, "to_year": 2024}).json
    ask = sky.Computer.events_of

    def stolen(self: sky.Computer, year: int, meanwhile: Any) -> Any:
        with transaction() as session:
            session.execute(update(Job).values(lease_token=UUID(int=7)))
        meanwhile()
        return ask(self, year, meanwhile)

    monkeypatch.setattr(sky.Computer, "events_of", stolen)
    perform(ComputeSky(job["id"]))

    assert the_job().status is JobStatus.RUNNING
    assert rows(2024) == {}


def test_after_a_failure_the_window_rests(clean: None, monkeypatch: pytest.MonkeyPatch) -> None:
    with transaction() as session:
        session.add(Job(kind=JobKind.SKY, status=JobStatus.FAILED, finished_at=func.clock_timestamp()))

    perform(WatchSky())

    with read_only() as session:
        assert session.scalar(select(func.count()).select_from(Job)) == 1


def test_only_events_of_the_kept_years_are_told_apart_by_their_minute() -> None:
    assert years.minute_of(datetime(1970, 1, 1, 0, 1, 29, tzinfo=UTC)) == 1
    assert years.minute_of(datetime(1970, 1, 1, 0, 1, 31, tzinfo=UTC)) == 2
    assert years.kept_years(datetime(2049, 1, 1, tzinfo=UTC)) == range(2047, 2051)
    assert years.kept_years(datetime(1900, 1, 1, tzinfo=UTC)) == range(1900, 1911)
