"""The ten languages: complete, consistent, negotiated as the RFCs say."""

from __future__ import annotations

import ast
import re
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import orjson
import pytest
from babel import Locale
from flask.testing import FlaskClient
from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import FluentParser
from fluent.syntax import ast as fluent

from app.errors import ERRORS
from app.i18n import LANGUAGES, has_message, message_ids, negotiate, translate
from app.i18n.catalog import Catalog
from app.telegram.words import pack, unpack
from tests.conftest import Person

PROJECT = Path(__file__).parents[2]
LOCALES = PROJECT / "app/i18n/locales"
KEY = re.compile(r"(error|field|notification|telegram|console)-[a-z0-9-]*[a-z0-9](\.[a-z]+)?")
OTHERS = [code for code in LANGUAGES if code != "en"]


def walk(node: Any) -> Any:
    """All nodes below `node`, itself first."""
    yield node
    if isinstance(node, fluent.BaseNode):
        for value in vars(node).values():
            for inner in value if isinstance(value, list) else [value]:
                if isinstance(inner, fluent.BaseNode):
                    yield from walk(inner)


@cache
def patterns(language: str) -> dict[str, Any]:
    """All patterns of a language by `id` and `id.attribute`; fails on junk and on duplicates."""
    found: dict[str, Any] = {}
    for file in sorted((LOCALES / language).glob("*.ftl")):
        for entry in FluentParser().parse(file.read_text(encoding="utf-8")).body:
            assert not isinstance(entry, fluent.Junk), f"{file}: {entry.content}"
            if not isinstance(entry, fluent.Message):
                continue
            parts = {entry.id.name: entry.value} if entry.value else {}
            parts |= {f"{entry.id.name}.{attribute.id.name}": attribute.value for attribute in entry.attributes}
            for name, pattern in parts.items():
                assert name not in found, f"{language}: {name} stands twice"
                found[name] = pattern
    return found


def variables(pattern: Any) -> set[str]:
    return {node.id.name for node in walk(pattern) if isinstance(node, fluent.VariableReference)}


def test_english_has_messages() -> None:
    assert len(patterns("en")) > 60


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_has_every_message_and_no_other(language: str) -> None:
    assert sorted(patterns("en").keys() - patterns(language).keys()) == []
    assert sorted(patterns(language).keys() - patterns("en").keys()) == []


@pytest.mark.parametrize("language", OTHERS)
def test_a_message_uses_the_same_variables_in_every_language(language: str) -> None:
    differing = {
        name: (variables(pattern), variables(patterns(language)[name]))
        for name, pattern in patterns("en").items()
        if name in patterns(language) and variables(pattern) != variables(patterns(language)[name])
    }
    assert differing == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_plural_has_every_form_that_the_language_needs(language: str) -> None:
    needed = set(Locale.parse(LANGUAGES[language].locale).plural_form.rules) | {"other"}
    for name, pattern in patterns(language).items():
        for node in walk(pattern):
            if isinstance(node, fluent.SelectExpression):
                keys = {variant.key.name for variant in node.variants if isinstance(variant.key, fluent.Identifier)}
                if keys <= {"zero", "one", "two", "few", "many", "other"}:
                    assert needed <= keys, f"{language}: {name} lacks {needed - keys}"


def literals(pattern: Any) -> str:
    """The literal text of a pattern, a space in the place of each placeable."""
    parts = []
    for node in walk(pattern):
        if isinstance(node, fluent.TextElement):
            parts.append(node.value)
        elif isinstance(node, fluent.Placeable):
            parts.append(" ")
    return "".join(parts)


@pytest.mark.parametrize("language", OTHERS)
def test_texts_are_translated_and_not_copied(language: str) -> None:
    """A single word may be the same in two languages, as `Status` is; a text of three words is not."""
    same = [
        name
        for name, pattern in patterns("en").items()
        if len(re.findall(r"[a-z]{2,}", literals(pattern))) >= 3
        and literals(pattern) == literals(patterns(language)[name])
    ]
    assert same == []


# What a reader of the language would mark as wrong at once; each is looked for in the literal text of every message.
MARKS = {
    "zh": [r"[\u4e00-\u9fff][,;:?!(]", r"[,;:?!)][\u4e00-\u9fff]", r"[\u4e00-\u9fff]\.(?!\w)"],
    "ja": [r"[\u3040-\u30ff\u4e00-\u9fff][,;:?!(]", r"[,;:?!)][\u3040-\u30ff]", r"[\u3040-\u9fff]\.(?!\w)"],
    "hi": [r"[\u0900-\u097f]\.(?!\w)"],
    "hy": [r"[\u0531-\u0587][:;?!]", r"[\"“”]"],
    "fr": [r"\w[;:!?»](\s|$)", r" [;:!?»]", r"«[^\u00a0\u202f]", r"\w'\w"],
    "de": [r"\"", r"»"],
    "ru": [r"[\"“”]"],
    "es": [r"(^|[.…] )[^¿?]*\?", r"(^|[.…] )[^¡!]*!$"],
}


@pytest.mark.parametrize("language", MARKS)
def test_a_text_has_the_marks_of_its_language(language: str) -> None:
    wrong = {
        name: text
        for name, pattern in patterns(language).items()
        if (text := re.sub(r"[#$]!", "", literals(pattern)))
        and any(re.search(mark, line) for mark in MARKS[language] for line in text.splitlines())
    }
    assert wrong == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_bot_names_the_button_of_the_console_as_the_console_does(language: str) -> None:
    assert translate(language, "console-telegram-link") in translate(language, "telegram-start")


