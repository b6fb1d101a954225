"""A grid of moves: before in rows, after in columns, and who stayed along the diagonal."""

from __future__ import annotations

from collections.abc import Mapping

from matplotlib.axes import Axes

from engagement_kit.charts.paper.sheet import Look
from engagement_kit.charts.paper.text import LEADING, plain, shorten
from engagement_kit.charts.paper.theme import DEFAULT, Theme, drawing
from engagement_kit.charts.recipe import Recipe, remember
from engagement_kit.charts.results import in_language
from engagement_kit.charts.transition.foot import draw_foot
from engagement_kit.charts.transition.grid import COUNT, PAD, Grid, lay_grid, name_step
from engagement_kit.charts.transition.key import (
    cell_face,
    direction_mark,
    edge_fill,
    state_mark,
)
from engagement_kit.charts.transition.tell import describe_ways
from engagement_kit.charts.transition.ways import Way, gather_ways
from engagement_kit.compare import Changes
from engagement_kit.frameworks import Framework

__all__ = ["draw_transition"]

_EDGE, _MARK = 2.6, 6.0  # strip at the start of a cell; room for a mark before words


def draw_transition(
    changes: Changes,
    framework: Framework | None = None,
    *,
    ax: Axes | None = None,
    lang: str | None = None,
    item: str | None = None,
    names: Mapping[str, str] | None = None,
    key: bool = True,
    theme: Theme = DEFAULT,
) -> Axes:
    """Axes with a row for every place before and a column for every place after.

    Places are stages, quadrants or answers, lowest first, so that who stayed stands on the
    diagonal, who rose beyond it and who fell before it. A cell says how many cases moved so, with a
    shape and a strip for the direction, and names them where it has room: up to 14, settled ones
    first; where cells are too narrow, those who moved are named below. A gap between two stages is
    a gap between rows and columns. Cases that stand nowhere at a wave have a row or column of their
    own behind the others; cases of one wave are counted below. The axes' data coordinates are
    points of 1/72 inch, times the theme's unit.

    Parameters
    ----------
    changes : Changes
        From :func:`compare_waves`.
    framework : Framework, optional
        Gives the words; the framework of the changes if left out.
    ax : Axes, optional
        Draw here. Without it a new figure is made, which pyplot does not know.
    lang : str, optional
        Language of the chart; the framework's if left out.
    item : str, optional
        Which item, where changes of several are given; the first if left out.
    names : mapping of case id to name, optional
        Names to use instead of the cases' own.
    key : bool
        Whether the key stands below.
    theme : Theme
        Sizes and colours.

    Raises
    ------
    WrongKind
        ``changes`` are something else.
    UnknownId
        No such item, or the framework does not have the language.
    MissingGlyph
        A text holds a character that no font of the charts can draw.
    """
    ways = gather_ways(changes, in_language(changes, framework, lang), item, names)
    with drawing(theme):
        grid = lay_grid(ways, ax, theme, key=key)
        _draw_heads(grid)
        _draw_gaps(grid)
        for row, start in enumerate(ways.places):
            for column, end in enumerate(ways.places):
                _draw_cell(grid, row, column, ways.way(start, end))
        if not ways.rows:
            grid.sheet.note_empty(ways.words("transition.empty"), grid.top, grid.foot)
        draw_foot(grid.sheet, grid.foot, grid.below)
    recipe = Recipe(
        "transition", changes, ways.framework, {"item": item, "names": names, "key": key}
    )
    return remember(grid.sheet.ax, recipe, describe_ways(ways))


def _draw_heads(grid: Grid) -> None:
    """What is followed, and the places with how many cases were and are there."""
    sheet, theme, ways = grid.sheet, grid.sheet.theme, grid.ways
    sheet.paragraph(0, 0, grid.title, bold=True)
    step, words = theme.small * LEADING, ways.words
    y = len(grid.title) * theme.text * LEADING + 2.0 + step / 2
    grey: Look = {"size": theme.small, "colour": theme.grey}
    sheet.text(grid.column, y, words("transition.after"), **grey)
    foot = grid.top - 4.0 - step / 2
    sheet.text(0, foot, words("transition.before"), **grey)
    counts = [ways.total(place, after=True) for place in ways.places]
    totals = [words("transition.n", n=count) for count in counts]
    if max(sheet.measure(total, size=theme.small) for total in totals) > grid.wide:
        totals = list(map(str, counts))  # the rows say what is counted
    for total, x in zip(totals, grid.across, strict=True):
        sheet.text(x + grid.wide / 2, foot, total, side="middle", **grey)
    for name, lines, x in zip(ways.places, grid.heads, grid.across, strict=True):
        for line, text in enumerate(lines):
            middle = foot - (len(lines) - line) * step
            look: Look = {"size": theme.small, "bold": True, "side": "middle"}
            sheet.text(x + grid.wide / 2, middle, text, gid=f"to:{name}", **look)
    for name, lines, y, high in zip(ways.places, grid.labels, grid.down, grid.heights, strict=True):
        top = y + max((high - (len(lines) + 1) * step) / 2, 0.0)
        for line, text in enumerate(lines):
            middle = top + (line + 0.5) * step
            sheet.text(0, middle, text, size=theme.small, bold=True, gid=f"from:{name}")
        total = words("transition.n", n=ways.total(name, after=False))
        sheet.text(0, top + (len(lines) + 0.5) * step, total, **grey)


