"""Names beside the points of a quadrant chart: which cases get one, and where it stands."""

from __future__ import annotations

import unicodedata
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from engagement_kit.charts.paper.labels import (
    MOST_LABELS,
    Floats,
    LabelPlaces,
    overlaps,
    place_labels,
)
from engagement_kit.charts.paper.sheet import Sheet
from engagement_kit.charts.paper.text import shorten
from engagement_kit.charts.quadrant.plane import BAND, Plane, to_points

__all__ = ["draw_names"]

CHOSEN_LABELS = 40
_LONGEST = 96.0
_FULLEST = 0.42  # share of the plane that names may cover before they hide what they name
_TOUCH = 0.2  # square points of overlap that nobody sees


def draw_names(sheet: Sheet, plane: Plane, label: Literal["auto", "all", "none"]) -> int:
    """Names beside the points, with a line where they stand apart; returns how many got one."""
    rows, names, places = _placed(sheet, plane, label)
    for case, name, box in zip(rows["case"], names, places.boxes, strict=True):
        x, y = (box[0] + box[2]) / 2, sheet.height - (box[1] + box[3]) / 2
        text = sheet.text(
            sheet.across(x), y, name, size=plane.theme.small, side="middle", zorder=2.9
        )
        text.set_gid(f"label:{case}")
        # Whiskers pass under names without striking them through; points stay above.
        text.set_bbox({"facecolor": (1, 1, 1, 0.72), "edgecolor": "none", "pad": 0.4})
    sides = [(line[:2], line[2:]) for line in places.leaders if line is not None]
    turned = [
        ((sheet.across(a[0]), sheet.height - a[1]), (sheet.across(b[0]), sheet.height - b[1]))
        for a, b in sides
    ]
    if turned:
        sheet.lines(turned, colors=plane.theme.grey, zorder=2.8, gid="leaders")
    return len(rows)


def _placed(
    sheet: Sheet, plane: Plane, label: Literal["auto", "all", "none"]
) -> tuple[pd.DataFrame, list[str], LabelPlaces]:
    """Rows that get a name, the names, and a place for each.

    ``auto`` leaves out, of names that lie over one another, those that come later in rank, and
    names that lie over a point.
    """
    ranked = _ranked(plane)
    count = {"all": len(ranked), "none": 0}.get(label, _most(sheet, ranked))
    # All are named in the order of the chart: only a choice needs the ranks.
    rows = plane.latest.loc[plane.latest.index.isin(ranked.index[:count])]
    names = _names(sheet, rows)
    places, taken = _find_places(sheet, plane, rows, names)
    if label != "auto" or not count:
        return rows, names, places
    free = _free(places.boxes, taken, ranked.index.get_indexer(rows.index))
    leaders = [line for line, is_free in zip(places.leaders, free, strict=True) if is_free]
    kept = [name for name, is_free in zip(names, free, strict=True) if is_free]
    return rows[free], kept, LabelPlaces(places.boxes[free], leaders)


def _most(sheet: Sheet, ranked: pd.DataFrame) -> int:
    """How many names to try: all up to 60, else 40, and never more than the plane can hold."""
    count = len(ranked) if len(ranked) <= MOST_LABELS else CHOSEN_LABELS
    areas = [wide * high for wide, high in _sizes(sheet, _names(sheet, ranked.iloc[:count]))]
    room = sheet.width * (sheet.height - 2 * BAND) * _FULLEST
    return int(np.searchsorted(np.cumsum(areas), room)) if areas else 0


def _names(sheet: Sheet, rows: pd.DataFrame) -> list[str]:
    """Names as they are written: shortened, with the year where an earlier wave is drawn."""
    letters = sheet.font(sheet.theme.small)
    longest = min(_LONGEST, sheet.width * 0.4)
    return [
        shorten(name, letters, longest) + ("" if pd.isna(year) else f" ({year})")
        for name, year in zip(rows["drawn_name"], rows["shown_year"], strict=True)
    ]


def _find_places(
    sheet: Sheet, plane: Plane, rows: pd.DataFrame, names: list[str]
) -> tuple[LabelPlaces, Floats]:
    """A place for every name; and the boxes of points that none may cover."""
    marker = plane.theme.marker
    rest = plane.latest.drop(index=rows.index)
    drawn = pd.concat([rows, rest])[["x_drawn", "y_drawn"]].to_numpy(dtype=float)
    at = to_points(sheet, drawn)
    before = to_points(sheet, plane.earlier[["x", "y"]].to_numpy(dtype=float))
    blocked = np.hstack([before - marker / 4, before + marker / 4])
    frame = (1.5, BAND + 1.5, sheet.width - 1.5, sheet.height - BAND - 1.5)
    sizes = np.array(_sizes(sheet, names)).reshape(-1, 2)
    places = place_labels(at, sizes, frame, radius=marker / 2 + 0.6, blocked=blocked)
    return places, np.vstack([np.hstack([at - marker / 2, at + marker / 2]), blocked])


def _free(boxes: Floats, taken: Floats, ranks: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Which names lie over no point, and over no name of a lower rank that is kept itself."""
    meets = overlaps(boxes, boxes) > _TOUCH
    free: NDArray[np.bool_] = np.array(~(overlaps(boxes, taken) > _TOUCH).any(axis=1))
    for place in np.argsort(ranks):
        before = free & (ranks < ranks[place])
        free[place] &= not (meets[place] & before).any()
    return free


def _sizes(sheet: Sheet, names: list[str]) -> list[tuple[float, float]]:
    """Width and height that each name takes; Arabic letters reach farther up and down."""
    size = sheet.theme.small
    tall = [any(unicodedata.bidirectional(letter) == "AL" for letter in name) for name in names]
    return [
        (sheet.measure(name, size=size) + 4.0, size * (1.45 if is_tall else 1.15))
        for name, is_tall in zip(names, tall, strict=True)
    ]


def _ranked(plane: Plane) -> pd.DataFrame:
    """Rows in the order in which they get a name: those in the emptiest quadrants first."""
    rows = plane.latest
    x, y = plane.placements.x_threshold, plane.placements.y_threshold
    return rows.assign(
        crowd=rows["quadrant"].map(rows["quadrant"].value_counts()),
        unsettled=rows["status"] != "settled",
        near=-np.minimum((rows["x"] - x).abs(), (rows["y"] - y).abs()).round(9),
    ).sort_values(["crowd", "quadrant", "unsettled", "near", "drawn_name"], kind="stable")
