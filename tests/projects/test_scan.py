"""Scanning: what is found, what it means, and what a second scan makes of it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.conftest import Person
from tests.gitrepos import Repo

Scan = Callable[..., dict[str, Any]]
Find = Callable[[str], dict[str, Any]]


def test_a_scan_finds_repositories_of_every_kind(admin: Person, root: Path, repo: Repo, scan: Scan) -> None:
    repo.git("worktree", "add", "-q", str(root / "linked"), "-b", "side")
    Repo(root / "bare.git", "--bare")
    Repo(root / "unborn")
    repo.git("submodule", "add", "-q", str(root / "engine"), "part")
    Repo(root / "engine/nested/inner").commit("Inner")

    result = scan()

    kinds = {p["name"]: (p["kind"], p["status"]) for p in admin.get("/api/projects").json["items"]}
    assert kinds == {
        "bare": ("bare", "active"),
        "engine": ("work_tree", "active"),
        "inner": ("work_tree", "active"),
        "linked": ("linked_worktree", "active"),
        "part": ("submodule", "active"),
        "unborn": ("work_tree", "active"),
    }
    assert result["new"] == result["found"] == 6


def test_a_project_shows_its_head_branch_remote_and_last_commit(
    root: Path, repo: Repo, scan: Scan, project: Find
) -> None:
    repo.git("remote", "add", "origin", "https://user:secret@example.org/engine.git?token=1")

    scan()

    found = project("engine")
    assert (found["head"], found["branch"], found["default_branch"]) == (repo.head(), "main", "main")
    assert found["remote_url"] == "https://example.org/engine.git"
    assert (found["last_commit"]["sha"], found["last_commit"]["author"]) == (repo.head(), "Charles Babbage")
    assert found["path"] == str(root / "engine")
    assert found["last_polled_at"] is not None


def test_a_second_scan_changes_nothing(repo: Repo, scan: Scan, project: Find) -> None:
    scan()
    before = project("engine")

    result = scan()

    assert project("engine") == before
    assert result == {"found": 1, "new": 0, "moved": 0, "replaced": 0, "missing": 0, "unreadable": 0}


def test_a_vanished_repository_is_missing_and_comes_back(root: Path, repo: Repo, scan: Scan, project: Find) -> None:
    scan()
    os.rename(root / "engine", root.parent / "elsewhere")

    assert scan()["missing"] == 1
    gone = project("engine")
    os.rename(root.parent / "elsewhere", root / "engine")
    scan()

    assert (gone["status"], gone["status_reason"]) == ("missing", "vanished")
    assert project("engine")["status"] == "active"
    assert project("engine")["id"] == gone["id"]


def test_a_moved_repository_stays_the_same_project(root: Path, repo: Repo, scan: Scan, project: Find) -> None:
    scan()
    before = project("engine")
    os.rename(root / "engine", root / "machine")

    result = scan()

    after = project("machine")
    assert result["moved"] == 1
    assert (after["id"], after["path"], after["moved_from"]) == (before["id"], str(root / "machine"), before["path"])


def test_another_repository_at_the_same_path_is_another_project(
    admin: Person, root: Path, repo: Repo, scan: Scan
) -> None:
    scan()
    os.rename(root / "engine", root.parent / "away")
    Repo(root / "engine").commit("Something else")

    assert scan()["replaced"] == 1

    items = admin.get("/api/projects").json["items"]
    assert sorted((item["name"], item["status"]) for item in items) == [("engine", "active"), ("engine", "replaced")]


def test_the_same_repository_cloned_again_at_its_path_stays_the_same_project(
    root: Path, repo: Repo, scan: Scan, project: Find
) -> None:
    scan()
    before = project("engine")
    os.rename(root / "engine", root.parent / "old")
    Repo(root / "engine", init=False)
    shutil.copytree(root.parent / "old", root / "engine")

    assert scan()["replaced"] == 0

    assert project("engine")["id"] == before["id"]


def test_a_broken_repository_is_listed_as_broken_and_recovers(
    repo: Repo, root: Path, scan: Scan, project: Find
) -> None:
    head = (root / "engine/.git/HEAD").read_bytes()
    (root / "engine/.git/HEAD").write_bytes(b"\0\0\0")

    scan()
    broken = project("engine")
    (root / "engine/.git/HEAD").write_bytes(head)
    scan()

    assert (broken["status"], broken["status_reason"]) == ("broken", "head_invalid")
    assert project("engine")["status"] == "active"
    assert project("engine")["head"] == repo.head()


def test_a_scan_survives_links_in_circles_pipes_and_names_that_are_not_utf8(
    admin: Person, root: Path, repo: Repo, scan: Scan
) -> None:
    (root / "loop").symlink_to(root)
    (root / "engine-link").symlink_to(root / "engine")
    odd = os.path.join(os.fsencode(root), b"caf\xe9")
    shutil.copytree(os.fsencode(root / "engine"), odd)
    piped = Repo(root / "piped").path
    (piped / ".git/HEAD").unlink()
    os.mkfifo(piped / ".git/HEAD")

    scan()

    found = {item["name"]: item for item in admin.get("/api/projects").json["items"]}
    assert set(found) == {"engine", "caf\N{REPLACEMENT CHARACTER}", "piped"}
    assert (found["piped"]["status"], found["piped"]["status_reason"]) == ("broken", "irregular_file")
    commits = admin.get(f"/api/projects/{found['caf' + chr(0xFFFD)]['id']}/commits").json["items"]
    assert [commit["sha"] for commit in commits] == repo.git("rev-list", "HEAD").split()


def test_live_progress_and_the_end_of_a_scan_are_jobs(admin: Person, repo: Repo, scan: Scan) -> None:
    job = admin.post("/api/projects/scan")
    again = admin.post("/api/projects/scan")

    assert job.status_code == 202
    assert job.headers["Location"] == f"/api/jobs/{job.json['id']}"
    assert again.json["id"] == job.json["id"], "a scan under way is joined"


def test_jobs_are_listed_for_who_asked_and_for_administrators(
    admin: Person, user: Person, person: Callable[..., Person], repo: Repo, scan: Scan
) -> None:
    scan()
    other = person("eve", admin=True)
    project = admin.get("/api/projects").json["items"][0]["id"]
    poll = user.post(f"/api/projects/{project}/poll").json["id"]

    assert [job["kind"] for job in other.get("/api/jobs").json["items"]] == ["poll", "scan"]
    assert [job["id"] for job in user.get("/api/jobs").json["items"]] == [poll]
    assert [job["kind"] for job in admin.get("/api/jobs?kind=scan&status=succeeded").json["items"]] == ["scan"]
    first = admin.get("/api/jobs?limit=1").json
    rest = admin.get(f"/api/jobs?limit=1&cursor={first['next_cursor']}").json
    assert [first["items"][0]["kind"], rest["items"][0]["kind"]] == ["poll", "scan"]
    assert admin.get("/api/jobs?kind=nonsense").status_code == 422


def test_an_idempotency_key_starts_one_scan(admin: Person, scan: Scan) -> None:
    first = admin.post("/api/projects/scan", headers={"Idempotency-Key": "scan-number-1"})
    second = admin.post("/api/projects/scan", headers={"Idempotency-Key": "scan-number-1"})

    assert first.json["id"] == second.json["id"]


def test_ordinary_users_neither_scan_nor_see_roots(user: Person, anonymous: Any) -> None:
    assert user.post("/api/projects/scan").status_code == 403
    assert user.get("/api/scan-roots").status_code == 403
    assert user.post("/api/scan-roots", json={"path": "/"}).status_code == 403
    assert anonymous.get("/api/projects").status_code == 401


def test_a_scan_root_must_be_a_readable_directory(admin: Person, root: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")

    for path in (str(tmp_path / "file"), str(tmp_path / "nothing"), "relative", "/x\x01y", "/" + "a" * 3000):
        answer = admin.post("/api/scan-roots", json={"path": path})
        assert answer.status_code == 422, path
        assert answer.json["errors"][0]["field"] == "path"
    assert admin.post("/api/scan-roots", json={"path": "/a\0b"}).status_code == 422
    assert admin.post("/api/scan-roots", json={"path": 7}).status_code == 422

    made = admin.post("/api/scan-roots", json={"path": str(root)})
    again = admin.post("/api/scan-roots", json={"path": str(root) + "/"})

    assert made.status_code == 201
    assert again.json["id"] == made.json["id"]
    assert admin.delete(f"/api/scan-roots/{made.json['id']}").status_code == 204
    assert admin.delete(f"/api/scan-roots/{made.json['id']}").status_code == 404


def test_projects_of_a_removed_root_are_kept_as_missing(admin: Person, repo: Repo, scan: Scan, project: Find) -> None:
    scan()
    [root] = admin.get("/api/scan-roots").json["items"]

    admin.delete(f"/api/scan-roots/{root['id']}")

    assert (project("engine")["status"], project("engine")["status_reason"]) == ("missing", "root_removed")
    assert admin.get(f"/api/projects/{project('engine')['id']}/commits").status_code == 409
