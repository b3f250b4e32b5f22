"""The API's server: gunicorn with threads, in this process and its children."""

from __future__ import annotations

import gc
import importlib
from typing import Any

from gunicorn.app.base import BaseApplication

from app.config import Settings


class _Server(BaseApplication):  # type: ignore[misc]  # gunicorn publishes no types
    """Gunicorn with settings of ours and nobody else's: no command line, no file, no environment."""

    def __init__(self, factory: str, chosen: Settings, listener: int | None) -> None:
        self._factory = factory
        self._chosen = chosen
        self._listener = listener
        super().__init__()

    def load_config(self) -> None:
        host = f"[{self._chosen.host}]" if ":" in self._chosen.host else self._chosen.host
        values: dict[str, Any] = {
            # A socket of the supervisor stays open while this process is started again: callers wait, none is refused.
            "bind": f"{host}:{self._chosen.port}" if self._listener is None else f"fd://{self._listener}",
            "worker_class": "gthread",
            "workers": self._chosen.api_processes,
            "threads": self._chosen.api_threads,
            "preload_app": True,
            "pre_fork": _share,
            "keepalive": 30,
            "timeout": 60,
            "graceful_timeout": 10,
            "loglevel": "warning",
            "control_socket_disable": True,
        }
        for name, value in values.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        module, _, name = self._factory.partition(":")
        return getattr(importlib.import_module(module), name)()


def _share(_arbiter: Any, _worker: Any) -> None:
    """Leave what was loaded before the fork alone, so that parent and children go on sharing its memory."""
    gc.collect()
    gc.freeze()


def serve(factory: str, chosen: Settings, listener: int | None = None) -> int:
    """Serve the application that `factory` ("module:function") makes, until a signal ends it; the exit code.

    `listener` is the descriptor of a bound socket, closed here; without it the address of the settings is bound.
    """
    try:
        _Server(factory, chosen, listener).run()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1
    return 0
