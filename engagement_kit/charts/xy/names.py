"""Names beside the marks of an XY plot: who gets one, and where it stands."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

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
from engagement_kit.charts.paper.text import plain, shorten_apart
from engagement_kit.charts.xy.plane import Plane
from engagement_kit.charts.xy.plot import GROUPS

__all__ = ["Named", "choose_names", "draw_names", "place_names"]

_CHOSEN = 40  # of more than can be named
_LONGEST = 84.0
_FULLEST = 0.34  # share of the plane that names may cover
_TOUCH = 0.2  # square points of overlap that nobody sees


@dataclass(frozen=True)
class Named:
    """Cases that get a name, the names as they are written, and where each stands."""

    rows: pd.DataFrame
    names: list[str]
    places: LabelPlaces


def choose_names(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows in the order in which they get a name: those that speak against the relation first.

    Within a group those farthest from the diagonal come first.
    """
    order = {group: place for place, group in enumerate(GROUPS)}
    ranked = rows.assign(
        rank=rows["group"].map(order), far=-(rows["x"] - rows["y"]).abs().round(9)
    ).sort_values(["rank", "far", "label", "case"], kind="stable")
    return ranked.iloc[: len(ranked) if len(ranked) <= MOST_LABELS else _CHOSEN]


def place_names(plane: Plane, rows: pd.DataFrame, marks: Floats, size: float) -> Named:
    """Names for as many rows as have room; none lies over a mark or over another name."""
    ranked = choose_names(rows)
    names = _written(plane.sheet, ranked)
    sizes = _sizes(plane.sheet, names)
    room = (plane.side**2) * _FULLEST
    count = int(np.searchsorted(np.cumsum(sizes.prod(axis=1)), room)) if len(sizes) else 0
    ranked, names, sizes = ranked.iloc[:count], names[:count], sizes[:count]
    mine = rows.index.get_indexer(ranked.index)
    at = np.vstack([marks[mine], np.delete(marks, mine, axis=0)])
    frame = (1.5, 1.5, plane.side - 1.5, plane.side - 1.5)
    places = place_labels(at, sizes, frame, radius=size / 2 + 0.6)
    free = _free(places.boxes, np.hstack([at - size / 2, at + size / 2]), plane.side)
    kept = [name for name, is_free in zip(names, free, strict=True) if is_free]
    leaders = [line for line, is_free in zip(places.leaders, free, strict=True) if is_free]
    return Named(ranked[free], kept, LabelPlaces(places.boxes[free], leaders))


def _free(boxes: Floats, taken: Floats, side: float) -> NDArray[np.bool_]:
    """Which names lie in the plane, over no mark, and over no name that comes before them."""
    within = ((boxes >= 0) & (boxes <= side)).all(axis=1)
    free: NDArray[np.bool_] = np.array(within & ~(overlaps(boxes, taken) > _TOUCH).any(axis=1))
    meets = overlaps(boxes, boxes) > _TOUCH
    for place in range(len(boxes)):
        free[place] &= not (meets[place, :place] & free[:place]).any()
    return free


def draw_names(plane: Plane, named: Named) -> None:
    """Names beside their marks, with a line where they stand apart."""
    sheet, theme = plane.sheet, plane.sheet.theme
    for case, name, box in zip(named.rows["case"], named.names, named.places.boxes, strict=True):
        x, y = plane.on_sheet((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
        text = sheet.text(x, y, name, size=theme.small, side="middle", zorder=3)
        text.set_gid(f"label:{case}")
        # Lines pass under names without striking them through.
        text.set_bbox({"facecolor": (1, 1, 1, 0.72), "edgecolor": "none", "pad": 0.3})
    ends = [line for line in named.places.leaders if line is not None]
    if ends:
        pairs = [(plane.on_sheet(a, b), plane.on_sheet(c, d)) for a, b, c, d in ends]
        sheet.lines(pairs, colors=theme.grey, zorder=2.4, gid="leaders")


def _written(sheet: Sheet, rows: pd.DataFrame) -> list[str]:
    letters = sheet.font(sheet.theme.small)
    return shorten_apart([plain(label) for label in rows["label"]], letters, _LONGEST)


def _sizes(sheet: Sheet, names: list[str]) -> Floats:
    """Width and height that each name takes; Arabic letters reach farther up and down."""
    size = sheet.theme.small
    tall = [any(unicodedata.bidirectional(letter) == "AL" for letter in name) for name in names]
    sizes = [
        (sheet.measure(name, size=size) + 4.0, size * (1.45 if is_tall else 1.15))
        for name, is_tall in zip(names, tall, strict=True)
    ]
    return np.array(sizes, dtype=float).reshape(-1, 2)
