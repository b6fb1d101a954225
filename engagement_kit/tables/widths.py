"""How wide the columns of a page are: as wide as their text, or as their share of the line.

Widths are estimates that no font is asked for, so that a table is the same on every machine: a
letter is one wide, a Korean syllable two.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from engagement_kit.tables.backing import Backed
from engagement_kit.tables.page import page_columns, page_rows
from engagement_kit.tables.table import Table

__all__ = ["MANY_COLUMNS", "Layout", "lay_out"]

MANY_COLUMNS = 8  # from more columns than these a page lies on its side
_LINE = {False: 100.0, True: 152.0}  # letters of 9 points in 170 mm and in 257 mm
_GAP = 2.6  # between two columns
_SLACK = 1.2  # letters are not all alike
_BOLD = 1.1  # heads may be bold
_LONGEST_WORD = 18.0
_LONGEST_TEXT = 400.0


@dataclass(frozen=True, slots=True)
class Layout:
    """Whether a page lies on its side, whether every cell fits on one line, and each one's share.

    ``shares`` are parts of the line; together with the gaps between columns they fill it.
    """

    is_wide: bool
    fits: bool
    shares: tuple[float, ...]


def lay_out(table: Table) -> Layout:
    """The layout of a table, from the text in it."""
    least, most = _extents(table)
    gaps = _GAP * max(len(least) - 1, 0)
    is_wide = len(least) > MANY_COLUMNS or sum(least) + gaps > _LINE[False]
    room = _LINE[is_wide] - gaps
    fits = sum(most) <= room and not _has_paragraphs(table)
    spare, wish = max(room - sum(least), 0.0), sum(most) - sum(least)
    part = spare / wish if wish else 0.0
    wanted = [low + (high - low) * part for low, high in zip(least, most, strict=True)]
    whole = sum(wanted) + gaps
    return Layout(is_wide, fits, tuple(round(width / whole, 4) for width in wanted))


def _has_paragraphs(table: Table) -> bool:
    return any(isinstance(value, Backed) for row in table.rows for value in row)


def _extents(table: Table) -> tuple[list[float], list[float]]:
    """For every column the width of its longest word, and of its longest text."""
    columns = page_columns(table)
    least = [_longest_word(column.label) * _BOLD for column in columns]
    most = [_width(column.label) * _BOLD for column in columns]
    for row in page_rows(table):
        for place, cell in enumerate(row):
            text = max((line.text for line in cell.lines), key=len, default="")
            whole = min(_width(text), _LONGEST_TEXT)
            most[place] = max(most[place], whole)
            least[place] = max(least[place], whole if cell.is_number else _longest_word(text))
    least = [width + _SLACK for width in least]
    return least, [max(pair) for pair in zip(least, most, strict=True)]


def _longest_word(text: str) -> float:
    return min(max(map(_width, text.split()), default=1.0), _LONGEST_WORD)


def _width(text: str) -> float:
    return float(sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text))
