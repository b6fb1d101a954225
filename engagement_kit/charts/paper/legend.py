"""Keys of a chart: a small mark and what it means, below one another or in rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from engagement_kit.charts.paper.fonts import font
from engagement_kit.charts.paper.sheet import Sheet
from engagement_kit.charts.paper.text import LEADING, text_width, wrap
from engagement_kit.charts.paper.theme import Theme
from engagement_kit.charts.rows.groups import Group

__all__ = [
    "Entry",
    "area",
    "column_height",
    "cross",
    "draw_column",
    "draw_row",
    "group_entries",
    "line",
    "mark",
    "remark",
    "row_height",
]

Draw = Callable[[Sheet, float, float], object]
_GAP, _BETWEEN = 4.0, 2.0  # between mark and words, between entries; in sheet points
_APART, _STEP = 14.0, 1.75  # between entries of a row; distance of rows, in sizes of letters


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a key; ``draw(sheet, x, y)`` draws its mark around the place given."""

    draw: Draw
    words: str
    room: float = 9.0


def draw_column(
    sheet: Sheet, x: float, y: float, width: float, heading: str, entries: Sequence[Entry]
) -> float:
    """Entries below one another under a heading; returns where the next thing may begin."""
    size = sheet.theme.small
    letters = (sheet.lang, size)
    if heading:
        lines = wrap(heading, font(*letters, bold=True), width)
        y = sheet.paragraph(x, y, lines, size=size, bold=True) + _BETWEEN
    for entry in entries:
        entry.draw(sheet, x + entry.room / 2, y + size * 0.55)
        lines = wrap(entry.words, font(*letters), width - entry.room - _GAP)
        y = sheet.paragraph(x + entry.room + _GAP, y, lines, size=size) + _BETWEEN
    return y + size * 0.6


def column_height(
    lang: str, theme: Theme, width: float, heading: str, entries: Sequence[Entry]
) -> float:
    """Height that :func:`draw_column` will take, in points."""
    lines = [wrap(heading, font(lang, theme.small, bold=True), width)] if heading else []
    lines += [wrap(e.words, font(lang, theme.small), width - e.room - _GAP) for e in entries]
    return sum(len(one) * theme.small * LEADING + _BETWEEN for one in lines) + theme.small * 0.6


def draw_row(sheet: Sheet, x: float, y: float, width: float, entries: Sequence[Entry]) -> float:
    """Entries beside one another, in as many rows as they need; returns the bottom.

    Words that are wider than a row are broken into lines.
    """
    size = sheet.theme.small
    step = size * _STEP
    for entry, at, line, lines in _in_rows(sheet.lang, sheet.theme, width, entries):
        top = y + line * step
        entry.draw(sheet, x + at + entry.room / 2, top + step / 2)
        for place, words in enumerate(lines):
            middle = top + place * step + step / 2
            sheet.text(x + at + entry.room + _GAP, middle, words, size=size)
    return y + row_height(sheet.lang, sheet.theme, width, entries)


def row_height(lang: str, theme: Theme, width: float, entries: Sequence[Entry]) -> float:
    """Height that :func:`draw_row` will take, in sheet points."""
    ends = [line + len(lines) for _, _, line, lines in _in_rows(lang, theme, width, entries)]
    return max(ends, default=1) * theme.small * _STEP


def _in_rows(
    lang: str, theme: Theme, width: float, entries: Sequence[Entry]
) -> list[tuple[Entry, float, int, list[str]]]:
    """Each entry with its distance from the start, the row where it begins and its lines."""
    letters = font(lang, theme.small)
    found: list[tuple[Entry, float, int, list[str]]] = []
    place, row = 0.0, 0
    for entry in entries:
        wide = entry.room + _GAP + text_width(entry.words, letters)
        if place and place + wide > width:
            place, row = 0.0, row + 1
        if wide > width:
            lines = wrap(entry.words, letters, width - entry.room - _GAP)
            found.append((entry, place, row, lines))
            row += len(lines)
            continue
        found.append((entry, place, row, [entry.words]))
        place += wide + _APART
    return found


def mark(shape: str, **look: Any) -> Draw:
    """A marker, as it stands in the chart."""
    return lambda sheet, x, y: sheet.marks([(x, y)], marker=shape, **look)


def area(width: float = 9.0, height: float = 6.0, **look: Any) -> Draw:
    """A small filled rectangle."""
    return lambda sheet, x, y: sheet.rectangle(x - width / 2, y - height / 2, width, height, **look)


def line(width: float = 9.0, **look: Any) -> Draw:
    """A short horizontal line."""
    return lambda sheet, x, y: sheet.line([(x - width / 2, y), (x + width / 2, y)], **look)


def cross(size: float = 10.0, **look: Any) -> Draw:
    """Two thin lines at right angles, as whiskers stand in a chart."""

    def draw(sheet: Sheet, x: float, y: float) -> object:
        half, look_ = size / 2, {"linewidth": sheet.theme.hair * 1.6, **look}
        sheet.line([(x - half, y), (x + half, y)], **look_)
        return sheet.line([(x, y - half * 0.7), (x, y + half * 0.7)], **look_)

    return draw


def remark(words: str) -> Entry:
    """Words without a mark."""
    return Entry(lambda *_: None, words, -_GAP)


def group_entries(groups: Iterable[Group], sized: Callable[[Group], str]) -> list[Entry]:
    """One entry a group, filled in its colour."""
    return [
        Entry(mark(g.marker, markerfacecolor=g.colour, markeredgecolor=g.colour), sized(g))
        for g in groups
    ]
