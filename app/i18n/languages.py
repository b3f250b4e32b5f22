"""The ten languages, each with its own name."""

from __future__ import annotations

from dataclasses import dataclass

from babel import Locale


@dataclass(frozen=True, slots=True)
class Language:
    """`code` as in ISO 639-1, `name` as its readers write it, `locale` as Babel (CLDR) knows it."""

    code: str
    name: str
    locale: str

    @property
    def tag(self) -> str:
        """The locale as a BCP 47 tag, as HTML and browsers write it."""
        return self.locale.replace("_", "-")

    @property
    def direction(self) -> str:
        """The direction of its script, `ltr` or `rtl`."""
        return Locale.parse(self.locale).text_direction


LANGUAGES: dict[str, Language] = {
    language.code: language
    for language in (
        Language("en", "English", "en"),
        Language("zh", "中文", "zh_Hans_CN"),
        Language("es", "Español", "es"),
        Language("hi", "हिन्दी", "hi"),
        Language("pt", "Português", "pt"),
        Language("de", "Deutsch", "de"),
        Language("fr", "Français", "fr"),
        Language("ja", "日本語", "ja"),
        Language("ru", "Русский", "ru"),
        Language("hy", "Հայերեն", "hy"),
    )
}
DEFAULT = "en"


def is_language(code: str) -> bool:
    """Whether `code` is one of the ten."""
    return code in LANGUAGES
