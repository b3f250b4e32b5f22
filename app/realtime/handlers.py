"""The routes of live events: the WebSocket at /ws, and server-sent events for those without."""

from __future__ import annotations

import atexit
import base64
import binascii
import os
import threading
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

import structlog
from apiflask import APIBlueprint
from flask import Flask, Response, g, request
from flask_sock import Sock
from pydantic import Field
from simple_websocket import Server

from app.config import settings
from app.errors import AppError, invalid
from app.http import Query
from app.i18n import negotiate
from app.realtime.eventstream import MAX_ROOMS, parse_last_event_id
from app.realtime.handover import Handover, NoThread, gone, request_socket, take
from app.realtime.hub import Hub
from app.realtime.people import Access
from app.security import Principal, authenticated, current_principal, optional_principal

log = structlog.get_logger(__name__)

_STREAM: Any = {
    200: {
        "description": "The messages of the WebSocket as server-sent events; send Last-Event-ID to resume",
        "content": {"text/event-stream": {"schema": {"type": "string"}}},
    }
}

blueprint = APIBlueprint("realtime", __name__, tag="Realtime")
sock = Sock()

_hub: Hub | None = None
_hub_lock = threading.Lock()
_access: Access | None = None


def hub() -> Hub:
    """The hub of this process, started at the first socket: after the server has forked."""
    global _hub
    with _hub_lock:
        if _hub is None:
            assert _access is not None, "register_realtime comes first"
            started = Hub(settings().redis_url, settings().redis_prefix, _access)
            import gc

            gc.collect()
            gc.freeze()
            started.start()
            atexit.register(started.stop)
            _hub = started
        return _hub


def stop_hub(seconds: float = 3.0) -> None:
    """Tell this process's clients to come back and end the hub. For the server's hook at the end of a worker."""
    with _hub_lock:
        if _hub is not None:
            _hub.stop(seconds)


def _forget_hub() -> None:
    global _hub, _hub_lock
    _hub, _hub_lock = None, threading.Lock()


os.register_at_fork(after_in_child=_forget_hub)


def register_realtime(app: Flask, access: Access) -> None:
    """Hook the WebSocket route into ``app``; ``access`` says who tickets and sessions stand for."""
    global _access
    _access = access
    app.config["SOCK_SERVER_OPTIONS"] = {"thread_class": NoThread}
    sock.init_app(app)
    app.view_functions = {
        name: _checked_handshake(view) if name.startswith("__flask_sock.") else view
        for name, view in app.view_functions.items()
    }


def _origin(url: str) -> tuple[str, int | None]:
    parts = urlsplit(url)
    default = {"http": 80, "https": 443}.get(parts.scheme)
    return (parts.hostname or "").lower(), parts.port or default


def same_origin(origin: str | None) -> bool:
    """Whether a browser's Origin header names this installation (RFC 6455 section 10.2).

    The port of `http` and `https` counts, the scheme does not: a proxy in front may have ended TLS.
    """
    if not origin:
        return False
    try:
        asked = _origin(origin)
        here = {_origin(f"{urlsplit(origin).scheme}://{request.host}"), _origin(settings().public_url)}
    except ValueError:
        return False
    return bool(asked[0]) and asked in here


def _checked_handshake(view: Callable[..., Any]) -> Callable[..., Any]:
    """Refuse a broken handshake as a problem before anything is switched, and outlive a browser that leaves in it."""

    @wraps(view)
    def checked(*args: Any, **kwargs: Any) -> Any:
        # Deflate would cost 95 KB a socket and make frames that cannot be shared.
        request.environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)
        if request.headers.get("Sec-WebSocket-Version") != "13":
            return Response(status=426, headers={"Upgrade": "websocket", "Sec-WebSocket-Version": "13"})
        try:
            key = base64.b64decode(request.headers.get("Sec-WebSocket-Key", ""), validate=True)
        except (binascii.Error, ValueError):
            key = b""
        if len(key) != 16:
            raise AppError("bad_request")
        request_socket()
        if hub().full:
            raise AppError("unavailable")
        try:
            return view(*args, **kwargs)
        except OSError:
            return gone()

    return checked


def _cookie_principal() -> Principal | None:
    """Who the request's own credentials say it is. A cookie counts only where the page is ours."""
    if not request.headers.get("Authorization") and not same_origin(request.headers.get("Origin")):
        return None
    try:
        return optional_principal()
    except AppError:
        # An expired cookie: the client is told by the close code, over the socket.
        return None


@sock.route("/ws")  # type: ignore[untyped-decorator]  # flask-sock has no types
def websocket(connection: Server) -> None:
    """After the handshake the socket goes to the hub."""
    principal = _cookie_principal()
    language = negotiate(request.headers.get("Accept-Language"))
    fd = take(request_socket())
    connection.connected = False
    hub().take_websocket(fd, principal, language)


class EventsQuery(Query):
    """What an event stream is asked for."""

    rooms: str = Field(min_length=1, max_length=4000, description="rooms, separated by commas")
    log_offset: int | None = Field(None, ge=0, lt=2**63, description="replay the log of a run from this byte on")


def _rooms(text: str) -> Sequence[str]:
    rooms = list(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))
    if not 0 < len(rooms) <= MAX_ROOMS or any(len(name) > 100 or not name.isprintable() for name in rooms):
        raise invalid("rooms", "invalid")
    return rooms


@blueprint.get("/api/events")
@authenticated()
@blueprint.input(EventsQuery, location="query")
@blueprint.doc(responses=_STREAM)
def events(query_data: EventsQuery) -> Response:
    """Follow rooms as server-sent events: each event's data is the JSON message that a WebSocket would carry."""
    rooms = _rooms(query_data.rooms)
    principal = current_principal()
    connection = request_socket()
    listening = hub()
    if listening.full:
        raise AppError("unavailable")
    resumed = parse_last_event_id(request.headers.get("Last-Event-ID", "")[:8000])
    headers = {
        "Content-Type": "text/event-stream; charset=utf-8",
        "Cache-Control": "no-store",
        "Connection": "close",
        "X-Accel-Buffering": "no",
        "X-Request-ID": g.get("request_id", ""),
    }
    offset = query_data.log_offset

    def receive(fd: int) -> None:
        listening.take_stream(fd, principal, rooms, resumed, offset)

    return Handover(connection, headers, receive)
