"""Upstreams: asked once for all clones, in time and with patience; what moved there is told or pulled by policy."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text

from app.db import read_only, transaction
from app.messages import PollDueRemotes, PollProject, PullProject
from app.projects import remotes
from app.projects.models import Project
from app.projects.remote_models import Credential, Remote, RemoteHost
from tests import githttp
from tests.conftest import Person
from tests.gitrepos import Repo
from worker import projects as project_tasks
from worker import pulls as pull_tasks
from worker import remotes as tasks

Scan = Callable[..., dict[str, Any]]
Poll = Callable[..., int]
Find = Callable[[str], dict[str, Any]]


@pytest.fixture
def hosted(tmp_path: Path) -> Repo:
    """A repository outside the roots, which a server offers."""
    made = Repo(tmp_path / "hosted" / "engine.git")
    made.commit("Begin", {"README.md": "# Engine\n"})
    return made


@pytest.fixture
def server(hosted: Repo) -> Iterator[githttp.Server]:
    with githttp.serve(hosted.path.parent) as running:
        yield running


@pytest.fixture
def clone(root: Path, hosted: Repo, server: githttp.Server) -> Repo:
    """A clone of it over http."""
    hosted.git("clone", "-q", f"{server.url}/engine.git/.git", str(root / "clone"))
    return Repo(root / "clone", init=False)


@pytest.fixture
def address(clone: Repo, scan: Scan, poll: Poll, project: Find) -> str:
    scan()
    return f"/api/projects/{project('clone')['id']}"


def ask_now() -> None:
    """Ask every remote whose turn it is, here and now."""
    with transaction() as session:
        claimed = remotes.claim_due(session, 50)
    for asked in claimed:
        tasks.ask(asked)


def due() -> None:
    """Make every remote due, as if time had passed."""
    with transaction() as session:
        session.execute(text("UPDATE git_remotes SET next_poll_at = clock_timestamp(), lease_until = NULL"))
        session.execute(text("UPDATE git_hosts SET free_at = clock_timestamp(), closed_until = NULL"))


def remote() -> Remote:
    with read_only() as session:
        return session.scalars(select(Remote)).one()


def told(person: Person) -> list[str]:
    return [item["title"] for item in reversed(person.get("/api/notifications?limit=200").json["items"])]


def test_a_project_says_what_it_follows_and_how_it_stands(
    user: Person, hosted: Repo, clone: Repo, server: githttp.Server, address: str, poll: Poll
) -> None:
    upstream = user.get(address).json["upstream"]
    assert (upstream["url"], upstream["branch"]) == (f"{server.url}/engine.git/.git", "main")
    assert (upstream["sha"], upstream["state"], upstream["ahead"], upstream["behind"]) == (None, "unknown", 0, 0)

    ask_now()
    assert user.get(address).json["upstream"]["state"] == "up_to_date"
    new = hosted.commit("News")
    due()
    ask_now()
    upstream = user.get(address).json["upstream"]
    # Its commits are not here to be counted.
    assert (upstream["sha"], upstream["state"], upstream["behind"]) == (new, "behind", None)

    clone.git("fetch", "-q")
    poll()
    assert (user.get(address).json["upstream"]["behind"]) == 1
    clone.commit("Own")
    poll()
    upstream = user.get(address).json["upstream"]
    assert (upstream["state"], upstream["ahead"], upstream["behind"]) == ("diverged", 1, 1)
    clone.git("rebase", "-q", "origin/main")
    poll()
    assert user.get(address).json["upstream"]["state"] == "ahead"
    clone.git("checkout", "-q", "-b", "alone")
    poll()
    assert user.get(address).json["upstream"] is None


def test_policies_do_nothing_tell_or_pull(
    user: Person, hosted: Repo, clone: Repo, server: githttp.Server, address: str
) -> None:
    ask_now()
    user.put(f"{address}/subscription", json={"events": ["commit", "pull"], "channels": ["web"]})
    hosted.commit("Quiet")
    due()
    ask_now()
    assert told(user) == []

    user.patch(address, json={"auto_pull": "notify"})
    hosted.commit("Told")
    for _ in range(3):
        due()
        ask_now()
    assert told(user) == ["New commits upstream of clone"]

    user.patch(address, json={"auto_pull": "fast_forward"})
    new = hosted.commit("Pulled")
    due()
    ask_now()
    [job_id] = _jobs("pull")
    pull_tasks.pull_project(PullProject(job_id))
    assert clone.head() == new
    [pull] = user.get(f"{address}/pulls").json["items"]
    assert (pull["by"], pull["source"], pull["status"], pull["commits"]) == (None, "lumastack", "fast_forwarded", 3)
    assert told(user)[-1] == "clone pulled"


def _jobs(kind: str) -> list[str]:
    with read_only() as session:
        query = "SELECT id FROM jobs WHERE kind::text = :kind AND status = 'queued'"
        return [str(found) for found in session.scalars(text(query), {"kind": kind})]


def test_one_tip_is_pulled_by_itself_once_also_after_it_was_undone_or_blocked(
    user: Person, hosted: Repo, clone: Repo, address: str
) -> None:
    user.patch(address, json={"auto_pull": "fast_forward", "is_blocked": True})
    ask_now()
    hosted.commit("News")
    due()
    ask_now()
    # The block holds, people hear of it instead, and it is pulled when the block is lifted.
    assert (_jobs("pull"), told(user)) == ([], ["New commits upstream of clone"])
    user.patch(address, json={"is_blocked": False})
    due()
    ask_now()
    [job_id] = _jobs("pull")
    pull_tasks.pull_project(PullProject(job_id))
    [pull] = user.get(f"{address}/pulls").json["items"]
    undo = user.post(f"{address}/pulls/{pull['id']}/undo")
    pull_tasks.undo_pull(pull_tasks.UndoPull(undo.json["id"]))
    assert clone.head() == pull["old"]
    due()
    ask_now()
    assert _jobs("pull") == []
    hosted.commit("More news")
    due()
    ask_now()
    assert len(_jobs("pull")) == 1


def test_one_address_is_asked_once_for_all_its_clones(
    root: Path, hosted: Repo, clone: Repo, server: githttp.Server, scan: Scan
) -> None:
    for number in range(3):
        hosted.git("clone", "-q", f"{server.url}/engine.git/.git", str(root / f"again{number}"))
    scan()
    server.seen.clear()

    ask_now()

    assert len([1 for method, _, _ in server.seen if method == "POST"]) == 1
    with read_only() as session:
        tips = session.scalars(select(Project.upstream_sha)).all()
    assert tips == [hosted.head()] * 4


def test_two_workers_never_ask_the_same_remote_at_once(address: str) -> None:
    with transaction() as session:
        first = remotes.claim_due(session, 10)
    with transaction() as session:
        second = remotes.claim_due(session, 10)

    assert (len(first), second) == (1, [])


def test_the_interval_grows_while_nothing_happens_and_shrinks_when_something_does(
    hosted: Repo, clone: Repo, address: str, poll: Poll
) -> None:
    intervals = []
    for _ in range(12):
        ask_now()
        intervals.append(remote().interval)
        due()
    # The first answer is news.
    assert intervals[:3] == [60.0, 90.0, 135.0]
    assert intervals[-1] == 3600.0
    waits = [(remote().next_poll_at - remote().last_polled_at).total_seconds() for _ in range(1)]
    clone.commit("Local activity")
    poll()
    assert remote().interval == 60.0
    hosted.commit("News")
    ask_now()
    assert remote().interval == 60.0
    assert waits


def test_a_remote_that_does_not_answer_is_asked_less_often_and_people_are_told_once(
    user: Person, hosted: Repo, server: githttp.Server, address: str
) -> None:
    ask_now()
    server.behave = lambda handler: handler.answer(500) or True
    waits = []
    for _ in range(7):
        due()
        ask_now()
        row = remote()
        assert row.last_polled_at is not None
        waits.append((row.next_poll_at - row.last_polled_at).total_seconds())
    upstream = user.get(address).json["upstream"]
    assert (upstream["state"], upstream["error"]) == ("unreachable", "server_error")
    assert upstream["unreachable_since"] is not None
    assert all(low <= wait <= high for wait, low, high in zip(waits, [96, 192, 384], [144, 288, 576], strict=False))
    assert max(waits) <= 3600 * 1.2
    assert told(user) == ["Upstream of clone cannot be reached"]
    with read_only() as session:
        host = session.scalars(select(RemoteHost)).one()
    # Seven failures in a row: the host itself is left alone for a while.
    assert host.closed_until is not None
    assert host.closed_until > datetime.now(UTC)

    server.behave = None
    due()
    ask_now()
    upstream = user.get(address).json["upstream"]
    assert (upstream["state"], upstream["error"], upstream["unreachable_since"]) == ("up_to_date", None, None)


def test_a_server_that_asks_for_patience_gets_it(server: githttp.Server, address: str) -> None:
    server.behave = lambda handler: handler.answer(429, b"", {"Retry-After": "1800"}) or True
    ask_now()

    row = remote()
    assert row.next_poll_at > datetime.now(UTC) + timedelta(seconds=1700)


def test_a_host_is_asked_so_often_at_once_and_a_second(
    root: Path, hosted: Repo, server: githttp.Server, scan: Scan, tmp_path: Path
) -> None:
    for number in range(9):
        other = Repo(tmp_path / "hosted" / f"r{number}")
        other.commit("x")
        other.git("clone", "-q", f"{server.url}/r{number}/.git", str(root / f"c{number}"))
    scan()

    with transaction() as session:
        first = remotes.claim_due(session, 50)
    assert len(first) == remotes.HOST_AT_ONCE
    with transaction() as session:
        assert remotes.claim_due(session, 50) == []
        waiting = session.scalar(text("SELECT count(*) FROM git_remotes WHERE next_poll_at > clock_timestamp()"))
    assert waiting == 5


def test_poll_now_asks_the_remote_too(user: Person, hosted: Repo, clone: Repo, address: str) -> None:
    ask_now()
    new = hosted.commit("News")
    with transaction() as session:
        session.execute(text("UPDATE git_remotes SET last_polled_at = clock_timestamp() - interval '5 seconds'"))

    job = user.post(f"{address}/poll")
    project_tasks.poll_project(PollProject(job.json["id"]))

    assert user.get(address).json["upstream"]["sha"] == new


def test_the_tick_asks_in_the_background(hosted: Repo, address: str, eventually: Callable[..., Any]) -> None:
    tasks.poll_due_remotes(PollDueRemotes())

    eventually(lambda: remote().last_polled_at)


def test_a_token_is_used_for_polls_and_pulls_and_never_shown(
    admin: Person, user: Person, hosted: Repo, clone: Repo, server: githttp.Server, address: str, poll: Poll
) -> None:
    server.token = "robot:s3cret-token"
    ask_now()
    assert user.get(address).json["upstream"]["error"] == "auth"
    job = user.post(f"{address}/pull")
    pull_tasks.pull_project(PullProject(job.json["id"]))
    assert user.get(job.headers["Location"]).json["error"] == "pull_auth"
    given = {"kind": "https_token", "username": "robot", "secret": "s3cret-token"}

    assert user.put(f"{address}/credentials", json=given).status_code == 403
    put = admin.put(f"{address}/credentials", json=given)

    assert put.status_code == 200, put.json
    assert "s3cret" not in put.text + admin.get(f"{address}/credentials").text
    with read_only() as session:
        assert b"s3cret" not in bytes(session.scalars(select(Credential.secret)).one())
    assert admin.delete(f"{address}/credentials").status_code == 204
    assert admin.delete(f"{address}/credentials").status_code == 404


@pytest.mark.parametrize(
    "given",
    [
        {"kind": "https_token"}, {"kind": "password", "secret": "x"}, {"kind": "ssh_key", "secret": "no key"},
        {"kind": "https_token", "secret": "a\nb"}, {"kind": "https_token", "secret": "x", "username": "a:b"},
        {"kind": "ssh_key", "secret": "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n"},
        {"kind": "https_token", "secret": ""}, {"kind": "https_token", "secret": "x" * 20_001},
    ],
)  # fmt: skip
def test_bad_credentials_are_refused(admin: Person, address: str, given: dict[str, str]) -> None:
    assert admin.put(f"{address}/credentials", json=given).status_code == 422
    assert admin.get(f"{address}/credentials").json == {"items": []}


def test_a_key_shows_its_fingerprint(admin: Person, address: str) -> None:
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.OpenSSH, serialization.NoEncryption()
    )

    put = admin.put(f"{address}/credentials", json={"kind": "ssh_key", "secret": key.decode()})

    assert put.json["fingerprint"].startswith("ssh-ed25519 SHA256:")


def test_credentials_of_hosts_are_for_administrators(admin: Person, user: Person, clone: Repo, address: str) -> None:
    given = {"kind": "https_token", "secret": "x"}
    assert user.put("/api/git-credentials/example.org", json=given).status_code == 403
    assert user.get("/api/git-credentials").status_code == 403
    assert admin.put("/api/git-credentials/Example.org:8443", json=given).json["host"] == "example.org:8443"
    for host in ("a b", "-x", "x:y:z", "a@b", "x" * 300):
        assert admin.put(f"/api/git-credentials/{host}", json=given).status_code == 422
    assert [row["host"] for row in admin.get("/api/git-credentials").json["items"]] == ["example.org:8443"]
    assert admin.delete("/api/git-credentials/example.org:8443").status_code == 204


def test_a_password_in_an_address_is_used_and_never_kept_or_shown(
    user: Person, root: Path, hosted: Repo, server: githttp.Server, scan: Scan, project: Find
) -> None:
    hosted.git("clone", "-q", f"{server.url}/engine.git/.git", str(root / "mine"))
    server.token = "robot:in-the-url"
    clone = Repo(root / "mine", init=False)
    clone.git("remote", "set-url", "origin", f"{server.url.replace('//', '//robot:in-the-url@')}/engine.git/.git")
    scan()

    ask_now()

    found = project("mine")
    assert found["upstream"]["state"] == "up_to_date"
    assert "in-the-url" not in str(found)
    with read_only() as session:
        rows = session.execute(text("SELECT row_to_json(r)::text FROM git_remotes r")).scalars().all()
    assert "in-the-url" not in str(rows)


def test_a_deleted_project_leaves_no_remote_behind(admin: Person, address: str) -> None:
    admin.delete(address)
    with transaction() as session:
        session.execute(text("ALTER TABLE git_remotes DISABLE TRIGGER USER"))
        session.execute(text("UPDATE git_remotes SET updated_at = updated_at - interval '2 days'"))
        session.execute(text("ALTER TABLE git_remotes ENABLE TRIGGER USER"))
        remotes.forget_old(session)
        assert session.scalars(select(Remote)).all() == []
        assert session.scalars(select(RemoteHost)).all() == []
