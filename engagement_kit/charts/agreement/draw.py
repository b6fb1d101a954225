"""How far coders agree: one strip an item, ordered, with its interval and what it rests on."""

from __future__ import annotations

from collections.abc import Mapping

from matplotlib.axes import Axes

from engagement_kit.charts.agreement.grid import KEY, Grid, lay_grid
from engagement_kit.charts.agreement.key import line_look
from engagement_kit.charts.agreement.strips import RELIABLE, TENTATIVE, Strip, gather_strips
from engagement_kit.charts.agreement.tell import describe_strips
from engagement_kit.charts.paper.key_flow import draw_flow
from engagement_kit.charts.paper.sheet import Look
from engagement_kit.charts.paper.text import LEADING, shorten
from engagement_kit.charts.paper.theme import DEFAULT, Theme, drawing
from engagement_kit.charts.recipe import Recipe, remember
from engagement_kit.charts.results import in_language
from engagement_kit.charts.words import percent
from engagement_kit.compare import AgreementTable
from engagement_kit.frameworks import Framework

__all__ = ["draw_agreement"]

_NUMBERS = 15.0  # from the top to the numbers of the scale
_HALF, _STEP = 0.5, 0.25
_LEAST_STEP = 12.0  # between numbers of the scale


def draw_agreement(
    agreement: AgreementTable,
    framework: Framework | None = None,
    *,
    ax: Axes | None = None,
    lang: str | None = None,
    sort: str = "agreement",
    names: Mapping[str, str] | None = None,
    key: bool = True,
    theme: Theme = DEFAULT,
) -> Axes:
    """Axes with one strip a row of the table: a point for the agreement, a line for its interval.

    Hollow points rest on fewer than 25 units. Beside each strip stand the number of units and the
    percent agreement. Rows without a value keep their place at the end and say why. Of
    Krippendorff's alpha his two conventions, .667 and .8, are drawn as lines; they are
    conventions, and no test. Of more than sixty rows those with the lowest agreement are drawn,
    and the key says how many are not. The axes' data coordinates are points of 1/72 inch, times
    the theme's unit.

    Parameters
    ----------
    agreement : AgreementTable
        From :func:`rate_agreement`.
    framework : Framework, optional
        Gives the words; the framework of the table if left out.
    ax : Axes, optional
        Draw here. Without it a new figure is made, which pyplot does not know.
    lang : str, optional
        Language of the chart; the framework's if left out.
    sort : {"agreement", "framework"}
        Highest agreement first, or the order of the framework or of the cases.
    names : mapping of id to name, optional
        Names to use for rows instead of their own.
    key : bool
        Whether the key stands below.
    theme : Theme
        Sizes and colours.

    Raises
    ------
    WrongKind
        ``agreement`` is something else.
    UnknownId
        No such order, or the framework does not have the language.
    MissingGlyph
        A text holds a character that no font of the charts can draw.

    Examples
    --------
    >>> from engagement_kit.cases import Cases
    >>> from engagement_kit.compare import rate_agreement
    >>> from engagement_kit.frameworks import load_framework
    >>> draw_agreement(rate_agreement(Cases(()), load_framework("smi"), by="part")).alt_text
    'Agreement strip: Krippendorff’s alpha (ordinal), Social Maturity Index; rows: 1. ...'
    """
    strips = gather_strips(agreement, in_language(agreement, framework, lang), sort, names)
    with drawing(theme):
        grid = lay_grid(strips, ax, theme, key=key)
        if strips.rows:
            _draw_scale(grid)
        for place, row in enumerate(grid.strips.rows):
            _draw_row(grid, place, row)
        if not strips.rows:
            grid.sheet.note_empty(strips.words("empty"), 0, grid.foot)
        draw_flow(grid.sheet, 0, grid.foot + KEY, grid.key)
    options = {"sort": sort, "names": names, "key": key}
    recipe = Recipe("agreement", agreement, strips.framework, options)
    return remember(grid.sheet.ax, recipe, describe_strips(strips))


