"""The credentials of projects, for the moment in which git needs them."""

from __future__ import annotations

from uuid import UUID

from app.db import read_only, transaction
from app.errors import Permanent
from app.projects import credentials
from worker.git.access import Secret, host_of
from worker.git.remote import scheme_of


def secret_for(project_id: UUID, url: str) -> Secret | None:
    """The project's credential for an address, or its host's; None where there is none."""
    try:
        scheme = scheme_of(url)
    except Permanent:
        return None
    with read_only() as session:
        return _secret(credentials.read(session, credentials.find_id(session, project_id, scheme, host_of(url))))


def secret(credential_id: UUID | None) -> Secret | None:
    """A credential by its id."""
    with read_only() as session:
        return _secret(credentials.read(session, credential_id))


def learned(credential_id: str, known_hosts: str) -> None:
    """Remember the keys of a host that was met for the first time."""
    with transaction() as session:
        credentials.learn(session, UUID(credential_id), known_hosts)


def _secret(found: credentials.Found | None) -> Secret | None:
    if found is None:
        return None
    return Secret(str(found.id), found.kind.value, found.username, found.secret, found.known_hosts)
