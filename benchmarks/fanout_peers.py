"""Servers of others for the fan-out benchmark, in a virtual environment of their own: one process each, one Redis
subscription each, a room's sockets in a set, as their documentation suggests.

    python fanout_peers.py uvicorn|socketio PORT
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections import defaultdict
from typing import Any

PATTERN = os.environ["FANOUT_PREFIX"] + "room:room:bench-*"


def lines(message: dict[str, Any]) -> tuple[str, list[str]]:
    """The room's number and the JSON bodies of a message of the channel."""
    room = message["channel"].decode().rpartition("-")[2]
    return room, ["{" + record.partition(b"|")[2].decode() for record in message["data"].split(b"\n")[1:]]


def uvicorn_server(port: int) -> None:
    """ASGI on uvicorn with the `websockets` library."""
    import redis.asyncio
    import uvicorn

    rooms: defaultdict[str, set[Any]] = defaultdict(set)

    async def relay() -> None:
        subscription = redis.asyncio.Redis.from_url(os.environ["REDIS_URL"]).pubsub(ignore_subscribe_messages=True)
        await subscription.psubscribe(PATTERN)
        async for message in subscription.listen():
            room, bodies = lines(message)
            for body in bodies:
                for send in tuple(rooms[room]):
                    await send({"type": "websocket.send", "text": body})

    async def app(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await receive()
            app.task = asyncio.create_task(relay())  # type: ignore[attr-defined]
            await send({"type": "lifespan.startup.complete"})
            await receive()
            await send({"type": "lifespan.shutdown.complete"})
            return
        await receive()
        await send({"type": "websocket.accept"})
        room = scope["path"].rpartition("/")[2]
        await send({"type": "websocket.send", "text": '{"type":"subscribed"}'})
        rooms[room].add(send)
        while (await receive())["type"] != "websocket.disconnect":
            pass
        rooms[room].discard(send)

    uvicorn.run(app, port=port, ws="websockets", ws_per_message_deflate=False, log_level="warning")


def socketio_server(port: int) -> None:
    """Flask-SocketIO on gevent."""
    from gevent import monkey

    monkey.patch_all()
    import json

    import redis
    from flask import Flask
    from flask_socketio import SocketIO, emit, join_room

    app = Flask("peer")
    socketio = SocketIO(app, async_mode="gevent", cors_allowed_origins="*")

    def relay() -> None:
        subscription = redis.Redis.from_url(os.environ["REDIS_URL"]).pubsub(ignore_subscribe_messages=True)
        subscription.psubscribe(PATTERN)
        for message in subscription.listen():
            room, bodies = lines(message)
            for body in bodies:
                socketio.emit("line", json.loads(body), to=room)

    @socketio.on("join")
    def join(room: str) -> None:
        join_room(room)
        emit("subscribed")

    socketio.start_background_task(relay)
    socketio.run(app, port=port)


if __name__ == "__main__":
    {"uvicorn": uvicorn_server, "socketio": socketio_server}[sys.argv[1]](int(sys.argv[2]))
