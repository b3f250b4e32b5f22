"""Previews and last commits: shown as git would say, and nothing of a stranger's ever runs in a page."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import Person
from tests.gitrepos import Repo

Scan = Callable[..., dict[str, Any]]
Find = Callable[[str], dict[str, Any]]

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40


@pytest.fixture
def shown(user: Person, repo: Repo, scan: Scan, project: Find) -> Callable[..., Any]:
    """The preview of a path, after a scan."""

    def ask(path: str, status: int = 200, **query: str) -> Any:
        if "engine" not in [item["name"] for item in user.get("/api/projects").json["items"]]:
            scan()
        answer = user.get(f"/api/projects/{project('engine')['id']}/preview", query_string={"path": path, **query})
        assert answer.status_code == status, answer.json
        return answer.json

    return ask


HOSTILE = """
# Title <script>alert(1)</script>

<img src=x onerror=alert(1)> <iframe src="https://evil"></iframe> <style>*{display:none}</style>

[a](javascript:alert(1)) [b](data:text/html,x) [c](vbscript:x) [d](JaVaScRiPt:x) [e](&#106;avascript:x)

![t](https://evil.example/track.png) ![inside](pics/x.png) ![out](../../../etc/passwd) ![abs](//evil/x.png)

<a href="javascript:x" onclick="x">y</a> [link](other.md#part) [up](../..)

| a | b |
|---|---|
| <b onmouseover=x>1</b> | ~~2~~ |

```python
print("<script>")
```

```"><script>alert(1)</script>
x
```
"""


def test_markdown_is_rendered_and_nothing_of_it_runs_or_calls_home(shown: Callable[..., Any], repo: Repo) -> None:
    repo.commit("Docs", {"docs/README.md": HOSTILE, "docs/pics/x.png": PNG})

    page = shown("docs/README.md")

    assert page["kind"] == "markdown"
    html = page["html"]
    # Text that was escaped is text; what is left of tags and attributes is only what was let through.
    tags = re.findall(r"<\s*(\w+)([^>]*)>", html)
    assert {tag for tag, _ in tags} <= {
        "h1", "p", "a", "img", "table", "thead", "tbody", "tr", "th", "td", "s", "pre", "code", "span", "del",
    }  # fmt: skip
    assert not [rest for _, rest in tags if re.search(r"\son\w+|style|javascript|vbscript|data:", rest, re.IGNORECASE)]
    sources = re.findall(r'<img[^>]*src="([^"]*)"', html)
    assert len(sources) == 1
    assert sources[0].startswith("/api/projects/")
    assert "docs%2Fpics%2Fx.png" in sources[0]
    assert "evil" not in str(sources)
    assert re.search(r'href="/projects/[^"]*/files/docs/other.md\?ref=HEAD"', html)
    assert 'class="hl-' in html


@pytest.mark.parametrize(
    ("name", "content", "kind", "language"),
    [
        ("a.py", "def f(): return '<b>'\n", "source", "Python"),
        ("plain", "<script>alert(1)</script>\n", "source", "Text only"),
        ("x.html", "<script>alert(1)</script>\n", "source", "HTML"),
        ("latin.txt", b"caf\xe9 <b>\n", "source", "Text only"),
        ("one.js", "a" * 100_000, "source", "Text only"),
        ("x.png", PNG, "image", None),
        ("x.svg", "<svg onload='alert(1)'/>", "image", None),
        ("x.bin", b"\x00\x01\x02", "binary", None),
        ("big.txt", "x\n" * (1 << 20), "too_large", None),
        ("big.png", b"\x89PNG" + b"\0" * (2 << 20), "image", None),
    ],
)
def test_each_kind_of_file_is_named_and_shown_as_text_only(
    shown: Callable[..., Any], repo: Repo, name: str, content: str | bytes, kind: str, language: str | None
) -> None:
    repo.commit("File", {name: content})

    page = shown(name)

    assert (page["kind"], page["language"]) == (kind, language)
    assert page["size"] == len(content.encode() if isinstance(content, str) else content)
    if page["html"]:
        assert set(re.findall(r"<(/?\w+)", page["html"])) <= {"pre", "/pre", "span", "/span"}


def test_links_pointers_and_submodules_are_named_and_never_followed(shown: Callable[..., Any], repo: Repo) -> None:
    (repo.path / "link").symlink_to("/etc/passwd")
    oid = "ab" * 32
    pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{oid}\nsize 123\n"
    repo.git("update-index", "--add", "--cacheinfo", f"160000,{repo.head()},lib")
    repo.git("add", "link")
    repo.commit(
        "Kinds",
        {
            "model.bin": pointer,
            ".gitmodules": '[submodule "lib"]\n\tpath = lib\n\turl = https://user:pw@example.org/lib.git\n',
        },
    )

    link = shown("link")
    assert (link["kind"], link["text"], link["html"]) == ("symlink", "/etc/passwd", None)
    lfs = shown("model.bin")
    assert (lfs["kind"], lfs["lfs_oid"], lfs["lfs_size"]) == ("lfs", oid, 123)
    module = shown("lib")
    assert (module["kind"], module["submodule_url"]) == ("submodule", "https://example.org/lib.git")


@pytest.mark.parametrize("path", ["", "src", "nothing", "..", "../x", "/etc/passwd", "src/../README.md", ".git/config"])
def test_what_is_no_file_is_not_found(shown: Callable[..., Any], path: str) -> None:
    shown(path, status=404)


def test_a_nul_in_a_path_is_refused(shown: Callable[..., Any]) -> None:
    shown("a\0b", status=422)


def test_what_is_named_by_its_oid_is_kept_for_ever(user: Person, repo: Repo, scan: Scan, project: Find) -> None:
    scan()
    address = f"/api/projects/{project('engine')['id']}"
    for where, query in (("preview", "&path=README.md"), ("tree", "&last_commit=true")):
        by_oid = user.get(f"{address}/{where}?ref={repo.head()}{query}")
        by_name = user.get(f"{address}/{where}?ref=main{query}")
        assert by_oid.headers["Cache-Control"] == "private, max-age=31536000, immutable"
        assert by_name.headers["Cache-Control"] == "private, no-cache"
        again = user.get(f"{address}/{where}?ref=main{query}", headers={"If-None-Match": by_name.headers["ETag"]})
        assert again.status_code == 304


def _by_git(repo: Repo, directory: str = "") -> dict[str, str]:
    names = repo.git("ls-tree", "--name-only", "HEAD", directory or ".").splitlines()
    return {name.rpartition("/")[2]: repo.git("log", "-1", "--format=%H", "HEAD", "--", name) for name in names}


def _by_us(user: Person, project: dict[str, Any], directory: str = "") -> dict[str, str]:
    query = {"last_commit": "true", "path": directory.rstrip("/")}
    while True:
        tree = user.get(f"/api/projects/{project['id']}/tree", query_string=query).json
        if tree["last_commits"] == "complete":
            return {entry["name"]: entry["last_commit"]["sha"] for entry in tree["entries"]}


def test_the_last_commit_of_each_entry_is_the_one_that_git_names(
    user: Person, repo: Repo, scan: Scan, project: Find
) -> None:
    repo.commit("Much", {f"src/f{number}": "x\n" for number in range(30)})
    repo.git("switch", "-q", "-c", "side")
    for number in range(0, 30, 3):
        repo.commit(f"Side {number}", {f"src/f{number}": "side\n"})
    repo.git("switch", "-q", "main")
    for number in range(1, 30, 3):
        repo.commit(f"Main {number}", {f"src/f{number}": "main\n"})
    repo.git("merge", "-q", "--no-ff", "-m", "Merge", "side")
    for name in ("one", "two", "three"):
        repo.git("switch", "-q", "-c", name, "main")
        repo.commit(f"On {name}", {f"src/{name}": "x\n"})
    repo.git("switch", "-q", "main")
    repo.git("merge", "-q", "-m", "Octopus", "one", "two", "three")
    (repo.path / "src/f5").chmod(0o755)
    repo.commit("Executable", {"src/f6": "last\n"})
    repo.git("commit", "-q", "-am", "Mode")
    repo.git("rm", "-q", "src/f7")
    repo.commit("Gone and back")
    repo.commit("Back", {"src/f7": "main\n"})
    scan()

    assert _by_us(user, project("engine")) == _by_git(repo)
    assert _by_us(user, project("engine"), "src/") == _by_git(repo, "src/")


def test_a_long_history_is_answered_in_pieces_that_add_up(
    user: Person, repo: Repo, scan: Scan, project: Find, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.gitread import lastcommits

    for number in range(25):
        repo.commit(f"Change {number}", {"README.md": f"{number}\n"})
    scan()
    monkeypatch.setattr(lastcommits.last_commits, "__defaults__", (5, 10.0))
    found = project("engine")

    first = user.get(f"/api/projects/{found['id']}/tree?last_commit=true&ref={repo.head()}")

    assert first.json["last_commits"] == "partial"
    assert "immutable" not in first.headers["Cache-Control"]
    known = {entry["name"]: entry["last_commit"] for entry in first.json["entries"]}
    assert known["README.md"]["subject"] == "Change 24"
    assert known["src"] is None
    assert _by_us(user, found) == _by_git(repo)
