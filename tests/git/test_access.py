"""Secrets for git: used by the real git over https and ssh, and seen nowhere else."""

from __future__ import annotations

import datetime
import os
import ssl
import stat
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests import githttp
from tests.gitrepos import Repo
from worker.git import remote, runner
from worker.git.access import Secret, granted, host_of
from worker.git.outcome import PullResult

Pulled = Callable[..., PullResult]
TOKEN = Secret("1", "https_token", "robot", "s3cret-token", "")


@pytest.fixture
def secure(root: Path, upstream: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[githttp.Server]:
    """The upstream over https, for who knows the token. Its certificate is its own, so nobody checks that here."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, now, now + datetime.timedelta(days=1))
    pem = tmp_path / "pem"
    pem.write_bytes(
        made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    blind = ssl.create_default_context()
    blind.check_hostname, blind.verify_mode = False, ssl.CERT_NONE
    monkeypatch.setattr(remote, "_context", [blind])
    monkeypatch.setitem(runner._ENVIRONMENT, "GIT_SSL_NO_VERIFY", "1")
    with githttp.serve(root) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        server.token = "robot:s3cret-token"
        yield server


def address(server: githttp.Server) -> str:
    return f"{server.url.replace('http', 'https')}/upstream/.git"


def test_a_token_reaches_the_server_by_poll_and_pull(
    secure: githttp.Server, upstream: Repo, clone: Repo, pulled: Pulled, tmp_path: Path
) -> None:
    clone.git("remote", "set-url", "origin", address(secure))
    new = upstream.commit("News", {"news": "x\n"})
    assert pulled().detail == "no_credentials"
    assert pulled(secret_for=lambda _: Secret("1", "https_token", "robot", "wrong", "")).outcome == "auth"

    result = pulled(secret_for=lambda _: TOKEN)

    assert (result.outcome, clone.head()) == ("fast_forwarded", new)
    assert remote.list_heads(address(secure), (), tmp_path, secret=TOKEN).heads == {b"refs/heads/main": new}
    assert "s3cret" not in (clone.path / ".git/config").read_text() + repr(TOKEN)


def test_a_token_is_on_no_command_line_and_in_no_environment(
    secure: githttp.Server, clone: Repo, pulled: Pulled
) -> None:
    clone.git("remote", "set-url", "origin", address(secure))
    seen: list[bytes] = []

    def look(handler: githttp.Handler) -> bool:
        # While git waits for this answer, everything that runs can be seen.
        for process in Path("/proc").glob("[0-9]*"):
            try:
                if process.name != str(os.getpid()):
                    seen.append((process / "cmdline").read_bytes() + (process / "environ").read_bytes())
            except OSError:
                continue
        return False

    secure.behave = look
    pulled(secret_for=lambda _: TOKEN)

    assert any(b"fetch" in one for one in seen)
    assert not any(b"s3cret-token" in one for one in seen)
    assert not [path for path in Path("/tmp").glob("lumastack-*") if path.stat().st_uid == os.getuid()]


@pytest.mark.parametrize(
    "config",
    [
        ("http.proxy", "http://127.0.0.1:1"), ("http.sslVerify", "false"), ("url.https://evil/.insteadOf", "https://"),
        ("remote.origin.proxy", "http://127.0.0.1:1"), ("credential.helper", "!cat"), ("core.sshCommand", "x"),
        ("http.extraHeader", "X: y"), ("credential.https://127.0.0.1.helper", "!cat"),
    ],
)  # fmt: skip
def test_no_secret_is_handed_out_where_the_repository_says_how(
    secure: githttp.Server, clone: Repo, pulled: Pulled, config: tuple[str, str]
) -> None:
    clone.git("remote", "set-url", "origin", address(secure))
    clone.git("config", *config)

    result = pulled(secret_for=lambda _: TOKEN)

    assert (result.outcome, result.detail) == ("unsuitable", "config_overrides")
    assert secure.seen == []


def test_the_answering_program_tells_only_its_own_host() -> None:
    with granted(TOKEN, "https://git.example.org:8443/x/y", None, lambda _: None) as env:
        program = env["GIT_ASKPASS"]
        assert stat.S_IMODE(os.stat(os.path.dirname(program)).st_mode) == 0o700
        assert stat.S_IMODE(os.stat(os.path.join(os.path.dirname(program), "password")).st_mode) == 0o600

        def ask(question: str) -> str:
            return subprocess.run([program, question], capture_output=True, text=True, check=False).stdout

        assert ask("Username for 'https://git.example.org:8443': ") == "robot"
        assert ask("Password for 'https://robot@git.example.org:8443': ") == "s3cret-token"
        for other in ("https://evil.org", "https://git.example.org", "http://git.example.org:8443",
                      "https://git.example.org:8443.evil.org"):  # fmt: skip
            assert ask(f"Password for '{other}': ") == ""
    assert not os.path.exists(program)


def test_a_key_is_used_over_ssh_and_the_host_remembered(
    root: Path, upstream: Repo, clone: Repo, pulled: Pulled, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A stand-in for ssh: checks what it is given, and does on this machine what the other would do.
    fake = tmp_path / "bin" / "ssh"
    fake.parent.mkdir()
    fake.write_text(
        f"""#!/bin/sh
printf '%s\\n' "$*" >> {tmp_path}/asked
while [ $# -gt 2 ]; do
    case $1 in
        -i) cat "$2" > {tmp_path}/key; stat -c %a "$2" > {tmp_path}/mode; shift ;;
        -oUserKnownHostsFile=*) [ -s "${{1#*=}}" ] || echo "example.org ssh-ed25519 AAAA" > "${{1#*=}}" ;;
    esac
    shift
done
eval "exec $2"
"""
    )
    fake.chmod(0o755)
    monkeypatch.setitem(runner._ENVIRONMENT, "PATH", f"{fake.parent}:{os.environ['PATH']}")
    runner._program.cache_clear()
    new = upstream.commit("News")
    clone.git("remote", "set-url", "origin", f"git@example.org:{upstream.path}/.git")
    key = Secret("7", "ssh_key", "", "-----BEGIN KEY-----\nx\n-----END KEY-----", "")
    learned: list[tuple[str, str]] = []

    result = pulled(secret_for=lambda _: key, learned=lambda id_, hosts: learned.append((id_, hosts)))

    assert (result.outcome, clone.head()) == ("fast_forwarded", new)
    assert (tmp_path / "key").read_text() == key.secret + "\n"
    assert (tmp_path / "mode").read_text() == "600\n"
    assert learned == [("7", "example.org ssh-ed25519 AAAA\n")]
    asked = (tmp_path / "asked").read_text()
    assert "StrictHostKeyChecking=accept-new" in asked
    assert "-F/dev/null" in asked
    known = Secret("7", "ssh_key", "", key.secret, learned[0][1])
    heads = remote.list_heads(f"git@example.org:{upstream.path}/.git", (), tmp_path / "s", secret=known).heads
    assert heads == {b"refs/heads/main": new}
    assert "StrictHostKeyChecking=yes" in (tmp_path / "asked").read_text().splitlines()[-1]
    runner._program.cache_clear()


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://user:pw@Git.Example.org/x", "git.example.org"), ("https://h:8443/x", "h:8443"), ("/srv/x", ""),
        ("git@host:x/y", "host"), ("ssh://git@h:22/x", "h:22"), ("https://[::1]:bad/x", ""), ("nothing", ""),
    ],
)  # fmt: skip
def test_hosts_of_addresses(url: str, host: str) -> None:
    assert host_of(url) == host
