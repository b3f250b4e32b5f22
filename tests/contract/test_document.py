"""Requests made from our own OpenAPI document, valid and broken: no server error, and no answer that breaks it."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
import schemathesis
from apiflask import APIFlask
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.accounts.matrix import ENDPOINTS
from tests.conftest import Person

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
# Without the server's own socket there is no stream, and 503 is the answer.
STREAMS = {"GET /api/events"}
EXAMPLES = 8


@pytest.fixture
def document(app: APIFlask) -> Any:
    return schemathesis.openapi.from_wsgi("/api/openapi.json", app)


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize("operation", sorted(ENDPOINTS.keys() - STREAMS))
def test_every_answer_is_as_the_document_says(
    document: Any, admin: Person, operation: str, mode: GenerationMode
) -> None:
    method, path = operation.split(" ")
    described = document[path][method]

    @given(case=described.as_strategy(generation_mode=mode))
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def send(case: Any) -> None:
        answer = case.call(headers=admin.headers)
        away = answer.status_code == 503 and answer.json()["code"] == "telegram_unavailable"
        case.validate_response(answer, checks=CHECKS[1:] if away else CHECKS)

    # Where nothing is asked for there is nothing to get wrong.
    with suppress(Unsatisfiable):
        send()
