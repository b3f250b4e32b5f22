"""Everything that is encrypted at rest, in one list, and how it gets another key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.accounts.models import SecondFactor, SigningKey
from app.crypto import decrypt, encrypt, sealed_prefix
from app.projects.remote_models import Credential, Webhook
from app.scripts.models import Variable
from app.telegram.models import TelegramBot

_ROWS = 100


@dataclass(frozen=True, slots=True)
class Sealed:
    """A column of ciphertexts, and what each is bound to, by its row."""

    column: InstrumentedAttribute[Any]
    context: Callable[[Any], str]

    @property
    def name(self) -> str:
        """The column as people know it: `table.column`."""
        return f"{self.column.class_.__tablename__}.{self.column.key}"


SEALED = (
    Sealed(SigningKey.private_key, lambda row: f"signing_key:{row.kid}"),
    Sealed(SecondFactor.secret, lambda row: f"second_factor:{row.user_id}"),
    Sealed(TelegramBot.token, lambda row: f"telegram_bot:{row.id}"),
    Sealed(Credential.secret, lambda row: f"git_credential:{row.id}"),
    Sealed(Webhook.secret, lambda row: f"webhook:{row.project_id}:{row.provider.value}"),
    Sealed(Variable.value, lambda row: f"variable:{row.id}"),
)


def reseal_some(session: Session, sealed: Sealed) -> int:
    """Encrypt some rows of a column anew that were encrypted with an older key; gives how many, 0 when none are left.

    Raises Undecryptable for one whose key is not there.
    """
    model, prefix = sealed.column.class_, sealed_prefix()
    stale = sealed.column.is_not(None) & (func.substring(sealed.column, 1, len(prefix)) != prefix)
    rows = session.scalars(select(model).where(stale).limit(_ROWS).with_for_update()).all()
    for row in rows:
        context = sealed.context(row)
        fresh = encrypt(decrypt(bytes(getattr(row, sealed.column.key)), context), context)
        same = [key == getattr(row, key.key) for key in model.__mapper__.primary_key]
        session.execute(
            update(model).where(*same).values({sealed.column.key: fresh}),
            execution_options={"synchronize_session": False},
        )
    return len(rows)
