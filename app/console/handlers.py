"""The pages of the console, their files, and their words."""

from __future__ import annotations

from functools import cache
from typing import Any

import orjson
from apiflask import APIBlueprint
from flask import Response, render_template, request

from app.console.assets import assets, modules, version
from app.errors import AppError
from app.i18n import LANGUAGES, browser_formats, message_ids, negotiate, portable, translate

PREFIX = "console-"
# The first parts of the addresses of the console's views, as in static/js/pages.js.
PLACES = (
    "dashboard",
    "projects",
    "scripts",
    "executions",
    "notifications",
    "login",
    "telegram",
    "bots",
    "scan-roots",
    "sky",
    "users",
    "audit",
    "account",
    "register",
)
_FOR_GOOD = "public, max-age=31536000, immutable"

blueprint = APIBlueprint("console", __name__, template_folder="templates", enable_openapi=False)


def _page(template: str, start: str) -> Response:
    language = negotiate(request.headers.get("Accept-Language"))
    response = Response(
        render_template(
            template,
            start=start,
            modules=modules(start),
            version=version(),
            language=language,
            locale=LANGUAGES[language].tag,
            direction=LANGUAGES[language].direction,
            words=lambda key: translate(language, PREFIX + key),
        ),
        content_type="text/html; charset=utf-8",
    )
    # The page itself is asked for each time: it names the version of everything else.
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Content-Language"] = language
    response.vary.add("Accept-Language")
    response.add_etag()
    response.make_conditional(request)
    return response


@blueprint.get("/")
def page(_rest: str = "") -> Response:
    """The console. Every address of a view gives the same page, which then shows that view."""
    return _page("console.html", "js/main.js")


for _place in PLACES:
    blueprint.add_url_rule(f"/{_place}", view_func=page)
    blueprint.add_url_rule(f"/{_place}/<path:_rest>", view_func=page)


@blueprint.get("/api/docs")
def reference() -> Response:
    """The reference of the API, which the page makes from the OpenAPI document."""
    return _page("reference.html", "js/docs/main.js")


@blueprint.get("/console/static/<asked>/<path:name>")
def static_file(asked: str, name: str) -> Response:
    """A file of the pages. Under the present version it may be kept for good.

    Another version is asked for while processes of two versions serve side by side: the page then gets the file that
    there is, once.
    """
    asset = assets().get(name)
    if asset is None:
        raise AppError("not_found")
    packed = asset.packed if request.accept_encodings.quality("gzip") > 0 else None
    response = Response(packed or asset.body, content_type=asset.content_type)
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    response.vary.add("Accept-Encoding")
    response.headers["Cache-Control"] = _FOR_GOOD if asked == version() else "no-store"
    return response


@cache
def _words(language: str) -> bytes:
    table: dict[str, Any] = {
        "language": language,
        "locale": LANGUAGES[language].tag,
        "direction": LANGUAGES[language].direction,
        "languages": [{"code": known.code, "name": known.name} for known in LANGUAGES.values()],
        "formats": browser_formats(language),
        "messages": {key: portable(language, key) for key in message_ids("en", PREFIX)},
    }
    return orjson.dumps(table)


@blueprint.get("/console/messages/<language>.json")
def messages(language: str) -> Response:
    """The words of the console in one language, by key."""
    if language not in LANGUAGES:
        raise AppError("not_found")
    response = Response(_words(language), content_type="application/json")
    response.headers["Cache-Control"] = "no-cache"
    response.add_etag()
    response.make_conditional(request)
    return response
