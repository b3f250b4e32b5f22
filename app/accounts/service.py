"""Rules of people and sessions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, column, delete, func, or_, select, table, text, update
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.accounts import pat
from app.accounts.models import ApiToken, LoginSession, RefreshToken, SocketTicket, User
from app.accounts.passwords import hash_password, verify_password
from app.accounts.schemas import ProfileIn, SessionOut, TokenIn, UserIn, UserPatch, UserQuery
from app.accounts.tokens import SESSION_DAYS
from app.audit import service as audit
from app.crypto import new_token, token_hash
from app.db import uuid7
from app.errors import AppError, invalid
from app.http import PageQuery, page
from app.realtime.control import tell_hubs
from app.security import Principal, ProjectRole, Role, Scope

IDLE = timedelta(days=14)
ABSOLUTE = timedelta(days=SESSION_DAYS)
GRACE = text("interval '10 seconds'")
TICKET_SECONDS = 30
MOST_TOKENS = 50
USE_NOTED = timedelta(minutes=1)
REFRESH_PREFIX = "luma_refresh_"

# The table is that of an area above this one, which keeps it; here it is only read, with each principal.
_members = table("project_members", column("user_id"), column("project_id"), column("role"))
_memberships = (
    select(func.jsonb_object_agg(_members.c.project_id, _members.c.role, type_=JSONB))
    .where(_members.c.user_id == User.id)
    .correlate(User)
    .scalar_subquery()
)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session that was begun or renewed, with the refresh token that is told once."""

    user: User
    session: LoginSession
    refresh_token: str


def find_login(session: Session, username: str) -> User | None:
    """The active user of that name, in any case of letters."""
    return session.scalars(
        select(User).where(func.lower(User.username) == func.lower(username), User.is_active)
    ).one_or_none()


def begin_session(session: Session, user: User, address: str | None, user_agent: str | None) -> SignedIn:
    """A new session for `user`, whose password or link has been checked."""
    now = session.scalar(select(func.clock_timestamp()))
    assert now is not None
    begun = LoginSession(
        id=uuid7(),
        user_id=user.id,
        expires_at=now + ABSOLUTE,
        address=address,
        user_agent=user_agent[:300] if user_agent else None,
    )
    session.add(begun)
    session.flush()
    return SignedIn(user, begun, _add_refresh_token(session, begun))


def _add_refresh_token(session: Session, owner: LoginSession) -> str:
    token = REFRESH_PREFIX + new_token()
    expires = func.least(func.clock_timestamp() + IDLE, owner.expires_at)
    session.add(RefreshToken(hash=token_hash(token), session_id=owner.id, expires_at=expires))
    return token


def check_password(user: User | None, password: str) -> None:
    """Raises AppError `invalid_credentials` unless `password` is the user's; as slow for a user who does not exist.

    Takes a third of a second of computing: call it outside a transaction.
    """
    if not verify_password(password, user.password_hash if user else None):
        raise AppError("invalid_credentials")


def renew_hash(session: Session, user: User, password_hash: str) -> None:
    """Keep the same password in a newer form, unless it was changed in the meantime."""
    same = (User.id == user.id) & (User.password_hash == user.password_hash)
    session.execute(update(User).where(same).values(password_hash=password_hash))


def rotate(session: Session, token: str) -> SignedIn | None:
    """Exchange a refresh token for the next of its session.

    One of many concurrent exchanges wins. Raises AppError `refresh_in_progress` for the immediate predecessor within
    ten seconds, `invalid_token` for one that is unknown, expired or revoked. None says that the token was used before
    and that its session has now been revoked: commit that, then answer `token_reused`.
    """
    live = select(LoginSession.id).where(
        LoginSession.id == RefreshToken.session_id,
        LoginSession.revoked_at.is_(None),
        LoginSession.expires_at > func.clock_timestamp(),
    )
    session_id = session.scalar(
        update(RefreshToken)
        .where(
            RefreshToken.hash == token_hash(token),
            RefreshToken.rotated_at.is_(None),
            RefreshToken.expires_at > func.clock_timestamp(),
            live.exists(),
        )
        .values(rotated_at=func.clock_timestamp())
        .returning(RefreshToken.session_id)
    )
    if session_id is None:
        _refuse_rotation(session, token)
        return None
    owner = session.get_one(LoginSession, session_id)
    user = session.get_one(User, owner.user_id)
    if not user.is_active:
        raise AppError("invalid_token")
    return SignedIn(user, owner, _add_refresh_token(session, owner))


