"""Where the rows and columns of a heat map stand, in as many blocks as a narrow sheet needs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from engagement_kit.charts.paper.fonts import font
from engagement_kit.charts.paper.text import LEADING, wrap
from engagement_kit.charts.paper.theme import Theme
from engagement_kit.charts.rows.column_heads import Heads, prepare_heads
from engagement_kit.charts.rows.levels import LevelGrid

__all__ = ["HEAD", "Block", "Look", "fit_levels"]

HEAD = 13.0  # height of the name of a group of rows
_ROW, _TALLEST, _WIDEST = 8.6, 690.0, 58.0
_LINE = 1.12  # least height of a row in which a name can be read, in sizes of letters
_UPRIGHT = 8.2  # least width of a column under an upright name
_HEADS, _BELOW = 60.0, 8.0  # about what heads take, and between two blocks


@dataclass(frozen=True, slots=True)
class Look:
    """Room for names of cases, for the counts behind them, and between pairs of columns."""

    names: float
    counts: float
    gap: float


# The first look in which a column is wide enough for an upright name serves.
_LOOKS = (Look(128.0, 30.0, 4.0), Look(96.0, 28.0, 2.0), Look(70.0, 25.0, 1.5))
_BARE, _BARE_UPRIGHT, _SPARE = Look(48.0, 0.0, 0.8), 7.0, 0.5


@dataclass(frozen=True)
class Block:
    """Some columns of the grid with all of its rows.

    Attributes
    ----------
    top : float
        Where the heads begin.
    starts, tops : list of float
        Where each column and each row begins.
    group_tops : dict
        Where the name of each group of rows stands.
    lines : int
        Lines that a case's name may take; 0 where rows are too low for names.
    """

    grid: LevelGrid
    look: Look
    heads: Heads
    column: float
    row: float
    top: float
    starts: list[float]
    tops: list[float]
    group_tops: dict[str, float]
    lines: int

    @property
    def bottom(self) -> float:
        """Where the block ends; without cases there is room for a remark."""
        return (self.tops[-1] if self.tops else self.top + self.heads.height) + self.row


def fit_levels(
    grid: LevelGrid, theme: Theme, width: float, most: float, *, is_fixed: bool
) -> list[Block]:
    """Blocks below one another, one where all columns fit beside one another.

    Rows are squeezed until all is no higher than ``most``, as far as names can be read that could
    be read before; where the height ``is_fixed`` they take what there is.
    """
    look, parts = _columns(grid, width, min(most, _TALLEST))
    columns = [_column_width(part, look, width) for part in parts]
    heads = [prepare_heads(part, wide, theme) for part, wide in zip(parts, columns, strict=True)]
    column, count = min(columns), max(len(grid.names), 1) * len(parts)
    taken = sum(head.height + HEAD * len(grid.groups) for head in heads)
    taken += _BELOW * (len(parts) - 1)
    lines, row = _row_height(grid, look, theme, min(most - taken, _TALLEST), count)
    if is_fixed:
        row = min(max(most - taken, 0) / count, _ROW * 1.4)
        lines = int(row >= theme.small * 1.1)
    blocks: list[Block] = []
    for part, head in zip(parts, heads, strict=True):
        top = blocks[-1].bottom + _BELOW if blocks else 0.0
        blocks.append(_place(part, look, head, (column, row), top, lines))
    return blocks


def _columns(grid: LevelGrid, width: float, most: float) -> tuple[Look, list[LevelGrid]]:
    """A look, and the columns of each block.

    Names are shortened before columns are split, and are cut to little more than a word only where
    blocks would be higher than a page.
    """
    for look in _LOOKS:
        if _column_width(grid, look, width) >= _UPRIGHT:
            return look, [grid]
    look, parts = _LOOKS[-1], [grid]
    while len(parts) < len(grid.items):
        parts = _split(grid, len(parts) + 1)
        if min(_column_width(part, look, width) for part in parts) >= _UPRIGHT:
            break
    high = len(grid.names) * _ROW + HEAD * len(grid.groups) + _HEADS
    spare = _column_width(grid, _BARE, width) - _BARE_UPRIGHT
    if high * len(parts) > most and spare >= 0:
        wider = max(spare - _SPARE, 0) * len(grid.items)
        return replace(_BARE, names=min(_BARE.names + wider, look.names)), [grid]
    return look, parts


def _split(grid: LevelGrid, count: int) -> list[LevelGrid]:
    """The grid in so many parts of about as many columns."""
    bounds = [round(place * len(grid.items) / count) for place in range(count + 1)]
    return [_part(grid, slice(*ends)) for ends in pairwise(bounds)]


def _part(grid: LevelGrid, columns: slice) -> LevelGrid:
    return replace(
        grid,
        items=grid.items[columns],
        item_groups=grid.item_groups[columns],
        ranks=grid.ranks[:, columns],
        differ=grid.differ[:, columns],
        missing=grid.missing[:, columns],
    )


def _column_width(grid: LevelGrid, look: Look, width: float) -> float:
    groups = grid.item_groups
    breaks = sum(a != b for a, b in pairwise(groups))
    room = width - look.names - look.counts - breaks * look.gap
    return min(room / max(len(grid.items), 1), _WIDEST)


def _row_height(
    grid: LevelGrid, look: Look, theme: Theme, most: float, count: int
) -> tuple[int, float]:
    """Lines of a name and height of a row: two lines where names need them and there is room."""
    size = theme.small
    letters = font(grid.framework.lang, size)
    double = 2 * size * LEADING + 1.5
    room = look.names - 6
    may_break = look != _LOOKS[0] and double * count <= most
    if may_break and any(len(wrap(name, letters, room)) > 1 for name in grid.names):
        return 2, double
    least = size * _LINE
    row = min(most / count, _ROW)
    if row < least and count * least <= _TALLEST:
        row = least  # higher than asked for: fewer cases would fit, unreadable ones would not help
    return int(row >= size * 1.1), row


def _place(
    grid: LevelGrid, look: Look, heads: Heads, cell: tuple[float, float], top: float, lines: int
) -> Block:
    (column, row), y = cell, top + heads.height
    starts, x = [], look.names
    for place, group in enumerate(grid.item_groups):
        if place and group != grid.item_groups[place - 1]:
            x += look.gap
        starts.append(x)
        x += column
    tops, group_tops = [], {}
    for group_id in grid.row_groups:
        if group_id not in group_tops:
            group_tops[group_id] = y
            y += HEAD
        tops.append(y)
        y += row
    return Block(grid, look, heads, column, row, top, starts, tops, group_tops, lines)
