"""The console as people use it: a real browser on the real product."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from sqlalchemy import select

from app import db
from app.jobs.models import Job
from app.messages import ScanRepositories
from app.notifications.models import NotificationType
from app.notifications.service import notify
from app.projects.models import Channel
from tests.conftest import PASSWORD, Person
from tests.console.site import Runner, Site
from worker.handles import perform

Open = Callable[..., Page]
EXECUTION = re.compile(r"/executions/[0-9a-f-]{36}")
MARKUP = '<img src=x onerror="document.body.dataset.broken=1"><b>bold</b>'


def run_on(page: Page, script: str) -> None:
    """Run a script from its own page, outside any project."""
    page.goto(f"/scripts/{script}")
    page.get_by_role("main").get_by_role("button", name="Run", exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name="Run", exact=True).click()
    page.wait_for_url(EXECUTION)


def lines_seen(page: Page) -> list[str]:
    """All lines of the log view, by scrolling through it from its beginning to its end."""
    seen: dict[int, str] = page.evaluate(
        """async () => {
          const scroller = document.querySelector(".log-scroller");
          const frame = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
          const seen = {};
          scroller.scrollTop = 0;
          await frame();
          for (let last = -1; scroller.scrollTop !== last; ) {
            last = scroller.scrollTop;
            for (const row of scroller.querySelectorAll(".log-row")) {
              seen[row.querySelector(".log-number").textContent] = row.querySelector(".log-text").textContent;
            }
            scroller.scrollTop += scroller.clientHeight - 60;
            await frame();
          }
          return seen;
        }"""
    )
    return [text for _, text in sorted((int(number), text) for number, text in seen.items())]


def tell(person: Person, project: str, subject: str, *, published: bool = True) -> None:
    """Notify somebody, as a commit does; not `published`: as a process does that dies after its commit."""
    with db.transaction() as session:
        notify(
            session,
            NotificationType.COMMIT,
            dedupe_key=subject,
            key="notification-commit",
            params={"project": project, "author": "Ada", "subject": subject, "branch": "main"},
            data={},
            recipients=[person.id],
            channels=[Channel.WEB],
        )
        if not published:
            session.info.pop("after_commit")


def test_a_person_signs_in_and_out(open_page: Open, user: Person) -> None:
    page = open_page(None, "/scripts")
    page.get_by_label("User name").fill(user.username)
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("alert")).to_have_text("The user name or the password is wrong.")

    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()

    expect(page.get_by_role("heading", name="Scripts")).to_be_visible()
    assert page.url.endswith("/scripts"), "the view that was asked for"
    cookies = {cookie["name"]: cookie["httpOnly"] for cookie in page.context.cookies()}
    assert cookies == {"luma_access": True, "luma_refresh": True, "luma_csrf": False}
    page.reload()
    expect(page.get_by_role("heading", name="Scripts")).to_be_visible()

    page.get_by_role("button", name="Your profile").click()
    page.get_by_role("button", name="Sign out", exact=True).click()
    expect(page.get_by_label("Password")).to_be_visible()
    assert page.context.cookies() == []


def test_an_expired_access_token_is_renewed_unseen(open_page: Open, user: Person) -> None:
    page = open_page(None)
    page.get_by_label("User name").fill(user.username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", name="Hello")).to_be_visible()
    # A renewal that is under way when the page is left would be lost with its answer.
    page.wait_for_load_state("networkidle")
    before = {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}

    page.context.add_cookies([{"name": "luma_access", "value": "spent", "url": page.url}])
    page.reload()

    expect(page.get_by_role("heading", name="Hello")).to_be_visible()
    after = {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}
    assert after["luma_refresh"] != before["luma_refresh"]
    assert after["luma_access"] != "spent"


def test_a_session_that_is_ended_elsewhere_leads_to_signing_in(open_page: Open, user: Person) -> None:
    page = open_page(user)
    expect(page.get_by_text("Live", exact=True)).to_be_visible()

    user.post("/api/auth/logout-all")

    expect(page.get_by_label("Password")).to_be_visible()


@pytest.fixture
def repository(tmp_path: Path) -> Callable[..., Path]:
    """Makes a repository with some commits and files."""

    def git(path: Path, *words: str) -> None:
        identity = ["-c", "user.name=Ada Lovelace", "-c", "user.email=ada@example.org"]
        subprocess.run(["git", *identity, *words], cwd=path, check=True, capture_output=True)

    def make(name: str, *subjects: str) -> Path:
        path = tmp_path / "repositories" / name
        (path / "src").mkdir(parents=True)
        git(path, "init", "-q", "-b", "main")
        for number, subject in enumerate(subjects):
            (path / "src" / "notes.txt").write_text(f"line one\n{MARKUP}\nnumber {number}\n")
            git(path, "add", ".")
            git(path, "commit", "-q", "-m", subject)
        return path

    return make


@pytest.fixture
def scanned(repository: Callable[..., Path], admin: Person) -> Callable[..., list[dict[str, Any]]]:
    """Looks for repositories below a directory, as a worker does."""

    def scan(path: Path) -> list[dict[str, Any]]:
        assert admin.post("/api/scan-roots", json={"path": str(path)}).status_code == 201
        perform(ScanRepositories(admin.post("/api/projects/scan").json["id"]))
        projects: list[dict[str, Any]] = admin.get("/api/projects").json["items"]
        return projects

    return scan


def test_projects_commits_and_files_are_shown(
    open_page: Open, user: Person, repository: Callable[..., Path], scanned: Callable[..., list[dict[str, Any]]]
) -> None:
    root = repository("engine", "Begin", f"Print {MARKUP}", "Note G").parent
    repository("loom", "Weave")
    scanned(root)
    page = open_page(user, "/projects")

    rows = page.locator(".row.project")
    expect(rows).to_have_count(2)
    expect(rows.first).to_contain_text("Note G")
    page.keyboard.press("/")
    page.keyboard.type("loo")
    expect(rows).to_have_count(1)
    assert page.url.endswith("?q=loo")
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    expect(rows).to_have_count(2)

    page.get_by_role("link", name="engine").click()
    subjects = page.locator(".commit-subject")
    expect(subjects).to_have_text(["Note G", f"Print {MARKUP}", "Begin"])
    page.get_by_role("link", name="Files").click()
    page.get_by_role("link", name="src").click()
    page.get_by_role("link", name="notes.txt").click()
    expect(page.locator(".file-text .lines")).to_have_text(f"line one\n{MARKUP}\nnumber 2\n")
    page.reload()
    expect(page.locator(".file-text .lines")).to_have_text(f"line one\n{MARKUP}\nnumber 2\n")
    page.go_back()
    expect(page.get_by_role("link", name="notes.txt")).to_be_visible()
    assert page.evaluate("document.body.dataset.broken") is None


def test_ten_thousand_lines_are_watched_live_in_order_and_a_late_viewer_sees_the_same(
    open_page: Open, admin: Person, user: Person, script: Callable[..., str], runner: Runner
) -> None:
    ready = script('for n in $(seq 1 10000); do echo "line $n"; [ $((n % 500)) = 0 ] && sleep 0.02; done')
    page = open_page(admin, height=2400)
    run_on(page, ready)

    expect(page.locator(".status").first).to_have_text("Running")
    expect(page.locator(".log-row").first).to_be_visible()
    late = open_page(user, page.url, height=2400)
    expect(page.locator(".status").first).to_have_text("Succeeded")
    expect(page.locator(".log-row").last).to_have_text("10000line 10000")

    expected = [f"line {number}" for number in range(1, 10_001)]
    expect(late.locator(".log-lines")).to_have_text("Lines 10,000")
    assert lines_seen(page) == expected
    assert lines_seen(late) == expected


def test_a_failed_run_shows_its_exit_code_colours_and_settled_progress(
    open_page: Open, admin: Person, script: Callable[..., str], runner: Runner
) -> None:
    content = r"printf '\033[31;1mred\033[0m\n%s\n' '" + MARKUP + r"'; printf '1%%\r2%%\r100%%\n'; exit 3"
    page = open_page(admin)
    run_on(page, script(content))

    expect(page.locator(".status").first).to_have_text("Failed")
    expect(page.locator(".run-facts")).to_contain_text("Exit code3")
    expect(page.locator(".log-text")).to_have_text(["red", MARKUP, "100%"])
    expect(page.locator(".log-text .t-f1.t-bold")).to_have_text("red")
    assert page.evaluate("document.body.dataset.broken") is None


def test_a_run_is_cancelled_and_run_again(
    open_page: Open, admin: Person, script: Callable[..., str], runner: Runner
) -> None:
    page = open_page(admin)
    run_on(page, script("echo begun; sleep 60"))
    expect(page.locator(".log-text").first).to_have_text("begun")
    first = page.url

    page.get_by_role("button", name="Cancel run").click()
    expect(page.locator(".status").first).to_have_text("Cancelled")
    page.get_by_role("button", name="Run again").click()

    page.wait_for_url(lambda url: url != first)
    expect(page.locator(".status").first).to_have_text("Running")
    page.get_by_role("button", name="Cancel run").click()
    expect(page.locator(".status").first).to_have_text("Cancelled")


def test_a_million_lines_stay_a_handful_of_elements(
    open_page: Open, admin: Person, script: Callable[..., str], runner: Runner
) -> None:
    page = open_page(admin)
    run_on(page, script("seq 1000000"))
    expect(page.locator(".log-lines")).to_have_text("Lines 1,000,000", timeout=90_000)
    expect(page.locator(".log-row").last).to_have_text("10000001000000")
    assert page.locator(".log-row").count() < 80

    page.locator(".log-scroller").focus()
    page.keyboard.press("Home")
    expect(page.locator(".log-row").first).to_have_text("11")
    expect(page.get_by_role("button", name="Jump to end")).to_be_visible()
    page.mouse.move(600, 500)
    page.mouse.wheel(0, 400)
    expect(page.locator(".log-row").nth(6)).to_have_text(re.compile(r"^(2\d)\1$"))
    page.locator(".log-scroller").evaluate("(element) => (element.scrollTop = element.scrollHeight / 2)")
    middle = page.locator(".log-number").first
    expect(middle).to_have_text(re.compile(r"^(49|50)\d{4}$"))
    assert page.locator(".log-row").count() < 80

    page.get_by_role("searchbox").fill("99999")
    expect(page.locator(".log-hits")).to_have_text("19")
    page.keyboard.press("Enter")
    expect(page.locator("mark.present")).to_have_text("99999")
    expect(page.locator(".log-hits")).to_have_text(re.compile(r"^\d+ / 19$"))
    page.get_by_role("button", name="Jump to end").click()
    expect(page.locator(".log-row").last).to_have_text("10000001000000")

    page.goto(f"{page.url.split('#')[0]}#L777777-L777779")
    page.reload()
    expect(page.locator(".log-row.selected .log-text")).to_have_text(["777777", "777778", "777779"], timeout=60_000)


def test_following_ends_when_a_person_scrolls_up_and_begins_at_the_end(
    open_page: Open, admin: Person, script: Callable[..., str], runner: Runner
) -> None:
    page = open_page(admin)
    run_on(page, script("seq 1 2000; while [ ! -e stop ]; do echo more; sleep 0.05; done & sleep 20; kill %1"))
    follow = page.get_by_role("button", name="Follow")
    expect(page.locator(".log-lines")).to_have_text(re.compile(r"Lines 2,0[1-9]\d"))
    expect(follow).to_have_attribute("aria-pressed", "true")

    page.mouse.move(600, 500)
    page.mouse.wheel(0, -600)
    expect(follow).to_have_attribute("aria-pressed", "false")
    top = page.locator(".log-number").first.text_content()
    lines = page.locator(".log-lines").text_content() or ""
    expect(page.locator(".log-lines")).not_to_have_text(lines)
    assert page.locator(".log-number").first.text_content() == top, "what is read stays where it is"

    page.get_by_role("button", name="Jump to end").click()
    expect(follow).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".log-text").last).to_have_text("more")
    page.get_by_role("button", name="Cancel run").click()


def test_a_notification_arrives_in_every_window_and_is_read_in_all(open_page: Open, user: Person) -> None:
    one, other = open_page(user), open_page(user, "/notifications")
    for page in (one, other):
        expect(page.get_by_text("Live", exact=True)).to_be_visible()

    tell(user, "engine", f"Subject {MARKUP}")

    expect(one.locator(".toast")).to_contain_text(f"Ada on main: Subject {MARKUP}")
    expect(other.locator(".note.unread")).to_contain_text("New commit in engine")
    for page in (one, other):
        expect(page.locator(".bell .count")).to_have_text("1")
    one.locator(".bell button").click()
    one.get_by_role("button", name="Mark all as read").click()
    for page in (one, other):
        expect(page.locator(".bell .count")).to_be_hidden()
    expect(other.locator(".note.unread")).to_have_count(0)
    assert one.evaluate("document.body.dataset.broken") is None


def test_a_notification_that_is_read_in_one_window_counts_no_more_in_another(open_page: Open, user: Person) -> None:
    one, other = open_page(user), open_page(user, "/scripts")
    for page in (one, other):
        expect(page.get_by_text("Live", exact=True)).to_be_visible()
    tell(user, "engine", "first")
    tell(user, "engine", "second")
    expect(other.locator(".bell .count")).to_have_text("2")

    one.locator(".bell button").click()
    one.get_by_role("dialog").locator(".note", has_text="first").click()

    for page in (one, other):
        expect(page.locator(".bell .count")).to_have_text("1")
    expect(other.locator(".side .count")).to_have_text("1")


@pytest.mark.parametrize("address", ["/scripts", "/notifications"])
def test_what_happens_before_the_room_is_joined_or_is_lost_on_the_way_is_shown_all_the_same(
    address: str, user: Person, context: Callable[..., BrowserContext], faults: Any
) -> None:
    """The server's words are held back, as by a busy machine: a notification comes between opening and joining."""
    page = context(user).new_page()
    faults.watch(page)
    held: list[Any] = []
    open_gate: list[bool] = []
    routes: list[Any] = []

    def hold(route: Any) -> None:
        server = route.connect_to_server()
        routes.append(route)
        route.on_message(lambda message: server.send(message) if open_gate else held.append((server, message)))
        server.on_message(lambda message: route.send(message))

    page.route_web_socket("**/ws", hold)
    page.goto(address)
    expect(page.get_by_text("No scripts yet" if address == "/scripts" else "No notifications yet")).to_be_visible()
    while not any("user:me" in message for _, message in held):
        page.wait_for_timeout(20)
    expect(page.get_by_text("Connecting…", exact=True)).to_be_visible()

    tell(user, "engine", "before it was live")
    open_gate.append(True)
    for server, message in held:
        server.send(message)

    expect(page.get_by_text("Live", exact=True)).to_be_visible()
    shown = page.locator(".toast" if address == "/scripts" else ".note.unread")
    expect(shown).to_contain_text("before it was live")
    expect(page.locator(".bell .count")).to_have_text("1")

    tell(user, "engine", "its event was lost", published=False)
    expect(shown.filter(has_text="its event was lost")).to_be_visible()
    expect(page.locator(".bell .count")).to_have_text("2")


