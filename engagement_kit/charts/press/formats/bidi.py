"""Which way a line of text runs, decided as the fonts' own layout decides it."""

from __future__ import annotations

import unicodedata

__all__ = ["is_right_to_left"]

_OPENING, _CLOSING = "\u2066\u2067\u2068", "\u2069"


def is_right_to_left(text: str) -> bool:
    """Whether the first letter that has a direction, outside of isolates, runs leftwards."""
    depth = 0
    for character in text:
        if character in _OPENING:
            depth += 1
        elif character in _CLOSING:
            depth = max(0, depth - 1)
        elif not depth:
            kind = unicodedata.bidirectional(character)
            if kind in {"L", "R", "AL"}:
                return kind != "L"
    return False
