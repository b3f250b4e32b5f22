"""What the server gives: pages that obey their own policy, files that may be kept, words that are all there."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app.console.assets import STATIC, assets, version
from app.console.handlers import PLACES
from app.i18n import LANGUAGES, message_ids

TEMPLATES = STATIC.parent / "templates"
VIEWS = [
    "/",
    "/projects",
    "/projects/1/files/a/b.txt",
    "/scripts/new",
    "/executions/1",
    "/notifications",
    "/scan-roots",
]


def sources() -> list[Path]:
    return [*STATIC.rglob("*.js"), *TEMPLATES.glob("*.html")]


@pytest.mark.parametrize("address", VIEWS)
def test_every_address_of_a_view_gives_the_page(anonymous: FlaskClient, address: str) -> None:
    answer = anonymous.get(address, headers={"Accept-Language": "hy"})

    assert answer.status_code == 200
    assert answer.headers["Content-Language"] == "hy"
    assert 'lang="hy"' in answer.text
    assert answer.headers["Cache-Control"] == "no-cache"
    assert (
        anonymous.get(address, headers={"Accept-Language": "hy", "If-None-Match": answer.headers["ETag"]}).status_code
        == 304
    )


@pytest.mark.parametrize("address", ["/", "/api/docs"])
def test_a_page_has_a_policy_and_nothing_that_the_policy_forbids(anonymous: FlaskClient, address: str) -> None:
    answer = anonymous.get(address)

    policy = dict(part.split(" ", 1) for part in answer.headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'self'"
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert re.findall(r"<script(?![^>]*\bsrc=)", answer.text) == []
    assert re.findall(r"<style|\sstyle=|\son[a-z]+=", answer.text) == []
    assert all(
        link.startswith("/") or link.startswith("#") for link in re.findall(r'(?:src|href)="([^"]*)"', answer.text)
    )


def test_no_file_names_an_outside_address() -> None:
    for file in [*sources(), *STATIC.rglob("*.css"), *STATIC.rglob("*.svg")]:
        text = file.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert re.findall(r"https?://[\w.]", text) == [], file
        assert "@import" not in text, file


def test_no_module_makes_markup_out_of_text() -> None:
    forbidden = re.compile(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|srcdoc|setAttribute\(.style"
    )
    for file in STATIC.rglob("*.js"):
        assert forbidden.findall(file.read_text(encoding="utf-8")) == [], file


def test_a_file_is_kept_for_good_under_its_version_and_not_under_another(anonymous: FlaskClient) -> None:
    name = "js/main.js"

    present = anonymous.get(f"/console/static/{version()}/{name}")
    other = anonymous.get(f"/console/static/0123456789abcdef/{name}")

    assert present.status_code == other.status_code == 200
    assert present.data == other.data == assets()[name].body
    assert present.headers["Content-Type"].startswith("text/javascript")
    assert "immutable" in present.headers["Cache-Control"]
    assert other.headers["Cache-Control"] == "no-store"


def test_a_file_comes_compressed_only_to_those_who_take_it(anonymous: FlaskClient) -> None:
    address = f"/console/static/{version()}/css/parts.css"

    packed = anonymous.get(address, headers={"Accept-Encoding": "br, gzip"})
    plain = anonymous.get(address, headers={"Accept-Encoding": "gzip;q=0"})

    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert "Content-Encoding" not in plain.headers
    assert "Accept-Encoding" in packed.headers["Vary"]


@pytest.mark.parametrize(
    "name", ["../handlers.py", "js/../../handlers.py", "js", "", "js/none.js", "%2e%2e/handlers.py"]
)
def test_nothing_but_the_files_is_served(anonymous: FlaskClient, name: str) -> None:
    assert anonymous.get(f"/console/static/{version()}/{name}").status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_each_language_are_all_there(anonymous: FlaskClient, language: str) -> None:
    answer = anonymous.get(f"/console/messages/{language}.json")

    assert answer.json["language"] == language
    assert set(answer.json["messages"]) == set(message_ids("en", "console-"))
    assert answer.json["direction"] == "ltr"
    assert len(answer.json["languages"]) == 10
    headers = {"If-None-Match": answer.headers["ETag"]}
    assert anonymous.get(f"/console/messages/{language}.json", headers=headers).status_code == 304


def test_words_of_no_language_are_not_found(anonymous: FlaskClient) -> None:
    assert anonymous.get("/console/messages/tlh.json").status_code == 404


def test_every_key_that_a_page_uses_has_words_and_every_word_is_used() -> None:
    text = "\n".join(file.read_text(encoding="utf-8") for file in sources())
    used = set(re.findall(r'[\'"`](console-[a-z0-9-]*[a-z0-9])[\'"`]', text))
    used |= {f"console-{key}" for key in re.findall(r'words\("([a-z-]+)"\)', text)}
    # Keys that are made from a value of the server, as `console-status-` and `timed-out`.
    made = tuple(set(re.findall(r'[\'"`](console-[a-z0-9-]*-)(?:\$\{|[\'"`])', text)))
    made += ("console-event-", "console-channel-")
    known = set(message_ids("en", "console-"))

    assert used - known == set()
    assert {key for key in known - used if not key.startswith(made)} == set()


def test_every_page_of_the_navigation_has_an_address_on_the_server() -> None:
    pages = (STATIC / "js/pages.js").read_text(encoding="utf-8")

    assert {at.split("/")[1] for at in re.findall(r'\{ at: "([^"]+)"', pages)} == {"", *PLACES}


def colours(theme: str) -> dict[str, str]:
    sheet = (STATIC / "css/base.css").read_text(encoding="utf-8")
    light = re.search(r":root \{(.*?)\n\}", sheet, re.DOTALL)
    dark = re.search(r':root\[data-theme="dark"\] \{(.*?)\n\}', sheet, re.DOTALL)
    assert light is not None
    assert dark is not None
    found = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", light.group(1)))
    return found if theme == "light" else found | dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", dark.group(1)))


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours (WCAG 2.2, relative luminance)."""

    def luminance(colour: str) -> float:
        parts = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_words_stand_out_from_their_ground(theme: str) -> None:
    found = colours(theme)
    pairs = [(front, back) for front in ("text", "soft", "accent", "bad", "good", "warn") for back in ("bg", "surface")]
    pairs += [("faint", "bg"), ("faint", "surface"), ("accent-text", "accent"), ("soft", "muted-soft")]
    pairs += [(name, f"{name}-soft") for name in ("accent", "good", "bad", "warn")]

    weak = {pair: round(contrast(found[pair[0]], found[pair[1]]), 2) for pair in pairs}

    assert {pair: ratio for pair, ratio in weak.items() if ratio < 4.5} == {}
