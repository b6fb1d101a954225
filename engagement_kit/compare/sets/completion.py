"""The truth table under missing memberships: which rows hold whatever the gaps may be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from engagement_kit.assess import Making
from engagement_kit.assess.columns import Column, shaped
from engagement_kit.cases import Cases
from engagement_kit.compare.given import is_whole
from engagement_kit.compare.remaking import making_from
from engagement_kit.compare.sets.completions import COMPLETION_POLICIES, Completions, open_cells
from engagement_kit.compare.sets.fit import PLACES, rows_fit, settle
from engagement_kit.compare.sets.memberships import Memberships
from engagement_kit.compare.sets.set_data import read_memberships
from engagement_kit.compare.sets.truth import expect_cuts
from engagement_kit.compare.view import result_html
from engagement_kit.errors import UnknownId, WrongKind
from engagement_kit.frameworks import Framework

__all__ = ["COLUMNS", "CompletedTruthTables", "complete_truth_table", "told_completions"]

COLUMNS: tuple[Column, ...] = (
    Column("status", "string", "settled if out is one and the same in every completion, else open"),
    Column("out", "integer", "1 or 0 where settled; empty if open, or always a remainder"),
    Column("share_positive", "number", "completions in which it goes with the outcome", "0 to 1"),
    Column("share_negative", "number", "completions in which it does not", "0 to 1"),
    Column("share_remainder", "number", "completions with fewer cases than n_cut", "0 to 1"),
    Column("n_low", "integer", "fewest cases in any completion", "cases"),
    Column("n_high", "integer", "most cases in any completion", "cases"),
    Column("incl_low", "number", "lowest inclusion, where it has a case", "0 to 1"),
    Column("incl_high", "number", "highest inclusion, where it has a case", "0 to 1"),
    Column("pri_low", "number", "lowest PRI, where it has a case", "0 to 1"),
    Column("pri_high", "number", "highest PRI, where it has a case", "0 to 1"),
    Column("cases", "string", "cases that belong to it in every completion"),
    Column("possible", "string", "cases that belong to it in some completion only"),
)

_NEARLY = 1e-9
Array = NDArray[np.float64]
Row = tuple[int, ...]


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class CompletedTruthTables:
    """What the truth table may be, over all completions of missing memberships or a sample.

    Attributes
    ----------
    table : DataFrame
        A row a configuration that has a case in some completion: the conditions, then columns as
        declared in :data:`COLUMNS`; settled rows first.
    conditions : tuple of str
    outcome : str
    levels : tuple of int
    n_completions : int
        How many completions there are.
    is_exact : bool
        Whether each of them was looked at, or some were drawn.
    framework : Framework or None
    cases : Cases or None
    parameters : mapping
        outcome, conditions, cuts, missing (the policy asked for), limit, draws, seed, n_looked_at,
        n_cases_used, open_cases, left_out.
    remarks : tuple of str
    making : Making
    """

    table: pd.DataFrame
    conditions: tuple[str, ...]
    outcome: str
    levels: tuple[int, ...]
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
    def n_settled(self) -> int:
        """How many of the rows are settled."""
        return int(self.table["status"].eq("settled").sum())

    def __len__(self) -> int:
        return len(self.table)

    def __repr__(self) -> str:
        looked = "all" if self.is_exact else f"{self.parameters['n_looked_at']:,} drawn"
        return (
            f"<CompletedTruthTables of {self.outcome}: {self.n_settled} of {len(self)} rows "
            f"settled in {looked} of {self.n_completions:,} completions>"
        )

    def _repr_html_(self) -> str:
        chosen = self.parameters
        facts = {
            "cases": chosen["n_cases_used"],
            "with gaps": len(chosen["open_cases"]),
            "completions": f"{self.n_completions:,}",
            "looked at": f"{chosen['n_looked_at']:,}",
            "settled rows": f"{self.n_settled} of {len(self)}",
        }
        title = f"Truth table of {self.outcome} under missing memberships"
        return result_html(title, facts, self.table, remarks=self.remarks, lang=self.lang)


def complete_truth_table(
    memberships: pd.DataFrame | Memberships,
    outcome: str,
    conditions: Sequence[str] | None = None,
    *,
    inclusion_cut: float = 0.8,
    n_cut: int = 1,
    pri_cut: float = 0,
    missing: str = "bounds",
    limit: int = 4096,
    draws: int = 1000,
    seed: int = 0,
) -> CompletedTruthTables:
    """Truth tables over the completions of missing memberships: which rows hold in all of them.

    A gap of a crisp column is completed by 0 and by 1, of a multi-value column by each of its
    values, of a fuzzy one by its lower and its upper bound (those of :class:`Memberships`, else 0
    and 1). For fuzzy sets these are the extreme points: parameters between them may lie outside of
    the ranges. Shares count completions, each as likely as any other; that is no probability.

    Parameters
    ----------
    memberships, outcome, conditions, inclusion_cut, n_cut, pri_cut
        As for :func:`truth_table`.
    missing : {"bounds", "sample"}
        ``bounds``: every completion, where there are at most ``limit``, else ``draws`` drawn ones.
        ``sample``: drawn ones in any case.
    limit : int
        Most completions that are all looked at.
    draws, seed : int
        How many are drawn otherwise, and from which seed.

    Raises
    ------
    WrongKind, UnknownId
        As :func:`truth_table`.

    Examples
    --------
    >>> table = pd.DataFrame({"A": [1, 1, 0, None], "Y": [1, 1, 0, 0]}, index=list("abcd"))
    >>> found = complete_truth_table(table, "Y")
    >>> found
    <CompletedTruthTables of Y: 1 of 2 rows settled in all of 2 completions>
    >>> found.table[["A", "status", "out", "n_low", "n_high", "incl_low", "cases", "possible"]]
       A   status   out  n_low  n_high  incl_low cases possible
    0  0  settled     0      1       2  0.000000     c        d
    1  1     open  <NA>      2       3  0.666667   a,b        d
    """
    expect_cuts(inclusion_cut, n_cut, pri_cut)
    gaps = open_cells(memberships, outcome, conditions)
    if not gaps.cells:
        read_memberships(memberships, outcome, conditions)  # refuses an outcome that does not vary
    wholes, is_exact = chosen_completions(gaps, missing, limit, draws, seed)
    cuts: dict[str, Any] = {"inclusion_cut": inclusion_cut, "n_cut": n_cut, "pri_cut": pri_cut}
    tallies, looked = _tallied(gaps, wholes, **cuts)
    chosen: dict[str, Any] = {"outcome": str(gaps.outcome), "conditions": list(gaps.conditions)}
    chosen |= {**cuts, "missing": missing, "limit": limit, "draws": draws, "seed": seed}
    return CompletedTruthTables(
        table=_table(gaps, tallies, looked),
        conditions=gaps.conditions,
        outcome=str(gaps.outcome),
        levels=gaps.levels,
        n_completions=gaps.count,
        is_exact=is_exact,
        framework=getattr(memberships, "framework", None),
        cases=getattr(memberships, "cases", None),
        parameters={**chosen, "n_looked_at": looked, **_counted(gaps)},
        remarks=told_completions(gaps, looked, is_exact=is_exact),
        making=making_from("complete_truth_table", memberships, **chosen),
    )


def chosen_completions(
    gaps: Completions, missing: str, limit: int, draws: int, seed: int
) -> tuple[Any, bool]:
    """The completions that a policy looks at, and whether these are all.

    Raises
    ------
    UnknownId
        No such policy.
    WrongKind
        ``limit`` or ``draws`` is no number from 1.
    """
    if missing not in COMPLETION_POLICIES:
        raise UnknownId("policy for completions", str(missing), COMPLETION_POLICIES)
    counts: dict[str, object] = {"limit": limit, "draws": draws}
    for name, value in counts.items():
        if not is_whole(value, 1):
            raise WrongKind(name, repr(value), "a whole number, 1 or more")
    if missing == "bounds" and gaps.count <= limit:
        return gaps.every(), True
    return gaps.drawn(draws, seed), False


def told_completions(gaps: Completions, looked: int, *, is_exact: bool) -> tuple[str, ...]:
    """What a reader must know of the completions: who has gaps, what was looked at."""
    cases = gaps.open_cases
    if not cases and not gaps.left_out:
        return ("No membership is missing.", *_at_middle(gaps))
    told = [f"{len(cases)} cases have gaps ({len(gaps.cells)} in all): {', '.join(cases)}."]
    told += [f"Left out, since a column does not apply: {', '.join(gaps.left_out)}."] * bool(
        gaps.left_out
    )
    told += _at_middle(gaps)
    if is_exact:
        return (*told, f"All {gaps.count:,} completions were looked at.")
    sampled = (
        f"{looked:,} of {gaps.count:,} completions were drawn: a row that is settled in these may "
        "be open in others, and ranges may be wider."
    )
    return (*told, sampled)


def _at_middle(gaps: Completions) -> list[str]:
    """Cases whose known membership in a condition is exactly .5."""
    several = dict(zip(gaps.conditions, np.asarray(gaps.levels) > 2, strict=True))
    fuzzy = gaps.frame[[name for name in gaps.conditions if not several[name]]]
    found = [str(case) for case, at in ((fuzzy - 0.5).abs() < _NEARLY).any(axis=1).items() if at]
    told = f"At exactly .5 in a condition, and so in no configuration: {', '.join(found)}."
    return [told] if found else []


@dataclass
class _Tally:
    """What was seen of one configuration."""

    outs: dict[int | None, int]
    n: list[int]
    incl: list[float]
    pri: list[float]
    cases: dict[int, int]


def _tallied(gaps: Completions, wholes: Any, **cuts: Any) -> tuple[dict[Row, _Tally], int]:
    tallies: dict[Row, _Tally] = {}
    looked = 0
    for whole in wholes:
        looked += 1
        for row, members, incl, reduced, out in rows_of(gaps, whole, **cuts):
            one = tallies.setdefault(row, _Tally({}, [], [], [], {}))
            one.outs[out] = one.outs.get(out, 0) + 1
            one.n.append(len(members))
            one.incl.append(incl)
            one.pri.append(reduced)
            for place in members:
                one.cases[place] = one.cases.get(place, 0) + 1
    return tallies, looked


def rows_of(
    gaps: Completions, whole: Array, *, inclusion_cut: float, n_cut: int, pri_cut: float
) -> list[tuple[Row, list[int], float, float, int | None]]:
    """Configurations of one completion: places of their cases, inclusion, PRI, out."""
    x, y = whole[:, :-1], gaps.y(whole)
    several = np.asarray(gaps.levels) > 2
    corners = np.where(several, x, x > 0.5).astype(int).tolist()
    middle = np.any((np.abs(x - 0.5) < _NEARLY) & ~several, axis=1)
    members: dict[Row, list[int]] = {}
    for place, corner in enumerate(corners):
        if not middle[place]:
            members.setdefault(tuple(corner), []).append(place)
    if not members:
        return []
    incl, reduced = rows_fit(list(members), x, several.tolist(), y)
    good = (incl.round(PLACES) >= settle(inclusion_cut)) & (
        reduced.round(PLACES) >= settle(pri_cut)
    )
    return [
        (row, places, float(incl[at]), float(reduced[at]), out)
        for at, (row, places) in enumerate(members.items())
        for out in (int(good[at]) if len(places) >= n_cut else None,)
    ]


def _table(gaps: Completions, tallies: Mapping[Row, _Tally], looked: int) -> pd.DataFrame:
    names = [str(case) for case in gaps.frame.index]
    rows = [_line(row, one, names, looked) for row, one in sorted(tallies.items())]
    width = len(gaps.conditions)
    # Settled rows first: positive, negative, remainders; then open ones, likeliest positive first.
    rows.sort(key=lambda line: (line[width] == "open", -line[width + 2], -line[width + 3], line))
    columns = (*(Column(name, "integer", "value") for name in gaps.conditions), *COLUMNS)
    return shaped(columns, rows).astype(dict.fromkeys(gaps.conditions, "int64"))


def _line(row: Row, one: _Tally, names: Sequence[str], looked: int) -> tuple[Any, ...]:
    absent = looked - len(one.n)
    outs = {out: one.outs.get(out, 0) for out in (1, 0, None)}
    outs[None] += absent
    settled = [out for out, count in outs.items() if count == looked]
    out = pd.NA if not settled or settled[0] is None else settled[0]
    sure = [names[place] for place, count in sorted(one.cases.items()) if count == looked]
    maybe = [names[place] for place, count in sorted(one.cases.items()) if count < looked]
    return (
        *row,
        "settled" if settled else "open",
        out,
        *(outs[kind] / looked for kind in (1, 0, None)),
        0 if absent else min(one.n),
        max(one.n),
        *(min(one.incl), max(one.incl), min(one.pri), max(one.pri)),
        ",".join(sure),
        ",".join(maybe),
    )


def _counted(gaps: Completions) -> dict[str, Any]:
    return {
        "n_cases_used": len(gaps.frame),
        "open_cases": gaps.open_cases,
        "left_out": gaps.left_out,
    }
