"""Scripts, executions and variables as clients see and send them."""

from __future__ import annotations

import os
import re
import shlex
import shutil
from typing import Annotated, Any, Literal, Self
from uuid import UUID
from zoneinfo import available_timezones

from pydantic import AfterValidator, Field, PlainSerializer, model_validator
from pydantic_core import PydanticCustomError

from app.http import AskedId, Input, Moment, Name, Output, PageQuery, Query
from app.scripts.models import After, Cause, ExecutionStatus, Missed, ScriptType, TriggerOn, WorkdirAccess

MAX_CONTENT = 1024 * 1024
# Where interpreters are looked for inside the sandbox, and so when a script is saved.
SANDBOX_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,99}")
# Names that would change how the sandbox or the interpreter itself starts.
_RESERVED = re.compile(r"(PATH|HOME|IFS|ENV|BASH_ENV|SHELLOPTS|LD_.*|LUMASTACK_.*|PARAM_.*)")


def machine_memory_mb() -> int:
    """The memory of this machine, MiB."""
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // (1024 * 1024)


def _interpreter(value: str) -> str:
    try:
        words = shlex.split(value)
    except ValueError:
        raise PydanticCustomError("invalid", "Quotes do not close.") from None
    if words and shutil.which(words[0], path=SANDBOX_PATH) is None:
        raise PydanticCustomError("unknown_interpreter", "Not on this machine.", {"name": words[0][:100]})
    return value.strip()


def _content(value: str) -> str:
    # A carriage return at the end of `#!/bin/sh` names a program that does not exist.
    return value.replace("\r\n", "\n")


def _zone(value: str) -> str:
    if value not in available_timezones():
        raise PydanticCustomError("unknown_timezone", "Not known.")
    return value


def _memory(value: int) -> int:
    if value > machine_memory_mb():
        raise PydanticCustomError("more_than_the_machine", "Too much.", {"limit": machine_memory_mb()})
    return value


Interpreter = Annotated[str, Field(max_length=200), AfterValidator(_interpreter)]
Content = Annotated[str, Field(min_length=1, max_length=MAX_CONTENT), AfterValidator(_content)]
Timeout = Annotated[int, Field(ge=1, le=300)]
Memory = Annotated[int, Field(ge=16), AfterValidator(_memory)]
Timezone = Annotated[str, Field(max_length=64), AfterValidator(_zone)]
Access = Annotated[WorkdirAccess, Field(strict=False)]


class ParameterIn(Input):
    """A parameter that a run is asked for. It reaches the script as the environment variable PARAM_NAME."""

    name: str = Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]{0,63}$")
    type: Literal["text", "number", "choice", "boolean", "file"] = "text"
    label: str = Field(default="", max_length=200)
    required: bool = False
    default: str | int | float | bool | None = None
    choices: list[str] = Field(default=[], max_length=200)

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if (self.type == "choice") != bool(self.choices):
            raise PydanticCustomError("invalid", "A choice has choices, nothing else has.")
        if self.default is not None:
            if self.type == "file":
                raise PydanticCustomError("invalid", "A file has no default.")
            parameter_value(self, self.default)
        return self


def parameter_value(parameter: ParameterIn, value: Any) -> str:
    """The text that a script gets for `value`; raises PydanticCustomError where it is not of the parameter's type."""
    wrong = PydanticCustomError("wrong_type", "Wrong type.")
    if parameter.type == "boolean":
        if not isinstance(value, bool):
            raise wrong
        return "true" if value else "false"
    if parameter.type == "number":
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise wrong
        return str(value)
    if not isinstance(value, str):
        raise wrong
    if parameter.type == "file":
        try:
            return str(UUID(value))
        except ValueError:
            raise wrong from None
    if parameter.type == "choice" and value not in parameter.choices:
        raise PydanticCustomError("not_a_choice", "Not one of the choices.")
    if len(value) > 32_000:
        raise PydanticCustomError("too_long", "Too long.", {"max_length": 32_000})
    return value


def _parameters(value: list[ParameterIn]) -> list[ParameterIn]:
    if len({parameter.name.upper() for parameter in value}) != len(value):
        raise PydanticCustomError("invalid", "Two parameters have the same name.")
    return value


Parameters = Annotated[list[ParameterIn], Field(max_length=50), AfterValidator(_parameters)]


class ScriptIn(Input):
    """A new script. Without an interpreter the content begins with `#!`."""

    name: Name
    type: Annotated[ScriptType, Field(strict=False)] = ScriptType.GLOBAL
    project_id: AskedId | None = None
    description: str = Field(default="", max_length=2000)
    interpreter: Interpreter = ""
    content: Content
    parameters: Parameters = Field(default=[])
    timeout_seconds: Timeout = 300
    memory_mb: Memory = 512
    network: bool = False
    workdir_access: Access = WorkdirAccess.NONE
    terminal: bool = False
    stop_at_log_limit: bool = False
    max_concurrent: int | None = Field(default=None, ge=1, le=1000)
    retries: int = Field(default=0, ge=0, le=5)
    is_enabled: bool = True

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if (self.type is ScriptType.PROJECT) != (self.project_id is not None):
            raise PydanticCustomError("invalid", "A project's script names its project, a global one does not.")
        check_startable(self.interpreter, self.content)
        return self


