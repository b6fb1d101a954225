"""The key of a quadrant chart, beside the plane or below it: groups, placements, what is missing.

Beside the plane there is room for a list of the cases that are not placed; below it their names
run on, as many as a few lines hold.
"""

from __future__ import annotations

import pandas as pd

from engagement_kit.charts.paper import legend
from engagement_kit.charts.paper.fonts import font
from engagement_kit.charts.paper.sheet import Sheet
from engagement_kit.charts.paper.text import LEADING, isolate, shorten, wrap, wrap_names
from engagement_kit.charts.paper.theme import paler, points
from engagement_kit.charts.quadrant.plane import PANEL, RIGHT, Plane, foot_height, left_of_plane
from engagement_kit.charts.words import percent, score

__all__ = ["draw_key_below", "draw_key_beside", "key_height"]

_MARGIN, _GUTTER, _COLUMN = 4.0, 10.0, 108.0  # around and between columns below the plane
_MOST_LINES = 8  # of names of cases that are not placed; the heading counts them all


def draw_key_beside(sheet: Sheet, plane: Plane, labelled: int) -> None:
    """Groups, kinds of placement and the cases that are not placed, beside the plane."""
    # Where the language runs from the right the key stands left of the axis and its numbers.
    x = sheet.width + (36.0 if sheet.is_mirrored else 12.0)
    y = 2.0
    for heading, entries in _columns(plane, labelled):
        y = legend.draw_column(sheet, x, y, PANEL, heading, entries)
    _list_missing(sheet, plane, x, y, PANEL)


def key_height(plane: Plane, labelled: int) -> float:
    """Room that :func:`draw_key_below` needs, in sheet points."""
    lang, width = plane.framework.lang, _sheet_width(plane)
    heights = [
        legend.column_height(lang, plane.theme, wide, heading, entries)
        for (heading, entries), wide in zip(_columns(plane, labelled), _widths(width), strict=True)
    ]
    lines = sum(len(one) for one in _missing_lines(plane, width))
    named = lines * plane.theme.small * LEADING
    return (max(heights) if _is_wide(width) else sum(heights)) + named + _MARGIN


def draw_key_below(sheet: Sheet, plane: Plane, labelled: int) -> None:
    """Groups and kinds of placement beside one another, below them the cases not placed."""
    width, start = _sheet_width(plane), _start(sheet, plane)
    top = sheet.height + foot_height(plane, sheet.width)
    x, y, bottom = start, top, top
    columns = zip(_columns(plane, labelled), _widths(width), strict=True)
    for (heading, entries), wide in columns:
        bottom = max(bottom, legend.draw_column(sheet, x, y, wide, heading, entries))
        if _is_wide(width):
            x += wide + _GUTTER
        else:
            y = bottom
    size = plane.theme.small
    why, names = _missing_lines(plane, width)
    bottom = sheet.paragraph(start, bottom, why, size=size, bold=True)
    sheet.paragraph(start, bottom, names, size=size, colour=plane.theme.grey)


def _start(sheet: Sheet, plane: Plane) -> float:
    """Where the paper begins, seen from the plane's reading side."""
    return _MARGIN - (RIGHT if sheet.is_mirrored else left_of_plane(plane, sheet.height))


def _sheet_width(plane: Plane) -> float:
    return points(plane.theme.width) / plane.theme.unit - 2 * _MARGIN


def _is_wide(width: float) -> bool:
    """Whether two columns fit beside one another."""
    return width >= 2 * _COLUMN + _GUTTER


def _widths(width: float) -> tuple[float, float]:
    """Widths of the column of groups and of that of the kinds of placement."""
    if not _is_wide(width):
        return width, width
    groups = max(_COLUMN, (width - _GUTTER) * 0.42)
    return groups, width - _GUTTER - groups


def _columns(plane: Plane, labelled: int) -> list[tuple[str, list[legend.Entry]]]:
    """Headings and entries: groups (with the rule by which names were chosen), placements."""
    words = plane.words
    groups = legend.group_entries(
        plane.groups, lambda g: words("group.size", group=g.label, n=g.size)
    )
    if 0 < labelled < len(plane.latest):
        text = words("status.labelled", n=labelled, all=len(plane.latest))
        groups.append(legend.remark(text))
    return [
        (words("group.heading"), groups),
        (words("status.heading"), _status_entries(plane)),
    ]


