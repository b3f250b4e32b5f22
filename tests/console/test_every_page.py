"""Every page of the console, in ten languages, on a phone and on a desk: whole, translated, without a fault.

`LUMASTACK_TEST_SCREENSHOTS=DIRECTORY` keeps a picture of each.
"""

from __future__ import annotations

import os
import re
import subprocess
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page
from sqlalchemy import func, update

from app import db
from app.console.assets import STATIC
from app.i18n import LANGUAGES, message_ids
from app.messages import ScanRepositories
from app.notifications.models import NotificationType
from app.notifications.service import notify
from app.projects.models import Channel, Project, ProjectStatus
from app.scripts.models import Execution, ExecutionStatus
from tests.conftest import Person
from tests.console.site import Site
from worker.handles import perform

Open = Callable[..., Page]
PHONE, DESK = (375, 760), (1280, 800)
PICTURES = os.environ.get("LUMASTACK_TEST_SCREENSHOTS")

# What must never be seen: a key in the place of its words, a value that is none.
KEYS = "|".join(message_ids("en"))
RAW = re.compile(rf"\bconsole-[a-z-]+\b|\bundefined\b|\bNaN\b|\[object |{{ ?\w+ ?}}|\b(?:{KEYS})\b")

SEEN = """() => {
  const seen = [document.body.innerText, document.title];
  for (const one of document.querySelectorAll("[aria-label], [title], [placeholder]")) {
    seen.push(one.ariaLabel, one.title, one.placeholder);
  }
  return seen.filter(Boolean).join("\\n");
}"""
# Controls whose words do not fit into them. A cut is meant only where the style says so, by an ellipsis.
CUT = """() => [...document.querySelectorAll("button, .button, .bottom span, label, .tab, .badge, .status, h1, h2, .nav-link")]
  .filter((one) => one.offsetParent !== null && (one.closest(".bottom") || getComputedStyle(one).textOverflow !== "ellipsis"))
  .filter((one) => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== "inline")
  .map((one) => one.outerHTML.slice(0, 200))"""
WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


# Texts whose contrast with what is behind them is less than WCAG 2.2 asks for (AA: 4.5, large ones 3).
PALE = """() => {
  const numbers = (colour) => {
    const found = colour.match(/-?[\\d.]+(e-?\\d+)?/g).map(Number);
    const [r, g, b, a = 1] = colour.startsWith("color(srgb") ? found.map((n, i) => (i < 3 ? n * 255 : n)) : found;
    return [r, g, b, a];
  };
  const over = ([r, g, b, a], [R, G, B]) => [r * a + R * (1 - a), g * a + G * (1 - a), b * a + B * (1 - a), 1];
  const behind = (one) => {
    const layers = [];
    for (let at = one; at; at = at.parentElement) {
      const colour = numbers(getComputedStyle(at).backgroundColor);
      if (colour[3] > 0) layers.push(colour);
      if (colour[3] === 1) break;
    }
    return layers.reduceRight((under, layer) => over(layer, under), [255, 255, 255, 1]);
  };
  const light = ([r, g, b]) => {
    const [R, G, B] = [r, g, b].map((n) => n / 255).map((n) => (n <= 0.04045 ? n / 12.92 : ((n + 0.055) / 1.055) ** 2.4));
    return 0.2126 * R + 0.7152 * G + 0.0722 * B;
  };
  const pale = [];
  for (const one of document.body.querySelectorAll("*")) {
    const own = [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    const style = getComputedStyle(one);
    const hidden = one.closest("[aria-hidden='true'], :disabled, .visually-hidden, .skip-link, option, noscript, .log-none");
    if (!own || hidden || !one.checkVisibility({ opacityProperty: true })) continue;
    const ground = behind(one);
    const [front, back] = [light(over(numbers(style.color), ground)), light(ground)];
    const ratio = (Math.max(front, back) + 0.05) / (Math.min(front, back) + 0.05);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    if (ratio < (large ? 3 : 4.5)) pale.push(`${ratio.toFixed(2)} ${one.outerHTML.slice(0, 160)}`);
  }
  return pale;
}"""


def git(path: Path, *words: str) -> None:
    identity = ["-c", "user.name=Ada Lovelace", "-c", "user.email=ada@example.org"]
    subprocess.run(["git", *identity, *words], cwd=path, check=True, capture_output=True)


