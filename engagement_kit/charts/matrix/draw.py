"""Cases by constructs: in each cell what was answered and how much evidence stands behind it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from engagement_kit.assess import EvidenceCounts
from engagement_kit.charts.matrix.blocks import Block, lay_blocks
from engagement_kit.charts.matrix.grid import MatrixGrid, answer_labels, prepare_matrix
from engagement_kit.charts.matrix.sums import draw_sums
from engagement_kit.charts.matrix.tell import describe_matrix
from engagement_kit.charts.paper import legend
from engagement_kit.charts.paper.key_flow import Flow, draw_flow, lay_flow
from engagement_kit.charts.paper.sheet import Sheet, full_height, full_width, open_sheet, size_of
from engagement_kit.charts.paper.theme import DEFAULT, Theme, drawing
from engagement_kit.charts.recipe import Recipe, remember
from engagement_kit.charts.results import expect, in_language
from engagement_kit.charts.rows.cases import ROW, RowPlaces, draw_names, place_rows
from engagement_kit.charts.rows.column_heads import draw_heads
from engagement_kit.charts.rows.level_cells import (
    Box,
    draw_differ,
    draw_levels,
    draw_missing,
    level_entries,
    middles,
    missing_entries,
)
from engagement_kit.errors import UnknownId
from engagement_kit.frameworks import Framework

__all__ = ["draw_matrix"]

SORTS = ("evidence", "name")
_APART, _KEY = 8.0, 5.0  # between blocks of columns, between rows and key


@dataclass(frozen=True)
class _Plan:
    """What is drawn on a sheet of some width, and how high that is."""

    grid: MatrixGrid
    blocks: list[Block]
    names: float  # width of the column of names
    key: Flow

    @property
    def lead(self) -> float:
        """Height of all heads and totals: what rows do not take."""
        return sum(block.heads.height + block.foot for block in self.blocks) + _APART * (
            len(self.blocks) - 1
        )

    @property
    def height(self) -> float:
        return self.lead + len(self.blocks) * self.grid.rows.height + self.key.height + _KEY


def draw_matrix(
    counts: EvidenceCounts,
    framework: Framework | None = None,
    *,
    ax: Axes | None = None,
    lang: str | None = None,
    by: str | None = "kind",
    sort: Literal["evidence", "name"] = "evidence",
    names: Mapping[str, str] | None = None,
    most: int = 60,
    theme: Theme = DEFAULT,
) -> Axes:
    """Axes with one row a case and one column a construct, in each cell the pieces of evidence.

    The shade of a cell is the answer (of a box: how many notes it has), its number the different
    pieces of evidence behind it. What is not known is white and struck through, whatever evidence
    there is; a ring says that a first reading points to some. An answer that names no evidence is
    framed. Totals count each piece once. On a narrow sheet the columns stand in blocks below one
    another.

    Parameters
    ----------
    counts : EvidenceCounts
    framework : Framework, optional
        Gives the words; the framework of the counts if left out.
    ax : Axes, optional
        Draw here. Without it a new figure is made, which pyplot does not know.
    lang : str, optional
        Language of the chart; the framework's if left out.
    by : str or None
        Column of the table by which rows are grouped.
    sort : {"evidence", "name"}
        Order within a group: by the different pieces of evidence, most first, or by name.
    names : mapping of case id to name, optional
        Names to use instead of the cases' own.
    most : int
        How many rows are drawn at most. Of more, and of more than the height allows, each group
        keeps its share, the first in the order; the others make one row of sums. The chart says so.
    theme : Theme
        Sizes and colours.

    Raises
    ------
    WrongKind
        ``counts`` are something else.
    UnknownId
        No such column or order, or the framework does not have the language.
    MissingGlyph
        A text holds a character that no font of the charts can draw.

    Examples
    --------
    >>> from engagement_kit import count_evidence, draw_matrix, load_framework
    >>> from engagement_kit.cases import Cases
    >>> draw_matrix(count_evidence(Cases(()), load_framework("def"))).texts[-1].get_text()
    'No cases'
    """
    counts = expect(counts, EvidenceCounts, "a matrix", "count_evidence")
    if sort not in SORTS:
        raise UnknownId("order", sort, SORTS)
    framework = in_language(counts, framework, lang)
    options = {"by": by, "sort": sort, "names": names, "most": most}
    with drawing(theme):
        size = size_of(ax, theme) if ax else (full_width(theme), full_height(theme))
        plan = _plan(counts, framework, theme, size, options)
        sheet = open_sheet(ax, framework.lang, theme, size[0], plan.height)
        _draw(sheet, plan)
    recipe = Recipe("matrix", counts, framework, options)
    return remember(sheet.ax, recipe, describe_matrix(counts, framework))


def _plan(
    counts: EvidenceCounts,
    framework: Framework,
    theme: Theme,
    size: tuple[float, float],
    options: dict[str, Any],
) -> _Plan:
    """A plan that fits: where it is too high, with fewer rows."""
    width, height = size
    while True:
        grid = prepare_matrix(counts, framework, theme, **options)
        names, blocks = lay_blocks(grid, theme, width)
        key = lay_flow(framework.lang, theme, width, _entries(grid, theme, options["sort"]))
        plan = _Plan(grid, blocks, names, key)
        least = len(grid.rows.groups)
        if plan.height <= height or len(grid.rows.rows) <= least:
            return plan
        too_many = math.ceil((plan.height - height) / (ROW * len(blocks)))
        options = {**options, "most": max(len(grid.rows.rows) - too_many, least)}


def _entries(grid: MatrixGrid, theme: Theme, sort: str) -> list[legend.Entry]:
    """The key: shades, what is missing, marks, what numbers and rows are."""
    words, rows = grid.words, grid.rows
    entries = level_entries(theme, answer_labels(grid.counts, grid.framework), hatched=False)
    unknown, *others = missing_entries(theme, words, grid.reasons)
    if grid.counts.is_canvas:
        unknown = legend.Entry(unknown.draw, words("matrix.no_note"), unknown.room)
    entries += [unknown, *others]
    if grid.bare.any():
        frame = legend.area(11, facecolor=theme.paper, edgecolor=theme.ink, linewidth=_frame(theme))
        entries.append(legend.Entry(frame, words("matrix.bare"), 11))
    if (_hinted(grid)).any():
        entries.append(legend.Entry(legend.mark("o", **_ring(theme)), words("matrix.hinted"), 11))
    if grid.differ.any():
        dot = legend.mark("o", markersize=1.6, markeredgewidth=0, color=theme.ink)
        entries.append(legend.Entry(dot, words("level.differ"), 6))
    told = [words(f"matrix.{key}") for key in ("pieces", "totals", f"sorted.{sort}")]
    if len(rows.rest):
        told.append(words(f"rows.chosen.{sort}", n=len(rows.rows), all=rows.total))
    return [*entries, legend.remark(" ".join(told))]


def _draw(sheet: Sheet, plan: _Plan) -> None:
    grid, words = plan.grid, plan.grid.words
    spare = sheet.height - plan.lead - plan.key.height - _KEY
    top = 0.0
    for block in plan.blocks:
        _draw_heads(sheet, grid, block, top)
        top += block.heads.height
        places = place_rows(grid.rows, top, spare / len(plan.blocks))
        draw_names(sheet, grid.rows, places, plan.names - 6)
        _draw_cells(sheet, grid, block, places)
        draw_sums(sheet, grid, block, places)
        top = places.bottom + block.foot + _APART
    draw_flow(sheet, 0, sheet.height - plan.key.height, plan.key)
    if not grid.rows.total:
        foot = sheet.height - plan.key.height
        sheet.note_empty(words("empty"), plan.blocks[0].heads.height, foot)


def _draw_heads(sheet: Sheet, grid: MatrixGrid, block: Block, top: float) -> None:
    draw_heads(sheet, block.constructs, block.heads, block.starts, block.column, top=top)
    if block.totals is not None:
        foot = top + block.heads.height - 5
        at = block.totals + block.total / 2
        sheet.upright(at, foot, grid.words("matrix.total"), size=sheet.theme.small)


def _draw_cells(sheet: Sheet, grid: MatrixGrid, block: Block, places: RowPlaces) -> None:
    """Shades, marks and numbers of the cells of some constructs."""
    theme, part = sheet.theme, slice(block.first, block.first + len(block.constructs.items))
    ranks, pieces = grid.ranks[:, part], grid.pieces[:, part]

    def boxes(chosen: NDArray[np.bool_]) -> list[Box]:
        high, wide = max(places.row - 0.8, places.row * 0.8), block.column - 0.8
        return [
            (block.starts[column] + 0.4, places.tops[row] + 0.4, wide, high)
            for row, column in zip(*np.nonzero(chosen), strict=True)
        ]

    draw_levels(
        sheet,
        [boxes(ranks == rank) for rank in range(len(grid.answers))],
        grid.answers,
        hatched=False,
    )
    missing = grid.missing[:, part]
    draw_missing(sheet, {reason: boxes(missing == reason) for reason in grid.reasons})
    shades = theme.levels(len(grid.answers))
    dark = np.isin(ranks, [r for r, one in enumerate(shades) if theme.ink_on(one) == theme.paper])
    differ = grid.differ[:, part]
    draw_differ(sheet, boxes(differ & dark), boxes(differ & ~dark))
    frame = {"facecolor": "none", "edgecolor": theme.ink, "linewidth": _frame(theme)}
    sheet.rectangles(boxes(grid.bare[:, part]), **frame, gid="bare")
    sheet.marks(middles(boxes(_hinted(grid)[:, part])), marker="o", **_ring(theme), gid="hinted")
    if places.row < theme.least * 1.1:
        return
    shown = ~np.isnan(ranks) | (pieces > 0)
    for row, column in zip(*np.nonzero(shown), strict=True):
        colour = theme.paper if dark[row, column] else theme.ink
        gid = f"pieces:{grid.rows.rows[row].case}:{block.constructs.items[column]}"
        at = (block.starts[column] + block.column / 2, places.tops[row] + places.row / 2)
        sheet.text(
            *at,
            str(pieces[row, column]),
            size=theme.least,
            side="middle",
            colour=colour,
            gid=gid,
            bold=bool(grid.bare[row, block.first + column]),
        )


def _hinted(grid: MatrixGrid) -> NDArray[np.bool_]:
    """Cells without answer and number, to which a first reading yet connects evidence."""
    found: NDArray[np.bool_] = np.isnan(grid.ranks) & (grid.pieces == 0) & (grid.hinted > 0)
    return found


def _frame(theme: Theme) -> float:
    return theme.line * 1.8


def _ring(theme: Theme) -> dict[str, Any]:
    return {
        "markersize": 3.2,
        "markerfacecolor": theme.paper,
        "markeredgecolor": theme.grey,
        "markeredgewidth": theme.line,
    }