def _draw_gaps(grid: Grid) -> None:
    """Dashed lines between the stages that a gap parts, with its name."""
    sheet, theme, ways = grid.sheet, grid.sheet.theme, grid.ways
    look: Look = {"edgecolor": theme.ink, "linestyle": (0, (4, 2.5)), "zorder": 1}
    for place, gap in ways.gaps.items():
        x = (grid.across[place] + grid.across[place - 1] + grid.wide) / 2
        y = (grid.down[place] + grid.down[place - 1] + grid.heights[place - 1]) / 2
        sheet.line([(x, grid.top - 2), (x, grid.foot)], gid=f"gap:{gap}:after", **look)
        name = shorten(plain(ways.framework.label(gap)), sheet.font(theme.least), grid.column - 6.0)
        end = sheet.measure(name, size=theme.least) + 3.0
        sheet.text(0, y, name, size=theme.least, gid=f"gap_name:{gap}")
        sheet.line([(end, y), (grid.end, y)], gid=f"gap:{gap}:before", **look)


def _draw_cell(grid: Grid, row: int, column: int, way: Way | None) -> None:
    """One cell: its colour, strip, count and names; a frame alone where nobody moved so."""
    sheet, theme = grid.sheet, grid.sheet.theme
    x, y, high = grid.across[column], grid.down[row], grid.heights[row]
    start, end = grid.ways.places[row], grid.ways.places[column]
    frame: Look = {"edgecolor": theme.pale, "linewidth": theme.hair}
    face = theme.paper if way is None else cell_face(theme, way.direction)
    sheet.rectangle(
        x, y, grid.wide, high, facecolor=face, gid=f"cell:{start}:{end}", zorder=0.5, **frame
    )
    if way is None:
        return
    strip = edge_fill(theme, way.direction)
    if strip is not None:
        name = f"strip:{way.direction}:{start}:{end}"
        sheet.rectangle(x, y, _EDGE, high, zorder=1, gid=name, **strip)
    shown = min(len(way.cases), grid.most)
    top = y if grid.most else y + max((high - COUNT - 2 * PAD + 2) / 2, 0.0)
    _draw_count(grid, way, x, top + PAD + COUNT / 2 - 1)
    for place, case in enumerate(way.cases[:shown]):
        middle = top + PAD + COUNT + (place + 0.5) * name_step(theme) - 1
        rest = len(way.cases) - shown
        if rest and place == shown - 1:
            more = grid.ways.words("transition.more", n=rest + 1)
            sheet.text(x + _EDGE + _MARK + 1, middle, more, size=theme.least, colour=theme.grey)
        else:
            _draw_name(grid, case, x, middle, is_open=case in way.open_cases)


def _draw_count(grid: Grid, way: Way, x: float, y: float) -> None:
    """How many cases, with the shape of their direction before and the open ones after it."""
    sheet, theme = grid.sheet, grid.sheet.theme
    mark, number, end = direction_mark(theme, way.direction), str(len(way.cases)), x + grid.wide - 1
    at = x + _EDGE + _MARK + 3.0
    sizes = (theme.heading, theme.text, theme.least)
    fitting = [n for n in sizes if at + sheet.measure(number, size=n, bold=True) <= end]
    size = fitting[0] if fitting else theme.least
    if fitting and mark is not None:
        sheet.marks([(at - 4.5, y)], zorder=3, **mark)
    start = at if fitting else x + _EDGE + 1
    sheet.text(start, y, number, size=size, bold=True, gid=f"n:{way.start}:{way.end}")
    if not way.open_cases:
        return
    told = grid.ways.words("transition.n_open", n=len(way.open_cases))
    start += sheet.measure(number, size=size, bold=True) + 3
    if start + sheet.measure(told, size=theme.least) <= end:
        sheet.text(start, y, told, size=theme.least, colour=theme.grey)


def _draw_name(grid: Grid, case: str, x: float, y: float, *, is_open: bool) -> None:
    sheet, theme = grid.sheet, grid.sheet.theme
    start = x + _EDGE + 1.5
    sheet.marks([(start + 2, y)], zorder=3, **state_mark(theme, is_open=is_open))
    room = grid.wide - _EDGE - 1.5 - _MARK - 1
    name = shorten(grid.ways.names[case], sheet.font(theme.least), room)
    sheet.text(start + _MARK, y, name, size=theme.least, gid=f"case:{case}")
