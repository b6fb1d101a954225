"""How values, lists and near misses are shown in messages."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

__all__ = ["listed", "nearest", "shown"]


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like ``word``, or None when nothing is close; letter case is ignored."""
    by_fold = {candidate.casefold(): candidate for candidate in known}
    found = difflib.get_close_matches(str(word).casefold(), by_fold, n=1, cutoff=0.6)
    return by_fold[found[0]] if found else None


def listed(words: Iterable[str], most: int = 12) -> str:
    """The words with commas, cut after the first few."""
    words = [str(word) for word in words]
    more = f" and {len(words) - most} more" if len(words) > most else ""
    return ", ".join(words[:most]) + more


def shown(value: object, most: int = 60) -> str:
    """A value in quotes, cut where it is long, invisible characters written out."""
    text = value if isinstance(value, str) else repr(value)
    text = "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)
    return (
        repr(text[:most] + "…")
        if len(text) > most
        else repr(text)
        if isinstance(value, str)
        else text
    )
