"""The command line of one run: bubblewrap's options, the limits set inside, the script's own command.

The result is plain data for the keeper. An item is a text, or ("data", name) and ("tree", name) for the number of a
file descriptor that the keeper opens: nothing secret ever stands on a command line that others can list.
"""

from __future__ import annotations

import os
import resource
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from worker.sandbox.model import Limits, RunSpec, SandboxUnavailable, Workdir

Item = str | tuple[str, str]

SCRIPT_PATH = "/run/script"
PROJECT_PATH = "/project"
HOME_PATH = "/home/script"
ARTIFACTS_PATH = "/run/artifacts"
FILES_PATH = "/run/files"
RUN_MARK = "LUMASTACK_RUN_ID"
SEARCH_PATH = "/usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin"

BASE_ENVIRONMENT: Mapping[str, str] = {
    "PATH": SEARCH_PATH,
    "HOME": HOME_PATH,
    "USER": "script",
    "LOGNAME": "script",
    "LANG": "C.UTF-8",
    "TERM": "dumb",
    "TMPDIR": "/tmp",  # noqa: S108 - the sandbox's own
    "PYTHONUNBUFFERED": "1",  # a line printed is a line seen
    "PYTHONDONTWRITEBYTECODE": "1",
    "PAGER": "cat",
    "GIT_PAGER": "cat",
    "GIT_TERMINAL_PROMPT": "0",
    "DEBIAN_FRONTEND": "noninteractive",
}

_MERGED = ("/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32")
_READABLE = (
    "/etc/alternatives", "/etc/ssl", "/etc/ca-certificates", "/etc/pki", "/etc/ld.so.cache", "/etc/ld.so.conf",
    "/etc/ld.so.conf.d", "/etc/localtime", "/etc/timezone", "/etc/mime.types", "/etc/services", "/etc/protocols",
    "/nix/store",
)  # fmt: skip
_CPU_SPARE_SECONDS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """What this machine's bubblewrap and kernel give; `privileged` is the mode without user namespaces."""

    privileged: bool = False
    disable_userns: bool = True
    bind_fd: bool = True
    readable: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """What to execute: `options` go to bubblewrap by descriptor, `inner` stands on its command line."""

    options: tuple[Item, ...]
    inner: tuple[str, ...]
    data: Mapping[str, bytes] = field(default_factory=dict)
    trees: Mapping[str, str] = field(default_factory=dict)


def script_environment(spec: RunSpec) -> dict[str, str]:
    """The whole environment of the script. Variables of the run win over the base, secrets over both."""
    chosen = {**BASE_ENVIRONMENT, "LUMASTACK_ARTIFACTS": ARTIFACTS_PATH}
    if spec.terminal:
        chosen["TERM"] = "xterm-256color"
    chosen |= {name: f"{FILES_PATH}/{name}/{file}" for name, (file, _) in spec.files.items()}
    chosen |= {**spec.environment, **spec.secrets, RUN_MARK: spec.run_id}
    for name, value in chosen.items():
        if not name or "=" in name or "\0" in name or "\0" in value:
            raise ValueError(f"not a usable environment variable: {name!r}")
    return chosen


def rlimits(limits: Limits) -> dict[str, int]:
    """The limits of one process, by the names of prlimit(1), none above the hard limit that we have ourselves.

    RLIMIT_AS is left out: the JVM and node reserve more address space than they use. RLIMIT_DATA counts what is
    written.
    """
    wanted = {
        "core": 0,
        "nofile": limits.open_files,
        "fsize": limits.file_bytes,
        "memlock": 65536,
        "msgqueue": 0,
        "rtprio": 0,
        "nice": 0,
        "sigpending": 1024,
        "stack": 8 * 1024 * 1024,
        "cpu": int(limits.time_seconds) + _CPU_SPARE_SECONDS,
        "data": limits.memory_bytes,
        "nproc": limits.processes,
    }
    allowed = {}
    for name, value in wanted.items():
        hard = resource.getrlimit(getattr(resource, f"RLIMIT_{name.upper()}"))[1]
        allowed[name] = value if hard == resource.RLIM_INFINITY else min(value, hard)
    return allowed


def rlimit_command(limits: Limits) -> tuple[str, ...]:
    """prlimit(1) as a prefix of the script's command.

    Set inside, because RLIMIT_NPROC counts per user namespace and only there counts this run alone.
    """
    return ("prlimit", *(f"--{name}={value}:{value}" for name, value in rlimits(limits).items()), "--")


