"""Which conditions, and which combinations of them, an outcome cannot be had without."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from engagement_kit.assess import Making
from engagement_kit.assess.columns import Column, shaped
from engagement_kit.cases import Cases
from engagement_kit.compare.given import is_number, is_whole
from engagement_kit.compare.remaking import making_from
from engagement_kit.compare.sets.fit import coverage, inclusion, ron, settle
from engagement_kit.compare.sets.set_data import SetData, read_memberships
from engagement_kit.compare.sets.supersets import (
    Array,
    Cuts,
    Pool,
    make_pool,
    necessary_conjunctions,
    necessary_disjunctions,
)
from engagement_kit.errors import WrongKind
from engagement_kit.frameworks import Framework

if TYPE_CHECKING:
    from engagement_kit.compare.sets.memberships import Memberships

__all__ = ["COLUMNS", "Necessity", "necessity"]

COLUMNS = (
    Column("term", "string", "condition, negation, conjunction or disjunction"),
    Column("incl", "number", "inclusion of the outcome in the term", "share, 0 to 1"),
    Column("ron", "number", "relevance of necessity: near 0 means trivial", "share, 0 to 1"),
    Column("cov", "number", "coverage: how much of the term the outcome fills", "share, 0 to 1"),
    Column("kind", "string", "single, conjunction or disjunction"),
    Column("passes", "boolean", "whether inclusion and relevance reach their cuts"),
    Column("n", "integer", "cases more in the term than out of it", "cases"),
    Column("deviant", "string", "cases in the outcome and not in the term, joined by commas"),
)
_CONJUNCTION, _DISJUNCTION, _SINGLE = "conjunction", "disjunction", "single"
_MIDDLE = 0.5  # neither in nor out


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class Necessity:
    """How far conditions are necessary for an outcome, and whether that says anything.

    Attributes
    ----------
    table : DataFrame
        One row a term; columns as declared in ``necessary.COLUMNS``. Single conditions and their
        negations come first, then what the search found: conjunctions, then disjunctions.
    outcome : str
    conditions : tuple of str
    memberships : DataFrame
        The cases that were used.
    framework : Framework or None
    cases : Cases or None
    parameters : mapping
        inclusion_cut, ron_cut, search, depth, missing, n_cases_given, n_cases_used, dropped.
    remarks : tuple of str
        What a reader has to know: trivial terms, cases that were left out.
    making : Making
    """

    table: pd.DataFrame
    outcome: str
    conditions: tuple[str, ...]
    memberships: pd.DataFrame
    framework: Framework | None
    cases: Cases | None
    parameters: Mapping[str, Any]
    remarks: tuple[str, ...]
    making: Making

    @property
    def lang(self) -> str:
        """Language of the framework, English where there is none."""
        return self.framework.lang if self.framework else "en"

    def to_r(self, path: str | Path, *, overwrite: bool = False) -> Path:
        """Write data and an R script that computes this again with QCA, and stops if it differs.

        See :func:`engagement_kit.exchange.to_r`, which does it for every other result.
        """
        from engagement_kit.compare.sets.r_script import script_sets

        return script_sets(self, path, overwrite=overwrite)

    def __repr__(self) -> str:
        used, passing = self.parameters["n_cases_used"], int(self.table["passes"].sum())
        terms = len(self.table)
        return f"<Necessity for {self.outcome}: {passing} of {terms} terms pass, {used} cases>"

    def _repr_html_(self) -> str:
        from engagement_kit.compare.view import result_html

        title = f"Necessity for {self.outcome}"
        facts = {
            "cases": self.parameters["n_cases_used"],
            "inclusion from": self.parameters["inclusion_cut"],
            "relevance from": self.parameters["ron_cut"],
        }
        return result_html(title, facts, self.table, remarks=self.remarks, lang=self.lang)


def necessity(
    memberships: pd.DataFrame | Memberships,
    outcome: str,
    conditions: Sequence[str] | None = None,
    *,
    inclusion_cut: float = 0.9,
    ron_cut: float = 0.6,
    search: bool = True,
    depth: int = 3,
    missing: str = "drop",
) -> Necessity:
    """Inclusion, relevance and coverage of every condition, and the combinations worth a look.

    A condition X is necessary for an outcome Y where Y is a subset of X. With x and y the
    memberships of the cases, inclusion is sum(min(x, y)) / sum(y), coverage sum(min(x, y)) /
    sum(x), and relevance of necessity (RoN) sum(1 - x) / sum(1 - min(x, y)): a condition that
    nearly every case has includes any outcome, and its RoN is near 0. A conjunction is the minimum
    of its conditions, a disjunction the maximum.

    Every single condition and its negation is in the table, whatever its numbers; conjunctions and
    disjunctions are there where they pass both cuts, no part of a conjunction can be left out
    without changing the membership of some case, and no part of a disjunction passes by itself.

    Parameters
    ----------
    memberships : DataFrame or Memberships
        A row a case, a column a condition or outcome: 0 and 1, degrees between, or the values of
        a multi-value condition.
    outcome : str
        ``"SURV"``, ``"~SURV"``, or ``"DEV{2}"`` of a multi-value column.
    conditions : sequence of str, optional
        Columns; all but the outcome's if left out.
    inclusion_cut, ron_cut : float
        From which inclusion and which RoN a term passes: .9 is customary, .6 this package's choice.
    search : bool
        Whether combinations are looked for.
    depth : int
        Of how many conditions a combination has at most.
    missing : {"drop", "refuse"}
        Cases with an unknown membership are left out, counted and named, or refused.

    Raises
    ------
    UnknownId
        No such column.
    WrongKind
        Something is no membership; the outcome is the same in all cases; a cut is not from 0 to 1.

    Notes
    -----
    It is assumed that memberships were calibrated with knowledge of the cases. Neither measure is
    a test: no probability is attached. An outcome that few cases have is included in much.

    References
    ----------
    Ragin, C. C. (2006). Set relations in social research. Political Analysis 14(3), 291-310.
    Schneider, C. Q. and Wagemann, C. (2012). Set-theoretic methods for the social sciences.
    Cambridge, section 9.1 (relevance of necessity).

    Examples
    --------
    >>> frame = pd.DataFrame({"A": [1, 1, 1, 0], "B": [1, 0, 1, 1], "Y": [1, 0, 1, 0]})
    >>> found = necessity(frame, "Y").table
    >>> found.loc[found["passes"], ["term", "incl", "ron", "cov"]]
      term  incl  ron  cov
    4  A*B   1.0  1.0  1.0
    """
    cuts = _expect_cuts(inclusion_cut, ron_cut, depth)
    data = read_memberships(memberships, outcome, conditions, missing=missing)
    columns = {name: data.frame[name].to_numpy(float) for name in data.conditions}
    pool = make_pool(columns, data.y, has_values=max(data.levels) > 2)
    table = _table(pool, data, cuts, search=search)
    choices: dict[str, Any] = {"inclusion_cut": inclusion_cut, "ron_cut": ron_cut}
    choices |= {"search": search, "depth": depth, "missing": missing}
    asked: dict[str, Any] = {"outcome": outcome}
    asked |= {"conditions": None if conditions is None else list(conditions)}
    counts = {"n_cases_given": data.n_given, "n_cases_used": len(data.frame)}
    return Necessity(
        table=table,
        outcome=data.outcome,
        conditions=data.conditions,
        memberships=data.frame,
        framework=data.framework,
        cases=data.cases,
        parameters={**choices, **counts, "dropped": data.dropped},
        remarks=(*data.remarks, *_remarks(table, data, cuts)),
        making=making_from("necessity", memberships, **asked, **choices),
    )


def _expect_cuts(inclusion_cut: object, ron_cut: object, depth: object) -> Cuts:
    for name, cut in (("inclusion_cut", inclusion_cut), ("ron_cut", ron_cut)):
        if not is_number(cut) or not 0 <= cut <= 1:
            raise WrongKind(name, repr(cut), "a number from 0 to 1")
    if not is_whole(depth, 1):
        raise WrongKind("depth", repr(depth), "a whole number from 1: conditions in a combination")
    return Cuts(settle(inclusion_cut), settle(ron_cut), depth)  # type: ignore[arg-type]


def _table(pool: Pool, data: SetData, cuts: Cuts, *, search: bool) -> pd.DataFrame:
    """A row for every single condition, then for every combination found."""
    conjunctions = necessary_conjunctions(pool, cuts) if search else []
    disjunctions = necessary_disjunctions(pool, cuts) if search else []
    rows = [
        *(_row(pool, (place,), _SINGLE, data, cuts) for place in range(len(pool.literals))),
        *(_row(pool, chosen, _CONJUNCTION, data, cuts) for chosen in sorted(conjunctions, key=len)),
        *(_row(pool, chosen, _DISJUNCTION, data, cuts) for chosen in sorted(disjunctions, key=len)),
    ]
    return shaped(COLUMNS, rows)


def _row(
    pool: Pool, chosen: tuple[int, ...], kind: str, data: SetData, cuts: Cuts
) -> tuple[object, ...]:
    members: Array = pool.members[list(chosen)]
    x = members.max(axis=0) if kind == _DISJUNCTION else members.min(axis=0)
    # What is necessary is a superset: the outcome is what has to be included.
    incl, relevance, cov = coverage(x, data.y), ron(x, data.y), inclusion(x, data.y)
    passes = settle(incl) >= cuts.inclusion and settle(relevance) >= cuts.ron
    term = (" + " if kind == _DISJUNCTION else "*").join(str(pool.literals[at]) for at in chosen)
    is_in = np.round(x, 9) > _MIDDLE
    is_deviant = (np.round(data.y, 9) > _MIDDLE) & (np.round(x, 9) < _MIDDLE)
    deviant = ",".join(np.array(data.names, dtype=object)[is_deviant])
    return (term, incl, relevance, cov, kind, passes, int(is_in.sum()), deviant)


def _remarks(table: pd.DataFrame, data: SetData, cuts: Cuts) -> list[str]:
    high = table[table["incl"].round(9) >= cuts.inclusion]
    told = [
        f"{row.term} includes the outcome ({row.incl:.3f}) but is hardly relevant (RoN "
        f"{row.ron:.3f}, below {cuts.ron:g}): so many cases have it that this says little."
        for row in high[high["ron"].round(9) < cuts.ron].itertuples()
    ]
    if not table["passes"].any():
        told.append(
            f"No term reaches an inclusion of {cuts.inclusion:g} with a relevance of {cuts.ron:g}: "
            f"nothing here is necessary for {data.outcome}."
        )
    return told
