"""The plane of a quadrant chart: which cases stand in it, and where everything lies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from engagement_kit.assess import QuadrantPlacements
from engagement_kit.charts.paper.dodging import dodge
from engagement_kit.charts.paper.fonts import font
from engagement_kit.charts.paper.labels import Floats
from engagement_kit.charts.paper.sheet import MARGIN, Sheet, full_height
from engagement_kit.charts.paper.text import LEADING, wrap
from engagement_kit.charts.paper.theme import Theme, new_axes, points
from engagement_kit.charts.rows.groups import (
    Group,
    case_names,
    earlier_year,
    group_cases,
    group_ids,
    split_waves,
)
from engagement_kit.charts.words import chart_words
from engagement_kit.frameworks import Framework
from engagement_kit.words import Words

__all__ = [
    "BAND",
    "MOST_BOXES",
    "PAD",
    "PANEL",
    "RIGHT",
    "Plane",
    "axis_title",
    "foot_height",
    "is_key_beside",
    "left_of_plane",
    "make_room_below",
    "move_apart",
    "new_plane",
    "prepare_plane",
    "set_limits",
    "to_points",
]

MOST_BOXES = 12  # open cases whose bounds are still readable as boxes
PAD, BAND, PANEL = 9.0, 21.0, 128.0  # around 0..1, for quadrants' names, for the key; in points
_LEFT, _TOP, _FOOT, RIGHT = 36.0, 4.0, 30.0, 6.0  # around the plane; numbers and axes' names
_FLATTEST = 0.45  # height of a plane that is still readable, in widths
_NARROWEST = 210.0  # plane that is still wide enough with the key beside it


@dataclass(frozen=True)
class Plane:
    """What is drawn, decided before anything is drawn."""

    placements: QuadrantPlacements
    framework: Framework
    words: Words
    theme: Theme
    groups: list[Group]
    latest: pd.DataFrame  # the last placed wave of each case
    earlier: pd.DataFrame  # placed waves before it
    missing: pd.DataFrame  # case-waves that are not placed

    @property
    def as_boxes(self) -> bool:
        """Whether few enough cases are open for their bounds to be drawn as boxes."""
        return int((self.latest["status"] == "open").sum()) <= MOST_BOXES


def prepare_plane(
    placements: QuadrantPlacements,
    framework: Framework,
    by: str | None,
    names: Mapping[str, str] | None,
    theme: Theme,
) -> Plane:
    """Everything of the chart but its drawing; see :func:`draw_quadrant` for the parameters."""
    words = chart_words(framework.lang)
    table = placements.table.copy()
    table["drawn_group"] = group_ids(table, by, len(theme.palette))
    table["drawn_name"] = table["case"].map(case_names(placements, table, framework.lang, names))
    groups = group_cases(placements.table, by, words, theme)
    latest, earlier, missing = split_waves(table)
    latest = latest.assign(shown_year=earlier_year(latest, missing))
    return Plane(placements, framework, words, theme, groups, latest, earlier, missing)


def is_key_beside(theme: Theme) -> bool:
    """Whether a sheet is wide enough for the key to stand beside the plane."""
    return points(theme.width) / theme.unit - _LEFT - PANEL - 14 >= _NARROWEST


def foot_height(plane: Plane, width: float) -> float:
    """Room below a plane of this width for the numbers and the name of its axis."""
    lines = axis_title(plane, plane.placements.x_axis, width)
    return _FOOT + (len(lines) - 1) * plane.theme.text * LEADING


def axis_title(plane: Plane, axis: str, room: float) -> list[str]:
    """Name of an axis in lines that are no longer than the axis."""
    title = plane.words("axis.score", axis=plane.framework.label(axis))
    return wrap(title, font(plane.framework.lang, plane.theme.text), room)


def left_of_plane(plane: Plane, height: float) -> float:
    """Room left of a plane of this height for the numbers and the name of its axis."""
    lines = axis_title(plane, plane.placements.y_axis, height)
    return _LEFT + (len(lines) - 1) * plane.theme.text * LEADING


def new_plane(plane: Plane, *, key: bool, below: float) -> Axes:
    """Axes in a new figure as wide as the theme says; a key beside them follows the language.

    The plane is about as high as wide, or lower where the theme has no room for that and for
    ``below``: the points that will stand below the axis.
    """
    theme = plane.theme
    is_beside = key and is_key_beside(theme)
    panel = PANEL + 14 if is_beside else RIGHT
    whole = points(theme.width) / theme.unit
    wide = whole - _LEFT - panel
    room = full_height(theme) + 2 * MARGIN - _TOP - foot_height(plane, wide) - below
    high = min(wide * 0.98 + 2 * (BAND - PAD), max(room, wide * _FLATTEST))
    left = left_of_plane(plane, high)
    wide -= left - _LEFT
    foot = foot_height(plane, wide)
    start = left + panel - RIGHT if is_beside and plane.framework.direction == "rtl" else left
    return new_axes(whole, _TOP + high + foot, (start, _TOP, wide, high), theme.unit)


def make_room_below(sheet: Sheet, height: float) -> None:
    """Make the figure higher below its axes, which stay where and as they are."""
    ax, figure = sheet.ax, sheet.ax.get_figure(root=True)
    if not isinstance(figure, Figure):
        raise TypeError("the axes belong to no figure")
    wide, high = figure.get_size_inches()
    more = height * sheet.theme.unit / 72
    place, share = ax.get_position(), high / (high + more)
    figure.set_size_inches(wide, high + more)
    ax.set_position((place.x0, 1 - (1 - place.y0) * share, place.width, place.height * share))


def set_limits(sheet: Sheet) -> None:
    """Limits that leave room around 0..1: for points that are moved, and for quadrants' names."""
    wide, high = sheet.width - 2 * PAD, sheet.height - 2 * (PAD + BAND)
    across, up = PAD / wide, (PAD + BAND) / high
    sheet.ax.set(xlim=(-across, 1 + across), ylim=(-up, 1 + up))


