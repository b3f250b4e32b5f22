"""Commands about scripts: runs asked for step by step, followed in one message, cancelled; their logs as files."""

from __future__ import annotations

import math
from typing import Any
from uuid import UUID

from app.errors import AppError
from app.scripts import telegram as live_runs
from app.scripts.models import Script, WorkdirAccess
from app.scripts.schemas import ParameterIn
from app.telegram import dialogs, membership
from app.telegram.membership import Gate
from worker import telegram_acts as acts
from worker.telegram_projects import uuid_of
from worker.telegram_talk import Conversation, button, plain_button, rows_of

PAGE = 20
_MOST_CHOICES = 60


def run(c: Conversation, argument: str) -> None:
    """/run, or /run SCRIPT: the scripts that the person may run."""
    found = acts.runnable(c.session, c.principal, None)
    same = [script for script in found if script.name.lower() == argument.lower()]
    if argument and len(same) == 1:
        begin(c, same[0].id, None)
        return
    offer(c, [script for script in found if argument.lower() in script.name.lower()])


def offer_of(c: Conversation, project_id: UUID) -> None:
    """The scripts that can be run on a project."""
    dialogs.begin(c.session, c.bot_id, c.heard.chat_id, {"kind": "script", "project": str(project_id)})
    offer(c, acts.runnable(c.session, c.principal, project_id))


def offer(c: Conversation, found: list[Script]) -> None:
    """Ask which of these."""
    if not found:
        c.say("telegram-no-scripts")
        return
    buttons = [plain_button(script.name, f"run:{script.id}") for script in found[:PAGE]]
    c.say("telegram-which-script", buttons=rows_of(buttons))


def begin(c: Conversation, script_id: UUID, project_id: UUID | None) -> None:
    """Ask for what a run needs, one thing after the other."""
    _gate(c)
    script = acts.find_script(c.session, c.principal, script_id)
    if not script.is_enabled:
        raise AppError("script_disabled", name=script.name)
    project_id = script.project_id or project_id
    where = str(project_id) if project_id else None
    state: dict[str, Any] = {"kind": "run", "script": str(script_id), "project": where, "values": {}, "next": 0}
    _go_on(c, script, state)


def _gate(c: Conversation) -> None:
    if not c.principal.is_admin and not membership.admits(c.session, c.heard.person, Gate.RUN):
        raise AppError("members_only", channel=membership.channel())


def _go_on(c: Conversation, script: Script, state: dict[str, Any]) -> None:
    """Ask for the next thing, or whether to run."""
    if state["project"] is None and script.workdir_access is not WorkdirAccess.NONE and state.get("asked") is None:
        found = acts.projects_named(c.session, c.principal, "", limit=PAGE)
        if found:
            buttons = [plain_button(one.name, f"on:{one.id}") for one in found]
            c.ask("telegram-run-project", state, script=script.name, buttons=rows_of(buttons))
            return
    if state["next"] < len(script.parameters):
        _ask_parameter(c, script, state)
        return
    values = "\n".join(f"{name} = {value}" for name, value in state["values"].items())
    yes = button("telegram-yes", "go")
    c.ask("telegram-run-confirm", state, script=script.name, values=values[:1500] or "—", buttons=[[yes]])


def _parameter(script: Script, state: dict[str, Any]) -> ParameterIn:
    return ParameterIn.model_validate(script.parameters[state["next"]])


def _ask_parameter(c: Conversation, script: Script, state: dict[str, Any]) -> None:
    parameter = _parameter(script, state)
    buttons = []
    if parameter.type == "choice":
        shown = parameter.choices[:_MOST_CHOICES]
        buttons = rows_of([plain_button(choice, f"pick:{index}") for index, choice in enumerate(shown)], 2)
    elif parameter.type == "boolean":
        buttons = [[button("telegram-yes", "pick:1"), button("telegram-no", "pick:0")]]
    if parameter.default is not None or not parameter.required:
        buttons.append([button("telegram-skip", "skip")])
    label = parameter.label or parameter.name
    key = "telegram-run-number" if parameter.type == "number" else "telegram-run-parameter"
    c.ask(key, state, name=label, script=script.name, buttons=buttons)


