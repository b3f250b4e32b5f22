"""The tick to each queue: its reader notes that it hears."""

from __future__ import annotations

from app.messages import Pulse
from worker.alive import note
from worker.handles import handles


@handles(Pulse)
def pulse(message: Pulse) -> None:
    """Note that the reader of this queue on this host is alive and hears."""
    note(message.to)
