"""The Telegram Bot API, through pyTelegramBotAPI: the only module that touches that package.

The package keeps its address and its request function in module globals. Here it is given a placeholder address and our
own request function once; the bot that a call is for travels in a context variable. So any number of bots and threads
can call at the same time, and the package never sees a token: none can turn up in its logs and exceptions.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from contextvars import ContextVar
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

import requests
from telebot import apihelper as _apihelper
from telebot import types as _types
from urllib3.exceptions import HTTPError as Urllib3Error
from urllib3.exceptions import NewConnectionError, ReadTimeoutError

from app.errors import Permanent, Temporary
from app.logs import MASK, scrub

DEFAULT_URL = "https://api.telegram.org"
CONNECT_SECONDS = 5.0
READ_SECONDS = 20.0
ANSWER_LIMIT = 16 * 1024 * 1024
# The Bot API holds a long poll for at most 50 seconds (LONG_POLL_MAX_TIMEOUT in the server's source).
LONGEST_POLL_SECONDS = 50

# The package is py.typed, but its functions carry no types.
apihelper: Any = _apihelper
types: Any = _types


class Flood(Temporary):
    """Too many requests (429): nobody may send with this bot before `retry_after` seconds have passed."""


class Unreachable(Temporary):
    """Telegram was not reached, or did not answer a question that can be asked again."""


class Conflict(Temporary):
    """Another process polls with the same token (reason `conflict`), or a webhook is set (`webhook_set`) (409)."""


class Migrated(Permanent):
    """The group was upgraded: `chat_id` is its new identifier, and the message was not sent."""

    def __init__(self, chat_id: int, description: str) -> None:
        super().__init__("chat_migrated", description)
        self.chat_id = chat_id


class Unknown(Exception):
    """The request may have been accepted, but its answer was lost. Sending again might send twice."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Me:
    """What a bot says of itself. `bot_id` is the number that its token begins with."""

    bot_id: int
    username: str
    name: str


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message: it opens `url`, or sends `data` (at most 64 bytes) back to the bot."""

    text: str
    data: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class _Answer:
    """What the package needs of an HTTP answer."""

    status_code: int
    reason: str
    text: str
    retry_after: str | None

    def json(self) -> dict[str, Any]:
        value = json.loads(self.text)
        if not isinstance(value, dict) or not isinstance(value.get("ok"), bool):
            raise ValueError("not an answer of the Bot API")
        if not value["ok"]:
            # The package reads both without asking.
            value = {"error_code": self.status_code, "description": self.reason, **value}
        elif "result" not in value:
            raise ValueError("an answer without a result")
        return value


_current: ContextVar[Bot] = ContextVar("telegram_bot")


@dataclass(frozen=True)
class Bot:
    """One bot at one Bot API server. Its methods may be called by any number of threads.

    `base_url` is the server's address without the path. All methods raise Temporary (of which Flood, Unreachable and
    Conflict are kinds) or Permanent; those that send raise Unknown as well.
    """

    token: str = field(repr=False)
    base_url: str = DEFAULT_URL
    connect_seconds: float = CONNECT_SECONDS
    read_seconds: float = READ_SECONDS
    _local: threading.local = field(default_factory=threading.local, repr=False, compare=False)

    @property
    def bot_id(self) -> int:
        """The bot's own Telegram identifier, which stays when its token is replaced."""
        return int(self.token.partition(":")[0])

    def get_me(self) -> Me:
        """Ask Telegram who this bot is: the test of a token."""
        me = self._call(apihelper.get_me)
        return Me(int(me["id"]), str(me.get("username", "")), str(me.get("first_name", "")))

    def send_message(
        self, chat_id: int, html: str, *, buttons: Sequence[Sequence[Button]] = (), thread_id: int | None = None
    ) -> int:
        """Send one message, at most 4,096 UTF-16 units after its markup has been read; gives its message_id.

        `html` is Telegram's HTML, or see `send_plain`. Addresses in it get no preview: Telegram would open them.
        """
        return self._send(chat_id, html, "HTML", buttons, thread_id)

    def send_plain(
        self, chat_id: int, text: str, *, buttons: Sequence[Sequence[Button]] = (), thread_id: int | None = None
    ) -> int:
        """As `send_message`, with no markup at all: for a text whose markup Telegram could not read."""
        return self._send(chat_id, text, None, buttons, thread_id)

    def _send(
        self,
        chat_id: int,
        text: str,
        parse_mode: str | None,
        buttons: Sequence[Sequence[Button]],
        thread_id: int | None,
    ) -> int:
        message = self._call(
            apihelper.send_message,
            chat_id,
            text,
            parse_mode=parse_mode,
            reply_markup=_keyboard(buttons),
            message_thread_id=thread_id,
            link_preview_options=types.LinkPreviewOptions(is_disabled=True),
            once=True,
        )
        return _message_id(message)

    def send_document(
        self,
        chat_id: int,
        name: str,
        content: bytes,
        *,
        caption: str = "",
        buttons: Sequence[Sequence[Button]] = (),
        thread_id: int | None = None,
    ) -> int:
        """Send a file of at most 50 MB with a plain caption of at most 1,024 UTF-16 units; gives its message_id."""
        message = self._call(
            apihelper.send_data,
            chat_id,
            content,
            "document",
            caption=caption or None,
            visible_file_name=name,
            reply_markup=_keyboard(buttons),
            message_thread_id=thread_id,
            once=True,
        )
        return _message_id(message)

    def edit_message(
        self, chat_id: int, message_id: int, html: str, *, buttons: Sequence[Sequence[Button]] = ()
    ) -> None:
        """Replace the text and the buttons of a message. Doing it twice does no harm, so no answer is ever unknown."""
        try:
            self._call(
                apihelper.edit_message_text,
                html,
                chat_id,
                message_id,
                parse_mode="HTML",
                reply_markup=_keyboard(buttons),
                link_preview_options=types.LinkPreviewOptions(is_disabled=True),
            )
        except Permanent as fault:
            if "message is not modified" not in fault.description:
                raise

    def remove_buttons(self, chat_id: int, message_id: int) -> None:
        """Take the buttons off a message."""
        try:
            self._call(apihelper.edit_message_reply_markup, chat_id, message_id)
        except Permanent as fault:
            if "message is not modified" not in fault.description:
                raise

    def answer_callback(self, callback_id: str, text: str = "") -> None:
        """End the waiting sign of a pressed button, with a short text at the top of the chat."""
        self._call(apihelper.answer_callback_query, callback_id, text=text[:200])

    def get_member(self, chat_id: int | str, user_id: int) -> tuple[str, bool | None]:
        """What a person is in a chat or channel: Telegram's word, and for `restricted` whether they are in it."""
        member = self._call(apihelper.get_chat_member, chat_id, user_id)
        is_member = member.get("is_member") if isinstance(member, dict) else None
        status = member.get("status") if isinstance(member, dict) else None
        return str(status or "left"), is_member if isinstance(is_member, bool) else None

    def set_webhook(self, url: str, secret: str, kinds: Sequence[str]) -> None:
        """Have updates sent to `url`, each with `secret` in a header."""
        self._call(apihelper.set_webhook, url=url, secret_token=secret, allowed_updates=list(kinds))

    def delete_webhook(self) -> None:
        """Have updates wait to be asked for; those that wait already stay."""
        self._call(apihelper.delete_webhook)

    def webhook_fault(self, url: str) -> str | None:
        """Telegram's words about the last failure of the webhook; None where there was none.

        Raises Conflict where another address is set.
        """
        info = self._call(apihelper.get_webhook_info)
        if not isinstance(info, dict) or info.get("url") != url:
            raise Conflict("webhook_elsewhere")
        message = info.get("last_error_message")
        return scrub(str(message))[:500] if message else None

    def get_updates(self, offset: int, *, wait_seconds: int, kinds: Sequence[str]) -> list[dict[str, Any]]:
        """Updates from `offset` on, at most 100, waiting up to `wait_seconds` (1 to 50) for the first.

        Asking for an offset tells Telegram that all updates before it have been dealt with.
        """
        wait = max(1, min(wait_seconds, LONGEST_POLL_SECONDS))
        updates = self._call(
            apihelper.get_updates, offset=offset, limit=100, allowed_updates=list(kinds), long_polling_timeout=wait
        )
        return [
            update for update in updates or [] if isinstance(update, dict) and isinstance(update.get("update_id"), int)
        ]

    def set_commands(self, commands: Mapping[str, str], language: str | None = None) -> None:
        """The command menu for people whose Telegram speaks `language`; None: for everybody else."""
        listed = [types.BotCommand(name, text[:256]) for name, text in commands.items()]
        self._call(apihelper.set_my_commands, listed, language_code=language)

    def _call(self, function: Callable[..., Any], *args: Any, once: bool = False, **kwargs: Any) -> Any:
        """Call the package for this bot. `once`: the call must not be repeated where its answer was lost."""
        variable = _current.set(self)
        try:
            return function("bot", *args, **kwargs)
        except apihelper.ApiTelegramException as error:
            raise _refused(error.result_json) from None
        except (apihelper.ApiHTTPException, apihelper.ApiInvalidJSONException) as error:
            raise _not_an_answer(error.result, once) from None
        except requests.RequestException as error:
            raise _lost(error, once) from None
        finally:
            _current.reset(variable)

    def _request(self, method: str, params: Mapping[str, Any], files: Any, seconds: float) -> _Answer:
        """One HTTP request with its parameters in the body: an address would end up in somebody's log."""
        deadline = time.monotonic() + self.connect_seconds + seconds
        address = f"{self.base_url}/bot{self.token}/{method}"
        with closing(
            self._session().post(
                address,
                data=params,
                files=files,
                timeout=(self.connect_seconds, seconds),
                stream=True,
                allow_redirects=False,
            )
        ) as response:
            body = _read(response, deadline).replace(self.token, MASK)
            return _Answer(response.status_code, response.reason or "", body, response.headers.get("Retry-After"))

    def _session(self) -> requests.Session:
        # One for each thread: a requests.Session is not safe to share.
        session: requests.Session | None = getattr(self._local, "session", None)
        if session is None:
            session = requests.Session()
            session.trust_env = not _is_local(self.base_url)
            self._local.session = session
        return session


