"""The key of a slope chart: strokes and shapes of directions, marks, groups, who is not placed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from engagement_kit.charts.paper import legend
from engagement_kit.charts.paper.directions import DIRECTIONS, direction_look, shape_look
from engagement_kit.charts.paper.key_flow import Flow, draw_flow, lay_flow, names_lines
from engagement_kit.charts.paper.sheet import Look, Sheet
from engagement_kit.charts.paper.text import LEADING
from engagement_kit.charts.paper.theme import Theme, paler
from engagement_kit.charts.slope.courses import Courses

__all__ = ["Foot", "draw_foot", "lay_foot"]

_MOST_LINES, _MOST_NAMES = 4, 60  # of cases that are not placed
_STROKE = 18.0  # length of the samples of lines


@dataclass(frozen=True)
class Foot:
    """What stands below the years, and how high it is."""

    flow: Flow
    lines: tuple[str, ...]
    height: float


def lay_foot(courses: Courses, width: float, theme: Theme, named: int, *, key: bool) -> Foot:
    """The key below the years; of height 0 where none is wanted."""
    entries = _entries(courses, theme, named) if key else []
    flow = lay_flow(courses.framework.lang, theme, width, entries)
    lines = _lost_lines(courses, width, theme) if key else []
    height = flow.height + len(lines) * theme.small * LEADING
    return Foot(flow, tuple(lines), height + (4.0 if lines else 0.0))


def draw_foot(sheet: Sheet, y: float, foot: Foot) -> None:
    """Draw the key from this height down."""
    y = draw_flow(sheet, 0, y, foot.flow) + 4.0
    step = sheet.theme.small * LEADING
    for place, line in enumerate(foot.lines):
        look: dict[str, Any] = {"colour": sheet.theme.grey, "gid": "lost"}
        sheet.text(0, y + place * step, line, size=sheet.theme.small, level="top", **look)


def _entries(courses: Courses, theme: Theme, named: int) -> list[legend.Entry]:
    words, counts = courses.words, courses.counts
    entries = [
        legend.Entry(_stroke(theme, way), words(f"slope.{way}", n=counts[way]), _STROKE + 7)
        for way in DIRECTIONS
        if counts[way]
    ]
    entries += legend.group_entries(
        courses.groups, lambda g: words("group.size", group=g.label, n=g.size)
    )
    entries += _mark_entries(courses, theme)
    if named < len(courses.seen):
        entries.append(legend.remark(words("slope.labelled", n=named, all=len(courses.seen))))
    return entries


def _mark_entries(courses: Courses, theme: Theme) -> list[legend.Entry]:
    """Settled, open, bounds, and waves that are not placed: each where there is one."""
    words, stops = courses.words, [stop for course in courses.seen for stop in course.stops]
    edge = {"markeredgecolor": theme.ink}
    found = {stop.status for stop in stops}
    entries = [
        legend.Entry(legend.mark("o", markerfacecolor=face, **edge), words(f"slope.{status}"))
        for status, face in (("settled", theme.ink), ("open", theme.paper))
        if status in found
    ]
    if any(stop.spans for stop in stops):
        entries.append(legend.Entry(_whisker(theme), words(_bounds_key(courses))))
    lost = sum(stop.value is None for stop in stops)
    if lost:
        entries.append(legend.Entry(_past(theme), words("slope.past", n=lost), _STROKE))
    return entries


def _bounds_key(courses: Courses) -> str:
    return "stage.bounds" if courses.axis is None else "status.bounds"


def _stroke(theme: Theme, direction: str) -> legend.Draw:
    """A sample of a direction's line with its shape behind it."""

    def draw(sheet: Sheet, x: float, y: float) -> object:
        start = x - (_STROKE + 7) / 2
        if direction != "point":
            sheet.lines([((start, y), (start + _STROKE, y))], **direction_look(theme, direction))
        return sheet.marks([(start + _STROKE + 4, y)], **shape_look(theme, direction))

    return draw


def _whisker(theme: Theme) -> legend.Draw:
    def draw(sheet: Sheet, x: float, y: float) -> object:
        ends = [((x, y - 3), (x, y + 3)), *(((x - 1, e), (x + 1, e)) for e in (y - 3, y + 3))]
        return sheet.lines(ends, colors=paler(theme.ink, 0.4))

    return draw


def _past(theme: Theme) -> legend.Draw:
    def draw(sheet: Sheet, x: float, y: float) -> object:
        ends = ((x - _STROKE / 2, y), (x + _STROKE / 2, y))
        dashes = (0, (4, 2.5))
        sheet.lines([ends], colors=theme.grey, linewidths=theme.line, linestyles=dashes)
        look: Look = {"markerfacecolor": theme.paper, "markeredgecolor": theme.grey}
        return sheet.marks([(x, y)], marker="o", markersize=theme.marker * 0.5, **look)

    return draw


def _lost_lines(courses: Courses, width: float, theme: Theme) -> list[str]:
    """Cases that are not placed in any wave, as many as a few lines hold."""
    if not courses.lost:
        return []
    words, names = courses.words, [course.name for course in courses.lost]
    heading = words("slope.lost", n=len(names))
    lang, separator = courses.framework.lang, words("list.separator")
    lines = names_lines(lang, theme, width, heading, names[:_MOST_NAMES], separator)
    is_whole = len(lines) <= _MOST_LINES + 1 and len(names) <= _MOST_NAMES
    return lines if is_whole else [*lines[:_MOST_LINES], "…"]
