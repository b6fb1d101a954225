"""Solutions under missing memberships: in how many completions each model is found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from engagement_kit.assess import Making
from engagement_kit.assess.columns import Column, shaped
from engagement_kit.cases import Cases
from engagement_kit.compare.remaking import making_from
from engagement_kit.compare.sets.completion import chosen_completions, rows_of, told_completions
from engagement_kit.compare.sets.completions import Completions, open_cells
from engagement_kit.compare.sets.counterfactuals import expected_values
from engagement_kit.compare.sets.memberships import Memberships
from engagement_kit.compare.sets.model_fit import term_text
from engagement_kit.compare.sets.primes import Row
from engagement_kit.compare.sets.solving import SOLUTIONS, models_of
from engagement_kit.compare.sets.truth import expect_cuts
from engagement_kit.compare.view import result_html
from engagement_kit.errors import UnknownId
from engagement_kit.frameworks import Framework

__all__ = ["COLUMNS", "SolutionsUnderMissing", "solutions_under_missing"]

COLUMNS: tuple[Column, ...] = (
    Column("model", "string", "terms joined by +, conditions in their order"),
    Column("n", "integer", "completions in which it is a model", "completions"),
    Column("share", "number", "of the completions looked at", "0 to 1"),
    Column("n_alone", "integer", "completions in which it is the only model", "completions"),
)

_MOST_MODELS = 1_000  # of one completion; of more the first are counted, and a remark says so
_Solved = tuple[tuple[str, ...], bool]


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class SolutionsUnderMissing:
    """The models that completions of missing memberships lead to, and how often each does.

    Attributes
    ----------
    table : DataFrame
        A row a model, columns as declared in :data:`COLUMNS`, most frequent first.
    n_without : int
        Completions in which no configuration goes with the outcome.
    n_completions : int
        How many completions there are.
    is_exact : bool
        Whether each of them was looked at, or some were drawn.
    framework : Framework or None
    cases : Cases or None
    parameters : mapping
        outcome, conditions, solution, expectations, cuts, missing, limit, draws, seed,
        n_looked_at, n_cases_used, open_cases.
    remarks : tuple of str
    making : Making
    """

    table: pd.DataFrame
    n_without: int
    n_completions: int
    is_exact: bool
    framework: Framework | None
    cases: Cases | None
    parameters: Mapping[str, Any]
    remarks: tuple[str, ...]
    making: Making

    @property
    def lang(self) -> str:
        """Language of its words."""
        return self.framework.lang if self.framework else "en"

    @property
    def always(self) -> tuple[str, ...]:
        """Models that are found in every completion looked at."""
        return tuple(self.table.loc[self.table["share"] == 1, "model"])

    def __len__(self) -> int:
        return len(self.table)

    def __repr__(self) -> str:
        looked = f"{self.parameters['n_looked_at']:,} of {self.n_completions:,} completions"
        found = f"{len(self)} models, {len(self.always)} in all"
        return f"<SolutionsUnderMissing of {self.parameters['outcome']}: {found} of {looked}>"

    def _repr_html_(self) -> str:
        chosen = self.parameters
        facts = {
            "completions": f"{self.n_completions:,}",
            "looked at": f"{chosen['n_looked_at']:,}",
            "without a model": self.n_without,
        }
        title = f"{str(chosen['solution']).capitalize()} solutions for {chosen['outcome']}"
        return result_html(title, facts, self.table, remarks=self.remarks, lang=self.lang)


def solutions_under_missing(
    memberships: pd.DataFrame | Memberships,
    outcome: str,
    conditions: Sequence[str] | None = None,
    *,
    solution: str = "conservative",
    expectations: Mapping[str, Any] | Sequence[Any] | str | None = None,
    inclusion_cut: float = 0.8,
    n_cut: int = 1,
    pri_cut: float = 0,
    missing: str = "bounds",
    limit: int = 4096,
    draws: int = 1000,
    seed: int = 0,
) -> SolutionsUnderMissing:
    """In how many completions of missing memberships each model of a solution is found.

    Memberships are completed as by :func:`complete_truth_table`; each completion is minimised as by
    :func:`minimize`, and every one of its models is counted, so that shares may add up to more than
    1 where models are tied. A share counts completions; it is no probability.

    Parameters
    ----------
    memberships, outcome, conditions, inclusion_cut, n_cut, pri_cut, missing, limit, draws, seed
        As for :func:`complete_truth_table`.
    solution, expectations
        As for :func:`minimize`.

    Raises
    ------
    WrongKind, UnknownId
        As these two functions.

    Examples
    --------
    >>> table = pd.DataFrame({"A": [1, 1, 0, 0], "B": [1, 0, 1, 0], "Y": [1, None, 0, 0]})
    >>> solutions_under_missing(table, "Y").table
      model  n  share  n_alone
    0     A  1    0.5        1
    1   A*B  1    0.5        1
    """
    expect_cuts(inclusion_cut, n_cut, pri_cut)
    if solution not in SOLUTIONS:
        raise UnknownId("kind of solution", str(solution), SOLUTIONS)
    gaps = open_cells(memberships, outcome, conditions)
    expected = expected_values(expectations, gaps.conditions, gaps.levels)
    cuts: dict[str, Any] = {"inclusion_cut": inclusion_cut, "n_cut": n_cut, "pri_cut": pri_cut}
    wholes, is_exact = chosen_completions(gaps, missing, limit, draws, seed)
    outs, looked = _outs(gaps, wholes, cuts)
    solved = {key: _solve(gaps, *key, solution, expected) for key in outs}
    chosen: dict[str, Any] = {"outcome": str(gaps.outcome), "conditions": list(gaps.conditions)}
    chosen |= {"solution": solution, "expectations": _kept(expectations), **cuts}
    chosen |= {"missing": missing, "limit": limit, "draws": draws, "seed": seed}
    without = sum(count for key, count in outs.items() if not solved[key][0])
    return SolutionsUnderMissing(
        table=_table(outs, solved, looked),
        n_without=without,
        n_completions=gaps.count,
        is_exact=is_exact,
        framework=getattr(memberships, "framework", None),
        cases=getattr(memberships, "cases", None),
        parameters={
            **chosen,
            "n_looked_at": looked,
            "n_cases_used": len(gaps.frame),
            "open_cases": gaps.open_cases,
        },
        remarks=_remarks(gaps, looked, without, solved, is_exact=is_exact),
        making=making_from("solutions_under_missing", memberships, **chosen),
    )


_Key = tuple[tuple[Row, ...], tuple[Row, ...]]


def _outs(gaps: Completions, wholes: Any, cuts: Mapping[str, Any]) -> tuple[dict[_Key, int], int]:
    """Which configurations are positive and which negative, and in how many completions."""
    found: dict[_Key, int] = {}
    looked = 0
    for whole in wholes:
        looked += 1
        rows = rows_of(gaps, whole, **cuts)
        key = (
            tuple(sorted(row for row, *_, out in rows if out == 1)),
            tuple(sorted(row for row, *_, out in rows if out == 0)),
        )
        found[key] = found.get(key, 0) + 1
    return found, looked


def _solve(
    gaps: Completions,
    positive: tuple[Row, ...],
    negative: tuple[Row, ...],
    solution: str,
    expected: Any,
) -> _Solved:
    """The models of one truth table as text, and whether these are all."""
    found, _, all_pairs = models_of(
        positive, negative, gaps.levels, solution, expected, _MOST_MODELS
    )
    is_multi_value = max(gaps.levels) > 2
    models = tuple(
        " + ".join(term_text(term, gaps.conditions, multi_value=is_multi_value) for term in model)
        for model in found.models
    )
    return models, all_pairs and found.counted and found.count == len(models)


def _table(outs: Mapping[_Key, int], solved: Mapping[_Key, _Solved], looked: int) -> pd.DataFrame:
    counts: dict[str, list[int]] = {}
    for key, times in outs.items():
        models, _ = solved[key]
        for model in models:
            one = counts.setdefault(model, [0, 0])
            one[0] += times
            one[1] += times if len(models) == 1 else 0
    rows = [(model, n, n / looked, alone) for model, (n, alone) in counts.items()]
    return shaped(COLUMNS, sorted(rows, key=lambda row: (-row[1], row[0])))


def _remarks(
    gaps: Completions,
    looked: int,
    without: int,
    solved: Mapping[_Key, _Solved],
    *,
    is_exact: bool,
) -> tuple[str, ...]:
    told = list(told_completions(gaps, looked, is_exact=is_exact))
    if without:
        told.append(
            f"No sound solution in {without:,} of {looked:,} completions: no configuration goes "
            f"with {gaps.outcome}."
        )
    if not all(is_whole for _, is_whole in solved.values()):
        told.append("In some completions not all tied models have been listed.")
    return tuple(told)


def _kept(expectations: Any) -> Any:
    """Expectations in values that JSON knows."""
    if isinstance(expectations, Mapping):
        return dict(expectations)
    return (
        expectations if expectations is None or isinstance(expectations, str) else [*expectations]
    )
