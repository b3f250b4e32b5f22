"""Signing in and out, one's profile, and users for administrators."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from apiflask import APIBlueprint
from flask import Response, jsonify, make_response, request

from app.accounts import pat, service, tokens, whois
from app.accounts import second_factor_handlers as second_factor
from app.accounts.common_passwords import is_common
from app.accounts.keys import ring
from app.accounts.passwords import hash_password, is_outdated
from app.accounts.schemas import (
    LoginIn,
    PasswordIn,
    PersonOut,
    ProfileIn,
    SessionOut,
    TicketOut,
    TokenIn,
    TokenMadeOut,
    TokenOut,
    TokensOut,
    UserAdminOut,
    UserIn,
    UserOut,
    UserPatch,
    UserQuery,
)
from app.accounts.service import SignedIn, audit_actor
from app.audit import service as audit
from app.config import settings
from app.db import read_only, transaction
from app.errors import AppError, invalid
from app.http import Page, PageQuery, created
from app.metrics import LOGINS
from app.ratelimit import check, hit
from app.security import Action, Principal, Role, Scope, authenticated, current_principal, require

blueprint = APIBlueprint("accounts", __name__, tag="Identity")

BROWSER_HEADER = "X-Luma-Client"


def authenticate() -> Principal | None:
    """The principal of the request's access token, as the rows say now; the application's authenticator."""
    token = tokens.bearer()
    if token.startswith(pat.PREFIX):
        return _by_token(token)
    claims = tokens.read_claims()
    if claims is None:
        return None
    principal = whois.by_session(UUID(claims["sid"]))
    if principal is None:
        raise AppError("invalid_token")
    return principal


def _by_token(token: str) -> Principal:
    found = whois.by_token(token)
    if found is None:
        raise AppError("invalid_token")
    if found.last_used_at is None or found.last_used_at < datetime.now(UTC) - service.USE_NOTED:
        with transaction() as session:
            service.note_use(session, found.token_id)
    return found.principal


def answer_signed_in(signed_in: SignedIn, *, browser: bool | None = None, status: int = 200) -> Response:
    """The answer to whoever has just been signed in; a browser gets the tokens as cookies."""
    if browser is None:
        browser = request.headers.get(BROWSER_HEADER) == "browser"
    access = tokens.make_access_token(signed_in.user, signed_in.session)
    answer = TokensOut(
        access_token=access,
        refresh_token=signed_in.refresh_token,
        expires_in=settings().access_minutes * 60,
        user=UserOut.model_validate(signed_in.user),
    )
    response = make_response(answer.dump(), status)
    if browser:
        # Scripts of the page have no use for them: what is only in httpOnly cookies cannot be stolen by a script.
        response = make_response({**answer.dump(), "access_token": "", "refresh_token": ""}, status)
        tokens.set_cookies(response, access, signed_in.refresh_token)
    return response


@blueprint.post("/api/auth/login")
@blueprint.input(LoginIn)
@blueprint.output(TokensOut)
def login(json_data: LoginIn) -> Any:
    """Sign in with a password, and with the code of an authenticator where the person has one: `second_factor_required`
    says that it is missing. With `X-Luma-Client: browser` the tokens are set as cookies instead of told."""
    address, name = request.remote_addr or "", json_data.username.lower()
    check("login-address", address, settings().login_attempts)
    hit("login-account", name, settings().login_attempts)
    with read_only() as session:
        user = service.find_login(session, json_data.username)
    try:
        service.check_password(user, json_data.password)
        assert user is not None
        second_factor.ask(user, json_data.otp)
    except AppError as error:
        if error.code == "second_factor_required":
            raise
        LOGINS.labels("failed").inc()
        with transaction() as session:
            # A name that is nobody's is not kept: people type their password there.
            who: dict[str, Any] = {"actor_id": user.id, "actor_name": user.username} if user else {}
            audit.record(session, "login", **who, outcome="failed", detail={"reason": error.code})
        hit("login-address", address, settings().login_attempts)
        raise
    fresh = hash_password(json_data.password) if is_outdated(user.password_hash) else None
    with transaction() as session:
        if fresh is not None:
            service.renew_hash(session, user, fresh)
        signed_in = service.begin_session(session, user, address, request.user_agent.string)
        audit.record(session, "login", actor_id=user.id, actor_name=user.username)
    LOGINS.labels("ok").inc()
    return answer_signed_in(signed_in)


@blueprint.post("/api/auth/refresh")
@blueprint.output(TokensOut)
@blueprint.doc(security=["bearer"])
def refresh() -> Any:
    """Exchange a refresh token, sent as the bearer token or in its cookie, for a new pair."""
    token, browser = tokens.presented_refresh_token()
    with transaction() as session:
        signed_in = service.rotate(session, token)
    if signed_in is None:
        raise AppError("token_reused")
    return answer_signed_in(signed_in, browser=browser)


@blueprint.post("/api/auth/logout")
@authenticated(by_session=True)
@blueprint.output({}, status_code=204)
def logout() -> Any:
    """End this session at once."""
    principal = current_principal()
    with transaction() as session:
        if principal.session_id is not None:
            service.revoke_session(session, principal.session_id, "logout")
        audit.record(session, "logout", **audit_actor(principal))
    return _gone()


@blueprint.post("/api/auth/logout-all")
@authenticated(by_session=True)
@blueprint.output({}, status_code=204)
def logout_all() -> Any:
    """End all one's sessions at once, on every device."""
    principal = current_principal()
    with transaction() as session:
        service.revoke_all(session, principal.user_id, "logout")
        audit.record(session, "logout.all", **audit_actor(principal))
    return _gone()


