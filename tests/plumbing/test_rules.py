"""Every endpoint and every room has a line in the table of who may use it."""

from __future__ import annotations

import re
from typing import Any

from apiflask import APIFlask
from flask.testing import FlaskClient

from app.realtime.rooms import room_kinds
from tests.accounts.matrix import ENDPOINTS, MORE, OUTSIDE_THE_DOCUMENT, PAGES, ROOMS

HELP = "Say in tests/accounts/matrix.py who may use it (app/security.py tells how)."


def operations(document: dict[str, Any]) -> set[str]:
    methods = {"get", "post", "put", "patch", "delete"}
    return {
        f"{method.upper()} {path}" for path, item in document["paths"].items() for method in item if method in methods
    }


def test_every_endpoint_of_the_document_has_its_rule(anonymous: FlaskClient) -> None:
    documented = operations(anonymous.get("/api/openapi.json").json)

    assert documented - ENDPOINTS.keys() == set(), HELP
    assert {name for name, _ in MORE} - ENDPOINTS.keys() == set()


def test_every_route_is_in_the_document_or_left_out_for_a_reason(app: APIFlask, anonymous: FlaskClient) -> None:
    paths = {
        re.sub(r"<(?:[a-z]+(?:\([^)]*\))?:)?(\w+)>", r"{\1}", rule.rule): rule
        for rule in app.url_map.iter_rules()
        if rule.rule not in OUTSIDE_THE_DOCUMENT and not rule.endpoint.startswith(PAGES)
    }

    assert paths.keys() - anonymous.get("/api/openapi.json").json["paths"].keys() == set()


def test_every_kind_of_room_has_its_rule(app: APIFlask) -> None:
    assert room_kinds() - ROOMS.keys() - {"room", "run"} == set(), HELP