def to_points(sheet: Sheet, scores: Floats) -> Floats:
    """Scores as points right of and above the lower left corner of the plane."""
    wide, high = sheet.width - 2 * PAD, sheet.height - 2 * (PAD + BAND)
    return scores * [wide, high] + [PAD, PAD + BAND]


def move_apart(sheet: Sheet, plane: Plane) -> Plane:
    """The plane with x_drawn and y_drawn: no point hides another, none crosses a threshold."""
    order = {group.id: place for place, group in enumerate(plane.groups)}
    rows = plane.latest.assign(order=plane.latest["drawn_group"].map(order))
    rows = rows.sort_values(["order", "drawn_name", "case"], kind="stable")
    xy = rows[["x", "y"]].to_numpy(dtype=float)
    thresholds = [plane.placements.x_threshold, plane.placements.y_threshold]
    limits = to_points(sheet, np.array([thresholds]))[0]
    at, reach = to_points(sheet, xy), sheet.theme.marker / 2 + 0.8
    low, high = (
        np.array([reach, BAND + reach]),
        np.array([sheet.width - reach, sheet.height - BAND - reach]),
    )
    is_high = xy >= thresholds
    nearest = np.where(is_high, limits, low)
    farthest = np.where(is_high, high, limits - reach)
    regions = np.hstack([np.minimum(nearest, at), np.maximum(farthest, at)])
    drawn = _to_scores(sheet, dodge(at, sheet.theme.marker + 1.0, regions))
    return replace(plane, latest=rows.assign(x_drawn=drawn[:, 0], y_drawn=drawn[:, 1]))


def _to_scores(sheet: Sheet, xy: Floats) -> Floats:
    wide, high = sheet.width - 2 * PAD, sheet.height - 2 * (PAD + BAND)
    scores: Floats = (xy - [PAD, PAD + BAND]) / [wide, high]
    return scores
