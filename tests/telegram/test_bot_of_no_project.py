"""A bot can be kept for a project only while there is one."""

from __future__ import annotations

from tests.conftest import Person


def test_a_bot_for_a_project_that_does_not_exist_is_refused_at_its_field(admin: Person) -> None:
    asked = {"token": "123456:" + "A" * 35, "project_id": "d880abe2-9c9c-50a8-8ca4-2bfc86053d6a"}

    answer = admin.post("/api/telegram/bots", json=asked)

    assert answer.status_code == 422
    assert [(one["field"], one["code"]) for one in answer.json["errors"]] == [("project_id", "unknown_project")]
