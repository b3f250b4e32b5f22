"""Looking at a project the moment that something happens in its files, where the system tells us.

One thread on each host, however many workers there are: whoever holds the host's lock listens. The poll of
fingerprints remains the truth; this only makes it early.
"""

from __future__ import annotations

import contextlib
import hashlib
import socket
import threading
import time
from datetime import datetime
from uuid import UUID

import structlog
from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError

from app.db import engine, read_only, transaction
from app.gitread import layout as layouts
from app.gitread.errors import GitReadError
from app.projects import polling
from app.projects.models import ProjectStatus
from app.projects.polling import Watched
from worker import watching
from worker.git.events import Ears

log = structlog.get_logger(__name__)

_RELOAD_SECONDS = 1.0
_WHOLE_SECONDS = 60.0
_TRY_SECONDS = 5.0
_WAIT_SECONDS = 0.5


class Listener(threading.Thread):
    """Listens until it is stopped; begins anew after any fault."""

    def __init__(self, host: str | None = None) -> None:
        super().__init__(name="listener", daemon=True)
        digest = hashlib.sha256(f"lumastack listener {host or socket.gethostname()}".encode()).digest()
        self._lock = int.from_bytes(digest[:8], "big", signed=True)
        self._stopped = threading.Event()
        self.listening = threading.Event()

    def stop(self) -> None:
        """End, soon."""
        self._stopped.set()

    def run(self) -> None:
        """Wait for the host's lock, then listen; after a fault, again."""
        while not self._stopped.is_set():
            try:
                # Not from the pool: it is held for as long as this listens.
                with engine().connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                    connection.detach()
                    if connection.scalar(text("SELECT pg_try_advisory_lock(:lock)"), {"lock": self._lock}):
                        self._listen(connection)
            except SQLAlchemyError:
                log.info("listener_waits_for_database")
            except OSError as error:
                log.warning("no_file_events", error=str(error))
                return
            except Exception:
                log.exception("listener_failed")
            self.listening.clear()
            self._stopped.wait(_TRY_SECONDS)

    def _listen(self, connection: Connection) -> None:
        ears: Ears[UUID] = Ears()
        places = _Places()
        checked = 0.0
        try:
            while not self._stopped.is_set():
                now = time.monotonic()
                if now - checked > _RELOAD_SECONDS:
                    # Also shows that the lock is still ours: it goes with the connection.
                    connection.execute(text("SELECT 1"))
                    places.load(ears)
                    checked = now
                    self.listening.set()
                heard = ears.wait(_WAIT_SECONDS)
                if heard.overflow:
                    log.warning("file_events_lost")
                    with transaction() as session:
                        polling.hurry(session)
                for project_id in heard.keys:
                    _look(project_id)
        finally:
            ears.close()


def _look(project_id: UUID) -> None:
    try:
        watching.look(project_id)
    except SQLAlchemyError:
        raise
    except Exception:
        log.exception("look_failed", project_id=str(project_id))


class _Places:
    """Which projects there are to listen to, those that changed last first."""

    def __init__(self) -> None:
        self._rows: dict[UUID, Watched] = {}
        self._since: datetime | None = None
        self._whole_at = 0.0

    def load(self, ears: Ears[UUID]) -> None:
        """Bring what is watched to what there is."""
        whole = time.monotonic() - self._whole_at > _WHOLE_SECONDS
        with read_only() as session:
            rows, self._since = polling.changed_since(session, None if whole else self._since)
        if whole:
            self._rows = {}
            self._whole_at = time.monotonic()
        for row in rows:
            before = self._rows.get(row.id)
            if before is not None and before.path != row.path:
                ears.remove(row.id)
            self._rows[row.id] = row
            if row.gone or row.status is not ProjectStatus.ACTIVE:
                ears.remove(row.id)
            elif row.id not in ears:
                with contextlib.suppress(GitReadError, OSError):
                    ears.add(row.id, layouts.find(row.path))
        if whole:
            ears.keep(self._rows)
