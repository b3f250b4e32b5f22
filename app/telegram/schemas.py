"""Links with Telegram as clients see them."""

from __future__ import annotations

from datetime import time
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from app.http import AskedId, Input, Moment, Output, PageQuery
from app.telegram.models import MessageStatus
from app.telegram.preferences import Choice, Digest


class LinkOut(Output):
    """Where to open Telegram to link one's account, the code in that address, and until when it works."""

    url: str
    code: str
    expires_at: Moment


class MagicAskIn(Input):
    """Whose link is asked for. Any text is taken: whether there is such a person is not told."""

    username: str = Field(max_length=1024)


class MagicAskOut(Output):
    """The same for every name. `expires_in`: how long a link works, seconds."""

    expires_in: int = 600


class MagicLookIn(Input):
    """The token of a link."""

    token: str = Field(max_length=200)


class MagicLookOut(Output):
    """Whom a link would sign in. `needs_number`: it was asked for in another browser, which shows a number."""

    username: str
    display_name: str
    expires_at: Moment
    needs_number: bool


class MagicRedeemIn(Input):
    """The token of a link, the number that the other browser shows where one is needed, and the code of an
    authenticator where the person has one."""

    token: str = Field(max_length=200)
    number: int | None = Field(default=None, ge=0, le=99)
    otp: str | None = Field(default=None, max_length=64)


class TelegramOut(Output):
    """How one's link with Telegram stands. `bot`: the bot's user name, null where there is none. `blocked_reason`: why
    nothing can be sent, such as `blocked` by the person."""

    linked: bool
    linked_at: Moment | None
    bot: str | None
    blocked_at: Moment | None
    blocked_reason: str | None


Clock = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]


class PreferencesIn(Input):
    """When one wants to be written to. Quiet hours are in one's own time zone, and may go over midnight."""

    quiet_from: Clock | None = None
    quiet_to: Clock | None = None
    digest: Annotated[Digest, Field(strict=False)] = Digest.OFF
    digest_at: Clock = "09:00"

    @model_validator(mode="after")
    def _both_or_none(self) -> Self:
        if (self.quiet_from is None) != (self.quiet_to is None) or (
            self.quiet_from and self.quiet_from == self.quiet_to
        ):
            raise PydanticCustomError("invalid", "Give two different times, or none.")
        return self

    def choice(self) -> Choice:
        """The same as the service knows it."""
        return Choice(
            quiet_from=time.fromisoformat(self.quiet_from) if self.quiet_from else None,
            quiet_to=time.fromisoformat(self.quiet_to) if self.quiet_to else None,
            digest=self.digest,
            digest_at=time.fromisoformat(self.digest_at),
        )


class PreferencesOut(Output):
    """When one is written to."""

    quiet_from: str | None
    quiet_to: str | None
    digest: Digest
    digest_at: str


class DeliveryQuery(PageQuery):
    """Filters of the history: a status, and with `everybody` the messages of all people, for administrators."""

    status: MessageStatus | None = None
    everybody: bool = False


class DeliveryOut(Output):
    """A message and what became of it. `error` is a stable word, `description` what Telegram said.

    `title` and `body` are null in what administrators see of others' messages.
    """

    id: UUID
    key: str
    title: str | None
    body: str | None
    to: str | None
    status: MessageStatus
    attempt: int
    doubts: int
    error: str | None
    description: str | None
    created_at: Moment
    next_attempt_at: Moment | None
    held_until: Moment | None
    sent_at: Moment | None


class BotIn(Input):
    """A bot's token, as @BotFather tells it; with `project_id` it speaks for that project only."""

    token: str = Field(pattern=r"^\d{3,18}:[A-Za-z0-9_-]{10,100}$")
    project_id: AskedId | None = None


class BotOut(Output):
    """A bot. Its token is never told. `status`: `checking`, `ok`, or what is wrong, with Telegram's `description`."""

    id: str
    username: str
    name: str
    project_id: UUID | None
    from_settings: bool
    status: str
    description: str | None
    checked_at: Moment | None
    polled_at: Moment | None


class BotsOut(Output):
    """All bots."""

    items: list[BotOut]
