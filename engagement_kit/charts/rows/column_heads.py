"""Names over the columns of a heat map: level where they fit, else upright, with groups above."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Protocol

from engagement_kit.charts.paper.fonts import font
from engagement_kit.charts.paper.sheet import Sheet
from engagement_kit.charts.paper.text import LEADING, plain, shorten, text_width, wrap
from engagement_kit.charts.paper.theme import Theme
from engagement_kit.charts.rows.levels import item_label
from engagement_kit.frameworks import Framework

__all__ = ["Columns", "Heads", "draw_heads", "prepare_heads"]

_LONGEST = 104.0  # of an upright name, in points
_MOST_LINES = 3
_GROUPED_FROM = 3  # a pair's name only repeats its two items


class Columns(Protocol):
    """What stands in the columns: items or boxes of a framework, each with its axis or pair."""

    @property
    def framework(self) -> Framework:
        """Gives the names."""
        ...

    @property
    def items(self) -> list[str]:
        """Ids, in the order of the columns."""
        ...

    @property
    def item_groups(self) -> list[str | None]:
        """Id of each item's axis or pair."""
        ...


@dataclass(frozen=True)
class Heads:
    """Lines of every column's name, and the height they need below the groups' names."""

    lines: list[list[str]]
    names_height: float
    groups: list[tuple[str, int, int]]  # name (may be empty), first column, number of columns
    are_upright: bool

    @property
    def height(self) -> float:
        """Height of all heads together, in points."""
        return self.names_height + self.groups_height + 6

    @property
    def groups_height(self) -> float:
        """Height of the groups' names, 0 where there are none to show."""
        return 12.0 if any(name for name, _, _ in self.groups) else 0.0


def prepare_heads(grid: Columns, column: float, theme: Theme) -> Heads:
    """Heads for columns of this width."""
    letters = font(grid.framework.lang, theme.small)
    labels = [plain(item_label(grid.framework, item)) for item in grid.items]
    level = [wrap(label, letters, column - 6) for label in labels]
    fits = all(
        len(lines) <= _MOST_LINES
        and " ".join(lines) == label
        and all(text_width(line, letters) <= column - 4 for line in lines)
        for lines, label in zip(level, labels, strict=True)
    )
    groups = _groups(grid)
    if fits:
        tallest = max((len(lines) for lines in level), default=1)
        return Heads(level, tallest * theme.small * LEADING, groups, are_upright=False)
    upright = [[shorten(label, letters, _LONGEST)] for label in labels]
    longest = max(text_width(line, letters) for (line,) in upright)
    return Heads(upright, longest, groups, are_upright=True)


def draw_heads(
    sheet: Sheet,
    grid: Columns,
    heads: Heads,
    starts: list[float],
    column: float,
    *,
    top: float = 0.0,
) -> None:
    """Names of items and groups, from ``top``, above the columns that begin at ``starts``."""
    size, foot = sheet.theme.small, top + heads.height - 4
    for item, lines, x in zip(grid.items, heads.lines, starts, strict=True):
        if heads.are_upright:
            sheet.upright(x + column / 2, foot - 1, lines[0], size=size, gid=f"item:{item}")
            continue
        y = foot - len(lines) * size * LEADING
        for place, line in enumerate(lines):
            at = y + place * size * LEADING
            sheet.text(
                x + column / 2, at, line, size=size, side="middle", level="top", gid=f"item:{item}"
            )
    for name, first, count in heads.groups:
        start, end = starts[first], starts[first + count - 1] + column
        y = top + (heads.groups_height if name else heads.height - 2)
        if len(heads.groups) > 1:
            sheet.line(
                [(start, y), (end, y)], edgecolor=sheet.theme.pale, linewidth=sheet.theme.line * 1.5
            )
        if name:
            shorter = shorten(name, sheet.font(bold=True), end - start)
            sheet.text((start + end) / 2, y - 6, shorter, bold=True, side="middle")


def _groups(grid: Columns) -> list[tuple[str, int, int]]:
    """Runs of columns of one group; only groups of three and more items are named."""
    found, first = [], 0
    for group, members in groupby(grid.item_groups):
        count = len(list(members))
        is_named = group is not None and count >= _GROUPED_FROM
        found.append((grid.framework.label(group) if is_named and group else "", first, count))
        first += count
    return found
