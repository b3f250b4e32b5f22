"""What clients send and see of the sky."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any, Literal
from uuid import UUID
from zoneinfo import available_timezones

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from app.errors import invalid
from app.http import Input, Moment, Output, PageQuery, Query
from app.i18n import is_language
from app.sky.clock import now
from app.sky.kinds import FIRST_YEAR, LAST_YEAR, SEEN_FROM_EARTH, Body, EventType
from app.sky.places import Course
from app.sky.positions import Frame, Handedness

FIRST = datetime(FIRST_YEAR, 1, 1, tzinfo=UTC)
END = datetime(LAST_YEAR + 1, 1, 1, tzinfo=UTC)
LONGEST = timedelta(days=36_525)
MOST_LEAD_MINUTES = 60 * 24 * 60
_TYPE_NAMES = {type_.value for type_ in EventType}
_BODY_NAMES = {body.value for body in Body}


def _in_utc(value: datetime) -> datetime:
    # A time without a zone, or a date alone, is meant in UTC.
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value


def _covered(value: datetime) -> datetime:
    try:
        inside = FIRST <= value <= END
    except OverflowError:
        inside = False
    if not inside:
        raise PydanticCustomError(
            "sky_years", "Outside the years that are covered.", {"first": FIRST_YEAR, "last": LAST_YEAR}
        )
    return value.astimezone(UTC)


def _text_only(value: Any) -> Any:
    # A bare number would be taken for seconds since 1970, and a year is more likely meant.
    if isinstance(value, str) and value.strip().lstrip("+-").replace(".", "", 1).isdigit():
        raise PydanticCustomError("not_a_time", "Not a time.")
    return value


SkyMoment = Annotated[datetime, BeforeValidator(_text_only), AfterValidator(_in_utc), AfterValidator(_covered)]
SkyYearNumber = Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR)]


def _covered_day(value: date) -> date:
    if not FIRST.date() <= value < END.date():
        raise PydanticCustomError(
            "sky_years", "Outside the years that are covered.", {"first": FIRST_YEAR, "last": LAST_YEAR}
        )
    return value


SkyDate = Annotated[date, BeforeValidator(_text_only), AfterValidator(_covered_day)]


def _timezone(value: str) -> str:
    if value not in available_timezones():
        raise PydanticCustomError("unknown_timezone", "Not an IANA time zone.")
    return value


TimeZone = Annotated[str, AfterValidator(_timezone)]


def _language(value: str) -> str:
    if not is_language(value):
        raise PydanticCustomError("not_a_choice", "Not one of the languages.")
    return value


LanguageCode = Annotated[str, AfterValidator(_language)]


def _types(value: str) -> str:
    for part in value.split(","):
        if part.strip() not in _TYPE_NAMES:
            raise PydanticCustomError("not_a_choice", "Not a type of event.")
    return value


def _bodies(value: str) -> str:
    for part in value.split(","):
        if part.strip() not in _BODY_NAMES:
            raise PydanticCustomError("not_a_choice", "Not a body.")
    return value


Types = Annotated[
    str, Field(max_length=1000, description="Types of events, with commas between"), AfterValidator(_types)
]
Bodies = Annotated[str, Field(max_length=200, description="Bodies, with commas between"), AfterValidator(_bodies)]


def _seen(value: Body) -> Body:
    if value is Body.EARTH:
        raise PydanticCustomError("not_a_choice", "The Earth does not rise.")
    return value


SeenBody = Annotated[Body, AfterValidator(_seen)]
Latitude = Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False, description="degrees, north positive")]
Longitude = Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False, description="degrees, east positive")]
Elevation = Annotated[float, Field(default=0, ge=-500, le=9000, allow_inf_nan=False, description="metres")]


def _split(value: str | None) -> list[str]:
    return [] if value is None else list(dict.fromkeys(part.strip() for part in value.split(",")))


class Filter(Query):
    """Which events: a span, types, bodies. Without a beginning the span begins today; without an end it is a year."""

    from_: SkyMoment | None = Field(default=None, alias="from")
    to: SkyMoment | None = None
    type: Types | None = None
    body: Bodies | None = None

    def span(self) -> tuple[datetime, datetime]:
        """The beginning, and the end, which is not in it; raises AppError for one too long or no span at all."""
        today = now().replace(hour=0, minute=0, second=0, microsecond=0)
        start = self.from_ or (self.to - timedelta(days=366) if self.to else today)
        end = self.to or start + timedelta(days=366)
        if end <= start:
            raise invalid("to", "sky_order")
        if end - start > LONGEST:
            raise invalid("to", "sky_too_long")
        return max(start, FIRST), min(end, END)

    def types(self) -> list[EventType]:
        """The types asked for; none: all."""
        return [EventType(part) for part in _split(self.type)]

    def bodies(self) -> list[str]:
        """The bodies asked for; none: whichever."""
        return _split(self.body)


class EventQuery(Filter, PageQuery):
    """A page of events."""


class CalendarQuery(Filter):
    """Which events a calendar has, and its language; or the secret of a feed, which says all that."""

    language: LanguageCode | None = None
    token: str | None = Field(default=None, max_length=200)


class EventOut(Output):
    """A celestial event. `data` has named units; `at` is its moment in UTC."""

    id: UUID
    type: EventType
    bodies: list[Body]
    at: Moment
    title: str
    description: str
    data: dict[str, Any]
    library: str
    ephemeris: str
    computed_at: Moment


class EventsOut(Output):
    """A page of events. `missing_years` are years of the span that are being computed; `job_id` does it."""

    items: list[EventOut]
    next_cursor: str | None
    missing_years: list[int]
    job_id: UUID | None


class PositionsQuery(Query):
    """A moment, bodies (all without any), a frame, and which way its axes go around."""

    at: SkyMoment | None = None
    bodies: Bodies | None = None
    frame: Frame = Frame.ECLIPTIC
    handedness: Handedness = Handedness.RIGHT

    def chosen(self) -> list[Body]:
        """The bodies asked for."""
        if self.bodies is not None:
            return [Body(part) for part in _split(self.bodies)]
        return list(Body) if self.frame is Frame.HELIOCENTRIC else list(SEEN_FROM_EARTH)


class VectorOut(Output):
    """Cartesian coordinates in astronomical units."""

    x: float
    y: float
    z: float


class PositionOut(Output):
    """Where a body stands. Which angles there are depends on the frame; the others are null."""

    body: Body
    name: str
    longitude_degrees: float | None
    latitude_degrees: float | None
    right_ascension_degrees: float | None
    declination_degrees: float | None
    distance_au: float
    distance_km: float
    sign: str | None
    sign_name: str | None
    position_au: VectorOut


class PositionsOut(Output):
    """Positions at a moment, and what they refer to."""

    at: Moment
    frame: Frame
    definition: str
    origin: Literal["earth", "sun"]
    handedness: Handedness
    axes: dict[str, str]
    ephemeris: str
    items: list[PositionOut]


class AtQuery(Query):
    """A moment; now without one."""

    at: SkyMoment | None = None


class PhaseOut(Output):
    """A phase of the Moon to come."""

    type: EventType
    at: Moment
    title: str


class MoonOut(Output):
    """How the Moon looks from the Earth's centre. `phase_longitude_degrees` is how far it is ahead of the Sun."""

    at: Moment
    phase_angle_degrees: float
    illuminated_fraction: float
    elongation_degrees: float
    phase_longitude_degrees: float
    is_waxing: bool
    age_days: float
    longitude_degrees: float
    sign: str
    distance_km: float
    previous_new_moon: Moment
    next_phases: list[PhaseOut]


