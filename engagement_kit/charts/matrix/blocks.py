"""Columns of a matrix in as many blocks below one another as the width of a sheet asks for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby

from engagement_kit.charts.matrix.grid import MatrixGrid
from engagement_kit.charts.paper.fonts import font
from engagement_kit.charts.paper.text import text_width
from engagement_kit.charts.paper.theme import Theme
from engagement_kit.charts.rows.cases import ROW
from engagement_kit.charts.rows.column_heads import Heads, prepare_heads
from engagement_kit.charts.rows.even_blocks import even_blocks
from engagement_kit.frameworks import Framework

__all__ = ["Block", "Constructs", "lay_blocks"]

_NAMES, _LEAST_NAMES, _SHARE = 128.0, 40.0, 0.36  # of the width, for the names of cases
_WIDEST, _NARROWEST, _GAP, _AIR = 40.0, 8.6, 4.0, 2.6


@dataclass(frozen=True)
class Constructs:
    """Some of the items or boxes of a framework, each with its axis or pair."""

    framework: Framework
    items: list[str]
    item_groups: list[str | None]


@dataclass(frozen=True)
class Block:
    """Some of the constructs, from the place ``first``, with a column each.

    ``totals`` is where the column of totals begins; None in all blocks but the last. ``foot`` is
    the height of the sums below, which stand upright where a column is narrower than its sum.
    """

    constructs: Constructs
    first: int
    heads: Heads
    starts: list[float]
    column: float
    totals: float | None
    total: float
    foot: float
    has_upright_foot: bool

    @property
    def end(self) -> float:
        """Where the last column ends."""
        return self.starts[-1] + self.column if self.totals is None else self.totals + self.total


def lay_blocks(grid: MatrixGrid, theme: Theme, width: float) -> tuple[float, list[Block]]:
    """Width of the column of names, and the blocks."""
    lang = grid.framework.lang
    letters, small = font(lang, theme.least), font(lang, theme.small)
    total = text_width(str(grid.counts.n_evidence), letters) + _AIR + _GAP
    least = max(text_width(str(grid.largest), letters) + _AIR, _NARROWEST)
    heads = [row.name for row in grid.rows.rows] + [grid.words("matrix.all")]
    longest = max(text_width(name, small) for name in heads) + 8
    names = min(longest, _NAMES, max(width * _SHARE, _LEAST_NAMES))
    room = width - names - total
    blocks = even_blocks(grid.item_groups, max(int((room - 2 * _GAP) / least), 1))
    column = min(*(_column(grid, room, *block) for block in blocks), _WIDEST, room)
    names = min(longest, names + min(room - _used(grid, column, *block) for block in blocks))
    laid = [
        _lay(grid, theme, block, names, max(column, 1.0), is_last=block is blocks[-1], total=total)
        for block in blocks
    ]
    return names, laid


def _column(grid: MatrixGrid, room: float, first: int, stop: int) -> float:
    breaks = sum(1 for _ in groupby(grid.item_groups[first:stop])) - 1
    return (room - breaks * _GAP) / (stop - first)


def _used(grid: MatrixGrid, column: float, first: int, stop: int) -> float:
    """Width of the columns of a block: where they are as wide as they get, room is left over."""
    breaks = sum(1 for _ in groupby(grid.item_groups[first:stop])) - 1
    return (stop - first) * column + breaks * _GAP


def _lay(
    grid: MatrixGrid,
    theme: Theme,
    place: tuple[int, int],
    names: float,
    column: float,
    *,
    is_last: bool,
    total: float,
) -> Block:
    first, stop = place
    items, groups = grid.items[first:stop], grid.item_groups[first:stop]
    starts, x = [], names
    for at, group in enumerate(groups):
        if at and group != groups[at - 1]:
            x += _GAP
        starts.append(x)
        x += column
    constructs = Constructs(grid.framework, items, groups)
    heads = prepare_heads(constructs, column, theme)
    if is_last:  # the head of the totals stands upright in any case
        letters = font(grid.framework.lang, theme.small)
        needed = text_width(grid.words("matrix.total"), letters) + 2
        heads = replace(heads, names_height=max(heads.names_height, needed))
    end = x + _GAP / 2 if is_last else None
    sums = (str(value) for value in grid.column_totals[first:stop])
    longest = max(text_width(value, font(grid.framework.lang, theme.least)) for value in sums)
    is_upright = longest + _AIR > column
    foot = longest + 5 if is_upright else ROW
    return Block(constructs, first, heads, starts, column, end, total, foot, is_upright)
