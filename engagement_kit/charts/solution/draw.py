"""The solution chart: conditions by term, with the fit and the cases of each term below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from matplotlib.axes import Axes

from engagement_kit.charts.paper.key_flow import draw_flow
from engagement_kit.charts.paper.sheet import Look, Sheet, open_sheet, size_of
from engagement_kit.charts.paper.text import LEADING, plain, shorten
from engagement_kit.charts.paper.theme import DEFAULT, Theme, drawing
from engagement_kit.charts.recipe import Recipe, remember
from engagement_kit.charts.solution.columns import MEASURES, Shown, gather_columns
from engagement_kit.charts.solution.key import ABSENT, PRESENT, circle_look, cross_look
from engagement_kit.charts.solution.layout import HEAD, ROW, Band, Layout, Strip, lay_out
from engagement_kit.charts.solution.tell import describe_columns
from engagement_kit.compare import Solution
from engagement_kit.errors import WrongKind
from engagement_kit.frameworks import Framework

__all__ = ["draw_solution"]

Circles = dict[tuple[int, int, bool], list[tuple[float, float]]]


def draw_solution(
    result: Solution,
    framework: Framework | None = None,
    *,
    ax: Axes | None = None,
    lang: str | None = None,
    names: Mapping[str, str] | None = None,
    models: Sequence[str] | None = None,
    most: int = 24,
    key: bool = True,
    theme: Theme = DEFAULT,
) -> Axes:
    """Axes with one row a condition and one column a term of the solution.

    A filled circle is a condition that must be present, an empty one with a cross a condition that
    must be absent; where there is none the condition plays no part. Of multi-value conditions the
    value stands in the circle. In an intermediate solution large circles are conditions that the
    parsimonious solution has as well (core), small ones those that only this one has (peripheral).
    Below each term stand its inclusion, PRI, raw and unique coverage and number of cases; below all
    of them the fit of each model, and the cases of each term by name. The axes' data coordinates
    are points of 1/72 inch, times the theme's unit.

    Parameters
    ----------
    result : Solution
        From :func:`minimize`.
    framework : Framework, optional
        Only its language counts: that of the words, if ``lang`` is left out.
    ax : Axes, optional
        Draw here. Without it a new figure is made, which pyplot does not know.
    lang : str, optional
        Language of the chart.
    names : mapping of case id to name, optional
        Names to use instead of the cases' own.
    models : sequence of str, optional
        Which of several tied models are drawn, such as ``["M1", "M3"]``.
    most : int
        How many terms are drawn at most, if no models are named: the first model, and further ones
        as long as all their terms fit. The key says how many models are not drawn.
    key : bool
        Whether the key stands below.
    theme : Theme
        Sizes and colours.

    Raises
    ------
    WrongKind
        ``result`` is something else, or ``most`` no number from 1.
    UnknownId
        There is no such model, or there are no words in this language.
    MissingGlyph
        A text holds a character that no font of the charts can draw.

    References
    ----------
    Fiss, P. C. (2011). Building better causal theories: a fuzzy set approach to typologies in
    organization research. Academy of Management Journal 54(2), 393-420.

    Examples
    --------
    >>> import pandas as pd
    >>> from engagement_kit import draw_solution, minimize, truth_table
    >>> table = pd.DataFrame({"A": [1, 1, 0, 0], "Y": [1, 1, 0, 0]}, index=list("abcd"))
    >>> draw_solution(minimize(truth_table(table, "Y"))).alt_text
    'Solution chart ... Models: 1; conditions: 1; cases: 4. M1: inclusion 1.000, ...'
    """
    if isinstance(most, bool) or most < 1:
        raise WrongKind("most", repr(most), "a whole number of terms, 1 or more")
    models = None if models is None else tuple(models)
    shown = gather_columns(result, framework, lang, names, models, most)
    with drawing(theme):
        layout = lay_out(shown, ax, theme, key=key)
        width = layout.width if ax is None else size_of(ax, theme)[0]
        sheet = open_sheet(ax, shown.words.lang, theme, width, layout.height)
        sheet.paragraph(0, 0, layout.title)
        for band in layout.bands:
            _draw_labels(sheet, layout, band)
            for strip in band.strips:
                _draw_strip(sheet, layout, band, strip)
        _draw_circles(sheet, layout)
        if not shown.models:
            top = len(layout.title) * theme.text * LEADING
            sheet.note_empty(shown.words("solution.empty"), top, layout.lines_top)
        step = theme.small * LEADING
        for place, words in enumerate(layout.lines):
            sheet.text(0, layout.lines_top + (place + 0.5) * step, words, size=theme.small)
        draw_flow(sheet, 0, layout.key_top, layout.key)
    options = {"names": names, "models": models, "most": most, "key": key}
    recipe = Recipe("solution", result, shown.framework, options, shown.words.lang)
    return remember(sheet.ax, recipe, describe_columns(layout.shown))


def _draw_labels(sheet: Sheet, layout: Layout, band: Band) -> None:
    """Names of conditions and measures, shades behind every other row, rules between."""
    theme, words = sheet.theme, layout.shown.words
    ends = max(strip.start + len(strip.columns) * layout.pitch for strip in band.strips)
    letters, room = sheet.font(theme.small), layout.labels - 4.0
    look: Look = {"size": theme.small}
    for place, name in enumerate(layout.shown.result.truth_table.conditions):
        y = layout.row(band, place)
        if place % 2 == 0:
            sheet.rectangle(0, y - ROW / 2, ends, ROW, facecolor=theme.tint, zorder=0)
        sheet.text(0, y, shorten(plain(name), letters, room), direction="ltr", **look)
    for place, name in enumerate((*MEASURES, "n")):
        short = shorten(words(f"solution.{name}"), letters, room)
        sheet.text(0, layout.measure(band, place), short, colour=theme.grey, **look)
    top = layout.head(band) + HEAD
    foot = top + len(layout.shown.result.truth_table.conditions) * ROW
    rules = [((0, y), (ends, y)) for y in (top, foot)]
    sheet.lines(rules, colors=theme.grey, linewidths=theme.line)


def _draw_strip(sheet: Sheet, layout: Layout, band: Band, strip: Strip) -> None:
    """The model over its terms, the number of each, and what was measured of it."""
    theme = sheet.theme
    look: Look = {"size": theme.small, "side": "middle"}
    if layout.is_tied:
        x = strip.start + len(strip.columns) * layout.pitch / 2
        sheet.text(x, band.top + HEAD / 2, strip.model, bold=True, gid="model", **look)
        y = band.top + HEAD - 1.0
        line = ((strip.start + 2, y), (strip.start + len(strip.columns) * layout.pitch - 2, y))
        sheet.lines([line], colors=theme.grey)
    for place, column in enumerate(strip.columns):
        x = layout.across(strip, place)
        sheet.text(x, layout.head(band) + HEAD / 2, str(column.number), bold=True, **look)
        told = [*(f"{value:.3f}" for value in column.measures), str(len(column.cases))]
        for row, number in enumerate(told):
            sheet.text(x, layout.measure(band, row), number, gid=f"fit:{column.number}", **look)


def _draw_circles(sheet: Sheet, layout: Layout) -> None:
    """All circles of one look as one artist; crosses and numbers on them."""
    theme = sheet.theme
    found = _circles(layout.shown, layout)
    several = layout.shown.result.truth_table.is_multi_value
    for (value, count, core), places in sorted(found.items()):
        look = circle_look(theme, value, count, core=core)
        name = f"{value}:{'core' if core else 'peripheral'}{f':{count}' if several else ''}"
        kind = "value" if several else PRESENT if value else ABSENT
        sheet.marks(places, zorder=2, gid=f"{kind}:{name}", **look)
        if not several and not value:
            sheet.marks(places, zorder=3, gid=f"cross:{name}", **cross_look(theme, core=core))
        if several:
            ink: Look = {"size": theme.least, "side": "middle"}
            ink["colour"] = theme.ink_on(look["markerfacecolor"])
            for x, y in places:
                sheet.text(x, y, str(value), zorder=3, **ink)


def _circles(shown: Shown, layout: Layout) -> Circles:
    """Places of circles by value, number of values and whether they are core."""
    found: Circles = {}
    truth = shown.result.truth_table
    least = 3 if truth.is_multi_value else 2  # one look for a chart, also for conditions of two
    for band in layout.bands:
        for strip in band.strips:
            for place, column in enumerate(strip.columns):
                x = layout.across(strip, place)
                for row, value in enumerate(column.values):
                    if value is not None:
                        kind = (value, max(truth.levels[row], least), column.core[row])
                        found.setdefault(kind, []).append((x, layout.row(band, row)))
    return found
