"""The grid of scores: its cells, how many case-waves each holds, and the shares along its sides.

A cell begins at a score that answers can give and holds all scores up to below the next one; it is
cut where a threshold runs through it, so that every cell lies in one quadrant.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from engagement_kit.assess import QuadrantTally
from engagement_kit.assess.scores import DECIMALS
from engagement_kit.charts.paper.labels import Floats
from engagement_kit.frameworks import Framework

__all__ = ["Counts", "Grid", "Side", "count_cells"]

Counts = NDArray[np.int64]

MOST_CELLS = 48  # along an axis; of finer scores several share a cell
_FINEST = 1000  # of a step of a scale; what is finer is no step but a measurement


@dataclass(frozen=True, eq=False)
class Side:
    """One axis: where its cells begin, and the shares of placed case-waves from there on.

    Attributes
    ----------
    axis : str
        Id of the axis.
    threshold : float
    edges : array
        Beginnings of the cells, and the end of the last one.
    at_least, lowest, highest : array
        Share of the placed case-waves with a score at or above the beginning of each cell: of the
        known answers, and with the unknown ones at their lowest and highest.
    """

    axis: str
    threshold: float
    edges: Floats
    at_least: Floats
    lowest: Floats
    highest: Floats

    def cells(self, scores: Floats) -> NDArray[np.intp]:
        """Number of the cell that holds each score."""
        return _cells(self.edges, scores)

    def middle(self, scores: Floats) -> Floats:
        """Middle of the cell that holds each score."""
        middles: Floats = (self.edges[:-1] + self.edges[1:]) / 2
        return middles[self.cells(scores)]

    @property
    def high(self) -> tuple[float, float, float]:
        """Share of high scores; its lowest and its highest reading."""
        place = int(_cells(self.edges, np.array([self.threshold]))[0])
        ends = (self.at_least[place], self.lowest[place], self.highest[place])
        share, low, high = map(float, ends)
        return share, low, high


@dataclass(frozen=True, eq=False)
class Grid:
    """Both axes and the case-waves between them.

    Attributes
    ----------
    x, y : Side
    counts : array of shape (cells of y, cells of x)
        Placed case-waves in each cell, exactly.
    settled : array of the same shape
        Those of them whose bounds lie in one quadrant.
    """

    x: Side
    y: Side
    counts: Counts
    settled: Counts

    @property
    def n(self) -> int:
        """Placed case-waves."""
        return int(self.counts.sum())


def count_cells(tally: QuadrantTally, framework: Framework, rows: pd.DataFrame) -> Grid:
    """The grid of a tally.

    Parameters
    ----------
    tally : QuadrantTally
    framework : Framework
    rows : DataFrame
        Those rows of the tally's table that are placed and drawn.
    """
    x, y = (_side(tally, framework, rows, name) for name in "xy")
    places = tuple(side.cells(_floats(rows, name)) for side, name in ((y, "y"), (x, "x")))
    n = rows["n"].to_numpy(dtype=np.int64)
    is_settled = (rows["status"] == "settled").to_numpy(dtype=bool)
    counts, settled = (np.zeros((len(y.edges) - 1, len(x.edges) - 1), np.int64) for _ in "ab")
    np.add.at(counts, places, n)
    np.add.at(settled, places, np.where(is_settled, n, 0))
    return Grid(x, y, counts, settled)


def _side(tally: QuadrantTally, framework: Framework, rows: pd.DataFrame, name: str) -> Side:
    axis = tally.x_axis if name == "x" else tally.y_axis
    threshold = tally.x_threshold if name == "x" else tally.y_threshold
    edges = _edges(_steps(framework, tally.part, axis), threshold)
    n = rows["n"].to_numpy(dtype=np.int64)
    shares = [
        _from_each_on(_cells(edges, _floats(rows, column)), n, len(edges) - 1)
        for column in (name, f"{name}_low", f"{name}_high")
    ]
    return Side(axis, threshold, edges, *shares)


def _steps(framework: Framework, part: str, axis: str) -> int:
    """How many steps of a score lie between 0 and 1 where all items of an axis are known."""
    definition = framework.only_part("quadrant", part)
    scale = framework.scale(definition.scale)
    wide = Fraction(scale.maximum) - Fraction(scale.minimum)
    parts = [
        ((Fraction(one.value) - Fraction(scale.minimum)) / wide).limit_denominator(_FINEST)
        for one in scale.values
    ]
    items = next(len(one.items) for one in definition.axes if one.id == axis)
    return math.lcm(*(one.denominator for one in parts)) * items


def _edges(steps: int, threshold: float) -> Floats:
    """Where cells begin: at every score or every second, third ... one, and where high begins."""
    each = math.ceil(steps / MOST_CELLS)
    starts = {round(place / steps, DECIMALS) for place in range(0, steps + 1, each)}
    starts = {start for start in starts if abs(start - threshold) > 10**-DECIMALS} | {0.0}
    if 0.0 < threshold <= 1.0:
        starts.add(threshold)
    listed = sorted(starts)
    return np.array([*listed, listed[-1] + each / steps])


def _cells(edges: Floats, scores: Floats) -> NDArray[np.intp]:
    return np.clip(np.searchsorted(edges, scores, side="right") - 1, 0, len(edges) - 2)


def _from_each_on(cells: NDArray[np.intp], n: Counts, count: int) -> Floats:
    """Share of the numbers that lie in each cell or a later one; 0 where there are none."""
    found = np.zeros(count, np.int64)
    np.add.at(found, cells, n)
    shares: Floats = np.cumsum(found[::-1])[::-1] / max(int(found.sum()), 1)
    return shares


def _floats(rows: pd.DataFrame, column: str) -> Floats:
    found: Floats = rows[column].to_numpy(dtype=np.float64)
    return found
