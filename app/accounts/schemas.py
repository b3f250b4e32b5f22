"""People and tokens as clients see and send them."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal
from uuid import UUID
from zoneinfo import available_timezones

import orjson
from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from app.accounts.common_passwords import is_common
from app.accounts.passwords import MAX_LENGTH, MIN_LENGTH
from app.http import AskedMoment, Input, Moment, Output, PageQuery
from app.i18n import is_language
from app.security import Role, Scope

_USERNAME = re.compile(r"[\w.@+-]+")
_PREFERENCES_BYTES = 16 * 1024


def _username(value: str) -> str:
    if not _USERNAME.fullmatch(value):
        raise PydanticCustomError("invalid", "Letters, digits and . _ @ + - only.")
    return value


def _language(value: str) -> str:
    if not is_language(value):
        raise PydanticCustomError("not_a_choice", "Not one of the ten languages.")
    return value


def _timezone(value: str) -> str:
    if value not in available_timezones():
        raise PydanticCustomError("unknown_timezone", "Not an IANA time zone.")
    return value


def _preferences(value: dict[str, Any]) -> dict[str, Any]:
    try:
        size = len(orjson.dumps(value))
    except orjson.JSONEncodeError:
        raise PydanticCustomError("invalid", "Numbers of 64 bits at most.") from None
    if size > _PREFERENCES_BYTES:
        raise PydanticCustomError("too_long", "Too large.", {"max_length": _PREFERENCES_BYTES})
    return value


def check_common(password: str, username: str = "") -> None:
    """Refuse a password that is among the first that anybody would try; raises PydanticCustomError."""
    if is_common(password, username):
        raise PydanticCustomError("common_password", "Among the first that anybody would try.")


def _uncommon(value: str) -> str:
    check_common(value)
    return value


Username = Annotated[str, Field(min_length=1, max_length=64), AfterValidator(_username)]
NewPassword = Annotated[str, Field(min_length=MIN_LENGTH, max_length=MAX_LENGTH), AfterValidator(_uncommon)]
LanguageCode = Annotated[str, AfterValidator(_language)]
TimeZone = Annotated[str, AfterValidator(_timezone)]
Preferences = Annotated[dict[str, Any], AfterValidator(_preferences)]
AskedRole = Annotated[Role, Field(strict=False)]


class LoginIn(Input):
    """A login by password. Any text is taken: a wrong one is answered as such, not as a mistake of form."""

    username: str = Field(max_length=1024)
    password: str = Field(max_length=2_000_000)
    otp: str | None = Field(default=None, max_length=100)


class OtpIn(Input):
    """A code of an authenticator."""

    otp: str = Field(max_length=100)


class EnrolmentIn(Input):
    """What is asked for before an authenticator is begun."""

    current_password: str = Field(max_length=2_000_000)


class ProofIn(EnrolmentIn):
    """The password and a code of the authenticator, or a recovery code."""

    otp: str = Field(max_length=100)


class EnrolmentOut(Output):
    """The secret of an authenticator: to type in, as an address (`otpauth:`), and as a picture of that address."""

    secret: str
    uri: str
    qr: str


class RecoveryCodesOut(Output):
    """Codes that stand in for the authenticator, each once."""

    recovery_codes: list[str]


class SecondFactorOut(Output):
    """Whether there is a second factor (since when, else null), and how many recovery codes are left."""

    enabled_at: Moment | None
    recovery_codes_left: int


class ProfileIn(Input):
    """What a person changes of themself; fields left out stay as they are."""

    display_name: str | None = Field(default=None, max_length=200)
    language: LanguageCode | None = None
    timezone: TimeZone | None = None
    preferences: Preferences | None = None


class PasswordIn(Input):
    """A change of password."""

    current_password: str = Field(max_length=2_000_000)
    new_password: NewPassword


class UserIn(Input):
    """A new user, by an administrator."""

    username: Username
    password: NewPassword
    role: AskedRole = Role.USER
    display_name: str = Field(default="", max_length=200)
    language: LanguageCode = "en"
    timezone: TimeZone = "UTC"

    @model_validator(mode="after")
    def _not_common(self) -> UserIn:
        check_common(self.password, self.username)
        return self


class RegisterIn(Input):
    """An account that somebody makes for themself; with an invitation where these are needed."""

    username: Username
    password: NewPassword
    invitation: str | None = Field(default=None, max_length=200)
    display_name: str = Field(default="", max_length=200)
    language: LanguageCode = "en"
    timezone: TimeZone = "UTC"

    @model_validator(mode="after")
    def _not_common(self) -> RegisterIn:
        check_common(self.password, self.username)
        return self


class InvitationIn(Input):
    """An invitation: what its guest will be, for how long it stands, and a note for administrators."""

    role: AskedRole = Role.USER
    hours: int = Field(default=72, ge=1, le=720)
    note: str = Field(default="", max_length=200)


class InvitationOut(Output):
    """An invitation, as administrators see it."""

    id: UUID
    role: Role
    note: str
    created_by: UUID | None
    created_at: Moment
    expires_at: Moment
    used_at: Moment | None
    used_by: UUID | None


class InvitationMadeOut(InvitationOut):
    """A new invitation with its link, which is shown this once."""

    url: str


class OptionsOut(Output):
    """How people come in here: `closed`, by `invitation`, or `open`."""

    registration: str


class UserPatch(Input):
    """What an administrator changes of a user; fields left out stay as they are."""

    password: NewPassword | None = None
    role: AskedRole | None = None
    is_active: bool | None = None
    display_name: str | None = Field(default=None, max_length=200)


class UserQuery(PageQuery):
    """Filters of the list of users."""

    q: str | None = Field(default=None, max_length=200)


class UserOut(Output):
    """A person, as they see themself."""

    id: UUID
    username: str
    role: Role
    display_name: str
    language: str
    timezone: str
    preferences: dict[str, Any]
    telegram_linked: bool
    has_second_factor: bool
    created_at: Moment


class PersonOut(Output):
    """A person, as everybody who is signed in may know them."""

    id: UUID
    username: str
    display_name: str


class UserAdminOut(UserOut):
    """A person, as an administrator sees them."""

    is_active: bool


class TokensOut(Output):
    """A pair of tokens. In a browser they are in cookies as well. `expires_in` in seconds, of the access token."""

    access_token: str
    refresh_token: str
    token_type: Literal["Bearer"] = "Bearer"  # noqa: S105  # a scheme, not a secret
    expires_in: int
    user: UserOut


class TokenIn(Input):
    """A new API token. `admin` lets an administrator's token administer; without it it acts as a user's."""

    name: str = Field(min_length=1, max_length=100)
    scopes: list[Annotated[Scope, Field(strict=False)]] = Field(
        default=[Scope.READ, Scope.WRITE, Scope.RUN], min_length=1, max_length=len(Scope)
    )
    expires_at: AskedMoment | None = None


class TokenOut(Output):
    """An API token. `hint` is a part of its text, to tell it from others; the rest is not kept."""

    id: UUID
    name: str
    hint: str
    scopes: list[Scope]
    created_at: Moment
    expires_at: Moment | None
    last_used_at: Moment | None


class TokenMadeOut(TokenOut):
    """A new API token with its text, which is shown this once."""

    token: str


class SessionOut(Output):
    """A session of one's own: where it was begun, when it was last renewed, and whether it is this one."""

    id: UUID
    created_at: Moment
    last_used_at: Moment
    expires_at: Moment
    address: str | None
    user_agent: str | None
    is_current: bool


class TicketOut(Output):
    """A single-use ticket for a WebSocket; `expires_in` in seconds."""

    ticket: str
    expires_in: int
