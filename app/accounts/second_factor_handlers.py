"""The second factor of one's own account, and the step of signing in that asks for it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from apiflask import APIBlueprint
from flask import Response

from app.accounts import second_factor, service
from app.accounts.models import User
from app.accounts.schemas import (
    EnrolmentIn,
    EnrolmentOut,
    OtpIn,
    ProofIn,
    RecoveryCodesOut,
    SecondFactorOut,
)
from app.accounts.service import audit_actor
from app.audit import service as audit
from app.config import settings
from app.db import read_only, transaction
from app.errors import AppError, invalid
from app.ratelimit import check, hit
from app.security import Principal, Role, authenticated, current_principal

blueprint = APIBlueprint("second_factor", __name__, tag="Identity")

OTP_FAILURES_AN_HOUR = 20
_HOUR = 3600


def ask(user: User, code: str | None) -> None:
    """Ask a person who has a second factor for it; whoever signs somebody in calls this, before the session begins.

    Raises AppError `second_factor_required` without a code, `invalid_otp` for a wrong or used one, `rate_limited` after
    too many of these: six digits are guessed in a million tries.
    """
    if user.second_factor_at is None:
        return
    if code is None:
        raise AppError("second_factor_required")
    check("otp", str(user.id), OTP_FAILURES_AN_HOUR, seconds=_HOUR)
    with transaction() as session:
        right = second_factor.use(session, session.get_one(User, user.id), code)
    if not right:
        hit("otp", str(user.id), OTP_FAILURES_AN_HOUR, seconds=_HOUR)
        raise AppError("invalid_otp")


@blueprint.get("/api/auth/second-factor")
@authenticated(by_session=True)
@blueprint.output(SecondFactorOut)
def show() -> Any:
    """Whether one has a second factor, and how many recovery codes are left."""
    with read_only() as session:
        user = service.get_user(session, current_principal().user_id)
        left = second_factor.codes_left(session, user)
    return SecondFactorOut(enabled_at=user.second_factor_at, recovery_codes_left=left)


@blueprint.post("/api/auth/second-factor")
@authenticated(by_session=True)
@blueprint.input(EnrolmentIn)
@blueprint.output(EnrolmentOut, status_code=201)
def begin(json_data: EnrolmentIn) -> Any:
    """Begin to use an authenticator: its secret, shown this once. It counts after a code of it was confirmed."""
    principal = current_principal()
    prove_password(principal, json_data.current_password)
    with transaction() as session:
        made = second_factor.begin(session, service.get_user(session, principal.user_id))
    return EnrolmentOut(secret=made.secret, uri=made.uri, qr=made.qr), 201


@blueprint.post("/api/auth/second-factor/confirm")
@authenticated(by_session=True)
@blueprint.input(OtpIn)
@blueprint.output(RecoveryCodesOut)
def confirm(json_data: OtpIn) -> Any:
    """Turn the second factor on by a code of the authenticator. The recovery codes are shown this once."""
    principal = current_principal()
    hit("otp", str(principal.user_id), OTP_FAILURES_AN_HOUR, seconds=_HOUR)
    with transaction() as session:
        codes = second_factor.confirm(session, service.get_user(session, principal.user_id), json_data.otp)
        service.revoke_all(session, principal.user_id, "second_factor", but=principal.session_id)
        _audit(session, principal, "second_factor.on")
    return RecoveryCodesOut(recovery_codes=codes)


@blueprint.post("/api/auth/second-factor/recovery-codes")
@authenticated(by_session=True)
@blueprint.input(ProofIn)
@blueprint.output(RecoveryCodesOut)
def renew_codes(json_data: ProofIn) -> Any:
    """Ten new recovery codes instead of those that there were."""
    principal = current_principal()
    _prove(principal, json_data)
    with transaction() as session:
        codes = second_factor.new_recovery_codes(session, service.get_user(session, principal.user_id))
        _audit(session, principal, "second_factor.codes")
    return RecoveryCodesOut(recovery_codes=codes)


@blueprint.post("/api/auth/second-factor/remove")
@authenticated(by_session=True)
@blueprint.input(ProofIn)
@blueprint.output({}, status_code=204)
def remove(json_data: ProofIn) -> Any:
    """Turn the second factor off."""
    principal = current_principal()
    _prove(principal, json_data)
    with transaction() as session:
        second_factor.remove(session, service.get_user(session, principal.user_id))
        _audit(session, principal, "second_factor.off")
    return Response(status=204)


@blueprint.delete("/api/users/<uuid:user_id>/second-factor")
@authenticated(Role.ADMIN)
@blueprint.output({}, status_code=204)
def remove_of_user(user_id: UUID) -> Any:
    """Turn the second factor of a user off, who has lost it; all their sessions end."""
    with transaction() as session:
        user = service.get_user(session, user_id)
        second_factor.remove(session, user)
        service.revoke_all(session, user_id, "second_factor")
        audit.record(
            session, "second_factor.off", **audit_actor(current_principal()), object_kind="user", object_id=user_id
        )
    return Response(status=204)


def prove_password(principal: Principal, password: str) -> None:
    """Ask for the password again before something that matters; counted as attempts to sign in are."""
    hit("password", str(principal.user_id), settings().login_attempts)
    with read_only() as session:
        user = service.get_user(session, principal.user_id)
    try:
        service.check_password(user, password)
    except AppError:
        raise invalid("current_password", "wrong_password") from None


def _prove(principal: Principal, proof: ProofIn) -> None:
    prove_password(principal, proof.current_password)
    with read_only() as session:
        user = service.get_user(session, principal.user_id)
    if user.second_factor_at is None:
        raise AppError("second_factor_off")
    ask(user, proof.otp)


def _audit(session: Any, principal: Principal, action: str) -> None:
    audit.record(session, action, **audit_actor(principal), object_kind="user", object_id=principal.user_id)
