"""Registering, where that is open or by invitation, and invitations for administrators."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from apiflask import APIBlueprint
from flask import Response, request

from app.accounts import handlers as accounts
from app.accounts import invitations, service
from app.accounts.passwords import hash_password
from app.accounts.schemas import (
    InvitationIn,
    InvitationMadeOut,
    InvitationOut,
    OptionsOut,
    RegisterIn,
    TokensOut,
    UserIn,
)
from app.accounts.service import audit_actor
from app.audit import service as audit
from app.config import settings
from app.db import read_only, transaction
from app.http import Page, PageQuery, created
from app.ratelimit import hit
from app.security import Role, authenticated, current_principal

blueprint = APIBlueprint("registration", __name__, tag="Identity")


@blueprint.get("/api/auth/options")
@blueprint.output(OptionsOut)
def options() -> Any:
    """How people come in here: what a page that nobody is signed in to has to know."""
    return OptionsOut(registration=settings().registration)


@blueprint.post("/api/auth/register")
@blueprint.input(RegisterIn)
@blueprint.output(TokensOut, status_code=201)
def register(json_data: RegisterIn) -> Any:
    """Make an account for oneself, and be signed in."""
    hit("register", request.remote_addr or "", settings().login_attempts)
    asked = UserIn(
        username=json_data.username, password=json_data.password, display_name=json_data.display_name,
        language=json_data.language, timezone=json_data.timezone,
    )  # fmt: skip
    with read_only() as session:
        # Before the password is hashed, which takes a moment; it is spent with the account, below.
        invitations.admit(session, json_data.invitation)
    hashed = hash_password(json_data.password)
    with transaction() as session:
        role, invitation_id = invitations.admit(session, json_data.invitation)
        user = service.create_user(session, asked.model_copy(update={"role": role}), hashed)
        if invitation_id is not None:
            invitations.note_guest(session, invitation_id, user)
        signed_in = service.begin_session(session, user, request.remote_addr, request.user_agent.string)
        audit.record(
            session, "user.register", actor_id=user.id, actor_name=user.username, object_kind="user",
            object_id=user.id, detail={"role": role.value, "invitation": str(invitation_id) if invitation_id else None},
        )  # fmt: skip
    return accounts.answer_signed_in(signed_in, status=201)


@blueprint.get("/api/invitations")
@authenticated(Role.ADMIN)
@blueprint.input(PageQuery, location="query")
@blueprint.output(Page[InvitationOut])
def list_invitations(query_data: PageQuery) -> Any:
    """Invitations, newest first. Their links are not kept."""
    with read_only() as session:
        items, cursor = invitations.list_invitations(session, query_data)
        return {"items": items, "next_cursor": cursor}


@blueprint.post("/api/invitations")
@authenticated(Role.ADMIN)
@blueprint.input(InvitationIn)
@blueprint.output(InvitationMadeOut, status_code=201)
def invite(json_data: InvitationIn) -> Any:
    """Invite somebody. The link is shown this once."""
    principal = current_principal()
    with transaction() as session:
        made, url = invitations.invite(session, principal, json_data)
        audit.record(
            session, "invitation.create", **audit_actor(principal), object_kind="invitation", object_id=made.id,
            detail={"role": made.role.value},
        )  # fmt: skip
        answer = InvitationMadeOut(**InvitationOut.model_validate(made).model_dump(), url=url)
    return created(answer, f"/api/invitations/{made.id}")


@blueprint.delete("/api/invitations/<uuid:invitation_id>")
@authenticated(Role.ADMIN)
@blueprint.output({}, status_code=204)
def withdraw(invitation_id: UUID) -> Any:
    """Void an invitation."""
    with transaction() as session:
        invitations.withdraw(session, invitation_id)
        audit.record(
            session, "invitation.withdraw", **audit_actor(current_principal()), object_kind="invitation",
            object_id=invitation_id,
        )  # fmt: skip
    return Response(status=204)
