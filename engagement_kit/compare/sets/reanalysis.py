"""An analysis done over and over with other anchors and cuts: what comes out, as a formula."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from engagement_kit.compare.sets.calibration import calibrate
from engagement_kit.compare.sets.fit import (
    inclusion,
    literal_membership,
    pri,
    row_membership,
    settle,
)
from engagement_kit.compare.sets.solving import minimize
from engagement_kit.compare.sets.terms import parse_literal
from engagement_kit.compare.sets.truth import TruthTable, truth_table
from engagement_kit.errors import MethodWarning

__all__ = ["Analysis", "Cuts", "formula_of"]

Anchors = Mapping[str, Sequence[float]]
Array = NDArray[np.float64]
_NEARLY = 1e-9


@dataclass(frozen=True)
class Cuts:
    """The cuts of a truth table."""

    inclusion_cut: float
    n_cut: int
    pri_cut: float


@dataclass(frozen=True, eq=False, kw_only=True)
class Analysis:
    """Raw values and everything that is decided about them but anchors and cuts.

    Attributes
    ----------
    raw : DataFrame
        Raw values of the columns that have anchors, memberships in all others.
    outcome : str
    conditions : list of str or None
    methods : mapping of column to method of calibration
    idm : float
    solution : mapping
        Keywords of :func:`minimize`.
    missing : str
    """

    raw: pd.DataFrame
    outcome: str
    conditions: list[str] | None
    methods: Mapping[str, str]
    idm: float
    solution: Mapping[str, Any]
    missing: str
    _formulas: dict[Any, str] = field(default_factory=dict)
    _columns: dict[Any, Array] = field(default_factory=dict)

    def table(self, anchors: Anchors, cuts: Cuts) -> TruthTable:
        """The truth table; it does not warn."""
        made = {column: self._calibrated(column, anchors[column]) for column in anchors}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", MethodWarning)  # which stands in its remarks
            return truth_table(
                self.raw.assign(**made),
                self.outcome,
                self.conditions,
                inclusion_cut=cuts.inclusion_cut,
                n_cut=cuts.n_cut,
                pri_cut=cuts.pri_cut,
                missing=self.missing,
            )

    def formula(self, first: TruthTable, anchors: Anchors, cuts: Cuts) -> str:
        """All models of the solution, or why there is none.

        Which rows are positive and which negative decides the solution, so it is computed once for
        each of these. ``first`` is the truth table of the anchors and cuts that were chosen: cases
        and columns are its own.
        """
        used = self.raw.index.isin(first.memberships.index)
        literal = parse_literal(self.outcome, first.memberships.columns)
        columns = {
            name: self._calibrated(name, anchors[name])[used]
            if name in anchors
            else first.memberships[name].to_numpy(float)
            for name in (*first.conditions, literal.condition)
        }
        y = literal_membership(literal, columns[literal.condition])
        same = [name for name in first.conditions if np.ptp(columns[name]) <= _NEARLY]
        same += [self.outcome] if np.ptp(y) <= _NEARLY else []
        if same:
            return f"no analysis: {same[0]} is the same in all cases"
        x = np.column_stack([columns[name] for name in first.conditions])
        levels = tuple(max(2, int(values.max()) + 1) for values in x.T)
        key = (levels, *_outs(x, y, np.asarray(levels) > 2, cuts))
        if key not in self._formulas:
            self._formulas[key] = formula_of(self.table(anchors, cuts), self.solution)
        return self._formulas[key]

    def _calibrated(self, column: str, anchors: Sequence[float]) -> Array:
        """Memberships of a column, kept: one column at a time is moved."""
        key = (column, tuple(anchors))
        if key not in self._columns:
            kind = self.methods[column]
            chosen = {"idm": self.idm} if kind == "logistic" else {}
            values = self.raw[column].to_numpy()
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", MethodWarning)
                made = calibrate(values, list(anchors), kind, **chosen)
            self._columns[key] = np.asarray(made, dtype=float)
        return self._columns[key]


def formula_of(table: TruthTable, solution: Mapping[str, Any]) -> str:
    """The models of a solution as one text, in their order."""
    if not table.positive:
        return "no configuration is positive"
    models = minimize(table, **solution).models
    if len(models) == 1:
        return " + ".join(models[0])
    return "; ".join(f"M{n}: {' + '.join(model)}" for n, model in enumerate(models, start=1))


def _outs(
    x: Array, y: Array, several: NDArray[np.bool_], cuts: Cuts
) -> tuple[frozenset[Any], frozenset[Any]]:
    """Positive and negative configurations, as a truth table has them."""
    is_at_middle = ((np.abs(x - 0.5) < _NEARLY) & ~several).any(axis=1)
    corners = np.where(several, x, x > 0.5).astype(int)
    found: dict[tuple[int, ...], int] = {}
    for row in map(tuple, corners[~is_at_middle].tolist()):
        found[row] = found.get(row, 0) + 1
    positive: set[tuple[int, ...]] = set()
    negative: set[tuple[int, ...]] = set()
    kinds = several.tolist()
    for row, count in found.items():
        if count < cuts.n_cut:
            continue
        within = row_membership(row, x, kinds)
        good = settle(inclusion(within, y)) >= settle(cuts.inclusion_cut)
        good = good and settle(pri(within, y)) >= settle(cuts.pri_cut)
        (positive if good else negative).add(row)
    return frozenset(positive), frozenset(negative)
