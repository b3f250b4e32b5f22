"""What goes wrong at start-up, each as one line for a person."""

from __future__ import annotations


class EmbeddedError(Exception):
    """Something needed to start is missing or broken. Its text is one line: what is wrong, and the remedy."""
