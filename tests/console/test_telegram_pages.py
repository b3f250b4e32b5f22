"""Telegram's pages: signing in by a link, linking an account, the bots."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from app import config
from app.db import read_only, transaction
from app.telegram import bots, magic_links
from app.telegram.models import MagicLink, MagicLinkRequest, TelegramLink
from tests.conftest import Person

Open = Callable[..., Page]
TOKEN = "700100200:AAErandomlookingtokenthatisnoneatall"
BOT_ID = 700100200
ADA = 5_000_000_001


@pytest.fixture(autouse=True)
def bot(environment: dict[str, str], clean: None) -> Iterator[None]:
    """A bot in the database, which the server finds as well."""
    config.settings.cache_clear()
    with transaction() as session:
        bots.add(session, TOKEN, None)
        bots.describe(session, BOT_ID, "TestNameBot", "Test Bot")
    yield
    config.settings.cache_clear()


def link(person: Person) -> None:
    with transaction() as session:
        session.add(TelegramLink(user_id=person.id, telegram_user_id=ADA, chat_id=ADA))


def answer_requests() -> str:
    """Do what a worker does with the requests; gives the token that is sent."""
    with transaction() as session:
        for request_id in list(session.scalars(select(MagicLinkRequest.id))):
            magic_links.answer(session, request_id)
    with read_only() as session:
        newest = session.scalars(select(MagicLink).order_by(MagicLink.created_at.desc())).first()
    assert newest is not None
    return magic_links.token_of(newest.id)


def test_a_link_asked_for_here_asks_and_signs_in(open_page: Open, user: Person) -> None:
    link(user)
    page = open_page()
    page.get_by_label("User name").fill("ada")
    page.get_by_role("button", name="Sign in by Telegram").click()
    expect(page.get_by_role("status").get_by_text("If this account has a Telegram chat")).to_be_visible()
    token = answer_requests()

    page.goto(f"/login/magic#t={token}")
    expect(page.get_by_role("heading", name="Sign in as ada?")).to_be_visible()
    assert "#" not in page.url, "the token does not stay in the address"
    with read_only() as session:
        assert session.scalar(select(MagicLink.used_at)) is None, "looking spends nothing"
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/projects")

    page.goto(f"/login/magic#t={token}")
    expect(page.get_by_role("heading", name="no longer works")).to_be_visible()


def test_in_another_browser_it_asks_for_the_number(open_page: Open, user: Person) -> None:
    link(user)
    page = open_page()
    page.get_by_label("User name").fill("ada")
    page.get_by_role("button", name="Sign in by Telegram").click()
    number = page.get_by_role("status").locator("strong").inner_text()
    token = answer_requests()

    other = open_page(None, f"/login/magic#t={token}", width=390, height=800)
    box = other.get_by_role("textbox", name="Number")
    box.fill("99" if number != "99" else "98")
    other.get_by_role("button", name="Sign in").click()
    expect(other.get_by_role("alert")).to_contain_text("another browser")
    assert other.evaluate("document.documentElement.scrollWidth") <= 390
    box.fill(number)
    other.get_by_role("button", name="Sign in").click()
    other.wait_for_url("**/projects")


def test_an_account_is_linked_and_unlinked_and_quiet_hours_are_kept(open_page: Open, user: Person) -> None:
    page = open_page(user, "/telegram")
    page.get_by_role("button", name="Link Telegram").click()
    address = page.get_by_role("link", name="Open Telegram").get_attribute("href")
    assert address is not None
    assert address.startswith("https://t.me/TestNameBot?start=l_")
    link(user)
    expect(page.get_by_text("Linked since")).to_be_visible()
    page.get_by_label("Quiet from").fill("22:00")
    page.get_by_label("Quiet until").fill("07:00")
    page.get_by_role("button", name="Save changes").click()
    expect(page.get_by_text("Saved")).to_be_visible()
    assert user.get("/api/telegram/preferences").json["quiet_from"] == "22:00"
    page.get_by_role("button", name="Send a test").click()
    expect(page.get_by_text("This is a test.")).to_be_visible()
    page.get_by_role("button", name="Unlink").click()
    page.get_by_role("dialog").get_by_role("button", name="Unlink").click()
    expect(page.get_by_role("button", name="Link Telegram")).to_be_visible()


@pytest.mark.parametrize("width", [390, 1280])
def test_administrators_see_the_bots_and_add_one(open_page: Open, admin: Person, width: int) -> None:
    page = open_page(admin, "/bots", width=width)
    expect(page.get_by_text("@TestNameBot")).to_be_visible()
    page.get_by_role("button", name="Add a bot").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Token").fill("nonsense")
    dialog.get_by_role("button", name="Add a bot").click()
    expect(dialog.locator(".field-error:visible, .form-error:visible")).to_have_count(1)
    dialog.get_by_label("Token").fill("123456789:abcdefghijklmnopqrstuvwxyz")
    dialog.get_by_role("button", name="Add a bot").click()
    expect(page.get_by_text("Being checked")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    body: Any = admin.get("/api/telegram/bots").data
    assert b"abcdefghijklmnop" not in body