def _gone() -> Response:
    response = Response(status=204)
    tokens.clear_cookies(response)
    return response


@blueprint.get("/api/auth/me")
@authenticated()
@blueprint.output(UserOut)
def me() -> Any:
    """Who is signed in."""
    with read_only() as session:
        return UserOut.model_validate(service.get_user(session, current_principal().user_id))


@blueprint.patch("/api/auth/me")
@authenticated()
@blueprint.input(ProfileIn)
@blueprint.output(UserOut)
def update_me(json_data: ProfileIn) -> Any:
    """Change one's profile."""
    with transaction() as session:
        return UserOut.model_validate(service.update_profile(session, current_principal().user_id, json_data))


@blueprint.post("/api/auth/password")
@authenticated(by_session=True)
@blueprint.input(PasswordIn)
@blueprint.output({}, status_code=204)
def change_password(json_data: PasswordIn) -> Any:
    """Change one's password; other sessions end."""
    principal = current_principal()
    second_factor.prove_password(principal, json_data.current_password)
    if is_common(json_data.new_password, principal.username):
        raise invalid("new_password", "common_password")
    hashed = hash_password(json_data.new_password)
    with transaction() as session:
        service.change_password(session, principal, hashed)
        audit.record(session, "password.change", **audit_actor(principal))
    return Response(status=204)


@blueprint.get("/api/auth/sessions")
@authenticated(by_session=True)
@blueprint.input(PageQuery, location="query")
@blueprint.output(Page[SessionOut])
def list_sessions(query_data: PageQuery) -> Any:
    """Where one is signed in, newest first."""
    with read_only() as session:
        items, cursor = service.list_sessions(session, current_principal(), query_data)
    return Page(items=items, next_cursor=cursor)


@blueprint.delete("/api/auth/sessions/<uuid:session_id>")
@authenticated(by_session=True)
@blueprint.output({}, status_code=204)
def end_session(session_id: UUID) -> Any:
    """End one of one's own sessions at once, with its sockets."""
    principal = current_principal()
    with transaction() as session:
        service.end_session(session, principal, session_id)
        audit.record(session, "session.end", **audit_actor(principal), object_kind="session", object_id=session_id)
    return Response(status=204)


@blueprint.get("/api/auth/tokens")
@authenticated(by_session=True)
@blueprint.input(PageQuery, location="query")
@blueprint.output(Page[TokenOut])
def list_tokens(query_data: PageQuery) -> Any:
    """One's own API tokens, newest first. Their texts are not kept."""
    with read_only() as session:
        items, cursor = service.list_tokens(session, current_principal().user_id, query_data)
        return {"items": items, "next_cursor": cursor}


@blueprint.post("/api/auth/tokens")
@authenticated(by_session=True)
@blueprint.input(TokenIn)
@blueprint.output(TokenMadeOut, status_code=201)
def create_token(json_data: TokenIn) -> Any:
    """Make an API token, a bearer token for programs. Its text is shown this once."""
    principal = current_principal()
    with transaction() as session:
        token, shown = service.make_token(session, principal, json_data)
        audit.record(
            session, "token.create", **audit_actor(principal), object_kind="token", object_id=token.id,
            detail={"name": token.name, "scopes": token.scopes},
        )  # fmt: skip
        answer = TokenMadeOut(**TokenOut.model_validate(token).model_dump(), token=shown)
    return created(answer, f"/api/auth/tokens/{token.id}")


