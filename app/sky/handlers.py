"""The sky over HTTP: events, positions, the Moon, a place's day, calendars, reminders."""

from __future__ import annotations

from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import orjson
from apiflask import APIBlueprint
from flask import Response, request

from app.config import settings
from app.db import read_only, transaction
from app.errors import AppError
from app.http import accepted, created
from app.i18n import negotiate, translate
from app.idempotency import once
from app.jobs.schemas import JobOut
from app.security import Action, Principal, Role, authenticated, current_principal, require
from app.sky import calendars, clock, feeds, membership, places, positions, reminders, service, words, years
from app.sky.kernel import EPHEMERIS
from app.sky.kinds import Body, EventType, sign_at
from app.sky.places import Course, Crossing, Place
from app.sky.positions import AU_KM, Frame
from app.sky.schemas import (
    AtQuery,
    CalendarQuery,
    CircumstancesOut,
    ComputationIn,
    ContactOut,
    EventOut,
    EventQuery,
    EventsOut,
    FeedIn,
    FeedOut,
    FeedsOut,
    MoonDayOut,
    MoonDaysOut,
    MoonDaysQuery,
    MoonOut,
    NewFeedOut,
    PhaseOut,
    PlaceQuery,
    PositionOut,
    PositionsOut,
    PositionsQuery,
    RiseSetOut,
    RiseSetQuery,
    SettingsIn,
    SettingsOut,
    SubscriptionIn,
    SubscriptionOut,
    SubscriptionsOut,
    TwilightOut,
    VectorOut,
    YearOut,
    YearsOut,
)

blueprint = APIBlueprint("sky", __name__, url_prefix="/api/sky", tag="StarsCalendars")

_CALENDAR_ANSWER: Any = {
    200: {"description": "A calendar (RFC 5545)", "content": {"text/calendar": {"schema": {"type": "string"}}}}
}


def _require_sky(principal: Principal) -> None:
    """Let in whoever may see the sky; raises AppError `forbidden` or `members_only`."""
    require(principal, Action.READ, "sky")
    if membership.is_open():
        return
    # Not in the transaction of the request: what it asks for afterwards must be asked for, whatever the answer is.
    with transaction() as session:
        admitted = membership.admits(session, principal.user_id)
    if not admitted:
        raise AppError("members_only", channel=settings().telegram_channel_id)


def _json(body: bytes) -> Response:
    return Response(body, content_type="application/json")


@blueprint.get("/events")
@authenticated()
@blueprint.input(EventQuery, location="query")
@blueprint.output(EventsOut)
def list_events(query_data: EventQuery) -> Any:
    """Celestial events by time.

    Longitudes are apparent and geocentric, in the true ecliptic and equinox of date. Conjunctions, oppositions and
    aspects are in that longitude; of the Moon with planets that the naked eye sees, conjunctions alone. Stations are
    where a longitude stops changing, greatest elongations where the angle to the Sun does. Apsides are extremes of the
    geometric distance (of the Moon from the Earth, of Mercury, Venus, the Earth and Mars from the Sun). Eclipses are
    told at their greatest. Years outside the kept window are computed when they are asked for: they are then in
    `missing_years`, and the job `job_id` computes them.
    """
    principal = current_principal()
    _require_sky(principal)
    start, end = query_data.span()
    with read_only() as session:
        key = (query_data, start, end, principal.language, service.revision(session))
        kept = service.kept_answer(key)
        if kept:
            return _json(kept[0])
        answer = service.list_events(session, query_data, principal.language)
    if answer.missing_years:
        with transaction() as session:
            job = years.request_years(session, answer.missing_years, principal.user_id)
        answer.job_id = job.id if job else None
        return answer
    kept.append(orjson.dumps(answer.dump()))
    return _json(kept[0])


@blueprint.get("/events/<uuid:event_id>")
@authenticated()
@blueprint.output(EventOut)
def get_event(event_id: UUID) -> Any:
    """One event."""
    _require_sky(current_principal())
    with read_only() as session:
        return service.present(service.get_event(session, event_id), current_principal().language)


