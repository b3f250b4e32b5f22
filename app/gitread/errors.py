"""What reading a repository can fail with. Each error has a stable `reason` for machines; none carries a path."""

from __future__ import annotations


class GitReadError(Exception):
    """The base of all errors of reading; `reason` is a stable word, `detail` what it was about, for logs."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        self.detail = detail


class NotFound(GitReadError):
    """The ref, commit, path or object asked for is not in this repository."""


class Unsupported(GitReadError):
    """A valid repository of a kind that is not read here: sha256 objects, reftable, an unknown extension."""


class Broken(GitReadError):
    """What is there is damaged: an invalid HEAD, a missing object, an unreadable pack."""


class Refused(GitReadError):
    """What is there could harm, or shows what lies elsewhere: special files, alternates or links that lead outside."""


class TooLarge(GitReadError):
    """An object larger than what is read into memory."""


class Busy(GitReadError):
    """Somebody else has been reading this repository for so long that waiting ended."""