def _draw_scale(grid: Grid) -> None:
    """The measure, the numbers of the scale with their lines, heads, and the conventions."""
    sheet, theme, words = grid.sheet, grid.sheet.theme, grid.strips.words
    title = shorten(grid.strips.measure, sheet.font(bold=True), sheet.width - grid.start)
    sheet.text(grid.start, 4.5, title, bold=True, gid="measure")
    small: Look = {"size": theme.least, "colour": theme.grey}
    for value in _ticks(grid):
        x = grid.at(value)
        look = {"colors": theme.grey if value == 0 else theme.pale, "zorder": 0.5}
        sheet.lines(_upright(grid, x), **look)
        text = f"{value:g}".replace("-", "−")
        sheet.text(x, _NUMBERS, text, side="middle", gid=f"tick:{value:g}", **small)
    for x, name in ((grid.n, "n"), (grid.percent, "agreement.same")):
        head = "n" if name == "n" else words(name)
        sheet.text(x, _NUMBERS, head, side="end", gid=f"head:{name}", **small)
    for value in (TENTATIVE, RELIABLE) if grid.strips.is_alpha else ():
        look = line_look(theme, value)
        sheet.lines(_upright(grid, grid.at(value)), zorder=0.7, gid=f"convention:{value}", **look)


def _upright(grid: Grid, x: float) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    """A line over all strips; where names stand above these it leaves them out."""
    if not grid.is_above:
        return [((x, _NUMBERS + 4.5), (x, grid.foot))]
    middles = [grid.middle(place) for place in range(len(grid.names))]
    return [((x, 2 * y - end), (x, end)) for y, end in zip(middles, grid.tops[1:], strict=True)]


def _ticks(grid: Grid) -> list[float]:
    """Numbers of the scale: halves, or ends and zero alone where halves have no room."""
    span = (grid.end - grid.start) / (1 - grid.low)
    halves = [n * _HALF for n in range(-2, 3) if n * _HALF >= grid.low]
    if grid.low not in halves and span * (halves[0] - grid.low) >= _LEAST_STEP * 1.6:
        halves = [grid.low, *halves]
    return halves if span * _HALF >= _LEAST_STEP else [v for v in halves if v in {-1.0, 0.0, 1.0}]


def _draw_row(grid: Grid, place: int, row: Strip) -> None:
    """Name, interval, point and numbers of one row; the reason where it has no value."""
    sheet, theme, words = grid.sheet, grid.sheet.theme, grid.strips.words
    top, end = grid.tops[place], grid.tops[place + 1]
    if place % 2 == 0:
        sheet.rectangle(0, top, sheet.width, end - top, facecolor=theme.tint, zorder=0)
    y, name = grid.middle(place), f"{row.group}:{row.scale}"
    step = theme.text * LEADING
    lines = grid.names[place]
    first = top + 0.8 if grid.is_above else y - len(lines) * step / 2
    for number, line in enumerate(lines):
        sheet.text(0, first + (number + 0.5) * step, line, gid=f"row:{name}")
    small: Look = {"size": theme.small, "side": "end", "colour": theme.ink}
    sheet.text(grid.n, y, str(row.n_units), gid=f"n:{name}", **small)
    if row.percent is not None:
        told = percent(words, row.percent)
        sheet.text(grid.percent, y, told, gid=f"percent:{name}", **small)
    if row.estimate is None:
        told = shorten(grid.strips.why(row), sheet.font(theme.small), grid.end - grid.start)
        sheet.text(grid.start, y, told, size=theme.small, colour=theme.grey, gid=f"reason:{name}")
        return
    _draw_mark(grid, row, y, name)


def _draw_mark(grid: Grid, row: Strip, y: float, name: str) -> None:
    """The interval as a line with ends, and the point on it."""
    sheet, theme = grid.sheet, grid.sheet.theme
    if row.low is not None and row.high is not None and row.low < row.high:
        start, end = grid.at(row.low), grid.at(row.high)
        pairs = [((start, y), (end, y)), *(((x, y - 1.4), (x, y + 1.4)) for x in (start, end))]
        look: Look = {"colors": theme.ink, "linewidths": theme.line * 1.6}
        sheet.lines(pairs, zorder=2, gid=f"interval:{name}", **look)
    at = [(grid.at(row.estimate or 0.0), y)]
    face = theme.paper if row.is_few else theme.ink
    mark: Look = {"marker": "o", "markerfacecolor": face, "markeredgecolor": theme.ink}
    size = min(theme.marker, (grid.tops[1] - grid.tops[0]) * 0.6)
    sheet.marks(at, markersize=size, zorder=3, gid=f"point:{name}", **mark)
