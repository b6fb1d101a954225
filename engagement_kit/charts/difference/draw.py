"""How groups differ: their cases as marks in strips, and the difference with what bears on it."""

from __future__ import annotations

from collections.abc import Iterable

from matplotlib.axes import Axes

from engagement_kit.charts.difference.grid import KEY, PAD, Block, Grid, lay_grid
from engagement_kit.charts.difference.key import draw_interval, effect_look
from engagement_kit.charts.difference.packing import Box, pack, pack_scores
from engagement_kit.charts.difference.shown import Row, Strip, gather
from engagement_kit.charts.difference.tell import describe_shown, p_told
from engagement_kit.charts.paper.key_flow import draw_flow
from engagement_kit.charts.paper.sheet import Look
from engagement_kit.charts.paper.text import LEADING, shorten
from engagement_kit.charts.paper.theme import DEFAULT, Theme, drawing
from engagement_kit.charts.recipe import Recipe, remember
from engagement_kit.charts.results import expect, in_language
from engagement_kit.charts.rows.subjects import ids_asked
from engagement_kit.compare.groups.difference import Differences
from engagement_kit.frameworks import Framework

__all__ = ["draw_difference"]

_SQUARE = 0.88  # side of a square, in the size of a mark
_BAND = 3.0  # height of the span of readings


def draw_difference(
    differences: Differences,
    framework: Framework | None = None,
    *,
    ax: Axes | None = None,
    lang: str | None = None,
    items: Iterable[str] | None = None,
    key: bool = True,
    theme: Theme = DEFAULT,
) -> Axes:
    """Axes with an estimation plot: each case a mark, each difference with its interval.

    A row is an item and a pair of groups. On the reading side every case of the first group stands
    above those of the second, in its answer; cases whose answer is unknown are hollow marks in a
    band of their own. Beside them stands Cliff's delta with its interval, below it the span of all
    deltas that answers to the unknown could give; a hollow diamond is a difference whose direction
    hangs on them. Of more than 24 rows those with the most known cases are drawn. The axes' data
    coordinates are points of 1/72 inch, times the theme's unit.

    Parameters
    ----------
    differences : Differences
        From :func:`compare_groups`.
    framework : Framework, optional
        Gives the words; the framework of the differences if left out.
    ax : Axes, optional
        Draw here. Without it a new figure is made, which pyplot does not know.
    lang : str, optional
        Language of the chart; the framework's if left out.
    items : iterable of str, optional
        Only these items; their p stay adjusted for all that were tested.
    key : bool
        Whether the key stands below.
    theme : Theme
        Sizes and colours.

    Raises
    ------
    WrongKind
        ``differences`` are something else.
    UnknownId
        No such item, or the framework does not have the language.
    MissingGlyph
        A text holds a character that no font of the charts can draw.
    """
    given = expect(differences, Differences, "an estimation plot", "compare_groups")
    asked = ids_asked(items)
    shown = gather(given, in_language(given, framework, lang), asked, theme)
    with drawing(theme):
        grid = lay_grid(shown, ax, theme, key=key)
        place = 0
        for number, block in enumerate(grid.blocks):
            _draw_head(grid, block, grid.places.heads[number], is_first=number == 0)
            for row in block.rows:
                _draw_row(grid, block, row, place)
                place += 1
        if not shown.rows:
            grid.sheet.note_empty(shown.words("difference.empty"), 0, grid.places.foot)
        draw_flow(grid.sheet, 0, grid.places.foot + KEY, grid.key)
    recipe = Recipe("difference", given, shown.framework, {"items": asked, "key": key})
    return remember(grid.sheet.ax, recipe, describe_shown(shown))


def _draw_head(grid: Grid, block: Block, top: float, *, is_first: bool) -> None:
    """Answers over their cells; over the first rows also what the other columns hold."""
    sheet, theme, width = grid.sheet, grid.sheet.theme, grid.width
    foot, step = top + grid.places.head - 3.0, theme.least * LEADING
    look: Look = {"size": theme.least, "side": "middle", "colour": theme.grey}
    for place, lines in enumerate(block.heads):
        x = _head_place(grid, block, place)
        for line, words in enumerate(lines):
            y = foot - (len(lines) - line - 0.5) * step
            sheet.text(x, y, words, gid=f"answer:{place}", **look)
    if not is_first:
        return
    y = foot - step / 2
    unknown = grid.shown.words("level.unknown")
    room = width.unknown + 2.0
    if sheet.measure(unknown, size=theme.least) > room:
        unknown = "?"
    sheet.text(width.unknown_start + width.unknown / 2, y, unknown, gid="head:unknown", **look)
    sheet.text(width.count, y, "n", gid="head:n", **look)
    for delta, words in ((-1, "−1"), (0, "0"), (1, "1")):
        sheet.text(width.at(delta), y, words, gid=f"delta:{delta}", **look)
    sheet.text(width.p, y, "p", gid="head:p", **(look | {"side": "end"}))
    title = grid.shown.words("difference.delta")
    fitting = shorten(title, sheet.font(theme.least), width.effect_wide + 10)
    sheet.text(width.at(0), y - step, fitting, gid="head:delta", **look)


def _head_place(grid: Grid, block: Block, place: int) -> float:
    width = grid.width
    if not block.outcome.answers:  # scores run from edge to edge
        return width.strip + 2 + (width.answers - 4) * place / 2
    return width.strip + (place + 0.5) * width.answers / len(block.outcome.answers)


def _draw_row(grid: Grid, block: Block, row: Row, place: int) -> None:
    sheet, theme, places, width = grid.sheet, grid.sheet.theme, grid.places, grid.width
    top = places.rows[place]
    if place % 2 == 0:
        sheet.rectangle(0, top, width.whole, places.row, facecolor=theme.tint, zorder=0)
    _draw_label(grid, place, top)
    first = top + places.label + PAD
    _draw_cells(grid, block, first)
    for number, strip in enumerate(row.strips):
        _draw_strip(grid, row, strip, first + number * places.strip)
    _draw_effect(grid, row, first + places.strip)


