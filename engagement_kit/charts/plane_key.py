"""The key beside a quadrant chart: groups, kinds of placement, and cases that are not placed."""

from __future__ import annotations

import pandas as pd

from engagement_kit.charts import legend
from engagement_kit.charts.plane import PANEL, Plane
from engagement_kit.charts.text import isolate, shorten
from engagement_kit.charts.theme import paler
from engagement_kit.charts.words import percent, score

__all__ = ["draw_plane_key"]


def draw_plane_key(plane: Plane, labelled: int) -> None:
    """Groups, kinds of placement and the cases that are not placed, beside the plane."""
    sheet, words = plane.sheet, plane.words
    # Where the language runs from the right the key stands left of the axis and its numbers.
    x = sheet.width + (36.0 if sheet.is_mirrored else 12.0)
    y, width = 2.0, PANEL
    by_heading = words("group.heading")
    entries = legend.group_entries(
        plane.groups, lambda g: words("group.size", group=g.label, n=g.size)
    )
    y = legend.draw_column(sheet, x, y, width, by_heading, entries)
    y = legend.draw_column(sheet, x, y, width, words("status.heading"), _status_entries(plane))
    if labelled < len(plane.latest) and labelled:
        text = words("status.labelled", n=labelled, all=len(plane.latest))
        y = legend.draw_column(sheet, x, y, width, "", [legend.remark(text)])
    _draw_missing(plane, x, y, width)


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


def _draw_missing(plane: Plane, x: float, y: float, width: float) -> None:
    """Names of the case-waves that are not placed, as many as there is room for."""
    rows, sheet, words = plane.missing, plane.sheet, plane.words
    if rows.empty:
        return
    size, step = plane.theme.small, plane.theme.small * 1.38
    y = legend.draw_column(sheet, x, y, width, words("status.not_placed", n=len(rows)), [])
    share = percent(words, plane.placements.parameters.get("min_known", 0.5))
    why = sheet.wrapped(words("status.not_placed_why", share=share), width, size=size)
    y = sheet.paragraph(x, y - size * 0.6, why, size=size, colour=plane.theme.grey) + 2
    listed = _by_case(rows, with_waves=bool(plane.placements.table["case"].duplicated().any()))
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
        more = words("status.more", n=len(listed) - shown)
        sheet.text(x + 13, y + step / 2, more, size=size, colour=plane.theme.grey)


def _by_case(rows: pd.DataFrame, *, with_waves: bool) -> dict[str, tuple[str, str, str]]:
    """Group, name and waves (as text, empty if there is one wave a case) of each case, by name."""
    found: dict[str, tuple[str, str, str]] = {}
    for row in rows.sort_values(["drawn_name", "case", "wave"], kind="stable").itertuples():
        _, _, before = found.get(row.case, ("", "", ""))
        waves = f"{before}, {row.wave}" if before else f" {row.wave}"
        found[row.case] = (row.drawn_group, row.drawn_name, waves if with_waves else "")
    return found
