"""The plane of a quadrant chart: which cases stand in it and where, before it is drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from engagement_kit.assess import QuadrantPlacements
from engagement_kit.charts.groups import (
    Group,
    case_names,
    earlier_year,
    group_cases,
    group_ids,
    split_waves,
)
from engagement_kit.charts.labels import Floats, dodge
from engagement_kit.charts.sheet import Sheet, sheet_over
from engagement_kit.charts.theme import Theme, new_axes, points
from engagement_kit.charts.words import chart_words
from engagement_kit.frameworks import Framework
from engagement_kit.words import Words

__all__ = ["BAND", "MOST_BOXES", "PAD", "PANEL", "Plane", "prepare_plane"]

MOST_BOXES = 12  # open cases whose bounds are still readable as boxes
PAD, BAND, PANEL = 9.0, 21.0, 128.0  # around 0..1, for quadrants' names, for the key; in points


@dataclass(frozen=True)
class Plane:
    """What is drawn, decided before anything is drawn."""

    sheet: Sheet
    framework: Framework
    words: Words
    placements: QuadrantPlacements
    groups: list[Group]
    latest: pd.DataFrame  # the last placed wave of each case, with x_drawn and y_drawn
    earlier: pd.DataFrame  # placed waves before it
    missing: pd.DataFrame  # case-waves that are not placed

    @property
    def theme(self) -> Theme:
        """Sizes and colours."""
        return self.sheet.theme

    @property
    def as_boxes(self) -> bool:
        """Whether few enough cases are open for their bounds to be drawn as boxes."""
        return int((self.latest["status"] == "open").sum()) <= MOST_BOXES

    def to_points(self, scores: Floats) -> Floats:
        """Scores as points right of and above the lower left corner of the axes."""
        return _to_points(self.sheet, scores)


def prepare_plane(
    placements: QuadrantPlacements,
    framework: Framework,
    ax: Axes | None,
    by: str | None,
    names: Mapping[str, str] | None,
    theme: Theme,
    *,
    key: bool,
) -> Plane:
    """Everything of the chart but its drawing; see :func:`draw_quadrant` for the parameters."""
    words = chart_words(framework.lang)
    sheet = sheet_over(ax or _new_plane(framework, theme, key=key), framework.lang, theme)
    _set_limits(sheet)
    table = placements.table.copy()
    table["drawn_group"] = group_ids(table, by, len(theme.palette))
    table["drawn_name"] = table["case"].map(case_names(placements, table, framework.lang, names))
    groups = group_cases(placements.table, by, words, theme)
    latest, earlier, missing = split_waves(table)
    latest = latest.assign(shown_year=earlier_year(latest, missing))
    latest = _moved_apart(latest, sheet, placements, [group.id for group in groups])
    return Plane(sheet, framework, words, placements, groups, latest, earlier, missing)


def _new_plane(framework: Framework, theme: Theme, *, key: bool) -> Axes:
    """Axes in a new figure as wide as the theme says; the key's side follows the language."""
    width, left, bottom, top = points(theme.width) / theme.unit, 36.0, 30.0, 4.0
    panel = PANEL + 14 if key else 6.0
    plane = width - left - panel
    if framework.direction == "rtl" and key:
        left += panel - 6
    high = plane * 0.98 + 2 * (BAND - PAD)
    return new_axes(width, high + bottom + top, (left, top, plane, high), theme.unit)


def _set_limits(sheet: Sheet) -> None:
    """Limits that leave room around 0..1: for points that are moved, and for quadrants' names."""
    wide, high = sheet.width - 2 * PAD, sheet.height - 2 * (PAD + BAND)
    across, up = PAD / wide, (PAD + BAND) / high
    sheet.ax.set(xlim=(-across, 1 + across), ylim=(-up, 1 + up))


def _to_points(sheet: Sheet, xy: Floats) -> Floats:
    """Scores as points right of and above the lower left corner of the plane."""
    wide, high = sheet.width - 2 * PAD, sheet.height - 2 * (PAD + BAND)
    return xy * [wide, high] + [PAD, PAD + BAND]


def _to_scores(sheet: Sheet, xy: Floats) -> Floats:
    wide, high = sheet.width - 2 * PAD, sheet.height - 2 * (PAD + BAND)
    scores: Floats = (xy - [PAD, PAD + BAND]) / [wide, high]
    return scores


def _moved_apart(
    rows: pd.DataFrame, sheet: Sheet, placements: QuadrantPlacements, groups: list[str]
) -> pd.DataFrame:
    """The rows with x_drawn and y_drawn: no point hides another, none crosses a threshold."""
    order = rows["drawn_group"].map({g: place for place, g in enumerate(groups)})
    rows = rows.assign(order=order).sort_values(["order", "drawn_name", "case"], kind="stable")
    xy = rows[["x", "y"]].to_numpy(dtype=float)
    limits = _to_points(sheet, np.array([[placements.x_threshold, placements.y_threshold]]))[0]
    at, reach = _to_points(sheet, xy), sheet.theme.marker / 2 + 0.8
    low, high = (
        np.array([reach, BAND + reach]),
        np.array([sheet.width - reach, sheet.height - BAND - reach]),
    )
    is_high = xy >= [placements.x_threshold, placements.y_threshold]
    nearest = np.where(is_high, limits, low)
    farthest = np.where(is_high, high, limits - reach)
    regions = np.hstack([np.minimum(nearest, at), np.maximum(farthest, at)])
    drawn = _to_scores(sheet, dodge(at, sheet.theme.marker + 1.0, regions))
    return rows.assign(x_drawn=drawn[:, 0], y_drawn=drawn[:, 1])
