"""The two servers that the fan-out benchmark compares: the product with a room to measure, and the plain way."""

from __future__ import annotations

import os

import redis
from flask import Flask
from flask_sock import Sock
from simple_websocket import Server

from app.main import create_app
from app.realtime.rooms import register_room


def product() -> Flask:
    """The product; `room:ID` is open to everybody who is signed in."""
    register_room("room", lambda principal, identifier: True)
    return create_app()


def plain() -> Flask:
    """A Flask-Sock handler with a Redis subscription for every socket, as its documentation suggests."""
    app = Flask("plain")
    sock = Sock(app)

    @sock.route("/plain/<int:number>")  # type: ignore[untyped-decorator]
    def listen(socket: Server, number: int) -> None:
        client = redis.Redis.from_url(os.environ["REDIS_URL"], socket_timeout=None)
        with client.pubsub(ignore_subscribe_messages=True) as subscription:
            subscription.subscribe(f"{os.environ['FANOUT_PREFIX']}room:room:bench-{number}")
            socket.send('{"type":"subscribed"}')
            for message in subscription.listen():
                for record in message["data"].split(b"\n")[1:]:
                    socket.send("{" + record.partition(b"|")[2].decode())

    return app
