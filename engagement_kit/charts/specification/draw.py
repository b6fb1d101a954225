"""The specification curve: every way to decide sorted by its result, the choices in rows below."""

from __future__ import annotations

from matplotlib.axes import Axes

from engagement_kit.charts.paper.key_flow import draw_flow
from engagement_kit.charts.paper.sheet import Look
from engagement_kit.charts.paper.text import shorten
from engagement_kit.charts.paper.theme import DEFAULT, Theme, drawing
from engagement_kit.charts.recipe import Recipe, remember
from engagement_kit.charts.results import in_language
from engagement_kit.charts.specification.curve import CONCLUSIONS, Band, gather_curve, signed
from engagement_kit.charts.specification.key import conclusion_look, reference_look
from engagement_kit.charts.specification.plan import GAP, HEADING, Plan, lay_plan
from engagement_kit.charts.specification.tell import describe_curve
from engagement_kit.compare.groups.specification import Specifications
from engagement_kit.frameworks import Framework

__all__ = ["draw_specification"]

_LEAST_MARK, _BAR, _TICK = 1.6, 3.0, 0.62  # size of a mark, of a bar, height of ticks in rows


def draw_specification(
    specifications: Specifications,
    framework: Framework | None = None,
    *,
    ax: Axes | None = None,
    lang: str | None = None,
    key: bool = True,
    theme: Theme = DEFAULT,
) -> Axes:
    """Axes with every specification in the order of its result, and what was chosen in each.

    Above, a mark is the difference of one specification (Cliff's delta) and a pale bar its bounds
    over unknown and differing answers; shapes tell which group is higher, or that the difference is
    below the named size. A ring marks the reference: the package's own choices, in bold below.
    There every option has a row with a stroke in each column where it was taken; the decision that
    changes most stands first. How many specifications agree with the reference is written on top.

    About 300 columns can be read on a journal's single column. Of more, every second (third ...) by
    result is drawn, with the first, the last and the reference; where there is no room for all
    rows, the decisions that change least are left out. Both is said in the key. The axes' data
    coordinates are points of 1/72 inch, times the theme's unit.

    Parameters
    ----------
    specifications : Specifications
        From :func:`specify`.
    framework : Framework, optional
        Gives the words; the framework of the specifications if left out.
    ax : Axes, optional
        Draw here. Without it a new figure is made, which pyplot does not know.
    lang : str, optional
        Language of the chart; the framework's if left out.
    key : bool
        Whether the key stands below.
    theme : Theme
        Sizes and colours.

    Raises
    ------
    WrongKind
        ``specifications`` are something else.
    UnknownId
        The framework does not have the language.
    MissingGlyph
        A text holds a character that no font of the charts can draw.
    """
    curve = gather_curve(specifications, in_language(specifications, framework, lang), theme)
    with drawing(theme):
        plan = lay_plan(curve, ax, theme, key=key)
        if len(curve.rows):
            title, told = plan.title
            y = plan.sheet.paragraph(0, 0, title, bold=True)
            plan.sheet.paragraph(0, y, told)
            _draw_axis(plan)
            _draw_results(plan)
            top = plan.top + plan.panel + GAP
            for band in plan.bands:
                top = _draw_band(plan, band, top)
        else:
            plan.sheet.note_empty(curve.words("specification.empty"), 0, plan.foot)
        draw_flow(plan.sheet, 0, plan.foot + GAP, plan.key)
    recipe = Recipe("specification", specifications, curve.framework, {"key": key})
    return remember(plan.sheet.ax, recipe, describe_curve(curve))