def _draw_label(grid: Grid, place: int, top: float) -> None:
    """The name of the row: beside its strips, or above them on a narrow sheet."""
    sheet, lines, places = grid.sheet, grid.labels[place], grid.places
    step = sheet.theme.text * LEADING
    spare = 1.0 if grid.width.is_narrow else (places.row - len(lines) * step) / 2
    sheet.paragraph(0, top + spare, lines)


def _draw_cells(grid: Grid, block: Block, top: float) -> None:
    """Lines between the answers, and the band of the unknown."""
    sheet, theme, width = grid.sheet, grid.sheet.theme, grid.width
    high, count = 2 * grid.places.strip, len(block.outcome.answers)
    if count:
        edges = [width.strip + place * width.answers / count for place in range(count + 1)]
    else:
        edges = [_head_place(grid, block, place) for place in range(3)]
    pairs = [((x, top), (x, top + high)) for x in edges]
    sheet.lines(pairs, colors=theme.pale, zorder=0.4)
    frame = {"facecolor": theme.paper, "edgecolor": theme.pale, "linewidth": theme.hair}
    sheet.rectangle(width.unknown_start, top, width.unknown, high, zorder=0.4, **frame)


def _draw_strip(grid: Grid, row: Row, strip: Strip, top: float) -> None:
    """The cases of one group: known ones in their answers, the others hollow in their band."""
    sheet, theme, width = grid.sheet, grid.sheet.theme, grid.width
    group, high, name = strip.group, grid.places.strip, f"{row.name}:{strip.group.id}"
    # Squares reach farther towards their neighbours than other shapes: they must stay countable.
    size = grid.mark * (_SQUARE if group.marker == "s" else 1.0)
    look: Look = {"marker": group.marker, "markersize": size, "zorder": 2}
    look |= {"markeredgecolor": group.colour, "markeredgewidth": min(theme.line, grid.mark / 6)}
    known = _known_places(grid, row, strip, top)
    if known:
        sheet.marks(known, markerfacecolor=group.colour, gid=f"known:{name}", **look)
    band = (width.unknown_start + 1, top + 0.5, width.unknown - 2, high - 1)
    unknown = pack(band, strip.unknown, grid.packing)
    if unknown:
        hollow = look | {"markerfacecolor": theme.paper}
        sheet.marks(unknown, gid=f"unknown:{name}", **hollow)
    if high >= theme.least:
        words = str(len(strip.places))
        written: Look = {"size": theme.least, "side": "middle", "colour": theme.grey}
        sheet.text(width.count, top + high / 2, words, gid=f"n:{name}", **written)


def _known_places(grid: Grid, row: Row, strip: Strip, top: float) -> list[tuple[float, float]]:
    width, high, answers = grid.width, grid.places.strip - 1, row.outcome.answers
    if not answers:
        box: Box = (width.strip + 2, top + 0.5, width.answers - 4, high)
        return pack_scores(box, strip.places, grid.packing)
    cell, found = width.answers / len(answers), []
    for place in range(len(answers)):
        count = strip.places.count(float(row.outcome.first + place))
        box = (width.strip + place * cell + 1, top + 0.5, cell - 2, high)
        found += pack(box, count, grid.packing)
    return found


def _draw_effect(grid: Grid, row: Row, middle: float) -> None:
    """Delta with its interval, the span of its readings below, and p."""
    sheet, theme, width = grid.sheet, grid.sheet.theme, grid.width
    half = grid.places.strip
    ends = [((width.at(x), middle - half), (width.at(x), middle + half)) for x in (-1, 1)]
    sheet.lines(ends, colors=theme.pale, zorder=0.4)
    zero = ((width.at(0), middle - half), (width.at(0), middle + half))
    sheet.lines([zero], colors=theme.grey, zorder=0.5)
    line, band = middle - min(half * 0.35, 3.0), middle + min(half * 0.25, 2.0)
    if row.lowest is not None and row.highest is not None and row.lowest < row.highest:
        start, end = width.at(row.lowest), width.at(row.highest)
        high = min(_BAND, half * 0.5)
        look = theme.unknown_fill() | {"zorder": 1}
        sheet.rectangle(start, band, end - start, high, gid=f"span:{row.name}", **look)
    if row.delta is not None and row.low is not None and row.high is not None:
        start, end = width.at(row.low), width.at(row.high)
        draw_interval(sheet, start, end, line, gid=f"interval:{row.name}")
        at = [(width.at(row.delta), line)]
        diamond = effect_look(theme, is_settled=row.is_settled)
        sheet.marks(at, zorder=3, gid=f"delta:{row.name}", **diamond)
    elif not row.outcome.is_ordered or row.lowest is None:
        _say_nothing(grid, row, middle)
    p = p_told(row.p_adjusted)
    if p:
        look = {"size": theme.least, "side": "end"}
        sheet.text(width.p, middle, p, gid=f"p:{row.name}", **look)


def _say_nothing(grid: Grid, row: Row, middle: float) -> None:
    """Why there is no difference to be drawn."""
    sheet, theme, width = grid.sheet, grid.sheet.theme, grid.width
    key = "difference.nothing" if row.outcome.is_ordered else "difference.unordered"
    words = shorten(grid.shown.words(key), sheet.font(theme.least), width.effect_wide / 2 - 2)
    look: Look = {"size": theme.least, "side": "start", "colour": theme.grey}
    sheet.text(width.at(0) + 2, middle, words, gid=f"nothing:{row.name}", **look)