def _refuse_rotation(session: Session, token: str) -> None:
    row = session.execute(
        select(RefreshToken, LoginSession, (RefreshToken.rotated_at > func.clock_timestamp() - GRACE).label("recent"))
        .join(LoginSession, LoginSession.id == RefreshToken.session_id)
        .where(RefreshToken.hash == token_hash(token))
    ).one_or_none()
    if row is None or row.RefreshToken.rotated_at is None or row.LoginSession.revoked_at is not None:
        raise AppError("invalid_token")
    later = select(func.count()).where(
        RefreshToken.session_id == row.LoginSession.id, RefreshToken.created_at > row.RefreshToken.created_at
    )
    if row.recent and (session.scalar(later) or 0) <= 1:
        raise AppError("refresh_in_progress")
    revoke_session(session, row.LoginSession.id, "reuse")
    audit.record(
        session, "refresh.reuse", actor_id=row.LoginSession.user_id, object_kind="session",
        object_id=row.LoginSession.id, outcome="revoked",
    )  # fmt: skip


def revoke_session(session: Session, session_id: UUID, reason: str) -> None:
    """End one session at once, its sockets included."""
    ended = (LoginSession.id == session_id) & LoginSession.revoked_at.is_(None)
    session.execute(update(LoginSession).where(ended).values(revoked_at=func.clock_timestamp(), revoked_reason=reason))
    tell_hubs(session, "close_session", session_id)


def revoke_all(session: Session, user_id: UUID, reason: str, *, but: UUID | None = None) -> None:
    """End all sessions of a user at once, but for one where it is named."""
    for session_id in session.scalars(
        select(LoginSession.id).where(LoginSession.user_id == user_id, LoginSession.revoked_at.is_(None))
    ).all():
        if session_id != but:
            revoke_session(session, session_id, reason)


def list_sessions(session: Session, principal: Principal, query: PageQuery) -> tuple[list[SessionOut], str | None]:
    """A person's live sessions, newest first, each with when it was last renewed."""
    live = select(LoginSession).where(
        LoginSession.user_id == principal.user_id,
        LoginSession.revoked_at.is_(None),
        LoginSession.expires_at > func.clock_timestamp(),
    )
    rows, cursor = page(session, live, [(LoginSession.created_at, "desc"), (LoginSession.id, "desc")], query)
    renewed = session.execute(
        select(RefreshToken.session_id, func.max(RefreshToken.created_at))
        .where(RefreshToken.session_id.in_([row.id for row in rows]))
        .group_by(RefreshToken.session_id)
    )
    last: dict[UUID, datetime] = {row[0]: row[1] for row in renewed}
    items = [
        SessionOut(
            id=row.id,
            created_at=row.created_at,
            last_used_at=last.get(row.id, row.created_at),
            expires_at=row.expires_at,
            address=row.address,
            user_agent=row.user_agent,
            is_current=row.id == principal.session_id,
        )
        for row in rows
    ]
    return items, cursor


def end_session(session: Session, principal: Principal, session_id: UUID) -> None:
    """End one of a person's own sessions; raises AppError `not_found`."""
    mine = session.scalar(
        select(LoginSession.id).where(
            LoginSession.id == session_id,
            LoginSession.user_id == principal.user_id,
            LoginSession.revoked_at.is_(None),
        )
    )
    if mine is None:
        raise AppError("not_found")
    revoke_session(session, session_id, "ended")


def session_of_refresh_token(session: Session, token: str) -> LoginSession | None:
    """The session that a refresh token belongs to, whatever the token's state."""
    return session.scalars(
        select(LoginSession)
        .join(RefreshToken, RefreshToken.session_id == LoginSession.id)
        .where(RefreshToken.hash == token_hash(token))
    ).one_or_none()


def find_principal(session: Session, session_id: UUID) -> Principal | None:
    """Who a session stands for, as the rows say now; None where it has ended or its user is not active."""
    return find_principals(session, [session_id]).get(session_id)


def find_principals(session: Session, session_ids: Sequence[UUID]) -> dict[UUID, Principal]:
    """Who sessions stand for, by session, in one question; those that have ended are not among them."""
    rows = session.execute(
        select(LoginSession.id, User, _memberships)
        .join(User, LoginSession.user_id == User.id)
        .where(
            LoginSession.id.in_(session_ids),
            LoginSession.revoked_at.is_(None),
            LoginSession.expires_at > func.clock_timestamp(),
            User.is_active,
        )
    )
    return {session_id: _principal(user, found, session_id=session_id) for session_id, user, found in rows}


