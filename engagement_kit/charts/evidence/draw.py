"""What each case rests on: pieces of evidence by year and kind of source, and their shares."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from matplotlib.axes import Axes

from engagement_kit.assess import EvidenceMap
from engagement_kit.assess.remaking import retold
from engagement_kit.charts.evidence.axis import SMALLEST, Axis, lay_axis, mark_size, widths
from engagement_kit.charts.evidence.grid import EvidenceGrid, prepare_evidence
from engagement_kit.charts.evidence.marks import draw_marks, draw_one, kind_fill
from engagement_kit.charts.evidence.tell import describe_evidence
from engagement_kit.charts.paper import legend
from engagement_kit.charts.paper.fonts import font
from engagement_kit.charts.paper.key_flow import Flow, draw_flow, lay_flow
from engagement_kit.charts.paper.sheet import Sheet, full_height, full_width, open_sheet, size_of
from engagement_kit.charts.paper.text import LEADING, text_width, wrap
from engagement_kit.charts.paper.theme import DEFAULT, Theme, drawing
from engagement_kit.charts.recipe import Recipe, remember
from engagement_kit.charts.results import expect
from engagement_kit.charts.rows.cases import ROW, RowPlaces, draw_names, place_rows
from engagement_kit.errors import UnknownId
from engagement_kit.frameworks import Framework

__all__ = ["draw_evidence"]

SORTS = ("evidence", "name")
_FOOT, _KEY, _GAP = 34.0, 6.0, 6.0  # years of all cases below the rows, before key, before bars
_BAR = 0.62  # of a row's height


@dataclass(frozen=True)
class _Plan:
    """What is drawn on a sheet of some width, and how high that is."""

    grid: EvidenceGrid
    axis: Axis
    names: float
    bars: float  # where the bars of shares begin
    bar: float  # how long one of them is
    count: float  # room for the numbers behind them
    head: float
    key: Flow

    @property
    def height(self) -> float:
        return self.head + self.grid.rows.height + _FOOT + _KEY + self.key.height


def draw_evidence(
    found: EvidenceMap,
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
    """Axes with one row a case and one column a year, a mark for each kind of source there.

    The area of a mark says how many pieces of evidence it stands for, its colour and shape the kind
    of source; it is hollow as far as they speak against. Undated pieces have a column of their own.
    Beside each row a bar shows the shares of the kinds of source with the number of pieces; below,
    columns count the pieces of all cases. Where a year is too narrow for its marks, several make
    one column, which the chart says.

    Parameters
    ----------
    found : EvidenceMap
    framework : Framework, optional
        Only its language counts: that of the words, if ``lang`` is left out.
    ax : Axes, optional
        Draw here. Without it a new figure is made, which pyplot does not know.
    lang : str, optional
        Language of the chart; that of the map if left out.
    by : str or None
        Column of the totals by which rows are grouped.
    sort : {"evidence", "name"}
        Order within a group: by pieces of evidence, most first, or by name.
    names : mapping of case id to name, optional
        Names to use instead of the cases' own.
    most : int
        How many rows are drawn at most. Of more, and of more than the height allows, each group
        keeps its share, the first in the order; the others make one row. The chart says so.
    theme : Theme
        Sizes and colours.

    Raises
    ------
    WrongKind
        ``found`` is something else.
    UnknownId
        No such column, order or language.
    MissingGlyph
        A text holds a character that no font of the charts can draw.

    Examples
    --------
    >>> from engagement_kit import draw_evidence, map_evidence
    >>> from engagement_kit.cases import Cases
    >>> draw_evidence(map_evidence(Cases(()))).texts[-1].get_text()
    'No cases'
    """
    found = expect(found, EvidenceMap, "an evidence map", "map_evidence")
    if sort not in SORTS:
        raise UnknownId("order", sort, SORTS)
    lang = lang or (framework.lang if framework else found.lang)
    found = replace(retold(found, lang), lang=lang)
    options = {"by": by, "sort": sort, "names": names, "most": most}
    with drawing(theme):
        size = size_of(ax, theme) if ax else (full_width(theme), full_height(theme))
        plan = _plan(found, lang, theme, size, options)
        sheet = open_sheet(ax, lang, theme, size[0], plan.height)
        _draw(sheet, plan)
    recipe = Recipe("evidence", found, None, options)
    return remember(sheet.ax, recipe, describe_evidence(found, lang=lang))


def _plan(
    found: EvidenceMap,
    lang: str,
    theme: Theme,
    size: tuple[float, float],
    options: dict[str, Any],
) -> _Plan:
    """A plan that fits: where it is too high, with fewer rows."""
    while True:
        grid = prepare_evidence(found, lang, theme, **options)
        plan = _lay_out(grid, theme, size[0], options["sort"])
        drawn, least = len(grid.rows.rows), len(grid.rows.groups)
        if plan.height <= size[1] or drawn <= least:
            return plan
        too_many = math.ceil((plan.height - size[1]) / ROW)
        options = {**options, "most": max(drawn - too_many, least)}


def _lay_out(grid: EvidenceGrid, theme: Theme, width: float, sort: str) -> _Plan:
    least, small = font(grid.lang, theme.least), font(grid.lang, theme.small)
    total = sum(grid.found.totals["n_evidence"])
    count = text_width(str(total), least) + 4
    shown = [row.name for row in grid.rows.rows] + [grid.words("matrix.all")]
    longest = max(text_width(name, small) for name in shown)
    names, right = widths(width, longest, count)
    axis = lay_axis(grid, theme, names, width - right - _GAP)
    bars = axis.undated + axis.undated_width + _GAP
    bar = min(width - bars - count, 140.0)
    lines = len(wrap(grid.words("evidence.share"), least, bar + count))
    undated = text_width(grid.words("evidence.undated"), least)
    is_upright = undated > axis.undated_width - 2 and axis.undated_width > 0
    above = undated + 4 if is_upright else 0.0
    head = max(lines * theme.least * LEADING, above, theme.least * LEADING) + 4
    key = lay_flow(grid.lang, theme, width, _entries(grid, axis, sort))
    return _Plan(grid, axis, names, bars, bar, count, head, key)


def _entries(grid: EvidenceGrid, axis: Axis, sort: str) -> list[legend.Entry]:
    """The key: kinds of source with their numbers, polarity, sizes, and what is said in words."""
    words, table, rows = grid.words, grid.found.table, grid.rows
    sizes = table.groupby("source_kind")["n_evidence"].sum()
    entries = []
    for kind in grid.kinds:
        label = words("group.size", group=words(f"source.{kind}"), n=int(sizes[kind]))
        entries.append(legend.Entry(draw_one(kind, 5.0, swatch=True), label, 20))
    against = int(table.loc[table["polarity"] == "against", "n_evidence"].sum())
    if against:
        label = words("evidence.against", n=against)
        entries.append(legend.Entry(draw_one(grid.kinds[0], 5.0, against=1.0), label, 7))
    largest = max((mark.pieces for mark in axis.marks), default=0)
    for pieces in sorted({1, (largest + 2) // 2, largest} - {0}) if largest else ():
        size = mark_size(pieces, largest, axis.column)
        label = words("evidence.pieces", n=pieces)
        entries.append(legend.Entry(draw_one(grid.kinds[0], size), label, 7))
    told = [words(f"matrix.sorted.{sort}")]
    if axis.step > 1:
        told.insert(0, words("evidence.step", n=axis.step))
    if len(rows.rest):
        told.append(words(f"rows.chosen.{sort}", n=len(rows.rows), all=rows.total))
    return [*entries, legend.remark(" ".join(told))]


def _draw(sheet: Sheet, plan: _Plan) -> None:
    grid, axis = plan.grid, plan.axis
    top = plan.head
    room = sheet.height - top - _FOOT - _KEY - plan.key.height
    places = place_rows(grid.rows, top, room)
    _draw_axis(sheet, plan, places)
    draw_names(sheet, grid.rows, places, plan.names - 6)
    largest = max((mark.pieces for mark in axis.marks), default=1)
    if places.row >= SMALLEST:
        draw_marks(sheet, axis, places, largest)
    _draw_shares(sheet, plan, places)
    _draw_foot(sheet, plan, places)
    draw_flow(sheet, 0, sheet.height - plan.key.height, plan.key)
    if not grid.rows.total:
        sheet.note_empty(grid.words("empty"), top, places.bottom + _FOOT)


def _draw_axis(sheet: Sheet, plan: _Plan, places: RowPlaces) -> None:
    """Years above their columns, a line for every year that is named and for every row."""
    theme, axis, words = sheet.theme, plan.axis, plan.grid.words
    size, foot = theme.least, places.bottom + _FOOT - 10
    y = plan.head - size * LEADING / 2 - 2
    wide = sheet.measure("2000", size=size) + 4
    every = next((n for n in (1, 2, 5, 10, 20, 50) if n * axis.column >= wide), 100)
    lines = []
    for place in range(axis.count):
        year = (axis.first or 0) + place * axis.step
        if (year // axis.step) % every == 0:
            x = axis.middle(year)
            lines.append(((x, plan.head), (x, foot)))
            if axis.start + wide / 2 - 4 < x < axis.end - wide / 2 + 4 or axis.count == 1:
                sheet.text(x, y, str(year), size=size, side="middle", gid=f"year:{year}")
    middles = [top + places.row / 2 for top in places.tops]
    end = axis.undated + axis.undated_width
    lines += [((axis.start, at), (end, at)) for at in middles]
    sheet.lines(lines, colors=theme.pale, zorder=0, gid="grid")
    if axis.undated_width:
        at = axis.middle(None)
        told = words("evidence.undated")
        if sheet.measure(told, size=size) > axis.undated_width - 2:
            sheet.upright(at, plan.head - 3, told, size=size, gid="undated")
        else:
            sheet.text(at, y, told, size=size, side="middle", gid="undated")
        x = axis.undated + 1
        sheet.line([(x, plan.head), (x, foot)], edgecolor=theme.grey, linewidth=theme.hair)
    lines_ = wrap(words("evidence.share"), sheet.font(size), plan.bar + plan.count)
    sheet.paragraph(plan.bars, plan.head - 3 - len(lines_) * size * LEADING, lines_, size=size)


def _draw_shares(sheet: Sheet, plan: _Plan, places: RowPlaces) -> None:
    """A bar of shares and the number of pieces behind every row."""
    for row, shares, top in zip(plan.grid.rows.rows, plan.grid.shares, places.tops, strict=True):
        _draw_share(sheet, plan, shares, top, places.row, row.case)
    for group, top in places.rests.items():
        _draw_share(sheet, plan, plan.grid.rests[group], top, places.row, group)


def _draw_share(
    sheet: Sheet, plan: _Plan, shares: Mapping[str, int], top: float, row: float, name: str
) -> None:
    total = sum(shares.values())
    high = min(row, ROW) * _BAR
    x, y = plan.bars, top + (row - high) / 2
    for kind in plan.grid.kinds:
        if pieces := shares.get(kind, 0):
            long = plan.bar * pieces / total
            look = kind_fill(sheet.theme, kind)
            sheet.rectangle(x, y, long, high, **look, gid=f"share:{name}:{kind}")
            x += long
    if row >= sheet.theme.least * 1.1:
        at = plan.bars + plan.bar + 3
        sheet.text(at, top + row / 2, str(total), size=sheet.theme.least, gid=f"n:{name}")


def _draw_foot(sheet: Sheet, plan: _Plan, places: RowPlaces) -> None:
    """How many pieces of all cases, drawn or not, lie in each period; shares of all."""
    theme, axis, grid = sheet.theme, plan.axis, plan.grid
    base, high = places.bottom + _FOOT - 10, _FOOT - 22
    counts = grid.periods(axis.step)
    largest = max(counts.values(), default=0)
    bars = []
    for period, pieces in counts.items():
        wide = min(axis.width(period) * 0.7, 12.0)
        tall = high * pieces / largest
        bars.append((axis.middle(period) - wide / 2, base - tall, wide, tall))
    sheet.rectangles(bars, facecolor=theme.grey, gid="years")
    line = {"edgecolor": theme.grey, "linewidth": theme.hair}
    sheet.line([(axis.start, base), (axis.undated + axis.undated_width, base)], **line)
    name = grid.words("matrix.all")
    sheet.text(0, base - high / 2, name, size=theme.small, bold=True)
    named = [period for period, pieces in counts.items() if pieces == largest][:1]
    for period in dict.fromkeys([*named, *([None] if None in counts else [])]):
        y = base - high * counts[period] / largest - 4
        words = str(counts[period])
        sheet.text(axis.middle(period), y, words, size=theme.least, side="middle", gid="years:n")
    every: dict[str, int] = {}
    for shares in (*grid.shares, *grid.rests.values()):
        for kind, pieces in shares.items():
            every[kind] = every.get(kind, 0) + pieces
    if grid.rows.total:
        _draw_share(sheet, plan, every, base - high / 2 - ROW / 2, ROW, "all")
