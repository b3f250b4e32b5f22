"""Around every request: its id, its log line, its metrics, its headers."""

from __future__ import annotations

import re
import time

import structlog
from flask import Flask, Response, g, request

from app.config import Settings
from app.db import uuid7
from app.metrics import REQUEST_SECONDS, REQUESTS

log = structlog.get_logger(__name__)

_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
_API_CSP = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
_PAGE_CSP = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; frame-ancestors 'none'; base-uri 'none'; "
    "form-action 'self'"
)
_EXPOSED = "ETag, Location, X-Request-ID, Retry-After, X-Log-Size, X-Log-Complete"
_ETAG_MAX_BYTES = 1024 * 1024


def _begin() -> None:
    asked = request.headers.get("X-Request-ID", "")
    g.request_id = asked if _REQUEST_ID.fullmatch(asked) else uuid7().hex
    g.began = time.perf_counter()
    structlog.contextvars.bind_contextvars(request_id=g.request_id)


def _cors(response: Response, settings: Settings) -> None:
    origin = request.headers.get("Origin")
    if origin is None or origin not in settings.cors_origins:
        return
    response.headers["Access-Control-Allow-Origin"] = origin
    response.headers["Access-Control-Allow-Credentials"] = "true"
    response.headers["Access-Control-Expose-Headers"] = _EXPOSED
    response.vary.add("Origin")
    if request.method == "OPTIONS":
        response.headers["Access-Control-Allow-Methods"] = "GET, POST, PUT, PATCH, DELETE"
        response.headers["Access-Control-Allow-Headers"] = (
            "Authorization, Content-Type, Idempotency-Key, If-None-Match, X-CSRF-Token, X-Request-ID"
        )
        response.headers["Access-Control-Max-Age"] = "600"


def _secure(response: Response, settings: Settings) -> None:
    headers = response.headers
    is_page = response.mimetype == "text/html"
    headers.setdefault("Content-Security-Policy", _PAGE_CSP if is_page else _API_CSP)
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "no-referrer")
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
    headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
    if settings.secure:
        headers.setdefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
    if request.path.startswith("/api/"):
        headers.setdefault("Cache-Control", "no-store" if request.path.startswith("/api/auth") else "private, no-cache")


def _tag(response: Response) -> Response:
    """Give a JSON answer an entity tag, and answer 304 where the caller has it (RFC 9110, section 13)."""
    if (
        request.method == "GET"
        and response.status_code == 200
        and response.mimetype == "application/json"
        and not response.is_streamed
        and (response.content_length or 0) <= _ETAG_MAX_BYTES
        and "no-store" not in response.headers.get("Cache-Control", "")
    ):
        if "ETag" not in response.headers:
            response.add_etag()
        response.make_conditional(request)
    return response


def register_middleware(app: Flask, settings: Settings) -> None:
    """Hook all of it into `app`."""
    app.before_request(_begin)

    @app.after_request
    def finish(response: Response) -> Response:
        response.headers["X-Request-ID"] = g.get("request_id", "")
        _cors(response, settings)
        _secure(response, settings)
        seconds = time.perf_counter() - g.get("began", time.perf_counter())
        route = request.url_rule.rule if request.url_rule else "none"
        REQUESTS.labels(request.method, route, response.status_code).inc()
        REQUEST_SECONDS.labels(request.method, route).observe(seconds)
        # The path only: a query may carry what a person typed.
        log.info(
            "request",
            method=request.method,
            path=request.path,
            status=response.status_code,
            ms=round(seconds * 1000, 2),
        )
        return _tag(response)

    @app.teardown_request
    def forget(_: BaseException | None) -> None:
        structlog.contextvars.unbind_contextvars("request_id")
