"""Runs: claimed, started, watched until they end; attached to again where another worker was killed.

The keeper owns the run, PostgreSQL the truth; this ships the one's output to the other and tells everybody. It can be
killed at any moment: whoever comes next goes on where PostgreSQL says the log ends.
"""

from __future__ import annotations

import shlex
import socket
import threading
import time
from datetime import timedelta
from functools import cache, partial
from pathlib import Path
from typing import Any
from uuid import UUID

import structlog
from celery.signals import worker_shutting_down
from sqlalchemy import select
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session

from app.config import settings
from app.db import read_only, transaction
from app.kv import redis_client
from app.messages import RunScript
from app.notifications.models import NotificationType
from app.notifications.service import notify
from app.projects.models import Project
from app.realtime.events import log_event, utf8_cut
from app.realtime.publish import publish_many
from app.scripts import artifacts, logs, runs, variables
from app.scripts.models import Execution, ExecutionStatus, Script, ScriptVersion, WorkdirAccess
from app.scripts.schemas import ParameterIn, parameter_value
from worker.handles import handles
from worker.sandbox import runs as spools
from worker.sandbox.changes import Changes
from worker.sandbox.leavings import DIRECTORY, Leavings
from worker.sandbox.model import (
    MIB,
    Absent,
    AlreadyStarted,
    Dead,
    Exited,
    ExitRecord,
    Level,
    Limits,
    NoFreeSlot,
    Outcome,
    RunSpec,
    SandboxConfig,
    SandboxUnavailable,
    Workdir,
)
from worker.sandbox.probe import open_sandbox
from worker.sandbox.sandbox import Sandbox

log = structlog.get_logger(__name__)

# Output is sent at once when none was sent in the last interval, else when the interval or a piece is full.
FLUSH_SECONDS = 0.05
FLUSH_BYTES = 64 * 1024
# A flood is committed in pieces of this size: each commit waits for the disk.
READ_BYTES = 2 * 1024 * 1024
# A keeper that was killed writes nothing: it is looked at so often; more often where the kernel gives no notice.
LOOK_SECONDS = 0.25
BLIND_SECONDS = 0.01
PLACE_SECONDS = 1.0
RENEW_SECONDS = 1.0
RETRY_SECONDS = 0.5
SWEEP_SECONDS = 3600.0

_AWAY = (OperationalError, InterfaceError, PoolTimeout)
_stopping = threading.Event()
_swept = [0.0]

STATUSES = {
    Outcome.TIMED_OUT: ExecutionStatus.TIMED_OUT,
    Outcome.CANCELLED: ExecutionStatus.CANCELLED,
    Outcome.SHUTDOWN: ExecutionStatus.CANCELLED,
}


@worker_shutting_down.connect
def _stop(**_: Any) -> None:
    _stopping.set()


def _ending() -> bool:
    """Whether everything on this machine stops, runs included, and not only this worker."""
    return (sandbox().config.base / ".ending").exists()


def node() -> str:
    """The name of this machine: keepers and their spools can be reached only from where they are."""
    return socket.gethostname()


@cache
def sandbox() -> Sandbox:
    """The sandbox of this machine, probed at the first run of this process."""
    base = settings().data_dir / "runs"
    base.mkdir(mode=0o711, parents=True, exist_ok=True)
    return open_sandbox(
        SandboxConfig(
            base=base,
            level=Level(settings().sandbox),
            run_uid_base=settings().run_uid_base,
            slots=settings().run_slots,
        )
    )


@handles(RunScript)
def run_script(message: RunScript) -> None:
    """Start a run and watch it, or attach to one whose worker is gone; nothing where another worker has it."""
    _sweep_now_and_then()
    execution_id = UUID(message.execution_id)
    with transaction() as session:
        execution = runs.claim(session, execution_id, node(), settings().run_slots, sandbox().report.summary())
        # What it needs is read here as well: another transaction would cost every run some milliseconds.
        given = None if execution is None else _specify(session, execution)
        if execution is None:
            execution = runs.adopt(session, execution_id, node())
    if execution is not None:
        with structlog.contextvars.bound_contextvars(execution_id=message.execution_id):
            _Watch(execution, given).run()