class MoonDaysQuery(Query):
    """A span of at most 62 days."""

    from_: SkyMoment = Field(alias="from")
    to: SkyMoment

    def span(self) -> tuple[datetime, datetime]:
        """The beginning and the end; raises AppError for another span."""
        if not timedelta(0) < self.to - self.from_ <= timedelta(days=62):
            raise invalid("to", "out_of_range")
        return self.from_, self.to


class MoonDayOut(Output):
    """The Moon at one moment of a day."""

    at: Moment
    illuminated_fraction: float
    phase_longitude_degrees: float


class MoonDaysOut(Output):
    """The Moon day by day."""

    items: list[MoonDayOut]


class PlaceQuery(Query):
    """A place on Earth."""

    lat: Latitude
    lon: Longitude
    elevation: Elevation


class RiseSetQuery(PlaceQuery):
    """A place, a day in a time zone (today without one; the caller's zone without one), and a body."""

    date: SkyDate | None = None
    body: SeenBody = Body.SUN
    timezone: TimeZone | None = None


class TwilightOut(Output):
    """When one kind of twilight begins in the morning and ends in the evening, where it does."""

    dawn: Moment | None
    dusk: Moment | None
    state: Course


class RiseSetOut(Output):
    """A body's day. `rise` and `set` are the first of `rises` and `sets`; `polar` is `day` or `night` where the Sun
    does not set or does not rise."""

    date: date
    timezone: str
    body: Body
    rise: Moment | None
    transit: Moment | None
    transit_altitude_degrees: float | None
    set: Moment | None
    rises: list[Moment]
    sets: list[Moment]
    state: Course
    polar: Literal["day", "night"] | None
    twilights: dict[str, TwilightOut]


