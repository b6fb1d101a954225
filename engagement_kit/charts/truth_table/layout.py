"""Places of a truth-table figure: columns by the width there is, rows by what they have to say."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from matplotlib.axes import Axes

from engagement_kit.charts.paper.fonts import FontFiles, font
from engagement_kit.charts.paper.key_flow import Flow, lay_flow
from engagement_kit.charts.paper.sheet import full_height, full_width, size_of
from engagement_kit.charts.paper.text import (
    LEADING,
    plain,
    shorten,
    text_width,
    wrap,
    wrap_names,
)
from engagement_kit.charts.paper.theme import Theme
from engagement_kit.charts.truth_table.key import key_entries
from engagement_kit.charts.truth_table.lines import Line, Shown

__all__ = ["Columns", "Layout", "Placed", "lay_out"]

_CELL, _LEAST_CELL, _UPRIGHT = 15.0, 8.6, 70.0  # a column of a condition; the longest upright head
_ROW, _PAD, _GAP, _KEY, _HEAD = 12.0, 2.5, 7.0, 6.0, 4.0
_BAR, _CASES = 46.0, 70.0  # a bar of 1; the least room in which cases are named beside a row
_WITH_BARS = 110.0  # the least room for cases that bars leave
_MOST_LINES, _MOST_NAMES = 3, 60  # of names in a row
_EMPTY = 40.0
_STATE = 17.0  # from the last condition to the end of the marks


@dataclass(frozen=True)
class Columns:
    """Where columns begin, from the reading side, in sheet points.

    Attributes
    ----------
    width : float
    cell : float
        Width of the column of a condition.
    state, n, incl, pri : float
        Middle of the mark; end of the numbers. None of the last three where they stand below.
    bar : float
        Length of a bar of 1; 0 where there are none. Bars begin behind the numbers.
    cases : float or None
        Where the names begin; None where they stand below the row.
    is_upright : bool
        Whether heads run upwards.
    head : float
        Height of the heads.
    """

    width: float
    cell: float
    state: float
    n: float
    incl: float
    pri: float
    bar: float
    cases: float | None
    is_upright: bool
    head: float
    is_stacked: bool = False

    def condition(self, place: int) -> float:
        """Middle of the column of a condition."""
        return (place + 0.5) * self.cell


@dataclass(frozen=True)
class Placed:
    """A configuration with its place: top, height, names beside it or lines below it."""

    line: Line
    top: float
    high: float
    beside: tuple[str, ...]
    below: tuple[str, ...]


@dataclass(frozen=True)
class Layout:
    """Everything with its place; ``left_out`` configurations have no room."""

    columns: Columns
    rows: tuple[Placed, ...]
    left_out: int
    key: Flow
    foot: float

    @property
    def height(self) -> float:
        """How high all of it is."""
        return self.foot + (_KEY + self.key.height if self.key.entries else 0.0)

    @property
    def key_top(self) -> float:
        """Where the key begins."""
        return self.foot + _KEY


def lay_out(shown: Shown, ax: Axes | None, theme: Theme, most: int, *, key: bool) -> Layout:
    """Columns, as many rows as there is room for and are asked for, and the key below."""
    width, high = (full_width(theme), full_height(theme)) if ax is None else size_of(ax, theme)
    columns = _columns(shown, width, theme)
    rows = _stacked(shown, columns, theme)
    if columns.cases is not None and not _are_whole(rows):
        under = replace(columns, cases=None)
        wide = _stacked(shown, under, theme)
        if _are_whole(wide):  # names are cut only where they must be
            columns, rows = under, wide
    count = min(most, len(rows))
    while True:
        layout = _finish(shown, columns, rows[:count], theme, key=key)
        if layout.height <= high or count <= 1:
            return layout
        count -= 1


def _are_whole(rows: Sequence[Placed]) -> bool:
    """Whether every case is named, and no name is shortened."""
    return all(
        name in "".join((*row.beside, *row.below)) for row in rows for name in row.line.names
    )


def _finish(
    shown: Shown, columns: Columns, rows: Sequence[Placed], theme: Theme, *, key: bool
) -> Layout:
    left = len(shown.lines) - len(rows)
    is_cut = bool(columns.bar) and any(shown.result.parameters[cut] for cut in _CUTS)
    entries = key_entries(shown, theme, left, is_cut=is_cut) if key else []
    flow = lay_flow(shown.words.lang, theme, columns.width, entries)
    last = rows[-1].top + rows[-1].high if rows else columns.head + _EMPTY
    return Layout(columns, tuple(rows), left, flow, last)


def _columns(shown: Shown, width: float, theme: Theme) -> Columns:
    """Columns as wide as their texts; bars where cases have room beside them."""
    count, small = len(shown.result.conditions), font(shown.words.lang, theme.small)
    n = max(text_width(words, small) for words in ("n", *(str(line.n) for line in shown.lines)))
    least = text_width("0.000", small)
    first, second = (
        max(least, text_width(shown.words(f"truth_table.{kind}"), small)) for kind in _NUMBERS
    )
    block = _STATE + _GAP + n + 2 * _GAP + first + second
    rest = width - count * _CELL - block - _GAP - 2
    bar = _BAR if rest - 2 * (_BAR + 3) >= _WITH_BARS else 0.0
    cell = min(_CELL, (width - block) / count)
    is_stacked = cell < _LEAST_CELL
    if is_stacked:
        cell = min(_CELL, (width - _STATE) / count)
    after = bar + 3.0 if bar else 0.0
    state = count * cell + _STATE - 5
    n_end = state + 5 + _GAP + n
    incl = n_end + _GAP + first
    pri = incl + after + _GAP + second
    cases = pri + after + _GAP + 2
    is_beside = not is_stacked and width - cases >= _CASES
    heads = [text_width(plain(name), small) for name in shown.result.conditions]
    heads.append(text_width(shown.outcome, small))
    is_upright = max(heads) > cell - 2
    head = min(max(heads), _UPRIGHT) if is_upright else theme.small * LEADING
    columns = Columns(width, cell, state, n_end, incl, pri, bar, None, is_upright, head + _HEAD)
    return replace(columns, cases=cases if is_beside else None, is_stacked=is_stacked)


_NUMBERS, _CUTS = ("incl", "pri"), ("inclusion_cut", "pri_cut")


def _stacked(shown: Shown, columns: Columns, theme: Theme) -> list[Placed]:
    """Every row below the one before."""
    found: list[Placed] = []
    top, step = columns.head, theme.small * LEADING
    letters = font(shown.words.lang, theme.small)
    for line in shown.lines:
        beside: list[str] = []
        below: list[str] = []
        if columns.cases is None:
            below = _numbers(shown, line, letters, columns) if columns.is_stacked else []
            below += _names(shown, line, letters, columns.width)
        else:
            beside = _names(shown, line, letters, columns.width - columns.cases)
        high = max(_ROW, len(beside) * step + 2 * _PAD)
        high += len(below) * step + (_PAD if below else 0)
        found.append(Placed(line, top, high, tuple(beside), tuple(below)))
        top += high
    return found


def _numbers(shown: Shown, line: Line, letters: FontFiles, columns: Columns) -> list[str]:
    incl, pri = line.numbers
    told = shown.words("truth_table.numbers", n=line.n, incl=incl, pri=pri)
    return wrap(told, letters, columns.width)


def _names(shown: Shown, line: Line, letters: FontFiles, width: float) -> list[str]:
    """Names of the cases in a few lines; how many more there are, where not all have room."""
    separator = shown.words("list.separator")
    some, total = line.cases[:_MOST_NAMES], len(line.cases)
    names = [shorten(name, letters, width * 0.86) + sign for name, sign in some]

    def lines(count: int) -> list[str]:
        more = [shown.words("status.more", n=total - count)] if count < total else []
        return wrap_names([*names[:count], *more], separator, letters, width)

    # From more names come more lines: the most that fit are found by halving.
    fits = bisect_right(range(len(names) + 1), _MOST_LINES, key=lambda n: len(lines(n))) - 1
    return lines(max(fits, 0))
