"""Levels of every item over all cases, one row an item: an ordinal heat map that can be wide."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import Literal

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from engagement_kit.assess import Levels
from engagement_kit.charts.items.fit import HEAD, Columns, Plan, lay_items
from engagement_kit.charts.items.tell import describe_items
from engagement_kit.charts.paper import legend
from engagement_kit.charts.paper.key_flow import Flow, draw_flow, lay_flow
from engagement_kit.charts.paper.sheet import (
    Look,
    Sheet,
    full_height,
    full_width,
    open_sheet,
    size_of,
)
from engagement_kit.charts.paper.text import LEADING, isolate, shorten
from engagement_kit.charts.paper.theme import DEFAULT, Theme, drawing
from engagement_kit.charts.recipe import Recipe, remember
from engagement_kit.charts.results import expect, expect_few, in_language
from engagement_kit.charts.rows.level_cells import (
    MISSING_MARKS,
    Box,
    draw_differ,
    draw_levels,
    draw_missing,
    level_entries,
    missing_entries,
)
from engagement_kit.charts.rows.levels import LevelGrid, prepare_grid, upper_half
from engagement_kit.errors import UnknownId
from engagement_kit.frameworks import Framework

__all__ = ["draw_items"]

SORTS = ("level", "name")
_KEY, _FINE = 6.0, 4.0  # above the key; columns narrower than this have neither gaps nor marks
_MANY = "draw_profile(levels) draws any number."


def draw_items(
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
    """Axes with one row an item and one column a case, each level in its own shade.

    For parts whose items have long names (a checklist, formats, steps), which stand in full, and
    for many cases: where columns get too narrow for names, these are left out and the chart says
    so. Behind each row stands in how many cases the item is known. What is not known is white and
    struck through, never the lowest shade.

    Parameters
    ----------
    levels : Levels
        Of any part that takes ratings.
    framework : Framework, optional
        Gives the words; the framework of the levels if left out.
    ax : Axes, optional
        Draw here. Without it a new figure is made, which pyplot does not know.
    lang : str, optional
        Language of the chart; the framework's if left out.
    by : str or None
        Column of the table by which cases are grouped.
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

    Examples
    --------
    >>> from engagement_kit import draw_items, load_framework, rate_levels
    >>> from engagement_kit.cases import Cases
    >>> draw_items(rate_levels(Cases(()), load_framework("smi"))).texts[-1].get_text()
    'No cases'
    """
    levels = expect(levels, Levels, "a heat map of items", "rate_levels")
    expect_few(levels.table, "a heat map of items", _MANY)
    if sort not in SORTS:
        raise UnknownId("order", sort, SORTS)
    framework = in_language(levels, framework, lang)
    grid = prepare_grid(levels, framework, by, names, theme, sort)
    with drawing(theme):
        width, most = size_of(ax, theme) if ax else (full_width(theme), full_height(theme))
        plan, key = _fit(grid, theme, (width, most), sort, is_fixed=ax is not None)
        sheet = open_sheet(ax, framework.lang, theme, width, plan.height + _KEY + key.height)
        for place, block in enumerate(plan.blocks):
            _draw_block(sheet, grid, plan, block, plan.top(place))
        draw_flow(sheet, 0, sheet.height - key.height, key)
        if not grid.cases:
            sheet.note_empty(grid.words("empty"), plan.head, plan.height)
    recipe = Recipe("items", levels, framework, {"by": by, "sort": sort, "names": names})
    return remember(sheet.ax, recipe, describe_items(levels, framework))


def _fit(
    grid: LevelGrid, theme: Theme, size: tuple[float, float], sort: str, *, is_fixed: bool
) -> tuple[Plan, Flow]:
    """Blocks and key; where names are left out the key says so, and names the groups."""
    half = grid.answer_label(grid.answers[upper_half(grid.framework, grid.levels)])
    told = grid.words(f"items.sorted.{sort}", level=half)
    width, most = size
    key = _key(grid, theme, width, told, is_fine=False)
    plan = lay_items(grid, theme, width, most - key.height - _KEY, is_fixed=is_fixed)
    if plan.names or not grid.cases:
        return plan, key
    told = f"{told} {grid.words('items.unnamed')}"
    key = _key(grid, theme, width, told, is_fine=plan.column < _FINE)
    return lay_items(grid, theme, width, most - key.height - _KEY, is_fixed=is_fixed), key


def _key(grid: LevelGrid, theme: Theme, width: float, told: str, *, is_fine: bool) -> Flow:
    words = grid.words
    labels = [grid.answer_label(answer) for answer in grid.answers]
    entries = level_entries(theme, labels, hatched=not is_fine)
    reasons = set(grid.missing.ravel())
    if is_fine:
        entries.append(legend.Entry(legend.area(11, **_veil(theme)), words("level.unknown"), 11))
        blank = legend.area(11, facecolor=theme.paper, edgecolor=theme.pale, linewidth=theme.hair)
        others = [words(f"level.{reason}") for reason in MISSING_MARKS if reason in reasons]
        if others:
            joined = words("list.separator").join(others)
            entries.append(legend.Entry(blank, joined, 11))
        sized = legend.group_entries(
            grid.groups, lambda group: words("group.size", group=group.label, n=group.size)
        )
        entries += sized
    else:
        entries += missing_entries(theme, words, reasons)
    if grid.differ.any() and not is_fine:
        dot = legend.mark("o", markersize=1.8, markeredgewidth=0, color=theme.ink)
        entries.append(legend.Entry(dot, words("level.differ"), 6))
    return lay_flow(grid.framework.lang, theme, width, [*entries, legend.remark(told)])


def _veil(theme: Theme) -> Look:
    """Look of what is unknown where cells are too fine to be struck through."""
    look = {"facecolor": theme.paper, "hatch": theme.unknown, "hatchcolor": theme.pale}
    return {**look, "edgecolor": theme.pale, "linewidth": theme.hair}


def _draw_block(sheet: Sheet, grid: LevelGrid, plan: Plan, block: Columns, top: float) -> None:
    _draw_heads(sheet, grid, plan, block, top)
    _draw_items(sheet, plan, top + plan.head)
    _draw_cells(sheet, grid, plan, block, top + plan.head)
    if block is plan.blocks[-1]:
        _draw_counts(sheet, grid, plan, block, top + plan.head)


def _draw_heads(sheet: Sheet, grid: LevelGrid, plan: Plan, block: Columns, top: float) -> None:
    """Groups over their columns, and upright names of cases where they fit."""
    theme = sheet.theme
    known = {group.id: group for group in grid.groups}
    for group_id, start, end in block.groups:
        group = known[group_id]
        y = top + HEAD / 2 - 1
        told = grid.words("group.size", group=group.label, n=group.size)
        look: Look = {"size": theme.small, "bold": True}
        fitting = [w for w in (told, group.label) if sheet.measure(w, **look) <= end - start - 10]
        sheet.marks([(start + 3, y)], marker=group.marker, color=group.colour)
        if fitting:
            sheet.text(start + 10, y, fitting[0], gid=f"group:{group_id}", **look)
        line = {"edgecolor": theme.pale, "linewidth": theme.line * 1.5}
        sheet.line([(start, top + HEAD - 1), (end, top + HEAD - 1)], **line)
    for place, x in zip(range(block.first, block.stop), block.starts, strict=True):
        if plan.names:
            foot, gid = top + plan.head - 3, f"label:{grid.cases[place]}"
            words = plan.names[place]
            sheet.upright(x + plan.column / 2, foot, words, size=theme.small, gid=gid)


def _draw_items(sheet: Sheet, plan: Plan, top: float) -> None:
    """Names of items, in as many lines as they need, and of their axes."""
    size, leading = sheet.theme.small, sheet.theme.small * LEADING
    for words, y in plan.rows.heads:
        fitting = shorten(words, sheet.font(bold=True), plan.width_names)
        sheet.text(0, top + y, fitting, bold=True)
    rows = zip(plan.rows.tops, plan.rows.heights, plan.rows.lines, strict=True)
    for y, high, lines in rows:
        at = top + y + high / 2 - (len(lines) - 1) * leading / 2
        for place, line in enumerate(lines):
            sheet.text(0, at + place * leading, line, size=size, gid="item")


def _draw_cells(sheet: Sheet, grid: LevelGrid, plan: Plan, block: Columns, top: float) -> None:
    """Cells by level; where columns are fine, equal neighbours are one area."""
    part = slice(block.first, block.stop)
    ranks, missing = grid.ranks[part].T, grid.missing[part].T
    answers = range(len(grid.answers))
    is_fine = plan.column < _FINE

    def boxes(chosen: NDArray[np.bool_]) -> list[Box]:
        return _boxes(plan, block, chosen, top, is_fine=is_fine)

    draw_levels(
        sheet, [boxes(ranks == rank) for rank in answers], grid.answers, hatched=not is_fine
    )
    if is_fine:
        theme, cells = sheet.theme, boxes(missing == "unknown")
        frame = {"facecolor": theme.paper, "edgecolor": theme.pale, "linewidth": theme.hair}
        sheet.rectangles(cells, **frame, gid="level:unknown")
        sheet.hatching(cells, theme.unknown, theme.pale, gid="unknown")
        return
    reasons = ("unknown", *MISSING_MARKS)
    draw_missing(sheet, {reason: boxes(missing == reason) for reason in reasons})
    shades = sheet.theme.levels(len(grid.answers))
    dark = [rank for rank in answers if sheet.theme.ink_on(shades[rank]) == sheet.theme.paper]
    differ, is_dark = grid.differ[part].T, np.isin(ranks, dark)
    draw_differ(sheet, boxes(differ & is_dark), boxes(differ & ~is_dark))


def _boxes(
    plan: Plan, block: Columns, chosen: NDArray[np.bool_], top: float, *, is_fine: bool
) -> list[Box]:
    """Boxes of the chosen cells, with a thin white line between them if there is room for one."""
    gap = 0.0 if is_fine else 0.8
    found: list[Box] = []
    for row, y in enumerate(plan.rows.tops):
        high = plan.rows.heights[row] - 0.8
        columns = np.nonzero(chosen[row])[0]
        for run in _runs(columns, block) if is_fine else ([int(one)] for one in columns):
            x, stop = block.starts[run[0]], block.starts[run[-1]] + plan.column
            found.append((x + gap / 2, top + y + 0.4, stop - x - gap, high))
    return found


def _runs(columns: NDArray[np.int64], block: Columns) -> list[list[int]]:
    """Neighbouring columns of one group together."""
    edges = [start for _, start, _ in block.groups]
    groups = np.searchsorted(edges, np.asarray(block.starts)[columns] + 1e-6)
    keys = columns - np.arange(len(columns)) + groups * (len(block.starts) + 1)
    pairs = zip(keys.tolist(), columns.tolist(), strict=True)
    return [[column for _, column in run] for _, run in groupby(pairs, lambda pair: pair[0])]


def _draw_counts(sheet: Sheet, grid: LevelGrid, plan: Plan, block: Columns, top: float) -> None:
    """In how many cases each item is known, of those to which it applies."""
    theme = sheet.theme
    end = (block.starts[-1] + plan.column if block.starts else plan.width_names) + 4
    look: Look = {"size": theme.least, "colour": theme.grey}
    sheet.text(end, top - 5, grid.words("level.known"), **look)
    for place, item in enumerate(grid.items):
        known = int((~np.isnan(grid.ranks[:, place])).sum())
        applying = int((grid.missing[:, place] != "not_applicable").sum())
        y = top + plan.rows.tops[place] + plan.rows.heights[place] / 2
        count = isolate(f"{known}/{applying}", "ltr")
        sheet.text(end, y, count, gid=f"known:{item}", **look)
