"""Where a branch is pulled from, judged from the configuration as we read it, before git is started."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass

from app.gitread import layout as layouts
from app.gitread.files import inside
from app.gitread.layout import Layout
from app.gitread.refs import valid_name
from app.gitread.repository import Repository
from worker.git.outcome import Outcome, Stop

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*)://", re.IGNORECASE)
_SCP = re.compile(r"(?:[^/@\s:-][^/@\s:]*@)?[^/:\s@-][^/:\s@]*:(?!:).+")
_NETWORK_PROTOCOLS = frozenset({"https", "http", "ssh", "git"})
_REMOTE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,100}")


@dataclass(frozen=True, slots=True)
class Upstream:
    """Where a branch is pulled from; `protocols` is the one that git may speak for that."""

    branch: bytes
    remote: str
    remote_branch: bytes
    url: str
    protocols: str

    @property
    def tracking(self) -> bytes:
        """The full name of the remote-tracking ref."""
        return b"refs/remotes/" + self.remote.encode() + b"/" + self.remote_branch


@dataclass(frozen=True, slots=True)
class Tracked:
    """What the checked-out branch follows: the remote's whole address, which may hold a password, and its branch."""

    url: str
    branch: bytes
    tracking: bytes


def tracked(repository: Repository) -> Tracked | None:
    """What the checked-out branch follows by the configuration; None where it follows nothing."""
    ref = repository.head().ref
    if ref is None or not ref.startswith(b"refs/heads/"):
        return None
    config = repository.config
    key = f"branch.{ref.removeprefix(b'refs/heads/').decode('utf-8', 'surrogateescape')}"
    remote, merge = config.get(f"{key}.remote"), config.get(f"{key}.merge")
    if remote is None or merge is None or not _REMOTE_NAME.fullmatch(remote):
        return None
    url = config.get(f"remote.{remote}.url")
    merged = merge.encode("utf-8", "surrogateescape")
    if not url or not merged.startswith(b"refs/heads/") or not valid_name(merged):
        return None
    branch = merged.removeprefix(b"refs/heads/")
    if url.startswith(("./", "../")):
        base = repository.layout.work_tree or repository.layout.git_dir
        url = os.fsdecode(os.path.normpath(os.path.join(base, os.fsencode(url))))
    return Tracked(url, branch, b"refs/remotes/" + remote.encode() + b"/" + branch)


def judge(layout: Layout) -> None:
    """Refuse what the configuration could make git run in spite of everything, before git is started at all."""
    for config in (layouts.read_config(layout.common_dir), layouts.read_config(layout.git_dir, b"config.worktree")):
        for name in config.values:
            if name.startswith(("include.", "includeif.")):
                # What an included file says cannot be judged before git obeys it.
                raise Stop(Outcome.UNSUITABLE, "config_include")
            if name.startswith("filter."):
                # Filters are programs; without them files would be written wrong (LFS, git-crypt).
                raise Stop(Outcome.UNSUITABLE, "filter")


def judge_secret(repository: Repository) -> None:
    """Refuse to hand a secret to git where the configuration could send it elsewhere, or show it."""
    for name in repository.config.values:
        if name.startswith(("http.", "https.", "url.", "credential.", "ssh.", "core.sshcommand", "core.gitproxy")) or (
            name.startswith("remote.") and name.endswith((".proxy", ".uploadpack", ".pushurl"))
        ):
            raise Stop(Outcome.UNSUITABLE, "config_overrides")


def find_upstream(repository: Repository, ref: bytes | None, roots: tuple[bytes, ...]) -> Upstream:
    """Where the branch is pulled from, by the configuration as we read it; stops where nothing may be pulled."""
    assert ref is not None
    config = repository.config
    branch = ref.removeprefix(b"refs/heads/")
    key = f"branch.{branch.decode('utf-8', 'surrogateescape')}"
    remote, merge = config.get(f"{key}.remote"), config.get(f"{key}.merge")
    if remote is None or merge is None or remote == ".":
        raise Stop(Outcome.NO_UPSTREAM)
    merged = merge.encode("utf-8", "surrogateescape")
    url = config.get(f"remote.{remote}.url")
    if not _REMOTE_NAME.fullmatch(remote) or url is None or not valid_name(merged):
        raise Stop(Outcome.NO_UPSTREAM)
    if not merged.startswith(b"refs/heads/"):
        raise Stop(Outcome.NO_UPSTREAM)
    if config.get(f"remote.{remote}.vcs") is not None:
        raise Stop(Outcome.UNSUITABLE, "protocol")
    protocols = _protocol(repository, url, roots)
    return Upstream(branch, remote, merged.removeprefix(b"refs/heads/"), url, protocols)


def _protocol(repository: Repository, url: str, roots: tuple[bytes, ...]) -> str:
    """The one protocol that git may speak for `url`, whatever a rewritten address says."""
    scheme = _SCHEME.match(url)
    if scheme is not None and scheme.group(1).lower() in _NETWORK_PROTOCOLS:
        if url[scheme.end() :].rpartition("@")[2].startswith("-"):
            raise Stop(Outcome.UNSUITABLE, "protocol")
        return scheme.group(1).lower()
    if scheme is None and _SCP.fullmatch(url):
        return "ssh"
    if (scheme is not None and scheme.group(1).lower() != "file") or "::" in url or url.startswith("-"):
        raise Stop(Outcome.UNSUITABLE, "protocol")
    local = os.fsencode(re.sub(r"^file://(localhost)?", "", url, flags=re.IGNORECASE))
    assert repository.layout.work_tree is not None
    if not inside(os.path.join(repository.layout.work_tree, local), roots):
        # Else anybody could have us copy what only we may read.
        raise Stop(Outcome.UNSUITABLE, "upstream_outside_roots")
    if any(name.startswith("url.") for name in repository.config.values):
        raise Stop(Outcome.UNSUITABLE, "url_rewritten")
    return "file"
