"""The truth table: which configurations of conditions there are, and which go with the outcome."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import prod
from pathlib import Path
from typing import Any

import pandas as pd

from engagement_kit.assess import Making
from engagement_kit.cases import Cases
from engagement_kit.compare.given import is_number, is_whole
from engagement_kit.compare.remaking import making_from
from engagement_kit.compare.sets.configurations import (
    COLUMNS,
    STATES,
    configurations,
    corners,
    members_of,
    remarks_of,
    warnings_of,
)
from engagement_kit.compare.sets.fit import membership
from engagement_kit.compare.sets.memberships import Memberships
from engagement_kit.compare.sets.set_data import read_memberships
from engagement_kit.compare.view import result_html
from engagement_kit.errors import MethodWarning, WrongKind
from engagement_kit.frameworks import Framework

__all__ = ["COLUMNS", "STATES", "TruthTable", "expect_cuts", "truth_table"]

Row = tuple[int, ...]


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class TruthTable:
    """Every observed configuration of conditions with its cases and how it goes with the outcome.

    Attributes
    ----------
    table : DataFrame
        A row an observed configuration: the conditions, then columns as declared in
        :data:`COLUMNS`; best rows first.
    conditions : tuple of str
        In their order.
    outcome : str
        As it was asked for: ``SURV``, ``~SURV``, ``SURV{2}``.
    levels : tuple of int
        How many values each condition may have; 2 for crisp and fuzzy sets.
    memberships : DataFrame
        What it was made of: a row a case that was used, conditions and the outcome's column.
    members : mapping of configuration to names of cases
        Every observed configuration, and who has more than .5 membership in it.
    framework : Framework or None
    cases : Cases or None
    parameters : mapping
        What was decided and counted: outcome, conditions, inclusion_cut, n_cut, pri_cut, missing,
        n_cases_given, n_cases_used, dropped, ambiguous (cases at exactly .5, in no row).
    remarks : tuple of str
    making : Making
    """

    table: pd.DataFrame
    conditions: tuple[str, ...]
    outcome: str
    levels: tuple[int, ...]
    memberships: pd.DataFrame
    members: Mapping[Row, tuple[str, ...]]
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
    def is_multi_value(self) -> bool:
        """Whether a condition has more than two values: terms are then written ``DEV{2}``."""
        return max(self.levels) > 2

    @cached_property
    def positive(self) -> tuple[Row, ...]:
        """Configurations that go with the outcome, in the order of the table."""
        return self._rows(self.table["out"].eq(1).fillna(value=False))

    @cached_property
    def negative(self) -> tuple[Row, ...]:
        """Observed configurations that do not, contradictions among them."""
        return self._rows(self.table["out"].eq(0).fillna(value=False))

    @cached_property
    def contradictions(self) -> tuple[Row, ...]:
        """Crisp configurations whose cases differ in the outcome by more than the cut allows."""
        return self._rows(self.table["state"].eq("contradiction"))

    @cached_property
    def outcome_memberships(self) -> pd.Series:
        """Membership of each case, by its name, in the outcome as it was asked for."""
        names = [str(case) for case in self.memberships.index]
        return pd.Series(membership(self.outcome, self.memberships), index=names)

    @property
    def n_configurations(self) -> int:
        """How many configurations the conditions make, observed or not."""
        return prod(self.levels)

    @property
    def n_remainders(self) -> int:
        """How many of them have fewer cases than ``n_cut``, most often none."""
        return self.n_configurations - len(self.positive) - len(self.negative)

    def to_r(self, path: str | Path, *, overwrite: bool = False) -> Path:
        """Write data and an R script that computes this again with QCA, and stops if it differs.

        See :func:`engagement_kit.exchange.to_r`, which does it for every other result.
        """
        from engagement_kit.compare.sets.r_script import script_sets

        return script_sets(self, path, overwrite=overwrite)

    def _rows(self, chosen: pd.Series) -> tuple[Row, ...]:
        values = self.table.loc[chosen.astype(bool), list(self.conditions)]
        return tuple(tuple(map(int, row)) for row in values.itertuples(index=False))

    def __len__(self) -> int:
        return len(self.table)

    def __repr__(self) -> str:
        return (
            f"<TruthTable of {self.outcome}: {self.parameters['n_cases_used']} cases in "
            f"{len(self)} of {self.n_configurations:,} configurations, "
            f"{len(self.positive)} positive>"
        )

    def _repr_html_(self) -> str:
        chosen = self.parameters
        facts = {
            "cases": chosen["n_cases_used"],
            "configurations": f"{len(self)} of {self.n_configurations:,}",
            "inclusion cut": chosen["inclusion_cut"],
            "n cut": chosen["n_cut"],
            "PRI cut": chosen["pri_cut"],
        }
        title = f"Truth table of {self.outcome}"
        return result_html(title, facts, self.table, remarks=self.remarks, lang=self.lang)


def truth_table(
    memberships: pd.DataFrame | Memberships,
    outcome: str,
    conditions: Sequence[str] | None = None,
    *,
    inclusion_cut: float = 0.8,
    n_cut: int = 1,
    pri_cut: float = 0,
    missing: str = "drop",
) -> TruthTable:
    """Which configurations of conditions are observed, and which of them go with the outcome.

    A case belongs to the one configuration in which it has more than .5 membership. For each
    configuration, inclusion is sum(min(x, y)) / sum(x) and PRI is (sum(min(x, y)) -
    sum(min(x, y, 1-y))) / (sum(x) - sum(min(x, y, 1-y))), over all cases; both are rounded to 9
    decimals before they are compared with a cut. A configuration is positive where it has at least
    ``n_cut`` cases and reaches both cuts; with fewer cases it counts as a remainder. Crisp rows
    with inclusion strictly between 1 - ``inclusion_cut`` and ``inclusion_cut`` are contradictions;
    they count as negative. Cases at exactly .5 in a condition belong to no configuration.

    Parameters
    ----------
    memberships : DataFrame or Memberships
        A row a case (its name is the index), a column a condition or outcome: 0 and 1, degrees from
        0 to 1, or whole numbers from 0 for conditions of several values.
    outcome : str
        A column, ``~column`` for its negation, ``column{2}`` for one of several values.
    conditions : sequence of str, optional
        Columns in the order wanted; all but the outcome's if left out.
    inclusion_cut : float
        Inclusion from which a configuration goes with the outcome.
    n_cut : int
        Cases that a configuration must have.
    pri_cut : float
        PRI that it must reach as well; 0 asks for none.
    missing : {"drop", "refuse"}
        Cases that miss a membership in a column that is used: left out and named, or an error.
        :func:`complete_truth_table` keeps them.

    Raises
    ------
    WrongKind
        Something is no membership or named twice; the outcome does not vary; a cut is out of range.
    UnknownId
        No such column or policy.

    Warns
    -----
    MethodWarning
        There are more conditions than the cases warrant (see ``warranted.chance_of_order``), a
        condition that does not vary, or memberships at exactly .5.

    References
    ----------
    Ragin, C. C. (2008). Redesigning social inquiry. University of Chicago Press.
    Dusa, A. (2019). QCA with R. Springer.

    Examples
    --------
    >>> table = pd.DataFrame(
    ...     {"A": [1, 1, 1, 0, 0, 0, 0], "B": [1, 1, 0, 0, 0, 1, 1], "Y": [1, 1, 0, 0, 0, 0, 1]}
    ... )
    >>> truth_table(table, "Y").table[["A", "B", "out", "n", "incl", "state"]]
       A  B  out  n  incl          state
    0  1  1    1  2   1.0       positive
    1  0  1    0  2   0.5  contradiction
    2  0  0    0  2   0.0       negative
    3  1  0    0  1   0.0       negative
    """
    expect_cuts(inclusion_cut, n_cut, pri_cut)
    data = read_memberships(memberships, outcome, conditions, missing=missing)
    _expect_free_names(data.conditions)
    cuts: dict[str, Any] = {"inclusion_cut": inclusion_cut, "n_cut": int(n_cut), "pri_cut": pri_cut}
    places = corners(data)
    table = configurations(data, places, **cuts)
    chosen: dict[str, Any] = {"outcome": data.outcome, "conditions": list(data.conditions), **cuts}
    chosen["missing"] = missing
    ambiguous = [name for name, row in zip(data.names, places, strict=True) if row is None]
    warned = warnings_of(data, ambiguous)
    for sentence in (*data.unvarying, *warned):
        warnings.warn(sentence, MethodWarning, stacklevel=2)
    return TruthTable(
        table=table,
        conditions=data.conditions,
        outcome=data.outcome,
        levels=data.levels,
        memberships=data.frame,
        members=members_of(data, places),
        framework=data.framework,
        cases=data.cases,
        parameters={
            **chosen,
            "n_cases_given": data.n_given,
            "n_cases_used": len(data.frame),
            "dropped": data.dropped,
            "ambiguous": tuple(ambiguous),
        },
        remarks=(*data.remarks, *warned, *remarks_of(data, table)),
        making=making_from("truth_table", memberships, **chosen),
    )


def expect_cuts(inclusion_cut: object, n_cut: object, pri_cut: object) -> None:
    """Refuse cuts that are no numbers in their range."""
    _expect_share("inclusion_cut", inclusion_cut, above=True)
    _expect_share("pri_cut", pri_cut)
    if not is_whole(n_cut, 1):
        raise WrongKind("n_cut", repr(n_cut), "a whole number of cases, 1 or more")


def _expect_share(name: str, value: object, *, above: bool = False) -> None:
    if not is_number(value) or not 0 <= value <= 1 or (above and value == 0):
        raise WrongKind(name, repr(value), f"a number {'above' if above else 'from'} 0 to 1")


def _expect_free_names(conditions: Sequence[str]) -> None:
    taken = [column.name for column in COLUMNS if column.name in conditions]
    if taken:
        found = f"a condition named {taken[0]!r}"
        advice = "Rename it: the truth table has a column of this name."
        raise WrongKind("A truth table", found, "another name", advice)