def find_token_principals(session: Session, condition: ColumnElement[bool]) -> dict[UUID, tuple[ApiToken, Principal]]:
    """Who API tokens stand for, by token; those that are past, or whose person is not active, are not among them."""
    rows = session.execute(
        select(ApiToken, User, _memberships)
        .join(User, ApiToken.user_id == User.id)
        .where(condition, _unexpired(), User.is_active)
    )
    return {
        token.id: (token, _principal(user, found, token_id=token.id, scopes=frozenset(token.scopes)))
        for token, user, found in rows
    }


def _unexpired() -> ColumnElement[bool]:
    return or_(ApiToken.expires_at.is_(None), ApiToken.expires_at > func.clock_timestamp())


def note_use(session: Session, token_id: UUID) -> None:
    """Note that an API token was used; at most once a minute is enough."""
    stale = or_(ApiToken.last_used_at.is_(None), ApiToken.last_used_at < func.clock_timestamp() - USE_NOTED)
    session.execute(update(ApiToken).where(ApiToken.id == token_id, stale).values(last_used_at=func.clock_timestamp()))


def list_tokens(session: Session, user_id: UUID, query: PageQuery) -> tuple[list[ApiToken], str | None]:
    """A person's API tokens, newest first."""
    found = select(ApiToken).where(ApiToken.user_id == user_id)
    return page(session, found, [(ApiToken.created_at, "desc"), (ApiToken.id, "desc")], query)


def make_token(session: Session, principal: Principal, asked: TokenIn) -> tuple[ApiToken, str]:
    """A new API token, and its text, which is told once.

    Raises AppError `too_many_tokens`, or 422 for scopes beyond the person's own and a moment that has passed.
    """
    if Scope.ADMIN in asked.scopes and principal.role is not Role.ADMIN:
        raise invalid("scopes", "not_a_choice")
    if asked.expires_at is not None and asked.expires_at <= datetime.now(UTC):
        raise invalid("expires_at", "in_the_past")
    session.execute(text("SELECT pg_advisory_xact_lock(hashtextextended(:key, 0))"), {"key": f"t{principal.user_id}"})
    if (session.scalar(select(func.count()).where(ApiToken.user_id == principal.user_id)) or 0) >= MOST_TOKENS:
        raise AppError("too_many_tokens", most=MOST_TOKENS)
    made = pat.new()
    token = ApiToken(
        id=uuid7(),
        user_id=principal.user_id,
        name=asked.name,
        hint=made.hint,
        hash=token_hash(made.text),
        scopes=sorted(set(asked.scopes)),
        expires_at=asked.expires_at,
    )
    session.add(token)
    session.flush()
    session.refresh(token)
    return token, made.text


def revoke_token(session: Session, user_id: UUID, token_id: UUID) -> ApiToken:
    """End one of a person's API tokens at once, its sockets included; raises AppError `not_found`."""
    token = session.scalars(
        delete(ApiToken).where(ApiToken.id == token_id, ApiToken.user_id == user_id).returning(ApiToken)
    ).one_or_none()
    if token is None:
        raise AppError("not_found")
    tell_hubs(session, "recheck", user_id)
    return token


def principal_of(session: Session, user: User) -> Principal:
    """A user as a principal, for what they ask by another way than a session or a token, such as Telegram."""
    return _principal(user, session.scalar(select(_memberships).where(User.id == user.id)))


def _principal(
    user: User,
    memberships: dict[str, str] | None,
    *,
    session_id: UUID | None = None,
    token_id: UUID | None = None,
    scopes: frozenset[Scope] | None = None,
) -> Principal:
    return Principal(
        user_id=user.id,
        username=user.username,
        role=user.role,
        language=user.language,
        timezone=user.timezone,
        session_id=session_id,
        token_id=token_id,
        scopes=scopes,
        memberships={UUID(project): ProjectRole(role) for project, role in (memberships or {}).items()},
    )


def issue_ticket(session: Session, principal: Principal) -> str:
    """A single-use ticket for a WebSocket, of the session or token that this person signed in with."""
    ticket = "luma_ticket_" + new_token()
    expires = func.clock_timestamp() + timedelta(seconds=TICKET_SECONDS)
    session.add(
        SocketTicket(
            hash=token_hash(ticket),
            session_id=principal.session_id,
            token_id=principal.token_id,
            expires_at=expires,
        )
    )
    return ticket


def redeem_ticket(session: Session, ticket: str) -> Principal | None:
    """Who a ticket stands for, once; None for one that is unknown, used or late."""
    spent = session.execute(
        delete(SocketTicket)
        .where(SocketTicket.hash == token_hash(ticket), SocketTicket.expires_at > func.clock_timestamp())
        .returning(SocketTicket.session_id, SocketTicket.token_id)
    ).one_or_none()
    if spent is None:
        return None
    if spent.session_id is not None:
        return find_principal(session, spent.session_id)
    found = find_token_principals(session, ApiToken.id == spent.token_id).get(spent.token_id)
    return None if found is None else found[1]


