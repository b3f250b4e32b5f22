"""Who may call each endpoint and join each room: the table that tests/accounts/test_permissions.py holds the product to.

A new endpoint needs a line in ENDPOINTS, a new kind of room one in ROOMS; `tests/plumbing/test_rules.py` says which one
is missing. A line names a rule and, where the call needs them, the body, the query and the names in the path; those
that are not given are taken from the world by the name of the parameter (`project_id` is the private project …).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

# The people of the world, as columns of the table. `guest` is a viewer of the private project, `mate` a maintainer.
PEOPLE = ("anonymous", "stranger", "guest", "mate", "owner", "admin")

YES = 0
Rule = Mapping[str, int]


def rule(*answers: int) -> Rule:
    """A rule: for each of PEOPLE the status they are refused with, or YES."""
    return dict(zip(PEOPLE, answers, strict=True))


PUBLIC = rule(YES, YES, YES, YES, YES, YES)
SIGNED_IN = rule(401, YES, YES, YES, YES, YES)
# In a private project.
VIEWER = rule(401, 404, YES, YES, YES, YES)
MAINTAINER = rule(401, 404, 403, YES, YES, YES)
OWNER = rule(401, 404, 403, 403, YES, YES)
# Of something that the mate made there.
AUTHOR = rule(401, 404, 403, YES, 403, YES)
AUTHOR_OR_OWNER = rule(401, 404, 403, YES, YES, YES)
ADMIN = rule(401, 403, 403, 403, 403, YES)
# Of something of the mate's that has to do with no project.
MINE = rule(401, 404, 404, YES, 404, 404)
MINE_OR_ADMIN = rule(401, 404, 404, YES, 404, YES)

Value = Any | Callable[[Any], Any]


@dataclass(frozen=True)
class Call:
    """How to call an endpoint so that whoever may call it is answered with 2xx, or with one of `also`."""

    rule: Rule
    json: Value = None
    query: Value = None
    path: Mapping[str, Value] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    also: tuple[int, ...] = ()


_NEW_SCRIPT = {"name": "new", "interpreter": "bash", "content": "true"}
_IN_PROJECT = {"type": "project", "project_id": lambda world: str(world.project_id)}

ENDPOINTS: dict[str, Call] = {
    "POST /api/auth/login": Call(PUBLIC, {"username": "nobody", "password": "wrong"}, also=(401, 429)),
    "POST /api/auth/refresh": Call(PUBLIC, also=(401,)),
    "POST /api/auth/logout": Call(SIGNED_IN),
    "POST /api/auth/logout-all": Call(SIGNED_IN),
    "GET /api/auth/me": Call(SIGNED_IN),
    "PATCH /api/auth/me": Call(SIGNED_IN, {"display_name": "New"}),
    "POST /api/auth/password": Call(
        SIGNED_IN, {"current_password": "wrong", "new_password": "a new long password"}, also=(422,)
    ),
    "GET /api/auth/options": Call(PUBLIC),
    "POST /api/auth/register": Call(PUBLIC, {"username": "new", "password": "a new long password"}, also=(403, 429)),
    "GET /api/auth/second-factor": Call(SIGNED_IN),
    "POST /api/auth/second-factor": Call(SIGNED_IN, {"current_password": "wrong"}, also=(422,)),
    "POST /api/auth/second-factor/confirm": Call(SIGNED_IN, {"otp": "123456"}, also=(409,)),
    "POST /api/auth/second-factor/recovery-codes": Call(
        SIGNED_IN, {"current_password": "wrong", "otp": "123456"}, also=(422,)
    ),
    "POST /api/auth/second-factor/remove": Call(SIGNED_IN, {"current_password": "wrong", "otp": "123456"}, also=(422,)),
    "DELETE /api/users/{user_id}/second-factor": Call(ADMIN),
    "GET /api/invitations": Call(ADMIN),
    "POST /api/invitations": Call(ADMIN, {}),
    "DELETE /api/invitations/{invitation_id}": Call(ADMIN),
    "GET /api/auth/sessions": Call(SIGNED_IN),
    "DELETE /api/auth/sessions/{session_id}": Call(MINE),
    "GET /api/auth/tokens": Call(SIGNED_IN),
    "POST /api/auth/tokens": Call(SIGNED_IN, {"name": "New"}),
    "DELETE /api/auth/tokens/{token_id}": Call(MINE),
    "POST /api/auth/ws-ticket": Call(SIGNED_IN),
    "POST /api/auth/telegram-link": Call(SIGNED_IN, also=(503,)),
    "DELETE /api/auth/telegram-link": Call(SIGNED_IN),
    "POST /api/auth/magic-link": Call(PUBLIC, {"username": "nobody"}),
    "POST /api/auth/magic-link/look": Call(PUBLIC, {"token": "none"}, also=(410,)),
    "POST /api/auth/magic-link/redeem": Call(PUBLIC, {"token": "none"}, also=(410,)),
    "GET /api/telegram": Call(SIGNED_IN),
    "GET /api/telegram/preferences": Call(SIGNED_IN),
    "PUT /api/telegram/preferences": Call(SIGNED_IN, {"digest": "off"}),
    "GET /api/telegram/messages": Call(SIGNED_IN),
    "POST /api/telegram/messages/{message_id}/retry": Call(
        rule(401, 404, 404, 404, 404, 404), path={"message_id": "00000000-0000-0000-0000-000000000000"}
    ),
    "POST /api/telegram/test": Call(SIGNED_IN, also=(503,)),
    "GET /api/telegram/bots": Call(ADMIN),
    "POST /api/telegram/bots": Call(ADMIN, {"token": "123456:abcdefghijklmnop"}),
    "GET /api/telegram/bots/{bot_id}": Call(ADMIN, path={"bot_id": 1}, also=(404,)),
    "DELETE /api/telegram/bots/{bot_id}": Call(ADMIN, path={"bot_id": 1}, also=(404,)),
    "GET /api/people": Call(SIGNED_IN),
    "GET /api/users": Call(ADMIN),
    "POST /api/users": Call(ADMIN, lambda world: {"username": world.new_name(), "password": "a new long password"}),
    "GET /api/users/{user_id}": Call(ADMIN),
    "PATCH /api/users/{user_id}": Call(ADMIN, {"display_name": "New"}),
    "DELETE /api/users/{user_id}/sessions": Call(ADMIN),
    "GET /api/audit": Call(ADMIN),
    "GET /api/admin/status": Call(ADMIN),
    "GET /api/languages": Call(PUBLIC),
    "GET /api/jobs": Call(SIGNED_IN),
    "GET /api/jobs/{job_id}": Call(VIEWER),
    # Without the server's own socket there is no stream: 503 comes after who asks has been looked at.
    "GET /api/events": Call(SIGNED_IN, query={"rooms": "user:me"}, also=(503,)),
    "GET /api/notifications": Call(SIGNED_IN),
    "GET /api/notifications/unread-count": Call(SIGNED_IN),
    "POST /api/notifications/read-all": Call(SIGNED_IN),
    "POST /api/notifications/{notification_id}/read": Call(MINE),
    "GET /api/scan-roots": Call(ADMIN),
    "POST /api/scan-roots": Call(ADMIN, {"path": "/tmp"}),
    "DELETE /api/scan-roots/{root_id}": Call(ADMIN),
    "POST /api/projects/scan": Call(ADMIN),
    "GET /api/projects": Call(SIGNED_IN),
    "GET /api/projects/{project_id}": Call(VIEWER),
    "PATCH /api/projects/{project_id}": Call(MAINTAINER, {"description": "New"}),
    "DELETE /api/projects/{project_id}": Call(ADMIN),
    "POST /api/projects/{project_id}/poll": Call(VIEWER),
    "POST /api/projects/{project_id}/pull": Call(MAINTAINER),
    "POST /api/projects/{project_id}/pulls/{pull_id}/undo": Call(MAINTAINER, also=(409,)),
    "GET /api/projects/{project_id}/pulls": Call(VIEWER),
    "GET /api/dashboard": Call(SIGNED_IN),
    "GET /api/projects/{project_id}/credentials": Call(OWNER),
    "PUT /api/projects/{project_id}/credentials": Call(OWNER, {"kind": "https_token", "secret": "x"}),
    "DELETE /api/projects/{project_id}/credentials": Call(OWNER, also=(404,)),
    "GET /api/git-credentials": Call(ADMIN),
    "PUT /api/git-credentials/{host}": Call(
        ADMIN, {"kind": "https_token", "secret": "x"}, path={"host": "git.example.org"}
    ),
    "DELETE /api/git-credentials/{host}": Call(ADMIN, path={"host": "git.example.org"}, also=(404,)),
    "GET /api/projects/{project_id}/webhooks": Call(OWNER),
    "POST /api/projects/{project_id}/webhooks/{provider}": Call(OWNER, path={"provider": "github"}),
    "DELETE /api/projects/{project_id}/webhooks/{provider}": Call(OWNER, path={"provider": "github"}, also=(404,)),
    # Signed deliveries: a wrong signature is answered in the same way to everybody.
    "POST /api/webhooks/{provider}/{project_id}": Call(PUBLIC, path={"provider": "github"}, also=(401,)),
    "GET /api/projects/{project_id}/members": Call(VIEWER),
    "PUT /api/projects/{project_id}/members/{user_id}": Call(OWNER, {"role": "viewer"}),
    "DELETE /api/projects/{project_id}/members/{user_id}": Call(
        OWNER, path={"user_id": lambda world: world.people["other"].id}
    ),
    "GET /api/projects/{project_id}/subscription": Call(VIEWER),
    "PUT /api/projects/{project_id}/subscription": Call(VIEWER, {"events": ["commit"], "channels": ["web"]}),
    "DELETE /api/projects/{project_id}/subscription": Call(VIEWER),
    "GET /api/projects/{project_id}/comments": Call(VIEWER),
    "POST /api/projects/{project_id}/comments": Call(VIEWER, {"body": "New"}),
    "PATCH /api/comments/{comment_id}": Call(AUTHOR, {"body": "New"}),
    "DELETE /api/comments/{comment_id}": Call(AUTHOR_OR_OWNER),
    "GET /api/projects/{project_id}/commits": Call(VIEWER),
    "GET /api/projects/{project_id}/commits/{sha}": Call(VIEWER),
    "GET /api/projects/{project_id}/commits/{sha}/diff": Call(VIEWER),
    "GET /api/projects/{project_id}/refs": Call(VIEWER),
    "GET /api/projects/{project_id}/tree": Call(VIEWER),
    "GET /api/projects/{project_id}/raw": Call(VIEWER, query={"path": "README.md"}),
    "GET /api/projects/{project_id}/preview": Call(VIEWER, query={"path": "README.md"}),
    "GET /api/projects/{project_id}/variables": Call(MAINTAINER),
    "GET /api/projects/{project_id}/variables/{name}": Call(MAINTAINER),
    "PUT /api/projects/{project_id}/variables/{name}": Call(MAINTAINER, {"value": "a new secret"}),
    "DELETE /api/projects/{project_id}/variables/{name}": Call(MAINTAINER),
    "GET /api/variables": Call(ADMIN),
    "GET /api/variables/{name}": Call(ADMIN),
    "PUT /api/variables/{name}": Call(ADMIN, {"value": "a new secret"}),
    "DELETE /api/variables/{name}": Call(ADMIN),
    "GET /api/scripts/{script_id}/variables": Call(MAINTAINER),
    "GET /api/scripts/{script_id}/variables/{name}": Call(MAINTAINER),
    "PUT /api/scripts/{script_id}/variables/{name}": Call(MAINTAINER, {"value": "a new secret"}),
    "DELETE /api/scripts/{script_id}/variables/{name}": Call(MAINTAINER),
    "GET /api/scripts/{script_id}/versions": Call(VIEWER),
    "GET /api/scripts/{script_id}/diff": Call(VIEWER, query={"old": 1, "new": 1}),
    "GET /api/schedules": Call(SIGNED_IN),
    "POST /api/schedules": Call(
        rule(401, 422, 403, YES, YES, YES), {"script_id": lambda world: str(world.script_id), "cron": "0 6 * * *"}
    ),
    "GET /api/schedules/{schedule_id}": Call(VIEWER),
    "PATCH /api/schedules/{schedule_id}": Call(MAINTAINER, {"cron": "0 7 * * *"}),
    "DELETE /api/schedules/{schedule_id}": Call(MAINTAINER),
    "GET /api/triggers": Call(SIGNED_IN),
    "POST /api/triggers": Call(
        rule(401, 422, 403, YES, YES, YES), {"script_id": lambda world: str(world.script_id), "on": "commit"}
    ),
    "GET /api/triggers/{trigger_id}": Call(VIEWER),
    "PATCH /api/triggers/{trigger_id}": Call(MAINTAINER, {"branches": ["main"]}),
    "DELETE /api/triggers/{trigger_id}": Call(MAINTAINER),
    "POST /api/uploads": Call(SIGNED_IN, query={"name": "file.txt"}),
    "GET /api/admin/maintenance": Call(ADMIN),
    "PUT /api/admin/maintenance": Call(ADMIN, {"reason": "New"}),
    "DELETE /api/admin/maintenance": Call(ADMIN),
    "GET /api/scripts": Call(SIGNED_IN),
    "POST /api/scripts": Call(rule(401, 422, 403, YES, YES, YES), {**_NEW_SCRIPT, **_IN_PROJECT}),
    "GET /api/scripts/{script_id}": Call(VIEWER),
    "PATCH /api/scripts/{script_id}": Call(MAINTAINER, {"description": "New"}),
    "DELETE /api/scripts/{script_id}": Call(MAINTAINER),
    "POST /api/scripts/{script_id}/executions": Call(MAINTAINER, {}),
    "GET /api/executions": Call(SIGNED_IN),
    "GET /api/executions/{execution_id}": Call(VIEWER),
    "GET /api/executions/{execution_id}/log": Call(VIEWER),
    "GET /api/executions/{execution_id}/lines": Call(VIEWER),
    "GET /api/executions/{execution_id}/search": Call(VIEWER, query={"q": "x"}),
    "GET /api/executions/{execution_id}/artifacts": Call(VIEWER),
    "GET /api/executions/{execution_id}/artifacts/{name}": Call(VIEWER, path={"name": "left.txt"}),
    "POST /api/executions/{execution_id}/cancel": Call(MAINTAINER),
    "POST /api/executions/{execution_id}/rerun": Call(MAINTAINER),
    "GET /api/sky/events": Call(SIGNED_IN),
    "GET /api/sky/events/{event_id}": Call(SIGNED_IN, path={"event_id": lambda world: world.project_id}, also=(404,)),
    "GET /api/sky/events/{event_id}/circumstances": Call(
        SIGNED_IN, query={"lat": 0, "lon": 0}, path={"event_id": lambda world: world.project_id}, also=(404,)
    ),
    "GET /api/sky/events.ics": Call(SIGNED_IN),
    "GET /api/sky/positions": Call(SIGNED_IN),
    "GET /api/sky/moon": Call(SIGNED_IN),
    "GET /api/sky/moon/days": Call(SIGNED_IN, query={"from": "2026-01-01", "to": "2026-01-31"}),
    "GET /api/sky/rise-set": Call(SIGNED_IN, query={"lat": 0, "lon": 0}),
    "POST /api/sky/computations": Call(SIGNED_IN, {"from_year": 2026, "to_year": 2026}),
    "GET /api/sky/years": Call(SIGNED_IN),
    "GET /api/sky/subscriptions": Call(SIGNED_IN),
    "POST /api/sky/subscriptions": Call(SIGNED_IN, {"types": ["full_moon"]}),
    # Everybody's own; these are nobody's.
    "PUT /api/sky/subscriptions/{subscription_id}": Call(
        SIGNED_IN, {"types": ["full_moon"]}, path={"subscription_id": lambda world: world.project_id}, also=(404,)
    ),
    "DELETE /api/sky/subscriptions/{subscription_id}": Call(
        SIGNED_IN, path={"subscription_id": lambda world: world.project_id}, also=(404,)
    ),
    "GET /api/sky/feeds": Call(SIGNED_IN),
    "POST /api/sky/feeds": Call(SIGNED_IN, {}),
    "DELETE /api/sky/feeds/{feed_id}": Call(SIGNED_IN, path={"feed_id": lambda world: world.project_id}, also=(404,)),
    "GET /api/sky/settings": Call(ADMIN),
    "PUT /api/sky/settings": Call(ADMIN, {"channel_posts": False}),
}

# The same endpoints with what belongs to no project, or to a project that everybody may read.
MORE: list[tuple[str, Call]] = [
    ("POST /api/scripts", Call(ADMIN, _NEW_SCRIPT)),
    ("GET /api/scripts/{script_id}", Call(SIGNED_IN, path={"script_id": lambda world: world.global_script_id})),
    ("PATCH /api/scripts/{script_id}",
     Call(ADMIN, {"description": "New"}, path={"script_id": lambda world: world.global_script_id})),
    ("DELETE /api/scripts/{script_id}", Call(ADMIN, path={"script_id": lambda world: world.global_script_id})),
    ("POST /api/scripts/{script_id}/executions",
     Call(SIGNED_IN, {}, path={"script_id": lambda world: world.global_script_id})),
    # A global script sees the files and the secrets of the project that it is run in.
    ("POST /api/scripts/{script_id}/executions",
     Call(rule(401, 422, 403, YES, YES, YES), {"project_id": lambda world: str(world.project_id)},
          path={"script_id": lambda world: world.global_script_id})),
    ("GET /api/executions/{execution_id}",
     Call(SIGNED_IN, path={"execution_id": lambda world: world.global_execution_id})),
    ("POST /api/executions/{execution_id}/cancel",
     Call(rule(401, 403, 403, YES, 403, YES), path={"execution_id": lambda world: world.global_execution_id})),
    ("GET /api/jobs/{job_id}", Call(MINE_OR_ADMIN, path={"job_id": lambda world: world.scan_job_id})),
    ("DELETE /api/projects/{project_id}/members/{user_id}",
     Call(rule(401, 404, 403, YES, YES, YES), path={"user_id": lambda world: world.people["mate"].id})),
    ("PATCH /api/projects/{project_id}", Call(OWNER, {"visibility": "team"})),
    ("PATCH /api/projects/{project_id}", Call(MAINTAINER, {"is_blocked": True})),
    ("GET /api/projects/{project_id}", Call(SIGNED_IN, path={"project_id": lambda world: world.internal_id})),
    ("POST /api/projects/{project_id}/comments",
     Call(SIGNED_IN, {"body": "New"}, path={"project_id": lambda world: world.internal_id})),
    ("PATCH /api/projects/{project_id}",
     Call(rule(401, 403, 403, 403, 403, YES), {"description": "New"},
          path={"project_id": lambda world: world.internal_id})),
    ("PATCH /api/projects/{project_id}",
     Call(SIGNED_IN, {"description": "New"}, path={"project_id": lambda world: world.team_id})),
    ("PATCH /api/projects/{project_id}",
     Call(ADMIN, {"visibility": "private"}, path={"project_id": lambda world: world.team_id})),
]  # fmt: skip

# Routes that are not in the document, each for a reason: pages and their parts, probes, and what a socket begins with.
OUTSIDE_THE_DOCUMENT = {
    "/.well-known/jwks.json", "/healthz", "/readyz", "/metrics", "/ws", "/static/<path:filename>",
    "/api/docs", "/api/openapi.json",
    # Telegram's own, which shows a secret that only it was told.
    "/api/telegram/webhook/<int:bot_id>",
}  # fmt: skip
PAGES = ("console.",)

# For rooms nobody is anonymous. True: may join.
ROOMS: dict[str, tuple[str, dict[str, bool]]] = {}


def _room(kind: str, name: str, **allowed: bool) -> None:
    ROOMS[kind] = (name, allowed)


_room("project", "project:{project_id}", stranger=False, guest=True, mate=True, owner=True, admin=True)
_room("execution", "execution:{execution_id}", stranger=False, guest=True, mate=True, owner=True, admin=True)
_room("job", "job:{job_id}", stranger=False, guest=True, mate=True, owner=True, admin=True)
_room("projects", "projects", stranger=True, guest=True, mate=True, owner=True, admin=True)
_room("sky", "sky", stranger=True, guest=True, mate=True, owner=True, admin=True)
_room("user", "user:me", stranger=True, guest=True, mate=True, owner=True, admin=True)
