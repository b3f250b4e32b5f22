"""What it costs to know who asks: an access token, an API token, a look at the limits, and a login beside its bcrypt.

    python -m benchmarks.auth

One process over an embedded PostgreSQL and Valkey of its own. Each figure is the median of many calls, with the fastest
tenth of them behind it (on a busy machine every wait for a server costs a turn of the scheduler), beside its
target, and beside the same request without it (`GET /api/languages`, which needs nobody).
"""

from __future__ import annotations

import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

CALLS = 400
LOGINS = 5
PASSWORD = "a password of the benchmark"


class Took(float):
    """A median in milliseconds, which knows the fastest tenth as well."""

    fastest: float


def summary(took: list[float]) -> Took:
    """The median of times in seconds."""
    made = Took(statistics.median(took) * 1000)
    made.fastest = sorted(took)[len(took) // 10] * 1000
    return made


def median_ms(call: Callable[[], object], times: int = CALLS) -> Took:
    """The median of so many calls, after a tenth as many that are not counted."""
    for _ in range(max(1, times // 10)):
        call()
    took = []
    for _ in range(times):
        began = time.perf_counter()
        call()
        took.append(time.perf_counter() - began)
    return summary(took)


def line(what: str, ms: Took, target: float | None = None, beside: tuple[str, float] | None = None) -> None:
    """One figure, its share of its target, and its ratio to a peer of the same run."""
    words = f"{what:<46}{ms:9.3f} ms ({ms.fastest:.3f})"
    if target is not None:
        words += f"   {ms / target:5.2f} of the target of {target} ms"
    if beside is not None:
        words += f"   x{ms / beside[1]:.2f} of {beside[0]}"
    print(words, flush=True)


def measure() -> None:
    """Print the figures."""
    from app.accounts import handlers, keys, service
    from app.accounts.passwords import _prehash, hash_password
    from app.accounts.schemas import TokenIn, UserIn
    from app.accounts.tokens import make_access_token
    from app.db import transaction
    from app.main import create_app
    from app.migrate import upgrade
    from app.ratelimit import check, hit

    upgrade()
    keys.ensure_key()
    app = create_app()
    hashed = hash_password(PASSWORD)
    with transaction() as session:
        user = service.create_user(session, UserIn(username="ada", password=PASSWORD), hashed)
        signed_in = service.begin_session(session, user, None, None)
        principal = service.principal_of(session, user)
        _, api_token = service.make_token(session, principal, TokenIn(name="benchmark"))
    with app.app_context():
        access = make_access_token(user, signed_in.session)
        signing = median_ms(lambda: make_access_token(user, signed_in.session))
    client = app.test_client()

    def asks(token: str | None, path: str) -> Callable[[], Any]:
        headers = {"Authorization": f"Bearer {token}"} if token else {}

        def send() -> None:
            assert client.get(path, headers=headers).status_code == 200

        return send

    def knows(token: str) -> Callable[[], Any]:
        def call() -> None:
            with app.test_request_context("/api/auth/me", headers={"Authorization": f"Bearer {token}"}):
                began = time.perf_counter()
                assert handlers.authenticate() is not None
                inside.append(time.perf_counter() - began)

        return call

    nobody = median_ms(asks(None, "/api/languages"))
    line("a request that needs nobody", nobody)
    for what, token in (("an access token", access), ("an API token", api_token)):
        inside: list[float] = []
        median_ms(knows(token))
        line(f"{what}, checked with its rows", summary(inside), 0.5)
        line(f"GET /api/auth/me by {what}", median_ms(asks(token, "/api/auth/me")), beside=("one without", nobody))
    line("signing an access token", signing)

    import bcrypt

    numbers = iter(range(10**9))
    line("two limits of a login", median_ms(lambda: (check("a", "x", 10**6), hit("b", str(next(numbers)), 10**6))), 1.0)
    alone = median_ms(lambda: bcrypt.checkpw(_prehash(PASSWORD), hashed.removeprefix("v1$").encode()), LOGINS)
    line("bcrypt alone, cost 12", alone)
    body = {"username": "ada", "password": PASSWORD}

    def login() -> None:
        assert client.post("/api/auth/login", json=body).status_code == 200

    line("a login", median_ms(login, LOGINS), beside=("bcrypt alone", alone))


def main() -> None:
    """Start the servers, measure, stop them."""
    from app.embedded.postgres import start_postgres
    from app.embedded.valkey import start_valkey

    directory = Path(tempfile.mkdtemp(prefix="luma-auth-"))
    directory.chmod(0o711)
    postgres = start_postgres(directory / "postgres")
    valkey = start_valkey(directory / "valkey")
    try:
        os.environ |= {
            "DATABASE_URL": postgres.url,
            "REDIS_URL": valkey.url,
            "LUMASTACK_SECRET_KEY": "of the benchmark, nothing is kept with it",
            "LUMASTACK_DATA_DIR": str(directory),
            "LUMASTACK_LOG_LEVEL": "warning",
            "LUMASTACK_LOGIN_ATTEMPTS": "1000",
        }
        measure()
    finally:
        valkey.stop()
        postgres.stop()
        shutil.rmtree(directory, ignore_errors=True)


if __name__ == "__main__":
    main()