def _read(response: requests.Response, deadline: float) -> str:
    """The body, bounded in size and, unlike with requests' own limit for each read, in time."""
    body = bytearray()
    fault: str | None = None
    try:
        while fault is None and (chunk := response.raw.read1(65536, decode_content=True)):
            body += chunk
            if len(body) > ANSWER_LIMIT:
                fault = "the answer is too long"
            elif time.monotonic() > deadline:
                fault = "the answer came too slowly"
    except ReadTimeoutError as error:
        raise requests.exceptions.ReadTimeout(error) from None
    except (Urllib3Error, OSError) as error:
        raise requests.exceptions.ConnectionError(error) from None
    if fault is not None:
        raise requests.exceptions.ReadTimeout(fault)
    return body.decode("utf-8", "replace")


def _message_id(message: Any) -> int:
    try:
        return int(message["message_id"])
    except (KeyError, TypeError, ValueError):
        raise Unknown("answer_without_message_id") from None


def _is_local(base_url: str) -> bool:
    host = urlsplit(base_url).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _keyboard(buttons: Sequence[Sequence[Button]]) -> Any:
    if not buttons:
        return None
    rows = [[types.InlineKeyboardButton(b.text, url=b.url, callback_data=b.data) for b in row] for row in buttons]
    return types.InlineKeyboardMarkup(keyboard=rows)


