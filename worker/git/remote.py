"""Asking a remote which commits its branches are at, within this process: no git, no repository's configuration.

Every wait has an end, whatever the other side does: says nothing, drips, redirects for ever, or lies.
"""

from __future__ import annotations

import base64
import contextlib
import http.client
import os
import re
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from app.errors import Permanent, Temporary
from app.gitread import layout as layouts
from app.gitread.errors import GitReadError
from app.gitread.files import inside
from app.gitread.refs import RefStore
from worker.git.access import Secret, granted
from worker.git.outcome import Outcome, reason
from worker.git.runner import Place, run
from worker.git.wire import Packets, Read, ls_refs, packet, read_advertisement, read_refs

SECONDS = 15.0
_CONNECT_SECONDS = 5.0
_REDIRECTS = 3
_PREFIXES = (b"refs/heads/",)
_SERVICE = "git-upload-pack"
_AGENT = "lumastack"
_PORTS = {"http": 80, "https": 443, "git": 9418}


@dataclass(frozen=True, slots=True)
class Answer:
    """Oids by branch (full name), and whether the server spoke version 2 of the protocol."""

    heads: dict[bytes, str]
    v2: bool = False


def list_heads(
    url: str, roots: tuple[bytes, ...], state: Path, *, secret: Secret | None = None, v2: bool = False,
    seconds: float = SECONDS, learned: Callable[[str], None] = lambda _: None,
) -> Answer:  # fmt: skip
    """The branches of the repository at `url`.

    `roots`: where a local one may lie. `state`: a directory of ours, for a scratch repository. `v2`: it spoke that
    protocol last time, which saves a question. `learned` hears the keys of an ssh host met for the first time.
    Raises Temporary for what may pass (`retry_after` where the server said so), Permanent for a URL that is refused
    (`protocol`, `upstream_outside_roots`), credentials that are (`auth`), and what is no repository (`no_repository`).
    """
    scheme = scheme_of(url)
    if scheme == "file":
        return _local(url, roots)
    if scheme == "ssh":
        return _by_git(url, state, secret, seconds, learned)
    with _clock(seconds) as clock:
        try:
            return _http(url, secret, v2, clock) if scheme in ("http", "https") else _daemon(url, clock)
        except Temporary:
            if clock.rang:
                # The end of the stream that it stumbled over was our own doing.
                raise Temporary("timeout") from None
            raise
        except (OSError, http.client.HTTPException, ValueError) as error:
            if clock.rang:
                raise Temporary("timeout") from error
            raise Temporary(_fault(error)) from error


def scheme_of(url: str) -> str:
    """`https`, `http`, `git`, `ssh` or `file`; raises Permanent `protocol` for anything else."""
    match = re.match(r"([a-z][a-z0-9+.-]*)://", url, re.IGNORECASE)
    if match is None:
        if re.fullmatch(r"(?:[^/@\s:-][^/@\s:]*@)?[^/:\s@-][^/:\s@]*:(?!:).+", url):
            return "ssh"
        if url.startswith(("/", "./", "../")):
            return "file"
        raise Permanent("protocol")
    scheme = match.group(1).lower()
    host = url[match.end() :].partition("/")[0].rpartition("@")[2]
    if scheme not in ("https", "http", "git", "ssh", "file") or host.startswith("-") or "\n" in url or "\0" in url:
        raise Permanent("protocol")
    return scheme


def _fault(error: Exception) -> str:
    if isinstance(error, socket.gaierror):
        return "unknown_host"
    if isinstance(error, TimeoutError):
        return "timeout"
    if isinstance(error, ssl.SSLError):
        return "tls"
    if isinstance(error, ConnectionRefusedError):
        return "unreachable"
    return "not_git" if isinstance(error, http.client.HTTPException | ValueError) else "unreachable"


