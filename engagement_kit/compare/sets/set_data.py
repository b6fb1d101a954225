"""Tables of memberships as set-theoretic analysis takes them: looked at, numbers, none missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from numbers import Real

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from engagement_kit.cases import Cases
from engagement_kit.compare.sets.fit import literal_membership
from engagement_kit.compare.sets.memberships import Memberships
from engagement_kit.compare.sets.terms import RESERVED, Literal, parse_literal
from engagement_kit.errors import UnknownId, WrongKind
from engagement_kit.frameworks import Framework

__all__ = ["MISSING_POLICIES", "SetData", "read_memberships", "used_columns"]

MISSING_POLICIES = ("drop", "refuse")

_MOST_VALUE = 9  # of a multi-value condition; larger whole numbers are raw values, not categories
_NEARLY = 1e-9  # what adding in another order may change
_MIDDLE = 0.5
_NAMES = " Names of cases belong in the index (set_index), or leave the column out of conditions."


@dataclass(frozen=True, eq=False, kw_only=True)
class SetData:
    """Memberships that an analysis is made of, after its policy for missing ones.

    Attributes
    ----------
    frame : DataFrame
        A row a case, the conditions in their order and the column of the outcome; numbers.
    outcome : str
        As it was asked for: ``SURV``, ``~SURV``, ``SURV{2}``.
    column : str
        Name of the outcome's column.
    conditions : tuple of str
    levels : tuple of int
        How many values each condition may have; 2 for crisp and fuzzy sets.
    y : array
        Membership of each case in the outcome as it was asked for.
    n_given : int
        Cases before any was dropped.
    dropped : tuple of str
        Cases that miss a membership in a column that is used.
    framework : Framework or None
    cases : Cases or None
    """

    frame: pd.DataFrame
    outcome: str
    column: str
    conditions: tuple[str, ...]
    levels: tuple[int, ...]
    y: NDArray[np.float64]
    n_given: int
    dropped: tuple[str, ...]
    framework: Framework | None
    cases: Cases | None

    @property
    def x(self) -> NDArray[np.float64]:
        """Memberships in the conditions: a row a case, a column a condition."""
        values: NDArray[np.float64] = self.frame[list(self.conditions)].to_numpy(float)
        return values

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the cases in the order of the rows."""
        return tuple(map(str, self.frame.index))

    @property
    def remarks(self) -> tuple[str, ...]:
        """Who was dropped, and how many are left; conditions that do not vary."""
        if not self.dropped:
            return self.unvarying
        names = ", ".join(self.dropped)
        count, left = len(self.dropped), len(self.frame)
        are = "case misses" if count == 1 else "cases miss"
        told = f"{count} {are} a membership and were dropped: {names}. {left} remain."
        return (told, *self.unvarying)

    @property
    def unvarying(self) -> tuple[str, ...]:
        """A sentence on each condition in which all cases have the same membership."""
        return tuple(
            f"The condition {name!r} has the same membership ({column.iloc[0]:g}) in all "
            f"{len(column)} cases. What does not vary explains nothing: leave it out."
            for name, column in ((name, self.frame[name]) for name in self.conditions)
            if not _varies(column.to_numpy(float))
        )


def read_memberships(
    memberships: pd.DataFrame | Memberships,
    outcome: str,
    conditions: Sequence[str] | None = None,
    *,
    missing: str = "drop",
) -> SetData:
    """The memberships that an analysis uses, checked.

    Parameters
    ----------
    memberships : DataFrame or Memberships
        A row a case, a column a condition or outcome.
    outcome : str
        A column, ``~column``, or ``column{value}``.
    conditions : sequence of str, optional
        Columns in the order wanted; all but the outcome's if left out.
    missing : {"drop", "refuse"}
        What becomes of cases that miss a membership in one of these columns.

    Raises
    ------
    WrongKind
        Something in the table is no membership or too little; the outcome does not vary.
    UnknownId
        No such column or policy.
    """
    if missing not in MISSING_POLICIES:
        hint = () if missing not in {"bounds", "sample"} else ("complete_truth_table() takes it",)
        raise UnknownId("policy for missing memberships", str(missing), (*MISSING_POLICIES, *hint))
    table, literal, names = used_columns(memberships, outcome, conditions)
    whole = table.dropna()
    dropped = tuple(str(case) for case in table.index.difference(whole.index, sort=False))
    if dropped and missing == "refuse":
        expected = "every membership known"
        advice = 'missing="drop" leaves these cases out; complete_truth_table() keeps them.'
        raise WrongKind("The analysis", f"cases with gaps ({', '.join(dropped)})", expected, advice)
    _expect_enough(whole, dropped)
    y = literal_membership(literal, whole[literal.condition])
    if not _varies(y):
        advice = "What does not vary cannot be explained. Take another outcome, or other cases."
        found = f"the same membership ({y[0]:g}) in all {len(y)} cases"
        raise WrongKind(f"The outcome {literal}", found, "cases that differ", advice)
    return SetData(
        frame=whole,
        outcome=str(literal),
        column=literal.condition,
        conditions=names,
        levels=tuple(max(2, int(table[name].max()) + 1) for name in names),
        y=y,
        n_given=len(table),
        dropped=dropped,
        framework=getattr(memberships, "framework", None),
        cases=getattr(memberships, "cases", None),
    )