def _sweep_now_and_then() -> None:
    """Clear directories of runs whose end is recorded: a worker killed between the two leaves one."""
    if time.monotonic() - _swept[0] < SWEEP_SECONDS and _swept[0]:
        return
    _swept[0] = time.monotonic()
    base = sandbox().config.base
    found = {UUID(name): name for name in spools.list_runs(base) if len(name) == 36}
    with read_only() as session:
        rows = session.scalars(select(Execution).where(Execution.id.in_(found)))
        ended = [row.id for row in rows if row.is_over]
    for execution_id in ended:
        directory = base / found[execution_id]
        spools.sweep(directory)
        spools.discard(directory)


class _Taken(Exception):
    """Another worker has taken the run over: leave it alone."""


class _Watch:
    """One run, from here on to its end."""

    def __init__(self, execution: Execution, given: RunSpec | SandboxUnavailable | None) -> None:
        self.execution = execution
        self.given = given
        self.directory = sandbox().directory(str(execution.id))
        self.room = f"execution:{execution.id}"
        self.offset = execution.log_bytes
        self.lines = execution.log_lines
        self.flushed_at = 0.0
        self.renewed_at = time.monotonic()
        self.cancelling = False

    def run(self) -> None:
        """Start the run where it has not been started, follow it, and record its end."""
        try:
            if isinstance(spools.state(self.directory), Absent) and not self._start():
                return
            self._follow()
        except _Taken:
            log.info("run_taken_over")

    def _start(self) -> bool:
        """Start the keeper; False where the run has ended before any user code, or goes back to the queue."""
        try:
            if self.given is None:  # adopted before it was started
                with read_only() as session:
                    self.given = _specify(session, self.execution)
            if isinstance(self.given, SandboxUnavailable):
                raise self.given
            self._place(self.given)
        except AlreadyStarted:
            return True
        except NoFreeSlot:
            with transaction() as session:
                runs.release(session, self.execution)
            return False
        except SandboxUnavailable as error:
            log.warning("sandbox_unavailable", cause=error.cause, detail=error.detail[:300])
            self._end(
                ExecutionStatus.FAILED,
                error=f"{error.cause}: {error.remedy}"[:1000],
                sandbox=sandbox().report.summary(),
            )
            return False
        return True

    @staticmethod
    def _place(spec: RunSpec) -> None:
        """Start, waiting a moment for a place that is being cleared; raises as `Sandbox.start`."""
        deadline = time.monotonic() + PLACE_SECONDS
        while True:
            try:
                sandbox().start(spec)
            except NoFreeSlot:
                if time.monotonic() > deadline:
                    raise
                time.sleep(BLIND_SECONDS)
            else:
                return

    def _follow(self) -> None:
        with Changes(self.directory) as changes:
            state = self._follow_to_its_end(changes)
        if state is None:
            return
        if isinstance(state, Exited):
            self._finish(state.record)
        else:
            spools.sweep(self.directory)
            self._end(ExecutionStatus.LOST, error="keeper_lost")
        spools.discard(self.directory)

    def _follow_to_its_end(self, changes: Changes) -> Exited | Dead | None:
        """Ship everything; returns how it ended, None where the next worker has to go on."""
        while True:
            # The state is asked first: what a run wrote before it ended is then surely there to be read.
            state = spools.state(self.directory)
            data = spools.read_spool(self.directory, self.offset, READ_BYTES)
            over = isinstance(state, Exited | Dead)
            last = over and self.offset + len(data) >= spools.log_size(self.directory)
            data = data if last else data[: utf8_cut(data)]
            now = time.monotonic()
            if data and (last or len(data) >= FLUSH_BYTES or now - self.flushed_at >= FLUSH_SECONDS):
                self._ship(data)
                continue
            if last and not data:
                assert isinstance(state, Exited | Dead)
                return state
            if now - self.renewed_at >= RENEW_SECONDS:
                self._renew()
            if _stopping.is_set() and not _ending():
                # The keeper goes on; the next worker attaches at once instead of waiting for the lease.
                self._retry(lambda session: runs.hand_over(session, self.execution))
                return None
            if _stopping.is_set() and not self.cancelling:
                self.cancelling = spools.shut_down(self.directory)
            if data:
                time.sleep(max(0.001, FLUSH_SECONDS - (now - self.flushed_at)))
            else:
                changes.wait(LOOK_SECONDS, BLIND_SECONDS)

    def _ship(self, data: bytes) -> None:
        """Commit output, then publish it: what a browser shows is always in the database."""
        if not self._retry(lambda session: logs.append(session, self.execution, self.offset, self.lines, data)):
            # Either the lease is gone, or a commit whose answer was lost has done it already.
            known = self._retry(lambda session: runs.log_position(session, self.execution))
            if known is None:
                raise _Taken
            self.offset, self.lines = known
            return
        events = []
        for start, end in _pieces(data):
            events.append(log_event(self.offset + start, data[start:end]))
        publish_many(redis_client(), self.room, events)
        self.offset += len(data)
        self.lines += data.count(b"\n")
        self.flushed_at = time.monotonic()
        if self.flushed_at - self.renewed_at >= RENEW_SECONDS:
            self._renew()

    def _renew(self) -> None:
        asked = self._retry(lambda session: runs.renew(session, self.execution))
        if asked is None:
            raise _Taken
        self.renewed_at = time.monotonic()
        if asked and not self.cancelling:
            self.cancelling = spools.request_cancel(self.directory)

    def _retry(self, work: Any) -> Any:
        """Do `work` in a transaction of its own; while the database is away, again: the spool keeps the bytes."""
        while True:
            try:
                with transaction() as session:
                    return work(session)
            except _AWAY as error:
                log.warning("database_away", error=type(error).__name__)
                if _stopping.wait(RETRY_SECONDS):
                    raise

    def _finish(self, record: ExitRecord) -> None:
        status = STATUSES.get(record.outcome, ExecutionStatus.FAILED)
        if record.outcome is Outcome.EXITED and record.exit_code == 0:
            status = ExecutionStatus.SUCCEEDED
        error = None if record.outcome in (Outcome.EXITED, *STATUSES) else record.outcome.value
        if record.outcome is Outcome.SANDBOX_FAILED:
            error = f"{error}: {record.error}"[:1000]
        skipped = self._keep_artifacts()
        self._end(
            status,
            exit_code=record.exit_code,
            signal=record.signal,
            error=error,
            duration_ms=record.duration_ms,
            log_dropped_bytes=record.dropped_bytes,
            usage={
                "cpu_ms": record.cpu_ms,
                "memory_peak_bytes": record.memory_peak_bytes,
                "output_bytes": record.log_bytes + record.dropped_bytes,
                "artifacts_skipped": skipped,
            },
        )

    def _keep_artifacts(self) -> int:
        """Store the files that the run left, each in a transaction of its own; returns how many were left out.

        A worker killed in between is followed by one that stores those that are missing.
        """
        left = Leavings(str(self.directory / DIRECTORY), settings().artifacts_bytes)
        for name, data in left.read():
            self._retry(partial(artifacts.store, execution=self.execution, name=name, data=data))
        return left.skipped

    def _end(self, status: ExecutionStatus, **values: Any) -> None:
        """Record the end, and tell people of it in the same transaction."""

        def end(session: Session) -> None:
            ended = runs.finish(session, self.execution, status, **values)
            if ended is not None:
                _tell(session, ended)

        self._retry(end)
        log.info("run_ended", status=status.value)