def get_user(session: Session, user_id: UUID) -> User:
    """The user; raises AppError `not_found`."""
    user = session.get(User, user_id)
    if user is None:
        raise AppError("not_found")
    return user


def list_users(session: Session, query: UserQuery) -> tuple[list[User], str | None]:
    """Users, newest first, by a part of their name."""
    found = select(User)
    if query.q:
        found = found.where(User.username.icontains(query.q, autoescape=True))
    return page(session, found, [(User.created_at, "desc"), (User.id, "desc")], query)


def list_people(session: Session, query: UserQuery) -> tuple[list[User], str | None]:
    """Active people, by name, whose user name or display name holds the text asked for."""
    found = select(User).where(User.is_active)
    if query.q:
        names = (User.username, User.display_name)
        found = found.where(or_(*(name.icontains(query.q, autoescape=True) for name in names)))
    return page(session, found, [(User.username, "asc"), (User.id, "asc")], query)


def create_user(session: Session, asked: UserIn, password_hash: str) -> User:
    """A new user; raises AppError `name_taken`. `password_hash` is made beforehand, as it takes a moment."""
    user = User(
        id=uuid7(),
        username=asked.username,
        password_hash=password_hash,
        role=asked.role,
        display_name=asked.display_name,
        language=asked.language,
        timezone=asked.timezone,
    )
    try:
        with session.begin_nested():
            session.add(user)
    except IntegrityError:
        raise AppError("name_taken", name=asked.username) from None
    session.refresh(user)
    return user


def update_profile(session: Session, user_id: UUID, asked: ProfileIn) -> User:
    """Change what was given of a person's own profile."""
    user = get_user(session, user_id)
    for name, value in asked.model_dump(exclude_unset=True).items():
        if value is None:
            raise invalid(name, "wrong_type")
        setattr(user, name, value)
    session.flush()
    return user


def update_user(session: Session, user_id: UUID, asked: UserPatch, password_hash: str | None) -> User:
    """Change a user, by an administrator. A deactivated user, a changed role and a new password end all sessions.

    Raises AppError `not_found`, or `last_admin` rather than leave nobody to administer.
    """
    session.execute(text("SELECT pg_advisory_xact_lock(hashtext('luma administrators'))"))
    user = get_user(session, user_id)
    before = (user.role, user.is_active)
    for name, value in asked.model_dump(exclude_unset=True, exclude={"password"}).items():
        if value is None:
            raise invalid(name, "wrong_type")
        setattr(user, name, value)
    if password_hash is not None:
        user.password_hash = password_hash
    session.flush()
    if before == (Role.ADMIN, True) and not _active_admins(session):
        raise AppError("last_admin")
    if (user.role, user.is_active) != before or password_hash is not None:
        revoke_all(session, user.id, "changed")
    return user


def _active_admins(session: Session) -> int:
    return session.scalar(select(func.count()).where(User.role == Role.ADMIN, User.is_active)) or 0


def change_password(session: Session, principal: Principal, password_hash: str) -> None:
    """Set a new password; the person's other sessions end."""
    user = get_user(session, principal.user_id)
    user.password_hash = password_hash
    revoke_all(session, user.id, "password", but=principal.session_id)


def ensure_first_admin(session: Session, username: str, password: str) -> User | None:
    """Make the first administrator where there is none yet; None where there is one already."""
    session.execute(text("SELECT pg_advisory_xact_lock(hashtext('luma administrators'))"))
    if session.scalar(select(func.count()).where(User.role == Role.ADMIN)):
        return None
    # Whoever sets the password in the environment chose it: its form was looked at there.
    asked = UserIn.model_construct(
        username=username, password=password, role=Role.ADMIN, display_name="", language="en", timezone="UTC"
    )
    return create_user(session, asked, hash_password(password))


def forget_old(session: Session) -> None:
    """Delete sessions, tokens and tickets that ended long ago."""
    past = func.clock_timestamp() - timedelta(days=7)
    ended = (LoginSession.expires_at < past) | (LoginSession.revoked_at < past)
    session.execute(delete(LoginSession).where(ended))
    session.execute(delete(RefreshToken).where(RefreshToken.expires_at < past))
    session.execute(delete(SocketTicket).where(SocketTicket.expires_at < func.clock_timestamp()))


def audit_actor(principal: Principal) -> dict[str, Any]:
    """The actor of an audit entry."""
    via = "token" if principal.token_id else "session" if principal.session_id else "telegram"
    return {"actor_id": principal.user_id, "actor_name": principal.username, "via": via}
