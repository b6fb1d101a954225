"""What a solution chart shows: terms with their conditions, numbers and cases, by model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from engagement_kit.charts.paper.text import isolate, plain
from engagement_kit.charts.results import expect
from engagement_kit.charts.rows.groups import case_names
from engagement_kit.charts.words import chart_words
from engagement_kit.compare import Solution
from engagement_kit.compare.sets.model_fit import ModelFit
from engagement_kit.errors import UnknownId
from engagement_kit.frameworks import Framework
from engagement_kit.words import Words

__all__ = ["DEVIANT", "MEASURES", "Column", "Model", "Shown", "gather_columns"]

DEVIANT = "*"  # after the name of a case that is in a term and not in the outcome
MEASURES = ("incl", "pri", "cov_s", "cov_u")


@dataclass(frozen=True)
class Column:
    """One term of one model.

    Attributes
    ----------
    number : int
        The term's own, from 1; the same in every model that has the term.
    text : str
    values : tuple of int or None
        For each condition its value; None where it plays no part.
    core : tuple of bool
        For each condition whether the parsimonious model has it as well.
    measures : tuple of float
        Inclusion, PRI, raw and unique coverage.
    cases : tuple of str
        Names of its members, those outside of the outcome last and with a sign.
    """

    number: int
    text: str
    values: tuple[int | None, ...]
    core: tuple[bool, ...]
    measures: tuple[float, ...]
    cases: tuple[str, ...]


@dataclass(frozen=True)
class Model:
    """A model with its terms; inclusion, PRI and coverage of the whole."""

    name: str
    columns: tuple[Column, ...]
    measures: tuple[float, float, float]


@dataclass(frozen=True)
class Shown:
    """Everything of a solution chart but its drawing.

    Attributes
    ----------
    result : Solution
    framework : Framework or None
        Gives the language alone.
    words : Words
    models : tuple of Model
        Those to be drawn.
    """

    result: Solution
    framework: Framework | None
    words: Words
    models: tuple[Model, ...]

    @property
    def outcome(self) -> str:
        """The outcome as a run of its own, from left to right in any language."""
        return isolate(plain(self.result.outcome), "ltr")

    @property
    def kind(self) -> str:
        """Which kind of solution, in words."""
        return self.words(f"solution.is.{self.result.solution}")

    @property
    def title(self) -> str:
        """Which solution it is, of which outcome, and how many cases there are."""
        n = self.result.parameters["n_cases_used"]
        told = self.words("solution.caption", kind=self.kind, outcome=self.outcome, cases=n)
        return told.removesuffix(".")

    @property
    def left_out(self) -> int:
        """How many models are not drawn."""
        return int(self.result.n_models) - len(self.models)

    @property
    def knows_core(self) -> bool:
        """Whether conditions of the parsimonious model are told from the others."""
        return bool(self.result.solution == "intermediate")

    @property
    def terms(self) -> dict[int, Column]:
        """Every term that is drawn, once, by its number."""
        return {column.number: column for model in self.models for column in model.columns}

    @property
    def has_deviant(self) -> bool:
        """Whether a case in a term is not in the outcome."""
        return any(name.endswith(DEVIANT) for c in self.terms.values() for name in c.cases)

    @property
    def has_peripheral(self) -> bool:
        """Whether a condition of a term is in no term of the parsimonious model."""
        return self.knows_core and any(
            value is not None and not core
            for column in self.terms.values()
            for value, core in zip(column.values, column.core, strict=True)
        )

    def fewer(self, count: int) -> Shown:
        """The same with only the first models."""
        return replace(self, models=self.models[:count])


def gather_columns(
    result: object,
    framework: Framework | None,
    lang: str | None,
    names: Mapping[str, str] | None = None,
    models: Sequence[str] | None = None,
    most: int = 24,
) -> Shown:
    """The models asked for, or the first ones that have at most so many terms together.

    Raises
    ------
    WrongKind
        It is no solution.
    UnknownId
        There is no such model; there are no words in the language.
    """
    given = expect(result, Solution, "a solution chart", "minimize()")
    framework = framework or given.framework
    lang = lang or (framework.lang if framework else given.lang)
    if framework is not None and lang in framework.languages:
        framework = framework.in_language(lang)
    fit = ModelFit(given.truth_table)
    labels = case_names(given, pd.DataFrame({"case": fit.names, "name": fit.names}), lang, names)
    chosen = _chosen(given, models, most)
    terms = fit.terms_table({name: given.terms[name] for name in chosen})
    whole = fit.models_table(
        {name: given.terms[name] for name in chosen}, {name: given.formula(name) for name in chosen}
    )
    numbers = {text: number for number, text in enumerate(terms["term"].unique(), start=1)}
    found = []
    for name, fits in zip(chosen, whole.itertuples(), strict=True):
        rows = terms[terms["model"] == name].to_dict("records")
        columns = tuple(
            Column(
                number=numbers[row["term"]],
                text=str(row["term"]),
                values=term,
                core=_core(given, name, term),
                measures=tuple(float(row[measure]) for measure in MEASURES),
                cases=_cases(fit, term, labels),
            )
            for term, row in zip(given.terms[name], rows, strict=True)
        )
        found.append(Model(name, columns, (fits.incl, fits.pri, fits.cov)))
    return Shown(given, framework, chart_words(lang), tuple(found))


def _chosen(given: Solution, models: Sequence[str] | None, most: int) -> list[str]:
    """Names of the models to be drawn."""
    for name in models or ():
        if name not in given.terms:
            raise UnknownId("model", str(name), list(given.terms)[:10])
    if models is not None:
        return list(dict.fromkeys(models))
    chosen: list[str] = []
    count = 0
    for name, terms in given.terms.items():
        count += len(terms)
        if chosen and count > most:
            break
        chosen.append(name)
    return chosen


def _cases(
    fit: ModelFit, term: tuple[int | None, ...], labels: Mapping[str, str]
) -> tuple[str, ...]:
    """Names of the members of a term, those outside of the outcome last and with a sign."""
    members = fit.of(term) > 0.5
    typical = [labels[fit.names[at]] for at in np.flatnonzero(members & fit.in_outcome)]
    odd = [labels[fit.names[at]] for at in np.flatnonzero(members & ~fit.in_outcome)]
    return (*typical, *(name + DEVIANT for name in odd))


def _core(given: Solution, model: str, term: tuple[int | None, ...]) -> tuple[bool, ...]:
    """For each condition whether a parsimonious term that holds this one has it."""
    if model not in given.parsimonious:
        return tuple(value is not None for value in term)
    around = [
        wide
        for wide in given.parsimonious[model]
        if all(value is None or value == own for value, own in zip(wide, term, strict=True))
    ]
    return tuple(any(wide[at] is not None for wide in around) for at in range(len(term)))