def answered(c: Conversation, state: dict[str, Any], *, text: str = "", pick: str = "", skip: bool = False) -> None:
    """The answer to the question for a parameter; a wrong one is refused, and the question stays."""
    script = acts.find_script(c.session, c.principal, uuid_of(state["script"]))
    if state["next"] >= len(script.parameters):
        _go_on(c, script, state)
        return
    parameter = _parameter(script, state)
    if skip:
        if parameter.required and parameter.default is None:
            _ask_parameter(c, script, state)
            return
    else:
        value = _value(parameter, text, pick)
        if value is None:
            c.say("telegram-run-wrong", name=parameter.label or parameter.name)
            return
        state["values"][parameter.name] = value
    _go_on(c, script, {**state, "next": state["next"] + 1})


def _value(parameter: ParameterIn, text: str, pick: str) -> str | int | float | bool | None:
    """The value that was typed or picked; None where it is not of the parameter's type."""
    if parameter.type == "boolean":
        return {"1": True, "0": False}.get(pick)
    if parameter.type == "choice":
        if pick.isdecimal() and int(pick) < len(parameter.choices):
            return parameter.choices[int(pick)]
        return text if text in parameter.choices else None
    if not text:
        return None
    if parameter.type == "text":
        return text
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        return None
    if not math.isfinite(number):
        return None
    return int(number) if number.is_integer() and abs(number) < 2**53 else number


def on_project(c: Conversation, state: dict[str, Any], project_id: UUID) -> None:
    """The project to run on was chosen."""
    acts.find_project(c.session, c.principal, project_id)
    script = acts.find_script(c.session, c.principal, uuid_of(state["script"]))
    _go_on(c, script, {**state, "project": str(project_id), "asked": True})


def go(c: Conversation, state: dict[str, Any]) -> None:
    """Yes: queue the run, and follow it in one message."""
    _gate(c)
    script = acts.find_script(c.session, c.principal, uuid_of(state["script"]))
    project_id = uuid_of(state["project"]) if state["project"] else None
    c.done()
    execution = acts.run(c.session, c.principal, script, state["values"], project_id)
    about = {"execution_id": str(execution.id)}
    if project_id is not None:
        about["project_id"] = str(project_id)
    sent = c.send("telegram-run-queued", {"script": script.name, "lines": 0}, about=about,
                  buttons=live_runs.buttons(execution))  # fmt: skip
    if sent is not None:
        live_runs.show(c.session, sent.id, execution.id)


def cancel(c: Conversation, _: str) -> None:
    """/cancel: the question that is open, or a run of one's own."""
    if dialogs.end(c.session, c.bot_id, c.heard.chat_id):
        c.say("telegram-stopped")
        return
    found = acts.running(c.session, c.principal)
    if not found:
        c.say("telegram-nothing-runs")
        return
    names = {script.id: script.name for script in acts.runnable(c.session, c.principal, None)}
    buttons = [
        plain_button(f"⏹ {names.get(one.script_id, '')} {str(one.id)[-6:]}", f"cancel:{one.id}") for one in found[:PAGE]
    ]
    c.say("telegram-which-run", buttons=rows_of(buttons))


def do_cancel(c: Conversation, execution_id: UUID) -> None:
    """End a run. Its message says how it ended."""
    acts.cancel(c.session, c.principal, execution_id)
    c.say("telegram-run-cancelling")


def send_log(c: Conversation, execution_id: UUID) -> None:
    """The log of a run as a file."""
    execution = acts.find_execution(c.session, c.principal, execution_id)
    name = c.session.get_one(Script, execution.script_id).name
    about = {"execution_id": str(execution_id)}
    if execution.project_id is not None:
        about["project_id"] = str(execution.project_id)
    c.send("telegram-log", {"script": name}, file={"log": str(execution_id)}, about=about)