def test_every_error_code_has_words() -> None:
    for code in ERRORS:
        key = f"error-{code.replace('_', '-')}"
        assert has_message(key), key
        assert has_message(f"{key}.title"), key


def test_every_message_named_in_the_code_exists() -> None:
    """Keys are written as literals, so that this test can find them."""
    missing = []
    for file in [*PROJECT.glob("app/**/*.py"), *PROJECT.glob("worker/**/*.py")]:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            text = node.value if isinstance(node, ast.Constant) else None
            if isinstance(text, str) and KEY.fullmatch(text) and not has_message(text):
                missing.append(f"{file.name}: {text}")
    assert missing == []


@pytest.mark.parametrize(
    ("header", "language"),
    [
        (None, "en"),
        ("", "en"),
        ("ru", "ru"),
        ("de-CH,fr;q=0.9", "de"),
        ("hy;q=0.3, de;q=0.7", "de"),
        ("en;q=0, fr", "fr"),
        ("zh-Hant-TW", "zh"),
        ("PT-br", "pt"),
        ("xx, ja;q=0.1", "ja"),
        ("*", "en"),
        ("en;q=0, *", "zh"),
        ("xx", "en"),
        ("ru;q=nonsense, es;q=0.1", "es"),
        (",;;,=,", "en"),
    ],
)
def test_negotiation_is_a_lookup_by_quality(header: str | None, language: str) -> None:
    assert negotiate(header) == language


def test_an_error_is_told_in_the_language_asked_for(anonymous: FlaskClient) -> None:
    texts = {
        code: anonymous.get("/api/auth/me", headers={"Accept-Language": code}).json["detail"] for code in LANGUAGES
    }

    assert len(set(texts.values())) == len(LANGUAGES)


def test_a_persons_own_language_wins_over_the_headers(person: Any) -> None:
    reader: Person = person("ada", language="hy")

    answer = reader.get("/api/users", headers={"Accept-Language": "fr"})

    assert answer.json["detail"] == translate("hy", "error-forbidden")
    assert answer.headers["Content-Language"] == "hy"


def test_russian_counts_as_russians_do() -> None:
    texts = [translate("ru", "error-rate-limited", seconds=number) for number in (1, 2, 5, 21)]

    assert len({re.sub(r"\d+", "", text) for text in texts}) == 3


@pytest.mark.parametrize(
    ("language", "seconds", "words"),
    [
        ("en", 0.42, "0.4 seconds"),
        ("en", 9.97, "10 seconds"),
        ("en", 61, "1 minute, 1 second"),
        ("de", 300, "5 Minuten"),
        ("ru", 184, "3 минуты 4 секунды"),
        ("hy", 1.5, "1,5 վայրկյան"),
        ("ja", 3_725, "1 時間 2 分"),
        ("pt", 90_000, "1 dia e 1 hora"),
        ("fr", 0, "0 seconde"),
    ],
)
def test_a_span_of_time_is_told_in_words(language: str, seconds: float, words: str) -> None:
    text = translate(language, "notification-execution-cancelled.body", duration=timedelta(seconds=seconds))

    assert re.search(rf"(?<![\d.,]){re.escape(words)}", re.sub(r"\s", " ", text)), text


def test_a_span_of_time_is_kept_and_read_again() -> None:
    params = {"duration": timedelta(minutes=5), "code": 3}

    assert unpack(orjson.loads(orjson.dumps(pack(params)))) == params


@pytest.mark.parametrize("language", LANGUAGES)
def test_quick_reading_finds_what_the_library_finds(language: str) -> None:
    """app.i18n.catalog takes plain texts as they stand; here whole files go through fluent.runtime."""
    bundle = FluentBundle([LANGUAGES[language].tag], use_isolating=False)
    for file in sorted((LOCALES / language).glob("*.ftl")):
        bundle.add_resource(FluentResource(file.read_text(encoding="utf-8")))
    values = {name: 2 for pattern in patterns(language).values() for name in variables(pattern)}

    assert set(message_ids(language)) == set(bundle._messages)
    for key in patterns(language):
        name, _, attribute = key.partition(".")
        message = bundle.get_message(name)
        text, _ = bundle.format_pattern(message.attributes[attribute] if attribute else message.value, values)
        assert translate(language, key, **values) == text, key


def test_a_line_that_is_no_message_is_told(tmp_path: Path) -> None:
    (tmp_path / "odd.ftl").write_text("fine = Fine\n-term = Term\n")

    with pytest.raises(ValueError, match="-term"):
        Catalog("en", [tmp_path / "odd.ftl"])


def test_plain_text_of_several_lines_keeps_its_shape(tmp_path: Path) -> None:
    source = "one =\n    first\n\n      second   \n    third\n\n# remark\ntwo = a  \n    b\n    .title = c\n"
    (tmp_path / "some.ftl").write_text(source)
    bundle = FluentBundle(["en"])
    bundle.add_resource(FluentResource(source))
    read = Catalog("en", [tmp_path / "some.ftl"])

    for name in ("one", "two"):
        assert read.text(name) == bundle.format_pattern(bundle.get_message(name).value)[0]
    assert read.text("two", "title") == "c"
    assert read.text("three") is None


def test_a_missing_message_gives_its_key_and_never_raises() -> None:
    assert translate("en", "no-such-message") == "no-such-message"
    assert "name" in translate("en", "error-name-taken")


def test_the_languages_are_listed_with_their_own_names(anonymous: FlaskClient) -> None:
    items = anonymous.get("/api/languages").json["items"]

    assert [item["code"] for item in items] == ["en", "zh", "es", "hi", "pt", "de", "fr", "ja", "ru", "hy"]
    assert items[-1]["name"] == "Հայերեն"
