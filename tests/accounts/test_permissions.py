"""A stranger, a viewer, a maintainer and an owner of a private project, an administrator, and nobody: every endpoint,
every room, by the table in matrix.py."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from app.accounts import invitations
from app.accounts import service as accounts
from app.accounts.models import User
from app.accounts.schemas import InvitationIn, TokenIn
from app.db import read_only, transaction, uuid7
from app.gitread.layout import Kind
from app.jobs import service as jobs
from app.jobs.models import JobKind
from app.notifications.models import Notification, NotificationType
from app.projects.models import Comment, Project, ProjectMember, Pull, PullSource, PullStatus, ScanRoot
from app.projects.sightings import ensure_groups
from app.realtime.rooms import find
from app.scripts import variables
from app.scripts.models import (
    Artifact,
    Execution,
    Schedule,
    Script,
    ScriptType,
    ScriptVersion,
    Trigger,
    TriggerOn,
    WorkdirAccess,
)
from app.scripts.variables import Owner
from app.security import Principal, ProjectRole, Visibility
from tests.accounts.matrix import ENDPOINTS, MORE, PEOPLE, ROOMS, YES, Call
from tests.conftest import Person
from tests.gitrepos import Repo

CALLS = [*ENDPOINTS.items(), *MORE]
NAMES = [f"{number:03} {name}" for number, (name, _) in enumerate(CALLS)]
_counter = itertools.count()


class World:
    """People and things, all new: two worlds do not meet."""

    def __init__(self, person: Callable[..., Person], repo: Repo, anonymous: Any) -> None:
        self.number = next(_counter)
        self.people: dict[str, Any] = {"anonymous": anonymous}
        for name in ("stranger", "guest", "mate", "owner", "admin", "other"):
            self.people[name] = person(f"{name}{self.number}", admin=name == "admin")
        self.user_id = self.people["other"].id
        self.name = f"SECRET_{self.number}"
        self.sha = repo.git("rev-parse", "HEAD")
        with transaction() as session:
            self._fill(session, repo)

    def _fill(self, session: Any, repo: Repo) -> None:
        mate = self.people["mate"].id
        ensure_groups(session)
        root = ScanRoot(id=uuid7(), path=f"/r{self.number}", raw_path=f"/r{self.number}".encode())
        session.add(root)
        self.root_id = root.id
        # The repository's own directory is a root, so that the project may be read.
        if session.query(ScanRoot).filter_by(raw_path=bytes(repo.path)).first() is None:
            session.add(ScanRoot(id=uuid7(), path=str(repo.path), raw_path=bytes(repo.path)))
        self.project_id = self._project(session, Visibility.PRIVATE, bytes(repo.path))
        self.internal_id = self._project(session, Visibility.INTERNAL, b"/i")
        self.team_id = self._project(session, None, b"/t")
        session.flush()
        roles = {"guest": ProjectRole.VIEWER, "mate": ProjectRole.MAINTAINER, "owner": ProjectRole.OWNER}
        for name, role in {**roles, "other": ProjectRole.VIEWER}.items():
            session.add(ProjectMember(project_id=self.project_id, user_id=self.people[name].id, role=role))
        self.script_id = self._script(session, self.project_id)
        self.global_script_id = self._script(session, None)
        session.flush()
        self.execution_id = self._execution(session, self.script_id, self.project_id, mate)
        self.global_execution_id = self._execution(session, self.global_script_id, None, mate)
        for owner in (Owner(), Owner(self.project_id), Owner(script_id=self.script_id)):
            variables.put(session, owner, self.name, "a secret value", mate)
        schedule = Schedule(script_id=self.script_id, project_id=self.project_id, cron="0 6 * * *", created_by=mate)
        trigger = Trigger(script_id=self.script_id, project_id=self.project_id, on=TriggerOn.COMMIT, created_by=mate)
        artifact = Artifact(execution_id=self.execution_id, name="left.txt", size=0, sha256=b"")
        session.add_all([schedule, trigger, artifact])
        session.flush()
        self.schedule_id, self.trigger_id = schedule.id, trigger.id
        pull = Pull(
            id=uuid7(), project_id=self.project_id, source=PullSource.SHELL, status=PullStatus.FAST_FORWARDED,
            old=self.sha, new=self.sha,
        )  # fmt: skip
        session.add(pull)
        self.pull_id = pull.id
        comment = Comment(id=uuid7(), project_id=self.project_id, author_id=mate, body="Hello")
        session.add(comment)
        self.comment_id = comment.id
        made, _ = accounts.make_token(
            session, accounts.principal_of(session, session.get_one(User, mate)), TokenIn(name="mate's")
        )
        self.token_id = made.id
        self.invitation_id = invitations.invite(
            session, accounts.principal_of(session, session.get_one(User, mate)), InvitationIn()
        )[0].id
        self.session_id = accounts.begin_session(session, session.get_one(User, mate), None, None).session.id
        notification = Notification(
            id=uuid7(), user_id=mate, type=NotificationType.ALERT, key="notification-commit", dedupe_key="x"
        )
        session.add(notification)
        self.notification_id = notification.id
        self.job_id = jobs.queue_job(session, JobKind.POLL, self.project_id, mate).id
        # Only one scan can be under way: this world's is the mate's.
        session.query(jobs.Job).filter_by(kind=JobKind.SCAN).delete()
        self.scan_job_id = jobs.queue_job(session, JobKind.SCAN, None, mate).id

    def _project(self, session: Any, visibility: Visibility | None, path: bytes) -> UUID:
        # One project at a path: the repository's is that of the newest world.
        session.query(Project).filter_by(raw_path=path).delete()
        project = Project(
            id=uuid7(), name="engine", path=path.decode(), raw_path=path, kind=Kind.WORK_TREE, poll_group=0,
            visibility=visibility,
        )  # fmt: skip
        session.add(project)
        return project.id

    def _script(self, session: Any, project_id: UUID | None) -> UUID:
        script = Script(
            id=uuid7(), type=ScriptType.PROJECT if project_id else ScriptType.GLOBAL, project_id=project_id,
            name=f"script{self.number}", interpreter="bash", content="true",
        )  # fmt: skip
        session.add_all([script, ScriptVersion(script_id=script.id, number=1, interpreter="bash", content="true")])
        return script.id

    def _execution(self, session: Any, script_id: UUID, project_id: UUID | None, by: UUID) -> UUID:
        execution = Execution(
            id=uuid7(), script_id=script_id, script_version=1, project_id=project_id, requested_by=by,
            timeout_seconds=1, memory_mb=64, network=False, workdir_access=WorkdirAccess.NONE,
        )  # fmt: skip
        session.add(execution)
        return execution.id

    def new_name(self) -> str:
        """A name that nobody has."""
        return f"new{next(_counter)}"

    def fill(self, value: Any) -> Any:
        """A value of the table, with what it asks of the world."""
        if callable(value):
            return value(self)
        if isinstance(value, dict):
            return {name: self.fill(inner) for name, inner in value.items()}
        return value

    def call(self, who: str, operation: str, call: Call) -> Any:
        """Send it as this person."""
        method, path = operation.split(" ")
        for part in path.split("/"):
            if part.startswith("{"):
                name = part.strip("{}")
                given = self.fill(call.path[name]) if name in call.path else getattr(self, name)
                path = path.replace(part, str(given))
        options: dict[str, Any] = {"query_string": self.fill(call.query), "headers": dict(call.headers)}
        if call.json is not None:
            options["json"] = self.fill(call.json)
        return getattr(self.people[who], method.lower())(path, **options)


@pytest.fixture(scope="module")
def repo(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    made = Repo(tmp_path_factory.mktemp("matrix") / "engine")
    made.commit("Begin", {"README.md": "# Engine\n"})
    return made


@pytest.fixture
def make_world(person: Callable[..., Person], repo: Repo, anonymous: Any) -> Callable[[], World]:
    return lambda: World(person, repo, anonymous)


@pytest.mark.parametrize(("operation", "call"), CALLS, ids=NAMES)
def test_an_endpoint_answers_those_who_may_and_nobody_else(
    make_world: Callable[[], World], operation: str, call: Call
) -> None:
    world = make_world()
    for who in PEOPLE:
        expected = call.rule[who]
        if expected == YES and not operation.startswith("GET"):
            # Whoever may change something finds it as it was.
            world = make_world()
        answer = world.call(who, operation, call)
        if expected == YES:
            assert answer.status_code < 300 or answer.status_code in call.also, (who, answer.status_code, answer.text)
        else:
            assert answer.status_code == expected, (who, answer.status_code, answer.text)
            assert answer.mimetype == "application/problem+json"


def principal(person: Person) -> Principal:
    with read_only() as session:
        return accounts.principal_of(session, session.get_one(User, person.id))


@pytest.mark.parametrize("kind", ROOMS)
def test_a_room_lets_in_those_who_may_and_nobody_else(make_world: Callable[[], World], kind: str) -> None:
    world = make_world()
    name, allowed = ROOMS[kind]
    for who, expected in allowed.items():
        person = principal(world.people[who])
        target = find(person, name.format(**vars(world)))
        assert target is not None
        assert target.kind.authorise(person, target.id) is expected, who


@pytest.mark.parametrize("path", ["/api/projects", "/api/scripts", "/api/executions"])
def test_lists_hold_nothing_of_a_private_project_for_a_stranger(make_world: Callable[[], World], path: str) -> None:
    world = make_world()
    hidden = {str(world.project_id), str(world.script_id), str(world.execution_id)}

    for who in ("stranger", "guest", "mate", "owner", "admin"):
        shown = {item["id"] for item in world.people[who].get(f"{path}?limit=200").json["items"]}
        assert bool(shown & hidden) is (who != "stranger"), who


def test_a_stranger_is_not_told_of_a_private_project(make_world: Callable[[], World]) -> None:
    from app.projects import subscriptions
    from app.projects.models import Event

    world = make_world()
    with read_only() as session:
        told = {one.user_id for one in subscriptions.recipients(session, world.project_id, Event.COMMIT)}

    assert world.people["stranger"].id not in told
    assert {world.people[name].id for name in ("guest", "mate", "owner", "admin")} <= told


def test_who_is_put_out_of_a_project_loses_it_and_what_was_told_of_it(make_world: Callable[[], World]) -> None:
    world = make_world()
    guest, owner = world.people["guest"], world.people["owner"]
    with transaction() as session:
        session.add(
            Notification(
                id=uuid7(), user_id=guest.id, type=NotificationType.COMMIT, key="notification-commit",
                dedupe_key="y", project_id=world.project_id,
            )
        )  # fmt: skip
    assert guest.get("/api/notifications/unread-count").json["count"] == 1

    assert owner.delete(f"/api/projects/{world.project_id}/members/{guest.id}").status_code == 204

    assert guest.get(f"/api/projects/{world.project_id}").status_code == 404
    assert guest.get("/api/notifications").json["items"] == []
    assert guest.get("/api/notifications/unread-count").json["count"] == 0


def test_the_overview_of_a_member_tells_of_their_private_projects_and_that_of_others_does_not(
    make_world: Callable[[], World],
) -> None:
    from app.projects.access import rooms_of

    world = make_world()
    rooms = {}
    for who in ("stranger", "guest", "mate", "owner", "admin"):
        target = find(principal(world.people[who]), "projects")
        assert target is not None
        rooms[who] = target.room
    with read_only() as session:
        private, shared = set(rooms_of(session, world.project_id)), set(rooms_of(session, world.internal_id))

    assert {who for who, room in rooms.items() if room in private} == {"guest", "mate", "owner", "admin"}
    assert {who for who, room in rooms.items() if room in shared} == set(rooms)


def test_the_default_visibility_is_a_setting(make_world: Callable[[], World], monkeypatch: pytest.MonkeyPatch) -> None:
    import dataclasses

    from app import security
    from app.config import settings

    world = make_world()
    stranger = world.people["stranger"]
    assert stranger.get(f"/api/projects/{world.team_id}").json["my_role"] == "maintainer"
    for chosen, status in (("internal", 200), ("private", 404)):
        private = dataclasses.replace(settings(), project_visibility=chosen)
        monkeypatch.setattr(security, "settings", lambda private=private: private)
        assert stranger.get(f"/api/projects/{world.team_id}").status_code == status
        shown = [item["id"] for item in stranger.get("/api/projects").json["items"]]
        assert (str(world.team_id) in shown) is (status == 200)
        assert stranger.patch(f"/api/projects/{world.team_id}", json={"description": "x"}).status_code in (403, 404)


def test_a_rule_that_needs_the_object_cannot_be_asked_without_it() -> None:
    from app.security import RULES, Action, Role, can

    root = Principal(uuid7(), "root", Role.ADMIN, "en", "UTC", None)
    with pytest.raises(TypeError, match="depends on which"):
        can(root, Action.READ, "project")
    with pytest.raises(KeyError):
        can(root, Action.READ, "spaceship")
    assert RULES["user"] == {}