def test_a_notification_of_somebody_else_is_not_seen(
    open_page: Open, user: Person, person: Callable[..., Person]
) -> None:
    page = open_page(user)
    expect(page.get_by_text("Live", exact=True)).to_be_visible()

    tell(person("eve"), "secret", "not for others")
    tell(user, "engine", "for oneself")

    expect(page.locator(".toast")).to_contain_text("for oneself")
    expect(page.locator(".toast")).to_have_count(1)


def test_a_log_goes_on_whole_after_the_server_was_killed(
    open_page: Open, admin: Person, script: Callable[..., str], runner: Runner, site: Site
) -> None:
    page = open_page(admin)
    run_on(page, script('for n in $(seq 1 600); do echo "line $n"; sleep 0.01; done'))
    expect(page.locator(".log-lines")).to_have_text(re.compile(r"Lines \d{2,}"))

    site.kill()
    expect(page.get_by_text("Live updates have stopped. Reconnecting…")).to_be_visible()
    site.start()

    expect(page.locator(".status").first).to_have_text("Succeeded", timeout=60_000)
    expect(page.get_by_text("Live updates have stopped. Reconnecting…")).to_be_hidden()
    expect(page.locator(".log-lines")).to_have_text("Lines 600")
    assert lines_seen(page) == [f"line {number}" for number in range(1, 601)]


