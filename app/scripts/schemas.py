"""Scripts, executions and variables as clients see and send them."""

from __future__ import annotations

import os
import re
import shlex
import shutil
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from app.http import AskedId, Input, Moment, Name, Output, PageQuery, Query
from app.scripts.models import ExecutionStatus, ScriptType, WorkdirAccess

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


def _memory(value: int) -> int:
    if value > machine_memory_mb():
        raise PydanticCustomError("more_than_the_machine", "Too much.", {"limit": machine_memory_mb()})
    return value


Interpreter = Annotated[str, Field(max_length=200), AfterValidator(_interpreter)]
Content = Annotated[str, Field(min_length=1, max_length=MAX_CONTENT), AfterValidator(_content)]
Timeout = Annotated[int, Field(ge=1, le=300)]
Memory = Annotated[int, Field(ge=16), AfterValidator(_memory)]
Access = Annotated[WorkdirAccess, Field(strict=False)]


class ParameterIn(Input):
    """A parameter that a run is asked for. It reaches the script as the environment variable PARAM_NAME."""

    name: str = Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]{0,63}$")
    type: Literal["text", "number", "choice", "boolean"] = "text"
    label: str = Field(default="", max_length=200)
    required: bool = False
    default: str | int | float | bool | None = None
    choices: list[str] = Field(default=[], max_length=200)

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if (self.type == "choice") != bool(self.choices):
            raise PydanticCustomError("invalid", "A choice has choices, nothing else has.")
        if self.default is not None:
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
    workdir_access: WorkdirAccess
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


class ExecutionOut(Output):
    """A run. `sandbox` says what was in force; `usage` what it used; `error` why it could not be run as asked."""

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
    is_short: bool = False
    created_at: Moment
    updated_at: Moment


class VariablesOut(Output):
    """All variables of an owner, at most a thousand."""

    items: list[VariableOut]


def is_variable_name(name: str) -> bool:
    """Whether a secret may have this name."""
    return bool(_VARIABLE.fullmatch(name)) and not _RESERVED.fullmatch(name.upper())
