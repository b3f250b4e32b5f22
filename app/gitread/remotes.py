"""Addresses of remotes, shown without what nobody else may know."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from app.gitread.text import clean

_LIMIT = 2000
_SCP = re.compile(r"[^/@\s]+@[^/:\s]+:.*", re.DOTALL)


def public_url(url: str) -> str:
    """`url` without password, token and query: people put credentials there. Local paths stay as they are."""
    url = clean(url)[:_LIMIT]
    if "://" not in url:
        return url
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        port = parts.port
    except ValueError:
        return f"{url.partition('://')[0]}://"
    if not host:
        return f"{parts.scheme}://{parts.path}"
    if ":" in host:
        host = f"[{host}]"
    # The user of ssh is part of the address; the one of https may be a token.
    user = f"{parts.username}@" if parts.username and parts.scheme in ("ssh", "git+ssh", "ssh+git") else ""
    return f"{parts.scheme}://{user}{host}{f':{port}' if port else ''}{parts.path}"


def is_network(url: str) -> bool:
    """Whether `url` leads to another machine (by its form)."""
    if "://" in url:
        return not url.startswith("file://")
    return _SCP.fullmatch(url) is not None