@blueprint.delete("/api/auth/tokens/<uuid:token_id>")
@authenticated(by_session=True)
@blueprint.output({}, status_code=204)
def revoke_token(token_id: UUID) -> Any:
    """Revoke an API token at once."""
    principal = current_principal()
    with transaction() as session:
        token = service.revoke_token(session, principal.user_id, token_id)
        audit.record(
            session, "token.revoke", **audit_actor(principal), object_kind="token", object_id=token_id,
            detail={"name": token.name},
        )  # fmt: skip
    return Response(status=204)


@blueprint.post("/api/auth/ws-ticket")
@authenticated(scope=Scope.READ)
@blueprint.output(TicketOut, status_code=201)
def ws_ticket() -> Any:
    """A single-use ticket, which a client sends as the first message of its WebSocket."""
    with transaction() as session:
        ticket = service.issue_ticket(session, current_principal())
    return TicketOut(ticket=ticket, expires_in=service.TICKET_SECONDS), 201


@blueprint.get("/api/users")
@authenticated(Role.ADMIN)
@blueprint.input(UserQuery, location="query")
@blueprint.output(Page[UserAdminOut])
def list_users(query_data: UserQuery) -> Any:
    """Users, newest first."""
    with read_only() as session:
        users, cursor = service.list_users(session, query_data)
        return {"items": users, "next_cursor": cursor}


@blueprint.post("/api/users")
@authenticated(Role.ADMIN)
@blueprint.input(UserIn)
@blueprint.output(UserAdminOut, status_code=201)
def create_user(json_data: UserIn) -> Any:
    """Add a user."""
    hashed = hash_password(json_data.password)
    with transaction() as session:
        user = service.create_user(session, json_data, hashed)
        audit.record(
            session, "user.create", **audit_actor(current_principal()), object_kind="user", object_id=user.id,
            detail={"role": user.role.value},
        )  # fmt: skip
        return created(UserAdminOut.model_validate(user), f"/api/users/{user.id}")


@blueprint.get("/api/users/<uuid:user_id>")
@authenticated(Role.ADMIN)
@blueprint.output(UserAdminOut)
def get_user(user_id: UUID) -> Any:
    """A user."""
    with read_only() as session:
        return UserAdminOut.model_validate(service.get_user(session, user_id))


@blueprint.patch("/api/users/<uuid:user_id>")
@authenticated(Role.ADMIN)
@blueprint.input(UserPatch)
@blueprint.output(UserAdminOut)
def update_user(user_id: UUID, json_data: UserPatch) -> Any:
    """Change a user's role, password or name, or deactivate them, which ends their sessions at once."""
    hashed = hash_password(json_data.password) if json_data.password else None
    with transaction() as session:
        user = service.update_user(session, user_id, json_data, hashed)
        audit.record(
            session, "user.update", **audit_actor(current_principal()), object_kind="user", object_id=user.id,
            detail={"fields": sorted(json_data.model_fields_set)},
        )  # fmt: skip
        return UserAdminOut.model_validate(user)


@blueprint.delete("/api/users/<uuid:user_id>/sessions")
@authenticated(Role.ADMIN)
@blueprint.output({}, status_code=204)
def end_sessions_of_user(user_id: UUID) -> Any:
    """End all sessions of a user at once."""
    with transaction() as session:
        user = service.get_user(session, user_id)
        service.revoke_all(session, user.id, "administrator")
        audit.record(session, "logout.all", **audit_actor(current_principal()), object_kind="user", object_id=user_id)
    return Response(status=204)


@blueprint.get("/api/people")
@authenticated()
@blueprint.input(UserQuery, location="query")
@blueprint.output(Page[PersonOut])
def list_people(query_data: UserQuery) -> Any:
    """Active people by name, as everybody may know them: to mention them, or to make them members of a project."""
    require(current_principal(), Action.READ, "person")
    with read_only() as session:
        people, cursor = service.list_people(session, query_data)
        return {"items": people, "next_cursor": cursor}


@blueprint.get("/.well-known/jwks.json")
@blueprint.doc(hide=True)
def jwks() -> Response:
    """The public keys of our access tokens (RFC 7517)."""
    response = jsonify(ring.jwks())
    response.headers["Cache-Control"] = "public, max-age=300"
    return response