def _send_request(
    _verb: str,
    method: str,
    params: Mapping[str, Any] | None = None,
    files: Any = None,
    timeout: tuple[float, float] = (CONNECT_SECONDS, READ_SECONDS),
    proxies: Any = None,
) -> _Answer:
    """What the package calls instead of its own requests. `method` is the placeholder address: the method's name."""
    bot = _current.get()
    wait = float((params or {}).get("timeout", 0)) if method == "getUpdates" else 0.0
    return bot._request(method, params or {}, files, bot.read_seconds + wait)


apihelper.API_URL = "{1}"
apihelper.CUSTOM_REQUEST_SENDER = _send_request
apihelper.RETRY_ON_ERROR = False
# Its debug lines hold the texts of messages.
apihelper.logger.disabled = True

# The words by which a refusal is recognised, from the source of the Bot API server, and our stable reason for it.
_REASONS: tuple[tuple[int, str, str], ...] = (
    (401, "", "bad_token"),
    (404, "", "bad_token"),
    (403, "bot was blocked by the user", "blocked"),
    (403, "user is deactivated", "deactivated"),
    (403, "bot was kicked", "kicked"),
    (403, "", "forbidden"),
    (400, "chat not found", "chat_not_found"),
    (400, "message thread not found", "topic_gone"),
    (400, "can't parse entities", "bad_markup"),
    # An address that Telegram takes for none, such as http://localhost: the text goes without the button.
    (400, "Wrong HTTP URL", "bad_markup"),
    (400, "BUTTON_URL_INVALID", "bad_markup"),
    (400, "member list is inaccessible", "not_admin"),
    (400, "CHAT_ADMIN_REQUIRED", "not_admin"),
    (400, "user not found", "no_such_member"),
    (400, "PARTICIPANT_ID_INVALID", "no_such_member"),
    (400, "message is too long", "too_long"),
)