@blueprint.get("/events/<uuid:event_id>/circumstances")
@authenticated()
@blueprint.input(PlaceQuery, location="query")
@blueprint.output(CircumstancesOut)
def get_circumstances(event_id: UUID, query_data: PlaceQuery) -> Any:
    """An eclipse as it is at a place: when each part begins and ends there, and how high the Sun or Moon stands."""
    _require_sky(current_principal())
    with read_only() as session:
        event = service.eclipse(session, event_id)
    place = Place(query_data.lat, query_data.lon, query_data.elevation)
    if event.type is EventType.SOLAR_ECLIPSE:
        found = places.solar_circumstances(place, event.at)
    else:
        found = places.lunar_circumstances(place, event.data["kind"], service.lunar_moments(event))
    contacts = [ContactOut.model_validate(contact) for contact in found.contacts]
    return CircumstancesOut(
        event_id=event_id, kind=found.kind, is_visible=found.is_visible, obscuration=found.obscuration,
        contacts=contacts,
    )  # fmt: skip


@blueprint.get("/events.ics")
@blueprint.input(CalendarQuery, location="query")
@blueprint.doc(responses=_CALENDAR_ANSWER)
def get_calendar(query_data: CalendarQuery) -> Any:
    """The same as a calendar file, in the language asked for (`language`, else the person's own).

    With the `token` of a feed nobody needs to be signed in, and the feed says which events it has.
    """
    asked = query_data.language
    if query_data.token is None:
        principal = current_principal()
        _require_sky(principal)
        given = query_data.from_ or query_data.to
        start, end = query_data.span() if given else calendars.feed_span(clock.now())
        types, bodies, name = query_data.types(), query_data.bodies(), ""
        wanted = request.headers.get("Accept-Language")
        language = asked or (negotiate(wanted) if wanted else principal.language)
    else:
        with transaction() as session:
            feed, user = feeds.feed_of(session, query_data.token)
            admitted = membership.admits(session, user.id)
        if not admitted:
            raise AppError("members_only", channel=settings().telegram_channel_id)
        start, end = calendars.feed_span(clock.now())
        types, bodies, name = feed.types, feed.bodies, feed.name
        language = asked or feed.language or user.language
    with read_only() as session:
        tag = calendars.entity_tag(service.revision(session), start, end, types, bodies, language, name)
        response = Response(content_type="text/calendar; charset=utf-8")
        response.set_etag(tag)
        response.headers["Content-Language"] = language
        response.headers["Content-Disposition"] = 'inline; filename="sky.ics"'
        response.vary.add("Accept-Language")
        if request.if_none_match.contains(tag):
            response.status_code = 304
            return response
        response.data = calendars.calendar(session, start, end, types, bodies, language, name)
    return response


@blueprint.get("/positions")
@authenticated()
@blueprint.input(PositionsQuery, location="query")
@blueprint.output(PositionsOut)
def get_positions(query_data: PositionsQuery) -> Any:
    """Where the Sun, the Moon and the planets stand at a moment (now without one).

    `ecliptic` and `equatorial` are apparent and geocentric, of date; `heliocentric` is geometric, in the ecliptic and
    mean equinox of J2000.0. `handedness=left` gives the axes of scenes with y up, such as Babylon.js has.
    """
    principal = current_principal()
    _require_sky(principal)
    moment, frame = query_data.at or clock.now(), query_data.frame
    found = positions.positions(moment, query_data.chosen(), frame, query_data.handedness)
    return PositionsOut(
        at=moment,
        frame=frame,
        definition=positions.DEFINITIONS[frame],
        origin="sun" if frame is Frame.HELIOCENTRIC else "earth",
        handedness=query_data.handedness,
        axes=positions.axes(frame, query_data.handedness),
        ephemeris=EPHEMERIS,
        items=[_position(one, frame, principal.language) for one in found],
    )


def _position(one: positions.Position, frame: Frame, language: str) -> PositionOut:
    equatorial = frame is Frame.EQUATORIAL
    angles = (round(one.longitude_degrees, 6) % 360.0, round(one.latitude_degrees, 6))
    x, y, z = one.xyz_au
    sign = sign_at(one.longitude_degrees) if frame is Frame.ECLIPTIC else None
    return PositionOut(
        body=one.body,
        name=words.said(words.body(one.body.value), language),
        longitude_degrees=None if equatorial else angles[0],
        latitude_degrees=None if equatorial else angles[1],
        right_ascension_degrees=angles[0] if equatorial else None,
        declination_degrees=angles[1] if equatorial else None,
        distance_au=round(one.distance_au, 9),
        distance_km=round(one.distance_au * AU_KM, 1),
        sign=sign,
        sign_name=None if sign is None else translate(language, f"sky-sign-{sign}"),
        position_au=VectorOut(x=x, y=y, z=z),
    )