class _Clock:
    """Cuts the connection when time is up: a server that drips would otherwise hold each read open for ever."""

    def __init__(self, seconds: float) -> None:
        self.deadline = time.monotonic() + seconds
        self.rang = False
        self._socket: socket.socket | None = None

    def left(self, most: float = _CONNECT_SECONDS) -> float:
        left = self.deadline - time.monotonic()
        if left <= 0:
            self.rang = True
            raise TimeoutError
        return min(left, most)

    def watch(self, connection: socket.socket | None) -> None:
        self._socket = connection
        if self.rang:
            self.ring()

    def ring(self) -> None:
        self.rang = True
        if self._socket is not None:
            try:
                self._socket.shutdown(socket.SHUT_RDWR)
            except OSError:
                return


@contextmanager
def _clock(seconds: float) -> Iterator[_Clock]:
    clock = _Clock(seconds)
    timer = threading.Timer(seconds, clock.ring)
    timer.daemon = True
    timer.start()
    try:
        yield clock
    finally:
        timer.cancel()


def _http(url: str, secret: Secret | None, v2: bool, clock: _Clock) -> Answer:
    parts = urlsplit(url)
    headers = {"User-Agent": _AGENT, "Git-Protocol": "version=2", "Accept-Encoding": "identity"}
    username, password = unquote(parts.username or ""), unquote(parts.password or "")
    if secret is not None:
        username, password = secret.username or username or "git", secret.secret
    if username or password:
        token = base64.b64encode(f"{username}:{password}".encode()).decode()
        headers["Authorization"] = f"Basic {token}"
    base = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path.rstrip('/')}"
    if v2:
        with _asked("POST", f"{base}/{_SERVICE}", headers, clock) as (status, _, read):
            if status == 200:
                return Answer(read_refs(Packets(read)), v2=True)
        # It was moved, or changed: begin anew.
    for _ in range(_REDIRECTS + 1):
        with _asked("GET", f"{base}/info/refs?service={_SERVICE}", headers, clock) as (status, response, read):
            if status in (301, 302, 303, 307, 308):
                base = _redirected(base, response.getheader("Location") or "", headers)
                continue
            _check(status, response)
            kind = response.getheader("Content-Type") or ""
            if not kind.startswith(f"application/x-{_SERVICE}-advertisement"):
                raise Permanent("no_repository")
            packets = Packets(read)
            line = packets.next()
            if line is not None and line.startswith(b"# service="):
                packets.next()
                line = packets.next()
            if line is None:
                return Answer({})
            if line != b"version 2":
                return Answer(_branches(read_advertisement(packets, line)))
        with _asked("POST", f"{base}/{_SERVICE}", headers, clock) as (status, response, read):
            _check(status, response)
            return Answer(read_refs(Packets(read)), v2=True)
    raise Temporary("redirected")


def _redirected(base: str, location: str, headers: dict[str, str]) -> str:
    target = urljoin(base + "/info/refs", location)
    before, after = urlsplit(base), urlsplit(target)
    if after.scheme not in ("http", "https") or (before.scheme == "https" and after.scheme == "http"):
        raise Permanent("protocol")
    path, found, _ = after.path.rpartition("/info/refs")
    if not found or "@" in after.netloc:
        raise Permanent("no_repository")
    if (after.scheme, after.netloc) != (before.scheme, before.netloc):
        # What belongs to one host is nothing to another.
        headers.pop("Authorization", None)
    return f"{after.scheme}://{after.netloc}{path}"


def _check(status: int, response: http.client.HTTPResponse) -> None:
    if status == 200:
        return
    if status in (401, 403, 407):
        raise Permanent("auth")
    if status in (404, 410):
        raise Permanent("no_repository")
    after = response.getheader("Retry-After") or ""
    raise Temporary("busy" if status in (429, 503) else "server_error", float(after) if after.isdigit() else None)


