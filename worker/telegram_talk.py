"""A conversation in Telegram: what was said, by whom, and the ways to answer, all in the transaction of one update."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.accounts.models import User
from app.errors import AppError
from app.i18n import has_message, negotiate, translate
from app.security import Principal
from app.telegram import dialogs, outbox, service
from app.telegram.outbox import Outgoing

# More answers are not queued while so many wait: somebody who floods the bot waits for themself.
MOST_WAITING_ANSWERS = 5
MOST_TEXT = 10_000
# Telegram's bound for what a button carries.
MOST_DATA_BYTES = 64
Buttons = list[list[dict[str, str]]]


@dataclass(frozen=True, slots=True)
class Heard:
    """Something that a person said or pressed. `language` is that of their Telegram app.

    `reply_to` is the message that they replied to, `thread_id` the topic of a group.
    """

    update_id: int
    person: int
    chat_id: int
    private: bool
    language: str
    text: str = ""
    data: str = ""
    message_id: int = 0
    callback_id: str = ""
    reply_to: int | None = None
    thread_id: int | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button whose press is to be acknowledged after the commit.

    Its message loses its buttons, or becomes the text `key` with `params` and `buttons` where `key` is given.
    """

    chat_id: int
    message_id: int
    callback_id: str
    language: str = "en"
    key: str = ""
    params: dict[str, Any] | None = None
    buttons: Buttons | None = None


def understand(update: dict[str, Any]) -> Heard | None:
    """What was said, out of an update of any shape; None for everything that is not a person's word to the bot."""
    try:
        pressed = update.get("callback_query")
        message = pressed["message"] if pressed else update["message"]
        sender, chat = (pressed or message)["from"], message["chat"]
        reply = message.get("reply_to_message") if not pressed else None
        topic = message.get("message_thread_id") if message.get("is_topic_message") else None
        heard = Heard(
            update_id=int(update["update_id"]),
            person=int(sender["id"]),
            chat_id=int(chat["id"]),
            private=chat["type"] == "private" and chat["id"] == sender["id"],
            language=negotiate(str(sender.get("language_code") or "")),
            text=str(message.get("text") or "")[:MOST_TEXT] if not pressed else "",
            data=str(pressed.get("data") or "") if pressed else "",
            message_id=int(message.get("message_id") or 0),
            callback_id=str(pressed.get("id") or "") if pressed else "",
            reply_to=int(reply["message_id"]) if isinstance(reply, dict) and "message_id" in reply else None,
            thread_id=int(topic) if topic is not None else None,
            title=str(chat.get("title") or ""),
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        return None
    is_bot = bool(sender.get("is_bot"))
    numbers = (heard.person, heard.chat_id, heard.message_id, heard.reply_to or 0, heard.thread_id or 0)
    fits = all(-(2**63) <= number < 2**63 for number in numbers)
    return heard if fits and not is_bot else None


class Conversation:
    """One update being dealt with in one transaction. `pressed` is what to do with the button after the commit."""

    def __init__(self, session: Session, bot_id: int, username: str, heard: Heard) -> None:
        self.session = session
        self.bot_id = bot_id
        self.username = username
        self.heard = heard
        self.user: User | None = service.linked_user(session, heard.person)
        self.pressed: Pressed | None = None
        if heard.callback_id:
            self.pressed = Pressed(heard.chat_id, heard.message_id, heard.callback_id)
        self._said = 0

    @property
    def language(self) -> str:
        """The language to answer in: the account's, else that of the person's Telegram app."""
        return self.user.language if self.user else self.heard.language

    @property
    def principal(self) -> Principal:
        """The person with their rights; raises AppError `unauthorized` for a stranger."""
        if self.user is None:
            raise AppError("unauthorized")
        return accounts.principal_of(self.session, self.user)

    def words(self, key: str, **params: Any) -> str:
        """The words of a message in the person's language."""
        timezone = self.user.timezone if self.user else "UTC"
        return translate(self.language, key, timezone=timezone, **params)

    def say(self, key: str, *, buttons: Buttons | None = None, **params: Any) -> Outgoing | None:
        """Queue an answer; None where too many wait already."""
        return self.send(key, params, buttons=buttons)

    def send(
        self,
        key: str,
        params: dict[str, Any] | None = None,
        *,
        buttons: Buttons | None = None,
        about: dict[str, Any] | None = None,
        file: dict[str, Any] | None = None,
        path: str | None = None,
    ) -> Outgoing | None:
        """As `say`, with all that a message can carry."""
        if outbox.waiting_in(self.session, self.bot_id, self.heard.chat_id) >= MOST_WAITING_ANSWERS:
            return None
        self._said += 1
        answer = Outgoing(
            chat_id=self.heard.chat_id,
            dedupe_key=f"update:{self.bot_id}:{self.heard.update_id}:{self._said}",
            key=key,
            params=params or {},
            # In a group the answer is the group's, not one person's.
            user_id=self.user.id if self.user and self.heard.private else None,
            buttons=buttons or [],
            language=self.language,
            about=about or {},
            file=file,
            path=path,
            thread_id=self.heard.thread_id,
        )
        return answer if outbox.queue(self.session, self.bot_id, [answer]) else None

    def show(self, key: str, *, buttons: Buttons | None = None, **params: Any) -> None:
        """Answer in the message whose button was pressed, which is changed; as `say` where none was."""
        if not self.heard.callback_id:
            self.say(key, buttons=buttons, **params)
            return
        self.pressed = Pressed(
            self.heard.chat_id,
            self.heard.message_id,
            self.heard.callback_id,
            language=self.language,
            key=key,
            params=params,
            buttons=buttons,
        )

    def ask(self, key: str, state: dict[str, Any], *, buttons: Buttons | None = None, **params: Any) -> None:
        """Ask something: what the person says next, or presses, comes back with `state`."""
        dialogs.begin(self.session, self.bot_id, self.heard.chat_id, state)
        self.say(key, buttons=[*(buttons or []), [button("telegram-cancel", "stop")]], **params)

    def done(self) -> None:
        """Forget the question that was open."""
        dialogs.end(self.session, self.bot_id, self.heard.chat_id)

    def refuse(self, error: AppError) -> None:
        """Tell what went wrong, in the words that clients of the API read as well."""
        for fault in error.fields[:1]:
            code = f"field-{fault.code.replace('_', '-')}"
            if has_message(code):
                self.say("telegram-text", text=self.words(code, **fault.params))
                return
        key = f"error-{error.code.replace('_', '-')}"
        self.say("telegram-text", text=self.words(key, **{"seconds": 60, "limit": 0, **error.params}))


def button(key: str, data: str) -> dict[str, str]:
    """A button with the words of `key`."""
    return {"key": key, "data": data}


def plain_button(text: str, data: str) -> dict[str, str]:
    """A button with words that are names, the same in every language."""
    return {"text": text[:64], "data": data}


def fits(data: str) -> bool:
    """Whether a button can carry this."""
    return len(data.encode()) <= MOST_DATA_BYTES


def rows_of(buttons: list[dict[str, str]], width: int = 1) -> Buttons:
    """Buttons in rows of `width`."""
    return [buttons[start : start + width] for start in range(0, len(buttons), width)]
