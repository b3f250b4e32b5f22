"""The language of the request at hand."""

from __future__ import annotations

from flask import g, has_request_context, request

from app.i18n.languages import DEFAULT
from app.i18n.negotiate import negotiate


def request_language() -> str:
    """The language to answer in: the person's own setting, else what the request asks for, else English."""
    if not has_request_context():
        return DEFAULT
    principal = g.get("principal")
    if principal is not None:
        return str(principal.language)
    return negotiate(request.headers.get("Accept-Language"))
