"""Commit and tag objects: parsed by us, leniently as git does, so that no malformed one stops a list."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from app.gitread.errors import Broken, NotFound
from app.gitread.objects import OID, ObjectStore
from app.gitread.text import codec, decode

SUBJECT_LIMIT = 1000
BODY_LIMIT = 64 << 10
_MOST_PARENTS = 1000
_TAG_DEPTH = 10
_COMMIT_LIMIT = 8 << 20
_DATE = re.compile(rb"\s*(-?[0-9]{1,18})(?: +([+-][0-9]{1,6}))?")
_LAST_SECOND = 253402300799  # the end of the year 9999, where datetime ends


@dataclass(frozen=True, slots=True)
class Person:
    """Who, and when, in the time zone they named."""

    name: str
    email: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit. `parents` respect shallow clones and grafts; `subject` and `body` are as git's %s and %b."""

    sha: str
    tree: str
    parents: tuple[str, ...]
    author: Person
    committer: Person
    subject: str
    body: str
    truncated: bool


class RawCommit:
    """A commit's headers as bytes, with the committer's time: all that a walk needs."""

    __slots__ = ("author", "committer", "encoding", "message", "parents", "sha", "time", "tree")

    def __init__(self, sha: str, data: bytes) -> None:
        self.sha = sha
        self.tree = ""
        self.author = self.committer = self.encoding = b""
        parents: list[str] = []
        position = 0
        while True:
            end = data.find(b"\n", position)
            if end == position or end < 0:
                break
            line = data[position:end]
            if line.startswith(b"parent "):
                parents.append(line[7:47].decode("ascii", "replace"))
            elif line.startswith(b"tree ") and not self.tree:
                self.tree = line[5:45].decode("ascii", "replace")
            elif line.startswith(b"author ") and not self.author:
                self.author = line[7:]
            elif line.startswith(b"committer ") and not self.committer:
                self.committer = line[10:]
            elif line.startswith(b"encoding "):
                self.encoding = line[9:]
            position = end + 1
        self.message = data[end + 1 :] if end >= 0 else b""
        if not OID.fullmatch(self.tree):
            raise Broken("commit_invalid", sha)
        self.parents = tuple(parent for parent in parents[:_MOST_PARENTS] if OID.fullmatch(parent))
        self.time = _seconds(self.committer)[0]

    def whole(self) -> Commit:
        """All of it, decoded: by the encoding header, else UTF-8, with U+FFFD for what is neither."""
        encoding = codec(self.encoding) if self.encoding else "utf-8"
        subject, body, truncated = split_message(self.message, encoding)
        return Commit(
            sha=self.sha,
            tree=self.tree,
            parents=self.parents,
            author=person(self.author, encoding),
            committer=person(self.committer, encoding),
            subject=subject,
            body=body,
            truncated=truncated,
        )

    def text(self) -> str:
        """The message, decoded, for searching."""
        return decode(self.message[:BODY_LIMIT], codec(self.encoding) if self.encoding else "utf-8")


def read_commit(store: ObjectStore, oid: str) -> RawCommit:
    """The commit `oid`. Raises NotFound, Broken, TooLarge."""
    return RawCommit(oid, store.expect(oid, "commit", _COMMIT_LIMIT))


def peel(store: ObjectStore, oid: str, wanted: str | None = None) -> tuple[str, str]:
    """What `oid` is once its tags are followed: (hex, type). Raises NotFound where that is not `wanted`."""
    for _ in range(_TAG_DEPTH):
        kind, _size = store.header(oid)
        if kind != "tag":
            if wanted is not None and kind != wanted:
                raise NotFound("wrong_type", f"a {kind}, not a {wanted}")
            return oid, kind
        first = store.expect(oid, "tag", _COMMIT_LIMIT).partition(b"\n")[0]
        oid = first.removeprefix(b"object ").decode("ascii", "replace")
        if not OID.fullmatch(oid):
            raise Broken("tag_invalid", oid[:40])
    raise Broken("tag_invalid", "too many tags of tags")


def split_message(message: bytes, encoding: str = "utf-8") -> tuple[str, str, bool]:
    """Subject, body, and whether either was cut: the first paragraph on one line, and what follows it."""
    message = message.lstrip(b"\n")
    lines = message.split(b"\n")
    # git's %s skips leading blank lines and joins the first paragraph.
    start = 0
    while start < len(lines) and not lines[start].strip():
        start += 1
    end = start
    while end < len(lines) and lines[end].strip():
        end += 1
    subject = decode(b" ".join(line.rstrip() for line in lines[start:end]), encoding)
    while end < len(lines) and not lines[end].strip():
        end += 1
    rest = b"\n".join(lines[end:])
    body = decode(rest[:BODY_LIMIT], encoding).rstrip("\n")
    return subject[:SUBJECT_LIMIT], body, len(subject) > SUBJECT_LIMIT or len(rest) > BODY_LIMIT


def person(line: bytes, encoding: str = "utf-8") -> Person:
    """`Name <mail> seconds zone` as a person; whatever is missing is empty, or the first second of 1970."""
    name, mail = name_and_mail(line)
    seconds, minutes = _seconds(line)
    try:
        at = datetime.fromtimestamp(seconds, timezone(timedelta(minutes=minutes)))
    except (OverflowError, ValueError, OSError):
        at = datetime.fromtimestamp(seconds, UTC)
    return Person(decode(name, encoding)[:500], decode(mail, encoding)[:500], at)


def name_and_mail(line: bytes) -> tuple[bytes, bytes]:
    """The name and the address in such a line, as bytes."""
    opening = line.find(b"<")
    if opening < 0:
        return b"", b""
    closing = line.find(b">", opening)
    mail = line[opening + 1 : closing if closing >= 0 else len(line)]
    return line[:opening].strip(), mail.strip()


def _seconds(line: bytes) -> tuple[int, int]:
    """Seconds since 1970 and minutes east of UTC of the moment at the end of the line; (0, 0) where there is none."""
    match = _DATE.match(line, line.rfind(b">") + 1)
    if match is None:
        return 0, 0
    seconds = int(match.group(1))
    if not 0 <= seconds <= _LAST_SECOND:
        # As git does with dates it cannot show.
        return 0, 0
    zone = int(match.group(2) or 0)
    minutes = abs(zone) // 100 * 60 + abs(zone) % 100
    if minutes >= 24 * 60:
        minutes = 0
    return seconds, -minutes if zone < 0 else minutes
