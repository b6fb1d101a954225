"""What a format has no place for: laid beside what it holds, and taken up again on the way back.

What was laid aside is taken up only where it still goes with what stands in the file: a value that
somebody changed in another program since then is the one that counts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

__all__ = ["laid_aside", "taken_up"]

Fields = Mapping[str, Any]


def laid_aside(real: Fields, seen: Fields) -> dict[str, Any]:
    """What is to be kept, so that ``real`` can be had again from ``seen``; None: not there."""
    names = dict.fromkeys((*real, *seen))
    return {name: real.get(name) for name in names if real.get(name) != seen.get(name)}


def taken_up(seen: Fields, aside: Fields, again: Callable[[Fields], Fields]) -> dict[str, Any]:
    """What is seen, with what was laid aside as far as it goes with that.

    Parameters
    ----------
    seen, aside : mapping
    again : callable
        What would be seen of given values, had they gone out and come in again.
    """
    whole = _with(seen, aside)
    if not aside or _seen_again(whole, again) == dict(seen):
        return whole
    found = dict(seen)
    for name, value in aside.items():
        trial = _with(found, {name: value})
        if _seen_again(trial, again).get(name) == seen.get(name):
            found = trial
    return found


def _with(fields: Fields, others: Fields) -> dict[str, Any]:
    together = {**fields, **others}
    return {name: value for name, value in together.items() if value is not None}


def _seen_again(fields: Fields, again: Callable[[Fields], Fields]) -> dict[str, Any]:
    """What would be seen; nothing where values that a stranger laid aside make no sense."""
    try:
        return dict(again(fields))
    except (ValueError, TypeError, AttributeError, KeyError, IndexError):
        return {}
