"""Real servers for every test: PostgreSQL and Valkey are started once, each worker has its own database."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg2
import pytest
import redis
from apiflask import APIFlask
from flask.testing import FlaskClient
from psycopg2 import extensions
from sqlalchemy import text

from app import config, crypto, db, kv, messages, ratelimit

SECRET_KEY = "tests only, nothing is kept with it: 0123456789"
PASSWORD = "correct horse battery staple"


def pytest_configure(config: pytest.Config) -> None:
    """Start both servers in the controlling process, before its workers, and hand them on by the environment."""
    if hasattr(config, "workerinput") or os.environ.get("LUMASTACK_TEST_DATABASE_URL"):
        return
    from app.embedded.postgres import start_postgres
    from app.embedded.valkey import start_valkey

    directory = Path(tempfile.mkdtemp(prefix="luma-test-", dir=_fast_directory()))
    directory.chmod(0o711)
    postgres = start_postgres(directory / "postgres")
    valkey = start_valkey(directory / "valkey")
    os.environ["LUMASTACK_TEST_DATABASE_URL"] = postgres.url
    os.environ["LUMASTACK_TEST_REDIS_URL"] = valkey.url

    def stop() -> None:
        valkey.stop()
        postgres.stop()
        shutil.rmtree(directory, ignore_errors=True)
        del os.environ["LUMASTACK_TEST_DATABASE_URL"], os.environ["LUMASTACK_TEST_REDIS_URL"]

    config.add_cleanup(stop)


def _fast_directory() -> str | None:
    memory = Path("/dev/shm")
    if memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > 512 * 1024 * 1024:
        return str(memory)
    return None


def _with_database(url: str, name: str) -> str:
    head, _, query = url.partition("?")
    return f"{head.rpartition('/')[0]}/{name}" + (f"?{query}" if query else "")


@pytest.fixture(scope="session")
def environment(worker_id: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The settings of this worker process: a migrated database and a Redis number of its own."""
    number = int(worker_id.removeprefix("gw") or 0) if worker_id != "master" else 0
    name = f"luma_{worker_id}"
    server = os.environ["LUMASTACK_TEST_DATABASE_URL"]
    plain = server.replace("postgresql+psycopg2://", "postgresql://")
    admin = psycopg2.connect(plain)
    admin.autocommit = True
    admin.cursor().execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    admin.cursor().execute(f"CREATE DATABASE {name}")
    admin.close()
    data_dir = tmp_path_factory.mktemp("data")
    values = {
        "DATABASE_URL": _with_database(server, name),
        "REDIS_URL": os.environ["LUMASTACK_TEST_REDIS_URL"].rpartition("/")[0] + f"/{number}",
        "LUMASTACK_SECRET_KEY": SECRET_KEY,
        "LUMASTACK_DATA_DIR": str(data_dir),
        "LUMASTACK_LOG_LEVEL": "warning",
    }
    kept = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    _forget()
    from app.migrate import upgrade

    upgrade()
    yield values
    _forget()
    for name, value in kept.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value


def _forget() -> None:
    db.reset_engine()
    for cached in (
        config.settings, kv.redis_client, crypto._master, crypto.derived_key, crypto._ring, messages.producer, ratelimit._shared,
        ratelimit._local,
    ):  # fmt: skip
        cached.cache_clear()


def _empty() -> None:
    with db.transaction() as session:
        session.execute(text("SET LOCAL statement_timeout = '60s'"))
        session.execute(text("SET LOCAL lock_timeout = '30s'"))
        # The signing key stays: making one takes longer than most tests.
        tables = ", ".join(table.name for table in db.Base.metadata.sorted_tables if table.name != "signing_keys")
        # The audit log refuses this to everybody who does not say that it is meant.
        session.execute(text("SET LOCAL lumastack.audit_retention = 'on'"))
        session.execute(text(f"TRUNCATE {tables} CASCADE"))


@pytest.fixture
def clean(environment: dict[str, str]) -> None:
    """An empty database and an empty Redis."""
    # Emptying takes longer than any request may on a busy machine: the application's limit is lifted for it.
    limit = extensions.get_wait_callback()
    extensions.set_wait_callback(None)
    try:
        _empty()
    finally:
        extensions.set_wait_callback(limit)
    # Scripts stay loaded: only the keys of this worker's number go.
    kv.redis_client().flushdb()
    kv.redis_breaker.succeeded()
    ratelimit._local.cache_clear()


@pytest.fixture(scope="session")
def _app(environment: dict[str, str]) -> APIFlask:
    from app.accounts import keys
    from app.main import create_app

    keys.ensure_key()
    return create_app()


@pytest.fixture
def app(_app: APIFlask, clean: None) -> APIFlask:
    """The web application over an empty database."""
    return _app


class Person:
    """Somebody signed in, who sends requests as themself."""

    def __init__(self, client: FlaskClient, user_id: UUID, username: str, token: str) -> None:
        self.client = client
        self.id = user_id
        self.username = username
        self.headers = {"Authorization": f"Bearer {token}"}

    def __getattr__(self, method: str) -> Callable[..., Any]:
        send = getattr(self.client, method)

        def call(url: str, **options: Any) -> Any:
            headers = {**self.headers, **options.pop("headers", {})}
            return send(url, headers=headers, **options)

        return call


@pytest.fixture
def person(app: APIFlask) -> Callable[..., Person]:
    """Makes people: `person("ada", admin=True)` is signed in and sends requests with `.get`, `.post` …"""
    from app.accounts import service
    from app.accounts.models import User
    from app.accounts.tokens import make_access_token
    from app.security import Role

    def make(username: str, *, admin: bool = False, language: str = "en", timezone: str = "UTC") -> Person:
        with db.transaction() as session:
            user = User(
                id=db.uuid7(), username=username, password_hash=_password_hash(), language=language, timezone=timezone,
                role=Role.ADMIN if admin else Role.USER,
            )  # fmt: skip
            session.add(user)
            session.flush()
            session.refresh(user)
            signed_in = service.begin_session(session, user, "127.0.0.1", "tests")
        with app.app_context():
            token = make_access_token(user, signed_in.session)
        return Person(app.test_client(), user.id, username, token)

    return make


_hash: list[str] = []


def _password_hash() -> str:
    from app.accounts.passwords import hash_password

    if not _hash:
        _hash.append(hash_password(PASSWORD))
    return _hash[0]


@pytest.fixture
def admin(person: Callable[..., Person]) -> Person:
    """An administrator."""
    return person("root", admin=True)


@pytest.fixture
def user(person: Callable[..., Person]) -> Person:
    """A user without further rights."""
    return person("ada")


@pytest.fixture
def anonymous(app: APIFlask) -> FlaskClient:
    """Nobody."""
    return app.test_client()


@pytest.fixture
def redis_client(environment: dict[str, str]) -> redis.Redis:
    """The Redis of this worker process."""
    return kv.redis_client()


@pytest.fixture
def eventually() -> Callable[..., Any]:
    """`eventually(question)` asks until the answer is true, and returns it; fails after `seconds` (30)."""

    def wait(question: Callable[[], Any], seconds: float = 30.0, reason: str = "") -> Any:
        deadline = time.monotonic() + seconds
        while True:
            answer = question()
            if answer:
                return answer
            if time.monotonic() > deadline:
                pytest.fail(f"not within {seconds} s: {reason or question}")
            time.sleep(0.02)

    return wait
