"""How far anchors and cuts can move while a solution stays exactly what it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from engagement_kit.assess import Making
from engagement_kit.assess.columns import Column, shaped
from engagement_kit.cases import Cases
from engagement_kit.compare.given import is_number
from engagement_kit.compare.remaking import making_from
from engagement_kit.compare.sets.ranges import (
    CHANGE,
    LIMIT,
    NEIGHBOUR,
    End,
    Range,
    gap_range,
    stepped_range,
    whole_range,
)
from engagement_kit.compare.sets.reanalysis import Analysis, Cuts, formula_of
from engagement_kit.compare.sets.truth import TruthTable
from engagement_kit.errors import UnknownId, WrongKind
from engagement_kit.frameworks import Framework

if TYPE_CHECKING:
    from engagement_kit.compare.sets.memberships import Memberships

__all__ = ["COLUMNS", "Robustness", "qca_robustness"]

COLUMNS = (
    Column("parameter", "string", "which number: a cut, or column and anchor"),
    Column("column", "string", "column of the anchor; empty of a cut"),
    Column("value", "number", "what was decided", "see parameter"),
    Column("low", "number", "lower end of the range in which the solution stays", "see parameter"),
    Column("high", "number", "upper end of it", "see parameter"),
    Column("low_included", "boolean", "whether it stays at the lower end itself"),
    Column("high_included", "boolean", "whether it stays at the upper end itself"),
    Column("low_end", "string", "change, limit (looked no farther) or neighbour (next anchor)"),
    Column("high_end", "string", "change, limit or neighbour"),
    Column("below", "string", "what comes out just below the range"),
    Column("above", "string", "what comes out just above it"),
)
_ANCHORS = {
    1: ("threshold",),
    3: ("exclusion", "crossover", "inclusion"),
    6: (
        "exclusion, rising",
        "crossover, rising",
        "inclusion, rising",
        "inclusion, falling",
        "crossover, falling",
        "exclusion, falling",
    ),
}


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class Robustness:
    """The range of every anchor and cut within which a solution stays exactly the same.

    Attributes
    ----------
    table : DataFrame
        One row an anchor or cut; columns as declared in ``robustness.COLUMNS``.
    formula : str
        The solution: all its models.
    framework : Framework or None
    cases : Cases or None
    parameters : mapping
        Everything that was decided: outcome, conditions, thresholds, methods, cuts, solution, step,
        limit.
    remarks : tuple of str
    making : Making
    """

    table: pd.DataFrame
    formula: str
    framework: Framework | None
    cases: Cases | None
    parameters: Mapping[str, Any]
    remarks: tuple[str, ...]
    making: Making

    @property
    def lang(self) -> str:
        """Language of the framework, English where there is none."""
        return self.framework.lang if self.framework else "en"

    def __repr__(self) -> str:
        return f"<Robustness of {self.formula}: ranges of {len(self.table)} anchors and cuts>"

    def _repr_html_(self) -> str:
        from engagement_kit.compare.view import result_html

        facts = {"step": self.parameters["step"], "limit": self.parameters["limit"]}
        title = f"Robustness of {self.formula}"
        return result_html(title, facts, self.table, remarks=self.remarks, lang=self.lang)


def qca_robustness(
    raw: pd.DataFrame | Memberships,
    outcome: str,
    conditions: Sequence[str] | None = None,
    *,
    thresholds: Mapping[str, Sequence[float]] | None = None,
    method: str | Mapping[str, str] = "logistic",
    idm: float = 0.95,
    inclusion_cut: float = 0.8,
    n_cut: int = 1,
    pri_cut: float = 0,
    solution: str = "conservative",
    expectations: Mapping[str, Any] | Sequence[Any] | None = None,
    missing: str = "drop",
    step: float = 0.01,
    limit: float = 0.5,
) -> Robustness:
    """How far each anchor and each cut can move while the solution stays exactly the same.

    One number is moved at a time, all others stay. The same means all models with all their terms.
    Cuts and thresholds of crisp sets are exact: they make a difference only where they pass an
    observed inclusion, PRI or raw value, and one number between every two of these is tried.
    Anchors of fuzzy sets are moved outwards by ``step`` until the solution changes; within that
    step the place of the change is found by halving. A change that is undone within one step is
    not seen.

    Parameters
    ----------
    raw : DataFrame or Memberships
        A row a case. Columns named in ``thresholds`` hold raw values, all others memberships.
    outcome : str
        ``"SURV"``, ``"~SURV"``, or ``"DEV{2}"`` of a multi-value column.
    conditions : sequence of str, optional
        Columns; all but the outcome's if left out.
    thresholds : mapping of column to anchors, optional
        As :func:`calibrate` takes them. Without it only the cuts are moved.
    method : str or mapping of column to str
        Method of calibration: ``logistic``, ``linear`` or ``crisp``.
    idm : float
        Membership at the inclusion anchor, of the logistic method.
    inclusion_cut, n_cut, pri_cut : number
        As in :func:`truth_table`. The range of ``pri_cut`` is given where it is above 0.
    solution, expectations
        As in :func:`minimize`.
    missing : {"drop", "refuse"}
        As in :func:`truth_table`.
    step, limit : float
        By which share of the range of a column its anchors are moved, and how far at most.

    Raises
    ------
    UnknownId
        No such column, method, solution or policy.
    WrongKind
        Thresholds are out of order or no numbers; a cut or step is out of range; something is no
        membership, or the outcome does not vary.

    References
    ----------
    Oana, I.-E. and Schneider, C. Q. (2024). A robustness test protocol for applied QCA.
    Sociological Methods & Research 53(1), 57-88.

    Examples
    --------
    >>> table = pd.DataFrame(
    ...     {"A": [1, 1, 1, 0, 0, 0], "B": [1, 1, 0, 1, 0, 0], "Y": [1, 0.8, 0.7, 0.2, 0.1, 0.3]}
    ... )
    >>> found = qca_robustness(table, "Y")
    >>> found
    <Robustness of A*B: ranges of 2 anchors and cuts>
    >>> found.table[["parameter", "value", "low", "high", "below"]].head(1)
           parameter  value  low  high below
    0  inclusion_cut    0.8  0.7   0.9     A
    """
    given = {name: [float(one) for one in anchors] for name, anchors in (thresholds or {}).items()}
    table = getattr(raw, "table", raw)
    _expect_input(table, given, step, limit)
    analysis = Analysis(
        raw=table,
        outcome=outcome,
        conditions=None if conditions is None else list(conditions),
        methods={name: method if isinstance(method, str) else method[name] for name in given},
        idm=idm,
        solution={"solution": solution, "expectations": expectations},
        missing=missing,
    )
    cuts = Cuts(inclusion_cut, n_cut, pri_cut)
    first = analysis.table(given, cuts)  # which says what is wrong with the input, if anything is
    rows = [
        *_cut_rows(analysis, first, given, cuts),
        *(
            row
            for name in given
            for row in _anchor_rows(analysis, first, given, cuts, name, (step, limit))
        ),
    ]
    formula = formula_of(first, analysis.solution)
    choices: dict[str, Any] = {"outcome": outcome, "conditions": analysis.conditions}
    choices |= {"thresholds": given or None, "method": method, "idm": idm, "missing": missing}
    choices |= {"inclusion_cut": inclusion_cut, "n_cut": n_cut, "pri_cut": pri_cut}
    choices |= {"solution": solution, "expectations": expectations, "step": step, "limit": limit}
    made = shaped(COLUMNS, rows)
    return Robustness(
        table=made,
        formula=formula,
        framework=getattr(raw, "framework", None),
        cases=getattr(raw, "cases", None),
        parameters=choices,
        remarks=(*first.remarks, *_remarks(made)),
        making=making_from("qca_robustness", raw, **choices),
    )


def _expect_input(table: object, given: Mapping[str, Any], step: object, limit: object) -> None:
    if not isinstance(table, pd.DataFrame):
        raise WrongKind("Robustness", type(table).__name__, "a DataFrame, a row a case")
    for name in given:
        if name not in table.columns:
            raise UnknownId("column with thresholds", name, map(str, table.columns))
    for name, share in (("step", step), ("limit", limit)):
        if not is_number(share) or not 0 < share <= 10:
            raise WrongKind(name, repr(share), "a share of a column's range, above 0, such as .01")


def _cut_rows(
    analysis: Analysis, first: TruthTable, given: Mapping[str, Any], cuts: Cuts
) -> Iterator[tuple[object, ...]]:
    """The ranges of the cuts: exact, as only observed numbers matter."""

    def of_cut(name: str) -> Any:
        return lambda value: analysis.formula(first, given, replace(cuts, **{name: value}))

    table = first.table
    ends = End(0.0, is_included=False, reason=LIMIT), End(1.0, is_included=True, reason=LIMIT)
    found = gap_range(table["incl"], cuts.inclusion_cut, of_cut("inclusion_cut"), *ends)
    yield _row("inclusion_cut", "", cuts.inclusion_cut, found)
    found = whole_range(cuts.n_cut, of_cut("n_cut"), int(table["n"].max()) + 1)
    yield _row("n_cut", "", cuts.n_cut, found)
    if cuts.pri_cut > 0:
        ends = End(0.0, is_included=True, reason=LIMIT), ends[1]
        yield _row(
            "pri_cut",
            "",
            cuts.pri_cut,
            gap_range(table["pri"], cuts.pri_cut, of_cut("pri_cut"), *ends),
        )


def _anchor_rows(
    analysis: Analysis,
    first: TruthTable,
    given: Mapping[str, Any],
    cuts: Cuts,
    column: str,
    steps: tuple[float, float],
) -> Iterator[tuple[object, ...]]:
    """The range of every anchor of a column, between the anchors beside it."""
    anchors = given[column]
    values = analysis.raw[column].dropna().to_numpy(float)
    width = float(np.ptp(values))
    for place, anchor in enumerate(anchors):

        def outcome(value: float, place: int = place) -> str:
            moved = [*anchors[:place], value, *anchors[place + 1 :]]
            return analysis.formula(first, {**given, column: moved}, cuts)

        low, high = _neighbours(anchors, place)
        if analysis.methods[column] == "crisp":
            floor = End(max(low, values.min()), is_included=low < values.min(), reason=NEIGHBOUR)
            ceiling = End(min(high, values.max() + width), is_included=False, reason=NEIGHBOUR)
            found = gap_range(values, anchor, outcome, floor, ceiling)
        else:
            step, limit = steps
            count = max(1, round(limit / step))
            found = stepped_range(anchor, outcome, step * width, count, (low, high))
        yield _row(f"{column}: {_anchor_name(anchors, place)}", column, anchor, found)


def _neighbours(anchors: Sequence[float], place: int) -> tuple[float, float]:
    beside = [anchors[other] for other in (place - 1, place + 1) if 0 <= other < len(anchors)]
    lower = [other for other in beside if other <= anchors[place]]
    higher = [other for other in beside if other > anchors[place]]
    return max(lower, default=-np.inf), min(higher, default=np.inf)


def _anchor_name(anchors: Sequence[float], place: int) -> str:
    names = _ANCHORS.get(len(anchors))
    return names[place] if names else f"threshold {place + 1}"


def _row(parameter: str, column: str, value: float, found: Range) -> tuple[object, ...]:
    low, high = found.low, found.high
    return (
        *(parameter, column, value, low.at, high.at, low.is_included, high.is_included),
        *(low.reason, high.reason, low.beyond, high.beyond),
    )


def _remarks(table: pd.DataFrame) -> list[str]:
    """Numbers that change the solution as soon as they are moved a little either way."""
    is_changed = (table["low_end"] == CHANGE) | (table["high_end"] == CHANGE)
    far = len(table) - int(is_changed.sum())
    told = [f"Of {len(table)} numbers, {len(table) - far} change the solution within their limits."]
    width = (table["high"] - table["low"]).where(table["column"] == "")
    cut = table[(table["parameter"] == "inclusion_cut") & (width < 0.05)]
    told += [
        f"The solution holds for inclusion cuts from {row.low:.3f} to {row.high:.3f} only: less "
        "than .05 decides it."
        for row in cut.itertuples()
    ]
    return told
