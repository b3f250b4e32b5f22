"""How a pull can end, and what git's words mean."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from worker.git.runner import Done, Place, run

STEP_SECONDS = 60.0


class Outcome(StrEnum):
    """How a pull ended."""

    FAST_FORWARDED = "fast_forwarded"
    UNDONE = "undone"
    UP_TO_DATE = "up_to_date"
    DIRTY = "dirty"
    DIVERGED = "diverged"
    BLOCKED = "blocked"
    LOCKED = "locked"
    AUTH = "auth"
    NETWORK = "network"
    NO_UPSTREAM = "no_upstream"
    IN_PROGRESS = "in_progress"
    UNSUITABLE = "unsuitable"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class PullResult:
    """How it ended. `detail` is a stable word that says more; what git printed is never shown, it may hold secrets.

    `id` and `by` are there where files changed: who asked, and a name by which it is recorded once. `earlier` are
    results of pulls before this one that were cut off before anybody recorded them.
    """

    outcome: Outcome
    branch: str | None = None
    old: str | None = None
    new: str | None = None
    commits: int = 0
    detail: str = ""
    id: str | None = None
    by: str | None = None
    earlier: tuple[PullResult, ...] = ()


class Stop(Exception):
    """The pull ends here, with this result."""

    def __init__(self, outcome: Outcome, detail: str = "") -> None:
        super().__init__(outcome.value)
        self.outcome = outcome
        self.detail = detail


# What git says, in C.UTF-8, and what it means; the first that fits counts.
_REASONS: tuple[tuple[str, Outcome, str], ...] = (
    ("authentication failed", Outcome.AUTH, "refused"),
    ("could not read username", Outcome.AUTH, "no_credentials"),
    ("could not read password", Outcome.AUTH, "no_credentials"),
    ("terminal prompts disabled", Outcome.AUTH, "no_credentials"),
    ("permission denied (", Outcome.AUTH, "refused"),
    ("host key verification failed", Outcome.AUTH, "host_key"),
    ("returned error: 403", Outcome.AUTH, "refused"),
    ("returned error: 401", Outcome.AUTH, "refused"),
    ("dubious ownership", Outcome.AUTH, "ownership"),
    ("transport '", Outcome.UNSUITABLE, "protocol"),
    ("not uptodate. cannot merge", Outcome.DIRTY, "changed_files"),
    ("would be overwritten by merge", Outcome.DIRTY, "files_in_the_way"),
    ("not possible to fast-forward", Outcome.DIVERGED, ""),
    (".lock': file exists", Outcome.LOCKED, "git_lock"),
    ("could not resolve host", Outcome.NETWORK, "unknown_host"),
    ("connection refused", Outcome.NETWORK, "unreachable"),
    ("timed out", Outcome.NETWORK, "timeout"),
    ("does not appear to be a git repository", Outcome.NETWORK, "no_repository"),
    ("not found", Outcome.NETWORK, "no_repository"),
    ("unable to access", Outcome.NETWORK, "unreachable"),
    ("could not read from remote repository", Outcome.NETWORK, "unreachable"),
    ("the remote end hung up", Outcome.NETWORK, "unreachable"),
    ("early eof", Outcome.NETWORK, "unreachable"),
    ("no space left", Outcome.FAILED, "disk_full"),
    ("permission denied", Outcome.FAILED, "not_writable"),
)


def reason(done: Done) -> tuple[Outcome, str]:
    """What a failed command means: an outcome, and a stable word that says more."""
    said = done.err.lower()
    for words, outcome, detail in _REASONS:
        if words in said:
            return outcome, detail
    return Outcome.FAILED, f"git_{done.code}"


def checked(done: Done) -> bytes:
    """What a command printed; raises Stop with its reason where it failed."""
    if done.code != 0:
        raise Stop(*reason(done))
    return done.out


def names(done: Done) -> set[bytes]:
    """The names that a command printed with `-z`; raises Stop where it failed."""
    return {name for name in checked(done).split(b"\0") if name}


def dirty_paths(place: Place) -> set[bytes]:
    """Tracked files that differ from HEAD, by name. New files count only where a pull would overwrite them."""
    arguments = ["status", "--porcelain=v1", "-z", "--untracked-files=no", "--ignore-submodules=all", "--no-renames"]
    return {line[3:] for line in names(run(place, arguments, seconds=STEP_SECONDS))}
