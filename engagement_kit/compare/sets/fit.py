"""Parameters of fit of set-theoretic analysis: pure functions of memberships.

``x`` is membership in a condition or term, ``y`` in the outcome, both one number a case in [0, 1].
Crisp sets are those with 0 and 1 alone. No function takes missing values: they are dropped, or
completed, before. A ratio whose denominator is 0 says nothing and is 0, as stated with each.

References
----------
Ragin, C. C. (2006). Set relations in social research. Political Analysis 14(3), 291-310.
Schneider, C. Q. and Wagemann, C. (2012). Set-theoretic methods for the social sciences. Cambridge.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from engagement_kit.compare.sets.terms import Literal, parse_formula
from engagement_kit.errors import WrongKind

__all__ = [
    "PLACES",
    "coverage",
    "inclusion",
    "literal_membership",
    "membership",
    "pri",
    "ron",
    "row_membership",
    "rows_fit",
    "settle",
]

Array = NDArray[np.float64]

_CELLS = 2_000_000  # memberships that are held at once
PLACES = 9  # numbers are compared with cuts after rounding to so many decimals


def settle(number: float) -> float:
    """A number as it is compared with a cut: rounded to 9 decimals, so that .8 is not below .8."""
    return round(float(number), PLACES)


def inclusion(x: ArrayLike, y: ArrayLike) -> float:
    """Inclusion (consistency) of x in y: sum(min(x, y)) / sum(x); 0 where x has no members.

    Examples
    --------
    >>> inclusion([1, 1, 0.5], [1, 0, 0.5])
    0.6
    """
    a, b = _two(x, y)
    return _ratio(np.minimum(a, b).sum(), a.sum())


def coverage(x: ArrayLike, y: ArrayLike) -> float:
    """Coverage of y by x: sum(min(x, y)) / sum(y); 0 where y has no members.

    It is also the inclusion of y in x, which says how far x is necessary for y.
    """
    a, b = _two(x, y)
    return _ratio(np.minimum(a, b).sum(), b.sum())


def pri(x: ArrayLike, y: ArrayLike) -> float:
    """Proportional reduction in inconsistency: how far x is in y and not in y's negation as well.

    (sum(min(x, y)) - sum(min(x, y, 1-y))) / (sum(x) - sum(min(x, y, 1-y))); 0 where x has no
    members outside of the overlap of y with its negation.
    """
    a, b = _two(x, y)
    both = np.minimum(a, np.minimum(b, 1 - b)).sum()
    return _ratio(np.minimum(a, b).sum() - both, a.sum() - both)


def ron(x: ArrayLike, y: ArrayLike) -> float:
    """Relevance of necessity: sum(1-x) / sum(1-min(x, y)); near 0 means that x is trivial.

    0 where every case is a full member of both.
    """
    a, b = _two(x, y)
    return _ratio((1 - a).sum(), (1 - np.minimum(a, b)).sum())


def membership(term: str, frame: pd.DataFrame) -> Array:
    """Membership of every row of a table in a term or expression.

    And is the minimum, or the maximum, not 1 - x; a multi-value condition is a member with 1 where
    it has the value and 0 elsewhere.

    Parameters
    ----------
    term : str
        Such as ``"DEV*~URB"``, ``"DEV{2}*IND{0}"``, ``"~SURV"``, ``"A + B*C"`` or ``"1"``.
    frame : DataFrame
        A row a case, a column a condition or outcome.

    Raises
    ------
    UnknownId
        A name is no column.
    WrongKind
        It is no term, or asks for a value where there are degrees of membership.

    Examples
    --------
    >>> membership("A*~B", pd.DataFrame({"A": [1.0, 0.6], "B": [0.3, 0.1]})).tolist()
    [0.7, 0.6]
    """
    terms = parse_formula(term, [str(column) for column in frame.columns])
    whole = [_conjunction(literals, frame) for literals in terms]
    joined: Array = np.maximum.reduce(whole)
    return joined


def _conjunction(literals: Sequence[Literal], frame: pd.DataFrame) -> Array:
    parts = [literal_membership(one, frame[one.condition].to_numpy(float)) for one in literals]
    joined: Array = np.minimum.reduce([np.ones(len(frame)), *parts])
    return joined


def literal_membership(literal: Literal, column: ArrayLike) -> Array:
    """Membership of every value of a column in one literal; raises as :func:`membership`."""
    values = np.asarray(column, dtype=float)
    if literal.values is None:
        if values.size and np.nanmax(values) > 1:
            raise WrongKind(
                f"The term {literal}",
                "a multi-value condition without a value",
                f"a value in braces, such as {literal.condition}{{2}}",
            )
        return 1 - values if literal.is_negated else values
    parts = [_has_value(literal, values, value) for value in literal.values]
    found: Array = np.maximum.reduce(parts)
    return 1 - found if literal.is_negated else found


def _has_value(literal: Literal, values: Array, value: int) -> Array:
    if value <= 1 and (not values.size or np.nanmax(values) <= 1):
        return values if value else 1 - values
    if not np.all(values == np.floor(values)):
        raise WrongKind(f"The term {literal}", "degrees of membership", "a multi-value condition")
    return np.where(values == value, 1.0, 0.0)


def row_membership(row: Sequence[int], values: Array, multi_value: Sequence[bool]) -> Array:
    """Membership of every case in one row of a truth table.

    Parameters
    ----------
    row : sequence of int
        A value for each condition.
    values : array
        A row a case, a column a condition.
    multi_value : sequence of bool
        Whether each condition is a multi-value one.
    """
    whole = np.asarray(row, dtype=float)
    kinds = np.asarray(multi_value, dtype=bool)
    parts = np.where(whole == 1, values, 1 - values)
    parts = np.where(kinds, (values == whole).astype(float), parts)
    joined: Array = parts.min(axis=1) if values.shape[1] else np.ones(len(values))
    return joined


def rows_fit(
    rows: Sequence[Sequence[int]], values: Array, multi_value: Sequence[bool], y: Array
) -> tuple[Array, Array]:
    """Inclusion and PRI of many rows of a truth table, each with a case of more than .5.

    Parameters
    ----------
    rows : sequence of rows, values, multi_value
        As for :func:`row_membership`.
    y : array
        Membership in the outcome.
    """
    step = max(1, _CELLS // max(len(y), 1))
    parts = [
        _some_rows(rows[at : at + step], values, multi_value, y) for at in range(0, len(rows), step)
    ]
    incl, reduced = zip(*parts, strict=True) if parts else ((), ())
    empty = [np.empty(0)]
    return np.concatenate([*incl, *empty]), np.concatenate([*reduced, *empty])


def _some_rows(
    rows: Sequence[Sequence[int]], values: Array, multi_value: Sequence[bool], y: Array
) -> tuple[Array, Array]:
    within = np.ones((len(rows), len(y)))
    for place, is_several in enumerate(multi_value):
        asked = np.array([row[place] for row in rows], dtype=float)[:, None]
        column = values[:, place]
        sets = (column == asked).astype(float)
        sets = sets if is_several else np.where(asked == 1, column, 1 - column)
        within = np.minimum(within, sets)
    both = np.minimum(within, np.minimum(y, 1 - y)).sum(axis=1)
    shared, whole = np.minimum(within, y).sum(axis=1), within.sum(axis=1)
    return shared / whole, (shared - both) / (whole - both)


def _two(x: ArrayLike, y: ArrayLike) -> tuple[Array, Array]:
    """Both as arrays of numbers, of one length, none missing."""
    a, b = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    if a.shape != b.shape:
        raise WrongKind("A parameter of fit", f"{a.size} and {b.size} values", "as many of each")
    if np.isnan(a).any() or np.isnan(b).any():
        raise WrongKind(
            "A parameter of fit", "missing values", "known memberships", "Drop these cases."
        )
    return a, b


def _ratio(top: Any, bottom: Any) -> float:
    """A ratio, free of what adding in another order would change; 0 where it says nothing."""
    return float(top / bottom) if settle(bottom) > 0 else 0.0