def test_a_log_that_streams_over_cut_connections_has_no_gap_and_no_repeat(
    open_page: Open, admin: Person, script: Callable[..., str], runner: Runner
) -> None:
    page = open_page(admin)
    run_on(page, script('for n in $(seq 1 800); do echo "line $n"; sleep 0.01; done'))
    expect(page.locator(".log-lines")).to_have_text(re.compile(r"Lines \d{2,}"))

    for _ in range(3):
        page.context.set_offline(True)
        # The page's sockets and requests are cut at once; it may say so, or be quick enough not to have to.
        page.wait_for_timeout(600)
        page.context.set_offline(False)
        seen = page.locator(".log-lines").text_content() or ""
        if seen == "Lines 800":
            break
        expect(page.locator(".log-lines")).not_to_have_text(seen)

    expect(page.locator(".status").first).to_have_text("Succeeded", timeout=60_000)
    expect(page.locator(".log-lines")).to_have_text("Lines 800")
    assert lines_seen(page) == [f"line {number}" for number in range(1, 801)]


def test_a_line_is_linked_to_and_found_in_another_window(
    open_page: Open, admin: Person, user: Person, script: Callable[..., str], runner: Runner
) -> None:
    page = open_page(admin)
    run_on(page, script('for n in $(seq 1 300); do echo "line $n"; done'))
    expect(page.locator(".log-lines")).to_have_text("Lines 300")

    page.get_by_role("searchbox", name="Search the log").fill("line 123")
    expect(page.locator(".log-hits")).to_have_text("1")
    page.keyboard.press("Enter")
    page.locator(".log-row", has_text="line 123").locator(".log-number").click()

    expect(page).to_have_url(re.compile(r"#L123$"))
    other = open_page(user, page.url)
    expect(other.locator(".log-row.selected .log-text")).to_have_text(["line 123"])


