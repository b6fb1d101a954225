"""The truth table as a figure: cells for conditions, numbers with bars, cases by name."""

from __future__ import annotations

from collections.abc import Mapping

from matplotlib.axes import Axes

from engagement_kit.charts.paper.key_flow import draw_flow
from engagement_kit.charts.paper.sheet import Look, Sheet, full_width, open_sheet, size_of
from engagement_kit.charts.paper.text import LEADING, plain, shorten
from engagement_kit.charts.paper.theme import DEFAULT, Theme, drawing
from engagement_kit.charts.recipe import Recipe, remember
from engagement_kit.charts.truth_table.key import cell_look, cut_look, state_look
from engagement_kit.charts.truth_table.layout import Layout, Placed, lay_out
from engagement_kit.charts.truth_table.lines import Shown, gather_lines
from engagement_kit.charts.truth_table.tell import describe_lines
from engagement_kit.compare import TruthTable
from engagement_kit.errors import WrongKind
from engagement_kit.frameworks import Framework

__all__ = ["draw_truth_table"]

_MIDDLE = 6.0  # of the cells of a row, below its top
_SQUARE, _BAR_HIGH = 8.6, 5.0
_UPRIGHT = 70.0


def draw_truth_table(
    result: TruthTable,
    framework: Framework | None = None,
    *,
    ax: Axes | None = None,
    lang: str | None = None,
    names: Mapping[str, str] | None = None,
    most: int = 40,
    key: bool = True,
    theme: Theme = DEFAULT,
) -> Axes:
    """Axes with one row a configuration that was observed, those that go with the outcome first.

    Cells are filled where a condition is present and empty where it is not; values of a multi-value
    condition stand in them as numbers. A mark says whether the row goes with the outcome, does not,
    is a contradiction, or has too few cases. Inclusion and PRI are numbers and, on a wide sheet,
    bars with a line at their cut. Cases are named beside the row or, on a narrow sheet, below it;
    signs after a name mark cases that deviate. The axes' data coordinates are points of 1/72 inch,
    times the theme's unit.

    Parameters
    ----------
    result : TruthTable
        From :func:`truth_table`.
    framework : Framework, optional
        Only its language counts: that of the words, if ``lang`` is left out.
    ax : Axes, optional
        Draw here. Without it a new figure is made, which pyplot does not know.
    lang : str, optional
        Language of the chart.
    names : mapping of case id to name, optional
        Names to use instead of the cases' own.
    most : int
        How many rows are drawn at most. Of more, and of more than the height allows, the first in
        the order of the table are drawn, and the key says how many are not.
    key : bool
        Whether the key stands below.
    theme : Theme
        Sizes and colours.

    Raises
    ------
    WrongKind
        ``result`` is something else, or ``most`` no number from 1.
    UnknownId
        There are no words in this language.
    MissingGlyph
        A text holds a character that no font of the charts can draw.

    Examples
    --------
    >>> import pandas as pd
    >>> from engagement_kit import draw_truth_table, truth_table
    >>> table = pd.DataFrame({"A": [1, 1, 0, 0], "Y": [1, 1, 0, 1]}, index=list("abcd"))
    >>> len(draw_truth_table(truth_table(table, "Y")).lines)
    4
    """
    if isinstance(most, bool) or most < 1:
        raise WrongKind("most", repr(most), "a whole number of rows, 1 or more")
    shown = gather_lines(result, framework, lang, names)
    with drawing(theme):
        layout = lay_out(shown, ax, theme, most, key=key)
        width = full_width(theme) if ax is None else size_of(ax, theme)[0]
        sheet = open_sheet(ax, shown.words.lang, theme, width, layout.height)
        _draw_heads(sheet, shown, layout)
        _draw_cells(sheet, shown, layout)
        for place, row in enumerate(layout.rows):
            _draw_row(sheet, layout, row, place)
        _draw_numbers(sheet, shown, layout)
        if not shown.lines:
            sheet.note_empty(shown.words("empty"), layout.columns.head, layout.foot)
        draw_flow(sheet, 0, layout.key_top, layout.key)
    options = {"names": names, "most": most, "key": key}
    recipe = Recipe("truth_table", result, shown.framework, options, shown.words.lang)
    return remember(sheet.ax, recipe, describe_lines(shown))


