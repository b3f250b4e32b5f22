"""Reading through REST: equal to git's own answers, and no bad input gives more than a problem."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import Person
from tests.gitrepos import Repo

Scan = Callable[..., dict[str, Any]]
Find = Callable[[str], dict[str, Any]]
NOWHERE = "01890000-0000-7000-8000-000000000000"


@pytest.fixture
def url(repo: Repo, scan: Scan, project: Find) -> str:
    """The address of the scanned project."""
    scan()
    return f"/api/projects/{project('engine')['id']}"


def pages(person: Person, url: str, **query: Any) -> list[dict[str, Any]]:
    """All pages of a list."""
    items: list[dict[str, Any]] = []
    cursor = None
    while True:
        answer = person.get(url, query_string={**query, **({"cursor": cursor} if cursor else {})})
        assert answer.status_code == 200, answer.json
        items += answer.json["items"]
        cursor = answer.json["next_cursor"]
        if cursor is None:
            return items


def test_commits_are_those_of_git_log_over_pages(user: Person, repo: Repo, url: str) -> None:
    for number in range(7):
        repo.commit(f"Change {number}\n\nBecause of {number}.")

    items = pages(user, f"{url}/commits", limit=3)

    log = repo.git("log", "--format=%H%x00%P%x00%an%x00%ae%x00%s%x00%b%x01").split("\x01")[:-1]
    expected = [line.lstrip("\n").split("\0") for line in log]
    assert [
        [c["sha"], " ".join(c["parents"]), c["author"], c["author_email"], c["subject"], c["body"]] for c in items
    ] == [[*fields[:5], fields[5].rstrip("\n")] for fields in expected]


def test_a_cursor_keeps_to_the_history_of_its_first_page(user: Person, repo: Repo, url: str) -> None:
    first = user.get(f"{url}/commits?limit=1").json
    repo.commit("Meanwhile")

    second = user.get(f"{url}/commits", query_string={"limit": 5, "cursor": first["next_cursor"]}).json

    shas = repo.git("rev-list", "HEAD").split()
    assert [c["sha"] for c in first["items"] + second["items"]] == shas[1:]


def test_a_cursor_of_other_filters_or_made_up_is_refused(user: Person, repo: Repo, url: str) -> None:
    cursor = user.get(f"{url}/commits?limit=1").json["next_cursor"]

    for query in ({"cursor": cursor, "q": "x"}, {"cursor": "abc"}, {"cursor": cursor[:-2]}, {"cursor": "é"}):
        answer = user.get(f"{url}/commits", query_string=query)
        assert (answer.status_code, answer.json["code"]) == (400, "bad_cursor"), query


def test_commits_by_ref_path_author_text_and_time(user: Person, repo: Repo, url: str) -> None:
    repo.git("switch", "-q", "-c", "side", "HEAD~1")
    side = repo.commit("On the side", {"README.md": "changed\n"})
    repo.git("switch", "-q", "main")

    def asked(**query: Any) -> list[str]:
        return [commit["subject"] for commit in pages(user, f"{url}/commits", **query)]

    assert asked(ref="side") == ["On the side", "Add the mill", "Begin"]
    assert asked(ref="refs/heads/side", path="README.md") == ["On the side", "Begin"]
    assert asked(ref=side[:10]) == asked(ref=side) == asked(ref="side")
    assert asked(path="src") == ["Add the store", "Add the mill"]
    assert asked(author="BABBAGE") == ["Add the store"]
    assert asked(author="ada@example") == ["Add the mill", "Begin"]
    assert asked(q="the M") == ["Add the mill"]
    assert asked(all="true") == [c for c in repo.git("log", "--all", "--format=%s").splitlines()]
    middle = user.get(f"{url}/commits").json["items"][1]["committed_at"]
    assert asked(since=middle) == ["Add the store", "Add the mill"]
    assert asked(until=middle) == ["Add the mill", "Begin"]
    assert asked(path="no/such/file") == []


def test_one_commit_with_its_files_and_its_patch(user: Person, repo: Repo, url: str) -> None:
    repo.git("mv", "src/mill.py", "src/wheel.py")
    sha = repo.commit("Rename", {"README.md": "# Engine\n\nNo 2\n", "blob": b"\0\1", "src/wheel.py": "print('mill')\n"})

    commit = user.get(f"{url}/commits/{sha}")
    patch = user.get(f"{url}/commits/{sha}/diff")

    assert {(f["path"], f["status"], f["old_path"], f["additions"], f["deletions"]) for f in commit.json["files"]} == {
        ("README.md", "modified", None, 2, 0),
        ("blob", "added", None, None, None),
        ("src/wheel.py", "renamed", "src/mill.py", 0, 0),
    }
    assert "immutable" in commit.headers["Cache-Control"]
    assert patch.mimetype == "text/x-diff"
    again = user.get(f"{url}/commits/{sha}/diff", headers={"If-None-Match": patch.headers["ETag"]})
    assert again.status_code == 304
    repo.git("switch", "-q", "--detach", "HEAD~1")
    repo.raw("apply", "--exclude=blob", stdin=patch.data)
    assert (repo.path / "README.md").read_text() == "# Engine\n\nNo 2\n"
    assert (repo.path / "src/wheel.py").exists()
    assert user.get(f"{url}/commits/main").json["sha"] == sha


def test_refs_are_those_of_for_each_ref(user: Person, repo: Repo, url: str) -> None:
    repo.git("tag", "-a", "v1", "-m", "One")
    repo.git("tag", "light")
    for number in range(8):
        repo.git("branch", f"topic/{number}")
    repo.git("pack-refs", "--all")
    repo.git("branch", "loose")

    items = pages(user, f"{url}/refs", limit=4)

    expected = repo.git("for-each-ref", "--format=%(refname) %(objectname) %(*objectname)").splitlines()
    lines = [f"{r['full_name']} {r['target']} {r['sha'] if r['sha'] != r['target'] else ''}".rstrip() for r in items]
    assert lines == [line.rstrip() for line in expected]
    assert [r["name"] for r in items if r["is_head"]] == ["main"]
    assert [r["name"] for r in pages(user, f"{url}/refs", kind="tag")] == ["light", "v1"]
    assert len(pages(user, f"{url}/refs", q="TOPIC")) == 8


def test_a_tree_is_that_of_ls_tree_at_any_ref(user: Person, repo: Repo, url: str) -> None:
    repo.write(b"caf\xe9.txt", "x")
    repo.write("new\nline", "y")
    repo.write("deep/er/file", "z")
    (repo.path / "link").symlink_to("../outside")
    repo.git("add", "-A")
    repo.commit("Odd names")

    def lines(tree: dict[str, Any]) -> list[tuple[str, str, int | None, bytes]]:
        return [(e["mode"], e["oid"], e["size"], _raw(e["path"], e["path_b64"])) for e in tree["entries"]]

    for query, arguments in (
        ({}, ["HEAD"]),
        ({"recursive": "true"}, ["-r", "HEAD"]),
        ({"ref": "HEAD", "path": "src"}, ["HEAD", "src/"]),
        ({"ref": repo.git("rev-parse", "HEAD~2")}, ["HEAD~2"]),
    ):
        answer = user.get(f"{url}/tree", query_string=query)
        assert answer.status_code == 200, answer.json
        listed = repo.raw("ls-tree", "-l", "-z", "--full-tree", *arguments).split(b"\0")[:-1]
        assert lines(answer.json) == [_ls(line) for line in listed]
    filtered = user.get(f"{url}/tree?recursive=true&filter=*.py").json["entries"]
    assert [entry["path"] for entry in filtered] == ["src/mill.py", "src/store.py"]
    assert [e["path"] for e in user.get(f"{url}/tree?recursive=1&filter=MILL").json["entries"]] == ["src/mill.py"]


def _raw(path: str, b64: str | None) -> bytes:
    return path.encode() if b64 is None else base64.urlsafe_b64decode(b64 + "==")


def _ls(line: bytes) -> tuple[str, str, int | None, bytes]:
    meta, path = line.split(b"\t", 1)
    mode, _kind, oid, size = meta.split()
    return mode.decode(), oid.decode(), None if size == b"-" else int(size), path


def test_a_file_whose_name_is_not_utf8_can_be_read(user: Person, repo: Repo, url: str) -> None:
    repo.write(b"caf\xe9.txt", "coffee")
    repo.git("add", "-A")
    repo.commit("Coffee")
    [entry] = [e for e in user.get(f"{url}/tree").json["entries"] if e["path_b64"]]

    answer = user.get(f"{url}/raw", query_string={"path_b64": entry["path_b64"]})

    assert answer.data == b"coffee"


def test_raw_gives_the_bytes_and_never_a_page_or_a_script(user: Person, repo: Repo, url: str) -> None:
    page = b"<script>alert(1)</script>"
    repo.commit("Files", {"page.html": page, "x.svg": page, "data.bin": b"\0\xff" * 10, "image.png": b"\x89PNG\0data"})
    (repo.path / "link").symlink_to("/etc/passwd")
    repo.write("big.lfs", f"version https://git-lfs.github.com/spec/v1\noid sha256:{'a' * 64}\nsize 123\n")
    repo.git("add", "-A")
    sha = repo.commit("More")

    def raw(path: str, **query: str) -> Any:
        return user.get(f"{url}/raw", query_string={"path": path, **query})

    assert raw("page.html").data == page
    for path, mimetype in (
        ("page.html", "text/plain"), ("x.svg", "image/svg+xml"), ("data.bin", "application/octet-stream"),
        ("image.png", "image/png"),
    ):  # fmt: skip
        answer = raw(path)
        assert answer.mimetype == mimetype
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert raw("data.bin").headers["Content-Disposition"].startswith("attachment")
    assert (raw("link").data, raw("link").headers["X-File-Kind"]) == (b"/etc/passwd", "symlink")
    assert raw("big.lfs").headers["X-File-Kind"] == "lfs"
    tag = raw("page.html").headers["ETag"]
    assert user.get(f"{url}/raw?path=page.html", headers={"If-None-Match": tag}).status_code == 304
    assert raw("page.html").headers["Cache-Control"] == "private, no-cache"
    assert "immutable" in raw("page.html", ref=sha).headers["Cache-Control"]
    part = user.get(f"{url}/raw?path=page.html", headers={"Range": "bytes=1-6"})
    assert (part.status_code, part.data) == (206, page[1:7])


def test_a_repository_without_commits_is_empty_not_an_error(user: Person, root: Any, scan: Scan, project: Find) -> None:
    Repo(root / "unborn")
    scan()
    url = f"/api/projects/{project('unborn')['id']}"

    assert user.get(f"{url}/commits").json == {"items": [], "next_cursor": None}
    assert user.get(f"{url}/tree").json["entries"] == []
    assert user.get(f"{url}/refs").json["items"] == []
    assert user.get(f"{url}/raw?path=x").status_code == 404
    assert user.get(f"{url}/commits?all=true").json["items"] == []
    assert (project("unborn")["head"], project("unborn")["branch"]) == (None, "main")


BAD_REFS = [
    "--output=x", "-n1", "main~1", "main^", "HEAD@{1}", "@{-1}", ":/Begin", "../../etc/passwd", "refs/../HEAD", "a..b",
    "nothing", "0" * 40, "f" * 40, "main:src", " ", "refs/heads/", "*", "é", "HEAD/", "a" * 999, "packed-refs", "config",
]  # fmt: skip


@pytest.mark.parametrize("ref", BAD_REFS)
def test_a_ref_that_is_none_is_not_found_everywhere(user: Person, url: str, ref: str) -> None:
    for path in ("commits", "tree", "raw"):
        query = {"ref": ref, **({"path": "README.md"} if path == "raw" else {})}
        answer = user.get(f"{url}/{path}", query_string=query)
        assert answer.status_code == 404, (path, answer.json)


BAD_PATHS = ["..", "../../etc/passwd", "src/../README.md", "./README.md", "src//mill.py/x", "/etc/passwd", ".git/config",
             "README.md/x", "no", "src/" + "a" * 5000]  # fmt: skip


@pytest.mark.parametrize("path", BAD_PATHS)
def test_a_path_that_is_none_is_not_found(user: Person, url: str, path: str) -> None:
    assert user.get(f"{url}/raw", query_string={"path": path}).status_code == 404
    assert user.get(f"{url}/tree", query_string={"path": path}).status_code == 404


def test_bad_input_is_a_problem_that_names_the_field(user: Person, url: str) -> None:
    for path, query in (
        ("commits", {"limit": "0"}), ("commits", {"limit": "1000"}), ("commits", {"limit": "x"}),
        ("commits", {"unknown": "1"}), ("commits", {"since": "yesterday"}), ("commits", {"ref": "a\0b"}),
        ("commits", {"ref": ""}), ("commits", {"path_b64": "!!!"}), ("tree", {"recursive": "perhaps"}),
        ("tree", {"path": "a\0b"}), ("refs", {"kind": "secret"}), ("raw", {"path": "a" * 9000}),
        ("commits", {"author": "x" * 300}),
    ):  # fmt: skip
        answer = user.get(f"{url}/{path}", query_string=query)
        assert (answer.status_code, answer.json["code"]) == (422, "validation"), (path, query, answer.json)
        if not any("\0" in value for value in query.values()):
            assert answer.json["errors"][0]["field"] == next(iter(query))


def test_commits_named_badly_are_not_found(user: Person, url: str, repo: Repo) -> None:
    tree = repo.git("rev-parse", "HEAD^{tree}")
    for sha in ("x", "--all", "HEAD~1", "0" * 40, tree, "%2e%2e", "main..side", repo.head()[:3]):
        assert user.get(f"{url}/commits/{sha}").status_code == 404, sha
        assert user.get(f"{url}/commits/{sha}/diff").status_code == 404, sha
    assert user.get(f"{url}/commits/{repo.head()}/diff?parent=2").status_code == 404


def test_objects_of_another_repository_are_not_found(user: Person, root: Any, url: str) -> None:
    other = Repo(root / "other").commit("Elsewhere", {"x": "secret"})

    assert user.get(f"{url}/commits/{other}").status_code == 404
    assert user.get(f"{url}/tree?ref={other}").status_code == 404


def test_projects_that_do_not_exist_are_not_found(user: Person, admin: Person) -> None:
    for path in ("", "/commits", "/refs", "/tree", "/raw?path=x", f"/commits/{'0' * 40}", "/pulls", "/comments",
                 "/subscription"):  # fmt: skip
        assert user.get(f"/api/projects/{NOWHERE}{path}").status_code == 404, path
        assert user.get(f"/api/projects/not-an-id{path}").status_code == 404, path
    assert user.patch(f"/api/projects/{NOWHERE}", json={"name": "x"}).status_code == 404
    assert admin.delete(f"/api/projects/{NOWHERE}").status_code == 404
    assert user.put(f"/api/projects/{NOWHERE}/subscription", json={"events": [], "channels": []}).status_code == 404
    assert user.post(f"/api/projects/{NOWHERE}/comments", json={"body": "x"}).status_code == 404


def test_a_repository_that_breaks_while_it_is_served_is_a_conflict_not_an_error(
    user: Person, repo: Repo, url: str
) -> None:
    assert user.get(f"{url}/commits").status_code == 200
    (repo.path / ".git/HEAD").write_bytes(b"nonsense")

    answer = user.get(f"{url}/commits")

    assert (answer.status_code, answer.json["code"]) == (409, "repository_unreadable")
    assert answer.json["detail"] == "This repository is damaged and cannot be read."
    assert answer.json["reason"] == "head_invalid"


def test_a_repository_that_disappears_while_it_is_served_is_a_conflict_not_an_error(
    user: Person, repo: Repo, url: str
) -> None:
    user.get(f"{url}/commits")
    repo.path.rename(repo.path.with_name("gone"))

    assert user.get(f"{url}/tree").status_code == 409
