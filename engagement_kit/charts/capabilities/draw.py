"""Levels of many items over many cases: an ordinal heat map."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from engagement_kit.assess import Levels
from engagement_kit.charts.capabilities.fit import HEAD, Block, fit_levels
from engagement_kit.charts.capabilities.tell import describe_capabilities
from engagement_kit.charts.paper import legend
from engagement_kit.charts.paper.fonts import font
from engagement_kit.charts.paper.sheet import (
    Look,
    Sheet,
    full_height,
    full_width,
    open_sheet,
    size_of,
)
from engagement_kit.charts.paper.text import (
    LEADING,
    isolate,
    shorten,
    shorten_apart,
    wrap,
    wrap_short,
)
from engagement_kit.charts.paper.theme import DEFAULT, Theme, drawing
from engagement_kit.charts.recipe import Recipe, remember
from engagement_kit.charts.results import expect, expect_few, in_language
from engagement_kit.charts.rows.column_heads import draw_heads
from engagement_kit.charts.rows.level_cells import (
    MISSING_MARKS,
    Box,
    draw_levels,
    draw_missing,
    level_entries,
    middles,
    missing_entries,
)
from engagement_kit.charts.rows.levels import LevelGrid, prepare_grid, upper_half
from engagement_kit.errors import UnknownId
from engagement_kit.frameworks import Framework

__all__ = ["draw_capabilities"]

SORTS = ("level", "name")
_PAD, _LEAST_KEY = 6.0, 34.0  # above and below the key, and what it takes in any case
_DOT = 1.6
_HATCHED = 4.0  # height of a row from which lines of a hatch can be seen
_MANY = "draw_profile(levels) draws any number."


def draw_capabilities(
    levels: Levels,
    framework: Framework | None = None,
    *,
    ax: Axes | None = None,
    lang: str | None = None,
    by: str | None = "kind",
    sort: Literal["level", "name"] = "level",
    names: Mapping[str, str] | None = None,
    theme: Theme = DEFAULT,
) -> Axes:
    """Axes with one row a case and one column an item, each level in its own shade.

    What is not known is white and struck through, never the lowest shade; items that do not apply
    have a dash. A dot marks answers in which coders differ. Columns of a pair or axis stand
    together, rows of a group likewise; beside each row stands how many of its items are known. The
    data coordinates of the axes are points of 1/72 inch.

    Parameters
    ----------
    levels : Levels
        Of any part that takes ratings: capabilities, steps, formats, a checklist.
    framework : Framework, optional
        Gives the words; the framework of the levels if left out.
    ax : Axes, optional
        Draw here. Without it a new figure is made, which pyplot does not know.
    lang : str, optional
        Language of the chart; the framework's if left out.
    by : str or None
        Column of the table by which rows are grouped.
    sort : {"level", "name"}
        Order within a group: by the number of items known to be in the upper half of the scale,
        most first, or by name. The chart says which.
    names : mapping of case id to name, optional
        Names to use instead of the cases' own.
    theme : Theme
        Sizes and colours.

    Raises
    ------
    WrongKind
        ``levels`` are something else, or of thousands of case-waves.
    UnknownId
        No such column or order, or the framework does not have the language.
    MissingGlyph
        A text holds a character that no font of the charts can draw.
    """
    levels = expect(levels, Levels, "a heat map", "rate_levels")
    expect_few(levels.table, "a heat map", _MANY)
    if sort not in SORTS:
        raise UnknownId("order", sort, SORTS)
    framework = in_language(levels, framework, lang)
    grid = prepare_grid(levels, framework, by, names, theme, sort)
    with drawing(theme):
        width, most = size_of(ax, theme) if ax else (full_width(theme), full_height(theme))
        entries = _key(grid, theme)
        below = wrap(_remark(grid, sort), font(framework.lang, theme.small), width)
        foot = legend.row_height(framework.lang, theme, width, entries) + 2 * _PAD
        foot = max(foot + len(below) * theme.small * LEADING, _LEAST_KEY)
        blocks = fit_levels(grid, theme, width, most - foot, is_fixed=ax is not None)
        sheet = open_sheet(ax, framework.lang, theme, width, blocks[-1].bottom + foot)
        for block in blocks:
            _draw_block(sheet, block)
        y = legend.draw_row(sheet, 0, sheet.height - foot + _PAD, sheet.width, entries)
        sheet.paragraph(0, y + 2, below, size=theme.small, colour=theme.grey)
        if not grid.cases:
            last = blocks[-1]
            sheet.note_empty(grid.words("empty"), last.top + last.heads.height, last.bottom)
    recipe = Recipe("capabilities", levels, framework, {"by": by, "sort": sort, "names": names})
    return remember(sheet.ax, recipe, describe_capabilities(levels, framework))


def _draw_block(sheet: Sheet, block: Block) -> None:
    grid = block.grid
    draw_heads(sheet, grid, block.heads, block.starts, block.column, top=block.top)
    _draw_groups(sheet, block)
    if block.lines:
        _draw_names(sheet, block)
    shades = sheet.theme.levels(len(grid.answers))
    draw_levels(
        sheet,
        [_boxes(block, grid.ranks == rank) for rank in range(len(grid.answers))],
        grid.answers,
        hatched=block.row >= _HATCHED,
    )
    reasons = ("unknown", *MISSING_MARKS)
    draw_missing(sheet, {reason: _boxes(block, grid.missing == reason) for reason in reasons})
    for rank, shade in enumerate(shades):
        at = middles(_boxes(block, grid.differ & (grid.ranks == rank)))
        look = {"color": sheet.theme.ink_on(shade), "markeredgecolor": shade}
        sheet.marks(at, marker="o", markersize=_DOT, markeredgewidth=0, gid="differ", **look)


def _draw_groups(sheet: Sheet, block: Block) -> None:
    """Marks and names of the groups of rows, each with its number of cases."""
    for group in block.grid.groups:
        y = block.group_tops[group.id] + HEAD / 2 + 1
        sheet.marks([(3, y)], marker=group.marker, color=group.colour)
        label = block.grid.words("group.size", group=group.label, n=group.size)
        sheet.text(10, y, shorten(label, sheet.font(bold=True), sheet.width - 12), bold=True)


def _draw_names(sheet: Sheet, block: Block) -> None:
    """Names of cases, and how many items of each are known."""
    grid, theme = block.grid, sheet.theme
    letters, leading = sheet.font(theme.small), theme.small * LEADING
    room = block.look.names - 6
    short = shorten_apart(grid.names, letters, room) if block.lines == 1 else []
    for place, (case, name) in enumerate(zip(grid.cases, grid.names, strict=True)):
        lines = [short[place]] if short else wrap_short(name, letters, room, block.lines)
        y = block.tops[place] + block.row / 2 - (len(lines) - 1) * leading / 2
        for line in lines:
            sheet.text(0, y, line, size=theme.small, gid=f"label:{case}")
            y += leading
    if block.look.counts:
        _draw_counts(sheet, block)


def _draw_counts(sheet: Sheet, block: Block) -> None:
    grid = block.grid
    end = block.starts[-1] + block.column + 4 if block.starts else block.look.names
    look: Look = {"size": sheet.theme.least, "colour": sheet.theme.grey}
    sheet.text(end, block.top + block.heads.height - 5, grid.words("level.known"), **look)
    for place, case in enumerate(grid.cases):
        known = int((~np.isnan(grid.ranks[place])).sum())
        applying = int((grid.missing[place] != "not_applicable").sum())
        count = isolate(f"{known}/{applying}", "ltr")
        y = block.tops[place] + block.row / 2
        sheet.text(end, y, count, gid=f"known:{case}", **look)


def _boxes(block: Block, chosen: NDArray[np.bool_]) -> list[Box]:
    """The chosen cells, with a thin white line between them."""
    high, wide = max(block.row - 0.8, block.row * 0.8), block.column - 0.8
    return [
        (block.starts[column] + 0.4, block.tops[row] + 0.4, wide, high)
        for row, column in zip(*np.nonzero(chosen), strict=True)
    ]


def _key(grid: LevelGrid, theme: Theme) -> list[legend.Entry]:
    """The levels in order, and what has no level."""
    labels = [grid.answer_label(answer) for answer in grid.answers]
    entries = level_entries(theme, labels)
    entries += missing_entries(theme, grid.words, set(grid.missing.ravel()))
    if grid.differ.any():
        dot = legend.mark("o", markersize=1.8, color=theme.ink)
        entries.append(legend.Entry(dot, grid.words("level.differ"), 6))
    return entries


def _remark(grid: LevelGrid, sort: str) -> str:
    """How rows are sorted."""
    half = grid.answer_label(grid.answers[upper_half(grid.framework, grid.levels)])
    return grid.words(f"level.sorted.{sort}", level=half)
