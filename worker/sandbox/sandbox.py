"""Starts runs: takes a place, builds the specification, hands it to a new keeper."""

from __future__ import annotations

import marshal
import os
import re
import tempfile
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from worker.sandbox import cgroups, server, slots
from worker.sandbox.command import (
    BASE_ENVIRONMENT,
    PROJECT_PATH,
    SEARCH_PATH,
    Features,
    bubblewrap_command,
    check_tree,
    rlimits,
    script_environment,
)
from worker.sandbox.disguises import patterns_of
from worker.sandbox.leavings import DIRECTORY
from worker.sandbox.model import (
    AlreadyStarted,
    Level,
    RunSpec,
    SandboxConfig,
    SandboxReport,
    SandboxUnavailable,
    Workdir,
)
from worker.sandbox.seccomp import build_filter

_RUN_ID = re.compile(r"[A-Za-z0-9_-]{1,80}")


class Machine:
    """What a start needs to know about this machine, as the probe found it."""

    def __init__(
        self, *, bwrap: str = "", features: Features | None = None, cgroup_kind: str = "none",
        cgroup_bases: Mapping[str, str] | None = None,
    ) -> None:  # fmt: skip
        self.bwrap = bwrap
        self.features = features or Features()
        self.cgroup_kind = cgroup_kind
        self.cgroup_bases = dict(cgroup_bases or {})

    @property
    def counts_memory(self) -> bool:
        """Whether a cgroup holds each run's memory."""
        return "memory" in self.cgroup_bases


class Sandbox:
    """Starts runs as `config` says, on a machine as `report` describes it. Made by `probe.open_sandbox`."""

    def __init__(self, config: SandboxConfig, machine: Machine, report: SandboxReport) -> None:
        self.config = config
        self.machine = machine
        self.report = report

    def directory(self, run_id: str) -> Path:
        """Where the run's keeper writes."""
        if not _RUN_ID.fullmatch(run_id):
            raise ValueError(f"not a run id: {run_id!r}")
        return self.config.base / run_id

    def free_slots(self) -> int:
        """How many runs could start now."""
        return slots.free(self.config.base, self.config.slots)

    def start(self, spec: RunSpec) -> Path:
        """Start `spec` and return its directory; the run goes on whatever becomes of this process.

        Raises SandboxUnavailable (nothing started, the cause is on the machine or in the request), NoFreeSlot, or
        AlreadyStarted where this run has a keeper or had one.
        """
        directory = self.directory(spec.run_id)
        if not self.report.available:
            raise SandboxUnavailable(self.report.cause, self.report.remedy, self.report.detail)
        if directory.exists():
            raise AlreadyStarted(spec.run_id)
        slot = slots.take(self.config.base, self.config.slots)
        try:
            specification = self._specify(spec, slot.number)
            server.server.start_keeper(directory, marshal.dumps(specification), slot.descriptor)
        finally:
            slot.close()
        return directory

    def identity(self, slot: int) -> tuple[int, int] | None:
        """The user and group id that scripts of a place run as; None where they keep our own (we are not root)."""
        if os.geteuid() != 0:
            return None
        assert self.config.run_uid_base is not None, "the probe refuses a root worker without run uids"
        uid = self.config.run_uid_base + slot
        return (uid, uid)

    def _specify(self, spec: RunSpec, slot: int) -> dict[str, Any]:
        identity = self.identity(slot)
        limits = spec.limits
        machine = self.machine
        plan: cgroups.Plan = []
        if machine.cgroup_bases:
            plan = cgroups.plan(
                machine.cgroup_kind, machine.cgroup_bases, spec.run_id, limits.memory_bytes, limits.processes,
                limits.cpu_cores,
            )  # fmt: skip
        writes = spec.workdir is not None and spec.workdir_access is Workdir.WRITE
        specification: dict[str, Any] = {
            "level": self.config.level.value,
            "identity": identity,
            "sweep_uid": None,
            "remove": [],
            "cgroups": plan,
            "terminal": spec.terminal,
            "patterns": patterns_of(spec.secrets.values()),
            "limits": asdict(limits),
            "watch_memory": not machine.counts_memory,
            "watch_disk": str(spec.workdir) if writes else "",
        }
        if self.config.level is Level.BUBBLEWRAP:
            return specification | self._bubblewrap(spec, identity)
        return specification | self._process(spec, identity)

    def _bubblewrap(self, spec: RunSpec, identity: tuple[int, int] | None) -> dict[str, Any]:
        features = self.machine.features
        program = build_filter(inet=True, memory_is_counted=self.machine.counts_memory)
        inside = identity or (os.geteuid(), os.getegid())
        artifacts = str(self.directory(spec.run_id) / DIRECTORY)
        command = bubblewrap_command(spec, features, inside, program, artifacts)
        return {
            "bwrap": self.machine.bwrap,
            "privileged": features.privileged,
            "options": list(command.options),
            "inner": list(command.inner),
            "data": dict(command.data),
            "trees": dict(command.trees),
        }

    def _process(self, spec: RunSpec, identity: tuple[int, int] | None) -> dict[str, Any]:
        home = tempfile.mkdtemp(prefix="lumastack-run-")
        if identity:
            os.chown(home, *identity)
        directory = home
        if spec.workdir is not None and spec.workdir_access is not Workdir.NONE:
            check_tree(spec.workdir, spec.workdir_access)
            directory = str(spec.workdir)
        environment = script_environment(spec) | {"LUMASTACK_ARTIFACTS": os.path.join(home, DIRECTORY)}
        _give(home, spec, environment, identity)
        for name in ("HOME", "TMPDIR"):
            if environment[name] == BASE_ENVIRONMENT[name]:
                environment[name] = home
        interpreter = [find_program(spec.interpreter[0]), *spec.interpreter[1:]] if spec.interpreter else []
        program = build_filter(inet=spec.network, memory_is_counted=self.machine.counts_memory)
        return {
            "sweep_uid": identity[0] if identity else None,
            "remove": [home],
            "directory": directory,
            "environment": environment,
            "rlimits": rlimits(spec.limits),
            "inner": interpreter,
            "arguments": list(spec.arguments),
            "data": {"script": spec.content, "seccomp": program},
        }


def _give(home: str, spec: RunSpec, environment: dict[str, str], identity: tuple[int, int] | None) -> None:
    """Put the directory for artifacts and the files of the run into its home, where it has no view of its own."""
    made = [os.path.join(home, DIRECTORY)]
    os.mkdir(made[0], 0o700)
    for name, (file, content) in spec.files.items():
        directory = os.path.join(home, name)
        os.mkdir(directory, 0o700)
        path = os.path.join(directory, file)
        with open(path, "wb") as target:
            target.write(content)
        made += [directory, path]
        environment[name] = path
    if identity:
        for path in made:
            os.chown(path, *identity)


def find_program(name: str) -> str:
    """The full path of an interpreter as scripts would find it; raises SandboxUnavailable where there is none."""
    for directory in SEARCH_PATH.split(":"):
        path = os.path.join(directory, name)  # an absolute name stays as it is
        if os.path.isfile(path) and os.access(path, os.X_OK):
            return path
    raise SandboxUnavailable("interpreter_missing", f"Install {name}, or choose another interpreter", name)


def project_path() -> str:
    """Where scripts find their project's tree, under bubblewrap."""
    return PROJECT_PATH
