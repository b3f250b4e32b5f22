"""Words with parameters: a browser makes of them what the server does."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from fluent.runtime import FluentResource
from playwright.sync_api import Browser, Page

from app.console.assets import version
from app.i18n import LANGUAGES, message_ids, portable, translate
from app.i18n.bundles import _bundle
from tests.console.site import Site

COUNTS = (0, 1, 2, 3, 5, 11, 21, 1_000, 1_000_000, 12_345_678)


@pytest.fixture(scope="module")
def page(browser: Browser, _site: Site) -> Iterator[Page]:
    """A page whose words module the tests call."""
    window = browser.new_context(base_url=_site.url)
    page = window.new_page()
    page.goto("/")
    yield page
    window.close()


def plain(text: str) -> str:
    """`text` without what groups its digits: browsers and Babel know different versions of the same tables."""
    return re.sub(r"(?<=\d)[\s.,](?=\d)", "", text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_browser_counts_as_the_server_does(page: Page, language: str) -> None:
    """Russian has four forms, French a `many` from a million, Hindi groups digits by two."""
    table = {
        "language": language,
        "locale": LANGUAGES[language].tag,
        "direction": "ltr",
        "languages": [],
        "messages": {"count": portable(language, "notification-commits.title")},
    }
    page.route("**/console/messages/*.json", lambda route: route.fulfill(json=table))
    made = page.evaluate(
        """async ([base, counts]) => {
          const i18n = await import(`${base}/js/core/i18n.js`);
          await i18n.loadLanguage("xx");
          return counts.map((count) => i18n.t("count", { count, project: "{ engine }" }));
        }""",
        [f"/console/static/{version()}", COUNTS],
    )
    page.unroute("**/console/messages/*.json")

    told = [translate(language, "notification-commits.title", count=count, project="{ engine }") for count in COUNTS]
    assert [plain(text) for text in made] == [plain(text) for text in told]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_of_the_console_has_a_form_for_browsers(language: str) -> None:
    for key in message_ids("en", "console-"):
        assert portable(language, key), key


def test_what_a_browser_cannot_put_together_is_refused() -> None:
    bundle = _bundle("en")
    bundle.add_resource(FluentResource("test-function = { NUMBER($count) }"))
    try:
        with pytest.raises(ValueError, match="FunctionReference"):
            portable("en", "test-function")
    finally:
        del bundle._messages["test-function"]
