"""Problems: every error leaves as application/problem+json (RFC 9457), in the caller's language."""

from __future__ import annotations

import math
from http import HTTPStatus
from typing import Any

import orjson
import redis
import structlog
from apiflask import APIFlask, HTTPError
from flask import Request, Response, g
from pydantic import ValidationError
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from app.config import settings
from app.errors import ERRORS, AppError, FieldError
from app.i18n import has_message, request_language, translate

log = structlog.get_logger(__name__)

MAX_BODY_BYTES = 2 * 1024 * 1024
_RETRY_SECONDS = 2

# Codes of plain HTTP errors, which the framework raises.
_BY_STATUS = {
    400: "bad_request",
    401: "unauthorized",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    406: "not_acceptable",
    409: "conflict",
    413: "too_large",
    415: "unsupported_media_type",
    416: "range_not_satisfiable",
    422: "validation",
    429: "rate_limited",
    503: "unavailable",
}
_FIELD_CODES = {
    "missing": "missing",
    "extra_forbidden": "unknown",
    "string_too_short": "too_short",
    "too_short": "too_short",
    "string_too_long": "too_long",
    "too_long": "too_long",
    "literal_error": "not_a_choice",
    "enum": "not_a_choice",
}
_RANGE = ("greater_than", "less_than", "finite_number", "multiple_of", "int_parsing_size")


class JsonRequest(Request):
    """A request whose broken JSON is our problem, not the framework's."""

    def on_json_loading_failed(self, _: ValueError | None) -> Any:
        """Raise AppError `bad_json`."""
        raise AppError("bad_json")


def problem(error: AppError) -> Response:
    """The answer for `error`."""
    language = request_language()
    params = {"limit": MAX_BODY_BYTES, "seconds": 60, **error.params}
    key = f"error-{error.code.replace('_', '-')}"
    body: dict[str, Any] = {
        "type": f"{settings().public_url}/problems/{error.code}",
        "title": translate(language, f"{key}.title", **params),
        "status": int(error.status),
        "detail": translate(language, key, **params),
        "code": error.code,
        "request_id": g.get("request_id"),
    }
    if error.params.get("reason"):
        body["reason"] = error.params["reason"]
    if error.fields:
        body["errors"] = [
            {
                "field": fault.field,
                "code": fault.code,
                "message": translate(language, f"field-{fault.code.replace('_', '-')}", **fault.params),
            }
            for fault in error.fields
        ]
    response = Response(orjson.dumps(body), status=error.status, content_type="application/problem+json")
    response.headers["Content-Language"] = language
    response.headers["Vary"] = "Accept-Language"
    if error.status == HTTPStatus.UNAUTHORIZED:
        response.headers["WWW-Authenticate"] = 'Bearer realm="lumastack"'
    retry_after = error.retry_after or (_RETRY_SECONDS if error.code == "unavailable" else None)
    if retry_after is not None:
        response.headers["Retry-After"] = str(math.ceil(retry_after))
    return response


def _fields(error: ValidationError) -> list[FieldError]:
    faults = []
    for fault in error.errors(include_url=False, include_input=False)[:50]:
        kind, context = fault["type"], fault.get("ctx", {})
        if has_message(f"field-{kind.replace('_', '-')}"):
            code = kind
        elif kind.startswith(_RANGE):
            code = "out_of_range"
        elif "datetime" in kind or "timezone" in kind:
            code = "not_a_time"
        elif kind.endswith(("_type", "_parsing")):
            code = "wrong_type"
        else:
            code = _FIELD_CODES.get(kind, "invalid")
        params = {"limit": context.get("min_length", context.get("max_length", 0)), **context}
        field = ".".join(str(part) for part in fault["loc"])
        faults.append(FieldError(field, code, **{name: value for name, value in params.items() if name != "error"}))
    return faults


def _from_http(error: HTTPError) -> Response:
    """An error of the framework, validation of input among them."""
    cause = error.__cause__
    if isinstance(cause, ValidationError):
        return problem(AppError("validation", fields=_fields(cause)))
    code = _BY_STATUS.get(error.status_code, "internal" if error.status_code >= 500 else "bad_request")
    response = problem(AppError(code))
    response.status_code = error.status_code
    for name, value in dict(error.headers or {}).items():
        if name == "Allow":
            response.headers["Allow"] = str(value)
    return response


def _from_werkzeug(error: HTTPException) -> Response:
    if isinstance(error, RequestEntityTooLarge):
        return problem(AppError("too_large"))
    if error.code is not None and error.code < 400:  # a redirect of the router
        return Response(status=error.code, headers=error.get_headers())
    code = _BY_STATUS.get(error.code or 500, "bad_request" if (error.code or 500) < 500 else "internal")
    response = problem(AppError(code))
    valid_methods = getattr(error, "valid_methods", None)
    if valid_methods:
        response.headers["Allow"] = ", ".join(sorted(valid_methods))
    return response


def _from_database(error: DBAPIError) -> Response:
    if isinstance(error, OperationalError | InterfaceError) or error.connection_invalidated:
        log.warning("database_away", error=type(error.orig).__name__)
        return problem(AppError("unavailable"))
    return _from_bug(error)


def _from_bug(error: Exception) -> Response:
    log.error("unhandled_error", exc_info=error)
    return problem(AppError("internal"))


def register_problems(app: APIFlask) -> None:
    """Turn every exception of a handler into its problem."""
    app.request_class = JsonRequest
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY_BYTES
    app.error_processor(_from_http)
    app.register_error_handler(AppError, problem)
    app.register_error_handler(HTTPException, _from_werkzeug)
    app.register_error_handler(DBAPIError, _from_database)
    app.register_error_handler(PoolTimeout, lambda _: problem(AppError("unavailable")))
    app.register_error_handler(redis.RedisError, lambda _: problem(AppError("unavailable")))
    app.register_error_handler(Exception, _from_bug)


def codes() -> list[str]:
    """All codes, for the document."""
    return sorted(ERRORS)
