"""Who is asking: the principal of a request, and the one place that says what a principal may do.

Every permission of the product is `can(principal, action, kind, obj)`, or `require`, which raises. Its rules are one
table, RULES: for each kind of object and each action, who may. What is not in the table is for administrators.

How one adds a rule, for a new endpoint or room:
1. Name the kind of object and the action. There is a kind for it already more often than not: a new page of what a
   project holds is `READ` of a `project`. Otherwise add a line to RULES.
2. In the handler, below `authenticated()`, find the object and ask. What belongs to a project is found through
   `app.projects.access` (`find`, `require_in`, and `readable`, the condition of lists), which answers 404 to those who
   may not even know that the project is there, and 403 to those who may only read it.
3. Say in `tests/accounts/matrix.py` who may call the endpoint: a test compares that table with the OpenAPI document,
   and calls every endpoint and joins every room as an owner, a team mate, a stranger and an administrator.
An endpoint that changes what a person signs in with is `authenticated(by_session=True)`: no API token may do that. One
that starts programs is `authenticated(scope=Scope.RUN)`; all others need the scopes `read` or `write`, by their method.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import wraps
from typing import Any, Protocol, TypeVar
from uuid import UUID

from flask import current_app, g, request

from app.config import settings
from app.errors import AppError


class Role(StrEnum):
    """What a user is on this installation."""

    USER = "user"
    ADMIN = "admin"


class ProjectRole(StrEnum):
    """What a person is in a project, least first: a viewer reads and comments, a maintainer works, an owner decides
    who else is in it."""

    VIEWER = "viewer"
    MAINTAINER = "maintainer"
    OWNER = "owner"

    @property
    def rank(self) -> int:
        """For comparing: an owner's is the highest."""
        return list(ProjectRole).index(self)


class Visibility(StrEnum):
    """What people who are no members of a project are in it.

    `team`: maintainers, as suits one small team. `internal`: viewers. `private`: nothing, they do not see it.
    """

    TEAM = "team"
    INTERNAL = "internal"
    PRIVATE = "private"


_EVERYBODY_IS = {
    Visibility.TEAM: ProjectRole.MAINTAINER,
    Visibility.INTERNAL: ProjectRole.VIEWER,
    Visibility.PRIVATE: None,
}


def default_visibility() -> Visibility:
    """The visibility of projects for which none was chosen, as set."""
    return Visibility(settings().project_visibility)


class Scope(StrEnum):
    """What an API token may do of what its person may."""

    READ = "read"
    WRITE = "write"
    RUN = "run"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Principal:
    """An authenticated person, with what is needed to decide and to answer in their language.

    `memberships` are the projects that they are a member of. Signed in by a session, `session_id` is set; by an API
    token, `token_id` and `scopes`.
    """

    user_id: UUID
    username: str
    role: Role
    language: str
    timezone: str
    session_id: UUID | None
    token_id: UUID | None = None
    scopes: frozenset[Scope] | None = None
    memberships: Mapping[UUID, ProjectRole] = field(default_factory=dict, hash=False)

    @property
    def credential(self) -> UUID | None:
        """The session or the token that they signed in with."""
        return self.session_id or self.token_id

    @property
    def is_admin(self) -> bool:
        """Whether this is an administrator. One who shows a token without the scope `admin` acts as a user."""
        return self.role is Role.ADMIN and self.has_scope(Scope.ADMIN)

    def has_scope(self, scope: Scope) -> bool:
        """Whether what they signed in with reaches so far; a session has no bounds."""
        return self.scopes is None or scope in self.scopes

    def role_in(self, project_id: UUID, visibility: Visibility | None) -> ProjectRole | None:
        """What they are in a project of that visibility (None: none was chosen for it); None for a stranger to it."""
        roles = [self.memberships.get(project_id), _EVERYBODY_IS[visibility or default_visibility()]]
        return max((role for role in roles if role is not None), key=lambda role: role.rank, default=None)


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


@dataclass(frozen=True, slots=True)
class Placed:
    """An object of a project, as far as permissions care: where it is, and whose (None: nobody's)."""

    project_id: UUID
    visibility: Visibility | None
    owner_id: UUID | None = None


class Who(StrEnum):
    """Of whom a rule speaks beside the roles in a project."""

    EVERYBODY = "everybody"
    AUTHOR = "author"


_VIEWER: Any = frozenset({ProjectRole.VIEWER})
_MAINTAINER: Any = frozenset({ProjectRole.MAINTAINER})
_OWNER: Any = frozenset({ProjectRole.OWNER})
_EVERYBODY: Any = frozenset({Who.EVERYBODY})
_AUTHOR: Any = frozenset({Who.AUTHOR})

