"""Links with Telegram as clients see them."""

from __future__ import annotations

from app.http import Moment, Output


class LinkOut(Output):
    """Where to open Telegram to link one's account, the code in that address, and until when it works."""

    url: str
    code: str
    expires_at: Moment