def test_a_window_without_network_says_so_and_heals(
    open_page: Open, context: Callable[..., BrowserContext], user: Person
) -> None:
    page = open_page(user)
    expect(page.get_by_text("Live", exact=True)).to_be_visible()

    page.context.set_offline(True)
    expect(page.get_by_text("Live updates have stopped. Reconnecting…")).to_be_visible()
    tell(user, "engine", "while away")
    page.context.set_offline(False)

    expect(page.get_by_text("Live", exact=True)).to_be_visible()
    expect(page.locator(".bell .count")).to_have_text("1")


def test_a_script_is_written_changed_and_refused_with_the_field_at_fault(open_page: Open, admin: Person) -> None:
    page = open_page(admin, "/scripts/new")
    page.get_by_label("Name").fill("Greeting")
    page.get_by_label("Interpreter").fill("no-such-program")
    editor = page.get_by_label("Script", exact=True)
    editor.fill("if true; then\n")
    editor.press("Control+End")
    editor.press("Tab")
    editor.type("echo hello\nfi\n")
    page.get_by_role("button", name="Create script").click()
    expect(page.locator("[data-field=interpreter] .field-error")).to_be_visible()
    expect(page.get_by_label("Interpreter")).to_be_focused()

    page.get_by_label("Interpreter").fill("bash")
    page.get_by_role("button", name="Create script").click()

    expect(page.get_by_role("heading", name="Greeting")).to_be_visible()
    made = admin.get("/api/scripts").json["items"][0]
    assert made["content"] == "if true; then\n    echo hello\nfi\n"
    page.get_by_label("Time limit").fill("7")
    page.get_by_role("button", name="Save changes").click()
    expect(page.locator(".toast")).to_contain_text("Saved")
    assert admin.get(f"/api/scripts/{made['id']}").json["timeout_seconds"] == 7


