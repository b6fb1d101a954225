"""From now to every horizon: one row an item, time running down in it, respondents as bands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from matplotlib.axes import Axes

from engagement_kit.charts.gap.grid import KEY, Grid, lay_grid
from engagement_kit.charts.gap.key import bound_strokes, horizon_look, spread_look, way_look
from engagement_kit.charts.gap.tell import describe_ways
from engagement_kit.charts.gap.ways import Point, Way, agreement_text, gather_ways
from engagement_kit.charts.paper.key_flow import draw_flow
from engagement_kit.charts.paper.sheet import Look
from engagement_kit.charts.paper.text import LEADING
from engagement_kit.charts.paper.theme import DEFAULT, Theme, drawing
from engagement_kit.charts.recipe import Recipe, remember
from engagement_kit.charts.results import in_language
from engagement_kit.charts.rows.answer_panels import Panel, draw_heads, draw_items
from engagement_kit.charts.rows.levels import item_label
from engagement_kit.charts.rows.subjects import ids_asked
from engagement_kit.compare import Alignment
from engagement_kit.frameworks import Framework

__all__ = ["draw_gap"]


def draw_gap(
    alignment: Alignment,
    framework: Framework | None = None,
    *,
    ax: Axes | None = None,
    lang: str | None = None,
    cases: Sequence[str] | None = None,
    sort: str = "gap",
    names: Mapping[str, str] | None = None,
    key: bool = True,
    theme: Theme = DEFAULT,
) -> Axes:
    """Axes with the way of every item from now over all horizons, and how far respondents agree.

    Each case has a panel, each item a row in it, and time runs down within the row: first the level
    now, then a hollow mark with its years for the lower median of the respondents at each horizon,
    on a band from the lowest to the highest answer. Lines join what is known, solid upwards and
    dotted where a later point is lower. A level now that is unknown is a hatched band over what it
    may be. Beside each lane stand the number of respondents and their agreement A. The axes' data
    coordinates are points of 1/72 inch, times the theme's unit.

    Parameters
    ----------
    alignment : Alignment
        From :func:`align_targets`.
    framework : Framework, optional
        Gives the words; the framework of the alignment if left out.
    ax : Axes, optional
        Draw here. Without it a new figure is made, which pyplot does not know.
    lang : str, optional
        Language of the chart; the framework's if left out.
    cases : sequence of str, optional
        Ids of up to six cases to be drawn. If left out, the cases with the most answers are: at
        most three, and no more than have 96 lanes together.
    sort : {"gap", "framework"}
        Items by the steps from now to the farthest horizon, widest first and unknown ones last, or
        in the framework's order.
    names : mapping of case id to name, optional
        Names to use instead of the cases' own.
    key : bool
        Whether the key stands below.
    theme : Theme
        Sizes and colours.

    Raises
    ------
    WrongKind
        ``alignment`` is something else; more than six cases are named.
    UnknownId
        No such case or order, or the framework does not have the language.
    MissingGlyph
        A text holds a character that no font of the charts can draw.

    Examples
    --------
    >>> from engagement_kit.assess import rate_targets
    >>> from engagement_kit.cases import Cases
    >>> from engagement_kit.compare import align_targets
    >>> from engagement_kit.frameworks import load_framework
    >>> nothing = align_targets(rate_targets(Cases(()), load_framework("maturity")))
    >>> draw_gap(nothing).alt_text
    'Gap chart from now to the targets of each horizon, ... No targets.'
    """
    cases = ids_asked(cases)
    ways = gather_ways(alignment, in_language(alignment, framework, lang), cases, sort, names)
    with drawing(theme):
        grid = lay_grid(ways, ax, theme, key=key)
        for panel in grid.panels:
            _draw_frame(grid, panel)
            for way in ways.rows.values():
                if way.case == list(ways.names)[panel.shows]:
                    _draw_way(grid, panel, way)
        if not ways.rows:
            grid.sheet.note_empty(ways.words("gap.empty"), 0, grid.foot)
        draw_flow(grid.sheet, 0, grid.foot + KEY, grid.key)
    options = {"cases": cases, "sort": sort, "names": names, "key": key}
    recipe = Recipe("gap", alignment, ways.framework, options)
    return remember(grid.sheet.ax, recipe, describe_ways(ways))


def _draw_frame(grid: Grid, panel: Panel) -> None:
    """The case, the answers over their lines, and the items in front of the first panel."""
    sheet, theme, ways = grid.sheet, grid.sheet.theme, grid.ways
    case = list(ways.names)[panel.shows]
    for line, words in enumerate(grid.titles[case]):
        y = panel.top + 4.5 + line * theme.text * LEADING
        sheet.text(panel.start, y, words, bold=True, gid=f"case:{case}")
    labels = [item_label(ways.framework, item) for item in ways.items]
    draw_items(sheet, panel, labels, grid.column, grid.block)
    draw_heads(sheet, panel, grid.heads, grid.high)
    if grid.is_counted:
        y = panel.body - 4 - theme.least * LEADING / 2
        small: Look = {"size": theme.least, "colour": theme.grey}
        sheet.text(grid.count(panel), y, "n", side="middle", **small)
        sheet.text(panel.end, y, "A", side="end", **small)


def _draw_way(grid: Grid, panel: Panel, way: Way) -> None:
    """One item: bands below, lines between what is known, marks on top."""
    name = f"{way.case}:{way.item}"
    _draw_now(grid, panel, way, name)
    for lane, point in enumerate(way.points, start=1):
        _draw_point(grid, panel, point, grid.row(panel, way.item, lane), name)
    for start, before, end, after in way.legs:
        ends = (
            (panel.at(before), grid.row(panel, way.item, start)),
            (panel.at(after), grid.row(panel, way.item, end)),
        )
        look = way_look(grid.sheet.theme, falls=after < before)
        grid.sheet.lines([ends], zorder=2, gid=f"leg:{start}:{name}", **look)


def _draw_now(grid: Grid, panel: Panel, way: Way, name: str) -> None:
    """The level now, its bounds, or the band of what it may be."""
    sheet, theme, y = grid.sheet, grid.sheet.theme, grid.row(panel, way.item, 0)
    if way.low is not None and way.high is not None and way.low < way.high:
        start, end, half = panel.at(way.low), panel.at(way.high), grid.lane * 0.32
        if way.now is None:
            box = (start, y - half, end - start, half * 2)
            sheet.rectangle(*box, zorder=1, gid=f"unknown:{name}", **theme.unknown_fill())
        else:
            look: Look = {"colors": theme.grey, "linewidths": theme.hair * 1.5, "zorder": 1.5}
            sheet.lines(bound_strokes(start, end, y), gid=f"bounds:{name}", **look)
    size = min(theme.marker, grid.lane * 0.7)
    if way.now is not None:
        look = {"markerfacecolor": theme.ink, "markeredgecolor": theme.ink, "markersize": size}
        sheet.marks([(panel.at(way.now), y)], marker="o", zorder=4, gid=f"now:{name}", **look)
    elif way.missing == "not_applicable":
        look = {"marker": "x", "color": theme.grey, "markersize": size * 0.9}
        sheet.marks([(panel.at(0), y)], zorder=2, gid=f"not_applicable:{name}", **look)


def _draw_point(grid: Grid, panel: Panel, point: Point, y: float, name: str) -> None:
    """One horizon: the band of the answers, their lower median, how many and how far they agree."""
    if point.rank is None or point.low is None or point.high is None:
        return
    sheet, theme, own = grid.sheet, grid.sheet.theme, f"{point.horizon}:{name}"
    if point.low < point.high:
        start, end, half = panel.at(point.low), panel.at(point.high), grid.lane * 0.3
        box = (start, y - half, end - start, half * 2)
        sheet.rectangle(*box, zorder=1, gid=f"spread:{own}", **spread_look(theme))
    look = {"marker": "o", "zorder": 3, **horizon_look(theme)}
    look["markersize"] = grid.lane * 0.92 if grid.is_numbered else min(theme.marker, grid.lane)
    sheet.marks([(panel.at(point.rank), y)], gid=f"target:{own}", **look)
    small: Look = {"size": theme.least, "colour": theme.grey}
    if grid.is_numbered:
        years: Look = {"size": theme.least, "side": "middle", "zorder": 5}
        sheet.text(panel.at(point.rank), y, str(point.horizon), gid=f"years:{own}", **years)
    if grid.is_counted:
        n = str(point.respondents)
        sheet.text(grid.count(panel), y, n, side="middle", gid=f"n:{own}", **small)
        if point.agreement is not None:
            told = agreement_text(point.agreement)
            sheet.text(panel.end, y, told, side="end", gid=f"agreement:{own}", **small)