@pytest.fixture
def places(site: Site, admin: Person, tmp_path: Path) -> dict[str, str]:
    """A console with something on every page; gives an address for each pattern of pages.js that has parameters."""
    root = tmp_path / "repositories"
    for name in ("engine", "loom", "gone"):
        (root / name / "src").mkdir(parents=True)
        git(root / name, "init", "-q", "-b", "main")
        for number in range(3):
            (root / name / "src" / "notes.txt").write_text(f"line {number}\n")
            git(root / name, "add", ".")
            git(root / name, "commit", "-q", "-m", f"Note {number}")
    assert admin.post("/api/scan-roots", json={"path": str(root)}).status_code == 201
    perform(ScanRepositories(admin.post("/api/projects/scan").json["id"]))
    projects = {project["name"]: project["id"] for project in admin.get("/api/projects").json["items"]}
    admin.patch(f"/api/projects/{projects['loom']}", json={"is_blocked": True, "blocked_reason": "Release"})
    script = admin.post("/api/scripts", json={"name": "Checks", "interpreter": "bash", "content": "seq 3"}).json["id"]
    runs = [admin.post(f"/api/scripts/{script}/executions", json={}).json["id"] for _ in ExecutionStatus]
    with db.transaction() as session:
        session.execute(
            update(Project).where(Project.id == uuid.UUID(projects["gone"])).values(status=ProjectStatus.MISSING)
        )
        for run, status in zip(runs, ExecutionStatus, strict=True):
            over = status not in {ExecutionStatus.QUEUED, ExecutionStatus.RUNNING}
            times = {"started_at": func.now(), "finished_at": func.now(), "duration_ms": 83_500, "exit_code": 0}
            session.execute(
                update(Execution).where(Execution.id == uuid.UUID(run)).values(status=status, **(times if over else {}))
            )
        for count in (1, 3):
            notify(
                session,
                NotificationType.COMMIT,
                dedupe_key=f"told-{count}",
                key="notification-commits",
                params={"project": "engine", "author": "Ada", "subject": "Note", "branch": "main", "count": count},
                data={},
                recipients=[admin.id],
                channels=[Channel.WEB],
            )
    return {
        "/projects/:id": f"/projects/{projects['engine']}",
        "/projects/:id/:tab/*": f"/projects/{projects['engine']}/files/src/notes.txt",
        "/scripts/:id": f"/scripts/{script}",
        "/executions/:id": f"/executions/{runs[2]}",
    }


def addresses(places: dict[str, str]) -> list[str]:
    """An address for every page: those of pages.js, some more of their kind, and one that leads nowhere."""
    patterns = re.findall(r'\{ at: "([^"]+)"', (STATIC / "js/pages.js").read_text(encoding="utf-8"))
    unknown = str(uuid.uuid4())
    found = [places.get(pattern, pattern.replace(":id", unknown).replace("/*", "")) for pattern in patterns]
    project = places["/projects/:id"]
    return [*found, f"{project}/files", f"{project}/runs", "/scripts/new", f"/projects/{unknown}", "/api/docs"]


def look(page: Page, address: str, language: str) -> Iterator[str]:
    """What is wrong with a page."""
    page.goto(address)
    page.wait_for_selector("h1, .empty-title")
    page.wait_for_load_state("networkidle")
    page.wait_for_function("document.querySelector('.skeleton') === null")
    if (seen := page.evaluate("document.documentElement.lang")) != LANGUAGES[language].tag:
        yield f"it says that it is in {seen}"
    # The reference has addresses with their parameters in braces.
    if address != "/api/docs" and (raw := RAW.search(page.evaluate(SEEN))):
        yield f"it shows {raw.group()}"
    for width, height in (PHONE, DESK):
        page.set_viewport_size({"width": width, "height": height})
        if (over := page.evaluate(WIDE)) > 0:
            yield f"at a width of {width} it is {over} too wide"
        for cut in page.evaluate(CUT):
            yield f"at a width of {width} words are cut: {cut}"
        if PICTURES:
            name = re.sub(r"[^a-z]+", "-", re.sub(r"[0-9a-f-]{36}", "one", address)).strip("-") or "home"
            page.screenshot(path=Path(PICTURES) / f"{name}-{language}-{width}.png")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_whole_in_every_language(
    open_page: Open, admin: Person, places: dict[str, str], language: str
) -> None:
    assert admin.patch("/api/auth/me", json={"language": language}).status_code == 200
    page = open_page(admin, "/", locale=LANGUAGES[language].tag)

    wrong = [f"{address}: {fault}" for address in addresses(places) for fault in look(page, address, language)]

    assert wrong == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_on_every_page(open_page: Open, admin: Person, places: dict[str, str], scheme: str) -> None:
    page = open_page(admin, "/", color_scheme=scheme, reduced_motion="reduce")
    pale = {}

    for address in addresses(places):
        page.goto(address)
        page.wait_for_selector("h1, .empty-title")
        page.wait_for_load_state("networkidle")
        pale |= {f"{address}: {one}": scheme for one in page.evaluate(PALE)}

    assert list(pale) == []


