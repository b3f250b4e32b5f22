"""Asking remotes within the process: the same answer as git's, and an end to whatever the other side does."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.errors import Permanent, Temporary
from tests import githttp
from tests.gitrepos import Repo
from worker.git.access import Secret
from worker.git.remote import list_heads, scheme_of


@pytest.fixture
def server(root: Path, upstream: Repo) -> Iterator[githttp.Server]:
    upstream.git("branch", "feature/x")
    upstream.git("tag", "v1")
    with githttp.serve(root) as running:
        yield running


def expected(upstream: Repo) -> dict[bytes, str]:
    lines = upstream.git("for-each-ref", "--format=%(refname) %(objectname)", "refs/heads").splitlines()
    return {line.split()[0].encode(): line.split()[1] for line in lines}


def ask(url: str, tmp_path: Path, root: Path | None = None, **options: object) -> dict[bytes, str]:
    roots = (os.fsencode(root),) if root else ()
    return list_heads(url, roots, tmp_path / "state", **options).heads  # type: ignore[arg-type]


def test_http_in_both_protocols_agrees_with_git(server: githttp.Server, upstream: Repo, tmp_path: Path) -> None:
    url = f"{server.url}/upstream/.git"
    first = list_heads(url, (), tmp_path)
    assert (first.heads, first.v2) == (expected(upstream), True)

    server.seen.clear()
    again = list_heads(url, (), tmp_path, v2=True)
    assert again.heads == expected(upstream)
    # One question instead of two, and only branches travel.
    assert [method for method, _, _ in server.seen] == ["POST"]

    server.v2 = False
    old = list_heads(url, (), tmp_path, v2=False)
    assert (old.heads, old.v2) == (expected(upstream), False)


def test_the_daemon_and_a_local_path_agree_with_git(root: Path, upstream: Repo, tmp_path: Path) -> None:
    upstream.git("branch", "feature/x")
    with githttp.daemon(root) as url:
        deadline = time.monotonic() + 20
        while True:
            try:
                heads = ask(f"{url}/upstream/.git", tmp_path)
                break
            except Temporary:
                assert time.monotonic() < deadline
                time.sleep(0.05)
        with pytest.raises(Permanent, match="no_repository"):
            ask(f"{url}/nothing", tmp_path)
    assert heads == expected(upstream)
    assert ask(str(upstream.path), tmp_path, root) == expected(upstream)
    assert ask(f"file://{upstream.path}", tmp_path, root) == expected(upstream)


def test_an_empty_repository_has_no_branches(server: githttp.Server, root: Path, tmp_path: Path) -> None:
    Repo(root / "empty")
    for v2 in (True, False):
        server.v2 = v2
        assert ask(f"{server.url}/empty/.git", tmp_path) == {}


def test_a_token_is_sent_to_its_host_and_never_on(server: githttp.Server, upstream: Repo, tmp_path: Path) -> None:
    server.token = "robot:s3cret"
    url = f"{server.url}/upstream/.git"
    secret = Secret("1", "https_token", "robot", "s3cret", "")
    assert ask(url, tmp_path, secret=secret) == expected(upstream)
    assert ask(url.replace("//", "//robot:s3cret@"), tmp_path) == expected(upstream)
    with pytest.raises(Permanent, match="auth"):
        ask(url, tmp_path)
    with githttp.serve(upstream.path) as other:
        server.behave = lambda handler: (
            handler.answer(302, b"", {"Location": f"{other.url}/x/info/refs?service=git-upload-pack"}) or True
        )
        with pytest.raises(Permanent):
            ask(url, tmp_path, secret=secret)
        assert other.seen
        assert all("Authorization" not in headers for _, _, headers in other.seen)


def test_a_redirect_is_followed_a_few_times_and_never_to_another_protocol(
    server: githttp.Server, upstream: Repo, tmp_path: Path
) -> None:
    def moved(handler: githttp.Handler) -> bool:
        if handler.path.startswith("/old/"):
            handler.answer(301, b"", {"Location": handler.path.replace("/old/", "/upstream/")})
            return True
        return False

    server.behave = moved
    assert ask(f"{server.url}/old/.git", tmp_path) == expected(upstream)

    server.behave = lambda handler: handler.answer(302, b"", {"Location": handler.path}) or True
    with pytest.raises(Temporary, match="redirected"):
        ask(f"{server.url}/x", tmp_path)
    for place in (
        "file:///etc/info/refs",
        "ftp://127.0.0.1/x/info/refs",
        "http://u@127.0.0.1/x/info/refs",
        "/elsewhere",
    ):
        server.behave = lambda handler, place=place: handler.answer(302, b"", {"Location": place}) or True  # type: ignore[misc]
        with pytest.raises(Permanent):
            ask(f"{server.url}/x", tmp_path)


@pytest.mark.parametrize("manner", [githttp.silent, githttp.dripping])
def test_a_server_that_says_nothing_or_drips_is_left_in_time(
    server: githttp.Server, tmp_path: Path, manner: githttp.Behave
) -> None:
    server.behave = manner

    with pytest.raises(Temporary, match="timeout"):
        ask(f"{server.url}/x", tmp_path, seconds=1.0)

    for clock in [thread for thread in threading.enumerate() if isinstance(thread, threading.Timer)]:
        clock.join(5)
        assert not clock.is_alive()


@pytest.mark.parametrize(
    ("status", "headers", "reason", "retry_after"),
    [
        (429, {"Retry-After": "120"}, "busy", 120.0),
        (503, {}, "busy", None),
        (500, {"Retry-After": "soon"}, "server_error", None),
    ],
)
def test_a_busy_server_says_when_to_come_back(
    server: githttp.Server, tmp_path: Path, status: int, headers: dict[str, str], reason: str, retry_after: float | None
) -> None:
    server.behave = lambda handler: handler.answer(status, b"", headers) or True

    with pytest.raises(Temporary, match=reason) as caught:
        ask(f"{server.url}/x", tmp_path)

    assert caught.value.retry_after == retry_after


GIT = "application/x-git-upload-pack-advertisement"


@pytest.mark.parametrize(
    "body",
    [
        b"", b"zzzz", b"0003", b"ffffshort", b"<html>", b"001e# service=git-upload-pack\n",
        b"001e# service=git-upload-pack\n0000000eversion 2\n", b"0010not an oid x", b"000bERR no\n", b"0004" * 4,
        b"0032" + b"f" * 40 + b" \xff\xfe", b"\x00" * 4096,
    ],
)  # fmt: skip
def test_lies_are_faults_and_nothing_else(server: githttp.Server, tmp_path: Path, body: bytes) -> None:
    server.behave = lambda handler: handler.answer(200, body, {"Content-Type": GIT}) or True

    with pytest.raises((Temporary, Permanent)):
        ask(f"{server.url}/x", tmp_path, seconds=5.0)


def test_an_endless_answer_is_bounded(server: githttp.Server, tmp_path: Path) -> None:
    def endless(handler: githttp.Handler) -> bool:
        handler.send_response(200)
        handler.send_header("Content-Type", GIT)
        handler.end_headers()
        line = b"%04x" % (4 + 40 + 1 + 60000) + b"a" * 40 + b" " + b"r" * 60000
        try:
            while True:
                handler.wfile.write(line)
        except OSError:
            return True

    server.behave = endless

    with pytest.raises(Temporary, match="too_much"):
        ask(f"{server.url}/x", tmp_path)


@pytest.mark.parametrize(
    "url",
    [
        "ext::sh -c touch%20x", "fd::7", "ftp://x/y", "-oProxyCommand=x", "ssh://-oProxyCommand=x/y", "hg::x", "",
        "http://x/\n", "foo", "-x:y", "javascript:alert(1)//:x\n",
    ],
)  # fmt: skip
def test_other_protocols_are_refused(tmp_path: Path, url: str) -> None:
    with pytest.raises((Permanent, Temporary)):
        ask(url, tmp_path)


@pytest.mark.parametrize(
    ("url", "scheme"),
    [("git@example.org:x/y.git", "ssh"), ("HTTPS://x/y", "https"), ("/srv/x", "file"), ("../x", "file")],
)
def test_known_forms_of_addresses(url: str, scheme: str) -> None:
    assert scheme_of(url) == scheme


def test_a_local_path_outside_the_roots_is_refused(root: Path, upstream: Repo, tmp_path: Path) -> None:
    (root / "link").symlink_to("/etc")
    for path in ("/etc", str(root / "link"), f"{root}/../..", f"file://{tmp_path}"):
        with pytest.raises(Permanent):
            ask(path, tmp_path, root)


def test_nobody_there_and_no_such_host(tmp_path: Path) -> None:
    with pytest.raises(Temporary, match="unreachable"):
        ask(f"http://127.0.0.1:{githttp.free_port()}/x", tmp_path)
    with pytest.raises(Temporary, match="unreachable"):
        ask(f"git://127.0.0.1:{githttp.free_port()}/x", tmp_path)