def used_columns(
    memberships: object, outcome: str, conditions: Sequence[str] | None
) -> tuple[pd.DataFrame, Literal, tuple[str, ...]]:
    """The columns used as numbers (missing stay missing), the outcome, the conditions."""
    table = memberships.table if isinstance(memberships, Memberships) else memberships
    if not isinstance(table, pd.DataFrame):
        expected = "a DataFrame with a row a case, or Memberships"
        raise WrongKind("A set-theoretic analysis", type(table).__name__, expected)
    table = table.set_axis([str(column) for column in table.columns], axis=1)
    _expect_once("column", table.columns)
    _expect_once("case", table.index)
    literal = parse_literal(outcome, table.columns)
    names = _conditions(table, literal.condition, conditions)
    if isinstance(memberships, Memberships):
        _expect_apart(memberships, literal.condition, names)
    used = {
        name: _numbers(table[name], "outcome" if name == literal.condition else "condition")
        for name in (*names, literal.condition)
    }
    return pd.DataFrame(used, index=table.index), literal, names


def _conditions(
    table: pd.DataFrame, outcome: str, conditions: Sequence[str] | None
) -> tuple[str, ...]:
    if isinstance(conditions, str):
        expected = "a list of names of columns"
        raise WrongKind("conditions", "one text", expected, f"Write [{conditions!r}].")
    given = [name for name in table.columns if name != outcome]
    names = tuple(given if conditions is None else map(str, conditions))
    for name in names:
        if name not in table.columns:
            raise UnknownId("condition", name, given)
    if outcome in names:
        advice = "Take it out: nothing explains itself."
        raise WrongKind("The conditions", f"the outcome {outcome!r} among them", "others", advice)
    if not names:
        raise WrongKind("A set-theoretic analysis", "no condition", "at least one")
    _expect_once("condition", names)
    for name in (*names, outcome):
        if not name.strip() or set(name) & set(RESERVED):
            expected = f"one without any of {' '.join(RESERVED)}"
            raise WrongKind("A column of memberships", f"the name {name!r}", expected, "Rename it.")
    return names


def _expect_apart(memberships: Memberships, outcome: str, conditions: Sequence[str]) -> None:
    """Refuse a condition that is made of an item which the outcome is made of too."""
    for name in conditions:
        shared = sorted(set(memberships.items_of(name)) & set(memberships.items_of(outcome)))
        if shared:
            found = f"{', '.join(shared)} in the outcome {outcome!r} as well"
            advice = "A condition must not be part of its outcome: take the item out of one."
            raise WrongKind(f"The condition {name!r}", found, "items of its own", advice)


def _expect_once(what: str, names: Iterable[object]) -> None:
    index = pd.Index(list(names))
    if not index.is_unique:
        twice = index[index.duplicated()][0]
        advice = "Give each row a name of its own (set_index)." if what == "case" else "Rename one."
        raise WrongKind(
            "A set-theoretic analysis", f"the {what} {twice!r} twice", "each once", advice
        )


def _numbers(column: pd.Series, role: str) -> pd.Series:
    """Memberships as numbers; missing ones stay missing."""
    if not pd.api.types.is_numeric_dtype(column):
        for case, value in column.items():
            is_gap = pd.api.types.is_scalar(value) and pd.isna(value)
            if not (is_gap or isinstance(value, Real | np.bool_)):
                raise _no_membership(column.name, role, case, repr(value), _NAMES)
        column = column.astype(object).where(column.notna(), None)
    values = pd.Series(column.to_numpy(float, na_value=np.nan), column.index, name=column.name)
    known = values.dropna()
    wrong = known[~np.isfinite(known) | (known < -_NEARLY) | (known > _MOST_VALUE)]
    is_multi_value = bool((known > 1 + _NEARLY).any())
    if is_multi_value and wrong.empty:
        parts = known[known != np.floor(known)]
        wrong = known[known > 1] if len(parts) else parts
        wrong = parts[parts > 1] if (parts > 1).any() else wrong
    if len(wrong):
        raise _no_membership(column.name, role, wrong.index[0], f"{wrong.iloc[0]:g}")
    return values if is_multi_value else values.clip(0, 1)


def _no_membership(name: object, role: str, case: object, found: str, more: str = "") -> WrongKind:
    expected = (
        "memberships: 0 and 1, degrees from 0 to 1, or whole numbers from 0 to "
        f"{_MOST_VALUE} for a condition of several values"
    )
    advice = f"calibrate() makes memberships of raw values.{more}"
    return WrongKind(f"The {role} {name!r}", f"{found} (case {case})", expected, advice)


def _expect_enough(whole: pd.DataFrame, dropped: Sequence[str]) -> None:
    if len(whole) >= 2:
        return
    found = "one case" if len(whole) else "no case"
    advice = "One case cannot be compared."
    if dropped:
        found += f" with every membership known ({len(dropped)} dropped)"
        advice = "Name fewer conditions, or use complete_truth_table(), which keeps such cases."
    raise WrongKind("A set-theoretic analysis", found, "at least two cases", advice)


def _varies(values: NDArray[np.float64]) -> bool:
    return bool(np.ptp(values) > _NEARLY)
