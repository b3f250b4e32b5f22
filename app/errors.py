"""Errors to people: a stable code and parameters. Their words live in the Fluent files, their status here."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

# Every code a client can see, with its HTTP status. A test holds this table, the Fluent files and the OpenAPI document
# together, so a code cannot be added in one place only.
ERRORS: dict[str, int] = {
    "bad_request": 400,
    "bad_json": 400,
    "bad_cursor": 400,
    "bad_idempotency_key": 400,
    "unauthorized": 401,
    "invalid_credentials": 401,
    "invalid_token": 401,
    "second_factor_required": 401,
    "invalid_otp": 401,
    "token_expired": 401,
    "token_reused": 401,
    "csrf_failed": 401,
    "invalid_signature": 401,
    "forbidden": 403,
    "insufficient_scope": 403,
    "registration_closed": 403,
    "wrong_number": 403,
    "members_only": 403,
    "not_found": 404,
    "method_not_allowed": 405,
    "not_acceptable": 406,
    "conflict": 409,
    "name_taken": 409,
    "idempotency_conflict": 409,
    "refresh_in_progress": 409,
    "last_admin": 409,
    "too_many_tokens": 409,
    "second_factor_on": 409,
    "second_factor_off": 409,
    "not_cancellable": 409,
    "pull_not_undoable": 409,
    "not_linked": 409,
    "script_disabled": 409,
    "network_not_allowed": 409,
    "log_expired": 410,
    "link_spent": 410,
    "invitation_spent": 410,
    "too_large": 413,
    "unsupported_media_type": 415,
    "range_not_satisfiable": 416,
    "repository_unreadable": 409,
    "file_too_large": 413,
    "validation": 422,
    "project_blocked": 423,
    "rate_limited": 429,
    "slow_consumer": 429,
    "too_many_sockets": 429,
    "too_many_subscriptions": 429,
    "internal": 500,
    "unavailable": 503,
    "telegram_unavailable": 503,
}


class AppError(Exception):
    """Something a client did, or must know. `code` is one of ERRORS; `params` fill its words.

    `field_errors` name the fields at fault for 422: pairs of a field's path and a code, whose words are
    `field-<code>` in the Fluent files, with further parameters.
    """

    def __init__(
        self, code: str, *, retry_after: float | None = None, fields: list[FieldError] | None = None, **params: Any
    ) -> None:
        super().__init__(code)
        self.code = code
        self.status = HTTPStatus(ERRORS[code])
        self.params = params
        self.retry_after = retry_after
        self.fields = fields or []


class FieldError:
    """One field at fault: its path (`name`, `parameters.0.type`), a code, and parameters for the code's words."""

    def __init__(self, field: str, code: str, /, **params: Any) -> None:
        self.field = field
        self.code = code
        self.params = params


def invalid(field: str, code: str, **params: Any) -> AppError:
    """A 422 for one field; the words are the Fluent message `field-<code>`."""
    return AppError("validation", fields=[FieldError(field, code, **params)])


class Temporary(Exception):
    """A fault outside us that may pass: worth another try, `retry_after` seconds later where the other side said so."""

    def __init__(self, reason: str, retry_after: float | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.retry_after = retry_after


class Permanent(Exception):
    """A fault outside us that another try cannot mend. `reason` is a stable word, `description` the other side's."""

    def __init__(self, reason: str, description: str = "") -> None:
        super().__init__(f"{reason}: {description}" if description else reason)
        self.reason = reason
        self.description = description
