"""Who is asking: the principal of a request, and the one place that says what a principal may do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import wraps
from typing import Any, Protocol, TypeVar
from uuid import UUID

from flask import current_app, g

from app.errors import AppError


class Role(StrEnum):
    """What a user is on this installation."""

    USER = "user"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Principal:
    """An authenticated person, with what is needed to answer in their language."""

    user_id: UUID
    username: str
    role: Role
    language: str
    timezone: str
    session_id: UUID | None

    @property
    def is_admin(self) -> bool:
        """Whether this is an administrator."""
        return self.role is Role.ADMIN


class Action(StrEnum):
    """What can be asked for. Add one rather than checking a role anywhere else."""

    READ = "read"
    CREATE = "create"
    UPDATE = "update"
    DELETE = "delete"
    RUN = "run"
    PULL = "pull"
    BLOCK = "block"
    COMMENT = "comment"
    ADMINISTER = "administer"


class Owned(Protocol):
    """An object that belongs to a person."""

    @property
    def owner_id(self) -> UUID | None:
        """Whose it is; None for nobody's."""


# What everybody who is signed in may do with each kind of object. What is not here is for its owner (an object with
# an `owner_id`) and for administrators.
_EVERYBODY: dict[str, frozenset[Action]] = {
    "project": frozenset({Action.READ, Action.PULL, Action.COMMENT, Action.BLOCK, Action.UPDATE}),
    "script": frozenset({Action.READ, Action.RUN}),
    "project_script": frozenset({Action.READ, Action.RUN, Action.CREATE, Action.UPDATE, Action.DELETE}),
    "execution": frozenset({Action.READ}),
    "job": frozenset({Action.READ}),
    "comment": frozenset({Action.READ, Action.CREATE}),
    "sky": frozenset({Action.READ}),
}


def can(principal: Principal, action: Action, kind: str, obj: Owned | None = None) -> bool:
    """Whether `principal` may do `action` to an object of `kind`. Every permission of the product is asked here.

    Administrators may do everything; an owner everything to what is theirs; everybody what the table above says.
    """
    if principal.is_admin:
        return True
    if obj is not None and obj.owner_id is not None and obj.owner_id == principal.user_id:
        return True
    return action in _EVERYBODY.get(kind, frozenset())


def require(principal: Principal, action: Action, kind: str, obj: Owned | None = None) -> None:
    """As `can`, but raises AppError `forbidden`."""
    if not can(principal, action, kind, obj):
        raise AppError("forbidden")


Authenticate = Callable[[], Principal | None]
F = TypeVar("F", bound=Callable[..., Any])


def set_authenticator(app: Any, authenticate: Authenticate) -> None:
    """Name the function that reads the principal out of the current request; it raises AppError for bad credentials."""
    app.extensions["authenticate"] = authenticate


def optional_principal() -> Principal | None:
    """The principal of the current request, or None where it carries no credentials; read once a request."""
    if "principal" not in g:
        g.principal = current_app.extensions["authenticate"]()
    principal: Principal | None = g.principal
    return principal


def current_principal() -> Principal:
    """The principal of the current request; raises AppError `unauthorized` where there is none."""
    principal = optional_principal()
    if principal is None:
        raise AppError("unauthorized")
    return principal


def authenticated(role: Role | None = None) -> Callable[[F], F]:
    """Decorates a handler that needs somebody signed in, or an administrator. Put it right
    below the route, above `input`: who may not ask learns nothing about the form of the question."""

    def decorate(handler: F) -> F:
        @wraps(handler)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            principal = current_principal()
            if role is Role.ADMIN and not principal.is_admin:
                raise AppError("forbidden")
            return handler(*args, **kwargs)

        spec = getattr(guarded, "_spec", None)
        if spec is None:
            spec = guarded._spec = {}  # type: ignore[attr-defined]  # APIFlask keeps its notes there
        spec.setdefault("security", ["bearer"])
        return guarded  # type: ignore[return-value]  # the same signature

    return decorate
