"""Messages as keys and parameters, and their words."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from app.telegram.words import MOST_CHARACTERS, content, pack, short_key, title_and_body, unpack


def test_parameters_survive_being_kept() -> None:
    params = {
        "text": "ä",
        "count": 3,
        "share": 0.5,
        "at": datetime(2030, 1, 2, 3, 4, tzinfo=UTC),
        "on": date(2030, 1, 2),
    }
    assert unpack(pack(params)) == params


def test_what_postgresql_cannot_keep_is_dropped() -> None:
    assert pack({"text": "a\0b\ud800c"}) == {"text": "abc"}


def test_a_long_parameter_is_cut_and_still_shown() -> None:
    params = pack({"author": "Ada", "project": "luma", "text": "x" * 5000})
    _, body = title_and_body("en", "UTC", "notification-comment", params)
    assert body == "x" * (MOST_CHARACTERS - 1) + "…"


def test_a_notification_has_a_title_and_a_body_and_an_answer_only_a_body() -> None:
    params = pack({"project": "luma", "author": "Ada", "branch": "main", "subject": "Fix <it>"})
    assert title_and_body("en", "UTC", "notification-commit", params) == (
        "New commit in luma", "Ada on main: Fix <it>",
    )  # fmt: skip
    assert title_and_body("en", "UTC", "telegram-unknown", {})[0] == ""


@pytest.mark.parametrize(("count", "title"), [(1, "1 new commit in luma"), (1234, "1,234 new commits in luma")])
def test_numbers_are_counted_in_words(count: int, title: str) -> None:
    params = pack({"project": "luma", "count": count, "author": "Ada", "branch": "main", "subject": "x"})
    assert title_and_body("en", "UTC", "notification-commits", params)[0] == title


def test_moments_are_shown_in_the_readers_time_zone() -> None:
    params = pack(
        {"event": "Full moon", "description": "The moon is full", "at": datetime(2030, 1, 1, 23, 30, tzinfo=UTC)}
    )
    _, utc = title_and_body("en", "UTC", "notification-celestial", params)
    _, tokyo = title_and_body("en", "Asia/Tokyo", "notification-celestial", params)
    assert "Jan 1, 2030" in utc
    assert "Jan 2, 2030" in tokyo


def test_a_message_leads_to_its_page_in_the_console(environment: dict[str, str]) -> None:
    said = content("en", "UTC", "telegram-unknown", {}, "/projects/7")
    assert said.link_text
    assert said.link_url.endswith("/projects/7")
    assert not content("en", "UTC", "telegram-unknown", {}, None).link_url


def test_long_keys_stay_apart() -> None:
    one, other = short_key("x" * 300 + "1", 200), short_key("x" * 300 + "2", 200)
    assert one != other
    assert len(one) == len(other) == 200
    assert short_key("short", 200) == "short"