def test_administrators_scan_and_others_are_not_offered_it(
    open_page: Open, admin: Person, user: Person, repository: Callable[..., Path]
) -> None:
    root = repository("engine", "Begin").parent
    page = open_page(admin, "/scan-roots")
    page.get_by_label("Directory").fill("/does/not/exist")
    page.get_by_role("button", name="Add directory").click()
    expect(page.locator(".field-error")).to_be_visible()
    page.get_by_label("Directory").fill(str(root))
    page.get_by_role("button", name="Add directory").click()
    expect(page.locator(".row.root")).to_contain_text(str(root))

    page.get_by_role("button", name="Scan now").click()
    expect(page.locator(".job .status").first).to_have_text(re.compile("Queued|Running"))
    other = open_page(admin, "/scan-roots")
    expect(other.locator(".job .status").first).to_have_text(re.compile("Queued|Running"))
    with db.read_only() as session:
        perform(ScanRepositories(str(session.scalars(select(Job.id)).one())))

    expect(page.locator(".job .status").first).to_have_text("Succeeded")
    expect(page.locator(".job").first).to_contain_text("Found1")
    expect(other.locator(".job .status").first).to_have_text("Succeeded")
    other.reload()
    expect(other.locator(".row.scan")).to_contain_text("Succeeded")
    assert open_page(user).get_by_role("link", name="Scan roots").count() == 0


