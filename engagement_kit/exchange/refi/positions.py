r"""Where a selection is in a text: programs count differently.

The format counts Unicode characters. Some programs count ``\r\n`` as one, some count UTF-16 units,
in which an emoji is two. The names of selections often are their first words, so the way of
counting in which most names fit is the one that was meant.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from engagement_kit.exchange.refi.project import Selection

__all__ = ["place_selections"]

_ENOUGH = 12  # characters of a name that are looked at
_LOOKED_AT = 200  # characters in which those of a name must be found
_TWO_UNITS = re.compile("[\U00010000-\U0010ffff]")  # in UTF-16
_BLANKS = re.compile(r"\s+")
_ELLIPSIS = ("...", "…")

Counted = tuple[str, str, Callable[[int], int]]  # how it counts, its text, place in that text


def place_selections(
    text: str, selections: Iterable[Selection], *, joined: bool
) -> tuple[str, tuple[Selection, ...], str]:
    r"""The text with its selections where they were meant, and how positions were counted.

    Parameters
    ----------
    text : str
        As it stands in the file.
    selections : iterable of Selection
    joined : bool
        Whether the program is known to count ``\r\n`` as one character.

    Returns
    -------
    (str, tuple of Selection, str)
        The last is empty where positions are those of the format.
    """
    selections = tuple(selections)
    ways = _ways(text, joined=joined)
    scores = [_score(way, selections) for way in ways]
    best = scores.index(max(scores))  # the first of equals: what the format says
    said, chosen, place = ways[best]
    placed = tuple(replace(one, start=place(one.start), end=place(one.end)) for one in selections)
    return chosen, placed, said


def _ways(text: str, *, joined: bool) -> list[Counted]:
    ways: list[Counted] = [("", text, int)]
    if "\r\n" in text:
        one = ("line ends as one character", text.replace("\r\n", "\n"), int)
        ways.insert(0 if joined else 1, one)
    if _TWO_UNITS.search(text):
        ways += [(f"{said or 'positions'} in UTF-16", t, _utf16(t)) for said, t, _ in tuple(ways)]
    return ways


def _utf16(text: str) -> Callable[[int], int]:
    """From places counted in UTF-16 units to places in the text."""
    places: list[int] = []
    for place, character in enumerate(text):
        places += [place] * (2 if ord(character) > 0xFFFF else 1)

    def found(unit: int) -> int:
        return places[unit] if 0 <= unit < len(places) else len(text) + unit - len(places)

    return found


def _score(way: Counted, selections: Iterable[Selection]) -> int:
    """How many selections are named as they begin."""
    _, text, place = way
    starts = ((one.name, max(0, place(one.start))) for one in selections)
    return sum(_fits(name, text[start : start + _LOOKED_AT]) for name, start in starts)


def _fits(name: str, quote: str) -> bool:
    for mark in _ELLIPSIS:
        name = name.removesuffix(mark)
    # Blanks at the beginning count: a place that is one too early would fit as well.
    words, found = " ".join(name.split())[:_ENOUGH], _BLANKS.sub(" ", quote)
    return bool(words) and found.startswith(words)