def bubblewrap_command(
    spec: RunSpec, features: Features, identity: tuple[int, int], seccomp: bytes, artifacts: str
) -> Command:
    """Everything bubblewrap needs for `spec`. `identity` is the user and group id the script runs as, `artifacts` the
    directory on this machine that it may leave files in.

    Raises SandboxUnavailable where the project's tree cannot be shown as asked.
    """
    uid, gid = identity
    options: list[Item] = []
    if not features.privileged:
        options.append("--unshare-user")
        if features.disable_userns:
            options.append("--disable-userns")
    options += ["--unshare-pid", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try"]
    if not spec.network:
        options.append("--unshare-net")
    options += ["--hostname", "sandbox", "--die-with-parent", "--new-session", "--cap-drop", "ALL"]
    if features.privileged:
        for capability in ("CAP_SETUID", "CAP_SETGID", "CAP_SETPCAP"):
            options += ["--cap-add", capability]
    for directory in ("/etc", "/var", "/run", "/home"):
        options += ["--perms", "0755", "--dir", directory]
    options += _system(features.readable, spec.network)
    data = {
        "passwd": (
            f"root:x:0:0:root:/root:/usr/sbin/nologin\nscript:x:{uid}:{gid}:script:{HOME_PATH}:/bin/sh\n"
            "nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n"
        ).encode(),
        "group": f"root:x:0:\nscript:x:{gid}:\nnogroup:x:65534:\n".encode(),
        "nsswitch": b"passwd: files\ngroup: files\nhosts: files dns\nservices: files\nprotocols: files\n",
        "script": spec.content,
        "seccomp": seccomp,
    }
    files = {"passwd": "/etc/passwd", "group": "/etc/group", "nsswitch": "/etc/nsswitch.conf"}
    if not spec.network:
        data["hosts"] = b"127.0.0.1 localhost sandbox\n::1 localhost\n"
        files["hosts"] = "/etc/hosts"
    for name, target in files.items():
        options += ["--perms", "0444", "--ro-bind-data", ("data", name), target]
    limits = spec.limits
    options += ["--proc", "/proc", "--dev", "/dev"]
    options += ["--perms", "1777", "--size", str(limits.shm_bytes), "--tmpfs", "/dev/shm"]  # noqa: S108
    options += ["--perms", "1777", "--size", str(limits.tmp_bytes), "--tmpfs", "/tmp"]  # noqa: S108
    options += ["--symlink", "../tmp", "/var/tmp"]  # noqa: S108
    home = "1777" if features.privileged else "0755"  # root owns the mount where there is no user namespace
    options += ["--perms", home, "--size", str(limits.home_bytes), "--tmpfs", HOME_PATH]
    trees, shown = _project(spec, features)
    in_project = bool(trees)
    options += shown
    trees["artifacts"] = artifacts
    source: Item = ("tree", "artifacts") if features.bind_fd else artifacts
    options += ["--bind-fd" if features.bind_fd else "--bind", source, ARTIFACTS_PATH]
    for name, (file, content) in spec.files.items():
        data[f"file-{name}"] = content
        options += ["--perms", "0755", "--dir", FILES_PATH, "--perms", "0755", "--dir", f"{FILES_PATH}/{name}"]
        options += ["--perms", "0444", "--ro-bind-data", ("data", f"file-{name}"), f"{FILES_PATH}/{name}/{file}"]
    options += ["--perms", "0555", "--ro-bind-data", ("data", "script"), SCRIPT_PATH]
    options += ["--remount-ro", "/dev", "--remount-ro", "/"]
    options += ["--chdir", PROJECT_PATH if in_project else HOME_PATH, "--clearenv"]
    for name, value in script_environment(spec).items():
        options += ["--setenv", name, value]
    options += ["--seccomp", ("data", "seccomp")]
    inner = [*rlimit_command(limits)]
    if features.privileged:
        inner += ["setpriv", f"--reuid={uid}", f"--regid={gid}", "--clear-groups", "--inh-caps=-all"]
        inner += ["--ambient-caps=-all", "--bounding-set=-all", "--no-new-privs", "--"]
    inner += [*spec.interpreter, SCRIPT_PATH, *spec.arguments]
    return Command(options=tuple(options), inner=tuple(inner), data=data, trees=trees)


def _system(readable: tuple[str, ...], network: bool) -> list[Item]:
    """The system's programs and libraries, read-only, and nothing else of it."""
    options: list[Item] = ["--ro-bind", "/usr", "/usr"]
    for path in _MERGED:
        if os.path.islink(path):
            options += ["--symlink", os.readlink(path), path]
        elif os.path.isdir(path):
            options += ["--ro-bind", path, path]
    extra = ("/etc/resolv.conf", "/etc/hosts") if network else ()
    for path in (*_READABLE, *extra, *readable):
        options += ["--ro-bind-try", path, path]
    return options


def _project(spec: RunSpec, features: Features) -> tuple[dict[str, str], list[Item]]:
    if spec.workdir is None or spec.workdir_access is Workdir.NONE:
        return {}, []
    tree = spec.workdir
    check_tree(tree, spec.workdir_access)
    trees = {"project": str(tree)}
    writable = spec.workdir_access is Workdir.WRITE
    kind = "--bind" if writable else "--ro-bind"
    source: Item = ("tree", "project") if features.bind_fd else str(tree)
    options: list[Item] = [f"{kind}-fd" if features.bind_fd else kind, source, PROJECT_PATH]
    if writable:
        # A script that could change hooks or configuration could run code outside, as whoever calls git next.
        trees["git"] = str(tree / ".git")
        git: Item = ("tree", "git") if features.bind_fd else str(tree / ".git")
        options += ["--ro-bind-fd" if features.bind_fd else "--ro-bind", git, f"{PROJECT_PATH}/.git"]
    return trees, options


def check_tree(tree: Path, access: Workdir) -> None:
    """Raise SandboxUnavailable where `tree` is gone, or may not be written to without endangering its repository."""
    try:
        mode = os.lstat(tree).st_mode
    except OSError as error:
        raise SandboxUnavailable("tree_missing", "Scan again, or restore the directory", str(error)) from error
    if not stat.S_ISDIR(mode):
        raise SandboxUnavailable("tree_missing", "The project's path must be a directory, not a link", str(tree))
    if access is not Workdir.WRITE:
        return
    try:
        git = os.lstat(tree / ".git").st_mode
    except OSError:
        git = 0
    if not (stat.S_ISDIR(git) or stat.S_ISREG(git)):
        raise SandboxUnavailable(
            "tree_not_protectable",
            "Scripts may write only to a work tree whose .git is a directory or a file, not to a bare repository",
            str(tree),
        )
