"""What people say to the bot, and which command deals with it: always with the rights of the linked account."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID
from zoneinfo import available_timezones

import structlog
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.config import settings
from app.errors import AppError
from app.i18n import LANGUAGES, is_language, translate
from app.notifications import service as notifications
from app.notifications.models import NotificationType
from app.projects.models import Channel
from app.security import Role
from app.telegram import dialogs, groups, magic_links, membership, outbox, service
from app.telegram.membership import Gate
from app.telegram.service import CODE_PREFIX, Linked
from worker import telegram_projects as projects
from worker import telegram_scripts as scripts
from worker.telegram_projects import uuid_of
from worker.telegram_talk import Conversation, Heard, Pressed, button, plain_button, rows_of, understand

log = structlog.get_logger(__name__)

Command = Callable[[Conversation, str], None]
MOST_ZONES = 12


def start(c: Conversation, code: str) -> None:
    """/start, alone or with the code of a deep link."""
    if code.startswith(groups.CODE_PREFIX):
        c.say("telegram-group-only")
    elif code:
        _offer_link(c, code)
    elif c.user is None:
        c.say("telegram-start")
    else:
        c.say("telegram-start-linked", username=c.user.username)


def _offer_link(c: Conversation, code: str) -> None:
    offer = service.claim_code(c.session, code, c.heard.person)
    if offer is None:
        c.say("telegram-link-spent")
    elif c.user is not None and c.user.id != offer.user.id:
        c.say("telegram-link-taken")
    else:
        yes, no = (button(f"telegram-{word}", f"link:{word}:{offer.code_id}") for word in ("yes", "no"))
        c.say("telegram-link-ask", username=offer.user.username, buttons=[[yes, no]])


def _press_link(c: Conversation, rest: str) -> None:
    answer, _, identifier = rest.partition(":")
    try:
        code_id = UUID(identifier)
    except ValueError:
        return
    if answer != "yes":
        service.refuse_link(c.session, code_id, c.heard.person)
        c.say("telegram-link-refused")
        return
    outcome, user = service.confirm_link(c.session, c.bot_id, code_id, c.heard.person, c.heard.chat_id)
    if outcome is not Linked.DONE or user is None:
        c.say("telegram-link-taken" if outcome is Linked.TAKEN else "telegram-link-spent")
        return
    c.user = user
    c.say("telegram-link-done", username=user.username)
    # The account hears of it where it is read already: an attacker's link must not stay unseen.
    notifications.notify(
        c.session, NotificationType.ALERT, dedupe_key=f"telegram-linked:{code_id}",
        key="notification-telegram-linked", recipients=[user.id], channels={Channel.WEB},
    )  # fmt: skip


def login(c: Conversation, _: str) -> None:
    """/login: a link to sign in with."""
    user = _person(c)
    if not magic_links.send(c.session, user):
        c.say("telegram-login-not-now")


def show_help(c: Conversation, _: str) -> None:
    """/help: what there is."""
    lines = [f"/{name} – {c.words(f'telegram-command-{name}')}" for name in COMMANDS if name != "start"]
    c.say("telegram-text", text="\n".join([c.words("telegram-help-intro"), "", *lines]))


def language(c: Conversation, code: str) -> None:
    """/language, or /language CODE."""
    user = _person(c)
    if is_language(code.lower()):
        _speak(c, user, code.lower())
    else:
        names = [plain_button(one.name, f"language:{code}") for code, one in LANGUAGES.items()]
        c.say("telegram-language-ask", buttons=rows_of(names, 2))


def _speak(c: Conversation, user: User, code: str) -> None:
    user.language = code
    c.session.flush()
    c.say("telegram-language-done", language=LANGUAGES[code].name)


def timezone(c: Conversation, text: str) -> None:
    """/timezone, or /timezone CITY."""
    user = _person(c)
    wanted = text.strip().replace(" ", "_").lower()
    if not wanted:
        c.ask("telegram-timezone-ask", {"kind": "timezone"}, zone=user.timezone)
        return
    zones = sorted(available_timezones())
    same = [zone for zone in zones if wanted in (zone.lower(), zone.lower().rpartition("/")[2])]
    found = same if len(same) == 1 else [zone for zone in zones if wanted in zone.lower()][:MOST_ZONES]
    if len(found) == 1:
        _live_in(c, user, found[0])
    elif found:
        c.say("telegram-timezone-which", buttons=rows_of([plain_button(zone, f"zone:{zone}") for zone in found], 2))
    else:
        c.say("telegram-timezone-unknown", name=text[:100])


def _live_in(c: Conversation, user: User, zone: str) -> None:
    user.timezone = zone
    c.session.flush()
    c.done()
    c.say("telegram-timezone-done", zone=zone)


def unlink(c: Conversation, _: str) -> None:
    """/unlink asks first."""
    user = _person(c)
    yes, no = (button(f"telegram-{word}", f"unlink:{word}") for word in ("yes", "no"))
    c.say("telegram-unlink-ask", username=user.username, buttons=[[yes, no]])


def _press_unlink(c: Conversation, answer: str) -> None:
    user = _person(c)
    if answer != "yes":
        c.say("telegram-unlink-refused")
        return
    spoken = user.language
    service.unlink(c.session, user)
    c.user = None
    c.heard = Heard(**{**{name: getattr(c.heard, name) for name in Heard.__slots__}, "language": spoken})
    c.say("telegram-unlink-done")


class _Stranger(Exception):
    """The command needs a linked account."""


def _person(c: Conversation) -> User:
    if c.user is None:
        raise _Stranger
    return c.user


# In the order of the menu. Those below `_OPEN` need no linked account; all others do.
COMMANDS: dict[str, Command] = {
    "start": start,
    "projects": projects.list_projects,
    "project": projects.project,
    "commits": projects.commits,
    "comment": projects.comment,
    "subscribe": projects.subscribe,
    "mute": projects.mute,
    "run": scripts.run,
    "cancel": scripts.cancel,
    "pull": projects.pull,
    "block": projects.block,
    "unblock": projects.unblock,
    "login": login,
    "language": language,
    "timezone": timezone,
    "help": show_help,
    "unlink": unlink,
}
_OPEN = frozenset({"start", "help"})
# What a person may always do, whatever channel's membership is asked for.
_UNGATED = frozenset({"start", "help", "language", "timezone", "unlink"})
_GROUP_COMMANDS: dict[str, Command] = {
    "project": lambda c, _: projects.in_group(c, _show_in_group),
    "commits": lambda c, _: projects.in_group(c, projects.show_commits),
    "bind": projects.bind,
    "unbind": projects.unbind,
}


def _show_in_group(c: Conversation, project_id: UUID) -> None:
    projects.show_commits(c, project_id)


def _unknown(c: Conversation) -> None:
    c.say("telegram-unknown")


def answer(c: Conversation) -> None:
    """Deal with what was said. A refusal is told and changes nothing."""
    remembered = len(c.session.info.get("after_commit", []))
    try:
        with c.session.begin_nested():
            _dispatch(c)
    except AppError as error:
        del c.session.info.get("after_commit", [])[remembered:]
        if c.heard.private:
            c.refuse(error)
    except _Stranger:
        if c.heard.private:
            c.say("telegram-not-linked")


def _dispatch(c: Conversation) -> None:
    if c.heard.callback_id:
        if c.heard.private:
            _press(c)
        return
    name, argument = _command(c)
    if not c.heard.private:
        _in_group(c, name, argument)
        return
    outbox.reopen_chat(c.session, c.bot_id, c.heard.chat_id)
    if name is None:
        _free_text(c)
        return
    command = COMMANDS.get(name)
    if command is None:
        _unknown(c)
        return
    if name not in _OPEN:
        _person(c)
    _admit(c, name)
    if name != "cancel":
        # Another command is no answer to the question that was open.
        c.done()
    command(c, argument)


def _admit(c: Conversation, name: str) -> None:
    if c.user is not None and c.user.role is Role.ADMIN:
        return
    if name not in _UNGATED and not membership.admits(c.session, c.heard.person, Gate.COMMANDS):
        raise AppError("members_only", channel=settings().telegram_channel_id)


def _command(c: Conversation) -> tuple[str | None, str]:
    """The command and what follows it; None where there is none, or where it is for another bot."""
    if not c.heard.text.startswith("/"):
        return None, ""
    word, argument = [*c.heard.text[1:].split(maxsplit=1), "", ""][:2]
    name, _, addressed = word.partition("@")
    if addressed and addressed.lower() != c.username.lower():
        return None, ""
    return name.lower()[:32], argument.strip()


def _free_text(c: Conversation) -> None:
    """Words without a command: a reply to a message, the answer to a question, or nothing that is understood."""
    if c.user is None or not c.heard.text.strip():
        _unknown(c)
        return
    _admit(c, "")
    state = dialogs.present(c.session, c.bot_id, c.heard.chat_id)
    if projects.reply(c):
        return
    if state is None:
        _unknown(c)
        return
    text = c.heard.text.strip()
    match state["kind"]:
        case "comment":
            c.done()
            projects.add_comment(c, uuid_of(state["project"]), text, sha=state["sha"])
        case "block":
            c.done()
            projects.do_block(c, uuid_of(state["project"]), text)
        case "timezone":
            timezone(c, text)
        case "run":
            scripts.answered(c, state, text=text)
        case _:
            _unknown(c)


def _in_group(c: Conversation, name: str | None, argument: str) -> None:
    # A code that a group has seen links nobody any more.
    if name == "start" and argument.startswith(CODE_PREFIX):
        service.spend_code(c.session, argument)
    if name == "start" and argument.startswith(groups.CODE_PREFIX):
        projects.join_group(c, argument)
        return
    if c.user is not None and name is None and projects.reply(c):
        return
    if name in _GROUP_COMMANDS and c.user is not None:
        _GROUP_COMMANDS[name](c, argument)
    elif name in COMMANDS or name in _GROUP_COMMANDS:
        c.say("telegram-private-only", bot=c.username)


def _press(c: Conversation) -> None:
    """A button of a private chat."""
    what, _, rest = c.heard.data.partition(":")
    if what == "link":
        _press_link(c, rest)
        return
    if c.user is None:
        return
    if what == "unlink":
        _press_unlink(c, rest)
    elif what == "language":
        if is_language(rest):
            _speak(c, c.user, rest)
    elif what == "zone":
        if rest in available_timezones():
            _live_in(c, c.user, rest)
    else:
        _admit(c, "")
        _press_action(c, what, rest)


def _press_action(c: Conversation, what: str, rest: str) -> None:
    of_project = _OF_PROJECT.get(what)
    if of_project is not None:
        of_project(c, uuid_of(rest))
        return
    state = dialogs.present(c.session, c.bot_id, c.heard.chat_id)
    match what:
        case "page":
            offset, _, text = rest.partition(":")
            projects.show_projects(c, text, int(offset) if offset.isdecimal() and len(offset) < 9 else 0)
        case "comment":
            identifier, _, sha = rest.partition(":")
            projects.ask_comment(c, uuid_of(identifier), sha or None)
        case "sub":
            projects.set_event(c, rest)
        case "run":
            chosen = state["project"] if state and state["kind"] == "script" else None
            scripts.begin(c, uuid_of(rest), uuid_of(chosen) if chosen else None)
        case "cancel":
            scripts.do_cancel(c, uuid_of(rest))
        case "log":
            scripts.send_log(c, uuid_of(rest))
        case "stop":
            c.done()
            c.say("telegram-stopped")
        case "skip" | "pick" | "on" | "go":
            _press_answer(c, what, rest, state)


def _press_answer(c: Conversation, what: str, rest: str, state: dict[str, Any] | None) -> None:
    """A button that answers the question which is open; one of an older question is told so."""
    kind = state["kind"] if state else None
    if state is not None and kind == "run":
        if what == "go":
            scripts.go(c, state)
        elif what == "on":
            scripts.on_project(c, state, uuid_of(rest))
        else:
            scripts.answered(c, state, pick=rest, skip=what == "skip")
    elif state is not None and kind == "block" and what == "skip":
        c.done()
        projects.do_block(c, uuid_of(state["project"]), "-")
    else:
        c.say("telegram-too-late")


_OF_PROJECT: dict[str, Callable[[Conversation, UUID], None]] = {
    "project": projects.show_project,
    "commits": projects.show_commits,
    "subs": projects.show_subscription,
    "mute": lambda c, project_id: projects.set_mute(c, project_id, True),
    "unmute": lambda c, project_id: projects.set_mute(c, project_id, False),
    "runs": scripts.offer_of,
    "pull": projects.do_pull,
    "block": lambda c, project_id: projects.do_block(c, project_id, None),
    "unblock": projects.do_unblock,
    "group": projects.offer_group,
}


def respond(session: Session, bot_id: int, username: str, update: dict[str, Any]) -> Pressed | None:
    """Deal with one update in this transaction; gives the button that is to be acknowledged after the commit."""
    for kind, note in (("my_chat_member", _note_own_membership), ("chat_member", _note_member)):
        if isinstance(update.get(kind), dict):
            note(session, bot_id, update[kind])
            return None
    message = update.get("message")
    if isinstance(message, dict) and _note_migration(session, bot_id, message):
        return None
    heard = understand(update)
    if heard is None:
        return None
    conversation = Conversation(session, bot_id, username, heard)
    answer(conversation)
    return conversation.pressed


def menu(language: str) -> dict[str, str]:
    """The commands with their words, for Telegram's menu."""
    return {name: translate(language, f"telegram-command-{name}") for name in COMMANDS}