@contextmanager
def _asked(
    method: str, url: str, headers: dict[str, str], clock: _Clock
) -> Iterator[tuple[int, http.client.HTTPResponse, Read]]:
    parts = urlsplit(url)
    host = parts.hostname or ""
    port = parts.port or _PORTS[parts.scheme]
    connection: http.client.HTTPConnection
    if parts.scheme == "https":
        connection = http.client.HTTPSConnection(host, port, timeout=clock.left(), context=_tls())
    else:
        connection = http.client.HTTPConnection(host, port, timeout=clock.left())
    try:
        connection.connect()
        connection.sock.settimeout(clock.left(SECONDS))
        clock.watch(connection.sock)
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        body = None
        if method == "POST":
            body = ls_refs(_PREFIXES)
            headers = {
                **headers,
                "Content-Type": f"application/x-{_SERVICE}-request",
                "Accept": f"application/x-{_SERVICE}-result",
            }
        connection.request(method, target, body, headers)
        with contextlib.closing(connection.getresponse()) as response:
            yield response.status, response, response.read1
    finally:
        clock.watch(None)
        connection.close()


_context: list[ssl.SSLContext] = []


def _tls() -> ssl.SSLContext:
    if not _context:
        _context.append(ssl.create_default_context())
    return _context[0]


def _daemon(url: str, clock: _Clock) -> Answer:
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or _PORTS["git"]
    with socket.create_connection((host, port), clock.left()) as connection:
        connection.settimeout(clock.left(SECONDS))
        clock.watch(connection)
        try:
            named = f"{host}:{parts.port}" if parts.port else host
            path = unquote(parts.path).encode("utf-8", "surrogateescape")
            connection.sendall(packet(f"{_SERVICE} ".encode() + path + f"\0host={named}\0".encode() + b"\0version=2\0"))
            packets = Packets(connection.recv)
            line = packets.next()
            if line is None:
                return Answer({})
            if line.startswith(b"ERR "):
                raise Permanent("no_repository")
            if line != b"version 2":
                return Answer(_branches(read_advertisement(packets, line)))
            while packets.next() is not None:
                pass
            connection.sendall(ls_refs(_PREFIXES))
            return Answer(read_refs(packets), v2=True)
        finally:
            clock.watch(None)


def _branches(refs: dict[bytes, str]) -> dict[bytes, str]:
    return {name: oid for name, oid in refs.items() if name.startswith(b"refs/heads/")}


def _local(url: str, roots: tuple[bytes, ...]) -> Answer:
    path = os.fsencode(re.sub(r"^file://(localhost)?", "", url, flags=re.IGNORECASE))
    if not inside(path, roots):
        raise Permanent("upstream_outside_roots")
    try:
        layout = layouts.find(path)
        layouts.check(layout, roots)
        return Answer({ref.name: ref.target for ref in RefStore(layout).all() if ref.name.startswith(b"refs/heads/")})
    except GitReadError as error:
        raise Permanent("no_repository") from error


def _by_git(url: str, state: Path, secret: Secret | None, seconds: float, learned: Callable[[str], None]) -> Answer:
    scratch = _scratch(state)
    with granted(secret, url, None, learned) as env:
        done = run(
            Place(os.fsencode(scratch), None, "ssh"),
            ["ls-remote", "--heads", "--upload-pack=git-upload-pack", "--", url],
            seconds=seconds, env=env,
        )  # fmt: skip
    if done.timed_out:
        raise Temporary("timeout")
    if done.code != 0:
        outcome, detail = reason(done)
        if outcome is Outcome.AUTH:
            raise Permanent("auth", detail)
        if outcome is Outcome.UNSUITABLE:
            raise Permanent("protocol")
        if detail == "no_repository":
            raise Permanent("no_repository")
        raise Temporary(detail or "unreachable")
    found: dict[bytes, str] = {}
    for line in done.out.splitlines():
        oid, _, name = line.partition(b"\t")
        if re.fullmatch(rb"[0-9a-f]{40}", oid):
            found[name] = oid.decode()
    return Answer(found)


def _scratch(state: Path) -> Path:
    """An empty repository of ours: the configuration of whatever repository a URL stands in means nothing here."""
    path = state / "scratch.git"
    if not (path / "HEAD").exists():
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        done = run(Place(os.fsencode(path), None), ["init", "--bare", "-q", "--template="], seconds=30)
        if done.code != 0:
            raise Temporary("no_scratch")
    return path
