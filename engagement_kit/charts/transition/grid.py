"""Where everything on a transition chart stands: rows of before, columns of after, the gap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes

from engagement_kit.charts.paper.fonts import font
from engagement_kit.charts.paper.sheet import (
    MARGIN,
    Sheet,
    full_width,
    open_sheet,
    size_of,
)
from engagement_kit.charts.paper.text import LEADING, text_width, wrap
from engagement_kit.charts.paper.theme import Theme, points
from engagement_kit.charts.transition.foot import Foot, lay_foot
from engagement_kit.charts.transition.ways import Ways

__all__ = ["COUNT", "PAD", "Grid", "lay_grid", "name_step"]

PAD, COUNT = 3.0, 12.0  # inside a cell; height of its count
_BETWEEN, _APART, _GAP = 2.0, 6.0, 10.0  # cells; before "not placed"; the gap between stages
_COLUMN_SHARE, _NUMBERED_SHARE, _COLUMN, _AFTER = 0.2, 0.36, 92.0, 6.0  # of names of rows
_NAMED = 46.0  # least width of a cell in which cases are named
_MOST_LINES = 14  # names in a cell
_EMPTY, _PAGE = 60.0, 240.0


@dataclass(frozen=True)
class Grid:
    """A sheet with the places of everything on it.

    Attributes
    ----------
    column : float
        Room for the names of rows.
    heads : list of list of str
        Lines over the columns.
    across, down : list of float
        Where the columns and the rows begin.
    wide : float
        Of a cell.
    heights : list of float
        Of the rows.
    most : int
        Lines of names in a cell.
    top, foot : float
        Of the rows together.
    """

    sheet: Sheet
    ways: Ways
    column: float
    heads: list[list[str]]
    labels: list[list[str]]
    across: list[float]
    down: list[float]
    wide: float
    heights: list[float]
    most: int
    title: list[str]
    top: float
    foot: float
    below: Foot

    @property
    def end(self) -> float:
        """Where the last column ends."""
        return self.across[-1] + self.wide


@dataclass(frozen=True)
class _Columns:
    """Names of rows and columns, and how they divide the width."""

    column: float
    wide: float
    heads: list[list[str]]
    labels: list[list[str]]


def name_step(theme: Theme) -> float:
    """Distance of two names in a cell."""
    return theme.least * LEADING


def steps(ways: Ways) -> list[float]:
    """What lies before each place: nothing, the distance of cells, a gap, or room."""
    found = [_BETWEEN] * len(ways.places)
    found[0] = 0.0
    for place, name in enumerate(ways.places):
        if place in ways.gaps:
            found[place] = _GAP
        elif place and not ways.is_place(name) and ways.is_place(ways.places[place - 1]):
            found[place] = _APART
    return found


def lay_grid(ways: Ways, ax: Axes | None, theme: Theme, *, key: bool) -> Grid:
    """Make the sheet and find the place of everything."""
    width, given = (full_width(theme), None) if ax is None else size_of(ax, theme)
    cols = _divide(ways, width, theme)
    most = given or points(theme.height or _PAGE) / theme.unit - 2 * MARGIN
    title = wrap(ways.title, font(ways.framework.lang, theme.text, bold=True), width)
    head = max(map(len, cols.heads), default=1) * theme.small * LEADING
    top = len(title) * theme.text * LEADING + 2 * theme.small * LEADING + head + 6.0
    lang, named, between = ways.framework.lang, cols.wide >= _NAMED, sum(steps(ways))
    below = lay_foot(ways, width, theme, key=key, below=not named)
    least = top + sum(_heights(ways, cols, theme, 0)) + between
    if below.moves and least + below.height > most:
        below = lay_foot(ways, width, theme, key=key, below=True, most=0)
    free = most - top - below.height - between
    lines = _lines(ways, cols, theme, free) if named else 0
    heights = (
        _heights(ways, cols, theme, lines)
        if ways.rows
        else [_EMPTY / len(ways.places)] * (len(ways.places))
    )
    if given is not None:
        heights = _stretched(heights, free)
    foot = top + sum(heights) + between
    sheet = open_sheet(ax, lang, theme, width, foot + below.height)
    return Grid(
        sheet=sheet,
        ways=ways,
        column=cols.column,
        heads=cols.heads,
        labels=cols.labels,
        across=_places(steps(ways), [cols.wide] * len(ways.places), cols.column),
        down=_places(steps(ways), heights, top),
        wide=cols.wide,
        heights=heights,
        most=lines,
        title=title,
        top=top,
        foot=foot,
        below=below,
    )


def _divide(ways: Ways, width: float, theme: Theme) -> _Columns:
    """Names of rows in lines, columns of equal width, by number where names have no room."""
    lang = ways.framework.lang
    bold = font(lang, theme.small, bold=True)
    names = [ways.label(place) for place in ways.places]
    words = max(text_width(word, bold) for name in names for word in name.split())
    longest = max(text_width(name, bold) for name in names)
    room = max(words + 1, min(_COLUMN, width * _COLUMN_SHARE))
    start = min(longest + 1, room) + _AFTER
    wide = (width - start - sum(steps(ways))) / len(names)
    if words <= wide - 2:
        heads = [wrap(name, bold, wide - 1) for name in names]
        return _Columns(start, wide, heads, [wrap(name, bold, start - _AFTER) for name in names])
    numbers = [ways.sign(place) for place in ways.places]
    told = [f"{n}\u00a0{name}" for n, name in zip(numbers, names, strict=True)]
    words = max(text_width(word, bold) for name in told for word in name.split(" "))
    start = min(words + 1, width * _NUMBERED_SHARE) + _AFTER
    wide = (width - start - sum(steps(ways))) / len(names)
    labels = [wrap(name, bold, start - _AFTER) for name in told]
    return _Columns(start, wide, [[n] for n in numbers], labels)


def _heights(ways: Ways, cols: _Columns, theme: Theme, lines: int) -> list[float]:
    """Height of each row: its name with its count, and its cells."""
    found = []
    for label, start in zip(cols.labels, ways.places, strict=True):
        named = [min(len(way.cases), lines) for way in ways.rows if way.start == start]
        cell = COUNT + max(named, default=0) * name_step(theme) + 2 * PAD - 2
        found.append(max(cell, (len(label) + 1) * theme.small * LEADING + PAD))
    return found


def _lines(ways: Ways, cols: _Columns, theme: Theme, free: float) -> int:
    """The most names in a cell with which all rows fit."""
    fitting = (n for n in range(_MOST_LINES, 0, -1) if sum(_heights(ways, cols, theme, n)) <= free)
    return next(fitting, 0)


def _stretched(heights: Sequence[float], free: float) -> list[float]:
    """Rows that fill the height of the axes given."""
    more = (free - sum(heights)) / len(heights)
    return [max(high + more, 1.0) for high in heights]


def _places(before: Sequence[float], sizes: Sequence[float], start: float) -> list[float]:
    found, at = [], start
    for step, size in zip(before, sizes, strict=True):
        found.append(at + step)
        at += step + size
    return found
