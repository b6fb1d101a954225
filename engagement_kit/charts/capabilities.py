"""Levels of many items over many cases: an ordinal heat map."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from engagement_kit.assess import Levels
from engagement_kit.charts import legend
from engagement_kit.charts.column_heads import Heads, draw_heads, prepare_heads
from engagement_kit.charts.level_grid import LevelGrid, prepare_grid, upper_half
from engagement_kit.charts.recipe import Recipe, remember
from engagement_kit.charts.results import expect, in_language
from engagement_kit.charts.sheet import Sheet, full_width, open_sheet, size_of
from engagement_kit.charts.telling.capabilities import describe_capabilities
from engagement_kit.charts.text import isolate, shorten
from engagement_kit.charts.theme import DEFAULT, Theme, drawing
from engagement_kit.errors import UnknownId
from engagement_kit.frameworks import Framework

__all__ = ["draw_capabilities"]

SORTS = ("level", "name")
MISSING_MARKS = {"not_asked": ".", "not_applicable": "_", "confidential": "x"}
_NAMES, _COUNTS, _HEAD = 128.0, 30.0, 13.0  # names of cases, counts beside them, heads of groups
_ROW, _TALLEST, _WIDEST, _GAP = 8.6, 690.0, 58.0, 4.0
_KEY = 34.0


@dataclass(frozen=True)
class _Layout:
    """Places of rows and columns, in points."""

    heads: Heads
    starts: list[float]  # where each column begins
    column: float
    tops: list[float]  # where each row begins
    row: float
    group_tops: dict[str, float]


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
        ``levels`` are something else.
    UnknownId
        No such column or order, or the framework does not have the language.
    MissingGlyph
        A text holds a character that no font of the charts can draw.
    """
    levels = expect(levels, Levels, "a heat map", "rate_levels")
    if sort not in SORTS:
        raise UnknownId("order", sort, SORTS)
    framework = in_language(levels, framework, lang)
    grid = prepare_grid(levels, framework, by, names, theme, sort)
    with drawing(theme):
        width = size_of(ax, theme)[0] if ax else full_width(theme)
        column = _column_width(grid, width)
        heads = prepare_heads(grid, column, theme)
        body = min(max(len(grid.names), 1) * _ROW, _TALLEST) + _HEAD * len(grid.groups)
        sheet = open_sheet(ax, framework.lang, theme, width, heads.height + body + _KEY)
        layout = _lay_out(grid, sheet, heads, column)
        draw_heads(sheet, grid, heads, layout.starts, column)
        _draw_rows(sheet, grid, layout)
        _draw_cells(sheet, grid, layout)
        _draw_key(sheet, grid, sort)
        if not grid.cases:
            sheet.note_empty(grid.words("empty"), heads.height, sheet.height - _KEY)
    recipe = Recipe("capabilities", levels, framework, {"by": by, "sort": sort, "names": names})
    return remember(sheet.ax, recipe, describe_capabilities(levels, framework))


def _column_width(grid: LevelGrid, width: float) -> float:
    breaks = len(set(grid.item_groups)) - 1
    return min((width - _NAMES - _COUNTS - breaks * _GAP) / max(len(grid.items), 1), _WIDEST)


def _lay_out(grid: LevelGrid, sheet: Sheet, heads: Heads, column: float) -> _Layout:
    starts, x = [], _NAMES
    for place, group in enumerate(grid.item_groups):
        if place and group != grid.item_groups[place - 1]:
            x += _GAP
        starts.append(x)
        x += column
    room = sheet.height - heads.height - _KEY - _HEAD * len(grid.groups)
    row = min(room / max(len(grid.names), 1), _ROW * 1.4)
    tops, group_tops, y = [], {}, heads.height
    for group in grid.row_groups:
        if group not in group_tops:
            group_tops[group] = y
            y += _HEAD
        tops.append(y)
        y += row
    return _Layout(heads, starts, column, tops, row, group_tops)


