"""What people say to the bot, and what it answers: every answer is queued in the transaction of what it tells of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts.models import User
from app.i18n import LANGUAGES, is_language, negotiate
from app.notifications import service as notifications
from app.notifications.models import NotificationType
from app.projects.models import Channel
from app.telegram import outbox, service
from app.telegram.outbox import Outgoing
from app.telegram.service import CODE_PREFIX, Linked

# More answers are not queued while so many wait: somebody who floods the bot waits for themself.
MOST_WAITING_ANSWERS = 5
COMMANDS = ("start", "help", "language", "unlink")


@dataclass(frozen=True, slots=True)
class Heard:
    """Something that a person said or pressed. `language` is that of their Telegram app."""

    update_id: int
    person: int
    chat_id: int
    private: bool
    language: str
    text: str = ""
    data: str = ""
    message_id: int = 0
    callback_id: str = ""


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button whose press is to be acknowledged, and whose message loses its buttons, after the commit."""

    chat_id: int
    message_id: int
    callback_id: str


def understand(update: dict[str, Any]) -> Heard | None:
    """What was said, out of an update of any shape; None for everything that is not a person's word to the bot."""
    try:
        pressed = update.get("callback_query")
        message = pressed["message"] if pressed else update["message"]
        sender, chat = (pressed or message)["from"], message["chat"]
        heard = Heard(
            update_id=int(update["update_id"]),
            person=int(sender["id"]),
            chat_id=int(chat["id"]),
            private=chat["type"] == "private" and chat["id"] == sender["id"],
            language=negotiate(str(sender.get("language_code") or "")),
            text=str(message.get("text") or "") if not pressed else "",
            data=str(pressed.get("data") or "") if pressed else "",
            message_id=int(message.get("message_id") or 0),
            callback_id=str(pressed.get("id") or "") if pressed else "",
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        return None
    is_bot = bool(sender.get("is_bot"))
    fits = all(-(2**63) <= number < 2**63 for number in (heard.person, heard.chat_id, heard.message_id))
    return heard if fits and not is_bot else None


class Conversation:
    """One update being dealt with in one transaction."""

    def __init__(self, session: Session, bot_id: int, username: str, heard: Heard) -> None:
        self.session = session
        self.bot_id = bot_id
        self.username = username
        self.heard = heard
        self.user: User | None = service.linked_user(session, heard.person)

    @property
    def language(self) -> str:
        """The language to answer in: the account's, else that of the person's Telegram app."""
        return self.user.language if self.user else self.heard.language

    def say(self, key: str, *, buttons: list[list[dict[str, str]]] | None = None, **params: Any) -> None:
        """Queue an answer."""
        if outbox.waiting_in(self.session, self.bot_id, self.heard.chat_id) >= MOST_WAITING_ANSWERS:
            return
        answer = Outgoing(
            chat_id=self.heard.chat_id,
            dedupe_key=f"update:{self.bot_id}:{self.heard.update_id}",
            key=key,
            params=params,
            buttons=buttons or [],
            language=self.language,
        )
        outbox.queue(self.session, self.bot_id, [answer])

    def answer(self) -> None:
        """Deal with it."""
        if self.heard.callback_id:
            if self.heard.private:
                self._press()
            return
        command, argument = self._command()
        if command is None and not self.heard.private:
            return
        if not self.heard.private:
            self._in_group(command or "", argument)
            return
        outbox.reopen_chat(self.session, self.heard.chat_id)
        handlers: dict[str, Callable[[str], None]] = {
            "start": self._start, "help": self._help, "language": self._language, "unlink": self._unlink,
        }  # fmt: skip
        handlers.get(command or "", self._unknown)(argument)

    def _command(self) -> tuple[str | None, str]:
        """The command and what follows it; None where there is none, or where it is for another bot."""
        if not self.heard.text.startswith("/"):
            return None, ""
        word, _, argument = self.heard.text[1:].partition(" ")
        name, _, addressed = word.partition("@")
        if addressed and addressed.lower() != self.username.lower():
            return None, ""
        return name.lower()[:32], argument.strip()[:200]

    def _in_group(self, command: str, argument: str) -> None:
        # A code that a group has seen links nobody any more.
        if command == "start" and argument.startswith(CODE_PREFIX):
            service.spend_code(self.session, argument)
        if command in COMMANDS:
            self.say("telegram-private-only", bot=self.username)

    def _start(self, code: str) -> None:
        if not code:
            self._greet()
            return
        offer = service.claim_code(self.session, code, self.heard.person)
        if offer is None:
            self.say("telegram-link-spent")
        elif self.user is not None and self.user.id != offer.user.id:
            self.say("telegram-link-taken", username=self.user.username)
        else:
            yes = {"key": "telegram-yes", "data": f"link:yes:{offer.code_id}"}
            no = {"key": "telegram-no", "data": f"link:no:{offer.code_id}"}
            self.say("telegram-link-ask", username=offer.user.username, buttons=[[yes, no]])

    def _greet(self) -> None:
        if self.user is None:
            self.say("telegram-start")
        else:
            self.say("telegram-start-linked", username=self.user.username)

    def _help(self, _: str) -> None:
        self.say("telegram-help")

    def _unknown(self, _: str) -> None:
        self.say("telegram-unknown")

    def _language(self, code: str) -> None:
        if self.user is None:
            self.say("telegram-not-linked")
        elif is_language(code.lower()):
            self._speak(self.user, code.lower())
        else:
            names = [{"text": language.name, "data": f"language:{code}"} for code, language in LANGUAGES.items()]
            self.say("telegram-language-ask", buttons=[names[i : i + 2] for i in range(0, len(names), 2)])

    def _speak(self, user: User, code: str) -> None:
        user.language = code
        self.session.flush()
        self.say("telegram-language-done", language=LANGUAGES[code].name)

    def _unlink(self, _: str) -> None:
        if self.user is None:
            self.say("telegram-not-linked")
            return
        yes = {"key": "telegram-yes", "data": "unlink:yes"}
        no = {"key": "telegram-no", "data": "unlink:no"}
        self.say("telegram-unlink-ask", username=self.user.username, buttons=[[yes, no]])

    def _press(self) -> None:
        what, _, rest = self.heard.data.partition(":")
        answer, _, identifier = rest.partition(":")
        if what == "link":
            self._press_link(answer, identifier)
        elif what == "unlink" and self.user is not None:
            self._press_unlink(self.user, answer)
        elif what == "language" and self.user is not None and is_language(answer):
            self._speak(self.user, answer)

    def _press_link(self, answer: str, identifier: str) -> None:
        try:
            code_id = UUID(identifier)
        except ValueError:
            return
        if answer != "yes":
            service.refuse_link(self.session, code_id, self.heard.person)
            self.say("telegram-link-refused")
            return
        outcome, user = service.confirm_link(self.session, code_id, self.heard.person, self.heard.chat_id)
        if outcome is not Linked.DONE or user is None:
            self.say("telegram-link-taken" if outcome is Linked.TAKEN else "telegram-link-spent", username="")
            return
        self.user = user
        self.say("telegram-link-done", username=user.username)
        # The account hears of it where it is read already: an attacker's link must not stay unseen.
        notifications.notify(
            self.session, NotificationType.ALERT, dedupe_key=f"telegram-linked:{code_id}",
            key="notification-telegram-linked", recipients=[user.id], channels={Channel.WEB},
        )  # fmt: skip

    def _press_unlink(self, user: User, answer: str) -> None:
        if answer != "yes":
            self.say("telegram-unlink-refused")
            return
        language = user.language
        service.unlink(self.session, user)
        self.user, self.heard = None, Heard(**{**_fields(self.heard), "language": language})
        self.say("telegram-unlink-done")


def _fields(heard: Heard) -> dict[str, Any]:
    return {name: getattr(heard, name) for name in Heard.__slots__}


def respond(session: Session, bot_id: int, username: str, update: dict[str, Any]) -> Pressed | None:
    """Deal with one update in this transaction; gives the button that is to be acknowledged after the commit."""
    membership = update.get("my_chat_member")
    if isinstance(membership, dict):
        _note_membership(session, bot_id, membership)
        return None
    heard = understand(update)
    if heard is None:
        return None
    Conversation(session, bot_id, username, heard).answer()
    return Pressed(heard.chat_id, heard.message_id, heard.callback_id) if heard.callback_id else None


def _note_membership(session: Session, bot_id: int, membership: dict[str, Any]) -> None:
    """Somebody blocked the bot, or let it back in."""
    try:
        chat_id, status = int(membership["chat"]["id"]), str(membership["new_chat_member"]["status"])
    except (KeyError, TypeError, ValueError):
        return
    if not -(2**63) <= chat_id < 2**63:
        return
    if status in ("kicked", "left"):
        outbox.close_chat(session, bot_id, chat_id, "blocked" if chat_id > 0 else "kicked")
    elif status in ("member", "administrator", "restricted"):
        outbox.reopen_chat(session, chat_id)