@blueprint.get("/moon")
@authenticated()
@blueprint.input(AtQuery, location="query")
@blueprint.output(MoonOut)
def get_moon(query_data: AtQuery) -> Any:
    """How the Moon looks from the Earth's centre at a moment (now without one), and its next phases."""
    principal = current_principal()
    _require_sky(principal)
    moment = query_data.at or clock.now()
    moon = positions.moon(moment)
    phases = [
        PhaseOut(type=type_, at=at, title=translate(principal.language, f"{_key(type_)}.title"))
        for type_, at in moon.next_phases
    ]
    return MoonOut(
        at=moment,
        phase_angle_degrees=round(moon.phase_angle_degrees, 4),
        illuminated_fraction=round(moon.illuminated_fraction, 5),
        elongation_degrees=round(moon.elongation_degrees, 4),
        phase_longitude_degrees=round(moon.phase_longitude_degrees, 4),
        is_waxing=moon.phase_longitude_degrees < 180.0,
        age_days=round(moon.age_days, 4),
        longitude_degrees=round(moon.longitude_degrees, 5),
        sign=moon.sign,
        distance_km=round(moon.distance_km, 1),
        previous_new_moon=moon.previous_new_moon,
        next_phases=phases,
    )


def _key(type_: EventType) -> str:
    return f"sky-event-{type_.value.replace('_', '-')}"


@blueprint.get("/moon/days")
@authenticated()
@blueprint.input(MoonDaysQuery, location="query")
@blueprint.output(MoonDaysOut)
def get_moon_days(query_data: MoonDaysQuery) -> Any:
    """The Moon once a day, from a moment on: for calendars that draw it."""
    _require_sky(current_principal())
    start, end = query_data.span()
    return MoonDaysOut(
        items=[
            MoonDayOut(at=at, illuminated_fraction=round(lit, 4), phase_longitude_degrees=round(ahead, 3))
            for at, lit, ahead in positions.moon_light_span(start, end)
        ]
    )


@blueprint.get("/rise-set")
@authenticated()
@blueprint.input(RiseSetQuery, location="query")
@blueprint.output(RiseSetOut)
def get_rise_set(query_data: RiseSetQuery) -> Any:
    """When a body rises, culminates and sets at a place on a day, and the three twilights of the Sun.

    Rising and setting are of the upper limb, with 34' of refraction; the day is that of the time zone, from midnight
    to midnight.
    """
    principal = current_principal()
    _require_sky(principal)
    name = query_data.timezone or principal.timezone
    zone = ZoneInfo(name)
    day = query_data.date or clock.now().astimezone(zone).date()
    place = Place(query_data.lat, query_data.lon, query_data.elevation)
    found = places.day_at(query_data.body, place, day, zone)
    return RiseSetOut(
        date=day,
        timezone=name,
        body=query_data.body,
        rise=found.horizon.up,
        transit=found.transit,
        transit_altitude_degrees=None if found.transit is None else round(found.transit_altitude_degrees or 0.0, 3),
        set=found.horizon.down,
        rises=found.horizon.ups,
        sets=found.horizon.downs,
        state=found.horizon.course,
        polar=_polar(query_data.body, found.horizon),
        twilights={
            name: TwilightOut(dawn=one.up, dusk=one.down, state=one.course) for name, one in found.twilights.items()
        },
    )


def _polar(body: Body, horizon: Crossing) -> Any:
    if body is not Body.SUN or horizon.course is Course.CROSSES:
        return None
    return "day" if horizon.course is Course.ALWAYS_ABOVE else "night"


@blueprint.post("/computations")
@authenticated()
@blueprint.input(ComputationIn)
@blueprint.output(JobOut, status_code=202)
def compute(json_data: ComputationIn) -> Any:
    """Compute the events of years that are not kept by themselves; one job at a time, joined by all who ask."""
    principal = current_principal()
    _require_sky(principal)
    wanted = json_data.years()
    with transaction() as session:
        answer = once(session, lambda: years.request_job(session, wanted, principal.user_id))
    return accepted(answer, f"/api/jobs/{answer['id']}")


