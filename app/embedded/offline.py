"""The database for a command that may find nothing running: that of the settings, of a running `up`, or our own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from app.config import settings
from app.embedded.errors import EmbeddedError
from app.embedded.identity import make_directory
from app.embedded.postgres import PostgresServer
from app.embedded.process import DirectoryLock
from app.embedded.supervisor import KEY_FILE, attach


@contextmanager
def database(*, alone: bool) -> Iterator[None]:
    """While the block runs, the settings name a database that answers.

    Without one in the settings it is that of the `up` that runs on the data directory, else the embedded one, started
    for as long as this takes. With `alone`, a running `up` is in the way. Raises EmbeddedError.
    """
    data_dir = settings().data_dir
    if not settings().secret_key and (data_dir / KEY_FILE).exists():
        os.environ["LUMASTACK_SECRET_KEY"] = (data_dir / KEY_FILE).read_text(encoding="ascii").splitlines()[0]
        settings.cache_clear()
    if settings().database_url:
        yield
        return
    make_directory(data_dir, 0o711)
    try:
        lock = DirectoryLock(data_dir / "lock")
    except EmbeddedError:
        if alone:
            raise
        attach()
        yield
        return
    server = PostgresServer(data_dir)
    try:
        server.start()
        os.environ["DATABASE_URL"] = server.url
        settings.cache_clear()
        yield
    finally:
        os.environ.pop("DATABASE_URL", None)
        settings.cache_clear()
        server.stop()
        lock.release()