def _draw_heads(sheet: Sheet, shown: Shown, layout: Layout) -> None:
    """Conditions and outcome over their columns, and what the numbers are."""
    columns, theme = layout.columns, sheet.theme
    foot = columns.head - 3.0
    heads = [(columns.condition(p), plain(c)) for p, c in enumerate(shown.result.conditions)]
    heads.append((columns.state, shown.outcome))
    look: Look = {"size": theme.small, "direction": "ltr"}
    for x, words in heads:
        if columns.is_upright:
            short = shorten(words, sheet.font(theme.small), _UPRIGHT)
            sheet.upright(x, foot, short, **look)
        else:
            sheet.text(x, foot, words, side="middle", level="baseline", **look)
    if not columns.is_stacked:
        look = {"size": theme.small, "side": "end", "level": "baseline", "colour": theme.grey}
        sheet.text(columns.n, foot, "n", **look)
        for kind in ("incl", "pri"):
            sheet.text(getattr(columns, kind), foot, shown.words(f"truth_table.{kind}"), **look)
    if columns.cases is not None:
        look = {"size": theme.small, "level": "baseline", "colour": theme.grey}
        sheet.text(columns.cases, foot, shown.words("truth_table.cases"), **look)
    rule = [((0.0, columns.head), (columns.width, columns.head))]
    sheet.lines(rule, colors=theme.grey, linewidths=theme.line)


def _draw_cells(sheet: Sheet, shown: Shown, layout: Layout) -> None:
    """All cells of one look as one artist, with the values of multi-value conditions."""
    theme, columns, levels = sheet.theme, layout.columns, shown.result.levels
    side = min(_SQUARE, columns.cell - 1.6)
    boxes: dict[tuple[int, int], list[tuple[float, float, float, float]]] = {}
    for row in layout.rows:
        y = row.top + _MIDDLE
        for place, value in enumerate(row.line.values):
            x = columns.condition(place)
            box = (x - side / 2, y - side / 2, side, side)
            boxes.setdefault((value, levels[place]), []).append(box)
            if levels[place] > 2:
                colour = theme.ink_on(cell_look(theme, value, levels[place])["facecolor"])
                look: Look = {"size": theme.least, "side": "middle", "colour": colour}
                sheet.text(x, y, str(value), zorder=3, **look)
    for (value, count), several in sorted(boxes.items()):
        name = f"cells:{value}:{count}"
        sheet.rectangles(several, zorder=2, gid=name, **cell_look(theme, value, count))


def _draw_row(sheet: Sheet, layout: Layout, row: Placed, place: int) -> None:
    """The mark of a row, its cases, and a line that parts it from the next."""
    columns, theme, y = layout.columns, sheet.theme, row.top + _MIDDLE
    if row.line.state == "positive":
        box = (0.0, row.top, columns.width, row.high)
        sheet.rectangle(*box, facecolor=theme.tint, zorder=0)
    end = row.top + row.high
    sheet.lines([((0.0, end), (columns.width, end))], colors=theme.pale, zorder=0.5)
    look = state_look(theme, row.line.state)
    sheet.marks([(columns.state, y)], zorder=3, gid=f"state:{place}:{row.line.state}", **look)
    step = theme.small * LEADING
    if columns.cases is not None:
        lines, x, top = row.beside, columns.cases, y - step * 0.5
    else:
        lines, x, top = row.below, 0.0, end - len(row.below) * step - 2.0
    for number, words in enumerate(lines):
        sheet.text(x, top + (number + 0.5) * step, words, size=theme.small, zorder=3)


def _draw_numbers(sheet: Sheet, shown: Shown, layout: Layout) -> None:
    """How many cases, inclusion and PRI of every row, with bars where there is room."""
    columns, theme = layout.columns, sheet.theme
    if columns.is_stacked:
        return
    look: Look = {"size": theme.small, "side": "end", "zorder": 3}
    for row in layout.rows:
        y = row.top + _MIDDLE
        incl, pri = row.line.numbers
        for x, words in ((columns.n, str(row.line.n)), (columns.incl, incl), (columns.pri, pri)):
            sheet.text(x, y, words, **look)
    if columns.bar:
        _draw_bars(sheet, shown, layout)


def _draw_bars(sheet: Sheet, shown: Shown, layout: Layout) -> None:
    """Bars behind the numbers, and a line at each cut."""
    columns, theme, chosen = layout.columns, sheet.theme, shown.result.parameters
    cuts = {"incl": chosen["inclusion_cut"], "pri": chosen["pri_cut"]}
    for kind, cut in cuts.items():
        start = getattr(columns, kind) + 3.0
        for is_positive in (True, False):
            boxes = [
                (start, row.top + _MIDDLE - _BAR_HIGH / 2, share * columns.bar, _BAR_HIGH)
                for row in layout.rows
                if (row.line.state == "positive") is is_positive
                and (share := getattr(row.line, kind)) > 0
            ]
            fill = theme.palette[0] if is_positive else theme.pale
            sheet.rectangles(boxes, facecolor=fill, zorder=1, gid=f"bars:{kind}:{is_positive}")
        if cut and layout.rows:
            x = start + cut * columns.bar
            ends = ((x, columns.head), (x, layout.foot))
            sheet.line(ends, zorder=2, gid=f"cut:{kind}", **cut_look(theme))