@blueprint.get("/years")
@authenticated()
@blueprint.output(YearsOut)
def list_years() -> Any:
    """The years whose events are kept, or asked for."""
    _require_sky(current_principal())
    with read_only() as session:
        return YearsOut(items=[YearOut.model_validate(year) for year in years.list_years(session)])


@blueprint.get("/subscriptions")
@authenticated()
@blueprint.output(SubscriptionsOut)
def list_subscriptions() -> Any:
    """What you are reminded of."""
    with read_only() as session:
        found = reminders.subscriptions(session, current_principal().user_id)
        return SubscriptionsOut(items=[SubscriptionOut.model_validate(one) for one in found])


@blueprint.post("/subscriptions")
@authenticated()
@blueprint.input(SubscriptionIn)
@blueprint.output(SubscriptionOut, status_code=201)
def add_subscription(json_data: SubscriptionIn) -> Any:
    """Be reminded of events of some types, so many minutes before, in your language and time zone."""
    _require_sky(current_principal())
    with transaction() as session:
        made = reminders.add_subscription(session, current_principal().user_id, json_data, clock.now())
        answer = SubscriptionOut.model_validate(made).dump()
    return created(answer, f"/api/sky/subscriptions/{answer['id']}")


@blueprint.put("/subscriptions/<uuid:subscription_id>")
@authenticated()
@blueprint.input(SubscriptionIn)
@blueprint.output(SubscriptionOut)
def change_subscription(subscription_id: UUID, json_data: SubscriptionIn) -> Any:
    """Be reminded of something else instead."""
    user_id = current_principal().user_id
    with transaction() as session:
        changed = reminders.change_subscription(session, user_id, subscription_id, json_data, clock.now())
        return SubscriptionOut.model_validate(changed)


@blueprint.delete("/subscriptions/<uuid:subscription_id>")
@authenticated()
@blueprint.output({}, status_code=204)
def remove_subscription(subscription_id: UUID) -> Any:
    """Be reminded no more."""
    with transaction() as session:
        reminders.remove_subscription(session, current_principal().user_id, subscription_id)
    return "", 204


@blueprint.get("/feeds")
@authenticated()
@blueprint.output(FeedsOut)
def list_feeds() -> Any:
    """Your calendar feeds, without their addresses."""
    with read_only() as session:
        return FeedsOut(
            items=[FeedOut.model_validate(feed) for feed in feeds.feeds(session, current_principal().user_id)]
        )


@blueprint.post("/feeds")
@authenticated()
@blueprint.input(FeedIn)
@blueprint.output(NewFeedOut, status_code=201)
def add_feed(json_data: FeedIn) -> Any:
    """A calendar feed with an address that nobody can guess; it is shown this once."""
    _require_sky(current_principal())
    with transaction() as session:
        feed, url = feeds.add_feed(session, current_principal().user_id, json_data)
        answer = NewFeedOut(**FeedOut.model_validate(feed).model_dump(), url=url).dump()
    return created(answer, f"/api/sky/feeds/{answer['id']}")


@blueprint.delete("/feeds/<uuid:feed_id>")
@authenticated()
@blueprint.output({}, status_code=204)
def remove_feed(feed_id: UUID) -> Any:
    """Revoke a feed: its address answers no more."""
    with transaction() as session:
        feeds.remove_feed(session, current_principal().user_id, feed_id)
    return "", 204


@blueprint.get("/settings")
@authenticated(Role.ADMIN)
@blueprint.output(SettingsOut)
def get_settings() -> Any:
    """Which events are posted to the Telegram channel."""
    with read_only() as session:
        return SettingsOut.model_validate(service.get_settings(session))


@blueprint.put("/settings")
@authenticated(Role.ADMIN)
@blueprint.input(SettingsIn)
@blueprint.output(SettingsOut)
def put_settings(json_data: SettingsIn) -> Any:
    """Choose that."""
    with transaction() as session:
        return SettingsOut.model_validate(service.put_settings(session, json_data))
