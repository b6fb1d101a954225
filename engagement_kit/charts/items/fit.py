"""Where items and cases stand in a heat map of items: rows, columns, and blocks of columns."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate, groupby, pairwise

from engagement_kit.charts.paper.fonts import font
from engagement_kit.charts.paper.text import LEADING, plain, shorten_apart, text_width, wrap_short
from engagement_kit.charts.paper.theme import Theme
from engagement_kit.charts.rows.even_blocks import even_blocks
from engagement_kit.charts.rows.levels import LevelGrid

__all__ = ["HEAD", "Columns", "ItemRows", "Plan", "lay_items"]

ROW, HEAD, GAP = 8.6, 12.0, 3.0  # least height of a row, of a group's head, between pairs
_NAMES, _SHARE, _LINES = 150.0, 0.36, 3  # of items: widest, of a sheet, and how often broken
_LEAST, _LEAST_BESIDE = 40.0, 92.0  # of items: in any case, and to spare a block of cases
_WIDEST, _UPRIGHT, _NAMED, _LONGEST = 22.0, 7.2, 3, 84.0
_APART, _BELOW, _PAGE = 4.0, 8.0, 690.0
_COUNT_AIR = 8.0


@dataclass(frozen=True)
class ItemRows:
    """Rows of items from the top of a block: tops, heights, lines of the names, heads of axes."""

    tops: list[float]
    heights: list[float]
    lines: list[list[str]]
    heads: list[tuple[str, float]]
    height: float


@dataclass(frozen=True)
class Columns:
    """Cases of one block, from the place ``first`` to before ``stop``, with names of theirs."""

    first: int
    stop: int
    starts: list[float]
    groups: list[tuple[str, float, float]]  # id, where its columns begin and end


@dataclass(frozen=True)
class Plan:
    """Blocks of columns with the same rows in each; ``names`` are empty where too narrow."""

    rows: ItemRows
    blocks: list[Columns]
    names: list[str]
    column: float
    head: float
    width_names: float
    width_counts: float

    @property
    def block_height(self) -> float:
        """Height of heads and rows of a block."""
        return self.head + self.rows.height

    @property
    def height(self) -> float:
        """Height of all blocks."""
        return len(self.blocks) * (self.block_height + _BELOW) - _BELOW

    def top(self, block: int) -> float:
        """Where a block begins."""
        return block * (self.block_height + _BELOW)


def lay_items(
    grid: LevelGrid, theme: Theme, width: float, most: float, *, is_fixed: bool = False
) -> Plan:
    """As many blocks as cases need to have names, if these are no higher than a page; else one.

    ``most`` is the greatest height that is allowed: rows are squeezed to it, as far as their names
    can be read; where the height ``is_fixed`` as far as it asks for.
    """
    lang, count = grid.framework.lang, max(len(grid.names), 1)
    letters, least = font(lang, theme.small), font(lang, theme.least)
    labels = [plain(grid.framework.label(item)) for item in grid.items]
    behind = (f"{count}/{count}", grid.words("level.known"))
    counts = max(text_width(words, least) for words in behind) + _COUNT_AIR
    breaks = len(list(groupby(grid.row_groups)))
    longest = max((text_width(label, letters) for label in labels), default=0.0) + 8
    names = min(longest, _NAMES, max(width * _SHARE, _LEAST))
    spare = width - counts - breaks * _APART - count * _UPRIGHT
    if spare >= _LEAST_BESIDE:  # all cases beside one another, if items have some room then
        names = min(names, spare)
    rows = _lay_rows(grid, theme, labels, names - 6)
    room = max(width - names - counts, 1.0)
    ends = even_blocks(grid.row_groups, max(int((room - breaks * _APART) / _UPRIGHT), 1))
    shown = shorten_apart(grid.names, letters, _LONGEST)
    head = max((text_width(name, letters) for name in shown), default=0.0) + 4 + HEAD
    if len(ends) * (head + rows.height + _BELOW) - _BELOW > min(most, _PAGE):
        ends, shown, head = [(0, len(grid.names))], [], HEAD + 4
    least_row = 0.0 if is_fixed else theme.small * LEADING
    rows = _squeezed(rows, most / len(ends) - head - _BELOW, least_row, theme.small * LEADING)
    column = min(*(_widest(grid, one, room) for one in ends), _WIDEST)
    blocks = [_lay_columns(grid, one, names, column) for one in ends]
    return Plan(rows, blocks, shown, column, head, names, counts)


def _widest(grid: LevelGrid, ends: tuple[int, int], room: float) -> float:
    """How wide the columns of a block may be."""
    breaks = len(list(groupby(grid.row_groups[slice(*ends)])))
    return (room - breaks * _APART) / max(ends[1] - ends[0], 1)


def _lay_rows(grid: LevelGrid, theme: Theme, labels: list[str], width: float) -> ItemRows:
    letters, leading = font(grid.framework.lang, theme.small), theme.small * LEADING
    lines = [wrap_short(label, letters, width, _LINES) for label in labels]
    heights = [max(ROW, len(one) * leading + 1.5) for one in lines]
    sizes = [len(list(members)) for _, members in groupby(grid.item_groups)]
    firsts = [sum(sizes[:place]) for place in range(len(sizes))]
    tops, heads, y = [], [], 0.0
    for place, group in enumerate(grid.item_groups):
        if place in firsts:
            is_named = group is not None and sizes[firsts.index(place)] >= _NAMED
            if is_named and group:
                heads.append((grid.framework.label(group), y + HEAD / 2))
                y += HEAD
            elif place:
                y += GAP
        tops.append(y)
        y += heights[place]
    return ItemRows(tops, heights, lines, heads, y)


def _squeezed(rows: ItemRows, most: float, least: float, leading: float) -> ItemRows:
    """Rows no higher than ``most`` altogether, each with as many lines of its name as fit then."""
    if rows.height <= most:
        return rows
    lead = rows.height - sum(rows.heights)
    share = max(most - lead, 0.0) / sum(rows.heights)
    heights = [max(height * share, least) for height in rows.heights]
    kept = [
        lines[: int(high / leading + 0.1)] for lines, high in zip(rows.lines, heights, strict=True)
    ]
    moved = [0.0, *accumulate(new - old for new, old in zip(heights, rows.heights, strict=True))]
    tops = [top + by for top, by in zip(rows.tops, moved, strict=False)]
    heads = [(name, y + moved[sum(top < y for top in rows.tops)]) for name, y in rows.heads]
    return ItemRows(tops, heights, kept, heads, lead + sum(heights))


def _lay_columns(grid: LevelGrid, ends: tuple[int, int], start: float, column: float) -> Columns:
    ids = grid.row_groups[slice(*ends)]
    starts, x = [], start
    for place, group in enumerate(ids):
        if place and group != ids[place - 1]:
            x += _APART
        starts.append(x)
        x += column
    edges = [place for place in range(len(ids)) if not place or ids[place] != ids[place - 1]]
    groups = [
        (ids[first], starts[first], starts[stop - 1] + column)
        for first, stop in pairwise([*edges, len(ids)])
    ]
    return Columns(*ends, starts, groups)
