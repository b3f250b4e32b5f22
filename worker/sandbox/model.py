"""What the sandbox is asked for and what it says: plain typed values, no behaviour worth testing alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

MIB = 1024 * 1024


class Level(StrEnum):
    """How strongly scripts are isolated. An administrator chooses; nothing falls back by itself."""

    BUBBLEWRAP = "bubblewrap"
    LANDLOCK = "landlock"
    PROCESS = "process"


class Workdir(StrEnum):
    """What a run sees of its project's tree."""

    NONE = "none"
    READ = "read"
    WRITE = "write"


class Outcome(StrEnum):
    """How a run ended. All but EXITED and SANDBOX_FAILED mean that the keeper ended it."""

    EXITED = "exited"
    TIMED_OUT = "timed_out"
    CANCELLED = "cancelled"
    SHUTDOWN = "shutdown"
    OUT_OF_MEMORY = "out_of_memory"
    OUTPUT_LIMIT = "output_limit"
    DISK_FULL = "disk_full"
    SANDBOX_FAILED = "sandbox_failed"


class SandboxUnavailable(Exception):
    """This run cannot be contained as asked on this machine; nothing was started.

    `cause` is a stable word (see `probe.REMEDIES`), `remedy` says what an administrator can do.
    """

    def __init__(self, cause: str, remedy: str, detail: str = "") -> None:
        super().__init__(f"{cause}: {detail}" if detail else cause)
        self.cause = cause
        self.remedy = remedy
        self.detail = detail


class NoFreeSlot(Exception):
    """As many runs as are allowed at once are running on this machine: try again when one has ended."""


class AlreadyStarted(Exception):
    """A keeper for this run exists or has existed: attach to its run directory instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a run may use. Sizes in bytes, times in seconds."""

    time_seconds: float = 300.0
    grace_seconds: float = 5.0
    memory_bytes: int = 512 * MIB
    processes: int = 256
    cpu_cores: float = 1.0
    file_bytes: int = 512 * MIB
    open_files: int = 1024
    tmp_bytes: int = 256 * MIB
    shm_bytes: int = 64 * MIB
    home_bytes: int = 64 * MIB
    log_bytes: int = 256 * MIB
    log_tail_bytes: int = 1 * MIB
    stop_at_log_limit: bool = False
    # A run that may write to a tree is ended when the file system that holds it has less free than this.
    free_disk_bytes: int = 256 * MIB
    # What a run may add to that tree, and leave as artifacts, before it is ended.
    written_bytes: int = 512 * MIB
    artifact_bytes: int = 64 * MIB


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSpec:
    """One run.

    `run_id` becomes a directory name. `interpreter` is a command that gets the script's path as its next argument
    (empty: the script is executed by its own first line). `environment` is injected as it is, `secrets` too, and their
    values are masked in the output. `workdir` is the project's tree on this machine. `files` are given to the script,
    by the name of the environment variable that will hold the path: a file name and its bytes. With `terminal` it
    writes to one instead of a pipe: some programs print at once only there.
    """

    run_id: str
    content: bytes = field(repr=False)
    interpreter: tuple[str, ...] = ()
    arguments: tuple[str, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict)
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)
    workdir: Path | None = None
    workdir_access: Workdir = Workdir.NONE
    network: bool = False
    terminal: bool = False
    files: Mapping[str, tuple[str, bytes]] = field(default_factory=dict, repr=False)
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, slots=True, kw_only=True)
class SandboxConfig:
    """How this installation runs scripts.

    `base` holds a directory for each run and belongs to the service user alone. `run_uid_base` is the first of `slots`
    user ids that scripts get under a root worker; an ordinary user's worker does not need it. `readable` are further
    directories of the host that scripts may read.
    """

    base: Path
    level: Level = Level.BUBBLEWRAP
    run_uid_base: int | None = None
    slots: int = 4
    readable: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SandboxReport:
    """What this machine gives.

    `mode` is `userns` or `privileged` for bubblewrap, `run_uid` or `same_user` for process. `features` say what is in
    force for every run (kept with each run); `missing` names what would strengthen it, as stable words. Where
    `available` is false, `cause` and `remedy` say why and what to do.
    """

    level: Level
    available: bool
    mode: str = ""
    bwrap: str = ""
    bwrap_version: str = ""
    features: Mapping[str, Any] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    cause: str = ""
    remedy: str = ""
    detail: str = ""

    def summary(self) -> dict[str, Any]:
        """What a run keeps and clients see: the level, the mode and what is in force."""
        return {"level": self.level.value, "mode": self.mode, **self.features, "missing": list(self.missing)}


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitRecord:
    """How a run ended. Moments are Unix times by the host's clock, durations come from its monotonic clock.

    `exit_code` is the script's own; one above 128 that names a signal also sets `signal`, after the shells' convention
    (bubblewrap reports nothing finer). `log_bytes` is the size of the stored log, `dropped_bytes` how much output was
    left out of it. `error` is the sandbox's own message where it failed before any user code ran.
    """

    outcome: Outcome
    exit_code: int | None
    signal: int | None
    started_at: float | None
    finished_at: float
    duration_ms: int
    log_bytes: int
    dropped_bytes: int
    out_of_memory: bool
    cpu_ms: int
    memory_peak_bytes: int
    error: str


@dataclass(frozen=True, slots=True)
class Absent:
    """No keeper has ever taken this run here: it surely has not started."""


@dataclass(frozen=True, slots=True)
class Running:
    """The keeper lives."""

    keeper_pid: int


@dataclass(frozen=True, slots=True)
class Exited:
    """The run has ended and everything is on disk."""

    record: ExitRecord


@dataclass(frozen=True, slots=True)
class Dead:
    """The keeper died before the run had ended: nobody can say how far the script got."""


RunState = Absent | Running | Exited | Dead
