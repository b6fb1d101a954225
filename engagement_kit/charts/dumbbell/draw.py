"""Now and target of every item: two marks on the scale and the way between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from matplotlib.axes import Axes

from engagement_kit.assess import Targets
from engagement_kit.charts.dumbbell.aims import Aim, gather_aims
from engagement_kit.charts.dumbbell.grid import KEY, Grid, lay_grid
from engagement_kit.charts.dumbbell.tell import describe_aims
from engagement_kit.charts.paper.directions import POINT, SAME, direction_look
from engagement_kit.charts.paper.key_flow import draw_flow
from engagement_kit.charts.paper.sheet import Look
from engagement_kit.charts.paper.text import LEADING, shorten
from engagement_kit.charts.paper.theme import DEFAULT, Theme, drawing
from engagement_kit.charts.recipe import Recipe, remember
from engagement_kit.charts.results import in_language
from engagement_kit.charts.rows.answer_panels import Panel, draw_heads, draw_items
from engagement_kit.charts.rows.levels import item_label
from engagement_kit.charts.rows.subjects import ids_asked
from engagement_kit.compare import Changes
from engagement_kit.frameworks import Framework

__all__ = ["draw_dumbbell"]

_BRACKET, _END = 3.0, 1.0  # from the middle of a row to its brackets; half their end strokes


def draw_dumbbell(
    targets: Targets | Changes,
    framework: Framework | None = None,
    *,
    ax: Axes | None = None,
    lang: str | None = None,
    cases: Sequence[str] | None = None,
    by: str | None = "kind",
    names: Mapping[str, str] | None = None,
    key: bool = True,
    theme: Theme = DEFAULT,
) -> Axes:
    """Axes with one row an item and case, its level now and its target joined by a line.

    Each horizon has a panel of its own; items stand in the order of the framework. A filled mark is
    now, a hollow one the target. Thin brackets span what respondents want and, above, the bounds of
    the level now. Where that is unknown, a hatched band spans its bounds and the target stands
    alone. Up to six cases are drawn one by one; of more, the lower median of each group. The axes'
    data coordinates are points of 1/72 inch, times the theme's unit.

    Of changes between two waves the filled mark is the earlier wave and the hollow one the later;
    brackets are the bounds of both, and what is unknown at a wave is a hatched band: above the
    middle of the row for the earlier, below it for the later wave. Cases with one wave are left
    out. Groups are drawn by the lower medians of the cases that are known at both waves.

    Parameters
    ----------
    targets : Targets or Changes
        From :func:`rate_targets`, or from :func:`compare_waves` of levels or of stages.
    framework : Framework, optional
        Gives the words; the framework of the targets if left out.
    ax : Axes, optional
        Draw here. Without it a new figure is made, which pyplot does not know.
    lang : str, optional
        Language of the chart; the framework's if left out.
    cases : sequence of str, optional
        Ids of up to six cases to be drawn.
    by : str or None
        Column of the table that names the groups, where there are more than six cases.
    names : mapping of case id to name, optional
        Names to use instead of the cases' own.
    key : bool
        Whether the key stands below.
    theme : Theme
        Sizes and colours.

    Raises
    ------
    WrongKind
        ``targets`` are something else, or changes of scores; more than six cases are named, or
        there are more groups.
    UnknownId
        No such case or column, or the framework does not have the language.
    MissingGlyph
        A text holds a character that no font of the charts can draw.

    Examples
    --------
    >>> from engagement_kit.assess import rate_targets
    >>> from engagement_kit.cases import Cases
    >>> from engagement_kit.frameworks import load_framework
    >>> draw_dumbbell(rate_targets(Cases(()), load_framework("maturity"))).alt_text
    'Dumbbell chart of level now and target, ... No targets.'
    """
    cases = ids_asked(cases)
    aims = gather_aims(targets, in_language(targets, framework, lang), cases, by, names, theme)
    with drawing(theme):
        grid = lay_grid(aims, ax, theme, key=key)
        for panel in grid.panels:
            _draw_frame(grid, panel)
            for aim in aims.rows:
                if aim.horizon == aims.horizons[panel.shows]:
                    _draw_aim(grid, panel, aim)
        if not aims.rows:
            grid.sheet.note_empty(aims.say("empty"), 0, grid.foot)
        draw_flow(grid.sheet, 0, grid.foot + KEY, grid.key)
    options = {"cases": cases, "by": by, "names": names, "key": key}
    recipe = Recipe("dumbbell", targets, aims.framework, options)
    return remember(grid.sheet.ax, recipe, describe_aims(aims))


def _draw_frame(grid: Grid, panel: Panel) -> None:
    """The horizon, the answers over their lines, and the items in front of the first panel."""
    sheet, theme, aims = grid.sheet, grid.sheet.theme, grid.aims
    horizon = aims.horizons[panel.shows]
    title = shorten(aims.horizon_label(horizon), sheet.font(bold=True), panel.wide)
    sheet.text(panel.start, panel.top + 4.5, title, bold=True, gid=f"horizon:{horizon}")
    labels = [item_label(aims.framework, item) for item in aims.items]
    draw_items(sheet, panel, labels, grid.column, grid.block)
    draw_heads(sheet, panel, grid.heads, grid.high)
    if grid.is_counted:
        y = panel.body - 4 - theme.least * LEADING / 2
        look: Look = {"size": theme.least, "side": "middle", "colour": theme.grey}
        sheet.text(grid.count(panel), y, "n", **look)


def _draw_aim(grid: Grid, panel: Panel, aim: Aim) -> None:
    """One row: what is known of now, the target, the way from one to the other."""
    sheet, theme = grid.sheet, grid.sheet.theme
    y, name = grid.row(panel, aim), f"{aim.horizon}:{aim.item}:{aim.subject.id}"
    _draw_spans(grid, panel, aim, y)
    if aim.direction not in {POINT, SAME} and aim.now is not None and aim.target is not None:
        ends = [(panel.at(aim.now), y), (panel.at(aim.target), y)]
        look = direction_look(theme, aim.direction) | {"colors": aim.subject.colour}
        sheet.lines([(ends[0], ends[1])], zorder=2, gid=f"way:{name}", **look)
    size, edge = grid.mark, {"markeredgecolor": aim.subject.colour, "marker": aim.subject.marker}
    if aim.target is not None:
        look = {"markerfacecolor": theme.paper, "markeredgewidth": theme.line * 1.6, **edge}
        at = [(panel.at(aim.target), y)]
        sheet.marks(at, markersize=size * 1.55, zorder=3, gid=f"target:{name}", **look)
    if aim.now is not None:
        look = {"markerfacecolor": aim.subject.colour, **edge}
        at = [(panel.at(aim.now), y)]
        sheet.marks(at, markersize=size * 0.9, zorder=4, gid=f"now:{name}", **look)
    elif aim.missing == "not_applicable":
        look = {"marker": "x", "color": theme.grey, "markersize": size * 0.8}
        sheet.marks([(panel.at(0), y)], zorder=2, gid=f"not_applicable:{name}", **look)
    if aim.respondents and grid.is_counted:
        look = {"size": theme.least, "side": "middle", "colour": theme.grey}
        sheet.text(grid.count(panel), y, str(aim.respondents), gid=f"n:{name}", **look)


def _draw_spans(grid: Grid, panel: Panel, aim: Aim, y: float) -> None:
    """Brackets over targets and over the bounds of now; a band where that is unknown.

    Of changes both may be unknown: then the band of the earlier wave is above, the later below.
    """
    gap, name = min(_BRACKET, grid.pitch * 0.42), f"{aim.horizon}:{aim.item}:{aim.subject.id}"
    theme = grid.sheet.theme
    if aim.low is not None and aim.high is not None and aim.low < aim.high:
        ends = panel.at(aim.low), panel.at(aim.high)
        if aim.now is None:
            rows = (y - gap * 1.2, y) if grid.aims.is_change else (y - gap * 0.7, y + gap * 0.7)
            _band(grid, ends, rows, f"unknown:{name}")
        else:
            _bracket(grid, ends, y - gap, theme.grey, f"bounds:{name}")
    if aim.target_low is None or aim.target_high is None or aim.target_low >= aim.target_high:
        return
    ends = panel.at(aim.target_low), panel.at(aim.target_high)
    if aim.hides_target:
        _band(grid, ends, (y, y + gap * 1.2), f"unknown_after:{name}")
    else:
        _bracket(grid, ends, y + gap, theme.ink, f"spread:{name}")


def _band(grid: Grid, ends: tuple[float, float], rows: tuple[float, float], gid: str) -> None:
    """A hatched area over everything that an unknown level may be."""
    (start, end), (top, bottom) = ends, rows
    look = grid.sheet.theme.unknown_fill()
    grid.sheet.rectangle(start, top, end - start, bottom - top, zorder=1, gid=gid, **look)


def _bracket(grid: Grid, span: tuple[float, float], y: float, colour: str, gid: str) -> None:
    """A thin line with end strokes towards the row."""
    (start, end), theme = span, grid.sheet.theme
    pairs = [((start, y), (end, y)), *(((x, y - _END), (x, y + _END)) for x in (start, end))]
    grid.sheet.lines(pairs, colors=colour, linewidths=theme.hair * 1.5, zorder=1.5, gid=gid)
