"""The result of a minimisation: models, how well they fit, and what they assume."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from engagement_kit.assess import Making
from engagement_kit.cases import Cases
from engagement_kit.compare.sets.counterfactuals import remainders_of
from engagement_kit.compare.sets.model_fit import ModelFit
from engagement_kit.compare.sets.primes import Implicant, Row
from engagement_kit.compare.sets.truth import TruthTable
from engagement_kit.compare.view import result_html
from engagement_kit.errors import UnknownId
from engagement_kit.frameworks import Framework

__all__ = ["Solution"]

_MOST_SHOWN = 10  # models in a notebook
_MOST_WORDS = 120  # letters of a formula in one line


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class Solution:
    """Every minimal model of an outcome, of one kind of solution.

    Attributes
    ----------
    models : list of list of str
        Terms of each model, conditions in the order of their columns; several models are tied, and
        the data cannot tell which holds. Empty where no configuration goes with the outcome.
    terms : mapping of model to tuple
        The same terms as values: one for each condition, None where it plays no part.
    primes : list of str
        The prime implicants that models were chosen from.
    n_models : int
        How many models there are: more than are listed where they are too many.
    parsimonious : mapping of model to tuple of terms
        For an intermediate solution, the parsimonious model that each model lies in.
    truth_table : TruthTable
    framework : Framework or None
    cases : Cases or None
    parameters : mapping
        solution, expectations, max_models, and those of the truth table.
    remarks : tuple of str
    making : Making
    table, fits : DataFrame
        Parameters of fit of each term in each model, and of each model.
    easy, difficult, assumptions : mapping of model to tuple of rows
        Counterfactuals, see there.
    """

    models: list[list[str]]
    terms: Mapping[str, tuple[Implicant, ...]]
    primes: list[str]
    n_models: int
    parsimonious: Mapping[str, tuple[Implicant, ...]]
    truth_table: TruthTable
    framework: Framework | None
    cases: Cases | None
    parameters: Mapping[str, Any]
    remarks: tuple[str, ...]
    making: Making

    @property
    def lang(self) -> str:
        """Language of its words."""
        return self.truth_table.lang

    @property
    def solution(self) -> str:
        """Which kind: conservative, parsimonious or intermediate."""
        return str(self.parameters["solution"])

    @property
    def outcome(self) -> str:
        """As it was asked for: ``SURV``, ``~SURV``, ``SURV{2}``."""
        return self.truth_table.outcome

    @cached_property
    def table(self) -> pd.DataFrame:
        """A row a term and model, columns as declared in ``model_fit.COLUMNS``."""
        return self._fit.terms_table(self.terms)

    @cached_property
    def fits(self) -> pd.DataFrame:
        """A row a model, columns as declared in ``model_fit.FIT_COLUMNS``."""
        formulas = {n: self._written(m) for n, m in zip(self.terms, self.models, strict=True)}
        return self._fit.models_table(self.terms, formulas)

    @cached_property
    def _fit(self) -> ModelFit:
        return ModelFit(self.truth_table)

    @cached_property
    def unexplained(self) -> tuple[str, ...]:
        """Cases in the outcome that no model explains: at most .5 in every term of each."""
        fit = self._fit
        every = {term for model in self.terms.values() for term in model}
        left = fit.in_outcome.copy()
        for term in every:
            left &= fit.of(term) <= 0.5
        return tuple(name for name, is_left in zip(fit.names, left, strict=True) if is_left)

    @cached_property
    def assumptions(self) -> Mapping[str, tuple[Row, ...]]:
        """For each model the remainders that it covers: what it assumes without an observation."""
        return {name: self._remainders(model) for name, model in self.terms.items()}

    @cached_property
    def easy(self) -> Mapping[str, tuple[Row, ...]]:
        """For each intermediate model its easy counterfactuals: the remainders that it covers."""
        return self.assumptions if self.solution == "intermediate" else {}

    @cached_property
    def difficult(self) -> Mapping[str, tuple[Row, ...]]:
        """For each intermediate model what the parsimonious one assumes and this one does not."""
        return {
            name: tuple(sorted(set(self._remainders(model)) - set(self.easy[name])))
            for name, model in self.parsimonious.items()
        }

    def _remainders(self, model: tuple[Implicant, ...]) -> tuple[Row, ...]:
        truth = self.truth_table
        return remainders_of(model, (*truth.positive, *truth.negative), truth.levels)

    def to_r(self, path: str | Path, *, overwrite: bool = False) -> Path:
        """Write data and an R script that computes this again with QCA, and stops if it differs.

        See :func:`engagement_kit.exchange.to_r`, which does it for every other result.
        """
        from engagement_kit.compare.sets.r_script import script_sets

        return script_sets(self, path, overwrite=overwrite)

    def formula(self, model: str = "M1") -> str:
        """A model as text, such as ``DEV*~URB*LIT*STB + DEV*LIT*IND*STB -> SURV``.

        Raises
        ------
        UnknownId
            There is no such model.
        """
        if model not in self.terms:
            raise UnknownId("model", str(model), tuple(self.terms)[:_MOST_SHOWN])
        return self._written(self.models[list(self.terms).index(model)])

    def _written(self, terms: list[str]) -> str:
        return f"{' + '.join(terms)} -> {self.outcome}"

    def __len__(self) -> int:
        return len(self.models)

    def __repr__(self) -> str:
        found = "no sound solution"
        if self.models:
            told = self.formula()
            more = f" and {self.n_models - 1:,} more" if self.n_models > 1 else ""
            found = (told if len(told) <= _MOST_WORDS else f"{told[:_MOST_WORDS]}...") + more
        return f"<Solution for {self.outcome}, {self.solution}: {found}>"

    def _repr_html_(self) -> str:
        chosen = self.parameters
        facts = {
            "models": self.n_models,
            "inclusion cut": chosen["inclusion_cut"],
            "n cut": chosen["n_cut"],
            "cases": chosen["n_cases_used"],
        }
        some = list(self.terms)[:_MOST_SHOWN]
        tables = [part[part["model"].isin(some)] for part in (self.fits, self.table)]
        title = f"{self.solution.capitalize()} solution for {self.outcome}"
        tables = tables if self.models else []
        return result_html(title, facts, *tables, remarks=self.remarks, lang=self.lang)
