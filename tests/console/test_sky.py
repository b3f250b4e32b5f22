"""The page of the sky: the month, what comes next, the wheel, reminders and feeds; in ten languages, on a phone."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from app.i18n import LANGUAGES, translate
from tests.conftest import Person
from tests.sky.conftest import kept

__all__ = ["kept"]


@pytest.fixture(autouse=True)
def _years(site: object, kept: Callable[..., None]) -> None:
    year = datetime.now(UTC).year
    kept(year, year + 1)


def wide(page: Page) -> int:
    """How much wider the page is than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_drawn_in_every_language(
    person: Callable[..., Person], open_page: Callable[..., Page], language: str
) -> None:
    reader = person("reader", language=language)
    page = open_page(reader, "/sky")

    expect(page.locator(".sky-month [data-day]").first).to_be_visible()
    expect(page.locator(".sky-countdown .sky-clock")).to_be_visible()
    expect(page.locator(".wheel .wheel-body")).to_have_count(10)
    expect(page.locator("h1")).to_have_text(translate(language, "console-sky"))
    expect(page.locator(".wheel-table")).to_contain_text(translate(language, "sky-body-jupiter"))
    # A month has its four phases, told in the reader's language.
    expect(
        page.locator(".sky-mark.phase", has_text=translate(language, "sky-event-full-moon.title")).first
    ).to_be_visible()
    assert page.locator("text=/console-sky|\\{[a-z]+\\}/").count() == 0
    assert wide(page) == 0
    shots = os.environ.get("LUMASTACK_SHOTS")
    if shots:
        page.screenshot(path=str(Path(shots) / f"sky-{language}.png"), full_page=True)


def test_the_page_fits_a_phone(user: Person, open_page: Callable[..., Page]) -> None:
    page = open_page(user, "/sky", width=375, height=800)
    expect(page.locator(".sky-month [data-day]").first).to_be_visible()
    expect(page.locator(".wheel .wheel-body")).to_have_count(10)

    assert wide(page) == 0
    shots = os.environ.get("LUMASTACK_SHOTS")
    if shots:
        page.screenshot(path=str(Path(shots) / "sky-phone.png"), full_page=True)


def test_a_day_tells_what_happens_and_months_can_be_turned(user: Person, open_page: Callable[..., Page]) -> None:
    year = datetime.now(UTC).year
    page = open_page(user, f"/sky?month={year}-03")

    page.locator(f"[data-day='{year}-03-20']").click()
    expect(page.locator(".sky-list").first).to_contain_text("March equinox")
    page.get_by_label("Next month").click()
    expect(page.locator("h2").first).to_contain_text("April")
    assert f"month={year}-04" in page.url


def test_a_reminder_and_a_feed_are_made_and_removed(user: Person, open_page: Callable[..., Page]) -> None:
    page = open_page(user, "/sky")

    page.locator(".sky-form button").click()
    expect(page.locator(".sky-own")).to_contain_text("Full Moon")
    page.get_by_label("Delete").click()
    expect(page.locator(".sky-own")).to_have_count(0)
    page.locator("button", has_text="Everything").last.click()
    address = page.locator(".sky-copy code").inner_text()
    assert "/api/sky/events.ics?token=sf_" in address
    page.get_by_role("button", name="Revoke").click()
    expect(page.locator(".sky-own")).to_have_count(0)
    assert user.get("/api/sky/feeds").json["items"] == []