def _status_entries(plane: Plane) -> list[legend.Entry]:
    theme, words, latest = plane.theme, plane.words, plane.latest
    look = {"markeredgecolor": theme.ink, "markeredgewidth": theme.line * 1.5}
    counts = latest["status"].value_counts()
    entries = [
        legend.Entry(
            legend.mark("o", markerfacecolor=face, **look),
            words(f"status.{status}", n=int(counts.get(status, 0))),
        )
        for status, face in (("settled", theme.ink), ("open", theme.paper))
    ]
    if len(latest):
        shown = _box(plane) if plane.as_boxes else legend.cross(edgecolor=paler(theme.ink, 0.5))
        entries.append(legend.Entry(shown, words("status.bounds")))
    if len(plane.earlier):
        small = legend.mark(
            "o",
            markerfacecolor=theme.paper,
            markeredgecolor=theme.grey,
            markersize=theme.marker / 2,
        )
        entries.append(legend.Entry(small, words("status.earlier", n=len(plane.earlier))))
    return [*entries, legend.Entry(legend.line(10, edgecolor=theme.grey), _threshold_words(plane))]


def _box(plane: Plane) -> legend.Draw:
    theme = plane.theme
    edge = paler(theme.ink, 0.45)
    return legend.area(facecolor=theme.tint, edgecolor=edge, linewidth=theme.line)


def _threshold_words(plane: Plane) -> str:
    placements = plane.placements
    rule = placements.parameters.get("threshold_rule", "fixed")
    kind = rule if rule != "fixed" else placements.parameters.get("threshold_status", "authored")
    values = dict.fromkeys([score(placements.x_threshold), score(placements.y_threshold)])
    return plane.words(f"threshold.{kind}", value=" / ".join(values))


def _list_missing(sheet: Sheet, plane: Plane, x: float, y: float, width: float) -> None:
    """Names of the case-waves that are not placed, one a line, as many as there is room for."""
    if plane.missing.empty:
        return
    size, step = plane.theme.small, plane.theme.small * 1.38
    heading, why = _missing_words(plane)
    y = legend.draw_column(sheet, x, y, width, heading, [])
    lines = sheet.wrapped(why, width, size=size)
    y = sheet.paragraph(x, y - size * 0.6, lines, size=size, colour=plane.theme.grey) + 2
    listed = _by_case(plane)
    room = max(1, int((sheet.height + 26 - y) / step))
    shown = len(listed) if len(listed) <= room else room - 1
    groups = {group.id: group for group in plane.groups}
    letters = sheet.font(size)
    for case, (group_id, name, waves) in list(listed.items())[:shown]:
        colour, marker = paler(groups[group_id].colour, 0.4), groups[group_id].marker
        sheet.marks([(x + 4.5, y + step / 2)], marker=marker, markersize=2.6, color=colour)
        short = shorten(name, letters, width - 13 - sheet.measure(waves, size=size))
        words_ = f"{isolate(short)}{waves}" if waves else short
        sheet.text(
            x + 13, y + step / 2, words_, size=size, colour=plane.theme.grey, gid=f"missing:{case}"
        )
        y += step
    if shown < len(listed):
        more = plane.words("status.more", n=len(listed) - shown)
        sheet.text(x + 13, y + step / 2, more, size=size, colour=plane.theme.grey)


def _missing_lines(plane: Plane, width: float) -> tuple[list[str], list[str]]:
    """Lines of a heading and of the names of the case-waves that are not placed."""
    if plane.missing.empty:
        return [], []
    size, lang = plane.theme.small, plane.framework.lang
    heading = wrap(": ".join(_missing_words(plane)), font(lang, size, bold=True), width)
    letters = font(lang, size)
    names = [
        shorten(f"{name}{waves}", letters, width) for _, name, waves in _by_case(plane).values()
    ]
    lines = wrap_names(names, plane.words("list.separator"), letters, width)
    return heading, [*lines[:_MOST_LINES], *(["…"] if len(lines) > _MOST_LINES else [])]


def _missing_words(plane: Plane) -> tuple[str, str]:
    """How many are not placed, and why."""
    share = percent(plane.words, plane.placements.parameters.get("min_known", 0.5))
    why = plane.words("status.not_placed_why", share=share)
    return plane.words("status.not_placed", n=len(plane.missing)), why


def _by_case(plane: Plane) -> dict[str, tuple[str, str, str]]:
    """Group, name and waves (as text, empty if there is one wave a case) of each case, by name."""
    with_waves = bool(plane.placements.table["case"].duplicated().any())
    found: dict[str, tuple[str, str, str]] = {}
    rows: pd.DataFrame = plane.missing.sort_values(["drawn_name", "case", "wave"], kind="stable")
    for row in rows.itertuples():
        _, _, before = found.get(row.case, ("", "", ""))
        waves = f"{before}, {row.wave}" if before else f" {row.wave}"
        found[row.case] = (row.drawn_group, row.drawn_name, waves if with_waves else "")
    return found