def test_the_home_shows_first_steps_then_what_wants_attention(
    open_page: Open, admin: Person, repository: Callable[..., Path], scanned: Callable[..., list[dict[str, Any]]]
) -> None:
    page = open_page(admin)
    steps = page.locator(".first-steps")
    expect(steps.locator("li")).to_have_count(4)
    expect(steps.locator("li.done")).to_have_count(0)

    project = scanned(repository("engine", "Begin").parent)[0]["id"]
    page.reload()
    expect(steps.locator("li.done")).to_have_count(2)
    steps.get_by_role("link", name="Do this next").click()
    expect(page).to_have_url(re.compile("/scripts/new$"))

    page.go_back()
    expect(page.get_by_text("All projects are well.")).to_be_visible()
    admin.patch(f"/api/projects/{project}", json={"is_blocked": True, "blocked_reason": "Release week"})
    expect(page.locator(".home")).to_contain_text("Release week")
    tell(admin, "engine", "Note G")
    expect(page.locator(".home .note")).to_contain_text("Note G")


def test_projects_are_filtered_by_their_state(
    open_page: Open, user: Person, admin: Person, repository: Callable[..., Path], scanned: Callable[..., Any]
) -> None:
    repository("loom", "Weave")
    projects = {one["name"]: one["id"] for one in scanned(repository("engine", "Begin").parent)}
    admin.patch(f"/api/projects/{projects['loom']}", json={"is_blocked": True})
    page = open_page(user, "/projects")
    rows = page.locator(".row.project")
    expect(rows).to_have_count(2)

    page.get_by_label("Show").select_option("Blocked")
    expect(rows).to_have_text([re.compile("loom")])
    page.get_by_label("Show").select_option("Missing")
    expect(page.get_by_text("Nothing matches")).to_be_visible()
    page.reload()
    expect(page.get_by_label("Show").locator("option:checked")).to_have_text("Missing")
    page.get_by_label("Show").select_option("Not blocked")
    expect(rows).to_have_text([re.compile("engine")])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_view_is_wider_than_a_phone(open_page: Open, admin: Person, script: Callable[..., str], scheme: str) -> None:
    made = script("echo hello", name="a-name-without-any-space-that-is-longer-than-a-phone-is-wide-" * 2)
    admin.post(f"/api/scripts/{made}/executions", json={})
    execution = admin.get("/api/executions").json["items"][0]["id"]
    page = open_page(admin, "/", width=360, height=740, color_scheme=scheme)

    run = f"/executions/{execution}"
    views = ["/projects", "/scripts", f"/scripts/{made}", "/scripts/new", "/executions", run, "/notifications"]
    for address in [*views, "/scan-roots", "/api/docs", "/projects/none"]:
        page.goto(address)
        page.wait_for_selector("h1, .empty-title")
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, address
        assert page.evaluate("document.documentElement.dataset.theme") == scheme


