"""What people do from Telegram: each asks the same services as the API does, with the person's own rights."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts.service import audit_actor
from app.audit import service as audit
from app.errors import AppError
from app.projects import access, comments, lookup, pulls, subscriptions
from app.projects import service as projects
from app.projects.lookup import Named
from app.projects.models import Channel, Event, Project, ProjectCommit
from app.projects.schemas import CommentIn, ProjectPatch
from app.projects.subscriptions import Choice
from app.scripts import service as scripts
from app.scripts.models import Execution, ExecutionStatus, Script
from app.scripts.schemas import ExecutionQuery, RunIn, ScriptQuery
from app.security import Action, Principal

MOST_SCRIPTS = 100


def projects_named(session: Session, principal: Principal, text: str, *, limit: int, offset: int = 0) -> list[Named]:
    """Projects that the person may read, by a part of their name."""
    return lookup.named(session, principal, text, limit=limit, offset=offset)


def find_project(session: Session, principal: Principal, project_id: UUID, action: Action = Action.READ) -> Project:
    """The project; raises AppError `not_found`, `forbidden`."""
    return access.find(session, principal, action, project_id)


def may(session: Session, principal: Principal, action: Action, project_id: UUID) -> bool:
    """Whether the person may do `action` to the project."""
    return access.may(session, principal, action, "project", project_id)


def commits(session: Session, principal: Principal, project_id: UUID, limit: int) -> Sequence[ProjectCommit]:
    """The newest commits of a project."""
    find_project(session, principal, project_id)
    return lookup.newest_commits(session, project_id, limit)


def comment(
    session: Session,
    principal: Principal,
    project_id: UUID,
    body: str,
    *,
    sha: str | None = None,
    execution_id: UUID | None = None,
) -> None:
    """Comment on a project, one of its commits (by the beginning of its id), or a run of it."""
    find_project(session, principal, project_id, Action.COMMENT)
    if sha is not None:
        found = lookup.find_commit(session, project_id, sha)
        if found is None:
            raise AppError("not_found")
        sha = found.sha
    if execution_id is not None and find_execution(session, principal, execution_id).project_id != project_id:
        raise AppError("not_found")
    comments.add_comment(
        session, project_id, CommentIn(body=body, commit_sha=sha, execution_id=execution_id), principal
    )


def choice(session: Session, principal: Principal, project_id: UUID) -> Choice:
    """What the person is told of a project, and where."""
    find_project(session, principal, project_id)
    return subscriptions.get_choice(session, principal.user_id, project_id)[0]


def choose(session: Session, principal: Principal, project_id: UUID, event: Event, wanted: bool) -> Choice:
    """Tell the person of such events of a project, by Telegram, or no more."""
    before = choice(session, principal, project_id)
    chosen = [one for one in Event if (wanted if one is event else one in before.events)]
    channels = [one for one in Channel if one in before.channels or (wanted and one is Channel.TELEGRAM)]
    after = Choice(tuple(chosen), tuple(channels))
    subscriptions.choose(session, principal.user_id, project_id, after)
    return after


def mute(session: Session, principal: Principal, project_id: UUID, muted: bool) -> Choice:
    """Tell the person nothing of a project by Telegram any more, or again what they chose."""
    before = choice(session, principal, project_id)
    channels = [one for one in Channel if (not muted if one is Channel.TELEGRAM else one in before.channels)]
    after = Choice(before.events, tuple(channels))
    subscriptions.choose(session, principal.user_id, project_id, after)
    return after


def block(session: Session, principal: Principal, project_id: UUID, *, blocked: bool, reason: str = "") -> Project:
    """Block or unblock pulls of a project."""
    patch = {"is_blocked": blocked, **({"blocked_reason": reason[:500]} if blocked and reason else {})}
    return projects.change_project(session, project_id, ProjectPatch(**patch), principal)  # type: ignore[arg-type]


def pull(session: Session, principal: Principal, project_id: UUID) -> Project:
    """Queue a pull of a project; raises AppError `project_blocked` and what else the service says."""
    project = find_project(session, principal, project_id, Action.PULL)
    pulls.queue_pull(session, project_id, principal.user_id)
    return project


def runnable(session: Session, principal: Principal, project_id: UUID | None) -> list[Script]:
    """The scripts that the person may run: all, or those for one project, its own and global ones."""
    found, _ = scripts.list_scripts(session, principal, ScriptQuery(limit=MOST_SCRIPTS))
    return [
        script
        for script in found
        if script.is_enabled
        and (project_id is None or script.project_id in (None, project_id))
        and may_run(session, principal, script)
    ]


def may_run(session: Session, principal: Principal, script: Script) -> bool:
    """Whether the person may run a script."""
    try:
        scripts.ask(session, principal, Action.RUN, script)
    except AppError:
        return False
    return True


def find_script(session: Session, principal: Principal, script_id: UUID) -> Script:
    """The script, where the person may run it; raises AppError `not_found`, `forbidden`."""
    return scripts.find_script(session, principal, Action.RUN, script_id)


def run(
    session: Session, principal: Principal, script: Script, parameters: dict[str, Any], project_id: UUID | None
) -> Execution:
    """Queue a run."""
    asked = RunIn(parameters=parameters, project_id=project_id)
    execution = scripts.queue_run(session, script, asked, principal)
    audit.record(
        session, "script.run", **audit_actor(principal), object_kind="script", object_id=script.id,
        detail={"execution_id": str(execution.id), "by": "telegram"},
    )  # fmt: skip
    return execution


def find_execution(session: Session, principal: Principal, execution_id: UUID) -> Execution:
    """The run, where the person may see it."""
    return scripts.find_execution(session, principal, Action.READ, execution_id)


def cancel(session: Session, principal: Principal, execution_id: UUID) -> Execution:
    """End a run; raises AppError `not_cancellable`, `forbidden`."""
    found = scripts.find_execution(session, principal, Action.RUN, execution_id)
    execution = scripts.request_cancel(session, found)
    audit.record(
        session, "execution.cancel", **audit_actor(principal), object_kind="execution", object_id=execution_id,
        detail={"by": "telegram"},
    )  # fmt: skip
    return execution


def running(session: Session, principal: Principal) -> list[Execution]:
    """The person's own runs that have not ended, newest first."""
    found: list[Execution] = []
    for status in (ExecutionStatus.RUNNING, ExecutionStatus.QUEUED):
        rows, _ = scripts.list_executions(session, principal, ExecutionQuery(status=status, limit=50))
        found += [row for row in rows if row.requested_by == principal.user_id]
    return found
