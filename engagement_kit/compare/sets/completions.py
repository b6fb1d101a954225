"""All ways in which missing memberships may be completed, one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from engagement_kit.compare.sets.fit import literal_membership
from engagement_kit.compare.sets.memberships import Memberships
from engagement_kit.compare.sets.set_data import used_columns
from engagement_kit.compare.sets.terms import Literal
from engagement_kit.errors import WrongKind

__all__ = ["COMPLETION_POLICIES", "Completions", "open_cells"]

COMPLETION_POLICIES = ("bounds", "sample")

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False, kw_only=True)
class Completions:
    """Memberships with gaps, and what each gap may hold.

    Attributes
    ----------
    frame : DataFrame
        A row a case, the conditions and the column of the outcome; gaps are missing.
    outcome : Literal
    conditions : tuple of str
    levels : tuple of int
    cells : tuple of (row, column, values)
        Each gap with the memberships that it may hold.
    left_out : tuple of str
        Cases to which a column does not apply: nothing can be put in their gap.
    """

    frame: pd.DataFrame
    outcome: Literal
    conditions: tuple[str, ...]
    levels: tuple[int, ...]
    cells: tuple[tuple[int, int, tuple[float, ...]], ...]
    left_out: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many completions there are."""
        return prod(len(values) for _, _, values in self.cells)

    @property
    def open_cases(self) -> tuple[str, ...]:
        """Names of the cases that have a gap."""
        return tuple(dict.fromkeys(str(self.frame.index[row]) for row, _, _ in self.cells))

    def every(self) -> Iterator[Array]:
        """Each completion once."""
        return self._filled(product(*(values for _, _, values in self.cells)))

    def drawn(self, draws: int, seed: int) -> Iterator[Array]:
        """So many completions, each gap drawn by itself and with equal chances."""
        generator = np.random.default_rng(seed)
        sizes = [len(values) for _, _, values in self.cells]
        for picked in generator.integers(0, sizes, size=(draws, len(sizes))):
            chosen = [cell[2][place] for cell, place in zip(self.cells, picked, strict=True)]
            yield from self._filled([chosen])

    def _filled(
        self, choices: Iterator[tuple[float, ...]] | Sequence[Sequence[float]]
    ) -> Iterator[Array]:
        rows = [row for row, _, _ in self.cells]
        columns = [column for _, column, _ in self.cells]
        known = self.frame.to_numpy(float)
        for chosen in choices:
            whole = known.copy()
            whole[rows, columns] = chosen
            yield whole

    def y(self, whole: Array) -> Array:
        """Membership in the outcome as it was asked for, of one completion."""
        return literal_membership(self.outcome, whole[:, -1])


def open_cells(
    memberships: pd.DataFrame | Memberships, outcome: str, conditions: Sequence[str] | None
) -> Completions:
    """The gaps of the columns that an analysis uses.

    A gap of a crisp column may hold 0 or 1, of a multi-value column any of its values, of a fuzzy
    one its lower or its upper bound: those that :class:`Memberships` know, else 0 and 1.

    Raises
    ------
    WrongKind, UnknownId
        As :func:`truth_table`.
    """
    table, literal, names = used_columns(memberships, outcome, conditions)
    bounds = (
        (memberships.low, memberships.high)
        if isinstance(memberships, Memberships)
        else (None, None)
    )
    free = {name: _free(table[name]) for name in table.columns}
    found, lost = [], []
    for row, column in np.argwhere(table.isna().to_numpy()).tolist():
        case, name = table.index[row], str(table.columns[column])
        values = _between(bounds, case, name) or free[name]
        if any(np.isnan(values)):
            lost.append(case)
        found.append((case, column, values))
    kept = table.drop(index=list(dict.fromkeys(lost)))
    if len(kept) < 2:
        raise WrongKind("A set-theoretic analysis", f"{len(kept)} cases", "at least two cases")
    places = {case: place for place, case in enumerate(kept.index)}
    return Completions(
        frame=kept,
        outcome=literal,
        conditions=names,
        levels=tuple(max(2, int(kept[name].max(skipna=True) or 0) + 1) for name in names),
        cells=tuple((places[c], column, values) for c, column, values in found if c in places),
        left_out=tuple(map(str, dict.fromkeys(lost))),
    )


def _free(column: pd.Series) -> tuple[float, ...]:
    """What a gap of a column may hold where nothing else is known."""
    top = column.max()
    if np.isnan(top):
        advice = "Leave it out of the conditions."
        raise WrongKind(f"The column {column.name!r}", "no membership at all", "known ones", advice)
    return tuple(float(value) for value in range(max(2, int(top) + 1)))


def _between(
    bounds: tuple[pd.DataFrame | None, pd.DataFrame | None], case: object, name: str
) -> tuple[float, ...]:
    low, high = bounds
    if low is None or high is None:
        return ()
    ends = (float(low.loc[case, name]), float(high.loc[case, name]))
    return ends if ends[0] != ends[1] else ends[:1]
