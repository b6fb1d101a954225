"""Where everything on a slope chart stands: sheet, years, heights, names and the key below."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from matplotlib.axes import Axes

from engagement_kit.charts.paper.fonts import font
from engagement_kit.charts.paper.sheet import MARGIN, Sheet, full_width, open_sheet, size_of
from engagement_kit.charts.paper.text import LEADING, text_width, wrap
from engagement_kit.charts.paper.theme import Theme, points
from engagement_kit.charts.slope.courses import MOST_NAMED, Course, Courses, Stop
from engagement_kit.charts.slope.key import Foot, lay_foot
from engagement_kit.charts.slope.lanes import Frame, Heights, lay_lanes, lay_scores
from engagement_kit.charts.slope.years import Years, lay_years

__all__ = ["AXIS", "GAP", "SHAPE", "Plot", "has_whiskers", "lay_plot"]

AXIS, GAP = 14.0, 8.0  # years, between years and key
SHAPE, _ELBOW = 9.0, 9.0  # room of the direction's shape, and of lines that lead to names
_NAME_SHARE, _STAGE_SHARE, _NUMBERS = 0.33, 0.3, 20.0
_LEAST_BODY = 90.0
_NARROW = 280.0  # sheet points; below that a column for the names of stages takes too much
_PAGE = 240.0  # a figure is no higher than that, in millimetres, where the theme sets no limit


@dataclass(frozen=True)
class Plot:
    """A sheet with the places of everything on it."""

    sheet: Sheet
    title: tuple[str, ...]
    courses: Courses
    heights: Heights
    years: Years
    across: Mapping[tuple[str, int], float]
    start: float
    end: float

    def place(self, course: Course, stop: Stop) -> tuple[float, float]:
        """Where a placed wave stands."""
        return self.across[course.case, stop.year], self.heights.of(course, stop)

    @property
    def name_start(self) -> float:
        """Where the column of names begins."""
        return self.end + _ELBOW

    def is_named(self, course: Course) -> bool:
        """Whether the name stands at the end of the line."""
        return course.case in self.heights.labels


def lay_plot(
    courses: Courses, ax: Axes | None, theme: Theme, wanted: list[Course], *, key: bool
) -> tuple[Plot, Foot]:
    """Make the sheet and find the place of everything."""
    width, given = (full_width(theme), None) if ax is None else size_of(ax, theme)
    start, frame = _stage_column(courses, width, theme)
    title = wrap(courses.title, font(courses.framework.lang, theme.text, bold=True), width)
    head = len(title) * theme.text * LEADING + 4.0
    rest = head + _below(lay_foot(courses, width, theme, 0, key=key))
    most = (_most_height(theme) if given is None else given) - rest
    heights = _heights(courses, wanted, frame, head, None)
    if given is not None or heights.foot - head > most:
        heights = _heights(courses, wanted, frame, head, max(most, _LEAST_BODY))
    foot = lay_foot(courses, width, theme, len(heights.labels), key=key)
    sheet = open_sheet(ax, courses.framework.lang, theme, width, heights.foot + _below(foot))
    end = sheet.width - _name_column(sheet, courses, heights)
    years = lay_years(courses.years, start, end)
    across = {(c.case, s.year): years.at(s.year) for c in courses.seen for s in c.stops}
    across |= years.beside(_members(courses, heights))
    years = years.reaching(across if courses.axis is not None else {})
    return Plot(sheet, tuple(title), courses, heights, years, across, start, end), foot


def _below(foot: Foot) -> float:
    """Room below the body of the chart."""
    return AXIS + (GAP + foot.height if foot.height else 0.0)


def _most_height(theme: Theme) -> float:
    """Height of the highest sheet that the theme allows."""
    return points(theme.height or _PAGE) / theme.unit - 2 * MARGIN


def _heights(
    courses: Courses, wanted: list[Course], frame: Frame, top: float, body: float | None
) -> Heights:
    if courses.axis is not None:
        return lay_scores(courses, wanted, top, body)
    return lay_lanes(courses, wanted, frame, top, body)


def _stage_column(courses: Courses, width: float, theme: Theme) -> tuple[float, Frame]:
    """Room before the plot for names of stages or numbers, and what each band must hold.

    On narrow sheets the names of the stages stand within their bands.
    """
    if courses.axis is not None:
        return _NUMBERS, Frame()
    step, count = theme.small * LEADING, len(courses.stages)
    if width < _NARROW:
        return 0.0, Frame((step + 4.0,) * count, step + 1.0)
    letters = font(courses.framework.lang, theme.small)
    labels = [str(courses.value_label(rank)) for rank in range(1, count + 1)]
    words = max(text_width(word, letters) for label in labels for word in label.split())
    room = min(words + 1.0, width * _STAGE_SHARE)
    lines = [len(wrap(label, letters, room)) for label in labels]
    return room + 6.0, Frame(tuple(count * step + 6.0 for count in lines))


def _name_column(sheet: Sheet, courses: Courses, heights: Heights) -> float:
    """Room for the names at the ends of lines, and for what leads to them."""
    named = [c.name for c in courses.seen if c.case in heights.labels]
    if not named:
        return 4.0
    wide = max(sheet.measure(name, size=sheet.theme.small) for name in named)
    return min(wide + SHAPE + 1.0, sheet.width * _NAME_SHARE) + _ELBOW


def _members(courses: Courses, heights: Heights) -> dict[int, list[str]]:
    """Cases that stand beside one another within a year: equal scores and whiskers need room.

    On stages lanes keep all else apart; there whiskers go by height, so that few lines cross them.
    """
    found: dict[int, list[tuple[float, str]]] = {}
    for course in courses.seen:
        for stop in course.stops:
            if courses.axis is not None:
                found.setdefault(stop.year, []).append((0.0, course.case))
            elif stop.spans and has_whiskers(courses, heights, course):
                high = heights.of(course, stop) if stop.value is not None else heights.foot
                found.setdefault(stop.year, []).append((high, course.case))
    return {year: [case for _, case in sorted(found[year])] for year in sorted(found)}


def has_whiskers(courses: Courses, heights: Heights, course: Course) -> bool:
    """Whether the bounds of a case are drawn: in a crowd only those of cases with a name."""
    return len(courses.seen) <= MOST_NAMED or course.case in heights.labels
