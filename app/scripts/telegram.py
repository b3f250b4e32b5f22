"""Runs as Telegram shows them: one message that is changed as the run goes on, and the log as a file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.db import read_only
from app.i18n import translate
from app.scripts import logs
from app.scripts.models import Execution, ExecutionStatus, Script
from app.telegram.models import MessageStatus, TelegramMessage, TelegramRun

# Telegram takes files of 50 MB; of a longer log the end is sent.
MOST_FILE_BYTES = 20 * 1024 * 1024
TAIL_BYTES = 4000
TAIL_LINES = 15
_SHOWN_EVERY = timedelta(seconds=2)
_GIVEN_UP_AFTER = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class LiveRun:
    """A message that shows a run, and what it is to say now."""

    id: UUID
    bot_id: int
    chat_id: int
    message_id: int
    language: str
    text: str
    fingerprint: str
    buttons: list[list[dict[str, str]]]
    over: bool


def show(session: Session, message_id: UUID, execution_id: UUID) -> None:
    """Have a message, queued in this transaction, follow a run."""
    session.add(TelegramRun(message_id=message_id, execution_id=execution_id))


def any_due(session: Session) -> bool:
    """Whether a message may have to be changed."""
    return session.scalar(select(TelegramRun.message_id).where(_due()).limit(1)) is not None


def _due() -> Any:
    return TelegramRun.next_at <= func.clock_timestamp()


def take_due(session: Session, limit: int) -> list[LiveRun]:
    """Messages that say something else than their run now, each taken by one caller for a moment."""
    chosen = select(TelegramRun.message_id).where(_due()).order_by(TelegramRun.next_at).limit(limit)
    taken = session.execute(
        update(TelegramRun)
        .where(TelegramRun.message_id.in_(chosen.with_for_update(skip_locked=True)))
        .values(next_at=func.clock_timestamp() + _SHOWN_EVERY)
        .returning(TelegramRun.message_id, TelegramRun.execution_id, TelegramRun.shown)
    ).all()
    found = (_live(session, row.message_id, row.execution_id) for row in taken)
    shown = {row.message_id: row.shown for row in taken}
    return [run for run in found if run is not None and run.fingerprint != shown[run.id]]


def _live(session: Session, message_id: UUID, execution_id: UUID) -> LiveRun | None:
    message = session.get_one(TelegramMessage, message_id)
    execution = session.get(Execution, execution_id)
    if execution is None or message.status in (MessageStatus.DEAD, MessageStatus.UNKNOWN):
        end(session, message_id)
        return None
    if message.message_id is None:
        return None
    language = session.scalar(select(User.language).where(User.id == message.user_id)) or message.language or "en"
    script = session.get_one(Script, execution.script_id)
    return LiveRun(
        id=message_id,
        bot_id=message.bot_id,
        chat_id=message.chat_id,
        message_id=message.message_id,
        language=language,
        text=describe(session, language, script.name, execution),
        fingerprint=_fingerprint(execution),
        buttons=buttons(execution),
        over=execution.is_over,
    )


def _fingerprint(execution: Execution) -> str:
    seconds = "" if execution.is_over else str(execution.log_lines)
    return f"{execution.status.value}:{seconds}"


def describe(session: Session, language: str, name: str, execution: Execution) -> str:
    """How a run stands, in words; of one that ended badly the last lines as well."""
    status = execution.status.value.replace("_", "-")
    if not execution.is_over:
        key = f"telegram-run-{status}"
        return translate(language, key, script=name, lines=execution.log_lines)
    key = f"notification-execution-{status}"
    params: dict[str, Any] = {
        "script": name,
        "duration": timedelta(milliseconds=execution.duration_ms or 0),
        "code": -1 if execution.exit_code is None else execution.exit_code,
    }
    text = f"{translate(language, f'{key}.title', **params)}\n{translate(language, f'{key}.body', **params)}"
    if execution.status is ExecutionStatus.SUCCEEDED:
        return text
    last = tail(session, execution)
    return f"{text}\n\n{translate(language, 'telegram-run-tail')}\n{last}" if last else text


def tail(session: Session, execution: Execution) -> str:
    """The last lines of a log, as text."""
    data = logs.read(session, execution.id, max(0, execution.log_bytes - TAIL_BYTES), TAIL_BYTES)
    lines = data.decode("utf-8", "replace").replace("\0", "").splitlines()
    return "\n".join(lines[-TAIL_LINES:])[-3000:]


def buttons(execution: Execution) -> list[list[dict[str, str]]]:
    """What can be done with a run from its message."""
    page = {"key": "telegram-open", "path": f"/executions/{execution.id}"}
    if execution.is_over:
        log = {"key": "telegram-run-log", "data": f"log:{execution.id}"}
        return [[log, page]] if execution.log_bytes else [[page]]
    return [[{"key": "telegram-cancel", "data": f"cancel:{execution.id}"}, page]]


def note_shown(session: Session, run: LiveRun) -> None:
    """The message says now what it was to say; one whose run has ended is followed no more."""
    if run.over:
        end(session, run.id)
        return
    session.execute(update(TelegramRun).where(TelegramRun.message_id == run.id).values(shown=run.fingerprint))


def end(session: Session, message_id: UUID) -> None:
    """Follow the run of this message no more."""
    session.execute(delete(TelegramRun).where(TelegramRun.message_id == message_id))


def forget_old(session: Session) -> None:
    """Give up messages that have not been brought to an end for long: their chat may be gone."""
    old = TelegramRun.created_at < func.clock_timestamp() - _GIVEN_UP_AFTER
    session.execute(delete(TelegramRun).where(old))


def read_file(file: dict[str, Any]) -> tuple[str, bytes]:
    """The name and the content of what a message sends as a document: the log of a run, or its end."""
    execution_id = UUID(file["log"])
    with read_only() as session:
        size = logs.state(session, execution_id).size
    data = b"".join(logs.stream(execution_id, max(0, size - MOST_FILE_BYTES), size))
    return f"{execution_id}.log", data
