"""Bands along the plane: how many of the cases score so high or higher, and how sure that is."""

from __future__ import annotations

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon

from engagement_kit.charts.density.plane import Plane
from engagement_kit.charts.paper.labels import Floats
from engagement_kit.charts.paper.sheet import Look, Side
from engagement_kit.charts.paper.theme import Theme

__all__ = ["band_look", "draw_bands", "line_look"]

_GRID = (0.0, 0.5, 1.0)


def draw_bands(plane: Plane) -> None:
    """Share of placed case-waves at or above each score: a step line in a band of its readings."""
    if not plane.band:
        return
    _draw_frames(plane)
    if not plane.shown.grid.n:
        return
    for name in "xy":
        side = getattr(plane.shown.grid, name)
        low, high = (_stairs(plane, name, shares) for shares in (side.lowest, side.highest))
        area = np.vstack([low, high[::-1]])
        _add(plane, Polygon(area, closed=True, gid=f"band:{name}", **_real(plane, band_look)))
        across, up = _stairs(plane, name, side.at_least).T
        _add(plane, Line2D(across, up, gid=f"share:{name}", **_real(plane, line_look)))


def band_look(theme: Theme) -> Look:
    """The area between the lowest and the highest reading."""
    return {"facecolor": theme.levels(4)[1], "linewidth": 0, "zorder": 1.5}


def line_look(theme: Theme) -> Look:
    """The line of the scores of known answers."""
    return {"color": theme.ink, "linewidth": theme.line * 1.4, "zorder": 2}


def _real(plane: Plane, look: object) -> Look:
    made: Look = look(plane.theme)  # type: ignore[operator]
    return plane.sheet.real(made)


def _add(plane: Plane, artist: Polygon | Line2D) -> None:
    artist.set(transform=plane.sheet.transform, clip_on=False)
    plane.sheet.ax.add_artist(artist)


def _stairs(plane: Plane, name: str, shares: Floats) -> Floats:
    """Corners of a line that keeps its share from the beginning of a cell to its end."""
    edges = getattr(plane.shown.grid, name).edges
    along = np.repeat(edges, 2)[1:-1]
    across = _across(plane, name, np.repeat(shares, 2))
    if name == "x":
        return np.column_stack([plane.x(along), across])
    return np.column_stack([across, plane.y(along)])


def _across(plane: Plane, name: str, shares: Floats) -> Floats:
    """Places of shares: upwards above the plane, to the right beside it."""
    if name == "x":
        return plane.band - shares * plane.band
    return plane.sheet.width - plane.band + shares * plane.band


def _draw_frames(plane: Plane) -> None:
    """Lines for none, half and all of the cases, ``100 %`` at the last one."""
    sheet, theme, x, y = plane.sheet, plane.theme, plane.shown.grid.x, plane.shown.grid.y
    ends = {"x": plane.x(x.edges[[0, -1]]), "y": plane.y(y.edges[[0, -1]])}
    for share in np.array(_GRID):
        above, beside = (float(_across(plane, name, share)) for name in "xy")
        first, last = map(sheet.across, ends["x"])
        low, high = ends["y"]
        pairs = [
            ((first, above), (last, above)),
            ((sheet.across(beside), low), (sheet.across(beside), high)),
        ]
        sheet.lines(pairs, colors=theme.pale, zorder=1)
    whole = plane.shown.words("percent", n="100")
    look: Look = {"size": theme.least, "colour": theme.grey}
    sheet.text(sheet.across(-4.0), 0.0, whole, side=_side(plane, "end"), gid="all:x", **look)
    foot = float(plane.y(0.0)) + theme.least
    edge = sheet.across(sheet.width)
    sheet.text(edge, foot, whole, side=_side(plane, "end"), gid="all:y", **look)


def _side(plane: Plane, side: Side) -> Side:
    """The side of a text as it is on a sheet that is not mirrored."""
    flipped: dict[Side, Side] = {"start": "end", "end": "start", "middle": "middle"}
    return flipped[side] if plane.sheet.is_mirrored else side
