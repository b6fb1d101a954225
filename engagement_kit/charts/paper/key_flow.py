"""A key that runs on: entries beside one another in as many lines as they need, long ones broken.

How high it will be is known before anything is drawn, so that a sheet can be made for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engagement_kit.charts.paper.fonts import font
from engagement_kit.charts.paper.legend import Entry
from engagement_kit.charts.paper.sheet import Sheet
from engagement_kit.charts.paper.text import LEADING, plain, shorten, text_width, wrap, wrap_names
from engagement_kit.charts.paper.theme import Theme

__all__ = ["Flow", "draw_flow", "lay_flow", "names_lines"]

_HOLD = "\u00a0"
_LONGEST = 0.9  # of a line, that a name may be: after it comes a separator
_GAP, _BETWEEN, _ROW = 4.0, 12.0, 3.0  # mark to words, entry to entry, line of entries to the next


@dataclass(frozen=True)
class Flow:
    """Entries with their places, from the top left corner of the key, and how high all are."""

    entries: tuple[tuple[float, float, Entry, tuple[str, ...]], ...]
    height: float


def lay_flow(lang: str, theme: Theme, width: float, entries: Sequence[Entry]) -> Flow:
    """Places of entries, beside one another as far as they fit into ``width`` sheet points."""
    letters, step = font(lang, theme.small), theme.small * LEADING
    placed, x, y, high = [], 0.0, 0.0, 0.0
    for entry in entries:
        text, start = _held(entry.words), entry.room + _GAP
        wide = start + text_width(text, letters)
        if x and x + wide > width:
            x, y, high = 0.0, y + high + _ROW, 0.0
        lines = wrap(text, letters, width - start)
        placed.append((x, y, entry, tuple(lines)))
        x, high = x + wide + _BETWEEN, max(high, len(lines) * step)
    return Flow(tuple(placed), y + high)


def _held(words: str) -> str:
    """Plain words; what a no-break space holds together stays so."""
    return _HOLD.join(plain(piece) for piece in words.split(_HOLD))


def draw_flow(sheet: Sheet, x: float, y: float, flow: Flow) -> float:
    """Draw a key with its top left corner here; returns its bottom."""
    size = sheet.theme.small
    for left, top, entry, lines in flow.entries:
        entry.draw(sheet, x + left + entry.room / 2, y + top + size * LEADING / 2)
        for place, line in enumerate(lines):
            middle = y + top + (place + 0.5) * size * LEADING
            sheet.text(x + left + entry.room + _GAP, middle, line, size=size)
    return y + flow.height


def names_lines(
    lang: str, theme: Theme, width: float, heading: str, names: Sequence[str], separator: str
) -> list[str]:
    """A heading and names after it, broken into lines."""
    letters = font(lang, theme.small)
    short = [shorten(name, letters, width * _LONGEST) for name in names]
    lines = wrap_names(short, separator, letters, width)
    together = f"{heading} {lines[0]}" if lines else heading
    if len(lines) < 2 and text_width(together, letters) <= width:
        return [together]
    return [*wrap(heading, letters, width), *lines]
