"""People, their sessions and the tokens that carry these."""

from __future__ import annotations

from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Enum, ForeignKey, Index, LargeBinary, String, func, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, Id, Time, TimestampMixin, enum_values
from app.security import Role, Scope


class User(TimestampMixin, Base):
    """A person. `telegram_user_id` is set and cleared by the Telegram area when an account is linked or unlinked."""

    __tablename__ = "users"
    __table_args__ = (
        Index("uq_users_username", text("lower(username)"), unique=True),
        Index("ix_users_created_at", "created_at", "id"),
    )

    id: Mapped[Id]
    username: Mapped[str] = mapped_column(String(64))
    password_hash: Mapped[str] = mapped_column(String(200))
    role: Mapped[Role] = mapped_column(
        Enum(Role, name="role", values_callable=enum_values), server_default=Role.USER.value
    )
    is_active: Mapped[bool] = mapped_column(server_default="true")
    display_name: Mapped[str] = mapped_column(String(200), server_default="")
    language: Mapped[str] = mapped_column(String(8), server_default="en")
    timezone: Mapped[str] = mapped_column(String(64), server_default="UTC")
    preferences: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default="{}")
    telegram_user_id: Mapped[int | None] = mapped_column(BigInteger, unique=True)
    second_factor_at: Mapped[Time | None]

    @property
    def telegram_linked(self) -> bool:
        """Whether a Telegram account is linked."""
        return self.telegram_user_id is not None

    @property
    def has_second_factor(self) -> bool:
        """Whether a password alone does not sign them in."""
        return self.second_factor_at is not None


class LoginSession(Base):
    """One signed-in device: the family of the refresh tokens that came from one login."""

    __tablename__ = "sessions"
    __table_args__ = (Index("ix_sessions_user_id", "user_id", postgresql_where=text("revoked_at IS NULL")),)

    id: Mapped[Id]
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    created_at: Mapped[Time] = mapped_column(server_default=func.clock_timestamp())
    expires_at: Mapped[Time] = mapped_column(index=True)
    revoked_at: Mapped[Time | None]
    revoked_reason: Mapped[str | None] = mapped_column(String(32))
    address: Mapped[str | None] = mapped_column(String(64))
    user_agent: Mapped[str | None] = mapped_column(String(300))


class RefreshToken(Base):
    """One refresh token, kept as its hash; `rotated_at` says when it was exchanged for the next."""

    __tablename__ = "refresh_tokens"

    hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    session_id: Mapped[UUID] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[Time] = mapped_column(server_default=func.clock_timestamp())
    expires_at: Mapped[Time]
    rotated_at: Mapped[Time | None]


class SocketTicket(Base):
    """A single-use ticket that a client exchanges for an authenticated WebSocket, kept as its hash.

    It stands for the session or the API token that asked for it.
    """

    __tablename__ = "socket_tickets"

    hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    session_id: Mapped[UUID | None] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"))
    token_id: Mapped[UUID | None] = mapped_column(ForeignKey("api_tokens.id", ondelete="CASCADE"))
    expires_at: Mapped[Time] = mapped_column(index=True)


class ApiToken(Base):
    """A personal API token, kept as its hash; `hint` is the part of it by which its owner tells it from others."""

    __tablename__ = "api_tokens"
    __table_args__ = (Index("ix_api_tokens_user_id", "user_id", "created_at", "id"),)

    id: Mapped[Id]
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(100))
    hint: Mapped[str] = mapped_column(String(8))
    hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    scopes: Mapped[list[Scope]] = mapped_column(ARRAY(Enum(Scope, name="token_scope", values_callable=enum_values)))
    created_at: Mapped[Time] = mapped_column(server_default=func.clock_timestamp())
    expires_at: Mapped[Time | None]
    last_used_at: Mapped[Time | None]


class SecondFactor(Base):
    """The secret of a person's authenticator, encrypted, and the last step of time that a code was used of.

    It counts only with the user's `second_factor_at`.
    """

    __tablename__ = "second_factors"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    secret: Mapped[bytes] = mapped_column(LargeBinary)
    last_step: Mapped[int | None] = mapped_column(BigInteger)
    created_at: Mapped[Time] = mapped_column(server_default=func.clock_timestamp())


class RecoveryCode(Base):
    """A code that stands in for the authenticator once, kept as its hash."""

    __tablename__ = "recovery_codes"

    hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    used_at: Mapped[Time | None]


class Invitation(Base):
    """A way in for one person, kept as the hash of its link."""

    __tablename__ = "invitations"
    __table_args__ = (Index("ix_invitations_created_at", "created_at", "id"),)

    id: Mapped[Id]
    hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    role: Mapped[Role] = mapped_column(Enum(Role, name="role", values_callable=enum_values))
    note: Mapped[str] = mapped_column(String(200), server_default="")
    created_by: Mapped[UUID | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    created_at: Mapped[Time] = mapped_column(server_default=func.clock_timestamp())
    expires_at: Mapped[Time]
    used_at: Mapped[Time | None]
    used_by: Mapped[UUID | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))


class KeyState(StrEnum):
    """`next` is published and does not sign yet, `active` signs, `retiring` only verifies."""

    NEXT = "next"
    ACTIVE = "active"
    RETIRING = "retiring"


class SigningKey(Base):
    """A key that signs access tokens; the private part is encrypted, so that every replica can read the ring."""

    __tablename__ = "signing_keys"
    __table_args__ = (Index("uq_signing_keys_active", "state", unique=True, postgresql_where=text("state = 'active'")),)

    kid: Mapped[str] = mapped_column(String(64), primary_key=True)
    state: Mapped[KeyState] = mapped_column(Enum(KeyState, name="key_state", values_callable=enum_values))
    private_key: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[Time] = mapped_column(server_default=func.clock_timestamp())
    retired_at: Mapped[Time | None]