def _draw_rows(sheet: Sheet, grid: LevelGrid, layout: _Layout) -> None:
    """Names of groups and cases, and how many items of each case are known."""
    theme = sheet.theme
    end = layout.starts[-1] + layout.column + 4 if layout.starts else _NAMES
    for group in grid.groups:
        y = layout.group_tops[group.id] + _HEAD / 2 + 1
        sheet.marks([(3, y)], marker=group.marker, color=group.colour)
        label = grid.words("group.size", group=group.label, n=group.size)
        sheet.text(10, y, label, size=theme.text, bold=True)
    if layout.row < theme.small * 1.1:
        return
    letters = sheet.font(theme.small)
    sheet.text(
        end, layout.heads.height - 5, grid.words("level.known"), size=theme.least, colour=theme.grey
    )
    for place, (case, name) in enumerate(zip(grid.cases, grid.names, strict=True)):
        y = layout.tops[place] + layout.row / 2
        sheet.text(0, y, shorten(name, letters, _NAMES - 6), size=theme.small, gid=f"label:{case}")
        known = int((~np.isnan(grid.ranks[place])).sum())
        applying = int((grid.missing[place] != "not_applicable").sum())
        count = isolate(f"{known}/{applying}", "ltr")
        sheet.text(end, y, count, size=theme.least, colour=theme.grey, gid=f"known:{case}")


def _draw_cells(sheet: Sheet, grid: LevelGrid, layout: _Layout) -> None:
    """One collection a level; what is missing is white, with a mark that says why."""
    theme, shades = sheet.theme, sheet.theme.levels(len(grid.answers))
    for rank, answer in enumerate(grid.answers):
        boxes = _boxes(layout, grid.ranks == rank)
        sheet.rectangles(boxes, facecolor=shades[rank], gid=f"level:{answer}")
    unknown = _boxes(layout, grid.missing == "unknown")
    sheet.rectangles(
        unknown,
        facecolor=theme.paper,
        edgecolor=theme.pale,
        linewidth=theme.hair,
        gid="level:unknown",
    )
    sheet.lines(
        [((x, y + h), (x + w, y)) for x, y, w, h in unknown], colors=theme.pale, gid="unknown"
    )
    for reason, mark in MISSING_MARKS.items():
        boxes = _boxes(layout, grid.missing == reason)
        sheet.rectangles(
            boxes,
            facecolor=theme.paper,
            edgecolor=theme.pale,
            linewidth=theme.hair,
            gid=f"level:{reason}",
        )
        sheet.marks(_middles(boxes), marker=mark, markersize=3, color=theme.grey, gid=reason)
    for is_dark, colour in ((True, theme.paper), (False, theme.ink)):
        dark = grid.ranks >= len(grid.answers) / 2
        at = _middles(_boxes(layout, grid.differ & (dark == is_dark)))
        sheet.marks(at, marker="o", markersize=1.6, color=colour, markeredgewidth=0, gid="differ")


def _boxes(layout: _Layout, chosen: NDArray[np.bool_]) -> list[tuple[float, float, float, float]]:
    """Left, top, width and height of the chosen cells, with a thin white line between them."""
    high, wide = max(layout.row - 0.8, layout.row * 0.8), layout.column - 0.8
    return [
        (layout.starts[column] + 0.4, layout.tops[row] + 0.4, wide, high)
        for row, column in zip(*np.nonzero(chosen), strict=True)
    ]


def _middles(boxes: list[tuple[float, float, float, float]]) -> list[tuple[float, float]]:
    return [(x + w / 2, y + h / 2) for x, y, w, h in boxes]


def _draw_key(sheet: Sheet, grid: LevelGrid, sort: str) -> None:
    """The levels in order, what has no level, and how rows are sorted."""
    theme, words = sheet.theme, grid.words
    shades = theme.levels(len(grid.answers))
    entries = [
        legend.Entry(legend.area(11, facecolor=shade), grid.answer_label(answer), 11)
        for answer, shade in zip(grid.answers, shades, strict=True)
    ]
    entries.append(legend.Entry(_draw_unknown, words("level.unknown"), 11))
    for reason, mark in MISSING_MARKS.items():
        if (grid.missing == reason).any():
            drawn = legend.mark(mark, markersize=3, color=theme.grey)
            entries.append(legend.Entry(drawn, words(f"level.{reason}"), 11))
    if grid.differ.any():
        dot = legend.mark("o", markersize=1.8, color=theme.ink)
        entries.append(legend.Entry(dot, words("level.differ"), 6))
    y = legend.draw_row(sheet, 0, sheet.height - _KEY + 6, sheet.width, entries)
    half = grid.answer_label(grid.answers[upper_half(grid.framework, grid.levels)])
    sheet.text(
        0, y + 6, words(f"level.sorted.{sort}", level=half), size=theme.small, colour=theme.grey
    )


def _draw_unknown(sheet: Sheet, x: float, y: float) -> None:
    edge = {"edgecolor": sheet.theme.pale, "linewidth": sheet.theme.hair}
    sheet.rectangle(x - 5.5, y - 3, 11, 6, facecolor=sheet.theme.paper, **edge)
    sheet.lines([((x - 5.5, y + 3), (x + 5.5, y - 3))], colors=sheet.theme.pale)
