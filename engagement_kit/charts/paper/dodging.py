"""Points that would hide one another, moved apart: the same way every time, never over a border.

All numbers are points of 1/72 inch, counted to the right and upwards.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engagement_kit.charts.paper.labels import Floats

__all__ = ["dodge"]

_AT_ONCE = 64  # places that are looked at together


def dodge(points: Floats, spacing: float, regions: Floats) -> Floats:
    """Points moved apart until their centres are ``spacing`` apart, each within its own region.

    Points are taken in the order given: the first at a place stays there, each later one goes to
    the nearest free place of a hexagonal grid around its own. ``regions`` (n, 4) keep a point on
    its side of every border; a point that finds no free place stays where it is.
    """
    placed = np.array(points, dtype=float)
    steps = _hexagons(spacing, rings=12)
    taken = _Taken(points, spacing, reach=float(np.abs(steps).max()))
    passed: dict[bytes, int] = {}  # places that were full for an earlier point stay full
    for place, point in enumerate(points):
        key = point.tobytes() + regions[place].tobytes()
        start = passed.get(key, 0)
        while start < len(steps):
            stop = start + _AT_ONCE if start else 1  # most may stay where they are
            candidates = point + steps[start:stop]
            candidates = candidates[_inside(candidates, regions[place])]
            free = taken.is_far(candidates)
            if free.any():
                placed[place] = candidates[int(np.argmax(free))]
                break
            passed[key] = start = stop
        taken.add(placed[place])
    return placed


def _inside(places: Floats, region: Floats) -> NDArray[np.bool_]:
    left, bottom, right, top = region
    x, y = places.T
    within: NDArray[np.bool_] = (
        (x >= left - 1e-9) & (x <= right + 1e-9) & (y >= bottom - 1e-9) & (y <= top + 1e-9)
    )
    return within


class _Taken:
    """Points that have their places, in cells so small that one neighbourhood decides.

    A cell is as wide as half the spacing: it holds one point, unless points found no free place
    and stayed upon one another, and then the first of them stands for all.
    """

    def __init__(self, points: Floats, spacing: float, reach: float) -> None:
        self.spacing, self.cell = spacing, spacing / 2
        reach += 2 * spacing
        self.origin = points.min(axis=0, initial=0.0) - reach
        far = points.max(axis=0, initial=0.0) + reach
        shape = tuple(np.ceil((far - self.origin) / self.cell).astype(int) + 1)
        self.points = np.full((*shape, 2), np.inf)
        around = np.arange(-2, 3)  # nearer than a spacing is nearer than two cells
        self.around = np.array([(i, j) for i in around for j in around])

    def is_far(self, candidates: Floats) -> NDArray[np.bool_]:
        """Which candidates are a spacing away from every point."""
        cells = self._cells(candidates)[:, None, :] + self.around
        near = self.points[cells[..., 0], cells[..., 1]] - candidates[:, None, :]
        squares = np.square(near, out=near).sum(axis=2)
        far: NDArray[np.bool_] = (squares >= (self.spacing - 1e-6) ** 2).all(axis=1)
        return far

    def add(self, point: Floats) -> None:
        """Take the place of a point."""
        x, y = self._cells(point[None, :])[0]
        if np.isinf(self.points[x, y, 0]):
            self.points[x, y] = point

    def _cells(self, places: Floats) -> NDArray[np.intp]:
        cells: NDArray[np.intp] = np.floor((places - self.origin) / self.cell).astype(np.intp)
        return cells


def _hexagons(spacing: float, rings: int) -> Floats:
    """Steps to the places of a hexagonal grid, nearest first, ties from the right anticlockwise."""
    steps = [
        (spacing * (a + b / 2), spacing * b * np.sqrt(3) / 2)
        for a in range(-rings, rings + 1)
        for b in range(-rings, rings + 1)
    ]
    angle = [float(np.arctan2(y, x)) % (2 * np.pi) for x, y in steps]
    order = sorted(
        range(len(steps)), key=lambda i: (round(np.hypot(*steps[i]), 6), round(angle[i], 6))
    )
    return np.asarray([steps[i] for i in order])
