"""Where everything on an agreement strip stands: names, the scale, numbers, the key."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import accumulate

from matplotlib.axes import Axes

from engagement_kit.charts.agreement.key import key_entries
from engagement_kit.charts.agreement.strips import Strips
from engagement_kit.charts.paper.fonts import font
from engagement_kit.charts.paper.key_flow import Flow, lay_flow
from engagement_kit.charts.paper.sheet import MARGIN, Sheet, full_width, open_sheet, size_of
from engagement_kit.charts.paper.text import LEADING, shorten, text_width, wrap
from engagement_kit.charts.paper.theme import Theme, points

__all__ = ["KEY", "Grid", "lay_grid"]

_HEAD, KEY = 23.0, 8.0  # title line and numbers of the scale; above the key
_ROW, _LEAST_ROW, _PAD = 11.0, 6.5, 3.0
_N, _PERCENT, _EDGE, _GAP = 20.0, 25.0, 9.0, 8.0  # columns of numbers; around the scale
_SHARE, _MOST, _NARROW = 0.42, 150.0, 260.0  # of names of rows; sheets with names above
_EMPTY, _PAGE = 40.0, 240.0


@dataclass(frozen=True)
class Grid:
    """A sheet with the places of everything on it.

    Attributes
    ----------
    names : tuple of tuple of str
        Lines of the name of each row.
    tops : tuple of float
        Where each row begins; the last one is where all end.
    start, end : float
        The scale of agreement on the sheet.
    low : float
        Where the scale begins; it ends at 1.
    is_above : bool
        Whether names stand above their strips.
    """

    sheet: Sheet
    strips: Strips
    names: tuple[tuple[str, ...], ...]
    tops: tuple[float, ...]
    start: float
    end: float
    low: float
    is_above: bool
    key: Flow

    @property
    def foot(self) -> float:
        """Where the last row ends."""
        return self.tops[-1]

    def at(self, value: float) -> float:
        """Place of an agreement."""
        inside = min(max(value, self.low), 1.0)
        return self.start + (inside - self.low) / (1 - self.low) * (self.end - self.start)

    def middle(self, place: int) -> float:
        """Middle of the strip of a row."""
        top, end = self.tops[place], self.tops[place + 1]
        if not self.is_above:
            return (top + end) / 2
        words = len(self.names[place]) * self.sheet.theme.text * LEADING
        return (top + words + end) / 2

    @property
    def percent(self) -> float:
        """End of the column of percent agreement."""
        return self.sheet.width

    @property
    def n(self) -> float:
        """End of the column of units."""
        return self.sheet.width - _PERCENT


@dataclass(frozen=True)
class _Block:
    """Names and heights of all rows, and the room of the names."""

    names: tuple[tuple[str, ...], ...]
    heights: list[float]
    column: float
    is_above: bool


def lay_grid(strips: Strips, ax: Axes | None, theme: Theme, *, key: bool) -> Grid:
    """Make the sheet and find the place of everything."""
    width, given = (full_width(theme), None) if ax is None else size_of(ax, theme)
    most = given or points(theme.height or _PAGE) / theme.unit - 2 * MARGIN
    flow = _key(strips, theme, width, key=key)
    free = most - _below(flow) - _HEAD
    if len(strips.rows) * _LEAST_ROW > free:
        strips = strips.lowest(max(int((free - 2 * theme.small) / _LEAST_ROW), 1))
        flow = _key(strips, theme, width, key=key)
        free = most - _below(flow) - _HEAD
    block = _lay_rows(strips, width, theme, free)
    tops = list(accumulate(block.heights or [_EMPTY], initial=_HEAD))
    sheet = open_sheet(ax, strips.framework.lang, theme, width, tops[-1] + _below(flow))
    start = _EDGE if block.is_above else block.column + _GAP
    end = width - _N - _PERCENT - _GAP
    ends = (start, end, _lowest(strips))
    return Grid(sheet, strips, block.names, tuple(tops), *ends, block.is_above, flow)


def _key(strips: Strips, theme: Theme, width: float, *, key: bool) -> Flow:
    lang = strips.framework.lang
    return lay_flow(lang, theme, width, key_entries(strips, theme) if key else [])


def _below(flow: Flow) -> float:
    """Room below the rows."""
    return KEY + flow.height if flow.entries else 0.0


def _lay_rows(strips: Strips, width: float, theme: Theme, free: float) -> _Block:
    """Names above their strips on narrow sheets, else before them; one line each if need be."""
    if width < _NARROW:
        above = _rows(strips, width, theme, above=True)
        if sum(above.heights) <= free:
            return above
    column = _name_column(strips, width, theme)
    beside = _rows(strips, column, theme, above=False)
    if sum(beside.heights) <= free:
        return beside
    letters = font(strips.framework.lang, theme.text)
    names = tuple((shorten(row.label, letters, column),) for row in strips.rows)
    high = min(free / len(names), _ROW)
    return _Block(names, [high] * len(names), column, is_above=False)


def _name_column(strips: Strips, width: float, theme: Theme) -> float:
    letters = font(strips.framework.lang, theme.text)
    widest = max((text_width(row.label, letters) for row in strips.rows), default=0.0)
    return min(widest + 1.0, _MOST, width * _SHARE)


def _rows(strips: Strips, column: float, theme: Theme, *, above: bool) -> _Block:
    """Whole names in as many lines as they need, and rows of the height that these need."""
    letters, step = font(strips.framework.lang, theme.text), theme.text * LEADING
    names = tuple(tuple(wrap(row.label, letters, column)) for row in strips.rows)
    extra = _ROW if above else _PAD
    heights = [max(len(lines) * step + extra, _ROW) for lines in names]
    return _Block(names, heights, column, is_above=above)


def _lowest(strips: Strips) -> float:
    """Where the scale begins: 0, or a quarter below the lowest end of an interval."""
    ends = [row.estimate if row.low is None else row.low for row in strips.rows]
    lowest = min((end for end in ends if end is not None), default=0.0)
    return max(min(math.floor(lowest * 4) / 4, 0.0), -1.0)