def _draw_axis(plan: Plan) -> None:
    """Lines at round values, the line of no difference, the named size and the reference."""
    sheet, theme, curve = plan.sheet, plan.sheet.theme, plan.curve
    ends = (plan.start - 2, plan.end + 2)
    for value in plan.ticks:
        y, is_zero = plan.height(value), abs(value) < 1e-9
        look: Look = {"colors": theme.grey if is_zero else theme.pale}
        look |= {"linewidths": theme.line if is_zero else theme.hair}
        gid = "zero" if is_zero else f"tick:{value:g}"
        sheet.lines([((ends[0], y), (ends[1], y))], zorder=0.5, gid=gid, **look)
        told: Look = {"size": theme.least, "side": "end", "colour": theme.grey}
        sheet.text(ends[0] - 3, y, signed(value), direction="ltr", **told)
    size = float(curve.result.parameters["least_effect"])
    pairs = [((ends[0], plan.height(y)), (ends[1], plan.height(y))) for y in (-size, size)]
    dashed = {"colors": theme.grey, "linestyles": (0, (3, 2)), "linewidths": theme.line}
    sheet.lines(pairs, zorder=0.6, gid="size", **dashed)
    if curve.reference is not None:
        x = plan.across(plan.columns.index(curve.reference))
        foot = plan.foot - 1
        line = {"colors": theme.grey, "linestyles": (0, (1, 1.5)), "linewidths": theme.line}
        sheet.lines([((x, plan.top), (x, foot))], zorder=0.7, gid="reference:line", **line)


def _draw_results(plan: Plan) -> None:
    """Bars of bounds, a mark for every column that is drawn, the ring of the reference."""
    sheet, theme, curve = plan.sheet, plan.sheet.theme, plan.curve
    rows = curve.rows.iloc[plan.columns]
    wide = min(plan.pitch * 0.6, _BAR)
    boxes = []
    for place, (low, high) in enumerate(zip(rows["low"], rows["high"], strict=True)):
        top = plan.height(high)
        left = plan.across(place) - wide / 2
        boxes.append((left, top - 0.3, wide, plan.height(low) - top + 0.6))
    sheet.rectangles(boxes, facecolor=theme.pale, zorder=1, gid="bounds")
    size = min(max(plan.pitch * 1.3, _LEAST_MARK), theme.marker)
    for conclusion in CONCLUSIONS:
        at = [
            (plan.across(place), plan.height(delta))
            for place, (delta, own) in enumerate(
                zip(rows["delta"], rows["conclusion"], strict=True)
            )
            if own == conclusion
        ]
        if at:
            look = conclusion_look(curve, theme, conclusion)
            look |= {"markeredgewidth": min(theme.line, size / 5), "markersize": size}
            sheet.marks(at, zorder=3, gid=f"mark:{conclusion}", **look)
    if curve.reference is not None:
        x = plan.across(plan.columns.index(curve.reference))
        y = plan.height(float(curve.rows["delta"][curve.reference]))
        sheet.marks([(x, y)], zorder=4, gid="reference", **reference_look(theme))


def _draw_band(plan: Plan, band: Band, top: float) -> float:
    """A decision with a row for each of its options; returns where the next one begins."""
    sheet, theme = plan.sheet, plan.sheet.theme
    room = plan.end - 4 if plan.has_means else sheet.width
    heading = shorten(band.label, sheet.font(theme.small, bold=True), max(room, plan.start))
    y = top + HEADING / 2
    sheet.text(0, y, heading, size=theme.small, bold=True, gid=f"decision:{band.decision}")
    end: Look = {"size": theme.least, "side": "end", "direction": "ltr"}
    if plan.has_means and band.spread is not None:
        sheet.text(sheet.width, y, f"{band.spread:.2f}", bold=True, **end)
    top += HEADING
    letters = [sheet.font(theme.least, bold=bold) for bold in (False, True)]
    wide, high = min(plan.pitch * 0.7, _BAR), plan.row * _TICK
    for number, line in enumerate(band.lines):
        middle = top + plan.row / 2
        if number % 2 == 0:
            box = (plan.start - 2, top, plan.end - plan.start + 4, plan.row)
            sheet.rectangle(*box, facecolor=theme.tint, zorder=0)
        label = shorten(line.label, letters[line.is_reference], plan.start - 11)
        sheet.text(6, middle, label, size=theme.least, bold=line.is_reference)
        boxes = [
            (plan.across(place) - wide / 2, middle - high / 2, wide, high)
            for place, column in enumerate(plan.columns)
            if column in line.columns
        ]
        sheet.rectangles(
            boxes, facecolor=theme.ink, zorder=2, gid=f"row:{band.decision}:{line.option}"
        )
        if plan.has_means and line.mean is not None:
            sheet.text(sheet.width, middle, signed(line.mean), colour=theme.grey, **end)
        top += plan.row
    return top
