"""The ten languages over HTTP."""

from __future__ import annotations

from typing import Any

from apiflask import APIBlueprint

from app.http import Output
from app.i18n.languages import LANGUAGES

blueprint = APIBlueprint("languages", __name__, url_prefix="/api", tag="Languages")


class LanguageOut(Output):
    """A language: its code (ISO 639-1) and its own name."""

    code: str
    name: str


class LanguagesOut(Output):
    """All languages; the list is short and has no pages."""

    items: list[LanguageOut]


@blueprint.get("/languages")
@blueprint.output(LanguagesOut)
def list_languages() -> Any:
    """The languages that people are answered in."""
    return {"items": [LanguageOut(code=language.code, name=language.name) for language in LANGUAGES.values()]}
