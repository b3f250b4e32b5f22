"""The database: engine, sessions, transactions, and what is sent after a commit."""

from __future__ import annotations

import os
import select
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from typing import Annotated, Any
from uuid import UUID

import psycopg2
import structlog
import uuid_utils
from psycopg2 import extensions
from sqlalchemy import DateTime, Engine, MetaData, create_engine, func
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, sessionmaker

from app.config import SettingError, settings

log = structlog.get_logger(__name__)

AfterCommit = Callable[[], None]
# How long a new connection may take just after the database has not answered.
AGAIN_SECONDS = 0.1


def uuid7() -> UUID:
    """A new identifier that sorts by the time of its making (RFC 9562, version 7)."""
    return UUID(int=uuid_utils.uuid7().int)


Id = Annotated[UUID, mapped_column(postgresql.UUID(as_uuid=True), primary_key=True, default=uuid7)]
"""A primary key: UUIDv7, made in Python so that any PostgreSQL serves."""

Time = Annotated[datetime, mapped_column(DateTime(timezone=True))]
"""A moment with its time zone."""


class Base(DeclarativeBase):
    """The base of every model. Constraint names are fixed, so that migrations can name them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class TimestampMixin:
    """`created_at`, and `updated_at`, which a trigger of the table keeps (see migrations/triggers.py)."""

    created_at: Mapped[Time] = mapped_column(server_default=func.clock_timestamp())
    updated_at: Mapped[Time] = mapped_column(server_default=func.clock_timestamp())


def make_engine(url: str, *, pool_size: int, application_name: str = "lumastack") -> Engine:
    """An engine whose every wait has a limit, so that a hung database cannot hang a caller.

    `pool_size` is the number of connections kept; as many again may be opened for a while.
    """
    options = "-c statement_timeout=5000 -c lock_timeout=3000 -c idle_in_transaction_session_timeout=10000"
    return create_engine(
        url,
        pool_size=pool_size,
        max_overflow=pool_size,
        pool_timeout=2,
        pool_pre_ping=True,
        pool_use_lifo=True,
        connect_args={
            "connect_timeout": 2,
            "options": f"{options} -c timezone=UTC",
            "application_name": application_name,
            "keepalives_idle": 10,
            "keepalives_interval": 3,
            "keepalives_count": 3,
            "tcp_user_timeout": 10000,
        },
    )


def limit_waits(seconds: float) -> None:
    """Bound every wait of this process for an answer of PostgreSQL, so that a frozen server cannot hang it.

    libpq itself has no such limit; psycopg2 lets a callback do the waiting. After `seconds` the statement ends with
    psycopg2.OperationalError and its connection is closed.
    """

    failed_at = 0.0

    def wait(connection: Any) -> None:
        nonlocal failed_at
        now = time.monotonic()
        # A dead connection is replaced by a new one: where the server is frozen, nobody pays for both.
        connecting = connection.status == extensions.STATUS_SETUP
        deadline = now + (AGAIN_SECONDS if connecting and now - failed_at < 1.0 else seconds)
        while True:
            state = connection.poll()
            if state == extensions.POLL_OK:
                return
            events = select.POLLIN if state == extensions.POLL_READ else select.POLLOUT
            poller = select.poll()
            poller.register(connection.fileno(), events)
            if not poller.poll(max(0.0, deadline - time.monotonic()) * 1000):
                failed_at = time.monotonic()
                # psycopg2 closes a connection whose callback raises.
                raise psycopg2.OperationalError("the database did not answer in time")

    extensions.set_wait_callback(wait)


@cache
def engine() -> Engine:
    """The engine of this process; a forked child makes its own."""
    if not settings().database_url:
        raise SettingError("DATABASE_URL", "is not set", "Set it, or start with `./lumastack up`, which embeds one")
    return make_engine(settings().database_url, pool_size=settings().api_threads)


@cache
def session_factory() -> sessionmaker[Session]:
    """Makes sessions bound to `engine()`."""
    return sessionmaker(engine(), expire_on_commit=False)


def reset_engine() -> None:
    """Forget connections inherited over a fork: sharing one with the parent would mix two conversations."""
    if engine.cache_info().currsize:
        engine().dispose(close=False)
    session_factory.cache_clear()
    engine.cache_clear()


# A server that loads the program before it forks has used the database by then.
os.register_at_fork(after_in_child=reset_engine)


def after_commit(session: Session, action: AfterCommit) -> None:
    """Remember what to do once the transaction of `session` has been committed; a rolled-back one does nothing.

    Actions run in the order they were remembered, outside the transaction. They must be quick, must not raise, and must
    be recoverable from the database: a crash between commit and action loses them.
    """
    session.info.setdefault("after_commit", []).append(action)


@contextmanager
def transaction() -> Iterator[Session]:
    """One transaction, committed at the end of the block, followed by what `after_commit` remembered.

    An exception rolls it back, and nothing remembered is done. Only edges use this: handlers and tasks.
    """
    with session_factory()() as session:
        try:
            yield session
            session.commit()
        except BaseException:
            session.rollback()
            raise
        actions: list[AfterCommit] = session.info.pop("after_commit", [])
    for action in actions:
        try:
            action()
        except Exception:
            # The change is made and must not be answered as a failure; what was not sent is found from the row.
            log.exception("after_commit_failed")


@contextmanager
def read_only() -> Iterator[Session]:
    """A session for reading: its transaction is given up at the end, and it remembers nothing to send."""
    with session_factory()() as session:
        yield session


def quick(statement: str, parameters: tuple[Any, ...]) -> tuple[Any, ...] | None:
    """The first row that a plain statement of psycopg2 gives, read outside any transaction; None where there is none.

    For what is asked with every request: a session would cost three round trips more, and several times the computing.
    Raises what a session raises where the database is away.
    """
    try:
        pooled = engine().raw_connection()
    except psycopg2.Error as error:
        raise OperationalError(statement, None, error) from error
    connection: Any = pooled.dbapi_connection
    try:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement, parameters)
            row: tuple[Any, ...] | None = cursor.fetchone()
        connection.autocommit = False
        return row
    except psycopg2.Error as error:
        pooled.invalidate(error)
        raise OperationalError(statement, None, error) from error
    finally:
        pooled.close()


def enum_values(enum: type[Any]) -> list[str]:
    """The labels of a native enum type in PostgreSQL: the values, not the Python names."""
    return [member.value for member in enum]