def test_every_page_is_in_order_for_those_who_hear_it(open_page: Open, admin: Person, places: dict[str, str]) -> None:
    """One main part, one heading of the first level, no level left out, lists and controls with names, no id twice."""
    page = open_page(admin, "/")
    wrong = []

    for address in addresses(places):
        page.goto(address)
        page.wait_for_selector("h1, .empty-title")
        page.wait_for_load_state("networkidle")
        seen = page.evaluate(
            """() => ({
              mains: document.querySelectorAll("main").length,
              levels: [...document.querySelectorAll("h1, h2, h3, h4")].filter((one) => one.checkVisibility()).map((one) => Number(one.localName[1])),
              twice: [...document.querySelectorAll("[id]")].map((one) => one.id).filter((id, index, all) => all.indexOf(id) !== index),
              dangling: [...document.querySelectorAll("[aria-labelledby], [aria-describedby]")]
                .flatMap((one) => [one.getAttribute("aria-labelledby"), one.getAttribute("aria-describedby")])
                .filter(Boolean).flatMap((ids) => ids.split(" ")).filter((id) => !document.getElementById(id)),
            })"""
        )
        steps = [later - earlier for earlier, later in zip(seen["levels"], seen["levels"][1:], strict=False)]
        if seen["mains"] != 1 or seen["twice"] or seen["dangling"] or max(steps, default=0) > 1:
            wrong.append((address, seen))
        # A page that is not there has no heading of its own.
        if seen["levels"].count(1) > 1 or seen["levels"][:1] not in ([1], []):
            wrong.append((address, seen["levels"]))

    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_signing_in_is_whole_in_every_language(open_page: Open, language: str) -> None:
    page = open_page(None, "/", locale=LANGUAGES[language].tag)

    assert list(look(page, "/", language)) == []


def test_what_is_seen_is_written_in_the_language_and_no_other(
    open_page: Open, admin: Person, places: dict[str, Any]
) -> None:
    """Words and times, in a language whose script shares no letter with English."""
    assert admin.patch("/api/auth/me", json={"language": "hy"}).status_code == 200
    page = open_page(admin, "/", locale="hy")
    # What people named themselves, what computers name, and the names of products.
    latin = re.compile(
        r"LumaStack|StarsCalendars|API|Git|JavaScript|Telegram|JSON|OpenAPI|UTC|MiB|NUL|main|engine|loom|gone|Ada|Lovelace"
        r"|Note|line|Checks|Release|admin|root|tests|BotFather|Google|Calendar|Apple|Thunderbird|Outlook|bash|seq|src|notes\.txt|pull|Pull|HEAD|Tab|Esc|English|Español|Português|Deutsch"
        r"|Français|null|[0-9a-f]{7,40}|[\w.-]*/[\w./-]*"
    )

    for address in addresses(places):
        # The audit log tells what programs did, in their words.
        if address in ("/api/docs", "/audit"):
            continue
        page.goto(address)
        page.wait_for_selector("h1, .empty-title")
        page.wait_for_load_state("networkidle")
        # Time zones are called by the names that computers have for them.
        page.evaluate(
            """() => document.querySelectorAll("option").forEach((one) => /\\//.test(one.value) && one.remove())"""
        )
        left = re.findall(r"[A-Za-z]{3,}", latin.sub(" ", page.inner_text("body")))
        assert left == [], address
