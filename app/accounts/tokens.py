"""Access tokens: RS256 JSON Web Tokens (RFC 7519), carried as bearer tokens or in cookies with a CSRF value."""

from __future__ import annotations

import hmac
from datetime import timedelta
from typing import Any

import jwt
from flask import Flask, Response, request
from flask_jwt_extended import JWTManager, create_access_token, get_csrf_token, get_jwt, verify_jwt_in_request
from flask_jwt_extended.exceptions import CSRFError, JWTExtendedException, NoAuthorizationError

from app.accounts.keys import ring
from app.accounts.models import LoginSession, User
from app.config import Settings, settings
from app.errors import AppError

ISSUER = "lumastack"
AUDIENCE = "lumastack-api"
ACCESS_COOKIE = "luma_access"
REFRESH_COOKIE = "luma_refresh"
CSRF_COOKIE = "luma_csrf"
CSRF_HEADER = "X-CSRF-Token"
REFRESH_PATH = "/api/auth"
SESSION_DAYS = 30


def register_tokens(app: Flask, settings: Settings) -> None:
    """Set flask-jwt-extended up: RS256 from our key ring, exact issuer and audience, cookies with CSRF."""
    app.config.update(
        JWT_ALGORITHM="RS256",
        JWT_DECODE_ALGORITHMS=["RS256"],
        JWT_TOKEN_LOCATION=["headers", "cookies"],
        JWT_ACCESS_TOKEN_EXPIRES=timedelta(minutes=settings.access_minutes),
        JWT_ENCODE_ISSUER=ISSUER,
        JWT_DECODE_ISSUER=ISSUER,
        JWT_ENCODE_AUDIENCE=AUDIENCE,
        JWT_DECODE_AUDIENCE=AUDIENCE,
        JWT_ACCESS_COOKIE_NAME=ACCESS_COOKIE,
        JWT_ACCESS_CSRF_COOKIE_NAME=CSRF_COOKIE,
        JWT_ACCESS_CSRF_HEADER_NAME=CSRF_HEADER,
        JWT_COOKIE_CSRF_PROTECT=True,
        JWT_COOKIE_SECURE=settings.secure,
        JWT_COOKIE_SAMESITE="Lax",
    )
    manager = JWTManager(app)
    manager.encode_key_loader(lambda _: ring.active().private)
    manager.additional_headers_loader(lambda _: {"kid": ring.active().kid})
    manager.decode_key_loader(_decode_key)


def _decode_key(headers: dict[str, Any], _: dict[str, Any]) -> Any:
    kid = headers.get("kid")
    key = ring.find(kid) if isinstance(kid, str) else None
    if key is None:
        raise jwt.InvalidTokenError("unknown key")
    return key.public


def make_access_token(user: User, session: LoginSession) -> str:
    """A signed access token for one session of a user."""
    token: str = create_access_token(
        str(user.id),
        additional_claims={
            "user_id": str(user.id),
            "role": user.role.value,
            "telegram_user_id": user.telegram_user_id,
            "sid": str(session.id),
        },
    )
    return token


def read_claims() -> dict[str, Any] | None:
    """The claims of the request's access token, from the header or else the cookie; None where it has neither.

    Raises AppError `token_expired`, `csrf_failed` or `invalid_token`.
    """
    try:
        if verify_jwt_in_request(optional=True) is None:
            if request.headers.get("Authorization"):
                raise AppError("invalid_token")
            return None
        claims: dict[str, Any] = get_jwt()
    except CSRFError:
        raise AppError("csrf_failed") from None
    except NoAuthorizationError:
        raise AppError("invalid_token") from None
    except jwt.ExpiredSignatureError:
        raise AppError("token_expired") from None
    except (jwt.PyJWTError, JWTExtendedException):
        raise AppError("invalid_token") from None
    if "exp" not in claims or "sid" not in claims:
        raise AppError("invalid_token")
    return claims


def set_cookies(response: Response, access: str, refresh: str) -> None:
    """Hand the tokens to a browser: httpOnly, and beside them the CSRF value that scripts of the page may read."""
    age = SESSION_DAYS * 86400
    common: dict[str, Any] = {"max_age": age, "secure": settings().secure}
    response.set_cookie(ACCESS_COOKIE, access, httponly=True, samesite="Lax", **common)
    response.set_cookie(CSRF_COOKIE, get_csrf_token(access), httponly=False, samesite="Lax", **common)
    response.set_cookie(REFRESH_COOKIE, refresh, httponly=True, samesite="Strict", path=REFRESH_PATH, **common)


def clear_cookies(response: Response) -> None:
    """Take the tokens from a browser."""
    response.delete_cookie(ACCESS_COOKIE)
    response.delete_cookie(CSRF_COOKIE)
    response.delete_cookie(REFRESH_COOKIE, path=REFRESH_PATH)


def bearer() -> str:
    """The bearer token of the request, "" where it carries none."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def presented_refresh_token() -> tuple[str, bool]:
    """The refresh token of the request, and whether it came in a cookie, which needs the CSRF header as well.

    Raises AppError `unauthorized` or `csrf_failed`.
    """
    token = bearer()
    if token:
        return token, False
    cookie = request.cookies.get(REFRESH_COOKIE)
    if not cookie:
        raise AppError("unauthorized")
    expected, given = request.cookies.get(CSRF_COOKIE, ""), request.headers.get(CSRF_HEADER, "")
    if not expected or not hmac.compare_digest(expected.encode(), given.encode()):
        raise AppError("csrf_failed")
    return cookie, True
