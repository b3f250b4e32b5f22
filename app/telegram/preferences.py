"""When a person wants to be written to: quiet hours, and digests instead of single messages.

They are kept among the person's preferences, which are free-form: what cannot be read counts as not chosen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

NAME = "telegram"
# These are told one by one whatever was chosen for bulk news; quiet hours hold for them as well.
SINGLE = frozenset({"mention", "alert"})
DAILY_AT = time(9, 0)


class Digest(StrEnum):
    """How often news are told together; `off`: each by itself, at once."""

    OFF = "off"
    HOURLY = "hourly"
    DAILY = "daily"


@dataclass(frozen=True, slots=True)
class Choice:
    """Quiet from `quiet_from` to `quiet_to` (None: never), and how often digests come, daily ones at `digest_at`."""

    quiet_from: time | None = None
    quiet_to: time | None = None
    digest: Digest = Digest.OFF
    digest_at: time = DAILY_AT


def read(preferences: Mapping[str, Any]) -> Choice:
    """The choice in a person's preferences."""
    kept = preferences.get(NAME)
    if not isinstance(kept, dict):
        return Choice()
    start, end = _time(kept.get("quiet_from")), _time(kept.get("quiet_to"))
    digest = kept.get("digest")
    return Choice(
        quiet_from=start if start is not None and end is not None and start != end else None,
        quiet_to=end if start is not None and end is not None and start != end else None,
        digest=Digest(digest) if isinstance(digest, str) and digest in list(Digest) else Digest.OFF,
        digest_at=_time(kept.get("digest_at")) or DAILY_AT,
    )


def write(choice: Choice) -> dict[str, Any]:
    """The choice as it is kept."""
    return {
        "quiet_from": choice.quiet_from.isoformat("minutes") if choice.quiet_from else None,
        "quiet_to": choice.quiet_to.isoformat("minutes") if choice.quiet_to else None,
        "digest": choice.digest.value,
        "digest_at": choice.digest_at.isoformat("minutes"),
    }


def _time(value: Any) -> time | None:
    try:
        return time.fromisoformat(value).replace(tzinfo=None) if isinstance(value, str) else None
    except ValueError:
        return None


def held_until(choice: Choice, timezone: str, news: str, now: datetime) -> datetime | None:
    """Until when a piece of news waits for a person who lives in `timezone`; None: it is told now."""
    local = now.astimezone(ZoneInfo(timezone))
    due = local
    if news not in SINGLE:
        due = _next_digest(choice, local)
    due = _after_quiet(choice, due)
    return due.astimezone(UTC) if due > local else None


def _next_digest(choice: Choice, local: datetime) -> datetime:
    if choice.digest is Digest.HOURLY:
        return local.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    if choice.digest is Digest.DAILY:
        today = datetime.combine(local.date(), choice.digest_at, local.tzinfo)
        return (
            today
            if today > local
            else datetime.combine(local.date() + timedelta(days=1), choice.digest_at, local.tzinfo)
        )
    return local


def _after_quiet(choice: Choice, local: datetime) -> datetime:
    start, end = choice.quiet_from, choice.quiet_to
    if start is None or end is None:
        return local
    clock = local.time()
    over_midnight = start > end
    quiet = clock >= start or clock < end if over_midnight else start <= clock < end
    if not quiet:
        return local
    tomorrow = over_midnight and clock >= start
    return datetime.combine(local.date() + timedelta(days=1 if tomorrow else 0), end, local.tzinfo)
