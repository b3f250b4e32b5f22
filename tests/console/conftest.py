"""A real browser on a running server. Without Chromium these tests are left out, and say so."""

from __future__ import annotations

import base64
import json
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.conftest import Person
from tests.console.site import Runner, Site
from worker import scripts as worker_scripts
from worker.sandbox import runs as spools

FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
NAMES = ("chromium", "chromium-browser", "google-chrome", "/usr/bin/chromium")
LONG = 30_000
# The machine may be busy: how long something takes is no question of these tests.
expect.set_options(timeout=LONG)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium from this machine."""
    found = next((path for path in map(shutil.which, NAMES) if path), None)
    if found is None:
        pytest.skip("browser tests left out: no chromium on PATH")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield running
        running.close()


@pytest.fixture(scope="session")
def _site(environment: dict[str, str], _app: Any) -> Iterator[Site]:
    running = Site(environment)
    running.start()
    yield running
    running.stop()


@pytest.fixture
def site(_site: Site, clean: None) -> Site:
    """The server, over an empty database."""
    return _site


def _claims(token: str) -> dict[str, Any]:
    body = token.split(".")[1]
    claims: dict[str, Any] = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    return claims


class Faults(list[str]):
    """What a page complained of on its console, or threw."""

    def watch(self, page: Page) -> None:
        """Listen to a page from now on."""
        # An answer that is an error is told by the browser too; which of them are right is for each test to say.
        page.on(
            "console",
            lambda said: said.type == "error" and "Failed to load" not in said.text and self.append(said.text),
        )
        page.on("pageerror", lambda error: self.append(str(error)))


@pytest.fixture
def faults() -> Iterator[Faults]:
    """Faults of all pages; a test must leave none."""
    seen = Faults()
    yield seen
    assert seen == []


@pytest.fixture
def context(browser: Browser, site: Site) -> Iterator[Callable[..., BrowserContext]]:
    """Opens a browser window: of somebody signed in, or of nobody."""
    opened: list[BrowserContext] = []

    def make(person: Person | None = None, width: int = 1280, height: int = 800, **options: Any) -> BrowserContext:
        window = browser.new_context(base_url=site.url, viewport={"width": width, "height": height}, **options)
        window.set_default_timeout(LONG)
        if person is not None:
            token = person.headers["Authorization"].removeprefix("Bearer ")
            cookies = {"luma_access": token, "luma_csrf": _claims(token)["csrf"]}
            window.add_cookies([{"name": name, "value": value, "url": site.url} for name, value in cookies.items()])
        opened.append(window)
        return window

    yield make
    for window in opened:
        window.close()


@pytest.fixture
def open_page(context: Callable[..., BrowserContext], faults: Faults) -> Callable[..., Page]:
    """`open_page(person, "/projects")` opens a view in a window of its own, and waits until it is drawn."""

    def make(person: Person | None = None, address: str = "/", **options: Any) -> Page:
        page = context(person, **options).new_page()
        faults.watch(page)
        page.goto(address)
        page.wait_for_selector("h1")
        return page

    return make


@pytest.fixture
def runner(environment: dict[str, str], clean: None) -> Iterator[Runner]:
    """Runs are done, each in its sandbox."""
    if not worker_scripts.sandbox().report.available:
        pytest.skip(f"no sandbox here: {worker_scripts.sandbox().report.cause}")
    with Runner() as running:
        yield running
        base = worker_scripts.sandbox().config.base
        for name in spools.list_runs(base):
            spools.request_cancel(base / name)


@pytest.fixture
def script(admin: Person) -> Callable[..., str]:
    """`script("seq 10")` saves a script and gives its id."""

    def make(content: str, name: str = "Checks", interpreter: str = "bash") -> str:
        body = {"name": name, "interpreter": interpreter, "content": content}
        answer = admin.post("/api/scripts", json=body)
        assert answer.status_code == 201, answer.json
        identifier: str = answer.json["id"]
        return identifier

    return make
