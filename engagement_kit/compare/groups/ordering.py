"""Whether one group stands above another everywhere on the scale, or only on the whole."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from engagement_kit.assess import Column
from engagement_kit.assess.columns import shaped
from engagement_kit.compare.groups.samples import Counts, count_values, numbers_of
from engagement_kit.compare.view import result_html
from engagement_kit.errors import WrongKind

__all__ = ["A_ABOVE", "B_ABOVE", "CROSSING", "EQUAL", "Ordering", "ordering_of", "stochastic_order"]

A_ABOVE, B_ABOVE, EQUAL, CROSSING = "a_above", "b_above", "equal", "crossing"

COLUMNS = (
    Column("value", "number", "value of the scale that occurs", "rank"),
    Column("share_a", "number", "share of a with this value or a lower one", "share, 0 to 1"),
    Column("share_b", "number", "share of b with this value or a lower one", "share, 0 to 1"),
    Column("higher", "string", "a if fewer of a stand this low, b if fewer of b do; else empty"),
)


@dataclass(frozen=True, kw_only=True)
class Ordering:
    """How the distributions of two groups lie to one another.

    Attributes
    ----------
    relation : str
        ``a_above``: at no value is the share of a that stands there or lower greater than that of
        b, and somewhere it is smaller; ``b_above`` the other way round; ``equal``; ``crossing``:
        a stands higher at some values and b at others.
    violations : tuple of float
        Where the distributions cross: the values at which the group that is behind on the whole
        (by Cliff's delta) stands higher; where delta is 0, the values at which b does.
    table : DataFrame
        One row a value: value, share_a, share_b, higher.
    """

    relation: str
    violations: tuple[float, ...]
    table: pd.DataFrame

    def _repr_html_(self) -> str:
        violated = ", ".join(f"{value:g}" for value in self.violations) or None
        facts = {"relation": self.relation, "violated at": violated}
        return result_html("Stochastic order", facts, self.table)


def stochastic_order(a: Iterable[object], b: Iterable[object]) -> Ordering:
    """Whether a is stochastically above b: its cumulative distribution nowhere above b's.

    First-order dominance: a stands above b if, wherever a line is drawn across the scale, no
    smaller share of a than of b lies beyond it, and somewhere a larger one. Delta can be the same
    with it and without; without it, "a is higher" is true of the whole and not of every answer.

    Parameters
    ----------
    a, b : iterables of numbers
        Missing values (None, NaN) are left out.

    Raises
    ------
    WrongKind
        A value is no number, or a sample has no known value.

    Notes
    -----
    Describes the cases at hand: no test, and no claim about others.

    Examples
    --------
    >>> stochastic_order([2, 3, 3], [1, 2, 3]).relation
    'a_above'
    >>> crossed = stochastic_order([1, 3, 3], [2, 2, 2])
    >>> crossed.relation, crossed.violations
    ('crossing', (1.0,))
    """
    known = []
    for name, sample in (("a", a), ("b", b)):
        numbers = numbers_of(sample, "stochastic_order()")
        known.append(numbers[~np.isnan(numbers)])
        if not len(known[-1]):
            raise WrongKind("stochastic_order()", f"no known value in {name!r}", "known values")
    counted = count_values(*known)
    first, second = counted.counts
    relation, higher = ordering_of(first, second)
    behind = "b" if (higher == "a").sum() and _sign(first, second) >= 0 else "a"
    crossed = counted.values[higher == behind] if relation == CROSSING else ()
    shares = [np.cumsum(counts) / counts.sum() for counts in (first, second)]
    rows = zip(counted.values, *shares, [one or None for one in higher], strict=True)
    return Ordering(
        relation=relation,
        violations=tuple(float(value) for value in crossed),
        table=shaped(COLUMNS, rows),
    )


def ordering_of(a: Counts, b: Counts) -> tuple[str, np.ndarray]:
    """The relation, and which group stands higher at each value; in whole numbers.

    ``a`` and ``b`` are counts of the same values, lowest first.
    """
    gap = np.cumsum(b) * a.sum() - np.cumsum(a) * b.sum()
    higher = np.where(gap > 0, "a", np.where(gap < 0, "b", ""))
    found = {str(one) for one in higher} - {""}
    if len(found) == 2:
        return CROSSING, higher
    return ({"a": A_ABOVE, "b": B_ABOVE}[found.pop()] if found else EQUAL), higher


def _sign(a: Counts, b: Counts) -> int:
    """1 where a stands higher on the whole, -1 where b does."""
    return int(np.sign((a * (2 * np.cumsum(b) - b)).sum() - a.sum() * b.sum()))