def _pieces(data: bytes) -> list[tuple[int, int]]:
    """Where to cut `data` into events: at most FLUSH_BYTES each, never inside a character."""
    cuts, start = [], 0
    while start < len(data):
        end = min(start + FLUSH_BYTES, len(data))
        if end < len(data):
            end = start + utf8_cut(data[start:end])
        cuts.append((start, end))
        start = end
    return cuts


def _specify(session: Session, execution: Execution) -> RunSpec | SandboxUnavailable:
    """What the sandbox is asked for, or why the project's tree cannot be given."""
    version = session.get_one(ScriptVersion, (execution.script_id, execution.script_version))
    script = session.get_one(Script, execution.script_id)
    declared = {parameter["name"]: ParameterIn.model_validate(parameter) for parameter in script.parameters}
    environment = {
        f"PARAM_{name.upper()}": parameter_value(declared[name], value)
        for name, value in execution.parameters.items()
        if name in declared
    }
    detail = execution.cause_detail
    environment["LUMASTACK_CAUSE"] = execution.cause.value
    for name, key in (("LUMASTACK_COMMIT", "sha"), ("LUMASTACK_BRANCH", "branch")):
        if detail.get(key):
            environment[name] = str(detail[key])
    files = {}
    for name in [name for name in declared if declared[name].type == "file" and name in execution.parameters]:
        given = artifacts.given(session, execution.parameters[name])
        if given is None:
            return SandboxUnavailable("file_gone", "Give the file again, and run the script with it")
        del environment[f"PARAM_{name.upper()}"]
        files[f"PARAM_{name.upper()}"] = given
    environment["LUMASTACK_EXECUTION_ID"] = str(execution.id)
    if execution.project_id is not None:
        environment["LUMASTACK_PROJECT_ID"] = str(execution.project_id)
    try:
        workdir = _workdir(session, execution)
    except SandboxUnavailable as error:
        return error
    return RunSpec(
        run_id=str(execution.id),
        content=version.content.encode(),
        interpreter=tuple(shlex.split(version.interpreter)),
        environment=environment,
        secrets=variables.for_run(session, execution.project_id, execution.script_id),
        workdir=workdir,
        workdir_access=Workdir(execution.workdir_access.value),
        network=execution.network,
        terminal=execution.terminal,
        files=files,
        limits=Limits(
            time_seconds=execution.timeout_seconds,
            memory_bytes=execution.memory_mb * MIB,
            log_bytes=settings().log_limit_bytes,
            stop_at_log_limit=execution.stop_at_log_limit,
            artifact_bytes=settings().artifacts_bytes,
        ),
    )


def _workdir(session: Session, execution: Execution) -> Path | None:
    if execution.workdir_access is WorkdirAccess.NONE or execution.project_id is None:
        return None
    project = session.get(Project, execution.project_id)
    if project is None:
        raise SandboxUnavailable("project_missing", "Scan again, or run the script on another project")
    return Path(bytes(project.raw_path).decode("utf-8", "surrogateescape"))


def _tell(session: Session, execution: Execution) -> None:
    """Notify who asked for the run, and who wants to hear of the project's runs."""
    script = session.get_one(Script, execution.script_id)
    told: dict[str, Any] = {
        "dedupe_key": f"execution:{execution.id}",
        "key": f"notification-execution-{execution.status.value.replace('_', '-')}",
        "params": {
            "script": script.name,
            "duration": timedelta(milliseconds=execution.duration_ms or 0),
            "code": -1 if execution.exit_code is None else execution.exit_code,
        },
        "data": {"execution_id": str(execution.id), "script_id": str(script.id), "status": execution.status.value},
        "project_id": execution.project_id,
    }
    if execution.requested_by is not None:
        notify(session, NotificationType.EXECUTION, recipients=[execution.requested_by], **told)
    if execution.project_id is not None:
        notify(session, NotificationType.EXECUTION, **told)