class ContactOut(Output):
    """One moment of an eclipse; an altitude below zero: it is not seen from there."""

    name: str
    at: Moment
    altitude_degrees: float
    azimuth_degrees: float


class CircumstancesOut(Output):
    """An eclipse at a place. `kind` is null where nothing of it reaches the place."""

    event_id: UUID
    kind: str | None
    is_visible: bool
    obscuration: float | None
    contacts: list[ContactOut]


class ComputationIn(Input):
    """Years to compute, both included."""

    from_year: SkyYearNumber
    to_year: SkyYearNumber

    def years(self) -> range:
        """The years; raises AppError where the last is before the first."""
        if self.to_year < self.from_year:
            raise invalid("to_year", "sky_order")
        return range(self.from_year, self.to_year + 1)


class YearOut(Output):
    """A year that is kept; `computed_at` is null while it is not there yet."""

    year: int
    events: int
    computed_at: Moment | None
    stamp: str | None


class YearsOut(Output):
    """All years that are kept or asked for; the list is short and has no pages."""

    items: list[YearOut]


AskedType = Annotated[EventType, Field(strict=False)]
AskedBody = Annotated[Body, Field(strict=False)]
Channel = Literal["web", "telegram"]


def _everywhere() -> list[Channel]:
    return ["web", "telegram"]


class SubscriptionIn(Input):
    """What to be reminded of (no bodies: whichever), so many minutes before, and where."""

    types: list[AskedType] = Field(min_length=1, max_length=len(EventType))
    bodies: list[AskedBody] = Field(default_factory=list, max_length=len(Body))
    lead_minutes: int = Field(default=0, ge=0, le=MOST_LEAD_MINUTES)
    channels: list[Channel] = Field(default_factory=_everywhere, min_length=1, max_length=2)


class SubscriptionOut(Output):
    """A subscription to reminders."""

    id: UUID
    types: list[EventType]
    bodies: list[Body]
    lead_minutes: int
    channels: list[Channel]
    created_at: Moment


class SubscriptionsOut(Output):
    """One's own subscriptions; the list is short and has no pages."""

    items: list[SubscriptionOut]


class FeedIn(Input):
    """A calendar feed: a name of yours, and which events. No language: yours at the time of reading."""

    name: str = Field(default="", max_length=200)
    types: list[AskedType] = Field(default_factory=list, max_length=len(EventType))
    bodies: list[AskedBody] = Field(default_factory=list, max_length=len(Body))
    language: LanguageCode | None = None


class FeedOut(Output):
    """A calendar feed, without its address, which is shown once."""

    id: UUID
    name: str
    types: list[EventType]
    bodies: list[Body]
    language: str | None
    created_at: Moment
    last_used_at: Moment | None


class NewFeedOut(FeedOut):
    """A new feed with its address, which is a secret and not shown again."""

    url: str


class FeedsOut(Output):
    """One's own feeds; the list is short and has no pages."""

    items: list[FeedOut]


class SettingsIn(Input):
    """What administrators choose: which events are posted to the Telegram channel, when, and in which language."""

    channel_posts: bool = False
    channel_types: list[AskedType] = Field(default_factory=list, max_length=len(EventType))
    channel_language: LanguageCode = "en"
    channel_lead_minutes: int = Field(default=0, ge=0, le=MOST_LEAD_MINUTES)


class SettingsOut(Output):
    """The same, as it is."""

    channel_posts: bool
    channel_types: list[EventType]
    channel_language: str
    channel_lead_minutes: int
