"""Matplotlib's settings changed for a moment, by one thread at a time.

The settings are one table for the whole process, and each change remembers what to put back. Two
threads whose moments overlap would put back each other's, and leave ours to the reader for good.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import matplotlib

__all__ = ["applied"]

_TURN = threading.RLock()  # again by the same thread: small multiples draw charts within a chart


@contextmanager
def applied(settings: Mapping[str, Any]) -> Iterator[None]:
    """Draw or write with these settings; other threads wait until they are undone."""
    given: dict[Any, Any] = dict(settings)
    with _TURN, matplotlib.rc_context(given):
        yield
