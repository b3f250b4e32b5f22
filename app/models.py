"""All tables of all areas in one place, for migrations and the check that models and migrations agree."""

from __future__ import annotations

from app.accounts import models as _accounts
from app.audit import models as _audit
from app.db import Base
from app.heartbeats import Heartbeat
from app.idempotency import IdempotencyKey
from app.jobs import models as _jobs
from app.notifications import models as _notifications
from app.projects import models as _projects
from app.projects import remote_models as _remotes
from app.scripts import models as _scripts
from app.sky import models as _sky
from app.telegram import models as _telegram

metadata = Base.metadata
AREAS = (
    _accounts,
    _audit,
    Heartbeat,
    IdempotencyKey,
    _jobs,
    _notifications,
    _projects,
    _remotes,
    _scripts,
    _sky,
    _telegram,
)
