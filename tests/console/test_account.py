"""One's own account, people and members in a real browser."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pyotp
import pytest
from playwright.sync_api import Page, expect

from app.db import transaction, uuid7
from app.gitread.layout import Kind
from app.projects.models import Project
from app.projects.sightings import ensure_groups
from tests.conftest import PASSWORD, Person
from tests.console.site import Site

Open = Callable[..., Page]


@pytest.fixture
def project(site: Site) -> str:
    with transaction() as session:
        ensure_groups(session)
        made = Project(id=uuid7(), name="engine", path="/e", raw_path=b"/e", kind=Kind.WORK_TREE, poll_group=0)
        session.add(made)
        return str(made.id)


def test_a_person_turns_their_second_factor_on_and_signs_in_with_it(open_page: Open, user: Person) -> None:
    page = open_page(user, "/account")
    page.get_by_role("button", name="Turn on").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Present password").fill(PASSWORD)
    dialog.get_by_role("button", name="Continue").click()
    expect(page.locator("img.qr")).to_be_visible()
    secret = page.locator(".secret").inner_text().replace(" ", "").strip()
    page.get_by_label("Code of your authenticator").fill(pyotp.TOTP(secret).now())
    page.get_by_role("button", name="Confirm").click()
    codes = page.locator("pre.secret")
    expect(codes).to_be_visible()
    recovery = codes.inner_text().splitlines()
    assert len(recovery) == 10
    page.get_by_role("button", name="I have kept them").click()
    expect(page.get_by_text("10 recovery codes left")).to_be_visible()

    other = open_page(None, "/")
    other.get_by_label("User name").fill("ada")
    other.get_by_label("Password", exact=True).fill(PASSWORD)
    other.get_by_role("button", name="Sign in", exact=True).click()
    code = other.get_by_label("Code of your authenticator")
    expect(code).to_be_visible()
    code.fill(pyotp.TOTP(secret).at(time.time() + 30))
    other.get_by_role("button", name="Sign in", exact=True).click()
    expect(other.get_by_role("heading", level=1)).to_be_visible()
    expect(other.get_by_label("Code of your authenticator")).to_have_count(0)


def test_a_token_is_made_shown_once_and_revoked(open_page: Open, user: Person) -> None:
    page = open_page(user, "/account")
    page.get_by_role("button", name="New token").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name").fill("nightly job")
    dialog.get_by_role("button", name="Create token").click()
    token = page.locator(".secret").inner_text().strip()
    assert token.startswith("luma_pat_")
    page.get_by_role("dialog").get_by_role("button", name="Close").last.click()
    expect(page.get_by_text("nightly job")).to_be_visible()
    answer = user.client.get("/api/auth/me", headers={"Authorization": f"Bearer {token}"})
    assert answer.json["username"] == "ada"
    page.get_by_role("button", name="Revoke token").click()
    page.get_by_role("dialog").get_by_role("button", name="Revoke token").click()
    expect(page.get_by_text("nightly job")).to_have_count(0)
    assert user.client.get("/api/auth/me", headers={"Authorization": f"Bearer {token}"}).status_code == 401


def test_a_weak_password_is_refused_at_its_field_and_a_good_one_taken(open_page: Open, user: Person) -> None:
    page = open_page(user, "/account")
    page.get_by_label("Present password").fill(PASSWORD)
    page.get_by_label("New password").fill("Password123!")
    page.get_by_role("button", name="Change password").click()
    expect(page.get_by_text("among the first that anybody would try")).to_be_visible()
    page.get_by_label("New password").fill("blue kettle mountain")
    page.get_by_role("button", name="Change password").click()
    expect(page.get_by_text("The password was changed")).to_be_visible()


def test_an_administrator_adds_and_deactivates_a_person_and_reads_of_it(open_page: Open, admin: Person) -> None:
    page = open_page(admin, "/users")
    page.get_by_role("button", name="Add a person").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("User name").fill("grace")
    dialog.get_by_label("Password").fill("blue kettle mountain")
    dialog.get_by_role("button", name="Add a person").click()
    page.get_by_role("button", name="Change: grace").click()
    page.get_by_role("dialog").get_by_role("button", name="Deactivate").click()
    page.get_by_role("dialog").get_by_role("button", name="Deactivate").click()
    expect(page.get_by_text("Deactivated")).to_be_visible()
    page.goto("/audit")
    expect(page.get_by_text("user.update")).to_be_visible()
    expect(page.get_by_text("user.create")).to_be_visible()


def test_an_invitation_lets_somebody_make_their_account(
    open_page: Open, admin: Person, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_page(admin, "/users")
    page.get_by_role("button", name="Invite somebody").click()
    page.get_by_role("dialog").get_by_label("For whom").fill("Grace")
    page.get_by_role("dialog").get_by_role("button", name="Invite somebody").click()
    url = page.locator(".secret").inner_text().strip()
    assert "/register#i=luma_invite_" in url
    guest = open_page(None, "/register" + url.partition("/register")[2])
    guest.get_by_label("User name").fill("grace")
    guest.get_by_label("Password").fill("blue kettle mountain")
    guest.get_by_role("button", name="Create your account").click()
    # Registration is closed here, as it is unless set otherwise: the page says so.
    expect(guest.get_by_text("Nobody can make an account here")).to_be_visible()


def test_an_owner_adds_a_member_and_closes_the_project(
    open_page: Open, admin: Person, user: Person, project: str
) -> None:
    page = open_page(admin, f"/projects/{project}")
    page.get_by_role("button", name="Add a member").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("User name").fill("ada")
    dialog.get_by_label("Role").select_option("viewer")
    dialog.get_by_role("button", name="Add a member").click()
    expect(page.locator(".member")).to_contain_text("ada")
    page.get_by_label("Everybody else").select_option("private")

    def seen(person: Person) -> Any:
        return person.get(f"/api/projects/{project}").json.get("my_role")

    expect(page.get_by_label("Everybody else")).to_have_value("private")
    assert seen(user) == "viewer"
    page.get_by_role("button", name="Remove: ada").click()
    expect(page.locator(".member")).to_have_count(0)
    assert user.get(f"/api/projects/{project}").status_code == 404