def _note_own_membership(session: Session, bot_id: int, change: dict[str, Any]) -> None:
    """Somebody blocked the bot, or let it back in; a group put it out."""
    try:
        chat_id, status = int(change["chat"]["id"]), str(change["new_chat_member"]["status"])
    except (KeyError, TypeError, ValueError):
        return
    if not -(2**63) <= chat_id < 2**63:
        return
    if status in ("kicked", "left"):
        outbox.close_chat(session, bot_id, chat_id, "blocked" if chat_id > 0 else "kicked")
    elif chat_id > 0 and status in ("member", "administrator", "restricted"):
        outbox.reopen_chat(session, bot_id, chat_id)


def _note_member(session: Session, _: int, change: dict[str, Any]) -> None:
    """Somebody joined or left a channel."""
    channel = settings().telegram_channel_id
    try:
        chat, member = change["chat"], change["new_chat_member"]
        names = {str(chat["id"]), f"@{chat.get('username') or ''}".lower()}
        person, status = int(member["user"]["id"]), str(member["status"])
    except (KeyError, TypeError, ValueError, AttributeError):
        return
    if channel is not None and channel.lower() in names and -(2**63) <= person < 2**63:
        membership.note(session, channel, person, status, member.get("is_member"))


def _note_migration(session: Session, bot_id: int, message: dict[str, Any]) -> bool:
    """A group became a supergroup, which is another chat."""
    try:
        new, old = int(message["migrate_to_chat_id"]), int(message["chat"]["id"])
    except (KeyError, TypeError, ValueError):
        return False
    if all(-(2**63) <= number < 2**63 for number in (new, old)):
        outbox.move_group(session, bot_id, old, new)
    return True
