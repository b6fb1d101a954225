"""From a truth table to its solutions: conservative, parsimonious, intermediate."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice, product
from typing import Any

from engagement_kit.compare.given import is_whole
from engagement_kit.compare.remaking import making_from
from engagement_kit.compare.sets.counterfactuals import expected_values
from engagement_kit.compare.sets.logic import (
    Minimal,
    Model,
    Pair,
    intermediate_models,
    minimal_models,
)
from engagement_kit.compare.sets.model_fit import term_text
from engagement_kit.compare.sets.primes import Row, primes_avoiding, primes_within
from engagement_kit.compare.sets.solution import Solution
from engagement_kit.compare.sets.truth import TruthTable
from engagement_kit.errors import UnknownId, WrongKind

__all__ = ["SOLUTIONS", "contradictory_assumptions", "minimize", "models_of"]

SOLUTIONS = ("conservative", "parsimonious", "intermediate")

_PAIR_ROWS = 300_000  # rows to be gone through in all pairs of models: more pairs, fewer rows
_FEW_PAIRS = 10

Expectations = Mapping[str, Any] | Sequence[Any] | str | None


def minimize(
    truth_table: TruthTable,
    solution: str = "conservative",
    expectations: Expectations = None,
    *,
    max_models: int = 10_000,
) -> Solution:
    """Every shortest formula for the positive configurations of a truth table.

    All prime implicants are found, then every choice of as few of them as possible that covers all
    positive configurations: exact and complete, for conditions of two or more values. A
    conservative solution covers nothing but positive configurations. A parsimonious one may cover
    remainders (configurations without enough cases) wherever that makes it shorter. An intermediate
    one may cover those of them that are easy counterfactuals: within a parsimonious term that holds
    a conservative one, remainders that differ from the conservative term only in conditions for
    which it demands another value than those expected to favour the outcome. Negative
    configurations are covered by none; contradictions count as negative, since their inclusion is
    below the cut. Every pair of a conservative and a parsimonious model has its own easy
    counterfactuals; their models are listed together. Terms and models stand in the order of R's
    package QCA: short terms first, those that tied models share before the others.

    Inclusion of a term or model is sum(min(x, y)) / sum(x), its coverage sum(min(x, y)) / sum(y),
    PRI as in :func:`truth_table`; the unique coverage of a term is the coverage of its model less
    that of the model without it. All are over the cases of the truth table.

    Parameters
    ----------
    truth_table : TruthTable
        From :func:`truth_table`; of ``"~SURV"`` for what goes with the absence of an outcome.
    solution : {"conservative", "parsimonious", "intermediate"}
    expectations : mapping, sequence or str, optional
        Directional expectations of an intermediate solution: condition to 1 (its presence favours
        the outcome), 0 (its absence) or None; to one or several values of a multi-value condition.
        As a sequence or text (``"1,1,-,0"``), one for each condition. Without any, nothing is an
        easy counterfactual.
    max_models : int
        How many tied models are listed at most. Of more, 25 are listed and their number is told.

    Raises
    ------
    WrongKind
        It is no truth table; an expectation fits no condition; there are more than 20 conditions,
        or too many configurations without order for an exact answer: the fewest terms were neither
        found in the steps of the search nor proven by integer programming within 30 seconds. That
        is the one thing here that hangs on the machine; it never decides which answer is given.
    UnknownId
        No such kind of solution or condition.

    References
    ----------
    Ragin, C. C. (2008). Redesigning social inquiry. University of Chicago Press. Chapters 8 and 9.
    Dusa, A. (2019). QCA with R. Springer. Chapters 8 and 10.
    Baumgartner, M. and Thiem, A. (2017). Model ambiguities in configurational comparative research.
    Sociological Methods & Research 46(4), 954-987.

    Examples
    --------
    >>> import pandas as pd
    >>> from engagement_kit.compare.sets.truth import truth_table
    >>> cases = pd.DataFrame({"A": [1, 1, 0, 0], "B": [1, 0, 1, 0], "Y": [1, 1, 0, 0]})
    >>> minimize(truth_table(cases, "Y"))
    <Solution for Y, conservative: A -> Y>
    """
    _expect_choices(truth_table, solution, max_models)
    expected = expected_values(expectations, truth_table.conditions, truth_table.levels)
    configurations = (truth_table.positive, truth_table.negative, truth_table.levels)
    found, pairs, all_pairs = models_of(*configurations, solution, expected, max_models)
    remarks = _remarks(truth_table, solution, found, all_pairs=all_pairs)
    if solution == "intermediate" and not any(expected):
        remarks += ("No condition has an expectation, so no counterfactual is easy.",)
    asked = {n: _told(v) for n, v in zip(truth_table.conditions, expected, strict=True)}
    chosen = {"solution": solution, "expectations": asked, "max_models": max_models}
    return _solution(truth_table, found, pairs, remarks, chosen)


def _expect_choices(truth: object, solution: str, max_models: object) -> None:
    if not isinstance(truth, TruthTable):
        advice = "truth_table(memberships, outcome) makes one."
        raise WrongKind("minimize", type(truth).__name__, "a truth table", advice)
    if solution not in SOLUTIONS:
        raise UnknownId("kind of solution", str(solution), SOLUTIONS)
    if not is_whole(max_models, 1):
        raise WrongKind("max_models", repr(max_models), "a whole number, 1 or more")


def models_of(
    rows: Sequence[Row],
    barred: Sequence[Row],
    levels: Sequence[int],
    solution: str,
    expected: Any,
    most: int,
) -> tuple[Minimal, Mapping[Model, Pair], bool]:
    """Models, for an intermediate solution the pairs they lie between, whether of all pairs.

    ``rows`` are the positive configurations, ``barred`` the negative ones; the others as they come
    from :func:`minimize`.
    """
    if solution == "conservative" or not rows:
        return minimal_models(primes_within(rows, (), levels), most), {}, True
    chart = primes_avoiding(rows, barred, levels)
    if solution == "parsimonious":
        return minimal_models(chart, most), {}, True
    most_pairs = max(_FEW_PAIRS, _PAIR_ROWS // len(rows))
    wide = minimal_models(chart, most_pairs)
    narrow = minimal_models(primes_within(rows, (), levels), most_pairs)
    is_whole = _is_listed(narrow) and _is_listed(wide)
    limit = most_pairs if is_whole else _FEW_PAIRS
    pairs: Iterable[Pair] = islice(product(narrow.models, wide.models), limit)
    found, between = intermediate_models(pairs, expected, rows, levels, most)
    all_pairs = is_whole and len(narrow.models) * len(wide.models) <= limit
    return found, between, all_pairs


def _is_listed(found: Minimal) -> bool:
    """Whether every minimal model is listed."""
    return found.counted and found.count == len(found.models)


def _remarks(
    truth: TruthTable, solution: str, found: Minimal, *, all_pairs: bool
) -> tuple[str, ...]:
    """What a reader must know of the models beyond what the truth table says."""
    told = list(truth.remarks)
    if not truth.positive:
        cut = truth.parameters["inclusion_cut"]
        told.append(
            f"No sound solution: no configuration goes with {truth.outcome} at an inclusion of "
            f"{cut:g} and at least {truth.parameters['n_cut']} case(s)."
        )
    elif not truth.negative and solution != "conservative":
        told.append("No observed configuration is negative, so that nothing speaks against it.")
    if any(term.count(None) == len(term) for model in found.models for term in model):
        told.append("The solution is the constant 1: it holds for every case and explains nothing.")
    if not _is_listed(found):
        number = f"{found.count:,}" if found.counted else f"At least {found.count:,}"
        are = "are" if found.count != 1 else "is"
        told.append(
            f"{number} minimal models {are} tied, of which {len(found.models):,} are listed: "
            "ties have not all been listed."
        )
    elif found.count > 1:
        told.append(
            f"{found.count:,} models are tied (M1 to M{found.count}): these data cannot tell "
            "which of them holds, so all belong in a report."
        )
    if not all_pairs:
        told.append(
            "Conservative and parsimonious models are so many that not every pair of them was "
            "gone through: further intermediate models are possible."
        )
    return tuple(told)


def _solution(
    truth: TruthTable,
    found: Minimal,
    between: Mapping[Model, Pair],
    remarks: tuple[str, ...],
    chosen: dict[str, Any],
) -> Solution:
    """The result with its models named M1, M2, ..."""
    names = [f"M{number}" for number in range(1, len(found.models) + 1)]
    terms = dict(zip(names, found.models, strict=True))
    every = {*found.primes, *(term for model in found.models for term in model)}
    texts = {
        term: term_text(term, truth.conditions, multi_value=truth.is_multi_value) for term in every
    }
    return Solution(
        models=[[texts[term] for term in model] for model in found.models],
        terms=terms,
        primes=[texts[term] for term in found.primes],
        n_models=found.count,
        parsimonious={name: between[model][1] for name, model in terms.items() if between},
        truth_table=truth,
        framework=truth.framework,
        cases=truth.cases,
        parameters={**truth.parameters, **chosen},
        remarks=remarks,
        making=making_from("minimize", truth, **chosen),
    )


def _told(values: frozenset[int]) -> int | list[int] | None:
    """An expectation as it is kept: a value, several, or None."""
    if len(values) > 1:
        return sorted(values)
    return next(iter(values), None)


def contradictory_assumptions(one: Solution, other: Solution) -> dict[tuple[str, str], list[Row]]:
    """Remainders that two solutions assume both to go with an outcome and with its negation.

    Parameters
    ----------
    one, other : Solution
        Of an outcome and of its negation, with the same conditions.

    Returns
    -------
    dict
        For each pair of models the configurations that both cover although none was observed: a
        claim and its contrary. Models that share none are left out.

    Raises
    ------
    WrongKind
        They are no solutions, or not of an outcome and its negation with the same conditions.
    """
    _expect_solution(one)
    _expect_solution(other)
    first, second = one.truth_table, other.truth_table
    outcomes = {first.outcome, second.outcome}
    is_negation = len(outcomes) == 2 and len({text.lstrip("~") for text in outcomes}) == 1
    if first.conditions != second.conditions or not is_negation:
        raise WrongKind(
            "contradictory_assumptions",
            f"solutions for {first.outcome} and {second.outcome}",
            "an outcome and its negation, with the same conditions",
        )
    found = {
        (mine, theirs): sorted(set(rows) & set(others))
        for mine, rows in one.assumptions.items()
        for theirs, others in other.assumptions.items()
    }
    return {pair: rows for pair, rows in found.items() if rows}


def _expect_solution(result: object) -> None:
    if not isinstance(result, Solution):
        expected = "two solutions, as minimize() gives them"
        raise WrongKind("contradictory_assumptions", type(result).__name__, expected)
