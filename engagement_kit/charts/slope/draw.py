"""How cases moved over the years: lines from wave to wave, on stages or on one axis."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Literal

from matplotlib.axes import Axes

from engagement_kit.assess import QuadrantPlacements, StagePlacements
from engagement_kit.charts.paper.directions import DIRECTIONS, direction_look, shape_look
from engagement_kit.charts.paper.sheet import Look
from engagement_kit.charts.paper.text import LEADING, shorten
from engagement_kit.charts.paper.theme import DEFAULT, Theme, drawing, paler
from engagement_kit.charts.recipe import Recipe, remember
from engagement_kit.charts.results import expect_few, in_language
from engagement_kit.charts.slope.courses import MOST_NAMED, Course, Courses, follow_courses
from engagement_kit.charts.slope.key import draw_foot
from engagement_kit.charts.slope.plot import AXIS, GAP, SHAPE, Plot, has_whiskers, lay_plot
from engagement_kit.charts.slope.tell import describe_courses
from engagement_kit.charts.slope.years import draw_years
from engagement_kit.errors import UnknownId
from engagement_kit.frameworks import Framework

__all__ = ["draw_slope"]

CHOSEN = 40  # named where there are more cases than can all be
LABELS = ("auto", "all", "none")
_TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)
_MANY = "count_placements(placements) counts any number."
_FADED = 0.5  # of lines without a name, where others have one

Segment = tuple[tuple[float, float], tuple[float, float]]


def draw_slope(
    placements: StagePlacements | QuadrantPlacements,
    framework: Framework | None = None,
    *,
    ax: Axes | None = None,
    lang: str | None = None,
    axis: str | None = None,
    by: str | None = "kind",
    label: Literal["auto", "all", "none"] = "auto",
    bounds: bool = True,
    names: Mapping[str, str] | None = None,
    key: bool = True,
    theme: Theme = DEFAULT,
) -> Axes:
    """Axes with a line for every case from wave to wave, over the years in which these were.

    Placements on stages have a band for each stage, in which every case has a lane of its own;
    placements in quadrants are followed on one axis, by score. Lines that rise, fall and stay
    differ in stroke, colour and the shape beside the name. Cases of one year stand beside one
    another, each with a whisker for its bounds. A wave that is not placed has no height: a dashed
    line leads past it, and a small ring marks its year. Cases with one placed wave are points. The
    data coordinates of the axes are points of 1/72 inch, times the theme's unit.

    Parameters
    ----------
    placements : StagePlacements or QuadrantPlacements
    framework : Framework, optional
        Gives the words; the framework of the placements if left out.
    ax : Axes, optional
        Draw here. Without it a new figure is made, which pyplot does not know.
    lang : str, optional
        Language of the chart; the framework's if left out.
    axis : str, optional
        Id of the axis whose scores are drawn; the first if left out. Only for quadrants: to see
        both axes draw two charts.
    by : str or None
        Column of the table that decides colour and shape of the marks.
    label : {"auto", "all", "none"}
        ``auto`` names all cases up to 60, above that the 40 that changed most between their first
        and last placed wave (of equal change those whose bounds lie apart, then by id). Never more
        than there is room for.
    bounds : bool
        Whether whiskers show the bounds; above 60 cases only those of cases that are named.
    names : mapping of case id to name, optional
        Names to use instead of the cases' own.
    key : bool
        Whether the key stands below.
    theme : Theme
        Sizes and colours.

    Raises
    ------
    WrongKind
        These are no placements, they are thousands, or an axis is asked for where there are stages.
    UnknownId
        No such axis, column or way to label, or the framework does not have the language.
    MissingGlyph
        A text holds a character that no font of the charts can draw.

    Examples
    --------
    >>> from engagement_kit.assess import place_stages
    >>> from engagement_kit.cases import Case, Cases
    >>> from engagement_kit.frameworks import load_framework
    >>> case = Case(id="mine", kind="museum", name={"en": "Mine"}, waves=(2015, 2025))
    >>> placed = place_stages(Cases((case,)), load_framework("maturity"))
    >>> draw_slope(placed).alt_text
    'Slope chart of Stage of maturity: ... Not placed in any wave (n = 1): Mine.'
    """
    if label not in LABELS:
        raise UnknownId("way to label", label, LABELS)
    if isinstance(placements, QuadrantPlacements | StagePlacements):
        expect_few(placements.table, "a slope chart", _MANY)
    courses = follow_courses(
        placements, in_language(placements, framework, lang), axis, by, names, theme
    )
    with drawing(theme):
        plot, foot = lay_plot(courses, ax, theme, _wanted(courses, label), key=key)
        _draw_scale(plot)
        _draw_lines(plot)
        if bounds:
            _draw_bounds(plot)
        _draw_marks(plot)
        _draw_names(plot)
        if not courses.seen:
            _note_empty(plot)
        draw_foot(plot.sheet, plot.heights.foot + AXIS + GAP, foot)
    options = {"axis": axis, "by": by, "label": label, "bounds": bounds, "names": names, "key": key}
    recipe = Recipe("slope", placements, courses.framework, options)
    return remember(plot.sheet.ax, recipe, describe_courses(courses))


def _wanted(courses: Courses, label: str) -> list[Course]:
    """Cases to be named, those that matter most first."""
    ranked = courses.most_changed()
    if label == "none":
        return []
    return ranked if label == "all" or len(ranked) <= MOST_NAMED else ranked[:CHOSEN]


def _note_empty(plot: Plot) -> None:
    """A remark where there is no case, or none that is placed."""
    sheet, courses, size = plot.sheet, plot.courses, plot.sheet.theme.heading
    names = [str(courses.value_label(rank + 1)) for rank in range(len(courses.stages))]
    wide = max((sheet.measure(name, bold=True) for name in names), default=0.0)
    start = plot.start or wide + 6.0
    remark = courses.words("slope.none_placed" if courses.lost else "empty")
    lines = sheet.wrapped(remark, sheet.width - start, size=size)
    top = (plot.heights.top + plot.heights.foot - len(lines) * size * LEADING) / 2
    look: Look = {"size": size, "colour": sheet.theme.grey, "side": "middle"}
    sheet.paragraph((start + sheet.width) / 2, top, lines, **look)


def _draw_scale(plot: Plot) -> None:
    """What is followed, the bands of the stages or the lines of the scores, and the years."""
    sheet, theme, heights = plot.sheet, plot.sheet.theme, plot.heights
    sheet.paragraph(0, 0, plot.title, bold=True)
    for rank, band in enumerate(heights.bands, start=1):
        _draw_band(plot, rank, *band)
    edges = [edge for band in heights.bands for edge in band] or [heights.at(t) for t in _TICKS]
    pairs = [((plot.start, y), (plot.end, y)) for y in dict.fromkeys(edges)]
    sheet.lines(pairs, colors=theme.pale, zorder=0.3)
    if not heights.bands:
        for tick in _TICKS:
            y, size = heights.at(tick), theme.least
            sheet.text(plot.start - 3, y, f"{tick:g}", size=size, side="end", colour=theme.grey)
        _draw_threshold(plot)
    if plot.courses.years:
        draw_years(sheet, plot.years, plot.courses.years, heights.top, heights.foot)


def _draw_band(plot: Plot, rank: int, top: float, foot: float) -> None:
    """The band of a stage, with its name before it, or within it on narrow sheets."""
    sheet, theme = plot.sheet, plot.sheet.theme
    face, size = (theme.tint if rank % 2 else theme.paper), theme.small
    gid, wide = plot.courses.stages[rank - 1], plot.end - plot.start
    sheet.rectangle(plot.start, top, wide, foot - top, facecolor=face, gid=f"band:{gid}", zorder=0)
    name = str(plot.courses.value_label(rank))
    if plot.start:
        lines = sheet.wrapped(name, plot.start - 6.0, size=size)
        y = (top + foot - len(lines) * size * LEADING) / 2
        sheet.paragraph(0, y, lines, size=size)
    else:
        halo: Look = {"bbox": {"facecolor": face, "edgecolor": "none", "pad": 0.8}, "zorder": 2.6}
        short, y = shorten(name, sheet.font(size, bold=True), wide - 4), top + size * 0.7
        sheet.text(2, y, short, size=size, bold=True, colour=theme.grey, **halo)


def _draw_threshold(plot: Plot) -> None:
    """Where the axis begins to be high."""
    y = plot.heights.at(plot.courses.threshold)
    look: Look = {"edgecolor": plot.sheet.theme.grey, "zorder": 0.5, "gid": "threshold"}
    plot.sheet.line([(plot.start, y), (plot.end, y)], **look)


def _draw_lines(plot: Plot) -> None:
    """The lines of every case, dashed where they lead past a wave that is not placed."""
    theme, courses = plot.sheet.theme, plot.courses.seen
    some, crowd = 0 < len(plot.heights.labels) < len(courses), len(courses) > MOST_NAMED
    for direction in DIRECTIONS:
        for named in (False, True):
            chosen = [c for c in courses if c.direction == direction and plot.is_named(c) == named]
            look = direction_look(theme, direction)
            if some and not named:
                look["colors"] = paler(str(look["colors"]), _FADED)
            if crowd and not named:
                look["linewidths"] = theme.hair
            kept, past = _segments(plot, chosen)
            gid = f"lines:{direction}:{'named' if named else 'unnamed'}"
            plot.sheet.lines(kept, gid=gid, zorder=2.2 if named else 2.0, **look)
            wide = theme.hair if crowd and not named else theme.line
            dashed: Look = {"colors": theme.grey, "linewidths": wide, "linestyles": (0, (4, 2.5))}
            plot.sheet.lines(past, gid=f"past:{direction}", zorder=1.8, **dashed)


def _segments(plot: Plot, courses: Iterable[Course]) -> tuple[list[Segment], list[Segment]]:
    """Lines between waves that follow one another, and lines past or to waves not placed."""
    kept: list[Segment] = []
    past: list[Segment] = []
    for course in courses:
        placed = course.placed
        for one, two in pairwise(placed):
            between = any(one.year < s.year < two.year for s in course.stops)
            (past if between else kept).append((plot.place(course, one), plot.place(course, two)))
        for stop, end in ((course.stops[0], placed[0]), (course.stops[-1], placed[-1])):
            if stop.value is None:
                x, y = plot.place(course, end)
                past.append(((x, y), (plot.across[course.case, stop.year], y)))
    return kept, past


def _beside_the_way(plot: Plot, course: Course, year: int) -> float:
    """Height of the line in a year; at a wave that is not placed it stands for no value."""
    own = next((stop for stop in course.placed if stop.year == year), None)
    if own is not None:
        return plot.place(course, own)[1]
    before = [stop for stop in course.placed if stop.year < year]
    after = [stop for stop in course.placed if stop.year > year]
    if not before or not after:
        return plot.place(course, before[-1] if before else after[0])[1]
    (left, low), (right, high) = plot.place(course, before[-1]), plot.place(course, after[0])
    share = (plot.across[course.case, year] - left) / (right - left)
    return low + share * (high - low)


def _draw_bounds(plot: Plot) -> None:
    """Whiskers from the lowest to the highest that a wave can be, thin and behind all lines."""
    courses = [c for c in plot.courses.seen if has_whiskers(plot.courses, plot.heights, c)]
    for group in plot.courses.groups:
        spans: list[Segment] = []
        for course in (c for c in courses if c.group == group.id):
            for stop in course.stops:
                if stop.spans:
                    x = plot.across[course.case, stop.year]
                    ends = (plot.heights.at(float(v)) for v in (stop.low or 0, stop.high or 0))
                    low, high = ends
                    spans.append(((x, low), (x, high)))
        colour = paler(group.colour, 0.55)
        plot.sheet.lines(spans, colors=colour, zorder=1, gid=f"bounds:{group.id}")
        tips = [((x - 1, y), (x + 1, y)) for (x, low), (_, high) in spans for y in (low, high)]
        plot.sheet.lines(tips, colors=colour, zorder=1)


def _draw_marks(plot: Plot) -> None:
    """A mark for every wave: filled if settled, hollow if open, a small ring if not placed."""
    theme = plot.sheet.theme
    size = max(1.2, min(theme.marker * 0.8, plot.heights.lane * 1.4))
    for group in plot.courses.groups:
        members = [c for c in plot.courses.seen if c.group == group.id]
        for status, face in (("open", theme.paper), ("settled", group.colour)):
            at = [
                plot.place(c, stop) for c in members for stop in c.placed if stop.status == status
            ]
            look: Look = {"markerfacecolor": face, "markeredgecolor": group.colour}
            gid = f"points:{group.id}:{status}"
            plot.sheet.marks(at, marker=group.marker, markersize=size, zorder=3, gid=gid, **look)
    lost = [
        (plot.across[c.case, stop.year], _beside_the_way(plot, c, stop.year))
        for c in plot.courses.seen
        for stop in c.stops
        if stop.value is None
    ]
    look = {"markerfacecolor": theme.paper, "markeredgecolor": theme.grey}
    plot.sheet.marks(lost, marker="o", markersize=size * 0.6, zorder=2.5, gid="not_placed", **look)


def _draw_names(plot: Plot) -> None:
    """Names beside the ends of the lines, with the shape of the direction before them."""
    sheet, theme = plot.sheet, plot.sheet.theme
    letters = sheet.font(theme.small)
    leaders: list[Segment] = []
    for course in plot.courses.seen:
        if not plot.is_named(course):
            continue
        y, start = plot.heights.labels[course.case], plot.name_start
        year = course.stops[-1].year
        x, end = plot.across[course.case, year], _beside_the_way(plot, course, year)
        leaders.append(((x + 3, end + (y - end) * 3 / (start - x)), (start - 1, y)))
        sheet.marks([(start + 3, y)], zorder=4, **shape_look(theme, course.direction))
        name = shorten(course.name, letters, sheet.width - start - SHAPE)
        sheet.text(start + SHAPE, y, name, size=theme.small, gid=f"label:{course.case}")
    sheet.lines(leaders, colors=paler(theme.grey, 0.45), zorder=1.5, gid="leaders")
