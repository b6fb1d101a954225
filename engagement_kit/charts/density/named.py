"""The few cases with a name, on top of the density of all."""

from __future__ import annotations

import unicodedata

import numpy as np
from numpy.typing import NDArray

from engagement_kit.charts.density.plane import Plane
from engagement_kit.charts.paper.dodging import dodge
from engagement_kit.charts.paper.labels import Floats, LabelPlaces, overlaps, place_labels
from engagement_kit.charts.paper.sheet import Look
from engagement_kit.charts.paper.text import shorten
from engagement_kit.charts.paper.theme import Theme

__all__ = ["draw_named", "halo_look", "named_look"]

_LONGEST, _HALO = 96.0, 2.2
_TOUCH = 0.2  # square points of overlap that nobody sees


def draw_named(plane: Plane) -> int:
    """Marks, bounds and names; returns how many cases have a mark but found no room for a name."""
    if plane.shown.named.empty:
        return 0
    at = _places(plane)
    _draw_bounds(plane, at)
    _draw_marks(plane, at)
    return _draw_names(plane, at)


def named_look(theme: Theme, status: str) -> Look:
    """A mark of the named: filled where settled, hollow where open."""
    colour = theme.palette[1]
    face = colour if status == "settled" else theme.paper
    return {"markerfacecolor": face, "markeredgecolor": theme.ink, "marker": theme.markers[0]}


def halo_look(theme: Theme) -> Look:
    """What sets a mark off from dark cells."""
    look: Look = {"marker": theme.markers[0], "markersize": theme.marker + _HALO}
    return look | {"markerfacecolor": theme.paper, "markeredgewidth": 0}


def _places(plane: Plane) -> Floats:
    """Middle of each case's cell, as points right of and below the sheet's top left corner.

    Marks that would hide one another are moved apart, never across a threshold.
    """
    grid, rows = plane.shown.grid, plane.shown.named
    x, y = (rows[name].to_numpy(dtype=np.float64) for name in "xy")
    middle = np.column_stack([plane.x(grid.x.middle(x)), -plane.y(grid.y.middle(y))])
    limits = np.array([plane.x(grid.x.threshold), -plane.y(grid.y.threshold)])
    reach = plane.theme.marker / 2 + 0.8
    low = np.array([reach, -plane.sheet.height + plane.corner + reach])
    high = np.array([plane.wide - reach, -plane.top - plane.corner - reach])
    is_high = np.column_stack([x >= grid.x.threshold, y >= grid.y.threshold])
    nearest = np.where(is_high, limits, low)
    farthest = np.where(is_high, high, limits)
    regions = np.hstack([np.minimum(nearest, middle), np.maximum(farthest, middle)])
    moved = dodge(middle, plane.theme.marker + _HALO, regions)
    placed: Floats = moved * [1.0, -1.0]
    return placed


def _draw_bounds(plane: Plane, at: Floats) -> None:
    """Whiskers from the cell of the lowest reading to that of the highest, light under dark."""
    grid, rows, sheet, theme = plane.shown.grid, plane.shown.named, plane.sheet, plane.theme
    pairs = []
    for name, side, place in (("x", grid.x, plane.x), ("y", grid.y, plane.y)):
        low, high = (
            place(side.middle(rows[f"{name}_{end}"].to_numpy(dtype=np.float64)))
            for end in ("low", "high")
        )
        for start, stop, (x, y) in zip(low, high, at, strict=True):
            ends = ((start, y), (stop, y)) if name == "x" else ((x, start), (x, stop))
            pairs.append(tuple((sheet.across(left), down) for left, down in ends))
    under: Look = {"colors": theme.paper, "linewidths": theme.line * 3.2, "zorder": 2.4}
    sheet.lines(pairs, **under)  # type: ignore[arg-type]
    over: Look = {"colors": theme.ink, "linewidths": theme.line, "zorder": 2.5}
    sheet.lines(pairs, gid="bounds", **over)  # type: ignore[arg-type]


def _draw_marks(plane: Plane, at: Floats) -> None:
    sheet, theme, rows = plane.sheet, plane.theme, plane.shown.named
    places = [(sheet.across(x), y) for x, y in at]
    sheet.marks(places, zorder=2.6, **halo_look(theme))
    for status in ("open", "settled"):
        own = [place for place, one in zip(places, rows["status"], strict=True) if one == status]
        sheet.marks(own, zorder=2.7, gid=f"named:{status}", **named_look(theme, status))


def _draw_names(plane: Plane, at: Floats) -> int:
    """Names that find a free place; returns how many do not."""
    sheet, theme, rows = plane.sheet, plane.theme, plane.shown.named
    letters = sheet.font(theme.small)
    longest = min(_LONGEST, plane.wide * 0.4)
    names = [shorten(name, letters, longest) for name in rows["drawn_name"]]
    places = _find(plane, at, names)
    free = _free(places.boxes)
    for case, name, box, is_free in zip(rows["case"], names, places.boxes, free, strict=True):
        if is_free:
            x, y = (box[0] + box[2]) / 2, sheet.height - (box[1] + box[3]) / 2
            gid = f"label:{case}"
            look: Look = {"size": theme.small, "side": "middle", "zorder": 2.9, "gid": gid}
            text = sheet.text(sheet.across(x), y, name, **look)
            text.set_bbox({"facecolor": theme.paper, "edgecolor": "none", "pad": 0.6})
    lines = [
        tuple((sheet.across(x), sheet.height - y) for x, y in (line[:2], line[2:]))
        for line, is_free in zip(places.leaders, free, strict=True)
        if line is not None and is_free
    ]
    if lines:
        sheet.lines(lines, colors=theme.ink, zorder=2.8, gid="leaders")  # type: ignore[arg-type]
    return int((~free).sum())


def _find(plane: Plane, at: Floats, names: list[str]) -> LabelPlaces:
    """A place for every name between the words of the quadrants."""
    height, size = plane.sheet.height, plane.theme.small
    points = np.column_stack([at[:, 0], height - at[:, 1]])
    sizes = np.array(
        [
            (plane.sheet.measure(name, size=size) + 4.0, size * (1.45 if _is_tall(name) else 1.15))
            for name in names
        ]
    ).reshape(-1, 2)
    edge = plane.corner + 1.5
    frame = (1.5, edge, plane.wide - 1.5, height - plane.top - edge)
    return place_labels(points, sizes, frame, radius=plane.theme.marker / 2 + 1.2)


def _free(boxes: Floats) -> NDArray[np.bool_]:
    """Which names lie over no name before them that is kept."""
    meets = overlaps(boxes, boxes) > _TOUCH
    free = np.ones(len(boxes), dtype=np.bool_)
    for place in range(len(boxes)):
        free[place] = not (meets[place, :place] & free[:place]).any()
    return free


def _is_tall(name: str) -> bool:
    """Whether letters reach farther up and down, as Arabic ones do."""
    return any(unicodedata.bidirectional(letter) == "AL" for letter in name)
