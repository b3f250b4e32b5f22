"""Credentials for remotes: one for a project or for a host, encrypted, never shown again."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from app.audit import service as audit
from app.crypto import decrypt, encrypt
from app.db import uuid7
from app.errors import AppError, invalid
from app.http import page
from app.projects.models import Project
from app.projects.remote_models import Credential, CredentialKind, Remote
from app.projects.remote_schemas import CredentialIn


@dataclass(frozen=True, slots=True)
class Found:
    """A credential as git needs it."""

    id: UUID
    kind: CredentialKind
    username: str
    secret: str
    known_hosts: str


def put(
    session: Session, given: CredentialIn, by: UUID, *, project_id: UUID | None = None, host: str | None = None
) -> Credential:
    """Keep a credential of a project or a host in place of the one of its kind. Raises AppError `validation`."""
    fingerprint = _fingerprint(given.secret) if given.kind is CredentialKind.SSH_KEY else ""
    if given.kind is CredentialKind.HTTPS_TOKEN and any(sign in given.secret for sign in "\r\n"):
        raise invalid("secret", "invalid")
    place = Credential.project_id == project_id if host is None else Credential.host == host
    # Another id for another secret: what was asked with the old one is asked anew.
    session.execute(delete(Credential).where(place, Credential.kind == given.kind))
    id_ = uuid7()
    row = Credential(
        id=id_, project_id=project_id, host=host, kind=given.kind, username=given.username or "",
        secret=encrypt(given.secret.encode(), _context(id_)), fingerprint=fingerprint,
        known_hosts=given.known_hosts or "", created_by=by,
    )  # fmt: skip
    session.add(row)
    session.flush()
    session.refresh(row)
    _note(session, "git_credential_set", row, by)
    _look_again(session, project_id, host)
    return row


def remove(session: Session, by: UUID, *, project_id: UUID | None = None, host: str | None = None) -> None:
    """Forget the credentials of a project or a host; raises AppError `not_found`."""
    place = Credential.project_id == project_id if host is None else Credential.host == host
    rows = session.scalars(select(Credential).where(place)).all()
    if not rows:
        raise AppError("not_found")
    for row in rows:
        _note(session, "git_credential_removed", row, by)
        session.delete(row)
    session.flush()
    _look_again(session, project_id, host)


def of_project(session: Session, project_id: UUID) -> list[Credential]:
    """The credentials of a project, without their secrets being read."""
    return list(
        session.scalars(select(Credential).where(Credential.project_id == project_id).order_by(Credential.kind))
    )


def of_hosts(session: Session, query: Any) -> tuple[list[Credential], str | None]:
    """The credentials of hosts, one page of them."""
    found = select(Credential).where(Credential.host.is_not(None))
    return page(session, found, [(Credential.created_at, "asc"), (Credential.id, "asc")], query)


def find_id(session: Session, project_id: UUID, scheme: str, host: str) -> UUID | None:
    """Which credential a project uses for an address: its own before its host's."""
    kind = {"https": CredentialKind.HTTPS_TOKEN, "ssh": CredentialKind.SSH_KEY}.get(scheme)
    if kind is None:
        return None
    return session.scalar(
        select(Credential.id)
        .where(Credential.kind == kind, or_(Credential.project_id == project_id, Credential.host == host))
        .order_by(Credential.project_id.is_(None))
        .limit(1)
    )


def read(session: Session, credential_id: UUID | None) -> Found | None:
    """A credential with its secret; None where there is none."""
    row = None if credential_id is None else session.get(Credential, credential_id)
    if row is None:
        return None
    secret = decrypt(bytes(row.secret), _context(row.id)).decode()
    return Found(row.id, row.kind, row.username, secret, row.known_hosts)


def learn(session: Session, credential_id: UUID, known_hosts: str) -> None:
    """Remember the keys of a host that was met for the first time; from then on no other key is believed."""
    session.execute(
        update(Credential)
        .where(Credential.id == credential_id, Credential.known_hosts == "")
        .values(known_hosts=known_hosts[:20_000])
    )


def _context(id_: UUID) -> str:
    return f"git_credential:{id_}"


def _fingerprint(secret: str) -> str:
    """The fingerprint of a private key, as OpenSSH shows it; raises AppError `validation` for what is none."""
    try:
        key = serialization.load_ssh_private_key(secret.strip().encode() + b"\n", password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        try:
            key = serialization.load_pem_private_key(secret.strip().encode() + b"\n", password=None)  # type: ignore[assignment]
        except (ValueError, TypeError, UnsupportedAlgorithm):
            raise invalid("secret", "invalid") from None
    try:
        public = key.public_key().public_bytes(serialization.Encoding.OpenSSH, serialization.PublicFormat.OpenSSH)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise invalid("secret", "invalid") from None
    kind, _, body = public.partition(b" ")
    digest = hashlib.sha256(_decoded(body)).digest()
    return f"{kind.decode()} SHA256:{b64encode(digest).decode().rstrip('=')}"


def _decoded(body: bytes) -> bytes:
    import base64

    return base64.b64decode(body.split(b" ")[0])


def _note(session: Session, action: str, row: Credential, by: UUID) -> None:
    about = {"kind": row.kind.value, "host": row.host}
    subject = ("project", row.project_id) if row.project_id else ("git_host", row.host)
    audit.record(session, action, actor_id=by, object_kind=subject[0], object_id=subject[1], detail=about)


def _look_again(session: Session, project_id: UUID | None, host: str | None) -> None:
    """Have the projects concerned read anew: the look says which credential each uses."""
    where = Project.id == project_id
    if host is not None:
        where = Project.remote_id.in_(select(Remote.id).where(Remote.host == host))
    session.execute(update(Project).where(where).values(quick_print=None, full_print=None))
