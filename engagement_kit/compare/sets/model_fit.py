"""Parameters of fit of terms and models: how far each holds, and what it alone explains."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from engagement_kit.assess.columns import Column, shaped
from engagement_kit.compare.sets.fit import coverage, inclusion, membership, pri
from engagement_kit.compare.sets.primes import Implicant
from engagement_kit.compare.sets.truth import TruthTable

__all__ = ["COLUMNS", "FIT_COLUMNS", "ModelFit", "term_text"]

COLUMNS: tuple[Column, ...] = (
    Column("term", "string", "conjunction of conditions"),
    Column("model", "string", "M1, M2, ...: the model that it is a term of"),
    Column("incl", "number", "inclusion of the term in the outcome", "0 to 1"),
    Column("pri", "number", "proportional reduction in inconsistency", "0 to 1"),
    Column("cov_s", "number", "coverage of the outcome by the term", "0 to 1"),
    Column("cov_u", "number", "coverage by this term and no other of its model", "0 to 1"),
    Column("cases", "string", "cases with more than .5 in the term, those in the outcome first"),
    Column("deviant", "string", "those of them that are not in the outcome"),
)
FIT_COLUMNS: tuple[Column, ...] = (
    Column("model", "string", "M1, M2, ..."),
    Column("formula", "string", "its terms, and the outcome"),
    Column("incl", "number", "inclusion of the model in the outcome", "0 to 1"),
    Column("pri", "number", "proportional reduction in inconsistency", "0 to 1"),
    Column("cov", "number", "coverage of the outcome by the model", "0 to 1"),
    Column("uncovered", "string", "cases in the outcome with at most .5 in every term"),
    Column("deviant", "string", "cases with more than .5 in a term and not in the outcome"),
)
_MIDDLE = 0.5
_JOIN = ","  # without a space, as R's QCA prints names of cases
Array = NDArray[np.float64]


def term_text(term: Implicant, conditions: Sequence[str], *, multi_value: bool) -> str:
    """A term as text, conditions in their order.

    Examples
    --------
    >>> term_text((1, 0, None), ("DEV", "URB", "LIT"), multi_value=False)
    'DEV*~URB'
    >>> term_text((2, None, 0), ("DEV", "URB", "IND"), multi_value=True)
    'DEV{2}*IND{0}'
    """
    pairs = [(n, v) for n, v in zip(conditions, term, strict=True) if v is not None]
    if multi_value:
        return "*".join(f"{name}{{{value}}}" for name, value in pairs) or "1"
    return "*".join(name if value else f"~{name}" for name, value in pairs) or "1"


class ModelFit:
    """Memberships of the cases of a truth table in terms and models."""

    def __init__(self, truth: TruthTable) -> None:
        self.truth = truth
        self.x: Array = truth.memberships[list(truth.conditions)].to_numpy(float)
        self.y: Array = membership(truth.outcome, truth.memberships)
        self.names = tuple(map(str, truth.memberships.index))
        self._known: dict[Implicant, Array] = {}

    @cached_property
    def in_outcome(self) -> NDArray[np.bool_]:
        """Which cases are more in the outcome than out of it."""
        return np.greater(self.y, _MIDDLE)

    def text(self, term: Implicant) -> str:
        """A term as text."""
        return term_text(term, self.truth.conditions, multi_value=self.truth.is_multi_value)

    def of(self, term: Implicant) -> Array:
        """Membership of every case in a term: the minimum of its conditions."""
        if term not in self._known:
            parts = [self._part(at, v) for at, v in enumerate(term) if v is not None]
            self._known[term] = np.minimum.reduce([np.ones(len(self.y)), *parts])
        return self._known[term]

    def _part(self, place: int, value: int) -> Array:
        column = self.x[:, place]
        if self.truth.levels[place] > 2:
            return np.where(column == value, 1.0, 0.0)
        return column if value else 1 - column

    def terms_table(self, models: Mapping[str, Sequence[Implicant]]) -> pd.DataFrame:
        """A row a term and model, columns as declared in :data:`COLUMNS`."""
        told: dict[Implicant, tuple[Any, ...]] = {}
        rows: list[tuple[Any, ...]] = []
        for name, model in models.items():
            for term, alone in zip(model, self._unique(model), strict=True):
                if term not in told:
                    told[term] = self._term_row(term)
                text, *fit, cases, deviant = told[term]
                rows.append((text, name, *fit, alone, cases, deviant))
        return shaped(COLUMNS, rows)

    def models_table(
        self, models: Mapping[str, Sequence[Implicant]], formulas: Mapping[str, str]
    ) -> pd.DataFrame:
        """A row a model, columns as declared in :data:`FIT_COLUMNS`."""
        rows = []
        for name, model in models.items():
            x = np.maximum.reduce([self.of(term) for term in model])
            fit = (inclusion(x, self.y), pri(x, self.y), coverage(x, self.y))
            covered = np.greater(x, _MIDDLE)
            lost = self.named(self.in_outcome & ~covered), self.named(covered & ~self.in_outcome)
            rows.append((name, formulas[name], *fit, *lost))
        return shaped(FIT_COLUMNS, rows)

    def _term_row(self, term: Implicant) -> tuple[Any, ...]:
        x = self.of(term)
        members = np.greater(x, _MIDDLE)
        typical, deviant = members & self.in_outcome, members & ~self.in_outcome
        cases = _JOIN.join(filter(None, (self.named(typical), self.named(deviant))))
        fit = (inclusion(x, self.y), pri(x, self.y), coverage(x, self.y))
        return (self.text(term), *fit, cases, self.named(deviant))

    def named(self, chosen: NDArray[np.bool_]) -> str:
        """Names of the chosen cases, joined."""
        return _JOIN.join(self.names[place] for place in np.flatnonzero(chosen))

    def _unique(self, model: Sequence[Implicant]) -> list[float]:
        """What each term covers of the outcome beyond what all others of its model cover."""
        shares = np.stack([np.minimum(self.of(term), self.y) for term in model])
        if len(model) == 1:
            return [float(shares.sum() / self.y.sum())]
        second, first = np.sort(shares, axis=0)[-2:]
        best = shares.argmax(axis=0)
        gained = np.bincount(best, weights=first - second, minlength=len(model))
        return [float(share) for share in np.abs(gained) / self.y.sum()]