def check_startable(interpreter: str, content: str) -> None:
    """Raises PydanticCustomError where nothing says what should run the script."""
    if not interpreter and not content.startswith("#!"):
        raise PydanticCustomError("no_interpreter", "Name an interpreter, or begin with #!.")


class ScriptPatch(Input):
    """What is changed of a script; fields left out stay as they are."""

    name: Name | None = None
    description: str | None = Field(default=None, max_length=2000)
    interpreter: Interpreter | None = None
    content: Content | None = None
    parameters: Parameters | None = None
    timeout_seconds: Timeout | None = None
    memory_mb: Memory | None = None
    network: bool | None = None
    workdir_access: Access | None = None
    terminal: bool | None = None
    stop_at_log_limit: bool | None = None
    max_concurrent: int | None = Field(default=None, ge=1, le=1000)
    retries: int | None = Field(default=None, ge=0, le=5)
    is_enabled: bool | None = None


class ScriptQuery(PageQuery):
    """Filters of the list of scripts."""

    q: str | None = Field(default=None, max_length=200)
    type: ScriptType | None = None
    project_id: UUID | None = None


class ScriptOut(Output):
    """A script."""

    id: UUID
    name: str
    type: ScriptType
    project_id: UUID | None
    description: str
    version: int
    interpreter: str
    content: str
    parameters: list[dict[str, Any]]
    timeout_seconds: int
    memory_mb: int
    network: bool
    network_allowed: bool
    workdir_access: WorkdirAccess
    terminal: bool
    stop_at_log_limit: bool
    max_concurrent: int | None
    retries: int
    is_enabled: bool
    created_at: Moment
    updated_at: Moment


class RunIn(Input):
    """What a run is asked with: values of the script's parameters, and the project that it is run on."""

    parameters: dict[str, str | int | float | bool] = Field(default={}, max_length=50)
    project_id: AskedId | None = None


class ExecutionQuery(PageQuery):
    """Filters of the history of runs."""

    script_id: UUID | None = None
    project_id: UUID | None = None
    status: ExecutionStatus | None = None


class WaitingOut(Output):
    """Where a run stands in the queue, from 1 on, and what it waits for.

    `reason` is `turn` (a free place), `maintenance`, or the limit that is reached: `script`, `project`, `all`.
    """

    position: int
    reason: str


class ExecutionOut(Output):
    """A run. `sandbox` says what was in force; `usage` what it used; `error` why it could not be run as asked.

    `cause` says what queued it, `cause_detail` which schedule, trigger, commit or run that was. `queue`, in the answer
    about one run that waits, is its place and what it waits for.
    """

    id: UUID
    script_id: UUID
    script_version: int
    project_id: UUID | None
    status: ExecutionStatus
    exit_code: int | None
    signal: int | None
    error: str | None
    parameters: dict[str, Any]
    queued_at: Moment
    started_at: Moment | None
    finished_at: Moment | None
    duration_ms: int | None
    log_bytes: int
    log_dropped_bytes: int
    sandbox: dict[str, Any] | None
    usage: dict[str, Any] | None
    requested_by: UUID | None
    terminal: bool
    cause: Cause
    cause_detail: dict[str, Any]
    attempt: int
    log_expired_at: Moment | None
    queue: WaitingOut | None = None


class LogQuery(Query):
    """Where to begin reading a log, in bytes."""

    offset: int = Field(default=0, ge=0, le=2**62)


class VariableIn(Input):
    """A secret's value; it cannot be read again."""

    value: str = Field(min_length=1, max_length=65536)


class VariableOut(Output):
    """That a secret exists. `is_short` warns that it is too short to be masked in logs."""

    name: str
    project_id: UUID | None
    script_id: UUID | None
    is_short: bool = False
    created_at: Moment
    updated_at: Moment


class VariablesOut(Output):
    """All variables of an owner, at most a thousand."""

    items: list[VariableOut]


Values = dict[str, str | int | float | bool]
GivenValues = Annotated[Values, Field(max_length=50)]
Pattern = Annotated[str, Field(min_length=1, max_length=500)]
Patterns = Annotated[list[Pattern], Field(max_length=50)]


class ScheduleIn(Input):
    """A new schedule: five cron fields in a time zone. `missed`: what becomes of times when nobody was there."""

    script_id: AskedId
    project_id: AskedId | None = None
    cron: str = Field(min_length=1, max_length=200)
    timezone: Timezone = "UTC"
    parameters: GivenValues = Field(default={})
    missed: Annotated[Missed, Field(strict=False)] = Missed.SKIP
    is_enabled: bool = True


