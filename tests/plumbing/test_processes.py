"""What each process loads: memory is spent in every process, so each imports what its own work needs and no more."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.messages import MESSAGES, QUEUES
from app.processes import NAMES, WORKERS, command, worker_of

PROJECT = Path(__file__).parents[2]
# Libraries that weigh much and belong to one kind of work.
SKY = ("numpy", "skyfield", "astronomy")
HEAVY = {
    "api": ("from app.main import create_app", (*SKY, "telebot", "git", "celery.bin", "billiard.pool", "worker")),
    "beat": (
        "import beat_schedule",
        (*SKY, "telebot", "git", "pygit2", "sqlalchemy", "psycopg2", "flask", "celery.bin"),
    ),
    "git": ("from worker.handles import import_areas as i; i(['git'])", (*SKY, "telebot", "apiflask", "celery.bin")),
    "scripts": (
        "from worker.handles import import_areas as i; i(['scripts'])",
        (*SKY, "telebot", "git", "apiflask", "celery.bin"),
    ),
    "worker": (
        "from worker.handles import import_areas as i; i(['system', 'telegram'])",
        (*SKY, "git", "apiflask", "celery.bin"),
    ),
}


def python(program: str) -> str:
    """What a fresh interpreter without settings prints."""
    environ = {
        name: value for name, value in os.environ.items() if not name.startswith(("LUMASTACK_", "DATABASE_", "REDIS_"))
    }
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=PROJECT, env=environ, capture_output=True, text=True, timeout=120, check=False
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.parametrize("name", HEAVY)
def test_a_process_imports_no_library_of_another(name: str) -> None:
    program, heavy = HEAVY[name]
    assert all(importlib.util.find_spec(library.partition(".")[0]) for library in heavy), "a name that does not exist"

    loaded = python(f"{program}\nimport sys\nprint([name for name in {heavy!r} if name in sys.modules])")

    assert loaded == "[]"


def test_what_is_shared_is_loaded_without_effects() -> None:
    """A parent that forks must have one thread, no connection, and settings that are not read yet."""
    program = (
        "import os, sys, threading\n"
        "before = set(os.listdir('/proc/self/fd'))\n"
        "from app.processes import preload\n"
        "preload()\n"
        "from app import config, db, kv\n"
        "print(threading.active_count(), config.settings.cache_info().currsize, db.engine.cache_info().currsize,"
        " kv.redis_client.cache_info().currsize, [os.readlink(f'/proc/self/fd/{fd}') for fd in os.listdir('/proc/self/fd')"
        " if fd not in before and os.path.exists(f'/proc/self/fd/{fd}')],"
        f" [name for name in {(*SKY, 'celery.bin')!r} if name in sys.modules])"
    )

    assert python(program) == "1 0 0 0 [] []"


@pytest.mark.parametrize("queue", QUEUES)
def test_a_queue_has_one_reader_that_handles_all_its_messages(queue: str) -> None:
    process = WORKERS[worker_of(queue)]
    expected = {message.__name__ for message in MESSAGES if message.queue == queue} | {"Pulse"}

    bound = python(
        f"from worker.main import make_worker\nimport os\nos.environ['REDIS_URL'] = 'redis://nowhere'\n"
        f"print(*[name[5:] for name in make_worker({process.queues!r}).tasks if name.startswith('luma.')])"
    ).split()

    assert sum(queue in worker.queues for worker in WORKERS.values()) == 1
    assert expected <= set(bound)


def test_every_process_is_a_command() -> None:
    shown = python("import sys\nsys.argv = ['lumastack', '--help']\nfrom app.cli import main\nmain()")

    assert all(f" {name} " in shown for name in NAMES)
    assert command("api")[-2:] == ["app.cli", "api"]
