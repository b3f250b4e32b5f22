"""What starts a script by itself, its secrets and versions, and what a run left, in a real browser."""

from __future__ import annotations

import os
import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.conftest import Person
from tests.console.site import Runner

Open = Callable[..., Page]
# A directory to put pictures of the pages into, for people to look at.
PICTURES = os.environ.get("LUMASTACK_TEST_PICTURES")


def picture(page: Page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=f"{PICTURES}/{name}.png", full_page=True)


def test_a_script_gets_times_triggers_secrets_and_shows_its_versions(
    open_page: Open, admin: Person, script: Callable[..., str]
) -> None:
    identifier = script("echo one\n")
    script("true", name="Build")
    page = open_page(admin, f"/scripts/{identifier}")

    page.locator("summary", has_text="Add a schedule").click()
    page.get_by_role("textbox", name="Times").fill("0 0 30 2 *")
    form = page.locator("details.adding[open]")
    form.get_by_role("button", name="Add a schedule").click()
    expect(form.locator("[data-field=cron] .field-error")).to_contain_text("never")
    page.get_by_role("textbox", name="Times").fill("30 6 * * 1-5")
    form.get_by_role("button", name="Add a schedule").click()
    row = page.locator(".row.plan", has_text="30 6 * * 1-5")
    expect(row).to_be_visible()
    row.locator("summary").click()
    expect(row.locator(".next-times li")).to_have_count(5)

    page.locator("summary", has_text="Add a trigger").click()
    form = page.locator("details.adding[open]")
    form.get_by_label("Started by").select_option("script")
    form.get_by_label("After a script").select_option(label="Build")
    form.get_by_role("button", name="Add a trigger").click()
    expect(page.locator(".row.plan", has_text="Build")).to_be_visible()
    assert admin.get(f"/api/triggers?script_id={identifier}").json["items"][0]["on"] == "script"

    page.locator("summary", has_text="Set a secret").click()
    form = page.locator("details.adding[open]")
    form.get_by_label("Name", exact=True).fill("API_KEY")
    form.get_by_label("Value").fill("abc")
    form.get_by_role("button", name="Set a secret").click()
    expect(page.locator(".toast")).to_contain_text("too short")
    expect(page.locator(".row.plan", has_text="API_KEY")).to_be_visible()

    page.get_by_label("Script", exact=True).fill("echo two\n")
    page.get_by_role("button", name="Save changes").click()
    version = page.locator("details.version", has_text="Version 2")
    version.locator("summary").click()
    expect(version.locator(".diff-add")).to_have_text(re.compile(r"\+echo two"))
    picture(page, "script")

    row.get_by_role("button", name="Switch off").click()
    expect(page.locator(".row.plan", has_text="30 6 * * 1-5").locator(".badge")).to_have_text("Off")
    page.locator(".row.plan", has_text="30 6 * * 1-5").get_by_role("button", name="Delete").click()
    expect(page.locator(".row.plan", has_text="30 6 * * 1-5")).to_have_count(0)


def test_who_may_not_see_secrets_is_not_offered_any(open_page: Open, user: Person, script: Callable[..., str]) -> None:
    page = open_page(user, f"/scripts/{script('true')}")

    expect(page.get_by_role("heading", name="Versions")).to_be_visible()
    expect(page.get_by_role("heading", name="Secrets")).to_have_count(0)


def test_a_run_shows_the_files_that_it_left_and_what_it_used(
    open_page: Open, admin: Person, script: Callable[..., str], runner: Runner
) -> None:
    identifier = script('echo "a,b" > "$LUMASTACK_ARTIFACTS/table.csv"; echo -e "\\e[32mdone\\e[0m"')
    execution = admin.post(f"/api/scripts/{identifier}/executions", json={}).json
    page = open_page(admin, f"/executions/{execution['id']}")

    link = page.get_by_role("link", name="table.csv")
    expect(link).to_be_visible()
    expect(page.locator(".run-facts")).to_contain_text("Memory")
    picture(page, "run")
    with page.expect_download() as download:
        link.click()
    assert download.value.path().read_bytes() == b"a,b\n"


def test_a_file_is_chosen_for_a_run(open_page: Open, admin: Person, runner: Runner) -> None:
    body = {
        "name": "With a file", "interpreter": "bash", "content": 'cat "$PARAM_DATA"',
        "parameters": [{"name": "data", "label": "Data", "type": "file", "required": True}],
    }  # fmt: skip
    made = admin.post("/api/scripts", json=body).json
    page = open_page(admin, f"/scripts/{made['id']}")

    page.get_by_role("button", name="Run", exact=True).click()
    with page.expect_response(re.compile("/api/uploads")):
        page.get_by_label("Data").set_input_files({"name": "x.txt", "mimeType": "text/plain", "buffer": b"from a file"})
    page.get_by_role("dialog").get_by_role("button", name="Run").click()

    expect(page.locator(".log")).to_contain_text("from a file")