def test_every_control_has_a_name(open_page: Open, admin: Person, script: Callable[..., str]) -> None:
    made = script("echo hello")
    admin.post(f"/api/scripts/{made}/executions", json={})
    execution = admin.get("/api/executions").json["items"][0]["id"]
    page = open_page(admin)

    for address in ("/projects", "/scripts", f"/scripts/{made}", "/executions", f"/executions/{execution}",
                    "/notifications", "/scan-roots", "/api/docs"):  # fmt: skip
        page.goto(address)
        page.wait_for_selector("h1")
        page.wait_for_load_state("networkidle")
        nameless = page.evaluate(
            """() => [...document.querySelectorAll("button, a[href], input, select, textarea")]
              .filter((one) => one.offsetParent !== null)
              .filter((one) => !(one.ariaLabel || one.textContent.trim() || one.title || one.labels?.length))
              .map((one) => one.outerHTML)"""
        )
        assert nameless == [], address


def test_the_keyboard_reaches_every_view(open_page: Open, admin: Person) -> None:
    page = open_page(admin)

    for keys, heading in (
        ("g h", "Hello, root"),
        ("g s", "Scripts"),
        ("g r", "Runs"),
        ("g n", "Notifications"),
        ("g o", "Scan roots"),
        ("g p", "Projects"),
    ):
        for key in keys.split():
            page.keyboard.press(key)
        expect(page.get_by_role("heading", name=heading, level=1)).to_be_focused()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("Keyboard shortcuts")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_language_time_zone_and_colours_are_a_persons_own(open_page: Open, user: Person) -> None:
    page = open_page(user)
    page.get_by_role("button", name="Your profile").click()
    page.get_by_role("button", name="Dark").click()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.get_by_label("Time zone").select_option("Asia/Yerevan")
    expect(page.locator(".toast").first).to_be_visible()
    page.get_by_label("Language").select_option("hy")

    expect(page.locator("html")).to_have_attribute("lang", "hy")
    page.reload()
    page.wait_for_selector("h1")
    assert page.evaluate("[document.documentElement.lang, document.documentElement.dataset.theme]") == ["hy", "dark"]
    me = user.get("/api/auth/me").json
    assert (me["language"], me["timezone"]) == ("hy", "Asia/Yerevan")


def test_the_reference_names_every_operation(open_page: Open, admin: Person) -> None:
    page = open_page(None, "/api/docs")
    document = admin.get("/api/openapi.json").json
    operations = [
        (method, path) for path, item in document["paths"].items() for method in item if method != "parameters"
    ]

    expect(page.locator(".operation")).to_have_count(len(operations))
    page.get_by_role("searchbox").fill("ws-ticket")
    expect(page.locator(".operation")).to_have_count(1)
    page.locator(".operation summary").click()
    expect(page.locator(".operation-body")).to_contain_text("201")


@pytest.fixture(autouse=True)
def _settled(site: Site) -> Iterator[None]:
    """A server for the next test, whatever this one did to it."""
    yield
    site.ensure()
