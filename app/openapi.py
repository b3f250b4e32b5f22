"""The OpenAPI 3.1 document at /api/openapi.json: what every operation shares is added here, once."""

from __future__ import annotations

from typing import Any

from apiflask import APIFlask

from app.errors import ERRORS

SPEC_PATH = "/api/openapi.json"

_PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "detail", "code", "request_id"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string", "description": "in the caller's language"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "in the caller's language"},
        "code": {"type": "string", "enum": sorted(ERRORS)},
        "request_id": {"type": ["string", "null"]},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "code", "message"],
                "properties": {
                    "field": {"type": "string"},
                    "code": {"type": "string"},
                    "message": {"type": "string"},
                },
            },
        },
    },
}
_DESCRIPTION = """\
Errors are problems (RFC 9457) with a stable `code`. Lists take `limit` and `cursor`. Times are RFC 3339 in UTC.
POSTs that start work take an `Idempotency-Key`. Sign in with a bearer token, or in a browser with cookies and the
`X-CSRF-Token` header."""


def register_document(app: APIFlask) -> None:
    """Configure the document and complete what the framework generates."""
    app.config.update(
        SPEC_FORMAT="json",
        OPENAPI_VERSION="3.1.0",
        LOCAL_SPEC_JSON_INDENT=2,
        AUTO_404_RESPONSE=False,
        AUTO_VALIDATION_ERROR_RESPONSE=False,
        AUTO_AUTH_ERROR_RESPONSE=False,
        DESCRIPTION=_DESCRIPTION,
    )
    app.security_schemes = {
        "bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
        "cookie": {"type": "apiKey", "in": "cookie", "name": "luma_access"},
    }

    def complete(spec: dict[str, Any] | str) -> dict[str, Any] | str:
        assert isinstance(spec, dict)  # SPEC_FORMAT is json
        spec.setdefault("components", {}).setdefault("schemas", {})["Problem"] = _PROBLEM
        answer = {
            "description": "A problem; see its code",
            "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
        for operations in spec["paths"].values():
            for operation in operations.values():
                if isinstance(operation, dict) and "responses" in operation:
                    operation["responses"].setdefault("default", answer)
        return spec

    app.spec_callback = complete