Rule = Mapping[Action, frozenset[Who | ProjectRole]]

# Who may, beside administrators: any of those named. A role in a project stands for itself and those above it.
RULES: dict[str, Rule] = {
    "project": {
        Action.READ: _VIEWER,
        Action.COMMENT: _VIEWER,
        Action.PULL: _MAINTAINER,
        Action.UPDATE: _MAINTAINER,
        Action.BLOCK: _MAINTAINER,
        Action.ADMINISTER: _OWNER,
    },
    "script": {Action.READ: _EVERYBODY, Action.RUN: _EVERYBODY},
    "project_script": {
        Action.READ: _VIEWER,
        Action.RUN: _MAINTAINER,
        Action.CREATE: _MAINTAINER,
        Action.UPDATE: _MAINTAINER,
        Action.DELETE: _MAINTAINER,
    },
    "variable": {},
    "project_variable": {
        Action.READ: _MAINTAINER,
        Action.UPDATE: _MAINTAINER,
        Action.DELETE: _MAINTAINER,
    },
    # Runs of no project, and those of one.
    "execution": {Action.READ: _EVERYBODY, Action.RUN: _AUTHOR},
    "project_execution": {Action.READ: _VIEWER, Action.RUN: _MAINTAINER},
    # Schedules and triggers.
    "plan": {
        Action.READ: _EVERYBODY,
        Action.UPDATE: _AUTHOR,
        Action.DELETE: _AUTHOR,
    },
    "project_plan": {
        Action.READ: _VIEWER,
        Action.UPDATE: _MAINTAINER,
        Action.DELETE: _MAINTAINER,
    },
    "job": {Action.READ: _AUTHOR},
    "project_job": {Action.READ: _VIEWER},
    "comment": {
        Action.READ: _VIEWER,
        Action.CREATE: _VIEWER,
        Action.UPDATE: _AUTHOR,
        Action.DELETE: _AUTHOR | _OWNER,
    },
    "person": {Action.READ: _EVERYBODY},
    "sky": {Action.READ: _EVERYBODY},
    "user": {},
    "audit": {},
    "scan_root": {},
    "installation": {},
}
_SCOPES = {Action.READ: Scope.READ, Action.RUN: Scope.RUN}


def can(principal: Principal, action: Action, kind: str, obj: Owned | Placed | None = None) -> bool:
    """Whether `principal` may do `action` to an object of `kind`. Every permission of the product is asked here.

    `obj` is needed where the rule speaks of its author or of a role in its project: forgetting it raises TypeError,
    whoever asks, rather than let somebody in.
    """
    rule = RULES[kind].get(action, frozenset())
    author, roles = Who.AUTHOR in rule, [role for role in rule if isinstance(role, ProjectRole)]
    if obj is None and (author or roles):
        raise TypeError(f"{action} of a {kind} depends on which one it is")
    if not principal.has_scope(_SCOPES.get(action, Scope.WRITE)):
        return False
    if principal.is_admin or Who.EVERYBODY in rule:
        return True
    mine = None
    if isinstance(obj, Placed):
        mine = principal.role_in(obj.project_id, obj.visibility)
        # Whoever was put out of a project has no say in it any more, not even over what they wrote there.
        if mine is None:
            return False
    elif roles:
        raise TypeError(f"a {kind} is in a project: ask with a Placed")
    if author and obj is not None and obj.owner_id == principal.user_id:
        return True
    return mine is not None and any(mine.rank >= role.rank for role in roles)


def require(principal: Principal, action: Action, kind: str, obj: Owned | Placed | None = None) -> None:
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


def authenticated(
    role: Role | None = None, *, scope: Scope | None = None, by_session: bool = False
) -> Callable[[F], F]:
    """Decorates a handler that needs somebody signed in, or an administrator. Put it right
    below the route, above `input`: who may not ask learns nothing about the form of the question.

    `scope` is what an API token needs (by default `read` or `write`, by the method); with `by_session` none will do.
    """

    def decorate(handler: F) -> F:
        @wraps(handler)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            principal = current_principal()
            needed = scope or (Scope.READ if request.method in ("GET", "HEAD") else Scope.WRITE)
            if not principal.has_scope(needed) or (by_session and principal.session_id is None):
                raise AppError("insufficient_scope")
            if role is Role.ADMIN and not principal.is_admin:
                raise AppError("forbidden")
            return handler(*args, **kwargs)

        spec = getattr(guarded, "_spec", None)
        if spec is None:
            spec = guarded._spec = {}  # type: ignore[attr-defined]  # APIFlask keeps its notes there
        spec.setdefault("security", ["bearer"])
        return guarded  # type: ignore[return-value]  # the same signature

    return decorate