def _refused(answer: Mapping[str, Any]) -> Exception:
    """The fault for an answer whose `ok` is false (core.telegram.org/bots/api, "Making requests")."""
    status = _integer(answer.get("error_code")) or 500
    description = scrub(str(answer.get("description", "")))[:500]
    parameters = answer.get("parameters")
    extra = parameters if isinstance(parameters, dict) else {}
    if status == 429:
        return Flood("flood", float(_integer(extra.get("retry_after")) or 1))
    if status == 409:
        return Conflict("webhook_set" if "webhook is active" in description else "conflict")
    if status >= 500:
        return Temporary("server_error")
    new_chat = _integer(extra.get("migrate_to_chat_id"))
    if new_chat is not None:
        return Migrated(new_chat, description)
    for code, words, reason in _REASONS:
        if status == code and words in description:
            return Permanent(reason, description)
    return Permanent("refused", description)


def _integer(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _not_an_answer(answer: _Answer, once: bool) -> Exception:
    """The fault for an answer that the Bot API did not make: a gateway's page, or a cut-off body."""
    status = answer.status_code
    if status == 429:
        seconds = answer.retry_after or ""
        return Flood("flood", float(seconds) if seconds.isdecimal() else 1.0)
    if status in (401, 403, 404) or 300 <= status < 400:
        return Permanent("not_the_bot_api", f"HTTP {status}")
    # A gateway that gave up waiting (504) and an unreadable success may hide a message that was sent.
    if once and status in (200, 504):
        return Unknown(f"http_{status}")
    return Temporary(f"http_{status}")


def _lost(error: requests.RequestException, once: bool) -> Exception:
    """The fault for a request without an answer: not sent for certain, or nobody knows."""
    never_sent = isinstance(error, requests.exceptions.ConnectTimeout | requests.exceptions.ProxyError)
    reasons = (getattr(arg, "reason", arg) for arg in error.args)
    never_sent = never_sent or any(isinstance(reason, NewConnectionError) for reason in reasons)
    never_sent = never_sent or "CERTIFICATE_VERIFY_FAILED" in str(error)
    if never_sent:
        return Unreachable("unreachable")
    if not once:
        return Unreachable("no_answer")
    return Unknown("timeout" if isinstance(error, requests.exceptions.Timeout) else "connection_lost")
