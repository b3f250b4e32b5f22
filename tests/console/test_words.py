"""Words with parameters: a browser makes of them what the server does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from babel import Locale, dates, numbers, units
from playwright.sync_api import Browser, Page

from app.console.assets import version
from app.i18n import LANGUAGES, browser_formats, bundles, message_ids, portable, translate
from app.i18n.catalog import Catalog
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
        "formats": browser_formats(language),
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


STAND_IN = """async ([base, locale, data, moment, zone]) => {
  const { standIn } = await import(`${base}/js/core/cldr.js`);
  const { DateTimeFormat, NumberFormat, RelativeTimeFormat } = standIn(locale, data);
  const date = (options) => new DateTimeFormat(locale, { timeZone: zone, ...options }).format(new Date(moment));
  const unit = (value, unit, unitDisplay) => new NumberFormat(locale, { style: "unit", unit, unitDisplay }).format(value);
  return {
    full: date({ dateStyle: "medium", timeStyle: "short" }),
    long: date({ dateStyle: "full" }),
    day: date({ weekday: "short", year: "numeric", month: "short", day: "numeric" }),
    number: new NumberFormat(locale).format(12345678.5),
    percent: new NumberFormat(locale, { style: "percent" }).format(0.42),
    short: unit(2.5, "megabyte"),
    whole: unit(5, "minute", "long"),
    past: new RelativeTimeFormat(locale, { style: "short" }).format(-5, "minute"),
    future: new RelativeTimeFormat(locale, { style: "long" }).format(2, "days"),
  };
}"""


@pytest.mark.parametrize("language", ["en", "es", "hi", "pt", "fr", "ru", "hy"])
def test_what_stands_in_for_a_browser_without_a_language_writes_as_babel_does(page: Page, language: str) -> None:
    """Babel reads the same tables by code of its own; Chinese, Japanese and German have no patterns for short spans."""
    locale = LANGUAGES[language].locale
    moment = datetime(2026, 3, 7, 21, 5, 9, tzinfo=UTC)
    zone = ZoneInfo("Asia/Yerevan")

    made = page.evaluate(
        STAND_IN,
        [
            f"/console/static/{version()}",
            LANGUAGES[language].tag,
            browser_formats(language),
            moment.isoformat(),
            zone.key,
        ],
    )

    date = dates.format_date(moment.astimezone(zone), "medium", locale)
    time = dates.format_time(moment, "short", zone, locale)
    assert made == {
        "full": Locale.parse(locale).datetime_formats["medium"].format(time, date),
        "long": dates.format_date(moment.astimezone(zone), "full", locale),
        "day": dates.format_skeleton("yMMMEd", moment, zone, locale=locale),
        "number": numbers.format_decimal(12345678.5, locale=locale),
        "percent": numbers.format_percent(0.42, locale=locale),
        "short": units.format_unit(2.5, "digital-megabyte", "short", locale=locale),
        "whole": units.format_unit(5, "duration-minute", "long", locale=locale),
        "past": dates.format_timedelta(timedelta(minutes=-5), add_direction=True, format="short", locale=locale),
        "future": dates.format_timedelta(timedelta(days=2), add_direction=True, locale=locale),
    }


def test_armenian_is_spoken_even_where_the_browser_has_none(page: Page) -> None:
    """Chromium has no Armenian: this fails where the page trusts the browser."""
    made = page.evaluate(
        """async (base) => {
          const i18n = await import(`${base}/js/core/i18n.js`);
          const format = await import(`${base}/js/core/format.js`);
          await i18n.loadLanguage("hy");
          const moment = "2026-03-07T12:00:00Z";
          const ago = new Date(Date.parse(moment) + 300_000).getTime();
          return [format.relative(moment, ago), format.day(moment), format.bytes(2_500_000), format.duration(65_000)];
        }""",
        f"/console/static/{version()}",
    )

    assert made == ["5 ր առաջ", "2026 թ. մրտ 7, շբթ", "2,5 ՄԲ", "1 ր 5 վրկ"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_of_the_console_has_a_form_for_browsers(language: str) -> None:
    for key in message_ids("en", "console-"):
        assert portable(language, key), key


def test_what_a_browser_cannot_put_together_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "odd.ftl").write_text("odd = { NUMBER($count) }\n")
    monkeypatch.setattr(bundles, "catalog", lambda _: Catalog("en", [tmp_path / "odd.ftl"]))

    with pytest.raises(ValueError, match="FunctionReference"):
        portable("en", "odd")
