"""The application with two kinds of room of its own, for tests: what products do when they register theirs.

`room:ID` may be seen by everybody unless its id begins with `closed`, or a file `forbidden-ID` lies in the directory of
logs. `run:ID` has a log: the file of that name there, complete once a file `ID.complete` lies beside it.
"""

import os
from pathlib import Path

from flask import Flask

from app.main import create_app
from app.realtime.rooms import register_log, register_room
from app.security import Principal

LOGS = "LUMASTACK_TEST_LOGS"


def _authorise(_: Principal, identifier: str) -> bool:
    return not identifier.startswith("closed") and not (Path(os.environ[LOGS]) / f"forbidden-{identifier}").exists()


def _read_log(identifier: str, offset: int, limit: int) -> tuple[bytes, bool, int]:
    path = Path(os.environ[LOGS]) / identifier
    complete = path.with_name(f"{identifier}.complete").exists()
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            file.seek(offset)
            return file.read(limit), complete, size
    except FileNotFoundError:
        raise LookupError(identifier) from None


def app() -> Flask:
    """The application for gunicorn."""
    register_room("room", _authorise)
    register_room("run", _authorise)
    register_log("run", _read_log)
    return create_app()