class SchedulePatch(Input):
    """What is changed of a schedule."""

    cron: str | None = Field(default=None, min_length=1, max_length=200)
    timezone: Timezone | None = None
    parameters: GivenValues | None = None
    missed: Annotated[Missed, Field(strict=False)] | None = None
    is_enabled: bool | None = None


class ScheduleQuery(PageQuery):
    """Filters of the list of schedules."""

    script_id: UUID | None = None


class ScheduleOut(Output):
    """A schedule, with its next moments. `last_error` says why the last time queued nothing."""

    id: UUID
    script_id: UUID
    project_id: UUID | None
    cron: str
    timezone: str
    parameters: dict[str, Any]
    missed: Missed
    is_enabled: bool
    next_run_at: Moment | None
    next_runs: list[Moment]
    last_run_at: Moment | None
    last_error: str | None
    created_by: UUID | None
    created_at: Moment
    updated_at: Moment


class TriggerIn(Input):
    """A new trigger: on new commits or a pull of a project, by patterns of branches and paths, or after a script."""

    script_id: AskedId
    project_id: AskedId | None = None
    on: Annotated[TriggerOn, Field(strict=False)]
    branches: Patterns = Field(default=[])
    paths: Patterns = Field(default=[])
    after_script_id: AskedId | None = None
    after: Annotated[After, Field(strict=False)] = After.SUCCEEDED
    parameters: GivenValues = Field(default={})
    is_enabled: bool = True

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if (self.on is TriggerOn.SCRIPT) != (self.after_script_id is not None):
            raise PydanticCustomError("invalid", "After a script, name that script; else do not.")
        return self


class TriggerPatch(Input):
    """What is changed of a trigger."""

    branches: Patterns | None = None
    paths: Patterns | None = None
    after: Annotated[After, Field(strict=False)] | None = None
    parameters: GivenValues | None = None
    is_enabled: bool | None = None


class TriggerQuery(PageQuery):
    """Filters of the list of triggers."""

    script_id: UUID | None = None
    project_id: UUID | None = None


class TriggerOut(Output):
    """A trigger. `last_error` says why it queued nothing when it last should have."""

    id: UUID
    script_id: UUID
    project_id: UUID | None
    on: TriggerOn
    branches: list[str]
    paths: list[str]
    after_script_id: UUID | None
    after: After
    parameters: dict[str, Any]
    is_enabled: bool
    last_error: str | None
    created_by: UUID | None
    created_at: Moment
    updated_at: Moment


class VersionOut(Output):
    """What a script said at some time."""

    number: int
    interpreter: str
    content: str
    created_by: UUID | None
    created_at: Moment


class DiffQuery(Query):
    """Two versions of a script."""

    old: int = Field(ge=1, le=2**31 - 1)
    new: int = Field(ge=1, le=2**31 - 1)


class DiffOut(Output):
    """What changed between two versions, as a unified diff."""

    old: int
    new: int
    diff: str


class ArtifactOut(Output):
    """A file that a run left."""

    name: str
    size: int
    sha256: Annotated[bytes, PlainSerializer(lambda value: value.hex(), return_type=str)]
    url: str
    created_at: Moment


class ArtifactsOut(Output):
    """All files that a run left, by name."""

    items: list[ArtifactOut]


class UploadQuery(Query):
    """The name that a run sees a file under."""

    name: str = Field(pattern=r"^[^/\\\x00-\x1f]{1,200}$")


class UploadOut(Output):
    """A file for a parameter of the type `file`: its id is the value."""

    id: UUID
    name: str
    size: int
    created_at: Moment


class LinesQuery(Query):
    """A window of a log's lines; a negative `start` counts from the end."""

    start: int = Field(default=0, ge=-(2**62), le=2**62)
    limit: int = Field(default=500, ge=1, le=5000)


class LineOut(Output):
    """One line, without its end, as text. `offset` is the byte that it begins at; a long one is `cut`."""

    number: int
    offset: int
    text: str
    cut: bool


class LinesOut(Output):
    """A window of lines; `total` counts the line ends that are stored."""

    total: int
    items: list[LineOut]


class SearchQuery(Query):
    """What to look for in a log, without regard to case unless `case` is true, from byte `offset` on."""

    q: str = Field(min_length=1, max_length=500)
    case: bool = False
    offset: int = Field(default=0, ge=0, le=2**62)
    limit: int = Field(default=100, ge=1, le=1000)


class SearchOut(Output):
    """The lines that hold what was looked for; where `next_offset` is not null, looking goes on from there."""

    items: list[LineOut]
    next_offset: int | None


class MaintenanceIn(Input):
    """Why no runs are started for a while."""

    reason: str = Field(default="", max_length=500)


class MaintenanceOut(Output):
    """Whether runs are started. While maintenance is on, those that run end and those that are queued wait."""

    is_on: bool
    reason: str | None = None
    since: Moment | None = None
    running: int
    queued: int


def is_variable_name(name: str) -> bool:
    """Whether a secret may have this name."""
    return bool(_VARIABLE.fullmatch(name)) and not _RESERVED.fullmatch(name.upper())
