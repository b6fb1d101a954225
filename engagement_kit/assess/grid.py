"""Answers of case-waves to items as ranks side by side, and their sums over axes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from engagement_kit.assess.judgement import AxisSums, whole_steps
from engagement_kit.frameworks import Framework
from engagement_kit.frameworks.elements import RatedItem
from engagement_kit.frameworks.schema import Quadrant

__all__ = ["Grid", "axis_sums", "grid_of"]

Ranks = npt.NDArray[Any]


@dataclass(frozen=True, eq=False)
class Grid:
    """Answers to items, one row an item and one column a case-wave.

    Attributes
    ----------
    items : tuple of str
    rank : ndarray of int
        Place of the coders' answer on the scale, from 0; -1 where there is none.
    low, high : ndarray of int
        Lowest and highest place that a coder gave; where all agree they are ``rank`` itself.
    excused : ndarray of bool
        Where the item does not apply.
    """

    items: tuple[str, ...]
    rank: Ranks
    low: Ranks
    high: Ranks
    excused: npt.NDArray[np.bool_]


def grid_of(waves: pd.DataFrame, combined: pd.DataFrame, items: Sequence[RatedItem]) -> Grid:
    """The grid of cases whose coders were brought together in a table."""
    places = {item.id: place for place, item in enumerate(items)}
    units = pd.MultiIndex.from_frame(waves[["case", "wave"]].astype({"wave": "int64"}))
    rows = combined[combined["item"].isin(places)].astype({"wave": "int64"})
    at = units.get_indexer(pd.MultiIndex.from_frame(rows[["case", "wave"]]))
    rows, at = rows[at >= 0], at[at >= 0]
    cells = (rows["item"].map(places).to_numpy(dtype="int64"), at)
    shape = (len(places), len(units))
    ranks = []
    for name in ("rank", "low", "high"):
        ranks.append(np.full(shape, -1, dtype="int16"))
        ranks[-1][cells] = rows[name].fillna(-1).to_numpy(dtype="int16")
    excused = np.zeros(shape, dtype=bool)
    excused[cells] = (rows["missing"] == "not_applicable").to_numpy(dtype=bool)
    rank, low, high = ranks
    return Grid(tuple(places), rank, low, high, excused)


def axis_sums(grid: Grid, framework: Framework, part: Quadrant) -> tuple[AxisSums, AxisSums]:
    """Sums over the items of the two axes of a part."""
    steps = whole_steps(framework.scale(part.scale))
    places: Mapping[str, int] = {item: place for place, item in enumerate(grid.items)}
    x, y = ([places[item.id] for item in axis.items] for axis in part.axes)
    return _summed(grid, x, steps), _summed(grid, y, steps)


def _summed(grid: Grid, rows: Sequence[int], steps: tuple[int, ...]) -> AxisSums:
    # The last entry is read where the rank is -1.
    values = np.array([*steps, 0], dtype="int64")
    units, top = grid.rank.shape[1], steps[-1]
    known, items = np.zeros(units, dtype="int64"), np.zeros(units, dtype="int64")
    sums = [np.zeros(units, dtype="int64") for _ in range(3)]
    for row in rows:
        known += grid.rank[row] >= 0
        items += ~grid.excused[row]
        for place, ranks in enumerate((grid.rank, grid.low, grid.high)):
            sums[place] += values[ranks[row]]
    return AxisSums(sums[0], sums[1], sums[2] + top * (items - known), known, items, top)
